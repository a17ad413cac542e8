//! From the domain to the frozen document.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use phrom_checklists::answer::{Answer, Evidence as DomainEvidence};
use phrom_checklists::bilingual;
use phrom_checklists::conflict::{self, About, Value};
use phrom_checklists::expiry::expired;
use phrom_checklists::gate::Actual;
use phrom_checklists::id::RuleId;
use phrom_checklists::pack::{self, Scope};
use phrom_checklists::readiness::{self, BANDS};
use phrom_checklists::state::{Held, Impact as DomainImpact, State};

use super::*;
use crate::report::Report;

/// Makes the document of everything that is known.
pub fn document(report: &Report<'_>) -> Document {
    let findings: Vec<Finding> = report.findings.iter().map(finding::finding).collect();
    Document {
        schema: SCHEMA.to_owned(),
        edition: Edition::Auditor,
        lang: match report.lang {
            bilingual::Lang::Th => Lang::Th,
            bilingual::Lang::En => Lang::En,
        },
        program: report.program.to_owned(),
        made_at: report.made_at,
        as_of: report.readiness.as_of,
        round: report.round.to_owned(),
        agency: Agency {
            name: report.agency.name.clone(),
            name_en: report.agency.name_en.clone(),
            classification: report.agency.classification.clone(),
        },
        people: people::people(report),
        heads: report.heads.to_owned(),
        exit: report.exit.to_vec(),
        level: level(report.readiness.level()),
        bands: BANDS.iter().map(|(l, from)| Band { level: level(*l), from: *from }).collect(),
        gate: gate(report),
        figures: figures(&report.readiness.overall),
        laws: report.readiness.laws.iter().map(law).collect(),
        packs: report.packs.iter().map(pack_of).collect(),
        systems: systems(report),
        facts: facts(report),
        controls: report.packs.iter().flat_map(controls).collect(),
        items: report.readiness.items.iter().map(|i| item(report, i)).collect(),
        plan: plan::steps(report),
        deadlines: deadlines(report),
        conflicts: conflicts(report),
        scans: report.scans.iter().map(scan::scan).collect(),
        rules: finding::rules(&findings, report.rules, &relevant(report)),
        carried: report.carried.iter().map(|c| Carried { what: (&c.what).into(), on: c.on }).collect(),
        findings: Some(findings),
    }
}

impl From<&bilingual::Text> for Text {
    fn from(text: &bilingual::Text) -> Self {
        Self { th: text.th.clone(), en: text.en.clone() }
    }
}

fn gate(report: &Report<'_>) -> Gate {
    let keys = report.gate.checks.iter().map(|check| {
        let (count, share) = match check.actual {
            Actual::Count(count) => (Some(count), None),
            Actual::Share(share) => (None, Some(ratio(share))),
        };
        GateKey { key: check.key.as_str().to_owned(), bound: check.bound, count, share, passed: check.passed }
    });
    Gate { passed: report.gate.passed(), keys: keys.collect() }
}

fn law(law: &readiness::Law) -> Law {
    Law {
        pack: law.pack.to_string(),
        title: (&law.title).into(),
        level: level(law.level),
        figures: figures(&law.figures),
        sections: law
            .sections
            .iter()
            .map(|s| Section {
                section: s.section.to_string(),
                title: (&s.title).into(),
                figures: figures(&s.figures),
            })
            .collect(),
    }
}

fn figures(figures: &readiness::Figures) -> Figures {
    let counts = &figures.counts;
    Figures {
        counts: Counts {
            met: counts.met,
            partial: counts.partial,
            not_met: counts.not_met,
            not_applicable: counts.not_applicable,
            not_assessed: counts.not_assessed,
            total: counts.total(),
        },
        lower: ratio(figures.lower),
        upper: ratio(figures.upper),
        lower_unweighted: ratio(figures.lower_unweighted),
        upper_unweighted: ratio(figures.upper_unweighted),
        coverage: ratio(figures.coverage),
        evidence: ratio(figures.evidence),
        gaps: figures.gaps,
        contradicted: figures.contradicted,
        conflicts: figures.conflicts,
    }
}

fn ratio(ratio: readiness::Ratio) -> Ratio {
    Ratio { part: ratio.part, whole: ratio.whole }
}

fn level(level: readiness::Level) -> Level {
    match level {
        readiness::Level::Urgent => Level::Urgent,
        readiness::Level::Improve => Level::Improve,
        readiness::Level::Mostly => Level::Mostly,
        readiness::Level::Ready => Level::Ready,
    }
}

