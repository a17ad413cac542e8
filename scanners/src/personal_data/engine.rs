//! From a text at hand to judged, located and masked hits.
//!
//! Numbers are found by [`digits`], addresses by their `@`; each is validated by its own room, judged by
//! what stands around it, and held until its record ends, because only then is it known whose it is.

use std::ops::Range;

use memchr::memchr2_iter;
use phrom_checklists::finding::Confidence;

use super::context::{Evidence, REACH, Subject};
use super::digits::{self, Start};
use super::email::{self, Sort};
use super::mask;
use super::national_id::{self, NationalId};
use super::numerals;
use super::phone::{self, Line};
use super::place::{Location, Locator, Stored};
use super::rules::Kind;
use super::siblings::{self, Siblings, Verdict};
use super::sql;
use super::structure::{Part, Structure};
use super::table;
use crate::key::Key;

/// One value, already without itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) kind: Kind,
    pub(super) confidence: Confidence,
    pub(super) location: Location,
    /// The masked value, behind the keyword that speaks for it.
    pub(super) masked: String,
    pub(super) fingerprint: [u8; 16],
    /// Fingerprint of the strongest value of the record.
    pub(super) person: Option<[u8; 16]>,
}

/// A value found in the text at hand, valid but not yet judged. Has no `Debug`: it points at the value.
pub(super) struct Candidate {
    pub(super) range: Range<usize>,
    pub(super) value: Value,
    /// Of a plain number: where its siblings are.
    siblings: Option<siblings::Place>,
}

pub(super) enum Value {
    NationalId { digits: [u8; 13], grouped: bool },
    Phone { number: [u8; 10], line: Line, plus: bool },
    Email(Sort),
}

/// Bytes behind a part that must be at hand, unless the text ends.
pub(super) const AHEAD: usize = sql::LONGEST_STATEMENT;

/// Bytes in front of a part that must be at hand, unless the text begins.
pub(super) const BEHIND: usize = table::LONGEST_ROW;

const _: () = assert!(AHEAD > 2 * email::LONGEST + REACH && BEHIND > 2 * email::LONGEST + REACH);

/// Values of one record that are held; a longer record is parted.
const LONGEST_RECORD: usize = 1_000;

/// Reads one text, part by part.
pub(super) struct Engine<'k> {
    key: &'k Key,
    keep_low: bool,
    /// `None` until it is needed: most files hold nothing to be judged.
    structure: Option<Structure>,
    locator: Locator,
    /// True once the way of storing is decided, at the first byte above 7F.
    stored_decided: bool,
    siblings: Siblings,
    record: Vec<Held>,
    /// Where the last value of the open record ended.
    record_end: usize,
    hits: Vec<Hit>,
}

/// A hit whose record is still open.
struct Held {
    hit: Hit,
    needs_company: bool,
}

impl<'k> Engine<'k> {
    /// `mark` is the length of the byte order mark, which is no part of the text.
    pub(super) fn new(key: &'k Key, keep_low: bool, stored: Stored, mark: usize) -> Self {
        Self {
            key,
            keep_low,
            structure: None,
            locator: Locator::new(stored, mark as u64),
            stored_decided: stored == Stored::Utf16,
            siblings: Siblings::default(),
            record: Vec::new(),
            record_end: 0,
            hits: Vec::new(),
        }
    }

    /// Takes what begins inside `own`. `is_first` is true where `text` begins with the text's beginning,
    /// `is_last` where it ends with its end.
    pub(super) fn part(&mut self, text: &[u8], own: Range<usize>, is_first: bool, is_last: bool) {
        self.decide_stored(text, own.clone());
        let candidates = self.candidates(text, own.clone());
        if self.structure.is_none() && candidates.is_empty() && is_last {
            return;
        }
        let mut structure = self.structure.take().unwrap_or_else(|| Structure::recognize(text, is_last));
        let events = structure.enter(text, own.clone());
        let part = Part { text, is_first, events: &events };
        for candidate in &candidates {
            self.judge(&structure, part, candidate);
        }
        self.end_record_if_parted(&structure, text, own.end);
        self.locator.advance(text, own.end);
        structure.leave(events);
        self.structure = Some(structure);
    }

