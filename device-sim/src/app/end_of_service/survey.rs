//! What the survey asks, and what leaves the phone of it (COCOA v3.0.0 `SurveyService`, `SurveyContent`).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// 2022-04-07T00:00:00Z, the first day of 2.0.0: older summaries are left out.
const FIRST_DAY: i64 = 1_649_289_600;

/// The score from which a day is reported as one with a contact: the limit of COCOA's built-in configuration for the
/// sum of a day's scores. The survey holds the day's highest score against it, which is not the rule of the notification:
/// a day of several windows below it is reported as none.
const CONTACT_SCORE: f64 = 1350.0;

/// Question 1: the age, in nine bands. The bands' limits are not documented; these are the usual ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "i8")]
pub(crate) enum Age {
    /// Below 10.
    BelowTen,
    /// 10 to 19.
    Tens,
    /// 20 to 29.
    Twenties,
    /// 30 to 39.
    Thirties,
    /// 40 to 49.
    Forties,
    /// 50 to 59.
    Fifties,
    /// 60 to 69.
    Sixties,
    /// 70 to 79.
    Seventies,
    /// 80 and above.
    EightyAndAbove,
    /// No answer.
    NoAnswer,
}

/// Question 2: the way to work or school, in three bands. Their limits are not documented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "i8")]
pub(crate) enum Commuting {
    /// On most days.
    MostDays,
    /// On some days.
    SomeDays,
    /// Hardly ever.
    HardlyEver,
    /// No answer.
    NoAnswer,
}

impl Age {
    /// The answers in Japanese, in their order.
    pub(crate) const LABELS: [&'static str; 10] = [
        "10歳未満",
        "10代",
        "20代",
        "30代",
        "40代",
        "50代",
        "60代",
        "70代",
        "80歳以上",
        "回答しない",
    ];

    /// The number of the answer, from 1; no answer has none.
    fn number(self) -> Option<u8> {
        match self {
            Self::NoAnswer => None,
            answer => Some(answer as u8 + 1),
        }
    }
}

impl Commuting {
    /// The answers in Japanese, in their order.
    pub(crate) const LABELS: [&'static str; 4] = ["ほとんど毎日", "ときどき", "ほとんどない", "回答しない"];

    /// As for [`Age`].
    fn number(self) -> Option<u8> {
        match self {
            Self::NoAnswer => None,
            answer => Some(answer as u8 + 1),
        }
    }
}

/// The number of no answer on the form.
const NO_ANSWER: i8 = -1;

/// The form has no such answer.
#[derive(Debug, Error)]
#[error("there is no answer {0}; they are numbered from 1, and {NO_ANSWER} is no answer")]
pub(crate) struct NoSuchAnswer(i8);

/// The answer of a number among those in the order of the form.
fn answer<T: Copy>(number: i8, answers: &[T], no_answer: T) -> Result<T, NoSuchAnswer> {
    if number == NO_ANSWER {
        return Ok(no_answer);
    }
    let index = usize::try_from(number)
        .ok()
        .and_then(|number| number.checked_sub(1));
    let answer = index.and_then(|index| answers.get(index));
    answer.copied().ok_or(NoSuchAnswer(number))
}

impl TryFrom<i8> for Age {
    type Error = NoSuchAnswer;

    fn try_from(number: i8) -> Result<Self, NoSuchAnswer> {
        let bands = [
            Self::BelowTen,
            Self::Tens,
            Self::Twenties,
            Self::Thirties,
            Self::Forties,
            Self::Fifties,
            Self::Sixties,
            Self::Seventies,
            Self::EightyAndAbove,
        ];
        answer(number, &bands, Self::NoAnswer)
    }
}

impl TryFrom<i8> for Commuting {
    type Error = NoSuchAnswer;

