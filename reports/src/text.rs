//! Every sentence a report says, in Thai and English side by side. One without its twin does not
//! compile.

mod words;

use crate::json::Lang;
pub(crate) use words::{Words, words};

/// Why an object was out of scope or not read, by the format's word.
pub(crate) fn reason(word: &str, lang: Lang) -> &str {
    let (th, en) = match word {
        "no-text" => ("ชนิดที่ไม่มีข้อความ", "a type that carries no text"),
        "no-certificate" => ("ไม่มีใบรับรอง คำขอ หรือกุญแจ", "no certificate, request or key in it"),
        "symbolic-link" => ("ลิงก์สัญลักษณ์ (อ่านที่แฟ้มจริง)", "symbolic link (read where it points)"),
        "not-regular" => ("ไม่ใช่แฟ้มปกติ", "not a regular file"),
        "own" => ("แฟ้มของ phrom เอง", "phrom's own file"),
        "empty" => ("แฟ้มว่าง", "empty file"),
        "picture" => ("รูปภาพ (ปิดการอ่านภาพ)", "picture (text recognition off)"),
        "permission" => ("ไม่มีสิทธิอ่าน", "permission denied"),
        "vanished" => ("หายไประหว่างสแกน", "went away during the scan"),
        "changed" => ("ถูกแก้ไขระหว่างอ่าน", "changed while it was read"),
        "io" => ("ข้อผิดพลาดของสื่อหรือเครือข่าย", "input or output error"),
        "unsupported-type" => ("ชนิดที่รุ่นนี้ยังอ่านไม่ได้", "a type this version cannot read"),
        "no-ocr" => ("รูปภาพ และไม่มีโปรแกรมอ่านภาพ", "picture, and no text recognition"),
        "encrypted" => ("มีรหัสผ่าน", "encrypted"),
        "broken" => ("แฟ้มเสียหาย", "broken"),
        "limit" => ("เกินขีดจำกัดของขนาด ความลึก หรือเวลา", "beyond a limit of size, depth or time"),
        "missing" => ("ไม่พบตามที่ระบุ", "does not exist"),
        "unresolved" => ("ไม่พบชื่อเครื่อง", "host name not resolved"),
        "refused" => ("ปลายทางปฏิเสธการเชื่อมต่อ", "connection refused"),
        "timeout" => ("ปลายทางไม่ตอบในเวลาที่กำหนด", "no answer in time"),
        "not-tls" => ("ปลายทางตอบ แต่ไม่ใช่ TLS", "answered, but not in TLS"),
        "handshake" => ("ตกลง TLS กันไม่ได้", "no TLS handshake"),
        other => (other, other),
    };
    match lang {
        Lang::Th => th,
        Lang::En => en,
    }
}

/// On the cover, while controls are unanswered.
pub(crate) fn draft_note(unassessed: u64, lang: Lang) -> String {
    match lang {
        Lang::Th => format!("ร่าง: ยังไม่ประเมิน {unassessed} ข้อ"),
        Lang::En => format!("Draft: {unassessed} controls not assessed"),
    }
}

/// The first sentence of the summary.
pub(crate) fn headline(as_of: &str, agency: &str, level: &str, passed: bool, lang: Lang) -> String {
    match (lang, passed) {
        (Lang::Th, true) => {
            format!("ณ วันที่ {as_of} {agency} มีความพร้อมในระดับ “{level}” และผ่านเกณฑ์ตัดสินทุกข้อ")
        }
        (Lang::Th, false) => {
            format!("ณ วันที่ {as_of} {agency} มีความพร้อมในระดับ “{level}” และยังไม่ผ่านเกณฑ์ตัดสิน")
        }
        (Lang::En, true) => {
            format!("As of {as_of}, {agency} stands at the level “{level}” and passes its gate.")
        }
        (Lang::En, false) => {
            format!("As of {as_of}, {agency} stands at the level “{level}” and does not pass its gate.")
        }
    }
}

/// What the gate says in one line.
pub(crate) fn gate_line(failed: usize, of: usize, lang: Lang) -> String {
    match (lang, failed) {
        (Lang::Th, 0) => format!("ผ่านครบ {of} เกณฑ์"),
        (Lang::Th, _) => format!("ไม่ผ่าน {failed} จาก {of} เกณฑ์"),
        (Lang::En, 0) => format!("all {of} keys hold"),
        (Lang::En, _) => format!("{failed} of {of} keys do not hold"),
    }
}

