//! What the commands say, in both languages.

use std::fmt::Display;
use std::path::Path;

use jiff::civil::Date;
use phrom_checklists::answer::Answer;
use phrom_checklists::bilingual::Lang;
use phrom_checklists::diagnostic::{Colour, Diagnostic};
use phrom_checklists::finding::{Confidence, Severity};
use phrom_checklists::folder::{AttachError, CreateError, OpenError};
use phrom_checklists::gate::{Actual, Check, Key, Policy};
use phrom_checklists::id::{ControlId, FactId, RowId, SystemId};
use phrom_checklists::journal::{AuthorError, Change, WriteError};
use phrom_checklists::pack::{Obligation, Sureness};
use phrom_checklists::readiness::{BANDS, Figures, Level, Outcome, Ratio};
use phrom_checklists::scan::{NotReadReason, OutOfScope, ScanSummary, Scanner};

use super::Both;
use crate::config::ConfigError;
use crate::output::{Format, OutputError};

pub use super::fault::fault;

/// Picks the sentence of one language.
fn pick(lang: Lang, th: impl Into<String>, en: impl Into<String>) -> String {
    match lang {
        Lang::Th => th.into(),
        Lang::En => en.into(),
    }
}

pub const SELF_ASSESSMENT: Both = Both {
    th: "การประเมินตนเอง ไม่ใช่การรับรอง",
    en: "A self-assessment, not a certification",
};
pub const OVERALL: Both = Both { th: "รวมทุกกฎหมาย", en: "All laws together" };
pub const QUESTION: Both = Both { th: "คำถาม", en: "Question" };
pub const WHY: Both = Both { th: "เหตุผล", en: "Why" };
pub const WHAT_TO_DO: Both = Both { th: "สิ่งที่ต้องทำ", en: "What to do" };
pub const DUTY: Both = Both { th: "หน้าที่", en: "Duty" };
pub const APPLIES_IF: Both = Both { th: "ใช้เมื่อ", en: "Applies if" };
pub const DEADLINE: Both = Both { th: "กำหนดเวลา", en: "Deadline" };
pub const PENALTY: Both = Both { th: "บทกำหนดโทษ", en: "Penalty" };
pub const ROWS: Both = Both { th: "แถวหลักฐาน", en: "Evidence rows" };
pub const NOTE: Both = Both { th: "ข้อสังเกต", en: "Note" };

/// `62.5 %` with its fraction; a share of nothing has no percentage.
pub fn share(ratio: Ratio) -> String {
    match ratio.per_mille() {
        Some(tenths) => format!("{}.{} % ({}/{})", tenths / 10, tenths % 10, ratio.part, ratio.whole),
        None => format!("– ({}/{})", ratio.part, ratio.whole),
    }
}

fn percent(ratio: Ratio) -> String {
    ratio.per_mille().map_or_else(|| "–".to_owned(), |t| format!("{}.{}", t / 10, t % 10))
}

pub fn law(lang: Lang, title: &str, figures: &Figures, level_of: Level) -> String {
    let range = format!("{}–{} %", percent(figures.lower), percent(figures.upper));
    let of = |ratio: Ratio| format!("{}/{}", ratio.part, ratio.whole);
    let halves = |ratio: Ratio| format!("{}/{}", ratio.part, ratio.whole);
    let scored = format!("({}–{})", halves(figures.lower), halves(figures.upper));
    pick(
        lang,
        format!(
            "{title}\n  ช่วงคะแนน {range} {scored} · ประเมินแล้ว {} · มีหลักฐาน {} · ขาดตามกฎหมาย {} · ระดับ: {}",
            of(figures.coverage),
            share(figures.evidence),
            figures.gaps,
            level(lang, level_of)
        ),
        format!(
            "{title}\n  score {range} {scored} · assessed {} · evidence-backed {} · statutory gaps {} · level: {}",
            of(figures.coverage),
            share(figures.evidence),
            figures.gaps,
            level(lang, level_of)
        ),
    )
}

pub fn level(lang: Lang, level: Level) -> &'static str {
    match level {
        Level::Urgent => {
            Both { th: "ต้องเร่งดำเนินการ", en: "urgent action needed" }
        }
        Level::Improve => Both { th: "ต้องปรับปรุง", en: "improvement needed" },
        Level::Mostly => {
            Both { th: "พร้อมเป็นส่วนใหญ่", en: "mostly ready" }
        }
        Level::Ready => Both { th: "พร้อม", en: "ready" },
    }
    .say(lang)
}

pub fn gate_verdict(lang: Lang, passed: bool, gaps: u64) -> String {
    if passed {
        return pick(lang, "ด่าน: ผ่าน", "Gate: passed");
    }
    pick(
        lang,
        format!("ด่าน: ไม่ผ่าน (ขาดตามกฎหมาย {gaps} ข้อ)"),
        format!("Gate: failed ({gaps} statutory gaps)"),
    )
}

