//! Writing results to standard output, and documents to files.

use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;

use anyhow::{Result, anyhow};
use serde::Serialize;
use wangge_domain::text::{Lang, Message, render};

/// Writes to standard output. A reader that has seen enough and closed the pipe is no failure.
///
/// # Errors
/// When standard output cannot be written.
pub fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// Writes a line to standard output.
///
/// # Errors
/// As [`print`].
pub fn line(text: &str) -> Result<()> {
    print(|out| writeln!(out, "{text}"))
}

/// Writes a value as indented JSON.
///
/// # Errors
/// As [`print`].
pub fn json(value: &impl Serialize) -> Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    line(&text)
}

/// A refusal: the sentence to show.
pub fn refusal(message: &Message, lang: Lang) -> anyhow::Error {
    anyhow!(render(message, lang))
}

/// Reads a file.
///
/// # Errors
/// With a sentence that names the file and why it cannot be read.
pub fn read(path: &Path, lang: Lang) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| {
        let message = Message::new("cli-file-unreadable").arg("file", path.display()).arg("why", error);
        refusal(&message, lang)
    })
}

/// Writes a document: to the file, or to standard output where none is named.
///
/// # Errors
/// With a sentence that names the file and why it cannot be written.
pub fn document(path: Option<&Path>, bytes: &[u8], lang: Lang) -> Result<()> {
    let Some(path) = path else { return print(|out| out.write_all(bytes)) };
    std::fs::write(path, bytes).map_err(|error| unwritable(path, &error, lang))
}

/// The refusal of a file that cannot be written.
pub fn unwritable(path: &Path, why: &dyn std::fmt::Display, lang: Lang) -> anyhow::Error {
    refusal(&Message::new("cli-file-unwritable").arg("file", path.display()).arg("why", why), lang)
}

/// The name of a file without its folders, as faults show it.
pub fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
