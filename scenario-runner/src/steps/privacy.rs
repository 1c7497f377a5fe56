//! What must never leave a phone or stay on a server, looked for wherever it could be.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use cucumber::then;
use testbed::journal::ChainPlace;

use super::processing_number::delivered_number;
use crate::world::{StepError, StepResult, World, not_reached, on_server};

/// A secret: as it is written, or bytes that can be written in several ways.
pub(super) enum Secret {
    Text(String),
    Bytes(Vec<u8>),
}

/// Every way in which a secret could stand in a text.
pub(super) fn forms_of(secret: &Secret) -> Vec<String> {
    match secret {
        Secret::Text(text) => vec![text.clone()],
        Secret::Bytes(bytes) => vec![
            hex::encode(bytes),
            hex::encode_upper(bytes),
            STANDARD.encode(bytes),
            STANDARD.encode(bytes).trim_end_matches('=').to_owned(),
            URL_SAFE_NO_PAD.encode(bytes),
        ],
    }
}

/// What identifies a person or a phone: number, address, keys, and what the phone has heard.
pub(super) async fn secrets_of(
    world: &mut World,
    name: &str,
) -> Result<Vec<(&'static str, Secret)>, StepError> {
    let mut secrets = vec![("処理番号", Secret::Text(delivered_number(world, name).await?))];
    if let Some(address) = world.person(name).address.clone() {
        secrets.push(("連絡先", Secret::Text(address)));
    }
    let phones = &world.environment.phones;
    for key in phones.own_keys(name).await? {
        secrets.push(("日次鍵", Secret::Bytes(from_hex(&key)?)));
    }
    for identifier in phones.heard_identifiers(name).await? {
        secrets.push(("接触符号", Secret::Bytes(from_hex(&identifier)?)));
    }
    Ok(secrets)
}

#[then(regex = r"^利用者([A-Z])の端末から出た通信に、受け取った接触符号は含まれていない$")]
async fn heard_identifiers_stay(world: &mut World, name: String) -> StepResult {
    let phones = &world.environment.phones;
    let requests = phones.sent_requests(&name).await?;
    let mut identifiers = Vec::new();
    for identifier in phones.heard_identifiers(&name).await? {
        identifiers.push(Secret::Bytes(from_hex(&identifier)?));
    }
    let mut leaking = 0;
    for request in &requests {
        let body = STANDARD
            .decode(&request.body)
            .map_err(|error| StepError::Harness(error.to_string()))?;
        let text = format!("{} {}", request.url, String::from_utf8_lossy(&body));
        let leaks = |secret: &Secret| {
            let raw = match secret {
                Secret::Bytes(bytes) => body.windows(bytes.len()).any(|window| window == bytes),
                Secret::Text(_) => false,
            };
            raw || forms_of(secret).iter().any(|form| text.contains(form))
        };
        leaking += usize::from(identifiers.iter().any(leaks));
    }
    let message = format!(
        "{}から出た通信{}件のうち{leaking}件に、受け取った接触符号{}件のどれかが含まれています。",
        world.phone_label(&name),
        requests.len(),
        identifiers.len()
    );
    let looked = !requests.is_empty() && !identifiers.is_empty();
    world.check(
        looked && leaking == 0,
        not_reached(ChainPlace::RegistrationSubmitted, &name),
        message,
    )
}

#[then(regex = r"^利用者([A-Z])と利用者([A-Z])の陽性登録の通信の長さは互いに違う$")]
async fn lengths_differ(world: &mut World, one: String, other: String) -> StepResult {
    let lengths = [
        registration_length(world, &one).await?,
        registration_length(world, &other).await?,
    ];
    let message = format!(
        "{one}の登録の通信は{}バイト、{other}の登録の通信は{}バイトです。",
        lengths[0], lengths[1]
    );
    world.check(
        lengths[0] != lengths[1],
        on_server(ChainPlace::RegistrationSubmitted, true),
        message,
    )
}

/// How long the body of a phone's last registration was, in bytes.
async fn registration_length(world: &World, name: &str) -> Result<usize, StepError> {
    let requests = world.environment.phones.sent_requests(name).await?;
    let registration = requests
        .iter()
        .rfind(|request| request.url.ends_with("/diagnosis"));
    let registration =
        registration.ok_or_else(|| StepError::Harness(format!("{name}はまだ陽性登録をしていません")))?;
    let body = STANDARD.decode(&registration.body);
    Ok(body.map_err(|error| StepError::Harness(error.to_string()))?.len())
}

fn from_hex(text: &str) -> Result<Vec<u8>, StepError> {
    hex::decode(text).map_err(|error| StepError::Harness(error.to_string()))
}
