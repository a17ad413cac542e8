//! What the commands say, in both languages.

use std::path::Path;

use jiff::civil::Date;
use phrom_checklists::answer::Answer;
use phrom_checklists::bilingual::Lang;
use phrom_checklists::finding::{Confidence, Severity};
use phrom_checklists::gate::{Actual, Check, Key, Policy};
use phrom_checklists::journal::Change;
use phrom_checklists::pack::{Obligation, Sureness};
use phrom_checklists::readiness::{BANDS, Figures, Level, Outcome, Ratio};
use phrom_checklists::scan::{NotReadReason, OutOfScope, ScanSummary, Scanner};

use super::{Both, pick};

pub use super::fault::fault;
pub use super::refusal::*;

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

pub fn evidence_removed(lang: Lang, there: bool, rows: usize) -> String {
    let kept = pick(lang, "สำเนาใน git หรือในที่สำรองข้อมูลไม่ถูกลบ", "What git or a backup keeps is not reached");
    if there {
        pick(
            lang,
            format!("ลบเนื้อหาแล้ว คงค่าแฮช เหตุผล ผู้ลบ และเวลา ({rows} แถวนับเป็นเพียงการอ้างเอกสาร) {kept}"),
            format!(
                "The bytes are deleted; hash, reason, who and when stay ({rows} rows now count as cited). {kept}"
            ),
        )
    } else {
        pick(lang, "ไม่มีเนื้อหาให้ลบแล้ว".to_owned(), "No bytes were left to delete".to_owned())
    }
}

pub fn removed_by(lang: Lang, by: &str, at: jiff::Timestamp, reason: &str) -> String {
    let reason = crate::console::Plain(reason);
    pick(lang, format!("ลบแล้วโดย {by} {at}: {reason}"), format!("removed by {by} {at}: {reason}"))
}

pub fn no_such_copy(lang: Lang, start: &str, found: usize) -> String {
    if found > 1 {
        pick(
            lang,
            format!("{start} ตรงกับหลักฐานหลายชิ้น ให้ระบุค่าแฮชยาวขึ้น"),
            format!("{start} names several pieces: write more of the hash"),
        )
    } else {
        pick(
            lang,
            format!(
                "ไม่มีหลักฐานที่คัดลอกไว้ซึ่งมีค่าแฮช {start} (อย่างน้อย 8 ตัว) หลักฐานที่เพียงอ้างถึงใช้ phrom evidence detach"
            ),
            format!(
                "No copied evidence has the hash {start} (at least 8 digits); for a reference use phrom evidence detach"
            ),
        )
    }
}

pub fn progress_bytes(lang: Lang, bytes: u64, of: u64) -> String {
    let (read, all) = (bytes >> 20, of >> 20);
    pick(lang, format!("อ่านแล้ว {read} จาก {all} MiB"), format!("{read} of {all} MiB read"))
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
        (Scanner::PersonalData, Lang::En) => format!(" · distinct people: {}", summary.people),
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
    pick(lang, "หน่วยงาน (ยังไม่ระบุชื่อ)", "Agency (not named)")
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

pub fn verdict(lang: Lang, damaged: bool, unread: bool) -> String {
    if !damaged && unread {
        pick(
            lang,
            "ส่วนที่อ่านได้สอดคล้องกัน แต่มีส่วนที่อ่านไม่ได้ (ดูรายการข้างต้น)",
            "What could be read is consistent, but not everything could be read (see above)",
        )
    } else if damaged {
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