    fn candidates(&mut self, text: &[u8], own: Range<usize>) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = Vec::new();
        let mut last = None;
        find(text, own, |found| match found {
            Found::Thirteen { start, digits, valid } => {
                last = Some((start, self.siblings.take(text, start, digits, valid)));
            }
            Found::Candidate(mut candidate) => {
                candidate.siblings =
                    last.filter(|(start, _)| *start == candidate.range.start).map(|(_, place)| place);
                candidates.push(candidate);
            }
        });
        candidates.sort_by_key(|candidate| candidate.range.start);
        candidates
    }

    /// The text at hand lost its first `bytes`, none of them in a part still to come.
    pub(super) fn drop_front(&mut self, bytes: usize) {
        self.locator.drop_front(bytes);
        self.record_end = self.record_end.saturating_sub(bytes);
    }

    /// All hits, in the order of the text.
    pub(super) fn finish(mut self) -> Vec<Hit> {
        self.end_record();
        self.hits
    }

    fn decide_stored(&mut self, text: &[u8], own: Range<usize>) {
        if self.stored_decided || text[own.clone()].is_ascii() {
            return;
        }
        self.stored_decided = true;
        // The part may be cut inside a character at either end.
        let start = text[own.clone()].iter().take(3).take_while(|byte| **byte & 0xC0 == 0x80).count();
        let start = if own.start == 0 { 0 } else { own.start + start };
        let is_utf8 = match str::from_utf8(&text[start..]) {
            Ok(_) => true,
            Err(error) => error.error_len().is_none() || start + error.valid_up_to() >= own.end,
        };
        if !is_utf8 {
            self.locator.single_byte();
        }
    }

    fn judge(&mut self, structure: &Structure, part: Part<'_>, candidate: &Candidate) {
        let range = candidate.range.clone();
        let place = (range.start, range.end);
        let tied = numerals::is_tied(part.text, range.start, range.end);
        let (kind, confidence, keyword) = match &candidate.value {
            Value::NationalId { digits, grouped } => {
                let doubtful = !grouped && (is_ean13(digits) || is_milliseconds(digits));
                let mut evidence = structure.evidence(part, place, Subject::NationalId, doubtful);
                if let (Evidence::None, Some(place)) = (evidence, candidate.siblings) {
                    evidence = match self.siblings.verdict(place) {
                        Verdict::For => Evidence::Column,
                        Verdict::Against => Evidence::Against,
                        Verdict::Nothing => Evidence::None,
                    };
                }
                let against = evidence == Evidence::Against || tied;
                let confidence = match evidence {
                    Evidence::For(_) | Evidence::Column => Confidence::High,
                    _ if *grouped && !against => Confidence::High,
                    _ if *grouped => Confidence::Medium,
                    _ if against || doubtful => Confidence::Low,
                    _ => Confidence::Medium,
                };
                (Kind::NationalId, confidence, keyword(evidence))
            }
            Value::Phone { line, plus, .. } => {
                let evidence = structure.evidence(part, place, Subject::Phone, false);
                let code = numerals::is_code(part.text, range.start, range.end);
                let against = evidence == Evidence::Against || ((tied || code) && !plus);
                let (kind, alone) = match line {
                    // Without `+66` or a word, nine digits are any number.
                    Line::Fixed if matches!(evidence, Evidence::For(_)) || *plus => {
                        (Kind::PhoneFixed, Confidence::Medium)
                    }
                    Line::Fixed => return,
                    Line::Mobile => (Kind::PhoneMobile, Confidence::Medium),
                };
                let confidence = match evidence {
                    Evidence::For(_) | Evidence::Column if kind == Kind::PhoneMobile => Confidence::High,
                    Evidence::For(_) | Evidence::Column => alone,
                    _ if against => Confidence::Low,
                    _ => alone,
                };
                (kind, confidence, keyword(evidence))
            }
            Value::Email(Sort::Role) => (Kind::Email, Confidence::Low, None),
            Value::Email(Sort::Person | Sort::Documentation) => (Kind::Email, Confidence::Medium, None),
        };
        if confidence == Confidence::Low && !self.keep_low {
            return;
        }
        self.end_record_if_parted(structure, part.text, range.start);
        let text = &part.text[range.clone()];
        let (masked, fingerprint) = self.mask(kind, &candidate.value, text);
        let masked = keyword.map_or(masked.clone(), |keyword| format!("{keyword} {masked}"));
        let location = self.locator.advance(part.text, range.start);
        let hit = Hit { kind, confidence, location, masked, fingerprint, person: None };
        let needs_company = matches!(candidate.value, Value::Email(Sort::Documentation));
        self.record.push(Held { hit, needs_company });
        self.record_end = self.record_end.max(range.end);
    }

    fn mask(&self, kind: Kind, value: &Value, text: &[u8]) -> (String, [u8; 16]) {
        let rule = kind.rule().id;
        match value {
            Value::NationalId { digits, .. } => {
                let canonical = digits.map(|digit| digit + b'0');
                (mask::national_id(digits), self.key.digest(rule, &canonical))
            }
            Value::Phone { number, line, .. } => {
                let number = line.number(number);
                let canonical: Vec<u8> = number.iter().map(|digit| digit + b'0').collect();
                (mask::phone(number, *line), self.key.digest(rule, &canonical))
            }
            Value::Email(_) => (mask::email(text), self.key.digest(rule, &text.to_ascii_lowercase())),
        }
    }

    fn end_record_if_parted(&mut self, structure: &Structure, text: &[u8], next: usize) {
        if self.record.is_empty() {
            self.record_end = next;
            return;
        }
        let between = text.get(self.record_end..next).unwrap_or_default();
        if self.record.len() >= LONGEST_RECORD || structure.parts_records(between) {
            self.end_record();
        }
        self.record_end = self.record_end.max(next);
    }

    /// Says of each value of the record whose it is: the nearest of the strongest kind, in front of it or
    /// else behind it.
    fn end_record(&mut self) {
        let names = |held: &Held| held.hit.confidence >= Confidence::Medium && !held.needs_company;
        let strongest = self.record.iter().filter(|held| names(held)).map(|held| held.hit.kind).min();
        let has_number = matches!(strongest, Some(Kind::NationalId | Kind::PhoneMobile));
        let mut nearest = None;
        let persons: Vec<[u8; 16]> = self
            .record
            .iter()
            .filter(|held| names(held) && Some(held.hit.kind) == strongest)
            .map(|held| held.hit.fingerprint)
            .collect();
        let mut following = persons.iter();
        for held in self.record.drain(..) {
            let Held { mut hit, needs_company } = held;
            if hit.confidence >= Confidence::Medium && !needs_company && Some(hit.kind) == strongest {
                nearest = following.next();
            }
            if needs_company && !has_number {
                continue;
            }
            if hit.confidence >= Confidence::Medium {
                hit.person = nearest.or_else(|| persons.first()).copied();
            }
            self.hits.push(hit);
        }
    }
}

