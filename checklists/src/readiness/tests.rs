//! One test a rule, on a small pack built here.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::answer::EvidenceKind;
use crate::condition::Condition;
use crate::finding::{Confidence, FilePlace, Finding, FindingStatus, Place, Severity};
use crate::gate::{Policy, gate};
use crate::id::{ControlId, FactId, RuleId, SystemId};
use crate::pack::{
    Bound, Cite, Clock, Control, Crosswalk, Deadline, Duty, Fact, FactKind, Obligation, PackHead, Row, Scope,
    Section, Status,
};
use crate::state::{Head, Held, System};

pub(super) const DAY: Date = date(2026, 11, 25);

fn text(words: &str) -> Text {
    Text { th: words.into(), en: words.into() }
}

fn cite() -> Vec<Cite> {
    vec![Cite { source: "law".parse().unwrap(), at: text("1") }]
}

pub(super) fn control(id: &str, rows: &[&str]) -> Control {
    Control {
        id: id.parse().unwrap(),
        rev: 1,
        status: Status::Preview,
        title: text(id),
        question: text(id),
        why: text(id),
        guidance: text(id),
        duty: Duty { obligation: Obligation::Must, confidence: Sureness::Copy, cite: cite() },
        binds: vec![Bound::StateAgency],
        applies_if: None,
        per: Scope::Agency,
        deadline: None,
        penalty: None,
        rows: rows.iter().map(|r| Row { id: r.parse().unwrap(), text: text(r) }).collect(),
        decides: vec![],
        informs: vec![],
        crosswalk: Crosswalk::default(),
        note: None,
    }
}

pub(super) fn pack(controls: Vec<Control>) -> Pack {
    let fact = |id: &str, kind, per| Fact {
        id: id.parse().unwrap(),
        kind,
        per,
        sensitive: false,
        ask: text(id),
        help: None,
        choices: vec![],
    };
    Pack {
        head: PackHead {
            schema: 1,
            id: "p".parse().unwrap(),
            version: "0.1.0".into(),
            status: Status::Preview,
            title: text("p"),
            about: text("p"),
            sources: vec![],
            facts: vec![
                fact("is-cii", FactKind::Boolean, Scope::Agency),
                fact("on-cloud", FactKind::Boolean, Scope::System),
                fact("finished-on", FactKind::Date, Scope::Agency),
            ],
            sections: vec!["s".parse().unwrap()],
        },
        sections: vec![Section { section: "s".parse().unwrap(), title: text("s"), controls }],
        sha256: String::new(),
    }
}

pub(super) fn head<T>(value: T, event: &str) -> Head<T> {
    Head { value, by: "a".into(), at: jiff::Timestamp::UNIX_EPOCH, event: event.into(), rev: Some(1) }
}

pub(super) fn subject(control: &str) -> Subject {
    Subject { control: control.parse().unwrap(), system: None }
}

pub(super) fn say(state: &mut State, control: &str, row: &str, answers: &[Option<Answer>]) {
    let heads = answers.iter().enumerate().map(|(i, a)| head(*a, &i.to_string())).collect();
    state.answers.insert((subject(control), row.parse().unwrap()), Held { heads });
}

fn know(state: &mut State, fact: &str, value: &str) {
    let held = Held::single(head(Some(value.to_owned()), "f"));
    state.facts.insert((fact.parse().unwrap(), None), held);
}

pub(super) fn mark(state: &mut State, control: &str, expires: Date) {
    let mark = NotApplicable { reason: "r".into(), approver: "b".into(), expires };
    state.not_applicable.insert(subject(control), Held::single(head(Some(mark), "n")));
}

pub(super) fn finding(rule: &str, severity: Severity, confidence: Confidence) -> Finding {
    Finding {
        rule: rule.parse().unwrap(),
        severity,
        confidence,
        place: Place::Certificate { certificate: "00".into() },
        masked: String::new(),
        fingerprint: None,
        person: None,
        exposure: None,
        owner: None,
        modified: None,
        status: FindingStatus::Open,
        systems: vec![],
        controls: vec![],
    }
}

fn only(packs: &[Pack], state: &State, findings: &[Finding]) -> Item {
    let all = readiness(packs, state, findings, DAY);
    assert_eq!(all.items.len(), 1);
    all.items.into_iter().next().unwrap()
}

