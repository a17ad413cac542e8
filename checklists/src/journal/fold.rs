//! From chains to a state: causal order, then multi-value registers.
//!
//! An event knows every event before it in its chain, everything it has `seen`, and everything
//! those know. A value is held by the events that no other event on the same value knows of;
//! several such are a conflict. An event that a counting `undone` names is as if it had not been
//! written, though what it knew of stays known. None of this depends on clocks or on the order in
//! which files are read.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;

use super::chain::{Chain, Line};
use super::digest::Digest;
use super::event::{AssessmentId, Change, Event};
use super::round::Round;
use crate::answer::Subject;
use crate::id::{FactId, RowId, SystemId};
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
}

/// Where an event stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Index into the chains.
    pub chain: usize,
    /// Index into its lines.
    pub line: usize,
}

/// Folds one round. `chains` may come in any order.
pub fn fold(chains: &[Chain], assessment: &AssessmentId, round: Round) -> Folded {
    let causality = Causality::of(chains);
    let live = live(chains, &causality, assessment);
    let mut registers: HashMap<Register<'_>, Vec<usize>> = HashMap::new();
    let mut state = State::default();
    for (i, step) in causality.steps.iter().enumerate() {
        let (true, Some(event)) = (live[i], event_at(chains, step.place)) else { continue };
        if let Change::ScanRecorded { scan } = &event.change
            && event.round == round
        {
            state.scans.push(scan.clone());
        }
        each_register(&event.change, &mut |register| {
            if event.round != round && !matches!(register, Register::File(_)) {
                return;
            }
            let heads = registers.entry(register).or_default();
            heads.retain(|&head| !causality.knows(i, head));
            heads.push(i);
        });
    }
    // Stable: of two that ran at one time, the one recorded later comes later.
    state.scans.sort_by_key(|scan| scan.at);
    let mut files = BTreeMap::new();
    let mut marks = Vec::new();
    let mut answers: HashMap<&Subject, Vec<usize>> = HashMap::new();
    for (register, heads) in &registers {
        match register {
            Register::Answer(subject, _) => answers.entry(subject).or_default().extend(heads),
            Register::Mark(subject) => marks.push((*subject, heads)),
            _ => {}
        }
        Holder { chains, causality: &causality, heads }.place(register, &mut state, &mut files);
    }
    for (subject, heads) in marks {
        let Some(answers) = answers.get(subject) else { continue };
        let set = heads.iter().filter(|&&h| {
            event_at(chains, causality.steps[h].place)
                .is_some_and(|e| matches!(e.change, Change::NotApplicableSet { .. }))
        });
        let apart = |a: usize, b: usize| !causality.knows(a, b) && !causality.knows(b, a);
        if set.into_iter().any(|&mark| answers.iter().any(|&answer| apart(mark, answer))) {
            state.disputed_marks.insert(subject.clone());
        }
    }
    let ours = |step: &&Step| step.event(chains, assessment).is_some();
    let order = causality.steps.iter().filter(ours).map(|step| step.place).collect();
    let undone = causality
        .steps
        .iter()
        .zip(&live)
        .filter(|(step, live)| !**live && ours(step))
        .map(|(step, _)| line_at(chains, step.place).digest)
        .collect();
    Folded { state, files, order, undone }
}

/// The lines of all chains in an order in which each comes after all it knows of, with what it
/// knows.
struct Causality {
    steps: Vec<Step>,
    /// Distinct clocks: how many lines of each chain are known. Most events share the one of the
    /// event before them.
    clocks: Vec<Vec<usize>>,
}

struct Step {
    place: Place,
    /// Index into `clocks`, which leaves out the event's own chain.
    clock: usize,
    /// The same line stands elsewhere too, and that one counts.
    repeated: bool,
}

impl Step {
    /// The event, where it is one of the assessment's.
    fn event<'a>(&self, chains: &'a [Chain], assessment: &AssessmentId) -> Option<&'a Event> {
        event_at(chains, self.place).filter(|event| !self.repeated && &event.assessment == assessment)
    }
}

