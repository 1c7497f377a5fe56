//! The phones of one scenario and what happens between them, moved in order of time.
//!
//! Two kinds of things happen by themselves: a phone listens ([`hearing`]), and an app checks although nobody opens it.
//! A check is asked of other parts over HTTP, so time is played in pieces: the air up to the next check, the checks of
//! that moment in the order of the phones' names, the air up to the next one, and so on. Keys need no event of their
//! own: which key is in use follows from the moment.

mod encounter;
mod hearing;
mod phone;

use std::collections::BTreeMap;
use std::sync::Arc;

use exposure_notification::VerificationKey;
use jiff::Timestamp;
use serde_json::{Map, Value};
use testbed::journal::Journal;
use testbed::seed::Seed;
use testbed::switch::SwitchError;

pub(crate) use encounter::{Course, Encounter};
pub(crate) use phone::{DeviceState, Phone};

use crate::app::{NotifyServer, Release, Wishes, check_app_columns};
use crate::attestation::Manufacturers;
use crate::error::ControlError;
use crate::framework::{OsBehaviour, OsVersion, UnpublishedOsBehaviour};
use crate::phone_journal::PhoneJournal;
use crate::radio::{self, Handset, Radio};

/// What a phone is when it leaves the shop.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Model {
    /// The version of its operating system.
    pub os: &'static OsVersion,
    /// What it sends and hears with.
    pub handset: &'static Handset,
    /// Whether it has Google Play services; without meaning on iOS.
    pub google_services: bool,
}

/// All phones, and the air between them.
pub(crate) struct Fleet {
    seed: Seed,
    radio: Radio,
    server: NotifyServer,
    /// The server as each phone reaches it.
    connections: BTreeMap<String, NotifyServer>,
    verification_key: VerificationKey,
    manufacturers: Manufacturers,
    unpublished: Arc<UnpublishedOsBehaviour>,
    os_behaviour: Arc<OsBehaviour>,
    /// The columns in which every app differs from its release.
    app_columns: Map<String, Value>,
    journal: Journal,
    phones: BTreeMap<String, Phone>,
    encounters: Vec<Encounter>,
}

impl Fleet {
    /// No phones yet.
    pub(crate) fn new(
        seed: Seed,
        server: NotifyServer,
        verification_key: VerificationKey,
        manufacturers: Manufacturers,
        journal: Journal,
    ) -> Self {
        Self {
            seed,
            radio: Radio::new(seed.derive("radio")),
            server,
            connections: BTreeMap::new(),
            verification_key,
            manufacturers,
            unpublished: Arc::default(),
            os_behaviour: Arc::default(),
            app_columns: Map::new(),
            journal,
            phones: BTreeMap::new(),
            encounters: Vec::new(),
        }
    }

    /// When a phone next checks although nobody opens its app.
    pub(crate) fn next_unattended_check(&self) -> Option<Timestamp> {
        self.phones
            .values()
            .filter_map(Phone::next_unattended_check)
            .min()
    }

    /// Plays everything up to and including `until`.
    pub(crate) async fn play_until(&mut self, until: Timestamp) {
        while let Some(at) = self.next_unattended_check().filter(|at| *at <= until) {
            self.play_air(at.as_second());
            for (name, phone) in &mut self.phones {
                let connection = self.connections.get(name);
                if let Some(connection) = connection.filter(|_| phone.next_unattended_check() == Some(at)) {
                    let journal = PhoneJournal::new(&self.journal, name, at);
                    phone.check_unattended(connection, &journal).await;
                }
            }
        }
        self.play_air(until.as_second());
    }

    /// Switches a new phone on, with the app if `release` is to be installed at once.
    pub(crate) async fn add(
        &mut self,
        name: &str,
        model: Model,
        release: Release,
        app_installed: bool,
        now: Timestamp,
    ) -> Result<&mut Phone, ControlError> {
        if self.phones.contains_key(name) {
            return Err(ControlError::NameTaken(name.to_owned()));
        }
        let seed = self.seed.derive("phones").derive(name);
        let mut phone = Phone::new(
            model.os,
            self.unpublished.clone(),
            release,
            seed,
            self.verification_key.clone(),
            self.manufacturers.clone(),
            now,
        );
        phone.framework.behave(self.os_behaviour.clone(), now);
        phone.framework.google_services = model.google_services;
        phone.framework.set_handset(model.handset);
        let connection = self.server.for_another_phone();
        if app_installed {
            let journal = PhoneJournal::new(&self.journal, name, now);
            phone
                .install(release, Wishes::default(), &connection, &journal)
                .await?;
        }
        self.connections.insert(name.to_owned(), connection);
        Ok(self.phones.entry(name.to_owned()).or_insert(phone))
    }

