//! A desk in memory: two small invented laws, and every change kept in a list.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use phrom_checklists::agency::Agency;
use phrom_checklists::answer::{Evidence, EvidenceKind, Subject};
use phrom_checklists::bilingual::{Lang, Text};
use phrom_checklists::finding::Finding;
use phrom_checklists::gate::{Gate, Policy, gate};
use phrom_checklists::id::{PackId, RuleId};
use phrom_checklists::journal::Change;
use phrom_checklists::pack::Pack;
use phrom_checklists::readiness::{Readiness, readiness};
use phrom_checklists::scan::{NotRead, NotReadReason, ScanSummary, Scanner, SummaryTag};
use phrom_checklists::state::{Head, Held, ScanRecord, State};
use serde_json::{Value, json};

use crate::ui::desk::{Desk, DeskError, Done, Job, JobKind, News, Progress, RuleWords};

/// The desk.
pub(crate) struct Memory {
    pub(crate) agency: Agency,
    pub(crate) packs: Vec<Pack>,
    pub(crate) state: State,
    pub(crate) findings: Vec<Finding>,
    pub(crate) scans: Vec<ScanSummary>,
    /// What was applied and not undone, with the state before it.
    pub(crate) log: Vec<(Change, State)>,
    pub(crate) drafts: BTreeMap<Subject, String>,
    /// How often a draft was kept.
    pub(crate) drafted: usize,
    /// Makes the next changes fail.
    pub(crate) full: bool,
    pub(crate) read_only: Option<Text>,
    /// Leaves jobs running until the test lets them end.
    pub(crate) hold: bool,
    pub(crate) running: Vec<(Job, Option<News>)>,
    cancelled: bool,
    readiness: Readiness,
    gate: Gate,
}

/// The day of all tests.
pub(crate) const TODAY: Date = date(2026, 11, 25);

impl Memory {
    /// Two invented laws, nothing answered.
    pub(crate) fn new() -> Self {
        Self::with(packs())
    }

    pub(crate) fn with(packs: Vec<Pack>) -> Self {
        let agency = Agency {
            schema: 1,
            name: "กรมตัวอย่าง".to_owned(),
            name_en: Some("Department of Examples".to_owned()),
            classification: None,
            packs: packs.iter().map(|p| p.head.id.clone()).collect(),
            approves_own_work: Default::default(),
            gate: Policy::default(),
        };
        let readiness = readiness(&packs, &State::default(), &[], TODAY);
        let gate = gate(&agency.gate, &readiness.overall);
        Self {
            agency,
            packs,
            state: State::default(),
            findings: Vec::new(),
            scans: Vec::new(),
            log: Vec::new(),
            drafts: BTreeMap::new(),
            drafted: 0,
            full: false,
            read_only: None,
            hold: false,
            running: Vec::new(),
            cancelled: false,
            readiness,
            gate,
        }
    }

