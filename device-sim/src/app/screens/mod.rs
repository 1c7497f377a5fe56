//! What the user sees of the app, as data: titles, sentences, buttons. The texts are our own; what they say is what
//! COCOA's screens say. A screen knows no release: whoever shows it says in which wording.
//!
//! | file | theme |
//! | --- | --- |
//! | [`start`] | before Home: tutorial, terms, a phone that cannot judge, an app that does not start |
//! | [`home`] | Home and what it warns of |
//! | [`contacts`] | whether there was a contact, and the list |
//! | [`guidance`] | what to do after a contact |
//! | [`registration`], [`registration_dialogs`] | the positive registration |
//! | [`operation_log`] | sending the operation log |
//! | [`end_of_service`] | the shutdown of 3.0.0 |
//! | [`notifications`] | what the app posts to the phone's notifications |
//! | [`svg`] | a screen, drawn |

pub(crate) mod contacts;
pub(crate) mod end_of_service;
#[cfg(test)]
mod every_screen;
pub(crate) mod guidance;
pub(crate) mod home;
pub(crate) mod notifications;
pub(crate) mod operation_log;
pub(crate) mod registration;
pub(crate) mod registration_dialogs;
pub(crate) mod start;
mod svg;
#[cfg(test)]
mod tests;

use serde::Serialize;

/// A screen, or a dialog over one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Screen {
    /// Its heading.
    pub title: &'static str,
    /// What it says, in order. Dialogs that follow one another are texts that follow one another.
    pub texts: Vec<String>,
    /// What the user can press.
    pub actions: Vec<&'static str>,
}

impl Screen {
    fn new(title: &'static str, texts: &[&str], actions: &[&'static str]) -> Self {
        Self {
            title,
            texts: texts.iter().map(|&text| text.to_owned()).collect(),
            actions: actions.to_vec(),
        }
    }
}

/// The button of every screen that ends a path.
const BACK_TO_HOME: &str = "ホームに戻る";
