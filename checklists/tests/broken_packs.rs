//! Broken packs, each with the message a person gets. The snapshots were read; beside them every
//! place is checked against the file itself.

use std::collections::BTreeMap;

use phrom_checklists::bilingual::Lang;
use phrom_checklists::diagnostic::{Colour, Diagnostic};
use phrom_checklists::load::load_files;

const HEAD: &str = r#"schema: 1
id: law
version: 1.0.0
status: preview
title: {th: กฎหมายตัวอย่าง, en: Example law}
about:
  th: ชุดข้อกำหนดสำหรับการทดสอบ
  en: A pack for tests
sources:
  - id: act
    title: {th: พระราชบัญญัติ, en: The Act}
    kind: act
    published: 2019-05-27
    confidence: gazette
facts:
  - id: is-cii
    kind: boolean
    per: agency
    ask: {th: เป็นหน่วยงานโครงสร้างพื้นฐานสำคัญทางสารสนเทศหรือไม่, en: Is the agency CII?}
  - id: size
    kind: choice
    per: system
    ask: {th: ระบบมีขนาดใด, en: How large is the system?}
    choices:
      - {id: small, text: {th: เล็ก, en: Small}}
      - {id: large, text: {th: ใหญ่, en: Large}}
  - id: designated-on
    kind: date
    per: agency
    ask: {th: ได้รับแจ้งเมื่อใด, en: When was the agency designated?}
sections: [risk, people]
"#;

const RISK: &str = r#"section: risk
title: {th: ความเสี่ยง, en: Risk}
controls:
  - id: law-risk-yearly
    rev: 1
    status: preview
    title: {th: ประเมินความเสี่ยงทุกปี, en: Yearly risk assessment}
    question: {th: ประเมินความเสี่ยงครบรอบปีหรือไม่, en: Is risk assessed every year?}
    why: {th: ความเสี่ยงเปลี่ยนอยู่เสมอ, en: Risk changes all the time}
    guidance:
      th: >-
        จัดทำรายงาน
        และเสนอผู้บริหาร
      en: Write the report
    duty:
      obligation: must
      confidence: gazette
      cite:
        - {source: act, at: {th: มาตรา ๕๔, en: section 54}}
    binds: [cii]
    applies_if: is-cii and not (is-cii == false)
    deadline:
      text: {th: ภายในหนึ่งปี, en: Within one year}
      confidence: gazette
      cite:
        - {source: act, at: {th: มาตรา ๕๔, en: section 54}}
      clock: {from: designated-on, years: 1, what: {th: รายงานฉบับแรก, en: First report}}
    rows:
      - {id: report, text: {th: รายงาน, en: The report}}
      - {id: minutes, text: {th: รายงานการประชุม, en: The minutes}}
    decides: [tls-certificate-expired]
  - id: law-risk-treated
    rev: 2
    status: preview
    title: {th: จัดการความเสี่ยง, en: Risk treated}
    question: {th: จัดการความเสี่ยงแล้วหรือไม่, en: Is risk treated?}
    why: {th: รู้แล้วต้องทำ, en: Knowing is not enough}
    guidance: {th: ทำแผน, en: Make a plan}
    duty:
      obligation: should
      confidence: secondary
      cite:
        - {source: act, at: {th: มาตรา ๕๔, en: section 54}}
    binds: [state-agency, cii]
    per: system
    applies_if: size in [small, large]
    rows:
      - {id: plan, text: {th: แผน, en: The plan}}
"#;

const PEOPLE: &str = r#"section: people
title: {th: บุคลากร, en: People}
controls:
  - id: law-people-named
    rev: 1
    status: preview
    title: {th: แต่งตั้งผู้รับผิดชอบ, en: Persons named}
    question: {th: แต่งตั้งแล้วหรือไม่, en: Are they named?}
    why: {th: ต้องมีคนรับผิดชอบ, en: Somebody must answer}
    guidance: {th: ออกคำสั่ง, en: Issue an order}
    duty:
      obligation: must
      confidence: gazette
      cite:
        - {source: act, at: {th: มาตรา ๕๒, en: section 52}}
    binds: [cii]
    penalty:
      text: {th: ปรับไม่เกินสองแสนบาท, en: A fine of up to 200000 baht}
      confidence: gazette
      cite:
        - {source: act, at: {th: มาตรา ๗๓, en: section 73}}
    rows:
      - {id: order, text: {th: คำสั่ง, en: The order}}
"#;

type Files = BTreeMap<String, Vec<u8>>;

fn good() -> Files {
    [("pack.yaml", HEAD), ("risk.yaml", RISK), ("people.yaml", PEOPLE)]
        .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
        .into()
}

