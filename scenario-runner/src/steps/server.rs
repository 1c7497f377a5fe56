//! The notification server out of order, or as it was on another day.

use cucumber::{given, when};
use serde_json::json;

use super::number;
use crate::world::{StepResult, World};

#[when(regex = r"^通知サーバーが(陽性登録|調査の回答)に(\d+)を返す$")]
async fn answers_with(world: &mut World, request: String, status: String) -> StepResult {
    let paths: &[&str] = if request == "陽性登録" {
        &["/api/diagnosis", "/api/v2/diagnosis", "/api/v3/diagnosis"]
    } else {
        &["/api/v1/event_log"]
    };
    let server = &world.environment.notification_server;
    Ok(server.answer_with(paths, number(&status)?).await?)
}

#[given(regex = r"^通知サーバーが感染リスクのレベル(\d+)を付けて配布する$")]
async fn exports_level(world: &mut World, level: String) -> StepResult {
    let level: u8 = number(&level)?;
    let server = &world.environment.notification_server;
    Ok(server
        .change_behaviour(&json!({ "transmission_level": level }))
        .await?)
}
