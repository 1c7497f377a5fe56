//! Google's statements: JSON Web Signatures whose header brings the certificates along, the signer's first (SafetyNet
//! Attestation API, "Parse the response").

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use rcgen::{
    BasicConstraints, Certificate, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, UnparsedPublicKey,
};
use serde_json::{Value, json};
use thiserror::Error;

use super::ManufacturersError;
use super::conduct::{Conduct, ConductInForce, GoogleConduct};

/// Whose certificate signs statements.
const HOST: &str = "attest.android.com";

/// Signs statements. It has no `Debug`: its key is a secret.
pub(crate) struct Google {
    root_certificate: String,
    /// Base64 of DER, the signer's first.
    chain: Vec<String>,
    key: EcdsaKeyPair,
    public_key: Vec<u8>,
    conduct: ConductInForce,
}

/// Google did not answer.
#[derive(Debug, Error)]
#[error("Google does not answer")]
pub(crate) struct NoAnswer;

impl Google {
    pub(super) fn new() -> Result<Self, ManufacturersError> {
        let root = Authority::self_signed("Simulated Google Root")?;
        let intermediate = root.authority("Simulated Google Intermediate")?;
        let signer_key = KeyPair::generate()?;
        let mut signer = params(HOST)?;
        signer.subject_alt_names = vec![rcgen::SanType::DnsName(HOST.try_into()?)];
        signer.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        signer.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let signer = signer.signed_by(&signer_key, &intermediate.issuer)?;
        let key = EcdsaKeyPair::from_pkcs8(
            &ECDSA_P256_SHA256_FIXED_SIGNING,
            signer_key.serialized_der(),
            &SystemRandom::new(),
        );
        Ok(Self {
            root_certificate: root.certificate.pem(),
            chain: [&signer, &intermediate.certificate]
                .map(|certificate| STANDARD.encode(certificate.der()))
                .into(),
            key: key.map_err(|error| ManufacturersError::Key(error.to_string()))?,
            public_key: signer_key.public_key_raw().to_vec(),
            conduct: ConductInForce::default(),
        })
    }

    pub(super) fn root_certificate(&self) -> &str {
        &self.root_certificate
    }

    /// What is stated instead of the truth.
    pub(crate) fn conduct(&self) -> Conduct {
        self.conduct.get()
    }

    /// States something else from now on.
    pub(crate) fn behave(&self, conduct: Conduct) {
        self.conduct.set(conduct);
    }

    /// States what is so of an Android phone on which the app of this package asks, over the nonce.
    pub(crate) fn state(&self, package: &str, nonce: &[u8], now: Timestamp) -> Result<String, NoAnswer> {
        let conduct = self.conduct.take();
        let package = match conduct {
            GoogleConduct::NoAnswer => return Err(NoAnswer),
            GoogleConduct::ErrorClaim => return self.sign(&json!({"error": "internal_error"})),
            GoogleConduct::OtherApp => "com.example.another",
            _ => package,
        };
        let mut nonce = nonce.to_vec();
        if conduct == GoogleConduct::WrongNonce {
            nonce.reverse();
        }
        let is_intact = conduct != GoogleConduct::TamperedPhone;
        self.sign(&json!({
            "nonce": STANDARD.encode(nonce),
            "timestampMs": now.as_millisecond(),
            "apkPackageName": package,
            "apkDigestSha256": STANDARD.encode([0; 32]),
            "apkCertificateDigestSha256": [STANDARD.encode([0; 32])],
            "ctsProfileMatch": is_intact,
            "basicIntegrity": is_intact,
            "evaluationType": "BASIC",
        }))
    }

    /// Whether a statement bears a signature of this Google.
    pub(crate) fn has_signed(&self, statement: &str) -> bool {
        let Some((signed, signature)) = statement.rsplit_once('.') else {
            return false;
        };
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &self.public_key);
        let signature = URL_SAFE_NO_PAD.decode(signature);
        signature.is_ok_and(|signature| key.verify(signed.as_bytes(), &signature).is_ok())
    }

    fn sign(&self, claims: &Value) -> Result<String, NoAnswer> {
        let header = json!({"alg": "ES256", "x5c": self.chain});
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&header), part(claims));
        // A system without randomness for the signature is a Google without an answer.
        let signature = self.key.sign(&SystemRandom::new(), signed.as_bytes());
        let signature = signature.map_err(|_unspecified| NoAnswer)?;
        Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

/// Who may sign certificates.
struct Authority {
    certificate: Certificate,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn self_signed(name: &str) -> Result<Self, rcgen::Error> {
        let (key, params) = (KeyPair::generate()?, authority_params(name)?);
        Ok(Self {
            certificate: params.self_signed(&key)?,
            issuer: Issuer::new(params, key),
        })
    }

    fn authority(&self, name: &str) -> Result<Self, rcgen::Error> {
        let (key, params) = (KeyPair::generate()?, authority_params(name)?);
        Ok(Self {
            certificate: params.signed_by(&key, &self.issuer)?,
            issuer: Issuer::new(params, key),
        })
    }
}

fn authority_params(name: &str) -> Result<CertificateParams, rcgen::Error> {
    let mut params = params(name)?;
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    Ok(params)
}

/// Valid whenever a scenario may take place.
fn params(name: &str) -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::new(Vec::new())?;
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = date_time_ymd(2015, 1, 1);
    params.not_after = date_time_ymd(2049, 12, 31);
    Ok(params)
}

impl fmt::Debug for Google {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Google").finish_non_exhaustive()
    }
}
