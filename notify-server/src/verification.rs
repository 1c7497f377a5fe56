//! Asking HER-SYS about a processing number (ア3).
//!
//! One call, one question: the number goes out as the only member of a JSON object and is kept nowhere. The real
//! server builds the body by gluing texts together; here the number is escaped, so that no number can break it.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::http::StatusCode;
use reqwest::{Client, Url, header};
use serde::Deserialize;
use serde_json::Value;
use testbed::clock::Clock;
use testbed::http::client_builder_with;
use testbed::patience;
use testbed::production_lock::refuse_production_address;

use crate::config::VerificationSettings;
use crate::error::StartError;
use crate::state::{Question, ServerState, VerificationRule};

/// The real server sets none and so has .NET's default.
const TIMEOUT: Duration = Duration::from_secs(100);

/// The way to HER-SYS.
pub(crate) struct HerSys {
    client: Client,
    url: Url,
    parameter_name: String,
    subscription_key: Option<String>,
    statuses: BTreeMap<String, StatusCode>,
    /// Whether HER-SYS is told how long it is waited for: only where time stands still, the real server did not.
    tells_patience: bool,
}

/// Why a number was not confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum VerificationFailure {
    /// No answer, or not in time: an exception that the real server does not catch.
    Unreachable,
    /// HER-SYS answered with an error status.
    ErrorStatus,
    /// HER-SYS answered something that is mapped to no status.
    UnknownResult,
    /// HER-SYS answered a code that is mapped to this status.
    Refused(StatusCode),
    /// Whatever it was: the placeholder of COCOA v1.0.0 calls every failure a wrong number.
    AnyFailure,
}

#[derive(Deserialize)]
struct VerificationResult {
    result: String,
}

impl HerSys {
    pub(crate) fn new(settings: VerificationSettings, clock: &Clock) -> Result<Self, StartError> {
        let url = Url::parse(&settings.url).map_err(|error| StartError::VerificationUrl {
            url: settings.url.clone(),
            reason: error.to_string(),
        })?;
        refuse_production_address("the verification URL", &settings.url)?;
        let statuses =
            settings
                .statuses
                .into_iter()
                .map(|(code, status)| match StatusCode::from_u16(status) {
                    Ok(known) => Ok((code, known)),
                    Err(_) => Err(StartError::VerificationStatus { code, status }),
                });
        Ok(Self {
            client: client_builder_with(settings.tls).timeout(TIMEOUT).build()?,
            url,
            parameter_name: settings.parameter_name,
            subscription_key: settings.subscription_key,
            statuses: statuses.collect::<Result<_, _>>()?,
            tells_patience: clock.is_virtual(),
        })
    }

    /// Asks once; no retry. A confirmed number is used up from here on.
    pub(crate) async fn verify(
        &self,
        state: &ServerState,
        processing_number: &str,
    ) -> Result<(), VerificationFailure> {
        let result = self.ask(state.question, processing_number).await;
        match state.verification_rule {
            VerificationRule::StatusTable => match self.statuses.get(&result?) {
                Some(&StatusCode::OK) => Ok(()),
                Some(&status) => Err(VerificationFailure::Refused(status)),
                None => Err(VerificationFailure::UnknownResult),
            },
            VerificationRule::Placeholder => match result {
                Ok(result) if is_more_than_one_character(&result) => Ok(()),
                _ => Err(VerificationFailure::AnyFailure),
            },
        }
    }

    /// The result code of HER-SYS.
    async fn ask(&self, question: Question, processing_number: &str) -> Result<String, VerificationFailure> {
        let (name, number) = (
            Value::from(self.parameter_name.as_str()),
            Value::from(processing_number),
        );
        let body = match question {
            Question::Object => format!("{{{name}:{number}}}"),
            Question::BareMember => format!("{name}:{number}"),
        };
        let mut request = self
            .client
            .post(self.url.clone())
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "text/plain; charset=utf-8")
            .body(body);
        if let Some(key) = &self.subscription_key {
            request = request.header("Ocp-Apim-Subscription-Key", key);
        }
        if self.tells_patience {
            request = request.header(patience::HEADER, patience::header_value(TIMEOUT));
        }
        let response = request
            .send()
            .await
            .map_err(|_| VerificationFailure::Unreachable)?;
        if !response.status().is_success() {
            return Err(VerificationFailure::ErrorStatus);
        }
        let answer = response
            .bytes()
            .await
            .map_err(|_| VerificationFailure::Unreachable)?;
        // An answer without a result is a result that no row maps.
        let answer: VerificationResult =
            serde_json::from_slice(&answer).map_err(|_| VerificationFailure::UnknownResult)?;
        Ok(answer.result)
    }
}

/// Not blank, and not one character again and again.
fn is_more_than_one_character(text: &str) -> bool {
    let mut characters = text.chars();
    let first = characters.next();
    !text.trim().is_empty() && characters.any(|character| Some(character) != first)
}

impl VerificationFailure {
    /// What the app is answered.
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::Unreachable => StatusCode::INTERNAL_SERVER_ERROR,
            Self::ErrorStatus | Self::UnknownResult => StatusCode::SERVICE_UNAVAILABLE,
            Self::Refused(status) => status,
            Self::AnyFailure => StatusCode::NOT_ACCEPTABLE,
        }
    }

    /// Why, in Japanese, for the journal.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Unreachable => "HER-SYSに接続できない",
            Self::ErrorStatus => "HER-SYSがエラーを返した",
            Self::UnknownResult => "HER-SYSの回答を解釈できない",
            Self::Refused(_) => "HER-SYSが処理番号を認めない",
            Self::AnyFailure => "HER-SYSに確認できない",
        }
    }
}
