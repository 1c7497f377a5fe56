//! A HER-SYS that accepts every number.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::routing::post;
use testbed::serve::{RunningServer, serve};

use crate::victim::Victim;

pub(crate) struct HerSys {
    pub(crate) url: String,
    _server: RunningServer,
}

impl HerSys {
    /// A question is something that is seen of the victim.
    pub(crate) async fn start(victim: Arc<Victim>) -> Self {
        let router = Router::new().route("/check", post(accept)).with_state(victim);
        let server = serve(([127, 0, 0, 1], 0).into(), router).await.unwrap();
        Self {
            url: format!("{}/check", server.url()),
            _server: server,
        }
    }
}

async fn accept(State(victim): State<Arc<Victim>>) -> &'static str {
    victim.seen();
    r#"{"result":"valid"}"#
}
