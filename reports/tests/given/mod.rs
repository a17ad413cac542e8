//! An invented agency for the tests, with the built-in packs.

#![allow(dead_code)] // Each test file uses its part.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use phrom_checklists::agency::Agency;
use phrom_checklists::answer::{Answer, Evidence, EvidenceKind, NotApplicable, Removal, Subject};
use phrom_checklists::bilingual::{Lang, Text};
use phrom_checklists::builtin;
use phrom_checklists::finding::{
    Confidence, EndpointPlace, Exposure, FilePlace, Finding, FindingStatus, Fingerprint, Place, Severity,
};
use phrom_checklists::gate::{Gate, Policy, gate};
use phrom_checklists::id::{FactId, RuleId, SystemId};
use phrom_checklists::pack::{FactKind, Pack, Scope};
use phrom_checklists::readiness::{Readiness, readiness};
use phrom_checklists::scan::{NotRead, NotReadReason, OutOfScope, ScanSummary, Scanner, SummaryTag};
use phrom_checklists::state::{Category, Head, Held, Impact, State, System};
use phrom_reports::report::{Carried, Report, RuleText};

pub(crate) const AS_OF: Date = date(2026, 11, 21);

/// Everything a report borrows.
pub(crate) struct Given {
    pub(crate) agency: Agency,
    pub(crate) round: String,
    pub(crate) packs: Vec<Pack>,
    pub(crate) state: State,
    pub(crate) findings: Vec<Finding>,
    pub(crate) scans: Vec<ScanSummary>,
    pub(crate) rules: BTreeMap<RuleId, RuleText>,
    pub(crate) carried: Vec<Carried>,
    pub(crate) exit: Vec<u8>,
    pub(crate) lang: Lang,
    pub(crate) readiness: Readiness,
    pub(crate) gate: Gate,
}

impl Given {
    pub(crate) fn report(&self) -> Report<'_> {
        Report {
            agency: &self.agency,
            round: &self.round,
            packs: &self.packs,
            state: &self.state,
            readiness: &self.readiness,
            gate: &self.gate,
            scans: &self.scans,
            findings: &self.findings,
            rules: &self.rules,
            carried: &self.carried,
            heads: "5c1f0f3a2b6d4e8890aabbccddeeff00112233445566778899aabbccddeeff00",
            made_at: at(),
            program: "0.1.0",
            exit: &self.exit,
            lang: self.lang,
        }
    }

    /// Computes again what follows, after a test changed something.
    pub(crate) fn settle(mut self) -> Self {
        self.readiness = readiness(&self.packs, &self.state, &self.findings, AS_OF);
        self.gate = gate(&self.agency.gate, &self.readiness.overall);
        self
    }
}

/// A day's work: some of everything.
pub(crate) fn full(lang: Lang) -> Given {
    let packs = packs();
    let mut state = State::default();
    systems(&mut state);
    facts(&mut state, &packs);
    answers(&mut state, &packs);
    let mut given = bare(lang);
    given.agency.classification = Some("ใช้ภายใน".to_owned());
    given.round = "รอบปีงบประมาณ 2570".to_owned();
    given.packs = packs;
    given.state = state;
    given.findings = findings();
    given.scans = scans();
    given.rules = rules();
    given.carried = vec![Carried {
        what: text("ใบรับรองรากของ Mozilla", "Mozilla's roots of trust"),
        on: date(2026, 9, 30),
    }];
    given.exit = vec![1, 3];
    given.settle()
}

/// The built-in packs and not one answer.
pub(crate) fn empty(lang: Lang) -> Given {
    let mut given = bare(lang);
    given.packs = packs();
    given.settle()
}

/// Not even packs.
pub(crate) fn bare(lang: Lang) -> Given {
    let agency = Agency {
        schema: 1,
        name: "กรมตัวอย่างการปกครอง".to_owned(),
        name_en: Some("Department of Examples".to_owned()),
        classification: None,
        packs: Vec::new(),
        approves_own_work: Default::default(),
        gate: Policy::default(),
    };
    Given {
        agency,
        round: String::new(),
        packs: Vec::new(),
        state: State::default(),
        findings: Vec::new(),
        scans: Vec::new(),
        rules: BTreeMap::new(),
        carried: Vec::new(),
        exit: Vec::new(),
        lang,
        readiness: readiness(&[], &State::default(), &[], AS_OF),
        gate: Gate { checks: Vec::new() },
    }
    .settle()
}

