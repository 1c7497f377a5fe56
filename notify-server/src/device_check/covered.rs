//! The texts of a submission that its attestation covers: what was attested for one submission vouches for no other.
//!
//! An Android statement holds the SHA-256 of the first text as its nonce (COCOA v1.0.0, `AndroidExtensions`; v2.0.0,
//! `IDeviceVerification.ClearText`). Apple is told the SHA-256 of one of the others as an identifier of the
//! transaction, which binds nothing: no token knows it (v1.0.0, `DeviceValidationAppleService`; v2.0.0,
//! `IDeviceVerification.TransactionIdSeed`).
//!
//! Values stand as they were submitted: a rolling period of 0 stays 0. Padding, platform and user are not covered.

use std::fmt::Write as _;

use testbed::dotnet;

/// The texts of one submission. It has no `Debug`: they hold the processing number and the keys.
pub(crate) struct Covered {
    /// What an Android statement's nonce is made of.
    nonce: String,
    /// What Apple's transaction is made of since COCOA v2.0.0.
    transaction: String,
    /// What it is made of until COCOA v1.4.1; `None` without keys, where the real server threw an exception.
    key_data: Option<String>,
}

/// A key as the text tells it.
pub(crate) struct CoveredKey<'a> {
    /// As submitted, in base64.
    pub(crate) key_data: &'a str,
    /// What follows it, in order: start and period, then in V1 the transmission risk, in V3 the report type.
    pub(crate) numbers: Vec<i64>,
}

impl Covered {
    /// The texts of a registration: what comes before and after the package (V3: the date and the symptoms, by
    /// version), keys, regions, number.
    pub(crate) fn by_registration(
        before_package: &[&str],
        package: &str,
        after_package: &[&str],
        mut keys: Vec<CoveredKey<'_>>,
        regions: &[String],
        processing_number: &str,
    ) -> Self {
        keys.sort_by(|left, right| dotnet::compare(left.key_data, right.key_data));
        let key_text: Vec<String> = keys.iter().map(CoveredKey::text).collect();
        let mut capitals: Vec<String> = regions.iter().map(|region| region.to_uppercase()).collect();
        capitals.sort_by(|left, right| dotnet::compare(left, right));

        let (key_text, capitals) = (key_text.join(","), capitals.join(","));
        let mut parts = before_package.to_vec();
        parts.push(package);
        parts.extend(after_package);
        parts.extend([key_text.as_str(), capitals.as_str()]);
        Self {
            nonce: format!("{}|{processing_number}", parts.join("|")),
            transaction: parts.concat(),
            key_data: (!keys.is_empty()).then(|| {
                let key_data: String = keys.iter().map(|key| key.key_data).collect();
                format!("{package}{key_data}{}", regions.join(","))
            }),
        }
    }

    /// The texts of events: all parts, then the events' texts. The event log is younger than the first transactions,
    /// and its own separates the parts (COCOA v2.0.0, `V1EventLogSubmissionParameter`).
    pub(crate) fn by_events(parts: &[&str], events: &[String]) -> Self {
        let text = format!("{}|{}", parts.join("|"), events.join(","));
        Self {
            nonce: text.clone(),
            transaction: text.clone(),
            key_data: Some(text),
        }
    }
}

impl Covered {
    /// What an Android statement's nonce is made of.
    pub(crate) fn nonce(&self) -> &str {
        &self.nonce
    }

    /// What Apple's transaction is made of since COCOA v2.0.0.
    pub(crate) fn transaction(&self) -> &str {
        &self.transaction
    }

    /// What it is made of until COCOA v1.4.1; `None` without keys, where the real server threw an exception.
    pub(crate) fn key_data(&self) -> Option<&str> {
        self.key_data.as_deref()
    }
}

impl CoveredKey<'_> {
    fn text(&self) -> String {
        let mut text = self.key_data.to_owned();
        for number in &self.numbers {
            // Writing to a text cannot fail.
            let _ = write!(text, ".{number}");
        }
        text
    }
}
