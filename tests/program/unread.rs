//! What cannot be read is reported, the run goes on, and the status says so.

use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::process::Command;

use crate::stage::{Stage, ran};

/// Nobody, on every Linux.
const OTHER: u32 = 65_534;

#[test]
fn a_file_without_permission_is_named_and_the_rest_is_read() {
    let stage = Stage::new();
    let share = stage.path("share");
    std::fs::create_dir(&share).unwrap();
    std::fs::write(share.join("open.txt"), "clean\n").unwrap();
    std::fs::write(share.join("closed.txt"), "clean\n").unwrap();
    std::fs::set_permissions(share.join("closed.txt"), std::fs::Permissions::from_mode(0o000)).unwrap();
    let ran = as_ordinary_user(&stage, &["scan", "data", "share", "--lang", "en"]);
    assert_eq!(ran.status, 3, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("closed.txt: permission denied"), "{}", ran.out);
    assert!(ran.out.contains("read 1 · not read 1"), "{}", ran.out);
    assert!(ran.out.contains("not everything was read"), "{}", ran.out);
}

/// A log tells no hosts; the number in the order typed says which one it was.
#[test]
fn endpoints_that_do_not_answer_are_named_by_number() {
    let stage = Stage::new();
    let closed = |address: &str| {
        let listener = std::net::TcpListener::bind(address).ok()?;
        Some(listener.local_addr().ok()?.to_string())
    };
    let v4 = closed("127.0.0.1:0").unwrap();
    // A machine without IPv6 shows the first line alone.
    let hosts: Vec<String> = [Some(v4), closed("[::1]:0")].into_iter().flatten().collect();
    let mut args = vec!["scan", "tls", "--lang", "en"];
    args.extend(hosts.iter().map(String::as_str));
    let ran = stage.run(args);
    assert_eq!(ran.status, 3, "{}{}", ran.out, ran.err);
    for number in 1..=hosts.len() {
        assert!(ran.out.contains(&format!("endpoint {number}: connection refused")), "{}", ran.out);
    }
    let both = format!("{}{}", ran.out, ran.err);
    assert!(!both.contains("127.0.0.1") && !both.contains("::1"), "{both}");
}

#[test]
fn a_fifo_a_loop_and_a_missing_root() {
    let stage = Stage::new();
    let share = stage.path("share");
    std::fs::create_dir(&share).unwrap();
    std::fs::write(share.join("a.txt"), "clean\n").unwrap();
    std::os::unix::fs::symlink(".", share.join("loop")).unwrap();
    assert!(Command::new("mkfifo").arg(share.join("fifo")).status().unwrap().success());
    let found = stage.run(["scan", "data", "share", "--lang", "en"]);
    assert_eq!(found.status, 0, "{}{}", found.out, found.err);
    assert!(found.out.contains("read 1 · not read 0 · out of scope 2"), "{}", found.out);
    assert!(found.out.contains("nothing found"), "{}", found.out);
    // Named by a person, a FIFO is in scope.
    assert_eq!(stage.run(["scan", "data", "share/fifo"]).status, 3);
    let missing = stage.run(["scan", "data", "nowhere", "--lang", "en"]);
    assert_eq!(missing.status, 3, "{}{}", missing.out, missing.err);
    assert!(missing.out.contains("does not exist"), "{}", missing.out);
}

#[test]
fn a_picture_is_not_read_unless_it_is_out_of_scope() {
    let stage = Stage::new();
    let share = stage.path("share");
    std::fs::create_dir(&share).unwrap();
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU";
    std::fs::write(share.join("card.png"), png).unwrap();
    assert_eq!(stage.run(["scan", "data", "share"]).status, 3);
    assert_eq!(stage.run(["scan", "data", "share", "--ocr", "off"]).status, 0);
}

#[test]
fn a_folder_that_may_not_be_read_is_not_called_tampered() {
    let stage = Stage::with_assessment();
    let ran = as_ordinary_user(&stage, &["verify", "agency", "--lang", "en"]);
    if ran.status != 0 {
        assert_eq!(ran.status, 3, "{}{}", ran.out, ran.err);
        assert!(!ran.out.contains("Not consistent"), "{}", ran.out);
    }
}

/// Runs as somebody who may not read everything. Root may, so root must become somebody else; a
/// machine where that fails fails the test.
fn as_ordinary_user(stage: &Stage, args: &[&str]) -> crate::stage::Ran {
    let id = Command::new("id").arg("-u").output().unwrap();
    if String::from_utf8_lossy(&id.stdout).trim() != "0" {
        return stage.run(args);
    }
    // The build's folder may be closed to others: the program is copied to where they can run it.
    let program = stage.path("phrom");
    std::fs::copy(env!("CARGO_BIN_EXE_phrom"), &program).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    std::fs::set_permissions(stage.path(""), std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = Command::new(&program);
    stage.prepare(&mut command);
    command.args(args).uid(OTHER).gid(OTHER);
    ran(command.output().unwrap())
}
