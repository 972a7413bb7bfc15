//! A browser's half of Web Push, so that tests read what was sent to it.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use web_push_native::p256::SecretKey;
use web_push_native::p256::elliptic_curve::sec1::ToEncodedPoint as _;
use web_push_native::{Auth, decrypt};

/// A browser with keys of its own, the same for the same number.
#[derive(Clone, Debug)]
pub struct Browser {
    secret: SecretKey,
    auth: [u8; 16],
}

impl Browser {
    /// A browser.
    ///
    /// # Panics
    /// For 0, of which no key is made.
    #[expect(clippy::expect_used, reason = "a test cannot go on without its browser")]
    pub fn new(number: u8) -> Self {
        let secret = SecretKey::from_slice(&[number; 32]).expect("a key");
        Self { secret, auth: [number; 16] }
    }

    /// Its public key as it gives it to a server.
    pub fn p256dh(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.secret.public_key().to_encoded_point(false).as_bytes())
    }

    /// Its secret as it gives it to a server.
    pub fn auth(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.auth)
    }

    /// What was pushed; none when it was not for this browser.
    pub fn read(&self, sent: &[u8]) -> Option<String> {
        let clear = decrypt(sent.to_vec(), &self.secret, &Auth::from(self.auth)).ok()?;
        String::from_utf8(clear).ok()
    }
}
