//! The log of each scenario. What logs is one for the whole program, and so is this.

use std::sync::LazyLock;

use evidence::Record;
use evidence::bundle::BundleFile;
use scenario_runner::ScenarioLogs;

static LOGS: LazyLock<ScenarioLogs> = LazyLock::new(ScenarioLogs::default);

/// Where the logs of scenarios are collected.
pub(crate) fn scenario_logs() -> &'static ScenarioLogs {
    &LOGS
}

/// One file per scenario that logged, numbered as in the record's plan, and begun with the scenario's id.
pub(super) fn files(record: &Record) -> Vec<BundleFile> {
    let mut logs = scenario_logs().take();
    let file = |(index, id): (usize, &String)| {
        let log = logs.remove(id)?;
        let name = format!("logs/{:04}.log", index + 1);
        Some(BundleFile::text(name, format!("# {id}\n{log}")))
    };
    let ids = record.plan.iter().map(|planned| &planned.id);
    ids.enumerate().filter_map(file).collect()
}