/// The good pack with the first `from` of one file replaced.
fn with(file: &str, from: &str, to: &str) -> Files {
    let mut files = good();
    let text = String::from_utf8(files[file].clone()).unwrap();
    assert!(text.contains(from), "{from} is not in {file}");
    files.insert(file.to_owned(), text.replacen(from, to, 1).into_bytes());
    files
}

fn of(file: &str, bytes: impl Into<Vec<u8>>) -> Files {
    let mut files = good();
    files.insert(file.to_owned(), bytes.into());
    files
}

struct Case {
    name: &'static str,
    files: Files,
    /// Code, file and the word the caret must stand under, in the order of the diagnostics; an empty
    /// word for a problem with a whole file.
    expected: Vec<(&'static str, &'static str, &'static str)>,
}

fn case(name: &'static str, files: Files, expected: &[(&'static str, &'static str, &'static str)]) -> Case {
    Case { name, files, expected: expected.to_vec() }
}

fn cases() -> Vec<Case> {
    let (pack, risk) = ("pack.yaml", "risk.yaml");
    vec![
        // The file.
        case(
            "no pack.yaml",
            {
                let mut f = good();
                f.remove(pack);
                f
            },
            &[("no-pack-file", pack, "")],
        ),
        case(
            "a section's file is missing",
            {
                let mut f = good();
                f.remove(risk);
                f
            },
            &[("no-section-file", pack, "risk")],
        ),
        case("a file nobody lists", of("notes.txt", "x"), &[("foreign-file", "notes.txt", "")]),
        case(
            "a section listed twice",
            with(pack, "[risk, people]", "[risk, people, risk]"),
            &[("duplicate-id", pack, "risk]")],
        ),
        case(
            "a section called pack",
            with(pack, "[risk, people]", "[risk, people, pack]"),
            &[("section-named-pack", pack, "pack]")],
        ),
        case("17 MB", of(risk, vec![b'#'; 17 << 20]), &[("too-large", risk, "")]),
        // Characters.
        case(
            "Windows-874",
            of(risk, b"section: risk\ntitle: {th: \xa1\xe4, en: x}\n".to_vec()),
            &[("not-utf-8", risk, "\u{fffd}")],
        ),
        case("UTF-16", of(risk, b"\xff\xfes\0e\0c\0".to_vec()), &[("not-utf-8", risk, "\u{fffd}")]),
        case(
            "a tab",
            with(risk, "  - id: law-risk-yearly", "\t- id: law-risk-yearly"),
            &[("tab", risk, "\t")],
        ),
        case(
            "a zero-width space",
            with(risk, "ความเสี่ยง,", "ความ\u{200b}เสี่ยง,"),
            &[("invisible-character", risk, "\u{200b}")],
        ),
        // YAML.
        case("an empty file", of(risk, "# nothing\n"), &[("empty-file", risk, "")]),
        case("two documents", of(risk, format!("{RISK}---\n{RISK}")), &[("second-document", risk, "---")]),
        case(
            "an anchor and an alias",
            with(risk, "{th: ความเสี่ยง, en: Risk}\n", "&t {th: ความเสี่ยง, en: Risk}\nmore: *t\n"),
            &[("anchor", risk, "&t"), ("alias", risk, "*t")],
        ),
        case(
            "an alias of nothing",
            with(risk, "en: Write the report", "en: *report"),
            &[("alias", risk, "*report")],
        ),
        case(
            "exploding aliases",
            of(risk, BOMB),
            &[
                ("anchor", risk, "&a"),
                ("anchor", risk, "&b"),
                ("alias", risk, "*a"),
                ("alias", risk, "*a"),
                ("alias", risk, "*a"),
                ("anchor", risk, "&c"),
                ("alias", risk, "*b"),
                ("alias", risk, "*b"),
                ("alias", risk, "*b"),
            ],
        ),
        case("a tag", with(risk, "rev: 1", "rev: !!int 1"), &[("tag", risk, "!!int")]),
        case("a merge key", with(risk, "    rev: 1", "    <<: {}\n    rev: 1"), &[("merge-key", risk, "<<")]),
        case(
            "a list as a key",
            with(risk, "    rev: 1", "    [a]: b\n    rev: 1"),
            &[("key-not-text", risk, "[a]")],
        ),
        case("5,000 brackets", of(risk, "[".repeat(5000)), &[("too-deep", risk, "[")]),
        case("5,000 dashes", of(risk, "- ".repeat(5000)), &[("too-deep", risk, "-")]),
        case(
            "200,001 values",
            of(risk, format!("[{}]", "a,".repeat(200_001))),
            &[("too-many-values", risk, "a,")],
        ),
        case(
            "duplicate keys at two depths",
            of(risk, "section: risk\ntitle: {th: ก, en: a, th: ข}\nsection: risk\ncontrols: []\n"),
            &[("duplicate-key", risk, "th: ข"), ("duplicate-key", risk, "section: risk")],
        ),
        case(
            "an unclosed quotation mark",
            with(risk, "en: Write the report", "en: \"Write the report"),
            &[("unclosed-quote", risk, "\"Write")],
        ),
        case(
            "an unclosed quotation mark at the end",
            of(risk, "section: 'risk"),
            &[("unclosed-quote", risk, "'risk")],
        ),
        case(
            "an unclosed bracket",
            with(risk, "binds: [cii]", "binds: [cii"),
            &[("unclosed-bracket", risk, "[cii")],
        ),
        case(
            "a closing bracket too many",
            with(risk, "binds: [cii]", "binds: [cii]]"),
            &[("unclosed-bracket", risk, "]")],
        ),
        case(
            "a colon in a text",
            with(risk, "en: Write the report", "en: Write: the report"),
            &[("colon-in-text", risk, ": the report")],
        ),
        case(
            "a text that begins with @",
            with(risk, "en: Write the report", "en: @all write"),
            &[("unquoted-sign", risk, "@all")],
        ),
        case(
            "a line indented wrongly",
            with(risk, "    rev: 1", "   rev: 1"),
            &[("wrong-indentation", risk, "rev")],
        ),
        case(
            "a key without colon",
            with(risk, "    rev: 1", "    rev 1"),
            &[("missing-colon", risk, "rev 1")],
        ),
        // The shape.
        case(
            "a newer schema with unknown keys",
            with(pack, "schema: 1", "schema: 2\nprofiles: []"),
            &[("unknown-schema", pack, "2")],
        ),
        case(
            "a schema that is none",
            with(pack, "schema: 1", "schema: one"),
            &[("unknown-schema", pack, "one")],
        ),
        case("an unknown key", with(risk, "question:", "queston:"), &[("unknown-key", risk, "queston")]),
        case(
            "an unknown key in the head",
            with(pack, "status:", "statuss:"),
            &[("unknown-key", pack, "statuss")],
        ),
        case(
            "unknown keys in two controls",
            {
                let mut f = with(risk, "why:", "wyh:");
                let t = String::from_utf8(f[risk].clone()).unwrap();
                f.insert(risk.into(), t.replace("    per: system", "    pre: system").into_bytes());
                f
            },
            &[("unknown-key", risk, "wyh"), ("unknown-key", risk, "pre")],
        ),
        case(
            "a missing key",
            with(risk, "    rev: 1\n", ""),
            &[("missing-key", risk, "id: law-risk-yearly")],
        ),
        case(
            "a missing key in the head",
            with(pack, "version: 1.0.0\n", "# no version\n"),
            &[("missing-key", pack, "schema")],
        ),
        case(
            "no English",
            with(risk, "{th: ความเสี่ยง, en: Risk}", "{th: ความเสี่ยง}"),
            &[("missing-language", risk, "title")],
        ),
        case(
            "no Thai",
            with(
                risk,
                "{id: report, text: {th: รายงาน, en: The report}}",
                "{id: report, text: {en: The report}}",
            ),
            &[("missing-language", risk, "text")],
        ),
        case(
            "no language",
            with(pack, "title: {th: กฎหมายตัวอย่าง, en: Example law}", "title: Example law"),
            &[("no-languages", pack, "Example law")],
        ),
        case("a word for a number", with(risk, "rev: 1", "rev: first"), &[("wrong-type", risk, "first")]),
        case("a number below zero", with(risk, "rev: 1", "rev: -1"), &[("wrong-type", risk, "-1")]),
        case(
            "a number too large",
            with(risk, "rev: 1", "rev: 4294967296"),
            &[("refused-value", risk, "4294967296")],
        ),
        case(
            "a list for a text",
            with(risk, "en: Write the report", "en: [Write]"),
            &[("wrong-type", risk, "en")],
        ),
        case(
            "a mapping for a list",
            with(risk, "binds: [cii]", "binds: {cii: true}"),
            &[("wrong-type", risk, "binds")],
        ),
        case("a text for a list", with(risk, "binds: [cii]", "binds: cii"), &[("wrong-type", risk, "cii\n")]),
        case(
            "a mapping for a word",
            with(risk, "obligation: must", "obligation: {must: true}"),
            &[("wrong-type", risk, "obligation")],
        ),
        case("a list at the top", of(risk, "# ก\n- section: risk\n"), &[("wrong-type", risk, "- section")]),
        case(
            "a word that is not allowed",
            with(risk, "obligation: must", "obligation: musst"),
            &[("unknown-word", risk, "musst")],
        ),
        case(
            "a name in capitals",
            with(risk, "id: law-risk-yearly", "id: Law_Risk"),
            &[("bad-id", risk, "Law_Risk")],
        ),
        case(
            "a name in a list",
            with(pack, "[risk, people]", "[risk, People]"),
            &[("bad-id", pack, "People")],
        ),
        case("a month 13", with(pack, "2019-05-27", "2019-13-27"), &[("bad-date", pack, "2019-13-27")]),
        case(
            "a date in Thai words",
            with(pack, "2019-05-27", "27 พ.ค. 2562"),
            &[("bad-date", pack, "27 พ.ค. 2562")],
        ),
        case(
            "a condition with a word too many",
            with(risk, "is-cii and not (is-cii == false)", "\"is-cii  uses-cloud\""),
            &[("bad-condition", risk, "uses-cloud")],
        ),
        case(
            "a condition without its end",
            with(risk, "is-cii and not (is-cii == false)", "is-cii and"),
            &[("bad-condition", risk, "\n")],
        ),
        case(
            "a condition in Thai",
            with(risk, "is-cii and not (is-cii == false)", "is-cii และ size"),
            &[("bad-condition", risk, "และ")],
        ),
    ]
}

