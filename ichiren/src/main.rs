//! The command line.

mod commands;
mod earlier;
mod filing;
mod folders;
mod output;
mod proof_base;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use testbed::program::{describe, log_to_stderr_and};

use crate::commands::{check, compare, history, inspect, judge, list, prove, run, show, up, verify};
use crate::filing::logs::scenario_logs;
use crate::folders::FolderArguments;

/// The exit code when nothing could be judged.
const INVALID: u8 = 2;

/// Judges a release of the contact-confirming app by the whole chain: from the processing number in HER-SYS to the
/// notification on another phone.
///
/// Without a command, the default release is judged.
#[derive(Parser)]
#[command(name = "ichiren", version, after_help = EXAMPLES)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    folders: FolderArguments,
}

const EXAMPLES: &str = "Examples:
  ichiren                                judge the default release
  ichiren judge --release 1.1.4          judge another one
  ichiren run --tags @要件-ウ1           run some scenarios while developing
  ichiren history                        judge every release of the past
  ichiren compare 1.1.3 1.1.4            who is notified no longer, and who is now
  ichiren show --list                    earlier judgements, and what differs
  ichiren verify                         whether their evidence was altered
  ichiren list requirements              what is required, and what checks it
  ichiren prove                          whether the suite finds every known defect
  ichiren check                          what is wrong in features, requirements and releases
  ichiren inspect export FILE            what stands in an export file of any server
  ichiren up                             start the environment and stay

Exit codes: 0 GO, 1 NO-GO, 2 INVALID (nothing can be said about the release, or the input is wrong).";

#[derive(Subcommand)]
enum Command {
    /// Judge a release: every scenario, production parameters, a verdict.
    Judge(judge::JudgeArguments),
    /// Run scenarios while developing; never a judgement.
    Run(run::RunArguments),
    /// Judge every release there is a file for.
    History(history::HistoryArguments),
    /// Compare who is notified on two releases, on the same seeded people.
    Compare(compare::CompareArguments),
    /// List scenarios, requirements, releases, defects or step definitions.
    List(list::ListArguments),
    /// Prove that the suite finds what is known to go wrong.
    Prove(prove::ProveArguments),
    /// Look for mistakes in features, requirements, releases and parameters.
    Check(check::CheckArguments),
    /// Decode an export file, a key or an interval number.
    Inspect(inspect::InspectArguments),
    /// Find out whether filed evidence was altered.
    Verify(verify::VerifyArguments),
    /// Open the report of an earlier judgement, or list them.
    Show(show::ShowArguments),
    /// Start the environment and stay until Ctrl-C.
    Up(up::UpArguments),
}

fn main() -> ExitCode {
    let command_line = CommandLine::parse();
    log_to_stderr_and("off", scenario_logs().layer());
    match start(command_line) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            anstream::eprintln!("error: {}", describe(error.as_ref()));
            ExitCode::from(INVALID)
        }
    }
}

fn start(command_line: CommandLine) -> anyhow::Result<u8> {
    // Only what judges, runs or lists needs the folders.
    let folders = || command_line.folders.find();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match command_line.command {
            None => judge::judge(&JudgeAlone::parse_from(["judge"]).arguments, &folders()?).await,
            Some(Command::Judge(arguments)) => judge::judge(&arguments, &folders()?).await,
            Some(Command::Run(arguments)) => run::run(&arguments, &folders()?).await,
            Some(Command::History(arguments)) => history::history(&arguments, &folders()?).await,
            Some(Command::Compare(arguments)) => compare::compare(&arguments, &folders()?).await,
            Some(Command::List(arguments)) => list::list(&arguments, &folders()?),
            Some(Command::Prove(arguments)) => prove::prove(&arguments, &folders()?).await,
            Some(Command::Check(arguments)) => check::check(&arguments, &folders()?).await,
            Some(Command::Inspect(arguments)) => inspect::inspect(&arguments),
            Some(Command::Verify(arguments)) => verify::verify(&arguments),
            Some(Command::Show(arguments)) => show::show(&arguments),
            Some(Command::Up(arguments)) => up::up(&arguments, &folders()?).await,
        }
    })
}

/// `judge` with nothing but its defaults: what runs when no command is named.
#[derive(Parser)]
struct JudgeAlone {
    #[command(flatten)]
    arguments: judge::JudgeArguments,
}
