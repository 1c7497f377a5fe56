//! Digests, and the one form of JSON over which they are made: no white space, members in the order of their names.

use ring::digest::{SHA256, digest};
use serde::Serialize;
use serde_json::Value;

/// SHA-256, hexadecimal.
pub fn digest_of_bytes(bytes: &[u8]) -> String {
    hex::encode(digest(&SHA256, bytes))
}

/// SHA-256 of the canonical form, hexadecimal.
pub fn digest_of_json(value: &Value) -> String {
    digest_of_bytes(canonical_json(value).as_bytes())
}

/// The canonical form, whatever order the members were read in.
pub fn canonical_json(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

/// The canonical form of a signed thing: without its signature.
pub(super) fn signed_form(value: &impl Serialize) -> Result<String, serde_json::Error> {
    let mut value = serde_json::to_value(value)?;
    if let Some(members) = value.as_object_mut() {
        members.remove("signature");
    }
    Ok(canonical_json(&value))
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Object(members) => {
            let mut names: Vec<&String> = members.keys().collect();
            names.sort();
            text.push('{');
            for (index, name) in names.into_iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                text.push_str(&Value::from(name.as_str()).to_string());
                text.push(':');
                write(&members[name], text);
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write(item, text);
            }
            text.push(']');
        }
        leaf => text.push_str(&leaf.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn members_are_in_the_order_of_their_names() {
        let value: Value =
            serde_json::from_str(r#"{ "b": [1, {"d": null, "c": "\n"}], "a": true }"#).unwrap();
        assert_eq!(
            canonical_json(&value),
            r#"{"a":true,"b":[1,{"c":"\n","d":null}]}"#
        );
    }

    /// The example of FIPS 180-2: `abc`.
    #[test]
    fn digests_are_sha_256() {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(digest_of_bytes(b"abc"), expected);
        assert_ne!(digest_of_json(&json!("abc")), expected, "JSON has its quotes");
    }
}
