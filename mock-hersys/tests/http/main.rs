//! HER-SYS as the notification server, a health centre and a person see it: over HTTP alone.

mod control;
mod description;
mod hostile;
mod issuing;
mod support;
mod verification;
