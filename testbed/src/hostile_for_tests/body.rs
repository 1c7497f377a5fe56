//! Bodies that no client of good will sends, made of those that one does.

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

/// How a body differs from the described one.
#[derive(Debug, Clone)]
pub(super) enum BodyChange {
    Nothing,
    /// The value at a place becomes another.
    Replace(Index, Value),
    /// The member or item at a place is gone.
    Remove(Index),
    /// Members that nobody knows.
    Extra(usize),
    /// The items of lists, many times over.
    Repeat(Index, usize),
    /// Every member twice.
    Duplicate,
    /// The text ends early.
    Truncate(Index),
    /// A byte that is not there in the described text.
    Insert(Index, u8),
    /// A list in a list in a list, closed or not.
    Nested(usize, bool),
    /// Text in the place of the whole.
    Text(&'static str),
    Bytes(Vec<u8>),
}

pub(super) fn change() -> impl Strategy<Value = BodyChange> {
    prop_oneof![
        3 => Just(BodyChange::Nothing),
        8 => (any::<Index>(), odd_value()).prop_map(|(place, value)| BodyChange::Replace(place, value)),
        3 => any::<Index>().prop_map(BodyChange::Remove),
        1 => prop_oneof![Just(1), Just(5_000)].prop_map(BodyChange::Extra),
        1 => (any::<Index>(), 2_usize..2_000).prop_map(|(place, times)| BodyChange::Repeat(place, times)),
        1 => Just(BodyChange::Duplicate),
        2 => any::<Index>().prop_map(BodyChange::Truncate),
        2 => (any::<Index>(), prop_oneof![Just(0_u8), Just(0xFF), Just(0xC0), any::<u8>()])
            .prop_map(|(place, byte)| BodyChange::Insert(place, byte)),
        1 => (prop_oneof![Just(64_usize), Just(200), Just(100_000)], any::<bool>())
            .prop_map(|(depth, is_closed)| BodyChange::Nested(depth, is_closed)),
        1 => prop_oneof![
            Just(""), Just("null"), Just("0"), Just("[]"), Just("{}"), Just("\"text\""), Just("NaN"),
            Just("\u{feff}{}"), Just("{\"a\":1e999999}"), Just("{'a': 1}"), Just("{}{}"),
        ]
        .prop_map(BodyChange::Text),
        1 => prop::collection::vec(any::<u8>(), 0..200).prop_map(BodyChange::Bytes),
    ]
}

/// Values of a wrong type, out of every range, or of an unusual form.
fn odd_value() -> impl Strategy<Value = Value> {
    let numbers = prop_oneof![
        Just(json!(-1)),
        Just(json!(0)),
        Just(json!(1.5)),
        Just(json!(1e308)),
        Just(json!(u64::MAX)),
        Just(json!(i64::MIN)),
        Just(json!(u32::MAX)),
        Just(json!(i64::from(u32::MAX) + 1)),
        any::<i64>().prop_map(Value::from),
    ];
    let texts = prop_oneof![
        Just(json!("")),
        Just(json!(" ")),
        Just(json!("\u{0}")),
        Just(json!("../../etc/passwd")),
        Just(json!("'; DROP TABLE users; --")),
        Just(json!("\"}")),
        Just(json!("🦠\u{202e}\u{feff}処理番号")),
        Just(json!("AQEB")),
        Just(json!("2021-02-30T25:61:61Z")),
        Just(json!("-262143-01-01T00:00:00Z")),
        Just(json!("x".repeat(100_000))),
        any::<String>().prop_map(Value::from),
    ];
    let shapes = prop_oneof![
        Just(Value::Null),
        Just(json!(true)),
        Just(json!(false)),
        Just(json!([])),
        Just(json!({})),
        Just(json!([null])),
        Just(json!({"": {"": []}})),
        Just(json!(vec![0; 3_000])),
    ];
    prop_oneof![numbers, texts, shapes]
}

/// The body that the change makes of the described one.
pub(super) fn changed(body: &Value, change: &BodyChange) -> Vec<u8> {
    let mut json = body.clone();
    match change {
        BodyChange::Nothing => {}
        BodyChange::Replace(place, value) => {
            if let Some(found) = json.pointer_mut(&chosen(body, *place)) {
                *found = value.clone();
            }
        }
        BodyChange::Remove(place) => remove(&mut json, &chosen(body, *place)),
        BodyChange::Extra(count) => {
            if let Value::Object(members) = &mut json {
                members.extend((0..*count).map(|number| (format!("unknown{number}"), number.into())));
            }
        }
        BodyChange::Repeat(place, times) => {
            if let Some(Value::Array(items)) = json.pointer_mut(&chosen(body, *place)) {
                *items = items.iter().cycle().take(items.len() * times).cloned().collect();
            }
        }
        BodyChange::Duplicate => {
            let text = json.to_string();
            let members = text.trim_start_matches('{').trim_end_matches('}');
            return format!("{{{members},{members}}}").into_bytes();
        }
        BodyChange::Truncate(place) => {
            let mut text = json.to_string().into_bytes();
            text.truncate(place.index(text.len().max(1)));
            return text;
        }
        BodyChange::Insert(place, byte) => {
            let mut text = json.to_string().into_bytes();
            text.insert(place.index(text.len() + 1), *byte);
            return text;
        }
        BodyChange::Nested(depth, is_closed) => {
            let mut text = "[".repeat(*depth);
            if *is_closed {
                text.push_str(&"]".repeat(*depth));
            }
            return text.into_bytes();
        }
        BodyChange::Text(text) => return text.as_bytes().to_vec(),
        BodyChange::Bytes(bytes) => return bytes.clone(),
    }
    json.to_string().into_bytes()
}

fn chosen(body: &Value, place: Index) -> String {
    let mut places = Vec::new();
    collect(body, String::new(), &mut places);
    place.get(&places).clone()
}

fn collect(value: &Value, place: String, places: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                collect(member, format!("{place}/{name}"), places);
            }
        }
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                collect(item, format!("{place}/{number}"), places);
            }
        }
        _ => {}
    }
    places.push(place);
}

fn remove(json: &mut Value, place: &str) {
    let Some((parent, name)) = place.rsplit_once('/') else {
        *json = Value::Null;
        return;
    };
    let name = name.replace("~1", "/").replace("~0", "~");
    match json.pointer_mut(parent) {
        Some(Value::Object(members)) => {
            members.remove(&name);
        }
        Some(Value::Array(items)) => items.clear(),
        _ => {}
    }
}
