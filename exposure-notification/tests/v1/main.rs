//! Version 1 of the API, with scores, durations and sums worked out by hand.

mod attenuation;
mod configuration;
mod days;
mod durations;
mod fixture;
mod minimum;
mod transmission;
mod unpublished;
mod worked_cases;