pub fn gate_check(lang: Lang, check: &Check) -> String {
    let mark = if check.passed {
        pick(lang, "ผ่าน  ", "passed")
    } else {
        pick(lang, "ไม่ผ่าน", "failed")
    };
    let actual = match check.actual {
        Actual::Count(count) => count.to_string(),
        Actual::Share(ratio) => share(ratio),
    };
    format!("  {mark}  {} {} · {actual}", check.key.as_str(), check.bound)
}

pub fn explain(lang: Lang, policy: &Policy) -> String {
    let defaults = Policy::default();
    let rows: [(Key, u64, u64, Both); 6] = [
        (
            Key::MaxStatutoryGaps,
            policy.max_statutory_gaps,
            defaults.max_statutory_gaps,
            Both {
                th: "จำนวนข้อที่กฎหมายบังคับซึ่งไม่มีหรือยังไม่ประเมิน (มากที่สุด)",
                en: "statutory controls not met or not assessed, at most",
            },
        ),
        (
            Key::MinCoverage,
            policy.min_coverage,
            defaults.min_coverage,
            Both {
                th: "ข้อที่ประเมินแล้วต่อข้อที่เกี่ยวข้อง ร้อยละ (น้อยที่สุด)",
                en: "assessed of applicable controls, percent, at least",
            },
        ),
        (
            Key::MinScore,
            policy.min_score,
            defaults.min_score,
            Both {
                th: "ขอบล่างของช่วงคะแนน ร้อยละ (น้อยที่สุด)",
                en: "lower bound of the score, percent, at least",
            },
        ),
        (
            Key::MinEvidence,
            policy.min_evidence,
            defaults.min_evidence,
            Both {
                th: "น้ำหนักของข้อที่มี ซึ่งมีหลักฐานแนบ ร้อยละ (น้อยที่สุด)",
                en: "weight of what is met that attached evidence backs, percent, at least",
            },
        ),
        (
            Key::MaxContradictions,
            policy.max_contradictions,
            defaults.max_contradictions,
            Both {
                th: "ข้อที่ผลสแกนขัดกับคำตอบ (มากที่สุด)", en: "controls that a finding contradicts, at most"
            },
        ),
        (
            Key::MaxConflicts,
            policy.max_conflicts,
            defaults.max_conflicts,
            Both {
                th: "ข้อที่มีคำตอบขัดแย้งกัน (มากที่สุด)", en: "controls with two concurrent answers, at most"
            },
        ),
    ];
    let mut text = pick(
        lang,
        "ด่านผ่านเมื่อทุกข้อต่อไปนี้เป็นจริง (แก้ไขค่าได้ใน phrom.yaml ใต้ gate:)\n",
        "The gate passes where all of this holds (change values in phrom.yaml under gate:)\n",
    );
    for (key, value, default, meaning) in rows {
        let default = pick(lang, format!("ปริยาย {default}"), format!("default {default}"));
        text += &format!("  {:<20} {value:>3}  ({default})  {}\n", key.as_str(), meaning.say(lang));
    }
    text += &pick(
        lang,
        "\nวิธีคิดคะแนน: แต่ละข้อได้ มี = 1, มีบางส่วน = ½, ไม่มี = 0 คูณน้ำหนัก หารด้วยน้ำหนักรวมของข้อที่เกี่ยวข้อง\n\
         น้ำหนัก: ต้องทำและมีโทษหรือกำหนดเวลาในกฎหมาย = 3, ต้องทำ = 2, ควรหรืออาจทำ = 1\n\
         ขอบล่างนับแถวที่ยังไม่ตอบเป็นไม่มี ขอบบนนับเป็นมี ตัดทศนิยมทิ้งโดยไม่ปัดขึ้น\n\
         ข้อเท็จจริงที่ยังไม่ทราบนับว่าข้อนั้นเกี่ยวข้อง\n\nระดับตามขอบล่าง:\n",
        "\nScore: each control counts met = 1, partial = ½, not met = 0, times its weight, over the weight of all \
         applicable controls\n\
         Weight: must, with a penalty or deadline in law = 3; must = 2; should or may = 1\n\
         The lower bound counts unanswered rows as not met, the upper as met; decimals are cut, never rounded up\n\
         An unknown fact counts a control as applicable\n\nLevels by the lower bound:\n",
    );
    for (band, edge) in BANDS {
        text += &format!("  ≥ {edge:>2} %  {}\n", level(lang, band));
    }
    text + &pick(
        lang,
        "ข้อที่กฎหมายบังคับซึ่งไม่มีหรือยังไม่ประเมิน จำกัดระดับไว้ไม่เกิน “ต้องปรับปรุง” ไม่ว่าคะแนนเท่าใด \
         (ยกเว้นหน้าที่ที่แหล่งอ้างอิงยังไม่ยืนยัน)",
        "A statutory control not met or not assessed caps the level at \"improvement needed\" whatever the score \
         (not one whose duty rests on an unverified source)",
    )
}

