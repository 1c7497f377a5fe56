//! What a scenario may look into, and what it may change.
//!
//! | call | effect |
//! | --- | --- |
//! | `GET /control/keys` | every key that is kept |
//! | `GET /control/verification-key` | what phones verify files with |
//! | `GET /control/stored-numbers` | what looks like a processing number among all that is kept |
//! | `GET`, `PATCH /control/state` | how the server behaves; single behaviours are switched |
//! | `GET /control/inquiry-logs` | the logs that users sent in |
//! | `GET /control/event-logs` | the events of the use of apps |
//! | `PUT /control/storage-fault` | registrations end as in a crash |
//! | `PUT /control/app-versions`, `PUT /control/terms-update` | what apps are told about themselves |

mod announcements;
mod event_logs;
mod inquiry_logs;
mod keys;
mod state;
mod storage_fault;
mod stored_numbers;
mod verification_key;

use testbed::problem::{Problem, body};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::server::NotifyServer;
use crate::store::StoreError;

pub(crate) fn router(server: NotifyServer) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(keys::show))
        .routes(routes!(verification_key::show))
        .routes(routes!(stored_numbers::show))
        .routes(routes!(storage_fault::put))
        .routes(routes!(state::show, state::switch))
        .routes(routes!(inquiry_logs::show))
        .routes(routes!(event_logs::show))
        .routes(routes!(announcements::put_app_versions))
        .routes(routes!(announcements::put_terms_update))
        .with_state(server)
}

#[expect(clippy::needless_pass_by_value, reason = "the form that map_err asks for")]
fn failed(error: StoreError) -> Problem {
    Problem::internal(error.to_string())
}
