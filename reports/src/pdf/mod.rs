//! The PDF: Typst as a library, fed with data and never with markup.
//!
//! The file is made to PDF/A-3a and PDF/UA-1, carries the document it prints as
//! `phrom-report.json`, and depends on that document alone: same document, same bytes.

mod data;
mod letters;
mod world;

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::json::Document;
use world::Memory;

/// A finished file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages.
    pub pages: usize,
    /// SHA-256, in hex, of the attached `phrom-report.json`: the fingerprint on every page.
    pub sha256: String,
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

/// Sets what the document's edition prints, in the document's language.
pub fn pdf(document: &Document) -> Result<Pdf, PdfError> {
    let printed = document.printed();
    let attached = printed.to_json()?;
    let sha256 = hex(&Sha256::digest(&attached));
    let data = letters::cleaned(serde_json::to_value(data::data(&printed, &sha256))?);
    let files = BTreeMap::from([("data.json", serde_json::to_vec(&data)?), ("phrom-report.json", attached)]);
    let set = set(files, &printed, &sha256);
    // Typst keeps what it laid out for a next run that never comes.
    typst::comemo::evict(0);
    let (bytes, pages) = set?;
    Ok(Pdf { bytes, pages, sha256 })
}

fn set(
    files: BTreeMap<&'static str, Vec<u8>>,
    document: &Document,
    ident: &str,
) -> Result<(Vec<u8>, usize), PdfError> {
    let world = Memory::new(files).map_err(|e| PdfError::Typst(vec![e]))?;
    let told = |all: typst::ecow::EcoVec<typst::diag::SourceDiagnostic>| {
        PdfError::Typst(all.iter().map(|d| world.told(d)).collect())
    };
    let paged: PagedDocument = typst::compile(&world).output.map_err(told)?;
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
        .map_err(|e| PdfError::Typst(vec![e.message().to_string()]))?;
    let options = PdfOptions {
        ident: Smart::Custom(ident.to_owned()),
        creator: Smart::Custom(Some(format!("phrom {}", document.program))),
        timestamp: timestamp(document),
        standards,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&paged, &options).map_err(told)?;
    Ok((bytes, paged.pages().len()))
}

fn timestamp(document: &Document) -> Option<Timestamp> {
    const BANGKOK_MINUTES: i32 = 7 * 60;
    let at = phrom_checklists::expiry::in_bangkok(document.made_at);
    let part = |value: i8| u8::try_from(value).ok();
    let moment = Datetime::from_ymd_hms(
        at.year().into(),
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )?;
    Timestamp::new_local(moment, BANGKOK_MINUTES)
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
