//! A positive registration (陽性登録), check after check.
//!
//! Order of evaluation (COCOA v1.1.2 to v2.0.1, `DiagnosisApi`, `V2DiagnosisApi`, `V3DiagnosisApi`): functions key, size
//! of the body, Front Door, end of the service, readable body, envelope and keys, regions, user (V1), device, chaff
//! (V2, V3), HER-SYS, storage. HER-SYS comes last before storage, so whatever is refused earlier does not use the
//! number up.

use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use testbed::database::DatabaseError;
use testbed::journal::ChainPlace;
use tracing::Instrument as _;

use crate::device_check::Covered;
use crate::error::Refusal;
use crate::routes::body;
use crate::server::NotifyServer;
use crate::state::{LoggedRequests, ServerState, V3Diagnosis};
use crate::store::{StoreError, secret_digest};
use crate::storing::{Accepted, AcceptedKeys, store};
use crate::submission::{DiagnosisSubmission, Envelope, JudgedSubmission, ThirdForm, is_blank};

/// Which of the three forms a submission has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ApiVersion {
    V1,
    V2,
    V3,
}

/// What an app is answered whose submission is accepted.
pub(crate) enum Answer {
    /// 204: V1 and V2.
    NoContent,
    /// 200 with the keys that were not dropped: V3. JSON, but sent as plain text, as in the real server.
    Keys(String),
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        match self {
            Self::NoContent => StatusCode::NO_CONTENT.into_response(),
            Self::Keys(json) => json.into_response(),
        }
    }
}

/// Registers the keys of a submission, and writes down how far it got.
///
/// It runs to its end when the app does not wait for the answer: a number that is used up must have its keys stored.
pub(crate) async fn register(
    server: NotifyServer,
    version: ApiVersion,
    request: Request,
) -> Result<Answer, Refusal> {
    let state = server.state();
    let form = form(&state, version).ok_or(Refusal::NoSuchForm)?;
    let registration = async move { register_and_record(&server, &state, form, request).await };
    let registration = tokio::spawn(registration.in_current_span());
    registration.await.unwrap_or(Err(Refusal::Storage))
}