fn pack_of(pack: &pack::Pack) -> Pack {
    Pack {
        pack: pack.head.id.to_string(),
        version: pack.head.version.clone(),
        status: match pack.head.status {
            pack::Status::Preview => PackStatus::Preview,
            pack::Status::Stable => PackStatus::Stable,
            pack::Status::Withdrawn => PackStatus::Withdrawn,
        },
        title: (&pack.head.title).into(),
        about: (&pack.head.about).into(),
        sha256: pack.sha256.clone(),
        sources: pack.head.sources.iter().map(source).collect(),
    }
}

fn source(source: &pack::Source) -> Source {
    Source {
        source: source.id.to_string(),
        title: (&source.title).into(),
        gazette: source.gazette.as_ref().map(Text::from),
        published: source.published,
        in_force: source.in_force,
        confidence: sureness(source.confidence),
        note: source.note.as_ref().map(Text::from),
    }
}

fn sureness(sureness: pack::Sureness) -> Sureness {
    match sureness {
        pack::Sureness::Unverified => Sureness::Unverified,
        pack::Sureness::Secondary => Sureness::Secondary,
        pack::Sureness::Copy => Sureness::Copy,
        pack::Sureness::Gazette => Sureness::Gazette,
    }
}

fn systems(report: &Report<'_>) -> Vec<System> {
    let impact = |impact| match impact {
        DomainImpact::Low => Impact::Low,
        DomainImpact::Medium => Impact::Medium,
        DomainImpact::High => Impact::High,
    };
    report
        .state
        .living_systems()
        .map(|(id, system)| System {
            system: id.to_string(),
            name: (&system.name).into(),
            owner: system.owner.clone(),
            category: system.category.map(|c| Category {
                confidentiality: impact(c.confidentiality),
                integrity: impact(c.integrity),
                availability: impact(c.availability),
            }),
            public_website: system.public_website,
            cloud: system.cloud,
        })
        .collect()
}

/// Every fact of every pack once; a fact about systems once a system.
fn facts(report: &Report<'_>) -> Vec<Fact> {
    let mut seen = BTreeSet::new();
    let mut facts = Vec::new();
    for asked in report.packs.iter().flat_map(|p| &p.head.facts).filter(|f| seen.insert(&f.id)) {
        let about = match asked.per {
            Scope::Agency => vec![None],
            Scope::System => report.state.living_systems().map(|(id, _)| Some(id)).collect(),
        };
        for system in about {
            let value = report.state.fact(&asked.id, system);
            let choice = value.and_then(|v| asked.choices.iter().find(|c| c.id.as_str() == v));
            facts.push(Fact {
                fact: asked.id.to_string(),
                system: system.map(ToString::to_string),
                ask: (&asked.ask).into(),
                sensitive: asked.sensitive,
                value: value.map(str::to_owned),
                choice: choice.map(|c| (&c.text).into()),
            });
        }
    }
    facts
}

fn controls(pack: &pack::Pack) -> impl Iterator<Item = Control> {
    pack.controls().map(|(section, control)| Control {
        control: control.id.to_string(),
        pack: pack.head.id.to_string(),
        section: section.section.to_string(),
        rev: control.rev,
        title: (&control.title).into(),
        question: (&control.question).into(),
        why: (&control.why).into(),
        guidance: (&control.guidance).into(),
        obligation: match control.duty.obligation {
            pack::Obligation::Must => Obligation::Must,
            pack::Obligation::Should => Obligation::Should,
            pack::Obligation::May => Obligation::May,
        },
        weight: readiness::weight(control),
        duty: cited(control.duty.confidence, &control.duty.cite),
        deadline: control
            .deadline
            .as_ref()
            .map(|d| Stated { text: (&d.text).into(), cited: cited(d.confidence, &d.cite) }),
        penalty: control
            .penalty
            .as_ref()
            .map(|p| Stated { text: (&p.text).into(), cited: cited(p.confidence, &p.cite) }),
        rows: control
            .rows
            .iter()
            .map(|r| ControlRow { row: r.id.to_string(), text: (&r.text).into() })
            .collect(),
        note: control.note.as_ref().map(Text::from),
    })
}

