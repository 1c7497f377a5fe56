//! A mock of HER-SYS, the government's system of infected persons.
//!
//! It holds the life of a person's case as far as the chain needs it: a health centre registers a case, the person
//! is found positive, a processing number is issued and sent by SMS or mail, the notification server asks about the
//! number once, and the number is gone.
//!
//! * `routes` — what the notification server sees: the verification call, and nothing else.
//! * `control` — what a scenario does in the place of the health centre and of the person's telephone.
//! * `page` — the same for people who test by hand, in a browser.
//! * `operations` — what both do with HER-SYS.
//! * `jobs` — what falls due: numbers expire, messages are sent.
//! * `gateway` — who sends messages on, where somebody does.
//! * `store` — what HER-SYS keeps.
//! * `behaviour` — what a scenario can switch, to put a defect in.
//!
//! The real interface is not public: the address, the parameter's name and the result codes are configuration of the
//! real notification server too (COCOA v1.1.2, `CustomVerificationService`), so all of them are configuration here.

mod behaviour;
mod config;
mod control;
mod error;
mod gateway;
mod hersys;
mod jobs;
mod operations;
mod page;
mod routes;
mod store;

use axum::Router;
use testbed::control::with_control;
use testbed::openapi::{About, served};
use testbed::serve::{RunningServer, bind};

pub use crate::behaviour::{check_columns, mutants};
pub use crate::config::{Config, Gateway, LONGEST_VALIDITY_HOURS, VerificationContract};
pub use crate::error::StartError;
use crate::hersys::Hersys;

const ABOUT: About = About {
    title: "mock-hersys",
    description: "A mock of HER-SYS, the government's system of infected persons. In public it answers one call, by \
                  which the notification server asks about a processing number; the call's path, the name of its \
                  one member and its result codes are configuration and shown here as they are set.",
};

/// Starts HER-SYS; it answers until the returned server is stopped or dropped.
pub async fn start(config: Config) -> Result<RunningServer, StartError> {
    config.verification.check_path()?;
    let (listen, tls) = (config.listen, config.tls.clone());
    let test_instance = config.test_instance;
    let opened = tokio::task::spawn_blocking(move || Hersys::open(config)).await;
    let hersys = opened.map_err(|_| StartError::BrokenOff)??;
    if !hersys.clock.is_virtual() {
        jobs::timer::spawn(&hersys);
    }
    Ok(bind(listen)
        .await?
        .with_tls(tls)
        .serve(router(hersys, test_instance)))
}

/// Everything that HER-SYS answers.
fn router(hersys: Hersys, test_instance: bool) -> Router {
    let verification = routes::verification::router(hersys.clone());
    let control = control::router(hersys.clone());
    let page = page::router(hersys.clone());
    // `/health` stays outside the fault rules: they are about the verification call.
    let routes = with_control(hersys, verification, control, test_instance).merge(routes::health::router());
    let described = served(ABOUT, routes);
    if test_instance {
        described.merge(page)
    } else {
        described
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use testbed::clock::Clock;
    use testbed::contract_for_tests::{Contract, paths_of};
    use testbed::http::client_builder;
    use testbed::seed::Seed;

    use super::*;

    #[tokio::test]
    async fn every_route_is_described_and_nothing_else() {
        let config = Config::in_memory(Clock::virtual_at(Timestamp::UNIX_EPOCH), Seed::from_number(1));
        let routes = router(Hersys::open(config).unwrap(), false);
        let paths = paths_of(&routes);
        let part = bind(([127, 0, 0, 1], 0).into()).await.unwrap().serve(routes);
        let client = client_builder().build().unwrap();
        let url = format!("{}/openapi.json", part.url());
        let description = client.get(url).send().await.unwrap();
        let contract = Contract::read(&description.text().await.unwrap());
        assert_eq!(paths, contract.paths());
    }
}