    /// An assessment half done: systems, facts, answers of every kind, evidence, scans, findings.
    pub(crate) fn busy() -> Self {
        let mut desk = Self::new();
        let changes = [
            json!({"system": "registry", "th": "ระบบทะเบียนราษฎร", "en": "Civil registry", "owner": "กองทะเบียน"}),
            json!({"system": "mail", "th": "ระบบจดหมายอิเล็กทรอนิกส์", "en": "E-mail", "owner": "ฝ่ายเครือข่าย"}),
            json!({"fact": "is-cii", "value": "true"}),
            json!({"fact": "cii-since", "value": "2026-10-01"}),
            json!({"answer": "cyber-policy", "row": "policy", "value": "met"}),
            json!({"answer": "cyber-policy", "row": "approval", "value": "met"}),
            json!({"answer": "cyber-contacts", "row": "names", "value": "not-met"}),
            json!({"answer": "cyber-contacts", "row": "letter", "value": "not-met"}),
            json!({"answer": "cyber-audit", "row": "report", "value": "partial"}),
            json!({"answer": "data-encryption", "row": "standard", "value": "met", "system": "mail"}),
            json!({"answer": "data-encryption", "row": "scan", "value": "met", "system": "mail"}),
            json!({"answer": "data-records", "row": "record", "value": "partial"}),
        ];
        for change in changes {
            desk.apply(from_json(&change)).unwrap();
        }
        let subject = Subject { control: "cyber-policy".parse().unwrap(), system: None };
        for (row, kind, name, sha256) in [
            ("policy", EvidenceKind::File, "นโยบาย 2570.pdf", Some("9f3a".to_owned() + &"c2".repeat(30))),
            ("approval", EvidenceKind::Cited, "หนังสือที่ ตย 0101/12", None),
        ] {
            let evidence = Evidence {
                name: name.to_owned(),
                kind,
                sha256,
                bytes: None,
                place: "ตู้เอกสาร 3".to_owned(),
                copied: false,
                dated: None,
                pages: None,
                expires: None,
            };
            let row = row.parse().unwrap();
            desk.apply(Change::EvidenceAttached { subject: subject.clone(), rev: Some(1), row, evidence })
                .unwrap();
        }
        desk.apply(Change::RemarkSet {
            subject: subject.clone(),
            rev: Some(1),
            text: "ทบทวนครั้งล่าสุดโดยคณะกรรมการเมื่อเดือนที่แล้ว\nน้ำท่วมทำให้เลื่อนการประชุม".to_owned(),
        })
        .unwrap();
        desk.apply(Change::OwnerSet {
            subject: subject.clone(),
            rev: Some(1),
            owner: Some("ฝ่ายเครือข่าย".to_owned()),
        })
        .unwrap();
        desk.apply(Change::DueSet { subject, rev: Some(1), due: Some(date(2026, 11, 20)) }).unwrap();
        desk.findings = findings();
        desk.scans = vec![summary(Scanner::Tls, vec!["mail.example.go.th:25".to_owned()])];
        desk.state.scans.push(ScanRecord {
            file: "20261120T030000Z-5f06a1b2.jsonl".to_owned(),
            sha256: "ab".repeat(32),
            scanner: Scanner::Tls,
            at: "2026-11-20T03:00:00Z".parse().unwrap(),
        });
        desk.recompute();
        desk.log.clear();
        desk
    }

    pub(crate) fn recompute(&mut self) {
        self.readiness = readiness(&self.packs, &self.state, &self.findings, TODAY);
        self.gate = gate(&self.agency.gate, &self.readiness.overall);
    }

    /// Lets held jobs end.
    pub(crate) fn release(&mut self) {
        for (_, news) in &mut self.running {
            *news = None;
        }
    }

    /// The changes that stand, oldest first.
    pub(crate) fn changes(&self) -> Vec<Change> {
        self.log.iter().map(|(change, _)| change.clone()).collect()
    }
}

impl Desk for Memory {
    fn agency(&self) -> &Agency {
        &self.agency
    }

    fn round(&self) -> &str {
        "2570-1"
    }

    fn packs(&self) -> &[Pack] {
        &self.packs
    }

    fn state(&self) -> &State {
        &self.state
    }

    fn readiness(&self) -> &Readiness {
        &self.readiness
    }

    fn gate(&self) -> &Gate {
        &self.gate
    }

    fn findings(&self) -> &[Finding] {
        &self.findings
    }

    fn last_scan(&self, scanner: Scanner) -> Option<&ScanSummary> {
        self.scans.iter().rev().find(|s| s.scanner == scanner)
    }

    fn rule(&self, rule: &RuleId) -> Option<RuleWords> {
        let text = |th: &str, en: &str| Text { th: th.to_owned(), en: en.to_owned() };
        (rule.as_str() == "tls-old-version").then(|| RuleWords {
            title: text("ยังรับ TLS รุ่นเก่า", "Old TLS versions accepted"),
            why: text("TLS 1.0 ถูกถอดรหัสได้ด้วยวิธีที่รู้กันทั่วไป", "TLS 1.0 falls to well-known attacks."),
            remedy: text("ปิด TLS 1.0 และ 1.1 ที่เครื่องแม่ข่าย", "Turn off TLS 1.0 and 1.1 on the server."),
        })
    }