pub fn outcome(lang: Lang, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => Both { th: "มี", en: "met" },
        Outcome::Partial => Both { th: "มีบางส่วน", en: "partial" },
        Outcome::NotMet => Both { th: "ไม่มี", en: "not met" },
        Outcome::NotApplicable => {
            Both { th: "ไม่เกี่ยวข้อง", en: "not applicable" }
        }
        Outcome::NotAssessed => Both { th: "ยังไม่ประเมิน", en: "not assessed" },
    }
    .say(lang)
}

pub fn answer(lang: Lang, answer: Option<Answer>) -> &'static str {
    match answer {
        Some(Answer::Met) => Both { th: "มี", en: "met" },
        Some(Answer::Partial) => Both { th: "มีบางส่วน", en: "partial" },
        Some(Answer::NotMet) => Both { th: "ไม่มี", en: "not met" },
        None => Both { th: "ยังไม่ตอบ", en: "not answered" },
    }
    .say(lang)
}

pub fn obligation(lang: Lang, obligation: Obligation) -> &'static str {
    match obligation {
        Obligation::Must => Both { th: "ต้องทำ", en: "must" },
        Obligation::Should => Both { th: "ควรทำ", en: "should" },
        Obligation::May => Both { th: "อาจทำ", en: "may" },
    }
    .say(lang)
}

pub fn sureness(lang: Lang, sureness: Sureness) -> &'static str {
    match sureness {
        Sureness::Gazette => Both {
            th: "อ่านจากราชกิจจานุเบกษา", en: "Royal Gazette read"
        },
        Sureness::Copy => Both {
            th: "อ่านจากสำเนาตัวบททางการ", en: "official text read in a copy"
        },
        Sureness::Secondary => Both {
            th: "แหล่งทุติยภูมิ ยังไม่ได้อ่านตัวบท", en: "secondary source, text not read"
        },
        Sureness::Unverified => Both { th: "ยังไม่ยืนยัน", en: "unverified" },
    }
    .say(lang)
}

pub fn severity(lang: Lang, severity: Severity) -> &'static str {
    match severity {
        Severity::Info => Both { th: "ข้อมูล", en: "info" },
        Severity::Low => Both { th: "ต่ำ", en: "low" },
        Severity::Medium => Both { th: "ปานกลาง", en: "medium" },
        Severity::High => Both { th: "สูง", en: "high" },
        Severity::Critical => Both { th: "วิกฤต", en: "critical" },
    }
    .say(lang)
}

pub fn confidence(lang: Lang, confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Low => Both { th: "เชื่อมั่นต่ำ", en: "low confidence" },
        Confidence::Medium => {
            Both { th: "เชื่อมั่นปานกลาง", en: "medium confidence" }
        }
        Confidence::High => Both { th: "เชื่อมั่นสูง", en: "high confidence" },
    }
    .say(lang)
}

pub fn not_read(lang: Lang, reason: NotReadReason) -> &'static str {
    match reason {
        NotReadReason::Permission => {
            Both { th: "ไม่มีสิทธิอ่าน", en: "permission denied" }
        }
        NotReadReason::Vanished => {
            Both { th: "หายไประหว่างสแกน", en: "vanished during the scan" }
        }
        NotReadReason::Changed => Both {
            th: "เปลี่ยนแปลงระหว่างอ่าน", en: "changed while it was read"
        },
        NotReadReason::Io => Both {
            th: "อ่านแล้วเกิดข้อผิดพลาด", en: "input or output error"
        },
        NotReadReason::UnsupportedType => Both {
            th: "ชนิดแฟ้มที่รุ่นนี้ยังอ่านไม่ได้",
            en: "a type this version cannot read",
        },
        NotReadReason::NoOcr => Both {
            th: "ภาพ (ไม่มีตัวอ่านอักษรจากภาพ)",
            en: "a picture, and no text recognition",
        },
        NotReadReason::Encrypted => Both { th: "เข้ารหัสไว้", en: "encrypted" },
        NotReadReason::Broken => Both { th: "เสียหาย", en: "broken" },
        NotReadReason::Limit => Both { th: "เกินขีดจำกัด", en: "beyond a limit" },
        NotReadReason::Missing => Both { th: "ไม่มีอยู่", en: "does not exist" },
        NotReadReason::Unresolved => Both {
            th: "หาที่อยู่ของชื่อไม่พบ", en: "the name did not resolve"
        },
        NotReadReason::Refused => {
            Both { th: "ปฏิเสธการเชื่อมต่อ", en: "connection refused" }
        }
        NotReadReason::Timeout => {
            Both { th: "ไม่ตอบภายในเวลา", en: "no answer in time" }
        }
        NotReadReason::NotTls => {
            Both { th: "ตอบ แต่ไม่ใช่ TLS", en: "answered, but not in TLS" }
        }
        NotReadReason::Handshake => Both {
            th: "ตกลง TLS กันไม่ได้",
            en: "no TLS handshake this version can make",
        },
    }
    .say(lang)
}

