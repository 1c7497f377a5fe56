//! Leaving scenarios out, for developers. A filtered run is never a judgement.

use cucumber::tag::Ext as _;
use evidence::Filter;
use gherkin::tagexpr::TagOperation;
use regex::Regex;

use crate::features::{Plan, PlanError};

impl Plan {
    /// The scenarios that the filter lets through: those whose tags fit the expression and whose name fits the
    /// regular expression.
    pub fn filtered(&self, filter: &Filter) -> Result<Self, PlanError> {
        let tags = filter.tags.as_deref().map(read_tags).transpose()?;
        let name = filter.name.as_deref().map(read_name).transpose()?;
        let scenarios = self
            .scenarios
            .iter()
            .filter(|scenario| tags.as_ref().is_none_or(|tags| tags.eval(&scenario.tags)))
            .filter(|scenario| {
                name.as_ref()
                    .is_none_or(|name| name.is_match(&scenario.planned.name))
            })
            .cloned()
            .collect();
        Ok(Self { scenarios })
    }
}

fn read_tags(expression: &str) -> Result<TagOperation, PlanError> {
    expression.parse().map_err(|_| PlanError::Filter {
        filter: expression.to_owned(),
        message: "write tags with `and`, `or`, `not` and brackets, such as '@要件-ウ1 and not @判定対象-iOS'"
            .to_owned(),
    })
}

fn read_name(expression: &str) -> Result<Regex, PlanError> {
    Regex::new(expression).map_err(|error| PlanError::Filter {
        filter: expression.to_owned(),
        message: error.to_string(),
    })
}
