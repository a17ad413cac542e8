//! Evidence attached by reference and copied, and what becomes of it.

use super::*;
use crate::answer::{EvidenceKind, Removal};

fn attachment(place: &str, copy: bool) -> Attachment {
    Attachment {
        rows: vec![row("c-1", "plan")],
        dated: None,
        pages: None,
        name: "แผนรับมือเหตุการณ์".to_owned(),
        kind: EvidenceKind::File,
        place: place.to_owned(),
        expires: None,
        copy,
    }
}

fn writing() -> (TempDir, Folder) {
    let (dir, mut folder) = made();
    folder.begin_writing(&identity("มะลิ", 1)).unwrap();
    (dir, folder)
}

fn verify(folder: &Folder) -> Vec<(String, FaultKind)> {
    folder.verify(&mut |_| ()).into_iter().map(|f| (f.file, f.kind)).collect()
}

#[test]
fn a_reference_is_hashed_and_checked() {
    let (dir, mut folder) = writing();
    let file = dir.path().join("แผน.pdf");
    fs::write(&file, b"abc").unwrap();
    let place = file.to_str().unwrap().to_owned();
    let mut last = 0;
    folder.attach(at(1), &file, &attachment(&place, false), &mut |read| last = read).unwrap();
    assert_eq!(last, 3);
    // The same file by a path from the folder: found again wherever both are moved to.
    folder.attach(at(2), &file, &attachment("../แผน.pdf", false), &mut |_| ()).unwrap();
    assert_eq!(verify(&folder), []);
    assert_eq!(files::names(&folder.dir.join("evidence")).unwrap(), [""; 0]);
    let key = (subject("c-1"), RowId::new("plan").unwrap());
    let held = &folder.state().evidence[&key];
    assert_eq!(held.len(), 1, "the same bytes at one row are one piece");

    fs::write(&file, b"abd").unwrap();
    assert_eq!(verify(&folder), [("../แผน.pdf".to_owned(), FaultKind::ReferenceChanged)]);
    fs::write(&file, b"abcd").unwrap();
    assert_eq!(verify(&folder), [("../แผน.pdf".to_owned(), FaultKind::ReferenceChanged)]);
    fs::remove_file(&file).unwrap();
    assert_eq!(verify(&folder), [("../แผน.pdf".to_owned(), FaultKind::ReferenceMissing)]);
    fs::create_dir(&file).unwrap();
    assert_eq!(verify(&folder), [("../แผน.pdf".to_owned(), FaultKind::WrongType)]);

    let sha256 = Digest::of(b"abc").to_string();
    let detached =
        Change::EvidenceDetached { subject: key.0.clone(), rev: None, row: key.1.clone(), key: sha256 };
    folder.append(at(3), detached).unwrap();
    assert_eq!(verify(&folder), []);
}

#[test]
fn a_copy_lies_there_once_and_is_checked() {
    let (dir, mut folder) = writing();
    let file = dir.path().join("แผน.PDF");
    fs::write(&file, b"abc").unwrap();
    let mut other_row = attachment("ตู้ 3", true);
    other_row.rows = vec![row("c-1", "test")];
    folder.attach(at(1), &file, &attachment("ตู้ 3", true), &mut |_| ()).unwrap();
    folder.attach(at(2), &file, &other_row, &mut |_| ()).unwrap();
    let name = format!("{}.pdf", Digest::of(b"abc"));
    assert_eq!(files::names(&folder.dir.join("evidence")).unwrap(), [name.as_str()]);
    fs::remove_file(&file).unwrap();
    assert_eq!(verify(&folder), [], "the original may go");

    let copy = folder.dir.join("evidence").join(&name);
    let path = format!("evidence/{name}");
    fs::write(&copy, b"abd").unwrap();
    let (expected, found) = (Digest::of(b"abc").to_string(), Digest::of(b"abd").to_string());
    assert_eq!(verify(&folder), [(path, FaultKind::Changed { expected, found })]);
    fs::remove_file(&copy).unwrap();
    assert_eq!(verify(&folder), [(format!("evidence/{}", Digest::of(b"abc")), FaultKind::Missing)]);
}

#[test]
fn endings_are_kept_where_they_are_plain() {
    let (dir, mut folder) = writing();
    for (i, (name, ending)) in
        [("a.tar.gz", "gz"), ("b", "bin"), ("c.ไทย", "bin"), ("d.verylongending", "bin"), (".e", "bin")]
            .iter()
            .enumerate()
    {
        let file = dir.path().join(name);
        fs::write(&file, format!("{i}")).unwrap();
        folder.attach(at(i as i64), &file, &attachment("ตู้", true), &mut |_| ()).unwrap();
        let expected = format!("{}.{ending}", Digest::of(i.to_string().as_bytes()));
        assert!(folder.dir.join("evidence").join(expected).is_file(), "{name}");
    }
    assert_eq!(verify(&folder), []);
}