fn out_of_scope(lang: Lang, reason: OutOfScope) -> &'static str {
    match reason {
        OutOfScope::NoText => {
            Both { th: "ชนิดที่ไม่มีข้อความ", en: "types without text" }
        }
        OutOfScope::NoCertificate => {
            Both { th: "ไม่มีใบรับรอง", en: "no certificate in it" }
        }
        OutOfScope::SymbolicLink => Both { th: "ลิงก์", en: "symbolic links" },
        OutOfScope::NotRegular => {
            Both { th: "ไม่ใช่แฟ้มปกติ", en: "not regular files" }
        }
        OutOfScope::Own => Both { th: "ของ phrom เอง", en: "phrom's own" },
        OutOfScope::Empty => Both { th: "แฟ้มว่าง", en: "empty" },
        OutOfScope::Picture => Both { th: "ภาพ (--ocr off)", en: "pictures (--ocr off)" },
    }
    .say(lang)
}

pub fn scanned(lang: Lang, summary: &ScanSummary) -> String {
    let what = match summary.scanner {
        Scanner::PersonalData => {
            Both { th: "ข้อมูลส่วนบุคคล", en: "Personal data" }
        }
        Scanner::Tls => Both { th: "ใบรับรองและ TLS", en: "Certificates and TLS" },
    }
    .say(lang);
    let out: u64 = summary.out_of_scope.values().sum();
    let reasons: Vec<String> = summary
        .out_of_scope
        .iter()
        .map(|(reason, n)| format!("{} {n}", out_of_scope(lang, *reason)))
        .collect();
    let reasons = if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join(", ")) };
    let people = match (summary.scanner, lang) {
        (Scanner::PersonalData, Lang::Th) => format!(" · พบข้อมูลของ {} คน", summary.people),
        (Scanner::PersonalData, Lang::En) => format!(" · {} distinct people", summary.people),
        (Scanner::Tls, _) => String::new(),
    };
    pick(
        lang,
        format!(
            "{what}: อ่านแล้ว {} · อ่านไม่ได้ {} · นอกขอบเขต {out}{reasons}{people}",
            summary.scanned,
            summary.not_read.len()
        ),
        format!(
            "{what}: read {} · not read {} · out of scope {out}{reasons}{people}",
            summary.scanned,
            summary.not_read.len()
        ),
    )
}

pub fn nothing_found(lang: Lang, incomplete: bool) -> String {
    if incomplete {
        pick(
            lang,
            "ไม่พบสิ่งใดในส่วนที่อ่านได้ แต่ยังมีส่วนที่อ่านไม่ได้",
            "nothing found in what was read, but not everything was read",
        )
    } else {
        pick(lang, "ไม่พบสิ่งใด", "nothing found")
    }
}

pub fn and_more(lang: Lang, n: usize) -> String {
    pick(lang, format!("และอีก {n} รายการ"), format!("and {n} more"))
}

pub fn endpoint(lang: Lang, number: Option<usize>) -> String {
    let number = number.map_or_else(|| "?".to_owned(), |n| (n + 1).to_string());
    pick(lang, format!("จุดเชื่อมต่อที่ {number}"), format!("endpoint {number}"))
}

pub fn ephemeral(lang: Lang) -> String {
    pick(
        lang,
        "ไม่มีกุญแจของหน่วยงาน: ใช้กุญแจชั่วคราว ลายนิ้วมือข้อมูลของครั้งนี้เทียบกับครั้งอื่นไม่ได้",
        "No agency key: a throw-away one was used, so this run's fingerprints compare with no other run",
    )
}

pub fn report_at(lang: Lang, path: &Path) -> String {
    pick(lang, format!("รายงาน: {}", path.display()), format!("Report: {}", path.display()))
}

pub fn unnamed_agency(lang: Lang) -> String {
    pick(lang, "หน่วยงาน (ยังไม่ระบุชื่อ)", "หน่วยงาน (ยังไม่ระบุชื่อ)")
}

