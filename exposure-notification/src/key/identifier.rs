//! The twenty bytes that a phone broadcasts.

use std::fmt;

/// The 16 bytes that name a phone for one interval and mean nothing to who does not have its key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RollingProximityIdentifier(pub [u8; 16]);

/// The encrypted [`BluetoothMetadata`](crate::BluetoothMetadata) beside an identifier. It is not authenticated: a
/// changed bit goes unnoticed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct AssociatedEncryptedMetadata(pub [u8; 4]);

impl fmt::Debug for RollingProximityIdentifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RollingProximityIdentifier({})", hex::encode(self.0))
    }
}

impl fmt::Debug for AssociatedEncryptedMetadata {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "AssociatedEncryptedMetadata({})", hex::encode(self.0))
    }
}
