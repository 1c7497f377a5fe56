//! What the makers of the operating systems did not publish, and what we assume instead (報告書 4(3): an assumption
//! about a platform is written down, so that it can be checked).
//!
//! | assumption | default | reason |
//! | --- | --- | --- |
//! | spacing of scans on iOS | [`IOS_SHORTEST_SCAN_SPACING_SECONDS`], [`IOS_LONGEST_SCAN_SPACING_SECONDS`] | observed |
//! | background check on iOS | [`IOS_CHECKS_EVERY_SECONDS`] | the ministry's promise |
//! | phase of the scans when a phone is switched on | anywhere in one spacing | the phones do not know each other |
//! | the day key changes while Bluetooth is off | yes | Exposure Notification itself stays switched on |
//! | the same key in two files of one call | counts once | Android skips a key it has handled under a token |
//! | deleting the app deletes the operating system's records | yes | 利用規約 第10条 promises it |
//! | quotas on checks | none | no scenario comes near 15 a day |

/// The shortest time between two scans of an iPhone, in seconds. Apple publishes only "at most five minutes";
/// observers of both systems report one exchange every 2.5 to 5 minutes.
pub(crate) const IOS_SHORTEST_SCAN_SPACING_SECONDS: i64 = 150;

/// The longest time between two scans of an iPhone, in seconds; see [`IOS_SHORTEST_SCAN_SPACING_SECONDS`].
pub(crate) const IOS_LONGEST_SCAN_SPACING_SECONDS: i64 = 300;

/// How often an iPhone gives the app time to check, in seconds. iOS decides by itself and was seen to skip more than
/// a day or to check every two hours; the ministry promised a check at least once a day, so once a day is the least
/// with which the promise can be kept.
pub(crate) const IOS_CHECKS_EVERY_SECONDS: i64 = 86_400;
