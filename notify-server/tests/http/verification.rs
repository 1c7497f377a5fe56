//! How HER-SYS is asked, and what becomes of its answers (ア3, ア9).

use notify_server::StartError;
use serde_json::{Value, json};
use testbed::clock::Clock;

use crate::support::{Answer, Server, TODAY, config, key, submission, with};

#[tokio::test]
async fn hersys_is_asked_as_cocoa_asks() {
    let server = Server::start_with("2021-06", |config| {
        config.verification.subscription_key = Some("subscription key".to_owned());
    });
    let server = server.await;

    server.submit_v2(submission(&[key(1, TODAY, 144)])).await;

    let questions = server.hersys.questions();
    let [(headers, body)] = questions.as_slice() else {
        panic!("{} questions", questions.len())
    };
    assert_eq!(body, r#"{"number":"48151623"}"#);
    assert_eq!(headers["content-type"], "text/plain; charset=utf-8");
    assert_eq!(headers["accept"], "application/json");
    assert_eq!(headers["ocp-apim-subscription-key"], "subscription key");
}

#[tokio::test]
async fn without_a_subscription_key_no_such_header_is_sent() {
    let server = Server::start("2021-06").await;
    server.submit_v2(submission(&[key(1, TODAY, 144)])).await;
    let (headers, _body) = &server.hersys.questions()[0];
    assert!(!headers.contains_key("ocp-apim-subscription-key"));
}

#[tokio::test]
async fn hersys_is_told_how_long_it_is_waited_for_only_where_time_stands_still() {
    const PATIENCE: &str = "x-ichiren-patience-milliseconds";
    let server = Server::start("2021-06").await;
    server.submit_v2(submission(&[key(1, TODAY, 144)])).await;
    let (headers, _body) = &server.hersys.questions()[0];
    assert_eq!(headers[PATIENCE], "100000");

    let server = Server::start_with("2021-06", |config| config.clock = Clock::system()).await;
    server.submit_v2(submission(&[])).await;
    let (headers, _body) = &server.hersys.questions()[0];
    assert!(!headers.contains_key(PATIENCE));
}

#[tokio::test]
async fn a_typed_quotation_mark_adds_nothing_to_the_question() {
    let server = Server::start("2021-06").await;
    let typed = r#"1","x":"2"#;
    server
        .submit_v2(with(submission(&[]), "verificationPayload", json!(typed)))
        .await;
    let (_headers, body) = &server.hersys.questions()[0];
    assert_eq!(
        serde_json::from_str::<Value>(body).unwrap(),
        json!({"number": typed})
    );
}

#[tokio::test]
async fn what_hersys_does_not_confirm_is_not_stored_and_can_be_tried_again() {
    let answers = [
        ("refused", Answer::Result("1"), 406),
        ("unknown code", Answer::Result("7"), 503),
        ("error", Answer::Status(500), 503),
        ("wrong subscription key", Answer::Status(401), 503),
        ("nonsense", Answer::Body("<html>maintenance</html>"), 503),
        ("no result", Answer::Body("{}"), 503),
    ];
    for (name, answer, status) in answers {
        let server = Server::start("2021-06").await;
        server.hersys.answers(answer);
        let body = submission(&[key(1, TODAY, 144)]);

        let response = server.submit_v2(body.clone()).await;

        assert_eq!(response.status(), status, "{name}");
        assert_eq!(
            response.text().await.unwrap(),
            "Bad VerificationPayload",
            "{name}"
        );
        assert_eq!(server.keys().await, [Value::Null; 0], "{name}");
        assert_eq!(
            server.journal().await,
            [("number_verified".to_owned(), false)],
            "{name}"
        );

        server.hersys.answers(Answer::Result("0"));
        assert_eq!(server.submit_v2(body).await.status(), 204, "{name}");
        assert_eq!(server.keys().await.len(), 1, "{name}");
    }
}

#[tokio::test]
async fn hersys_that_cannot_be_reached_is_500() {
    // A port that no program is given by chance.
    let url = "http://127.0.0.1:1/check".to_owned();
    let server = Server::start_with("2021-06", |config| config.verification.url = url).await;

    let response = server.submit_v2(submission(&[key(1, TODAY, 144)])).await;

    assert_eq!(response.status(), 500);
    assert_eq!(server.keys().await, [Value::Null; 0]);
    assert_eq!(server.journal().await, [("number_verified".to_owned(), false)]);
}

#[tokio::test]
async fn settings_that_cannot_work_are_refused_at_the_start() {
    let error = notify_server::start(config("2021-06", "her-sys"))
        .await
        .unwrap_err();
    assert!(matches!(error, StartError::VerificationUrl { .. }), "{error}");

    let mut config = config("2021-06", "http://127.0.0.1:1/check");
    config.verification.statuses.insert("2".to_owned(), 20);
    let error = notify_server::start(config).await.unwrap_err();
    assert!(
        matches!(error, StartError::VerificationStatus { status: 20, .. }),
        "{error}"
    );
}

/// COCOA v1.0.0: the member without its braces, which is no JSON.
#[tokio::test]
async fn the_first_server_asked_without_braces() {
    for (state, question) in [
        ("2020-06", r#""number":"48151623""#),
        ("2020-07", r#"{"number":"48151623"}"#),
    ] {
        let server = Server::start(state).await;
        server.submit(submission(&[key(1, TODAY, 144)])).await;
        assert_eq!(server.hersys.questions()[0].1, question, "{state}");
    }
}

/// COCOA v1.0.0: a placeholder looked at the form of the result, and called every failure 406.
#[tokio::test]
async fn the_first_server_called_every_failure_a_wrong_number() {
    let answers = [
        (Answer::Result("ok"), 204),
        (Answer::Result("refused"), 204),
        (Answer::Result("0"), 406),
        (Answer::Result("111"), 406),
        (Answer::Result(""), 406),
        (Answer::Result("  "), 406),
        (Answer::Status(400), 406),
        (Answer::Status(500), 406),
        (Answer::Body("<html>maintenance</html>"), 406),
    ];
    for (answer, status) in answers {
        let server = Server::start("2020-06").await;
        server.hersys.answers(answer.clone());
        let response = server.submit(submission(&[key(1, TODAY, 144)])).await;
        assert_eq!(response.status(), status, "{answer:?}");
        assert_eq!(response.text().await.unwrap(), "", "{answer:?}");
    }
    let nowhere = "http://127.0.0.1:1/check".to_owned();
    let server = Server::start_with("2020-06", |config| config.verification.url = nowhere).await;
    assert_eq!(server.submit(submission(&[])).await.status(), 406);
}

/// COCOA v1.0.0 sent the number twice.
#[tokio::test]
async fn a_submission_number_is_passed_over() {
    for state in ["2020-06", "2020-07"] {
        let server = Server::start(state).await;
        server.switch(&json!({"verification_rule": "status_table"})).await;
        let body = with(
            submission(&[key(1, TODAY, 144)]),
            "submissionNumber",
            json!("48151623"),
        );
        assert_eq!(server.submit(body).await.status(), 204, "{state}");
    }
}
