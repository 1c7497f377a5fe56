//! The positive registration of every era: what the forms asked, what they sent, what they told. The expectations are
//! those of COCOA's history from v1.0.0 to v2.0.1.

use serde_json::json;

use crate::support::registering::{phone, result, told};
use crate::support::{Phones, StandIn};

#[tokio::test]
async fn the_first_release_answers_a_made_up_number_with_completion() {
    let server = StandIn::start().await;
    server.set_answer(406);
    let phones = phone(&server, "iOS", "1.0.0").await;
    let made_up = json!({"processing_number": "made up"});
    assert_eq!(result(&phones, made_up).await, told("completed", 0));
    let submission = &server.submissions()[0];
    assert_eq!(submission.path, "/api/diagnosis");
    assert_eq!(submission.body["submissionNumber"], "made up");
    assert_eq!(submission.body["regions"], json!(["440", "441"]));
    assert_eq!(submission.body["userUuid"], "user-1");
    // The chain knows better.
    assert!(!phones.places("A").await["registration_submitted"]);
}

#[tokio::test]
async fn the_first_release_completes_even_without_a_number() {
    let server = StandIn::start().await;
    let phones = phone(&server, "Android", "1.0.0").await;
    assert_eq!(
        result(&phones, json!({"processing_number": ""})).await,
        told("completed", 0)
    );
    assert!(server.submissions().is_empty());
}

#[tokio::test]
async fn on_android_the_rolling_period_is_0_up_to_1_1_0() {
    for (release, platform, period) in [
        ("1.0.0", "Android", 0),
        ("1.1.0", "Android", 0),
        ("1.1.0", "iOS", 144),
        ("1.1.1", "Android", 144),
    ] {
        let server = StandIn::start().await;
        let phones = phone(&server, platform, release).await;
        assert_eq!(
            result(&phones, json!({})).await,
            told("completed", 0),
            "{release}"
        );
        assert_eq!(
            server.submissions()[0].body["keys"][0]["rollingPeriod"],
            period,
            "{release} {platform}"
        );
    }
}

#[tokio::test]
async fn who_has_used_1_1_1_for_fifteen_days_cannot_register() {
    for (release, expected) in [("1.1.0", "failed"), ("1.1.1", "failed"), ("1.1.2", "completed")] {
        let server = StandIn::start().await;
        let phones = Phones::start(&server).await;
        phones.add("A", "iOS", release).await;
        phones.move_to("2021-06-29T03:00:00Z").await;
        assert_eq!(result(&phones, json!({})).await.0, expected, "{release}");
        let sent = usize::from(expected == "completed");
        assert_eq!(server.submissions().len(), sent, "{release}");
    }
}

#[tokio::test]
async fn a_number_that_met_a_busy_centre_can_be_entered_again_from_1_1_2_on() {
    for (release, second) in [("1.1.0", "failed"), ("1.1.1", "failed"), ("1.1.2", "completed")] {
        let server = StandIn::start().await;
        server.set_answer(503);
        let phones = phone(&server, "Android", release).await;
        assert_eq!(
            result(&phones, json!({})).await,
            told("cannot_connect", 0),
            "{release}"
        );
        server.set_answer(204);
        assert_eq!(result(&phones, json!({})).await, told(second, 5), "{release}");
    }
}

#[tokio::test]
async fn a_button_that_cannot_be_pressed_counts_nothing() {
    let server = StandIn::start().await;
    for (release, details) in [
        ("1.1.1", json!({"typing": "last_digit_missing"})),
        ("1.2.1", json!({"has_symptoms": null})),
        ("2.0.1", json!({"processing_number": ""})),
    ] {
        let phones = phone(&server, "iOS", release).await;
        for _ in 0..4 {
            assert_eq!(
                result(&phones, details.clone()).await,
                told("invalid_format", 0),
                "{release}"
            );
        }
    }
    assert!(server.submissions().is_empty());
}

#[tokio::test]
async fn full_width_digits_are_refused_and_counted() {
    let server = StandIn::start().await;
    for release in ["1.1.1", "1.4.1", "2.0.1"] {
        let phones = phone(&server, "Android", release).await;
        let wide = json!({"typing": "full_width"});
        assert_eq!(
            result(&phones, wide.clone()).await,
            told("invalid_format", 0),
            "{release}"
        );
        assert_eq!(
            result(&phones, wide).await,
            told("invalid_format", 5),
            "{release}"
        );
    }
    assert!(server.submissions().is_empty());
}

#[tokio::test]
async fn taking_it_back_sends_nothing_and_counts_nothing() {
    let server = StandIn::start().await;
    for release in ["1.1.0", "1.4.1", "2.0.1"] {
        let phones = phone(&server, "iOS", release).await;
        for _ in 0..4 {
            assert_eq!(
                result(&phones, json!({"confirms": false})).await,
                told("cancelled", 0),
                "{release}"
            );
        }
        assert_eq!(
            phones.pages("A").await,
            ["陽性登録への同意", "陽性登録", "陽性登録", "陽性登録"],
            "{release}: consent, form, question, dialog"
        );
    }
    assert!(server.submissions().is_empty());
}

#[tokio::test]
async fn declining_the_systems_question_is_a_failure_before_2_0_0_and_a_cancellation_from_then_on() {
    let server = StandIn::start().await;
    for (release, expected, waits) in [
        ("1.1.4", "failed", 5),
        ("1.4.1", "failed", 5),
        ("2.0.0", "cancelled", 0),
    ] {
        let phones = phone(&server, "iOS", release).await;
        let declines = json!({"shares_keys": false});
        assert_eq!(
            result(&phones, declines.clone()).await,
            told(expected, 0),
            "{release}"
        );
        assert_eq!(
            result(&phones, declines).await,
            told(expected, waits),
            "{release}"
        );
    }
    assert!(server.submissions().is_empty());
}

#[tokio::test]
async fn with_exposure_notification_off_nobody_registers_from_1_1_0_on() {
    for (release, expected) in [
        ("1.0.0", "completed"),
        ("1.1.0", "exposure_notification_off"),
        ("2.0.1", "exposure_notification_off"),
    ] {
        let server = StandIn::start().await;
        let phones = phone(&server, "Android", release).await;
        phones.change("A", json!({"exposure_notification": false})).await;
        assert_eq!(result(&phones, json!({})).await, told(expected, 0), "{release}");
        assert_eq!(result(&phones, json!({})).await.1, 0, "{release}: no error");
        assert!(server.submissions().is_empty(), "{release}");
    }
}

#[tokio::test]
async fn the_fourth_press_closes_the_app_in_1_x_and_leads_home_in_2_x() {
    for (release, fourth) in [
        ("1.1.0", "app_closed"),
        ("1.4.1", "app_closed"),
        ("2.0.0", "returned_home"),
    ] {
        let server = StandIn::start().await;
        server.set_answer(406);
        let phones = phone(&server, "iOS", release).await;
        // A new number each time: 1.1.0 refuses the same one on the phone.
        for (number, waited) in [("11111111", 0), ("22222222", 5), ("33333333", 10)] {
            let details = json!({"processing_number": number});
            assert_eq!(
                result(&phones, details).await,
                told("wrong_number", waited),
                "{release}"
            );
        }
        let details = json!({"processing_number": "44444444"});
        assert_eq!(result(&phones, details).await, told(fourth, 0), "{release}");
        assert_eq!(server.submissions().len(), 3, "{release}");
        let details = json!({"processing_number": "55555555"});
        assert_eq!(
            result(&phones, details).await,
            told("wrong_number", 0),
            "{release}: a new form"
        );
    }
}
