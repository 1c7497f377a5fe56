//! `ichiren inspect`, on files put together byte by byte: no writer of ours has a part in them.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use std::fs;
use std::process::Output;

use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use support::{home, ichiren, json, stderr};
use tempfile::TempDir;

/// `export.bin` of a server abroad, by hand. Timestamps are fixed64 in little endian, the onset is zigzag.
fn bin_by_hand() -> Vec<u8> {
    let mut bin = b"EK Export v1    ".to_vec();
    bin.extend(hex("09009cc66000000000")); // start_timestamp 1623628800 = 0x60c69c00
    bin.extend(hex("1180edc76000000000")); // end_timestamp 1623715200 = 0x60c7ed80
    bin.extend(hex("1a024348")); // region "CH"
    bin.extend(hex("2001")); // batch_num 1
    bin.extend(hex("2802")); // batch_size 2
    bin.extend(hex("3207")); // signature_infos, 7 bytes
    bin.extend(hex("22033232382a00")); // verification_key_id "228", an empty algorithm
    bin.extend(hex("3a22")); // keys, 34 bytes
    bin.extend(hex("0a100123456789abcdeffedcba9876543210")); // key_data
    bin.extend(hex("1006")); // transmission_risk_level 6
    bin.extend(hex("188095a501")); // rolling_start_interval_number 2706048
    bin.extend(hex("208b01")); // rolling_period 139
    bin.extend(hex("2803")); // report_type 3, self report
    bin.extend(hex("3009")); // days since onset -5
    bin.extend(hex("4001")); // variant_of_concern, which only Google's server knows
    bin.extend(hex("4212")); // revised_keys, 18 bytes
    bin.extend(hex("0a10ffffffffffffffffffffffffffffffff")); // key_data alone
    bin
}

fn hex(digits: &str) -> Vec<u8> {
    let byte = |place: usize| u8::from_str_radix(&digits[place..place + 2], 16).unwrap();
    (0..digits.len()).step_by(2).map(byte).collect()
}

/// `export.sig` with one signature: key 228, version v1.
fn sig_by_hand(signature: &[u8]) -> Vec<u8> {
    let mut info = hex("1a0276312203323238"); // version "v1", id "228"
    info.extend(hex("2a13"));
    info.extend(b"1.2.840.10045.4.3.2");
    let mut entry = vec![0x0a, u8::try_from(info.len()).unwrap()];
    entry.extend(&info);
    entry.extend(hex("10011802")); // batch_num 1, batch_size 2
    entry.extend([0x22, u8::try_from(signature.len()).unwrap()]);
    entry.extend(signature);
    let mut list = vec![0x0a, u8::try_from(entry.len()).unwrap()];
    list.extend(&entry);
    list
}

/// A zip with uncompressed entries (APPNOTE 4.3): local headers with content, directory, end of directory.
fn zip_by_hand(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut zip, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let size = u32::try_from(content.len()).unwrap().to_le_bytes();
        let name_length = u16::try_from(name.len()).unwrap().to_le_bytes();
        let mut common = hex("0a00000000000000"); // version 1.0, no flags, stored, no time
        common.extend([0, 0]);
        common.extend(crc32(content).to_le_bytes());
        common.extend(size);
        common.extend(size);
        common.extend(name_length);
        common.extend([0, 0]);

        directory.extend(hex("504b01020a00"));
        directory.extend(&common);
        directory.extend([0; 10]); // comment, disk, attributes
        directory.extend(u32::try_from(zip.len()).unwrap().to_le_bytes());
        directory.extend(name.as_bytes());

        zip.extend(hex("504b0304"));
        zip.extend(&common);
        zip.extend(name.as_bytes());
        zip.extend(*content);
    }
    let (place, length) = (zip.len(), directory.len());
    let count = u16::try_from(entries.len()).unwrap().to_le_bytes();
    zip.extend(directory);
    zip.extend(hex("504b050600000000"));
    zip.extend(count);
    zip.extend(count);
    zip.extend(u32::try_from(length).unwrap().to_le_bytes());
    zip.extend(u32::try_from(place).unwrap().to_le_bytes());
    zip.extend([0, 0]);
    zip
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                sum >> 1 ^ 0xedb8_8320
            } else {
                sum >> 1
            }
        })
    })
}

/// A folder with the hand-made file, signed, and the keys of its server and of a stranger.
struct Files(TempDir);

