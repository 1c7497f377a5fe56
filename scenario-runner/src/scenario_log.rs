//! The log of each scenario, kept apart although several run at a time.
//!
//! A scenario runs in a span of its own, and every task that its parts start inherits the span (`testbed::serve`). So an
//! event is the scenario's in whose span it happens. There is no wall clock in it: the lines of a scenario are in the
//! order in which they came, and the record has the virtual times.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::Attributes;
use tracing::{Event, Id, Span, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;

/// The span of a scenario, and its field.
const SPAN: &str = "scenario";
const ID: &str = "id";
/// What is ours: libraries say much that is no business of an auditor.
const LOGGED: [&str; 6] = [
    "device_sim",
    "exposure_notification",
    "mock_hersys",
    "notify_server",
    "scenario_runner",
    "testbed",
];

/// The logs of the scenarios that ran; shared by all clones.
#[derive(Debug, Clone, Default)]
pub struct ScenarioLogs(Arc<Mutex<BTreeMap<String, String>>>);

/// The span that a scenario runs in.
pub(crate) fn span(id: &str) -> Span {
    tracing::info_span!(SPAN, id)
}

impl ScenarioLogs {
    /// Takes the logs so far, by the scenarios' ids.
    pub fn take(&self) -> BTreeMap<String, String> {
        std::mem::take(&mut self.lock())
    }

    /// What writes them, to be added to a subscriber.
    pub fn layer<S: Subscriber + for<'span> LookupSpan<'span>>(&self) -> impl Layer<S> + use<S> {
        let targets = LOGGED.map(|target| (target, LevelFilter::DEBUG));
        Writer(self.clone()).with_filter(Targets::new().with_targets(targets))
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Writer(ScenarioLogs);

/// Kept with a scenario's span.
struct ScenarioId(String);

impl<S: Subscriber + for<'span> LookupSpan<'span>> Layer<S> for Writer {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if attributes.metadata().name() != SPAN {
            return;
        }
        let mut found = FindId(None);
        attributes.record(&mut found);
        if let (Some(scenario), Some(span)) = (found.0, context.span(id)) {
            span.extensions_mut().insert(ScenarioId(scenario));
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut spans = context.event_scope(event).into_iter().flatten();
        let scenario = spans.find_map(|span| span.extensions().get::<ScenarioId>().map(|id| id.0.clone()));
        let Some(scenario) = scenario else {
            return;
        };
        let metadata = event.metadata();
        let mut line = Line(format!("{:5} {}:", metadata.level(), metadata.target()));
        event.record(&mut line);
        line.0.push('\n');
        self.0.lock().entry(scenario).or_default().push_str(&line.0);
    }
}

struct FindId(Option<String>);

impl Visit for FindId {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == ID {
            self.0 = Some(value.to_owned());
        }
    }

    fn record_debug(&mut self, _field: &Field, _value: &dyn fmt::Debug) {}
}

/// A line: the message, then the fields.
struct Line(String);

impl Line {
    fn add(&mut self, field: &Field, value: fmt::Arguments<'_>) {
        // Writing to a text cannot fail.
        let _ = match field.name() {
            "message" => write!(self.0, " {value}"),
            name => write!(self.0, " {name}={value}"),
        };
    }
}

impl Visit for Line {
    fn record_str(&mut self, field: &Field, value: &str) {
        // A line stays one.
        self.add(field, format_args!("{}", value.replace('\n', " ")));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let text = format!("{value:?}").replace('\n', " ");
        self.add(field, format_args!("{text}"));
    }
}

#[cfg(test)]
mod tests {
    use tracing::Instrument as _;
    use tracing_subscriber::layer::SubscriberExt as _;

    use super::*;

    #[test]
    fn the_lines_of_scenarios_that_run_at_once_are_kept_apart() {
        let logs = ScenarioLogs::default();
        let subscriber = tracing_subscriber::registry().with(logs.layer());
        let _default = tracing::subscriber::set_default(subscriber);
        let run = async |name: &str| {
            tracing::info!(name, "begins");
            tokio::task::yield_now().await;
            // As the parts start their tasks.
            tokio::spawn(async { tracing::debug!("within") }.in_current_span())
                .await
                .unwrap();
            tracing::info!(target: "hyper", "is none of ours");
        };
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            tracing::info!("of no scenario");
            futures::join!(
                run("一").instrument(span("a.feature:3")),
                run("二").instrument(span("a.feature:9")),
            );
        });
        let expected = |name: &str| {
            format!(
                "INFO  scenario_runner::scenario_log::tests: begins name={name}\n\
                 DEBUG scenario_runner::scenario_log::tests: within\n"
            )
        };
        let taken = logs.take();
        assert_eq!(taken["a.feature:3"], expected("一"));
        assert_eq!(taken["a.feature:9"], expected("二"));
        assert_eq!(taken.len(), 2);
        assert!(logs.take().is_empty());
    }
}
