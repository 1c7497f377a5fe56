//! The JSON Schemas of what Ichiren writes as JSON, made from the types themselves.

use evidence::Record;
use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::Value;

use crate::{HistoryRow, Judgement, Proof};

/// The schemas by the names of their files in `docs/schemas/`.
pub fn json_schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("record.json", schema::<Record>()),
        ("judgement.json", schema::<Judgement>()),
        ("history.json", schema::<Vec<HistoryRow>>()),
        ("prove.json", schema::<Vec<Proof>>()),
    ]
}

/// Of what is written, not of what would be read.
fn schema<Written: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    SchemaGenerator::new(settings)
        .into_root_schema_for::<Written>()
        .to_value()
}
