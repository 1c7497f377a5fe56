//! Why a message did not leave.

use std::fmt;

use serde::{Serialize, Serializer};

use super::StoreError;

/// Why an attempt to send a message did not succeed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The gateway answered with this status.
    Answered(u16),
    /// The gateway did not answer in time.
    NoAnswer,
    /// There was no connection to the gateway.
    Unreachable,
    /// It was written when there was a gateway; HER-SYS was started again without.
    NoGateway,
    /// The number in it is not live any more.
    NumberGone,
}

impl Failure {
    /// How it is stored.
    pub(super) fn code(self) -> String {
        match self {
            Self::Answered(status) => format!("answered {status}"),
            Self::NoAnswer => "no_answer".to_owned(),
            Self::Unreachable => "unreachable".to_owned(),
            Self::NoGateway => "no_gateway".to_owned(),
            Self::NumberGone => "number_gone".to_owned(),
        }
    }

    pub(super) fn from_code(code: &str) -> Result<Self, StoreError> {
        let status = code.strip_prefix("answered ").map(str::parse);
        match (code, status) {
            (_, Some(Ok(status))) => Ok(Self::Answered(status)),
            ("no_answer", _) => Ok(Self::NoAnswer),
            ("unreachable", _) => Ok(Self::Unreachable),
            ("no_gateway", _) => Ok(Self::NoGateway),
            ("number_gone", _) => Ok(Self::NumberGone),
            _ => Err(StoreError::Corrupt { table: "messages" }),
        }
    }

    /// For people who test by hand.
    pub(crate) fn japanese(self) -> String {
        match self {
            Self::Answered(status) => format!("送信業者が{status}と答えました"),
            Self::NoAnswer => "送信業者が時間内に答えませんでした".to_owned(),
            Self::Unreachable => "送信業者に接続できませんでした".to_owned(),
            Self::NoGateway => "送信業者の設定がなくなっています".to_owned(),
            Self::NumberGone => "処理番号がもう有効ではありません".to_owned(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answered(status) => write!(f, "the gateway answered {status}"),
            Self::NoAnswer => f.write_str("the gateway did not answer in time"),
            Self::Unreachable => f.write_str("the gateway could not be reached"),
            Self::NoGateway => f.write_str("there is no gateway for this channel any more"),
            Self::NumberGone => f.write_str("the number is not live any more"),
        }
    }
}

impl Serialize for Failure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_again() {
        for failure in [
            Failure::Answered(503),
            Failure::NoAnswer,
            Failure::Unreachable,
            Failure::NoGateway,
            Failure::NumberGone,
        ] {
            assert_eq!(Failure::from_code(&failure.code()).unwrap(), failure);
        }
        assert!(Failure::from_code("answered often").is_err());
    }
}
