//! Signed webhooks: the receiver can tell that a message is ours and when it was sent.

use std::fmt::Write as _;

use reqwest::Client;
use reqwest::header::CONTENT_TYPE;
use ring::hmac;
use serde_json::{Value, json};

use crate::{Outgoing, Unsent, answered};

/// Sends `{id, at, subject, text, facts}` with `X-Wangge-Signature: t=SECONDS,v1=HEX`, where the signature is
/// HMAC-SHA-256 under the secret over the seconds, a full stop and the body.
pub(crate) async fn send(client: &Client, url: &str, secret: &str, message: &Outgoing) -> Result<(), Unsent> {
    let facts: Value = serde_json::from_str(&message.facts).unwrap_or(Value::Null);
    let body = json!({
        "id": message.id, "at": message.at, "subject": message.subject, "text": message.body, "facts": facts,
    })
    .to_string();
    let request = client
        .post(url)
        .header(CONTENT_TYPE, "application/json; charset=utf-8")
        .header("X-Wangge-Signature", signature(secret, message.at.timestamp(), &body))
        .body(body);
    answered(request).await.map(drop)
}

pub(crate) fn signature(secret: &str, seconds: i64, body: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let tag = hmac::sign(&key, format!("{seconds}.{body}").as_bytes());
    let hex = tag.as_ref().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    format!("t={seconds},v1={hex}")
}
