//! From chains to a state: a value is held by the events that no other event on it knows of.
//!
//! Several such events are a conflict. An event that a counting `undone` names is as if it had not
//! been written, though what it knew of stays known.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::causality::{Causality, Covered, Place, event_at, line_at, live};
use super::chain::Chain;
use super::digest::Digest;
use super::event::{AssessmentId, Change, Event};
use super::register::{Register, each_register, put};
use super::round::Round;
use crate::answer::Subject;
use crate::signature::PublicKey;
use crate::state::{Head, Held, State};

/// What the chains say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Folded {
    /// The state of the round asked for.
    pub state: State,
    /// The last recorded digests of `phrom.yaml`, `packs.lock` and `detectors/`, over all rounds;
    /// `None` where the file was recorded as gone.
    pub files: BTreeMap<String, Held<Option<Digest>>>,
    /// Every event that is understood and belongs to the assessment, each after all it knew of.
    pub order: Vec<Place>,
    /// The events that count as not written.
    pub undone: BTreeSet<Digest>,
    /// The rounds that were closed, each with the key of its seal. Where several closed one, the key
    /// of the first in causal order.
    pub closed: BTreeMap<Round, PublicKey>,
    /// The round, the one it was begun from, and so on.
    pub rounds: Vec<Round>,
    /// False where [`Folded::add`] must not be relied on.
    plain: bool,
}

/// Folds one round of which nothing is sealed. `chains` may come in any order.
pub fn fold(chains: &[Chain], assessment: &AssessmentId, round: Round) -> Folded {
    fold_covered(chains, assessment, round, &Covered::default())
}

/// Folds one round. What came into a sealed round after its seal counts for nothing.
pub fn fold_covered(chains: &[Chain], assessment: &AssessmentId, round: Round, covered: &Covered) -> Folded {
    let causality = Causality::of(chains);
    let steps = &causality.steps;
    let live = live(chains, &causality, assessment, covered);
    let counting = || {
        let events = steps.iter().enumerate().filter(|(i, _)| live[*i]);
        events.filter_map(|(_, step)| event_at(chains, step.place))
    };
    let line_of_rounds = line_of(round, counting());
    let mut registers: HashMap<Register<'_>, Vec<usize>> = HashMap::new();
    let mut folded = Folded { plain: causality.plain, ..Folded::default() };
    for (i, step) in steps.iter().enumerate() {
        let Some(event) = step.event(chains, assessment) else { continue };
        folded.order.push(step.place);
        if !live[i] {
            folded.undone.insert(line_at(chains, step.place).digest);
            continue;
        }
        if event.round == round {
            folded.scan(event);
            folded.comment(line_at(chains, step.place).digest, event);
        }
        folded.close(event);
        each_register(&event.change, &mut |register| {
            if belongs(&register, event, &line_of_rounds) {
                let heads = registers.entry(register).or_default();
                heads.retain(|&head| !causality.knows(i, head));
                heads.push(i);
            }
        });
    }
    folded.sort_scans();
    let disputed = disputed(chains, &causality, &registers);
    // In order, so that the maps of the state grow at their end.
    let mut registers: Vec<(Register<'_>, Vec<usize>)> = registers.into_iter().collect();
    registers.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    let mut holders = Vec::new();
    for (register, heads) in &registers {
        holders.clear();
        holders.extend(heads.iter().filter_map(|&head| {
            let line = line_at(chains, steps[head].place);
            Some((line.digest, line.event()?))
        }));
        put(register, &holders, &mut folded.state, &mut folded.files);
    }
    folded.state.disputed_marks = disputed;
    folded.rounds = line_of_rounds;
    folded
}

impl Folded {
    /// Adds one event that knew all others and was written last; false where only a new fold can
    /// tell what it does, and nothing was changed.
    pub fn add(&mut self, chains: &[Chain], place: Place, round: Round) -> bool {
        let line = line_at(chains, place);
        let Some(event) = line.event() else { return false };
        let disputed = event.change.subject().is_some_and(|s| self.state.disputed_marks.contains(s));
        if !self.plain || disputed || matches!(event.change, Change::Undone { .. }) {
            return false;
        }
        self.order.push(place);
        self.scan(event);
        self.close(event);
        self.comment(line.digest, event);
        self.sort_scans();
        each_register(&event.change, &mut |register| {
            if belongs(&register, event, &[round]) {
                put(&register, &[(line.digest, event)], &mut self.state, &mut self.files);
            }
        });
        true
    }

    fn scan(&mut self, event: &Event) {
        if let Change::ScanRecorded { scan } = &event.change {
            self.state.scans.push(scan.clone());
        }
    }

    fn close(&mut self, event: &Event) {
        if let Change::RoundSealed { key } = event.change {
            self.closed.entry(event.round).or_insert(key);
        }
    }

    /// Comments stand side by side, each after all it knew of.
    fn comment(&mut self, digest: Digest, event: &Event) {
        if let Change::CommentAdded { subject, text, .. } = &event.change {
            self.state.comments.entry(subject.clone()).or_default().push(Head {
                value: text.clone(),
                by: event.by.to_string(),
                at: event.at,
                event: digest.to_string(),
                rev: event.rev(),
            });
        }
    }

    /// Stable: of two that ran at one time, the one recorded later comes later.
    fn sort_scans(&mut self) {
        self.state.scans.sort_by_key(|scan| scan.at);
    }
}

/// Values belong to their round, the first of `rounds`. What the files were and are, and who people are,
/// does not, and what goes on from round to round belongs to all that the round was begun from.
fn belongs(register: &Register<'_>, event: &Event, rounds: &[Round]) -> bool {
    match register {
        Register::File(_) | Register::Copy(_) | Register::Person(_) => true,
        register if register.kept() => rounds.contains(&event.round),
        _ => rounds.first() == Some(&event.round),
    }
}

/// A round, the one it was begun from, and so on. Where two people began it from different ones, the
/// later counts.
fn line_of<'a>(round: Round, events: impl Iterator<Item = &'a Event>) -> Vec<Round> {
    let mut from: BTreeMap<Round, Round> = BTreeMap::new();
    for event in events {
        if let Change::RoundBegun { from: earlier } = event.change {
            let known = from.entry(event.round).or_insert(earlier);
            *known = earlier.max(*known);
        }
    }
    // Ends: each is earlier than the one before, or the event would not have been read.
    std::iter::successors(Some(round), |round| from.get(round).copied().filter(|from| from < round)).collect()
}

/// The subjects that somebody marked as not applicable while somebody else answered a row of them.
fn disputed(
    chains: &[Chain],
    causality: &Causality,
    registers: &HashMap<Register<'_>, Vec<usize>>,
) -> BTreeSet<Subject> {
    let mut marks: HashMap<&Subject, &[usize]> = HashMap::new();
    for (register, heads) in registers {
        if let Register::Mark(subject) = register {
            marks.insert(subject, heads);
        }
    }
    let set = |mark: usize| {
        event_at(chains, causality.steps[mark].place)
            .is_some_and(|event| matches!(event.change, Change::NotApplicableSet { .. }))
    };
    let apart = |a: usize, b: usize| !causality.knows(a, b) && !causality.knows(b, a);
    let mut disputed = BTreeSet::new();
    for (register, answers) in registers {
        let Register::Answer(subject, _) = register else { continue };
        let Some(marks) = marks.get(subject) else { continue };
        if marks.iter().any(|&mark| set(mark) && answers.iter().any(|&answer| apart(mark, answer))) {
            disputed.insert((*subject).clone());
        }
    }
    disputed
}