/// Texts that try to be something else.
pub(crate) fn hostile(lang: Lang) -> Given {
    let mut given = full(lang);
    given.agency.name = "หน่วยงานชื่อยาวมาก ".repeat(27).chars().take(500).collect();
    given.agency.name_en = Some("Unbreakable".repeat(46).chars().take(500).collect());
    given.agency.classification = Some("ลับ #emph[x] \u{202e}".to_owned());
    given.round = "#set page(fill: red)\n= Heading $x^2$ \u{0}\u{7}".to_owned();
    let subjects: Vec<Subject> = given.state.answers.keys().map(|(s, _)| s.clone()).collect();
    let remarks = [
        "#panic(\"x\") #read(\"/etc/passwd\") *bold* _it_ `raw` $a/b$ @label <label> // comment /* */ \\ ~ -- --- ...",
        "กลับทิศ \u{202e}gnp.exe\u{202c} \u{2066}x\u{2069} ศูนย์กว้าง \u{200b}\u{200d}\u{feff} จบ",
        "ควบคุม \u{0}\u{1}\u{8}\u{b}\u{c}\u{1b}[31mแดง\u{7f}\u{85}",
        "อีโมจิ 🙂👩‍👩‍👧‍👦🇹🇭 漢字 한국어 العربية שלום \u{e000}\u{f8ff}\u{10ffff}\u{fffe}",
        "ก\u{e48}\u{e48}\u{e48}\u{e48}\u{e48}\u{e48}\u{e48}\u{e48}\u{e34}\u{e38} e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
        "บรรทัด\nบรรทัด\r\nบรรทัด\u{2028}บรรทัด\u{2029}จบ\n\n\n",
    ];
    for (index, subject) in subjects.iter().enumerate().take(60) {
        let remark = remarks[index % remarks.len()].to_owned();
        given.state.remarks.insert(subject.clone(), held(remark));
    }
    given.state.remarks.insert(subjects[0].clone(), held("ยาวมาก ".repeat(3_000)));
    given.state.remarks.insert(subjects[1].clone(), held("W".repeat(9_000)));
    given.state.owners.insert(subjects[0].clone(), held(Some("ผู้รับผิดชอบชื่อยาว".repeat(30))));
    let many = (0_u64..3_000).map(|n| {
        let mut finding = given.findings[0].clone();
        let file = if n % 3 == 0 { n } else { 7 };
        finding.place = Place::File(FilePlace {
            path: format!("/srv/{}/แฟ้มที่ {file} #{{x}}.csv", "a".repeat(200)),
            member: None,
            line: Some(n + 1),
            column: Some(1),
            offset: None,
            page: None,
            sheet: None,
            cell: None,
            table: None,
            row: None,
        });
        finding
    });
    let many: Vec<Finding> = many.collect();
    given.findings.extend(many);
    given.scans[0].targets = vec!["/srv/#[x]\u{202e}".to_owned(); 40];
    given.scans[0].not_read = (0..500)
        .map(|n| NotRead {
            object: format!("/srv/{}/{n}\u{1b}[2J", "ลึก/".repeat(40)),
            reason: NotReadReason::Permission,
            detail: Some("#import \"@preview/x:1.0.0\"".to_owned()),
        })
        .collect();
    given.settle()
}

fn at() -> Timestamp {
    "2026-11-21T07:05:00Z".parse().unwrap()
}

pub(crate) fn text(th: &str, en: &str) -> Text {
    Text { th: th.to_owned(), en: en.to_owned() }
}

pub(crate) fn held<T>(value: T) -> Held<T> {
    Held::single(head(value, "สมหญิง"))
}

fn head<T>(value: T, by: &str) -> Head<T> {
    Head { value, by: by.to_owned(), at: at(), event: format!("{:064x}", by.len()), rev: Some(1) }
}

fn packs() -> Vec<Pack> {
    // What the other packs say is theirs to test, and a new one must not move these pages.
    builtin::packs_by_default().unwrap()
}

fn systems(state: &mut State) {
    let registry = System {
        name: text("ระบบทะเบียนกลาง", "Central register"),
        owner: Some("กองเทคโนโลยีสารสนเทศ".to_owned()),
        category: Some(Category {
            confidentiality: Impact::High,
            integrity: Impact::High,
            availability: Impact::Medium,
        }),
        public_website: Some(false),
        cloud: Some(false),
        endpoints: Vec::new(),
        paths: Vec::new(),
    };
    let website = System {
        name: text("เว็บไซต์ของหน่วยงาน", "Public website"),
        owner: None,
        category: None,
        public_website: Some(true),
        cloud: None,
        endpoints: vec!["www.example.go.th:443".to_owned()],
        paths: Vec::new(),
    };
    state.systems.insert(SystemId::new("register").unwrap(), held(Some(registry)));
    state.systems.insert(SystemId::new("website").unwrap(), held(Some(website)));
}

