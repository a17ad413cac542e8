//! Rounds and seals on a real folder: what is kept, what is suggested, what is closed.

use super::*;
use crate::answer::{Evidence, EvidenceKind, NotApplicable};
use crate::folder::{RoundBeginError, SealError};
use crate::journal::Round;
use crate::signature::SealKey;
use crate::suggestions::suggestions;

fn round(written: &str) -> Round {
    written.parse().unwrap()
}

fn day() -> jiff::civil::Date {
    jiff::civil::date(2027, 10, 1)
}

fn cited(control: &str, row: &str, place: &str) -> Change {
    let evidence = Evidence {
        name: place.to_owned(),
        kind: EvidenceKind::Cited,
        sha256: None,
        bytes: None,
        place: place.to_owned(),
        copied: false,
        dated: None,
        pages: None,
        expires: None,
    };
    Change::EvidenceAttached { subject: subject(control), rev: Some(1), row: row.parse().unwrap(), evidence }
}

fn fact(value: &str) -> Change {
    Change::FactSet { fact: "is-cii".parse().unwrap(), system: None, value: value.to_owned() }
}

fn mark(control: &str, expires: jiff::civil::Date) -> Change {
    let mark =
        NotApplicable { reason: "ไม่มี".to_owned(), approver: "ผอ.".to_owned(), expires };
    Change::NotApplicableSet { subject: subject(control), rev: Some(1), mark }
}

/// A round with something of everything, and the writer at work.
fn answered_round() -> (TempDir, Folder) {
    let (dir, mut folder) = made();
    folder.begin_writing(&identity("มะลิ", 1)).unwrap();
    let owner = Change::OwnerSet {
        subject: subject("c-1"), rev: Some(1), owner: Some("ฝ่ายกฎหมาย".into())
    };
    let remark = Change::RemarkSet {
        subject: subject("c-1"), rev: Some(1), text: "รออนุมัติ".into()
    };
    for (second, change) in [
        answered("c-1", "plan", Answer::Met),
        answered("c-1", "test", Answer::NotMet),
        cited("c-1", "plan", "ตู้ 3"),
        mark("c-2", jiff::civil::date(2028, 1, 1)),
        mark("c-3", day()),
        fact("true"),
        owner,
        remark,
    ]
    .into_iter()
    .enumerate()
    {
        folder.append(at(second as i64 + 1), change).unwrap();
    }
    (dir, folder)
}

#[test]
fn a_new_round_suggests_and_answers_nothing() {
    let (_dir, mut folder) = answered_round();
    folder.begin_round(at(20), round("2571-1"), round("2570-1")).unwrap();
    let again = Folder::open(&folder.dir).unwrap();
    for folder in [&folder, &again] {
        assert_eq!(folder.faults, []);
        assert_eq!((folder.round, folder.earlier_round()), (round("2571-1"), Some(round("2570-1"))));
        let state = folder.state();
        assert!(state.answers.is_empty() && state.not_applicable.is_empty());
        assert!(state.evidence.is_empty() && state.facts.is_empty());
        assert_eq!(state.owners.len(), 1);
        assert_eq!(state.remarks[&subject("c-1")].heads[0].value, "รออนุมัติ");
        let earlier = folder.state_of(round("2570-1"));
        assert_eq!(earlier.answer(&subject("c-1"), &"plan".parse().unwrap()), Some(Answer::Met));
        let found = suggestions(round("2570-1"), &earlier, state, day());
        assert_eq!(found.answer(&subject("c-1"), &"test".parse().unwrap()), Some(Answer::NotMet));
        assert_eq!((found.answers.len(), found.evidence.len(), found.facts.len()), (2, 1, 1));
        // The other mark expires on this very day.
        assert_eq!(found.marks.keys().collect::<Vec<_>>(), [&subject("c-2")]);
    }
    assert_eq!(again.folded, folder.folded);
}

