//! Histories of several writers, made at random, folded by the fold and by a slow twin.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::answer::{Answer, Evidence, EvidenceKind, NotApplicable, Subject};
use crate::people::{Approval, Person, Role, Stage, Waiver};
use crate::state::{Held, State};

/// What a writer does at one moment.
#[derive(Debug, Clone)]
enum Step {
    /// Writes something; the numbers choose what.
    Write { writer: usize, what: u8, on: u8, value: u8, clock: i64 },
    /// Learns all that another knows, as by a merge.
    Learn { writer: usize, from: usize },
}

fn steps(writers: usize) -> impl Strategy<Value = Vec<Step>> {
    let write = (0..writers, 0..16_u8, any::<u8>(), any::<u8>(), 0..50_i64)
        .prop_map(|(writer, what, on, value, clock)| Step::Write { writer, what, on, value, clock });
    let learn = (0..writers, 0..writers).prop_map(|(writer, from)| Step::Learn { writer, from });
    prop::collection::vec(prop_oneof![4 => write, 1 => learn], 1..60)
}

fn identity(writer: usize) -> Identity {
    Identity {
        author: Author::new("มะลิ").unwrap(), writer: WriterId::from_random([writer as u8; 4])
    }
}

fn assessment() -> AssessmentId {
    AssessmentId::from_random([7; 16])
}

fn round() -> Round {
    "2570-1".parse().unwrap()
}

/// The chains' bytes that a history leaves.
fn history(writers: usize, steps: &[Step]) -> Vec<Vec<u8>> {
    let mut lines: Vec<Vec<(Digest, Event)>> = vec![Vec::new(); writers];
    // How many lines of each chain a writer knows, and knew when it last wrote.
    let mut known = vec![vec![0; writers]; writers];
    let mut told = vec![vec![0; writers]; writers];
    for step in steps {
        match *step {
            Step::Learn { writer, from } => {
                let theirs = known[from].clone();
                for (mine, theirs) in known[writer].iter_mut().zip(theirs) {
                    *mine = theirs.max(*mine);
                }
            }
            Step::Write { writer, what, on, value, clock } => {
                let reach: Vec<&(Digest, Event)> = (0..writers)
                    .flat_map(|chain| &lines[chain][..known[writer][chain]])
                    .filter(|(_, event)| event.change.can_be_undone())
                    .collect();
                let change = match what {
                    0..3 if !reach.is_empty() => {
                        Change::Undone { event: reach[usize::from(value) % reach.len()].0 }
                    }
                    what => change(what, on, value),
                };
                let seen = (0..writers)
                    .filter(|&chain| chain != writer && known[writer][chain] > told[writer][chain])
                    .map(|chain| (identity(chain).chain(), lines[chain][known[writer][chain] - 1].0))
                    .collect();
                let event = Event {
                    assessment: assessment(),
                    round: round(),
                    seq: lines[writer].len() as u64 + 1,
                    at: Timestamp::from_second(1_790_000_000 + clock).unwrap(),
                    by: identity(writer).author,
                    change,
                    prev: lines[writer].last().map_or(Digest::ZERO, |(digest, _)| *digest),
                    seen,
                };
                lines[writer].push((Digest::of(&event.to_line()), event));
                known[writer][writer] = lines[writer].len();
                told[writer].clone_from(&known[writer]);
            }
        }
    }
    let bytes = |chain: Vec<(Digest, Event)>| {
        chain.iter().flat_map(|(_, event)| [event.to_line(), b"\n".to_vec()].concat()).collect()
    };
    lines.into_iter().map(bytes).collect()
}