#[test]
fn a_result_follows_from_its_rows() {
    use Answer::{Met, NotMet, Partial};
    let table: [(&[Option<Answer>], Outcome); 8] = [
        (&[Some(Met), Some(Met)], Outcome::Met),
        (&[Some(Met), Some(NotMet)], Outcome::Partial),
        (&[Some(Met), Some(Partial)], Outcome::Partial),
        (&[Some(Partial), Some(NotMet)], Outcome::Partial),
        (&[Some(NotMet), Some(NotMet)], Outcome::NotMet),
        (&[Some(Met), None], Outcome::NotAssessed),
        (&[Some(NotMet), None], Outcome::NotAssessed),
        (&[None, None], Outcome::NotAssessed),
    ];
    for (answers, expected) in table {
        let mut state = State::default();
        for (row, answer) in ["a", "b"].iter().zip(answers) {
            say(&mut state, "p-x", row, &[*answer]);
        }
        assert_eq!(
            only(&[pack(vec![control("p-x", &["a", "b"])])], &state, &[]).outcome,
            expected,
            "{answers:?}"
        );
    }
}

#[test]
fn a_blank_assessment_is_a_range_from_nothing_to_all_and_fails_the_gate() {
    let packs = [pack(vec![control("p-x", &["a"]), control("p-y", &["a"])])];
    let all = readiness(&packs, &State::default(), &[], DAY);
    assert_eq!(all.overall.lower, Ratio { part: 0, whole: 8 });
    assert_eq!(all.overall.upper, Ratio { part: 8, whole: 8 });
    assert_eq!(all.overall.coverage, Ratio { part: 0, whole: 2 });
    assert_eq!(all.overall.gaps, 2);
    assert_eq!(all.level(), Level::Urgent);
    assert!(!gate(&Policy::default(), &all.overall).passed());
}

#[test]
fn nothing_to_assess_does_not_pass_the_gate() {
    let all = readiness(&[], &State::default(), &[], DAY);
    assert!(!gate(&Policy::default(), &all.overall).passed());
    assert_eq!(all.level(), Level::Urgent);
}

#[test]
fn the_range_closes_as_rows_are_answered() {
    let packs = [pack(vec![control("p-x", &["a", "b"])])];
    let mut state = State::default();
    say(&mut state, "p-x", "a", &[Some(Answer::Met)]);
    let figures = readiness(&packs, &state, &[], DAY).overall;
    assert_eq!((figures.lower.part, figures.upper.part), (2, 4), "partial at worst, met at best");
    say(&mut state, "p-x", "b", &[Some(Answer::NotMet)]);
    let figures = readiness(&packs, &state, &[], DAY).overall;
    assert_eq!(figures.lower, figures.upper);
}

#[test]
fn a_97_96_percent_assessment_is_capped() {
    // 98 controls, 96 met, two statutory ones not: the case that a peer printed as passed.
    let controls: Vec<Control> = (0..98).map(|n| control(&format!("p-{n}"), &["a"])).collect();
    let mut state = State::default();
    for n in 0..98 {
        let answer = if n < 96 { Answer::Met } else { Answer::NotMet };
        say(&mut state, &format!("p-{n}"), "a", &[Some(answer)]);
    }
    let all = readiness(&[pack(controls)], &state, &[], DAY);
    assert_eq!(all.overall.lower.per_mille(), Some(979), "96/98, truncated");
    assert_eq!(all.overall.gaps, 2);
    assert_eq!(all.level(), Level::Improve);
    assert!(!gate(&Policy { min_evidence: 0, ..Policy::default() }, &all.overall).passed());
}

#[test]
fn an_unverified_duty_never_caps_alone() {
    let mut unsure = control("p-x", &["a"]);
    unsure.duty.confidence = Sureness::Unverified;
    let mut should = control("p-y", &["a"]);
    should.duty.obligation = Obligation::Should;
    let all = readiness(&[pack(vec![unsure, should])], &State::default(), &[], DAY);
    assert_eq!(all.overall.gaps, 0);
}

#[test]
fn weights_come_from_the_published_table() {
    let plain = control("p-x", &["a"]);
    let mut timed = control("p-x", &["a"]);
    timed.deadline =
        Some(Deadline { text: text("d"), confidence: Sureness::Copy, cite: cite(), clock: None });
    let mut should = timed.clone();
    should.duty.obligation = Obligation::Should;
    assert_eq!([weight(&plain), weight(&timed), weight(&should)], [2, 3, 1]);
}

