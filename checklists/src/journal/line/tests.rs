use super::reading::{Read, read};
use crate::answer::{Answer, Evidence, EvidenceKind, NotApplicable, Removal, Subject};
use crate::bilingual::Text;
use crate::id::RowId;
use crate::journal::digest::Digest;
use crate::journal::event::{AssessmentId, Change, Event, Pin, SCHEMA};
use crate::journal::identity::Author;
use crate::json::{self, JsonFault};
use crate::measure::{Measure, MeasureStatus};
use crate::people::{Approval, Person, Role, Stage, Waiver};
use crate::scan::Scanner;
use crate::signature::SealKey;
use crate::state::{Category, Impact, ScanRecord, System};

fn event(change: Change) -> Event {
    Event {
        assessment: AssessmentId::from_random([7; 16]),
        round: "2570-1".parse().unwrap(),
        seq: 2,
        at: "2026-11-25T02:29:00Z".parse().unwrap(),
        by: Author::new("มะลิ ผู้ประเมิน").unwrap(),
        change,
        prev: Digest::of(b"before"),
        seen: [("Anan.01010101".to_owned(), Digest::of(b"other"))].into(),
    }
}

fn waiver() -> Waiver {
    Waiver {
        reason: "รอเปลี่ยนระบบ".to_owned(),
        approver: "ผู้อำนวยการ".to_owned(),
        expires: jiff::civil::date(2027, 3, 31),
    }
}

/// One event of every kind.
fn every_kind() -> Vec<Change> {
    let subject = || Subject { control: "pdpa-s37-1".parse().unwrap(), system: Some("hr".parse().unwrap()) };
    let agency = || Subject { control: "pdpa-s41-1".parse().unwrap(), system: None };
    let row = || -> RowId { "policy".parse().unwrap() };
    let rev = Some(1);
    let sha256 = Digest::of(b"abc");
    let evidence = Evidence {
        dated: None,
        pages: None,
        name: "แผนรับมือเหตุการณ์.pdf".to_owned(),
        kind: EvidenceKind::File,
        sha256: Some(sha256.to_string()),
        bytes: Some(3),
        place: "/srv/แผน.pdf".to_owned(),
        copied: true,
        expires: Some(jiff::civil::date(2027, 9, 30)),
    };
    let impact = Impact::Medium;
    let system = System {
        name: Text { th: "ระบบบุคลากร".to_owned(), en: "HR".to_owned() },
        owner: Some("กองการเจ้าหน้าที่".to_owned()),
        category: Some(Category { confidentiality: impact, integrity: impact, availability: Impact::Low }),
        public_website: Some(false),
        cloud: None,
        endpoints: vec!["hr.example.go.th:443".to_owned()],
        paths: vec!["/srv/hr".to_owned()],
    };
    vec![
        Change::AssessmentBegun {
            packs: vec![Pin { id: "pdpa".parse().unwrap(), version: "1.0.0".to_owned(), sha256 }],
            files: [("phrom.yaml".to_owned(), sha256), ("packs.lock".to_owned(), sha256)].into(),
        },
        Change::SystemSet { id: "hr".parse().unwrap(), system },
        Change::SystemRemoved { id: "hr".parse().unwrap() },
        Change::FactSet { fact: "is-cii".parse().unwrap(), system: None, value: "true".to_owned() },
        Change::FactCleared { fact: "uses-cloud".parse().unwrap(), system: Some("hr".parse().unwrap()) },
        Change::RowAnswered { subject: subject(), rev, row: row(), answer: Answer::NotMet },
        Change::RowCleared { subject: agency(), rev: None, row: row() },
        Change::NotApplicableSet {
            subject: subject(),
            rev,
            mark: NotApplicable {
                reason: "ไม่มีการโอนข้อมูลไปต่างประเทศ".to_owned(),
                approver: "ผู้อำนวยการ".to_owned(),
                expires: jiff::civil::date(2027, 9, 30),
            },
        },
        Change::NotApplicableCleared { subject: subject(), rev },
        Change::RemarkSet {
            subject: subject(), rev, text: "รอคณะกรรมการ\n\"อนุมัติ\"".to_owned()
        },
        Change::OwnerSet { subject: subject(), rev, owner: Some("กองกฎหมาย".to_owned()) },
        Change::OwnerSet { subject: subject(), rev, owner: None },
        Change::DueSet { subject: subject(), rev, due: Some(jiff::civil::date(2027, 1, 31)) },
        Change::EvidenceAttached { subject: subject(), rev, row: row(), evidence: evidence.clone() },
        Change::EvidenceDetached { subject: subject(), rev, row: row(), key: evidence.key() },
        Change::ScanRecorded {
            scan: ScanRecord {
                file: "20261125T022900Z-01010101.jsonl".to_owned(),
                sha256: sha256.to_string(),
                scanner: Scanner::PersonalData,
                at: "2026-11-25T02:29:00Z".parse().unwrap(),
            },
        },
        Change::FileChanged { path: "detectors/own.yaml".to_owned(), sha256: None },
        Change::Undone { event: sha256 },
        Change::EvidenceRemoved {
            sha256: Digest::of(b"abc"),
            removal: Removal { reason: "มีข้อมูลเกินจำเป็น".to_owned() },
        },
        Change::MeasureSet { subject: subject(), rev, measure: measure() },
        Change::MeasureCleared { subject: subject(), rev },
        Change::RoundBegun { from: "2569-1".parse().unwrap() },
        Change::RoundSealed { key: SealKey::from_seed(&[7; 32]).public() },
        Change::PersonSet {
            person: Person {
                person: Author::new("มะลิ ผู้ประเมิน").unwrap(),
                roles: [Role::Reviewer, Role::Dpo].into(),
                office: Some("กองกฎหมาย".to_owned()),
            },
        },
        Change::PersonRemoved { person: Author::new("Anan").unwrap() },
        Change::StageSet { subject: subject(), rev, stage: Stage::ReadyForReview },
        Change::Approved {
            subject: subject(),
            rev,
            approval: Approval { role: Role::Reviewer, state: sha256 },
        },
        Change::ApprovalWithdrawn { subject: subject(), rev, role: Role::Reviewer },
        Change::CommentAdded {
            subject: agency(), rev, text: "ขอสำเนาคำสั่ง".to_owned()
        },
        Change::WaiverSet { subject: subject(), rev, rule: None, waiver: waiver() },
        Change::WaiverSet {
            subject: subject(),
            rev,
            rule: Some("tls-certificate-expired".parse().unwrap()),
            waiver: waiver(),
        },
        Change::WaiverCleared { subject: subject(), rev, rule: None },
        Change::WaiverCleared {
            subject: subject(),
            rev,
            rule: Some("tls-certificate-expired".parse().unwrap()),
        },
    ]
}

