//! The one address under which a person wants to be reached: that of an SMS or of a mail (利用規約 第4条1項五).

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

use super::StoreError;

/// The one address under which the person wants to be reached.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", try_from = "EnteredContact")]
pub(crate) enum Contact {
    /// A telephone number.
    Sms(String),
    /// A mail address.
    Mail(String),
}

/// By which way a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Channel {
    Sms,
    Mail,
}

/// A contact as it was typed.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum EnteredContact {
    Sms(String),
    Mail(String),
}

/// Why nobody can be reached there. The address itself is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(crate) enum ContactError {
    #[error("a telephone number has 10 to 15 digits, which may be divided by hyphens and begin with +")]
    Telephone,
    #[error("a mail address has one @ with something on both sides, no blanks, and at most 254 characters")]
    Mail,
}

impl Contact {
    /// A contact by channel and address.
    pub(crate) fn new(channel: Channel, address: String) -> Result<Self, ContactError> {
        match channel {
            Channel::Sms if is_telephone_number(&address) => Ok(Self::Sms(address)),
            Channel::Sms => Err(ContactError::Telephone),
            Channel::Mail if is_mail_address(&address) => Ok(Self::Mail(address)),
            Channel::Mail => Err(ContactError::Mail),
        }
    }

    pub(crate) fn channel(&self) -> Channel {
        match self {
            Self::Sms(_) => Channel::Sms,
            Self::Mail(_) => Channel::Mail,
        }
    }

    pub(crate) fn address(&self) -> &str {
        match self {
            Self::Sms(address) | Self::Mail(address) => address,
        }
    }
}

impl TryFrom<EnteredContact> for Contact {
    type Error = ContactError;

    fn try_from(entered: EnteredContact) -> Result<Self, ContactError> {
        match entered {
            EnteredContact::Sms(address) => Self::new(Channel::Sms, address),
            EnteredContact::Mail(address) => Self::new(Channel::Mail, address),
        }
    }
}

/// An address shows itself to no log.
impl fmt::Debug for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Contact({:?}, ********)", self.channel())
    }
}

impl Channel {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Mail => "mail",
        }
    }

    pub(super) fn from_code(code: &str) -> Result<Self, StoreError> {
        match code {
            "sms" => Ok(Self::Sms),
            "mail" => Ok(Self::Mail),
            _ => Err(StoreError::Corrupt { table: "cases" }),
        }
    }
}

fn is_telephone_number(text: &str) -> bool {
    let national = text.strip_prefix('+').unwrap_or(text);
    let digits = national.bytes().filter(u8::is_ascii_digit).count();
    let is_divided_well = !national.starts_with('-') && !national.ends_with('-') && !national.contains("--");
    let has_nothing_else = national.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    // ITU-T E.164 has at most 15 digits; numbers of Japan have at least 10.
    (10..=15).contains(&digits) && is_divided_well && has_nothing_else
}

fn is_mail_address(text: &str) -> bool {
    let has_no_blank = !text.chars().any(|c| c.is_whitespace() || c.is_control());
    // RFC 5321 leaves 254 characters for an address.
    let parts: Vec<&str> = text.split('@').collect();
    has_no_blank
        && text.chars().count() <= 254
        && parts.len() == 2
        && parts.iter().all(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_are_told_from_other_texts() {
        for number in ["090-0000-0001", "09000000001", "+81-90-0000-0001", "0300000001"] {
            assert!(Contact::new(Channel::Sms, number.to_owned()).is_ok(), "{number}");
        }
        for text in [
            "",
            "090",
            "090-0000-000a",
            "090--00000001",
            "-09000000001",
            "0900000000123456",
            "０９０００００００００１",
        ] {
            let refused = Contact::new(Channel::Sms, text.to_owned());
            assert_eq!(refused, Err(ContactError::Telephone), "{text}");
        }
    }

    #[test]
    fn mail_addresses_are_told_from_other_texts() {
        assert!(Contact::new(Channel::Mail, "a@example.jp".to_owned()).is_ok());
        let too_long = format!("{}@example.jp", "a".repeat(254));
        for text in [
            "",
            "a",
            "@example.jp",
            "a@",
            "a@b@c",
            "a @example.jp",
            "a@example.jp\r\nBcc: b@example.jp",
            &too_long,
        ] {
            let refused = Contact::new(Channel::Mail, text.to_owned());
            assert_eq!(refused, Err(ContactError::Mail), "{text}");
        }
    }

    #[test]
    fn an_address_does_not_show_itself_in_a_log() {
        let contact = Contact::new(Channel::Mail, "a@example.jp".to_owned()).unwrap();
        assert!(!format!("{contact:?}").contains("example"));
    }
}