const BOMB: &str = "a: &a [ha, ha, ha]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\n";

fn problems(files: &Files) -> Vec<Diagnostic> {
    load_files(files).err().unwrap_or_default()
}

#[test]
fn the_good_pack_is_good() {
    let pack = load_files(&good()).unwrap();
    assert_eq!(pack.controls().count(), 3);
    assert_eq!(pack.sections[0].controls[0].guidance.th, "จัดทำรายงาน และเสนอผู้บริหาร");
}

/// Not a snapshot: line and column are looked up in the file.
#[test]
fn every_caret_is_under_its_word() {
    for case in cases() {
        let found = problems(&case.files);
        let codes: Vec<_> = found.iter().map(|d| (d.problem.code(), d.file.as_str())).collect();
        let expected: Vec<_> = case.expected.iter().map(|(code, file, _)| (*code, *file)).collect();
        assert_eq!(codes, expected, "{}", case.name);
        for (diagnostic, (_, file, word)) in found.iter().zip(&case.expected) {
            let Some(position) = &diagnostic.position else {
                assert_eq!(*word, "", "{}", case.name);
                continue;
            };
            let text = String::from_utf8_lossy(&case.files[*file]).into_owned();
            let line = text.split_inclusive('\n').nth(position.line - 1).unwrap();
            let rest: String = line.chars().skip(position.column - 1).collect();
            assert!(rest.starts_with(word), "{}: {:?} is not at {rest:?}", case.name, word);
        }
    }
}

