//! Requests made of a description: first as it says, then otherwise in one or two places.

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

use super::body::{BodyChange, change, changed};
use super::request::{Framing, HostileRequest};
use crate::contract_for_tests::{Contract, Operation, example_of, pointed_at};

/// How a request differs from the described one beside its body.
#[derive(Debug, Clone)]
enum HeadChange {
    Nothing,
    Method(&'static str),
    /// A part of the path becomes this.
    PathPart(Index, String),
    /// What is added to the path.
    PathEnd(String),
    ContentType(Option<&'static str>),
    Header(&'static str, Vec<u8>),
    ManyHeaders(usize),
    Framing(Framing),
}

/// Requests for the operations of a contract.
pub(super) fn requests(contract: &Contract) -> impl Strategy<Value = HostileRequest> + use<> {
    let templates: Vec<HostileRequest> = contract
        .operations()
        .iter()
        .map(|operation| template(contract.description(), operation))
        .collect();
    let bodies: Vec<Value> = contract
        .operations()
        .iter()
        .map(|operation| body_of(contract.description(), operation))
        .collect();
    (0..templates.len(), change(), head_change())
        .prop_map(move |(place, body, head)| build(&templates[place], &bodies[place], &body, &head))
}

/// What a client of good will sends: the description's examples.
pub(super) fn template(description: &Value, operation: &Operation) -> HostileRequest {
    let mut target = operation.path.clone();
    let mut headers = Vec::new();
    let mut query = Vec::new();
    for parameter in operation.description["parameters"]
        .as_array()
        .into_iter()
        .flatten()
    {
        let name = parameter["name"].as_str().unwrap_or_default();
        let example = match parameter.get("example") {
            Some(example) => example.clone(),
            None => example_of(description, &parameter["schema"]),
        };
        let example = example
            .as_str()
            .map_or_else(|| example.to_string(), str::to_owned);
        match parameter["in"].as_str() {
            Some("path") => target = target.replace(&format!("{{{name}}}"), &example),
            Some("query") => query.push(format!("{name}={example}")),
            // With it a registration is none: now and then is enough.
            Some("header") if name != "X-Chaff" => headers.push((name.to_owned(), example.into_bytes())),
            _ => {}
        }
    }
    if !query.is_empty() {
        target = format!("{target}?{}", query.join("&"));
    }
    let body = body_of(description, operation);
    let mut framing = Framing::Absent;
    if let Some((media_type, _)) = content(description, operation) {
        headers.push(("Content-Type".to_owned(), media_type.into_bytes()));
        framing = Framing::Length;
    }
    HostileRequest {
        method: operation.method.to_string(),
        target,
        headers,
        body: changed(&body, &BodyChange::Nothing),
        framing,
    }
}

fn content(description: &Value, operation: &Operation) -> Option<(String, Value)> {
    let body = pointed_at(description, operation.description.get("requestBody")?);
    let (media_type, content) = body["content"].as_object()?.iter().next()?;
    Some((media_type.clone(), content.clone()))
}

fn body_of(description: &Value, operation: &Operation) -> Value {
    match content(description, operation) {
        Some((_, content)) if content.get("example").is_some() => content["example"].clone(),
        Some((_, content)) => example_of(description, &content["schema"]),
        None => Value::Null,
    }
}

fn build(template: &HostileRequest, body: &Value, change: &BodyChange, head: &HeadChange) -> HostileRequest {
    let mut request = template.clone();
    if !body.is_null() || matches!(change, BodyChange::Bytes(_)) {
        request.body = changed(body, change);
    }
    if request.framing == Framing::Absent && !request.body.is_empty() && !body.is_null() {
        request.framing = Framing::Length;
    }
    match head {
        HeadChange::Nothing => {}
        HeadChange::Method(method) => (*method).clone_into(&mut request.method),
        HeadChange::PathPart(place, part) => {
            let mut parts: Vec<&str> = request.target.split('/').collect();
            let place = place.index(parts.len() - 1) + 1;
            parts[place] = part;
            request.target = parts.join("/");
        }
        HeadChange::PathEnd(end) => request.target.push_str(end),
        HeadChange::ContentType(media_type) => {
            request.headers.retain(|(name, _)| name != "Content-Type");
            let media_type = media_type.map(|text| ("Content-Type".to_owned(), text.as_bytes().to_vec()));
            request.headers.extend(media_type);
        }
        HeadChange::Header(name, value) => request.headers.push(((*name).to_owned(), value.clone())),
        HeadChange::ManyHeaders(count) => {
            let many = (0..*count).map(|number| (format!("x-unknown-{number}"), b"value".to_vec()));
            request.headers.extend(many);
        }
        HeadChange::Framing(framing) => request.framing = *framing,
    }
    request
}

fn head_change() -> impl Strategy<Value = HeadChange> {
    let odd_path = || {
        prop_oneof![
            Just("..".to_owned()),
            Just("%2e%2e".to_owned()),
            Just("%2F".to_owned()),
            Just("%00".to_owned()),
            Just("%FF".to_owned()),
            Just("%".to_owned()),
            Just(String::new()),
            Just("1.zip".to_owned()),
            Just("99999999999999999999.zip".to_owned()),
            Just("-1.zip".to_owned()),
            Just("{file}".to_owned()),
            Just("x".repeat(10_000)),
            Just("処理".to_owned()),
            Just("a b".to_owned()),
            Just("%E5%87%A6".to_owned()),
            "[a-z0-9%._~-]{0,40}",
        ]
    };
    let path_end = prop_oneof![
        Just("/".to_owned()),
        Just("//".to_owned()),
        Just("?".to_owned()),
        Just("?to=%FF".to_owned()),
        Just("?to=a&to=b".to_owned()),
        Just("?%".to_owned()),
        Just("#part".to_owned()),
        Just("/../..".to_owned()),
        Just(format!("?{}", "a=b&".repeat(1_000))),
        "[?&=a-z0-9%]{0,40}",
    ];
    let header_name = prop_oneof![
        Just("x-functions-key"),
        Just("x-api-key"),
        Just("X-Azure-FDID"),
        Just("X-Chaff"),
        Just("Authorization"),
        Just("Ocp-Apim-Subscription-Key"),
        Just("Accept"),
        Just("Expect"),
        Just("Range"),
        Just("Upgrade"),
        Just("Cookie"),
        Just("Content-Encoding"),
        Just("If-None-Match"),
        Just("x-ichiren-patience-milliseconds"),
    ];
    let header_value = prop_oneof![
        Just(Vec::new()),
        Just(b"Bearer ".to_vec()),
        Just(b"Bearer secret".to_vec()),
        Just(b"100-continue".to_vec()),
        Just(b"gzip".to_vec()),
        Just(b"-1".to_vec()),
        Just(b"99999999999999999999".to_vec()),
        Just(vec![0xFF; 8]),
        Just(vec![b'x'; 100_000]),
        Just(b"a\0b".to_vec()),
        prop::collection::vec(0x20_u8..0x7F, 0..40),
    ];
    prop_oneof![
        8 => Just(HeadChange::Nothing),
        1 => prop_oneof![
            Just("GET"), Just("HEAD"), Just("POST"), Just("PUT"), Just("PATCH"), Just("DELETE"), Just("OPTIONS"),
            Just("TRACE"), Just("get"), Just("BREW"), Just(""),
        ]
        .prop_map(HeadChange::Method),
        2 => (any::<Index>(), odd_path()).prop_map(|(place, part)| HeadChange::PathPart(place, part)),
        1 => path_end.prop_map(HeadChange::PathEnd),
        1 => prop_oneof![
            Just(None), Just(Some("text/plain")), Just(Some("application/xml")), Just(Some("")),
            Just(Some("application/json; charset=utf-16")), Just(Some("application/json;;;")), Just(Some("multipart/form-data")),
        ]
        .prop_map(HeadChange::ContentType),
        2 => (header_name, header_value).prop_map(|(name, value)| HeadChange::Header(name, value)),
        1 => prop_oneof![Just(50), Just(500)].prop_map(HeadChange::ManyHeaders),
        2 => prop_oneof![
            Just(Framing::Chunked), Just(Framing::Absent), Just(Framing::TooLong), Just(Framing::Nonsense),
            Just(Framing::Both), Just(Framing::HungUp),
        ]
        .prop_map(HeadChange::Framing),
    ]
}
