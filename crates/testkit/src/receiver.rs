//! Receivers of messages that tests start: a mail server that speaks SMTP, and an HTTP server that keeps what it is sent
//! and answers as it is told.

use std::collections::VecDeque;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::any;
use axum::{Router, body};
use mailin::response::{self, Response};
use mailin::{Action, Handler, SessionBuilder};

/// A mail as it arrived: from, to, and the whole of its text with its headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The sender of the envelope.
    pub from: String,
    /// The receivers of the envelope.
    pub to: Vec<String>,
    /// What was sent.
    pub text: String,
}

/// A mail server on this machine.
#[derive(Clone, Debug)]
pub struct MailServer {
    /// Its port on 127.0.0.1.
    pub port: u16,
    mails: Arc<Mutex<Vec<Mail>>>,
}

#[derive(Clone, Debug)]
struct Postman {
    from: String,
    to: Vec<String>,
    text: Vec<u8>,
    mails: Arc<Mutex<Vec<Mail>>>,
}

impl Handler for Postman {
    fn mail(&mut self, _ip: IpAddr, _domain: &str, from: &str) -> Response {
        from.clone_into(&mut self.from);
        self.to.clear();
        self.text.clear();
        response::OK
    }

    fn rcpt(&mut self, to: &str) -> Response {
        if to.starts_with("nobody@") {
            return response::NO_MAILBOX;
        }
        self.to.push(to.to_owned());
        response::OK
    }

    fn data(&mut self, buffer: &[u8]) -> io::Result<()> {
        self.text.extend_from_slice(buffer);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        let text = String::from_utf8_lossy(&self.text).into_owned();
        let mail = Mail { from: self.from.clone(), to: self.to.clone(), text };
        self.mails.lock().unwrap_or_else(PoisonError::into_inner).push(mail);
        response::OK
    }
}

impl MailServer {
    /// Starts one; it has no mailbox whose name begins with `nobody@`.
    ///
    /// # Panics
    /// When no port is free.
    #[expect(clippy::expect_used, reason = "a test cannot go on without its server")]
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let mails = Arc::default();
        let postman = Postman { from: String::new(), to: Vec::new(), text: Vec::new(), mails: Arc::clone(&mails) };
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let postman = postman.clone();
                std::thread::spawn(move || converse(stream, postman));
            }
        });
        Self { port, mails }
    }

    /// What arrived so far.
    pub fn mails(&self) -> Vec<Mail> {
        self.mails.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Speaks SMTP with one client until it leaves.
fn converse(mut stream: TcpStream, postman: Postman) -> io::Result<()> {
    let mut session = SessionBuilder::new("mail.test").build(stream.peer_addr()?.ip(), postman);
    let mut lines = BufReader::new(stream.try_clone()?);
    stream.write_all(&session.greeting().buffer()?)?;
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        let answer = session.process(&line);
        line.clear();
        if !matches!(answer.action, Action::NoReply) {
            stream.write_all(&answer.buffer()?)?;
        }
        if matches!(answer.action, Action::Close) {
            break;
        }
    }
    Ok(())
}

/// What an HTTP server was sent.
#[derive(Clone, Debug)]
pub struct Call {
    /// The path with its query.
    pub path: String,
    /// The headings.
    pub headers: HeaderMap,
    /// The body.
    pub body: String,
    /// The body, byte for byte.
    pub bytes: Vec<u8>,
}

#[derive(Debug, Default)]
struct Kept {
    calls: Mutex<Vec<Call>>,
    answers: Mutex<VecDeque<(u16, String)>>,
}

/// An HTTP server on this machine that keeps what it is sent.
#[derive(Clone, Debug)]
pub struct HttpSink {
    /// Where it listens.
    pub address: SocketAddr,
    kept: Arc<Kept>,
}

impl HttpSink {
    /// Starts one. It gives these answers one after another, then 200 with `{}` to everything.
    ///
    /// # Panics
    /// When no port is free.
    #[expect(clippy::expect_used, reason = "a test cannot go on without its server")]
    pub async fn start(answers: &[(u16, &str)]) -> Self {
        let answers = answers.iter().map(|(status, body)| (*status, (*body).to_owned())).collect();
        let kept = Arc::new(Kept { calls: Mutex::default(), answers: Mutex::new(answers) });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let router = Router::new().fallback(any(keep)).with_state(Arc::clone(&kept));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, kept }
    }

    /// What it was sent so far.
    pub fn calls(&self) -> Vec<Call> {
        self.kept.calls.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn keep(State(kept): State<Arc<Kept>>, request: Request) -> (StatusCode, String) {
    let (head, body) = request.into_parts();
    let body = body::to_bytes(body, 1 << 20).await.unwrap_or_default();
    let path = head.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    let call =
        Call { path, headers: head.headers, body: String::from_utf8_lossy(&body).into_owned(), bytes: body.to_vec() };
    kept.calls.lock().unwrap_or_else(PoisonError::into_inner).push(call);
    let answer = kept.answers.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    let (status, body) = answer.unwrap_or_else(|| (200, "{}".to_owned()));
    (StatusCode::from_u16(status).unwrap_or(StatusCode::OK), body)
}