#[test]
fn an_unknown_fact_counts_as_applicable() {
    let mut conditional = control("p-x", &["a"]);
    conditional.applies_if = Some(Condition::parse("is-cii").unwrap());
    let packs = [pack(vec![conditional])];
    let item = only(&packs, &State::default(), &[]);
    assert_eq!(item.applicability, Applicability::Undetermined);
    assert_eq!(item.outcome, Outcome::NotAssessed);
    assert!(item.caps);
    let mut state = State::default();
    know(&mut state, "is-cii", "false");
    let item = only(&packs, &state, &[]);
    assert_eq!(item.applicability, Applicability::ExcludedByFact);
    assert_eq!(item.outcome, Outcome::NotApplicable);
    let disputed = Held { heads: vec![head(Some("false".into()), "1"), head(Some("true".into()), "2")] };
    state.facts.insert(("is-cii".parse().unwrap(), None), disputed);
    assert_eq!(only(&packs, &state, &[]).applicability, Applicability::Undetermined);
}

#[test]
fn not_applicable_leaves_every_figure_and_comes_back_on_its_day() {
    let packs = [pack(vec![control("p-x", &["a"])])];
    let mut state = State::default();
    mark(&mut state, "p-x", date(2026, 11, 26));
    let all = readiness(&packs, &state, &[], DAY);
    assert_eq!(all.overall.counts.not_applicable, 1);
    assert_eq!(all.overall.lower.whole, 0);
    assert_eq!(all.overall.coverage.whole, 0);
    for day in [date(2026, 11, 26), date(2027, 1, 1)] {
        let all = readiness(&packs, &state, &[], day);
        assert_eq!(all.items[0].outcome, Outcome::NotAssessed, "{day}");
        assert!(all.items[0].mark_expired && all.items[0].caps);
    }
}

#[test]
fn a_disputed_mark_counts_as_the_other() {
    let packs = [pack(vec![control("p-x", &["a"])])];
    let mut state = State::default();
    mark(&mut state, "p-x", date(2030, 1, 1));
    say(&mut state, "p-x", "a", &[Some(Answer::NotMet)]);
    state.disputed_marks.insert(subject("p-x"));
    let item = only(&packs, &state, &[]);
    assert_eq!(item.outcome, Outcome::NotMet);
    assert!(item.conflict);
}

#[test]
fn a_conflict_counts_as_the_worse() {
    use Answer::{Met, NotMet, Partial};
    let packs = [pack(vec![control("p-x", &["a"])])];
    let table = [
        ([Some(Met), Some(NotMet)], Outcome::NotMet),
        ([Some(Met), None], Outcome::NotAssessed),
        ([Some(Partial), None], Outcome::NotAssessed),
        ([None, Some(NotMet)], Outcome::NotMet),
        ([Some(Met), Some(Partial)], Outcome::Partial),
    ];
    for (answers, expected) in table {
        let mut state = State::default();
        say(&mut state, "p-x", "a", &answers);
        let item = only(&packs, &state, &[]);
        assert_eq!(item.outcome, expected, "{answers:?}");
        assert!(item.conflict);
        let all = readiness(&packs, &state, &[], DAY);
        assert_eq!(all.overall.conflicts, 1);
    }
}

#[test]
fn a_finding_lowers_an_answer_and_never_raises_one() {
    let mut watched = control("p-x", &["a"]);
    watched.decides = vec![RuleId::new("tls-old").unwrap()];
    watched.informs = vec![RuleId::new("tls-note").unwrap()];
    let packs = [pack(vec![watched])];
    let strong = [finding("tls-old", Severity::High, Confidence::High)];
    for (answer, expected) in [
        (Some(Answer::Met), Outcome::Partial),
        (Some(Answer::Partial), Outcome::Partial),
        (Some(Answer::NotMet), Outcome::NotMet),
        (None, Outcome::NotAssessed),
    ] {
        let mut state = State::default();
        say(&mut state, "p-x", "a", &[answer]);
        let item = only(&packs, &state, &strong);
        assert_eq!(item.outcome, expected, "{answer:?}");
        assert_eq!(item.contradicted_by.len(), usize::from(answer == Some(Answer::Met)));
        let figures = readiness(&packs, &state, &strong, DAY).overall;
        let without = readiness(&packs, &state, &[], DAY).overall;
        assert!(figures.lower.part <= without.lower.part && figures.upper.part <= without.upper.part);
        assert!(figures.upper.part <= 2, "met is out of reach while the finding stands");
    }
    let mut state = State::default();
    say(&mut state, "p-x", "a", &[Some(Answer::Met)]);
    for weak in [
        finding("tls-old", Severity::Low, Confidence::High),
        finding("tls-old", Severity::High, Confidence::Low),
        finding("tls-note", Severity::Critical, Confidence::High),
        finding("tls-other", Severity::Critical, Confidence::High),
    ] {
        assert_eq!(only(&packs, &state, std::slice::from_ref(&weak)).outcome, Outcome::Met, "{weak:?}");
    }
}

