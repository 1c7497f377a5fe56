//! A population lives through a release, from the morning on which its scenarios begin: phones of the day, health
//! centres, the notification server of the day, days that pass.

use std::collections::BTreeSet;

use evidence::{ParametersUsed, PopulationResult};
use exposure_notification::Platform;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use serde_json::json;
use testbed::japan;
use testbed::seed::Seed;
use thiserror::Error;

use super::draw::{LAST_DAY, Population, Positive};
use super::notified;
use crate::environment::phones::{Contact, NewPhone, RegistrationAttempt, UsedParameters};
use crate::environment::{EmbeddedEnvironment, Environment, EnvironmentError, Listen, PartError};
use crate::release::{PhonesOfTheDay, Release, of_scenario};

/// When on its day a positive person gets the number and registers, in hours after 10:00 in Japan.
const REGISTERING_HOUR: i64 = 1;
/// When people open the app; on the last day everything is over then.
const OPENING_HOUR: i64 = 3;

/// Why a population could not live through a release. Never the chain's fault.
#[derive(Debug, Error)]
enum LifeError {
    #[error(transparent)]
    Environment(#[from] EnvironmentError),
    #[error(transparent)]
    Part(#[from] PartError),
    #[error("a moment of the population lies outside the calendar: {0}")]
    Calendar(#[from] jiff::Error),
    #[error("the release says nothing of {0} phones")]
    NoPhones(Platform),
    #[error("no processing number reached {0}")]
    NoNumber(String),
}

/// Lets everybody live through the release, and collects what they saw.
pub(super) async fn live_through(release: &Release, seed: u64, population: &Population) -> PopulationResult {
    let mut result = PopulationResult {
        release: release.name.clone(),
        seed,
        people: Vec::new(),
        parameters: Vec::new(),
        error: None,
    };
    match live(release, seed, population).await {
        Ok(life) => (result.people, result.parameters) = life,
        Err(error) => result.error = Some(error.to_string()),
    }
    result
}

type Lived = (Vec<evidence::PersonResult>, Vec<ParametersUsed>);

async fn live(release: &Release, seed: u64, population: &Population) -> Result<Lived, LifeError> {
    // The same for both releases of a comparison: what else is drawn must not depend on the release's name.
    let seed = Seed::from_number(seed).derive("life of a population");
    let running = EmbeddedEnvironment::start(release, seed, Listen::anywhere()).await?;
    let mut life = Life {
        environment: Environment::reach(&running.urls(), release.starts_at)?,
        release,
        population,
    };
    life.hand_out_phones().await?;
    life.arrange_encounters().await?;
    for day in 0..=LAST_DAY {
        life.live_a_day(day).await?;
    }
    let people = notified::people(&life.environment, population).await?;
    let parameters = life.parameters_used().await?;
    Ok((people, parameters))
}

struct Life<'run> {
    environment: Environment,
    release: &'run Release,
    population: &'run Population,
}

impl Life<'_> {
    async fn hand_out_phones(&self) -> Result<(), LifeError> {
        for (name, platform) in self.phones() {
            let of_the_day = self.release.phones.get(&platform);
            let PhonesOfTheDay { os, app, .. } = of_the_day.ok_or(LifeError::NoPhones(platform))?;
            let phone = NewPhone {
                name: name.to_owned(),
                platform,
                os_version: os.clone(),
                google_services: true,
                release: app.to_string(),
                app_installed: true,
            };
            self.environment.phones.add(&phone).await?;
        }
        Ok(())
    }

    /// Everybody who has a phone.
    fn phones(&self) -> impl Iterator<Item = (&str, Platform)> {
        let positives = self.population.positives.iter();
        let positives = positives.map(|positive| (positive.name.as_str(), positive.platform));
        let people = self.population.people.iter();
        positives.chain(people.map(|person| (person.name.as_str(), person.platform)))
    }

    async fn arrange_encounters(&self) -> Result<(), LifeError> {
        for encounter in &self.population.encounters {
            let positive = self.population.positives.get(encounter.positive);
            let person = self.population.people.get(encounter.person);
            let (Some(positive), Some(person)) = (positive, person) else {
                continue;
            };
            let after = SignedDuration::from_mins(i64::from(encounter.minute));
            let contact = Contact::Exact {
                attenuation_db: encounter.attenuation_db,
                heard_after_seconds: &encounter.heard_after_seconds,
            };
            let names = [positive.name.as_str(), person.name.as_str()];
            let starts_at = self.moment(encounter.day, after)?;
            let phones = &self.environment.phones;
            phones
                .meet(names, starts_at, encounter.minutes * 60, contact)
                .await?;
        }
        Ok(())
    }

    async fn live_a_day(&mut self, day: u32) -> Result<(), LifeError> {
        let population = self.population;
        for (index, positive) in population.positives.iter().enumerate() {
            if positive.registers_on == Some(day) {
                let at = self.moment(day, SignedDuration::from_hours(REGISTERING_HOUR))?;
                self.environment.let_pass_until(at).await?;
                self.register(positive, index, day).await?;
            }
        }
        let at = self.moment(day, SignedDuration::from_hours(OPENING_HOUR))?;
        self.environment.let_pass_until(at).await?;
        for person in &population.people {
            if person.opens_on.contains(&day) {
                self.environment.phones.open_app(&person.name).await?;
            }
        }
        Ok(())
    }

    /// The diagnosis, the number from HER-SYS and the registration in the app. That the app does not take it, or not any
    /// more, is what the comparison is to see.
    async fn register(&self, positive: &Positive, index: usize, day: u32) -> Result<(), LifeError> {
        let hersys = &self.environment.hersys;
        let address = format!("090-0000-{index:04}");
        let case = hersys.register_case(&json!({ "sms": address })).await?;
        let today = japan::date(self.environment.now());
        let onset_date = today.checked_sub(i64::from(day - positive.onset_day).days())?;
        hersys.confirm_positive(&case, onset_date).await?;
        hersys.issue_number(&case).await?;
        let outbox = hersys.outbox().await?;
        let message = outbox.into_iter().rfind(|message| message.to == address);
        let message = message.ok_or_else(|| LifeError::NoNumber(positive.name.clone()))?;
        let attempt = RegistrationAttempt {
            processing_number: message.processing_number,
            consent: true,
            shares_keys: true,
            has_symptoms: true,
            onset_date,
        };
        match self.environment.phones.register(&positive.name, &attempt).await {
            Err(error) if !error.is_conflict() => Err(error.into()),
            _ => Ok(()),
        }
    }

    async fn parameters_used(&self) -> Result<Vec<ParametersUsed>, LifeError> {
        let mut parameters = Vec::new();
        for (name, platform) in self.phones() {
            let used = self.environment.phones.state(name).await?.parameters_used;
            let different: BTreeSet<UsedParameters> = used.into_iter().collect();
            parameters.extend(different.into_iter().map(|used| ParametersUsed {
                device: name.to_owned(),
                platform: of_scenario(platform),
                api_version: used.api_version,
                digest: used.digest,
            }));
        }
        Ok(parameters)
    }

    fn moment(&self, day: u32, after: SignedDuration) -> Result<Timestamp, LifeError> {
        let days = SignedDuration::from_hours(24 * i64::from(day));
        Ok(self.release.starts_at.checked_add(days)?.checked_add(after)?)
    }
}
