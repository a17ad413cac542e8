//! The summary and the results by law and section.

use serde::Serialize;

use super::{View, halves, plan};
use crate::buddhist;
use crate::json::{Applicability, Counts, Figures, Level, Obligation, Sureness};
use crate::text;

/// Statutory gaps named on the summary page.
const TOP: usize = 5;

#[derive(Debug, Serialize)]
pub(super) struct Summary {
    /// True where there is nothing to assess.
    empty: bool,
    headline: String,
    level: &'static str,
    level_key: Level,
    capped: Option<String>,
    gate_passed: bool,
    gate_verdict: &'static str,
    gate_line: String,
    figures: Vec<Figure>,
    bars: Vec<Bar>,
    gaps: Vec<Gap>,
    more_gaps: Option<String>,
    /// What else a reader must know before believing the figures.
    also: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Figure {
    name: &'static str,
    value: String,
    fraction: String,
}

#[derive(Debug, Serialize)]
struct Gap {
    title: String,
    system: Option<String>,
    source: String,
    outcome: &'static str,
}

/// One stacked bar. The order of the parts is the order of `Words`: met, partial, not met, not
/// assessed, not applicable.
#[derive(Debug, Serialize)]
pub(super) struct Bar {
    title: String,
    parts: [u64; 5],
    total: u64,
    alt: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Law {
    title: String,
    level: &'static str,
    figures: Vec<Figure>,
    bars: Vec<Bar>,
    chart_alt: String,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    title: String,
    parts: [u64; 5],
    total: u64,
    score: String,
    coverage: String,
    gaps: u64,
}

pub(super) fn summary(view: &View<'_>) -> Summary {
    let document = view.document;
    let figures = &document.figures;
    let failed = document.gate.keys.iter().filter(|k| !k.passed).count();
    let gaps = plan::statutory(view);
    let mut bars: Vec<Bar> =
        document.laws.iter().map(|law| bar(view, view.text(&law.title), &law.figures.counts)).collect();
    if bars.len() > 1 {
        bars.push(bar(view, view.words.all_laws.to_owned(), &figures.counts));
    }
    Summary {
        empty: figures.counts.total == 0,
        headline: text::headline(
            &buddhist::long(document.as_of, view.lang),
            view.agency(),
            level(view, document.level),
            document.gate.passed,
            view.lang,
        ),
        level: level(view, document.level),
        level_key: document.level,
        capped: (figures.gaps > 0).then(|| text::capped(figures.gaps, view.lang)),
        gate_passed: document.gate.passed,
        gate_verdict: if document.gate.passed { view.words.gate_passed } else { view.words.gate_failed },
        gate_line: text::gate_line(failed, document.gate.keys.len(), view.lang),
        figures: five(view, figures, statutory_controls(view, None)),
        bars,
        more_gaps: (gaps.len() > TOP).then(|| text::more_gaps(gaps.len() - TOP, view.lang)),
        gaps: gaps
            .into_iter()
            .take(TOP)
            .map(|(item, control)| Gap {
                title: view.text(&control.title),
                system: view.system_of(item),
                source: view.cited(&control.duty),
                outcome: view.outcome(item.outcome),
            })
            .collect(),
        also: also(view),
    }
}

fn also(view: &View<'_>) -> Vec<String> {
    let document = view.document;
    let undetermined =
        document.items.iter().filter(|i| i.applicability == Applicability::Undetermined).count();
    let not_read: u64 = document.scans.iter().flat_map(|s| s.not_read.values()).sum();
    let mut also = Vec::new();
    if document.figures.contradicted > 0 {
        also.push(text::contradicted_line(document.figures.contradicted, view.lang));
    }
    if document.figures.conflicts > 0 {
        also.push(text::conflicts_line(document.figures.conflicts, view.lang));
    }
    if undetermined > 0 {
        also.push(text::undetermined_line(undetermined, view.lang));
    }
    if not_read > 0 {
        also.push(text::not_read_line(not_read, view.lang));
    }
    also
}

pub(super) fn laws(view: &View<'_>) -> Vec<Law> {
    view.document
        .laws
        .iter()
        .map(|law| {
            let mut rows: Vec<Row> =
                law.sections.iter().map(|s| row(view, view.text(&s.title), &s.figures)).collect();
            rows.push(row(view, view.words.total.to_owned(), &law.figures));
            let bars: Vec<Bar> =
                law.sections.iter().map(|s| bar(view, view.text(&s.title), &s.figures.counts)).collect();
            Law {
                title: view.text(&law.title),
                level: level(view, law.level),
                figures: five(view, &law.figures, statutory_controls(view, Some(&law.pack))),
                chart_alt: bars.iter().map(|b| b.alt.as_str()).collect::<Vec<_>>().join("; "),
                bars,
                rows,
            }
        })
        .collect()
}

pub(super) fn level(view: &View<'_>, level: Level) -> &'static str {
    match level {
        Level::Urgent => view.words.level_urgent,
        Level::Improve => view.words.level_improve,
        Level::Mostly => view.words.level_mostly,
        Level::Ready => view.words.level_ready,
    }
}

/// Items that could cap the level: applicable, "must", and resting on more than an unverified source.
fn statutory_controls(view: &View<'_>, pack: Option<&str>) -> u64 {
    let statutory = |item: &&crate::json::Item| {
        let asked = matches!(item.applicability, Applicability::Applicable | Applicability::Undetermined);
        asked
            && view.controls.get(item.control.as_str()).is_some_and(|c| {
                c.obligation == Obligation::Must
                    && c.duty.confidence != Sureness::Unverified
                    && pack.is_none_or(|p| p == c.pack)
            })
    };
    view.document.items.iter().filter(statutory).count() as u64
}

fn five(view: &View<'_>, figures: &Figures, statutory: u64) -> Vec<Figure> {
    let (words, lang) = (view.words, view.lang);
    vec![
        Figure {
            name: words.figure_counts,
            value: text::controls(figures.counts.total, lang),
            fraction: text::counts_line(&figures.counts, lang),
        },
        Figure {
            name: words.figure_score,
            value: view.range(figures.lower, figures.upper),
            fraction: text::score_fraction(
                &halves(figures.lower.part),
                &halves(figures.upper.part),
                &halves(figures.lower.whole),
                lang,
            ),
        },
        Figure {
            name: words.figure_coverage,
            value: view.percent(figures.coverage),
            fraction: text::coverage_fraction(figures.coverage.part, figures.coverage.whole, lang),
        },
        Figure {
            name: words.figure_evidence,
            value: view.percent(figures.evidence),
            fraction: text::evidence_fraction(figures.evidence.part, figures.evidence.whole, lang),
        },
        Figure {
            name: words.figure_gaps,
            value: text::gaps_value(figures.gaps, lang),
            fraction: text::gaps_fraction(figures.gaps, statutory, lang),
        },
    ]
}

fn bar(view: &View<'_>, title: String, counts: &Counts) -> Bar {
    Bar { alt: text::bar_alt(&title, counts, view.lang), title, parts: parts(counts), total: counts.total }
}

fn row(view: &View<'_>, title: String, figures: &Figures) -> Row {
    Row {
        title,
        parts: parts(&figures.counts),
        total: figures.counts.total,
        score: view.range(figures.lower, figures.upper),
        coverage: format!("{}/{}", figures.coverage.part, figures.coverage.whole),
        gaps: figures.gaps,
    }
}

fn parts(counts: &Counts) -> [u64; 5] {
    [counts.met, counts.partial, counts.not_met, counts.not_assessed, counts.not_applicable]
}