#[test]
fn a_certificate_in_a_file_lowers_nothing() {
    let mut watched = control("p-x", &["a"]);
    watched.decides = vec![RuleId::new("tls-old").unwrap(), RuleId::new("personal-data-id").unwrap()];
    let packs = [pack(vec![watched])];
    let mut state = State::default();
    say(&mut state, "p-x", "a", &[Some(Answer::Met)]);
    let file: Place = serde_json::from_str(r#"{"path":"old.pem"}"#).unwrap();
    let endpoint: Place = serde_json::from_str(r#"{"host":"www.example.go.th","port":443}"#).unwrap();
    for (rule, place, expected) in [
        ("tls-old", &file, Outcome::Met),
        ("tls-old", &endpoint, Outcome::Partial),
        ("personal-data-id", &file, Outcome::Partial),
    ] {
        let mut seen = finding(rule, Severity::High, Confidence::High);
        seen.place = place.clone();
        let item = only(&packs, &state, &[seen]);
        assert_eq!(item.outcome, expected, "{rule} at {place:?}");
        assert_eq!(item.relevant, [0], "shown all the same");
    }
}

#[test]
fn a_finding_of_one_system_does_not_speak_to_another() {
    let mut per_system = control("p-x", &["a"]);
    per_system.per = Scope::System;
    per_system.decides = vec![RuleId::new("tls-old").unwrap()];
    let mut state = State::default();
    for id in ["web", "mail"] {
        let system = System {
            name: text(id),
            owner: None,
            category: None,
            public_website: None,
            cloud: None,
            endpoints: vec![],
            paths: vec![],
        };
        state.systems.insert(id.parse().unwrap(), Held::single(head(Some(system), "s")));
        let about = Subject { control: "p-x".parse().unwrap(), system: Some(id.parse().unwrap()) };
        state.answers.insert((about, "a".parse().unwrap()), Held::single(head(Some(Answer::Met), "a")));
    }
    let mut seen = finding("tls-old", Severity::High, Confidence::High);
    seen.systems = vec![SystemId::new("mail").unwrap()];
    let all = readiness(&[pack(vec![per_system])], &state, &[seen], DAY);
    let outcomes: BTreeMap<_, _> =
        all.items.iter().map(|i| (i.subject.system.clone().unwrap().to_string(), i.outcome)).collect();
    assert_eq!(outcomes["web"], Outcome::Met);
    assert_eq!(outcomes["mail"], Outcome::Partial);
}

#[test]
fn a_control_per_system_is_asked_even_before_a_system_is_named() {
    let mut per_system = control("p-x", &["a"]);
    per_system.per = Scope::System;
    per_system.applies_if = Some(Condition::parse("on-cloud").unwrap());
    let item = only(&[pack(vec![per_system])], &State::default(), &[]);
    assert_eq!(item.applicability, Applicability::Undetermined);
}

#[test]
fn evidence_counts_from_strength_two_until_it_expires() {
    let packs = [pack(vec![control("p-x", &["a"])])];
    let with = |kind, expires: Option<Date>| {
        let mut state = State::default();
        say(&mut state, "p-x", "a", &[Some(Answer::Met)]);
        let evidence = Evidence {
            name: "n".into(),
            kind,
            sha256: None,
            bytes: None,
            place: "p".into(),
            copied: false,
            dated: None,
            pages: None,
            expires,
        };
        let by_key = BTreeMap::from([("k".to_owned(), Held::single(head(Some(evidence), "e")))]);
        state.evidence.insert((subject("p-x"), "a".parse().unwrap()), by_key);
        readiness(&packs, &state, &[], DAY)
    };
    for (kind, expires, strength, backed) in [
        (EvidenceKind::Cited, None, 1, 0),
        (EvidenceKind::File, None, 2, 2),
        (EvidenceKind::Scan, None, 3, 2),
        (EvidenceKind::Audit, Some(date(2026, 11, 26)), 4, 2),
        (EvidenceKind::Audit, Some(DAY), 0, 0),
    ] {
        let all = with(kind, expires);
        assert_eq!(all.items[0].strength, strength, "{kind:?} {expires:?}");
        assert_eq!(all.overall.evidence, Ratio { part: backed, whole: 2 });
    }
}

#[test]
fn overall_is_all_controls_and_not_the_mean_of_means() {
    let mut small = pack(vec![control("q-x", &["a"])]);
    small.head.id = "q".parse().unwrap();
    let big = pack((0..9).map(|n| control(&format!("p-{n}"), &["a"])).collect());
    let mut state = State::default();
    say(&mut state, "q-x", "a", &[Some(Answer::Met)]);
    for n in 0..9 {
        say(&mut state, &format!("p-{n}"), "a", &[Some(Answer::NotMet)]);
    }
    let all = readiness(&[big, small], &state, &[], DAY);
    assert_eq!(all.overall.lower.per_mille(), Some(100));
    assert_eq!(all.laws[1].figures.lower.per_mille(), Some(1000));
}

#[test]
fn a_clock_counts_from_its_fact() {
    let mut timed = control("p-x", &["a"]);
    timed.deadline = Some(Deadline {
        text: text("within 30 days"),
        confidence: Sureness::Copy,
        cite: cite(),
        clock: Some(Clock {
            from: FactId::new("finished-on").unwrap(),
            days: Some(30),
            years: None,
            what: text("report"),
        }),
    });
    let packs = [pack(vec![timed])];
    assert!(readiness(&packs, &State::default(), &[], DAY).deadlines.is_empty());
    let mut state = State::default();
    know(&mut state, "finished-on", "2026-11-20");
    assert_eq!(readiness(&packs, &state, &[], DAY).deadlines[0].on, date(2026, 12, 20));
    let disputed =
        Held { heads: vec![head(Some("2026-11-20".into()), "1"), head(Some("2026-11-01".into()), "2")] };
    state.facts.insert(("finished-on".parse().unwrap(), None), disputed);
    assert_eq!(readiness(&packs, &state, &[], DAY).deadlines[0].on, date(2026, 12, 1), "the earlier date");
    know(&mut state, "finished-on", "no date");
    assert!(readiness(&packs, &state, &[], DAY).deadlines.is_empty());
}

#[test]
fn percentages_are_truncated_and_bands_are_exact() {
    assert_eq!(Ratio { part: 2, whole: 3 }.per_mille(), Some(666));
    assert_eq!(Ratio { part: 1999, whole: 2000 }.per_mille(), Some(999));
    assert!(!Ratio { part: 1999, whole: 2000 }.at_least(100));
    assert!(Ratio { part: 4, whole: 5 }.at_least(80));
    assert!(!Ratio { part: 0, whole: 0 }.at_least(0));
    assert_eq!(Ratio::default().per_mille(), None);
}

fn answer() -> impl Strategy<Value = Option<Answer>> {
    prop_oneof![Just(None), Just(Some(Answer::Met)), Just(Some(Answer::Partial)), Just(Some(Answer::NotMet))]
}

proptest! {
    /// Whatever is answered and found: lower ≤ upper, counts add up, findings never raise.
    #[test]
    fn figures_hold_together(answers in prop::collection::vec((answer(), answer()), 1..20), hit in any::<bool>()) {
        let controls = answers.iter().enumerate().map(|(n, _)| {
            let mut one = control(&format!("p-{n}"), &["a", "b"]);
            one.decides = vec![RuleId::new("tls-old").unwrap()];
            one
        }).collect();
        let mut state = State::default();
        for (n, (a, b)) in answers.iter().enumerate() {
            say(&mut state, &format!("p-{n}"), "a", &[*a]);
            say(&mut state, &format!("p-{n}"), "b", &[*b]);
        }
        let packs = [pack(controls)];
        let findings = if hit { vec![finding("tls-old", Severity::High, Confidence::High)] } else { vec![] };
        let with = readiness(&packs, &state, &findings, DAY);
        let without = readiness(&packs, &state, &[], DAY);
        prop_assert!(with.overall.lower.part <= with.overall.upper.part);
        prop_assert!(with.overall.upper.part <= with.overall.upper.whole);
        prop_assert_eq!(with.overall.counts.total(), answers.len() as u64);
        prop_assert!(with.overall.lower.part <= without.overall.lower.part);
        prop_assert!(with.overall.upper.part <= without.overall.upper.part);
        prop_assert!(with.overall.gaps >= without.overall.gaps);
        prop_assert!(with.level() <= without.level());
    }
}

#[test]
fn a_place_in_a_file_reads_back() {
    let place = Place::File(FilePlace {
        path: "a.csv".into(),
        member: None,
        line: Some(1),
        column: Some(2),
        offset: Some(3),
        page: None,
        sheet: None,
        cell: None,
        table: None,
        row: None,
    });
    let json = serde_json::to_string(&place).unwrap();
    assert_eq!(json, r#"{"path":"a.csv","line":1,"column":2,"offset":3}"#);
    assert_eq!(serde_json::from_str::<Place>(&json).unwrap(), place);
    assert!(ControlId::new("x").is_ok());
}
