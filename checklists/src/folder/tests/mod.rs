//! Whole folders on a real disk: made, written, damaged, joined.

mod damage;
mod evidence;
mod full;
mod hostile;
mod joining;
mod people;
mod rounds;
mod scans;
mod sealed;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use tempfile::TempDir;

use super::*;
use crate::answer::{Answer, Subject};
use crate::fault::FaultKind;
use crate::id::{ControlId, RowId};
use crate::journal::{Author, Pin, WriterId};
use crate::load;

fn identity(author: &str, writer: u8) -> Identity {
    Identity { author: Author::new(author).unwrap(), writer: WriterId::from_random([writer; 4]) }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).unwrap()
}

/// The smallest pack there can be; what it asks does not matter here.
const PACK: &str = "\
schema: 1
id: sample
version: 1.0.0
status: preview
title: {th: ตัวอย่าง, en: Sample}
about: {th: ตัวอย่าง, en: Sample}
sources: []
sections: []
";

fn pack() -> PackFiles {
    let files: BTreeMap<String, Vec<u8>> = [("pack.yaml".to_owned(), PACK.into())].into();
    let pack = load::read_files(&files).unwrap().pack;
    let sha256 = Digest::parse(&pack.sha256).unwrap();
    PackFiles { pin: Pin { id: pack.head.id, version: pack.head.version, sha256 }, files }
}

fn make(dir: &Path) -> Folder {
    let assessment = AssessmentId::from_random([7; 16]);
    let round = "2570-1".parse().unwrap();
    let yaml = "schema: 1\nname: กรมตัวอย่าง\npacks: [sample]\n";
    Folder::create(dir, yaml, &[pack()], &identity("มะลิ", 1), at(0), round, &assessment).unwrap()
}

fn made() -> (TempDir, Folder) {
    let dir = tempfile::tempdir().unwrap();
    let folder = make(&dir.path().join("กรม"));
    (dir, folder)
}

fn subject(control: &str) -> Subject {
    Subject { control: ControlId::new(control).unwrap(), system: None }
}

fn row(control: &str, row: &str) -> RowPlace {
    RowPlace { subject: subject(control), rev: Some(1), row: RowId::new(row).unwrap() }
}

fn answered(control: &str, row: &str, answer: Answer) -> Change {
    Change::RowAnswered { subject: subject(control), rev: Some(1), row: RowId::new(row).unwrap(), answer }
}

fn answer(folder: &Folder, control: &str, row: &str) -> Option<Answer> {
    folder.state().answer(&subject(control), &RowId::new(row).unwrap())
}

#[test]
fn a_new_folder_opens_without_a_fault() {
    let (_dir, folder) = made();
    assert_eq!(folder.faults, []);
    assert_eq!(folder.round.to_string(), "2570-1");
    assert_eq!(folder.events().map(|(_, e)| e.change.kind()).collect::<Vec<_>>(), ["assessment-begun"]);
    let mut names = files::names(&folder.dir).unwrap();
    names.retain(|name| !name.starts_with('.'));
    let expected =
        ["detectors", "evidence", "journal", "packs", "packs.lock", "phrom.yaml", "reports", "scans"];
    assert_eq!(names, expected);
}

#[test]
fn answers_are_there_after_reopening() {
    let (_dir, mut folder) = made();
    folder.begin_writing(&identity("มะลิ", 1)).unwrap();
    folder.append(at(1), answered("c-1", "plan", Answer::Met)).unwrap();
    folder.append(at(2), answered("c-1", "test", Answer::Partial)).unwrap();
    folder.append(at(3), answered("c-1", "plan", Answer::NotMet)).unwrap();
    let again = Folder::open(&folder.dir).unwrap();
    for folder in [&folder, &again] {
        assert_eq!(answer(folder, "c-1", "plan"), Some(Answer::NotMet));
        assert_eq!(answer(folder, "c-1", "test"), Some(Answer::Partial));
        assert_eq!(folder.faults, []);
    }
    assert_eq!(again.folded, folder.folded);
}

