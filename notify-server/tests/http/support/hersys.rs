//! A HER-SYS that answers what a test says, and remembers what it was asked.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use testbed::serve::{RunningServer, bind};
use testbed::tls::ServerTls;
use tokio::sync::{Semaphore, SemaphorePermit};

/// What HER-SYS answers.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    /// 200 with this result code.
    Result(&'static str),
    /// 200 with this body.
    Body(&'static str),
    /// This status with an empty body.
    Status(u16),
}

pub(crate) struct HerSys {
    pub(crate) url: String,
    desk: Arc<Desk>,
    _server: RunningServer,
}

struct Desk {
    answer: Mutex<Answer>,
    questions: Mutex<Vec<(HeaderMap, String)>>,
    /// One for every answer under way.
    permits: Semaphore,
}

const PERMITS: u32 = 100;

impl HerSys {
    /// Accepts every number: the result code `0`, which tests map to 200.
    pub(crate) async fn start() -> Self {
        Self::start_over(None).await
    }

    /// The same over TLS.
    pub(crate) async fn start_over(tls: Option<ServerTls>) -> Self {
        let desk = Arc::new(Desk {
            answer: Mutex::new(Answer::Result("0")),
            questions: Mutex::default(),
            permits: Semaphore::new(PERMITS as usize),
        });
        let router = Router::new()
            .route("/check", post(answer_question))
            .with_state(Arc::clone(&desk));
        let bound = bind(([127, 0, 0, 1], 0).into()).await.unwrap();
        let server = bound.with_tls(tls).serve(router);
        Self {
            url: format!("{}/check", server.url()),
            desk,
            _server: server,
        }
    }

    pub(crate) fn answers(&self, answer: Answer) {
        *self.desk.answer.lock().unwrap() = answer;
    }

    /// Headers and body of every question.
    pub(crate) fn questions(&self) -> Vec<(HeaderMap, String)> {
        self.desk.questions.lock().unwrap().clone()
    }

    /// Holds every answer back until the returned value is dropped.
    pub(crate) async fn hold_answers(&self) -> SemaphorePermit<'_> {
        self.desk.permits.acquire_many(PERMITS).await.unwrap()
    }
}

async fn answer_question(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: String) -> Response {
    desk.questions.lock().unwrap().push((headers, body));
    let _permit = desk.permits.acquire().await.unwrap();
    let answer = desk.answer.lock().unwrap().clone();
    match answer {
        Answer::Result(code) => format!(r#"{{"result":"{code}"}}"#).into_response(),
        Answer::Body(body) => body.into_response(),
        Answer::Status(status) => StatusCode::from_u16(status).unwrap().into_response(),
    }
}
