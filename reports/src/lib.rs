//! How readiness is told: one frozen document, then each format from it alone.
//!
//! ```text
//! Report (borrowed from the domain) -> json::Document (frozen, owned) -> JSON, PDF
//! ```
//!
//! A format sees the [`json::Document`] and nothing else, so that whoever holds the document can
//! make the same file again. An edition is a function from document to document.
//!
//! Nothing here reads the disk, the clock or the environment.

pub mod buddhist;
pub mod json;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod plan;
pub mod report;
pub mod scan;
#[cfg_attr(not(feature = "pdf"), allow(dead_code, reason = "most sentences are the PDF's"))]
mod text;
