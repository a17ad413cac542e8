//! The PDF: deterministic, whole, readable, and undisturbed by what people write.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a test's panic is its report"
)]
#![cfg(feature = "pdf")]

mod given;

use std::io::Write;
use std::process::{Command, Stdio};

use phrom_checklists::bilingual::Lang;
use phrom_reports::json;
use phrom_reports::pdf::{Pdf, pdf};

fn made(given: &given::Given) -> Pdf {
    pdf(&json::document(&given.report())).unwrap()
}

#[test]
fn same_input_same_bytes_in_one_process() {
    let given = given::full(Lang::Th);
    let (first, second) = (made(&given), made(&given));
    assert!(first.bytes.starts_with(b"%PDF-1.7"));
    assert!(first.bytes == second.bytes, "the bytes differ");
}

/// Runs itself twice as another process, which prints the file's digest.
#[test]
fn same_input_same_bytes_in_two_processes() {
    let run = || {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "print_digest", "--ignored", "--nocapture"])
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        text.split_whitespace().find_map(|w| w.strip_prefix("digest=")).map(str::to_owned)
    };
    let first = run();
    assert!(first.is_some());
    assert_eq!(first, run());
}

#[test]
#[ignore = "run by same_input_same_bytes_in_two_processes"]
fn print_digest() {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(made(&given::full(Lang::Th)).bytes);
    let hex: String = digest.iter().map(|b| format!("{b:02x}")).collect();
    println!("digest={hex}");
}

#[test]
fn the_document_is_all_it_takes() {
    let document = json::document(&given::full(Lang::Th).report()).printed();
    let again = json::Document::from_json(&document.to_json().unwrap()).unwrap();
    assert!(pdf(&document).unwrap().bytes == pdf(&again).unwrap().bytes);
}

#[test]
fn agency_and_gaps_can_be_read_out() {
    for (lang, name) in [(Lang::Th, "กรมตัวอย่างการปกครอง"), (Lang::En, "Department of Examples")]
    {
        let given = given::full(lang);
        let Some(text) = extracted(&made(&given).bytes) else { return };
        assert!(text.contains(&squeezed(name)), "{name}");
        let gaps: Vec<_> = given.readiness.gaps().collect();
        assert!(gaps.len() > 3, "the fixture has too few gaps");
        for gap in gaps {
            let control = given.packs.iter().find_map(|p| p.control(&gap.subject.control)).unwrap();
            let title = control.title.in_lang(lang);
            assert!(text.contains(&squeezed(title)), "{title} is not in the text");
        }
    }
}

#[test]
fn nothing_at_all_is_still_a_report() {
    for lang in [Lang::Th, Lang::En] {
        for given in [given::empty(lang), given::bare(lang)] {
            assert!(made(&given).pages >= 3);
        }
    }
}

#[test]
fn hostile_text_changes_no_page_but_its_own() {
    for lang in [Lang::Th, Lang::En] {
        let file = made(&given::hostile(lang));
        let Some(text) = extracted(&file.bytes) else { return };
        for literal in
            ["#panic(\"x\")", "*bold*_it_`raw`$a/b$@label<label>", "[U+202E]", "#set page(fill: red)"]
        {
            assert!(text.contains(&squeezed(literal)), "{literal} is not shown as written");
        }
        assert!(!text.contains('\u{202e}'));
    }
}

#[test]
fn long_names_of_any_script_are_set() {
    for name in ["ก".repeat(500), "W".repeat(500), "\u{0e49}".repeat(500), "🙂".repeat(500), " ".repeat(500)]
    {
        let mut given = given::bare(Lang::Th);
        given.agency.name = name;
        assert!(made(&given).pages >= 1);
    }
}

/// What `pdftotext` reads, without white space and with what only joins or splits words taken out.
fn extracted(bytes: &[u8]) -> Option<String> {
    let child = Command::new("pdftotext")
        .args(["-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(_) if std::env::var("PHROM_TEST_TOOLS").as_deref() == Ok("required") => {
            panic!("pdftotext is missing")
        }
        Err(_) => {
            println!("not run: pdftotext missing");
            return None;
        }
    };
    let mut input = child.stdin.take().unwrap();
    let bytes = bytes.to_vec();
    let feeder = std::thread::spawn(move || input.write_all(&bytes));
    let output = child.wait_with_output().unwrap();
    let _ = feeder.join();
    Some(squeezed(&String::from_utf8_lossy(&output.stdout)))
}

/// Without spaces, and with a cluster that carries marks only once where it stands twice: Typst 0.15
/// splits a run where a font raises a tone mark, so that readers copy "ขั้ขั้น" for "ขั้น".
fn squeezed(text: &str) -> String {
    let mark = |c: char| matches!(c, '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}');
    let visible =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{2060}' | '\u{200b}' | '\u{a0}'));
    let mut clusters: Vec<String> = Vec::new();
    for c in visible {
        match clusters.last_mut() {
            Some(cluster) if mark(c) => cluster.push(c),
            _ => clusters.push(c.to_string()),
        }
    }
    clusters.dedup_by(|one, before| one == before && one.chars().count() > 1);
    clusters.concat()
}
