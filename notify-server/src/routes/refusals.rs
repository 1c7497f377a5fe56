//! What apps are refused with, for the description of the interface: the answers themselves are made by
//! [`Refusal`](crate::error::Refusal) and by the routes. An answer without a body is described without one.

use serde::Serialize;
use utoipa::{IntoResponses, ToSchema};

/// What the real server says of a submission that it does not accept.
#[derive(Serialize, ToSchema)]
pub(crate) struct Message {
    /// `Invalid parameter`, `Regions not supported.` or `Invalid Device`.
    #[serde(rename = "Message")]
    #[schema(examples("Invalid parameter"))]
    pub(crate) message: &'static str,
}

/// What every call of an app may be refused with.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "it describes answers and makes none")]
pub(super) enum AppRefusals {
    /// The functions key is missing or wrong.
    #[response(status = 401)]
    FunctionsKey,
    /// The server of the day has no such call.
    #[response(status = 404)]
    NoSuchCall,
    /// The request did not come through the Front Door.
    #[response(status = 418)]
    FrontDoor,
    /// An exception that the real server does not catch, or the store failed.
    #[response(status = 500)]
    Failed,
}

/// What a positive registration may be refused with; its description says in which order.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "it describes answers and makes none")]
pub(super) enum RegistrationRefusals {
    /// The submission or a key of it is not what it must be, no region is supported, or the device is not accepted.
    /// Empty where V1 names no user.
    #[response(status = 400)]
    Invalid(Message),
    /// The functions key is missing or wrong.
    #[response(status = 401)]
    FunctionsKey,
    /// The server of the day has no such form, or (V1) the secret is not the user's.
    #[response(status = 404)]
    NotFound,
    /// HER-SYS does not confirm the number. Empty where the service has ended.
    #[response(status = 406, content_type = "text/plain")]
    NotAcceptable(String),
    /// The body is larger than the host reads.
    #[response(status = 413)]
    TooLarge,
    /// The request did not come through the Front Door.
    #[response(status = 418)]
    FrontDoor,
    /// The body cannot be read, HER-SYS cannot be reached, or the keys cannot be stored.
    #[response(status = 500)]
    Failed,
    /// HER-SYS answers an error, or with a result that no row of the table maps.
    #[response(status = 503, content_type = "text/plain")]
    Unavailable(String),
}
