//! What the template gets: sentences, numbers already written out, and keys to choose a colour by.
//!
//! Nothing here is decided by the template but where it stands on the page.

mod appendix;
mod findings;
mod lists;
mod method;
mod plan;
mod results;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::buddhist;
use crate::json::{Cited, Control, Document, Evidence, Item, Lang, Obligation, Outcome, Ratio, Sureness};
use crate::text::{self, Words};

/// Everything printed.
#[derive(Debug, Serialize)]
pub(super) struct Data {
    lang: Lang,
    words: &'static Words,
    cover: Cover,
    summary: results::Summary,
    about: lists::About,
    deadlines: Vec<lists::Deadline>,
    laws: Vec<results::Law>,
    plan: Vec<plan::Part>,
    findings: findings::Findings,
    lists: lists::Lists,
    method: method::Method,
    checklist: Vec<appendix::Law>,
    register: Vec<appendix::Registered>,
    packs: Vec<appendix::Pack>,
}

#[derive(Debug, Serialize)]
struct Cover {
    agency: String,
    /// Cut to one line, for the head of every page.
    agency_short: String,
    /// Size class of the name, so that a long one keeps to the page.
    agency_size: u8,
    classification: Option<String>,
    laws: Vec<String>,
    round: Option<String>,
    as_of: String,
    made_at: String,
    program: String,
    draft: Option<String>,
    sha256: String,
    short_hash: String,
    heads: Option<String>,
}

/// The data of a document's pages.
pub(super) fn data(document: &Document, sha256: &str) -> Data {
    let view = View::new(document);
    Data {
        lang: document.lang,
        words: view.words,
        cover: cover(&view, sha256),
        summary: results::summary(&view),
        about: lists::about(&view),
        deadlines: lists::deadlines(&view),
        laws: results::laws(&view),
        plan: plan::plan(&view),
        findings: findings::findings(&view),
        lists: lists::lists(&view),
        method: method::method(&view),
        checklist: appendix::checklist(&view),
        register: appendix::register(&view),
        packs: appendix::packs(&view),
    }
}

fn cover(view: &View<'_>, sha256: &str) -> Cover {
    let document = view.document;
    let agency = view.agency().to_owned();
    let unassessed = document.figures.counts.not_assessed;
    Cover {
        agency_size: match agency.chars().count() {
            0..=60 => 0,
            61..=160 => 1,
            _ => 2,
        },
        agency_short: short(&agency),
        agency,
        classification: document.agency.classification.clone().filter(|c| !c.trim().is_empty()),
        laws: document.packs.iter().map(|p| view.text(&p.title)).collect(),
        round: Some(document.round.clone()).filter(|r| !r.trim().is_empty()),
        as_of: buddhist::long(document.as_of, view.lang),
        made_at: buddhist::moment(document.made_at, view.lang),
        program: format!("phrom {}", document.program),
        draft: (unassessed > 0).then(|| text::draft_note(unassessed, view.lang)),
        sha256: sha256.to_owned(),
        short_hash: sha256.chars().take(12).collect(),
        heads: Some(document.heads.clone()).filter(|h| !h.is_empty()),
    }
}

/// The document with what a reader looks up in it.
struct View<'a> {
    document: &'a Document,
    lang: Lang,
    words: &'static Words,
    controls: BTreeMap<&'a str, &'a Control>,
    systems: BTreeMap<&'a str, &'a str>,
    /// Numbers of the evidence register, by [`evidence_key`].
    evidence: BTreeMap<(&'a str, &'a str), usize>,
}

impl<'a> View<'a> {
    fn new(document: &'a Document) -> Self {
        let lang = document.lang;
        let mut evidence = BTreeMap::new();
        for piece in document.items.iter().flat_map(|i| &i.rows).flat_map(|r| &r.evidence) {
            let next = evidence.len() + 1;
            evidence.entry(evidence_key(piece)).or_insert(next);
        }
        Self {
            document,
            lang,
            words: text::words(lang),
            controls: document.controls.iter().map(|c| (c.control.as_str(), c)).collect(),
            systems: document.systems.iter().map(|s| (s.system.as_str(), s.name.in_lang(lang))).collect(),
            evidence,
        }
    }

