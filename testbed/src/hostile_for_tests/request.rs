//! A request as bytes, and what comes back: an HTTP client would refuse to send most of what is sent here.

use std::net::SocketAddr;
use std::time::Duration;

use axum::http::{Method, StatusCode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::contract_for_tests::Answer;

/// Nothing that is asked here takes so long; a server that does has come to a halt.
const PATIENCE: Duration = Duration::from_secs(30);

/// How the end of a body is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Framing {
    /// `Content-Length`.
    Length,
    /// `Transfer-Encoding: chunked`.
    Chunked,
    /// Neither: the server takes it for no body.
    Absent,
    /// A length that is longer than what comes.
    TooLong,
    /// No number.
    Nonsense,
    /// Both ways at once, which smugglers of requests use.
    Both,
    /// The caller hangs up in the middle of the body.
    HungUp,
}

/// A request.
#[derive(Debug, Clone)]
pub(super) struct HostileRequest {
    pub(super) method: String,
    pub(super) target: String,
    pub(super) headers: Vec<(String, Vec<u8>)>,
    pub(super) body: Vec<u8>,
    pub(super) framing: Framing,
}

/// What came back.
#[derive(Debug)]
pub(super) enum Reply {
    Answer(Answer),
    /// The server closed the connection without a word.
    Nothing,
    /// Something else than HTTP, or no end.
    Broken(String),
}

impl HostileRequest {
    /// Whether HTTP itself has nothing against it: then it must be answered, as described.
    pub(super) fn is_http(&self) -> bool {
        let is_framed = matches!(self.framing, Framing::Length | Framing::Chunked | Framing::Absent);
        let has_plain_target =
            self.target.starts_with('/') && !self.target.contains(['<', '"', ' ', '\\', '^', '|']);
        let length: usize = self
            .headers
            .iter()
            .map(|(name, value)| name.len() + value.len())
            .sum();
        let has_plain_headers = self.headers.iter().all(|(_, value)| {
            value
                .iter()
                .all(|byte| *byte == b'\t' || (0x20..0x7F).contains(byte) || *byte >= 0x80)
        });
        let is_small = length < 8 * 1024 && self.headers.len() < 60 && self.target.len() < 8 * 1024;
        is_framed && has_plain_target && has_plain_headers && is_small && self.method_name().is_some()
    }

    /// Whether it asks the part to answer otherwise than it should from now on.
    pub(super) fn breaks_the_part(&self) -> bool {
        let faults = ["/control/faults", "/control/storage-fault"];
        faults.iter().any(|path| self.path().starts_with(path))
    }

    pub(super) fn method_name(&self) -> Option<Method> {
        self.method.parse().ok()
    }

    pub(super) fn path(&self) -> &str {
        self.target.split(['?', '#']).next().unwrap_or_default()
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = format!(
            "{} {} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n",
            self.method, self.target
        )
        .into_bytes();
        for (name, value) in &self.headers {
            bytes.extend_from_slice(name.as_bytes());
            bytes.extend_from_slice(b": ");
            bytes.extend_from_slice(value);
            bytes.extend_from_slice(b"\r\n");
        }
        let length = self.body.len();
        let framing = match self.framing {
            Framing::Length => format!("Content-Length: {length}\r\n\r\n"),
            Framing::Chunked => "Transfer-Encoding: chunked\r\n\r\n".to_owned(),
            Framing::Absent => "\r\n".to_owned(),
            Framing::TooLong | Framing::HungUp => format!("Content-Length: {}\r\n\r\n", length + 1_000),
            Framing::Nonsense => "Content-Length: -1\r\n\r\n".to_owned(),
            Framing::Both => format!("Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n\r\n"),
        };
        bytes.extend_from_slice(framing.as_bytes());
        match self.framing {
            Framing::Chunked | Framing::Both => {
                for chunk in self.body.chunks(8 * 1024) {
                    bytes.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
                    bytes.extend_from_slice(chunk);
                    bytes.extend_from_slice(b"\r\n");
                }
                bytes.extend_from_slice(b"0\r\n\r\n");
            }
            Framing::Absent => {}
            _ => bytes.extend_from_slice(&self.body),
        }
        bytes
    }

    /// Sends it and reads what comes back.
    pub(super) async fn send(&self, address: SocketAddr) -> Reply {
        match tokio::time::timeout(PATIENCE, self.exchange(address)).await {
            Ok(reply) => reply,
            Err(_) => Reply::Broken("no end of the answer".to_owned()),
        }
    }

    async fn exchange(&self, address: SocketAddr) -> Reply {
        let mut stream = match TcpStream::connect(address).await {
            Ok(stream) => stream,
            Err(error) => return Reply::Broken(format!("no connection: {error}")),
        };
        // The server may answer and close before it has read everything: that is its right.
        let _ = stream.write_all(&self.bytes()).await;
        if self.framing == Framing::HungUp {
            return Reply::Nothing;
        }
        if self.framing == Framing::TooLong {
            let _ = stream.shutdown().await;
        }
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        if answer.is_empty() {
            return Reply::Nothing;
        }
        read(&answer).map_or_else(
            || Reply::Broken(format!("no HTTP: {:.100}", String::from_utf8_lossy(&answer))),
            Reply::Answer,
        )
    }
}

/// An answer as it came over the wire.
fn read(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let mut lines = head.split("\r\n");
    let status: StatusCode = lines.next()?.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()?;
    let rest = &bytes[end + 4..];
    if status.is_informational() {
        return read(rest);
    }
    let header = |name: &str| {
        head.split("\r\n").skip(1).find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    };
    let is_chunked = header("transfer-encoding").is_some_and(|value| value == "chunked");
    Some(Answer {
        status,
        content_type: header("content-type"),
        body: if is_chunked { joined(rest)? } else { rest.to_vec() },
    })
}

/// The chunks of a body, joined.
fn joined(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = bytes.windows(2).position(|window| window == b"\r\n")?;
        let length = usize::from_str_radix(std::str::from_utf8(&bytes[..end]).ok()?, 16).ok()?;
        bytes = bytes.get(end + 2..)?;
        if length == 0 {
            return Some(body);
        }
        body.extend_from_slice(bytes.get(..length)?);
        bytes = bytes.get(length + 2..)?;
    }
}