pub fn begun(lang: Lang, dir: &Path) -> String {
    pick(
        lang,
        format!("เริ่มแฟ้มการประเมินใหม่ที่ {} (แก้ชื่อหน่วยงานได้ใน phrom.yaml)", dir.display()),
        format!("Began a new assessment at {} (name the agency in its phrom.yaml)", dir.display()),
    )
}

pub fn checked_for(lang: Lang, agency: &str, as_of: Date) -> String {
    let calendar = match lang {
        Lang::Th => phrom_reports::json::Lang::Th,
        Lang::En => phrom_reports::json::Lang::En,
    };
    let date = phrom_reports::buddhist::short(as_of, calendar);
    pick(lang, format!("{agency} · ประเมิน ณ {date}"), format!("{agency} · as of {date}"))
}

pub fn progress(lang: Lang, objects: u64) -> String {
    pick(lang, format!("กำลังสแกน … {objects}"), format!("scanning … {objects}"))
}

pub fn made(lang: Lang, dir: &Path, round: &str) -> String {
    pick(
        lang,
        format!("สร้างแฟ้มการประเมินแล้ว: {} (รอบ {round})", dir.display()),
        format!("Made the assessment {} (round {round})", dir.display()),
    )
}

pub fn saved(lang: Lang) -> String {
    pick(lang, "บันทึกแล้ว", "Saved")
}

pub fn written(lang: Lang, file: &Path) -> String {
    pick(lang, format!("เขียนแล้ว: {}", file.display()), format!("Wrote {}", file.display()))
}

pub fn undone(lang: Lang, change: Option<&Change>) -> String {
    match change {
        Some(change) => {
            let about = change.subject().map_or_else(String::new, |s| format!(" {}", s.control));
            pick(
                lang,
                format!("ย้อนแล้ว: {}{about}", change.kind()),
                format!("Undone: {}{about}", change.kind()),
            )
        }
        None => pick(lang, "ไม่มีสิ่งที่ย้อนได้", "Nothing of yours is left to undo"),
    }
}

pub fn verdict(lang: Lang, damaged: bool) -> String {
    if damaged {
        pick(
            lang,
            "ไม่สอดคล้อง: มีส่วนที่ไม่ตรงกับที่บันทึกไว้ (ดูรายการข้างต้น)",
            "Not consistent: something is not what was written (see above)",
        )
    } else {
        pick(
            lang,
            "สอดคล้องกัน แต่ยังไม่มีการลงลายมือชื่อ จึงพิสูจน์ที่มาไม่ได้",
            "Consistent, origin not proven (nothing is signed)",
        )
    }
}

pub fn pack_is_sound(lang: Lang, folder: &Path) -> String {
    pick(lang, format!("{}: ไม่พบข้อผิดพลาด", folder.display()), format!("{}: nothing wrong", folder.display()))
}

// What a person is asked.

pub fn ask_agency_name(lang: Lang) -> &'static str {
    Both {
        th: "ชื่อหน่วยงาน (ภาษาไทย):", en: "Name of the agency (in Thai):"
    }
    .say(lang)
}

pub fn ask_author(lang: Lang) -> &'static str {
    Both { th: "ชื่อผู้บันทึก:", en: "Who writes:" }.say(lang)
}

pub fn no_assessment_yet(lang: Lang, dir: &Path) -> String {
    pick(
        lang,
        format!("ยังไม่มีแฟ้มการประเมินที่ {} จะสร้างให้ใหม่ (กด Ctrl-C เพื่อเลิก)", dir.display()),
        format!("There is no assessment at {} yet: one is made now (Ctrl-C leaves)", dir.display()),
    )
}

// What went wrong.

pub fn no_command(lang: Lang) -> String {
    pick(lang, "ยังไม่ระบุคำสั่ง", "No command was given")
}

pub fn no_terminal(lang: Lang) -> String {
    pick(
        lang,
        "หน้าจอประเมินต้องใช้เทอร์มินัล แต่ทางเข้าหรือทางออกไม่ใช่เทอร์มินัล",
        "The screen needs a terminal, and standard input or output is none",
    )
}

pub fn see_help(lang: Lang) -> String {
    pick(lang, "ดูคำสั่งสำหรับสคริปต์ด้วย phrom --help", "phrom --help lists the commands for scripts")
}

pub fn screen_failed(lang: Lang, error: impl Display) -> String {
    pick(lang, format!("หน้าจอหยุดทำงาน: {error}"), format!("The screen ended: {error}"))
}

pub fn wrong_usage(lang: Lang) -> &'static str {
    Both {
        th: "คำสั่งที่พิมพ์ไม่ถูกต้อง (ดู phrom --help) ตัวอ่านคำสั่งแจ้งว่า:",
        en: "The command line is wrong (see phrom --help). Its reader says:",
    }
    .say(lang)
}