/// Why the level is no higher.
pub(crate) fn capped(gaps: u64, lang: Lang) -> String {
    match lang {
        Lang::Th => format!("ระดับถูกจำกัดไว้ เพราะข้อบังคับตามกฎหมายยังขาด {gaps} ข้อ"),
        Lang::En => format!("The level is capped: {gaps} statutory duties are open."),
    }
}

/// Counts with their total.
pub(crate) fn counts_line(counts: &crate::json::Counts, lang: Lang) -> String {
    let c = counts;
    match lang {
        Lang::Th => format!(
            "มี {} · มีบางส่วน {} · ไม่มี {} · ยังไม่ประเมิน {} · ไม่เกี่ยวข้อง {}",
            c.met, c.partial, c.not_met, c.not_assessed, c.not_applicable
        ),
        Lang::En => format!(
            "met {} · partial {} · not met {} · not assessed {} · not applicable {}",
            c.met, c.partial, c.not_met, c.not_assessed, c.not_applicable
        ),
    }
}

/// A number of controls.
pub(crate) fn controls(count: u64, lang: Lang) -> String {
    match lang {
        Lang::Th => format!("{count} ข้อ"),
        Lang::En if count == 1 => "1 control".to_owned(),
        Lang::En => format!("{count} controls"),
    }
}

/// The score's two fractions, in weights.
pub(crate) fn score_fraction(lower: &str, upper: &str, whole: &str, lang: Lang) -> String {
    match lang {
        Lang::Th => format!("น้ำหนัก {lower} ถึง {upper} จาก {whole}"),
        Lang::En => format!("weight {lower} to {upper} of {whole}"),
    }
}

/// Coverage as a fraction.
pub(crate) fn coverage_fraction(part: u64, whole: u64, lang: Lang) -> String {
    match lang {
        Lang::Th => format!("ประเมินแล้ว {part} จาก {whole} ข้อที่เกี่ยวข้อง"),
        Lang::En => format!("{part} assessed of {whole} applicable controls"),
    }
}

/// The evidence-backed share as a fraction.
pub(crate) fn evidence_fraction(part: u64, whole: u64, lang: Lang) -> String {
    match (lang, whole) {
        (Lang::Th, 0) => "ยังไม่มีข้อที่มีผลเป็น “มี”".to_owned(),
        (Lang::En, 0) => "no control is met yet".to_owned(),
        (Lang::Th, _) => format!("น้ำหนัก {part} จาก {whole} ของข้อที่มีผลเป็น “มี”"),
        (Lang::En, _) => format!("weight {part} of {whole} of what is met"),
    }
}

/// The statutory gate in one value.
pub(crate) fn gaps_value(gaps: u64, lang: Lang) -> String {
    match (lang, gaps) {
        (Lang::Th, 0) => "ไม่มีข้อค้าง".to_owned(),
        (Lang::En, 0) => "none open".to_owned(),
        (Lang::Th, _) => format!("ขาด {gaps} ข้อ"),
        (Lang::En, _) => format!("{gaps} open"),
    }
}

/// Of how many statutory duties.
pub(crate) fn gaps_fraction(gaps: u64, of: u64, lang: Lang) -> String {
    match lang {
        Lang::Th => format!("ข้อ “ต้อง” ที่มีผลเป็น “ไม่มี” หรือ “ยังไม่ประเมิน” {gaps} จาก {of} ข้อ"),
        Lang::En => format!("“must” controls not met or not assessed: {gaps} of {of}"),
    }
}

/// After the first gaps on the summary page.
pub(crate) fn more_gaps(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Th => format!("และอีก {count} ข้อ ตามแผนดำเนินการ"),
        Lang::En => format!("and {count} more, in the action plan"),
    }
}

/// Other things the summary must say.
pub(crate) fn contradicted_line(count: u64, lang: Lang) -> String {
    match lang {
        Lang::Th => format!("คำตอบที่ขัดกับผลสแกน {count} ข้อ"),
        Lang::En => format!("{count} answers are contradicted by a scan"),
    }
}

