//! What scripts do, and what bad input is told.

use crate::stage::{Stage, fixtures};

#[test]
fn answers_by_script_change_the_figures() {
    let stage = Stage::with_assessment();
    let listed = stage.ok(["answer", "list", "--unanswered", "--dir", "agency", "--lang", "en"]).out;
    let control = listed.lines().next().unwrap().split('\t').next().unwrap().to_owned();
    let rows: Vec<String> = listed
        .lines()
        .skip(1)
        .take_while(|l| l.starts_with("  "))
        .map(|l| l.trim().split('\t').next().unwrap().to_owned())
        .collect();
    assert!(!rows.is_empty());
    for row in &rows {
        stage.ok(["answer", "set", &control, row, "met", "--dir", "agency", "--by", "somchai"]);
    }
    let listed = stage.ok(["answer", "list", "--dir", "agency", "--lang", "en"]).out;
    assert!(listed.contains(&format!("{control}\tmet")), "{listed}");
    stage.ok(["answer", "undo", "--dir", "agency", "--by", "somchai"]);
    let listed = stage.ok(["answer", "list", "--dir", "agency", "--lang", "en"]).out;
    assert!(listed.contains(&format!("{control}\tnot assessed")), "{listed}");
    stage.ok(["verify", "agency"]);
}

#[test]
fn who_writes_is_never_guessed() {
    let stage = Stage::with_assessment();
    let ran = stage.run(["fact", "set", "is-state-agency", "true", "--dir", "agency"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("--by"), "{}", ran.err);
    let ran = stage.run(["fact", "set", "is-state-agency", "true", "--dir", "agency", "--by", "phrom"]);
    assert_eq!(ran.status, 2);
    std::fs::create_dir_all(stage.path(".config/phrom")).unwrap();
    std::fs::write(stage.path(".config/phrom/config.yaml"), "author: \"สมหญิง\"\n").unwrap();
    stage.ok(["fact", "set", "is-state-agency", "true", "--dir", "agency"]);
}

#[test]
fn wrong_usage_is_status_2_in_both_languages() {
    let stage = Stage::with_assessment();
    for args in [
        &["nonsense"][..],
        &["check"],
        &["scan", "data"],
        &["report", "--dir", "agency"],
        &["report", "--dir", "agency", "--out", "xlsx:a.xlsx"],
        &["report", "--dir", "agency", "--out", "a.json"],
        &["report", "--dir", "nowhere", "--out", "json:a"],
        &["gate", "--dir", "nowhere"],
        &["answer", "set", "no-such-control", "row", "met", "--dir", "agency", "--by", "a"],
        &["fact", "set", "no-such-fact", "true", "--dir", "agency", "--by", "a"],
        &["fact", "set", "is-state-agency", "maybe", "--dir", "agency", "--by", "a"],
        &["packs", "show", "no-such-pack"],
        &["packs", "check", "nowhere"],
        &["init", "agency", "--name", "a", "--by", "a"],
        &["init", "other", "--by", "a"],
        &["init", "other", "--name", "a", "--by", "a/b"],
        &["scan", "tls", "2001:db8::1:443"],
        &["check", ".", "--key-file", "nowhere", "--dir", "agency"],
    ] {
        for lang in ["th", "en"] {
            let ran = stage.run(args.iter().copied().chain(["--lang", lang]));
            assert_eq!(ran.status, 2, "{args:?}: {}{}", ran.out, ran.err);
            let said = format!("{}{}", ran.out, ran.err);
            let thai = said.chars().any(|c| ('\u{0e01}'..='\u{0e5b}').contains(&c));
            assert_eq!(thai, lang == "th", "{args:?}: {said}");
        }
    }
    assert!(!stage.path("other").exists());
}

#[test]
fn the_acts_are_taken_by_default_and_the_other_packs_by_name() {
    let stage = Stage::new();
    let listed = stage.ok(["packs", "list"]).out;
    let ids: Vec<&str> = listed.lines().filter_map(|l| l.split('\t').next()).collect();
    assert!(ids.contains(&"code-of-practice") && ids.contains(&"security-measures"), "{listed}");

    stage.ok(["init", "acts", "--name", "กรมตัวอย่าง", "--by", "somchai"]);
    stage.run(["check", &fixtures().display().to_string(), "--dir", "checked", "--out", "json:a.json"]);
    for folder in ["acts", "checked"] {
        assert_eq!(taken(&stage, folder), ["cybersecurity-act", "pdpa"], "{folder}");
    }

    let mut args = vec!["init", "all", "--name", "กรมตัวอย่าง", "--by", "somchai"];
    args.extend(ids.iter().flat_map(|id| ["--pack", *id]));
    stage.ok(args);
    assert_eq!(taken(&stage, "all"), ids);
    assert_eq!(stage.ok(["packs", "list", "--dir", "all"]).out, listed);
    stage.ok(["verify", "all"]);
}

fn taken(stage: &Stage, folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(stage.path(folder).join("packs")).unwrap();
    let mut taken: Vec<_> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    taken.sort();
    taken
}

#[test]
fn a_broken_pack_is_shown_with_file_line_and_caret() {
    let stage = Stage::with_assessment();
    let pack = stage.path("agency/packs/pdpa");
    stage.ok(["packs", "check", &pack.display().to_string()]);
    let head = pack.join("pack.yaml");
    let text = std::fs::read_to_string(&head).unwrap();
    let line = text.lines().position(|l| l.starts_with("version:")).unwrap() + 1;
    std::fs::write(&head, text.replace("version:", "verzion:")).unwrap();
    let ran = stage.run(["packs", "check", &pack.display().to_string(), "--lang", "en"]);
    assert_eq!(ran.status, 2);
    assert!(ran.out.contains(&format!("pack.yaml:{line}:1")), "{}", ran.out);
    assert!(ran.out.contains("verzion") && ran.out.contains('^'), "{}", ran.out);
    // The folder's own verification names it too, and the rest is still looked at.
    let ran = stage.run(["verify", "agency", "--lang", "en"]);
    assert_eq!(ran.status, 4, "{}", ran.out);
    assert!(ran.out.contains("pdpa"), "{}", ran.out);
}

#[test]
fn a_flipped_byte_and_a_missing_evidence_file_are_named() {
    let stage = Stage::with_assessment();
    stage.ok(["fact", "set", "is-state-agency", "true", "--dir", "agency", "--by", "somchai"]);
    let listed = stage.ok(["answer", "list", "--dir", "agency"]).out;
    let control = listed.lines().next().unwrap().split('\t').next().unwrap().to_owned();
    let row = listed.lines().nth(1).unwrap().trim().split('\t').next().unwrap().to_owned();
    std::fs::write(stage.path("proof.txt"), "proof").unwrap();
    let attach =
        ["evidence", "attach", &control, &row, "proof.txt", "--copy", "--dir", "agency", "--by", "somchai"];
    stage.ok(attach);
    stage.ok(["verify", "agency"]);
    let copy = stage.files("agency/evidence").pop().unwrap();
    std::fs::remove_file(&copy).unwrap();
    let ran = stage.run(["verify", "agency", "--lang", "en"]);
    assert_eq!(ran.status, 4, "{}", ran.out);
    assert!(ran.out.contains("evidence"), "{}", ran.out);
    std::fs::write(&copy, "proof").unwrap();
    stage.ok(["verify", "agency"]);
    let journal = stage.journal();
    let mut bytes = std::fs::read(&journal).unwrap();
    let second = bytes.iter().position(|b| *b == b'\n').unwrap() + 40;
    bytes[second] ^= 1;
    std::fs::write(&journal, bytes).unwrap();
    let ran = stage.run(["verify", "agency", "--lang", "en"]);
    assert_eq!(ran.status, 4, "{}", ran.out);
    assert!(ran.out.contains(":2"), "the line is named: {}", ran.out);
}

#[test]
fn a_second_phrom_is_refused_with_the_others_pid() {
    use phrom_checklists::folder::Folder;
    use phrom_checklists::journal::Identity;
    let stage = Stage::with_assessment();
    let name = stage.journal().file_stem().unwrap().to_str().unwrap().to_owned();
    let identity = Identity::from_chain(&name).unwrap();
    let mut folder = Folder::open(&stage.path("agency")).unwrap();
    folder.begin_writing(&identity).unwrap();
    let args = ["fact", "set", "is-state-agency", "true", "--dir", "agency", "--by", "somchai"];
    let refused = stage.run(args);
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains(&std::process::id().to_string()), "{}", refused.err);
    drop(folder);
    stage.ok(args);
}

