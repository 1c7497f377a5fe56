//! A positive registration that succeeds.

use serde_json::{Value, json};

use crate::support::{Server, TODAY, key, key_data, submission, with};

fn levels(keys: &[Value]) -> Vec<u64> {
    keys.iter()
        .map(|key| key["transmission_risk_level"].as_u64().unwrap())
        .collect()
}

#[tokio::test]
async fn in_2020_the_level_that_the_app_sent_is_stored() {
    for state in ["2020-07", "2020-09", "2020-11", "2020-12"] {
        let server = Server::start(state).await;
        let sent_3 = with(key(2, TODAY, 144), "transmissionRisk", json!(3));

        server.register_keys(&[key(1, TODAY, 144), sent_3]).await;

        assert_eq!(levels(&server.keys().await), [0, 3], "{state}");
    }
}

#[tokio::test]
async fn since_february_2021_the_stored_level_is_4_whatever_the_app_sent() {
    for state in [
        "2021-02", "2021-06", "2021-07", "2021-09", "2021-11", "2022-04", "2022-06",
    ] {
        let server = Server::start(state).await;
        let sent_3 = with(key(2, TODAY, 144), "transmissionRisk", json!(3));
        let sent_none = with(key(3, TODAY, 144), "transmissionRisk", Value::Null);

        server.register_keys(&[key(1, TODAY, 144), sent_3]).await;
        assert_eq!(server.submit_v2(submission(&[sent_none])).await.status(), 204);

        assert_eq!(levels(&server.keys().await), [4, 4, 4], "{state}");
    }
}

#[tokio::test]
async fn the_second_form_needs_no_user() {
    let server = Server::start("2021-06").await;

    let response = server.submit_v2(submission(&[key(7, TODAY - 144, 144)])).await;

    assert_eq!(response.status(), 204);
    assert_eq!(response.text().await.unwrap(), "");
    let expected = json!([{
        "key_data": key_data(7),
        "rolling_start": TODAY - 144,
        "rolling_period": 144,
        "transmission_risk_level": 4,
        "received_at": "2021-06-14T03:00:00Z",
        "exported": false,
    }]);
    assert_eq!(server.get_json("/control/keys").await, expected);
    let journal = [("number_verified", true), ("keys_registered", true)];
    assert_eq!(
        server.journal().await,
        journal.map(|(place, passed)| (place.to_owned(), passed))
    );
}

#[tokio::test]
async fn the_second_form_does_not_exist_in_2020() {
    for state in ["2020-06", "2020-07", "2020-09", "2020-11", "2020-12"] {
        let server = Server::start(state).await;
        let response = server.submit_v2(submission(&[key(1, TODAY, 144)])).await;
        assert_eq!(response.status(), 404, "{state}");
        assert_eq!(server.keys().await, [Value::Null; 0], "{state}");
    }
}

#[tokio::test]
async fn a_rolling_period_of_0_is_stored_as_a_whole_day() {
    for state in ["2020-09", "2021-02", "2021-06"] {
        let server = Server::start(state).await;
        server.register_keys(&[key(1, TODAY, 0)]).await;
        assert_eq!(server.keys().await[0]["rolling_period"], 144, "{state}");
    }
}

#[tokio::test]
async fn members_that_the_server_does_not_know_are_passed_over() {
    let server = Server::start("2021-06").await;
    // What COCOA v2.0.0 adds to the second form.
    let body = with(submission(&[key(1, TODAY, 144)]), "hasSymptom", json!(true));
    let body = with(
        body,
        "onsetOfSymptomOrTestDate",
        json!("2021-06-12T00:00:00.000+09:00"),
    );
    assert_eq!(server.submit_v2(body).await.status(), 204);
}

#[tokio::test]
async fn a_submission_without_keys_uses_the_number_up_and_stores_nothing() {
    let server = Server::start("2021-06").await;
    assert_eq!(server.submit_v2(submission(&[])).await.status(), 204);
    assert_eq!(server.hersys.questions().len(), 1);
    assert_eq!(server.keys().await, [Value::Null; 0]);
}

#[tokio::test]
async fn a_supported_region_among_others_suffices() {
    let server = Server::start("2021-06").await;
    let body = with(
        submission(&[key(1, TODAY, 144)]),
        "regions",
        json!(["441", "440"]),
    );
    assert_eq!(server.submit_v2(body).await.status(), 204);
}

#[tokio::test]
async fn an_app_that_does_not_wait_for_the_answer_is_registered_all_the_same() {
    let server = Server::start("2021-06").await;
    // HER-SYS holds its answer back until the app has gone away.
    let held = server.hersys.hold_answers().await;
    {
        let body = submission(&[key(1, TODAY, 144)]);
        let mut pending = Box::pin(server.submit_v2(body));
        while server.hersys.questions().is_empty() {
            tokio::select! {
                _ = &mut pending => panic!("HER-SYS holds its answer back"),
                () = tokio::task::yield_now() => {}
            }
        }
    }
    drop(held);

    let mut tries = 0;
    while server.keys().await.is_empty() {
        tries += 1;
        assert!(tries < 1000, "the keys were lost with the app");
    }
}
