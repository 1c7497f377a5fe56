//! Schemas of a description: validators made of them, and examples found in them.

use std::collections::BTreeSet;

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

/// A validator of answers. A member that is not described is a mistake in an answer, though not in a body that is
/// sent: a description that leaves members out would be true of everything.
pub(super) fn answer_validator(description: &Value, schema: &Value) -> Validator {
    let mut components = description["components"].clone();
    let flattened = flattened(&components);
    if let Some(schemas) = components["schemas"].as_object_mut() {
        for (name, schema) in schemas {
            if !flattened.contains(&format!("#/components/schemas/{name}")) {
                close(schema);
            }
        }
    }
    let mut schema = schema.clone();
    close(&mut schema);
    validator(&schema, &components)
}

/// A validator of what is sent.
pub(super) fn validator(schema: &Value, components: &Value) -> Validator {
    let root = json!({"allOf": [schema], "components": components});
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .build(&root)
        .expect("a described schema is a schema")
}

/// The schemas that are part of others: what they do not name, the others do.
fn flattened(components: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![components];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                let parts = members.get("allOf").and_then(Value::as_array);
                let references = parts
                    .into_iter()
                    .flatten()
                    .filter_map(|part| part["$ref"].as_str());
                found.extend(references.map(str::to_owned));
                open.extend(members.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    found
}

fn close(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            let names_members = members.contains_key("properties") || members.contains_key("allOf");
            if names_members && !members.contains_key("additionalProperties") {
                members.insert("unevaluatedProperties".to_owned(), false.into());
            }
            for (keyword, value) in members {
                // An example is no schema, and a part of a whole is closed by the whole.
                if !["allOf", "example", "examples", "enum", "const"].contains(&keyword.as_str()) {
                    close(value);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

/// What a schema means that may be a reference.
pub fn pointed_at<'a>(description: &'a Value, schema: &'a Value) -> &'a Value {
    let target = schema["$ref"].as_str().and_then(|text| text.strip_prefix('#'));
    match target.and_then(|pointer| description.pointer(pointer)) {
        Some(found) => pointed_at(description, found),
        None => schema,
    }
}

/// What the description gives as an example, or something of the form that it describes.
pub fn example_of(description: &Value, schema: &Value) -> Value {
    let schema = pointed_at(description, schema);
    if let Some(example) = schema.get("example").or_else(|| schema["examples"].get(0)) {
        return example.clone();
    }
    if let Some(value) = schema.get("const").or_else(|| schema["enum"].get(0)) {
        return value.clone();
    }
    let first = schema["oneOf"].get(0).or_else(|| schema["anyOf"].get(0));
    if let Some(first) = first {
        return example_of(description, first);
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let mut whole = Map::new();
        for part in parts {
            if let Value::Object(members) = example_of(description, part) {
                whole.extend(members);
            }
        }
        return whole.into();
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.first().and_then(Value::as_str),
        kind => kind.as_str(),
    };
    match kind {
        Some("array") => json!([example_of(description, &schema["items"])]),
        Some("string") => match schema["format"].as_str() {
            Some("date-time") => "2021-06-14T03:00:00Z".into(),
            Some("date") => "2021-06-14".into(),
            _ => "text".into(),
        },
        Some("integer" | "number") => 1.into(),
        Some("boolean") => true.into(),
        Some("null") => Value::Null,
        _ => {
            let members = schema["properties"].as_object().into_iter().flatten();
            members
                .map(|(name, member)| (name.clone(), example_of(description, member)))
                .collect::<Map<_, _>>()
                .into()
        }
    }
}
