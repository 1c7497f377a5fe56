//! What an inspector refuses, and where it says the file goes wrong.

use exposure_notification::{InspectErrorCause, Place, inspect_export};

use crate::fixture::{
    HEADER, SHA256_WITH_ECDSA, Signer, bin, nested, number, signature, signature_info, text, zip_of,
};

/// Place, offset and cause of the refusal.
fn refusal(bytes: &[u8]) -> (Place, u64, InspectErrorCause) {
    let error = inspect_export(bytes, &[]).unwrap_err();
    (error.place, error.offset, error.cause)
}

/// Offset and cause of what is wrong in an `export.bin` with these bytes after the header.
fn in_message(message: &[u8]) -> (u64, InspectErrorCause) {
    let (place, offset, cause) = refusal(&[HEADER, message].concat());
    assert_eq!(place, Place::Bin);
    (offset, cause)
}

#[test]
fn what_is_no_export_is_said_to_be_none() {
    assert!(matches!(refusal(b""), (Place::File, 0, InspectErrorCause::Empty)));
    let (_, offset, cause) = refusal(b"<!doctype html><title>404</title>");
    assert!(
        matches!(&cause, InspectErrorCause::NotAnExport { begin } if begin == "<!doctype html><"),
        "{cause}"
    );
    assert_eq!(offset, 0);
}

#[test]
fn a_bare_signature_file_is_recognised() {
    let sig = signature(
        &signature_info("440", "v1", SHA256_WITH_ECDSA),
        &Signer::new().sign(b"a"),
    );
    let (_, _, cause) = refusal(&[sig.clone(), sig].concat());
    assert!(
        matches!(cause, InspectErrorCause::SignatureFile { signatures: 2 }),
        "{cause}"
    );
    assert!(cause.to_string().contains("give the zip or the export.bin"));
}

#[test]
fn a_wrong_header_is_refused_at_its_first_wrong_byte() {
    for (header, wrong_at) in [
        (&b"EK Export v2    "[..], 11),
        (b"EK Export v1\0\0\0\0", 12),
        (b"EK Export v1", 12),
    ] {
        let (place, offset, cause) = refusal(header);
        assert!(matches!(cause, InspectErrorCause::WrongHeader), "{cause}");
        assert_eq!((place, offset), (Place::Bin, wrong_at));
    }
}

#[test]
fn a_message_cut_short_is_refused_where_the_broken_field_begins() {
    // Bytes 16-24 the timestamp, 25-29 the region.
    let message = [vec![0x09, 0, 0, 0, 0, 0, 0, 0, 0], text(3, "440")].concat();
    let whole = [HEADER, &message].concat();
    for end in HEADER.len()..whole.len() {
        let refused = inspect_export(&whole[..end], &[]);
        match end {
            // Both ends are ends of a field: what is cut off is another one, which no message misses.
            16 | 25 => assert!(refused.is_ok()),
            _ => {
                let error = refused.unwrap_err();
                let begin = if end < 25 { 16 } else { 25 };
                assert!(
                    matches!(
                        error.cause,
                        InspectErrorCause::NumberCutShort | InspectErrorCause::FieldCutShort { .. }
                    ),
                    "{error}"
                );
                // A field whose length is missing is broken at the length.
                let begin = if end == 26 { 26 } else { begin };
                assert_eq!(error.offset, begin, "cut at {end}: {error}");
            }
        }
    }
}

#[test]
fn a_field_longer_than_what_holds_it_is_refused() {
    // A key of 4 bytes, whose data claims 16: the bytes after the key do not count.
    let message = [&[0x3a, 4, 0x0a, 16, 1, 2][..], &[9; 40]].concat();
    let (offset, cause) = in_message(&message);
    assert!(
        matches!(
            cause,
            InspectErrorCause::FieldCutShort {
                number: 1,
                needed: 16,
                left: 2
            }
        ),
        "{cause}"
    );
    assert_eq!(offset, 18);
    let (_, cause) = in_message(&[&[0x1a][..], &[0xff; 9], &[1]].concat());
    assert!(
        matches!(
            cause,
            InspectErrorCause::FieldCutShort {
                needed: u64::MAX,
                left: 0,
                ..
            }
        ),
        "{cause}"
    );
}

#[test]
fn broken_numbers_and_field_numbers_are_refused() {
    let (offset, cause) = in_message(&[&[0x20][..], &[0xff; 10]].concat());
    assert!(matches!(cause, InspectErrorCause::NumberTooLong), "{cause}");
    assert_eq!(offset, 17);
    // The tenth byte may only be 1: 64 bits are nine times seven and one.
    let (_, cause) = in_message(&[&[0x20][..], &[0xff; 9], &[2]].concat());
    assert!(matches!(cause, InspectErrorCause::NumberTooLong), "{cause}");
    let (offset, cause) = in_message(&[0x00]);
    assert!(matches!(cause, InspectErrorCause::FieldNumber(0)), "{cause}");
    assert_eq!(offset, 16);
}

#[test]
fn a_known_field_of_another_type_is_refused_by_name() {
    let cases = [
        (number(1, 5), "start_timestamp"),
        (number(3, 5), "region"),
        (text(4, "1"), "batch_num"),
        (number(6, 1), "signature_infos"),
        (number(7, 1), "keys"),
        (number(8, 1), "revised_keys"),
        (nested(7, &number(1, 1)), "key_data"),
        (nested(7, &text(4, "144")), "rolling_period"),
        (nested(7, &text(6, "0")), "days_since_onset_of_symptoms"),
    ];
    for (message, name) in cases {
        let (offset, cause) = in_message(&message);
        assert!(
            matches!(cause, InspectErrorCause::FieldType { field, .. } if field == name),
            "{cause}"
        );
        assert!((16..=18).contains(&offset));
    }
    for wire_type in [3, 4, 6, 7] {
        let (offset, cause) = in_message(&[7 << 3 | wire_type]);
        assert!(matches!(cause, InspectErrorCause::WireType { .. }), "{cause}");
        assert_eq!(offset, 16);
    }
    let (_, cause) = in_message(&nested(3, &[0xff]));
    assert!(matches!(cause, InspectErrorCause::NotText("region")), "{cause}");
}