    /// What is assumed about the operating systems.
    pub(crate) fn unpublished(&self) -> &UnpublishedOsBehaviour {
        &self.unpublished
    }

    /// Assumes something else from `now` on, of every phone there is and will be.
    pub(crate) fn assume(&mut self, unpublished: UnpublishedOsBehaviour, now: Timestamp) {
        self.unpublished = Arc::new(unpublished);
        for phone in self.phones.values_mut() {
            phone.framework.assume(self.unpublished.clone(), now);
        }
    }

    /// The columns in which every app that a phone gets differs from its release.
    pub(crate) fn app_columns(&self) -> &Map<String, Value> {
        &self.app_columns
    }

    /// Every app that a phone gets from now on differs from its release in these columns, and in no other.
    pub(crate) fn switch_apps(&mut self, columns: Map<String, Value>) -> Result<(), SwitchError> {
        check_app_columns(&columns)?;
        self.app_columns = columns;
        Ok(())
    }

    /// The release as phones get it.
    pub(crate) fn switched(&self, release: &Release) -> Result<Release, SwitchError> {
        if self.app_columns.is_empty() {
            return Ok(*release);
        }
        release.switched(&self.app_columns)
    }

    /// How the operating systems behave.
    pub(crate) fn os_behaviour(&self) -> &OsBehaviour {
        &self.os_behaviour
    }

    /// The operating system of every phone there is and will be behaves so from `now` on.
    pub(crate) fn behave(&mut self, behaviour: OsBehaviour, now: Timestamp) {
        self.os_behaviour = Arc::new(behaviour);
        for phone in self.phones.values_mut() {
            phone.framework.behave(self.os_behaviour.clone(), now);
        }
    }

    /// The phone of this name.
    pub(crate) fn phone(&mut self, name: &str) -> Result<&mut Phone, ControlError> {
        self.phones
            .get_mut(name)
            .ok_or_else(|| ControlError::UnknownDevice(name.to_owned()))
    }

    /// What the phone of this name talks to its server through.
    pub(crate) fn connection(&self, name: &str) -> Result<&NotifyServer, ControlError> {
        self.connections
            .get(name)
            .ok_or_else(|| ControlError::UnknownDevice(name.to_owned()))
    }

    /// The phone of this name, which must be switched on, the server it talks to, and its journal.
    pub(crate) fn reach<'a>(
        &'a mut self,
        name: &'a str,
        now: Timestamp,
    ) -> Result<(&'a mut Phone, &'a NotifyServer, PhoneJournal<'a>), ControlError> {
        let (Some(phone), Some(connection)) = (self.phones.get_mut(name), self.connections.get(name)) else {
            return Err(ControlError::UnknownDevice(name.to_owned()));
        };
        if !phone.framework.power() {
            return Err(ControlError::SwitchedOff(name.to_owned()));
        }
        Ok((phone, connection, PhoneJournal::new(&self.journal, name, now)))
    }

    /// Lets two phones meet, now or later.
    pub(crate) fn meet(&mut self, encounter: Encounter) -> Result<(), ControlError> {
        let [first, second] = &encounter.devices;
        let [first, second] = [
            self.phone(first)?.framework.handset(),
            self.phone(second)?.framework.handset(),
        ];
        if let Course::Exactly { attenuation_db, .. } = encounter.course {
            let expressible = |sender, receiver| radio::rssi_dbm(attenuation_db, sender, receiver).is_some();
            if !expressible(first, second) || !expressible(second, first) {
                return Err(ControlError::AttenuationTooHigh(attenuation_db));
            }
        }
        self.encounters.push(encounter);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
