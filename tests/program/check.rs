//! The main job on the invented agency: what a CI job sees.

use crate::stage::{Stage, fixtures};

#[test]
fn a_blank_assessment_fails_the_gate_and_still_reports() {
    let stage = Stage::new();
    let share = fixtures();
    let args = |more: &[&str]| {
        let mut args = vec!["check".to_owned(), share.display().to_string(), "--dir".into(), "demo".into()];
        args.extend(more.iter().map(|m| (*m).to_owned()));
        args
    };
    let ran = stage.run(args(&[]));
    assert_eq!(ran.status, 1, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("การประเมินตนเอง ไม่ใช่การรับรอง"), "{}", ran.out);
    let report = stage.path(if cfg!(feature = "pdf") {
        "demo/reports/readiness.pdf"
    } else {
        "demo/reports/readiness.json"
    });
    assert!(report.is_file());
    let ran = stage.run(args(&["--exit-zero"]));
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
}

#[test]
fn the_json_report_counts_what_the_fixture_holds() {
    let stage = Stage::new();
    let share = fixtures().display().to_string();
    let ran = stage.run(["check", &share, "--dir", "demo", "--out", "json:report.json"]);
    assert_eq!(ran.status, 1, "{}{}", ran.out, ran.err);
    let text = std::fs::read_to_string(stage.path("report.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(report["exit"], serde_json::json!([1]));
    let findings = report["findings"].as_array().unwrap();
    let of = |rule: &str| findings.iter().filter(|f| f["rule"] == rule && f["confidence"] != "low").count();
    assert_eq!(of("personal-data-national-id"), 22, "12 + 5 + 3 + 2 invented people");
    assert_eq!(of("personal-data-email"), 12);
    assert_eq!(of("tls-certificate-expired"), 1);
    let high_in_clean = findings.iter().filter(|f| f["confidence"] == "high").any(|f| {
        let path = f["path"].as_str().or(f["place"]["path"].as_str()).unwrap_or("");
        path.contains("/public/") || path.ends_with("app.log")
    });
    assert!(!high_in_clean, "nothing sure in the clean files");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let stage = Stage::with_assessment();
    stage.run(["check", &fixtures().display().to_string(), "--dir", "agency"]);
    let mut formats = vec!["json"];
    if cfg!(feature = "pdf") {
        formats.push("pdf");
    }
    for format in formats {
        for n in [1, 2] {
            stage.ok(["report", "--dir", "agency", "--out", &format!("{format}:{n}")]);
        }
        let (one, two) = (std::fs::read(stage.path("1")).unwrap(), std::fs::read(stage.path("2")).unwrap());
        assert!(one == two, "{format} differs between two runs");
    }
}

#[test]
fn no_host_and_no_cii_status_on_stdout_or_stderr() {
    let stage = Stage::with_assessment();
    stage.ok(["fact", "set", "is-cii", "true", "--dir", "agency", "--by", "somchai"]);
    // A closed port of loopback: refused at once.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let target = format!("127.0.0.1:{port}");
    for lang in ["th", "en"] {
        let ran = stage.run(["check", "--tls", &target, "--dir", "agency", "--lang", lang]);
        assert_eq!(ran.status, 1, "{}{}", ran.out, ran.err);
        let both = format!("{}{}", ran.out, ran.err);
        assert!(!both.contains("127.0.0.1"), "{both}");
        for word in ["CII", "is-cii", "โครงสร้างพื้นฐานสำคัญ", "critical information infrastructure"]
        {
            assert!(!both.contains(word), "{word} in {both}");
        }
        let ran = stage.run(["scan", "tls", &target, "--lang", lang]);
        assert_eq!(ran.status, 3, "{}{}", ran.out, ran.err);
        assert!(!format!("{}{}", ran.out, ran.err).contains("127.0.0.1"));
    }
}

#[test]
fn its_own_files_are_not_scanned() {
    let stage = Stage::with_assessment();
    std::fs::write(stage.path("a.txt"), "clean\n").unwrap();
    for _ in 0..2 {
        let ran = stage.run(["check", ".", "--dir", "agency", "--out", "json:out.json", "--exit-zero"]);
        let report: serde_json::Value =
            serde_json::from_slice(&std::fs::read(stage.path("out.json")).unwrap()).unwrap();
        let scans = report["scans"].as_array().unwrap();
        assert!(scans.iter().all(|s| s["out_of_scope"]["own"].as_u64() >= Some(1)), "{}", ran.out);
    }
}