fn cited(confidence: pack::Sureness, cite: &[pack::Cite]) -> Cited {
    Cited {
        confidence: sureness(confidence),
        cite: cite.iter().map(|c| Cite { source: c.source.to_string(), at: (&c.at).into() }).collect(),
    }
}

fn item(report: &Report<'_>, item: &readiness::Item) -> Item {
    let subject = &item.subject;
    let as_of = report.readiness.as_of;
    Item {
        control: subject.control.to_string(),
        system: subject.system.as_ref().map(ToString::to_string),
        applicability: match item.applicability {
            readiness::Applicability::Applicable => Applicability::Applicable,
            readiness::Applicability::Undetermined => Applicability::Undetermined,
            readiness::Applicability::ExcludedByFact => Applicability::ExcludedByFact,
            readiness::Applicability::MarkedNotApplicable => Applicability::MarkedNotApplicable,
        },
        unknown_facts: unknown_facts(report, item),
        outcome: outcome(item.outcome),
        answered: outcome(item.answered),
        caps: item.caps,
        strength: item.strength,
        conflict: item.conflict,
        contradicted: !item.contradicted_by.is_empty(),
        findings: item_findings(report, item),
        rows: item
            .rows
            .iter()
            .map(|row| ItemRow {
                row: row.row.to_string(),
                answer: row.answer.map(answer),
                conflict: row.conflict,
                strength: row.strength,
                evidence: row.evidence.iter().map(|e| evidence(e, report.state, as_of)).collect(),
            })
            .collect(),
        remarks: report.state.remarks.get(subject).map(remarks).unwrap_or_default(),
        owner: report.state.owners.get(subject).and_then(|h| h.latest()?.value.clone()),
        // Where two writers differ, the earlier date is the safe one.
        due: report.state.dues.get(subject).and_then(|h| h.heads.iter().filter_map(|h| h.value).min()),
        not_applicable: item.not_applicable.as_ref().map(|mark| NotApplicable {
            reason: mark.reason.clone(),
            approver: mark.approver.clone(),
            expires: mark.expires,
            expired: item.mark_expired,
        }),
        progress: Some(people::progress(item.work.progress)),
        approvals: item.work.approvals.iter().map(people::approval).collect(),
        changed_after_approval: item.work.changed_after_approval(),
        waivers: item.work.waivers.iter().map(people::waiver).collect(),
        comments: people::comments(report.state, subject),
    }
}

fn unknown_facts(report: &Report<'_>, item: &readiness::Item) -> Vec<Text> {
    if item.applicability != readiness::Applicability::Undetermined {
        return Vec::new();
    }
    let Some(pack) = report.packs.iter().find(|p| p.head.id == item.pack) else { return Vec::new() };
    let condition = pack.control(&item.subject.control).and_then(|c| c.applies_if.as_ref());
    let mut seen = BTreeSet::new();
    let mut unknown = Vec::new();
    for (id, _) in condition.into_iter().flat_map(|c| c.facts()).filter(|(id, _)| seen.insert(*id)) {
        let asked = pack.head.facts.iter().find(|f| &f.id == id);
        let value = match asked.map_or(Scope::Agency, |f| f.per) {
            Scope::Agency => report.state.fact(id, None),
            Scope::System => item.subject.system.as_ref().and_then(|s| report.state.fact(id, Some(s))),
        };
        if value.is_none() {
            unknown.push(
                asked.map_or_else(|| Text { th: id.to_string(), en: id.to_string() }, |f| (&f.ask).into()),
            );
        }
    }
    unknown
}

fn item_findings(report: &Report<'_>, item: &readiness::Item) -> Vec<ItemFindings> {
    let mut by_rule: BTreeMap<&RuleId, (u64, u64)> = BTreeMap::new();
    for (list, contradicting) in [(&item.relevant, 0), (&item.contradicted_by, 1)] {
        for finding in list.iter().filter_map(|index| report.findings.get(*index)) {
            let entry = by_rule.entry(&finding.rule).or_default();
            entry.0 += 1 - contradicting;
            entry.1 += contradicting;
        }
    }
    by_rule
        .into_iter()
        .map(|(rule, (count, contradicting))| ItemFindings { rule: rule.to_string(), count, contradicting })
        .collect()
}

/// The controls each rule with findings is relevant to.
fn relevant<'a>(report: &Report<'a>) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let mut relevant: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for item in &report.readiness.items {
        for finding in item.relevant.iter().filter_map(|index| report.findings.get(*index)) {
            relevant.entry(finding.rule.as_str()).or_default().insert(item.subject.control.as_str());
        }
    }
    relevant
}

