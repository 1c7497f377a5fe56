//! Identifiers that say nothing: version 4 of RFC 4122.

use rand::Rng;
use testbed::seed::Seed;

/// The identifier of this seed, in the form in which .NET writes a GUID: small letters and hyphens. Each use derives a
/// seed of its own.
pub(super) fn guid(seed: &Seed) -> String {
    let mut bytes = [0; 16];
    seed.rng().fill_bytes(&mut bytes);
    let random = u128::from_be_bytes(bytes);
    // RFC 4122, 4.4: the version 4 in bits 76 to 79, the variant 10 in bits 62 and 63.
    let value = (random & !(0xf << 76) & !(0b11 << 62)) | (0x4 << 76) | (0b10 << 62);
    let hex = format!("{value:032x}");
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_of_version_4_and_of_the_variant_of_the_rfc() {
        for number in 0..50 {
            let guid = guid(&Seed::from_number(number));
            let lengths: Vec<usize> = guid.split('-').map(str::len).collect();
            assert_eq!(lengths, [8, 4, 4, 4, 12], "{guid}");
            assert_eq!(guid.as_bytes()[14], b'4', "{guid}");
            assert!(b"89ab".contains(&guid.as_bytes()[19]), "{guid}");
            assert!(
                guid.bytes()
                    .all(|byte| byte == b'-' || byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
            );
        }
    }

    #[test]
    fn a_seed_has_one_and_another_seed_another() {
        let of = |number| guid(&Seed::from_number(number));
        assert_eq!(of(1), of(1));
        assert_ne!(of(1), of(2));
    }
}