impl Files {
    fn new() -> Self {
        let files = Self(TempDir::new().unwrap());
        let (server, stranger) = (pair(), pair());
        let bin = bin_by_hand();
        let signature = server.sign(&SystemRandom::new(), &bin).unwrap();
        let sig = sig_by_hand(signature.as_ref());
        files.write(
            "export.zip",
            &zip_by_hand(&[("export.bin", &bin), ("export.sig", &sig)]),
        );
        files.write("export.bin", &bin);
        files.write("export.sig", &sig);
        files.write("server.point", server.public_key().as_ref());
        files.write("stranger.point", stranger.public_key().as_ref());
        files
    }

    fn write(&self, name: &str, content: &[u8]) -> String {
        let path = self.0.path().join(name);
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// `inspect export` on one of the files, with a key.
    fn inspect(&self, name: &str, options: &[&str]) -> Output {
        let path = self.0.path().join(name);
        let options = options.iter().map(|option| match option.split_once(".point") {
            Some((key, _)) => self
                .0
                .path()
                .join(format!("{key}.point"))
                .to_str()
                .unwrap()
                .to_owned(),
            None => (*option).to_owned(),
        });
        let options: Vec<String> = options.collect();
        let mut arguments = vec!["inspect", "export", path.to_str().unwrap()];
        arguments.extend(options.iter().map(String::as_str));
        ichiren(&arguments)
    }

    /// What is said of bytes that cannot be read.
    fn complaint(&self, content: &[u8]) -> String {
        self.write("broken", content);
        let output = self.inspect("broken", &["--format", "json"]);
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert!(output.stdout.is_empty());
        stderr(&output)
    }
}

fn pair() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, document.as_ref(), &random).unwrap()
}

fn expected(signatures: &Value) -> Value {
    json!({
        "header": "EK Export v1",
        "region": "CH",
        "start_timestamp": 1_623_628_800,
        "end_timestamp": 1_623_715_200,
        "batch_num": 1,
        "batch_size": 2,
        "keys": [{
            "key": "0123456789abcdeffedcba9876543210",
            "transmission_risk_level": 6,
            "rolling_start_interval_number": 2_706_048,
            "rolling_period": 139,
            "report_type": 3,
            "days_since_onset_of_symptoms": -5,
        }],
        "revised_keys": [{
            "key": "ffffffffffffffffffffffffffffffff",
            "transmission_risk_level": null,
            "rolling_start_interval_number": null,
            "rolling_period": null,
            "report_type": null,
            "days_since_onset_of_symptoms": null,
        }],
        "signatures": signatures,
        "unknown_fields": 1,
    })
}