fn change(what: u8, on: u8, value: u8) -> Change {
    let subject = Subject {
        control: ["c-1", "c-2"][usize::from(on) % 2].parse().unwrap(),
        system: (on & 2 != 0).then(|| "hr".parse().unwrap()),
    };
    let row = ["plan", "test"][usize::from(on >> 2) % 2].parse().unwrap();
    let rev = Some(1);
    let answer = [Answer::Met, Answer::Partial, Answer::NotMet][usize::from(value) % 3];
    let evidence = |n: u8| Evidence {
        name: "แผน".to_owned(),
        kind: EvidenceKind::Cited,
        sha256: None,
        bytes: None,
        place: format!("ตู้ {}", n % 2),
        copied: false,
        dated: None,
        pages: None,
        expires: None,
    };
    match what {
        0..6 => Change::RowAnswered { subject, rev, row, answer },
        6 => Change::RowCleared { subject, rev, row },
        7 if value.is_multiple_of(2) => Change::NotApplicableCleared { subject, rev },
        7 => Change::NotApplicableSet {
            subject,
            rev,
            mark: NotApplicable {
                reason: format!("เหตุ {}", value % 3),
                approver: "ผู้อนุมัติ".to_owned(),
                expires: jiff::civil::date(2027, 9, 30),
            },
        },
        8 => Change::RemarkSet { subject, rev, text: format!("หมายเหตุ {}", value % 3) },
        9 if value.is_multiple_of(2) => {
            Change::FactSet { fact: "is-cii".parse().unwrap(), system: None, value: "true".to_owned() }
        }
        9 => Change::FactCleared { fact: "is-cii".parse().unwrap(), system: None },
        11 => Change::StageSet { subject, rev, stage: Stage::ALL[usize::from(value) % 4] },
        12 if value.is_multiple_of(3) => Change::ApprovalWithdrawn { subject, rev, role: Role::Reviewer },
        12 => Change::Approved {
            subject,
            rev,
            approval: Approval { role: Role::Reviewer, state: Digest::of(&[value % 2]) },
        },
        13 => Change::CommentAdded { subject, rev, text: format!("ความเห็น {}", value % 3) },
        14 if value.is_multiple_of(3) => Change::WaiverCleared { subject, rev, rule: None },
        14 => Change::WaiverSet {
            subject,
            rev,
            rule: None,
            waiver: Waiver {
                reason: format!("เหตุ {}", value % 2),
                approver: "ผู้อนุมัติ".to_owned(),
                expires: jiff::civil::date(2027, 9, 30),
            },
        },
        15 if value.is_multiple_of(3) => {
            Change::PersonRemoved { person: Author::new("มะลิ").unwrap() }
        }
        15 => Change::PersonSet {
            person: Person {
                person: Author::new("มะลิ").unwrap(),
                roles: [Role::ALL[usize::from(value) % 5]].into(),
                office: None,
            },
        },
        10 => Change::EvidenceAttached { subject, rev, row, evidence: evidence(value) },
        _ => Change::EvidenceDetached { subject, rev, row, key: evidence(value).key() },
    }
}

fn read(bytes: &[Vec<u8>]) -> Vec<Chain> {
    bytes.iter().enumerate().map(|(writer, bytes)| Chain::read(identity(writer), bytes)).collect()
}

