//! The status tells the truth: lost output, a damaged folder, a foreign key, a slip in a date.

use std::process::Stdio;

use crate::stage::{Stage, fixtures};

fn share() -> String {
    fixtures().display().to_string()
}

#[test]
fn a_reader_that_goes_away_changes_neither_status_nor_files() {
    let stage = Stage::with_assessment();
    let args = ["check", &share(), "--dir", "agency", "--out", "json:report.json"];
    let mut child = stage.command().args(args).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert!(stage.path("report.json").is_file());
}

#[test]
fn output_that_cannot_be_written_is_no_pass() {
    let stage = Stage::with_assessment();
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    for (args, expected) in [
        (vec!["answer", "list", "--dir", "agency"], 2),
        (vec!["gate", "--dir", "agency"], 2),
        (vec!["verify", "agency"], 2),
        (vec!["packs", "list"], 2),
    ] {
        let done = stage.command().args(&args).stdout(full()).output().unwrap();
        assert_eq!(done.status.code(), Some(expected), "{args:?}");
        assert!(!done.stderr.is_empty(), "{args:?}");
    }
    std::fs::remove_file(stage.path("agency/packs.lock")).unwrap();
    let done = stage.command().args(["verify", "agency"]).stdout(full()).output().unwrap();
    assert_eq!(done.status.code(), Some(4), "4 comes before 2");
}