#[test]
fn only_files_are_evidence() {
    let (dir, mut folder) = writing();
    let refused = folder.attach(at(1), dir.path(), &attachment("ตู้", true), &mut |_| ()).unwrap_err();
    assert!(matches!(refused, AttachError::NotAFile));
    let refused =
        folder.attach(at(1), &dir.path().join("none"), &attachment("ตู้", true), &mut |_| ()).unwrap_err();
    assert!(matches!(refused, AttachError::Read(_)));
    let file = dir.path().join("a");
    fs::write(&file, b"abc").unwrap();
    let refused = folder.attach(at(1), &file, &attachment(" ", true), &mut |_| ()).unwrap_err();
    assert!(matches!(refused, AttachError::Write(WriteError::Change(_))));
    assert_eq!(files::names(&folder.dir.join("evidence")).unwrap(), [""; 0], "no copy without its event");
    assert_eq!(folder.events().count(), 1);
}

#[test]
fn a_copy_that_no_event_names_is_told() {
    let (_dir, folder) = writing();
    fs::write(folder.dir.join("evidence/left.pdf"), b"abc").unwrap();
    assert_eq!(verify(&folder), [("evidence/left.pdf".to_owned(), FaultKind::NotRecorded)]);
}

/// One document, many rows: read once, kept once, deleted once.
#[test]
fn removed_evidence_keeps_its_hash_and_who_and_why() {
    let (dir, mut folder) = made();
    folder.begin_writing(&identity("มะลิ", 1)).unwrap();
    let paper = dir.path().join("บัญชี.xlsx");
    fs::write(&paper, b"names").unwrap();
    let rows = vec![row("c-1", "plan"), row("c-1", "test"), row("c-2", "plan")];
    let attachment = Attachment {
        rows,
        pages: Some("3-5,9".parse().unwrap()),
        dated: Some(jiff::civil::date(2026, 9, 1)),
        ..attachment(&paper.to_string_lossy(), true)
    };
    let mut read = 0;
    folder.attach(at(1), &paper, &attachment, &mut |bytes| read = bytes).unwrap();
    assert_eq!(read, 5);
    assert_eq!(folder.state().evidence.len(), 3);
    assert_eq!(files::names(&folder.dir.join("evidence")).unwrap().len(), 1);

    let sha256 = Digest::of(b"names");
    let removal = Removal {
        reason: "มีข้อมูลส่วนบุคคลเกินจำเป็น".to_owned()
    };
    assert!(folder.remove_evidence(at(2), sha256, removal.clone()).unwrap());
    assert!(files::names(&folder.dir.join("evidence")).unwrap().is_empty());
    assert_eq!(verify(&folder), []);
    let held = &folder.state().removed[&sha256.to_string()];
    assert_eq!((held.heads[0].by.as_str(), &held.heads[0].value), ("มะลิ", &Some(removal.clone())));
    assert_eq!(folder.state().evidence.len(), 3, "what it proved is still known");
    assert_eq!(Folder::open(&folder.dir).unwrap().folded, folder.folded);
    assert!(!folder.remove_evidence(at(3), sha256, removal.clone()).unwrap());
    assert_eq!(folder.events().filter(|(_, e)| e.change.kind() == "evidence-removed").count(), 1);

    // It comes back with an older copy of the folder: told, and deleted when asked again.
    let name = format!("evidence/{sha256}.xlsx");
    fs::write(folder.dir.join(&name), b"names").unwrap();
    assert_eq!(verify(&folder), [(name, FaultKind::NotRemoved)]);
    assert!(folder.remove_evidence(at(4), sha256, removal).unwrap());
    assert_eq!(verify(&folder), []);

    // Attached again, it is there again.
    folder.attach(at(5), &paper, &attachment, &mut |_| ()).unwrap();
    assert!(folder.state().removed.is_empty());
    assert_eq!(verify(&folder), []);

    let empty = Removal { reason: " ".to_owned() };
    assert!(matches!(folder.remove_evidence(at(6), sha256, empty), Err(WriteError::Change(_))));
    assert_eq!(files::names(&folder.dir.join("evidence")).unwrap().len(), 1);
}

/// One deletes the bytes, another proves a second row with them: who deletes them then, knowing both,
/// says why, and it holds.
#[test]
fn removing_what_was_attached_again_decides() {
    let (dir, mut first, mut second) = people::two_clones();
    let paper = dir.path().join("บัญชี.xlsx");
    fs::write(&paper, b"names").unwrap();
    let sha256 = Digest::of(b"names");
    let removal = |reason: &str| Removal { reason: reason.to_owned() };
    first.attach(at(1), &paper, &attachment("ตู้ 3", true), &mut |_| ()).unwrap();
    second.join(&first.dir).unwrap();
    assert!(second.remove_evidence(at(2), sha256, removal("ไม่จำเป็นแล้ว")).unwrap());
    let other_row = Attachment { rows: vec![row("c-1", "test")], ..attachment("ตู้ 3", true) };
    first.attach(at(3), &paper, &other_row, &mut |_| ()).unwrap();
    first.join(&second.dir).unwrap();
    assert_eq!(first.state().removed[&sha256.to_string()].heads.len(), 2);
    assert_eq!(verify(&first), [], "it may lie there until somebody decides");

    assert!(first.remove_evidence(at(4), sha256, removal("มีข้อมูลเกินจำเป็น")).unwrap());
    let held = &first.state().removed[&sha256.to_string()];
    assert_eq!(held.heads.len(), 1);
    assert_eq!(held.heads[0].value, Some(removal("มีข้อมูลเกินจำเป็น")));
    assert_eq!(verify(&first), []);
}
