//! The positive registration of 2.x beside that of 1.x. The expectations are those of COCOA's history from v1.1.4 to
//! v2.0.1.

use serde_json::json;

use crate::support::registering::{phone, result, told};
use crate::support::{Phones, StandIn};

#[tokio::test]
async fn a_server_that_does_not_answer_is_named_from_2_0_0_on() {
    for (release, expected) in [
        ("1.0.0", "failed"),
        ("1.4.1", "failed"),
        ("2.0.1", "cannot_connect"),
    ] {
        let server = StandIn::start().await;
        let phones = phone(&server, "iOS", release).await;
        server.hang_up();
        assert_eq!(result(&phones, json!({})).await, told(expected, 0), "{release}");
    }
}

#[tokio::test]
async fn version_2_shows_nothing_of_an_answer_that_it_does_not_know() {
    for (release, status, expected) in [
        ("2.0.0", 502, "nothing_shown"),
        ("2.0.0", 403, "nothing_shown"),
        ("2.0.1", 502, "nothing_shown"),
        ("2.0.1", 403, "domestic_only"),
        ("1.4.1", 502, "failed"),
        ("1.1.4", 502, "completed"),
    ] {
        let server = StandIn::start().await;
        server.set_answer(status);
        let phones = phone(&server, "Android", release).await;
        assert_eq!(
            result(&phones, json!({})).await,
            told(expected, 0),
            "{release}, {status}"
        );
    }
}

#[tokio::test]
async fn version_2_sends_an_empty_list_and_is_told_that_all_is_well() {
    for (release, expected, sent) in [("1.4.1", "nothing_to_submit", 0), ("2.0.0", "completed", 1)] {
        let server = StandIn::start().await;
        let phones = Phones::start(&server).await;
        // Today's key is never given out on its day.
        phones.add("A", "iOS", release).await;
        assert_eq!(result(&phones, json!({})).await, told(expected, 0), "{release}");
        assert_eq!(server.submissions().len(), sent, "{release}");
        for submission in server.submissions() {
            assert_eq!(submission.body["keys"], json!([]));
        }
    }
}

#[tokio::test]
async fn release_2_0_1_sends_symptoms_and_date_and_ends_with_a_page() {
    let server = StandIn::start().await;
    let phones = phone(&server, "iOS", "2.0.1").await;
    let details = json!({"has_symptoms": false, "onset_date": "2021-06-14"});
    let registration = phones.register("A", details).await;
    assert_eq!(registration["screen"]["title"], "陽性登録の完了");
    let submission = &server.submissions()[0];
    assert_eq!(submission.path, "/api/v2/diagnosis");
    assert_eq!(submission.body["hasSymptom"], false);
    assert_eq!(
        submission.body["onsetOfSymptomOrTestDate"],
        "2021-06-14T00:00:00.000+09:00"
    );
}

#[tokio::test]
async fn the_words_of_a_failure_are_those_of_the_release() {
    for (release, dialogs, contains) in [
        ("1.1.4", 2, "しばらくたってから"),
        ("1.2.6", 2, "もう一度、処理番号を入力"),
        ("2.0.0", 1, "有効期限"),
    ] {
        let server = StandIn::start().await;
        server.set_answer(406);
        let phones = phone(&server, "iOS", release).await;
        let texts = phones.register("A", json!({})).await["screen"]["texts"].clone();
        assert_eq!(texts.as_array().unwrap().len(), dialogs, "{release}: {texts}");
        assert!(texts.to_string().contains(contains), "{release}: {texts}");
    }
}
