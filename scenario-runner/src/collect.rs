//! What a scenario leaves behind: asked of every part at its end.

use evidence::{DrawnScreen, HttpExchange, ParametersUsed};
use testbed::exchange::Exchange;
use testbed::journal::ChainEvent;

use crate::audit::Audit;
use crate::environment::PartError;
use crate::release::of_scenario;
use crate::world::World;

const HERSYS: &str = "HER-SYS";
const NOTIFICATION_SERVER: &str = "通知サーバー";
const PHONES: &str = "端末";
/// Google and Apple, who vouch for phones; the part that plays the phones plays them, too.
const MANUFACTURERS: &str = "端末の製造元";

/// What a scenario leaves behind.
#[derive(Default)]
pub(crate) struct Collected {
    /// What every part wrote down, in order of virtual time.
    pub(crate) events: Vec<ChainEvent>,
    /// What every phone judged with.
    pub(crate) parameters: Vec<ParametersUsed>,
    /// Calls to what a part does not have: a defect of the chain that no answer shows.
    pub(crate) unexpected: Vec<String>,
    /// The last screen of every phone that has an app.
    pub(crate) screens: Vec<DrawnScreen>,
    /// What was said over HTTP, in order of virtual time.
    pub(crate) exchanges: Vec<HttpExchange>,
}

pub(crate) async fn collect(
    scenario: &str,
    world: &World,
    audit: Option<&Audit>,
) -> Result<Collected, PartError> {
    let environment = &world.environment;
    if let Some(audit) = audit {
        let phones: Vec<String> = world.phone_owners().into_iter().map(|(name, _)| name).collect();
        audit.look(scenario, environment, &phones).await?;
    }
    let mut collected = Collected::default();
    // The order of exchanges at one moment: who is asked by phones comes before whom it asks in turn.
    let parts = [
        (NOTIFICATION_SERVER, &environment.notification_server.0),
        (HERSYS, &environment.hersys.0),
        (PHONES, &environment.phones.0),
    ];
    for (name, part) in parts {
        for call in part.unexpected_calls().await? {
            let unexpected = format!("{name}への {} {}", call.method, call.path);
            collected.unexpected.push(unexpected);
        }
        let exchanges = part.exchanges().await?;
        collected
            .exchanges
            .extend(exchanges.into_iter().map(|exchange| shown(name, exchange)));
    }
    collected.exchanges.sort_by_key(|exchange| exchange.at);
    collected.events = environment.hersys.0.journal().await?;
    collected
        .events
        .extend(environment.notification_server.0.journal().await?);
    collected.events.extend(environment.phones.0.journal().await?);
    // Stable: what happened at one moment stays in the order of the places of the chain, then of the parts.
    collected.events.sort_by_key(|event| (event.at, event.place));
    for (device, platform) in world.phone_owners() {
        let mut used = environment.phones.state(&device).await?.parameters_used;
        used.dedup();
        collected
            .parameters
            .extend(used.into_iter().map(|used| ParametersUsed {
                device: device.clone(),
                platform: of_scenario(platform),
                api_version: used.api_version,
                digest: used.digest,
            }));
        if let Some(svg) = environment.phones.drawn_screen(&device).await? {
            collected.screens.push(DrawnScreen {
                device,
                platform: of_scenario(platform),
                svg,
            });
        }
    }
    Ok(collected)
}

/// An exchange with the names of both sides. Servers ask nobody but each other and need not say who they are.
fn shown(part: &str, exchange: Exchange) -> HttpExchange {
    let asks = if part == NOTIFICATION_SERVER {
        PHONES
    } else {
        NOTIFICATION_SERVER
    };
    let answers = if exchange.path.starts_with("/manufacturers/") {
        MANUFACTURERS
    } else {
        part
    };
    HttpExchange {
        at: exchange.at,
        from: exchange.caller.unwrap_or_else(|| asks.to_owned()),
        to: answers.to_owned(),
        method: exchange.method,
        path: exchange.path,
        status: exchange.status,
        request: exchange.request,
        response: exchange.response,
    }
}
