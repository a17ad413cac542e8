//! kill -9 at any point loses at most the answer in flight.

use std::process::Command;

use crate::stage::{Stage, have};

/// SIGKILL at the n-th system call of an answering phrom, for 200 seeded n: whatever was
/// confirmed before is still there, and the folder opens and takes the next answer.
#[test]
fn two_hundred_kills_lose_nothing_confirmed() {
    if !have("strace") {
        return;
    }
    let stage = Stage::with_assessment();
    let facts = ["is-state-agency", "is-cii", "is-regulator"];
    let (calls, began) = system_calls(&stage);
    // A small linear congruential generator: the points are the same in every run.
    let mut seed: u64 = 2570;
    let mut confirmed: Vec<Option<&str>> = vec![None; facts.len()];
    let mut killed = 0;
    for round in 0..200 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let point = began + (seed >> 33) as usize % (calls.len() - began);
        // strace counts each system call by its own name.
        let name = &calls[point];
        let nth = calls[..=point].iter().filter(|call| *call == name).count();
        let which = round % facts.len();
        let value = if round % 2 == 0 { "true" } else { "false" };
        let mut command = Command::new("strace");
        stage.prepare(&mut command);
        let done = command
            .args(["-qq", "-o", "/dev/null", "-e"])
            .arg(format!("inject={name}:signal=KILL:when={nth}"))
            .arg(env!("CARGO_BIN_EXE_phrom"))
            .args(["fact", "set", facts[which], value, "--dir", "agency", "--by", "somchai"])
            .output()
            .unwrap();
        if done.status.code() == Some(0) {
            confirmed[which] = Some(value);
        } else {
            killed += 1;
        }
        let listed = stage.run(["fact", "list", "--dir", "agency"]).out;
        for (n, fact) in facts.iter().enumerate() {
            let line = listed
                .lines()
                .find(|l| l.starts_with(&format!("{fact}\t")))
                .unwrap_or_else(|| panic!("{listed}"));
            let now = line.split('\t').nth(1).unwrap();
            let in_flight = n == which && now == value;
            if let Some(value) = confirmed[n] {
                assert!(
                    now == value || in_flight,
                    "kill at call {point}: {fact} is {now}, {value} was confirmed"
                );
            }
            if in_flight {
                confirmed[n] = Some(value);
            }
        }
    }
    assert!(killed > 100, "only {killed} of 200 runs were killed: the points miss the program");
    stage.ok(["fact", "set", "is-cii", "true", "--dir", "agency", "--by", "somchai"]);
    let verified = stage.run(["verify", "agency", "--lang", "en"]);
    assert_eq!(verified.status, 0, "{}", verified.out);
}

/// The system calls of one answer, by name and in order, and where the first look at the assessment is
/// among them: starting the program is not in question.
fn system_calls(stage: &Stage) -> (Vec<String>, usize) {
    let mut command = Command::new("strace");
    stage.prepare(&mut command);
    let log = stage.path("calls");
    let done = command
        .args(["-qq", "-o"])
        .arg(&log)
        .arg(env!("CARGO_BIN_EXE_phrom"))
        .args(["fact", "set", "is-cii", "true", "--dir", "agency", "--by", "somchai"])
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let log = std::fs::read_to_string(log).unwrap();
    let mut began = None;
    let mut calls = Vec::new();
    for line in log.lines() {
        let Some((name, _)) = line.split_once('(') else { continue };
        if name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
            began = began.or_else(|| line.contains("phrom.yaml").then_some(calls.len()));
            calls.push(name.to_owned());
        }
    }
    (calls, began.unwrap())
}
