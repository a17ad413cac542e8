//! A sealed folder tampered with: each way is found, by name and place.

use super::*;
use crate::answer::EvidenceKind;
use crate::journal::Event;
use crate::journal::line::{Read, read};
use crate::seal::Seal;
use crate::signature::SealKey;

const CHAIN: &str = "journal/มะลิ.01010101.jsonl";
const HEAD: &str = "journal/มะลิ.01010101.head";
const SECOND: &str = "journal/สมชาย.02020202.jsonl";
const SEAL: &str = "seals/2570-1.json";
const SCAN: &str = "scans/20261125T022900Z-01010101.jsonl";
const DETECTOR: &str = "detectors/own.yaml";

fn key() -> SealKey {
    SealKey::from_seed(&[5; 32])
}

/// Two writers, a detector, a scan, copied evidence and evidence by reference; sealed.
fn sealed() -> (TempDir, PathBuf) {
    let (dir, mut folder) = made();
    let proof = dir.path().join("proof.txt");
    fs::write(&proof, "proof").unwrap();
    fs::write(folder.dir.join(DETECTOR), "rule: own\n").unwrap();
    folder.begin_writing(&identity("มะลิ", 1)).unwrap();
    folder.append(at(1), answered("c-1", "plan", Answer::Met)).unwrap();
    folder.append(at(2), answered("c-1", "test", Answer::NotMet)).unwrap();
    folder.append(at(3), answered("c-2", "plan", Answer::Partial)).unwrap();
    folder.record_scan(at(4), &super::scans::scan("2026-11-25T02:29:00Z", &["/srv"], &["/srv/a"])).unwrap();
    for copy in [true, false] {
        let attachment = Attachment {
            rows: vec![row("c-1", if copy { "plan" } else { "test" })],
            dated: None,
            pages: None,
            name: "proof".to_owned(),
            kind: EvidenceKind::File,
            place: "../proof.txt".to_owned(),
            expires: None,
            copy,
        };
        folder.attach(at(5), &proof, &attachment, &mut |_| ()).unwrap();
    }
    let place = folder.dir.clone();
    drop(folder);
    let mut second = Folder::open(&place).unwrap();
    second.begin_writing(&identity("สมชาย", 2)).unwrap();
    second.append(at(6), answered("c-3", "plan", Answer::Met)).unwrap();
    second.append(at(7), answered("c-3", "test", Answer::Met)).unwrap();
    second.seal(at(8), jiff::civil::date(2026, 11, 25), &key(), &mut |_| ()).unwrap();
    assert_eq!(second.verify(&mut |_| ()), []);
    (dir, place)
}

/// A path in the folder, and what to do there.
struct Hand<'a>(&'a Path);

impl Hand<'_> {
    fn at(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap()
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        fs::write(self.at(path), text).unwrap();
    }

    fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.text(path);
        assert!(text.contains(from), "{path} holds no {from}");
        self.write(path, text.replacen(from, to, 1));
    }

    fn remove(&self, path: &str) {
        fs::remove_file(self.at(path)).unwrap();
    }

    fn rename(&self, from: &str, to: &str) {
        fs::rename(self.at(from), self.at(to)).unwrap();
    }

    fn lines(&self, path: &str, edit: impl FnOnce(&mut Vec<String>)) {
        let mut lines: Vec<String> = self.text(path).lines().map(str::to_owned).collect();
        edit(&mut lines);
        self.write(path, lines.iter().map(|line| format!("{line}\n")).collect::<String>());
    }

    /// Edits the events of a chain and forges all that follows: numbers, links and head.
    fn forge(&self, path: &str, edit: impl FnOnce(&mut Vec<Event>)) {
        let text = self.text(path);
        let mut events: Vec<Event> = text
            .lines()
            .map(|line| match read(line.as_bytes()) {
                Read::Event(event) => *event,
                other => panic!("{other:?}"),
            })
            .collect();
        edit(&mut events);
        let mut prev = Digest::ZERO;
        let mut forged = Vec::new();
        for (i, event) in events.iter_mut().enumerate() {
            (event.seq, event.prev) = (i as u64 + 1, prev);
            let line = event.to_line();
            prev = Digest::of(&line);
            forged.extend(line);
            forged.push(b'\n');
        }
        self.write(path, forged);
        self.write(&path.replace(".jsonl", ".head"), format!("{prev}\n"));
    }

    fn seal(&self) -> Seal {
        Seal::read(&fs::read(self.at(SEAL)).unwrap()).unwrap()
    }
}

