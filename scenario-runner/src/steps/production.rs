//! The lock against production (判8): what is given a production address or key does not start.

use cucumber::{then, when};
use testbed::journal::ChainPlace;

use crate::environment::Production;
use crate::world::{StepError, StepResult, World, on_server};

#[when(
    regex = r"^(通知サーバー|端末)を、(HER-SYS|配布ファイルの元|通知サーバー|署名鍵の名)(?:として|を)「([^」]+)」として起動しようとする$"
)]
async fn is_started_with(world: &mut World, part: String, what: String, value: String) -> StepResult {
    let production = match (part.as_str(), what.as_str()) {
        ("通知サーバー", "HER-SYS") => Production::VerificationUrl(value),
        ("通知サーバー", "配布ファイルの元") => Production::PublicUrl(value),
        ("通知サーバー", "署名鍵の名") => Production::SigningKeyId(value),
        ("端末", "通知サーバー") => Production::NotificationServerUrl(value),
        _ => return Err(StepError::Harness(format!("{part}は{what}を知りません"))),
    };
    let refusal = production.refusal(&world.release).await;
    world.refused_start = refusal.map_err(|error| StepError::Harness(error.to_string()))?;
    Ok(())
}

#[then(regex = r"^本番の(?:宛先|署名鍵の名)であるとして、起動を断られている$")]
fn start_was_refused(world: &mut World) -> StepResult {
    let holds = world.refused_start.is_some();
    world.check(
        holds,
        on_server(ChainPlace::ExportPublished, false),
        "本番のものを与えられたのに起動しました。",
    )
}

#[then(regex = r"^通知サーバーの署名鍵の名は「([^」]+)」ではない$")]
async fn signing_key_is_not(world: &mut World, id: String) -> StepResult {
    let key = world.environment.notification_server.verification_key().await?;
    let message = format!("通知サーバーの署名鍵の名は「{}」です。", key.id);
    world.check(
        key.id != id,
        on_server(ChainPlace::ExportPublished, false),
        message,
    )
}