#[test]
fn a_format_on_stdout_stands_there_alone() {
    let stage = Stage::with_assessment();
    for args in [
        vec!["check", &share(), "--dir", "agency", "--out", "json:-"],
        vec!["scan", "data", &share(), "--out", "json:-"],
        vec!["report", "--dir", "agency", "--out", "json:-"],
    ] {
        let ran = stage.run(&args);
        serde_json::from_str::<serde_json::Value>(&ran.out).unwrap_or_else(|e| panic!("{args:?}: {e}"));
    }
    let lines = stage.run(["scan", "data", &share(), "--out", "jsonl:-"]).out;
    assert!(lines.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
}

#[test]
fn every_command_says_that_a_folder_is_damaged() {
    let stage = Stage::with_assessment();
    stage.ok(["fact", "set", "is-state-agency", "true", "--dir", "agency", "--by", "somchai"]);
    let journal = stage.journal();
    let mut bytes = std::fs::read(&journal).unwrap();
    bytes[60] ^= 1;
    std::fs::write(&journal, bytes).unwrap();
    for args in [
        &["answer", "list", "--dir", "agency"][..],
        &["fact", "list", "--dir", "agency"],
        &["evidence", "list", "--dir", "agency"],
        &["gate", "--dir", "agency"],
        &["report", "--dir", "agency", "--out", "json:r.json"],
        &["check", ".", "--dir", "agency", "--out", "json:c.json", "--exit-zero"],
        &["verify", "agency"],
    ] {
        assert_eq!(stage.run(args).status, 4, "{args:?}");
    }
}

#[test]
fn the_gate_sees_that_copied_evidence_is_gone() {
    let stage = Stage::with_assessment();
    let listed = stage.ok(["answer", "list", "--dir", "agency"]).out;
    let control = listed.lines().next().unwrap().split('\t').next().unwrap().to_owned();
    let row = listed.lines().nth(1).unwrap().trim().split('\t').next().unwrap().to_owned();
    std::fs::write(stage.path("proof.txt"), "proof").unwrap();
    let attach =
        ["evidence", "attach", &control, &row, "proof.txt", "--copy", "--dir", "agency", "--by", "a"];
    stage.ok(attach);
    assert_eq!(stage.run(["gate", "--dir", "agency"]).status, 1);
    std::fs::remove_file(stage.files("agency/evidence").pop().unwrap()).unwrap();
    let ran = stage.run(["gate", "--dir", "agency"]);
    assert_eq!(ran.status, 4, "{}", ran.err);
    assert!(ran.err.contains("evidence"), "{}", ran.err);
}

#[test]
fn a_pack_that_cannot_be_opened_is_said_and_no_report_leaves_it_out() {
    let stage = Stage::with_assessment();
    let breach = stage.path("agency/packs/pdpa/breach.yaml");
    let text = std::fs::read_to_string(&breach).unwrap();
    std::fs::write(&breach, text + "junk: 1\n").unwrap();
    let ran = stage.run(["gate", "--dir", "agency", "--lang", "en"]);
    assert_eq!(ran.status, 4);
    assert!(ran.out.contains("pack pdpa could not be opened"), "{}", ran.out);
    let ran = stage.run(["report", "--dir", "agency", "--out", "json:r.json"]);
    assert_eq!(ran.status, 4);
    assert!(!stage.path("r.json").exists());
}

#[test]
fn a_key_of_another_assessment_is_an_error() {
    let stage = Stage::with_assessment();
    stage.ok(["init", "other", "--name", "กรมอื่น", "--by", "somchai"]);
    stage.ok(["key", "export", "other.key", "--dir", "other"]);
    stage.ok(["key", "export", "own.key", "--dir", "agency"]);
    let check = |key: &str| {
        stage.run(["check", &share(), "--dir", "agency", "--key-file", key, "--exit-zero", "--lang", "en"])
    };
    assert_eq!(check("own.key").status, 0);
    let refused = check("other.key");
    assert_eq!(refused.status, 2, "{}", refused.out);
    assert!(refused.err.contains("is not the key"), "{}", refused.err);
}

#[test]
fn a_buddhist_year_is_refused_with_the_year_that_was_meant() {
    let stage = Stage::with_assessment();
    let listed = stage.ok(["answer", "list", "--dir", "agency"]).out;
    let control = listed.lines().next().unwrap().split('\t').next().unwrap().to_owned();
    let mark =
        ["--reason", "r", "--approver", "b", "--expires", "2570-01-01", "--dir", "agency", "--by", "a"];
    let marked = stage.run(["answer", "not-applicable", &control].into_iter().chain(mark));
    let dated = stage.run(["gate", "--dir", "agency", "--as-of", "2569-11-25"]);
    for ran in [marked, dated] {
        assert_eq!(ran.status, 2, "{}", ran.out);
        assert!(ran.err.contains("2027") || ran.err.contains("2026"), "{}", ran.err);
    }
}

#[test]
fn a_missing_and_a_broken_agency_file_are_told_apart() {
    let stage = Stage::with_assessment();
    // Without anything written yet, a missing file means that making the folder was cut short.
    stage.ok(["fact", "set", "is-state-agency", "true", "--dir", "agency", "--by", "somchai"]);
    let yaml = stage.path("agency/phrom.yaml");
    let text = std::fs::read_to_string(&yaml).unwrap();
    std::fs::write(&yaml, text.replace("schema:", "skema:")).unwrap();
    let broken = stage.run(["gate", "--dir", "agency", "--lang", "en"]);
    assert_eq!(broken.status, 2);
    assert!(broken.err.contains("skema") && broken.err.contains('^'), "{}", broken.err);
    std::fs::remove_file(&yaml).unwrap();
    let gone = stage.run(["gate", "--dir", "agency", "--lang", "en"]);
    assert_eq!(gone.status, 4, "{}", gone.err);
    assert!(gone.err.contains("phrom.yaml: the file is missing"), "{}", gone.err);
    let verified = stage.run(["verify", "agency", "--lang", "en"]);
    assert_eq!(verified.out.matches("phrom.yaml").count(), 1, "{}", verified.out);
}

#[test]
fn a_folder_for_a_file_is_looked_for_before_the_work() {
    let stage = Stage::with_assessment();
    let ran = stage.run(["check", &share(), "--dir", "agency", "--out", "json:no/such/r.json"]);
    assert_eq!(ran.status, 2);
    assert!(ran.out.is_empty() && ran.err.contains("no/such"), "{}{}", ran.out, ran.err);
}
