//! In which order an event log is checked (COCOA v2.0.0, `V1EventLog`): see `order_of_checks`. Its size is checked
//! first, so its requests are written by hand.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::Server;

const FUNCTIONS_KEY: &str = "x-functions-key: functions key\r\n";
const FRONT_DOOR: &str = "X-Azure-FDID: front door\r\n";

/// The status of a request with these headers and this body.
async fn send(server: &Server, headers: &str, body: &str) -> u16 {
    let mut stream = TcpStream::connect(server.running.address()).await.unwrap();
    let head = "PUT /api/v1/event_log HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    let request = format!("{head}{headers}\r\n{body}");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer.split(' ').nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn an_event_log_is_checked_in_its_order() {
    for (state, events) in [
        ("2022-04", "event_logs"),
        ("2022-06", "event_logs"),
        ("2022-11", "eventLogs"),
    ] {
        let server = Server::start_with(state, |config| {
            config.functions_key = Some("functions key".to_owned());
            config.front_door_id = Some("front door".to_owned());
        })
        .await;
        // Without a size: sent in pieces.
        let in_pieces = (
            "Transfer-Encoding: chunked\r\n".to_owned(),
            "1\r\nx\r\n0\r\n\r\n".to_owned(),
        );
        let too_long = ("Content-Length: 10485761\r\n".to_owned(), String::new());
        let sized = |body: &str| (format!("Content-Length: {}\r\n", body.len()), body.to_owned());
        let on_windows = sized(r#"{"platform": "windows"}"#);
        let without_events = sized(r#"{"platform": "ios"}"#);
        let right = sized(&format!(r#"{{"platform": "ios", "{events}": []}}"#));
        let with_key = FUNCTIONS_KEY.to_owned();
        let with_both = format!("{FUNCTIONS_KEY}{FRONT_DOOR}");
        for (what, keys, (size, body), status) in [
            ("functions key", String::new(), in_pieces.clone(), 401),
            ("no size", with_key.clone(), in_pieces, 400),
            ("too long", with_key.clone(), too_long, 413),
            ("Front Door", with_key, sized("no JSON"), 418),
            ("no JSON", with_both.clone(), sized("no JSON"), 500),
            ("device", with_both.clone(), on_windows, 400),
            ("no events", with_both.clone(), without_events, 500),
            ("no fault", with_both, right, 201),
        ] {
            let answered = send(&server, &format!("{keys}{size}"), &body).await;
            assert_eq!(answered, status, "{state}: {what}");
        }
    }
}
