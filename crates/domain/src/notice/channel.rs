//! Channels 通知渠道 a message can leave by.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::model::NoticeKind;
use crate::text::Message;

vocabulary! {
    /// What sort of channel it is.
    ChannelKind in "notice-channel" {
        /// E-mail by SMTP 邮件.
        Email = "email",
        /// Short messages by an HTTP gateway 短信网关.
        Sms = "sms",
        /// A group robot of `WeCom` 企业微信群机器人.
        Wecom = "wecom",
        /// A group robot of `DingTalk` 钉钉群机器人.
        Dingtalk = "dingtalk",
        /// A group robot of Feishu 飞书群机器人.
        Feishu = "feishu",
        /// A signed webhook 回调.
        Webhook = "webhook",
        /// Messages pushed to browsers 浏览器推送.
        WebPush = "web_push",
    }
}

impl ChannelKind {
    /// Whether messages go to persons at their own address, not to a group.
    pub const fn personal(self) -> bool {
        matches!(self, Self::Email | Self::Sms | Self::WebPush)
    }
}

vocabulary! {
    /// How a mail server is spoken to.
    MailSecurity in "notice-security" {
        /// Encrypted from the first byte (port 465).
        Tls = "tls",
        /// Encrypted after STARTTLS, which must succeed (port 587 or 25).
        Starttls = "starttls",
        /// In clear; only within a machine room.
        None = "none",
    }
}

/// How a channel is reached. Passwords, secrets and the addresses of robots, which contain their key, are never shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum ChannelSettings {
    /// A mail server.
    Email {
        /// Its host name.
        host: String,
        /// Its port.
        port: u16,
        /// How it is spoken to.
        security: MailSecurity,
        /// Who signs in; none where the server asks for nobody.
        #[serde(default)]
        username: Option<String>,
        /// The password; never shown.
        #[serde(default)]
        password: Option<String>,
        /// The sender's address.
        from: String,
    },
    /// A gateway for short messages.
    Sms {
        /// Its address.
        url: String,
        /// What is sent along, such as a key; never shown.
        #[serde(default)]
        headers: BTreeMap<String, String>,
        /// The body, in which {{ mobile }} and {{ text }} are replaced and escaped as JSON text.
        body: String,
        /// What the answer must contain to count as taken; empty where any answer of 2xx does.
        #[serde(default)]
        taken: String,
    },
    /// A group robot of `WeCom`.
    Wecom {
        /// Its address with its key; never shown.
        url: String,
    },
    /// A group robot of `DingTalk`.
    Dingtalk {
        /// Its address with its token; never shown.
        url: String,
        /// The secret messages are signed with; never shown.
        #[serde(default)]
        secret: Option<String>,
    },
    /// A group robot of Feishu.
    Feishu {
        /// Its address with its key; never shown.
        url: String,
        /// The secret messages are signed with; never shown.
        #[serde(default)]
        secret: Option<String>,
    },
    /// A webhook.
    Webhook {
        /// Its address.
        url: String,
        /// The secret messages are signed with; never shown.
        secret: String,
    },
    /// Pushed messages (Web Push, RFC 8030), which browsers take once their user has allowed it.
    WebPush {
        /// An e-mail address at which the services can reach who sends.
        contact: String,
        /// The services that may be asked: hosts, `*.host`, or the origin of a private one.
        services: Vec<String>,
        /// The key messages are signed with; the program makes it and never shows it.
        #[serde(default)]
        private_key: Option<String>,
        /// Its public half, by which browsers know who sends; the program makes it.
        #[serde(default)]
        public_key: Option<String>,
    },
}

/// A channel 通知渠道.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Its code, unique.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// How it is reached.
    pub settings: ChannelSettings,
    /// The kinds it sends; all where none is named.
    pub kinds: Vec<NoticeKind>,
    /// Whether it is used.
    pub active: bool,
    /// Counts its edits.
    pub version: i64,
}

/// What is wrong with a channel, and in which field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelFault {
    /// The field.
    pub pointer: &'static str,
    /// Why.
    pub message: Message,
}

impl ChannelSettings {
    /// What sort of channel it is.
    pub const fn kind(&self) -> ChannelKind {
        match self {
            Self::Email { .. } => ChannelKind::Email,
            Self::Sms { .. } => ChannelKind::Sms,
            Self::Wecom { .. } => ChannelKind::Wecom,
            Self::Dingtalk { .. } => ChannelKind::Dingtalk,
            Self::Feishu { .. } => ChannelKind::Feishu,
            Self::Webhook { .. } => ChannelKind::Webhook,
            Self::WebPush { .. } => ChannelKind::WebPush,
        }
    }

    /// The same without anything secret, for showing.
    #[must_use]
    pub fn shown(&self) -> Self {
        let host = |url: &str| -> String {
            let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
            let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
            format!("{scheme}://{}", authority.rsplit('@').next().unwrap_or_default())
        };
        match self.clone() {
            Self::Email { host, port, security, username, from, .. } => {
                Self::Email { host, port, security, username, password: None, from }
            }
            Self::Sms { url, headers, body, taken } => {
                let headers = headers.into_keys().map(|name| (name, String::new())).collect();
                Self::Sms { url: host(&url), headers, body, taken }
            }
            Self::Wecom { url } => Self::Wecom { url: host(&url) },
            Self::Dingtalk { url, .. } => Self::Dingtalk { url: host(&url), secret: None },
            Self::Feishu { url, .. } => Self::Feishu { url: host(&url), secret: None },
            Self::Webhook { url, .. } => Self::Webhook { url: host(&url), secret: String::new() },
            Self::WebPush { contact, services, public_key, .. } => {
                Self::WebPush { contact, services, private_key: None, public_key }
            }
        }
    }

