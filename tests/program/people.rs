//! Roles, batch assignment, approval, comments, history, waivers, as scripts use them.

use std::fs;

use crate::stage::Stage;

const CONTROL: &str = "cybersecurity-act-own-code";

fn rows(stage: &Stage) -> Vec<String> {
    let list = stage.ok(["answer", "list", "--dir", "agency", "--lang", "en"]).out;
    let after = list.lines().skip_while(|line| !line.starts_with(CONTROL)).skip(1);
    after
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.trim().split_once('\t'))
        .map(|(row, _)| row.to_owned())
        .collect()
}

fn said(stage: &Stage) -> String {
    let list = stage.ok(["answer", "list", "--dir", "agency", "--lang", "en"]).out;
    let from = list.lines().skip_while(|line| !line.starts_with(CONTROL));
    from.take(3).collect::<Vec<_>>().join("\n")
}

fn answered() -> Stage {
    let stage = Stage::with_assessment();
    for row in rows(&stage) {
        stage.ok(["answer", "set", CONTROL, &row, "met", "--dir", "agency", "--by", "สมหญิง"]);
    }
    for person in ["สมหญิง", "อนันต์"] {
        let set = ["person", "set", person, "--role", "preparer", "--role", "reviewer"];
        stage.ok(set.into_iter().chain(["--dir", "agency", "--by", "สมหญิง"]));
    }
    stage
}

fn approve<'a>(by: &'a str, role: &'a str) -> Vec<&'a str> {
    vec!["approve", CONTROL, "--as", role, "--dir", "agency", "--by", by, "--lang", "en"]
}

#[test]
fn an_approval_stands_until_the_control_changes() {
    let stage = answered();
    let people = stage.ok(["person", "list", "--dir", "agency", "--lang", "en"]).out;
    assert!(people.contains("อนันต์ holds more than one role"), "{people}");
    assert_eq!(stage.run(approve("สมหญิง", "reviewer")).status, 2, "who answered");
    assert_eq!(stage.run(approve("อนันต์", "ciso")).status, 2, "a role not held");
    assert_eq!(stage.run(approve("อนันต์", "preparer")).status, 2, "who prepares");
    stage.ok(approve("อนันต์", "reviewer"));
    assert!(said(&stage).contains("approved"), "{}", said(&stage));
    let row = rows(&stage).remove(0);
    stage.ok(["answer", "set", CONTROL, &row, "not-met", "--dir", "agency", "--by", "สมหญิง"]);
    assert!(said(&stage).contains("changed after approval"), "{}", said(&stage));
    stage.ok(["answer", "undo", "--dir", "agency", "--by", "สมหญิง"]);
    assert!(!said(&stage).contains("changed after"), "{}", said(&stage));
    let withdraw = approve("อนันต์", "reviewer").into_iter().chain(["--withdraw"]);
    stage.ok(withdraw.clone());
    assert_eq!(stage.run(withdraw).status, 2, "nothing is left to withdraw");
    stage.ok(["verify", "agency"]);
}

#[test]
fn the_agency_may_let_one_person_hold_both_roles() {
    let stage = answered();
    let file = stage.path("agency/phrom.yaml");
    let yaml = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{}\napproves_own_work: [สมหญิง]\n", yaml.trim_end())).unwrap();
    stage.ok(approve("สมหญิง", "reviewer"));
    assert!(said(&stage).contains("approved by its owner or by who answered"), "{}", said(&stage));
    let people = stage.ok(["person", "list", "--dir", "agency", "--lang", "en"]).out;
    assert!(people.contains("lets this person approve"), "{people}");
}

#[test]
fn a_batch_is_whole_or_nothing() {
    let stage = answered();
    let journal = || stage.ok(["history", CONTROL, "--dir", "agency"]).out;
    let before = journal();
    let wrong =
        ["assign", CONTROL, "no-such-control", "--owner", "กองกฎหมาย", "--dir", "agency", "--by", "ก"];
    assert_eq!(stage.run(wrong).status, 2);
    assert_eq!(
        stage.run(["approve", "--unanswered", "--as", "reviewer", "--dir", "agency", "--by", "อนันต์"]).status,
        2
    );
    assert_eq!(journal(), before);
    let assign = ["assign", CONTROL, "--owner", "กองกฎหมาย", "--due", "2027-01-31", "--stage", "in-progress"];
    stage.ok(assign.into_iter().chain(["--dir", "agency", "--by", "ก"]));
    for kind in ["owner-set", "due-set", "stage-set"] {
        assert!(journal().contains(kind), "{}", journal());
    }
}

#[test]
fn history_tells_who_said_what_and_what_was_undone() {
    let stage = Stage::with_assessment();
    stage.ok(["comment", CONTROL, "ขอคำสั่งล่าสุด", "--dir", "agency", "--by", "อนันต์"]);
    stage.ok(["answer", "undo", "--dir", "agency", "--by", "อนันต์"]);
    let text = stage.ok(["history", CONTROL, "--dir", "agency", "--lang", "en"]).out;
    assert!(text.contains("comment-added") && text.contains("[undone]"), "{text}");
    let json = stage.ok(["history", CONTROL, "--dir", "agency", "--json"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let events = json["events"].as_array().unwrap();
    assert_eq!(events.len(), 2);
    assert_eq!((&events[0]["value"], &events[0]["undone"]), (&"ขอคำสั่งล่าสุด".into(), &true.into()));
    assert_eq!(events[1]["kind"], "undone");
}

#[test]
fn a_waiver_is_listed_and_ends_on_its_day() {
    let stage = Stage::with_assessment();
    let set = |expires| {
        let waiver = ["waiver", "set", CONTROL, "--reason", "รอเปลี่ยนระบบ", "--approver", "ผู้อำนวยการ"];
        let place = ["--expires", expires, "--as-of", "2026-11-25", "--dir", "agency", "--by", "ก"];
        stage.run(waiver.into_iter().chain(place)).status
    };
    assert_eq!(set("2026-11-25"), 2, "it would have ended already");
    assert_eq!(set("2027-03-31"), 0);
    for (as_of, ended) in [("2027-03-30", false), ("2027-03-31", true)] {
        let list = stage.ok(["waiver", "list", "--as-of", as_of, "--dir", "agency", "--lang", "en"]).out;
        assert!(list.contains(CONTROL) && list.contains("[expired]") == ended, "{list}");
    }
}

#[test]
fn a_name_that_could_lead_out_of_the_folder_is_refused() {
    let stage = Stage::with_assessment();
    for name in ["a\nb", "../a", "a/b", "a\\b"] {
        let ran = stage.run(["person", "set", name, "--role", "dpo", "--dir", "agency", "--by", "ก"]);
        assert_eq!(ran.status, 2, "{name:?}");
        let ran = stage.run(["comment", CONTROL, "x", "--dir", "agency", "--by", name]);
        assert_eq!(ran.status, 2, "{name:?}");
    }
}
