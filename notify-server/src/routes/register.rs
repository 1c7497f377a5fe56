//! `POST /api/register`: a new installation of the app becomes a user (COCOA v1.0.0 to v1.2.5, `RegisterApi`).
//!
//! The body is not looked at. The user is a random name and the digest of a random secret; nothing is known of the
//! person. Later the answer has the same form and says nothing; a user whom nobody can name is not kept here.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use rand::Rng;
use serde::Serialize;
use testbed::openapi::PUBLIC;
use utoipa::ToSchema;

use super::failed;
use super::refusals::AppRefusals;
use crate::server::NotifyServer;
use crate::state::RegisterAnswer;
use crate::store::{Store, secret_digest};

/// In base64 556 characters, as the secrets of the real server.
const SECRET_BYTES: usize = 417;

/// What an installation of the app is known by.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"userUuid": "000000000000000000000000000000000", "secret": "0000", "jumpConsistentSeed": 0}))]
pub(super) struct RegisteredUser {
    user_uuid: String,
    secret: String,
    jump_consistent_seed: i64,
}

impl RegisteredUser {
    /// An answer that says nothing (COCOA v1.2.6).
    fn of_zeros(jump_consistent_seed: i64) -> Self {
        Self {
            user_uuid: "0".repeat(33),
            secret: "0".repeat(SECRET_BYTES / 3 * 4),
            jump_consistent_seed,
        }
    }
}

/// Makes a user of a new installation. The body is not looked at.
#[utoipa::path(
    post,
    path = "/api/register",
    tag = PUBLIC,
    responses(
        (status = 200, description = "The user.", body = RegisteredUser),
        AppRefusals,
    ),
    security((), ("functions_key" = [])),
)]
pub(super) async fn register(
    State(server): State<NotifyServer>,
    headers: HeaderMap,
) -> Result<Json<RegisteredUser>, Response> {
    let state = server.state();
    server
        .check_functions_key(&headers)
        .and_then(|()| server.check_front_door(&state, &headers))
        .map_err(IntoResponse::into_response)?;
    let register_answer = state.register_answer;
    if register_answer == RegisterAnswer::Zeros {
        return Ok(Json(RegisteredUser::of_zeros(0)));
    }
    let number = server.with_store(Store::next_user_number).await;
    let number = number.map_err(|error| failed(error).into_response())?;
    if register_answer == RegisterAnswer::ZerosAndCount {
        return Ok(Json(RegisteredUser::of_zeros(number)));
    }

    let mut rng = server.seed.derive(&format!("user {number}")).rng();
    let (mut guid, mut secret) = ([0; 16], [0; SECRET_BYTES]);
    rng.fill_bytes(&mut guid);
    rng.fill_bytes(&mut secret);
    let user = RegisteredUser {
        user_uuid: format!("{}{}", hex::encode(guid), ticks(server.clock.now())),
        secret: STANDARD.encode(secret),
        jump_consistent_seed: number,
    };

    let (user_uuid, digest) = (user.user_uuid.clone(), secret_digest(&user.secret));
    let added = server
        .with_store(move |store| store.add_user(&user_uuid, &digest))
        .await;
    added.map_err(|error| failed(error).into_response())?;
    Ok(Json(user))
}

/// .NET's count of 100 ns since the year 1, with which the real server ends the name.
fn ticks(now: Timestamp) -> i128 {
    const UNIX_EPOCH: i128 = 621_355_968_000_000_000;
    UNIX_EPOCH + now.as_nanosecond() / 100
}
