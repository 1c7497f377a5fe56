//! What a body costs in memory that is larger than the part reads.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The most memory that this program ever had, in bytes (`VmHWM`); `None` where the system does not tell.
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

/// Sends a body of `size` bytes piece by piece, as far as the part takes it, and returns by how much the peak of
/// memory rose meanwhile, and the first line of the answer.
pub async fn grown_while_sending(
    address: SocketAddr,
    method: &str,
    path: &str,
    size: u64,
) -> Option<(u64, String)> {
    static PIECE: [u8; 64 * 1024] = [b' '; 64 * 1024];
    let before = peak_memory()?;
    let stream = TcpStream::connect(address).await.ok()?;
    let (mut from, mut to) = stream.into_split();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {size}\r\n\r\n"
    );
    let sent = tokio::spawn(async move {
        let mut left = size;
        to.write_all(head.as_bytes()).await.ok()?;
        while left > 0 {
            let piece = left.min(PIECE.len() as u64);
            to.write_all(&PIECE[..usize::try_from(piece).ok()?]).await.ok()?;
            left -= piece;
        }
        Some(())
    });
    let mut answer = Vec::new();
    let mut piece = [0; 4096];
    while let Ok(read) = from.read(&mut piece).await {
        if read == 0 {
            break;
        }
        answer.extend_from_slice(&piece[..read]);
    }
    sent.abort();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let first_line = answer.lines().next().unwrap_or_default().to_owned();
    Some((peak_memory()?.saturating_sub(before), first_line))
}
