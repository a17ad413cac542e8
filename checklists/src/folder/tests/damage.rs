//! Journals cut, flipped and read by an older version: named, never fatal, and nothing lost.

use super::*;
use crate::fault::Weight;
use crate::json::JsonFault;

const CHAIN: &str = "journal/มะลิ.01010101.jsonl";

/// A folder with five answers and no writer.
fn answered_folder() -> (TempDir, PathBuf) {
    let (dir, mut folder) = made();
    folder.begin_writing(&identity("มะลิ", 1)).unwrap();
    for (i, answer) in
        [Answer::Met, Answer::Partial, Answer::NotMet, Answer::Met, Answer::Met].iter().enumerate()
    {
        folder.append(at(i as i64), answered("c-1", &format!("row-{i}"), *answer)).unwrap();
    }
    (dir, folder.dir)
}

fn answers(folder: &Folder) -> usize {
    folder.state().answers.len()
}

#[test]
fn a_journal_cut_anywhere_keeps_all_before_the_cut() {
    let (_dir, dir) = answered_folder();
    let path = dir.join(CHAIN);
    let whole = fs::read(&path).unwrap();
    let ends: Vec<usize> =
        whole.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(i, _)| i + 1).collect();
    let head = fs::read(dir.join("journal/มะลิ.01010101.head")).unwrap();
    let from = ends[ends.len() - 3];
    for cut in from..whole.len() {
        fs::write(&path, &whole[..cut]).unwrap();
        fs::write(dir.join("journal/มะลิ.01010101.head"), &head).unwrap();
        let left = ends.iter().filter(|&&end| end <= cut).count();
        let mut folder = Folder::open(&dir).unwrap();
        assert_eq!(answers(&folder), left - 1, "cut at {cut}");
        let faults = folder.verify(&mut |_| ());
        let torn = faults.iter().any(|f| f.kind == FaultKind::TornLine && f.file == CHAIN);
        assert_eq!(torn, !ends.contains(&cut), "cut at {cut}: {faults:?}");
        assert!(
            faults.iter().any(|f| matches!(f.kind, FaultKind::LastEventMissing { .. })),
            "cut at {cut}: {faults:?}"
        );

        folder.begin_writing(&identity("มะลิ", 1)).unwrap();
        folder.append(at(99), answered("c-2", "plan", Answer::Met)).unwrap();
        let again = Folder::open(&dir).unwrap();
        assert_eq!(answers(&again), left, "cut at {cut}");
        assert_eq!(answer(&again, "c-2", "plan"), Some(Answer::Met));
        let faults = again.verify(&mut |_| ());
        assert!(faults.iter().all(|f| f.weight() == Weight::Notice), "cut at {cut}: {faults:?}");
        let aside: Vec<String> = files::names(&dir.join("journal"))
            .unwrap()
            .into_iter()
            .filter(|name| name.contains(".torn-") || name.contains(".lost-"))
            .collect();
        assert_eq!(faults.len(), aside.len(), "what was set aside is told");
        let torn = aside.iter().find(|name| name.contains(".torn-"));
        assert_eq!(torn.is_some(), !ends.contains(&cut));
        if let Some(torn) = torn {
            let start = ends[left - 1];
            assert_eq!(fs::read(dir.join("journal").join(torn)).unwrap(), &whole[start..cut]);
        }
        for name in aside {
            fs::remove_file(dir.join("journal").join(name)).unwrap();
        }
    }
}

#[test]
fn every_flipped_byte_is_found_at_its_line() {
    let (_dir, dir) = answered_folder();
    let path = dir.join(CHAIN);
    let whole = fs::read(&path).unwrap();
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        fs::write(&path, &bytes).unwrap();
        let line = whole[..at].iter().filter(|&&b| b == b'\n').count() as u64 + 1;
        let faults = match Folder::open(&dir) {
            Ok(folder) => folder.verify(&mut |_| ()),
            Err(error) => panic!("byte {at}: {error}"),
        };
        let named = |f: &&Fault| {
            f.file == CHAIN
                && f.line.is_some_and(|l| l.abs_diff(line) <= 1)
                && f.weight() == Weight::Integrity
        };
        assert!(faults.iter().any(|f| named(&f)), "byte {at} of line {line}: {faults:?}");
        // A line end that is no longer one joins two lines or tears the last.
        if whole[at] != b'\n' && bytes[at] != b'\n' {
            assert!(faults.iter().any(|f| f.file == CHAIN && f.line == Some(line)), "byte {at}: {faults:?}");
        }
    }
}

