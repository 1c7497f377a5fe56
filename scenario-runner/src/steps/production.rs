//! The lock against production (判8): parts that are given a production address or key do not start.

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
    world.refused_start = production.refusal(world.environment.now()).await;
    Ok(())
}
