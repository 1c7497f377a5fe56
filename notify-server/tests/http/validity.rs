//! Which rolling starts and periods are accepted, by the server's date.

use crate::support::{Answer, OLDEST_DAY, Server, TODAY, key, submission};

/// The states since COCOA v1.1.2, as far as they look at keys.
const SINCE_SEPTEMBER_2020: [&str; 10] = [
    "2020-09", "2020-11", "2020-12", "2021-02", "2021-06", "2021-07", "2021-09", "2021-11", "2022-04",
    "2022-06",
];
/// The states before.
const UNTIL_JULY_2020: [&str; 2] = ["2020-06", "2020-07"];

/// 03:00 UTC, when tests begin, is the 18th interval of the day.
const NOW: u32 = TODAY + 18;

async fn statuses(state: &str, keys: &[(u32, u32)]) -> Vec<u16> {
    let server = Server::start_with(state, |config| {
        config.verification.statuses.insert("ok".to_owned(), 200);
    })
    .await;
    // The first server takes a single character for no success.
    server.hersys.answers(Answer::Result("ok"));
    let mut statuses = Vec::new();
    for (start, period) in keys {
        let response = server.submit(submission(&[key(1, *start, *period)])).await;
        statuses.push(response.status().as_u16());
    }
    statuses
}

#[tokio::test]
async fn a_key_is_accepted_from_midnight_utc_14_days_ago() {
    let starts = [(OLDEST_DAY - 1, 144), (OLDEST_DAY, 144), (0, 144), (1, 144)];
    for state in SINCE_SEPTEMBER_2020 {
        assert_eq!(statuses(state, &starts).await, [400, 204, 204, 400], "{state}");
    }
}

/// COCOA v1.1.1 counted 14 days to the second: at 03:00 UTC the day's key of 14 days ago is three hours too old.
#[tokio::test]
async fn until_july_2020_a_key_of_the_oldest_day_was_refused() {
    let starts = [
        (OLDEST_DAY, 144),
        (OLDEST_DAY + 17, 144),
        (OLDEST_DAY + 18, 144),
        (0, 144),
    ];
    for state in UNTIL_JULY_2020 {
        assert_eq!(statuses(state, &starts).await, [400, 400, 204, 204], "{state}");
    }
}

/// The second cause for which no correct number could be registered in July 2020.
#[tokio::test]
async fn until_july_2020_one_key_of_the_oldest_day_sank_the_submission() {
    for (state, status, kept) in [("2020-07", 400, 0), ("2020-09", 204, 2)] {
        let server = Server::start(state).await;
        let keys = [key(1, OLDEST_DAY, 144), key(2, TODAY - 144, 144)];
        assert_eq!(server.submit(submission(&keys)).await.status(), status, "{state}");
        assert_eq!(server.keys().await.len(), kept, "{state}");
    }
}

#[tokio::test]
async fn the_border_moves_at_midnight_utc_and_not_in_japan() {
    let server = Server::start("2021-06").await;
    let oldest = [key(1, OLDEST_DAY, 144)];
    // 23:59 UTC is 08:59 of the next day in Japan.
    server.move_clock("2021-06-14T23:59:59Z").await;
    assert_eq!(server.submit_v2(submission(&oldest)).await.status(), 204);
    server.move_clock("2021-06-15T00:00:00Z").await;
    assert_eq!(server.submit_v2(submission(&oldest)).await.status(), 400);
}

/// COCOA v1.1.5.
#[tokio::test]
async fn a_start_in_the_future_is_refused_since_november_2020() {
    let starts = [(NOW, 126), (NOW + 1, 125)];
    for state in &SINCE_SEPTEMBER_2020[1..] {
        assert_eq!(statuses(state, &starts).await, [204, 400], "{state}");
    }
    let whole_days = [(TODAY, 144), (TODAY + 144, 144)];
    for state in ["2020-06", "2020-07", "2020-09"] {
        assert_eq!(statuses(state, &whole_days).await, [204, 204], "{state}");
    }
}

/// COCOA v1.1.5.
#[tokio::test]
async fn a_period_shorter_than_a_day_is_accepted_since_november_2020() {
    let periods = [(TODAY, 0), (TODAY, 1), (TODAY, 143), (TODAY, 144), (TODAY, 145)];
    for state in ["2020-06", "2020-07", "2020-09"] {
        assert_eq!(
            statuses(state, &periods).await,
            [204, 400, 400, 204, 400],
            "{state}"
        );
    }
    for state in &SINCE_SEPTEMBER_2020[1..] {
        assert_eq!(
            statuses(state, &periods).await,
            [204, 204, 204, 204, 400],
            "{state}"
        );
    }
}