#[test]
fn a_flipped_byte_in_the_middle_leaves_the_rest_writable() {
    let (_dir, dir) = answered_folder();
    let path = dir.join(CHAIN);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("row-1", "row 1", 1)).unwrap();
    let mut folder = Folder::open(&dir).unwrap();
    assert_eq!(answers(&folder), 4);
    let found: Vec<_> = folder.faults.iter().map(|f| (f.line, f.kind.clone())).collect();
    let bad = FaultKind::BadLine { json: JsonFault::Shape };
    assert_eq!(found, [(Some(3), FaultKind::LineChanged), (Some(3), bad)]);
    folder.begin_writing(&identity("มะลิ", 1)).unwrap();
    folder.append(at(9), answered("c-1", "row-1", Answer::Met)).unwrap();
    assert_eq!(answers(&Folder::open(&dir).unwrap()), 5);
}

#[test]
fn lines_missing_doubled_or_swapped_are_found() {
    let (_dir, dir) = answered_folder();
    let path = dir.join(CHAIN);
    let whole = fs::read(&path).unwrap();
    let lines: Vec<&[u8]> = whole.split_inclusive(|&b| b == b'\n').collect();
    let table: [(&str, Vec<&[u8]>, u64); 4] = [
        ("the first is missing", lines[1..].to_vec(), 1),
        ("one is missing", [&lines[..2], &lines[3..]].concat(), 3),
        ("one is there twice", [&lines[..3], &lines[2..]].concat(), 4),
        ("two are swapped", vec![lines[0], lines[2], lines[1], lines[3], lines[4], lines[5]], 2),
    ];
    for (what, lines, line) in table {
        fs::write(&path, lines.concat()).unwrap();
        let faults = Folder::open(&dir).unwrap().faults;
        let gap = |f: &Fault| matches!(f.kind, FaultKind::SeqGap { .. }) && f.line == Some(line);
        assert!(faults.iter().any(gap), "{what}: {faults:?}");
        assert!(faults.iter().any(|f| f.kind == FaultKind::LineChanged), "{what}: {faults:?}");
    }
}

#[test]
fn a_chain_taken_away_is_missed() {
    let (_dir, dir) = answered_folder();
    let mut folder = Folder::open(&dir).unwrap();
    folder.begin_writing(&identity("อนันต์", 2)).unwrap();
    folder.append(at(9), answered("c-1", "row-9", Answer::Met)).unwrap();
    drop(folder);
    fs::remove_file(dir.join(CHAIN)).unwrap();
    let folder = Folder::open(&dir).unwrap();
    assert_eq!(answers(&folder), 1);
    assert!(folder.faults.contains(&Fault::of_file(CHAIN, FaultKind::Missing)));
    let seen = |f: &Fault| matches!(f.kind, FaultKind::SeenMissing { .. }) && f.line == Some(1);
    assert!(folder.faults.iter().any(seen), "{:?}", folder.faults);
}

