//! Version 2 of the API, with windows, scores and levels worked out by hand.

mod infectiousness;