impl Causality {
    fn of(chains: &[Chain]) -> Self {
        let mut by_name: Vec<usize> = (0..chains.len()).collect();
        by_name.sort_by_key(|&c| chains[c].identity.chain());
        // A line that stands in two files counts once: a chain copied under a second name, or two
        // writers of one name who began with the same words at the same moment.
        let mut places: HashMap<Digest, Place> = HashMap::new();
        for &chain in &by_name {
            for (line, content) in chains[chain].lines.iter().enumerate() {
                places.entry(content.digest).or_insert(Place { chain, line });
            }
        }
        // Who has a copy knows the original.
        let seen_by = |place: Place| -> Vec<Place> {
            let line = line_at(chains, place);
            line.seen()
                .map(|(_, digest)| digest)
                .chain([&line.digest])
                .filter_map(|digest| places.get(digest).copied())
                .filter(|seen| seen.chain != place.chain)
                .collect()
        };
        let mut causality =
            Self { steps: Vec::with_capacity(places.len()), clocks: vec![vec![0; chains.len()]] };
        // Per chain: how many lines are placed, the clock of the newest, and what the next waits for.
        let mut next: Vec<usize> = vec![0; chains.len()];
        let mut clock_of: Vec<usize> = vec![0; chains.len()];
        let mut step_clocks: Vec<Vec<usize>> =
            chains.iter().map(|c| Vec::with_capacity(c.lines.len())).collect();
        let mut waits: Vec<Vec<Place>> = vec![Vec::new(); chains.len()];
        for &c in &by_name {
            if !chains[c].lines.is_empty() {
                waits[c] = seen_by(Place { chain: c, line: 0 });
            }
        }
        let rank = |c: usize| by_name.iter().position(|&other| other == c);
        loop {
            let unfinished = || by_name.iter().copied().filter(|&c| next[c] < chains[c].lines.len());
            let key = |&c: &usize| (clock(&chains[c].lines[next[c]]), rank(c));
            let ready = unfinished().filter(|&c| waits[c].iter().all(|seen| next[seen.chain] > seen.line));
            // Nothing ready though lines are left: only damage does that. Go on with the oldest.
            let Some(c) = ready.min_by_key(key).or_else(|| unfinished().min_by_key(key)) else { break };
            let place = Place { chain: c, line: next[c] };
            let mut known = None;
            for seen in &waits[c] {
                let theirs = step_clocks[seen.chain].get(seen.line).copied().unwrap_or(0);
                let known = known.get_or_insert_with(|| causality.clocks[clock_of[c]].clone());
                for (mine, theirs) in known.iter_mut().zip(&causality.clocks[theirs]) {
                    *mine = (*mine).max(*theirs);
                }
                known[seen.chain] = known[seen.chain].max(seen.line + 1);
            }
            if let Some(known) = known {
                causality.clocks.push(known);
                clock_of[c] = causality.clocks.len() - 1;
            }
            step_clocks[c].push(clock_of[c]);
            let repeated = places.get(&line_at(chains, place).digest) != Some(&place);
            causality.steps.push(Step { place, clock: clock_of[c], repeated });
            next[c] += 1;
            waits[c] = if next[c] < chains[c].lines.len() {
                seen_by(Place { chain: c, line: next[c] })
            } else {
                Vec::new()
            };
        }
        causality
    }

    /// True where the event of step `a` knew the one of step `b`.
    fn knows(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.steps[a], &self.steps[b]);
        if a.place.chain == b.place.chain {
            a.place.line > b.place.line
        } else {
            self.clocks[a.clock][b.place.chain] > b.place.line
        }
    }
}

/// The writer's clock; a line that is no event sorts first, so that it holds nobody up.
fn clock(line: &Line) -> Timestamp {
    line.event().map_or(Timestamp::MIN, |event| event.at)
}

fn line_at(chains: &[Chain], place: Place) -> &Line {
    &chains[place.chain].lines[place.line]
}