fn measure() -> Measure {
    Measure {
        measure: "จัดทำแผนรับมือเหตุการณ์".to_owned(),
        owner: Some("กองเทคโนโลยีสารสนเทศ".to_owned()),
        budget_satang: Some(1_250_050),
        start: Some(jiff::civil::date(2026, 12, 1)),
        due: Some(jiff::civil::date(2027, 2, 28)),
        status: MeasureStatus::UnderWay,
    }
}

#[test]
fn a_measure_that_makes_no_sense_is_no_event() {
    let line = written(every_kind().swap_remove(19));
    assert!(matches!(read(line.as_bytes()), Read::Event(_)));
    let lines = [
        line.replace("จัดทำแผนรับมือเหตุการณ์", " "),
        line.replace("กองเทคโนโลยีสารสนเทศ", ""),
        line.replace("1250050", "1000000000000001"),
        line.replace("1250050", "-1"),
        line.replace("1250050", "12500.50"),
        line.replace("2026-12-01", "2027-03-01"),
        line.replace("2026-12-01", "2026-13-01"),
        line.replace("under-way", "begun"),
    ];
    for line in lines {
        assert_eq!(bad(&line), JsonFault::Shape, "{line}");
    }
}

/// The format is permanent: a difference here is a new schema, not a new snapshot.
#[test]
fn every_kind_as_written() {
    let lines: Vec<String> =
        every_kind().into_iter().map(|c| String::from_utf8(event(c).to_line()).unwrap()).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn every_kind_is_documented() {
    let page = include_str!("../../../../docs/assessment-folder.md");
    for change in every_kind() {
        assert!(page.contains(&format!("\n| `{}` |", change.kind())), "{}", change.kind());
    }
}

#[test]
fn what_is_written_reads_back() {
    for change in every_kind() {
        let event = event(change);
        let line = event.to_line();
        json::check(&line).unwrap();
        assert_eq!(read(&line), Read::Event(Box::new(event)));
    }
}

fn written(change: Change) -> String {
    String::from_utf8(event(change).to_line()).unwrap()
}

fn answered() -> String {
    written(every_kind().swap_remove(5))
}

fn bad(line: &str) -> JsonFault {
    match read(line.as_bytes()) {
        Read::Bad(error) => error.fault,
        other => panic!("{line} reads as {other:?}"),
    }
}

#[test]
fn a_key_given_twice_is_refused_wherever_it_stands() {
    let line = answered();
    let twice = [
        line.replace(r#""seq":2"#, r#""seq":2,"seq":2"#),
        line.replace(r#""row":"policy""#, r#""row":"policy","row":"other""#),
        line.replace(
            r#""Anan.01010101":"#,
            &format!(r#""Anan.01010101":"{}","Anan.01010101":"#, Digest::ZERO),
        ),
        written(every_kind().swap_remove(3))
            .replace(r#""value":"true""#, r#""value":"true","value":"false""#),
        line.replace(r#""kind""#, r#""unknown":{"a":1,"a":2},"kind""#),
    ];
    for line in twice {
        assert!(matches!(bad(&line), JsonFault::DuplicateKey(_)), "{line}");
    }
}

#[test]
fn what_is_not_an_event_of_ours_is_bad() {
    let line = answered();
    let table = [
        (line.replace(r#","row":"policy""#, ""), JsonFault::MissingKey("row".to_owned())),
        (line.replace(r#""control":"pdpa-s37-1","#, ""), JsonFault::MissingKey("control".to_owned())),
        (line.replace(r#""not-met""#, r#""metx""#), JsonFault::Shape),
        (line.replace(r#""not-met""#, "null"), JsonFault::Shape),
        (line.replace("2570-1", "2570-01"), JsonFault::Shape),
        (line.replace("มะลิ ผู้ประเมิน", "../มะลิ"), JsonFault::Shape),
        (line.replace(r#""schema":1"#, r#""schema":0"#), JsonFault::Shape),
        (line.replace(r#""schema":1,"#, ""), JsonFault::MissingKey("schema".to_owned())),
        (line.replace(r#""seq""#, r#""sequence""#), JsonFault::UnknownKey("sequence".to_owned())),
        (written(Change::SystemRemoved { id: "hr".parse().unwrap() }).replace("null", "1"), JsonFault::Shape),
        ("[]".to_owned(), JsonFault::Shape),
        ("{}".to_owned(), JsonFault::MissingKey("schema".to_owned())),
    ];
    for (line, expected) in table {
        assert_eq!(bad(&line), expected, "{line}");
    }
}

#[test]
fn what_must_not_be_written_is_not_read_either() {
    let mark = |reason: &str, approver: &str| {
        let line = written(every_kind().swap_remove(7));
        line.replace("ไม่มีการโอนข้อมูลไปต่างประเทศ", reason).replace("ผู้อำนวยการ", approver)
    };
    assert!(matches!(read(mark("เหตุ", "คน").as_bytes()), Read::Event(_)));
    let of = |kind: &str| written(every_kind().into_iter().find(|c| c.kind() == kind).unwrap());
    let scan = written(every_kind().swap_remove(15));
    let file = written(every_kind().swap_remove(16));
    let evidence = written(every_kind().swap_remove(13));
    let begun = written(Change::RoundBegun { from: "2569-1".parse().unwrap() });
    let sealed = written(Change::RoundSealed { key: SealKey::from_seed(&[7; 32]).public() });
    let lines = [
        begun.replace("2569-1", "2570-1"),
        begun.replace("2569-1", "2571-1"),
        sealed.replace(r#""value":"ea"#, r#""value":"EA"#),
        sealed.replace(r#""value":"ea"#, r#""value":""#),
        mark("", "คน"),
        mark("  ", "คน"),
        mark("เหตุ", "\\t"),
        scan.replace("20261125T", "../20261125T"),
        scan.replace("20261125T", ".20261125T"),
        scan.replace(".jsonl", ".json"),
        file.replace("detectors/own.yaml", "detectors/../own.yaml"),
        file.replace("detectors/own.yaml", "/etc/passwd"),
        file.replace("detectors/own.yaml", "evidence/x"),
        evidence.replace(r#""bytes":3,"#, ""),
        evidence.replace(r#""kind":"file""#, r#""kind":"cited""#),
        evidence.replace("ba7816bf", "BA7816BF"),
        of("person-set").replace(r#"["reviewer","dpo"]"#, "[]"),
        of("person-set").replace(r#"["reviewer","dpo"]"#, r#"["king"]"#),
        of("person-set").replace(r#""person":"มะลิ ผู้ประเมิน""#, r#""person":"มะลิ\nผู้ประเมิน""#),
        of("person-set").replace(r#""person":"มะลิ ผู้ประเมิน""#, r#""person":"../มะลิ""#),
        of("stage-set").replace("ready-for-review", "approved"),
        of("approved").replace("reviewer", "preparer"),
        of("comment-added").replace("ขอสำเนาคำสั่ง", " "),
        of("waiver-set").replace("รอเปลี่ยนระบบ", ""),
        of("waiver-set").replace("ผู้อำนวยการ", " "),
    ];
    for line in lines {
        assert_eq!(bad(&line), JsonFault::Shape, "{line}");
    }
}

#[test]
fn what_is_newer_is_kept_apart() {
    let line = answered();
    let Read::Foreign(foreign) = read(line.replace("row-answered", "row-sung").as_bytes()) else {
        panic!("an unknown kind")
    };
    assert_eq!((foreign.schema, foreign.kind.as_str(), foreign.seq), (1, "row-sung", Some(2)));
    assert_eq!(foreign.prev, Some(Digest::of(b"before")));
    assert_eq!(foreign.seen.len(), 1);

    let newer = [
        line.replace(r#""schema":1"#, r#""schema":2"#),
        line.replace(r#""schema":1"#, r#""schema":2,"mood":{"of":["day"]}"#),
        r#"{"schema":9}"#.to_owned(),
        r#"{"schema":9,"kind":["สมชาย"],"seq":"x","prev":1,"seen":[]}"#.to_owned(),
    ];
    for line in newer {
        let Read::Foreign(foreign) = read(line.as_bytes()) else { panic!("{line}") };
        assert!(foreign.schema > SCHEMA);
        assert!(["", "row-answered"].contains(&foreign.kind.as_str()), "{}", foreign.kind);
    }
}