#[test]
fn what_the_new_round_speaks_of_is_no_longer_suggested() {
    let (_dir, mut folder) = answered_round();
    let before = folder.state().clone();
    folder.begin_round(at(20), round("2571-1"), round("2570-1")).unwrap();
    let left = |folder: &Folder| suggestions(round("2570-1"), &before, folder.state(), day());
    let row: RowId = "plan".parse().unwrap();
    let withdrawn = Change::RowCleared { subject: subject("c-1"), rev: Some(1), row };
    folder.append(at(21), withdrawn).unwrap();
    assert_eq!(left(&folder).answers.len(), 1);
    folder.append(at(22), answered("c-2", "plan", Answer::Met)).unwrap();
    assert!(left(&folder).marks.is_empty());
    folder.append(at(23), mark("c-1", jiff::civil::date(2029, 1, 1))).unwrap();
    assert!(left(&folder).answers.is_empty());
    folder.append(at(24), fact("false")).unwrap();
    assert!(left(&folder).facts.is_empty());
    folder.append(at(25), cited("c-1", "plan", "ตู้ 3")).unwrap();
    assert!(left(&folder).is_empty());
}

#[test]
fn what_is_kept_is_changed_by_the_new_round_alone() {
    let (_dir, mut folder) = answered_round();
    folder.begin_round(at(20), round("2571-1"), round("2570-1")).unwrap();
    let remark = Change::RemarkSet {
        subject: subject("c-1"), rev: Some(1), text: "อนุมัติแล้ว".into()
    };
    folder.append(at(21), remark).unwrap();
    let text = |state: &State| state.remarks[&subject("c-1")].heads[0].value.clone();
    assert_eq!(text(folder.state()), "อนุมัติแล้ว");
    assert_eq!(text(&folder.state_of(round("2570-1"))), "รออนุมัติ");
}

#[test]
fn rounds_go_forward_and_from_one_there_is() {
    let (_dir, mut folder) = answered_round();
    for (new, from) in [("2570-1", "2570-1"), ("2569-2", "2570-1")] {
        let refused = folder.begin_round(at(20), round(new), round(from)).unwrap_err();
        assert!(matches!(refused, RoundBeginError::NotLater { .. }), "{new}");
    }
    let refused = folder.begin_round(at(20), round("2571-1"), round("2569-1")).unwrap_err();
    assert!(matches!(refused, RoundBeginError::NoSuchRound { .. }));
    assert_eq!(folder.round, round("2570-1"));
    folder.append(at(21), fact("false")).unwrap();
}

#[test]
fn an_undo_does_not_reach_into_an_earlier_round() {
    let (_dir, mut folder) = answered_round();
    let last = folder.events().last().unwrap().0;
    folder.begin_round(at(20), round("2571-1"), round("2570-1")).unwrap();
    let refused = folder.append(at(21), Change::Undone { event: last }).unwrap_err();
    assert!(matches!(refused, WriteError::NotUndoable));
}

#[test]
fn a_sealed_round_is_closed_and_a_new_one_can_be_begun() {
    let (_dir, mut folder) = answered_round();
    let key = SealKey::from_seed(&[5; 32]);
    let seal = folder.seal(at(30), day(), &key, &mut |_| ()).unwrap();
    assert!(seal.holds() && seal.key == key.public());
    for folder in [&mut Folder::open(&folder.dir).unwrap(), &mut folder] {
        assert_eq!(folder.verify(&mut |_| ()), []);
        let own = identity("มะลิ", 1);
        if folder.writing_as().is_none() {
            // Another holds the chain; what is refused is refused before that is looked at.
            assert!(folder.is_sealed(folder.round));
            continue;
        }
        folder.begin_writing(&own).unwrap();
        let refused = folder.append(at(31), fact("false")).unwrap_err();
        assert!(matches!(refused, WriteError::Sealed { .. }));
    }
    let refused = folder.seal(at(32), day(), &key, &mut |_| ()).unwrap_err();
    assert!(matches!(refused, SealError::Sealed { .. }));
    folder.begin_round(at(40), round("2571-1"), round("2570-1")).unwrap();
    folder.append(at(41), fact("false")).unwrap();
    fs::write(folder.dir.join("detectors/own.yaml"), "rule: own\n").unwrap();
    folder.append(at(42), fact("true")).unwrap();
    assert_eq!(Folder::open(&folder.dir).unwrap().verify(&mut |_| ()), []);
}

