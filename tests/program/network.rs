//! No internet socket, unless an endpoint was named.

use std::process::Command;

use crate::stage::{Stage, fixtures, have};

#[test]
fn scans_reports_and_verify_open_no_internet_socket() {
    if !have("strace") {
        return;
    }
    let stage = Stage::with_assessment();
    let share = fixtures().display().to_string();
    let runs: [&[&str]; 5] = [
        &["scan", "data", &share],
        &["scan", "tls", &share],
        &["check", &share, "--dir", "agency"],
        &["report", "--dir", "agency", "--out", "json:r.json"],
        &["verify", "agency"],
    ];
    for args in runs {
        let log = stage.path("trace");
        let mut command = Command::new("strace");
        stage.prepare(&mut command);
        command.args(["-f", "-qq", "-e", "trace=network", "-o"]).arg(&log);
        command.arg(env!("CARGO_BIN_EXE_phrom")).args(args).output().unwrap();
        let trace = std::fs::read_to_string(&log).unwrap();
        assert!(!trace.contains("AF_INET"), "{args:?}: {trace}");
    }
}
