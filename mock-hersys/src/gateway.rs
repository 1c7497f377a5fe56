//! How a message leaves HER-SYS when somebody else sends it on.
//!
//! Each message is one `POST` to the gateway's URL with the headers `Content-Type: application/json`,
//! `Idempotency-Key` (the same at every attempt of one message) and, where there is a token, `Authorization: Bearer …`:
//!
//! ```json
//! {"channel": "sms", "to": "090-0000-0001", "text": "…"}
//! {"channel": "mail", "to": "a@example.jp", "subject": "…", "text": "…"}
//! ```
//!
//! 2xx: the message left. 408, 429, 5xx, no connection or no answer in time: another attempt follows. Everything else,
//! a redirection too, is final: asking again would be answered the same.

use jiff::{SignedDuration, Timestamp};
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode, Url};
use serde::Serialize;
use testbed::http::client_builder_with;
use testbed::production_lock::refuse_production_address;
use testbed::tls::ClientTls;

use crate::StartError;
use crate::config::{Config, Gateway};
use crate::store::contact::Channel;
use crate::store::failure::Failure;
use crate::store::message::{Attempt, Gateways, Message};

/// How long to wait after the first, second … attempt that is worth repeating; after the last the message has failed.
const WAITS: [SignedDuration; 4] = [
    SignedDuration::from_mins(1),
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(30),
    SignedDuration::from_hours(2),
];

const SUBJECT: &str = "処理番号のお知らせ";

/// The gateways of both channels, where there are any.
#[derive(Debug)]
pub(crate) struct GatewayClients {
    sms: Option<GatewayClient>,
    mail: Option<GatewayClient>,
}

#[derive(Debug)]
struct GatewayClient {
    http: Client,
    url: Url,
    gateway: Gateway,
}

#[derive(Serialize)]
struct PostedMessage<'message> {
    channel: Channel,
    to: &'message str,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'static str>,
    text: &'message str,
}

impl GatewayClients {
    pub(crate) fn new(config: &Config) -> Result<Self, StartError> {
        let client = |gateway: &Option<Gateway>, channel| {
            gateway
                .clone()
                .map(|gateway| GatewayClient::new(gateway, channel))
                .transpose()
        };
        Ok(Self {
            sms: client(&config.sms_gateway, "SMS")?,
            mail: client(&config.mail_gateway, "mail")?,
        })
    }

    /// For which channels there is a gateway.
    pub(crate) fn present(&self) -> Gateways {
        Gateways {
            sms: self.sms.is_some(),
            mail: self.mail.is_some(),
        }
    }

    /// Asks the gateway of the message's channel to send it, at the time `now`.
    pub(crate) async fn send(&self, message: &Message, now: Timestamp) -> Attempt {
        let client = match message.channel {
            Channel::Sms => &self.sms,
            Channel::Mail => &self.mail,
        };
        match client {
            Some(client) => client.send(message, now).await,
            None => Attempt::Failed {
                failure: Failure::NoGateway,
            },
        }
    }
}

impl GatewayClient {
    fn new(gateway: Gateway, channel: &'static str) -> Result<Self, StartError> {
        let url = Url::parse(&gateway.url).ok().filter(|url| {
            let names_nobody = url.username().is_empty() && url.password().is_none();
            matches!(url.scheme(), "http" | "https") && url.has_host() && names_nobody
        });
        let url = url.ok_or(StartError::GatewayUrl { channel })?;
        refuse_production_address("the gateway's URL", &gateway.url)?;
        let http = client_builder_with(ClientTls::trusting_the_system())
            .redirect(Policy::none())
            .timeout(gateway.timeout)
            .build();
        let http = http.map_err(|source| StartError::GatewayClient { channel, source })?;
        Ok(Self { http, url, gateway })
    }

    async fn send(&self, message: &Message, now: Timestamp) -> Attempt {
        let mut request = self
            .http
            .post(self.url.clone())
            .header("Idempotency-Key", &message.idempotency_key)
            .json(&PostedMessage {
                channel: message.channel,
                to: &message.to,
                subject: (message.channel == Channel::Mail).then_some(SUBJECT),
                text: &message.text,
            });
        if let Some(token) = &self.gateway.token {
            request = request.bearer_auth(token);
        }
        // The error's own text may hold the URL, and a URL may hold a secret.
        match request.send().await {
            Ok(answer) if answer.status().is_success() => Attempt::Sent,
            Ok(answer) if is_worth_repeating(answer.status()) => {
                retry(message, Failure::Answered(answer.status().as_u16()), now)
            }
            Ok(answer) => Attempt::Failed {
                failure: Failure::Answered(answer.status().as_u16()),
            },
            Err(error) if error.is_timeout() => retry(message, Failure::NoAnswer, now),
            Err(_) => retry(message, Failure::Unreachable, now),
        }
    }
}

fn is_worth_repeating(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS
    ) || status.is_server_error()
}

/// Another attempt later, if there is one left.
fn retry(message: &Message, failure: Failure, now: Timestamp) -> Attempt {
    let wait = usize::try_from(message.attempts)
        .ok()
        .and_then(|attempts| WAITS.get(attempts));
    match wait.map(|wait| now.checked_add(*wait)) {
        Some(Ok(at)) => Attempt::Retry { failure, at },
        _ => Attempt::Failed { failure },
    }
}