/// What a state says, as text: for each value the events that hold it, and what each says.
fn told(state: &State) -> BTreeMap<String, BTreeSet<String>> {
    fn heads<T: std::fmt::Debug>(held: &Held<T>) -> BTreeSet<String> {
        assert!(held.heads.is_sorted_by_key(|head| &head.event) && !held.heads.is_empty());
        held.heads.iter().map(|head| format!("{} {:?}", head.event, head.value)).collect()
    }
    let mut told = BTreeMap::new();
    told.extend(state.answers.iter().map(|(key, held)| (format!("answer {key:?}"), heads(held))));
    told.extend(state.not_applicable.iter().map(|(key, held)| (format!("mark {key:?}"), heads(held))));
    told.extend(state.remarks.iter().map(|(key, held)| (format!("remark {key:?}"), heads(held))));
    told.extend(state.facts.iter().map(|(key, held)| (format!("fact {key:?}"), heads(held))));
    for (key, pieces) in &state.evidence {
        told.extend(pieces.iter().map(|(piece, held)| (format!("evidence {key:?} {piece}"), heads(held))));
    }
    told.extend(state.stages.iter().map(|(key, held)| (format!("stage {key:?}"), heads(held))));
    told.extend(state.people.iter().map(|(key, held)| (format!("person {key}"), heads(held))));
    for (key, roles) in &state.approvals {
        told.extend(roles.iter().map(|(role, held)| (format!("approval {key:?} {role:?}"), heads(held))));
    }
    for (key, rules) in &state.waivers {
        told.extend(rules.values().map(|held| (format!("waiver {key:?}"), heads(held))));
    }
    for comment in state.comments.values().flatten() {
        let said = format!("{} {:?}", comment.event, comment.value);
        told.insert(format!("comment {}", comment.event), BTreeSet::from([said]));
    }
    for subject in &state.disputed_marks {
        told.insert(format!("disputed {subject:?}"), BTreeSet::new());
    }
    told
}

/// The slow twin: no clocks and no order, only who can reach whom along `prev` and `seen`.
fn told_slowly(chains: &[Chain]) -> BTreeMap<String, BTreeSet<String>> {
    let events: BTreeMap<Digest, &Event> = chains.iter().flat_map(Chain::events).collect();
    let mut known: BTreeMap<Digest, BTreeSet<Digest>> = BTreeMap::new();
    for digest in events.keys() {
        let mut reached = BTreeSet::new();
        let mut open = vec![*digest];
        while let Some(event) = open.pop().and_then(|digest| events.get(&digest)) {
            let next = event.seen.values().copied().chain([event.prev]).filter(|d| *d != Digest::ZERO);
            open.extend(next.filter(|digest| reached.insert(*digest)));
        }
        known.insert(*digest, reached);
    }
    fn counts(digest: &Digest, events: &BTreeMap<Digest, &Event>) -> bool {
        !events.iter().any(|(undoer, event)| {
            matches!(&event.change, Change::Undone { event } if event == digest) && counts(undoer, events)
        })
    }
    let live: Vec<Digest> = events.keys().copied().filter(|digest| counts(digest, &events)).collect();
    let says = |digest: &Digest| -> Option<(String, String)> {
        let none = "None".to_owned();
        Some(match &events[digest].change {
            Change::RowAnswered { subject, row, answer, .. } => {
                (format!("answer {:?}", (subject, row)), format!("Some({answer:?})"))
            }
            Change::RowCleared { subject, row, .. } => (format!("answer {:?}", (subject, row)), none),
            Change::NotApplicableSet { subject, mark, .. } => {
                (format!("mark {subject:?}"), format!("Some({mark:?})"))
            }
            Change::NotApplicableCleared { subject, .. } => (format!("mark {subject:?}"), none),
            Change::RemarkSet { subject, text, .. } => (format!("remark {subject:?}"), format!("{text:?}")),
            Change::StageSet { subject, stage, .. } => {
                (format!("stage {subject:?}"), format!("Some({stage:?})"))
            }
            Change::Approved { subject, approval, .. } => {
                (format!("approval {subject:?} {:?}", approval.role), format!("Some({approval:?})"))
            }
            Change::ApprovalWithdrawn { subject, role, .. } => {
                (format!("approval {subject:?} {role:?}"), none)
            }
            Change::CommentAdded { text, .. } => (format!("comment {digest}"), format!("{text:?}")),
            Change::WaiverSet { subject, waiver, .. } => {
                (format!("waiver {subject:?}"), format!("Some({waiver:?})"))
            }
            Change::WaiverCleared { subject, .. } => (format!("waiver {subject:?}"), none),
            Change::PersonSet { person } => {
                (format!("person {}", person.person), format!("Some({person:?})"))
            }
            Change::PersonRemoved { person } => (format!("person {person}"), none),
            Change::FactSet { fact, system, value } => {
                (format!("fact {:?}", (fact, system)), format!("Some({value:?})"))
            }
            Change::FactCleared { fact, system } => (format!("fact {:?}", (fact, system)), none),
            Change::EvidenceAttached { subject, row, evidence, .. } => {
                (format!("evidence {:?} {}", (subject, row), evidence.key()), format!("Some({evidence:?})"))
            }
            Change::EvidenceDetached { subject, row, key, .. } => {
                (format!("evidence {:?} {key}", (subject, row)), none)
            }
            _ => return None,
        })
    };
    let mut heads: Vec<(Digest, String, String)> = Vec::new();
    for digest in &live {
        let Some((key, value)) = says(digest) else { continue };
        let replaced = live
            .iter()
            .any(|other| known[other].contains(digest) && says(other).is_some_and(|(other, _)| other == key));
        if !replaced {
            heads.push((*digest, key, value));
        }
    }
    let mut told: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (digest, key, value) in &heads {
        told.entry(key.clone()).or_default().insert(format!("{digest} {value}"));
    }
    let marks = heads.iter().filter(|(_, key, value)| key.starts_with("mark") && value != "None");
    for (mark, _, _) in marks {
        let subject = events[mark].change.subject().unwrap();
        let apart = |(answer, key, _): &&(Digest, String, String)| {
            key.starts_with("answer")
                && events[answer].change.subject() == Some(subject)
                && !known[mark].contains(answer)
                && !known[answer].contains(mark)
        };
        if heads.iter().any(|head| apart(&head)) {
            told.insert(format!("disputed {subject:?}"), BTreeSet::new());
        }
    }
    told
}