/// Other things the summary must say.
pub(crate) fn conflicts_line(count: u64, lang: Lang) -> String {
    match lang {
        Lang::Th => format!("คำตอบที่ผู้ตอบให้ไว้ต่างกัน {count} ข้อ"),
        Lang::En => format!("{count} controls hold conflicting answers"),
    }
}

/// Other things the summary must say.
pub(crate) fn not_read_line(count: u64, lang: Lang) -> String {
    match lang {
        Lang::Th => format!("สิ่งที่อยู่ในขอบเขตการสแกนแต่อ่านไม่ได้ {count} รายการ"),
        Lang::En => format!("{count} objects in the scope of a scan were not read"),
    }
}

/// Other things the summary must say.
pub(crate) fn undetermined_line(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Th => format!("ข้อที่ยังไม่ทราบว่าเกี่ยวข้องหรือไม่ {count} ข้อ นับเป็นข้อที่เกี่ยวข้อง"),
        Lang::En => format!("{count} undetermined controls are counted as applicable"),
    }
}

/// Alternative text of a stacked bar.
pub(crate) fn bar_alt(title: &str, counts: &crate::json::Counts, lang: Lang) -> String {
    let line = counts_line(counts, lang);
    match lang {
        Lang::Th => format!("{title}: {line} จากทั้งหมด {} ข้อ", counts.total),
        Lang::En => format!("{title}: {line}, of {} controls", counts.total),
    }
}

/// Days left to a date.
pub(crate) fn days_left(days: i64, lang: Lang) -> String {
    match (lang, days) {
        (Lang::Th, 0) => "วันนี้".to_owned(),
        (Lang::En, 0) => "today".to_owned(),
        (Lang::Th, d) if d > 0 => format!("อีก {d} วัน"),
        (Lang::Th, d) => format!("เลยมา {} วัน", d.unsigned_abs()),
        (Lang::En, d) if d > 0 => format!("{d} days left"),
        (Lang::En, d) => format!("{} days past", d.unsigned_abs()),
    }
}

/// The age of something.
pub(crate) fn age(days: i64, lang: Lang) -> String {
    match lang {
        Lang::Th => format!("{days} วัน"),
        Lang::En if days == 1 => "1 day".to_owned(),
        Lang::En => format!("{days} days"),
    }
}

/// The worked formula of one bound.
pub(crate) fn worked_score(upper: bool, part: &str, whole: &str, percent: &str, lang: Lang) -> String {
    match (lang, upper) {
        (Lang::Th, false) => format!("ขอบล่าง = {part} ÷ {whole} = {percent}"),
        (Lang::Th, true) => format!("ขอบบน = {part} ÷ {whole} = {percent}"),
        (Lang::En, false) => format!("Lower bound = {part} ÷ {whole} = {percent}"),
        (Lang::En, true) => format!("Upper bound = {part} ÷ {whole} = {percent}"),
    }
}

/// How the lower bound's numerator and denominator are made, by weight class.
pub(crate) fn worked_class(weight: u64, met: u64, partial: u64, zero: u64, lang: Lang) -> String {
    match lang {
        Lang::Th => {
            format!("น้ำหนัก {weight}: ค่า 1 จำนวน {met} ข้อ ค่า ½ จำนวน {partial} ข้อ ค่า 0 จำนวน {zero} ข้อ")
        }
        Lang::En => format!("weight {weight}: {met} at 1, {partial} at ½, {zero} at 0"),
    }
}

/// The same score without weights.
pub(crate) fn unweighted(lower: &str, upper: &str, whole: &str, range: &str, lang: Lang) -> String {
    match lang {
        Lang::Th => format!("ถ้าไม่ถ่วงน้ำหนัก: {lower} ถึง {upper} จาก {whole} ข้อ = {range}"),
        Lang::En => format!("Without weights: {lower} to {upper} of {whole} controls = {range}"),
    }
}

/// From where a level begins.
pub(crate) fn band_from(percent: u64, below: Option<u64>, lang: Lang) -> String {
    match (lang, below) {
        (Lang::Th, Some(below)) => format!("ตั้งแต่ {percent} % แต่ไม่ถึง {below} %"),
        (Lang::Th, None) => format!("ตั้งแต่ {percent} % ขึ้นไป"),
        (Lang::En, Some(below)) => format!("{percent} % to under {below} %"),
        (Lang::En, None) => format!("{percent} % and more"),
    }
}