/// Two of three facts are known; the rest leave their controls undetermined.
fn facts(state: &mut State, packs: &[Pack]) {
    for (index, fact) in packs.iter().flat_map(|p| &p.head.facts).enumerate() {
        let value = match fact.kind {
            _ if index % 3 == 2 => continue,
            FactKind::Boolean => (index % 7 != 1).to_string(),
            FactKind::Choice => fact.choices[0].id.to_string(),
            FactKind::Date => "2026-10-28".to_owned(),
        };
        let about: Vec<Option<SystemId>> = match fact.per {
            Scope::Agency => vec![None],
            Scope::System => state.living_systems().map(|(id, _)| Some(id.clone())).collect(),
        };
        for system in about {
            state.facts.insert((fact.id.clone(), system), held(Some(value.clone())));
        }
    }
    let differing = Held {
        heads: vec![head(Some("true".to_owned()), "สมชาย"), head(Some("false".to_owned()), "มานี")],
    };
    state.facts.insert((FactId::new("uses-processors").unwrap(), None), differing);
}

fn answers(state: &mut State, packs: &[Pack]) {
    for (index, (_, control)) in packs.iter().flat_map(Pack::controls).enumerate() {
        let systems: Vec<Option<SystemId>> = match control.per {
            Scope::Agency => vec![None],
            Scope::System => state.living_systems().map(|(id, _)| Some(id.clone())).collect(),
        };
        for system in systems {
            let subject = Subject { control: control.id.clone(), system };
            for (nth, row) in control.rows.iter().enumerate() {
                let answer = match index % 10 {
                    0..=4 => Answer::Met,
                    5 if nth == 0 => Answer::Met,
                    5 => Answer::NotMet,
                    6 => Answer::NotMet,
                    7 if nth == 0 => Answer::Partial,
                    8 => Answer::Met,
                    _ => continue,
                };
                let key = (subject.clone(), row.id.clone());
                state.answers.insert(key.clone(), held(Some(answer)));
                if answer == Answer::Met && index % 4 != 3 {
                    let piece = evidence(index);
                    if index % 16 == 8
                        && let Some(hash) = &piece.sha256
                    {
                        let removal = Removal {
                            reason: "มีข้อมูลส่วนบุคคลเกินจำเป็น".to_owned()
                        };
                        state.removed.insert(hash.clone(), held(Some(removal)));
                    }
                    state.evidence.entry(key).or_default().insert(piece.key(), held(Some(piece)));
                }
            }
            match index % 10 {
                8 if index % 20 == 8 => {
                    let mark = NotApplicable {
                        reason: "หน่วยงานไม่มีภารกิจในเรื่องนี้ตามกฎกระทรวงแบ่งส่วนราชการ".to_owned(),
                        approver: "ผู้อำนวยการสำนักบริหารกลาง".to_owned(),
                        expires: if index % 40 == 8 { date(2027, 9, 30) } else { date(2026, 9, 30) },
                    };
                    state.not_applicable.insert(subject.clone(), held(Some(mark)));
                }
                6 => {
                    state.owners.insert(subject.clone(), held(Some("กลุ่มงานคุ้มครองข้อมูล".to_owned())));
                    state.dues.insert(subject.clone(), held(Some(date(2027, 2, 28))));
                    state.remarks.insert(
                        subject.clone(),
                        held("อยู่ระหว่างจัดทำร่างประกาศ\nจะเสนอผู้บริหารในไตรมาสที่ 2".to_owned()),
                    );
                }
                _ => {}
            }
            if index == 3 {
                let key = (subject.clone(), control.rows[0].id.clone());
                let heads = vec![head(Some(Answer::Met), "สมชาย"), head(Some(Answer::NotMet), "มานี")];
                state.answers.insert(key, Held { heads });
            }
        }
    }
}

fn evidence(index: usize) -> Evidence {
    let kind = [EvidenceKind::File, EvidenceKind::Cited, EvidenceKind::Scan, EvidenceKind::Audit][index % 4];
    let hashed = kind != EvidenceKind::Cited;
    Evidence {
        name: format!("คำสั่งและรายงานประกอบข้อ {index}.pdf"),
        kind,
        sha256: hashed.then(|| format!("{:064x}", 0x9f3a_77c2_1111_u64 * (index as u64 + 1))),
        bytes: hashed.then_some(184_320),
        place: format!("//fs1/compliance/2570/{index:03}/คำสั่งและรายงานประกอบข้อ {index}.pdf"),
        copied: index.is_multiple_of(8),
        dated: index.is_multiple_of(4).then(|| date(2026, 3, 31)),
        pages: index.is_multiple_of(6).then(|| "3-5,9".parse().unwrap()),
        expires: (index.is_multiple_of(5))
            .then(|| if index.is_multiple_of(2) { date(2027, 1, 1) } else { date(2026, 1, 1) }),
    }
}

