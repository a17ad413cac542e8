//! The action plan: set, shown, and written as table, calendar and JSON.

use crate::stage::Stage;

const CONTROL: &str = "cybersecurity-act-own-code";
const BY: [&str; 4] = ["--dir", "agency", "--by", "somchai"];

fn with_measure() -> Stage {
    let stage = Stage::with_assessment();
    let set = ["plan", "set", CONTROL, "--measure", "=ออกประกาศ, แล้ว \"แจ้งเวียน\"\nทุกกอง; ภายในปี", "--owner"];
    let rest = ["กองกฎหมาย", "--budget", "12500.50", "--start", "2026-12-01", "--due", "2027-02-28"];
    stage.ok(set.into_iter().chain(rest).chain(BY));
    stage
}

fn plan(stage: &Stage, out: &str) -> String {
    stage.ok(["plan", "--dir", "agency", "--as-of", "2026-11-25", "--out", out]).out
}

#[test]
fn a_measure_is_set_changed_and_cleared() {
    let stage = with_measure();
    stage.ok(["plan", "set", CONTROL, "--status", "under-way"].into_iter().chain(BY));
    let step = |stage: &Stage| {
        let plan: serde_json::Value = serde_json::from_str(&plan(stage, "json:-")).unwrap();
        plan["steps"].as_array().unwrap().iter().find(|s| s["control"] == CONTROL).unwrap().clone()
    };
    let now = step(&stage);
    assert_eq!(now["status"], "under-way");
    assert_eq!(now["owner"], "กองกฎหมาย", "what is not named stays");
    assert_eq!(now["budget_satang"], 1_250_050);
    assert_eq!((now["due"].as_str(), now["horizon"].as_str()), (Some("2027-02-28"), Some("six-months")));
    stage.ok(["plan", "clear", CONTROL].into_iter().chain(BY));
    let now = step(&stage);
    assert!(now.get("measure").is_none() && now.get("budget_satang").is_none(), "{now}");
    stage.ok(["answer", "undo"].into_iter().chain(BY));
    assert_eq!(step(&stage)["budget_satang"], 1_250_050);
    stage.ok(["verify", "agency"]);
}

#[test]
fn what_makes_no_sense_is_refused_and_nothing_is_written() {
    let stage = Stage::with_assessment();
    let journals = |stage: &Stage| -> Vec<Vec<u8>> {
        let files = stage.files("agency/journal").into_iter();
        files
            .filter(|f| f.extension().is_some_and(|e| e == "jsonl"))
            .map(|f| std::fs::read(f).unwrap())
            .collect()
    };
    let before = journals(&stage);
    let wrong: [&[&str]; 7] = [
        &["--status", "done"],
        &["--measure", " "],
        &["--measure", "ก", "--due", "2570-02-28"],
        &["--measure", "ก", "--start", "2027-03-01", "--due", "2027-02-28"],
        &["--measure", "ก", "--budget", "1,000"],
        &["--measure", "ก", "--budget", "-1"],
        &["--measure", "ก", "--status", "begun"],
    ];
    for lang in ["th", "en"] {
        for args in wrong {
            let set = ["plan", "set", CONTROL, "--lang", lang].into_iter().chain(args.iter().copied());
            let ran = stage.run(set.chain(BY));
            assert_eq!(ran.status, 2, "{args:?}: {}", ran.err);
        }
    }
    assert_eq!(journals(&stage), before);
}

#[test]
fn the_plan_on_screen_and_in_files() {
    let stage = with_measure();
    let shown = stage.ok(["plan", "--dir", "agency", "--as-of", "2026-11-25"]).out;
    assert!(shown.contains("ภายใน 3 เดือน") && shown.contains("12,500.50 บาท"), "{shown}");
    assert!(shown.contains("กองกฎหมาย") && shown.contains("28 ก.พ. 2570"), "{shown}");
    let english = stage.ok(["plan", "--dir", "agency", "--lang", "en"]).out;
    assert!(english.contains("Within 3 months"), "{english}");

    let csv = plan(&stage, "csv:-");
    assert!(csv.starts_with('\u{feff}'));
    assert!(
        csv.contains(
            "\"'=ออกประกาศ, แล้ว \"\"แจ้งเวียน\"\"\nทุกกอง; ภายในปี\",กองกฎหมาย,12500.50,2026-12-01,2027-02-28"
        ),
        "{csv}"
    );

    let ics = plan(&stage, "ics:-");
    assert!(ics.split("\r\n").all(|line| line.len() <= 75));
    let unfolded = ics.replace("\r\n ", "");
    assert!(unfolded.contains("DTSTART;VALUE=DATE:20270228\r\nDTEND;VALUE=DATE:20270301"), "{unfolded}");
    assert!(unfolded.contains("=ออกประกาศ\\, แล้ว \"แจ้งเวียน\"\\nทุกกอง\\; ภายในปี"), "{unfolded}");
    assert!(unfolded.contains("DTSTAMP:20261124T170000Z"), "midnight in Bangkok: {unfolded}");
    assert_eq!(ics, plan(&stage, "ics:-"), "same input, same bytes");
    let uid = |ics: &str| ics.lines().find(|l| l.starts_with("UID:")).unwrap().to_owned();
    stage.ok(["plan", "set", CONTROL, "--due", "2027-03-01"].into_iter().chain(BY));
    assert_eq!(uid(&ics), uid(&plan(&stage, "ics:-")), "the event moves");
}
