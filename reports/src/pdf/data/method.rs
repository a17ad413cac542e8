//! The method with the agency's own numbers, and what was not looked at.

use serde::Serialize;

use super::findings::scanner;
use super::results::level;
use super::{View, halves};
use crate::buddhist;
use crate::json::{Item, Outcome, Scan};
use crate::text;

/// Objects not read that are named; all are counted.
const OBJECTS: usize = 60;

#[derive(Debug, Serialize)]
pub(super) struct Method {
    /// The lower bound's numerator, class by class, then the bounds.
    worked: Vec<String>,
    bands: Vec<(&'static str, String)>,
    keys: Vec<Key>,
    scans: Vec<ScanLimits>,
    everything_read: bool,
    carried: Vec<Carried>,
}

#[derive(Debug, Serialize)]
struct Key {
    name: String,
    key: String,
    bound: String,
    actual: String,
    passed: bool,
    verdict: &'static str,
}

#[derive(Debug, Serialize)]
struct ScanLimits {
    title: String,
    not_read: Vec<(String, String)>,
    objects: Vec<String>,
    left_out: Option<String>,
    out_of_scope: Vec<(String, String)>,
}

#[derive(Debug, Serialize)]
struct Carried {
    what: String,
    on: String,
    age: String,
}

pub(super) fn method(view: &View<'_>) -> Method {
    let document = view.document;
    Method {
        worked: worked(view),
        bands: bands(view),
        keys: document.gate.keys.iter().map(|k| key(view, k)).collect(),
        scans: document
            .scans
            .iter()
            .filter(|s| !s.not_read.is_empty() || !s.out_of_scope.is_empty())
            .map(|s| limits(view, s))
            .collect(),
        everything_read: !document.scans.is_empty() && document.scans.iter().all(|s| s.not_read.is_empty()),
        carried: document
            .carried
            .iter()
            .map(|c| Carried {
                what: view.text(&c.what),
                on: buddhist::short(c.on, view.lang),
                age: text::age((document.as_of - c.on).get_days().into(), view.lang),
            })
            .collect(),
    }
}

fn worked(view: &View<'_>) -> Vec<String> {
    let (figures, lang) = (&view.document.figures, view.lang);
    if figures.lower.whole == 0 {
        return Vec::new();
    }
    let mut lines = Vec::new();
    for weight in [3, 2, 1] {
        let mut at = [0_u64; 3];
        for item in view.document.items.iter().filter(|i| i.outcome != Outcome::NotApplicable) {
            if view.controls.get(item.control.as_str()).is_some_and(|c| c.weight == weight) {
                at[lower_halves(item)] += 1;
            }
        }
        if at.iter().sum::<u64>() > 0 {
            lines.push(text::worked_class(weight, at[2], at[1], at[0], lang));
        }
    }
    let whole = halves(figures.lower.whole);
    for (upper, ratio) in [(false, figures.lower), (true, figures.upper)] {
        lines.push(text::worked_score(upper, &halves(ratio.part), &whole, &view.percent(ratio), lang));
    }
    lines.push(text::unweighted(
        &halves(figures.lower_unweighted.part),
        &halves(figures.upper_unweighted.part),
        &halves(figures.lower_unweighted.whole),
        &view.range(figures.lower_unweighted, figures.upper_unweighted),
        lang,
    ));
    lines
}

/// What an item gives to the lower bound, in halves: unanswered rows are not met.
pub(super) fn lower_halves(item: &Item) -> usize {
    match item.outcome {
        Outcome::Met => 2,
        Outcome::Partial => 1,
        Outcome::NotMet | Outcome::NotApplicable => 0,
        Outcome::NotAssessed => {
            let some = item.rows.iter().any(|r| matches!(r.answer, Some(Outcome::Met | Outcome::Partial)));
            usize::from(some)
        }
    }
}

fn bands(view: &View<'_>) -> Vec<(&'static str, String)> {
    let bands = &view.document.bands;
    bands
        .iter()
        .enumerate()
        .rev()
        .map(|(index, band)| {
            let below = bands.get(index + 1).map(|b| b.from);
            (level(view, band.level), text::band_from(band.from, below, view.lang))
        })
        .collect()
}

fn key(view: &View<'_>, key: &crate::json::GateKey) -> Key {
    let words = view.words;
    let name = match key.key.as_str() {
        "max-statutory-gaps" => words.key_max_statutory_gaps,
        "min-coverage" => words.key_min_coverage,
        "min-score" => words.key_min_score,
        "min-evidence" => words.key_min_evidence,
        "max-contradictions" => words.key_max_contradictions,
        "max-conflicts" => words.key_max_conflicts,
        other => other,
    };
    let (bound, actual) = match (key.count, key.share) {
        (_, Some(share)) => {
            // The score alone is kept in half weights.
            let (part, whole) = match key.key.as_str() {
                "min-score" => (halves(share.part), halves(share.whole)),
                _ => (share.part.to_string(), share.whole.to_string()),
            };
            (format!("{} %", key.bound), format!("{} ({part}/{whole})", view.percent(share)))
        }
        (count, None) => {
            (text::controls(key.bound, view.lang), text::controls(count.unwrap_or(0), view.lang))
        }
    };
    Key {
        name: name.to_owned(),
        key: key.key.clone(),
        bound,
        actual,
        passed: key.passed,
        verdict: if key.passed { words.gate_passed } else { words.gate_failed },
    }
}

fn limits(view: &View<'_>, scan: &Scan) -> ScanLimits {
    let told = |reasons: &std::collections::BTreeMap<String, u64>| {
        reasons
            .iter()
            .map(|(word, count)| (text::reason(word, view.lang).to_owned(), text::number(*count)))
            .collect()
    };
    let not_read: u64 = scan.not_read.values().sum();
    let named = scan.not_read_objects.len().min(OBJECTS) as u64;
    ScanLimits {
        title: format!("{} · {}", scanner(view, &scan.scanner), buddhist::moment(scan.at, view.lang)),
        not_read: told(&scan.not_read),
        objects: scan
            .not_read_objects
            .iter()
            .take(OBJECTS)
            .map(|o| {
                let detail = o.detail.as_ref().map(|d| format!(" ({d})")).unwrap_or_default();
                format!("{}: {}{detail}", o.object, text::reason(&o.reason, view.lang))
            })
            .collect(),
        left_out: (not_read > named).then(|| text::left_out(not_read - named, view.lang)),
        out_of_scope: told(&scan.out_of_scope),
    }
}
