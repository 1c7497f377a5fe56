//! `ichiren up`: the environment, for people and programs that want to use it by hand.

use std::net::SocketAddr;

use clap::Args;
use scenario_runner::{EmbeddedEnvironment, Listen};
use testbed::program::asked_to_end;
use testbed::seed::Seed;
use testbed::serve::refuse_other_machines;

use super::Format;
use crate::folders::Folders;
use crate::output::print_line;

/// The arguments of `up`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ichiren up
  ichiren up --release 1.1.4 --mock-hersys 127.0.0.1:8081 --notify-server 127.0.0.1:8082 --device-sim 127.0.0.1:8083

Prints the URLs as one line of JSON. Time is virtual and stands still until it is moved: PUT /control/clock on each
part, in this order: HER-SYS, notification server, phones. What HER-SYS and the notification server answer is described
at /openapi.json of each; the addresses are printed beside.")]
pub(crate) struct UpArguments {
    /// The release whose server and parameters are started [default: the one whose file says `default = true`]
    #[arg(long, value_name = "NAME")]
    release: Option<String>,
    /// The seed
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where HER-SYS listens; port 0 is any free port
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:0")]
    mock_hersys: SocketAddr,
    /// Where the notification server listens
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:0")]
    notify_server: SocketAddr,
    /// Where the phones listen
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:0")]
    device_sim: SocketAddr,
    /// Let other machines reach the parts; without this, only addresses of this machine are listened on
    #[arg(long)]
    allow_other_machines: bool,
    /// How the URLs are printed
    #[arg(long, value_enum, default_value = "json")]
    format: Format,
}

/// Starts the environment and stays until Ctrl-C.
pub(crate) async fn up(arguments: &UpArguments, folders: &Folders) -> anyhow::Result<u8> {
    for listen in [
        arguments.mock_hersys,
        arguments.notify_server,
        arguments.device_sim,
    ] {
        refuse_other_machines(listen, arguments.allow_other_machines)?;
    }
    let release = folders.releases.named_or_default(arguments.release.as_deref())?;
    let listen = Listen {
        mock_hersys: arguments.mock_hersys,
        notify_server: arguments.notify_server,
        device_sim: arguments.device_sim,
    };
    let environment = EmbeddedEnvironment::start(&release, Seed::from_number(arguments.seed), listen).await?;
    let urls = environment.urls();
    match arguments.format {
        Format::Json => print_line(serde_json::to_string(&urls)?),
        Format::Text => {
            print_line(format_args!("HER-SYS       {}", urls.mock_hersys));
            print_line(format_args!("通知サーバー  {}", urls.notify_server));
            print_line(format_args!("端末          {}", urls.device_sim));
        }
    }
    for part in [&urls.mock_hersys, &urls.notify_server] {
        anstream::eprintln!("OpenAPI: {part}{}", testbed::openapi::PATH);
    }
    anstream::eprintln!(
        "release {}, virtual time {}; Ctrl-C ends it",
        release.name,
        release.starts_at
    );
    asked_to_end().await?;
    Ok(0)
}
