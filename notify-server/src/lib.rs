//! The notification server as its clients see it