#[test]
fn what_a_newer_version_wrote_is_kept_and_makes_the_folder_read_only() {
    for (from, to) in [("row-answered", "row-sung"), (r#"{"schema":1"#, r#"{"schema":7"#)] {
        let (_dir, dir) = answered_folder();
        let path = dir.join(CHAIN);
        let text = fs::read_to_string(&path).unwrap();
        let at_line = text.rfind('\n').and_then(|end| text[..end].rfind('\n')).unwrap() + 1;
        let text = format!("{}{}", &text[..at_line], text[at_line..].replace(from, to));
        fs::write(&path, &text).unwrap();
        let last = text.lines().last().unwrap();
        fs::write(dir.join("journal/มะลิ.01010101.head"), format!("{}\n", Digest::of(last.as_bytes())))
            .unwrap();
        let mut folder = Folder::open(&dir).unwrap();
        assert_eq!(answers(&folder), 4, "{to}");
        assert!(folder.read_only());
        assert_eq!(folder.faults.len(), 1, "{:?}", folder.faults);
        assert_eq!((folder.faults[0].line, folder.faults[0].weight()), (Some(6), Weight::Integrity));
        let refused = folder.begin_writing(&identity("มะลิ", 1)).unwrap_err();
        assert!(matches!(refused, WriteError::ReadOnly));
        assert_eq!(fs::read_to_string(&path).unwrap(), text, "nothing is dropped");
    }
}

#[test]
fn a_chain_of_another_assessment_is_left_out() {
    let (_dir, dir) = answered_folder();
    let other = tempfile::tempdir().unwrap();
    let mut stranger = Folder::create(
        &other.path().join("other"),
        "schema: 1\nname: ก\npacks: []\n",
        &[],
        &identity("อนันต์", 2),
        at(-5000),
        "2571-1".parse().unwrap(),
        &AssessmentId::from_random([8; 16]),
    )
    .unwrap();
    stranger.begin_writing(&identity("อนันต์", 2)).unwrap();
    stranger.append(at(-4999), answered("c-1", "row-0", Answer::NotMet)).unwrap();
    let name = "journal/อนันต์.02020202.jsonl";
    fs::copy(stranger.dir.join(name), dir.join(name)).unwrap();
    let folder = Folder::open(&dir).unwrap();
    assert_eq!(folder.round.to_string(), "2570-1");
    assert_eq!(answer(&folder, "c-1", "row-0"), Some(Answer::Met));
    assert_eq!(folder.faults, [Fault::of_line(name, 1, FaultKind::OtherAssessment)]);
}

#[test]
fn a_chain_under_another_name_is_found() {
    let (_dir, dir) = answered_folder();
    let journal = dir.join("journal");
    fs::rename(dir.join(CHAIN), journal.join("อนันต์.01010101.jsonl")).unwrap();
    fs::remove_file(journal.join("มะลิ.01010101.head")).unwrap();
    let folder = Folder::open(&dir).unwrap();
    assert_eq!(answers(&folder), 5);
    assert_eq!(folder.faults, [Fault::of_line("journal/อนันต์.01010101.jsonl", 1, FaultKind::OtherAuthor)]);
}

#[test]
fn damaged_parts_are_named_and_the_rest_opens() {
    let (_dir, dir) = answered_folder();
    fs::write(dir.join("phrom.yaml"), "schema: 1\nname: ก\nname: ข\npacks: [sample]\n").unwrap();
    fs::write(dir.join("packs.lock"), "{\"schema\":1,\"packs\":[],\"packs\":[]}").unwrap();
    let folder = Folder::open(&dir).unwrap();
    assert_eq!(answers(&folder), 5);
    assert!(folder.agency.is_none() && folder.packs.is_empty());
    let found: Vec<_> = folder.faults.iter().map(|f| (f.file.as_str(), f.line)).collect();
    assert_eq!(found, [("packs.lock", Some(1)), ("phrom.yaml", Some(3))]);
    assert!(matches!(folder.faults[1].kind, FaultKind::Yaml { .. }));
    let json = FaultKind::Json { json: JsonFault::DuplicateKey("packs".to_owned()) };
    assert_eq!(folder.faults[0].kind, json);
}

#[test]
fn a_newer_lock_makes_the_folder_read_only() {
    let (_dir, dir) = answered_folder();
    fs::write(dir.join("packs.lock"), "{\"schema\":2,\"packs\":{}}").unwrap();
    let mut folder = Folder::open(&dir).unwrap();
    assert!(folder.faults.contains(&Fault::of_file("packs.lock", FaultKind::NewerSchema { schema: 2 })));
    assert!(matches!(folder.begin_writing(&identity("มะลิ", 1)).unwrap_err(), WriteError::ReadOnly));
}

#[test]
fn packs_are_checked_against_their_lock() {
    let (_dir, dir) = answered_folder();
    let pack = dir.join("packs/sample/pack.yaml");
    let kinds = || {
        let faults = Folder::open(&dir).unwrap().faults;
        faults.into_iter().map(|f| (f.file, f.kind)).collect::<Vec<_>>()
    };
    let sample = || "sample".parse().unwrap();
    fs::write(&pack, PACK.replace("en: Sample", "en: Simple")).unwrap();
    assert_eq!(kinds(), [("packs/sample".to_owned(), FaultKind::PackChanged { pack: sample() })]);
    fs::write(&pack, "schema: [\n").unwrap();
    assert!(matches!(&kinds()[..], [(file, FaultKind::Yaml { .. })] if file == "packs/sample/pack.yaml"));
    fs::remove_dir_all(dir.join("packs/sample")).unwrap();
    assert_eq!(kinds(), [("packs/sample".to_owned(), FaultKind::PackMissing { pack: sample() })]);
}

#[test]
fn no_event_at_all_is_told_with_its_reasons() {
    let (_dir, dir) = answered_folder();
    fs::write(dir.join(CHAIN), "x\nx\n").unwrap();
    match Folder::open(&dir).unwrap_err() {
        OpenError::NoEvents { faults, .. } => {
            assert!(faults.iter().any(|f| matches!(f.kind, FaultKind::BadLine { .. })), "{faults:?}");
        }
        other => panic!("{other}"),
    }
}