    fn try_from(number: i8) -> Result<Self, NoSuchAnswer> {
        let bands = [Self::MostDays, Self::SomeDays, Self::HardlyEver];
        answer(number, &bands, Self::NoAnswer)
    }
}

/// What is sent. What the user does not give is `null`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct SurveyContent {
    /// The age, numbered from 1.
    q1: Option<u8>,
    /// The commuting, numbered from 1.
    q2: Option<u8>,
    /// The start of use, in Unix seconds.
    start_date: Option<i64>,
    exposure_data: Option<ExposureData>,
}

/// The days on which the app judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ExposureData {
    daily_summaries: Vec<ReportedDay>,
}

/// A day, and whether it is reported as one with a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
struct ReportedDay {
    date_millis_since_epoch: i64,
    /// 1 or 0.
    exposure_detected: u8,
}

/// Of a stored daily summary, what the survey looks at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct DailyExposure {
    /// 00:00 UTC of the day, in Unix seconds.
    pub date: i64,
    /// The highest score of a window on it (`MaximumScore`).
    pub maximum_score: f64,
}

/// The exposure data of the stored daily summaries, in their order.
pub(crate) fn exposure_data(stored: impl IntoIterator<Item = DailyExposure>) -> ExposureData {
    let reported = |day: DailyExposure| ReportedDay {
        date_millis_since_epoch: day.date * 1000,
        exposure_detected: u8::from(day.maximum_score >= CONTACT_SCORE),
    };
    ExposureData {
        daily_summaries: stored
            .into_iter()
            .filter(|day| day.date >= FIRST_DAY)
            .map(reported)
            .collect(),
    }
}

impl SurveyContent {
    /// The answers. Start of use and exposure data are `None` unless the user gives them.
    pub(crate) fn new(
        age: Age,
        commuting: Commuting,
        start_of_use: Option<Timestamp>,
        exposure_data: Option<ExposureData>,
    ) -> Self {
        Self {
            q1: age.number(),
            q2: commuting.number(),
            start_date: start_of_use.map(Timestamp::as_second),
            exposure_data,
        }
    }
}

/// The body of `PUT /api/v1/event_log` (COCOA v3.0.0 `V1EventLogRequest`).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EventLogRequest<'a> {
    /// A random identifier, the same when the same request is sent again.
    pub idempotency_key: String,
    /// The operating system, as in the other requests.
    pub platform: &'a str,
    /// COCOA's identifier in the stores.
    pub app_package_name: &'a str,
    /// What vouches for the phone.
    pub device_verification_payload: String,
    /// The events.
    pub event_logs: Vec<EventLog>,
}

impl EventLogRequest<'_> {
    /// What an attestation of the phone covers (COCOA v3.0.0 `DeviceVerifierUtils`).
    pub(crate) fn covered_text(&self) -> serde_json::Result<String> {
        let events: Vec<String> = self
            .event_logs
            .iter()
            .map(EventLog::covered_text)
            .collect::<Result<_, _>>()?;
        let key = &self.idempotency_key;
        Ok(format!("{key}|{}|{}", self.app_package_name, events.join(",")))
    }
}

/// An event. The survey is the only one that 3.0.0 sends.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EventLog {
    has_consent: bool,
    /// In Unix seconds.
    epoch: i64,
    #[serde(rename = "type")]
    event_type: &'static str,
    subtype: &'static str,
    content: SurveyContent,
}

impl EventLog {
    /// The event in one line, its consent as .NET writes it.
    fn covered_text(&self) -> serde_json::Result<String> {
        let agreed = if self.has_consent { "True" } else { "False" };
        let content = serde_json::to_string(&self.content)?;
        let Self {
            epoch,
            event_type,
            subtype,
            ..
        } = self;
        Ok(format!("{agreed}.{epoch}.{event_type}.{subtype}.{content}"))
    }

    /// The survey, answered and therefore consented to.
    pub(crate) fn survey(content: SurveyContent, now: Timestamp) -> Self {
        Self {
            has_consent: true,
            epoch: now.as_second(),
            event_type: "survey",
            subtype: "survey",
            content,
        }
    }
}
