//! What people do with the app, and what it shows them.

use jiff::civil::Date;
use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Phones;
use crate::environment::PartError;

/// What the user of a phone sees.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Screen {
    /// The title.
    pub(crate) title: String,
    /// The sentences.
    pub(crate) texts: Vec<String>,
    /// What can be pressed.
    #[serde(default)]
    pub(crate) actions: Vec<String>,
}

impl Screen {
    /// The screen in one sentence, for messages.
    pub(crate) fn summary(&self) -> String {
        format!("「{}」{}", self.title, self.texts.join(" "))
    }

    /// Whether any of its words says so.
    pub(crate) fn says(&self, words: &str) -> bool {
        let mut all = self.texts.iter().chain(&self.actions).chain([&self.title]);
        all.any(|text| text.contains(words))
    }
}

/// What came of a positive registration.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Registration {
    /// `completed`, `wrong_number`, `cannot_connect` …
    pub(crate) result: String,
    /// How long the form made the person wait before it sent, in seconds.
    pub(crate) waited_seconds: u32,
    /// What the user saw.
    pub(crate) screen: Screen,
}

/// What a person enters to register as positive.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RegistrationAttempt {
    /// The processing number, as typed.
    pub(crate) processing_number: String,
    /// Whether they consent in the app.
    pub(crate) consent: bool,
    /// Whether they let the operating system give the keys out.
    pub(crate) shares_keys: bool,
    /// Whether they have symptoms, where the form asks.
    pub(crate) has_symptoms: bool,
    /// The date of onset, or of the test without symptoms.
    pub(crate) onset_date: Date,
}

/// A day in the app's list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct ListedContact {
    /// The day.
    pub(crate) date: Date,
    /// How many contacts.
    pub(crate) count: u32,
    /// For how many minutes, where the app says so.
    #[serde(default)]
    pub(crate) minutes: Option<u32>,
}

/// The answers to the survey at the end of service.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Survey {
    /// The age band, as the form numbers them; −1 for no answer.
    pub(crate) age: i8,
    /// Whether the person commutes, likewise.
    pub(crate) commuting: i8,
    /// Whether the start of use is sent.
    pub(crate) start_date: bool,
    /// Whether the days of exposure are sent.
    pub(crate) send_exposure_data: bool,
}

impl Phones {
    /// The person opens the app.
    pub(crate) async fn open_app(&self, name: &str) -> Result<Screen, PartError> {
        self.act(name, "app/open", &json!({})).await
    }

    /// The person has the app open while it checks by itself.
    pub(crate) async fn open_app_during_check(&self, name: &str) -> Result<Screen, PartError> {
        self.act(name, "app/open", &json!({ "during_unattended_check": true }))
            .await
    }

    /// The person deletes the app.
    pub(crate) async fn delete_app(&self, name: &str) -> Result<(), PartError> {
        self.0
            .tell(
                Method::DELETE,
                &format!("/control/devices/{name}/app"),
                None::<&Value>,
            )
            .await
    }

    /// The person installs the app, or updates it; without a version, the one the phone last had.
    pub(crate) async fn install_app(&self, name: &str, release: Option<&str>) -> Result<(), PartError> {
        let body = release.map_or_else(|| json!({}), |release| json!({ "release": release }));
        self.0
            .tell(Method::POST, &format!("/control/devices/{name}/app"), Some(&body))
            .await
    }

    /// The person registers as positive.
    pub(crate) async fn register(
        &self,
        name: &str,
        attempt: &RegistrationAttempt,
    ) -> Result<Registration, PartError> {
        self.act(name, "app/registration", attempt).await
    }

    /// The app's list of contacts, as the person reads it.
    pub(crate) async fn contact_list(&self, name: &str) -> Result<Vec<ListedContact>, PartError> {
        #[derive(Deserialize)]
        struct List {
            contacts: Vec<ListedContact>,
        }
        let list: List = self
            .0
            .get(&format!("/control/devices/{name}/app/exposures"))
            .await?;
        Ok(list.contacts)
    }

    /// The person answers the questions of the contact page; where the app leads them.
    pub(crate) async fn answer_guidance(
        &self,
        name: &str,
        symptoms: bool,
        someone_near: bool,
        wishes_test: bool,
    ) -> Result<Screen, PartError> {
        let answers =
            json!({ "symptoms": symptoms, "someone_near": someone_near, "wishes_test": wishes_test });
        self.act(name, "app/guidance", &answers).await
    }

    /// The person goes through the pages that send the operation log.
    pub(crate) async fn send_operation_log(
        &self,
        name: &str,
        previewed: bool,
        consented: bool,
    ) -> Result<(), PartError> {
        let answers = json!({ "previewed": previewed, "consented": consented });
        self.act(name, "app/operation-log", &answers)
            .await
            .map(|_: Value| ())
    }

    /// The person goes through the end of service.
    pub(crate) async fn terminate(&self, name: &str, survey: Option<&Survey>) -> Result<(), PartError> {
        self.act(name, "app/termination", &json!({ "survey": survey }))
            .await
            .map(|_: Value| ())
    }

    /// What is on the screen.
    pub(crate) async fn screen(&self, name: &str) -> Result<Screen, PartError> {
        self.0.get(&format!("/control/devices/{name}/screen")).await
    }

    async fn act<T: serde::de::DeserializeOwned>(
        &self,
        name: &str,
        what: &str,
        body: &(impl Serialize + Sync),
    ) -> Result<T, PartError> {
        self.0
            .call(
                Method::POST,
                &format!("/control/devices/{name}/{what}"),
                Some(body),
            )
            .await
    }
}
