//! The two languages of the page.
//!
//! Every text of the report's own stands twice, each marked with its language; the switch in the header hides one of the
//! two. What exists in Japanese alone, the sentences of features and of parts, is marked as such and always shown.

use maud::{Markup, html};

/// A text of the report's own.
pub(super) fn say(ja: &str, en: &str) -> Markup {
    if ja == en {
        return html! { (ja) };
    }
    html! { span.j lang="ja" { (ja) } span.e lang="en" { (english(en)) } }
}

/// What exists in Japanese alone.
pub(super) fn japanese(text: &str) -> Markup {
    html! { span lang="ja" { (text) } }
}

/// A number with the word for what is counted.
pub(super) fn count(number: usize, one: &str, many: &str) -> Markup {
    say(
        &format!("{number}件"),
        &format!("{number} {}", if number == 1 { one } else { many }),
    )
}

/// English in which Japanese is quoted: each stretch of Japanese is marked, so that a screen reader reads it as such.
fn english(text: &str) -> Markup {
    html! {
        @for (is_japanese, part) in stretches(text) {
            @if is_japanese { span lang="ja" { (part) } } @else { (part) }
        }
    }
}

/// Cuts a text where the language changes. What stands between 「 and 」 is Japanese as a whole, and so are the digits
/// after a Japanese letter (ウ1).
fn stretches(text: &str) -> Vec<(bool, &str)> {
    let mut found: Vec<(bool, usize)> = Vec::new();
    let mut depth = 0_usize;
    let mut before = false;
    for (at, letter) in text.char_indices() {
        depth += usize::from(letter == '「');
        let is_japanese = depth > 0 || is_japanese(letter) || (before && letter.is_ascii_digit());
        if letter == '」' {
            depth = depth.saturating_sub(1);
        }
        if found.last().is_none_or(|(last, _)| *last != is_japanese) {
            found.push((is_japanese, at));
        }
        before = is_japanese;
    }
    let ends = found.iter().skip(1).map(|(_, start)| *start).chain([text.len()]);
    let starts = found.iter();
    starts
        .zip(ends)
        .filter_map(|((is_japanese, start), end)| Some((*is_japanese, text.get(*start..end)?)))
        .collect()
}

/// Kana, kanji, their punctuation and their full-width forms.
fn is_japanese(letter: char) -> bool {
    matches!(letter, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_japanese_is_one_stretch_and_names_of_requirements_are_too() {
        assert_eq!(
            stretches("requirements fail: ウ1, エ1. It said 「最大 4 points」 (B)."),
            [
                (false, "requirements fail: "),
                (true, "ウ1"),
                (false, ", "),
                (true, "エ1"),
                (false, ". It said "),
                (true, "「最大 4 points」"),
                (false, " (B)."),
            ]
        );
        assert_eq!(stretches(""), []);
    }
}
