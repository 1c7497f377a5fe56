//! Messages that somebody else sends on: SMS and mail gateways (ア2).

mod attempts;
mod refusals;

use std::time::Duration;

use mock_hersys::{Config, Gateway};
use reqwest::Method;
use serde_json::Value;
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::{Hersys, config};

const TELEPHONE: &str = "090-0000-0001";

fn gateway(url: String) -> Gateway {
    Gateway {
        url,
        token: Some("secret-token".to_owned()),
        timeout: Duration::from_secs(10),
    }
}

fn with_sms(server: &MockServer) -> Config {
    Config {
        sms_gateway: Some(gateway(format!("{}/sms", server.uri()))),
        ..config()
    }
}

async fn answering(statuses: &[u16]) -> MockServer {
    let server = MockServer::start().await;
    for status in statuses {
        Mock::given(method("POST"))
            .respond_with(ResponseTemplate::new(*status))
            .up_to_n_times(1)
            .mount(&server)
            .await;
    }
    server
}

async fn message(hersys: &Hersys) -> Value {
    hersys.get("/control/outbox").await[0].clone()
}

async fn resend(hersys: &Hersys) -> u16 {
    let path = "/control/outbox/1/resend";
    hersys
        .request(Method::POST, path)
        .send()
        .await
        .unwrap()
        .status()
        .as_u16()
}
