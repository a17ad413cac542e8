//! Whole-program tests: the real binary, a configuration of its own, no network but loopback.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test's panic is its report"
)]

#[path = "program/stage.rs"]
mod stage;

#[path = "program/check.rs"]
mod check;
#[path = "program/commands.rs"]
mod commands;
#[path = "program/fixtures.rs"]
mod fixtures;
#[path = "program/joining.rs"]
mod joining;
#[path = "program/kill.rs"]
mod kill;
#[path = "program/leaks.rs"]
mod leaks;
#[path = "program/network.rs"]
mod network;
#[path = "program/people.rs"]
mod people;
#[path = "program/plan.rs"]
mod plan;
#[path = "program/status.rs"]
mod status;
#[path = "program/unread.rs"]
mod unread;
