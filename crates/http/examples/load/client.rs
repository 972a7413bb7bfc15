//! One kept-alive HTTP/1.1 connection, and no more of HTTP than that: on a machine of two cores, what the load
//! program spends is not there for the server.

use std::net::SocketAddr;

use anyhow::{Context as _, Result, bail, ensure};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

/// The largest reply that is read, in bytes.
const LARGEST_REPLY_BYTES: usize = 64 * 1024 * 1024;

/// A connection with a session.
#[derive(Debug)]
pub struct Client {
    stream: BufReader<TcpStream>,
    address: SocketAddr,
    /// The session cookie as it is sent back.
    pub cookie: String,
}

/// What was answered.
#[derive(Debug)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The body.
    pub text: String,
    /// The cookie that was set.
    cookie: Option<String>,
}

impl Client {
    /// Connects with a session.
    pub async fn with(address: SocketAddr, cookie: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await.with_context(|| format!("nobody answers at {address}"))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream), address, cookie: cookie.to_owned() })
    }

    /// Signs in.
    pub async fn sign_in(address: SocketAddr, login: &str, password: &str) -> Result<Self> {
        let mut client = Self::with(address, "").await?;
        let body = serde_json::json!({ "login": login, "password": password }).to_string();
        let reply = client.post("/api/v1/session", &body).await?;
        ensure!(reply.status == 200, "signing in got {}: {}", reply.status, reply.text);
        client.cookie = reply.cookie.context("signing in set no cookie")?;
        Ok(client)
    }

    /// Reads JSON under `/api/v1`.
    pub async fn get(&mut self, path: &str) -> Result<serde_json::Value> {
        let reply = self.call("GET", &format!("/api/v1{path}"), "").await?;
        ensure!(reply.status == 200, "{path} got {}: {}", reply.status, reply.text);
        Ok(serde_json::from_str(&reply.text)?)
    }

    /// Posts JSON.
    pub async fn post(&mut self, path: &str, body: &str) -> Result<Reply> {
        self.call("POST", path, body).await
    }

    async fn call(&mut self, method: &str, path: &str, body: &str) -> Result<Reply> {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\ncookie: {}\r\naccept-language: en\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            self.address,
            self.cookie,
            body.len()
        );
        self.stream.get_mut().write_all(request.as_bytes()).await?;
        self.read().await
    }

    async fn read(&mut self) -> Result<Reply> {
        let line = self.line().await?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
        let mut reply = Reply { status: status.context("no status line")?, text: String::new(), cookie: None };
        let mut length = if reply.status == 204 { Some(0) } else { None };
        loop {
            let line = self.line().await?;
            let Some((name, value)) = line.split_once(':') else { break };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = Some(value.trim().parse()?),
                "set-cookie" => reply.cookie = value.trim().split(';').next().map(str::to_owned),
                _ => {}
            }
        }
        let length: usize = length.context("an answer without its length")?;
        ensure!(length <= LARGEST_REPLY_BYTES, "an answer of {length} bytes");
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).await?;
        reply.text = String::from_utf8(body)?;
        Ok(reply)
    }

    async fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line).await? == 0 {
            bail!("the server hung up");
        }
        Ok(line.trim_end().to_owned())
    }
}