proptest! {
    #[test]
    fn every_order_of_files_gives_the_state_of_the_slow_twin(steps in steps(3)) {
        let chains = read(&history(3, &steps));
        prop_assert_eq!(chain::faults(&chains, &BTreeMap::new()), vec![]);
        let expected = told_slowly(&chains);
        let written = chains.iter().flat_map(Chain::events).map(|(digest, _)| digest).collect::<BTreeSet<_>>();
        let mut states = Vec::new();
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let chains: Vec<Chain> = order.map(|i| chains[i].clone()).into();
            let folded = fold(&chains, &assessment(), round());
            prop_assert_eq!(told(&folded.state), expected.clone());
            prop_assert_eq!(folded.order.len(), written.len());
            let order: Vec<Digest> =
                folded.order.iter().map(|place| chains[place.chain].lines[place.line].digest).collect();
            states.push((folded.state, folded.undone, order));
        }
        for state in &states[1..] {
            prop_assert_eq!(state, &states[0]);
        }
    }

    /// Two clones that have part of the history each: whoever merges first, the end is the same,
    /// and until then each clone's state is that of what it has.
    #[test]
    fn parts_of_a_history_fold_by_themselves(steps in steps(2), cut in 0..60_usize) {
        let whole = history(2, &steps);
        let part = history(2, &steps[..cut.min(steps.len())]);
        for (whole, part) in whole.iter().zip(&part) {
            prop_assert!(whole.starts_with(part), "a chain only grows");
        }
        for bytes in [[&whole[0], &part[1]], [&part[0], &whole[1]]] {
            // A clone never holds an event without those it had seen; here one may be missing.
            let chains = read(&bytes.map(Clone::clone));
            prop_assert_eq!(told(&fold(&chains, &assessment(), round()).state), told_slowly(&chains));
        }
    }

    /// The next event of a writer who has read everything need not be folded from the start.
    #[test]
    fn one_more_event_is_added_as_it_would_be_folded(
        steps in steps(3),
        last in (0..16_u8, any::<u8>(), any::<u8>(), -50..50_i64),
    ) {
        let all = [0, 1, 2].map(|from| Step::Learn { writer: 0, from });
        let (what, on, value, clock) = last;
        let last = Step::Write { writer: 0, what, on, value, clock };
        let before = read(&history(3, &steps));
        let after = read(&history(3, &[&steps[..], &all, &[last]].concat()));
        let mut added = fold(&before, &assessment(), round());
        let place = Place { chain: 0, line: after[0].lines.len() - 1 };
        if added.add(&after, place, round()) {
            prop_assert_eq!(added, fold(&after, &assessment(), round()));
        } else {
            prop_assert_eq!(added, fold(&before, &assessment(), round()));
        }
    }

    #[test]
    fn damage_is_found_and_never_fatal(
        steps in steps(2),
        chain in 0..2_usize,
        at in any::<prop::sample::Index>(),
        flip in 1..=255_u8,
    ) {
        let mut bytes = history(2, &steps);
        prop_assume!(!bytes[chain].is_empty());
        let heads: BTreeMap<String, Digest> =
            read(&bytes).iter().map(|chain| (chain.identity.chain(), chain.head())).collect();
        let at = at.index(bytes[chain].len());
        bytes[chain][at] ^= flip;
        let chains = read(&bytes);
        let faults = chain::faults(&chains, &heads);
        prop_assert!(!faults.is_empty());
        let line = bytes[chain][..at].iter().filter(|&&b| b == b'\n').count() as u64 + 1;
        let file = chains[chain].file();
        prop_assert!(
            faults.iter().any(|f| f.file == file && f.line.is_some_and(|l| l.abs_diff(line) <= 1)),
            "line {} of {}: {:?}", line, file, faults,
        );
        fold(&chains, &assessment(), round());
    }

    #[test]
    fn nothing_read_is_fatal(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let chains = [Chain::read(identity(0), &bytes)];
        fold(&chains, &assessment(), round());
        let _ = chain::faults(&chains, &BTreeMap::new());
        prop_assert_eq!(
            chains[0].length + chains[0].torn.as_ref().map_or(0, |torn| torn.bytes.len() as u64),
            bytes.len() as u64
        );
    }
}

