//! Sending messages out of the program: mail servers, gateways of short messages, group robots, webhooks,
//! browsers.
//!
//! Invariants: nothing here decides who is told or when; a refusal says what the other side answered, cut short, and never
//! a password or the address of a robot, which contains its key.
//!
//! Sources of the wire forms: RFC 5321 for mail; the descriptions by `WeCom`, `DingTalk` and Feishu of their group robots
//! (`msgtype`/`msg_type` text, `errcode`/`code` 0, the signatures over the time and the secret).

mod mail;
pub mod push;
mod robot;
mod sms;
#[cfg(test)]
mod tests;
mod webhook;

use std::time::Duration;

use reqwest::StatusCode;
use wangge_domain::notice::{ChannelSettings, PushSubscription};
use wangge_domain::text::Message;
use wangge_domain::time::Timestamp;

/// How long the other side may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// The most characters of a foreign answer that are kept.
const ANSWER_MOST: usize = 300;

/// What is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// An identity the other side may know it again by.
    pub id: String,
    /// Where it goes; empty for a group.
    pub address: String,
    /// Its heading.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// What a webhook is told beside the text, as JSON; empty elsewhere.
    pub facts: String,
    /// The browser it is pushed to; none elsewhere, and where the browser is gone.
    pub browser: Option<PushSubscription>,
    /// When it is sent.
    pub at: Timestamp,
}

/// Why a message was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsent {
    /// The other side could not be reached, or is busy: it may be tried again.
    #[error("not reachable: {0}")]
    Unreachable(String),
    /// The other side refused: trying again may help, after somebody mended something.
    #[error("refused: {0}")]
    Refused(String),
    /// The template of a short message is wrong.
    #[error("template: {0}")]
    Template(String),
    /// The browser takes no messages any more, and never will under this subscription.
    #[error("gone")]
    Gone,
}

impl Unsent {
    /// In words.
    pub fn message(&self) -> Message {
        let (key, answer) = match self {
            Self::Unreachable(answer) => ("notice-unsent-unreachable", answer),
            Self::Refused(answer) => ("notice-unsent-refused", answer),
            Self::Template(answer) => ("notice-unsent-template", answer),
            Self::Gone => return Message::new("notice-unsent-gone"),
        };
        Message::new(key).arg("answer", answer)
    }
}

/// The way out. Cheap to clone; keeps its connections.
#[derive(Clone, Debug)]
pub struct Gate {
    client: reqwest::Client,
}

impl Gate {
    /// A way out with the machine's certificates.
    ///
    /// # Errors
    /// When the machine's certificates cannot be read.
    pub fn open() -> Result<Self, Unsent> {
        // Whoever was first has chosen the same: this program has one cipher library.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // A redirect could carry a signed message or a key to another host.
        let client = reqwest::Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none()).build();
        client.map(|client| Self { client }).map_err(|error| Unsent::Unreachable(error.without_url().to_string()))
    }

    /// Sends a message; that it was taken is all that is known afterwards.
    ///
    /// # Errors
    /// Why it was not taken.
    pub async fn send(&self, settings: &ChannelSettings, message: &Outgoing) -> Result<(), Unsent> {
        match settings {
            ChannelSettings::Email { .. } => mail::send(settings, message).await,
            ChannelSettings::Sms { url, headers, body, taken } => {
                sms::send(&self.client, (url, headers, body, taken), message).await
            }
            ChannelSettings::Wecom { url } => robot::wecom(&self.client, url, message).await,
            ChannelSettings::Dingtalk { url, secret } => {
                robot::dingtalk(&self.client, url, secret.as_deref(), message).await
            }
            ChannelSettings::Feishu { url, secret } => {
                robot::feishu(&self.client, url, secret.as_deref(), message).await
            }
            ChannelSettings::Webhook { url, secret } => webhook::send(&self.client, url, secret, message).await,
            ChannelSettings::WebPush { contact, services, private_key, public_key } => {
                let [private, public] = [private_key, public_key].map(|key| key.as_deref().unwrap_or_default());
                let settings = (contact.as_str(), services.as_slice(), private, public);
                push::send(&self.client, settings, message.browser.as_ref(), message).await
            }
        }
    }
}

/// Sends a request and gives the text of an answer of 2xx.
async fn answered(request: reqwest::RequestBuilder) -> Result<String, Unsent> {
    let (status, text) = answered_by(request).await?;
    if status.is_success() {
        return Ok(text);
    }
    let told = format!("{} {}", status.as_u16(), short(&text));
    Err(if status.is_server_error() { Unsent::Unreachable(told) } else { Unsent::Refused(told) })
}

/// Sends a request and gives what was answered, whatever it was.
async fn answered_by(request: reqwest::RequestBuilder) -> Result<(StatusCode, String), Unsent> {
    let unreachable = |error: reqwest::Error| Unsent::Unreachable(chain(&error.without_url()));
    let answer = request.send().await.map_err(unreachable)?;
    let status = answer.status();
    Ok((status, answer.text().await.map_err(unreachable)?))
}

/// An error with its causes.
fn chain(error: &dyn std::error::Error) -> String {
    let mut told = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        told = format!("{told}: {inner}");
        cause = inner.source();
    }
    short(&told)
}

/// The beginning of a foreign text, on one line.
fn short(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(ANSWER_MOST).collect();
    clean.trim().to_owned()
}