fn keyword(evidence: Evidence) -> Option<&'static str> {
    match evidence {
        Evidence::For(keyword) => Some(keyword),
        Evidence::None | Evidence::Column | Evidence::Against => None,
    }
}

impl Candidate {
    fn new(range: Range<usize>, value: Value) -> Self {
        Self { range, value, siblings: None }
    }
}

/// What passes by while a text is read.
pub(super) enum Found {
    Candidate(Candidate),
    /// Thirteen plain digits, valid or not, just before the candidate they may be: see [`Siblings`].
    Thirteen {
        start: usize,
        digits: [u8; 13],
        valid: bool,
    },
}

/// Finds all valid values that begin inside `own`: numbers in order, then addresses in order.
pub(super) fn find(text: &[u8], own: Range<usize>, mut take: impl FnMut(Found)) {
    // A grouped number is recognized by its third group.
    let searched = own.start..text.len().min(own.end + LONGEST_LEAD);
    digits::starts(text, searched, |start| {
        let (at, candidate) = match start {
            Start::Thirteen(at) => {
                let number = national_id::plain_at(text, at);
                if own.contains(&at) {
                    let digits = text[at..].first_chunk().copied().unwrap_or_default();
                    take(Found::Thirteen { start: at, digits, valid: number.is_some() });
                }
                (at, number.and_then(|number| standing_alone(text, at, &number)))
            }
            Start::Five(at) => match national_id::start_from_third_group(text, at) {
                Some(first) => (first, national_id(text, first)),
                None => return,
            },
            Start::Phone(at) => (at, telephone(text, at)),
            Start::Thai(at) => (at, national_id(text, at).or_else(|| telephone(text, at))),
        };
        if let Some(candidate) = candidate.filter(|_| own.contains(&at)) {
            take(Found::Candidate(candidate));
        }
    });
    let searched = own.start..text.len().min(own.end + email::LONGEST);
    for at in memchr2_iter(b'@', b'+', &text[searched.clone()]).map(|at| searched.start + at) {
        let candidate = if text[at] == b'@' {
            let value = |email: email::Email| Candidate::new(email.range, Value::Email(email.sort));
            email::around(text, at).map(value)
        } else if text.get(at + 1) == Some(&b'6') {
            telephone(text, at + 1)
        } else {
            None
        };
        if let Some(candidate) = candidate.filter(|candidate| own.contains(&candidate.range.start)) {
            take(Found::Candidate(candidate));
        }
    }
}

