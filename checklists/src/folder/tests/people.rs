//! Several people, clones and processes.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use super::*;
use crate::answer::NotApplicable;

/// Copies a folder as a clone is: everything but the locks.
pub(super) fn clone_to(folder: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            clone_to(&entry.path(), &target);
        } else if entry.path().extension().is_none_or(|ending| ending != "lock")
            || target.ends_with("packs.lock")
        {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Copies the journals of one clone into another, as a merge of files that only one side wrote does.
fn merge(from: &Path, to: &Path) {
    for name in files::names(&from.join("journal")).unwrap() {
        let (theirs, ours) = (from.join("journal").join(&name), to.join("journal").join(&name));
        let longer = |path: &Path| fs::metadata(path).map_or(0, |m| m.len());
        if name.ends_with(".jsonl") && longer(&theirs) > longer(&ours) {
            fs::copy(&theirs, &ours).unwrap();
            let head = name.replace(".jsonl", ".head");
            fs::copy(from.join("journal").join(&head), to.join("journal").join(&head)).unwrap();
        }
    }
}

pub(super) fn two_clones() -> (TempDir, Folder, Folder) {
    let (dir, first) = made();
    let second = dir.path().join("clone");
    clone_to(&first.dir, &second);
    let mut first = first;
    first.begin_writing(&identity("มะลิ", 1)).unwrap();
    let mut second = Folder::open(&second).unwrap();
    second.begin_writing(&identity("อนันต์", 2)).unwrap();
    (dir, first, second)
}

fn mark() -> Change {
    Change::NotApplicableSet {
        subject: subject("c-1"),
        rev: Some(1),
        mark: NotApplicable {
            reason: "ไม่มีการโอนข้อมูล".to_owned(),
            approver: "ผู้อำนวยการ".to_owned(),
            expires: jiff::civil::date(2027, 9, 30),
        },
    }
}

#[test]
fn two_clones_conflict_until_one_decides() {
    let (_dir, mut first, mut second) = two_clones();
    first.append(at(1), answered("c-1", "plan", Answer::Met)).unwrap();
    second.append(at(2), answered("c-1", "plan", Answer::NotMet)).unwrap();
    second.append(at(3), answered("c-1", "test", Answer::Met)).unwrap();
    merge(&second.dir, &first.dir);
    merge(&first.dir, &second.dir);
    first.reload().unwrap();
    second.reload().unwrap();
    assert_eq!(first.state(), second.state());
    assert_eq!((&first.faults[..], &second.faults[..]), (&[][..], &[][..]));
    let key = (subject("c-1"), RowId::new("plan").unwrap());
    let held = &first.state().answers[&key];
    assert!(held.conflict() && held.heads.len() == 2);
    assert_eq!(answer(&first, "c-1", "plan"), Some(Answer::NotMet), "the worse counts");
    assert_eq!(answer(&first, "c-1", "test"), Some(Answer::Met));

    let names = |folder: &Folder| folder.chains().iter().map(|c| c.identity.chain()).collect::<Vec<_>>();
    assert_eq!(names(&first), names(&second));

    // A decision has seen both; it is an event like any other.
    first.append(at(4), answered("c-1", "plan", Answer::Partial)).unwrap();
    merge(&first.dir, &second.dir);
    second.reload().unwrap();
    for folder in [&first, &second] {
        assert_eq!(folder.state().answers[&key].heads.len(), 1);
        assert_eq!(answer(folder, "c-1", "plan"), Some(Answer::Partial));
        assert_eq!(folder.verify(&mut |_| ()), []);
    }
}

#[test]
fn an_undo_across_clones_gives_the_other_side_way() {
    let (_dir, mut first, mut second) = two_clones();
    first.append(at(1), answered("c-1", "plan", Answer::Met)).unwrap();
    let theirs = second.append(at(2), answered("c-1", "plan", Answer::NotMet)).unwrap();
    merge(&second.dir, &first.dir);
    first.reload().unwrap();
    first.append(at(3), Change::Undone { event: theirs }).unwrap();
    assert_eq!(answer(&first, "c-1", "plan"), Some(Answer::Met));
    // Meanwhile the other answered again, without knowing that it was undone: that stands.
    second.append(at(4), answered("c-1", "plan", Answer::Partial)).unwrap();
    merge(&first.dir, &second.dir);
    merge(&second.dir, &first.dir);
    first.reload().unwrap();
    second.reload().unwrap();
    assert_eq!(first.state(), second.state());
    assert_eq!(answer(&first, "c-1", "plan"), Some(Answer::Partial));
    assert_eq!(first.verify(&mut |_| ()), []);
}

#[test]
fn a_mark_and_an_answer_that_did_not_know_of_each_other_are_disputed() {
    let (_dir, mut first, mut second) = two_clones();
    first.append(at(1), mark()).unwrap();
    second.append(at(2), answered("c-1", "plan", Answer::Met)).unwrap();
    merge(&second.dir, &first.dir);
    first.reload().unwrap();
    assert!(first.state().disputed_marks.contains(&subject("c-1")));
    // Marking again, now knowing the answer, decides it.
    first.append(at(3), mark()).unwrap();
    assert!(first.state().disputed_marks.is_empty());

    second.append(at(4), answered("c-1", "plan", Answer::Partial)).unwrap();
    merge(&first.dir, &second.dir);
    second.reload().unwrap();
    assert!(second.state().disputed_marks.contains(&subject("c-1")));
    let cleared = Change::NotApplicableCleared { subject: subject("c-1"), rev: Some(1) };
    second.append(at(5), cleared).unwrap();
    assert!(second.state().disputed_marks.is_empty());
}

#[test]
fn a_clock_that_ran_backwards_changes_nothing() {
    let (_dir, mut first, mut second) = two_clones();
    first.append(at(1000), answered("c-1", "plan", Answer::Met)).unwrap();
    merge(&first.dir, &second.dir);
    second.reload().unwrap();
    second.append(at(-1000), answered("c-1", "plan", Answer::Partial)).unwrap();
    merge(&second.dir, &first.dir);
    first.reload().unwrap();
    assert_eq!(answer(&first, "c-1", "plan"), Some(Answer::Partial), "the later event knew the earlier");
    let order: Vec<_> = first.events().map(|(_, e)| e.by.to_string()).collect();
    assert_eq!(order, ["มะลิ", "มะลิ", "อนันต์"]);
}

#[test]
fn an_event_does_not_go_astray_when_the_chain_is_changed_from_outside() {
    let (_dir, mut folder) = made();
    let path = folder.dir.join("journal/มะลิ.01010101.jsonl");
    folder.begin_writing(&identity("มะลิ", 1)).unwrap();
    folder.append(at(1), answered("c-1", "plan", Answer::Met)).unwrap();
    let bytes = fs::read(&path).unwrap();
    // As git does: a new file under the old name.
    fs::remove_file(&path).unwrap();
    fs::write(&path, &bytes).unwrap();
    let refused = folder.append(at(2), answered("c-1", "plan", Answer::Partial)).unwrap_err();
    assert!(matches!(refused, WriteError::ChangedOutside), "{refused}");
    assert_eq!(answer(&folder, "c-1", "plan"), Some(Answer::Met));
    folder.reload().unwrap();
    folder.append(at(2), answered("c-1", "plan", Answer::Partial)).unwrap();

    fs::write(&path, [&fs::read(&path).unwrap()[..], b"x\n"].concat()).unwrap();
    let refused = folder.append(at(3), answered("c-1", "plan", Answer::NotMet)).unwrap_err();
    assert!(matches!(refused, WriteError::ChangedOutside), "{refused}");
    assert_eq!(answer(&Folder::open(&folder.dir).unwrap(), "c-1", "plan"), Some(Answer::Partial));
}

#[test]
fn what_grew_between_reading_and_taking_is_read_again() {
    let (_dir, mut slow) = made();
    let mut quick = Folder::open(&slow.dir).unwrap();
    quick.begin_writing(&identity("มะลิ", 1)).unwrap();
    quick.append(at(1), answered("c-1", "plan", Answer::Met)).unwrap();
    drop(quick);
    slow.begin_writing(&identity("มะลิ", 1)).unwrap();
    slow.append(at(2), answered("c-1", "test", Answer::Met)).unwrap();
    assert_eq!(answer(&slow, "c-1", "plan"), Some(Answer::Met));
    assert_eq!(slow.verify(&mut |_| ()), []);
}

#[test]
fn a_first_event_that_fails_leaves_no_chain() {
    let (_dir, mut folder) = made();
    folder.begin_writing(&identity("กานดา", 3)).unwrap();
    let long = Change::RemarkSet { subject: subject("c-1"), rev: None, text: "ก".repeat(30_000) };
    assert!(matches!(folder.append(at(1), long).unwrap_err(), WriteError::Change(_)));
    let path = folder.dir.join("journal/กานดา.03030303.jsonl");
    fs::create_dir(&path).unwrap();
    assert!(folder.append(at(1), answered("c-1", "plan", Answer::Met)).is_err());
    assert_eq!(folder.chains().len(), 1);
    fs::remove_dir(&path).unwrap();
    folder.append(at(1), answered("c-1", "plan", Answer::Met)).unwrap();
    let again = Folder::open(&folder.dir).unwrap();
    assert_eq!(again.folded, folder.folded);

    // A chain that was taken away is not begun anew.
    let mut folder = again;
    folder.begin_writing(&identity("มะลิ", 1)).unwrap();
    fs::remove_file(folder.dir.join("journal/มะลิ.01010101.jsonl")).unwrap();
    let refused = folder.append(at(2), answered("c-1", "test", Answer::Met)).unwrap_err();
    assert!(matches!(refused, WriteError::ChangedOutside), "{refused}");
    assert!(!folder.dir.join("journal/มะลิ.01010101.jsonl").exists());
}

/// Not a test by itself: the other process of the test below.
#[test]
#[expect(clippy::disallowed_methods, reason = "how a test tells its other process where to work")]
fn other_process() {
    let Some(dir) = std::env::var_os("PHROM_TEST_HOLD") else { return };
    let mut folder = Folder::open(Path::new(&dir)).unwrap();
    folder.begin_writing(&identity("มะลิ", 1)).unwrap();
    let mut out = std::io::stdout().lock();
    writeln!(out, "\nheld").unwrap();
    out.flush().unwrap();
    let _ = std::io::stdin().read_line(&mut String::new());
}

#[test]
fn a_second_process_is_refused_with_the_others_pid() {
    let (_dir, mut folder) = made();
    let mut other = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "folder::tests::people::other_process", "--nocapture"])
        .env("PHROM_TEST_HOLD", &folder.dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(other.stdout.take().unwrap()).lines();
    assert!(lines.map_while(Result::ok).any(|line| line == "held"));
    let refused = folder.begin_writing(&identity("มะลิ", 1)).unwrap_err();
    assert!(matches!(refused, WriteError::Locked { pid: Some(pid) } if pid == other.id()), "{refused}");
    // The system lets go of the lock of a process that is killed.
    other.kill().unwrap();
    other.wait().unwrap();
    folder.begin_writing(&identity("มะลิ", 1)).unwrap();
}