#[test]
fn a_conflict_or_a_fault_stands_in_the_way() {
    let (_dir, mut folder) = answered_round();
    let key = SealKey::from_seed(&[5; 32]);
    let mut blind = Folder::open(&folder.dir).unwrap();
    blind.begin_writing(&identity("สมชาย", 2)).unwrap();
    folder.append(at(20), answered("c-4", "plan", Answer::Met)).unwrap();
    blind.append(at(21), answered("c-4", "plan", Answer::NotMet)).unwrap();
    let refused = folder.seal(at(30), day(), &key, &mut |_| ()).unwrap_err();
    assert!(matches!(refused, SealError::Conflicts { conflicts: 1 }));
    folder.append(at(31), answered("c-4", "plan", Answer::NotMet)).unwrap();
    fs::write(folder.dir.join("packs/sample/pack.yaml"), PACK.replace("1.0.0", "1.0.1")).unwrap();
    let refused = folder.seal(at(32), day(), &key, &mut |_| ()).unwrap_err();
    assert!(matches!(refused, SealError::Faults { .. }));
    assert!(!folder.is_sealed(folder.round));
    fs::write(folder.dir.join("packs/sample/pack.yaml"), PACK).unwrap();
    folder.seal(at(33), day(), &key, &mut |_| ()).unwrap();
}

#[test]
fn a_seal_cut_short_is_finished_with_its_own_key() {
    let (_dir, mut folder) = answered_round();
    let key = SealKey::from_seed(&[5; 32]);
    // As after a kill between the event and the file.
    folder.append(at(30), Change::RoundSealed { key: key.public() }).unwrap();
    assert!(matches!(folder.append(at(31), fact("false")), Err(WriteError::Sealed { .. })));
    let faults = folder.verify(&mut |_| ());
    assert_eq!(faults, [Fault::of_file("seals/2570-1.json", FaultKind::Missing)]);
    let other = SealKey::from_seed(&[6; 32]);
    let refused = folder.seal(at(32), day(), &other, &mut |_| ()).unwrap_err();
    assert!(matches!(refused, SealError::OtherKey { .. }));
    let events = folder.events().count();
    folder.seal(at(33), day(), &key, &mut |_| ()).unwrap();
    assert_eq!(folder.events().count(), events);
    assert_eq!(Folder::open(&folder.dir).unwrap().verify(&mut |_| ()), []);
}

#[test]
fn what_a_blind_clone_adds_after_the_seal_is_named_and_counts_for_nothing() {
    let (_dir, mut folder) = answered_round();
    let mut blind = Folder::open(&folder.dir).unwrap();
    blind.begin_writing(&identity("สมชาย", 2)).unwrap();
    let before = folder.state().clone();
    folder.seal(at(30), day(), &SealKey::from_seed(&[5; 32]), &mut |_| ()).unwrap();
    blind.append(at(31), answered("c-1", "test", Answer::Met)).unwrap();
    let again = Folder::open(&folder.dir).unwrap();
    let expected = [Fault::of_line("journal/สมชาย.02020202.jsonl", 1, FaultKind::AfterSeal)];
    assert_eq!(again.verify(&mut |_| ()), expected);
    assert_eq!(again.state(), &before);
}

#[test]
fn a_copy_gets_the_seal_and_cannot_bring_anything_into_the_round() {
    let (_dir, mut first, mut second) = super::people::two_clones();
    first.append(at(1), answered("c-1", "plan", Answer::Met)).unwrap();
    first.seal(at(2), day(), &SealKey::from_seed(&[5; 32]), &mut |_| ()).unwrap();
    let joined = second.join(&first.dir).unwrap();
    assert!(joined.files.contains("seals/2570-1.json"), "{joined:?}");
    assert!(second.is_sealed(second.round));
    assert_eq!(second.verify(&mut |_| ()), []);

    let (_dir, mut first, mut second) = super::people::two_clones();
    first.seal(at(2), day(), &SealKey::from_seed(&[5; 32]), &mut |_| ()).unwrap();
    second.append(at(3), answered("c-1", "plan", Answer::Met)).unwrap();
    let refused = second.join(&first.dir).unwrap_err();
    assert!(matches!(refused, crate::folder::JoinError::Sealed { .. }));
    let refused = first.join(&second.dir).unwrap_err();
    assert!(matches!(refused, crate::folder::JoinError::Sealed { .. }));
    assert_eq!(first.verify(&mut |_| ()), []);
}

#[test]
fn the_same_folder_and_key_give_the_same_seal() {
    let seal = || {
        let (_dir, mut folder) = answered_round();
        folder.seal(at(30), day(), &SealKey::from_seed(&[5; 32]), &mut |_| ()).unwrap();
        fs::read(folder.dir.join("seals/2570-1.json")).unwrap()
    };
    assert_eq!(seal(), seal());
}
