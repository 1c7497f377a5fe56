//! What holds for any contacts and parameters, on both operating systems.

mod order;
mod strategies;
mod version_1;
mod version_2;
