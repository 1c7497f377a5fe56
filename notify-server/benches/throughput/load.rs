//! Requests one after the other on each of several connections.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::ensure;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use tokio::task::JoinSet;

/// For every row.
pub(crate) const LONG_ENOUGH: Duration = Duration::from_secs(3);

/// 2021-12-01T00:00:00Z as ENIntervalNumber; the server's clock stands at noon in Japan of that day.
const TODAY: u32 = 2_730_528;

/// How long requests took.
pub(crate) struct Measured {
    /// Sorted.
    times: Vec<Duration>,
    lasted: Duration,
}

impl Measured {
    pub(crate) fn new(mut times: Vec<Duration>, lasted: Duration) -> Self {
        times.sort_unstable();
        Self { times, lasted }
    }

    #[expect(clippy::cast_precision_loss, reason = "a rate is not that precise")]
    pub(crate) fn per_second(&self) -> f64 {
        self.times.len() as f64 / self.lasted.as_secs_f64()
    }

    /// What so many of a hundred did not exceed.
    pub(crate) fn percentile(&self, share: usize) -> Duration {
        let index = (self.times.len() * share).div_ceil(100).max(1) - 1;
        self.times.get(index).copied().unwrap_or_default()
    }
}

/// Registrations of 14 keys each in the second form, no key twice.
pub(crate) async fn register(url: &str, connections: usize) -> anyhow::Result<Measured> {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let url = format!("{url}/api/v2/diagnosis");
    send_all(connections, 204, move |client| {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        client.put(&url).json(&submission(number, 14))
    })
    .await
}

/// Downloads of one thing again and again.
pub(crate) async fn download(url: &str, connections: usize) -> anyhow::Result<Measured> {
    let url = url.to_owned();
    send_all(connections, 200, move |client| client.get(&url)).await
}

async fn send_all(
    connections: usize,
    expected: u16,
    request: impl Fn(&Client) -> RequestBuilder + Send + Sync + 'static,
) -> anyhow::Result<Measured> {
    let request = Arc::new(request);
    let start = Instant::now();
    let mut workers = JoinSet::new();
    for _ in 0..connections {
        let request = Arc::clone(&request);
        // A client of its own is a connection of its own.
        let client = Client::builder().no_proxy().build()?;
        workers.spawn(async move {
            let mut times = Vec::new();
            while start.elapsed() < LONG_ENOUGH {
                let request = request(&client);
                let before = Instant::now();
                let response = request.send().await?;
                ensure!(
                    response.status() == expected,
                    "the server answered {}",
                    response.status()
                );
                response.bytes().await?;
                times.push(before.elapsed());
            }
            anyhow::Ok(times)
        });
    }
    let mut times = Vec::new();
    while let Some(worker) = workers.join_next().await {
        times.extend(worker??);
    }
    Ok(Measured::new(times, start.elapsed()))
}

/// What a phone sends that has so many keys, one of each day.
pub(crate) fn submission(number: u64, keys: u8) -> Value {
    let key = |days_ago: u8| {
        let mut data = [days_ago; 16];
        data[..8].copy_from_slice(&number.to_be_bytes());
        json!({
            "keyData": STANDARD.encode(data),
            "rollingStartNumber": TODAY - 144 * u32::from(days_ago % 14),
            "rollingPeriod": 144,
        })
    };
    json!({
        "keys": (0..keys).map(key).collect::<Vec<_>>(),
        "regions": ["440"],
        "platform": "android",
        "deviceVerificationPayload": "attestation",
        "appPackageName": "jp.go.mhlw.covid19radar",
        "verificationPayload": format!("{number:08}"),
        "padding": "cGFkZGluZw==",
    })
}
