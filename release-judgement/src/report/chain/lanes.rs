//! Who takes part in a scenario: a lane each.

use std::collections::BTreeSet;

use evidence::ScenarioResult;

use crate::names::phone_and_platform;

pub(super) const HERSYS: &str = "HER-SYS";
pub(super) const SERVER: &str = "通知サーバー";

/// The lanes, from left to right: the two servers, then the phones by name.
pub(super) struct Lanes {
    names: Vec<String>,
    /// The operating systems of those that have one.
    platforms: Vec<Option<&'static str>>,
}

impl Lanes {
    /// Everyone whom the chain, the parameters or the place of the break name.
    pub(super) fn of(result: &ScenarioResult) -> Self {
        let of_chain = result.chain.iter().map(|event| event.subject.as_str());
        let of_parameters = result.parameters.iter().map(|used| used.device.as_str());
        let of_screens = result.screens.iter().map(|screen| screen.device.as_str());
        let broken = result
            .broke_at
            .iter()
            .filter_map(|broke_at| phone_of(&broke_at.subject));
        let phones: BTreeSet<&str> = of_chain
            .chain(of_parameters)
            .chain(of_screens)
            .chain(broken)
            .filter(|name| *name != HERSYS && *name != SERVER)
            .collect();
        let names: Vec<String> = [HERSYS, SERVER]
            .into_iter()
            .chain(phones)
            .map(str::to_owned)
            .collect();
        let platforms = names.iter().map(|name| platform_of(result, name)).collect();
        Self { names, platforms }
    }

    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The operating system of a lane, where it is a phone's and known.
    pub(super) fn platform(&self, lane: usize) -> Option<&'static str> {
        self.platforms.get(lane).copied().flatten()
    }

    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name)
    }

    /// The lane of whose a break was: a phone's name may come with its operating system.
    pub(super) fn of_subject(&self, subject: &str) -> usize {
        let name = phone_of(subject).unwrap_or(subject);
        let server = self.position(SERVER).unwrap_or_default();
        self.position(name).unwrap_or(server)
    }

    /// The only other phone, where there are two.
    pub(super) fn other_phone(&self, lane: usize) -> Option<usize> {
        match self.names.len() {
            4 if lane >= 2 => Some(5 - lane),
            _ => None,
        }
    }
}

/// The phone's name, where a subject comes with its operating system.
pub(super) fn phone_of(subject: &str) -> Option<&str> {
    phone_and_platform(subject).map(|(name, _)| name)
}

fn platform_of(result: &ScenarioResult, name: &str) -> Option<&'static str> {
    let used = result.parameters.iter().find(|used| used.device == name);
    let drawn = result.screens.iter().find(|screen| screen.device == name);
    let broken = result.broke_at.as_ref().and_then(|broke_at| {
        let (phone, platform) = phone_and_platform(&broke_at.subject)?;
        (phone == name).then_some(platform)
    });
    used.map(|used| used.platform.name())
        .or_else(|| drawn.map(|screen| screen.platform.name()))
        .or_else(|| ["iOS", "Android"].into_iter().find(|known| broken == Some(known)))
}
