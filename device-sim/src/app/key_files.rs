//! Which files of the list are new to the app, and downloading them.

use super::behaviour::CursorRule;
use super::notify_server::{ListedFile, NotifyServer};

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
            CursorRule::FixedSavedAfterAcceptance => file.created > start,
        };
        if is_new {
            cursor = file.created;
            files.push(file);
        }
    }
    NewFiles { files, cursor }
}

/// The content of the files, and how many of them failed. A file that failed is empty: the app hands over what there
/// is of it all the same (COCOA up to v1.2.5 `ExposureNotificationHandler`).
pub(super) async fn download(server: &NotifyServer, files: &[ListedFile]) -> (Vec<Vec<u8>>, usize) {
    let mut contents = Vec::with_capacity(files.len());
    let mut failed = 0;
    for file in files {
        let content = server.file(file).await;
        failed += usize::from(content.is_none());
        contents.push(content.unwrap_or_default());
    }
    (contents, failed)
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
    fn both_rules_agree_on_an_ascending_list() {
        for rule in [
            CursorRule::RunningSavedBefore,
            CursorRule::FixedSavedAfterAcceptance,
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
    fn the_fixed_rule_remembers_the_last_of_the_list_even_if_older() {
        assert_eq!(
            select_created(CursorRule::FixedSavedAfterAcceptance, 10, &[30, 20]),
            (vec![30, 20], 20)
        );
    }
}
