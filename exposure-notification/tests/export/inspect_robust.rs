//! Whatever bytes come, an inspector answers, and an offset it names lies within the bytes it counts in.

use exposure_notification::{Place, inspect_export};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::fixture::{
    HEADER, SHA256_WITH_ECDSA, Signer, bin, nested, number, signature, signature_info, stored_zip_of, zip_of,
};

/// A change at a place: a flipped bit, bytes put in, bytes taken out.
#[derive(Debug, Clone)]
enum Mutation {
    Flip(Index, u8),
    Insert(Index, Vec<u8>),
    Remove(Index, usize),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    prop_oneof![
        (any::<Index>(), 0_u8..8).prop_map(|(place, bit)| Mutation::Flip(place, bit)),
        (any::<Index>(), vec(any::<u8>(), 1..12)).prop_map(|(place, bytes)| Mutation::Insert(place, bytes)),
        (any::<Index>(), 1_usize..40).prop_map(|(place, length)| Mutation::Remove(place, length)),
    ]
}

fn apply(bytes: &mut Vec<u8>, mutation: &Mutation) {
    if bytes.is_empty() {
        return;
    }
    match mutation {
        Mutation::Flip(place, bit) => {
            let place = place.index(bytes.len());
            bytes[place] ^= 1 << bit;
        }
        Mutation::Insert(place, inserted) => {
            let place = place.index(bytes.len());
            bytes.splice(place..place, inserted.iter().copied());
        }
        Mutation::Remove(place, length) => {
            let place = place.index(bytes.len());
            bytes.drain(place..bytes.len().min(place + length));
        }
    }
}

fn good_bin() -> Vec<u8> {
    let key = [
        nested(1, &[5; 16]),
        number(3, 2_706_048),
        number(5, 1),
        number(6, 3),
    ]
    .concat();
    [
        HEADER,
        &[0x09, 0x00, 0x9c, 0xc6, 0x60, 0, 0, 0, 0],
        &nested(6, &signature_info("440", "v1", SHA256_WITH_ECDSA)),
        &nested(7, &key),
        &nested(8, &key),
    ]
    .concat()
}

fn check(bytes: &[u8]) -> Result<(), TestCaseError> {
    let key = Signer::new().verification_key("440", "v1");
    match inspect_export(bytes, &[key]) {
        Ok(export) => {
            prop_assert!(export.signatures.iter().all(|each| each.verified.is_some()));
            // Naming the problems must not fail either.
            prop_assert!(export.problems().count() <= 750_000 + 2);
        }
        Err(error) => {
            prop_assert!(error.place != Place::File || error.offset <= bytes.len() as u64);
            prop_assert!(!error.to_string().is_empty());
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in vec(any::<u8>(), 0..300)) {
        check(&bytes)?;
        check(&[b"PK\x03\x04", bytes.as_slice()].concat())?;
        let in_bin = [HEADER, &bytes].concat();
        check(&in_bin)?;
        check(&stored_zip_of(&[("export.bin", &in_bin), ("export.sig", &bytes)]))?;
    }

    #[test]
    fn a_good_file_with_arbitrary_changes_never_panics(mutations in vec(mutation(), 1..6)) {
        let good = good_bin();
        let sig = signature(&signature_info("440", "v1", SHA256_WITH_ECDSA), &[0x30; 70]);
        let (mut changed_bin, mut changed_sig) = (good.clone(), sig.clone());
        for mutation in &mutations {
            apply(&mut changed_bin, mutation);
            apply(&mut changed_sig, mutation);
        }
        check(&changed_bin)?;
        check(&zip_of(&[("export.bin", &changed_bin), ("export.sig", &sig)]))?;
        check(&zip_of(&[("export.bin", &good), ("export.sig", &changed_sig)]))?;
        for mut zip in [
            zip_of(&[("export.bin", &good), ("export.sig", &sig)]),
            stored_zip_of(&[("export.bin", &bin(&[])), ("export.sig", &sig)]),
        ] {
            for mutation in &mutations {
                apply(&mut zip, mutation);
            }
            check(&zip)?;
        }
    }
}
