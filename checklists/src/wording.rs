//! What every text of a pack must be: there, in its language, and typed without slips.

use crate::diagnostic::Diagnostic;
use crate::outline::Found;
use crate::problem::Problem;
use crate::thai::{self, SlipKind};
use crate::yaml::Document;

/// Every problem with the texts of one file.
pub(crate) fn check(document: &Document) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    document.root().walk(&mut |Found { node, .. }| {
        // A mapping with both languages is a text, wherever the format has one.
        let (Some(th), Some(en)) = (node.entry("th"), node.entry("en")) else { return };
        for (entry, judge) in [(th, in_thai as fn(&str) -> Vec<(Problem, &str)>), (en, in_english)] {
            let Some(text) = entry.value.scalar() else { continue };
            let place = Found { entry: Some(entry), node: &entry.value };
            for (problem, part) in judge(text) {
                problems.push(document.diagnostic(document.part(place, part), problem));
            }
        }
    });
    problems
}

/// Each problem with the part of the text it is in; an empty part means all of it.
fn in_thai(text: &str) -> Vec<(Problem, &str)> {
    if text.trim().is_empty() {
        return vec![(Problem::EmptyText, "")];
    }
    if !text.chars().any(thai::is_letter) {
        return vec![(Problem::NotThai, "")];
    }
    let slips = thai::slips(text).into_iter().map(|slip| {
        let problem = match slip.kind {
            SlipKind::SplitSaraAm => Problem::SplitSaraAm,
            SlipKind::DoubledMark => Problem::DoubledMark,
            SlipKind::ToneBeforeVowel => Problem::ToneBeforeVowel,
            SlipKind::SpaceBeforeMaiYamok => Problem::SpaceBeforeMaiYamok,
        };
        (problem, &text[slip.at..slip.at + slip.length])
    });
    slips.collect()
}

/// An English text may quote a Thai word; it must not be one.
fn in_english(text: &str) -> Vec<(Problem, &str)> {
    if text.trim().is_empty() {
        return vec![(Problem::EmptyText, "")];
    }
    let thai = text.chars().filter(|c| thai::is_letter(*c)).count();
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    if thai > latin { vec![(Problem::NotEnglish, "")] } else { Vec::new() }
}
