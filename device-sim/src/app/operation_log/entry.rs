//! What may be written.
//!
//! An entry holds numbers and choices, never a text and never bytes: a key, a processing number, a name, a telephone
//! number, an address of mail or network, a position or a host name has no place to stand in. COCOA also wrote the
//! addresses from which it downloaded; ours leave them out, because those of a test environment are those of this
//! machine.

use exposure_notification::v1::{ExposureInformation, ExposureSummary};

/// One thing that the app did.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Entry {
    /// The app started.
    AppStarted,
    /// A server was called and answered.
    Answered {
        /// What for.
        call: Call,
        /// The HTTP status.
        status: u16,
    },
    /// A server was called and did not answer.
    NotAnswered {
        /// What for.
        call: Call,
    },
    /// An item of `list.json` is new.
    NewFile {
        /// Its `created`.
        created: i64,
    },
    /// `list.json` holds nothing new.
    NothingNew,
    /// The operating system says whether it records.
    ExposureNotificationStatus {
        /// Whether Exposure Notification is on.
        enabled: bool,
        /// Whether it works, Bluetooth and location included.
        active: bool,
    },
    /// The operating system refused a call.
    Refused {
        /// The number of its error.
        code: i32,
    },
    /// EN v1: the summary of a check.
    Summary(ExposureSummary),
    /// EN v1: one exposure.
    Exposure(ExposureInformation),
    /// EN v2: the windows of a check.
    Windows {
        /// How many.
        count: usize,
    },
    /// EN v2: the summary of a day.
    DailySummary {
        /// 00:00 UTC of the day, in Unix seconds.
        date: i64,
        /// The highest score of a window.
        maximum_score: f64,
        /// The scores of all windows together.
        score_sum: f64,
    },
    /// The app posted its own notification.
    NotificationPosted,
    /// Whether what was typed has the form of a processing number.
    NumberChecked {
        /// Whether it has.
        valid: bool,
    },
    /// The operating system gave out keys, and the release chose among them.
    KeysSelected {
        /// How many were given out.
        given: usize,
        /// How many are sent.
        selected: usize,
    },
    /// A key that is sent, without its bytes (COCOA v1.2.1 `ExposureNotificationHandler`).
    KeySent {
        /// The interval in which it begins.
        rolling_start: u32,
        /// For how many intervals it is valid.
        rolling_period: u32,
        /// The level on it, where the release sends one.
        transmission_risk: Option<u8>,
    },
    /// What vouches for the phone (from 1.2.2).
    DeviceVerification {
        /// Whether it is empty.
        empty: bool,
    },
}

/// What a server is called for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    /// To register the user.
    Register,
    /// For the list of files.
    List,
    /// For a file.
    File,
    /// For the risk parameters.
    Configuration,
    /// To submit keys.
    Submit,
    /// For the place where this log goes.
    InquiryLog,
}

impl Call {
    fn method(self) -> &'static str {
        match self {
            Self::Register => "PostRegisterUser",
            Self::List => "GetDiagnosisKeysList",
            Self::File => "DownloadDiagnosisKeys",
            Self::Configuration => "GetExposureConfiguration",
            Self::Submit => "PutDiagnosisKeys",
            Self::InquiryLog => "GetLogStorageSas",
        }
    }
}

impl Entry {
    /// `Info` or `Error`; released builds write no other level.
    pub(super) fn level(&self) -> &'static str {
        match self {
            Self::NotAnswered { .. } | Self::Refused { .. } => "Error",
            Self::Answered { status, .. } if *status >= 400 => "Error",
            _ => "Info",
        }
    }

    /// Where in the app it happened.
    pub(super) fn method(&self) -> &'static str {
        match self {
            Self::AppStarted => "OnInitialized",
            Self::Answered { call, .. } | Self::NotAnswered { call } => call.method(),
            Self::NewFile { .. } | Self::NothingNew => "FetchExposureKeys",
            Self::ExposureNotificationStatus { .. } => "GetExposureNotificationStatus",
            Self::Refused { .. } | Self::Summary(_) | Self::Exposure(_) => "ExposureDetected",
            Self::Windows { .. } | Self::DailySummary { .. } => "ExposureDetectedWithWindows",
            Self::NotificationPosted => "ShowExposureNotification",
            Self::NumberChecked { .. } => "RegisterDiagnosis",
            Self::KeysSelected { .. } | Self::KeySent { .. } => "UploadSelfExposureKeys",
            Self::DeviceVerification { .. } => "VerifyDevice",
        }
    }

    /// What happened, in words and numbers.
    pub(super) fn message(&self) -> String {
        match self {
            Self::AppStarted => "App started".to_owned(),
            Self::Answered { status, .. } => format!("Status: {status}"),
            Self::NotAnswered { .. } => "No answer".to_owned(),
            Self::NewFile { created } => format!("New file, created: {created}"),
            Self::NothingNew => "Nothing new".to_owned(),
            Self::ExposureNotificationStatus { enabled, active } => {
                format!("Enabled: {enabled}, active: {active}")
            }
            Self::Refused { code } => format!("Exposure Notification error: {code}"),
            Self::Summary(summary) => format!(
                "Matched keys: {}, days since last exposure: {}, maximum risk score: {}, summation risk score: {}",
                summary.matched_key_count,
                summary.days_since_last_exposure,
                summary.maximum_risk_score,
                summary.summation_risk_score
            ),
            Self::Exposure(exposure) => format!(
                "Exposure timestamp: {}, duration: {}, attenuation: {}, total risk score: {}, transmission risk \
                 level: {}",
                exposure.date,
                exposure.duration_minutes,
                exposure.attenuation_value,
                exposure.total_risk_score,
                exposure.transmission_risk_level
            ),
            Self::Windows { count } => format!("Exposure windows: {count}"),
            Self::DailySummary {
                date,
                maximum_score,
                score_sum,
            } => format!("Daily summary of {date}, maximum score: {maximum_score}, score sum: {score_sum}"),
            Self::NotificationPosted => "Notification posted".to_owned(),
            Self::NumberChecked { valid } => format!("Number has the right form: {valid}"),
            Self::KeysSelected { given, selected } => format!("Keys given: {given}, selected: {selected}"),
            Self::KeySent {
                rolling_start,
                rolling_period,
                transmission_risk,
            } => {
                let risk =
                    transmission_risk.map_or_else(String::new, |risk| format!(", transmission risk: {risk}"));
                format!("Key, rolling start: {rolling_start}, rolling period: {rolling_period}{risk}")
            }
            Self::DeviceVerification { empty } => format!("Payload is empty: {empty}"),
        }
    }
}
