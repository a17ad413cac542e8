//! The PDF: Typst as a library, fed with data and never with markup.

use crate::json::Document;

/// A finished file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages.
    pub pages: usize,
}

/// Why no PDF came about. Typst's own words are kept, to be quoted under a sentence of ours.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The template or the export was refused.
    #[error("{}", .0.join("; "))]
    Typst(Vec<String>),
    /// The document could not be written as JSON.
    #[error("{0}")]
    Json(#[from] serde_json::Error),
}

/// Sets the document in its language. Same document, same bytes.
pub fn pdf(document: &Document) -> Result<Pdf, PdfError> {
    let _ = document;
    Err(PdfError::Typst(vec!["internal error: not written yet".to_owned()]))
}