    fn read_only(&self) -> Option<Text> {
        self.read_only.clone()
    }

    fn apply(&mut self, change: Change) -> Result<(), DeskError> {
        if self.full {
            let said = Text {
                th: "พื้นที่เก็บข้อมูลเต็ม".to_owned(), en: "the disk is full".to_owned()
            };
            return Err(DeskError { said, detail: Some("No space left on device (os error 28)".to_owned()) });
        }
        let before = self.state.clone();
        fold(&mut self.state, &change, self.log.len());
        self.log.push((change, before));
        self.recompute();
        Ok(())
    }

    fn undo(&mut self) -> Result<Option<Change>, DeskError> {
        let Some((change, before)) = self.log.pop() else { return Ok(None) };
        self.state = before;
        self.recompute();
        Ok(Some(change))
    }

    fn draft(&self, subject: &Subject) -> Option<String> {
        self.drafts.get(subject).cloned()
    }

    fn keep_draft(&mut self, subject: &Subject, text: Option<&str>) -> Result<(), DeskError> {
        match text {
            Some(text) => {
                self.drafted += 1;
                self.drafts.insert(subject.clone(), text.to_owned())
            }
            None => self.drafts.remove(subject),
        };
        Ok(())
    }

    fn report_path(&self, lang: Lang) -> PathBuf {
        match lang {
            Lang::Th => "my-agency/reports/readiness-th.pdf".into(),
            Lang::En => "my-agency/reports/readiness-en.pdf".into(),
        }
    }

    fn start(&mut self, job: Job, news: News) -> Result<(), DeskError> {
        if self.full {
            let said =
                Text { th: "เริ่มไม่ได้".to_owned(), en: "cannot start".to_owned() };
            return Err(DeskError { said, detail: None });
        }
        news.progress(Progress {
            objects: 620,
            total: Some(1_000),
            bytes: 31_000_000,
            not_read: 2,
            found: [("personal-data-national-id".parse().unwrap(), 12)].into(),
        });
        let news = self.hold.then_some(news);
        self.running.push((job, news));
        Ok(())
    }

    fn finish(&mut self, kind: JobKind) -> Result<Done, DeskError> {
        let at = self.running.iter().position(|(job, _)| job.kind() == kind);
        let (job, _) = self.running.remove(at.expect("a job of this kind was started"));
        if std::mem::take(&mut self.cancelled) {
            return Ok(Done::Cancelled);
        }
        Ok(match job {
            Job::Scan(job) => {
                let summary = summary(job.scanner, job.targets);
                self.scans.push(summary.clone());
                self.recompute();
                Done::Scan(summary)
            }
            Job::Report(job) => Done::Report { path: job.path, bytes: 812_345 },
            Job::Attach(job) => {
                let name = job.path.file_name().map_or(String::new(), |n| n.to_string_lossy().into_owned());
                let evidence = Evidence {
                    name,
                    kind: job.kind,
                    sha256: Some("0123456789abcdef".repeat(4)),
                    bytes: Some(4),
                    place: job.path.to_string_lossy().into_owned(),
                    copied: job.copy,
                    dated: None,
                    pages: None,
                    expires: job.expires,
                };
                let change = Change::EvidenceAttached {
                    subject: job.subject,
                    rev: job.rev,
                    row: job.row,
                    evidence: evidence.clone(),
                };
                self.apply(change)?;
                Done::Attach(evidence)
            }
        })
    }

    fn cancel(&mut self, kind: JobKind) {
        self.cancelled = true;
        for (job, news) in &mut self.running {
            if job.kind() == kind {
                *news = None;
            }
        }
    }
}