#[test]
fn a_hand_made_file_is_decoded_completely() {
    let files = Files::new();
    let signature = |verified: Value| {
        json!([{
            "verification_key_id": "228",
            "verification_key_version": "v1",
            "signature_algorithm": "1.2.840.10045.4.3.2",
            "verified": verified,
        }])
    };
    let output = files.inspect("export.zip", &["--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(json(&output), expected(&signature(Value::Null)));
    assert_eq!(stderr(&output), "");

    let output = files.inspect(
        "export.zip",
        &["--format", "json", "--public-key", "server.point"],
    );
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(json(&output), expected(&signature(true.into())));

    let output = files.inspect(
        "export.zip",
        &["--format", "json", "--public-key", "stranger.point"],
    );
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(json(&output), expected(&signature(false.into())));
    assert!(stderr(&output).contains("no signature was made by"));
}

#[test]
fn a_bare_export_bin_has_no_signatures() {
    let files = Files::new();
    let output = files.inspect("export.bin", &["--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(json(&output), expected(&json!([])));

    let output = files.inspect("export.bin", &["--public-key", "server.point"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("bears no signature; give the zip"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_bare_export_sig_is_refused_with_what_to_give_instead() {
    let output = Files::new().inspect("export.sig", &[]);
    assert_eq!(output.status.code(), Some(2));
    let complaint = stderr(&output);
    assert!(
        complaint.contains("this is an export.sig with 1 signature(s)"),
        "{complaint}"
    );
    assert!(
        complaint.contains("give the zip or the export.bin"),
        "{complaint}"
    );
}

#[test]
fn people_read_names_and_times() {
    let files = Files::new();
    let output = files.inspect("export.zip", &["--public-key", "server.point"]);
    let text = String::from_utf8(output.stdout).unwrap();
    for line in [
        "start           2021-06-14T00:00:00Z (1623628800)",
        "batch           1 of 2",
        "  key 228 version v1, algorithm 1.2.840.10045.4.3.2: verified",
    ] {
        assert!(text.lines().any(|printed| printed == line), "{line}: {text}");
    }
    assert!(text.contains("2706048  2021-06-14T00:00:00Z  139"), "{text}");
    assert!(text.contains("SELF_REPORT"), "{text}");
}

/// `internal/export/exportfile_test.go` of Google's server; its keys are three letters, which phones refuse.
#[test]
fn the_published_file_of_googles_server_is_shown_with_what_phones_would_refuse() {
    let vector = home().join("exposure-notification/tests/vectors/export-serialisation.json");
    let vector: Value = serde_json::from_str(&fs::read_to_string(vector).unwrap()).unwrap();
    let files = Files::new();
    files.write("go.bin", &hex(vector["export_bin_hex"].as_str().unwrap()));
    let output = files.inspect("go.bin", &["--format", "json"]);
    let shown = json(&output);
    assert_eq!(shown["keys"].as_array().unwrap().len(), 3);
    assert_eq!(shown["keys"][1]["key"], "444546");
    assert_eq!(shown["keys"][1]["days_since_onset_of_symptoms"], -1);
    assert_eq!(shown["revised_keys"][0]["report_type"], 5);
    assert_eq!(shown["revised_keys"][0]["rolling_period"], Value::Null);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output)
            .contains("warning: export.bin, byte 73: a key has 3 bytes instead of 16; phones do not take it"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn what_cannot_be_read_is_refused_with_the_byte_and_the_cause() {
    let files = Files::new();
    let bin = bin_by_hand();
    let (zip, sig) = (
        fs::read(files.0.path().join("export.zip")).unwrap(),
        fs::read(files.0.path().join("export.sig")).unwrap(),
    );
    let zip_of = |bin: &[u8], sig: &[u8]| zip_by_hand(&[("export.bin", bin), ("export.sig", sig)]);
    let mut altered = zip.clone();
    // Local header of 30 bytes, name of 10: the content begins at 40, its region at 40 + 16 + 18 + 2.
    assert_eq!(&altered[76..78], b"CH");
    altered[76] = b'D';
    let cases = [
        (
            // The revised key, 20 bytes, is the last field.
            bin[..bin.len() - 1].to_vec(),
            format!(
                "export.bin, byte {}: the message is cut short: field 8 needs 18 bytes, 17 are left",
                bin.len() - 20
            ),
        ),
        (
            zip_of(&bin[..20], &sig),
            "export.bin, byte 16: the message is cut short".to_owned(),
        ),
        (
            zip_of(&bin, &sig[..9]),
            "export.sig, byte 0: the message is cut short".to_owned(),
        ),
        (
            zip[..zip.len() - 30].to_vec(),
            format!("the file, byte {}: the zip cannot be read", zip.len() - 30),
        ),
        (
            altered,
            "the file, byte 0: the zip entry \"export.bin\" is altered or cut short: Invalid checksum"
                .to_owned(),
        ),
        (
            zip_by_hand(&[("export.bin", &bin)]),
            "the zip has no entry export.sig".to_owned(),
        ),
        (
            zip_by_hand(&[("../export.bin", &bin), ("export.sig", &sig)]),
            "the file, byte 0: the zip entry \"../export.bin\" has a path in its name".to_owned(),
        ),
        (
            b"EK Export v2    ".to_vec(),
            "export.bin, byte 11: the header is not \"EK Export v1\"".to_owned(),
        ),
        (
            b"{}".to_vec(),
            "the file, byte 0: this is no export file".to_owned(),
        ),
        (
            [&b"EK Export v1    "[..], &[0x28, 0xc1, 0x84, 0x3d]].concat(),
            "export.bin, byte 16: batch_size is 1000001, Google's phones take at most 1000000".to_owned(),
        ),
    ];
    for (content, expected) in cases {
        let complaint = files.complaint(&content);
        assert!(complaint.contains(&expected), "{expected}\n{complaint}");
        assert!(
            complaint.starts_with("error: ") && complaint.contains("broken: "),
            "{complaint}"
        );
    }
}

#[test]
fn a_file_larger_than_phones_take_is_refused_at_the_limit() {
    let files = Files::new();
    let mut zip = fs::read(files.0.path().join("export.zip")).unwrap();
    zip.resize(16 * 1024 * 1024 + 1, 0);
    let complaint = files.complaint(&zip);
    assert!(
        complaint
            .contains("byte 16777216: the file goes on beyond the 16777216 bytes that Apple's phones take"),
        "{complaint}"
    );
}

#[test]
fn a_public_key_that_is_none_is_refused_by_name() {
    let files = Files::new();
    files.write("nonsense.point", b"-----BEGIN CERTIFICATE-----\n");
    let output = files.inspect("export.zip", &["--public-key", "nonsense.point"]);
    assert_eq!(output.status.code(), Some(2));
    let complaint = stderr(&output);
    assert!(
        complaint.contains("nonsense.point: the PEM is no public key"),
        "{complaint}"
    );
    let output = files.inspect("nowhere.zip", &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("nowhere.zip cannot be read"));
}

/// The key and the first identifiers of the published vectors of Apple and Google (cryptography specification 1.2).
#[test]
fn a_key_gives_the_published_identifiers() {
    let vector = home().join("exposure-notification/tests/vectors/key-derivation.json");
    let vector: Value = serde_json::from_str(&fs::read_to_string(vector).unwrap()).unwrap();
    let key = vector["tek"].as_str().unwrap();
    let arguments = ["inspect", "key", key, "--start", "2642976", "--format", "json"];
    let output = ichiren(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let shown = json(&output);
    let shown = shown.as_array().unwrap();
    assert_eq!(shown.len(), 144);
    for (shown, published) in shown.iter().zip(vector["intervals"].as_array().unwrap()) {
        assert_eq!(shown["interval_number"], published["enin"]);
        assert_eq!(shown["rolling_proximity_identifier"], published["rpi"]);
    }
    assert_eq!(
        shown[0],
        json!({
            "interval_number": 2_642_976,
            "utc": "2020-04-02T00:00:00Z",
            "rolling_proximity_identifier": vector["intervals"][0]["rpi"],
        })
    );

    let output = ichiren(&["inspect", "key", key, "--start", "2642976", "--period", "2"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().count(), 3, "{text}");
    assert!(text.contains("2642977   2020-04-02T00:10:00Z"), "{text}");

    for wrong in [
        &["inspect", "key", "75c7", "--start", "1"][..],
        &["inspect", "key", key, "--start", "1", "--period", "145"],
        &["inspect", "key", key, "--start", "1", "--period", "0"],
        &["inspect", "key", key, "--start", "4294967000"],
    ] {
        let output = ichiren(wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
        assert!(!stderr(&output).is_empty());
    }
}

/// 2642976 × 600 s = 1585785600, the key generation time of the published vectors.
#[test]
fn an_interval_has_a_time_in_utc_and_in_japan() {
    let expected = json!({
        "interval_number": 2_642_976,
        "unix_seconds": 1_585_785_600,
        "utc": "2020-04-02T00:00:00Z",
        "jst": "2020-04-02T09:00:00+09:00",
    });
    for interval in ["2642976", "2020-04-02T09:09:59+09:00"] {
        let output = ichiren(&["inspect", "interval", interval, "--format", "json"]);
        assert_eq!(json(&output), expected, "{}", stderr(&output));
    }
    let output = ichiren(&["inspect", "interval", "2642976"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("JST       2020-04-02T09:00:00+09:00"), "{text}");

    for (wrong, complaint) in [
        ("4294967295", "after the year 9999"),
        ("yesterday", "write a number"),
        ("1969-12-31T23:59:59Z", "from 1970"),
    ] {
        let output = ichiren(&["inspect", "interval", wrong]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(complaint), "{}", stderr(&output));
    }
}

#[test]
fn the_help_has_examples_and_no_folder_is_needed() {
    for command in [
        &["inspect"][..],
        &["inspect", "export"],
        &["inspect", "key"],
        &["inspect", "interval"],
    ] {
        let output = ichiren(&[command, &["--help"]].concat());
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("Examples:"), "{command:?}: {text}");
    }
    let empty = TempDir::new().unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_ichiren"))
        .current_dir(empty.path())
        .args(["inspect", "interval", "0"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
}
