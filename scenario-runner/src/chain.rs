//! The chain in the words of the report (報告書 2(3)), and the place where it broke.

use evidence::{ChainBreak, ChainEvent as RecordedEvent};
use testbed::journal::{ChainEvent, ChainPlace};

/// A check that did not hold: where in the chain it looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unmet {
    /// The last place that the check is about.
    pub(crate) place: ChainPlace,
    /// The phone it is about, or none for the servers.
    pub(crate) phone: Option<String>,
    /// Whether the chain was expected to get there (`true`) or to end before (`false`).
    pub(crate) expected: bool,
    /// What was seen at the place itself, where that is what is wrong, wherever the chain got to.
    pub(crate) seen: Option<String>,
}

/// The phase and the name of a place.
pub(crate) fn phase_and_name(place: ChainPlace) -> (&'static str, &'static str) {
    match place {
        ChainPlace::ContactRecorded => ("ウ", "接触の記録"),
        ChainPlace::NumberIssued => ("ア", "処理番号の発行"),
        ChainPlace::NumberDelivered => ("ア", "処理番号の送付"),
        ChainPlace::RegistrationSubmitted => ("イ", "日次鍵の送信"),
        ChainPlace::NumberVerified => ("ア", "処理番号の照会"),
        ChainPlace::KeysRegistered => ("イ", "日次鍵の登録"),
        ChainPlace::ExportPublished => ("イ", "配布ファイルの公開"),
        ChainPlace::FilesDownloaded => ("ウ", "配布ファイルの取得"),
        ChainPlace::FilesAccepted => ("ウ", "配布ファイルの検証"),
        ChainPlace::KeysMatched => ("ウ", "接触符号の突合"),
        ChainPlace::RiskScored => ("ウ", "リスク値の計算"),
        ChainPlace::CloseContactJudged => ("ウ", "濃厚接触の判定"),
        ChainPlace::NotificationShown => ("エ", "通知の表示"),
        ChainPlace::ContactDisplayed => ("エ", "接触一覧の表示"),
    }
}

/// An event as it stands in the record.
pub(crate) fn recorded(event: &ChainEvent) -> RecordedEvent {
    let (phase, place) = phase_and_name(event.place);
    RecordedEvent {
        at: event.at,
        phase: phase.to_owned(),
        place: place.to_owned(),
        subject: event.subject.clone(),
        passed: event.passed,
        detail: event.detail.clone(),
    }
}

/// Finds the place where the chain broke.
///
/// When the chain was expected to get to a place, it broke at the first place that nothing passed. When it was
/// expected to end before, it broke at the place itself: that is where something passed that should not have.
pub(crate) fn find_break(unmet: &Unmet, events: &[ChainEvent], label: impl Fn(&str) -> String) -> ChainBreak {
    if let Some(seen) = &unmet.seen {
        let (phase, name) = phase_and_name(unmet.place);
        return ChainBreak {
            phase: phase.to_owned(),
            place: name.to_owned(),
            subject: unmet
                .phone
                .as_deref()
                .map_or_else(|| "サーバー".to_owned(), label),
            detail: seen.clone(),
        };
    }
    let place = if unmet.expected {
        first_not_passed(unmet, events)
    } else {
        unmet.place
    };
    let here = events
        .iter()
        .rev()
        .filter(|event| event.place == place && concerns(unmet, event));
    let event = here
        .clone()
        .find(|event| event.passed != unmet.expected)
        .or_else(|| here.clone().next());
    let (phase, name) = phase_and_name(place);
    let subject = match (&unmet.phone, is_on_phone(place)) {
        (Some(phone), true) => label(phone),
        _ => event.map_or_else(|| "サーバー".to_owned(), |event| event.subject.clone()),
    };
    let detail = event.map_or_else(
        || "ここまで届いた記録がない".to_owned(),
        |event| event.detail.clone(),
    );
    ChainBreak {
        phase: phase.to_owned(),
        place: name.to_owned(),
        subject,
        detail,
    }
}

