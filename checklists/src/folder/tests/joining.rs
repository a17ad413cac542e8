//! A folder that came on a stick.

use proptest::prelude::*;

use super::people::{clone_to, two_clones};
use super::*;
use crate::answer::EvidenceKind;
use crate::folder::Attachment;

fn says(folder: &mut Folder, second: i64, control: &str, answer: Answer) -> Digest {
    folder.append(at(second), answered(control, "plan", answer)).unwrap()
}

fn journal(folder: &Folder) -> BTreeMap<String, Vec<u8>> {
    let dir = folder.dir.join("journal");
    let names = files::names(&dir).unwrap().into_iter().filter(|name| name.ends_with(".jsonl"));
    names.map(|name| (name.clone(), fs::read(dir.join(name)).unwrap())).collect()
}

#[test]
fn what_two_said_apart_is_in_both_afterwards() {
    let (_dir, mut first, mut second) = two_clones();
    says(&mut first, 1, "c-1", Answer::Met);
    says(&mut second, 2, "c-1", Answer::NotMet);
    says(&mut second, 3, "c-2", Answer::Met);
    let joined = first.join(&second.dir).unwrap();
    assert_eq!(joined.events.values().sum::<u64>(), 2);
    // It goes on writing its own chain, and knows what it was told.
    says(&mut first, 4, "c-1", Answer::Partial);
    assert_eq!(second.join(&first.dir).unwrap().events.values().sum::<u64>(), 2);
    assert_eq!(first.join(&second.dir).unwrap(), Joined::default());
    assert_eq!(journal(&first), journal(&second));
    for folder in [&first, &second] {
        assert_eq!(answer(folder, "c-1", "plan"), Some(Answer::Partial));
        assert_eq!(folder.verify(&mut |_| ()), []);
    }
}

#[test]
fn scans_copies_and_detectors_come_along() {
    let (dir, mut first, mut second) = two_clones();
    let paper = dir.path().join("แผน.pdf");
    fs::write(&paper, b"plan").unwrap();
    let attachment = Attachment {
        rows: vec![row("c-1", "plan")],
        dated: None,
        pages: None,
        name: "แผน.pdf".to_owned(),
        kind: EvidenceKind::File,
        place: paper.to_string_lossy().into_owned(),
        expires: None,
        copy: true,
    };
    second.attach(at(1), &paper, &attachment, &mut |_| ()).unwrap();
    second.record_scan(at(2), &scans::scan("2026-10-01T00:00:00Z", &["/srv"], &["/srv/a"])).unwrap();
    fs::write(second.dir.join("detectors/own.yaml"), "x: 1\n").unwrap();
    says(&mut second, 3, "c-1", Answer::Met);
    fs::write(first.dir.join("phrom.yaml"), "schema: 1\nname: กรมอื่น\npacks: [sample]\n").unwrap();
    let joined = first.join(&second.dir).unwrap();
    assert_eq!(joined.files.len(), 3, "{joined:?}");
    assert_eq!(joined.kept.iter().collect::<Vec<_>>(), ["phrom.yaml"]);
    assert_eq!(joined.missing, []);
    let known: Vec<_> =
        first.verify(&mut |_| ()).into_iter().filter(|f| f.kind != FaultKind::ChangedNotRecorded).collect();
    assert_eq!(known, []);

    // Bytes that are not what was recorded are not taken, and that is told.
    let copy = fs::read_dir(second.dir.join("evidence")).unwrap().next().unwrap().unwrap().path();
    fs::write(&copy, b"forged").unwrap();
    let (_third_dir, mut third) = made();
    let joined = third.join(&second.dir).unwrap();
    assert!(matches!(joined.missing[..], [Fault { kind: FaultKind::Changed { .. }, .. }]), "{joined:?}");
    assert!(fs::read_dir(third.dir.join("evidence")).unwrap().next().is_none());
}

