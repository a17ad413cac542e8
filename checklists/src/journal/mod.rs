//! The truth of an assessment: append-only events, one hash chain a writer.
//!
//! `docs/assessment-folder.md` describes the format. In short: a chain is a file of lines, each
//! line one event, each event with the SHA-256 of the line before it and of the newest lines of
//! the other chains that its writer had read. So it is known which events knew of which, and two
//! chains join by lying in one folder.

pub mod causality;
pub mod chain;
pub mod digest;
pub mod event;
pub mod fold;
pub mod identity;
pub mod line;
mod register;
pub mod round;
pub mod writer;

pub use causality::{Covered, Place};
pub use chain::Chain;
pub use digest::Digest;
pub use event::{AssessmentId, Change, ChangeError, Event, Pin, SCHEMA};
pub use fold::{Folded, fold, fold_covered};
pub use identity::{Author, AuthorError, Identity, WriterId, WriterIdError};
pub use round::{Round, RoundError};
pub use writer::{WriteError, Writer};

#[cfg(test)]
mod tests;
