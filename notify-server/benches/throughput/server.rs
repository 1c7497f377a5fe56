//! The real server in a process of its own, with everything on the disk, beside a HER-SYS that accepts every number.

use std::process::Child;

use anyhow::{Context, ensure};
use axum::Router;
use axum::routing::post;
use reqwest::Client;
use serde_json::{Value, json};
use tempfile::TempDir;
use testbed::serve::{RunningServer, serve};

use crate::load::submission;
use crate::program::{PUBLIC_URL, Program};

/// In the file that is downloaded.
pub(crate) const EXPORT_KEYS: usize = 1_000;

pub(crate) struct Server {
    pub(crate) url: String,
    process: Child,
    _hersys: RunningServer,
    _folder: TempDir,
}

impl Server {
    pub(crate) async fn start(folder: TempDir, database: &str) -> anyhow::Result<Self> {
        let router = Router::new().route("/check", post(async || r#"{"result":"valid"}"#));
        let hersys = serve(([127, 0, 0, 1], 0).into(), router).await?;
        let program = Program {
            folder: folder.path().to_owned(),
            database: database.to_owned(),
            hersys_url: format!("{}/check", hersys.url()),
        };
        program.prepare();
        let (process, url) = program.start("2021-12-01T03:00:00Z".parse()?);
        Ok(Self {
            url,
            process,
            _hersys: hersys,
            _folder: folder,
        })
    }

    /// Publishes what was registered, and after it a file of [`EXPORT_KEYS`] keys; returns where that one is.
    pub(crate) async fn publish(&self) -> anyhow::Result<String> {
        self.move_clock("2021-12-01T15:00:00Z").await?;
        let client = Client::builder().no_proxy().build()?;
        for number in 0..EXPORT_KEYS {
            let submission = submission(u64::MAX - u64::try_from(number)?, 1);
            let request = client.put(format!("{}/api/v2/diagnosis", self.url));
            let response = request.json(&submission).send().await?;
            ensure!(
                response.status() == 204,
                "a registration was answered {}",
                response.status()
            );
        }
        self.move_clock("2021-12-02T15:00:00Z").await?;
        let list: Vec<Value> = client
            .get(format!("{}/c19r/440/list.json", self.url))
            .send()
            .await?
            .json()
            .await?;
        let newest = list.last().and_then(|entry| entry["url"].as_str());
        let newest = newest.context("nothing was published")?;
        Ok(newest.replacen(PUBLIC_URL, &self.url, 1))
    }

    async fn move_clock(&self, now: &str) -> anyhow::Result<()> {
        let client = Client::builder().no_proxy().build()?;
        let request = client.put(format!("{}/control/clock", self.url));
        let response = request.json(&json!({"now": now})).send().await?;
        ensure!(
            response.status() == 200,
            "moving the clock was answered {}",
            response.status()
        );
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
