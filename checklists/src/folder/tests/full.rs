//! A disk that is full: a file-size limit in a process of its own stands for it.

use std::process::Command;

use super::*;
use crate::answer::EvidenceKind;

/// Runs one of the tests below in a process that may write at most `blocks` of 512 bytes (1024 in
/// some shells) into a file.
fn limited(test: &str, dir: &Path, blocks: u32) {
    let output = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f \"$1\"; shift; exec \"$@\"", "sh", &blocks.to_string()])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", &format!("folder::tests::full::{test}"), "--nocapture"])
        .env("PHROM_TEST_FULL", dir)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 passed"));
}

#[expect(clippy::disallowed_methods, reason = "how a test tells its other process where to work")]
fn place() -> Option<PathBuf> {
    std::env::var_os("PHROM_TEST_FULL").map(PathBuf::from)
}

fn names(dir: &Path) -> Vec<String> {
    files::names(dir).unwrap()
}

#[test]
fn inside_appending() {
    let Some(dir) = place() else { return };
    let mut folder = Folder::open(&dir).unwrap();
    folder.begin_writing(&identity("มะลิ", 1)).unwrap();
    let mut written = 0;
    let error = loop {
        let row = format!("row-{written}");
        match folder.append(at(written), answered("c-1", &row, Answer::Met)) {
            Ok(_) => written += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(error, WriteError::Io(_)), "{error}");
    assert!(written > 2, "{written}");
    for folder in [&folder, &Folder::open(&dir).unwrap()] {
        assert_eq!(folder.state().answers.len() as i64, written);
        assert_eq!(folder.faults, []);
    }
    // And again: the refusal itself changes nothing.
    assert!(folder.append(at(99), answered("c-1", "row-99", Answer::Met)).is_err());
    fs::write(dir.join("reports/written"), written.to_string()).unwrap();
}

#[test]
fn appending_to_a_full_disk_keeps_what_was_there() {
    let (_dir, folder) = made();
    limited("inside_appending", &folder.dir, 6);
    let written: usize = fs::read_to_string(folder.dir.join("reports/written")).unwrap().parse().unwrap();
    let mut again = Folder::open(&folder.dir).unwrap();
    assert_eq!(again.verify(&mut |_| ()), []);
    again.begin_writing(&identity("มะลิ", 1)).unwrap();
    again.append(at(100), answered("c-2", "plan", Answer::Met)).unwrap();
    assert_eq!(again.state().answers.len(), written + 1);
}

#[test]
fn inside_storing() {
    let Some(dir) = place() else { return };
    let mut folder = Folder::open(&dir).unwrap();
    folder.begin_writing(&identity("มะลิ", 1)).unwrap();
    let scan = super::scans::scan("2026-11-25T02:29:00Z", &["/srv"], &vec!["/srv/a.csv"; 400]);
    let refused = folder.record_scan(at(1), &scan).unwrap_err();
    assert!(matches!(refused, WriteError::Io(_)), "{refused}");
    let attachment = Attachment {
        rows: vec![row("c-1", "plan")],
        dated: None,
        pages: None,
        name: "แผน".to_owned(),
        kind: EvidenceKind::File,
        place: "/srv/large.pdf".to_owned(),
        expires: None,
        copy: true,
    };
    let refused = folder.attach(at(2), &dir.join("reports/large.pdf"), &attachment, &mut |_| ()).unwrap_err();
    assert!(matches!(refused, AttachError::Write(WriteError::Io(_))), "{refused}");
    let refused = Folder::create(
        &dir.join("reports/new"),
        &format!("schema: 1\nname: ก\npacks: []\n{}", "#".repeat(20_000)),
        &[],
        &identity("มะลิ", 1),
        at(0),
        folder.round,
        &folder.assessment,
    )
    .unwrap_err();
    assert!(matches!(refused, CreateError::Io(_)), "{refused}");
}

#[test]
fn storing_on_a_full_disk_leaves_nothing_behind() {
    let (_dir, folder) = made();
    fs::write(folder.dir.join("reports/large.pdf"), vec![0; 100_000]).unwrap();
    limited("inside_storing", &folder.dir, 8);
    let again = Folder::open(&folder.dir).unwrap();
    assert_eq!(again.verify(&mut |_| ()), []);
    assert_eq!(again.events().count(), 1);
    assert_eq!(names(&folder.dir.join("scans")), [""; 0]);
    assert_eq!(names(&folder.dir.join("evidence")), [""; 0]);
    assert_eq!(names(&folder.dir.join("reports")), ["large.pdf"]);
}