#[test]
fn messages() {
    for (lang, name) in [(Lang::Th, "th"), (Lang::En, "en")] {
        let told: Vec<String> = cases()
            .iter()
            .map(|case| {
                let each: Vec<_> =
                    problems(&case.files).iter().map(|d| d.render(lang, Colour::Never)).collect();
                format!("## {}\n\n{}\n", case.name, each.join("\n\n"))
            })
            .collect();
        insta::assert_snapshot!(name, told.join("\n"));
    }
}

#[test]
fn byte_order_mark_and_windows_line_ends_are_accepted() {
    let mut files = good();
    for bytes in files.values_mut() {
        let text = String::from_utf8(bytes.clone()).unwrap().replace('\n', "\r\n");
        *bytes = format!("\u{feff}{text}").into_bytes();
    }
    let (windows, unix) = (load_files(&files).unwrap(), load_files(&good()).unwrap());
    assert_eq!((&windows.head, &windows.sections), (&unix.head, &unix.sections));
    assert_ne!(windows.sha256, unix.sha256, "the digest is over the bytes");
    // Places are the same, too.
    let broken: Files = files
        .into_iter()
        .map(|(name, bytes)| {
            (
                name,
                String::from_utf8(bytes)
                    .unwrap()
                    .replace("queston", "question")
                    .replace("question", "queston")
                    .into_bytes(),
            )
        })
        .collect();
    let place = |files: &Files| problems(files)[0].position.clone().map(|p| (p.line, p.column));
    assert_eq!(place(&broken), place(&with("risk.yaml", "question", "queston")).or(None));
}
