//! HER-SYS, as a scenario reaches it.

use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::part::{Part, PartError};

/// HER-SYS.
#[derive(Debug)]
pub(crate) struct HerSys(pub(crate) Part);

/// A message that left HER-SYS.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Message {
    pub(crate) to: String,
    pub(crate) channel: String,
    pub(crate) text: String,
    pub(crate) processing_number: String,
}

impl HerSys {
    /// A health centre registers a person; gives the case's id.
    pub(crate) async fn register_case(&self, contact: &Value) -> Result<String, PartError> {
        #[derive(Deserialize)]
        struct Registered {
            case_id: String,
        }
        let body = json!({ "contact": contact });
        let registered: Registered = self.0.call(Method::POST, "/control/cases", Some(&body)).await?;
        Ok(registered.case_id)
    }

    /// The diagnosis of a case is confirmed.
    pub(crate) async fn confirm_positive(
        &self,
        case_id: &str,
        date: jiff::civil::Date,
    ) -> Result<(), PartError> {
        let body = json!({ "symptomatic": true, "date": date });
        self.0
            .tell(
                Method::POST,
                &format!("/control/cases/{case_id}/positive"),
                Some(&body),
            )
            .await
    }

    /// HER-SYS issues a number for the case and sends it.
    pub(crate) async fn issue_number(&self, case_id: &str) -> Result<(), PartError> {
        let path = format!("/control/cases/{case_id}/processing-number");
        self.0.tell(Method::POST, &path, None::<&Value>).await
    }

    /// Whether a positive result at once issues a number.
    pub(crate) async fn issue_at_positive_result(&self) -> Result<(), PartError> {
        let body = json!({ "at_positive_result": true });
        self.0.tell(Method::PUT, "/control/issuing", Some(&body)).await
    }

    /// HER-SYS stops issuing numbers by itself; health centres go on.
    pub(crate) async fn stop_automatic_issuing(&self) -> Result<(), PartError> {
        let body = json!({ "automatic": "stopped" });
        self.0.tell(Method::PUT, "/control/issuing", Some(&body)).await
    }

    /// HER-SYS issues numbers (`open`), stops issuing them (`stopped`), or ends it for good (`shut_down`).
    pub(crate) async fn set_issuing(&self, state: &str) -> Result<(), PartError> {
        self.0
            .tell(Method::PUT, "/control/issuing", Some(&json!({ "state": state })))
            .await
    }

    /// Every message that left HER-SYS.
    pub(crate) async fn outbox(&self) -> Result<Vec<Message>, PartError> {
        self.0.get("/control/outbox").await
    }

    /// The numbers that HER-SYS still holds.
    pub(crate) async fn held_numbers(&self) -> Result<Vec<String>, PartError> {
        #[derive(Deserialize)]
        struct Held {
            processing_number: String,
        }
        let held: Vec<Held> = self.0.get("/control/processing-numbers").await?;
        Ok(held.into_iter().map(|entry| entry.processing_number).collect())
    }

    /// The health centre takes a number back.
    pub(crate) async fn revoke(&self, processing_number: &str) -> Result<(), PartError> {
        let path = format!("/control/processing-numbers/{processing_number}");
        self.0.tell(Method::DELETE, &path, None::<&Value>).await
    }

    /// How many hours a number issued from now on is valid.
    pub(crate) async fn set_validity(&self, hours: u32) -> Result<(), PartError> {
        self.0
            .tell(Method::PUT, "/control/validity", Some(&json!({ "hours": hours })))
            .await
    }
}
