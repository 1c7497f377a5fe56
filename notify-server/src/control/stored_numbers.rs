//! `GET /control/stored-numbers`: what looks like a processing number among all that is kept (ア6, イ4).
//!
//! It searches every value of the database, the log of requests and every sentence of the journal, whatever they are meant to hold, and
//! so finds a number that a later change keeps where none should be.

use axum::Json;
use axum::extract::State;
use testbed::control::Controlled;
use testbed::openapi::{CONTROL, ControlRefusals};
use testbed::problem::Problem;

use super::failed;
use crate::server::NotifyServer;
use crate::store::Store;

/// What looks like a processing number among all that is kept.
#[utoipa::path(
    get,
    path = "/control/stored-numbers",
    tag = CONTROL,
    responses(
        (status = 200, description = "Every run of exactly eight digits.", body = Vec<String>),
        ControlRefusals,
    ),
)]
pub(super) async fn show(State(server): State<NotifyServer>) -> Result<Json<Vec<String>>, Problem> {
    let kept = server.with_store(Store::every_value).await.map_err(failed)?;
    let kept = kept.into_iter().map(|value| value.text);
    let logged = server.request_log.entries().into_iter().map(|entry| entry.text);
    let said = server.journal().events().into_iter().map(|event| event.detail);
    let numbers = |text: String| processing_numbers(&text).map(str::to_owned).collect::<Vec<_>>();
    Ok(Json(kept.chain(logged).chain(said).flat_map(numbers).collect()))
}

/// Every run of exactly eight digits that is no part of a longer word.
fn processing_numbers(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|word| word.len() == 8 && word.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use testbed::database::DatabaseAddress;

    use super::*;

    #[test]
    fn a_number_is_found_wherever_the_database_keeps_it() {
        let store = Store::open(&DatabaseAddress::Memory).unwrap();
        store
            .add_user(r#"{"verificationPayload":"01234567"}"#, "87654321")
            .unwrap();
        let kept = store.every_value().unwrap();
        let found: Vec<_> = kept
            .iter()
            .flat_map(|value| processing_numbers(&value.text))
            .collect();
        assert_eq!(found, ["01234567", "87654321"]);
    }

    #[test]
    fn a_part_of_a_longer_word_is_no_processing_number() {
        assert_eq!(
            processing_numbers("637593012345678900 a12345678 1234567").count(),
            0
        );
    }
}
