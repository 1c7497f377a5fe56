//! Whether processing numbers are issued.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whether processing numbers are issued, by itself as by hand: there is one way to issue a number, and this is its gate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Issuing {
    /// They are.
    #[default]
    Open,
    /// They are not, until they are again (ア7).
    Stopped,
    /// They never are again (ア8).
    ShutDown,
}
