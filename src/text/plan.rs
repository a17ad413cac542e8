//! The sentences of `plan`.

use jiff::civil::Date;
use phrom_checklists::bilingual::Lang;

use super::Both;
use super::pick;

pub fn nothing(lang: Lang) -> &'static str {
    Both {
        th: "ไม่มีเรื่องที่ต้องดำเนินการ", en: "Nothing to do"
    }
    .say(lang)
}

pub fn overdue(lang: Lang) -> &'static str {
    Both { th: "เกินกำหนด", en: "overdue" }.say(lang)
}

pub fn baht(lang: Lang, baht: &str) -> String {
    pick(lang, format!("{baht} บาท"), format!("{baht} baht"))
}

pub fn total(lang: Lang, steps: usize, measured: usize, baht: &str) -> String {
    pick(
        lang,
        format!("รวม {steps} เรื่อง มีมาตรการแล้ว {measured} เรื่อง งบประมาณ {baht} บาท (§ = ข้อบังคับตามกฎหมาย)"),
        format!("{steps} gaps, {measured} with a measure, budget {baht} baht (§ = statutory)"),
    )
}

pub fn no_measure(lang: Lang) -> String {
    pick(
        lang,
        "ยังไม่มีมาตรการของข้อนี้ ให้ระบุ --measure ข้อความ",
        "This control has no measure yet: name it with --measure TEXT",
    )
}

pub fn due_before_start(lang: Lang, start: Date, due: Date) -> String {
    pick(
        lang,
        format!("กำหนดเสร็จ {due} มาก่อนวันเริ่ม {start}"),
        format!("The due date {due} is before the start {start}"),
    )
}