pub fn diagnostics(lang: Lang, found: &[Diagnostic]) -> String {
    let all: Vec<String> = found.iter().map(|d| d.render(lang, Colour::Never)).collect();
    all.join("\n")
}

pub fn config_error(lang: Lang, error: &ConfigError) -> String {
    match error {
        ConfigError::NoHome => pick(
            lang,
            "ไม่ทราบว่าโฟลเดอร์ตั้งค่าอยู่ที่ใด: ไม่ได้กำหนดทั้ง XDG_CONFIG_HOME และ HOME",
            "No configuration folder: neither XDG_CONFIG_HOME nor HOME is set",
        ),
        ConfigError::File { path, source } => pick(
            lang,
            format!("อ่านหรือเขียน {} ไม่ได้: {source}", path.display()),
            format!("{} could not be read or written: {source}", path.display()),
        ),
        ConfigError::Settings(found) => diagnostics(lang, found),
        ConfigError::Malformed(path) => pick(
            lang,
            format!("เนื้อหาของ {} ไม่ใช่สิ่งที่ phrom เขียนไว้", path.display()),
            format!("{} does not hold what phrom wrote there", path.display()),
        ),
    }
}

pub fn config_broken(lang: Lang) -> String {
    pick(lang, "รหัสผู้เขียนในโฟลเดอร์ตั้งค่าเสียหาย", "The writer id in the configuration is damaged")
}

pub fn open_error(lang: Lang, error: &OpenError) -> String {
    match error {
        OpenError::NoAssessment { dir } => pick(
            lang,
            format!("ไม่มีแฟ้มการประเมินที่ {}", dir.display()),
            format!("There is no assessment at {}", dir.display()),
        ),
        OpenError::HalfMade { dir } => pick(
            lang,
            format!("แฟ้มการประเมินที่ {} สร้างไม่เสร็จ: ลบทิ้งแล้วสร้างใหม่ได้", dir.display()),
            format!("{} was not made to its end: remove it and make it again", dir.display()),
        ),
        OpenError::NoEvents { dir, .. } => pick(
            lang,
            format!("อ่านเหตุการณ์ใดใน {} ไม่ได้เลย", dir.display()),
            format!("No event in {} can be read", dir.display()),
        ),
    }
}

pub fn make_one(lang: Lang) -> String {
    pick(lang, "สร้างด้วย phrom init หรือระบุที่อยู่ด้วย --dir", "Make one with phrom init, or name it with --dir")
}

pub fn create_error(lang: Lang, error: &CreateError) -> String {
    match error {
        CreateError::NotEmpty { dir } => pick(
            lang,
            format!("{} มีอยู่แล้วและไม่ว่าง", dir.display()),
            format!("{} exists and is not empty", dir.display()),
        ),
        CreateError::UnsafeName => {
            pick(lang, "ชุดข้อกฎหมายมีแฟ้มที่ชื่อใช้ไม่ได้", "A pack holds a file whose name cannot be used")
        }
        CreateError::Io(e) => {
            pick(lang, format!("สร้างแฟ้มการประเมินไม่ได้: {e}"), format!("The assessment could not be made: {e}"))
        }
        CreateError::Write(e) => write_error(lang, e),
        CreateError::Open(e) => open_error(lang, e),
    }
}

pub fn write_error(lang: Lang, error: &WriteError) -> String {
    match error {
        WriteError::Locked { pid } => {
            let pid = pid.map_or_else(|| "?".to_owned(), |p| p.to_string());
            pick(
                lang,
                format!("phrom อีกตัวหนึ่งกำลังเขียนอยู่ (หมายเลขโปรเซส {pid}) โปรดปิดตัวนั้นก่อน"),
                format!("Another phrom is writing here (process {pid}): close it first"),
            )
        }
        WriteError::ReadOnly => pick(
            lang,
            "แฟ้มการประเมินนี้เปิดได้เพื่ออ่านเท่านั้น: มีเหตุการณ์ที่เขียนโดย phrom รุ่นใหม่กว่า",
            "This assessment opens read-only: it holds events written by a newer phrom",
        ),
        WriteError::NoWriter => pick(lang, "ยังไม่ได้เปิดเพื่อเขียน", "Not opened for writing"),
        WriteError::ChangedOutside => pick(
            lang,
            "บันทึกถูกเปลี่ยนจากภายนอกระหว่างเปิดอยู่: โปรดเปิดใหม่อีกครั้ง",
            "The journal was changed from outside while it was open: open it again",
        ),
        WriteError::NotUndoable => pick(lang, "รายการนั้นย้อนไม่ได้", "That cannot be undone"),
        WriteError::Io(e) => pick(
            lang,
            format!("บันทึกไม่ได้ ข้อมูลเดิมยังอยู่ครบ: {e}"),
            format!("Not saved, the old state stands: {e}"),
        ),
        WriteError::Change(e) => {
            pick(lang, format!("ค่าที่จะบันทึกใช้ไม่ได้: {e}"), format!("That cannot be written: {e}"))
        }
    }
}

