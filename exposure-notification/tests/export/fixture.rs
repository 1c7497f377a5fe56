//! Export files made by hand, so that a reader is not only tested with its own writer.

use std::io::{Cursor, Read, Write};

use exposure_notification::{
    DiagnosisKey, ENIntervalNumber, ReportType, TemporaryExposureKey, TemporaryExposureKeyExport,
    VerificationKey,
};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

pub(crate) const HEADER: &[u8] = b"EK Export v1    ";
pub(crate) const SHA256_WITH_ECDSA: &str = "1.2.840.10045.4.3.2";

pub(crate) fn export() -> TemporaryExposureKeyExport {
    TemporaryExposureKeyExport {
        start_timestamp: 1_623_628_800,
        end_timestamp: 1_623_715_200,
        region: "440".to_owned(),
        batch_num: 1,
        batch_size: 1,
        keys: vec![diagnosis_key()],
        revised_keys: Vec::new(),
    }
}

pub(crate) fn diagnosis_key() -> DiagnosisKey {
    DiagnosisKey {
        key: TemporaryExposureKey {
            key_data: *b"0123456789abcdef",
            rolling_start: ENIntervalNumber(2_706_048),
            rolling_period: 144,
        },
        transmission_risk_level: 4,
        report_type: Some(ReportType::ConfirmedTest),
        days_since_onset_of_symptoms: Some(-2),
    }
}

/// A server that signs whatever it is given, under whatever name.
pub(crate) struct Signer(EcdsaKeyPair);

impl Signer {
    pub(crate) fn new() -> Self {
        let random = SystemRandom::new();
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        Self(EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, document.as_ref(), &random).unwrap())
    }

    pub(crate) fn verification_key(&self, id: &str, version: &str) -> VerificationKey {
        VerificationKey {
            id: id.to_owned(),
            version: version.to_owned(),
            public_key: self.0.public_key().as_ref().to_vec(),
        }
    }

    pub(crate) fn sign(&self, bin: &[u8]) -> Vec<u8> {
        self.0.sign(&SystemRandom::new(), bin).unwrap().as_ref().to_vec()
    }
}

/// `SignatureInfo`: 3 version, 4 id, 5 algorithm.
pub(crate) fn signature_info(id: &str, version: &str, algorithm: &str) -> Vec<u8> {
    [text(3, version), text(4, id), text(5, algorithm)].concat()
}

/// One entry of `TEKSignatureList`: 1 signature info, 2 batch number, 3 batch size, 4 signature.
pub(crate) fn signature(info: &[u8], signature: &[u8]) -> Vec<u8> {
    nested(
        1,
        &[nested(1, info), number(2, 1), number(3, 1), nested(4, signature)].concat(),
    )
}

/// `export.bin` with one key and the given fields in front of it.
pub(crate) fn bin(fields: &[u8]) -> Vec<u8> {
    let key = [nested(1, b"0123456789abcdef"), number(3, 2_706_048)].concat();
    [HEADER, fields, &nested(7, &key)].concat()
}

pub(crate) fn text(field: u8, content: &str) -> Vec<u8> {
    nested(field, content.as_bytes())
}

/// A length-delimited field.
pub(crate) fn nested(field: u8, content: &[u8]) -> Vec<u8> {
    [
        &[field << 3 | 2],
        varint(content.len() as u64).as_slice(),
        content,
    ]
    .concat()
}

/// A varint field.
pub(crate) fn number(field: u8, value: u64) -> Vec<u8> {
    [&[field << 3], varint(value).as_slice()].concat()
}

fn varint(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value >= 128 {
        bytes.push(u8::try_from(value & 127).unwrap() | 128);
        value >>= 7;
    }
    bytes.push(u8::try_from(value).unwrap());
    bytes
}

pub(crate) fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    zip_with(CompressionMethod::Deflated, entries)
}

/// A zip in which the content stands as it is.
pub(crate) fn stored_zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    zip_with(CompressionMethod::Stored, entries)
}

fn zip_with(method: CompressionMethod, entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        let options = SimpleFileOptions::default().compression_method(method);
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub(crate) fn entry(zip: &[u8], name: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut content = Vec::new();
    archive.by_name(name).unwrap().read_to_end(&mut content).unwrap();
    content
}
