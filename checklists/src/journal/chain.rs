//! A chain as it stands in its file, and what does not hold in it.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread;

use super::digest::Digest;
use super::event::{Change, Event};
use super::identity::Identity;
use super::line::{self, Read};
use crate::fault::{Fault, FaultKind};

/// A thread for fewer lines costs more than it saves.
const LINES_A_THREAD: usize = 2000;

/// One chain: the lines of `journal/<author>.<writer>.jsonl` in order.
#[derive(Debug, Clone)]
pub struct Chain {
    /// Whose it is.
    pub identity: Identity,
    /// The whole lines.
    pub lines: Vec<Line>,
    /// Bytes of the whole lines, newlines included: where the next line begins.
    pub length: u64,
    /// What stands after the last whole line.
    pub torn: Option<Torn>,
}

/// One line of a chain.
#[derive(Debug, Clone)]
pub struct Line {
    /// SHA-256 of its bytes without the newline.
    pub digest: Digest,
    /// What it is.
    pub read: Read,
}

/// A last line that was not written to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Torn {
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Chain {
    /// Reads a chain's bytes. A last line without its newline, or one that is no JSON, is torn.
    pub fn read(identity: Identity, bytes: &[u8]) -> Self {
        let whole = bytes.iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
        let mut lines = read_lines(&bytes[..whole]);
        let mut length = whole;
        if whole == bytes.len() && lines.last().is_some_and(|line| line.no_json()) {
            lines.pop();
            length = bytes[..whole - 1].iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
        }
        let torn = (length < bytes.len()).then(|| Torn { bytes: bytes[length..].to_vec() });
        Self { identity, lines, length: length as u64, torn }
    }

    /// The file's path in the folder.
    pub fn file(&self) -> String {
        format!("journal/{}.jsonl", self.identity.chain())
    }

    /// The newest whole line; zero for an empty chain.
    pub fn head(&self) -> Digest {
        self.lines.last().map_or(Digest::ZERO, |line| line.digest)
    }

    /// The events that are understood, each with its digest.
    pub fn events(&self) -> impl DoubleEndedIterator<Item = (Digest, &Event)> {
        self.lines.iter().filter_map(|line| Some((line.digest, line.event()?)))
    }
}

impl Line {
    /// The event, where it is one that is understood.
    pub fn event(&self) -> Option<&Event> {
        match &self.read {
            Read::Event(event) => Some(event),
            Read::Foreign(_) | Read::Bad(_) => None,
        }
    }

    /// The line before, as this one says.
    pub fn prev(&self) -> Option<Digest> {
        match &self.read {
            Read::Event(event) => Some(event.prev),
            Read::Foreign(foreign) => foreign.prev,
            Read::Bad(_) => None,
        }
    }

    /// Its number in the chain, as it says.
    pub fn seq(&self) -> Option<u64> {
        match &self.read {
            Read::Event(event) => Some(event.seq),
            Read::Foreign(foreign) => foreign.seq,
            Read::Bad(_) => None,
        }
    }

    /// The heads of other chains it had seen.
    pub fn seen(&self) -> impl Iterator<Item = (&String, &Digest)> {
        let seen: Option<&BTreeMap<String, Digest>> = match &self.read {
            Read::Event(event) => Some(&event.seen),
            Read::Foreign(foreign) => Some(&foreign.seen),
            Read::Bad(_) => None,
        };
        seen.into_iter().flatten()
    }

    fn no_json(&self) -> bool {
        use crate::json::JsonFault;
        match &self.read {
            Read::Bad(error) => matches!(error.fault, JsonFault::Syntax | JsonFault::Incomplete),
            Read::Event(_) | Read::Foreign(_) => false,
        }
    }
}

/// Reads whole lines, on all processors where there are many.
fn read_lines(bytes: &[u8]) -> Vec<Line> {
    let lines: Vec<&[u8]> = bytes.split_inclusive(|&b| b == b'\n').collect();
    let read = |lines: &[&[u8]]| -> Vec<Line> {
        let without_end = lines.iter().map(|line| &line[..line.len() - 1]);
        without_end.map(|line| Line { digest: Digest::of(line), read: line::read(line) }).collect()
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(lines.len() / LINES_A_THREAD);
    if threads < 2 {
        return read(&lines);
    }
    thread::scope(|scope| {
        let parts: Vec<_> =
            lines.chunks(lines.len().div_ceil(threads)).map(|part| scope.spawn(move || read(part))).collect();
        let joined = parts.into_iter().map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic)));
        joined.flatten().collect()
    })
}

