//! Version 2 of the API: the pieces for which Google and Apple have published numbers. No phone is judged with them
//! yet.

mod exposure_risk_value;
mod infectiousness;

pub use exposure_risk_value::{
    IosWeights, ScanInstance, exposure_risk_value_seconds, weighted_duration_seconds,
};
pub use infectiousness::{Infectiousness, InfectiousnessMap, InfectiousnessMapError};