fn outcome(outcome: readiness::Outcome) -> Outcome {
    match outcome {
        readiness::Outcome::Met => Outcome::Met,
        readiness::Outcome::Partial => Outcome::Partial,
        readiness::Outcome::NotMet => Outcome::NotMet,
        readiness::Outcome::NotApplicable => Outcome::NotApplicable,
        readiness::Outcome::NotAssessed => Outcome::NotAssessed,
    }
}

fn answer(answer: Answer) -> Outcome {
    match answer {
        Answer::Met => Outcome::Met,
        Answer::Partial => Outcome::Partial,
        Answer::NotMet => Outcome::NotMet,
    }
}

fn answer_word(answer: Answer) -> String {
    match answer {
        Answer::Met => "met",
        Answer::Partial => "partial",
        Answer::NotMet => "not-met",
    }
    .to_owned()
}

fn evidence(evidence: &DomainEvidence, state: &State, as_of: Date) -> Evidence {
    let removed = state.removal(evidence).and_then(Held::latest);
    Evidence {
        name: evidence.name.clone(),
        strength: state.strength(evidence),
        dated: evidence.dated,
        pages: evidence.pages.as_ref().map(|pages| pages.as_str().to_owned()),
        removed: removed.map(|head| Said {
            by: head.by.clone(),
            at: head.at,
            value: head.value.as_ref().map(|removal| removal.reason.clone()),
        }),
        sha256: evidence.sha256.clone(),
        bytes: evidence.bytes,
        place: evidence.place.clone(),
        copied: evidence.copied,
        expires: evidence.expires,
        expired: evidence.expires.is_some_and(|day| expired(day, as_of)),
    }
}

fn remarks(held: &Held<String>) -> Vec<String> {
    let mut remarks: Vec<String> = held.heads.iter().map(|h| h.value.clone()).collect();
    remarks.retain(|r| !r.trim().is_empty());
    remarks.dedup();
    remarks
}

fn deadlines(report: &Report<'_>) -> Vec<Deadline> {
    report
        .readiness
        .deadlines
        .iter()
        .map(|due| Deadline {
            control: due.subject.control.to_string(),
            system: due.subject.system.as_ref().map(ToString::to_string),
            on: due.on,
            days: (due.on - report.readiness.as_of).get_days().into(),
            from: due.from.to_string(),
            what: (&due.what).into(),
            confidence: sureness(due.confidence),
        })
        .collect()
}

fn conflicts(report: &Report<'_>) -> Vec<Conflict> {
    conflict::conflicts(report.state).iter().map(conflict).collect()
}

fn conflict(found: &conflict::Conflict) -> Conflict {
    let (kind, system, about) = match &found.about {
        About::System(id) => (ConflictKind::System, Some(id), None),
        About::Fact(fact, system) => (ConflictKind::Fact, system.as_ref(), Some(fact.to_string())),
        About::Answer(_, row) => (ConflictKind::Answer, None, Some(row.to_string())),
        About::NotApplicable(_) => (ConflictKind::NotApplicable, None, None),
        About::Remark(_) => (ConflictKind::Remark, None, None),
        About::Owner(_) => (ConflictKind::Owner, None, None),
        About::Person(name) => (ConflictKind::Person, None, Some(name.clone())),
        About::Stage(_) => (ConflictKind::Stage, None, None),
        About::Waiver(_) => (ConflictKind::Waiver, None, None),
        About::Measure(_) => (ConflictKind::Measure, None, None),
        About::Due(_) => (ConflictKind::Due, None, None),
        About::Evidence(_, _, name) => (ConflictKind::Evidence, None, Some(name.clone())),
    };
    let subject = found.about.subject();
    let said = found.sides.iter().filter_map(|side| {
        let value = match &side.value {
            Value::Withdrawn => None,
            Value::Answer(answer) => Some(answer_word(*answer)),
            Value::Said(text) => Some(text.clone()),
            // The answers stand at their rows.
            Value::Applies => return None,
        };
        Some(Said { by: side.by.clone(), at: side.at, value })
    });
    Conflict {
        kind,
        control: subject.map(|s| s.control.to_string()),
        system: system.or(subject.and_then(|s| s.system.as_ref())).map(ToString::to_string),
        about,
        said: said.collect(),
    }
}
