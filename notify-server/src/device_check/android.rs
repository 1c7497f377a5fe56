//! Google's statement about an Android phone (SafetyNet), checked without asking anybody (COCOA v1.2.4,
//! `DeviceValidationAndroidService`): signed by a certificate for `attest.android.com` whose chain leads to the
//! configured root, and made for this very submission.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{
    AlgorithmIdentifier, CertificateDer, InvalidSignature, ServerName, SignatureVerificationAlgorithm,
    TrustAnchor, UnixTime, alg_id,
};
use webpki::{ALL_VERIFICATION_ALGS, EndEntityCert, KeyUsage, anchor_from_trusted_cert};

use super::jws::Jws;
use super::settings::DeviceCheckSettingsError;

/// Whose certificate signs the statements.
const HOST: &str = "attest.android.com";

/// Checks statements.
pub(super) struct Attestation {
    root: TrustAnchor<'static>,
}

/// Why a statement does not vouch for a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AttestationFault {
    /// It is no JWS at all.
    Shapeless,
    /// Nobody known signed it, or it has no nonce.
    Untrusted,
    /// Google, when asked, did not confirm it.
    Unconfirmed,
    /// It was made for another submission.
    OtherSubmission,
}

impl Attestation {
    pub(super) fn new(root_certificate: &str) -> Result<Self, DeviceCheckSettingsError> {
        let wrong = |reason: String| DeviceCheckSettingsError::RootCertificate(reason);
        let root = CertificateDer::from_pem_slice(root_certificate.as_bytes());
        let root = root.map_err(|error| wrong(error.to_string()))?;
        let anchor = anchor_from_trusted_cert(&root).map_err(|error| wrong(error.to_string()))?;
        Ok(Self {
            root: anchor.to_owned(),
        })
    }

    /// Checks a statement made for a submission of this text.
    pub(super) fn check(
        &self,
        payload: &str,
        nonce_text: &str,
        now: Timestamp,
    ) -> Result<(), AttestationFault> {
        self.check_statement(&self.read(payload)?, nonce_text, now)
    }

    /// Reads a statement.
    #[expect(clippy::unused_self, reason = "reading is the first part of checking")]
    pub(super) fn read<'a>(&self, payload: &'a str) -> Result<Jws<'a>, AttestationFault> {
        Jws::read(payload).ok_or(AttestationFault::Shapeless)
    }

    /// Checks a statement that was read: chain, host, signature, nonce.
    pub(super) fn check_statement(
        &self,
        statement: &Jws<'_>,
        nonce_text: &str,
        now: Timestamp,
    ) -> Result<(), AttestationFault> {
        self.check_signer(statement, now)
            .ok_or(AttestationFault::Untrusted)?;
        let nonce = statement.claims.get("nonce").and_then(|nonce| nonce.as_str());
        let nonce = nonce.and_then(|nonce| STANDARD.decode(nonce).ok());
        let nonce = nonce.ok_or(AttestationFault::Untrusted)?;
        if nonce == digest(&SHA256, nonce_text.as_bytes()).as_ref() {
            Ok(())
        } else {
            Err(AttestationFault::OtherSubmission)
        }
    }

    fn check_signer(&self, statement: &Jws<'_>, now: Timestamp) -> Option<()> {
        let chain = statement.header.certificates()?;
        let mut chain = chain.into_iter().map(CertificateDer::from);
        let signer = chain.next()?;
        let intermediates: Vec<_> = chain.collect();
        let signer = EndEntityCert::try_from(&signer).ok()?;
        let seconds = u64::try_from(now.as_second()).ok()?;
        signer
            .verify_for_usage(
                ALL_VERIFICATION_ALGS,
                std::slice::from_ref(&self.root),
                &intermediates,
                UnixTime::since_unix_epoch(std::time::Duration::from_secs(seconds)),
                KeyUsage::server_auth(),
                None,
                None,
            )
            .ok()?;
        let host = ServerName::try_from(HOST).ok()?;
        signer.verify_is_valid_for_subject_name(&host).ok()?;
        let algorithm: &dyn SignatureVerificationAlgorithm = match statement.header.alg.as_deref()? {
            "RS256" => webpki::ring::RSA_PKCS1_2048_8192_SHA256,
            "ES256" => &Es256,
            _ => return None,
        };
        signer
            .verify_signature(algorithm, statement.signed.as_bytes(), &statement.signature)
            .ok()
    }
}

/// ECDSA as JWS has it (RFC 7518, 3.4): the signature is two numbers of 32 bytes, not ASN.1 as in certificates.
#[derive(Debug)]
struct Es256;

impl SignatureVerificationAlgorithm for Es256 {
    fn verify_signature(
        &self,
        public_key: &[u8],
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), InvalidSignature> {
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, public_key)
            .verify(message, signature)
            .map_err(|_unspecified| InvalidSignature)
    }

    fn public_key_alg_id(&self) -> AlgorithmIdentifier {
        alg_id::ECDSA_P256
    }

    fn signature_alg_id(&self) -> AlgorithmIdentifier {
        alg_id::ECDSA_SHA256
    }
}
