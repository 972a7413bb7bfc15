//! Group robots 群机器人 of WeCom, DingTalk and Feishu.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Client;
use ring::hmac;
use serde_json::{Value, json};

use crate::{Outgoing, Unsent, answered, short};

pub(crate) async fn wecom(client: &Client, url: &str, message: &Outgoing) -> Result<(), Unsent> {
    let body = json!({ "msgtype": "text", "text": { "content": text(message) } });
    taken(&answered(client.post(url).json(&body)).await?, "errcode")
}

/// The signature is over `time in ms`, a line break and the secret, under the secret.
pub(crate) async fn dingtalk(
    client: &Client,
    url: &str,
    secret: Option<&str>,
    message: &Outgoing,
) -> Result<(), Unsent> {
    let mut request = client.post(url);
    if let Some(secret) = secret.filter(|secret| !secret.is_empty()) {
        let time = message.at.timestamp_millis().to_string();
        let sign = signed(secret.as_bytes(), format!("{time}\n{secret}").as_bytes());
        request = request.query(&[("timestamp", time), ("sign", sign)]);
    }
    let body = json!({ "msgtype": "text", "text": { "content": text(message) } });
    taken(&answered(request.json(&body)).await?, "errcode")
}

/// The signature is over nothing, under `time in s`, a line break and the secret.
pub(crate) async fn feishu(client: &Client, url: &str, secret: Option<&str>, message: &Outgoing) -> Result<(), Unsent> {
    let mut body = json!({ "msg_type": "text", "content": { "text": text(message) } });
    if let Some(secret) = secret.filter(|secret| !secret.is_empty()) {
        let time = message.at.timestamp().to_string();
        body["sign"] = json!(signed(format!("{time}\n{secret}").as_bytes(), b""));
        body["timestamp"] = json!(time);
    }
    taken(&answered(client.post(url).json(&body)).await?, "code")
}

fn text(message: &Outgoing) -> String {
    format!("{}\n{}", message.subject, message.body)
}

pub(crate) fn signed(key: &[u8], said: &[u8]) -> String {
    STANDARD.encode(hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), said))
}

/// A robot answers 200 even when it refuses; a number in the answer tells.
fn taken(answer: &str, field: &str) -> Result<(), Unsent> {
    let code = serde_json::from_str::<Value>(answer).ok().and_then(|answer| answer.get(field).and_then(Value::as_i64));
    if code == Some(0) { Ok(()) } else { Err(Unsent::Refused(short(answer))) }
}
