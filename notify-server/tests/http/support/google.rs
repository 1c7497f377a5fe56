//! A Google that signs what a test says, with certificates that the test makes.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use serde_json::{Value, json};

/// Signs statements with a certificate for a host, directly below its root.
pub(crate) struct Google {
    pub(crate) root_certificate: String,
    certificate: String,
    key: KeyPair,
}

impl Google {
    /// The one that phones ask.
    pub(crate) fn new() -> Self {
        Self::of_host("attest.android.com", 2030)
    }

    /// One whose certificate is for another host, or ends with a year.
    pub(crate) fn of_host(host: &str, last_year: i32) -> Self {
        let (root_key, key) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
        let mut root = CertificateParams::new(Vec::new()).unwrap();
        root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let root_certificate = root.self_signed(&root_key).unwrap().pem();
        let mut signer = CertificateParams::new(vec![host.to_owned()]).unwrap();
        signer.not_before = date_time_ymd(2019, 1, 1);
        signer.not_after = date_time_ymd(last_year, 12, 31);
        let certificate = signer.signed_by(&key, &Issuer::new(root, root_key)).unwrap();
        Self {
            root_certificate,
            certificate: STANDARD.encode(certificate.der()),
            key,
        }
    }

    /// A statement for a submission of which the attestation covers this text.
    pub(crate) fn attest(&self, covered_text: &str) -> String {
        let nonce = STANDARD.encode(digest(&SHA256, covered_text.as_bytes()));
        self.state(
            &json!({"nonce": nonce, "ctsProfileMatch": false, "apkPackageName": "com.example.another"}),
        )
    }

    /// A statement with these claims.
    pub(crate) fn state(&self, claims: &Value) -> String {
        self.sign(&json!({"alg": "ES256", "x5c": [self.certificate]}), claims)
    }

    /// A statement with this header and these claims.
    pub(crate) fn sign(&self, header: &Value, claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let text = format!("{}.{}", part(header), part(claims));
        let random = SystemRandom::new();
        let der = self.key.serialized_der();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der, &random).unwrap();
        let signature = key.sign(&random, text.as_bytes()).unwrap();
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}
