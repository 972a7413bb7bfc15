//! Messages pushed to browsers: Web Push (RFC 8030), encrypted to the browser (RFC 8291) and signed so that its service
//! knows who sends (VAPID, RFC 8292).

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use reqwest::{Client, StatusCode, Url};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::json;
use wangge_domain::notice::PushSubscription;
use web_push_native::p256::PublicKey;
use web_push_native::{Auth, WebPushBuilder};

use crate::{Outgoing, Unsent, answered_by, short};

/// How long a signature is good for; RFC 8292 allows at most a day.
const SIGNED_FOR: i64 = 12 * 3600;

/// The most bytes of text that are sent: a service must take 4096 bytes of what is encrypted, whose frame needs some.
const TEXT_MOST: usize = 2_800;

/// A key messages are signed with, and its public half as browsers are given it; both base64url.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningKey {
    /// The private key as PKCS #8.
    pub private: String,
    /// The public key, a point of P-256.
    pub public: String,
}

impl SigningKey {
    /// Makes one.
    ///
    /// # Errors
    /// When the machine gives no randomness.
    pub fn make() -> Result<Self, Unsent> {
        let fault = |_| Unsent::Unreachable("no randomness".to_owned());
        let random = SystemRandom::new();
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).map_err(fault)?;
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.as_ref(), &random);
        let pair = pair.map_err(|_| Unsent::Unreachable("no key".to_owned()))?;
        Ok(Self {
            private: BASE64_URL_SAFE_NO_PAD.encode(made.as_ref()),
            public: BASE64_URL_SAFE_NO_PAD.encode(pair.public_key().as_ref()),
        })
    }
}

/// Why a browser's subscription is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PushFault {
    /// Its service is not among those that may be asked: a server must not call wherever a reader of its pages likes.
    #[error("push service {0} is not allowed")]
    Service(String),
    /// Its keys are none.
    #[error("the keys of the subscription are incomplete")]
    Keys,
}

/// Looks at a subscription before it is kept, and again before each message, and says which host carries it.
///
/// # Errors
/// When its service is not one of `services`, or its keys are none.
pub fn carried_by(subscription: &PushSubscription, services: &[String]) -> Result<String, PushFault> {
    let unknown = || PushFault::Service(subscription.endpoint.chars().take(60).collect());
    let url = Url::parse(&subscription.endpoint).map_err(|_| unknown())?;
    let host = url.host_str().ok_or_else(unknown)?.to_owned();
    if !url.username().is_empty() || url.password().is_some() {
        return Err(PushFault::Service(host));
    }
    let public = url.scheme() == "https" && url.port().is_none();
    let allowed = services.iter().any(|service| match (service.split_once("://"), service.strip_prefix("*.")) {
        (Some(_), _) => Url::parse(service).is_ok_and(|own| own.origin() == url.origin()),
        (None, Some(under)) => public && host.strip_suffix(under).is_some_and(|name| name.ends_with('.')),
        (None, None) => public && host == *service,
    });
    if !allowed {
        return Err(PushFault::Service(host));
    }
    keys(subscription).map(|_| host).ok_or(PushFault::Keys)
}

fn keys(subscription: &PushSubscription) -> Option<(PublicKey, Auth)> {
    let bytes = |text: &str| BASE64_URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok();
    let public = PublicKey::from_sec1_bytes(&bytes(&subscription.p256dh)?).ok()?;
    let auth: [u8; 16] = bytes(&subscription.auth)?.try_into().ok()?;
    Some((public, Auth::from(auth)))
}

/// Sends `{id, subject, text}`; that the service took it does not say that the browser showed it.
pub(crate) async fn send(
    client: &Client,
    settings: (&str, &[String], &str, &str),
    subscription: Option<&PushSubscription>,
    message: &Outgoing,
) -> Result<(), Unsent> {
    let (contact, services, private, public) = settings;
    let subscription = subscription.ok_or(Unsent::Gone)?;
    carried_by(subscription, services).map_err(|fault| Unsent::Refused(fault.to_string()))?;
    let (key, auth) = keys(subscription).ok_or(Unsent::Gone)?;
    let body = json!({ "id": message.id, "subject": message.subject, "text": cut(&message.body) }).to_string();
    let refused = |error: &dyn std::fmt::Display| Unsent::Refused(error.to_string());
    let endpoint = subscription.endpoint.parse().map_err(|error| refused(&error))?;
    let request = WebPushBuilder::new(endpoint, key, auth).build(body).map_err(|error| refused(&error))?;
    let token = token(&subscription.endpoint, contact, private, message.at.timestamp())?;
    let mut sent = client.post(&subscription.endpoint).header("Authorization", format!("vapid t={token}, k={public}"));
    for (name, value) in request.headers() {
        sent = sent.header(name, value);
    }
    let (status, told) = answered_by(sent.body(request.into_body())).await?;
    let told = format!("{} {}", status.as_u16(), short(&told));
    match status {
        status if status.is_success() => Ok(()),
        StatusCode::NOT_FOUND | StatusCode::GONE => Err(Unsent::Gone),
        status if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => Err(Unsent::Unreachable(told)),
        _ => Err(Unsent::Refused(told)),
    }
}

/// A token that says for which service, until when, and by whom (RFC 8292, a JWT by ES256).
fn token(endpoint: &str, contact: &str, private: &str, now: i64) -> Result<String, Unsent> {
    let fault = |what: &str| Unsent::Refused(what.to_owned());
    let origin = Url::parse(endpoint).map_err(|_| fault("endpoint"))?.origin().ascii_serialization();
    let part = |value: serde_json::Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    let claims = json!({ "aud": origin, "exp": now + SIGNED_FOR, "sub": format!("mailto:{contact}") });
    let signed = format!("{}.{}", part(json!({ "typ": "JWT", "alg": "ES256" })), part(claims));
    let random = SystemRandom::new();
    let key = BASE64_URL_SAFE_NO_PAD.decode(private).map_err(|_| fault("signing key"))?;
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &key, &random);
    let pair = pair.map_err(|_| fault("signing key"))?;
    let signature = pair.sign(&random, signed.as_bytes()).map_err(|_| fault("signature"))?;
    Ok(format!("{signed}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature.as_ref())))
}

/// A text cut to what a service must take, between characters.
fn cut(text: &str) -> String {
    if text.len() <= TEXT_MOST {
        return text.to_owned();
    }
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let end = ends.take_while(|end| *end <= TEXT_MOST).last().unwrap_or_default();
    format!("{}…", text.get(..end).unwrap_or_default())
}
