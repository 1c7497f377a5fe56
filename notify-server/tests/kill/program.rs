//! The real program as a process of its own.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use exposure_notification::{SigningKey, VerificationKey};
use jiff::Timestamp;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair};
use serde_json::json;

/// What every life of the server is started with.
pub(crate) struct Program {
    pub(crate) folder: PathBuf,
    pub(crate) database: String,
    pub(crate) hersys_url: String,
}

/// What the URLs in the list begin with: the port differs from life to life.
pub(crate) const PUBLIC_URL: &str = "http://files.example";

impl Program {
    /// Writes the files that the server is started with; returns what its export files are verified with.
    pub(crate) fn prepare(&self) -> VerificationKey {
        let pkcs8 =
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new()).unwrap();
        fs::write(self.folder.join("key.der"), pkcs8.as_ref()).unwrap();
        let configuration = json!({
            "MinimumRiskScore": 21,
            "AttenuationWeight": 50,
            "TransmissionWeight": 50,
            "DurationWeight": 50,
            "DaysSinceLastExposureWeight": 50,
            "TransmissionRiskScores": [7, 7, 7, 7, 7, 7, 7, 7],
            "AttenuationScores": [1, 2, 3, 4, 5, 6, 7, 8],
            "DurationScores": [0, 0, 0, 0, 1, 1, 1, 1],
            "DaysSinceLastExposureScores": [1, 1, 1, 1, 1, 1, 1, 1],
            "DurationAtAttenuationThresholds": [50, 70],
        });
        fs::write(self.folder.join("Configration.json"), configuration.to_string()).unwrap();
        SigningKey::from_pkcs8("440", "v1", pkcs8.as_ref())
            .unwrap()
            .verification_key()
    }

    /// Starts it with its clock at `now`; returns it with its URL as soon as it listens.
    pub(crate) fn start(&self, now: Timestamp) -> (Child, String) {
        let path = |name: &str| self.folder.join(name);
        let mut child = Command::new(env!("CARGO_BIN_EXE_notify-server"))
            .args([
                "--test-instance",
                "--listen",
                "127.0.0.1:0",
                "--seed",
                "1",
                "--state",
                "2021-11",
            ])
            .args(["--start-time", &now.to_string(), "--public-url", PUBLIC_URL])
            .args([
                "--database",
                &self.database,
                "--verification-url",
                &self.hersys_url,
            ])
            .args([Path::new("--files"), &path("files")])
            .args([Path::new("--signing-key-file"), &path("key.der")])
            .args([Path::new("--exposure-configuration"), &path("Configration.json")])
            .env("RUST_LOG", "info")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = lines(child.stderr.take().unwrap());
        let mut before = String::new();
        let url = said.into_iter().find_map(|line| {
            let url = line
                .split_once("url=\"")
                .and_then(|(_, rest)| rest.split('"').next());
            before.push_str(&line);
            url.map(str::to_owned)
        });
        let Some(url) = url else {
            panic!("the server did not start ({}): {before}", child.wait().unwrap());
        };
        (child, url)
    }
}

/// What it says, line by line; read to the end, so that the server never waits for a reader.
fn lines(stderr: ChildStderr) -> Receiver<String> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            // Nobody listens any more once the server is up.
            let _ = sender.send(line);
        }
    });
    receiver
}