    /// These settings with the secrets kept from before wherever they come back as they were shown.
    #[must_use]
    pub fn with_secrets_of(self, before: &Self) -> Self {
        let shown = before.shown();
        let kept = |new: String, old: &str, as_shown: &str| {
            if new == as_shown || new.is_empty() { old.to_owned() } else { new }
        };
        match (self, before, &shown) {
            (Self::Email { host, port, security, username, password, from }, Self::Email { password: old, .. }, _) => {
                let password =
                    password.filter(|new| !new.is_empty()).or_else(|| old.clone()).filter(|_| username.is_some());
                Self::Email { host, port, security, username, password, from }
            }
            (
                Self::Sms { url, headers, body, taken },
                Self::Sms { url: old, headers: before, .. },
                Self::Sms { url: seen, .. },
            ) => {
                let value = |(name, new): (String, String)| {
                    let old = before.get(&name).cloned().unwrap_or_default();
                    (name, if new.is_empty() { old } else { new })
                };
                let headers = headers.into_iter().map(value).collect();
                Self::Sms { url: kept(url, old, seen), headers, body, taken }
            }
            (Self::Wecom { url }, Self::Wecom { url: old }, Self::Wecom { url: seen }) => {
                Self::Wecom { url: kept(url, old, seen) }
            }
            (
                Self::Dingtalk { url, secret },
                Self::Dingtalk { url: old, secret: before },
                Self::Dingtalk { url: seen, .. },
            ) => Self::Dingtalk { url: kept(url, old, seen), secret: secret.or_else(|| before.clone()) },
            (
                Self::Feishu { url, secret },
                Self::Feishu { url: old, secret: before },
                Self::Feishu { url: seen, .. },
            ) => Self::Feishu { url: kept(url, old, seen), secret: secret.or_else(|| before.clone()) },
            (
                Self::Webhook { url, secret },
                Self::Webhook { url: old, secret: before },
                Self::Webhook { url: seen, .. },
            ) => Self::Webhook { url: kept(url, old, seen), secret: kept(secret, before, "") },
            (Self::WebPush { contact, services, .. }, Self::WebPush { private_key, public_key, .. }, _) => {
                // Another key would part all browsers from their subscriptions.
                let (private_key, public_key) = (private_key.clone(), public_key.clone());
                Self::WebPush { contact, services, private_key, public_key }
            }
            (other, _, _) => other,
        }
    }

    fn fault(&self) -> Option<ChannelFault> {
        let fault = |pointer, key: &str| Some(ChannelFault { pointer, message: Message::new(key) });
        let web = |url: &str| url.starts_with("http://") || url.starts_with("https://");
        match self {
            Self::Email { host, port, from, .. } => {
                if host.trim().is_empty() || host.chars().any(|c| c.is_whitespace() || c == '/') || *port == 0 {
                    return fault("/settings/host", "notice-channel-host");
                }
                if !from.contains('@') || from.chars().any(char::is_control) {
                    return fault("/settings/from", "notice-email");
                }
            }
            Self::WebPush { contact, services, .. } => {
                if !contact.contains('@') || contact.chars().any(|c| c.is_control() || c.is_whitespace()) {
                    return fault("/settings/contact", "notice-email");
                }
                if services.is_empty() || !services.iter().all(|service| super::push::is_service(service)) {
                    return fault("/settings/services", "notice-channel-services");
                }
            }
            Self::Sms { url, body, .. } => {
                if !web(url) {
                    return fault("/settings/url", "notice-channel-url");
                }
                if !body.contains("text") || !body.contains("mobile") {
                    return fault("/settings/body", "notice-channel-sms-body");
                }
            }
            Self::Wecom { url } | Self::Dingtalk { url, .. } | Self::Feishu { url, .. } => {
                if !web(url) {
                    return fault("/settings/url", "notice-channel-url");
                }
            }
            Self::Webhook { url, secret } => {
                if !web(url) {
                    return fault("/settings/url", "notice-channel-url");
                }
                if secret.chars().count() < 16 {
                    return fault("/settings/secret", "notice-channel-secret");
                }
            }
        }
        None
    }
}

impl Channel {
    /// What is wrong with it, if anything.
    pub fn fault(&self) -> Option<ChannelFault> {
        let fault = |pointer, key: &str| Some(ChannelFault { pointer, message: Message::new(key) });
        let clean = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.code.is_empty() || self.code.len() > 40 || !self.code.chars().all(clean) {
            return fault("/code", "notice-channel-code");
        }
        if self.name.trim().is_empty() || self.name.chars().count() > 60 {
            return fault("/name", "notice-channel-name");
        }
        self.settings.fault()
    }

    /// Whether it sends notices of a kind.
    pub fn sends(&self, kind: NoticeKind) -> bool {
        self.active && (self.kinds.is_empty() || self.kinds.contains(&kind))
    }
}