#[test]
fn what_cannot_be_joined_changes_nothing() {
    let (dir, mut first, mut second) = two_clones();
    says(&mut second, 1, "c-1", Answer::Met);
    let before = journal(&first);

    assert!(matches!(first.join(&dir.path().join("nowhere")), Err(JoinError::Open(_))));
    let own = first.dir.clone();
    assert!(matches!(first.join(&own), Err(JoinError::Itself)));

    let other = dir.path().join("other");
    let yaml = "schema: 1\nname: กรมอื่น\npacks: [sample]\n";
    let id = AssessmentId::from_random([8; 16]);
    let round = "2570-1".parse().unwrap();
    Folder::create(&other, yaml, &[pack()], &identity("มะลิ", 9), at(0), round, &id).unwrap();
    assert!(matches!(first.join(&other), Err(JoinError::OtherAssessment)));

    // The same writer went on in two copies.
    let twin = dir.path().join("twin");
    clone_to(&first.dir, &twin);
    says(&mut first, 2, "c-1", Answer::Partial);
    let mut twin = Folder::open(&twin).unwrap();
    twin.begin_writing(&identity("มะลิ", 1)).unwrap();
    says(&mut twin, 3, "c-1", Answer::NotMet);
    let diverged = first.join(&twin.dir);
    assert!(matches!(diverged, Err(JoinError::Diverged { line: 2, .. })), "{diverged:?}");

    // A damaged journal.
    let path = second.dir.join("journal/อนันต์.02020202.jsonl");
    let bytes = fs::read_to_string(&path).unwrap();
    fs::write(&path, bytes.replacen("met", "not", 1)).unwrap();
    let damaged = first.join(&second.dir);
    assert!(matches!(damaged, Err(JoinError::Damaged { theirs: true, .. })), "{damaged:?}");

    // Somebody writes to a chain that would grow.
    fs::write(&path, bytes).unwrap();
    let mut holder = Folder::open(&first.dir).unwrap();
    holder.begin_writing(&identity("อนันต์", 2)).unwrap();
    let locked = first.join(&second.dir);
    assert!(matches!(locked, Err(JoinError::Write(WriteError::Locked { .. }))), "{locked:?}");
    drop(holder);

    let mut after = journal(&first);
    after.retain(|name, _| name != "มะลิ.01010101.jsonl");
    let mut before = before;
    before.retain(|name, _| name != "มะลิ.01010101.jsonl");
    assert_eq!(after, before);
    assert_eq!(answer(&first, "c-1", "plan"), Some(Answer::Partial));
}

/// An older copy of one's own folder catches up with the newer one.
#[test]
fn an_older_copy_catches_up() {
    let (dir, mut first, _second) = two_clones();
    let backup = dir.path().join("backup");
    clone_to(&first.dir, &backup);
    says(&mut first, 1, "c-1", Answer::Met);
    let mut backup = Folder::open(&backup).unwrap();
    backup.begin_writing(&identity("มะลิ", 1)).unwrap();
    assert_eq!(backup.join(&first.dir).unwrap().events.values().sum::<u64>(), 1);
    says(&mut backup, 2, "c-2", Answer::Met);
    assert_eq!(backup.verify(&mut |_| ()), []);
}

/// Cut short after any number of bytes, what is there has seen only what is there.
#[test]
fn cut_short_it_goes_on() {
    let (dir, mut first, mut second) = two_clones();
    for round in 0..4 {
        says(&mut first, round * 10 + 1, "c-1", Answer::Met);
        second.join(&first.dir).unwrap();
        says(&mut second, round * 10 + 2, "c-1", Answer::NotMet);
        first.join(&second.dir).unwrap();
    }
    says(&mut first, 100, "c-1", Answer::Met);
    let whole = journal(&first);
    let (_fresh_dir, fresh) = made();
    // The same writes as joining does, broken off after each byte of all of them.
    let segments = fresh.new_lines(&first).unwrap();
    assert!(segments.len() > 6);
    let total: usize = whole.values().map(Vec::len).sum();
    for cut in (0..total).step_by(61) {
        let partial = dir.path().join(format!("cut-{cut}"));
        clone_to(&fresh.dir, &partial);
        let mut left = cut;
        for segment in &segments {
            let chain = &first.chains[segment.chain];
            let name = format!("{}.jsonl", chain.identity.chain());
            let lines: Vec<&[u8]> = whole[&name].split_inclusive(|&b| b == b'\n').collect();
            let bytes = lines[segment.lines.clone()].concat();
            let bytes = &bytes[..bytes.len().min(left)];
            left -= bytes.len();
            let path = partial.join("journal").join(&name);
            let mut there = fs::read(&path).unwrap_or_default();
            there.extend_from_slice(bytes);
            if !there.is_empty() {
                fs::write(&path, there).unwrap();
            }
        }
        let mut partial = Folder::open(&partial).unwrap();
        let torn = |fault: &Fault| fault.kind == FaultKind::TornLine;
        assert!(partial.faults.iter().all(torn), "{cut}: {:?}", partial.faults);
        partial.join(&first.dir).unwrap();
        assert_eq!(partial.state(), first.state(), "{cut}");
        let set_aside = |fault: &Fault| fault.kind == FaultKind::SetAside;
        assert!(partial.verify(&mut |_| ()).iter().all(set_aside), "{cut}");
    }
}

