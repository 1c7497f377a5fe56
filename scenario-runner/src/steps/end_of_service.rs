//! The end of service: the shutdown that the app leads through, and its survey.

use std::collections::BTreeSet;

use cucumber::{then, when};
use testbed::japan;
use testbed::journal::ChainPlace;

use crate::environment::phones::Survey;
use crate::world::{StepResult, World};

/// The members of the survey's content, as COCOA's public source names them: the two questions (age band, commuting),
/// the start of use, the days of exposure.
const SURVEY_MEMBERS: [&str; 4] = ["q1", "q2", "start_date", "exposure_data"];

#[when(regex = r"^利用者([A-Z])が調査に(答えて|答えずに)停止の手続きを終え(?:る|ようとする)$")]
async fn ends_the_service(world: &mut World, name: String, survey: String) -> StepResult {
    let answers = (survey == "答えて").then_some(Survey {
        age: "thirties",
        commuting: "most_days",
        start_date: Some(japan::date(world.environment.now())),
        send_exposure_data: true,
    });
    let phones = &world.environment.phones;
    Ok(phones.terminate(&name, answers.as_ref()).await?)
}

#[then(regex = r"^利用者([A-Z])の端末で接触の記録は(止まっている|続いている)$")]
async fn recording_goes_on(world: &mut World, name: String, expected: String) -> StepResult {
    let enabled = world
        .environment
        .phones
        .state(&name)
        .await?
        .exposure_notification
        .enabled;
    let message = format!(
        "{}の接触の記録は{}。",
        world.phone_label(&name),
        if enabled {
            "続いています"
        } else {
            "止まっています"
        }
    );
    let holds = enabled == (expected == "続いている");
    world.check_seen(holds, ChainPlace::ContactDisplayed, Some(&name), message)
}

#[then(regex = r"^利用者([A-Z])の端末は接触を確認していない$")]
async fn nothing_was_checked(world: &mut World, name: String) -> StepResult {
    let state = world.environment.phones.state(&name).await?;
    let message = format!(
        "{}が接触を{}回確認しました。",
        world.phone_label(&name),
        state.detections.len()
    );
    let holds = state.detections.is_empty() && state.parameters_used.is_empty();
    world.check_seen(holds, ChainPlace::ContactDisplayed, Some(&name), message)
}

#[then(regex = r"^調査の回答(?:は届いていない|が(\d+)件届いている)$")]
async fn answers_arrived(world: &mut World, expected: String) -> StepResult {
    let arrived = world
        .environment
        .notification_server
        .survey_answers()
        .await?
        .len();
    let expected: usize = if expected.is_empty() {
        0
    } else {
        super::number(&expected)?
    };
    let message = format!("通知サーバーに調査の回答が{arrived}件あります。");
    world.check_seen(arrived == expected, ChainPlace::ContactDisplayed, None, message)
}

#[then("届いた調査の回答は、年代・通勤の有無・利用を始めた日・接触の有無だけである")]
async fn answers_hold_no_more(world: &mut World) -> StepResult {
    let answers = world.environment.notification_server.survey_answers().await?;
    let members: BTreeSet<String> = answers
        .iter()
        .filter_map(|answer| answer.as_object())
        .flat_map(|answer| answer.keys().cloned())
        .collect();
    let surplus: Vec<&str> = members
        .iter()
        .map(String::as_str)
        .filter(|member| !SURVEY_MEMBERS.contains(member))
        .collect();
    let message = format!(
        "調査の回答{}件の項目は「{}」です。",
        answers.len(),
        members.iter().cloned().collect::<Vec<_>>().join("、")
    );
    let holds = !members.is_empty() && surplus.is_empty();
    world.check_seen(holds, ChainPlace::ContactDisplayed, None, message)
}
