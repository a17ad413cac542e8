//! One test a rule of approvals, stages and waivers.

use std::collections::BTreeSet;

use jiff::civil::date;
use proptest::prelude::*;

use super::tests::{DAY, control, finding, head, mark, pack, say, subject};
use super::*;
use crate::answer::EvidenceKind;
use crate::finding::{Confidence, Severity};
use crate::journal::{Author, Digest};
use crate::people::{Approval, Person, Role, Stage, Waiver};
use crate::state::{Head, Held};

fn packs() -> Vec<Pack> {
    let mut control = control("p-x", &["a", "b"]);
    control.decides = vec!["tls-certificate-expired".parse().unwrap()];
    vec![pack(vec![control])]
}

/// Both rows met by "a", and a reviewer of that name and of another.
fn answered() -> State {
    let mut state = State::default();
    say(&mut state, "p-x", "a", &[Some(Answer::Met)]);
    say(&mut state, "p-x", "b", &[Some(Answer::Met)]);
    for name in ["a", "Mali"] {
        let person = Person {
            person: Author::new(name).unwrap(),
            roles: [Role::Preparer, Role::Reviewer].into(),
            office: None,
        };
        state.people.insert(name.to_owned(), Held::single(head(Some(person), name)));
    }
    state
}

fn item(state: &State, findings: &[Finding], as_of: Date, own: &BTreeSet<String>) -> Item {
    readiness_of(&packs(), state, findings, as_of, own).items.remove(0)
}

fn now(state: &State) -> Item {
    item(state, &[], DAY, &BTreeSet::new())
}

fn by(by: &str, event: &str, state: Digest) -> Head<Option<Approval>> {
    Head { by: by.to_owned(), ..head(Some(Approval { role: Role::Reviewer, state }), event) }
}

fn approve(state: &mut State, person: &str) {
    let digest = approved_state(&now(state), 1, state, &[]);
    let held = Held::single(by(person, "e", digest));
    state.approvals.insert(subject("p-x"), [(Role::Reviewer, held)].into());
}

fn set_stage(state: &mut State, stages: &[Stage]) {
    let heads = stages.iter().map(|stage| head(Some(*stage), stage.as_str())).collect();
    state.stages.insert(subject("p-x"), Held { heads });
}

fn waive(state: &mut State, expires: Date) {
    let waiver = Waiver { reason: "r".to_owned(), approver: "b".to_owned(), expires };
    state.waivers.insert(subject("p-x"), [(None, Held::single(head(Some(waiver), "w")))].into());
}

/// Something said that changes the state.
type Said = fn(&mut State);

#[test]
fn progress_is_what_was_set_of_two_the_least_far() {
    let mut state = answered();
    assert_eq!(now(&state).work.progress, Progress::ToDo);
    for (stages, expected) in [
        (&[Stage::InProgress][..], Progress::InProgress),
        (&[Stage::ReadyForReview], Progress::ReadyForReview),
        (&[Stage::ReadyForReview, Stage::InProgress], Progress::InProgress),
        (&[Stage::ReadyForReview, Stage::Returned], Progress::Returned),
    ] {
        set_stage(&mut state, stages);
        assert_eq!(now(&state).work.progress, expected);
    }
}

#[test]
fn an_approval_counts_until_the_control_says_something_else() {
    let mut state = answered();
    approve(&mut state, "Mali");
    let work = now(&state).work;
    assert_eq!(work.progress, Progress::Approved);
    assert!(!work.changed_after_approval());
    say(&mut state, "p-x", "b", &[Some(Answer::NotMet)]);
    let work = now(&state).work;
    assert_eq!(work.progress, Progress::ToDo);
    assert!(work.changed_after_approval() && !work.approvals[0].counts);
    say(&mut state, "p-x", "b", &[Some(Answer::Met)]);
    assert_eq!(now(&state).work.progress, Progress::Approved, "said again as it was approved");
}

