//! Which rolling starts and periods are accepted, by the server's date.

use crate::support::{OLDEST_DAY, Server, TODAY, key, submission};

/// 03:00 UTC, when tests begin, is the 18th interval of the day.
const NOW: u32 = TODAY + 18;

async fn statuses(state: &str, keys: &[(u32, u32)]) -> Vec<u16> {
    let server = Server::start(state).await;
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
    for state in ["2020-09", "2021-02", "2021-06"] {
        assert_eq!(statuses(state, &starts).await, [400, 204, 204, 400], "{state}");
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

#[tokio::test]
async fn a_start_in_the_future_is_refused_since_february_2021() {
    let starts = [(NOW, 126), (NOW + 1, 125)];
    for state in ["2021-02", "2021-06"] {
        assert_eq!(statuses(state, &starts).await, [204, 400], "{state}");
    }
    let whole_days = [(TODAY, 144), (TODAY + 144, 144)];
    assert_eq!(statuses("2020-09", &whole_days).await, [204, 204]);
}

#[tokio::test]
async fn a_period_shorter_than_a_day_is_accepted_since_february_2021() {
    let periods = [(TODAY, 0), (TODAY, 1), (TODAY, 143), (TODAY, 144), (TODAY, 145)];
    assert_eq!(statuses("2020-09", &periods).await, [204, 400, 400, 204, 400]);
    for state in ["2021-02", "2021-06"] {
        assert_eq!(
            statuses(state, &periods).await,
            [204, 204, 204, 204, 400],
            "{state}"
        );
    }
}
