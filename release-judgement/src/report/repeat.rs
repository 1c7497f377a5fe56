//! The commands that repeat what the report shows.

use evidence::{PlannedScenario, Record};

/// The command that repeats one scenario as it ran: its seed is derived from that of the run.
pub(super) fn scenario_command(record: &Record, planned: &PlannedScenario) -> String {
    let name = format!("^{}$", regex::escape(&planned.name));
    let mut command = format!(
        "ichiren run --release {} --seed {} --name {}",
        quoted(&record.release.name),
        record.seed,
        quoted(&name)
    );
    for defect in &record.switched_on_defects {
        command.push_str(" --with-defect ");
        command.push_str(&quoted(defect));
    }
    command
}

/// As a shell takes it for one word: what a shell could read otherwise stands in single quotes.
fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_a_shell_could_read_otherwise_is_quoted() {
        assert_eq!(quoted("1.1.4"), "1.1.4");
        assert_eq!(quoted("^接触 1$"), "'^接触 1$'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(quoted(""), "''");
    }
}