/// Everything that decides a control is part of the hash, everything else is not.
#[test]
fn what_changes_the_hash() {
    let changes: [(&str, Said); 6] = [
        ("answer", |s| say(s, "p-x", "a", &[Some(Answer::Partial)])),
        ("withdrawn", |s| say(s, "p-x", "a", &[None])),
        ("conflict", |s| say(s, "p-x", "a", &[Some(Answer::Met), None])),
        ("mark", |s| mark(s, "p-x", date(2027, 9, 30))),
        ("waiver", |s| waive(s, date(2027, 9, 30))),
        ("remark", |s| {
            s.remarks.insert(subject("p-x"), Held::single(head("x".to_owned(), "r")));
        }),
    ];
    let mut seen = BTreeSet::from([approved_state(&now(&answered()), 1, &answered(), &[])]);
    for (name, change) in changes {
        let mut state = answered();
        change(&mut state);
        assert!(seen.insert(approved_state(&now(&state), 1, &state, &[])), "{name}");
    }
    let mut state = answered();
    let cited = Evidence {
        name: "n".to_owned(),
        kind: EvidenceKind::Cited,
        sha256: None,
        bytes: None,
        place: "p".to_owned(),
        copied: false,
        dated: None,
        pages: None,
        expires: Some(date(2027, 1, 1)),
    };
    let pieces = [(cited.key(), Held::single(head(Some(cited), "c")))].into();
    state.evidence.insert((subject("p-x"), "a".parse().unwrap()), pieces);
    for as_of in [date(2026, 12, 31), date(2027, 1, 1)] {
        let item = item(&state, &[], as_of, &BTreeSet::new());
        assert!(seen.insert(approved_state(&item, 1, &state, &[])), "evidence as of {as_of}");
    }
    let state = answered();
    assert!(seen.insert(approved_state(&now(&state), 2, &state, &[])), "revision of the control");
    let mut found = finding("tls-certificate-expired", Severity::High, Confidence::High);
    let hash = |found: &Finding| {
        let findings = [found.clone()];
        approved_state(&item(&state, &findings, DAY, &BTreeSet::new()), 1, &state, &findings)
    };
    let before = hash(&found);
    assert!(seen.insert(before), "a contradiction");
    found.masked = "x".to_owned();
    assert_eq!(hash(&found), before, "not which value was found");

    let mut state = answered();
    let before = approved_state(&now(&state), 1, &state, &[]);
    set_stage(&mut state, &[Stage::InProgress]);
    state.owners.insert(subject("p-x"), Held::single(head(Some("o".to_owned()), "o")));
    state.dues.insert(subject("p-x"), Held::single(head(Some(DAY), "d")));
    state.comments.insert(subject("p-x"), vec![head("c".to_owned(), "c")]);
    assert_eq!(approved_state(&now(&state), 1, &state, &[]), before);
}

/// Permanent: approvals in folders name it.
#[test]
fn the_hash_of_a_known_state() {
    let state = answered();
    let written = concat!(
        r#"{"control":"p-x","system":null,"rev":1,"applicability":"applicable","outcome":"met","#,
        r#""rows":[{"row":"a","answer":"met","conflict":false,"strength":0,"evidence":[]},"#,
        r#"{"row":"b","answer":"met","conflict":false,"strength":0,"evidence":[]}],"#,
        r#""not_applicable":null,"mark_expired":false,"remarks":[],"contradicted_by":[],"waivers":[]}"#
    );
    assert_eq!(approved_state(&now(&state), 1, &state, &[]), Digest::of(written.as_bytes()));
}

#[test]
fn nobody_approves_own_work_unless_the_agency_says_so() {
    let mut state = answered();
    approve(&mut state, "a");
    assert!(now(&state).work.approvals[0].own_work);
    assert_eq!(now(&state).work.progress, Progress::ToDo);
    let own = BTreeSet::from(["a".to_owned()]);
    let allowed = item(&state, &[], DAY, &own).work;
    assert_eq!(allowed.progress, Progress::Approved);
    assert!(allowed.approvals[0].own_work, "and it is still said");

    approve(&mut state, "Mali");
    assert_eq!(now(&state).work.progress, Progress::Approved);
    state.owners.insert(subject("p-x"), Held::single(head(Some("Mali".to_owned()), "o")));
    assert_eq!(now(&state).work.progress, Progress::ToDo, "who became the owner later");
}

