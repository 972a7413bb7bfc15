//! A call to the server and its reply.

use axum::Router;
use axum::body::{Body, BodyDataStream, to_bytes};
use axum::http::{HeaderMap, Method, Request, header};
use axum::response::Response;
use futures_util::StreamExt as _;
use serde_json::Value;
use tower::ServiceExt;

use super::Account;

/// The largest reply a test reads.
const LARGEST_REPLY_BYTES: usize = 16 * 1024 * 1024;

/// A call being put together.
#[must_use]
pub(crate) struct Call {
    router: Router,
    method: Method,
    path: String,
    headers: HeaderMap,
    body: Vec<u8>,
}

/// What the server replied.
#[derive(Debug)]
pub(crate) struct Reply {
    /// The status.
    pub(crate) status: u16,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// The body, where it is JSON.
    pub(crate) json: Value,
    /// The body as text.
    pub(crate) text: String,
}

impl Call {
    pub(crate) fn new(router: Router, method: Method, path: String) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, "wangge.local".parse().unwrap());
        Self { router, method, path, headers, body: Vec::new() }
    }

    /// Calls as a signed-in account.
    pub(crate) fn by(self, account: &Account) -> Self {
        let cookie = format!("wangge_session={}", account.token);
        self.header(header::COOKIE.as_str(), &cookie)
    }

    /// Calls in English; otherwise in Chinese.
    pub(crate) fn in_english(self) -> Self {
        self.header(header::ACCEPT_LANGUAGE.as_str(), "en")
    }

    /// Calls on a version of what is edited.
    pub(crate) fn on_version(self, version: i64) -> Self {
        self.header(header::IF_MATCH.as_str(), &format!("\"{version}\""))
    }

    /// Sends a header.
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        let name: axum::http::HeaderName = name.parse().unwrap();
        self.headers.insert(name, value.parse().unwrap());
        self
    }

    /// Sends a JSON body.
    pub(crate) fn with(self, body: &Value) -> Self {
        self.header(header::CONTENT_TYPE.as_str(), "application/json").bytes(body.to_string().as_bytes())
    }

    /// Sends a body as it is.
    pub(crate) fn bytes(mut self, body: &[u8]) -> Self {
        self.body = body.to_vec();
        self
    }

    /// Makes the call and reads what is streamed as it comes.
    pub(crate) async fn follow(self) -> Followed {
        let response = self.response().await;
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
        Followed { body: response.into_body().into_data_stream(), text: String::new() }
    }

    async fn response(self) -> Response {
        let mut request = Request::new(Body::from(self.body));
        *request.method_mut() = self.method;
        *request.uri_mut() = self.path.parse().unwrap();
        *request.headers_mut() = self.headers;
        self.router.oneshot(request).await.unwrap()
    }

    /// Makes the call.
    pub(crate) async fn reply(self) -> Reply {
        let response = self.response().await;
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, LARGEST_REPLY_BYTES).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let json = serde_json::from_slice(&bytes).unwrap_or_default();
        Reply { status: parts.status.as_u16(), headers: parts.headers, json, text }
    }
}

/// A stream of server-sent events being read.
pub(crate) struct Followed {
    body: BodyDataStream,
    text: String,
}

/// One server-sent event.
#[derive(Debug)]
pub(crate) struct Heard {
    /// Its name.
    pub(crate) name: String,
    /// Its identity, for taking the stream up again.
    pub(crate) id: String,
    /// What it says.
    pub(crate) data: Value,
}

impl Followed {
    /// The next event; none when the stream has ended.
    pub(crate) async fn next(&mut self) -> Option<Heard> {
        while !self.text.contains("\n\n") {
            let bytes = self.body.next().await?.unwrap();
            self.text.push_str(std::str::from_utf8(&bytes).unwrap());
        }
        let (event, rest) = self.text.split_once("\n\n").unwrap();
        let line = |name: &str| {
            let found = event.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
            found.unwrap_or_default().to_owned()
        };
        let data = serde_json::from_str(&line("data")).unwrap_or_default();
        let heard = Heard { name: line("event"), id: line("id"), data };
        self.text = rest.to_owned();
        Some(heard)
    }

    /// The next change, however many beats come before it.
    pub(crate) async fn change(&mut self) -> Option<Heard> {
        loop {
            let heard = self.next().await?;
            if heard.name != "beat" {
                return Some(heard);
            }
        }
    }
}

impl Reply {
    /// The body of a reply that must be a success.
    #[track_caller]
    pub(crate) fn done(self) -> Value {
        assert!((200..300).contains(&self.status), "{}: {}", self.status, self.text);
        self.json
    }

    /// Checks that the reply is a problem with a status and code, worded, and hands it on.
    #[track_caller]
    pub(crate) fn refused(self, status: u16, code: &str) -> Value {
        assert_eq!((self.status, self.json["code"].as_str()), (status, Some(code)), "{}", self.text);
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(self.json["status"], status);
        let detail = self.json["detail"].as_str().unwrap_or_default();
        assert!(detail.contains(['。', '.', '：', ':', '，']), "no sentence: {detail}");
        self.json
    }

    /// A header as text.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}