    fn agency(&self) -> &'a str {
        let agency = &self.document.agency;
        match (self.lang, &agency.name_en) {
            (Lang::En, Some(name)) => name,
            _ => &agency.name,
        }
    }

    fn text(&self, text: &crate::json::Text) -> String {
        text.in_lang(self.lang).to_owned()
    }

    /// A control's title; its id where the pack does not have it.
    fn title(&self, control: &str) -> String {
        self.controls.get(control).map_or_else(|| control.to_owned(), |c| self.text(&c.title))
    }

    fn system(&self, id: &str) -> String {
        self.systems.get(id).map_or_else(|| id.to_owned(), |name| (*name).to_owned())
    }

    fn system_of(&self, item: &Item) -> Option<String> {
        item.system.as_deref().map(|id| self.system(id))
    }

    /// `มาตรา 39 · มาตรา 41`
    fn places(&self, cited: &Cited) -> String {
        cited.cite.iter().map(|c| c.at.in_lang(self.lang)).collect::<Vec<_>>().join(" · ")
    }

    fn sureness(&self, sureness: Sureness) -> &'static str {
        match sureness {
            Sureness::Gazette => self.words.sureness_gazette,
            Sureness::Copy => self.words.sureness_copy,
            Sureness::Secondary => self.words.sureness_secondary,
            Sureness::Unverified => self.words.sureness_unverified,
        }
    }

    /// The places with their one mark: `มาตรา 39 (สำเนาตัวบท)`.
    fn cited(&self, cited: &Cited) -> String {
        format!("{} ({})", self.places(cited), self.sureness(cited.confidence))
    }

    fn obligation(&self, obligation: Obligation) -> &'static str {
        match obligation {
            Obligation::Must => self.words.must,
            Obligation::Should => self.words.should,
            Obligation::May => self.words.may,
        }
    }

    fn outcome(&self, outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::Met => self.words.met,
            Outcome::Partial => self.words.partial,
            Outcome::NotMet => self.words.not_met,
            Outcome::NotApplicable => self.words.not_applicable,
            Outcome::NotAssessed => self.words.not_assessed,
        }
    }

    fn percent(&self, ratio: Ratio) -> String {
        ratio.per_mille().map_or_else(|| self.words.no_value.to_owned(), percent)
    }

    /// `41.3–72.0 %`, or one number where both meet.
    fn range(&self, lower: Ratio, upper: Ratio) -> String {
        match (lower.per_mille(), upper.per_mille()) {
            (Some(low), Some(high)) if low != high => {
                format!("{}.{}–{}", low / 10, low % 10, percent(high))
            }
            _ => self.percent(lower),
        }
    }
}

/// At most one line of a page's head; never cut between a letter and its marks.
fn short(name: &str) -> String {
    const LETTERS: usize = 48;
    let is_mark = |c: char| matches!(c, '\u{e31}' | '\u{e33}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}');
    let letters: Vec<char> = name.chars().collect();
    if letters.len() <= LETTERS {
        return name.to_owned();
    }
    let mut cut = LETTERS;
    while cut > 0 && is_mark(letters[cut]) {
        cut -= 1;
    }
    letters.into_iter().take(cut).chain(['…']).collect()
}

fn evidence_key(evidence: &Evidence) -> (&str, &str) {
    match &evidence.sha256 {
        Some(hash) => (hash, ""),
        None => (&evidence.name, &evidence.place),
    }
}

fn percent(per_mille: u64) -> String {
    format!("{}.{} %", per_mille / 10, per_mille % 10)
}

/// Half weights as weights: 83 is `41.5`.
fn halves(part: u64) -> String {
    if part.is_multiple_of(2) { (part / 2).to_string() } else { format!("{}.5", part / 2) }
}

/// A text of people, line by line, without the empty lines around it.
fn lines(text: &str) -> Vec<String> {
    text.trim().lines().map(|line| line.trim_end().to_owned()).collect()
}

/// The first few names and how many more.
fn few(names: impl Iterator<Item = String>, most: usize) -> String {
    let names: Vec<String> = names.collect();
    let more = names.len().saturating_sub(most);
    let mut told = names.into_iter().take(most).collect::<Vec<_>>().join(" · ");
    if more > 0 {
        told.push_str(&format!(" · +{more}"));
    }
    told
}
