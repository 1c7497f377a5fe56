//! The name of a requirement: a phase and a number, `ウ1`.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The phases that must all work for a notification to arrive (報告書 4(1)①), and the judgement of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Phase {
    /// HER-SYS handles the processing number.
    #[serde(rename = "ア")]
    ProcessingNumber,
    /// The positive person's data is registered on the notification server.
    #[serde(rename = "イ")]
    Registration,
    /// The needed data is fetched, and close contact is judged.
    #[serde(rename = "ウ")]
    CloseContact,
    /// The result is notified and displayed.
    #[serde(rename = "エ")]
    Notification,
    /// The judgement of a release.
    #[serde(rename = "判")]
    ReleaseJudgement,
}

impl Phase {
    /// The phases of the chain, in its order.
    pub const CHAIN: [Self; 4] = [
        Self::ProcessingNumber,
        Self::Registration,
        Self::CloseContact,
        Self::Notification,
    ];

    /// Every phase, in the order of tables.
    pub const ALL: [Self; 5] = [
        Self::ProcessingNumber,
        Self::Registration,
        Self::CloseContact,
        Self::Notification,
        Self::ReleaseJudgement,
    ];

    /// The letter in requirement names and records.
    pub fn letter(self) -> char {
        match self {
            Self::ProcessingNumber => 'ア',
            Self::Registration => 'イ',
            Self::CloseContact => 'ウ',
            Self::Notification => 'エ',
            Self::ReleaseJudgement => '判',
        }
    }

    /// What the phase is called in reports.
    pub fn title(self) -> &'static str {
        match self {
            Self::ProcessingNumber => "処理番号",
            Self::Registration => "陽性登録",
            Self::CloseContact => "取得と判定",
            Self::Notification => "通知と表示",
            Self::ReleaseJudgement => "リリース判定",
        }
    }
}

/// The name of a requirement. The order is that of phases, then of numbers (`ウ2` before `ウ10`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
pub struct RequirementId {
    phase: Phase,
    number: u16,
}

impl RequirementId {
    /// The phase it belongs to.
    pub fn phase(self) -> Phase {
        self.phase
    }
}

/// A text that names no requirement.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` names no requirement; write one of ア, イ, ウ, エ, 判 and a number from 1, as in ウ1")]
pub struct MalformedRequirementId(String);

impl FromStr for RequirementId {
    type Err = MalformedRequirementId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let malformed = || MalformedRequirementId(text.to_owned());
        let mut letters = text.chars();
        let letter = letters.next().ok_or_else(malformed)?;
        let phase = Phase::ALL
            .into_iter()
            .find(|phase| phase.letter() == letter)
            .ok_or_else(malformed)?;
        let digits = letters.as_str();
        let number = digits.parse().map_err(|_| malformed())?;
        let id = Self { phase, number };
        // One requirement, one spelling: `ウ01` would escape the search for duplicates.
        if number == 0 || id.to_string() != text {
            return Err(malformed());
        }
        Ok(id)
    }
}

impl fmt::Display for RequirementId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.phase.letter(), self.number)
    }
}

impl TryFrom<String> for RequirementId {
    type Error = MalformedRequirementId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<RequirementId> for String {
    fn from(id: RequirementId) -> Self {
        id.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirements_are_ordered_by_phase_and_by_number() {
        let mut ids: Vec<RequirementId> = ["判1", "ウ10", "エ1", "ウ2", "ア11"]
            .iter()
            .map(|id| id.parse().unwrap())
            .collect();
        ids.sort();
        let names: Vec<String> = ids.iter().map(ToString::to_string).collect();
        assert_eq!(names, ["ア11", "ウ2", "ウ10", "エ1", "判1"]);
    }

    #[test]
    fn other_spellings_name_no_requirement() {
        for text in ["", "ウ", "ウ0", "ウ01", "ウ+1", "オ1", "u1", "ウ1 ", "ウ１"] {
            assert!(text.parse::<RequirementId>().is_err(), "{text}");
        }
    }
}
