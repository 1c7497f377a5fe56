//! Requests of bad will: made of a part's description, changed in one or two places, sent as bytes.
//!
//! What holds for every one of them: the part answers what its description says, and no 5xx beside; nothing panics; the
//! part still answers afterwards. A request that breaks HTTP itself may also be refused by the server below the
//! routes, or its connection closed. Same seed, same requests.

mod body;
mod generate;
mod memory;
mod panics;
mod request;

use std::net::SocketAddr;
use std::sync::Arc;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rand_chacha::rand_core::Rng;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

pub use self::memory::{grown_while_sending, peak_memory};
pub use self::panics::PanicCount;
use self::request::{HostileRequest, Reply};
use crate::contract_for_tests::Contract;
use crate::seed::Seed;

/// So many requests are under way at a time.
const AT_ONCE: usize = 16;

/// Sends `count` requests of the seed and returns what is wrong with the answers, one sentence each.
///
/// Requests that put faults into force come last, because of what they do to the others; they are looked at all the same.
pub async fn attack(address: SocketAddr, contract: &Arc<Contract>, seed: &Seed, count: usize) -> Vec<String> {
    let strategy = generate::requests(contract);
    let mut bytes = [0; 32];
    seed.derive("hostile requests").rng().fill_bytes(&mut bytes);
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let draw = || {
        strategy
            .new_tree(&mut runner)
            .expect("a request can be made")
            .current()
    };
    let drawn: Vec<HostileRequest> = std::iter::repeat_with(draw).take(count).collect();
    let (faulty, others): (Vec<_>, Vec<_>) = drawn.into_iter().partition(HostileRequest::breaks_the_part);
    let mut wrong = send_all(address, contract, others).await;
    wrong.extend(send_all(address, contract, faulty).await);
    wrong
}

/// Sends what the description's examples say, and returns what is wrong with the answers.
pub async fn follow_examples(address: SocketAddr, contract: &Arc<Contract>) -> Vec<String> {
    let template = |operation| generate::template(contract.description(), operation);
    let mut requests: Vec<_> = contract.operations().iter().map(template).collect();
    requests.retain(|request| !request.breaks_the_part());
    send_all(address, contract, requests).await
}

async fn send_all(
    address: SocketAddr,
    contract: &Arc<Contract>,
    requests: Vec<HostileRequest>,
) -> Vec<String> {
    let permits = Arc::new(Semaphore::new(AT_ONCE));
    let mut under_way = JoinSet::new();
    for request in requests {
        let (contract, permits) = (Arc::clone(contract), Arc::clone(&permits));
        under_way.spawn(async move {
            let _permit = permits.acquire_owned().await;
            let reply = request.send(address).await;
            judge(&contract, &request, &reply).err()
        });
    }
    let mut wrong = Vec::new();
    while let Some(judged) = under_way.join_next().await {
        wrong.extend(judged.expect("judging an answer does not fail"));
    }
    wrong
}

fn judge(contract: &Contract, request: &HostileRequest, reply: &Reply) -> Result<(), String> {
    let found = match reply {
        Reply::Nothing if !request.is_http() => Ok(()),
        Reply::Nothing => Err("closed without an answer".to_owned()),
        Reply::Broken(reason) => Err(reason.clone()),
        Reply::Answer(answer) => match request.method_name() {
            Some(method) => contract.check(&method, request.path(), answer),
            None => Err(format!("{} for a method without a name", answer.status)),
        }
        .or_else(|reason| {
            let is_tolerated = !request.is_http() && !answer.status.is_server_error();
            is_tolerated.then_some(()).ok_or(reason)
        }),
    };
    found.map_err(|reason| format!("{reason}\n  asked: {request:.600?}"))
}
