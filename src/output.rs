//! `--out [FORMAT:]FILE`: parsed before any work is done, written whole or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::console::Console;

/// A place for one result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// What to write.
    pub format: Format,
    /// Where; `None` is standard output.
    pub file: Option<PathBuf>,
}

/// The formats that are built in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The report for people.
    Pdf,
    /// The report, or a scan, for programs.
    Json,
    /// A scan, one record a line.
    Jsonl,
    /// The action plan as a table.
    Csv,
    /// The action plan as a calendar.
    Ics,
}

/// Why an `--out` was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutputError {
    /// No such format, or one that this command or build does not write.
    NotBuiltIn(String),
    /// No format named, and the ending alone does not decide.
    Undecided(String),
    /// Two results on one standard output.
    TwiceStdout,
}

/// Parses every `--out` of a command that writes `offered`.
pub fn parse(written: &[String], offered: &[Format]) -> Result<Vec<Output>, OutputError> {
    let outputs: Vec<Output> = written.iter().map(|one| output(one, offered)).collect::<Result<_, _>>()?;
    if outputs.iter().filter(|o| o.file.is_none()).count() > 1 {
        return Err(OutputError::TwiceStdout);
    }
    Ok(outputs)
}

fn output(written: &str, offered: &[Format]) -> Result<Output, OutputError> {
    let named = written.split_once(':').filter(|(name, _)| NAMES.contains(name));
    let (format, file) = match named {
        Some((name, file)) => (by_name(name), file),
        // An ending alone decides for a few formats only; `.json` could be several.
        None => match Path::new(written).extension().and_then(|e| e.to_str()) {
            Some("pdf") => (Some(Format::Pdf), written),
            Some("jsonl") => (Some(Format::Jsonl), written),
            Some("ics") => (Some(Format::Ics), written),
            Some(ending @ ("xlsx" | "docx" | "html" | "sarif")) => {
                return Err(OutputError::NotBuiltIn(ending.to_owned()));
            }
            Some(_) | None => return Err(OutputError::Undecided(written.to_owned())),
        },
    };
    let name = named.map_or("", |(name, _)| name);
    match format {
        Some(format) if offered.contains(&format) => {
            Ok(Output { format, file: if file == "-" { None } else { Some(PathBuf::from(file)) } })
        }
        Some(Format::Pdf) => Err(OutputError::NotBuiltIn("pdf".to_owned())),
        Some(Format::Jsonl) => Err(OutputError::NotBuiltIn("jsonl".to_owned())),
        Some(Format::Ics) => Err(OutputError::NotBuiltIn("ics".to_owned())),
        Some(Format::Json | Format::Csv) | None => Err(OutputError::NotBuiltIn(name.to_owned())),
    }
}

/// Every format the design names, so that one which is not built in is told from a file name that
/// holds a colon.
const NAMES: [&str; 21] = [
    "pdf",
    "xlsx",
    "docx",
    "csv",
    "html",
    "json",
    "jsonl",
    "sarif",
    "junit",
    "gitlab",
    "github",
    "ics",
    "oscal-ar",
    "oscal-poam",
    "oscal-catalog",
    "oscal-profile",
    "parquet",
    "summary",
    "certificates",
    "inventory",
    "duplicates",
];

fn by_name(name: &str) -> Option<Format> {
    match name {
        "pdf" => Some(Format::Pdf),
        "json" => Some(Format::Json),
        "jsonl" => Some(Format::Jsonl),
        "csv" => Some(Format::Csv),
        "ics" => Some(Format::Ics),
        _ => None,
    }
}

/// Writes one result: a file appears whole or not at all, and keeps the user's mask.
pub fn write(console: &Console, output: &Output, bytes: &[u8]) -> io::Result<()> {
    if output.file.is_none() { console.bytes(bytes) } else { save(output, bytes) }
}

/// Writes a result to its file; nothing for standard output.
pub fn save(output: &Output, bytes: &[u8]) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let Some(file) = &output.file else { return Ok(()) };
    // A device such as /dev/null cannot be replaced by renaming.
    if file.exists() && !file.is_file() {
        return std::fs::OpenOptions::new().write(true).open(file)?.write_all(bytes);
    }
    let mut new = tempfile::Builder::new()
        .permissions(std::fs::Permissions::from_mode(0o666))
        .tempfile_in(folder(file))?;
    new.write_all(bytes)?;
    new.as_file().sync_all()?;
    new.persist(file).map_err(|e| e.error)?;
    Ok(())
}

/// The folder a file is to lie in.
pub fn folder(file: &Path) -> &Path {
    file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_by_name_or_by_a_decisive_ending() {
        let all = [Format::Pdf, Format::Json, Format::Jsonl];
        let one = |written: &str| parse(&[written.to_owned()], &all);
        let to = |format, file: &str| Ok(vec![Output { format, file: Some(file.into()) }]);
        assert_eq!(one("a.pdf"), to(Format::Pdf, "a.pdf"));
        assert_eq!(one("pdf:x"), to(Format::Pdf, "x"));
        assert_eq!(one("json:a.json"), to(Format::Json, "a.json"));
        assert_eq!(one("a.jsonl"), to(Format::Jsonl, "a.jsonl"));
        assert_eq!(one("c:a.pdf"), to(Format::Pdf, "c:a.pdf"));
        assert_eq!(one("json:-"), Ok(vec![Output { format: Format::Json, file: None }]));
        assert_eq!(one("a.json"), Err(OutputError::Undecided("a.json".into())));
        assert_eq!(one("xlsx:a"), Err(OutputError::NotBuiltIn("xlsx".into())));
        assert_eq!(one("a.sarif"), Err(OutputError::NotBuiltIn("sarif".into())));
        assert_eq!(parse(&["a.pdf".into()], &[Format::Json]), Err(OutputError::NotBuiltIn("pdf".into())));
        assert_eq!(parse(&["json:-".into(), "pdf:-".into()], &all), Err(OutputError::TwiceStdout));
    }
}
