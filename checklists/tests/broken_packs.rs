//! Broken packs, each with the message a person gets. The snapshots were read; beside them every
//! place is checked against the file itself.

use std::collections::{BTreeMap, BTreeSet};

use phrom_checklists::bilingual::Lang;
use phrom_checklists::builtin::BUILTIN;
use phrom_checklists::check::{check_rules, check_together};
use phrom_checklists::diagnostic::{Colour, Diagnostic};
use phrom_checklists::load::{load_files, read_files};
use phrom_checklists::pack::Pack;
use phrom_checklists::problem::CODES;
use proptest::prelude::*;

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
    let text = String::from_utf8_lossy(&files[file]).into_owned();
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
        case("one file of 1 MB and a byte", of(risk, vec![b'#'; (1 << 20) + 1]), &[("too-large", risk, "")]),
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
                let t = String::from_utf8_lossy(&f[risk]).into_owned();
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
        case(
            "a text with an unknown escape",
            with(risk, "en: Write the report", "en: \"Write \\q\""),
            &[("not-yaml", risk, "\"Write")],
        ),
        // The meaning.
        case(
            "two controls of one name",
            with(risk, "id: law-risk-treated", "id: law-risk-yearly"),
            &[("duplicate-id", risk, "law-risk-yearly")],
        ),
        case(
            "one control in two sections",
            with(risk, "id: law-risk-treated", "id: law-people-named"),
            &[("duplicate-id", "people.yaml", "law-people-named")],
        ),
        case(
            "two rows of one name",
            with(risk, "id: minutes", "id: report"),
            &[("duplicate-id", risk, "report, text: {th: รายงานการประชุม")],
        ),
        case(
            "two facts of one name",
            with(pack, "id: designated-on", "id: is-cii"),
            &[("duplicate-id", pack, "is-cii"), ("unknown-fact", risk, "designated-on")],
        ),
        case(
            "two choices of one name",
            with(pack, "id: large", "id: small"),
            &[("duplicate-id", pack, "small, text: {th: ใหญ่"), ("impossible-word", risk, "large")],
        ),
        case(
            "a control of another pack",
            with(risk, "id: law-risk-yearly", "id: lawrisk-yearly"),
            &[("control-prefix", risk, "lawrisk-yearly")],
        ),
        case(
            "a section not named like its file",
            with(risk, "section: risk", "section: risks"),
            &[("section-name", risk, "risks")],
        ),
        case(
            "a duty without citation",
            with(
                "people.yaml",
                "      cite:\n        - {source: act, at: {th: มาตรา ๕๒, en: section 52}}",
                "      cite: []",
            ),
            &[("empty-list", "people.yaml", "cite")],
        ),
        case(
            "a penalty without citation",
            with("people.yaml", "        - {source: act, at: {th: มาตรา ๗๓, en: section 73}}", "        []"),
            &[("empty-list", "people.yaml", "cite")],
        ),
        case(
            "a control without rows",
            with(
                "people.yaml",
                "    rows:\n      - {id: order, text: {th: คำสั่ง, en: The order}}",
                "    rows: []",
            ),
            &[("empty-list", "people.yaml", "rows")],
        ),
        case(
            "a section without controls",
            of(risk, "section: risk\ntitle: {th: ความเสี่ยง, en: Risk}\ncontrols:\n"),
            &[("empty-list", risk, "controls")],
        ),
        case(
            "a source that is not there",
            with(risk, "source: act", "source: atc"),
            &[("unknown-source", risk, "atc")],
        ),
        case(
            "a fact that is not there",
            with(risk, "is-cii and not (is-cii == false)", "is-cii or is-ci or size-of-it"),
            &[("unknown-fact", risk, "is-ci or"), ("unknown-fact", risk, "size-of-it")],
        ),
        case(
            "a word the fact can never be",
            with(risk, "size in [small, large]", "size in [small, huge]"),
            &[("impossible-word", risk, "huge]")],
        ),
        case(
            "a choice fact standing alone",
            with(risk, "size in [small, large]", "size"),
            &[("impossible-word", risk, "size")],
        ),
        case(
            "a boolean fact compared with a word",
            with(risk, "is-cii == false", "is-cii == no"),
            &[("impossible-word", risk, "no)")],
        ),
        case(
            "a date in a condition",
            with(risk, "is-cii and not (is-cii == false)", "designated-on"),
            &[("date-in-condition", risk, "designated-on")],
        ),
        case(
            "a fact of each system in a control of the agency",
            with(risk, "    per: system\n", ""),
            &[("system-fact", risk, "size in")],
        ),
        case(
            "a clock from a fact that is no date",
            with(risk, "from: designated-on", "from: is-cii"),
            &[("clock-fact", risk, "is-cii,")],
        ),
        case(
            "a clock from a fact that is not there",
            with(risk, "from: designated-on", "from: designated-no"),
            &[("unknown-fact", risk, "designated-no")],
        ),
        case(
            "a clock with two units",
            with(risk, "years: 1", "years: 1, days: 365"),
            &[("clock-unit", risk, "clock")],
        ),
        case("a clock without unit", with(risk, "years: 1, ", ""), &[("clock-unit", risk, "clock")]),
        case("a clock of no days", with(risk, "years: 1", "days: 0"), &[("clock-unit", risk, "clock")]),
        case(
            "a choice fact with one choice",
            with(pack, "      - {id: large, text: {th: ใหญ่, en: Large}}\n", ""),
            &[("no-choices", pack, "choice"), ("impossible-word", risk, "large")],
        ),
        case(
            "choices of a boolean fact",
            with(pack, "kind: choice", "kind: boolean"),
            &[
                ("stray-choices", pack, "choices"),
                ("impossible-word", risk, "small"),
                ("impossible-word", risk, "large"),
            ],
        ),
        case(
            "a fact called or",
            with(pack, "id: designated-on", "id: or"),
            &[("reserved-word", pack, "or"), ("unknown-fact", risk, "designated-on")],
        ),
        case(
            "a version of two parts",
            with(pack, "version: 1.0.0", "version: \"1.0\""),
            &[("bad-version", pack, "\"1.0\"")],
        ),
        case("a revision 0", with(risk, "rev: 1", "rev: 0"), &[("bad-revision", risk, "0")]),
        case(
            "a rule that decides and informs",
            with(
                risk,
                "    decides: [tls-certificate-expired]",
                "    decides: [tls-certificate-expired]\n    informs: [tls-certificate-expired]",
            ),
            &[("rule-twice", risk, "tls-certificate-expired")],
        ),
        case(
            "a title of 61 characters",
            with(risk, "ประเมินความเสี่ยงทุกปี", "ประเมินความเสี่ยงทุกปีประเมินความเสี่ยงทุกปีประเมินความเสี่ยง"),
            &[("long-title", risk, "ประเมิน")],
        ),
        case(
            "an empty text",
            with(risk, "en: Is risk treated?", "en: \" \""),
            &[("empty-text", risk, "\" \"")],
        ),
        case("a text forgotten", with(risk, "en: Write the report", "en:"), &[("empty-text", risk, "en")]),
        case(
            "English under th",
            with(risk, "th: รายงานการประชุม", "th: minutes"),
            &[("not-thai", risk, "minutes, en")],
        ),
        case("Thai under en", with(risk, "en: The minutes", "en: รายงาน (minutes)"), &[]),
        case(
            "only Thai under en",
            with(risk, "en: The minutes", "en: รายงานการประชุม"),
            &[("not-english", risk, "รายงานการประชุม}}")],
        ),
        case(
            "a split sara am",
            with(risk, "{th: ทำแผน, en: Make a plan}", "{th: ท\u{e4d}\u{e32}แผน, en: Make a plan}"),
            &[("split-sara-am", risk, "ท\u{e4d}\u{e32}")],
        ),
        case(
            "a doubled tone mark",
            with(risk, "รู้แล้วต้องทำ", "รู้แล้ว\u{e49}\u{e49}ต้องทำ"),
            &[("doubled-mark", risk, "ว\u{e49}\u{e49}")],
        ),
        case(
            "a tone mark before its vowel",
            with(risk, "จัดการความเสี่ยง, en: Risk treated", "จัดการท\u{e48}\u{e35}, en: Risk treated"),
            &[("tone-before-vowel", risk, "ท\u{e48}\u{e35}")],
        ),
        case(
            "a space before mai yamok in the second line of a text",
            with(risk, "และเสนอผู้บริหาร", "และเสนอผู้บริหารต่าง ๆ"),
            &[("space-before-mai-yamok", risk, " ๆ")],
        ),
        case(
            "a folded text that breaks before mai yamok",
            with(risk, "และเสนอผู้บริหาร", "ต่าง\n        ๆ"),
            &[("space-before-mai-yamok", risk, " ๆ")],
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

/// Codes that no single broken file can cause, each with the test that causes it.
const ELSEWHERE: [&str; 4] = [
    "unreadable",   // load::tests
    "not-a-file",   // load::tests
    "unknown-rule", // rules_are_the_callers
    "fact-differs", // packs_together
];

#[test]
fn every_code_has_a_broken_pack() {
    let mut told: BTreeSet<&str> = ELSEWHERE.into();
    told.extend(cases().iter().flat_map(|case| case.expected.iter().map(|(code, _, _)| *code)));
    assert_eq!(told, CODES.iter().copied().collect());
}

#[test]
fn rules_are_the_callers() {
    let written = read_files(&good()).unwrap();
    let known = |names: &[&str]| names.iter().map(|name| name.parse().unwrap()).collect::<BTreeSet<_>>();
    assert_eq!(check_rules(&written, &known(&["tls-certificate-expired"])), []);
    let found = check_rules(&written, &known(&["tls-certificate-expires", "other"]));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].to_string(), "risk.yaml:31:15: unknown-rule");
    assert_eq!(found[0].help(Lang::En), "Did you mean `tls-certificate-expires`?");
}