#[test]
fn a_chain_copied_under_a_second_name_counts_once() {
    let steps = [
        Step::Write { writer: 0, what: 5, on: 0, value: 0, clock: 0 },
        Step::Write { writer: 0, what: 0, on: 0, value: 0, clock: 1 },
    ];
    let bytes = history(1, &steps);
    let once = fold(&read(&bytes), &assessment(), round());
    let twice = fold(&read(&[bytes[0].clone(), bytes[0].clone()]), &assessment(), round());
    assert_eq!(once.state, twice.state);
    assert_eq!(once.undone, twice.undone);
    assert!(once.state.answers.is_empty(), "the second event undid the first");
}

#[test]
fn damage_cannot_make_the_order_wait_for_ever() {
    // Each of two chains says that its first line has seen the other's second: what no two honest
    // writers can, and what lines swapped by hand can look like.
    let steps = [
        Step::Write { writer: 0, what: 5, on: 0, value: 0, clock: 0 },
        Step::Write { writer: 1, what: 5, on: 1, value: 0, clock: 0 },
        Step::Learn { writer: 0, from: 1 },
        Step::Learn { writer: 1, from: 0 },
        Step::Write { writer: 0, what: 5, on: 0, value: 1, clock: 1 },
        Step::Write { writer: 1, what: 5, on: 1, value: 1, clock: 1 },
    ];
    let swapped: Vec<Vec<u8>> = history(2, &steps)
        .iter()
        .map(|bytes| {
            let lines: Vec<&[u8]> = bytes.split_inclusive(|&b| b == b'\n').collect();
            [lines[1], lines[0]].concat()
        })
        .collect();
    let chains = read(&swapped);
    assert_eq!(fold(&chains, &assessment(), round()).order.len(), 4);
    assert!(!chain::faults(&chains, &BTreeMap::new()).is_empty());
}
