//! What HER-SYS keeps: cases, live processing numbers, and the messages it sent.
//!
//! Everything is held in memory; the types say nothing about where they are held.

mod case;
mod issuing;
mod message;
mod processing_number;

use std::collections::BTreeMap;

use jiff::Timestamp;
use testbed::seed::Seed;
use thiserror::Error;

pub(crate) use self::case::{Case, Contact, PositiveResult};
pub(crate) use self::issuing::Issuing;
pub(crate) use self::message::{Channel, Message};
pub(crate) use self::processing_number::{IssuedNumber, ProcessingNumber};

/// All that HER-SYS keeps.
#[derive(Default)]
pub(crate) struct Store {
    cases: BTreeMap<String, Case>,
    numbers: BTreeMap<ProcessingNumber, IssuedNumber>,
    /// How many numbers were drawn so far; the place of the next one in the seed's sequence.
    drawn: u64,
    outbox: Vec<Message>,
    issuing: Issuing,
}

/// Why HER-SYS did not do what a health centre asked for.
#[derive(Debug, Error, PartialEq, Eq)]
pub(crate) enum CaseError {
    /// There is no such case.
    #[error("there is no case {0:?}; register it with POST /control/cases")]
    Unknown(String),
    /// A case is found positive once.
    #[error("case {0:?} is already positive")]
    AlreadyPositive(String),
    /// A number is issued to a person confirmed positive only (ア1).
    #[error("case {0:?} is not positive; report the result with POST /control/cases/{0}/positive first")]
    NotPositive(String),
    /// Issuing is suspended (ア7).
    #[error("issuing is suspended; resume it with PUT /control/issuing")]
    IssuingSuspended,
    /// Issuing has been shut down (ア8).
    #[error("issuing has been shut down for good; no number is issued any more")]
    IssuingShutDown,
}

impl Store {
    /// Registers a case and returns its identifier.
    pub(crate) fn register_case(&mut self, contact: Contact) -> String {
        let case_id = (self.cases.len() + 1).to_string();
        self.cases.insert(
            case_id.clone(),
            Case {
                contact,
                positive: None,
            },
        );
        case_id
    }

    /// Records that the person was found positive.
    pub(crate) fn report_positive(&mut self, case_id: &str, result: PositiveResult) -> Result<(), CaseError> {
        let case = self
            .cases
            .get_mut(case_id)
            .ok_or_else(|| CaseError::Unknown(case_id.to_owned()))?;
        if case.positive.is_some() {
            return Err(CaseError::AlreadyPositive(case_id.to_owned()));
        }
        case.positive = Some(result);
        Ok(())
    }

    /// Issues a number to a positive case and sends it to the registered address: the only way out for a number (ア2).
    pub(crate) fn issue_number(
        &mut self,
        case_id: &str,
        seed: &Seed,
        now: Timestamp,
    ) -> Result<Channel, CaseError> {
        let case = self.case(case_id)?;
        if case.positive.is_none() {
            return Err(CaseError::NotPositive(case_id.to_owned()));
        }
        match self.issuing {
            Issuing::Open => {}
            Issuing::Stopped => return Err(CaseError::IssuingSuspended),
            Issuing::ShutDown => return Err(CaseError::IssuingShutDown),
        }
        let contact = case.contact.clone();
        let number = self.draw_unused_number(seed);
        let message = Message::with_number(now, &contact, number.clone());
        let channel = message.channel;
        self.outbox.push(message);
        self.numbers.insert(
            number,
            IssuedNumber {
                case_id: case_id.to_owned(),
                issued_at: now,
            },
        );
        Ok(channel)
    }

    fn draw_unused_number(&mut self, seed: &Seed) -> ProcessingNumber {
        loop {
            self.drawn += 1;
            let number = ProcessingNumber::draw(seed, self.drawn);
            if !self.numbers.contains_key(&number) {
                return number;
            }
        }
    }

    /// Deletes a number and says whether it was live: the deletion *is* the check, so it works once (ア6).
    pub(crate) fn take_number(&mut self, number: &ProcessingNumber) -> bool {
        self.numbers.remove(number).is_some()
    }

    /// Whether numbers are issued.
    pub(crate) fn issuing(&self) -> Issuing {
        self.issuing
    }

    /// Suspends, resumes or shuts down issuing; live numbers stay live (ア7). A shutdown is for good (ア8).
    pub(crate) fn set_issuing(&mut self, issuing: Issuing) -> Result<(), CaseError> {
        if self.issuing == Issuing::ShutDown && issuing != Issuing::ShutDown {
            return Err(CaseError::IssuingShutDown);
        }
        self.issuing = issuing;
        Ok(())
    }

    /// A case by its identifier.
    pub(crate) fn case(&self, case_id: &str) -> Result<&Case, CaseError> {
        self.cases
            .get(case_id)
            .ok_or_else(|| CaseError::Unknown(case_id.to_owned()))
    }

    /// Every live number.
    pub(crate) fn numbers(&self) -> &BTreeMap<ProcessingNumber, IssuedNumber> {
        &self.numbers
    }

    /// Every message, in the order in which they were sent.
    pub(crate) fn outbox(&self) -> &[Message] {
        &self.outbox
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn live_numbers_are_never_issued_twice() {
        let mut store = Store::default();
        let case_id = store.register_case(Contact::Sms("090-0000-0001".to_owned()));
        let result = PositiveResult {
            symptomatic: false,
            date: date(2021, 6, 14),
        };
        store.report_positive(&case_id, result).unwrap();
        let seed = Seed::from_number(1);

        // Of 30,000 draws among 100,000,000 values 4.5 are expected to be repetitions.
        let issued = 30_000;
        for _ in 0..issued {
            store
                .issue_number(&case_id, &seed, Timestamp::UNIX_EPOCH)
                .unwrap();
        }

        assert_eq!(store.numbers().len(), issued);
        assert!(
            store.drawn > issued as u64,
            "the seed gave no repetition, so nothing was tested"
        );
    }
}
