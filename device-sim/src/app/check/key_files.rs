//! Which files of the list are new to the app, and downloading them.

use crate::app::NotifyServer;
use crate::app::behaviour::CursorRule;
use crate::app::notify_server::{DownloadError, ListedFile};

/// The new files, in the order of the list, and where the cursor stands after them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NewFiles {
    pub files: Vec<ListedFile>,
    pub cursor: i64,
}

/// What of `list` is new to an app whose cursor stands at `cursor` (0: it never took a file).
pub(super) fn select(rule: CursorRule, cursor: i64, list: Vec<ListedFile>) -> NewFiles {
    let start = cursor;
    let mut cursor = cursor;
    let mut files = Vec::new();
    for file in list {
        let is_new = match rule {
            CursorRule::RunningSavedBefore => cursor == 0 || file.created > cursor,
            CursorRule::LastSavedAfterAcceptance | CursorRule::NewestSavedAfterAcceptance => {
                file.created > start
            }
        };
        if is_new {
            cursor = match rule {
                CursorRule::NewestSavedAfterAcceptance => cursor.max(file.created),
                CursorRule::RunningSavedBefore | CursorRule::LastSavedAfterAcceptance => file.created,
            };
            files.push(file);
        }
    }
    NewFiles { files, cursor }
}

/// What a download brought.
#[derive(Debug, Default)]
pub(super) struct Downloaded {
    /// The content of the files. One that failed is empty: where the app goes on at all, it hands over what there is of
    /// it (COCOA up to v1.2.6 `ExposureNotificationHandler`).
    pub contents: Vec<Vec<u8>>,
    /// How many failed.
    pub failed: usize,
    /// Why the first of them did.
    pub error: Option<DownloadError>,
}

/// Downloads files.
pub(super) async fn download(server: &NotifyServer, files: &[ListedFile]) -> Downloaded {
    let mut downloaded = Downloaded::default();
    for file in files {
        let content = server.file(file).await;
        if let Err(error) = content {
            downloaded.failed += 1;
            downloaded.error.get_or_insert(error);
        }
        downloaded.contents.push(content.unwrap_or_default());
    }
    downloaded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn select_created(rule: CursorRule, cursor: i64, list: &[i64]) -> (Vec<i64>, i64) {
        let list = list.iter().map(|created| ListedFile {
            url: String::new(),
            created: *created,
        });
        let NewFiles { files, cursor } = select(rule, cursor, list.collect());
        (files.iter().map(|file| file.created).collect(), cursor)
    }

    #[test]
    fn the_rules_agree_on_an_ascending_list() {
        for rule in [
            CursorRule::RunningSavedBefore,
            CursorRule::LastSavedAfterAcceptance,
            CursorRule::NewestSavedAfterAcceptance,
        ] {
            assert_eq!(select_created(rule, 0, &[10, 20]), (vec![10, 20], 20));
            assert_eq!(select_created(rule, 10, &[10, 20, 30]), (vec![20, 30], 30));
            assert_eq!(select_created(rule, 30, &[10, 20, 30]), (vec![], 30));
        }
    }

    #[test]
    fn the_running_rule_loses_what_follows_a_newer_file() {
        assert_eq!(
            select_created(CursorRule::RunningSavedBefore, 10, &[30, 20]),
            (vec![30], 30)
        );
    }

    #[test]
    fn the_rule_of_1_2_3_remembers_the_last_of_the_list_even_if_older() {
        let rule = CursorRule::LastSavedAfterAcceptance;
        assert_eq!(select_created(rule, 10, &[30, 20]), (vec![30, 20], 20));
        // So the newer one comes again.
        assert_eq!(select_created(rule, 20, &[30, 20]), (vec![30], 30));
    }

    #[test]
    fn version_2_takes_every_file_of_any_order_once() {
        let rule = CursorRule::NewestSavedAfterAcceptance;
        assert_eq!(select_created(rule, 10, &[30, 20, 25]), (vec![30, 20, 25], 30));
        assert_eq!(select_created(rule, 30, &[30, 20, 25]), (vec![], 30));
    }
}