fn fold(state: &mut State, change: &Change, n: usize) {
    let at = Timestamp::from_second(1_795_600_000 + n as i64).unwrap();
    fn held<T>(value: T, at: Timestamp) -> Held<T> {
        Held::single(Head { value, by: "officer".to_owned(), at, event: String::new(), rev: Some(1) })
    }
    match change.clone() {
        Change::SystemSet { id, system } => _ = state.systems.insert(id, held(Some(system), at)),
        Change::SystemRemoved { id } => _ = state.systems.insert(id, held(None, at)),
        Change::FactSet { fact, system, value } => {
            state.facts.insert((fact, system), held(Some(value), at));
        }
        Change::FactCleared { fact, system } => _ = state.facts.insert((fact, system), held(None, at)),
        Change::RowAnswered { subject, row, answer, .. } => {
            state.answers.insert((subject, row), held(Some(answer), at));
        }
        Change::RowCleared { subject, row, .. } => _ = state.answers.insert((subject, row), held(None, at)),
        Change::NotApplicableSet { subject, mark, .. } => {
            state.not_applicable.insert(subject, held(Some(mark), at));
        }
        Change::NotApplicableCleared { subject, .. } => _ = state.not_applicable.remove(&subject),
        Change::RemarkSet { subject, text, .. } => _ = state.remarks.insert(subject, held(text, at)),
        Change::OwnerSet { subject, owner, .. } => _ = state.owners.insert(subject, held(owner, at)),
        Change::DueSet { subject, due, .. } => _ = state.dues.insert(subject, held(due, at)),
        Change::EvidenceAttached { subject, row, evidence, .. } => {
            let key = evidence.key();
            state.evidence.entry((subject, row)).or_default().insert(key, held(Some(evidence), at));
        }
        Change::EvidenceDetached { subject, row, key, .. } => {
            state.evidence.entry((subject, row)).or_default().insert(key, held(None, at));
        }
        other => panic!("the UI never writes {other:?}"),
    }
}

fn from_json(change: &Value) -> Change {
    let text = |key: &str| change[key].as_str().map(str::to_owned);
    if let Some(id) = text("system").filter(|_| change["th"].is_string()) {
        let system = json!({
            "name": {"th": change["th"], "en": change["en"]},
            "owner": change["owner"],
            "endpoints": if id == "mail" { vec!["mail.example.go.th:25"] } else { Vec::new() },
            "paths": if id == "registry" { vec!["/srv/registry"] } else { Vec::new() },
        });
        return Change::SystemSet {
            id: id.parse().unwrap(),
            system: serde_json::from_value(system).unwrap(),
        };
    }
    if let Some(fact) = text("fact") {
        return Change::FactSet { fact: fact.parse().unwrap(), system: None, value: text("value").unwrap() };
    }
    Change::RowAnswered {
        subject: Subject {
            control: text("answer").unwrap().parse().unwrap(),
            system: text("system").map(|s| s.parse().unwrap()),
        },
        rev: Some(1),
        row: text("row").unwrap().parse().unwrap(),
        answer: serde_json::from_value(change["value"].clone()).unwrap(),
    }
}

fn findings() -> Vec<Finding> {
    let finding = |rule: &str, severity: &str, confidence: &str, place: Value, masked: &str| {
        serde_json::from_value(json!({
            "rule": rule, "severity": severity, "confidence": confidence, "place": place,
            "masked": masked, "status": "open", "exposure": "everyone",
        }))
        .unwrap()
    };
    vec![
        finding(
            "tls-old-version",
            "high",
            "high",
            json!({"host": "mail.example.go.th", "port": 25}),
            "TLS 1.0",
        ),
        finding(
            "personal-data-national-id",
            "medium",
            "medium",
            json!({"path": "/srv/registry/สำรอง/รายชื่อผู้มีสิทธิ ปี 2569.csv", "line": 12, "column": 5}),
            "1-××××-×××××-××-×",
        ),
        finding(
            "personal-data-phone",
            "low",
            "low",
            json!({"path": "/srv/registry/a\u{1b}[31m\n.txt", "line": 1}),
            "08×-×××-××××",
        ),
    ]
}

fn summary(scanner: Scanner, targets: Vec<String>) -> ScanSummary {
    ScanSummary {
        record: SummaryTag::Summary,
        schema: 1,
        scanner,
        at: "2026-11-20T03:00:00Z".parse().unwrap(),
        program: "0.1.0".to_owned(),
        targets,
        key: None,
        ephemeral: true,
        scanned: 12_397,
        bytes: 3_100_000_000,
        out_of_scope: [(phrom_checklists::scan::OutOfScope::NoText, 12)].into(),
        not_read: vec![
            NotRead {
                object: "/srv/registry/ลับ.zip".to_owned(),
                reason: NotReadReason::Encrypted,
                detail: None,
            },
            NotRead { object: "/srv/registry/x".to_owned(), reason: NotReadReason::Permission, detail: None },
        ],
        people: 1_204,
    }
}

