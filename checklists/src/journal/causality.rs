//! Who knew of whom: the lines of all chains in causal order.
//!
//! An event knows every event before it in its chain, everything it has `seen`, and everything
//! those know. Neither clocks nor the order in which files are read decide anything.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;

use super::chain::{Chain, Line};
use super::digest::Digest;
use super::event::{AssessmentId, Change, Event};
use super::round::Round;

/// Where the lines of all chains stand, each after all it has seen.
pub(crate) fn causal_places(chains: &[Chain]) -> Vec<Place> {
    Causality::of(chains).steps.into_iter().map(|step| step.place).collect()
}

/// Where an event stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Index into the chains.
    pub chain: usize,
    /// Index into its lines.
    pub line: usize,
}

/// How many lines of each chain belong to each sealed round: later ones change nothing in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Covered(pub BTreeMap<Round, Vec<usize>>);

impl Covered {
    /// True where `round` was sealed before the event at `place` was written.
    pub fn late(&self, round: Round, place: Place) -> bool {
        self.0.get(&round).is_some_and(|lines| lines.get(place.chain).is_none_or(|n| place.line >= *n))
    }
}

/// The lines of all chains in an order in which each comes after all it knows of, with what it
/// knows.
pub(super) struct Causality {
    pub(super) steps: Vec<Step>,
    /// Distinct clocks: how many lines of each chain are known. Most events share the one of the
    /// event before them.
    clocks: Vec<Vec<usize>>,
    /// True where no line stands in two places and no damage had to be stepped over.
    pub(super) plain: bool,
}

pub(super) struct Step {
    pub(super) place: Place,
    /// Index into `clocks`, which leaves out the event's own chain.
    clock: usize,
    /// The same line stands elsewhere too, and that one counts.
    repeated: bool,
}

impl Step {
    /// The event, where it is one of the assessment's.
    pub(super) fn event<'a>(&self, chains: &'a [Chain], assessment: &AssessmentId) -> Option<&'a Event> {
        event_at(chains, self.place).filter(|event| !self.repeated && &event.assessment == assessment)
    }
}

impl Causality {
    pub(super) fn of(chains: &[Chain]) -> Self {
        let mut by_name: Vec<usize> = (0..chains.len()).collect();
        by_name.sort_by_key(|&c| chains[c].identity.chain());
        // A line that stands in two files counts once: a chain copied under a second name, or two
        // writers of one name who began with the same words at the same moment.
        let mut places: HashMap<Digest, Place> =
            HashMap::with_capacity(chains.iter().map(|c| c.lines.len()).sum());
        let mut originals: HashMap<Place, Place> = HashMap::new();
        for &chain in &by_name {
            for (line, content) in chains[chain].lines.iter().enumerate() {
                let place = Place { chain, line };
                let first = *places.entry(content.digest).or_insert(place);
                if first != place {
                    originals.insert(place, first);
                }
            }
        }
        let seen_by = |place: Place| -> Vec<Place> {
            let seen = line_at(chains, place).seen().filter_map(|(_, digest)| places.get(digest));
            // Who has a copy knows the original.
            seen.chain(originals.get(&place)).copied().filter(|seen| seen.chain != place.chain).collect()
        };
        let mut causality = Self {
            steps: Vec::with_capacity(places.len()),
            clocks: vec![vec![0; chains.len()]],
            plain: originals.is_empty(),
        };
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
            let first = ready.min_by_key(key);
            let Some(c) = first.or_else(|| unfinished().min_by_key(key)) else { break };
            causality.plain &= first.is_some();
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
            let repeated = originals.contains_key(&place);
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
    pub(super) fn knows(&self, a: usize, b: usize) -> bool {
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

pub(super) fn line_at(chains: &[Chain], place: Place) -> &Line {
    &chains[place.chain].lines[place.line]
}

pub(super) fn event_at(chains: &[Chain], place: Place) -> Option<&Event> {
    line_at(chains, place).event()
}

/// For each step whether its event counts: it belongs to the assessment and no counting `undone`
/// names it. What undoes an event is decided before the event; the order of steps is no help, as
/// a chain that is missing an event may leave an undoer before what it undoes.
pub(super) fn live(
    chains: &[Chain],
    causality: &Causality,
    assessment: &AssessmentId,
    covered: &Covered,
) -> Vec<bool> {
    let steps = &causality.steps;
    let in_time = |step: &Step| {
        step.event(chains, assessment).is_some_and(|event| !covered.late(event.round, step.place))
    };
    let mut live: Vec<bool> = steps.iter().map(in_time).collect();
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
        // What a sealed round says is not undone from outside it either.
        let undoable = event_at(chains, steps[target].place)
            .is_some_and(|e| e.change.can_be_undone() && !covered.late(e.round, steps[undoer].place));
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