#[derive(Debug, Clone)]
enum Act {
    Say { who: usize, control: usize, answer: Answer },
    Undo { who: usize },
    Join { from: usize, to: usize },
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let answer = prop_oneof![Just(Answer::Met), Just(Answer::Partial), Just(Answer::NotMet)];
    let act = prop_oneof![
        4 => (0..3_usize, 0..2_usize, answer)
            .prop_map(|(who, control, answer)| Act::Say { who, control, answer }),
        1 => (0..3_usize).prop_map(|who| Act::Undo { who }),
        3 => (0..3_usize, 0..3_usize).prop_map(|(from, to)| Act::Join { from, to }),
    ];
    prop::collection::vec(act, 1..16)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    /// Three clones, two of them one person's on two machines, answer and join in any order: whoever
    /// joins last with everybody, and in whatever order, has the same state, and nothing said is lost.
    #[test]
    fn every_order_of_joining_gives_the_same_state(acts in acts(), order in 0..6_usize) {
        let dir = tempfile::tempdir().unwrap();
        let origin = make(&dir.path().join("origin"));
        let writers = [identity("มะลิ", 1), identity("มะลิ", 2), identity("อนันต์", 3)];
        let mut clones: Vec<Folder> = Vec::new();
        for (i, writer) in writers.iter().enumerate() {
            let path = dir.path().join(format!("clone-{i}"));
            clone_to(&origin.dir, &path);
            let mut clone = Folder::open(&path).unwrap();
            clone.begin_writing(writer).unwrap();
            clones.push(clone);
        }
        let mut said: BTreeSet<Digest> = BTreeSet::new();
        for (second, act) in (1..).zip(acts) {
            match act {
                Act::Say { who, control, answer } => {
                    said.insert(says(&mut clones[who], second, &format!("c-{control}"), answer));
                }
                Act::Undo { who } => {
                    let last = clones[who].events().rfind(|(_, e)| e.change.can_be_undone());
                    if let Some((event, _)) = last {
                        said.insert(clones[who].append(at(second), Change::Undone { event }).unwrap());
                    }
                }
                Act::Join { from, to } if from != to => {
                    let from = clones[from].dir.clone();
                    clones[to].join(&from).unwrap();
                }
                Act::Join { .. } => {}
            }
        }
        let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        let gather = |order: [usize; 3], name: &str| {
            let path = dir.path().join(name);
            clone_to(&origin.dir, &path);
            let mut all = Folder::open(&path).unwrap();
            for from in order {
                all.join(&clones[from].dir).unwrap();
            }
            all
        };
        let one = gather(orders[0], "one");
        let other = gather(orders[order], "other");
        prop_assert_eq!(one.state(), other.state());
        prop_assert_eq!(journal(&one), journal(&other));
        let there: BTreeSet<Digest> = other.events().map(|(digest, _)| digest).collect();
        prop_assert!(said.is_subset(&there));
        prop_assert_eq!(other.verify(&mut |_| ()), vec![]);
        // In pairs first, then together: grouping changes nothing either.
        let [a, b, c] = orders[order];
        let (from_a, from_b) = (clones[a].dir.clone(), clones[b].dir.clone());
        clones[b].join(&from_a).unwrap();
        clones[c].join(&from_b).unwrap();
        prop_assert_eq!(clones[c].state(), one.state());
    }
}

/// Joining touches the disk: fewer than proptest's own number, unless one is asked for.
fn cases() -> u32 {
    match ProptestConfig::default().cases {
        256 => 24,
        asked => asked,
    }
}