/// Bytes from the first digit of a grouped number to its third group: five digits, two separators.
const LONGEST_LEAD: usize = 5 + 2 * 3;

fn national_id(text: &[u8], at: usize) -> Option<Candidate> {
    standing_alone(text, at, &national_id::at(text, at)?)
}

fn standing_alone(text: &[u8], at: usize, number: &NationalId) -> Option<Candidate> {
    let value = Value::NationalId { digits: number.digits, grouped: number.grouped };
    numerals::stands_alone(text, at, number.end).then(|| Candidate::new(at..number.end, value))
}

fn telephone(text: &[u8], at: usize) -> Option<Candidate> {
    let phone = phone::at(text, at)?;
    let value = Value::Phone { number: phone.digits, line: phone.line, plus: phone.plus };
    // The `+` belongs to the number: what stands in front of it counts.
    let start = if phone.plus { at - 1 } else { at };
    let alone = numerals::stands_alone(text, start, phone.end);
    alone.then(|| Candidate::new(start..phone.end, value))
}

/// EAN-13: weights 1 and 3 in turn, modulo 10.
fn is_ean13(digits: &[u8; 13]) -> bool {
    let sum: u32 = digits.iter().zip([1, 3].iter().cycle()).map(|(d, weight)| u32::from(*d) * weight).sum();
    sum.is_multiple_of(10)
}

/// Milliseconds since 1970 from 2017 to 2027 begin with 15, 16 or 17.
fn is_milliseconds(digits: &[u8; 13]) -> bool {
    digits[0] == 1 && (5..=7).contains(&digits[1])
}

#[cfg(test)]
mod tests {
    use super::super::people::{grouped, national_id as person, spellings};
    use super::*;

    fn hits(text: &str) -> Vec<Hit> {
        let key = Key::new(&[1; 32]);
        let mut engine = Engine::new(&key, true, Stored::Utf8, 0);
        engine.part(text.as_bytes(), 0..text.len(), true, true);
        engine.finish()
    }

    fn judged(text: &str) -> Vec<(Kind, Confidence)> {
        hits(text).into_iter().map(|hit| (hit.kind, hit.confidence)).collect()
    }

