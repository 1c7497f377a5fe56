//! The judgement for other programs: JUnit XML for build servers, Cucumber Messages for Cucumber's own tools, and the
//! JSON Schemas of what Ichiren writes as JSON.

mod cucumber;
mod junit;
mod schemas;

pub use cucumber::{FeatureSource, MessagesError, cucumber_messages};
pub use junit::{JunitError, junit_xml};
pub use schemas::json_schemas;
