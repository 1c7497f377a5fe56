//! Why the server could not be started, and why it does not accept a submission.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use testbed::production_lock::ProductionLockError;
use testbed::serve::{HangUp, ServeError};
use thiserror::Error;

use crate::device_check::{DeviceCheckSettingsError, DeviceFailure};
use crate::store::StoreError;
use crate::verification::VerificationFailure;

/// Why the notification server could not be started.
#[derive(Debug, Error)]
pub enum StartError {
    /// The address cannot be used.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// The database or the folder for files cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something of production was to be touched.
    #[error(transparent)]
    ProductionLock(#[from] ProductionLockError),
    /// HER-SYS cannot be asked under this URL.
    #[error("the verification URL {url:?} cannot be used: {reason}; give it as http://HOST:PORT/PATH")]
    VerificationUrl {
        /// The URL asked for.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A result code is mapped to a number that is no HTTP status.
    #[error(
        "the result code {code:?} is mapped to {status}, which is no HTTP status; use 200 for success, 406 for a \
             wrong number"
    )]
    VerificationStatus {
        /// The result code of HER-SYS.
        code: String,
        /// What it is mapped to.
        status: u16,
    },
    /// The HTTP client that asks HER-SYS cannot be made.
    #[error("the client that asks HER-SYS cannot be made: {0}")]
    VerificationClient(#[from] reqwest::Error),
    /// The device check cannot be set up.
    #[error(transparent)]
    DeviceCheck(#[from] DeviceCheckSettingsError),
    /// The thread that opens the database ended early.
    #[error("the start was interrupted: {0}")]
    Interrupted(#[from] tokio::task::JoinError),
}

/// Why a request of an app is not accepted, in the order in which the server looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The server of the day knows no such form of submission.
    NoSuchForm,
    /// `x-functions-key` is missing or wrong: the Functions host answers before the code is reached.
    FunctionsKey,
    /// The body is larger than the host takes.
    TooLarge,
    /// The request did not come through the Front Door (since COCOA v1.1.2, `ValidationServerService`).
    FrontDoor,
    /// The service has ended (COCOA v3.0.0).
    EndOfService,
    /// The body cannot be read: an exception that the real server does not catch.
    Unreadable,
    /// The envelope or a key is not what a submission must be.
    InvalidParameter,
    /// None of the regions is served.
    RegionsNotSupported,
    /// V1: no `Authorization: Bearer`, or no `userUuid`.
    NoUser,
    /// V1: the secret is not the user's.
    WrongSecret,
    /// The platform is neither `android` nor `ios`, or nothing vouches for the phone.
    InvalidDevice,
    /// The device check threw an exception.
    DeviceUnchecked,
    /// HER-SYS did not confirm the number.
    Verification(VerificationFailure),
    /// The keys could not be stored.
    Storage,
    /// The server stopped while it stored the keys, as far as the app can see.
    Crash,
}

impl Refusal {
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::FunctionsKey => StatusCode::UNAUTHORIZED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::FrontDoor => StatusCode::IM_A_TEAPOT,
            Self::Unreadable | Self::DeviceUnchecked | Self::Storage | Self::Crash => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
            Self::InvalidParameter | Self::RegionsNotSupported | Self::NoUser | Self::InvalidDevice => {
                StatusCode::BAD_REQUEST
            }
            Self::NoSuchForm | Self::WrongSecret => StatusCode::NOT_FOUND,
            Self::EndOfService => StatusCode::NOT_ACCEPTABLE,
            Self::Verification(failure) => failure.status(),
        }
    }

    /// What happened, for the journal.
    pub(crate) fn detail(self) -> String {
        let reason = match self {
            Self::NoSuchForm => "この時期にはない形の登録である",
            Self::EndOfService => "機能を停止した",
            Self::FunctionsKey => "アクセスキーが正しくない",
            Self::TooLarge => "送信内容が大きすぎる",
            Self::FrontDoor => "正規の経路（Front Door）を通っていない",
            Self::Unreadable => "送信内容を読み取れない",
            Self::InvalidParameter => "送信内容または日次鍵が条件に合わない",
            Self::RegionsNotSupported => "対象外の地域である",
            Self::NoUser => "利用者を示す情報がない",
            Self::WrongSecret => "利用者を確認できない",
            Self::InvalidDevice => "端末を正しいものと認められない",
            Self::DeviceUnchecked => "端末を確認できない",
            Self::Verification(failure) => failure.reason(),
            Self::Storage => "日次鍵を保存できない",
            Self::Crash => return "日次鍵を保存する途中で止まり、接続を閉じた".to_owned(),
        };
        format!("{reason}ため、{}を返した", self.status().as_u16())
    }
}

impl From<DeviceFailure> for Refusal {
    fn from(failure: DeviceFailure) -> Self {
        match failure {
            DeviceFailure::Invalid => Self::InvalidDevice,
            DeviceFailure::Exception => Self::DeviceUnchecked,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = self.status();
        let message = |text: &str| (status, Json(json!({"Message": text}))).into_response();
        match self {
            Self::InvalidParameter => message("Invalid parameter"),
            Self::RegionsNotSupported => message("Regions not supported."),
            Self::InvalidDevice => message("Invalid Device"),
            Self::Verification(VerificationFailure::Unreachable | VerificationFailure::AnyFailure)
            | Self::NoSuchForm
            | Self::EndOfService
            | Self::FunctionsKey
            | Self::TooLarge
            | Self::FrontDoor
            | Self::Unreadable
            | Self::NoUser
            | Self::WrongSecret
            | Self::DeviceUnchecked
            | Self::Storage => status.into_response(),
            Self::Crash => HangUp.into_response(),
            Self::Verification(_) => (status, "Bad VerificationPayload").into_response(),
        }
    }
}
