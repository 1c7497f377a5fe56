//! What the operating system answers and a release makes of it: the real computation, and the columns of the table of
//! releases. Nothing is decided here a second time.

use exposure_notification::v1::{self, Evaluation};
use exposure_notification::v2::{
    self, ExposureWindow, RiskCalculationConfiguration, RiskLevel, daily_summaries, exposure_windows,
};
use exposure_notification::{MatchedKey, Platform, UnpublishedBehaviour};
use jiff::Timestamp;

use crate::app::Release;
use crate::app::behaviour::{Api, EqualWindows, FallbackConfiguration, OwnNotification};
use crate::app::check::exposure_data::{ExposureData, News};

/// With which parameters, through which version of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Era {
    /// Version 1, as served up to 2022-04-06: minimum 21, transmission 7 for every level (報告書 2(4)②).
    V1,
    /// Version 1 for phones that stayed on it, as served from 2022-04-07 on: transmission 0, 0, then 7, to mute
    /// outdated keys (COCOA v2.0.0 `Configration.json`).
    V1From2022,
    /// Version 2 (COCOA v2.0.0 `configuration.json`, `risk_calculation_configuration.json`).
    V2,
}

impl Era {
    fn v1_configuration(self) -> v1::ExposureConfiguration {
        // What was served from 1.1.4 on is what was compiled into it (報告書 2(4)②).
        let until_2022 = FallbackConfiguration::MinimumTwentyOne.configuration();
        match self {
            Self::V1From2022 => v1::ExposureConfiguration {
                transmission_risk_scores: [0, 0, 7, 7, 7, 7, 7, 7],
                ..until_2022
            },
            Self::V1 | Self::V2 => until_2022,
        }
    }
}

/// What the operating system tells of one check.
#[derive(Debug)]
pub(super) enum Answer {
    /// Summary and details.
    V1 { evaluation: Evaluation, minimum: u32 },
    /// What the app has then stored, all of it new, and the rule by which it rates days.
    V2 {
        data: ExposureData,
        news: News,
        risk: RiskCalculationConfiguration,
    },
}

/// What the user notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Outcome {
    /// A push notification.
    pub notified: bool,
    /// How many entries the app's list has: contacts in version 1 of the API, days in version 2.
    pub listed: usize,
}

/// The operating systems, with parameters, and with settings of what nobody published.
#[derive(Debug, Clone)]
pub(super) struct Judge {
    platform: Platform,
    era: Era,
    v1: v1::ExposureConfiguration,
    v2: v2::Parameters,
    unpublished: UnpublishedBehaviour,
}

impl Judge {
    pub(super) fn new(platform: Platform, era: Era) -> Self {
        Self {
            platform,
            era,
            v1: era.v1_configuration(),
            v2: v2::Parameters::cocoa_default(),
            unpublished: UnpublishedBehaviour::default(),
        }
    }

    pub(super) fn with(self, unpublished: UnpublishedBehaviour) -> Self {
        Self { unpublished, ..self }
    }

    pub(super) fn answer(&self, matched: &[MatchedKey], now: Timestamp) -> Answer {
        let now = now.as_second();
        if self.era != Era::V2 {
            return Answer::V1 {
                evaluation: v1::evaluate(self.platform, &self.v1, matched, now, &self.unpublished),
                minimum: u32::from(self.v1.minimum_risk_score),
            };
        }
        let configuration = &self.v2.exposure_configuration;
        let windows = exposure_windows(self.platform, configuration, matched, &self.unpublished);
        let summaries = daily_summaries(self.platform, configuration, &windows, now, &self.unpublished);
        let mut data = ExposureData::default();
        let news = data.take_in(EqualWindows::CountOnce, summaries, windows);
        Answer::V2 {
            data,
            news,
            risk: self.v2.risk_calculation.clone(),
        }
    }
}

impl Answer {
    /// What the user of a release notices; the app's notification of 1.0.0 is off unless the user switched it on, and
    /// never comes alone.
    pub(super) fn outcome(&self, release: &Release, now: Timestamp) -> Outcome {
        match self {
            _ if release.api == Api::None => Outcome::default(),
            Self::V1 { evaluation, minimum } => {
                // Asking for the details makes the operating system notify.
                let asks = release.details.is_met(&evaluation.summary, *minimum);
                let is_listed = |exposure: &&v1::ExposureInformation| {
                    release.kept.keeps(exposure, *minimum) && release.display.shows(exposure.date, now)
                };
                Outcome {
                    notified: asks,
                    listed: usize::from(asks) * evaluation.information.iter().filter(is_listed).count(),
                }
            }
            Self::V2 { data, news, risk } => {
                let is_high = |summary: &v2::DailySummary, windows: &[ExposureWindow]| {
                    risk.risk_level(summary, windows) == RiskLevel::High
                };
                let high_news = news.summaries.iter().any(|summary| {
                    let windows: Vec<_> = news.windows_of(summary.date).cloned().collect();
                    release.rated_days.rates(summary, now) && is_high(summary, &windows)
                });
                let is_listed = |summary: &&v2::DailySummary| {
                    release.display.shows(summary.date, now)
                        && is_high(summary, &data.windows_of(summary.date))
                };
                Outcome {
                    notified: release.own_notification == OwnNotification::NewHighRiskDay && high_news,
                    listed: data.summaries().filter(is_listed).count(),
                }
            }
        }
    }
}
