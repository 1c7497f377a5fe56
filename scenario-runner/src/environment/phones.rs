//! The phones and the people who hold them, as a scenario reaches them.

use exposure_notification::Platform;
use jiff::Timestamp;
use jiff::civil::Date;
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::part::{Part, PartError};

/// The phones.
#[derive(Debug)]
pub(crate) struct Phones(pub(crate) Part);

/// The state of a phone.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct PhoneState {
    /// The first day of use that the app shows.
    pub(crate) start_of_use: Option<Date>,
    /// How many beacons of others the phone has stored.
    pub(crate) sightings: usize,
    /// The risk parameters of every check.
    pub(crate) parameters_used: Vec<UsedParameters>,
}

/// The risk parameters of one check.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct UsedParameters {
    /// SHA-256 in hexadecimal.
    pub(crate) digest: String,
}

/// What the user of a phone sees.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Screen {
    /// The title.
    pub(crate) title: String,
    /// The sentences.
    pub(crate) texts: Vec<String>,
}

impl Screen {
    /// The screen in one sentence, for messages.
    pub(crate) fn summary(&self) -> String {
        format!("「{}」{}", self.title, self.texts.join(" "))
    }
}

/// What came of a positive registration.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Registration {
    /// `completed`, `wrong_number`, `cannot_connect` …
    pub(crate) result: String,
    /// What the user saw.
    pub(crate) screen: Screen,
}

/// A day in the app's list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct ListedContact {
    /// The day.
    pub(crate) date: Date,
    /// How many contacts.
    pub(crate) count: u32,
}

/// A contact between two phones.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Contact<'a> {
    /// People at a distance for some time; what the phones hear of it is drawn from the seed.
    Distance { metres: f64 },
    /// What the phones hear, stated exactly.
    Exact {
        attenuation_db: u8,
        heard_after_seconds: &'a [u32],
    },
}

impl Phones {
    /// A phone is switched on; with the app, the person agrees and starts it.
    pub(crate) async fn add(
        &self,
        name: &str,
        platform: Platform,
        release: &str,
        with_app: bool,
    ) -> Result<(), PartError> {
        let body =
            json!({ "name": name, "platform": platform, "release": release, "app_installed": with_app });
        self.0.tell(Method::POST, "/control/devices", Some(&body)).await
    }

    /// The state of a phone.
    pub(crate) async fn state(&self, name: &str) -> Result<PhoneState, PartError> {
        self.0.get(&format!("/control/devices/{name}")).await
    }

    /// Changes a setting of the phone: `bluetooth` or `os_notifications`.
    pub(crate) async fn set(&self, name: &str, setting: &str, on: bool) -> Result<(), PartError> {
        let body = json!({ setting: on });
        self.0
            .tell(Method::PATCH, &format!("/control/devices/{name}"), Some(&body))
            .await
    }

    /// The person opens the app.
    pub(crate) async fn open_app(&self, name: &str) -> Result<(), PartError> {
        self.0
            .tell(
                Method::POST,
                &format!("/control/devices/{name}/app/open"),
                None::<&Value>,
            )
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

    /// The person installs the app again.
    pub(crate) async fn install_app(&self, name: &str) -> Result<(), PartError> {
        self.0
            .tell(
                Method::POST,
                &format!("/control/devices/{name}/app"),
                Some(&json!({})),
            )
            .await
    }

    /// The person registers as positive.
    pub(crate) async fn register(
        &self,
        name: &str,
        processing_number: &str,
        consent: bool,
        onset: Date,
    ) -> Result<Registration, PartError> {
        let body = json!({ "processing_number": processing_number, "consent": consent, "onset_date": onset });
        self.0
            .call(
                Method::POST,
                &format!("/control/devices/{name}/app/registration"),
                Some(&body),
            )
            .await
    }

    /// How many push notifications the phone has shown.
    pub(crate) async fn notification_count(&self, name: &str) -> Result<usize, PartError> {
        let shown: Vec<Value> = self
            .0
            .get(&format!("/control/devices/{name}/notifications"))
            .await?;
        Ok(shown.len())
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

    /// Two people meet.
    pub(crate) async fn meet(
        &self,
        names: [&str; 2],
        starts_at: Timestamp,
        duration_seconds: u32,
        contact: Contact<'_>,
    ) -> Result<(), PartError> {
        let mut body =
            json!({ "devices": names, "starts_at": starts_at, "duration_seconds": duration_seconds });
        match contact {
            Contact::Distance { metres } => body["distance_metres"] = json!(metres),
            Contact::Exact {
                attenuation_db,
                heard_after_seconds,
            } => {
                body["attenuation_db"] = json!(attenuation_db);
                body["heard_after_seconds"] = json!(heard_after_seconds);
            }
        }
        self.0
            .tell(Method::POST, "/control/encounters", Some(&body))
            .await
    }
}