pub fn author_error(lang: Lang, error: &AuthorError) -> String {
    pick(
        lang,
        format!("ชื่อผู้บันทึกใช้ไม่ได้: ใช้ได้เฉพาะตัวอักษร ตัวเลข วรรค - และ _ ไม่เกิน 60 ตัว ({error})"),
        format!("That author cannot be used: letters, digits, space, - and _, at most 60 ({error})"),
    )
}

pub fn nobody_named(lang: Lang) -> String {
    pick(lang, "ยังไม่ระบุว่าใครเป็นผู้บันทึก", "Nobody is named as the author")
}

pub fn name_somebody(lang: Lang) -> String {
    pick(
        lang,
        "ระบุด้วย --by ชื่อ หรือเขียน author: ชื่อ ใน ~/.config/phrom/config.yaml",
        "Name one with --by NAME, or write author: NAME into ~/.config/phrom/config.yaml",
    )
}

pub fn reserved_author(lang: Lang) -> String {
    pick(
        lang,
        "ชื่อ phrom สงวนไว้สำหรับสิ่งที่โปรแกรมบันทึกเอง",
        "The name phrom is reserved for what the program records by itself",
    )
}

pub fn name_missing(lang: Lang) -> String {
    pick(lang, "ต้องระบุชื่อหน่วยงานด้วย --name", "The agency's name is missing: give it with --name")
}

pub fn bad_round(lang: Lang, round: &str) -> String {
    pick(
        lang,
        format!("รอบ {round} ไม่ถูกต้อง: ใช้รูปแบบ 2570-1"),
        format!("{round} is no round: write it as 2570-1"),
    )
}

pub fn no_such_pack(lang: Lang, id: &str) -> String {
    pick(lang, format!("ไม่มีชุดข้อกฎหมายชื่อ {id}"), format!("There is no pack {id}"))
}

pub fn no_such_control(lang: Lang, id: &str) -> String {
    pick(
        lang,
        format!("ไม่มีชุดหรือข้อชื่อ {id} (ดู phrom packs list และ phrom answer list)"),
        format!("There is no pack or control {id} (see phrom packs list and phrom answer list)"),
    )
}

pub fn no_such_row(lang: Lang, control: &ControlId, row: &RowId, rows: &str) -> String {
    pick(
        lang,
        format!("ข้อ {control} ไม่มีแถว {row} มีแต่: {rows}"),
        format!("{control} has no row {row}; it has: {rows}"),
    )
}

pub fn control_of_agency(lang: Lang, id: &ControlId) -> String {
    pick(
        lang,
        format!("ข้อ {id} ตอบระดับหน่วยงาน ไม่ต้องระบุ --system"),
        format!("{id} is answered for the agency: leave --system out"),
    )
}

pub fn control_of_system(lang: Lang, id: &ControlId) -> String {
    pick(
        lang,
        format!("ข้อ {id} ตอบรายระบบ โปรดระบุ --system"),
        format!("{id} is answered per system: name it with --system"),
    )
}

pub fn no_such_system(lang: Lang, id: &SystemId) -> String {
    pick(lang, format!("ไม่มีระบบชื่อ {id}"), format!("There is no system {id}"))
}

pub fn no_such_fact(lang: Lang, id: &FactId) -> String {
    pick(
        lang,
        format!("ไม่มีข้อเท็จจริงชื่อ {id} (ดู phrom fact list)"),
        format!("There is no fact {id} (see phrom fact list)"),
    )
}

pub fn fact_of_agency(lang: Lang, id: &FactId) -> String {
    pick(
        lang,
        format!("ข้อเท็จจริง {id} เป็นของหน่วยงาน ไม่ต้องระบุ --system"),
        format!("{id} is about the agency: leave --system out"),
    )
}

pub fn fact_of_system(lang: Lang, id: &FactId) -> String {
    pick(
        lang,
        format!("ข้อเท็จจริง {id} เป็นรายระบบ โปรดระบุ --system"),
        format!("{id} is about one system: name it with --system"),
    )
}

pub fn bad_fact_value(lang: Lang, id: &FactId, value: &str, allowed: &str) -> String {
    pick(
        lang,
        format!("{value} ใช้ตอบ {id} ไม่ได้ ใช้ได้: {allowed}"),
        format!("{value} does not answer {id}; allowed: {allowed}"),
    )
}

pub fn expired_mark(lang: Lang, expires: Date) -> String {
    pick(
        lang,
        format!("วันสิ้นผล {expires} ต้องอยู่หลังวันที่ประเมิน"),
        format!("The expiry {expires} must lie after the day of the assessment"),
    )
}