/// Findings that are counted and not listed.
pub(crate) fn low_confidence(count: u64, lang: Lang) -> String {
    match lang {
        Lang::Th => format!("นับไว้โดยไม่แสดงรายการอีก {count} แห่ง เพราะความเชื่อมั่นต่ำ"),
        Lang::En => format!("{count} more of low confidence are counted and not listed"),
    }
}

/// Findings that a baseline names.
pub(crate) fn baseline(count: u64, lang: Lang) -> String {
    match lang {
        Lang::Th => format!("{count} แห่งอยู่ในรายการที่รับทราบแล้ว (baseline)"),
        Lang::En => format!("{count} are named in the baseline"),
    }
}

/// Objects that are counted and not listed.
pub(crate) fn left_out(count: u64, lang: Lang) -> String {
    match lang {
        Lang::Th => format!("และอีก {} รายการ ซึ่งมีครบในผลสแกน", number(count)),
        Lang::En => format!("and {} more, which the scan results hold in full", number(count)),
    }
}

/// How many places and people a rule found.
pub(crate) fn rule_line(count: u64, people: u64, lang: Lang) -> String {
    match (lang, people) {
        (Lang::Th, 0) => format!("พบ {} แห่ง", number(count)),
        (Lang::Th, _) => format!("พบ {} แห่ง ของบุคคล {} คน", number(count), number(people)),
        (Lang::En, 0) => format!("{} places", number(count)),
        (Lang::En, _) => format!("{} places, {} people", number(count), number(people)),
    }
}

/// A size, cut to one decimal in powers of a thousand.
pub(crate) fn size(bytes: u64, lang: Lang) -> String {
    let units = [(1_000_000_000, "กิกะไบต์", "GB"), (1_000_000, "เมกะไบต์", "MB"), (1_000, "กิโลไบต์", "kB")];
    let (number, th, en) = match units.iter().find(|(unit, _, _)| bytes >= *unit) {
        Some((unit, th, en)) => (format!("{}.{}", number(bytes / unit), bytes % unit * 10 / unit), *th, *en),
        None => (bytes.to_string(), "ไบต์", "bytes"),
    };
    match lang {
        Lang::Th => format!("{number} {th}"),
        Lang::En => format!("{number} {en}"),
    }
}

/// `12,397`
pub(crate) fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut told = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            told.push(',');
        }
        told.push(digit);
    }
    told
}

/// A line number, a cell and so on.
pub(crate) fn spot(place: &crate::json::Place, lang: Lang) -> String {
    let mut parts = Vec::new();
    let word = |th: &'static str, en: &'static str| match lang {
        Lang::Th => th,
        Lang::En => en,
    };
    for (value, th, en) in [(place.page, "หน้า", "page"), (place.line, "บรรทัด", "line")]
    {
        parts.extend(value.map(|v| format!("{} {v}", word(th, en))));
    }
    if place.line.is_some() {
        parts.extend(place.column.map(|v| format!("{} {v}", word("คอลัมน์", "column"))));
    }
    for (value, th, en) in [
        (place.sheet.as_ref(), "แผ่นงาน", "sheet"),
        (place.cell.as_ref(), "เซลล์", "cell"),
        (place.table.as_ref(), "ตาราง", "table"),
    ] {
        parts.extend(value.map(|v| format!("{} {v}", word(th, en))));
    }
    parts.extend(place.row.map(|v| format!("{} {v}", word("แถว", "row"))));
    if parts.is_empty() {
        parts.extend(place.offset.map(|v| format!("{} {v}", word("ไบต์ที่", "byte"))));
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_sizes() {
        for (value, told) in
            [(0, "0"), (999, "999"), (1_000, "1,000"), (12_397, "12,397"), (1_234_567, "1,234,567")]
        {
            assert_eq!(number(value), told);
        }
        for (bytes, told) in [
            (999, "999 bytes"),
            (1_000, "1.0 kB"),
            (3_120_000_000, "3.1 GB"),
            (u64::MAX, "18,446,744,073.7 GB"),
        ] {
            assert_eq!(size(bytes, Lang::En), told);
        }
    }
}
