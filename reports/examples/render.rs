//! Writes the reports of an invented agency, to be looked at:
//! `cargo run --release -p phrom-reports --features pdf --example render -- FOLDER`

#![allow(clippy::unwrap_used, reason = "the invented agency is written out")]

#[path = "../tests/given/mod.rs"]
mod given;

use std::path::PathBuf;

use phrom_checklists::bilingual::Lang;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("which folder?")?);
    for (lang, ending) in [(Lang::Th, "th"), (Lang::En, "en")] {
        for (name, given) in [
            ("full", given::full(lang)),
            ("empty", given::empty(lang)),
            ("bare", given::bare(lang)),
            ("hostile", given::hostile(lang)),
        ] {
            let document = phrom_reports::json::document(&given.report());
            std::fs::write(folder.join(format!("{name}-{ending}.json")), document.to_json()?)?;
            write(&folder.join(format!("{name}-{ending}.pdf")), &document)?;
        }
    }
    Ok(())
}

#[cfg(feature = "pdf")]
fn write(
    path: &std::path::Path,
    document: &phrom_reports::json::Document,
) -> Result<(), Box<dyn std::error::Error>> {
    Ok(std::fs::write(path, phrom_reports::pdf::pdf(document)?.bytes)?)
}

#[cfg(not(feature = "pdf"))]
fn write(_: &std::path::Path, _: &phrom_reports::json::Document) -> Result<(), Box<dyn std::error::Error>> {
    Ok(())
}