fn findings() -> Vec<Finding> {
    let mut findings = Vec::new();
    for n in 0_u64..64 {
        findings.push(Finding {
            rule: RuleId::new(if n % 4 == 3 { "personal-data-phone" } else { "personal-data-national-id" })
                .unwrap(),
            severity: if n % 4 == 3 { Severity::Medium } else { Severity::High },
            confidence: match n % 16 {
                15 => Confidence::Low,
                1 => Confidence::Medium,
                _ => Confidence::High,
            },
            place: Place::File(FilePlace {
                path: format!("/srv/share/hr/ทะเบียนบุคลากร-{}.csv", n % 5),
                member: (n % 5 == 4).then(|| "สำเนา/รายชื่อ.txt".to_owned()),
                line: Some(n + 2),
                column: Some(9),
                offset: Some(n * 120),
                page: None,
                sheet: None,
                cell: None,
                table: None,
                row: None,
            }),
            masked: if n % 4 == 3 {
                "0××-×××-××34".to_owned()
            } else {
                "1-××××-×××××-××-×".to_owned()
            },
            fingerprint: Some(Fingerprint(format!("{n:032x}"))),
            person: Some(Fingerprint(format!("{:032x}", n / 2))),
            exposure: Some([Exposure::Owner, Exposure::Group, Exposure::Everyone][(n % 5 % 3) as usize]),
            owner: Some(1000),
            modified: Some(at()),
            status: if n == 0 { FindingStatus::Baseline } else { FindingStatus::Open },
            systems: Vec::new(),
            controls: Vec::new(),
        });
    }
    findings.push(Finding {
        rule: RuleId::new("tls-certificate-expired").unwrap(),
        severity: Severity::High,
        confidence: Confidence::High,
        place: Place::Endpoint(EndpointPlace {
            host: "mail.example.go.th".to_owned(),
            port: 443,
            sni: None,
            starttls: None,
        }),
        masked: "CN=mail.example.go.th · 2026-11-01".to_owned(),
        fingerprint: None,
        person: None,
        exposure: None,
        owner: None,
        modified: None,
        status: FindingStatus::Open,
        systems: Vec::new(),
        controls: Vec::new(),
    });
    findings
}

fn scans() -> Vec<ScanSummary> {
    let blank = |scanner| ScanSummary {
        record: SummaryTag::Summary,
        schema: 1,
        scanner,
        at: at(),
        program: "0.1.0".to_owned(),
        targets: Vec::new(),
        key: None,
        ephemeral: false,
        scanned: 0,
        bytes: 0,
        out_of_scope: BTreeMap::new(),
        not_read: Vec::new(),
        people: 0,
    };
    let data = ScanSummary {
        targets: vec!["/srv/share".to_owned()],
        key: Some("k1-7f3a".to_owned()),
        scanned: 12_397,
        bytes: 3_120_000_000,
        out_of_scope: BTreeMap::from([(OutOfScope::NoText, 310), (OutOfScope::Empty, 12)]),
        not_read: vec![
            NotRead {
                object: "/srv/share/old/backup.zip".to_owned(),
                reason: NotReadReason::Encrypted,
                detail: None,
            },
            NotRead {
                object: "/srv/share/closed".to_owned(),
                reason: NotReadReason::Permission,
                detail: Some("Permission denied (os error 13)".to_owned()),
            },
        ],
        people: 32,
        ..blank(Scanner::PersonalData)
    };
    let tls = ScanSummary {
        targets: vec!["mail.example.go.th:443".to_owned(), "www.example.go.th:443".to_owned()],
        ephemeral: true,
        scanned: 2,
        ..blank(Scanner::Tls)
    };
    vec![data, tls]
}

fn rules() -> BTreeMap<RuleId, RuleText> {
    let rule =
        |id: &str, title: Text, what_to_do: Text| (RuleId::new(id).unwrap(), RuleText { title, what_to_do });
    BTreeMap::from([
        rule(
            "personal-data-national-id",
            text("เลขประจำตัวประชาชนในแฟ้ม", "National ID number in a file"),
            text(
                "ย้ายแฟ้มไปไว้ในที่ซึ่งผู้มีหน้าที่เท่านั้นอ่านได้ ลบสำเนาที่ไม่จำเป็น และบันทึกไว้ในรายการกิจกรรม",
                "Move the file to where only those who need it can read it, delete needless copies, and record the activity.",
            ),
        ),
        rule(
            "tls-certificate-expired",
            text("ใบรับรองหมดอายุแล้ว", "The certificate has expired"),
            text(
                "ต่ออายุใบรับรองและตั้งการแจ้งเตือนก่อนหมดอายุ",
                "Renew the certificate and set a reminder before it expires.",
            ),
        ),
    ])
}
