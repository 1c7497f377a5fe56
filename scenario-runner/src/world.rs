//! What a running scenario knows: the environment, the people in it, and the first check that did not hold.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use cucumber::codegen::{StepConstructor as _, WorldInventory, inventory};
use cucumber::step::Collection;
use exposure_notification::Platform;
use jiff::Timestamp;
use testbed::journal::ChainPlace;
use thiserror::Error;

use crate::chain::Unmet;
use crate::environment::phones::Registration;
use crate::environment::{Environment, PartError};
use crate::release::Release;

/// The state of one scenario.
#[derive(Debug, cucumber::World)]
#[world(init = Self::without_environment)]
pub(crate) struct World {
    pub(crate) environment: Environment,
    /// What is judged.
    pub(crate) release: Release,
    people: BTreeMap<String, Person>,
    /// When the last contact began.
    pub(crate) last_contact: Option<Timestamp>,
    /// The status that the last submission without an app was answered with.
    pub(crate) last_submission: Option<u16>,
    /// Why a part did not start that was given something of production.
    pub(crate) refused_start: Option<String>,
    /// The check that did not hold, if one did not.
    pub(crate) unmet: Option<Unmet>,
}

/// A person of the scenario, known by a letter.
#[derive(Debug, Default)]
pub(crate) struct Person {
    /// The operating system of the phone, if the person has one.
    pub(crate) platform: Option<Platform>,
    /// The case in HER-SYS.
    pub(crate) case_id: Option<String>,
    /// Where HER-SYS sends messages to.
    pub(crate) address: Option<String>,
    /// Whether the store does not offer the app to the person's phone.
    pub(crate) refused_by_store: bool,
    /// What came of every registration, the last one at the end.
    pub(crate) registrations: Vec<Registration>,
}

/// Why a step did not pass.
#[derive(Debug, Error)]
pub(crate) enum StepError {
    /// A check does not hold; the world's `unmet` says where in the chain.
    #[error("{0}")]
    Unmet(String),
    /// The harness could not do what the step says.
    #[error("{0}")]
    Harness(String),
}

impl From<PartError> for StepError {
    fn from(error: PartError) -> Self {
        Self::Harness(error.to_string())
    }
}

/// What a step gives.
pub(crate) type StepResult = Result<(), StepError>;

impl World {
    pub(crate) fn new(environment: Environment, release: &Release) -> Self {
        Self {
            environment,
            release: release.clone(),
            people: BTreeMap::new(),
            last_contact: None,
            last_submission: None,
            refused_start: None,
            unmet: None,
        }
    }

    /// The step macros ask for a world out of nothing; a scenario's world is made with its environment.
    #[expect(clippy::unused_async, reason = "the signature is cucumber's")]
    async fn without_environment() -> Result<Self, StepError> {
        Err(StepError::Harness(
            "a world is made with its environment".to_owned(),
        ))
    }

    /// Every step definition.
    pub(crate) fn definitions() -> &'static Collection<Self> {
        static DEFINITIONS: LazyLock<Collection<World>> =
            LazyLock::new(<World as cucumber::World>::collection);
        &DEFINITIONS
    }

    /// The person with that letter, known from now on.
    pub(crate) fn person(&mut self, name: &str) -> &mut Person {
        self.people.entry(name.to_owned()).or_default()
    }

    /// Everybody who has a phone.
    pub(crate) fn phone_owners(&self) -> Vec<(String, Platform)> {
        let owner = |(name, person): (&String, &Person)| Some((name.clone(), person.platform?));
        self.people.iter().filter_map(owner).collect()
    }

    /// A phone's name with its operating system, for messages.
    pub(crate) fn phone_label(&self, name: &str) -> String {
        match self.people.get(name).and_then(|person| person.platform) {
            Some(platform) => format!("{name}の端末（{platform}）"),
            None => name.to_owned(),
        }
    }

    /// Checks what is to be seen at a place of the chain, wherever the chain itself got to.
    pub(crate) fn check_seen(
        &mut self,
        holds: bool,
        place: ChainPlace,
        phone: Option<&str>,
        message: impl Into<String>,
    ) -> StepResult {
        let message = message.into();
        let unmet = Unmet {
            place,
            phone: phone.map(str::to_owned),
            expected: true,
            seen: Some(message.clone()),
        };
        self.check(holds, unmet, message)
    }

    /// What a step met that is no failure of the harness: the chain broke at this place before the step could look further.
    pub(crate) fn broken_at(&mut self, place: ChainPlace, message: impl Into<String>) -> StepError {
        let message = message.into();
        self.unmet = Some(Unmet {
            place,
            phone: None,
            expected: true,
            seen: Some(message.clone()),
        });
        StepError::Unmet(message)
    }

    /// Checks that the chain got to a place.
    pub(crate) fn check(&mut self, holds: bool, unmet: Unmet, message: impl Into<String>) -> StepResult {
        if holds {
            return Ok(());
        }
        self.unmet = Some(unmet);
        Err(StepError::Unmet(message.into()))
    }
}

/// A step definition: its role and its regular expression.
pub fn step_patterns() -> Vec<(&'static str, String)> {
    let given = inventory::iter::<<World as WorldInventory>::Given>.into_iter();
    let when = inventory::iter::<<World as WorldInventory>::When>.into_iter();
    let then = inventory::iter::<<World as WorldInventory>::Then>.into_iter();
    let mut patterns: Vec<(&'static str, String)> = given
        .map(|step| ("前提", pattern(step.inner().1)))
        .chain(when.map(|step| ("もし", pattern(step.inner().1))))
        .chain(then.map(|step| ("ならば", pattern(step.inner().1))))
        .collect();
    patterns.sort();
    patterns
}

fn pattern(regex: fn() -> regex::Regex) -> String {
    regex()
        .as_str()
        .trim_start_matches('^')
        .trim_end_matches('$')
        .to_owned()
}

/// The place of the chain that a check on a phone looks at, when the phone is expected to have got there.
pub(crate) fn reached(place: ChainPlace, phone: &str) -> Unmet {
    Unmet {
        place,
        phone: Some(phone.to_owned()),
        expected: true,
        seen: None,
    }
}

/// The place of the chain that a check on a phone looks at, when the phone must not have got there.
pub(crate) fn not_reached(place: ChainPlace, phone: &str) -> Unmet {
    Unmet {
        place,
        phone: Some(phone.to_owned()),
        expected: false,
        seen: None,
    }
}

/// A place of the chain on a server.
pub(crate) fn on_server(place: ChainPlace, expected: bool) -> Unmet {
    Unmet {
        place,
        phone: None,
        expected,
        seen: None,
    }
}