#[test]
fn the_key_lies_outside_the_folder_and_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let stage = Stage::with_assessment();
    let keys = stage.files(".config/phrom/keys");
    assert_eq!(keys.len(), 1);
    assert_eq!(keys[0].metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let key = std::fs::read_to_string(&keys[0]).unwrap();
    for file in stage.files("agency") {
        let bytes = std::fs::read(&file).unwrap();
        assert!(!bytes.windows(64).any(|w| w == key.trim().as_bytes()), "{}", file.display());
    }
    stage.ok(["key", "export", "ci.key", "--dir", "agency"]);
    assert_eq!(std::fs::metadata(stage.path("ci.key")).unwrap().permissions().mode() & 0o777, 0o600);
    // One that others can read is refused.
    std::fs::set_permissions(stage.path("ci.key"), std::fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(stage.run(["scan", "data", ".", "--key-file", "ci.key"]).status, 2);
}

#[test]
fn help_speaks_both_languages() {
    let stage = Stage::new();
    for (lang, word) in [("th", "วิธีใช้"), ("en", "Usage")] {
        let help = stage.ok(["--help", "--lang", lang]).out;
        assert!(help.contains(word), "{help}");
        let help = stage.ok(["scan", "data", "--help", "--lang", lang]).out;
        assert!(help.contains(word), "{help}");
    }
}

#[test]
fn the_gate_explains_itself() {
    let stage = Stage::new();
    let said = stage.ok(["gate", "--explain", "--lang", "en"]).out;
    for key in ["max-statutory-gaps", "min-coverage", "min-score", "min-evidence", "max-contradictions"] {
        assert!(said.contains(key), "{said}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let stage = Stage::with_assessment();
    let mut command = stage.command();
    command.args(["answer", "list", "--dir", "agency"]).stdout(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}