/// The form as the server of the day knows it; `None`: it does not.
fn form(state: &ServerState, version: ApiVersion) -> Option<Form> {
    match (version, state.v3_diagnosis) {
        (ApiVersion::V1, _) => Some(Form::V1),
        (ApiVersion::V2, _) => state.v2_diagnosis.then_some(Form::V2),
        (ApiVersion::V3, V3Diagnosis::Absent) => None,
        (ApiVersion::V3, V3Diagnosis::V2_0_0) => Some(Form::V3(ThirdForm::First)),
        (ApiVersion::V3, V3Diagnosis::V2_0_1) => Some(Form::V3(ThirdForm::Second)),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    V1,
    V2,
    V3(ThirdForm),
}

async fn register_and_record(
    server: &NotifyServer,
    state: &ServerState,
    form: Form,
    request: Request,
) -> Result<Answer, Refusal> {
    let registered = check_and_store(server, state, form, request).await;
    let now = server.clock.now();
    match &registered {
        Ok(Registered { keys: None, .. }) => {}
        Ok(Registered {
            keys: Some(count), ..
        }) => server.passed(
            now,
            ChainPlace::KeysRegistered,
            format!("日次鍵{count}個を登録した"),
        ),
        Err(refusal @ Refusal::Verification(_)) => {
            server.ended(now, ChainPlace::NumberVerified, refusal.detail());
        }
        Err(refusal) => server.ended(now, ChainPlace::KeysRegistered, refusal.detail()),
    }
    Ok(registered?.answer)
}

/// An accepted submission.
struct Registered {
    answer: Answer,
    /// How many keys were stored; `None`: it was chaff.
    keys: Option<usize>,
}

/// A submission that passed all checks but that of its number.
struct Checked {
    accepted: Accepted,
    answer: Answer,
}

async fn check_and_store(
    server: &NotifyServer,
    state: &ServerState,
    form: Form,
    request: Request,
) -> Result<Registered, Refusal> {
    let headers = request.headers().clone();
    server.check_functions_key(&headers)?;
    let body = body::read(request, body::HOST_LIMIT).await?;
    // While it was so, V1 was the only form; brought back by a switch, it is so for every form.
    if state.logs_requests == LoggedRequests::WholeBody {
        server
            .request_log
            .write(server.clock.now(), &String::from_utf8_lossy(&body));
    }
    server.check_front_door(state, &headers)?;
    if state.end_of_service {
        return Err(Refusal::EndOfService);
    }
    let is_chaff = headers.contains_key("X-Chaff")
        && match form {
            Form::V1 => false,
            Form::V2 => state.v2_chaff,
            Form::V3(_) => true,
        };
    let Checked { accepted, answer } = match form {
        Form::V1 | Form::V2 => check_first_forms(server, state, form, &headers, &body).await?,
        Form::V3(form) => check_third_form(server, state, form, &body, is_chaff).await?,
    };
    if is_chaff {
        return Ok(Registered { answer, keys: None });
    }

    server
        .hersys
        .verify(state, &accepted.processing_number)
        .await
        .map_err(Refusal::Verification)?;
    let now = server.clock.now();
    server.passed(now, ChainPlace::NumberVerified, "HER-SYSが処理番号を認めた");

    let count = store(server, state, accepted, now).await?;
    Ok(Registered {
        answer,
        keys: Some(count),
    })
}

async fn check_first_forms(
    server: &NotifyServer,
    state: &ServerState,
    form: Form,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Checked, Refusal> {
    let submission: DiagnosisSubmission = serde_json::from_slice(body).map_err(|_| Refusal::Unreadable)?;
    let user_uuid = submission.user_uuid.as_deref();
    if form == Form::V1 && state.user_uuid_is_parameter && is_blank(user_uuid) {
        return Err(Refusal::InvalidParameter);
    }
    submission.envelope.check_members()?;
    let keys = submission.valid_keys(state, server.clock.now())?;
    submission.envelope.check_regions(&server.regions)?;
    if form == Form::V1 && state.user_check_on_v1 {
        check_user(server, user_uuid, headers).await?;
    }
    if state.logs_requests == LoggedRequests::DevicePayload {
        let logged = submission.device_payload();
        server.request_log.write(server.clock.now(), &logged);
    }
    let covered = submission.covered(form == Form::V1);
    check_device(server, state, &submission.envelope, &covered).await?;
    Ok(Checked {
        accepted: Accepted {
            processing_number: submission.envelope.processing_number().to_owned(),
            user_uuid: submission.user_uuid,
            keys: AcceptedKeys::First(keys),
        },
        answer: Answer::NoContent,
    })
}

async fn check_third_form(
    server: &NotifyServer,
    state: &ServerState,
    form: ThirdForm,
    body: &[u8],
    is_chaff: bool,
) -> Result<Checked, Refusal> {
    let judged = JudgedSubmission::read(body, form, server.clock.now())?;
    let envelope = judged.envelope();
    envelope.check_members()?;
    envelope.check_regions(&server.regions)?;
    check_device(server, state, envelope, &judged.covered()).await?;
    let answer = if is_chaff {
        judged.answer_to_chaff()?
    } else {
        judged.answer()?
    };
    Ok(Checked {
        accepted: Accepted {
            processing_number: envelope.processing_number().to_owned(),
            user_uuid: None,
            keys: AcceptedKeys::Third(Box::new(judged)),
        },
        answer: Answer::Keys(answer),
    })
}

/// What vouches for the phone must have been made for this submission.
async fn check_device(
    server: &NotifyServer,
    state: &ServerState,
    envelope: &Envelope,
    covered: &Covered,
) -> Result<(), Refusal> {
    let payload = envelope.device_verification_payload();
    let check = server
        .device_check
        .check(state, envelope.platform(), payload, covered, server.clock.now());
    check.await?;
    if state.refuses_strangers {
        envelope.check_package(&server.app)?;
    }
    Ok(())
}

/// `Authorization: Bearer SECRET` must be the secret of `userUuid`.
pub(crate) async fn check_user(
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
pub(crate) fn not_stored(error: StoreError) -> Refusal {
    if matches!(error, StoreError::Database(DatabaseError::Crash)) {
        return Refusal::Crash;
    }
    tracing::error!(%error, "the database failed during a registration");
    Refusal::Storage
}
