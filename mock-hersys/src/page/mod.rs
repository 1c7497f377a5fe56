//! The page for people who test by hand: what `/control` offers, in a browser, in Japanese.
//!
//! It is there in a test instance alone, needs no script and no network, and changes nothing but by a form of its own:
//! a form that another site sends is refused ([`same_origin`]). A form that was taken leads back to the page by a
//! redirection, so that reloading repeats nothing; one that was refused shows the page with the reason.

mod clock;
mod faults;
mod forms;
mod issuing;
mod layout;
mod outbox;
mod people;
mod refusal;
mod same_origin;
mod trail;
mod view;

use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::from_fn;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use tower_http::set_header::SetResponseHeaderLayer;

use self::layout::Said;
use self::refusal::Refusal;
use self::view::View;
use crate::hersys::Hersys;

/// Nothing is loaded from anywhere, forms go here alone, and nobody frames the page.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; \
                                       frame-ancestors 'none'; base-uri 'none'";

pub(crate) fn router(hersys: Hersys) -> Router {
    let header =
        |name: HeaderName, value| SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value));
    Router::new()
        .route("/", get(show))
        .route("/page/health-centres", post(forms::add_health_centre))
        .route("/page/cases", post(forms::register_case))
        .route("/page/cases/{case_id}/positive", post(forms::report_positive))
        .route(
            "/page/cases/{case_id}/processing-number",
            post(forms::issue_number),
        )
        .route("/page/processing-numbers/revoke", post(forms::revoke))
        .route("/page/outbox/{message_id}/resend", post(forms::resend))
        .route("/page/issuing", post(issuing::set))
        .route("/page/validity", post(issuing::set_validity))
        .route("/page/faults", post(faults::set))
        .route("/page/clock", post(clock::set))
        .route_layer(from_fn(same_origin::check))
        .route_layer(header(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .route_layer(header(header::REFERRER_POLICY, "same-origin"))
        .route_layer(header(header::CACHE_CONTROL, "no-store"))
        .with_state(hersys)
}

/// What a form did, as the address shows it after the redirection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Done {
    HealthCentreAdded,
    CaseRegistered,
    PositiveReported,
    NumberIssued,
    NumberRevoked,
    MessageResent,
    IssuingChanged,
    ValidityChanged,
    FaultSet,
    FaultRemoved,
    ClockMoved,
}

impl Done {
    /// The value in the address, the part of the page, and what the person is told.
    fn told(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::HealthCentreAdded => ("health-centre-added", "cases", "保健所を追加しました。"),
            Self::CaseRegistered => ("case-registered", "cases", "患者を登録しました。"),
            Self::PositiveReported => ("positive-reported", "cases", "陽性を報告しました。"),
            Self::NumberIssued => (
                "number-issued",
                "outbox",
                "処理番号を発行しました。番号は、届いたメッセージで確かめられます。",
            ),
            Self::NumberRevoked => ("number-revoked", "numbers", "処理番号を失効させました。"),
            Self::MessageResent => ("message-resent", "outbox", "メッセージをもう一度送りました。"),
            Self::IssuingChanged => ("issuing-changed", "issuing", "発行の設定を変えました。"),
            Self::ValidityChanged => (
                "validity-changed",
                "issuing",
                "有効時間を変えました。これから発行する番号に効きます。",
            ),
            Self::FaultSet => (
                "fault-set",
                "faults",
                "障害を起こしました。照会への答えが変わります。",
            ),
            Self::FaultRemoved => ("fault-removed", "faults", "障害を取り除きました。"),
            Self::ClockMoved => ("clock-moved", "clock", "時計を進めました。"),
        }
    }
}

#[derive(Deserialize)]
struct Address {
    done: Option<Done>,
}

async fn show(State(hersys): State<Hersys>, address: Result<Query<Address>, QueryRejection>) -> Response {
    // An address that says something else is somebody's typing.
    let done = address.ok().and_then(|Query(address)| address.done);
    let said = done.map(|done| Said::Done(done.told().2));
    page(&hersys, StatusCode::OK, said.as_ref()).await
}

/// Answers a form.
async fn answer(hersys: &Hersys, result: Result<Done, Refusal>) -> Response {
    match result {
        Ok(done) => {
            let (value, section, _) = done.told();
            Redirect::to(&format!("/?done={value}#{section}")).into_response()
        }
        Err(refusal) => page(hersys, refusal.status(), Some(&Said::Refused(refusal.japanese()))).await,
    }
}

async fn page(hersys: &Hersys, status: StatusCode, said: Option<&Said>) -> Response {
    match View::load(hersys).await {
        Ok(view) => (status, Html(layout::page(&view, said).into_string())).into_response(),
        Err(error) => {
            tracing::error!(%error, "the page cannot be shown");
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                Html(layout::broken().into_string()),
            )
                .into_response()
        }
    }
}
