//! Life after life of one server over one database and one folder.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures::future::join;
use jiff::Timestamp;
use rand::RngExt;
use rand_chacha::ChaCha12Rng;
use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;
use testbed::seed::Seed;

use crate::calendar::{DAY, Job, Time, interval, midnight, next_job};
use crate::hersys::HerSys;
use crate::kills::Kills;
use crate::ledger::Ledger;
use crate::program::Program;
use crate::published::Published;
use crate::victim::Victim;

/// Lives between two exports that nobody disturbs.
const DISTURBED: u32 = 6;
/// The most that is seen of the server in one life.
const LONGEST_LIFE: u32 = 90;

pub(crate) struct World {
    rng: ChaCha12Rng,
    pub(crate) program: Program,
    pub(crate) victim: Arc<Victim>,
    pub(crate) ledger: Mutex<Ledger>,
    pub(crate) published: Mutex<Published>,
    pub(crate) time: Time,
    pub(crate) kills: Kills,
    _hersys: HerSys,
    _folder: TempDir,
}

/// The server as it runs now.
pub(crate) struct Server {
    url: String,
    client: Client,
}

impl World {
    pub(crate) async fn new(seed: u64, folder: TempDir, database: &str) -> Self {
        let victim = Arc::new(Victim::default());
        let hersys = HerSys::start(Arc::clone(&victim)).await;
        let program = Program {
            folder: folder.path().to_owned(),
            database: database.to_owned(),
            hersys_url: hersys.url.clone(),
        };
        let published = Published::new(program.prepare());
        let now = "2021-12-01T03:00:00Z".parse().unwrap();
        Self {
            rng: Seed::from_number(seed).rng(),
            program,
            victim,
            ledger: Mutex::default(),
            published: Mutex::new(published),
            time: Time::starting(now),
            kills: Kills::default(),
            _hersys: hersys,
            _folder: folder,
        }
    }

    /// Kills the server so many times, and looks after each what is left.
    pub(crate) async fn live(mut self, lives: u32) -> Kills {
        for life in 1..=lives {
            let server = self.start();
            self.look_after_a_kill(&server).await;
            self.victim.has_left(self.rng.random_range(1..=LONGEST_LIFE));
            while !self.victim.is_dead() {
                self.work(&server).await;
            }
            self.count_kill();
            if life % DISTURBED == 0 {
                self.export_undisturbed().await;
            }
        }
        self.grow_old().await;
        self.kills
    }

    /// On the data that there are. A server that was killed while its clock moved finds itself before or after.
    pub(crate) fn start(&mut self) -> Server {
        if let Some(asked) = self.time.asked.take()
            && self.rng.random_bool(0.5)
        {
            self.time.now = asked;
        }
        let (process, url) = self.program.start(self.time.now);
        self.victim.is_now(process);
        Server {
            url,
            client: Client::builder().no_proxy().build().unwrap(),
        }
    }

    /// Some registrations at once, the clock's next step beside them or not, and a phone that downloads all the while.
    async fn work(&mut self, server: &Server) {
        let today = midnight(self.time.now);
        let registrations: Vec<(u32, u8)> = (0..self.rng.random_range(1..=4))
            .map(|_| {
                let day = today - DAY * self.rng.random_range(0..=1);
                (interval(day), self.rng.random_range(1..=3))
            })
            .collect();
        let step = self.rng.random_bool(0.5).then(|| next_job(self.time.now));
        if let Some(step) = step {
            self.time.ask(step);
        }

        let done = AtomicBool::new(false);
        let world = &*self;
        let busy = async {
            let registered = futures::future::join_all(
                registrations
                    .iter()
                    .map(|(start, count)| world.register(server, *start, *count)),
            );
            let (_, moved) = join(registered, world.step(server, step)).await;
            done.store(true, Ordering::Relaxed);
            moved
        };
        let phone = async {
            while !done.load(Ordering::Relaxed) && !world.victim.is_dead() {
                world.download(server).await;
            }
        };
        let (moved, ()) = join(busy, phone).await;
        if let Some(step) = step.filter(|_| moved) {
            self.time.confirm(step);
        }
    }

    async fn register(&self, server: &Server, start: u32, count: u8) {
        let (number, keys) = self.ledger.lock().unwrap().add(start, count);
        let keys: Vec<Value> = keys
            .iter()
            .map(|key| {
                json!({"keyData": STANDARD.encode(key), "rollingStartNumber": start, "rollingPeriod": 144})
            })
            .collect();
        let submission = json!({
            "keys": keys,
            "regions": ["440"],
            "platform": "android",
            "deviceVerificationPayload": "attestation",
            "appPackageName": "jp.go.mhlw.covid19radar",
            "verificationPayload": format!("{number:08}"),
            "padding": "cGFkZGluZw==",
        });
        self.victim.seen_with(|under_way| under_way.registrations += 1);
        let request = server.client.put(format!("{}/api/v2/diagnosis", server.url));
        if let Some((status, _)) = self.send(request.json(&submission)).await {
            assert_eq!(status, 204);
            self.ledger.lock().unwrap().accepted(number);
            self.victim.seen_with(|under_way| under_way.registrations -= 1);
        }
    }

    /// Whether the clock was moved.
    async fn step(&self, server: &Server, step: Option<(Timestamp, Job)>) -> bool {
        let Some((asked, job)) = step else {
            return false;
        };
        self.victim.seen_with(|under_way| match job {
            Job::Deletion => under_way.deletion = true,
            Job::Export => under_way.export = true,
        });
        let moved = self.move_clock(server, asked).await;
        self.victim.seen_with(|under_way| {
            under_way.deletion = false;
            under_way.export = false;
        });
        moved
    }

    pub(crate) async fn move_clock(&self, server: &Server, now: Timestamp) -> bool {
        let request = server.client.put(format!("{}/control/clock", server.url));
        let answer = self.send(request.json(&json!({"now": now}))).await;
        answer.is_some_and(|(status, body)| {
            assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
            true
        })
    }

    /// The list, and one of its files, as a phone does at any time.
    async fn download(&self, server: &Server) {
        let Some((status, list)) = self.get(server, "/c19r/440/list.json").await else {
            return;
        };
        self.victim.seen();
        if status == StatusCode::NOT_FOUND {
            return;
        }
        if let Some(number) = Published::numbers(&list).pop() {
            let Some((status, zip)) = self.get(server, &format!("/c19r/440/{number}.zip")).await else {
                return;
            };
            self.victim.seen();
            assert_eq!(status, 200, "the newest file {number}");
            self.published.lock().unwrap().seen(number, &zip);
        }
    }

    fn count_kill(&mut self) {
        let at_death = self.victim.at_death();
        self.kills.all += 1;
        self.kills.during_registrations += u32::from(at_death.registrations > 0);
        self.kills.during_exports += u32::from(at_death.export);
        self.kills.during_deletions += u32::from(at_death.deletion);
    }

    pub(crate) async fn get(&self, server: &Server, path: &str) -> Option<(StatusCode, Vec<u8>)> {
        self.send(server.client.get(format!("{}{path}", server.url)))
            .await
    }

    /// `None`: the server was killed. One that breaks a connection by itself fails the test.
    async fn send(&self, request: RequestBuilder) -> Option<(StatusCode, Vec<u8>)> {
        let answer = async {
            let response = request.send().await?;
            let status = response.status();
            Ok::<_, reqwest::Error>((status, response.bytes().await?.to_vec()))
        };
        match answer.await {
            Ok(answer) => Some(answer),
            Err(error) => {
                assert!(self.victim.is_dead(), "{error:?}");
                None
            }
        }
    }
}