fn first_not_passed(unmet: &Unmet, events: &[ChainEvent]) -> ChainPlace {
    let passed = |place: ChainPlace| {
        events
            .iter()
            .any(|event| event.place == place && event.passed && concerns(unmet, event))
    };
    let counts = |place: &ChainPlace| match place {
        // The list is read from the app, whether or not a notification appeared.
        ChainPlace::NotificationShown => unmet.place == ChainPlace::NotificationShown,
        // A check on a server knows no phone whose contact would matter.
        place => unmet.phone.is_some() || !is_on_receiving_phone(*place),
    };
    ChainPlace::ALL
        .into_iter()
        .filter(counts)
        .take_while(|place| *place <= unmet.place)
        .find(|place| !passed(*place))
        .unwrap_or(unmet.place)
}

/// Whether an event says something about the phone of the check. What happens upstream happens for every phone.
fn concerns(unmet: &Unmet, event: &ChainEvent) -> bool {
    match &unmet.phone {
        Some(phone) if is_on_receiving_phone(event.place) => event.subject == *phone,
        _ => true,
    }
}

fn is_on_receiving_phone(place: ChainPlace) -> bool {
    place == ChainPlace::ContactRecorded || place >= ChainPlace::FilesDownloaded
}

fn is_on_phone(place: ChainPlace) -> bool {
    is_on_receiving_phone(place) || place == ChainPlace::RegistrationSubmitted
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn event(place: ChainPlace, subject: &str, passed: bool) -> ChainEvent {
        ChainEvent {
            at: Timestamp::UNIX_EPOCH,
            place,
            subject: subject.to_owned(),
            passed,
            detail: format!("{subject} {place:?}"),
        }
    }

    /// A chain in which everything passed for phone B up to and including the place.
    fn passed_until(last: ChainPlace) -> Vec<ChainEvent> {
        ChainPlace::ALL
            .into_iter()
            .take_while(|place| *place <= last)
            .map(|place| event(place, "B", true))
            .collect()
    }

    fn expected(place: ChainPlace) -> Unmet {
        Unmet {
            place,
            phone: Some("B".to_owned()),
            expected: true,
            seen: None,
        }
    }

    #[test]
    fn the_chain_breaks_at_the_first_place_that_nothing_passed() {
        let mut events = passed_until(ChainPlace::RiskScored);
        events.push(event(ChainPlace::CloseContactJudged, "B", false));
        let found = find_break(&expected(ChainPlace::NotificationShown), &events, str::to_owned);
        assert_eq!(
            (found.phase.as_str(), found.place.as_str()),
            ("ウ", "濃厚接触の判定")
        );
        assert_eq!(found.detail, "B CloseContactJudged");
    }

    #[test]
    fn what_another_phone_passed_does_not_count() {
        let mut events = passed_until(ChainPlace::KeysMatched);
        events.push(event(ChainPlace::RiskScored, "C", true));
        let found = find_break(&expected(ChainPlace::NotificationShown), &events, str::to_owned);
        assert_eq!(found.place, "リスク値の計算");
        assert_eq!(found.subject, "B");
    }

    #[test]
    fn a_notification_that_should_not_be_breaks_where_it_was_decided() {
        let events = passed_until(ChainPlace::NotificationShown);
        let unmet = Unmet {
            place: ChainPlace::CloseContactJudged,
            phone: Some("B".to_owned()),
            expected: false,
            seen: None,
        };
        let found = find_break(&unmet, &events, str::to_owned);
        assert_eq!(found.place, "濃厚接触の判定");
        assert_eq!(found.detail, "B CloseContactJudged");
    }

    #[test]
    fn a_list_is_not_blamed_on_a_notification() {
        let mut events = passed_until(ChainPlace::CloseContactJudged);
        events.push(event(ChainPlace::NotificationShown, "B", false));
        let found = find_break(&expected(ChainPlace::ContactDisplayed), &events, str::to_owned);
        assert_eq!(found.place, "接触一覧の表示");
    }

    #[test]
    fn a_check_on_a_server_looks_at_servers_alone() {
        let events = [event(ChainPlace::NumberIssued, "HER-SYS", true)];
        let unmet = Unmet {
            place: ChainPlace::NumberDelivered,
            phone: None,
            expected: true,
            seen: None,
        };
        assert_eq!(find_break(&unmet, &events, str::to_owned).place, "処理番号の送付");
    }
}
