//! Positive registrations that no app would send, and what the server answers.

use cucumber::{then, when};
use testbed::journal::ChainPlace;

use super::processing_number::delivered_number;
use crate::environment::submission::Submission;
use crate::world::{StepError, StepResult, World, on_server};

/// What the server answers to a registration that it accepts.
const ACCEPTED: u16 = 204;

#[when(regex = r"^陽性者([A-Z])の処理番号で、(?:(iOS|Android)の端末から)?(.+?)登録が送られる$")]
async fn is_submitted(world: &mut World, name: String, platform: String, what: String) -> StepResult {
    let number = delivered_number(world, &name).await?;
    let mut submission = Submission::valid(&number, world.environment.now());
    if !platform.is_empty() {
        submission.name_platform(&platform.to_lowercase());
    }
    change(&mut submission, &what)?;
    let status = world.environment.notification_server.submit(&submission).await?;
    world.last_submission = Some(status);
    Ok(())
}

/// Makes the submission what the sentence says.
fn change(submission: &mut Submission, what: &str) -> Result<(), StepError> {
    match what {
        "日次鍵の長さが違う" => submission.add_key_of(&[7; 15], 1, 144),
        "日次鍵の期間が1日より長い" => submission.add_key(1, 145),
        "14日前の日次鍵を含む" => submission.add_key(14, 144),
        "15日前の日次鍵を含む" => submission.add_key(15, 144),
        "明日の日次鍵を含む" => submission.add_key(-1, 144),
        "途中で終わった日の日次鍵を含む" => submission.add_key(3, 36),
        "期間の重なる日次鍵を含む" => submission.add_key(1, 100),
        "同じ日次鍵を二度含む" => submission.repeat_first_key(),
        "日次鍵を1000個含む" => (0..998).for_each(|_| submission.add_key(1, 144)),
        // What is sent by hand is vouched for by nobody.
        "形をなさない保証のついた" => {}
        "対象でない地域の" => submission.name_region("310"),
        "知らないOSの" => submission.name_platform("symbian"),
        "アプリの名のない" => submission.name_app(""),
        "別のアプリの" => submission.name_app("com.example.stranger"),
        _ => {
            return Err(StepError::Harness(format!(
                "「{what}登録」の作り方が決まっていません"
            )));
        }
    }
    Ok(())
}

#[then(regex = r"^送られた登録は(?:(\d+)で断られている|受け付けられている)$")]
#[expect(
    clippy::needless_pass_by_value,
    reason = "the step macro passes captures by value"
)]
fn was_answered(world: &mut World, refused_with: String) -> StepResult {
    let status = world.last_submission;
    let status = status.ok_or_else(|| StepError::Harness("まだ登録が送られていません".to_owned()))?;
    let is_refused = !refused_with.is_empty();
    let expected = if is_refused {
        super::number(&refused_with)?
    } else {
        ACCEPTED
    };
    let message = format!("送られた登録への応答は{status}です。");
    world.check(
        status == expected,
        on_server(ChainPlace::KeysRegistered, !is_refused),
        message,
    )
}
