//! What health centres and the notification server do with HER-SYS, and what of it the journal is told.

use testbed::journal::ChainPlace;
use testbed::search::{Place, Search};

use crate::hersys::Hersys;
use crate::jobs;
use crate::store::Store;
use crate::store::case::PositiveResult;
use crate::store::contact::{Channel, Contact};
use crate::store::issuing::IssuingChange;
use crate::store::live_number::Verdict;
use crate::store::{ProcessingNumber, Reported, StoreError};

impl Hersys {
    /// A health centre registers a person; gives the case's identifier.
    pub(crate) async fn register_case(
        &self,
        health_centre_id: String,
        contact: Contact,
    ) -> Result<String, StoreError> {
        let now = self.clock.now();
        self.store(move |store| store.register_case(&health_centre_id, &contact, now))
            .await
    }

    /// A health centre reports that a person was found positive; a number may come of it.
    pub(crate) async fn report_positive(
        &self,
        case_id: String,
        result: PositiveResult,
    ) -> Result<(), StoreError> {
        let now = self.clock.now();
        let reported = self.store(move |store| store.report_positive(&case_id, result, now));
        if let Reported::NumberAsked(asked) = reported.await? {
            self.number_was_asked_for(&asked).await;
        }
        Ok(())
    }

    /// A health centre has a number issued; gives the way that it takes.
    pub(crate) async fn issue_number(&self, case_id: String) -> Result<Channel, StoreError> {
        let now = self.clock.now();
        let asked = self.store(move |store| store.issue_number(&case_id, now)).await;
        self.number_was_asked_for(&asked).await;
        asked
    }

    /// A health centre revokes a number.
    pub(crate) async fn revoke(&self, number: ProcessingNumber) -> Result<(), StoreError> {
        let now = self.clock.now();
        self.store(move |store| store.revoke(&number, now)).await
    }

    /// A health centre has a failed message sent again.
    pub(crate) async fn resend(&self, message_id: String) -> Result<(), StoreError> {
        let now = self.clock.now();
        self.store(move |store| store.resend(&message_id, now)).await?;
        jobs::run_now(self).await;
        Ok(())
    }

    /// Issuing is suspended, resumed or shut down.
    pub(crate) async fn change_issuing(&self, change: IssuingChange) -> Result<(), StoreError> {
        let now = self.clock.now();
        self.store(move |store| store.change_issuing(change, now)).await
    }

    /// The notification server asks about a number.
    pub(crate) async fn verify(&self, number: ProcessingNumber) -> Result<Verdict, StoreError> {
        let now = self.clock.now();
        let verdict = self.store(move |store| store.verify(&number, now)).await?;
        if verdict == Verdict::Valid {
            self.passed(
                ChainPlace::NumberVerified,
                "処理番号は発行済みで、まだ使われていなかった",
            );
        } else {
            self.ended(
                ChainPlace::NumberVerified,
                "照会された処理番号は、有効な番号ではなかった",
            );
        }
        Ok(verdict)
    }

    /// Searches everything that HER-SYS keeps.
    pub(crate) async fn search(&self, mut search: Search) -> Result<Vec<Place>, StoreError> {
        search.look_into_journal(&testbed::control::Controlled::journal(self).events());
        for value in self.store(Store::every_value).await? {
            let place = match value.table.as_str() {
                // It stands for the persons' telephones.
                "messages" => "outbox".to_owned(),
                table => format!("table {table}, column {}", value.column),
            };
            search.look(&place, &value.text);
        }
        Ok(search.found())
    }

    async fn number_was_asked_for(&self, asked: &Result<Channel, StoreError>) {
        match asked {
            Ok(channel) => {
                self.passed(ChainPlace::NumberIssued, "陽性と確認された人に処理番号を発行した");
                if self.gateways.present().has(*channel) {
                    jobs::run_now(self).await;
                } else {
                    self.passed(ChainPlace::NumberDelivered, delivery_detail(*channel));
                }
            }
            Err(error) => {
                if let Some(detail) = refusal_detail(error) {
                    self.ended(ChainPlace::NumberIssued, detail);
                }
            }
        }
    }
}

/// What the journal says of a message that left.
pub(crate) fn delivery_detail(channel: Channel) -> &'static str {
    match channel {
        Channel::Sms => "処理番号をSMSで送った",
        Channel::Mail => "処理番号をメールで送った",
    }
}

/// `None` for what is a mistake of whoever asked and no event of the chain.
fn refusal_detail(error: &StoreError) -> Option<&'static str> {
    match error {
        StoreError::NotPositive(_) => Some("陽性と確認されていないため、処理番号を発行しなかった"),
        StoreError::IssuingSuspended => Some("処理番号の発行が停止中のため、発行しなかった"),
        StoreError::IssuingShutDown => Some("処理番号の発行が終了したため、発行しなかった"),
        _ => None,
    }
}
