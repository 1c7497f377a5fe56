//! `GET` and `PUT /control/issuing`: issuing is suspended and resumed (ア7), and shut down for good (ア8).
//!
//! A gate is `"open"`, `"stopped"` or `"shut_down"`. What a `PUT` may say:
//!
//! | member | effect |
//! | --- | --- |
//! | `"state": GATE`, or `"open": true` and `false` | both gates alike |
//! | `"automatic": GATE`, `"manual": GATE` | one gate: of the numbers of a positive result, of those by hand |
//! | `"as_of": "2020-07-12"` | both gates as they stood on that day in the history of HER-SYS |
//! | `"at_positive_result": true` and `false` | whether a positive result at once issues a number |

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use testbed::openapi::{CONTROL, Conflicting, ControlRefusals, UnreadableBody};
use testbed::problem::Problem;
use utoipa::ToSchema;

use super::body;
use crate::hersys::Hersys;
use crate::store::Store;
use crate::store::issuing::{Gate, Issuing, IssuingChange};

/// One of `state`, `open` and `as_of` for both gates, or `automatic` and `manual` for one each; `at_positive_result`
/// goes with either.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"state": "stopped"}))]
pub(super) struct AskedIssuing {
    state: Option<Gate>,
    /// `true` for `"open"`, `false` for `"stopped"`.
    open: Option<bool>,
    /// As both gates stood on this day in the history of HER-SYS.
    as_of: Option<Date>,
    automatic: Option<Gate>,
    manual: Option<Gate>,
    at_positive_result: Option<bool>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct ShownIssuing {
    /// How both gates stand; `null` when they differ.
    state: Option<Gate>,
    #[serde(flatten)]
    issuing: Issuing,
}

/// Whether processing numbers are issued, by themselves and by hand.
#[utoipa::path(
    get,
    path = "/control/issuing",
    tag = CONTROL,
    responses(
        (status = 200, description = "Whether they are.", body = ShownIssuing),
        ControlRefusals,
    ),
)]
pub(super) async fn show(State(hersys): State<Hersys>) -> Result<Json<ShownIssuing>, Problem> {
    let issuing = hersys.store(Store::issuing).await?;
    let state = (issuing.automatic == issuing.manual).then_some(issuing.manual);
    Ok(Json(ShownIssuing { state, issuing }))
}

/// Suspends and resumes issuing, or shuts it down for good. Numbers that are live stay live.
#[utoipa::path(
    put,
    path = "/control/issuing",
    tag = CONTROL,
    request_body = AskedIssuing,
    responses(
        (status = 204, description = "It is so from now on."),
        Conflicting,
        ControlRefusals,
        UnreadableBody,
    ),
)]
pub(super) async fn set(
    State(hersys): State<Hersys>,
    asked: Result<Json<AskedIssuing>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    hersys.change_issuing(change(&body(asked)?)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn change(asked: &AskedIssuing) -> Result<IssuingChange, Problem> {
    let open = asked
        .open
        .map(|open| if open { Gate::Open } else { Gate::Stopped });
    let as_of = asked.as_of.map(Gate::in_history);
    let both: Vec<Gate> = [asked.state, open, as_of].into_iter().flatten().collect();
    let single = asked.automatic.is_some() || asked.manual.is_some();
    let gates = match (both.as_slice(), single) {
        ([], _) if single || asked.at_positive_result.is_some() => IssuingChange {
            at_positive_result: None,
            automatic: asked.automatic,
            manual: asked.manual,
        },
        ([gate], false) => IssuingChange::both(*gate),
        _ => {
            return Err(Problem::unprocessable(
                "give one of \"state\", \"open\" and \"as_of\" for both gates, or \"automatic\" and \"manual\" for one \
                 each, or \"at_positive_result\"",
            ));
        }
    };
    Ok(IssuingChange {
        at_positive_result: asked.at_positive_result,
        ..gates
    })
}
