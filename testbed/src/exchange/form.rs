//! The form of a body: its structure, every value replaced by what kind it is.

use serde_json::Value;

/// The longest form, in characters.
const LONGEST: usize = 4000;

/// The form of a whole body; `None` of an empty one.
pub(super) fn form_of(bytes: &[u8]) -> Option<String> {
    if bytes.is_empty() {
        return None;
    }
    let form = match serde_json::from_slice::<Value>(bytes) {
        Ok(value) => {
            let mut form = String::new();
            write(&value, &mut form);
            form
        }
        Err(_) if std::str::from_utf8(bytes).is_ok() => "<text>".to_owned(),
        Err(_) => "<binary>".to_owned(),
    };
    match form.char_indices().nth(LONGEST) {
        None => Some(form),
        Some((end, _)) => Some(format!("{}…", &form[..end])),
    }
}

/// Of an array, how many there are and the form of the first: the others are alike, or their differences are values.
fn write(value: &Value, form: &mut String) {
    match value {
        Value::Null => form.push_str("null"),
        Value::Bool(_) => form.push_str("<boolean>"),
        Value::Number(_) => form.push_str("<number>"),
        Value::String(text) if text.is_empty() => form.push_str("<empty>"),
        Value::String(_) => form.push_str("<text>"),
        Value::Array(items) => {
            form.push('[');
            if let Some(first) = items.first() {
                form.push_str(&items.len().to_string());
                form.push_str(" × ");
                write(first, form);
            }
            form.push(']');
        }
        Value::Object(members) => {
            let mut names: Vec<&String> = members.keys().collect();
            names.sort();
            form.push('{');
            for (index, name) in names.into_iter().enumerate() {
                if index > 0 {
                    form.push_str(", ");
                }
                // A name that nobody thought of is data.
                let is_a_name = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '-' | '0'..='9');
                let shown =
                    name.len() <= 60 && name.chars().all(is_a_name) && !super::path::may_identify(name);
                form.push('"');
                form.push_str(if shown { name } else { "…" });
                form.push_str("\": ");
                write(&members[name], form);
            }
            form.push('}');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_is_in_a_form() {
        let body = br#"{"verificationPayload": "01234567", "keys": [{"keyData": "c2VjcmV0", "rollingPeriod": 144},
            {"keyData": "b3RoZXI=", "rollingPeriod": 100}], "regions": ["440"], "padding": "", "isEnabled": true, "0311112222": null}"#;
        assert_eq!(
            form_of(body).unwrap(),
            "{\"…\": null, \"isEnabled\": <boolean>, \"keys\": [2 × {\"keyData\": <text>, \"rollingPeriod\": <number>}], \
             \"padding\": <empty>, \"regions\": [1 × <text>], \"verificationPayload\": <text>}"
        );
    }

    #[test]
    fn what_is_no_json_is_text_or_binary_or_nothing() {
        assert_eq!(form_of(b""), None);
        assert_eq!(form_of("番号 01234567".as_bytes()).as_deref(), Some("<text>"));
        assert_eq!(form_of(b"PK\x03\x04\xff\xfe").as_deref(), Some("<binary>"));
        assert_eq!(form_of(b"[]").as_deref(), Some("[]"));
    }
}
