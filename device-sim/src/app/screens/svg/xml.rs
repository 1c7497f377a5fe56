//! Text within XML 1.0.

/// The text as it stands in an element or a quoted attribute. Characters that XML 1.0 forbids, even escaped, become
/// the replacement character.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => {
                escaped.push(character);
            }
            _ => escaped.push(char::REPLACEMENT_CHARACTER),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_written_as_text() {
        assert_eq!(
            escape(r#"<a b="c">&amp;'"#),
            "&lt;a b=&quot;c&quot;&gt;&amp;amp;'"
        );
    }

    #[test]
    fn what_xml_forbids_is_replaced() {
        // XML 1.0, production 2: #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF].
        assert_eq!(
            escape("a\u{0}\u{b}\u{ffff}b\t\n"),
            "a\u{fffd}\u{fffd}\u{fffd}b\t\n"
        );
        assert_eq!(escape("接触\u{1f4f1}"), "接触\u{1f4f1}");
    }
}