#[test]
fn what_is_over_the_limits_of_phones_is_refused_by_whose_they_are() {
    let (_, cause) = in_message(&number(5, 1_000_001));
    assert!(cause.to_string().contains("Google's phones take at most 1000000"));

    // 750,000 keys in two lists are taken, one more is not; each is two bytes long.
    let message = [nested(8, b"").repeat(250_000), nested(7, b"").repeat(500_000)].concat();
    assert!(inspect_export(&[HEADER, &message].concat(), &[]).is_ok());
    let (offset, cause) = in_message(&[message, nested(7, b"")].concat());
    assert!(
        matches!(cause, InspectErrorCause::TooManyKeys { limit: 750_000 }),
        "{cause}"
    );
    assert!(cause.to_string().contains("Apple"));
    assert_eq!(offset, 16 + 1_500_000);

    let mut zip = zip_of(&[("export.bin", &bin(&[])), ("export.sig", b"")]);
    zip.resize(16 * 1024 * 1024 + 1, 0);
    let (place, offset, cause) = refusal(&zip);
    assert!(cause.to_string().contains("Apple"), "{cause}");
    assert_eq!((place, offset), (Place::File, 16 * 1024 * 1024));
}

/// 40 MB of zeros are 40 kB in a zip.
#[test]
fn a_zip_that_unpacks_beyond_the_greatest_export_is_refused() {
    let zeros = vec![0; 40 << 20];
    let zip = zip_of(&[("export.bin", &zeros), ("export.sig", b"")]);
    assert!(zip.len() < 1 << 20);
    let (_, _, cause) = refusal(&zip);
    assert!(
        matches!(&cause, InspectErrorCause::EntryTooLarge { name, .. } if name == "export.bin"),
        "{cause}"
    );
}

/// Names and contents of the entries, and whether the cause of the refusal is the right one.
type ZipCase<'a> = (&'a [(&'a str, &'a [u8])], fn(&InspectErrorCause) -> bool);

#[test]
fn zips_that_phones_refuse_are_refused() {
    let bin = bin(&[]);
    let cases: [ZipCase<'_>; 6] = [
        (
            &[("export.bin", &bin)],
            |cause| matches!(cause, InspectErrorCause::MissingEntry(name) if name == "export.sig"),
        ),
        (
            &[("export.sig", b"")],
            |cause| matches!(cause, InspectErrorCause::MissingEntry(name) if name == "export.bin"),
        ),
        (
            &[("a.bin", &bin), ("b.sig", b"")],
            |cause| matches!(cause, InspectErrorCause::MissingEntry(name) if name == "a.sig"),
        ),
        (
            &[("export.bin", &bin), ("export.sig", b""), ("../../evil.bin", b"")],
            |cause| matches!(cause, InspectErrorCause::PathInName(name) if name == "../../evil.bin"),
        ),
        (
            &[("export.bin", &bin), ("export.sig", b""), ("readme.txt", b"")],
            |cause| matches!(cause, InspectErrorCause::UnexpectedEntry(name) if name == "readme.txt"),
        ),
        (
            &[("export.bin", &bin), ("export.sig", b""), ("other.bin", &bin)],
            |cause| matches!(cause, InspectErrorCause::DuplicateEntry(name) if name == "other.bin"),
        ),
    ];
    for (entries, expected) in cases {
        let (place, _, cause) = refusal(&zip_of(entries));
        assert_eq!(place, Place::File);
        assert!(expected(&cause), "{cause}");
    }
}

#[test]
fn a_zip_cut_short_is_refused_at_its_end() {
    let zip = zip_of(&[("export.bin", &bin(&[])), ("export.sig", b"")]);
    for end in 2..zip.len() {
        let (place, offset, cause) = refusal(&zip[..end]);
        assert!(matches!(cause, InspectErrorCause::Zip(_)), "{cause}");
        assert_eq!((place, offset), (Place::File, end as u64));
    }
}

/// The entry's checksum no longer fits; its local header is at the front.
#[test]
fn a_zip_whose_content_was_altered_is_refused() {
    let bin = bin(&text(3, "440"));
    // Stored, so that the content stands in the zip as it is.
    let mut zip = crate::fixture::stored_zip_of(&[("export.bin", &bin), ("export.sig", b"")]);
    let place = zip.windows(3).position(|window| window == b"440").unwrap();
    assert!(inspect_export(&zip, &[]).is_ok());
    zip[place] ^= 1;
    let (place, offset, cause) = refusal(&zip);
    assert!(
        matches!(&cause, InspectErrorCause::Entry { name, .. } if name == "export.bin"),
        "{cause}"
    );
    assert_eq!((place, offset), (Place::File, 0));
}

#[test]
fn a_broken_signature_list_is_refused_in_export_sig() {
    let zip = zip_of(&[("export.bin", &bin(&[])), ("export.sig", b"\x0a\x7f")]);
    let (place, offset, cause) = refusal(&zip);
    assert!(
        matches!(
            cause,
            InspectErrorCause::FieldCutShort {
                number: 1,
                needed: 127,
                left: 0
            }
        ),
        "{cause}"
    );
    assert_eq!((place, offset), (Place::Sig, 0));
}
