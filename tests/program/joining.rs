//! Two clones, answered apart: joined by `merge` and by git.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::stage::{Stage, have};

const CONTROL: &str = "cybersecurity-act-own-code";

fn answer(stage: &Stage, dir: &str, by: &str, row: &str, answer: &str) {
    stage.ok(["answer", "set", CONTROL, row, answer, "--dir", dir, "--by", by]);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_folder_on_a_stick_is_joined_and_a_conflict_decided() {
    let stage = Stage::with_assessment();
    copy(&stage.path("agency"), &stage.path("stick"));
    answer(&stage, "agency", "สมหญิง", "issued-code", "met");
    answer(&stage, "stick", "อนันต์", "issued-code", "not-met");
    answer(&stage, "stick", "อนันต์", "issued-framework", "met");
    fs::write(stage.path("paper.pdf"), "paper").unwrap();
    let attach = ["evidence", "attach", CONTROL, "issued-framework", "paper.pdf", "--copy"];
    stage.ok(attach.into_iter().chain(["--dir", "stick", "--by", "อนันต์"]));

    let ran = stage.ok(["merge", "stick", "--dir", "agency"]);
    assert!(ran.out.contains("อนันต์") && ran.out.contains("สมหญิง"), "{}", ran.out);
    stage.ok(["verify", "agency"]);
    assert!(stage.ok(["merge", "stick", "--dir", "agency", "--lang", "en"]).out.contains("Nothing new"));

    let sides = stage.ok(["conflict", "list", "--dir", "agency"]).out;
    let side = sides.lines().find(|line| line.contains("สมหญิง")).unwrap();
    let side = side.split_whitespace().next().unwrap();
    assert_eq!(stage.run(["conflict", "take", "00000000", "--dir", "agency", "--by", "ก"]).status, 2);
    stage.ok(["conflict", "take", side, "--dir", "agency", "--by", "ผู้อำนวยการ"]);
    assert!(!stage.ok(["conflict", "list", "--dir", "agency"]).out.contains(CONTROL));
    let list = stage.ok(["answer", "list", "--dir", "agency", "--lang", "en"]).out;
    let row = list.lines().find(|line| line.trim_start().starts_with("issued-code\t")).unwrap();
    assert!(row.ends_with("met") && !row.ends_with("not met"), "{row}");
}

#[test]
fn another_assessment_is_not_joined() {
    let stage = Stage::with_assessment();
    stage.ok(["init", "other", "--name", "กรมอื่น", "--by", "ก"]);
    let before = fs::read_dir(stage.path("agency/journal")).unwrap().count();
    for other in ["other", "nowhere", "agency"] {
        let ran = stage.run(["merge", other, "--dir", "agency"]);
        assert_eq!(ran.status, 2, "{other}: {}", ran.err);
    }
    assert_eq!(fs::read_dir(stage.path("agency/journal")).unwrap().count(), before);
}

fn git(dir: &Path, args: &[&str]) -> String {
    let ran = Command::new("git")
        .args([
            "-c",
            "user.name=phrom",
            "-c",
            "user.email=phrom@invented.go.th",
            "-c",
            "init.defaultBranch=main",
        ])
        .args(args)
        .current_dir(dir)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    assert!(ran.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8_lossy(&ran.stdout).into_owned()
}

/// Two people on two machines, and one of them on a third: git merges without a hand on it.
#[test]
fn clones_are_merged_by_git() {
    if !have("git") {
        return;
    }
    let stage = Stage::with_assessment();
    let origin = stage.path("agency");
    git(&origin, &["init", "-q"]);
    git(&origin, &["add", "-A"]);
    git(&origin, &["commit", "-qm", "begun"]);
    for clone in ["one", "two", "three"] {
        git(&stage.path(""), &["clone", "-q", "agency", clone]);
    }
    let people = [("one", "สมหญิง"), ("two", "อนันต์"), ("three", "สมหญิง")];
    for (round, answers) in [["met", "not-met", "partial"], ["partial", "met", "met"]].iter().enumerate() {
        for ((clone, by), said) in people.iter().zip(answers) {
            answer(&stage, clone, by, "issued-code", said);
            answer(&stage, clone, by, if round == 0 { "issued-framework" } else { "plan-alignment" }, said);
            git(&stage.path(clone), &["add", "-A"]);
            git(&stage.path(clone), &["commit", "-qm", "answers"]);
        }
        // In another order each time.
        let pulls =
            if round == 0 { [("one", "two"), ("one", "three")] } else { [("one", "three"), ("one", "two")] };
        for (into, from) in pulls {
            git(
                &stage.path(into),
                &["pull", "-q", "--no-rebase", "--no-edit", &format!("../{from}"), "main"],
            );
        }
        for other in ["two", "three"] {
            git(&stage.path(other), &["pull", "-q", "--no-rebase", "--no-edit", "../one", "main"]);
        }
    }
    let lists: Vec<String> =
        people.iter().map(|(clone, _)| stage.ok(["answer", "list", "--dir", clone]).out).collect();
    assert!(lists.iter().all(|list| *list == lists[0]));
    for (clone, _) in people {
        stage.ok(["verify", clone]);
        assert_eq!(git(&stage.path(clone), &["status", "--porcelain"]), "", "{clone}");
    }
    // Three rows, three writers each, none of whom had read the others.
    let sides = stage.ok(["conflict", "list", "--dir", "two"]).out;
    assert_eq!(sides.matches("สมหญิง").count() + sides.matches("อนันต์").count(), 9, "{sides}");
}

/// One document proves many rows and is deleted once; its hash, who and why stay.
#[test]
fn evidence_is_removed_and_told() {
    let stage = Stage::with_assessment();
    fs::write(stage.path("paper.pdf"), "paper").unwrap();
    let also = format!("{CONTROL}/issued-framework");
    let attach = ["evidence", "attach", CONTROL, "issued-code", "paper.pdf", "--copy", "--pages", "3-5,9"];
    stage.ok(attach.into_iter().chain([
        "--also",
        &also,
        "--dated",
        "2026-09-01",
        "--dir",
        "agency",
        "--by",
        "ก",
    ]));
    assert_eq!(stage.files("agency/evidence").len(), 1);
    let list = stage.ok(["evidence", "list", "--dir", "agency"]).out;
    assert_eq!(list.matches("(3-5,9)").count(), 2, "{list}");
    let hash = list.split('\t').nth(3).unwrap();
    let remove = |reason: &str, hash: &str| {
        stage.run(["evidence", "remove", hash, "--reason", reason, "--dir", "agency", "--by", "ก"])
    };
    assert_eq!(remove(" ", hash).status, 2);
    assert_eq!(remove("เกินจำเป็น", "00000000").status, 2);
    assert_eq!(stage.files("agency/evidence").len(), 1);
    assert_eq!(remove("เกินจำเป็น", hash).status, 0);
    assert!(stage.files("agency/evidence").is_empty());
    stage.ok(["verify", "agency"]);
    let list = stage.ok(["evidence", "list", "--dir", "agency"]).out;
    assert_eq!(list.matches("เกินจำเป็น").count(), 2, "{list}");
    stage.ok(["report", "--dir", "agency", "--out", "json:r.json"]);
    assert!(fs::read_to_string(stage.path("r.json")).unwrap().contains("เกินจำเป็น"));
    assert_eq!(
        stage.run(["evidence", "attach", CONTROL, "issued-code", ".", "--dir", "agency", "--by", "ก"]).status,
        2
    );
}
