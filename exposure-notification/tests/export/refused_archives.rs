//! Zips that no phone accepts.

use exposure_notification::{ExportError, SigningKey, VerificationKey, read_export, write_export};

use crate::fixture::{entry, export, zip_of};

/// A good file, its entries, and who has signed it.
fn good() -> (Vec<u8>, Vec<u8>, Vec<u8>, [VerificationKey; 1]) {
    let key = SigningKey::generate("440", "v1").unwrap();
    let zip = write_export(&export(), &key).unwrap();
    (
        entry(&zip, "export.bin"),
        entry(&zip, "export.sig"),
        zip,
        [key.verification_key()],
    )
}

#[test]
fn what_is_no_zip_is_refused() {
    let (_, _, zip, keys) = good();
    for broken in [&b""[..], b"<html>not found</html>", &zip[..zip.len() / 2]] {
        assert!(matches!(
            read_export(broken, &keys).unwrap_err(),
            ExportError::Zip(_)
        ));
    }
}

#[test]
fn the_order_of_the_entries_does_not_matter() {
    let (bin, sig, _, keys) = good();
    let zip = zip_of(&[("export.sig", &sig), ("export.bin", &bin)]);
    assert_eq!(read_export(&zip, &keys).unwrap(), export());
}

#[test]
fn another_entry_is_refused_also_one_with_a_path() {
    let (bin, sig, _, keys) = good();
    for name in [
        "readme.txt",
        "../export.bin",
        "/export.bin",
        "a/../export.sig",
        "EXPORT.BIN",
        "export.bin/",
    ] {
        let zip = zip_of(&[("export.bin", &bin), ("export.sig", &sig), (name, b"")]);
        let refused = read_export(&zip, &keys).unwrap_err();
        assert!(
            matches!(&refused, ExportError::UnexpectedEntry(entry) if entry == name),
            "{name}: {refused}"
        );
    }
}

#[test]
fn two_entries_of_one_name_are_refused() {
    let (bin, sig, _, keys) = good();
    for name in ["export.bin", "export.sig"] {
        // A zip writer refuses to do this, so the third entry is renamed in the bytes.
        let zip = zip_of(&[("export.bin", &bin), ("export.sig", &sig), ("export.two", &bin)]);
        let zip = replace(&zip, b"export.two", name.as_bytes());
        let refused = read_export(&zip, &keys).unwrap_err();
        assert!(
            matches!(refused, ExportError::DuplicateEntry),
            "{name}: {refused}"
        );
    }
}

fn replace(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut replaced = bytes.to_vec();
    for position in 0..=bytes.len() - from.len() {
        if bytes[position..].starts_with(from) {
            replaced[position..position + to.len()].copy_from_slice(to);
        }
    }
    replaced
}

#[test]
fn a_missing_entry_is_named() {
    let (bin, sig, _, keys) = good();
    let without_signature = read_export(&zip_of(&[("export.bin", &bin)]), &keys).unwrap_err();
    assert!(
        matches!(without_signature, ExportError::MissingEntry("export.sig")),
        "{without_signature}"
    );
    let without_keys = read_export(&zip_of(&[("export.sig", &sig)]), &keys).unwrap_err();
    assert!(
        matches!(without_keys, ExportError::MissingEntry("export.bin")),
        "{without_keys}"
    );
}

#[test]
fn a_zip_that_unpacks_to_more_than_the_limit_is_refused() {
    let (bin, sig, _, keys) = good();
    let zeros = vec![0; 32 * 1024 * 1024 + 1];
    let zip = zip_of(&[("export.bin", &zeros), ("export.sig", &sig)]);
    assert!(zip.len() < 100_000, "it is small on the way: {} bytes", zip.len());
    let refused = read_export(&zip, &keys).unwrap_err();
    assert!(
        matches!(
            refused,
            ExportError::TooLarge {
                what: "export.bin",
                limit: 33_554_432
            }
        ),
        "{refused}"
    );

    let zip = zip_of(&[("export.bin", &bin), ("export.sig", &zeros[..=64 * 1024])]);
    let refused = read_export(&zip, &keys).unwrap_err();
    assert!(
        matches!(
            refused,
            ExportError::TooLarge {
                what: "export.sig",
                limit: 65_536
            }
        ),
        "{refused}"
    );
}

#[test]
fn a_file_above_16_mebibytes_is_refused_before_it_is_unpacked() {
    let refused = read_export(&vec![0; 16 * 1024 * 1024 + 1], &[]).unwrap_err();
    assert!(
        matches!(
            refused,
            ExportError::TooLarge {
                limit: 16_777_216,
                ..
            }
        ),
        "{refused}"
    );
}
