//! The phones and the people who hold them, as a scenario reaches them.

mod app;
mod evidence;

use exposure_notification::Platform;
use jiff::Timestamp;
use jiff::civil::Date;
use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::part::{Part, PartError};

pub(crate) use app::{ListedContact, Registration, RegistrationAttempt, Survey};

/// The phones.
#[derive(Debug)]
pub(crate) struct Phones(pub(crate) Part);

/// The state of a phone.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct PhoneState {
    /// The first day of use that the app shows.
    pub(crate) start_of_use: Option<Date>,
    /// Whether the app gets as far as its first screen.
    pub(crate) app_starts: bool,
    /// How many beacons of others the phone has stored.
    pub(crate) sightings: usize,
    /// Its Exposure Notification.
    pub(crate) exposure_notification: ExposureNotificationState,
    /// What the operating system found in every check.
    pub(crate) detections: Vec<Detection>,
    /// The risk parameters of every check.
    pub(crate) parameters_used: Vec<UsedParameters>,
}

/// The Exposure Notification of a phone.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct ExposureNotificationState {
    /// Whether it is switched on.
    pub(crate) enabled: bool,
}

/// What the operating system found in one check.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Detection {
    /// The highest score, in version 1 of the API.
    pub(crate) maximum_risk_score: Option<u32>,
}

/// The risk parameters of one check.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub(crate) struct UsedParameters {
    /// The version of the Exposure Notification API, 1 or 2.
    pub(crate) api_version: u8,
    /// SHA-256 in hexadecimal.
    pub(crate) digest: String,
}

/// A phone to be switched on.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NewPhone {
    /// The owner's name.
    pub(crate) name: String,
    /// The operating system.
    pub(crate) platform: Platform,
    /// Its version, `iOS 13.7`.
    pub(crate) os_version: String,
    /// Whether Google's services are there.
    pub(crate) google_services: bool,
    /// The version of the app.
    pub(crate) release: String,
    /// Whether the person installs it at once.
    pub(crate) app_installed: bool,
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
    /// What Google states about phones from now on.
    pub(crate) async fn google_states(&self, conduct: &str) -> Result<(), PartError> {
        self.0
            .tell(
                Method::PUT,
                "/control/manufacturers",
                Some(&json!({ "google": conduct })),
            )
            .await
    }

    /// A phone is switched on; with the app, the person agrees and starts it.
    pub(crate) async fn add(&self, phone: &NewPhone) -> Result<(), PartError> {
        self.0.tell(Method::POST, "/control/devices", Some(phone)).await
    }

    /// The state of a phone.
    pub(crate) async fn state(&self, name: &str) -> Result<PhoneState, PartError> {
        self.0.get(&format!("/control/devices/{name}")).await
    }

    /// Changes a setting of the phone: `bluetooth`, `power`, `locale` …
    pub(crate) async fn set(&self, name: &str, setting: &str, value: &Value) -> Result<(), PartError> {
        let body = json!({ setting: value });
        self.0
            .tell(Method::PATCH, &format!("/control/devices/{name}"), Some(&body))
            .await
    }

    /// Changes what nobody published of the operating systems, on all phones.
    pub(crate) async fn set_unpublished(&self, setting: &str, value: &Value) -> Result<(), PartError> {
        let mut settings: Value = self.0.get("/control/unpublished").await?;
        settings[setting] = value.clone();
        self.0
            .tell(Method::PUT, "/control/unpublished", Some(&settings))
            .await
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