pub fn nothing_to_write(lang: Lang) -> String {
    pick(lang, "ไม่มีสิ่งที่ต้องบันทึก", "Nothing to write")
}

pub fn not_attached(lang: Lang, file: &Path, error: &AttachError) -> String {
    let why = match error {
        AttachError::NotAFile => pick(lang, "ไม่ใช่แฟ้มปกติ", "it is not a regular file"),
        AttachError::Read(e) => e.to_string(),
        AttachError::Write(e) => write_error(lang, e),
    };
    pick(
        lang,
        format!("แนบ {} ไม่ได้: {why}", file.display()),
        format!("{} was not attached: {why}", file.display()),
    )
}

pub fn no_such_evidence(lang: Lang, evidence: &str, found: usize) -> String {
    if found == 0 {
        pick(lang, format!("แถวนี้ไม่มีหลักฐาน {evidence}"), format!("The row has no evidence {evidence}"))
    } else {
        pick(
            lang,
            format!("{evidence} ตรงกับหลักฐาน {found} ชิ้น โปรดระบุให้ยาวขึ้น"),
            format!("{evidence} matches {found} pieces: write more of it"),
        )
    }
}

pub fn output_error(lang: Lang, error: &OutputError, offered: &[Format]) -> String {
    let names: Vec<&str> = offered
        .iter()
        .map(|f| match f {
            Format::Pdf => "pdf",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
        })
        .collect();
    let names = names.join(", ");
    match error {
        OutputError::NotBuiltIn(format) => pick(
            lang,
            format!("คำสั่งนี้เขียนรูปแบบ {format} ไม่ได้ เขียนได้: {names}"),
            format!("This command does not write {format}; it writes: {names}"),
        ),
        OutputError::Undecided(file) => pick(
            lang,
            format!("ไม่ทราบรูปแบบของ {file}: เขียนเป็น รูปแบบ:แฟ้ม โดยรูปแบบคือ {names}"),
            format!("The format of {file} is not clear: write FORMAT:FILE with one of {names}"),
        ),
        OutputError::TwiceStdout => {
            pick(lang, "ส่งผลออกทางออกมาตรฐานได้เพียงรูปแบบเดียว", "Only one result can go to standard output")
        }
    }
}

pub fn not_written(lang: Lang, file: Option<&Path>, error: impl Display) -> String {
    let file = file.map_or_else(|| "-".to_owned(), |f| f.display().to_string());
    pick(lang, format!("เขียน {file} ไม่ได้: {error}"), format!("{file} was not written: {error}"))
}

pub fn report_failed(lang: Lang, error: &str) -> String {
    pick(lang, format!("ออกรายงานไม่ได้: {error}"), format!("The report could not be made: {error}"))
}

pub fn job_failed(lang: Lang) -> String {
    pick(
        lang,
        "งานเบื้องหลังหยุดกลางคัน ไม่มีสิ่งใดถูกบันทึก",
        "The work in the background broke off; nothing of it was recorded",
    )
}

pub fn no_key(lang: Lang) -> String {
    pick(lang, "เครื่องนี้ไม่มีกุญแจของการประเมินนี้", "This machine has no key for this assessment")
}

pub fn no_key_hint(lang: Lang) -> String {
    pick(
        lang,
        "ขอแฟ้มกุญแจจากผู้ที่สร้างการประเมิน แล้วใช้ phrom key import",
        "Get the key file from whoever made the assessment, then phrom key import",
    )
}

pub fn key_exported(lang: Lang, file: &Path) -> String {
    pick(
        lang,
        format!("เขียนกุญแจที่ {} แล้ว: ห้ามเก็บหรือส่งพร้อมแฟ้มการประเมิน", file.display()),
        format!("Wrote the key to {}: never keep or send it together with the assessment", file.display()),
    )
}

pub fn bad_key_variable(lang: Lang) -> String {
    pick(lang, "PHROM_KEY ไม่ใช่เลขฐานสิบหก 64 ตัว", "PHROM_KEY is not 64 hex digits")
}

pub fn bad_target(lang: Lang, target: &str, error: impl Display) -> String {
    pick(lang, format!("{target} ไม่ใช่จุดเชื่อมต่อที่ใช้ได้: {error}"), format!("{target} is no endpoint: {error}"))
}

pub fn bad_ca(lang: Lang, file: &Path, error: impl Display) -> String {
    pick(
        lang,
        format!("อ่านใบรับรองรากจาก {} ไม่ได้: {error}", file.display()),
        format!("{} holds no usable root certificate: {error}", file.display()),
    )
}

pub fn hint(lang: Lang, hint: &str) -> String {
    pick(lang, format!("แนะนำ: {hint}"), format!("Hint: {hint}"))
}
