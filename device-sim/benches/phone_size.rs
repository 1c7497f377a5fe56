//! How many bytes a simulated phone takes: new, and after a fortnight of contacts. Reads the resident memory of this
//! process, so it runs on Linux alone; the share of the journal is in it.

use anyhow::{Context, ensure};
use axum::{Json, Router};
use device_sim::Config;
use exposure_notification::SigningKey;
use reqwest::Method;
use serde_json::{Value, json};
use testbed::clock::Clock;
use testbed::seed::Seed;
use testbed::serve::{RunningServer, serve};

const PHONES: usize = 500;
const DAYS: u32 = 14;

/// The part under measurement.
struct Phones {
    client: reqwest::Client,
    server: RunningServer,
}

impl Phones {
    async fn start(notify_server_url: String) -> anyhow::Result<Self> {
        let server = device_sim::start(Config {
            listen: ([127, 0, 0, 1], 0).into(),
            clock: Clock::virtual_at("2021-06-14T00:00:00Z".parse()?),
            seed: Seed::from_number(1),
            test_instance: true,
            notify_server_url,
            functions_key: None,
            api_key: None,
            verification_key: SigningKey::generate("440", "v1")?.verification_key(),
        })
        .await?;
        Ok(Self {
            client: testbed::http::client_builder().build()?,
            server,
        })
    }

    async fn call(&self, method: Method, path: &str, body: Value) -> anyhow::Result<Value> {
        let url = format!("{}{path}", self.server.url());
        let response = self.client.request(method, url).json(&body).send().await?;
        let (status, text) = (response.status(), response.text().await?);
        ensure!(status.is_success(), "{path}: {status} {text}");
        Ok(serde_json::from_str(&text).unwrap_or_default())
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // Whatever an app asks of it, nothing is published.
    let notify_server = serve(
        ([127, 0, 0, 1], 0).into(),
        Router::new().fallback(async || Json(json!([]))),
    )
    .await?;
    let phones = Phones::start(notify_server.url()).await?;
    let empty = resident_bytes()?;
    for number in 0..PHONES {
        let platform = if number % 2 == 0 { "iOS" } else { "Android" };
        let device = json!({"name": format!("{number}"), "platform": platform, "release": "1.2.2"});
        phones.call(Method::POST, "/control/devices", device).await?;
    }
    report("a new phone with the app", resident_bytes()? - empty, PHONES);

    for day in 0..DAYS {
        for number in 0..PHONES {
            let encounter = json!({
                "devices": [format!("{number}"), format!("{}", (number + 1) % PHONES)],
                "starts_at": format!("2021-06-{}T03:00:00Z", 14 + day), "duration_seconds": 3600,
                "distance_metres": 1.0,
            });
            phones
                .call(Method::POST, "/control/encounters", encounter)
                .await?;
        }
        let evening = json!({"now": format!("2021-06-{}T12:00:00Z", 14 + day)});
        phones.call(Method::PUT, "/control/clock", evening).await?;
    }
    report("after a fortnight", resident_bytes()? - empty, PHONES);
    let first = phones.call(Method::GET, "/control/devices/0", json!({})).await?;
    print(&format!(
        "the first of them has stored {} beacons",
        first["sightings"]
    ));
    Ok(())
}

fn resident_bytes() -> anyhow::Result<usize> {
    const PAGE_BYTES: usize = 4096;
    let statm =
        std::fs::read_to_string("/proc/self/statm").context("resident memory is read on Linux alone")?;
    let pages = statm
        .split(' ')
        .nth(1)
        .context("/proc/self/statm has a second field")?;
    Ok(pages.parse::<usize>()? * PAGE_BYTES)
}

fn report(what: &str, bytes: usize, phones: usize) {
    print(&format!("{what}: {} bytes", bytes / phones));
}

#[expect(clippy::print_stdout, reason = "the result of a measurement")]
fn print(line: &str) {
    println!("{line}");
}
