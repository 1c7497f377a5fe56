//! A cluster in a temporary folder, reached through a socket in that folder alone.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::{env, fs};

use tempfile::TempDir;

/// Where Debian and Ubuntu keep what they do not put on the path.
const DEBIAN: &str = "/usr/lib/postgresql";

/// Starts the server, says so, does what it is told until its standard input ends, which a process closes however it
/// ends, and takes everything away. A server that is stopped immediately recovers as after a crash.
const KEEPER: &str = r#"
bin=$1 folder=$2
start() {
    if "$bin/pg_ctl" start -w -s -D "$folder/data" -l "$folder/log" -o "-c listen_addresses='' -c unix_socket_directories='$folder'"
    then echo ready; else cat "$folder/log"; fi
}
stop() { "$bin/pg_ctl" stop -m immediate -s -D "$folder/data"; }
start
while read -r command
do case "$command" in
    crash) stop; echo gone ;;
    start) start ;;
esac done
stop
rm -rf "$folder"
"#;

/// A running cluster. It ends with the process that holds it.
pub(super) struct Cluster {
    folder: PathBuf,
    /// What the keeper says.
    said: BufReader<ChildStdout>,
    /// Its standard input is open for as long as this.
    keeper: Child,
}

impl Cluster {
    /// `None`: no PostgreSQL is installed.
    pub(super) fn start() -> Option<Self> {
        let programs = programs()?;
        let folder = tempfile::Builder::new()
            .prefix("ichiren-postgres-")
            .tempdir()
            .expect("a temporary folder can be made");
        // PostgreSQL refuses to run as root.
        let user = unprivileged_user(&folder);
        if let Some((uid, gid)) = user {
            chown(folder.path(), Some(uid), Some(gid)).expect("root may give its folder away");
        }
        let command = |program: &Path| {
            let mut command = Command::new(program);
            command.current_dir(folder.path());
            if let Some((uid, gid)) = user {
                command.uid(uid).gid(gid);
            }
            command
        };

        let made = command(&programs.join("initdb"))
            .args([
                "--auth=trust",
                "--username=ichiren",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
            ])
            .arg("--pgdata")
            .arg(folder.path().join("data"))
            .output();
        succeeded("initdb", &made.expect("initdb can be started"));

        let mut keeper = command(Path::new("/bin/sh"))
            .args(["-c", KEEPER, "keeper"])
            .arg(&programs)
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // Ctrl-C ends the tests and must not end the keeper before it has cleared away.
            .process_group(0)
            .spawn()
            .expect("sh can be started");
        let said = BufReader::new(keeper.stdout.take().expect("the output is piped"));
        let mut cluster = Self {
            folder: folder.keep(),
            said,
            keeper,
        };
        cluster.hear("ready");
        Some(cluster)
    }

    /// The server is gone from one moment to the next.
    pub(super) fn crash(&mut self) {
        self.tell("crash");
        self.hear("gone");
    }

    /// The server is there again, with what it had promised to keep.
    pub(super) fn start_again(&mut self) {
        self.tell("start");
        self.hear("ready");
    }

    fn tell(&mut self, command: &str) {
        let keeper = self.keeper.stdin.as_mut().expect("the input is piped");
        writeln!(keeper, "{command}").expect("the keeper listens");
    }

    /// Waits for this word.
    fn hear(&mut self, expected: &str) {
        let mut word = String::new();
        self.said.read_line(&mut word).expect("the keeper can be read");
        if word.trim_end() != expected {
            drop(self.keeper.stdin.take());
            let mut log = String::new();
            self.said
                .read_to_string(&mut log)
                .expect("the keeper can be read");
            panic!("PostgreSQL did not do what it was told: {word}{log}");
        }
    }

    /// Its URL without a database.
    pub(super) fn url(&self) -> String {
        let folder = self.folder.display().to_string();
        format!("postgres://ichiren@{}", folder.replace('/', "%2F"))
    }
}

/// The folder with initdb: one on the path, else the newest that Debian has.
fn programs() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let on_path = env::split_paths(&path).find(|folder| folder.join("initdb").is_file());
    on_path.or_else(|| {
        let versions = fs::read_dir(DEBIAN).ok()?.filter_map(Result::ok);
        let number = |folder: &PathBuf| folder.file_name()?.to_str()?.parse::<u32>().ok();
        let installed = versions
            .map(|version| version.path())
            .filter(|version| version.join("bin/initdb").is_file());
        installed.max_by_key(number).map(|version| version.join("bin"))
    })
}

/// Whom root becomes; `None`: nobody has to be root's stand-in.
fn unprivileged_user(own_folder: &TempDir) -> Option<(u32, u32)> {
    let owner = fs::metadata(own_folder.path())
        .expect("a temporary folder can be looked at")
        .uid();
    if owner != 0 {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").expect("the users can be read");
    let found = ["postgres", "nobody"].iter().find_map(|name| ids(&users, name));
    Some(found.expect("a machine has a user nobody"))
}

/// The user's and the group's number.
fn ids(users: &str, name: &str) -> Option<(u32, u32)> {
    let mut entries = users.lines().map(|line| line.split(':').collect::<Vec<_>>());
    let entry = entries.find(|fields| fields.first() == Some(&name))?;
    Some((entry.get(2)?.parse().ok()?, entry.get(3)?.parse().ok()?))
}

fn succeeded(program: &str, output: &Output) {
    assert!(
        output.status.success(),
        "{program} failed: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