#[test]
fn who_may_approve() {
    let state = answered();
    let none = BTreeSet::new();
    let may = |state: &State, person, role| approvable(&now(state), state, person, role, &none);
    assert_eq!(may(&state, "Mali", Role::Reviewer), Ok(()));
    assert_eq!(may(&state, "Mali", Role::Preparer), Err(NotApprovable::Preparer));
    assert_eq!(may(&state, "Mali", Role::Ciso), Err(NotApprovable::Role));
    assert_eq!(may(&state, "nobody", Role::Reviewer), Err(NotApprovable::Role));
    assert_eq!(may(&state, "a", Role::Reviewer), Err(NotApprovable::Answered));
    let own = BTreeSet::from(["a".to_owned()]);
    assert_eq!(approvable(&now(&state), &state, "a", Role::Reviewer, &own), Ok(()));
    let changes: [(NotApprovable, Said); 4] = [
        (NotApprovable::Owner, |s| {
            s.owners.insert(subject("p-x"), Held::single(head(Some("Mali ".to_owned()), "o")));
        }),
        (NotApprovable::NotAssessed, |s| say(s, "p-x", "a", &[None])),
        (NotApprovable::Conflict, |s| say(s, "p-x", "a", &[Some(Answer::Met), Some(Answer::NotMet)])),
        (NotApprovable::Returned, |s| set_stage(s, &[Stage::Returned])),
    ];
    for (why, change) in changes {
        let mut state = answered();
        change(&mut state);
        assert_eq!(may(&state, "Mali", Role::Reviewer), Err(why));
    }
}

#[test]
fn a_role_that_two_writers_differ_on_is_not_held() {
    let mut state = answered();
    let held = state.people.get_mut("Mali").unwrap();
    held.heads.push(head(None, "z"));
    assert!(state.roles("Mali").is_empty());
}

#[test]
fn what_is_returned_is_not_approved() {
    let mut state = answered();
    approve(&mut state, "Mali");
    set_stage(&mut state, &[Stage::Returned]);
    assert_eq!(now(&state).work.progress, Progress::Returned);
    assert!(!now(&state).work.changed_after_approval());
    set_stage(&mut state, &[Stage::ReadyForReview]);
    assert_eq!(now(&state).work.progress, Progress::Approved);
}

#[test]
fn an_approval_withdrawn_apart_is_none_and_two_stand_side_by_side() {
    let mut state = answered();
    let digest = approved_state(&now(&state), 1, &state, &[]);
    let mut heads = vec![by("Mali", "e", digest), by("Anan", "f", digest)];
    let approvals = |heads| [(Role::Reviewer, Held { heads })].into();
    state.approvals.insert(subject("p-x"), approvals(heads.clone()));
    assert_eq!(now(&state).work.approvals.len(), 2);
    heads.push(head(None, "g"));
    state.approvals.insert(subject("p-x"), approvals(heads));
    assert!(now(&state).work.approvals.is_empty());
}

#[test]
fn a_waiver_changes_no_figure_and_ends_on_its_day() {
    let mut state = State::default();
    say(&mut state, "p-x", "a", &[Some(Answer::NotMet)]);
    say(&mut state, "p-x", "b", &[Some(Answer::NotMet)]);
    let before = readiness(&packs(), &state, &[], DAY);
    for (expires, ended) in [(date(2026, 11, 24), true), (DAY, true), (date(2026, 11, 26), false)] {
        waive(&mut state, expires);
        let after = readiness(&packs(), &state, &[], DAY);
        assert_eq!((&after.overall, after.level()), (&before.overall, before.level()));
        assert!(after.items[0].caps);
        assert_eq!(after.items[0].work.waivers[0].expired, ended, "{expires}");
    }
    let held = state.waivers.get_mut(&subject("p-x")).unwrap().get_mut(&None).unwrap();
    held.heads.push(head(None, "x"));
    assert!(now(&state).work.waivers[0].expired, "cleared by one who did not know of it");
}

proptest! {
    /// Whatever is answered, an approval of one state counts in exactly the states that say the same.
    #[test]
    fn an_approval_is_of_one_state(then in (0..4_usize, 0..4_usize), now_says in (0..4_usize, 0..4_usize)) {
        let answers = [None, Some(Answer::Met), Some(Answer::Partial), Some(Answer::NotMet)];
        let put = |state: &mut State, (a, b): (usize, usize)| {
            say(state, "p-x", "a", &[answers[a]]);
            say(state, "p-x", "b", &[answers[b]]);
        };
        let mut state = answered();
        put(&mut state, then);
        approve(&mut state, "Mali");
        put(&mut state, now_says);
        let work = now(&state).work;
        prop_assert_eq!(work.progress == Progress::Approved, then == now_says);
        prop_assert_eq!(work.changed_after_approval(), then != now_says);
    }
}