type Tamper = fn(&Hand<'_>);

/// What is done, what it is called, and where it is found.
const WAYS: &[(&str, Tamper, &str, &str)] = &[
    ("a byte in a chain is flipped", |h| h.replace(CHAIN, "\"not-met\"", "\"not-mft\""), "bad-line", CHAIN),
    (
        "an answer in a chain is changed",
        |h| h.replace(CHAIN, "\"not-met\"", "\"met\""),
        "line-changed",
        CHAIN,
    ),
    (
        "an answer is changed and everything after it forged",
        |h| {
            h.forge(CHAIN, |events| {
                for event in events {
                    if let Change::RowAnswered { answer, .. } = &mut event.change {
                        *answer = Answer::Met;
                    }
                }
            });
        },
        "sealed-event-missing",
        CHAIN,
    ),
    (
        "the newest event's time is changed and its head forged",
        |h| h.forge(SECOND, |events| events[2].at = at(9)),
        "sealed-event-missing",
        SECOND,
    ),
    ("a line is removed", |h| h.lines(CHAIN, |lines| drop(lines.remove(3))), "seq-gap", CHAIN),
    ("two lines are swapped", |h| h.lines(CHAIN, |lines| lines.swap(2, 3)), "seq-gap", CHAIN),
    ("a line is doubled", |h| h.lines(CHAIN, |lines| lines.insert(3, lines[2].clone())), "seq-gap", CHAIN),
    (
        "an event is added at the end of a chain, links and head forged",
        |h| {
            h.forge(CHAIN, |events| {
                let mut event = events[3].clone();
                event.change = answered("c-9", "plan", Answer::Met);
                events.push(event);
            });
        },
        "after-seal",
        CHAIN,
    ),
    ("the last event is cut off", |h| h.lines(CHAIN, |lines| drop(lines.pop())), "last-event-missing", CHAIN),
    (
        "the last event is cut off and the head forged",
        |h| h.forge(CHAIN, |events| drop(events.pop())),
        "sealed-event-missing",
        CHAIN,
    ),
    (
        "the event that closed the round is cut off and the head forged",
        |h| h.forge(SECOND, |events| drop(events.pop())),
        "seal-not-recorded",
        SEAL,
    ),
    (
        "the last line is torn",
        |h| {
            let text = h.text(CHAIN);
            h.write(CHAIN, &text[..text.len() - 9]);
        },
        "torn-line",
        CHAIN,
    ),
    (
        "a chain file is added",
        |h| {
            let name = "journal/ปลอม.03030303.jsonl";
            h.write(name, h.text(CHAIN).replace("\"by\":\"มะลิ\"", "\"by\":\"ปลอม\""));
            h.forge(name, |events| events.truncate(3));
        },
        "after-seal",
        "journal/ปลอม.03030303.jsonl",
    ),
    (
        "a chain is removed with its head",
        |h| (h.remove(CHAIN), h.remove(HEAD)).0,
        "sealed-event-missing",
        CHAIN,
    ),
    ("a chain is emptied", |h| h.write(CHAIN, ""), "sealed-event-missing", CHAIN),
    (
        "a chain is renamed with its head",
        |h| {
            h.rename(CHAIN, "journal/อื่น.01010101.jsonl");
            h.rename(HEAD, "journal/อื่น.01010101.head");
        },
        "sealed-event-missing",
        CHAIN,
    ),
    (
        "a chain is renamed to no chain's name",
        |h| h.rename(SECOND, "journal/สมชาย.jsonl"),
        "chain-name",
        "journal/สมชาย.jsonl",
    ),
    ("a head is removed", |h| h.remove(HEAD), "missing", HEAD),
    ("a head is damaged", |h| h.write(HEAD, "0000\n"), "json", HEAD),
    (
        "a head names another event",
        |h| h.write(HEAD, format!("{}\n", Digest::of(b"x"))),
        "last-event-missing",
        CHAIN,
    ),
    ("the seal is removed", |h| h.remove(SEAL), "missing", SEAL),
    (
        "the seal is renamed to another round",
        |h| h.rename(SEAL, "seals/2570-2.json"),
        "seal-of-other",
        "seals/2570-2.json",
    ),
    (
        "the seal's signature is changed",
        |h| {
            let mut seal = h.seal();
            seal.signature = key().sign(crate::signature::Purpose::Seal, b"something else");
            h.write(SEAL, seal.to_json());
        },
        "seal-broken",
        SEAL,
    ),
    (
        "the seal's statement is changed",
        |h| h.replace(SEAL, "\"as_of\": \"2026-11-25\"", "\"as_of\": \"2026-11-26\""),
        "seal-broken",
        SEAL,
    ),
    (
        "the seal's public key is swapped",
        |h| {
            let mut seal = h.seal();
            seal.key = SealKey::from_seed(&[6; 32]).public();
            h.write(SEAL, seal.to_json());
        },
        "seal-broken",
        SEAL,
    ),
    (
        "the seal is signed anew with another key",
        |h| h.write(SEAL, Seal::new(h.seal().statement, &SealKey::from_seed(&[6; 32])).to_json()),
        "seal-key",
        SEAL,
    ),
    (
        "the seal is that of another folder",
        |h| {
            let mut statement = h.seal().statement;
            statement.assessment = AssessmentId::from_random([8; 16]);
            h.write(SEAL, Seal::new(statement, &key()).to_json());
        },
        "seal-of-other",
        SEAL,
    ),
    ("the seal is written otherwise", |h| h.write(SEAL, h.text(SEAL).replace("  ", "\t")), "json", SEAL),
    ("a scan is changed", |h| h.replace(SCAN, "\"scanned\":10", "\"scanned\":11"), "changed", SCAN),
    ("a scan is removed", |h| h.remove(SCAN), "missing", SCAN),
    ("copied evidence is changed", |h| h.write(&copy(h), "proog"), "changed", "evidence/"),
    ("copied evidence is removed", |h| h.remove(&copy(h)), "missing", "evidence/"),
    (
        "evidence by reference is changed",
        |h| h.write("../proof.txt", "proog"),
        "reference-changed",
        "../proof.txt",
    ),
    ("evidence by reference is removed", |h| h.remove("../proof.txt"), "reference-missing", "../proof.txt"),
    (
        "phrom.yaml is changed",
        |h| h.replace("phrom.yaml", "กรมตัวอย่าง", "กรมอื่น"),
        "sealed-file-changed",
        "phrom.yaml",
    ),
    ("phrom.yaml is removed", |h| h.remove("phrom.yaml"), "missing", "phrom.yaml"),
    (
        "a pack is changed",
        |h| h.replace("packs/sample/pack.yaml", "1.0.0", "1.0.1"),
        "pack-changed",
        "packs/sample",
    ),
    (
        "a pack is removed",
        |h| fs::remove_dir_all(h.at("packs/sample")).unwrap(),
        "pack-missing",
        "packs/sample",
    ),
    (
        "packs.lock is changed",
        |h| h.replace("packs.lock", "\"1.0.0\"", "\"1.0.1\""),
        "sealed-file-changed",
        "packs.lock",
    ),
    ("a detector is changed", |h| h.write(DETECTOR, "rule: other\n"), "sealed-file-changed", DETECTOR),
    ("a detector is removed", |h| h.remove(DETECTOR), "sealed-file-changed", DETECTOR),
    (
        "a detector is added",
        |h| h.write("detectors/new.yaml", "rule: new\n"),
        "sealed-file-changed",
        "detectors/new.yaml",
    ),
    (
        "a link stands in the place of a chain",
        |h| {
            h.rename(CHAIN, "../chain");
            std::os::unix::fs::symlink(h.at("../chain"), h.at(CHAIN)).unwrap();
        },
        "symbolic-link",
        CHAIN,
    ),
];

fn copy(hand: &Hand<'_>) -> String {
    format!("evidence/{}", files::names(&hand.at("evidence")).unwrap()[0])
}

fn copy_tree(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_tree(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn found(folder: &Path) -> Vec<(String, String)> {
    let faults = Folder::open(folder).unwrap().verify(&mut |_| ());
    let serious = faults.into_iter().filter(|fault| fault.weight() == crate::fault::Weight::Integrity);
    let name = |fault: &Fault| serde_json::to_value(fault).unwrap()["fault"].as_str().unwrap().to_owned();
    serious.map(|fault| (name(&fault), fault.file)).collect()
}

#[test]
fn every_way_of_tampering_is_found_by_name() {
    assert!(WAYS.len() >= 20);
    let (dir, folder) = sealed();
    let mut missed = Vec::new();
    for (n, (what, tamper, name, file)) in WAYS.iter().enumerate() {
        // Beside its own copy of the evidence by reference.
        let beside = dir.path().join(n.to_string());
        fs::create_dir(&beside).unwrap();
        fs::copy(dir.path().join("proof.txt"), beside.join("proof.txt")).unwrap();
        let tampered = beside.join("folder");
        copy_tree(&folder, &tampered);
        assert_eq!(found(&tampered), [], "{what}: the copy");
        tamper(&Hand(&tampered));
        let found = found(&tampered);
        if !found.iter().any(|(kind, at)| kind == name && at.starts_with(file)) {
            missed.push(format!("{what}: {name} at {file} expected, found {found:?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// The limit of what a folder can say of itself: who removes the seal and the event that closed the
/// round, and forges the head, leaves a folder that was never sealed. Only who knows that there was a
/// seal, and by which key, can tell.
#[test]
fn a_folder_stripped_of_its_seal_is_an_unsealed_one() {
    let (_dir, folder) = sealed();
    let hand = Hand(&folder);
    hand.forge(SECOND, |events| drop(events.pop()));
    hand.remove(SEAL);
    assert_eq!(found(&folder), []);
    assert!(Folder::open(&folder).unwrap().seals().is_empty());
}
