//! Gherkin to steps to record
