//! Embeds the built web app, where there is one: every file with its media type and a tag of its content,
//! and a gzip of what shrinks. Without `web/dist` the list is empty and the crate builds all the same.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::{env, fs};

use flate2::Compression;
use flate2::write::GzEncoder;

/// Smaller files gain nothing worth the header.
const WORTH_PRESSING_BYTES: usize = 1024;

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let web = root.join("../../web");
    let dist = web.join("dist");
    let mut files = Vec::new();
    if dist.is_dir() {
        println!("cargo:rerun-if-changed={}", dist.display());
        gather(&dist, &mut files)?;
    } else {
        // Watching the folder above notices the first build of the web app.
        println!("cargo:rerun-if-changed={}", if web.is_dir() { web } else { root.join("build.rs") }.display());
    }
    println!("cargo:rerun-if-changed={}", root.join("build.rs").display());
    files.sort();
    let mut list = String::from("&[\n");
    for (number, file) in files.iter().enumerate() {
        list.push_str(&entry(&dist, file, &out, number)?);
    }
    list.push_str("]\n");
    fs::write(out.join("assets.rs"), list)
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, files)?;
        } else if path.extension().is_none_or(|ending| ending != "map") {
            files.push(path);
        }
    }
    Ok(())
}

fn entry(dist: &Path, file: &Path, out: &Path, number: usize) -> io::Result<String> {
    let relative = file.strip_prefix(dist).unwrap_or(file).to_string_lossy().replace('\\', "/");
    let bytes = fs::read(file)?;
    let media = media_type(&relative);
    let mut line = String::new();
    let _ = write!(
        line,
        "    Asset {{ path: {relative:?}, media: {media:?}, tag: \"\\\"{:016x}\\\"\", bytes: include_bytes!({:?}), pressed: ",
        fingerprint(&bytes),
        file.canonicalize()?.display().to_string(),
    );
    match press(&bytes, media)? {
        Some(pressed) => {
            let place = out.join(format!("{number}.gz"));
            fs::write(&place, pressed)?;
            let _ = writeln!(line, "Some(include_bytes!({:?})) }},", place.display().to_string());
        }
        None => line.push_str("None },\n"),
    }
    Ok(line)
}

fn press(bytes: &[u8], media: &str) -> io::Result<Option<Vec<u8>>> {
    let text = ["text/", "application/json", "application/manifest", "image/svg", "application/wasm"];
    if bytes.len() < WORTH_PRESSING_BYTES || !text.iter().any(|start| media.starts_with(start)) {
        return Ok(None);
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    let pressed = encoder.finish()?;
    Ok((pressed.len() < bytes.len()).then_some(pressed))
}

/// FNV-1a: enough to tell two builds of a file apart, which is all a cache needs.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