/// Two laws of three sections: wide Thai names, controls per agency and per system, every obligation
/// and mark.
fn packs() -> Vec<Pack> {
    let cyber = json!({
        "schema": 1, "id": "cyber", "version": "1.0.0", "status": "stable",
        "title": {"th": "พระราชบัญญัติความปลอดภัยตัวอย่าง พ.ศ. 2562", "en": "Example Security Act B.E. 2562"},
        "about": {"th": "ตัวอย่าง", "en": "example"},
        "sources": [{"id": "act", "title": {"th": "พระราชบัญญัติความปลอดภัยตัวอย่าง พ.ศ. 2562",
            "en": "Example Security Act B.E. 2562"}, "kind": "act", "confidence": "gazette"}],
        "facts": [
            {"id": "is-cii", "kind": "boolean", "per": "agency", "sensitive": true,
             "ask": {"th": "หน่วยงานเป็นหน่วยงานโครงสร้างพื้นฐานสำคัญทางสารสนเทศหรือไม่",
                     "en": "Is the agency a critical information infrastructure organisation?"},
             "help": {"th": "ดูประกาศรายชื่อหน่วยงานที่คณะกรรมการประกาศกำหนด",
                      "en": "See the list that the committee has published."}},
            {"id": "cii-since", "kind": "date", "per": "agency",
             "ask": {"th": "ได้รับแจ้งเมื่อวันที่เท่าใด", "en": "On which day was it notified?"}},
            {"id": "size", "kind": "choice", "per": "agency",
             "ask": {"th": "หน่วยงานมีบุคลากรเท่าใด", "en": "How large is the staff?"},
             "choices": [{"id": "small", "text": {"th": "ไม่เกิน 100 คน", "en": "100 or fewer"}},
                         {"id": "large", "text": {"th": "มากกว่า 100 คน", "en": "more than 100"}}]}
        ],
        "sections": ["governance", "response"]
    });
    let data = json!({
        "schema": 1, "id": "data", "version": "1.0.0", "status": "stable",
        "title": {"th": "พระราชบัญญัติข้อมูลตัวอย่าง พ.ศ. 2562", "en": "Example Data Act B.E. 2562"},
        "about": {"th": "ตัวอย่าง", "en": "example"},
        "sources": [{"id": "act", "title": {"th": "พระราชบัญญัติข้อมูลตัวอย่าง พ.ศ. 2562",
            "en": "Example Data Act B.E. 2562"}, "kind": "act", "confidence": "copy"}],
        "facts": [{"id": "web", "kind": "boolean", "per": "system",
            "ask": {"th": "ระบบนี้เปิดให้ประชาชนใช้ผ่านเว็บไซต์หรือไม่", "en": "Is this system open to the public on the web?"}}],
        "sections": ["protection"]
    });
    let control = |id: &str, th: &str, en: &str, more: Value, rows: &[(&str, &str, &str)]| {
        let mut control = json!({
            "id": id, "rev": 1, "status": "stable",
            "title": {"th": th, "en": en},
            "question": {"th": format!("หน่วยงานมี{th}ที่เป็นปัจจุบันและผู้บริหารสูงสุดอนุมัติแล้วหรือไม่"),
                         "en": format!("Does the agency keep {} up to date and approved by its head?", en.to_lowercase())},
            "why": {"th": "หากไม่มี หน่วยงานจะรับมือภัยคุกคามไม่ทันและไม่อาจแสดงได้ว่าปฏิบัติตามกฎหมาย",
                    "en": "Without it the agency reacts too late and cannot show that it obeys the law."},
            "guidance": {"th": "จัดทำเป็นลายลักษณ์อักษร ทบทวนอย่างน้อยปีละหนึ่งครั้ง และแจ้งผู้เกี่ยวข้องทุกคน",
                         "en": "Put it in writing, review it at least once a year, and tell everybody concerned."},
            "duty": {"obligation": "must", "confidence": "gazette",
                     "cite": [{"source": "act", "at": {"th": "มาตรา 44", "en": "section 44"}}]},
            "binds": ["state-agency"],
            "rows": rows.iter().map(|(id, th, en)| json!({"id": id, "text": {"th": th, "en": en}})).collect::<Vec<_>>(),
        });
        for (key, value) in more.as_object().unwrap() {
            control[key] = value.clone();
        }
        control
    };
    let governance = json!({"section": "governance", "title": {"th": "การกำกับดูแล", "en": "Governance"}, "controls": [
        control("cyber-policy", "นโยบายความมั่นคงปลอดภัยไซเบอร์", "A cybersecurity policy", json!({
            "penalty": {"text": {"th": "ปรับไม่เกินหนึ่งแสนบาท", "en": "fine of up to 100,000 baht"},
                "confidence": "secondary", "cite": [{"source": "act", "at": {"th": "มาตรา 73", "en": "section 73"}}]},
            "crosswalk": {"nist-csf-2.0": ["GV.PO-01"]}
        }), &[("policy", "นโยบายที่ประกาศใช้", "The policy in force"),
              ("approval", "หนังสืออนุมัติของผู้บริหารสูงสุด ซึ่งลงวันที่ภายในหนึ่งปีที่ผ่านมา", "Approval by the head, dated within the last year")]),
        control("cyber-contacts", "รายชื่อผู้ประสานงาน", "A list of contacts", json!({}),
            &[("names", "รายชื่อ", "The names"), ("letter", "หนังสือแจ้ง", "The letter")]),
        control("cyber-training", "การอบรมบุคลากร", "Staff training", json!({
            "duty": {"obligation": "should", "confidence": "unverified",
                     "cite": [{"source": "act", "at": {"th": "มาตรา 45", "en": "section 45"}}]}
        }), &[("plan", "แผนการอบรม", "The plan")]),
    ]});
    let response = json!({"section": "response", "title": {"th": "การรับมือเหตุ", "en": "Response"}, "controls": [
        control("cyber-audit", "การตรวจสอบประจำปี", "A yearly audit", json!({
            "applies_if": "is-cii",
            "deadline": {"text": {"th": "ส่งผลสรุปภายใน 30 วัน", "en": "Report within 30 days"}, "confidence": "gazette",
                "cite": [{"source": "act", "at": {"th": "มาตรา 54", "en": "section 54"}}],
                "clock": {"from": "cii-since", "days": 30, "what": {"th": "ส่งผลสรุปการตรวจสอบต่อสำนักงาน", "en": "Send the audit summary to the Office"}}}
        }), &[("report", "รายงานผลการตรวจสอบ", "The audit report"), ("summary", "ผลสรุปที่ส่งแล้ว", "The summary sent")]),
    ]});
    let protection = json!({"section": "protection", "title": {"th": "การคุ้มครอง", "en": "Protection"}, "controls": [
        control("data-encryption", "การเข้ารหัสการเชื่อมต่อ", "Encrypted connections", json!({
            "per": "system", "decides": ["tls-old-version"]
        }), &[("standard", "มาตรฐานการเข้ารหัส", "The encryption standard"), ("scan", "ผลสแกนทุกจุด", "Scans of all endpoints")]),
        control("data-records", "บันทึกรายการกิจกรรม", "Records of processing", json!({
            "informs": ["personal-data-national-id"]
        }), &[("record", "บันทึกรายการ", "The record")]),
    ]});
    let pack = |head: Value, sections: Vec<Value>| Pack {
        head: serde_json::from_value(head).unwrap(),
        sections: sections.into_iter().map(|s| serde_json::from_value(s).unwrap()).collect(),
        sha256: "00".repeat(32),
    };
    let packs = vec![pack(cyber, vec![governance, response]), pack(data, vec![protection])];
    assert_eq!(packs[0].head.id, PackId::new("cyber").unwrap());
    packs
}
