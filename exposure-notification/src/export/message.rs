//! The messages of the export format (proto2, `TemporaryExposureKeyExport` of the EN specification).
//!
//! Every field is optional, so that an explicit zero and an absent field stay apart, as they do in files. Fields are
//! written in the order of their numbers.

use prost::Message;

/// What stands before the message in `export.bin`: the version, filled up to 16 bytes with spaces.
pub(super) const HEADER: &[u8; 16] = b"EK Export v1    ";

/// ECDSA with SHA-256, the one algorithm that both operating systems know.
pub(super) const SIGNATURE_ALGORITHM: &str = "1.2.840.10045.4.3.2";

#[derive(Clone, PartialEq, Message)]
pub(super) struct ExportMessage {
    #[prost(fixed64, optional, tag = "1")]
    pub(super) start_timestamp: Option<u64>,
    #[prost(fixed64, optional, tag = "2")]
    pub(super) end_timestamp: Option<u64>,
    #[prost(string, optional, tag = "3")]
    pub(super) region: Option<String>,
    #[prost(int32, optional, tag = "4")]
    pub(super) batch_num: Option<i32>,
    #[prost(int32, optional, tag = "5")]
    pub(super) batch_size: Option<i32>,
    #[prost(message, repeated, tag = "6")]
    pub(super) signature_infos: Vec<SignatureInfoMessage>,
    #[prost(message, repeated, tag = "7")]
    pub(super) keys: Vec<KeyMessage>,
    #[prost(message, repeated, tag = "8")]
    pub(super) revised_keys: Vec<KeyMessage>,
}

#[derive(Clone, PartialEq, Message)]
pub(super) struct KeyMessage {
    #[prost(bytes = "vec", optional, tag = "1")]
    pub(super) key_data: Option<Vec<u8>>,
    #[prost(int32, optional, tag = "2")]
    pub(super) transmission_risk_level: Option<i32>,
    #[prost(int32, optional, tag = "3")]
    pub(super) rolling_start_interval_number: Option<i32>,
    /// Absent means 144.
    #[prost(int32, optional, tag = "4")]
    pub(super) rolling_period: Option<i32>,
    #[prost(int32, optional, tag = "5")]
    pub(super) report_type: Option<i32>,
    #[prost(sint32, optional, tag = "6")]
    pub(super) days_since_onset_of_symptoms: Option<i32>,
}

#[derive(Clone, PartialEq, Message)]
pub(super) struct SignatureInfoMessage {
    /// Reserved in later versions of the format (COCOA v2.0.0).
    #[prost(string, optional, tag = "1")]
    pub(super) app_bundle_id: Option<String>,
    /// Reserved in later versions of the format (COCOA v2.0.0).
    #[prost(string, optional, tag = "2")]
    pub(super) android_package: Option<String>,
    #[prost(string, optional, tag = "3")]
    pub(super) verification_key_version: Option<String>,
    #[prost(string, optional, tag = "4")]
    pub(super) verification_key_id: Option<String>,
    #[prost(string, optional, tag = "5")]
    pub(super) signature_algorithm: Option<String>,
}

/// The content of `export.sig`, `TEKSignatureList`; it has no header.
#[derive(Clone, PartialEq, Message)]
pub(super) struct SignatureListMessage {
    #[prost(message, repeated, tag = "1")]
    pub(super) signatures: Vec<SignatureMessage>,
}

#[derive(Clone, PartialEq, Message)]
pub(super) struct SignatureMessage {
    #[prost(message, optional, tag = "1")]
    pub(super) signature_info: Option<SignatureInfoMessage>,
    #[prost(int32, optional, tag = "2")]
    pub(super) batch_num: Option<i32>,
    #[prost(int32, optional, tag = "3")]
    pub(super) batch_size: Option<i32>,
    #[prost(bytes = "vec", optional, tag = "4")]
    pub(super) signature: Option<Vec<u8>>,
}

/// The content of `export.bin`: header and message. The signature covers both.
pub(super) fn encode_bin(message: &ExportMessage) -> Vec<u8> {
    let mut bin = HEADER.to_vec();
    bin.extend(message.encode_to_vec());
    bin
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use serde_json::Value;
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn export_bin_has_the_bytes_that_googles_server_writes() {
        let vector: Value =
            serde_json::from_str(include_str!("../../tests/vectors/export-serialisation.json")).unwrap();
        let inputs = &vector["inputs"];
        let bin = encode_bin(&ExportMessage {
            start_timestamp: inputs["start_timestamp"].as_u64(),
            end_timestamp: inputs["end_timestamp"].as_u64(),
            region: text(&inputs["region"]),
            batch_num: number(&inputs["batch_num"]),
            batch_size: number(&inputs["batch_size"]),
            signature_infos: list(&inputs["signature_infos"], |info| SignatureInfoMessage {
                app_bundle_id: None,
                android_package: None,
                verification_key_version: text(&info["verification_key_version"]),
                verification_key_id: text(&info["verification_key_id"]),
                signature_algorithm: text(&info["signature_algorithm"]),
            }),
            keys: list(&inputs["keys"], key),
            revised_keys: list(&inputs["revised_keys"], key),
        });
        assert_eq!(hex::encode(&bin), vector["export_bin_hex"].as_str().unwrap());
        let digest = Sha256::digest(&bin);
        assert_eq!(hex::encode(digest), vector["sha256_hex"].as_str().unwrap());
        assert_eq!(STANDARD.encode(digest), vector["sha256_base64"].as_str().unwrap());
    }

    fn key(key: &Value) -> KeyMessage {
        KeyMessage {
            key_data: text(&key["key_data_ascii"]).map(String::into_bytes),
            transmission_risk_level: number(&key["transmission_risk_level"]),
            rolling_start_interval_number: number(&key["rolling_start_interval_number"]),
            rolling_period: number(&key["rolling_period"]),
            report_type: number(&key["report_type"]),
            days_since_onset_of_symptoms: number(&key["days_since_onset_of_symptoms"]),
        }
    }

    fn list<T>(value: &Value, element: impl Fn(&Value) -> T) -> Vec<T> {
        value.as_array().unwrap().iter().map(element).collect()
    }

    fn text(value: &Value) -> Option<String> {
        value.as_str().map(str::to_owned)
    }

    fn number(value: &Value) -> Option<i32> {
        value.as_i64().map(|number| i32::try_from(number).unwrap())
    }
}