#[test]
fn packs_together() {
    let law = load_files(&good()).unwrap();
    let told = |packs: &[Pack]| {
        check_together(packs).iter().map(|d| (d.to_string(), d.message(Lang::En))).collect::<Vec<_>>()
    };
    let mut other = law.clone();
    other.head.id = "other".parse().unwrap();
    other.sections.clear();
    assert_eq!(told(&[law.clone(), other.clone()]), [], "shared facts may read the same");

    other.head.facts[0].ask.en.push('!');
    other.sections = vec![law.sections[1].clone()];
    assert_eq!(
        told(&[law.clone(), other]),
        [
            (
                "other: duplicate-id".to_owned(),
                "the control `law-people-named` is there twice, first at law".to_owned()
            ),
            (
                "other: fact-differs".to_owned(),
                "the fact `is-cii` is also in the pack `law`, but reads differently there".to_owned()
            ),
        ]
    );
    assert_eq!(told(&[law.clone(), law])[0].0, "law: duplicate-id");
}

/// Damages one file of a real pack.
fn damage(text: &str, at: usize, length: usize, with: &[u8], again: bool) -> Vec<u8> {
    let bytes = text.as_bytes();
    let from = at % (bytes.len() + 1);
    let to = (from + length).min(bytes.len());
    let kept = if again { &bytes[from..to] } else { &[][..] };
    [&bytes[..from], with, kept, kept, &bytes[to..]].concat()
}