    fn confidence(text: &str) -> Confidence {
        let judged = judged(text);
        assert_eq!(judged.len(), 1, "{text}");
        judged[0].1
    }

    /// An ID that is neither a barcode nor a time.
    fn id() -> String {
        let id = person(3, 40, 1_234_567);
        assert!(!is_ean13(&digits_of(&id)));
        id
    }

    fn digits_of(id: &str) -> [u8; 13] {
        id.bytes().map(|byte| byte - b'0').collect::<Vec<_>>().try_into().unwrap()
    }

    /// An ID with the property asked for.
    fn id_that(first: u8, province: u8, is: impl Fn(&[u8; 13]) -> bool) -> String {
        (0..1000)
            .map(|serial| person(first, province, serial * 17 + 100))
            .find(|id| is(&digits_of(id)))
            .expect("one of a thousand")
    }

    #[test]
    fn tiers_of_national_ids() {
        use Confidence::{High, Low, Medium};
        let id = id();
        let dashed = grouped(&id, "-");
        let barcode = id_that(3, 40, is_ean13);
        let time = id_that(1, 70, |digits| !is_ean13(digits));
        for (text, expected) in [
            (id.clone(), Medium),
            (format!("เลขประจำตัวประชาชน {id}"), High),
            (format!("cid={id}"), High),
            (format!("{{\"citizen_id\": {id}}}"), High),
            (dashed.clone(), High),
            (format!("barcode {dashed}"), Medium),
            (format!("barcode {id}"), Low),
            (format!("\"ts\":{id}"), Low),
            (format!("REF-{id}"), Low),
            (format!("wrapping_mul({id})"), Low),
            (format!("นายสมชาย ใจดี ({id})"), Medium),
            (format!("checkCitizen({id})"), High),
            (format!("REF-{dashed}"), Medium),
            (format!("เลขบัตร REF-{id}"), High),
            (barcode.clone(), Low),
            (format!("เลขบัตร {barcode}"), High),
            (time.clone(), Low),
            (format!("เลขบัตร {time}"), High),
            (grouped(&time, "-"), High),
        ] {
            assert_eq!(confidence(&text), expected, "{text}");
        }
    }

    #[test]
    fn every_layout_is_found_and_located() {
        let id = id();
        for spelling in spellings(&id) {
            let text = format!("บรรทัดแรก\nเลขบัตรประชาชน{spelling}เกิด");
            let hits = hits(&text);
            assert_eq!(hits.len(), 1, "{text}");
            let offset = text.find(&spelling).unwrap() as u64;
            let column = 1 + "เลขบัตรประชาชน".chars().count() as u64;
            assert_eq!(hits[0].location, Location { line: 2, column, offset });
            assert_eq!(hits[0].confidence, Confidence::High);
            let masked = format!("เลขบัตรประชาชน 3-xxxx-xxxxx-{}-{}", &id[10..12], &id[12..]);
            assert_eq!(hits[0].masked, masked);
        }
    }

    #[test]
    fn counting_numbers_are_no_ids() {
        // Serial numbers: one in eleven has the right check digit.
        let start: u64 = 3_400_012_345_678;
        let text: String = (0..200).map(|i| format!("{}\n", start + i)).collect();
        let found = judged(&format!("x x\n{text}"));
        assert!(found.len() > 5, "the test would be idle");
        assert!(found.iter().skip(1).all(|(_, confidence)| *confidence == Confidence::Low));
    }

