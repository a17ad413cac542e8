//! `phrom report`: write the report.

use std::collections::BTreeMap;

use jiff::Timestamp;
use phrom_checklists::bilingual::{Lang, Text};
use phrom_checklists::id::RuleId;
use phrom_reports::json::Document;
use phrom_reports::report::{Carried, Report, RuleText};

use super::{Ended, Run};
use crate::args;
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{self, Format, Output};
use crate::session::{self, Session};
use crate::text::headless as say;

/// The formats of a report.
pub const FORMATS: &[Format] =
    if cfg!(feature = "pdf") { &[Format::Pdf, Format::Json] } else { &[Format::Json] };

/// Runs the command. Writing a report judges nothing: it exits 0 where the file is written.
pub fn run(run: &Run, args: &args::Report) -> Ended {
    let outputs = outputs(&args.out, FORMATS, &run.console)?;
    let dir = args.folder.clone().unwrap_or_else(|| session::place(run.global.dir.as_deref()));
    let session = run.open_at(&dir)?;
    super::gate::verified(run, &session);
    let exit = super::gate::exit(&session).and(run.damage.get());
    for output in &outputs {
        let bytes = render(&session, output.format, run, exit)?;
        write(&run.console, output, &bytes)?;
    }
    Ok(Exit::PASSED)
}

/// `--out` as typed, or a refusal before any work is done. Where one of them is stdout, the summary
/// leaves it.
pub fn outputs(written: &[String], offered: &[Format], console: &Console) -> Result<Vec<Output>, Failure> {
    let lang = console.lang;
    let outputs =
        output::parse(written, offered).map_err(|e| Failure::usage(say::output_error(lang, &e, offered)))?;
    for output in &outputs {
        match &output.file {
            None => console.leave_stdout(),
            Some(file) if output::folder(file).is_dir() => {}
            Some(file) => return Err(Failure::usage(say::no_folder_for(lang, file))),
        }
    }
    Ok(outputs)
}

/// Writes one result and says where it is.
pub fn write(console: &Console, output: &Output, bytes: &[u8]) -> Result<(), Failure> {
    output::write(console, output, bytes)
        .map_err(|e| Failure::usage(say::not_written(console.lang, output.file.as_deref(), &e)))?;
    if let Some(file) = &output.file {
        console.message(say::written(console.lang, file));
    }
    Ok(())
}

/// The report in one format.
pub fn render(session: &Session, format: Format, run: &Run, exit: Exit) -> Result<Vec<u8>, Failure> {
    if let Some(pack) = session.missing.first() {
        return Err(Failure::integrity(say::report_without_pack(run.lang(), pack)));
    }
    let document = document(session, run.now, run.lang(), exit);
    bytes(&document, format).map_err(|e| Failure::usage(say::report_failed(run.lang(), &e)))
}

/// Everything a report says, frozen.
pub fn document(session: &Session, made_at: Timestamp, lang: Lang, exit: Exit) -> Document {
    let round = session.folder.round.to_string();
    let report = Report {
        agency: &session.agency,
        round: &round,
        packs: &session.packs,
        state: session.state(),
        readiness: &session.readiness,
        gate: &session.gate,
        scans: &session.scans,
        findings: &session.findings,
        rules: &rules(),
        carried: &carried(),
        heads: &session.heads(),
        made_at,
        program: env!("CARGO_PKG_VERSION"),
        exit: &exit.all(),
        lang,
    };
    phrom_reports::json::document(&report)
}

/// The bytes of one format, or a library's own words for why there are none.
pub fn bytes(document: &Document, format: Format) -> Result<Vec<u8>, String> {
    match format {
        #[cfg(feature = "pdf")]
        Format::Pdf => phrom_reports::pdf::pdf(document).map(|pdf| pdf.bytes).map_err(|e| e.to_string()),
        Format::Json => document.to_json().map_err(|e| e.to_string()),
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => Err("pdf".to_owned()),
        Format::Jsonl | Format::Csv | Format::Ics => Err("format".to_owned()),
    }
}

fn rules() -> BTreeMap<RuleId, RuleText> {
    let text = |words: &phrom_scanners::rule::Words| Text { th: words.th.into(), en: words.en.into() };
    phrom_scanners::rules()
        .filter_map(|rule| {
            let id = RuleId::new(rule.id).ok()?;
            let what_to_do = Text {
                th: format!("{} {}", rule.why.th, rule.remedy.th),
                en: format!("{} {}", rule.why.en, rule.remedy.en),
            };
            Some((id, RuleText { title: text(&rule.title), what_to_do }))
        })
        .collect()
}

fn carried() -> Vec<Carried> {
    vec![Carried {
        what: Text {
            th: "ใบรับรองรากของ Mozilla".into(), en: "Mozilla root certificates".into()
        },
        on: phrom_scanners::tls::trust::roots_date(),
    }]
}
