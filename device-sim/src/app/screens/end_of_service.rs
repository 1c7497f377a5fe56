//! The shutdown of 3.0.0. Which screen follows which is [`EndOfService`](crate::app::end_of_service::EndOfService).

use super::Screen;

const TITLE: &str = "COCOAの機能停止";
const SURVEY_TITLE: &str = "利用状況の調査";
const TERMINATION_TITLE: &str = "利用の終了";

/// Who never agreed to the terms has nothing to end.
pub(crate) fn not_agreed() -> Screen {
    Screen::new(
        TITLE,
        &[
            "COCOAは2022年11月に機能を停止しました。",
            "このアプリは、もう利用できません。アプリを削除してください。",
        ],
        &[],
    )
}

/// The first page for who used it.
pub(crate) fn notice() -> Screen {
    Screen::new(
        TITLE,
        &[
            "COCOAは2022年11月に機能を停止しました。これまでのご利用に感謝します。",
            "画面の案内に沿って、機能停止の手続きをお願いします。手続きの後は、アプリを削除してかまいません。",
        ],
        &["機能停止の手続きに進む"],
    )
}

/// Whether the user takes part in the survey.
pub(crate) fn survey_request() -> Screen {
    Screen::new(
        SURVEY_TITLE,
        &[
            "今後の感染症対策に役立てるため、利用状況の調査にご協力ください。",
            "協力するかどうかは自由です。協力しなくても、手続きを進められます。",
        ],
        &["調査に協力する", "協力せずに進む"],
    )
}

/// The survey, with the answers from which the user chooses.
pub(crate) fn survey(ages: &[&str], commuting: &[&str]) -> Screen {
    Screen {
        title: SURVEY_TITLE,
        texts: vec![
            "質問1　あなたの年代を選んでください。".to_owned(),
            ages.join("、"),
            "質問2　ふだんの通勤や通学の頻度を選んでください。".to_owned(),
            commuting.join("、"),
            "使用開始日を送るかどうかを選んでください。".to_owned(),
            "接触のデータ（日付と、接触の有無）を送るかどうかを選んでください。".to_owned(),
        ],
        actions: vec!["手続きに進む"],
    }
}

/// The last question. With `survey`, the answers are sent when the user presses.
pub(crate) fn termination(survey: bool) -> Screen {
    let mut screen = Screen::new(
        TERMINATION_TITLE,
        &["接触の記録の機能を停止し、アプリに保存したデータをすべて削除します。元に戻すことはできません。"],
        &["利用を終了する"],
    );
    if survey {
        screen
            .texts
            .push("調査への回答は、このボタンを押すと送信されます。".to_owned());
    }
    screen
}

/// The answers could not be sent: nothing was deleted, and the user is still on the page.
pub(crate) fn survey_not_sent() -> Screen {
    Screen::new(
        TERMINATION_TITLE,
        &[
            "調査への回答を送信できませんでした。通信の状態を確かめて、もう一度お試しください。",
            "機能の停止とデータの削除は、まだ行っていません。",
        ],
        &["利用を終了する"],
    )
}

/// It is done.
pub(crate) fn complete() -> Screen {
    Screen::new(
        TERMINATION_TITLE,
        &[
            "手続きが完了しました。アプリに保存したデータはすべて削除しました。",
            "アプリを削除してください。ご利用ありがとうございました。",
        ],
        &[],
    )
}

/// The release in use is not the one with which the service ends.
pub(crate) fn not_available() -> Screen {
    Screen::new(
        TERMINATION_TITLE,
        &["このバージョンのアプリでは、機能停止の手続きを行えません。アプリを更新してください。"],
        &["ストアを開く"],
    )
}
