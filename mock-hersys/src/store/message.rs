//! A message that left HER-SYS, as the person's telephone shows it.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Contact, ProcessingNumber};

/// By which way a message went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Channel {
    Sms,
    Mail,
}

/// A message with a processing number.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct Message {
    /// When it was sent.
    pub(crate) at: Timestamp,
    /// The telephone number or the mail address.
    #[schema(examples("090-0000-0001"))]
    pub(crate) to: String,
    pub(crate) channel: Channel,
    /// What the person reads.
    pub(crate) text: String,
    pub(crate) processing_number: ProcessingNumber,
}

impl Message {
    /// The message that tells a positive person the number.
    pub(crate) fn with_number(at: Timestamp, contact: &Contact, processing_number: ProcessingNumber) -> Self {
        let (channel, to) = match contact {
            Contact::Sms(number) => (Channel::Sms, number.clone()),
            Contact::Mail(address) => (Channel::Mail, address.clone()),
        };
        let text = format!(
            "陽性の登録に使う処理番号は {} です。登録するかどうかはご自身でお決めください。",
            processing_number.as_str()
        );
        Self {
            at,
            to,
            channel,
            text,
            processing_number,
        }
    }
}
