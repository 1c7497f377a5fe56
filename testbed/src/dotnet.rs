//! How COCOA's app and server put texts in order: both ran on .NET, whose `OrderBy` compares strings by culture, not
//! by code.
//!
//! What is compared there are keys in base64 and numbers of regions (COCOA v2.0.1, `DeviceVerifierUtils`,
//! `V2DiagnosisSubmissionParameter`). For these characters the collations that .NET used agree (NLS on Windows, ICU
//! elsewhere): `/`, `+`, `=`, digits, letters. Whether a letter is small or capital counts only between texts that are
//! alike otherwise; then the small one comes first. Other characters follow in the order of their codes: no app sends
//! any.

use std::cmp::Ordering;

/// The order of two texts.
pub fn compare(left: &str, right: &str) -> Ordering {
    let by_character = left.chars().map(weight).cmp(right.chars().map(weight));
    by_character.then_with(|| {
        let is_capital = |character: char| character.is_ascii_uppercase();
        left.chars().map(is_capital).cmp(right.chars().map(is_capital))
    })
}

/// The place of a character, whether small or capital.
fn weight(character: char) -> u32 {
    match character {
        '/' => 0,
        '+' => 1,
        '=' => 2,
        '0'..='9' | 'A'..='Z' | 'a'..='z' => u32::from(character.to_ascii_lowercase()),
        other => u32::from(other) + u32::from('z'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of root collation in Unicode's CLDR: `/ + =`, then digits, then letters, `a` before `A` before `b`.
    #[test]
    fn characters_of_base64_come_in_the_order_of_the_cultures_not_of_their_codes() {
        let mut characters: Vec<&str> = ["B", "a", "9", "+", "Z", "=", "A", "b", "/", "0", "z"].into();
        characters.sort_by(|left, right| compare(left, right));
        assert_eq!(
            characters,
            ["/", "+", "=", "0", "9", "a", "A", "b", "B", "z", "Z"]
        );
    }

    #[test]
    fn capitals_count_only_where_nothing_else_differs() {
        assert_eq!(compare("aB", "Aa"), Ordering::Greater);
        assert_eq!(compare("aB", "Ab"), Ordering::Less);
        assert_eq!(compare("ab", "aB"), Ordering::Less);
        assert_eq!(compare("ab", "ab"), Ordering::Equal);
    }

    #[test]
    fn the_shorter_of_two_texts_that_begin_alike_comes_first() {
        assert_eq!(compare("44", "440"), Ordering::Less);
        assert_eq!(compare("", "0"), Ordering::Less);
    }
}
