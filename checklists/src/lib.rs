//! The domain of phrom: what the law asks, what was answered and seen, and what follows.
//!
//! Nothing here prints, reads the clock, the environment or a home folder: time, keys and writers
//! come in as arguments.

pub mod agency;
pub mod answer;
pub mod bilingual;
pub mod builtin;
pub mod check;
pub mod condition;
pub mod conflict;
pub mod diagnostic;
pub mod difference;
pub mod expiry;
pub mod fault;
pub mod finding;
pub mod folder;
pub mod gate;
pub mod history;
pub mod id;
pub mod journal;
pub mod json;
mod lines;
pub mod load;
pub mod measure;
mod outline;
pub mod pack;
pub mod people;
pub mod plan;
pub mod problem;
pub mod readiness;
pub mod scan;
pub mod seal;
pub mod signature;
mod spelling;
pub mod state;
pub mod suggestions;
mod text;
mod thai;
mod wording;
pub mod yaml;
