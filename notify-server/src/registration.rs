//! A positive registration (陽性登録), check after check.
//!
//! Order of evaluation (COCOA v1.1.2 to v1.2.4, `DiagnosisApi`, `V2DiagnosisApi`): functions key, readable body,
//! envelope and keys, regions, user (V1), device, HER-SYS, storage. HER-SYS comes last before storage, so whatever is
//! refused earlier does not use the number up; all keys are stored in one transaction or none (イ9).

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use testbed::journal::ChainPlace;

use crate::error::Refusal;
use crate::server::NotifyServer;
use crate::store::secret_digest;
use crate::submission::{DiagnosisSubmission, is_blank};

/// Which of the two forms a submission has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ApiVersion {
    V1,
    V2,
}

/// Registers the keys of a submission, and writes down how far it got.
///
/// It runs to its end when the app does not wait for the answer: a number that is used up must have its keys stored.
pub(crate) async fn register(
    server: NotifyServer,
    version: ApiVersion,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Refusal> {
    let registration =
        tokio::spawn(async move { register_and_record(&server, version, &headers, &body).await });
    registration.await.unwrap_or(Err(Refusal::Storage))?;
    Ok(StatusCode::NO_CONTENT)
}

async fn register_and_record(
    server: &NotifyServer,
    version: ApiVersion,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(), Refusal> {
    let registered = check_and_store(server, version, headers, body).await;
    let now = server.clock.now();
    match registered {
        Ok(count) => server.passed(
            now,
            ChainPlace::KeysRegistered,
            format!("日次鍵{count}個を登録した"),
        ),
        Err(refusal @ Refusal::Verification(_)) => {
            server.ended(now, ChainPlace::NumberVerified, refusal.detail());
        }
        Err(refusal) => server.ended(now, ChainPlace::KeysRegistered, refusal.detail()),
    }
    registered.map(|_count| ())
}

async fn check_and_store(
    server: &NotifyServer,
    version: ApiVersion,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<usize, Refusal> {
    server.check_functions_key(headers)?;
    let submission: DiagnosisSubmission = serde_json::from_slice(body).map_err(|_| Refusal::Unreadable)?;
    let now = server.clock.now();

    if version == ApiVersion::V1
        && server.state.user_uuid_is_parameter
        && is_blank(submission.user_uuid.as_deref())
    {
        return Err(Refusal::InvalidParameter);
    }
    let keys = submission.valid_keys(&server.state, now)?;
    submission.check_regions()?;
    if version == ApiVersion::V1 && server.state.user_check_on_v1 {
        check_user(server, submission.user_uuid.as_deref(), headers).await?;
    }
    submission.check_device()?;

    server
        .hersys
        .verify(submission.processing_number())
        .await
        .map_err(Refusal::Verification)?;
    server.passed(now, ChainPlace::NumberVerified, "HER-SYSが処理番号を認めた");

    let count = keys.len();
    server
        .with_store(move |store| store.register_keys(&keys, now))
        .await
        .map_err(not_stored)?;
    Ok(count)
}

/// `Authorization: Bearer SECRET` must be the secret of `userUuid`.
async fn check_user(
    server: &NotifyServer,
    user_uuid: Option<&str>,
    headers: &HeaderMap,
) -> Result<(), Refusal> {
    let authorization = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let secret = authorization.and_then(|value| value.strip_prefix("Bearer "));
    let (Some(secret), Some(user_uuid)) = (secret, user_uuid.filter(|uuid| !is_blank(Some(uuid)))) else {
        return Err(Refusal::NoUser);
    };
    let (user_uuid, sent) = (user_uuid.to_owned(), secret_digest(secret));
    let kept = server
        .with_store(move |store| store.user_secret_digest(&user_uuid))
        .await
        .map_err(not_stored)?;
    if kept == Some(sent) {
        Ok(())
    } else {
        Err(Refusal::WrongSecret)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the form that map_err asks for")]
fn not_stored(error: crate::store::StoreError) -> Refusal {
    tracing::error!(%error, "the database failed during a registration");
    Refusal::Storage
}
