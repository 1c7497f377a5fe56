//! Asks the gateways to send the messages that have not left yet.
//!
//! A crash between the gateway's answer and the writing down of it repeats the attempt, under the same idempotency key.

use jiff::Timestamp;
use testbed::journal::ChainPlace;

use crate::hersys::Hersys;
use crate::operations::delivery_detail;
use crate::store::StoreError;
use crate::store::contact::Channel;
use crate::store::message::Attempt;

pub(super) async fn run(hersys: &Hersys, now: Timestamp) -> Result<(), StoreError> {
    for message in hersys.store(move |store| store.due_messages(now)).await? {
        let attempt = hersys.gateways.send(&message, now).await;
        let channel = message.channel;
        match &attempt {
            Attempt::Sent => hersys.passed(ChainPlace::NumberDelivered, delivery_detail(channel)),
            Attempt::Failed { .. } => hersys.ended(ChainPlace::NumberDelivered, failure_detail(channel)),
            Attempt::Retry { .. } => {}
        }
        hersys
            .store(move |store| store.attempted(&message, &attempt, now))
            .await?;
    }
    Ok(())
}

fn failure_detail(channel: Channel) -> &'static str {
    match channel {
        Channel::Sms => "処理番号のSMSを送れなかった",
        Channel::Mail => "処理番号のメールを送れなかった",
    }
}
