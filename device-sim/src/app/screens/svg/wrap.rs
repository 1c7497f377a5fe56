//! Lines of Japanese text that fit a width.
//!
//! Widths are in thousandths of an em. They are upper bounds over the common sans-serif fonts, because nobody knows the
//! font with which the drawing is shown: a full-width character is one em, a half-width one about half. A line breaks
//! between any two characters except within a Latin word or number, before 。 and its kind, and after an opening
//! bracket (行頭禁則, 行末禁則); a piece that is longer than a line breaks anywhere.

/// What must not begin a line.
const NOT_AT_START: &str =
    "。、，．・：；？！」』】〕〉》）］｝ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％,.:;?!)]}%";
/// What must not end a line.
const NOT_AT_END: &str = "「『【〔〈《（［｛([{";

/// How wide a text is at most.
pub(super) fn width(text: &str) -> u32 {
    text.chars().map(character_width).sum()
}

fn character_width(character: char) -> u32 {
    match character {
        'W' | 'M' | 'm' | 'w' | '@' | '%' => 1000,
        'A'..='Z' | '&' => 780,
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 400,
        // Half-width katakana.
        character if character.is_ascii() || ('\u{ff61}'..='\u{ff9f}').contains(&character) => 640,
        // Pictures are drawn wider than an em.
        '\u{1f000}'.. => 1500,
        _ => 1000,
    }
}

/// The lines of a text. A line is wider than `limit` only if one character alone is.
pub(super) fn wrap(text: &str, limit: u32) -> Vec<String> {
    text.split('\n')
        .flat_map(|paragraph| wrap_paragraph(paragraph, limit))
        .collect()
}

fn wrap_paragraph(paragraph: &str, limit: u32) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for piece in pieces(paragraph) {
        let visible = width(piece.trim_end());
        if used > 0 && used + visible > limit {
            lines.push(String::new());
            used = 0;
        }
        for character in piece.chars() {
            let wide = character_width(character);
            if used + wide > limit && used > 0 {
                // A space at the end of a line is not seen; it opens none.
                if character.is_whitespace() {
                    continue;
                }
                lines.push(String::new());
                used = 0;
            }
            if let Some(line) = lines.last_mut() {
                line.push(character);
                used += wide;
            }
        }
    }
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}

/// The parts between which a line may break. Spaces belong to the part before them.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, character) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, character)) {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(character);
    }
    pieces.push(&text[start..]);
    pieces
}

fn may_break(before: char, after: char) -> bool {
    if after.is_whitespace() || NOT_AT_START.contains(after) || NOT_AT_END.contains(before) {
        return false;
    }
    before.is_whitespace() || !(before.is_ascii() && after.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_width_character_is_one_em() {
        assert_eq!(width("接触"), 2000);
        assert_eq!(width("、。"), 2000);
    }

    #[test]
    fn a_line_never_begins_with_a_full_stop_or_comma() {
        // Four characters fit; the full stop would be the fifth and takes its neighbour along.
        assert_eq!(wrap("あいうえ。", 4000), ["あいう", "え。"]);
        assert_eq!(wrap("あいうえ、お", 4000), ["あいう", "え、お"]);
        assert_eq!(wrap("あいうえー", 4000), ["あいう", "えー"]);
    }

    #[test]
    fn a_line_never_ends_with_an_opening_bracket() {
        assert_eq!(wrap("あいう「え」", 4000), ["あいう", "「え」"]);
    }

    #[test]
    fn a_date_and_a_word_stay_in_one_piece() {
        assert_eq!(wrap("使用開始日　2021-06-14", 8000), ["使用開始日", "2021-06-14"]);
        assert_eq!(wrap("Google Play", 5500), ["Google", "Play"]);
    }

    #[test]
    fn a_piece_longer_than_a_line_breaks_anywhere() {
        // 640 each: three fit into two em.
        assert_eq!(wrap("0000000", 2000), ["000", "000", "0"]);
        assert_eq!(wrap("。。。", 2000), ["。。", "。"]);
    }

    #[test]
    fn an_empty_text_is_an_empty_line() {
        assert_eq!(wrap("", 4000), [""]);
        assert_eq!(wrap("あ\nい", 4000), ["あ", "い"]);
    }
}