#[test]
fn undo_and_redo() {
    let (_dir, mut folder) = made();
    folder.begin_writing(&identity("มะลิ", 1)).unwrap();
    folder.append(at(1), answered("c-1", "plan", Answer::Met)).unwrap();
    let changed = folder.append(at(2), answered("c-1", "plan", Answer::NotMet)).unwrap();
    let undo = folder.append(at(3), Change::Undone { event: changed }).unwrap();
    assert_eq!(answer(&folder, "c-1", "plan"), Some(Answer::Met));
    assert!(folder.is_undone(&changed));
    folder.append(at(4), Change::Undone { event: undo }).unwrap();
    assert_eq!(answer(&folder, "c-1", "plan"), Some(Answer::NotMet));
    let (begun, _) = folder.events().next().unwrap();
    let refused = folder.append(at(5), Change::Undone { event: begun }).unwrap_err();
    assert!(matches!(refused, WriteError::NotUndoable));
}

#[test]
fn only_an_empty_place_is_taken() {
    let dir = tempfile::tempdir().unwrap();
    let empty = dir.path().join("empty");
    fs::create_dir(&empty).unwrap();
    assert_eq!(make(&empty).faults, []);
    let assessment = AssessmentId::from_random([7; 16]);
    let again = Folder::create(
        &empty,
        "schema: 1\n",
        &[],
        &identity("มะลิ", 1),
        at(0),
        "2570-1".parse().unwrap(),
        &assessment,
    );
    assert!(matches!(again.unwrap_err(), CreateError::NotEmpty { .. }));
    assert_eq!(Folder::open(&empty).unwrap().faults, []);
    assert!(matches!(Folder::open(dir.path()).unwrap_err(), OpenError::NoAssessment { .. }));
}

#[test]
fn a_folder_that_was_not_made_to_its_end_says_so() {
    let (_dir, folder) = made();
    fs::remove_file(folder.dir.join("phrom.yaml")).unwrap();
    assert!(matches!(Folder::open(&folder.dir).unwrap_err(), OpenError::HalfMade { .. }));
}

#[test]
fn a_change_by_hand_is_recorded_before_the_next_event() {
    let (_dir, mut folder) = made();
    fs::write(folder.dir.join("phrom.yaml"), "schema: 1\nname: กรมใหม่\npacks: [sample]\n").unwrap();
    fs::write(folder.dir.join("detectors/own.yaml"), "rule: own\n").unwrap();
    folder.begin_writing(&identity("มะลิ", 1)).unwrap();
    folder.append(at(1), answered("c-1", "plan", Answer::Met)).unwrap();
    folder.append(at(2), answered("c-1", "plan", Answer::Met)).unwrap();
    fs::remove_file(folder.dir.join("detectors/own.yaml")).unwrap();
    folder.append(at(3), answered("c-1", "plan", Answer::Met)).unwrap();
    let kinds: Vec<_> = folder.events().map(|(_, e)| e.change.kind()).skip(1).collect();
    let expected =
        ["file-changed", "file-changed", "row-answered", "row-answered", "file-changed", "row-answered"];
    assert_eq!(kinds, expected);
}

#[test]
fn a_chain_is_written_by_one_at_a_time() {
    let (_dir, mut folder) = made();
    folder.begin_writing(&identity("มะลิ", 1)).unwrap();
    let mut second = Folder::open(&folder.dir).unwrap();
    let refused = second.begin_writing(&identity("มะลิ", 1)).unwrap_err();
    assert!(matches!(refused, WriteError::Locked { pid: Some(pid) } if pid == std::process::id()));
    second.begin_writing(&identity("มะลิ", 2)).unwrap();
    drop(folder);
    Folder::open(&second.dir).unwrap().begin_writing(&identity("มะลิ", 1)).unwrap();
}

#[test]
fn files_that_are_none_of_ours_are_told() {
    use std::os::unix::ffi::OsStrExt;
    let (_dir, folder) = made();
    fs::write(folder.dir.join("journal/x.jsonl"), "").unwrap();
    fs::write(folder.dir.join(std::ffi::OsStr::from_bytes(b"journal/\xff.jsonl")), "").unwrap();
    let again = Folder::open(&folder.dir).unwrap();
    let expected =
        ["journal/x.jsonl", "journal/\u{fffd}.jsonl"].map(|file| Fault::of_file(file, FaultKind::ChainName));
    assert_eq!(again.faults, expected);
}
