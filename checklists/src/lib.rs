//! The domain of phrom: what the law asks, what was answered and seen, and what follows.
//!
//! Nothing here prints, reads the clock, the environment or a home folder: time, keys and writers
//! come in as arguments.

pub mod agency;
pub mod answer;
pub mod bilingual;
pub mod condition;
pub mod fault;
pub mod finding;
pub mod folder;
pub mod gate;
pub mod id;
pub mod journal;
pub mod json;
pub mod pack;
pub mod readiness;
pub mod scan;
pub mod state;
