//! What must hold after a kill, after an export that nobody disturbed, and at the end.

use std::collections::BTreeMap;
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::SignedDuration;
use reqwest::StatusCode;
use serde_json::Value;

use crate::calendar::{Job, interval, next_job, oldest};
use crate::ledger::KeyData;
use crate::published::Published;
use crate::world::{Server, World};

impl World {
    /// What the server holds and publishes is what it answered for.
    pub(crate) async fn look_after_a_kill(&mut self, server: &Server) {
        let oldest = interval(oldest(self.time.latest));
        let kept = self.kept_keys(server).await;
        let found = self.ledger.lock().unwrap().compare(&kept, oldest);
        self.kills.stored_without_answer += found.stored;
        self.kills.lost_without_answer += found.lost;
        self.look_at_files(server).await;
    }

    /// The folder of the export files and their list.
    fn exports(&self) -> PathBuf {
        self.program.folder.join("files/c19r/440")
    }

    async fn kept_keys(&self, server: &Server) -> Vec<KeyData> {
        let (status, keys) = self.get(server, "/control/keys").await.unwrap();
        assert_eq!(status, 200);
        let keys: Vec<Value> = serde_json::from_slice(&keys).unwrap();
        let data = |key: &Value| STANDARD.decode(key["key_data"].as_str().unwrap()).unwrap();
        keys.iter().map(|key| data(key).try_into().unwrap()).collect()
    }

    /// Every listed file is there, whole and signed, and no key is in two. Returns how often each key is listed.
    async fn look_at_files(&self, server: &Server) -> BTreeMap<KeyData, u32> {
        self.published.lock().unwrap().check_folder(&self.exports());
        let accepted = self.ledger.lock().unwrap().accepted_keys();
        let mut copies: BTreeMap<KeyData, u32> = BTreeMap::new();
        let (status, list) = self.get(server, "/c19r/440/list.json").await.unwrap();
        if status == StatusCode::NOT_FOUND {
            return copies;
        }
        for number in Published::numbers(&list) {
            let (status, zip) = self
                .get(server, &format!("/c19r/440/{number}.zip"))
                .await
                .unwrap();
            let mut published = self.published.lock().unwrap();
            if status == StatusCode::NOT_FOUND {
                // The deletion runs a quarter of an hour before the export that rewrites the list.
                let Some(deletion) = self.time.deletion else {
                    panic!("file {number} is listed and gone, and nothing was deleted since the last export");
                };
                let end = published.file(number).end;
                assert!(end < oldest(deletion), "file {number} is gone early");
                continue;
            }
            for key in &published.seen(number, &zip).keys {
                assert!(
                    accepted.contains_key(key),
                    "file {number} holds a key that was not accepted"
                );
                *copies.entry(*key).or_default() += 1;
            }
        }
        assert!(
            copies.values().all(|copies| *copies == 1),
            "a key is in two listed files"
        );
        copies
    }

    /// After an export that ran to its end every accepted key is in a listed file.
    pub(crate) async fn export_undisturbed(&mut self) {
        let server = self.start();
        self.look_after_a_kill(&server).await;
        loop {
            let step = next_job(self.time.now);
            self.time.ask(step);
            assert!(self.move_clock(&server, step.0).await);
            self.time.confirm(step);
            if step.1 == Job::Export {
                break;
            }
        }
        let listed = self.look_at_files(&server).await;
        // A key that started exactly 14 days ago is never exported (COCOA before v2.0.1).
        let oldest = interval(oldest(self.time.now));
        for (key, start) in self.ledger.lock().unwrap().accepted_keys() {
            assert!(
                start <= oldest || listed.contains_key(&key),
                "a key of {start} is in no file"
            );
        }
        self.victim.end();
    }

    /// 14 days after the end of the last key's day, and a day on which nothing is added, all is gone.
    pub(crate) async fn grow_old(&mut self) {
        let server = self.start();
        self.look_after_a_kill(&server).await;
        let later = self.time.now + SignedDuration::from_hours(24 * 16);
        assert!(self.move_clock(&server, later).await);
        assert!(self.kept_keys(&server).await.is_empty());
        let (_, list) = self.get(&server, "/c19r/440/list.json").await.unwrap();
        assert_eq!(list, b"[]");
        let left: Vec<_> = std::fs::read_dir(self.exports())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(left, ["list.json"]);
        self.victim.end();
    }
}
