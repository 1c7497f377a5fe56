//! What a column can say. As JSON a value is its name in small letters, `"after"`; the level alone has numbers.

mod call;
mod file;
mod key;

pub use self::call::{EventLogForm, LoggedRequests, Question, RegisterAnswer, V3Diagnosis, VerificationRule};
pub use self::file::{
    BatchFields, ContentTypes, Created, EmptyList, Expiry, ExportOrder, ExportSignature, ExportStart,
    FileGroups, FileNames,
};
pub(crate) use self::key::HIGHEST_TRANSMISSION_LEVEL;
pub use self::key::{
    FutureStarts, OldestStart, RepeatedSubmission, RollingPeriods, Storing, TransmissionLevel,
};
