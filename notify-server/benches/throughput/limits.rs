//! What the machine allows.

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::time::Instant;

use axum::Router;
use axum::routing::get;
use testbed::serve::{RunningServer, serve};

use crate::load::{LONG_ENOUGH, Measured};

/// A page at a time, over the same place, as a database's journal is written.
pub(crate) fn disk(folder: &Path) -> anyhow::Result<Measured> {
    let file = File::create(folder.join("page"))?;
    let start = Instant::now();
    let mut times = Vec::new();
    while start.elapsed() < LONG_ENOUGH {
        let before = Instant::now();
        file.write_all_at(&[1; 4096], 0)?;
        file.sync_data()?;
        times.push(before.elapsed());
    }
    Ok(Measured::new(times, start.elapsed()))
}

/// Answers without looking at anything; it runs in this process.
pub(crate) async fn trivial_server() -> anyhow::Result<(RunningServer, String)> {
    let router = Router::new().route("/", get(async || "ok"));
    let server = serve(([127, 0, 0, 1], 0).into(), router).await?;
    let url = server.url();
    Ok((server, url))
}