fn event_at(chains: &[Chain], place: Place) -> Option<&Event> {
    line_at(chains, place).event()
}

/// For each step whether its event counts: it belongs to the assessment and no counting `undone`
/// names it. What undoes an event is decided before the event; the order of steps is no help, as
/// a chain that is missing an event may leave an undoer before what it undoes.
fn live(chains: &[Chain], causality: &Causality, assessment: &AssessmentId) -> Vec<bool> {
    let steps = &causality.steps;
    let mut live: Vec<bool> = steps.iter().map(|step| step.event(chains, assessment).is_some()).collect();
    let undoes = |i: usize| match steps[i].event(chains, assessment)?.change {
        Change::Undone { event } => Some(event),
        _ => None,
    };
    let undoers: Vec<(usize, Digest)> = (0..steps.len()).filter_map(|i| Some((i, undoes(i)?))).collect();
    if undoers.is_empty() {
        return live;
    }
    let named: BTreeSet<Digest> = undoers.iter().map(|(_, event)| *event).collect();
    let targets: HashMap<Digest, usize> = steps
        .iter()
        .enumerate()
        .filter(|(_, step)| !step.repeated)
        .map(|(i, step)| (line_at(chains, step.place).digest, i))
        .filter(|(digest, _)| named.contains(digest))
        .collect();
    let target_of: HashMap<usize, usize> =
        undoers.iter().filter_map(|(undoer, event)| Some((*undoer, *targets.get(event)?))).collect();
    let mut undecided: HashMap<usize, usize> = HashMap::new();
    for target in target_of.values() {
        *undecided.entry(*target).or_default() += 1;
    }
    let mut decided: Vec<usize> =
        target_of.keys().copied().filter(|undoer| !undecided.contains_key(undoer)).collect();
    while let Some(undoer) = decided.pop() {
        let Some(&target) = target_of.get(&undoer) else { continue };
        let undoable = event_at(chains, steps[target].place).is_some_and(|e| e.change.can_be_undone());
        if live[undoer] && undoable {
            live[target] = false;
        }
        if let Some(left) = undecided.get_mut(&target) {
            *left -= 1;
            if *left == 0 {
                decided.push(target);
            }
        }
    }
    live
}

