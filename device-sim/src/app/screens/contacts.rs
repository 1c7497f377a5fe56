//! Whether there was a contact, and the list of contacts.

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::guidance::GuidanceForm;
use super::{BACK_TO_HOME, Screen};

const TITLE: &str = "過去14日間の接触";
const LIST_TITLE: &str = "過去14日間の接触一覧";
const SEE_LIST: &str = "接触の一覧を見る";

/// The word with which contacts are counted in the list (COCOA `AppResources.ja.resx`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CountUnit {
    /// 件: up to 1.1.1.
    Ken,
    /// 個: from 1.1.2.
    Ko,
}

impl CountUnit {
    fn word(self) -> &'static str {
        match self {
            Self::Ken => "件",
            Self::Ko => "個",
        }
    }
}

/// Days that 2.x judges to be of high risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HighRiskDays {
    /// How many, at least 1.
    pub days: usize,
    /// How long the contacts of these days lasted together, in minutes.
    pub minutes: u64,
    /// The UTC date of the oldest daily summary that is displayed, even one of low risk: from here on 2.x judged.
    pub oldest_summary: Date,
}

/// Contacts that a phone brought along from 1.x.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LegacyContacts {
    /// How many, at least 1.
    pub count: usize,
    /// The UTC date of the newest.
    pub newest: Date,
}

/// What the result page of 2.x is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ContactsV2 {
    /// Only what 2.x judged.
    HighRisk(HighRiskDays),
    /// Only what 1.x left.
    Legacy(LegacyContacts),
    /// Both.
    Mixed(LegacyContacts, HighRiskDays),
}

/// A row of the list of 2.x. Its date is a UTC day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExposureRow {
    /// A day that 2.x judged.
    Minutes {
        /// The day.
        date: Date,
        /// How long the contacts lasted together, in seconds.
        seconds: u64,
    },
    /// A day with contacts from 1.x.
    Count {
        /// The day.
        date: Date,
        /// How many.
        count: usize,
    },
}

impl ExposureRow {
    fn date(&self) -> Date {
        match *self {
            Self::Minutes { date, .. } | Self::Count { date, .. } => date,
        }
    }
}

/// The result page of 1.x when there are contacts.
pub(crate) fn contacts(count: usize, form: GuidanceForm) -> Screen {
    page_with(vec![counted(count)], form)
}

/// The result page of 2.x when there are contacts. With both kinds, a heading before each says which days it is about
/// (COCOA v2.0.0 `ContactedNotifyPageViewModel`).
pub(crate) fn contacts_v2(contacts: ContactsV2) -> Screen {
    let texts = match contacts {
        ContactsV2::HighRisk(high) => timed(high),
        ContactsV2::Legacy(legacy) => vec![counted(legacy.count)],
        ContactsV2::Mixed(legacy, high) => {
            let mut texts = vec![
                format!("{}までの記録", legacy.newest),
                counted(legacy.count),
                format!("{}からの記録", high.oldest_summary),
            ];
            texts.extend(timed(high));
            texts
        }
    };
    page_with(texts, GuidanceForm::ConsultationDesk)
}

fn counted(count: usize) -> String {
    format!("陽性登録者との接触　{count}件")
}

fn timed(high: HighRiskDays) -> Vec<String> {
    vec![
        format!("陽性登録者との接触があった日　{}日", high.days),
        format!("接触の時間の合計　{}分", high.minutes),
    ]
}

fn page_with(mut texts: Vec<String>, form: GuidanceForm) -> Screen {
    texts.extend(form.invitation().into_iter().map(str::to_owned));
    let mut actions = vec![SEE_LIST];
    actions.extend(form.buttons());
    Screen {
        title: TITLE,
        texts,
        actions,
    }
}

/// The result page of 1.x when there are none.
pub(crate) fn no_contact() -> Screen {
    Screen::new(
        TITLE,
        &["陽性登録者との接触は確認されていません。"],
        &[BACK_TO_HOME],
    )
}

/// The exposure-check page, which 2.x shows when there are none. Its part on days of low risk exists in the code and is
/// never shown (COCOA v2.0.0 and v2.0.1 `ExposureCheckPageViewModel`). With `export`, the user can save the data as
/// JSON (2.0.1).
pub(crate) fn exposure_check(export: bool) -> Screen {
    let mut screen = Screen::new(
        "接触の確認結果",
        &["過去14日間に、陽性登録者との接触は確認されていません。"],
        &[BACK_TO_HOME],
    );
    if export {
        screen.actions.insert(0, "接触のデータを保存する");
    }
    screen
}

/// The list of 1.x, one row per date in the order given.
pub(crate) fn exposure_list(rows: &[(Date, usize)], unit: CountUnit) -> Screen {
    list(
        rows.iter()
            .map(|(date, count)| format!("{date}　{count}{}の接触", unit.word())),
    )
}

/// The list of 2.x: newest first; the UTC day as it is written on the phone's clock, in Japan from nine to nine; whole
/// minutes, rounded up (COCOA v2.0.1 `IExposureDataRepository`, `ConvertToTerm`).
pub(crate) fn exposure_list_v2(rows: &[ExposureRow], zone: &TimeZone) -> Screen {
    let mut rows = rows.to_vec();
    rows.sort_by_key(|row| std::cmp::Reverse(row.date()));
    list(rows.iter().map(|row| {
        let term = term(row.date(), zone);
        match *row {
            ExposureRow::Minutes { seconds, .. } => format!("{term}　{}分間の接触", seconds.div_ceil(60)),
            ExposureRow::Count { count, .. } => format!("{term}　{count}{}の接触", CountUnit::Ko.word()),
        }
    }))
}

fn list(rows: impl Iterator<Item = String>) -> Screen {
    let mut texts = vec!["次の日に、陽性登録者との接触が確認されました。".to_owned()];
    texts.extend(rows);
    Screen {
        title: LIST_TITLE,
        texts,
        actions: vec!["戻る"],
    }
}

fn term(date: Date, zone: &TimeZone) -> String {
    let midnight = |date: Date| {
        let midnight = date.to_zoned(TimeZone::UTC).ok()?;
        Some(
            midnight
                .with_time_zone(zone.clone())
                .strftime("%Y-%m-%d %H:%M")
                .to_string(),
        )
    };
    let (from, to) = (midnight(date), midnight(date.saturating_add(1.day())));
    // Only the ends of jiff's calendar have no such moment.
    from.zip(to)
        .map_or_else(|| date.to_string(), |(from, to)| format!("{from} ～ {to}"))
}
