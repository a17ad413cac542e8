//! `phrom packs`: the law as data.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use phrom_checklists::diagnostic::Colour;
use phrom_checklists::id::RuleId;
use phrom_checklists::pack::{Cite, Control, Pack, Section};
use phrom_checklists::{builtin, check, load};

use super::{Ended, Run};
use crate::args;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session;
use crate::text::headless as say;

/// Runs the command.
pub fn run(run: &Run, args: &args::Packs) -> Ended {
    match args {
        args::Packs::List => {
            for pack in packs(run)? {
                let head = &pack.head;
                let controls = pack.controls().count();
                let title = head.title.in_lang(run.lang());
                run.console.line(format!("{}\t{}\t{controls}\t{title}", head.id, head.version));
            }
            Ok(Exit::PASSED)
        }
        args::Packs::Show { id } => show(run, id),
        args::Packs::Check { folders } => checked(run, folders),
    }
}

/// The assessment's own packs where there is one, else the built-in ones.
fn packs(run: &Run) -> Result<Vec<Pack>, Failure> {
    let dir = session::place(run.global.dir.as_deref());
    if dir.join("phrom.yaml").exists() {
        return Ok(run.open()?.packs);
    }
    builtin::packs().map_err(|found| Failure::usage(say::diagnostics(run.lang(), &found)))
}

fn show(run: &Run, id: &str) -> Ended {
    let packs = packs(run)?;
    if let Some(pack) = packs.iter().find(|p| p.head.id.as_str() == id) {
        pack_page(run, pack);
        return Ok(Exit::PASSED);
    }
    let found = packs.iter().find_map(|pack| {
        pack.controls().find(|(_, c)| c.id.as_str() == id).map(|(section, control)| (pack, section, control))
    });
    let Some((pack, section, control)) = found else {
        return Err(Failure::usage(say::no_such_control(run.lang(), id)));
    };
    control_page(run, pack, section, control);
    Ok(Exit::PASSED)
}

fn pack_page(run: &Run, pack: &Pack) {
    let lang = run.lang();
    let head = &pack.head;
    run.console.line(format!("{} ({} {})", head.title.in_lang(lang), head.id, head.version));
    run.console.line(head.about.in_lang(lang));
    run.console.line(format!("SHA-256 {}", pack.sha256));
    for source in &head.sources {
        let gazette = source.gazette.as_ref().map_or("", |g| g.in_lang(lang));
        let title = source.title.in_lang(lang);
        run.console.line(format!(
            "  {}: {title} {gazette} [{}]",
            source.id,
            say::sureness(lang, source.confidence)
        ));
    }
    for section in &pack.sections {
        run.console.line(format!("\n{}", section.title.in_lang(lang)));
        for control in &section.controls {
            run.console.line(format!("  {}\t{}", control.id, control.title.in_lang(lang)));
        }
    }
}

fn control_page(run: &Run, pack: &Pack, section: &Section, control: &Control) {
    let lang = run.lang();
    let line = |text: String| run.console.line(text);
    let cites = |cites: &[Cite]| {
        let named: Vec<String> = cites
            .iter()
            .map(|cite| {
                let source = pack.source(&cite.source).map_or("", |s| s.title.in_lang(lang));
                format!("{source} {}", cite.at.in_lang(lang))
            })
            .collect();
        named.join("; ")
    };
    let part = |title: &str, text: &str| run.console.line(format!("\n{title}\n  {text}"));
    line(format!("{} · {}", pack.head.title.in_lang(lang), section.title.in_lang(lang)));
    line(format!("{} ({} rev {})", control.title.in_lang(lang), control.id, control.rev));
    part(say::QUESTION.say(lang), control.question.in_lang(lang));
    part(say::WHY.say(lang), control.why.in_lang(lang));
    part(say::WHAT_TO_DO.say(lang), control.guidance.in_lang(lang));
    let duty = format!(
        "{} · {} [{}]",
        say::obligation(lang, control.duty.obligation),
        cites(&control.duty.cite),
        say::sureness(lang, control.duty.confidence)
    );
    part(say::DUTY.say(lang), &duty);
    if let Some(condition) = &control.applies_if {
        part(say::APPLIES_IF.say(lang), &condition.to_string());
    }
    if let Some(deadline) = &control.deadline {
        let sure = say::sureness(lang, deadline.confidence);
        let text = format!("{} · {} [{sure}]", deadline.text.in_lang(lang), cites(&deadline.cite));
        part(say::DEADLINE.say(lang), &text);
    }
    if let Some(penalty) = &control.penalty {
        let sure = say::sureness(lang, penalty.confidence);
        let text = format!("{} · {} [{sure}]", penalty.text.in_lang(lang), cites(&penalty.cite));
        part(say::PENALTY.say(lang), &text);
    }
    line(format!("\n{}", say::ROWS.say(lang)));
    for row in &control.rows {
        line(format!("  {}\t{}", row.id, row.text.in_lang(lang)));
    }
    if let Some(note) = &control.note {
        part(say::NOTE.say(lang), note.in_lang(lang));
    }
}

fn checked(run: &Run, folders: &[PathBuf]) -> Ended {
    let lang = run.lang();
    let rules: BTreeSet<RuleId> = phrom_scanners::rules().filter_map(|r| RuleId::new(r.id).ok()).collect();
    let mut failed = false;
    for folder in folders {
        let found = check_one(folder, &rules);
        for diagnostic in &found {
            run.console.line(diagnostic.render(lang, Colour::Never));
        }
        if found.is_empty() {
            run.console.line(say::pack_is_sound(lang, folder));
        }
        failed |= !found.is_empty();
    }
    Ok(Exit { usage: failed, ..Exit::PASSED })
}

fn check_one(folder: &Path, rules: &BTreeSet<RuleId>) -> Vec<phrom_checklists::diagnostic::Diagnostic> {
    match load::read_dir(folder) {
        Ok(written) => {
            let mut found = check::check(&written);
            found.extend(check::check_rules(&written, rules));
            found
        }
        Err(found) => found,
    }
}