fn snippet() -> impl Strategy<Value = Vec<u8>> {
    let signs = [
        "\n", "  ", "- ", ": ", "\"", "'", "[", "{", "&a ", "*a", "!!x ", "<<: ", "|\n", "---\n", "\t",
        "\r\n", "#", "\u{feff}", "ๆ", "้้", "th: ", "en:",
    ];
    prop_oneof![
        proptest::sample::select(signs.to_vec()).prop_map(|s| s.as_bytes().to_vec()),
        proptest::collection::vec(any::<u8>(), 0..8),
    ]
}

/// Whatever comes in: an answer and no panic, every place exists, every message renders.
fn survives(files: &BTreeMap<String, Vec<u8>>) {
    for diagnostic in problems(files) {
        for lang in [Lang::Th, Lang::En] {
            assert!(diagnostic.render(lang, Colour::Never).contains(diagnostic.problem.code()));
        }
        let Some(position) = diagnostic.position else { continue };
        let text = String::from_utf8_lossy(&files[&diagnostic.file]).into_owned();
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let line =
            text.split('\n').nth(position.line - 1).unwrap_or_else(|| panic!("line {}", position.line));
        assert!(position.column <= line.chars().count() + 1);
        assert!(position.length <= line.chars().count() + 1 - position.column);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]

    #[test]
    fn random_bytes_never_panic(head in proptest::collection::vec(any::<u8>(), 0..200), section in ".{0,200}") {
        survives(&[("pack.yaml".to_owned(), head), ("x.yaml".to_owned(), section.into_bytes())].into());
    }

    #[test]
    fn damaged_small_packs_never_panic(
        file in 0_usize..3, damages in proptest::collection::vec((any::<usize>(), 0_usize..20, snippet(), any::<bool>()), 1..4),
    ) {
        let mut files = good();
        let name = ["pack.yaml", "risk.yaml", "people.yaml"][file];
        for (at, length, with, again) in damages {
            let text = String::from_utf8_lossy(&files[name]).into_owned();
            files.insert(name.to_owned(), damage(&text, at, length, &with, again));
        }
        survives(&files);
    }
}

proptest! {
    // Real packs are large: few cases here, many above.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(10) })]

    #[test]
    fn damaged_packs_never_panic(
        pack in 0..BUILTIN.len(), file in any::<usize>(), at in any::<usize>(), length in 0_usize..60,
        with in snippet(), again in any::<bool>(),
    ) {
        let mut files = BUILTIN[pack].contents();
        let (name, text) = BUILTIN[pack].files[file % BUILTIN[pack].files.len()];
        files.insert(name.to_owned(), damage(text, at, length, &with, again));
        survives(&files);
    }
}
