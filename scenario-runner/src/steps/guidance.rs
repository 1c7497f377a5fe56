//! Where the app leads a person who had a contact.

use cucumber::{then, when};
use testbed::journal::ChainPlace;

use crate::world::{StepResult, World};

#[when(
    regex = r"^利用者([A-Z])が接触の画面で、症状は(ある|ない)、身近に症状のある人は(いる|いない)、検査は(する|しない)と答える$"
)]
async fn answers(
    world: &mut World,
    name: String,
    symptoms: String,
    someone_near: String,
    wishes_test: String,
) -> StepResult {
    let phones = &world.environment.phones;
    phones
        .answer_guidance(
            &name,
            symptoms == "ある",
            someone_near == "いる",
            wishes_test == "する",
        )
        .await?;
    Ok(())
}

#[then(regex = r"^利用者([A-Z])は(検査の相談先|14日間の健康観察)に案内される$")]
async fn is_led_to(world: &mut World, name: String, destination: String) -> StepResult {
    let screen = world.environment.phones.screen(&name).await?;
    let (words, others) = if destination == "検査の相談先" {
        ("相談", "14日間")
    } else {
        ("14日間", "相談")
    };
    let holds = screen.says(words) && !screen.texts.iter().any(|text| text.contains(others));
    let message = format!("{}の画面の表示: {}", world.phone_label(&name), screen.summary());
    world.check_seen(holds, ChainPlace::ContactDisplayed, Some(&name), message)
}
