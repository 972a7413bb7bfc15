//! Photographs to send: small grey squares, told apart by their shade.

use std::io::Write;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use wangge_domain::evidence::EvidenceHash;
use wangge_domain::ids::UnitId;

use super::{Account, Desk};

/// A grey PNG of four by four pixels.
pub(crate) fn photo(shade: u8) -> Vec<u8> {
    png(4, |_| shade)
}

/// A PNG of some 50 kB, told apart by its number: noise, which does not become smaller.
pub(crate) fn large_photo(number: usize) -> Vec<u8> {
    let mut state = u32::try_from(number).unwrap();
    png(224, |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    })
}

/// A grey PNG, square, with a shade for each pixel.
fn png(side: u8, mut shade: impl FnMut(u8) -> u8) -> Vec<u8> {
    let mut pixels = ZlibEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..side {
        let row: Vec<u8> = std::iter::once(0).chain((0..side).map(&mut shade)).collect();
        pixels.write_all(&row).unwrap();
    }
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, content) in [
        (b"IHDR", vec![0, 0, 0, side, 0, 0, 0, side, 8, 0, 0, 0, 0]),
        (b"IDAT", pixels.finish().unwrap()),
        (b"IEND", Vec::new()),
    ] {
        let part = [&name[..], &content[..]].concat();
        let mut sum = Crc::new();
        sum.update(&part);
        png.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
        png.extend(&part);
        png.extend(sum.sum().to_be_bytes());
    }
    png
}

impl Desk {
    /// The hash of a photograph that an account has sent.
    pub(crate) async fn sent_photo(&self, by: &Account, shade: u8) -> String {
        self.sent_photo_saying(by, shade, "").await
    }

    /// The hash of a photograph that an account has sent, with what its phone says: `&lon=…&lat=…&taken_at=…`.
    pub(crate) async fn sent_photo_saying(&self, by: &Account, shade: u8, said: &str) -> String {
        let bytes = photo(shade);
        let hash = EvidenceHash::of(&bytes).to_string();
        self.post(&format!("/evidence?sha256={hash}{said}")).by(by).bytes(&bytes).reply().await.done();
        hash
    }

    /// Files a reported case and hands it to a unit.
    pub(crate) async fn hand_over(&self, case: &str, unit: UnitId) {
        let office = self.account(wangge_domain::permission::Role::Office).await;
        let path = format!("/cases/{case}");
        for (step, body) in [("filing", serde_json::json!({})), ("dispatch", serde_json::json!({ "unit_id": unit }))] {
            let version = self.version_of(&path, &office).await;
            let call = self.post(&format!("{path}/{step}")).by(&office).on_version(version).with(&body);
            call.reply().await.done();
        }
    }
}