/// What does not hold in the chains. `heads` are the events last written, by chain, as the files
/// beside the chains say.
pub fn faults(chains: &[Chain], heads: &BTreeMap<String, Digest>) -> Vec<Fault> {
    let mut known: Vec<Digest> = chains.iter().flat_map(|c| &c.lines).map(|line| line.digest).collect();
    known.sort_unstable();
    let known = |digest: &Digest| known.binary_search(digest).is_ok();
    let mut found = Vec::new();
    for chain in chains {
        order(chain, heads.get(&chain.identity.chain()), &mut found);
        content(chain, &known, &mut found);
    }
    found
}

/// Links, numbers and the end of one chain.
fn order(chain: &Chain, written: Option<&Digest>, found: &mut Vec<Fault>) {
    let file = chain.file();
    let lines = &chain.lines;
    let number = |i: usize| i as u64 + 1;
    if let Some(head) = written
        && !lines.iter().any(|line| line.digest == *head)
    {
        // A torn line may be what is left of that event; both are said.
        let kind = FaultKind::LastEventMissing { event: head.to_string() };
        found.push(Fault::of_line(&file, number(lines.len().saturating_sub(1)), kind));
    }
    let linked = |i: usize| match lines.get(i + 1) {
        Some(next) => next.prev().is_some_and(|prev| prev == lines[i].digest),
        None => written.is_none_or(|head| *head == lines[i].digest),
    };
    let mut changed = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let before = i.checked_sub(1).map_or(Digest::ZERO, |before| lines[before].digest);
        if line.prev().is_some_and(|prev| prev != before) {
            // Where the line after this one still fits, this one is whole and the one before is not.
            changed.push(if i > 0 && linked(i) { i - 1 } else { i });
        }
        // A gap is told once, at the line after it.
        let expected = i
            .checked_sub(1)
            .and_then(|before| lines[before].seq())
            .map_or(number(i), |seq| seq.saturating_add(1));
        if let Some(seq) = line.seq()
            && seq != expected
        {
            found.push(Fault::of_line(&file, number(i), FaultKind::SeqGap { expected, found: seq }));
        }
    }
    changed.dedup();
    found.extend(changed.into_iter().map(|i| Fault::of_line(&file, number(i), FaultKind::LineChanged)));
    if chain.torn.is_some() {
        found.push(Fault::of_line(&file, number(lines.len()), FaultKind::TornLine));
    }
}

/// What the lines of one chain say.
fn content(chain: &Chain, known: &dyn Fn(&Digest) -> bool, found: &mut Vec<Fault>) {
    let file = chain.file();
    let other = |line: &Line| line.event().is_some_and(|event| event.by != chain.identity.author);
    if let Some(i) = chain.lines.iter().position(other) {
        found.push(Fault::of_line(&file, i as u64 + 1, FaultKind::OtherAuthor));
    }
    for (i, line) in chain.lines.iter().enumerate() {
        let number = i as u64 + 1;
        for (_, event) in line.seen().filter(|(_, digest)| !known(digest)) {
            found.push(Fault::of_line(&file, number, FaultKind::SeenMissing { event: event.to_string() }));
        }
        match &line.read {
            Read::Event(event) => {
                if let Change::Undone { event } = &event.change
                    && !known(event)
                {
                    let kind = FaultKind::UndoneMissing { event: event.to_string() };
                    found.push(Fault::of_line(&file, number, kind));
                }
            }
            Read::Foreign(foreign) => {
                let kind = if foreign.schema > super::SCHEMA {
                    FaultKind::NewerSchema { schema: foreign.schema }
                } else {
                    FaultKind::UnknownKind { kind: foreign.kind.clone() }
                };
                found.push(Fault::of_line(&file, number, kind));
            }
            Read::Bad(error) => found.push(Fault {
                column: Some(error.column),
                ..Fault::of_line(&file, number, FaultKind::BadLine { json: error.fault.clone() })
            }),
        }
    }
}
