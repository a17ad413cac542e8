//! A folder made by somebody who means harm: nothing outside it is read as ours or written.

use std::os::unix::fs::symlink;
use std::process::Command;

use super::*;
use crate::answer::EvidenceKind;

/// A folder, and a file outside it that must stay as it is.
fn with_victim() -> (TempDir, Folder, PathBuf) {
    let (dir, folder) = made();
    let victim = dir.path().join("victim");
    fs::write(&victim, "untouched\n").unwrap();
    (dir, folder, victim)
}

fn untouched(victim: &Path) {
    assert_eq!(fs::read_to_string(victim).unwrap(), "untouched\n");
}

#[test]
fn a_link_in_place_of_a_lock_head_or_chain_is_not_followed() {
    for name in ["มะลิ.01010101.lock", "มะลิ.01010101.head", "มะลิ.01010101.jsonl"] {
        let (_dir, folder, victim) = with_victim();
        let dir = folder.dir.clone();
        drop(folder);
        let path = dir.join("journal").join(name);
        let _ = fs::remove_file(&path);
        symlink(&victim, &path).unwrap();
        let written = Folder::open(&dir).map(|mut folder| {
            folder.begin_writing(&identity("มะลิ", 1))?;
            folder.append(at(1), answered("c-1", "plan", Answer::Met))
        });
        untouched(&victim);
        if !name.ends_with(".head") {
            assert!(!matches!(written, Ok(Ok(_))), "{name}");
        }
    }
}

#[test]
fn a_link_in_place_of_a_folder_is_not_followed() {
    let (dir, mut folder, _) = with_victim();
    let elsewhere = dir.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    folder.begin_writing(&identity("มะลิ", 1)).unwrap();
    for name in ["evidence", "scans", "detectors"] {
        fs::remove_dir(folder.dir.join(name)).unwrap();
        symlink(&elsewhere, folder.dir.join(name)).unwrap();
    }
    let attachment = Attachment {
        rows: vec![row("c-1", "plan")],
        dated: None,
        pages: None,
        name: "แผน".to_owned(),
        kind: EvidenceKind::File,
        place: "ตู้".to_owned(),
        expires: None,
        copy: true,
    };
    assert!(folder.attach(at(1), &folder.dir.join("phrom.yaml"), &attachment, &mut |_| ()).is_err());
    let scan = super::scans::scan("2026-11-25T02:29:00Z", &["/srv"], &[]);
    assert!(folder.record_scan(at(1), &scan).is_err());
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
    let links: Vec<_> = folder.verify(&mut |_| ());
    for name in ["evidence", "scans"] {
        assert!(links.contains(&Fault::of_file(name, FaultKind::SymbolicLink)), "{links:?}");
    }

    fs::rename(folder.dir.join("journal"), elsewhere.join("journal")).unwrap();
    symlink(elsewhere.join("journal"), folder.dir.join("journal")).unwrap();
    assert!(matches!(Folder::open(&folder.dir).unwrap_err(), OpenError::NoEvents { .. }));
}

#[test]
fn a_link_or_pipe_in_place_of_what_is_recorded_is_named() {
    let (_dir, mut folder, victim) = with_victim();
    folder.begin_writing(&identity("มะลิ", 1)).unwrap();
    let scan = super::scans::scan("2026-11-25T02:29:00Z", &["/srv"], &[]);
    folder.record_scan(at(1), &scan).unwrap();
    let file = format!("scans/{}", folder.state().scans[0].file);
    fs::remove_file(folder.dir.join(&file)).unwrap();
    // Opening a pipe to read it would wait for ever.
    assert!(Command::new("mkfifo").arg(folder.dir.join(&file)).status().unwrap().success());
    assert_eq!(folder.verify(&mut |_| ()), [Fault::of_file(&file, FaultKind::WrongType)]);
    fs::remove_file(folder.dir.join(&file)).unwrap();
    symlink(&victim, folder.dir.join(&file)).unwrap();
    assert_eq!(folder.verify(&mut |_| ()), [Fault::of_file(&file, FaultKind::SymbolicLink)]);

    symlink("/dev/zero", folder.dir.join("detectors/zero.yaml")).unwrap();
    fs::remove_file(folder.dir.join("phrom.yaml")).unwrap();
    symlink("/dev/zero", folder.dir.join("phrom.yaml")).unwrap();
    let again = Folder::open(&folder.dir).unwrap();
    assert!(again.faults.contains(&Fault::of_file("phrom.yaml", FaultKind::SymbolicLink)));
    assert!(
        again.verify(&mut |_| ()).contains(&Fault::of_file("detectors/zero.yaml", FaultKind::SymbolicLink))
    );
}

#[test]
fn a_pack_with_a_name_that_leads_out_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["../x.yaml", ".hidden", "a/b.yaml", ""] {
        let mut bad = pack();
        bad.files.insert(name.to_owned(), b"x".to_vec());
        let refused = Folder::create(
            &dir.path().join("new"),
            "schema: 1\n",
            &[bad],
            &identity("มะลิ", 1),
            at(0),
            "2570-1".parse().unwrap(),
            &AssessmentId::from_random([7; 16]),
        );
        assert!(matches!(refused.unwrap_err(), CreateError::UnsafeName), "{name}");
        assert_eq!(files::names(dir.path()).unwrap(), [""; 0], "nothing is left behind");
    }
}