/// What an event sets. One event replaces another exactly where both set the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Register<'a> {
    System(&'a SystemId),
    Fact(&'a FactId, Option<&'a SystemId>),
    Answer(&'a Subject, &'a RowId),
    Mark(&'a Subject),
    Remark(&'a Subject),
    Owner(&'a Subject),
    Due(&'a Subject),
    Evidence(&'a Subject, &'a RowId, EvidenceKey<'a>),
    File(&'a str),
}

/// As [`crate::answer::Evidence::key`], without a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum EvidenceKey<'a> {
    Sha256(&'a str),
    Place(&'a str),
}

fn each_register<'a>(change: &'a Change, set: &mut dyn FnMut(Register<'a>)) {
    match change {
        Change::AssessmentBegun { files, .. } => files.keys().for_each(|path| set(Register::File(path))),
        Change::SystemSet { id, .. } | Change::SystemRemoved { id } => set(Register::System(id)),
        Change::FactSet { fact, system, .. } | Change::FactCleared { fact, system } => {
            set(Register::Fact(fact, system.as_ref()));
        }
        Change::RowAnswered { subject, row, .. } | Change::RowCleared { subject, row, .. } => {
            set(Register::Answer(subject, row));
        }
        Change::NotApplicableSet { subject, .. } | Change::NotApplicableCleared { subject, .. } => {
            set(Register::Mark(subject));
        }
        Change::RemarkSet { subject, .. } => set(Register::Remark(subject)),
        Change::OwnerSet { subject, .. } => set(Register::Owner(subject)),
        Change::DueSet { subject, .. } => set(Register::Due(subject)),
        Change::EvidenceAttached { subject, row, evidence, .. } => {
            let key = match &evidence.sha256 {
                Some(sha256) => EvidenceKey::Sha256(sha256),
                None => EvidenceKey::Place(&evidence.place),
            };
            set(Register::Evidence(subject, row, key));
        }
        Change::EvidenceDetached { subject, row, key, .. } => {
            let key = match key.strip_prefix("cite:") {
                Some(place) => EvidenceKey::Place(place),
                None => EvidenceKey::Sha256(key),
            };
            set(Register::Evidence(subject, row, key));
        }
        Change::FileChanged { path, .. } => set(Register::File(path)),
        Change::ScanRecorded { .. } | Change::Undone { .. } => {}
    }
}

/// The heads of one register, ready to be put into the state.
struct Holder<'a> {
    chains: &'a [Chain],
    causality: &'a Causality,
    heads: &'a [usize],
}

impl Holder<'_> {
    fn place(
        &self,
        register: &Register<'_>,
        state: &mut State,
        files: &mut BTreeMap<String, Held<Option<Digest>>>,
    ) {
        match *register {
            Register::System(id) => {
                let value = |change: &Change| match change {
                    Change::SystemSet { system, .. } => Some(system.clone()),
                    _ => None,
                };
                state.systems.insert(id.clone(), self.held(value));
            }
            Register::Fact(fact, system) => {
                let value = |change: &Change| match change {
                    Change::FactSet { value, .. } => Some(value.clone()),
                    _ => None,
                };
                state.facts.insert((fact.clone(), system.cloned()), self.held(value));
            }
            Register::Answer(subject, row) => {
                let value = |change: &Change| match change {
                    Change::RowAnswered { answer, .. } => Some(*answer),
                    _ => None,
                };
                state.answers.insert((subject.clone(), row.clone()), self.held(value));
            }
            Register::Mark(subject) => {
                let value = |change: &Change| match change {
                    Change::NotApplicableSet { mark, .. } => Some(mark.clone()),
                    _ => None,
                };
                state.not_applicable.insert(subject.clone(), self.held(value));
            }
            Register::Remark(subject) => {
                let value = |change: &Change| match change {
                    Change::RemarkSet { text, .. } => text.clone(),
                    _ => String::new(),
                };
                state.remarks.insert(subject.clone(), self.held(value));
            }
            Register::Owner(subject) => {
                let value = |change: &Change| match change {
                    Change::OwnerSet { owner, .. } => owner.clone(),
                    _ => None,
                };
                state.owners.insert(subject.clone(), self.held(value));
            }
            Register::Due(subject) => {
                let value = |change: &Change| match change {
                    Change::DueSet { due, .. } => *due,
                    _ => None,
                };
                state.dues.insert(subject.clone(), self.held(value));
            }
            Register::Evidence(subject, row, key) => {
                let value = |change: &Change| match change {
                    Change::EvidenceAttached { evidence, .. } => Some(evidence.clone()),
                    _ => None,
                };
                let key = match key {
                    EvidenceKey::Sha256(sha256) => sha256.to_owned(),
                    EvidenceKey::Place(place) => format!("cite:{place}"),
                };
                let at_row = state.evidence.entry((subject.clone(), row.clone())).or_default();
                at_row.insert(key, self.held(value));
            }
            Register::File(path) => {
                let value = |change: &Change| match change {
                    Change::AssessmentBegun { files, .. } => files.get(path).copied(),
                    Change::FileChanged { sha256, .. } => *sha256,
                    _ => None,
                };
                files.insert(path.to_owned(), self.held(value));
            }
        }
    }

    fn held<T>(&self, value: impl Fn(&Change) -> T) -> Held<T> {
        let head = |&i: &usize| {
            let line = line_at(self.chains, self.causality.steps[i].place);
            let event = line.event()?;
            Some(Head {
                value: value(&event.change),
                by: event.by.to_string(),
                at: event.at,
                event: line.digest.to_string(),
                rev: event.rev(),
            })
        };
        let mut heads: Vec<Head<T>> = self.heads.iter().filter_map(head).collect();
        heads.sort_by(|a, b| a.event.cmp(&b.event));
        Held { heads }
    }
}
