//! Simulated phones: radio, operating system, app, person