    #[test]
    fn tiers_of_telephone_numbers() {
        use Confidence::{High, Low, Medium};
        for (text, expected) in [
            ("0812345678", vec![(Kind::PhoneMobile, Medium)]),
            ("โทร 081-234-5678", vec![(Kind::PhoneMobile, High)]),
            ("+66812345678", vec![(Kind::PhoneMobile, Medium)]),
            ("เลขที่บัญชี 0812345678", vec![(Kind::PhoneMobile, Low)]),
            ("SO-0812345678", vec![(Kind::PhoneMobile, Low)]),
            ("/commit/0812345678", vec![(Kind::PhoneMobile, Low)]),
            ("`0812345678`", vec![(Kind::PhoneMobile, Low)]),
            ("commit 0812345678", vec![(Kind::PhoneMobile, Low)]),
            ("0812345678/0912345678", vec![(Kind::PhoneMobile, Medium), (Kind::PhoneMobile, Medium)]),
            ("SO0812345678", vec![]),
            ("02-123-4567", vec![]),
            ("โทร 02-123-4567", vec![(Kind::PhoneFixed, Medium)]),
            ("+66 2 123 4567", vec![(Kind::PhoneFixed, Medium)]),
        ] {
            assert_eq!(judged(text), expected, "{text}");
        }
    }

    #[test]
    fn tiers_of_addresses() {
        use Confidence::{High, Low, Medium};
        for (text, expected) in [
            ("somchai@agency.go.th", vec![(Kind::Email, Medium)]),
            ("info@agency.go.th", vec![(Kind::Email, Low)]),
            ("somchai@example.com", vec![]),
            ("โทร 0812345678 somchai@example.com", vec![(Kind::PhoneMobile, High), (Kind::Email, Medium)]),
            ("โทร 0812345678\nsomchai@example.com", vec![(Kind::PhoneMobile, High)]),
        ] {
            assert_eq!(judged(text), expected, "{text}");
        }
    }

    #[test]
    fn persons_of_a_record() {
        let [a, b] = [person(3, 40, 1_234_567), person(5, 50, 7_654_321)];
        let persons =
            |text: &str| -> Vec<Option<[u8; 16]>> { hits(text).into_iter().map(|hit| hit.person).collect() };
        let alone = |text: &str| hits(text)[0].fingerprint;
        let (first, second) = (Some(alone(&grouped(&a, "-"))), Some(alone(&grouped(&b, "-"))));
        for (text, expected) in [
            (format!("{a} 0812345678 x@y.com\n{b} 0912345678"), vec![first, first, first, second, second]),
            (format!("0812345678 {a}"), vec![first, first]),
            (format!("{a} 0812345678 {b} 0912345678"), vec![first, first, second, second]),
            (
                format!(
                    "[{{\"tel\":\"0812345678\",\"cid\":\"{a}\"}},{{\"tel\":\"0912345678\",\"cid\":\"{b}\"}}]"
                ),
                vec![first, first, second, second],
            ),
            (
                format!(
                    "[{{\"cid\":\"{a}\",\n\"contact\":{{\"tel\":\"0812345678\"}}}},\n{{\"cid\":\"{b}\"}}]"
                ),
                vec![first, first, second],
            ),
            (
                format!("INSERT INTO t (tel, cid) VALUES ('0812345678','{a}'),('0912345678','{b}')"),
                vec![first, first, second, second],
            ),
        ] {
            assert_eq!(persons(&text), expected, "{text}");
        }
        let phone = alone("0812345678");
        assert_eq!(persons("x@y.com 081-234-5678"), [Some(phone), Some(phone)]);
        assert_eq!(persons("info@y.com"), [None]);
    }

    #[test]
    fn one_value_has_one_fingerprint_in_every_spelling() {
        let mut prints: Vec<[u8; 16]> = spellings(&id())
            .iter()
            .map(|spelling| hits(&format!("เลขบัตร {spelling}"))[0].fingerprint)
            .collect();
        prints.dedup();
        assert_eq!(prints.len(), 1);
        let phones = ["0812345678", "081-234-5678", "+66 81 234 5678", "๐๘๑๒๓๔๕๖๗๘"];
        let mut prints: Vec<[u8; 16]> = phones.iter().map(|phone| hits(phone)[0].fingerprint).collect();
        prints.dedup();
        assert_eq!(prints.len(), 1);
        assert_eq!(hits("X@Y.com")[0].fingerprint, hits("x@y.COM")[0].fingerprint);
    }
}
