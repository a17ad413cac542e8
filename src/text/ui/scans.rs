//! Sentences about scans and what they found.

use phrom_checklists::bilingual::{Lang, Text};
use phrom_checklists::finding::Exposure;
use phrom_checklists::scan::{NotReadReason, ScanSummary, Scanner};

use super::in_both;
use super::sentences::{bytes, number, plural};
use crate::text::{both, pick};

/// Names of the scanners.
pub fn scanner(lang: Lang, scanner: Scanner) -> &'static str {
    match scanner {
        Scanner::PersonalData => both("ข้อมูลส่วนบุคคล", "personal data"),
        Scanner::Tls => both("ใบรับรองและ TLS", "certificates and TLS"),
    }
    .say(lang)
}

/// How far a scan is.
pub fn progress(lang: Lang, objects: u64, size: u64, not_read: u64) -> String {
    let (n, size, missed) = (number(objects), bytes(size), number(not_read));
    pick(
        lang,
        format!("อ่านแล้ว {n} รายการ · {size} · อ่านไม่ได้ {missed}"),
        format!("{n} read · {size} · {missed} could not be read"),
    )
}

/// What a finished scan covered.
pub fn scanned(lang: Lang, read: u64, size: u64, not_read: usize, out: u64, people: u64) -> String {
    let mut text = progress(lang, read, size, not_read as u64);
    let (out_of_scope, persons) = (number(out), number(people));
    text.push_str(&pick(
        lang,
        format!(" · นอกขอบเขต {out_of_scope}"),
        format!(" · {out_of_scope} out of scope"),
    ));
    if people > 0 {
        text.push_str(&pick(
            lang,
            format!(" · ข้อมูลของ {persons} คน"),
            format!(" · data of {}", plural(people, "person", "people")),
        ));
    }
    text
}

/// A scan has ended.
pub fn scan_done(summary: &ScanSummary) -> Text {
    in_both(|lang| {
        let text = progress(lang, summary.scanned, summary.bytes, summary.not_read.len() as u64);
        pick(lang, format!("สแกนเสร็จและบันทึกแล้ว: {text}"), format!("Scan finished and recorded: {text}"))
    })
}

/// Objects in scope that were not read, for one reason.
pub fn not_read(lang: Lang, reason: NotReadReason, count: usize, first: &str) -> String {
    let word = match reason {
        NotReadReason::Permission => both("สิทธิไม่พอ", "no permission"),
        NotReadReason::Vanished => both("หายไประหว่างสแกน", "vanished during the scan"),
        NotReadReason::Changed => both("ถูกแก้ไขระหว่างอ่าน", "changed while being read"),
        NotReadReason::Io => both("อ่านผิดพลาด", "input error"),
        NotReadReason::UnsupportedType => both("ชนิดแฟ้มที่ยังอ่านไม่ได้", "a type that cannot be read yet"),
        NotReadReason::NoOcr => both("รูปภาพ ไม่มีโปรแกรมรู้จำอักษร", "pictures, without text recognition"),
        NotReadReason::Encrypted => both("เข้ารหัส", "encrypted"),
        NotReadReason::Broken => both("แฟ้มเสีย", "broken"),
        NotReadReason::Limit => both("เกินขีดจำกัด", "beyond a limit"),
        NotReadReason::Missing => both("ไม่มีอยู่", "does not exist"),
        NotReadReason::Unresolved => both("หาชื่อเครื่องไม่พบ", "host name did not resolve"),
        NotReadReason::Refused => both("ปฏิเสธการเชื่อมต่อ", "connection refused"),
        NotReadReason::Timeout => both("ไม่ตอบภายในเวลา", "no answer in time"),
        NotReadReason::NotTls => both("ไม่ได้ตอบเป็น TLS", "did not answer in TLS"),
        NotReadReason::Handshake => both("เจรจา TLS ไม่สำเร็จ", "no handshake came about"),
    }
    .say(lang);
    let more = if count > 1 { ", …" } else { "" };
    let n = number(count as u64);
    pick(
        lang,
        format!("อ่านไม่ได้ {n}: {word} ({first}{more})"),
        format!("{n} not read: {word} ({first}{more})"),
    )
}

/// Findings beyond those shown.
pub fn more_findings(lang: Lang, n: usize) -> String {
    pick(lang, format!("และอีก {n} รายการ: กด f ดูทั้งหมด"), format!("and {n} more: f shows all"))
}

/// Who can read a file.
pub fn exposure(lang: Lang, exposure: Exposure) -> &'static str {
    match exposure {
        Exposure::Owner => both("เฉพาะเจ้าของแฟ้ม", "its owner alone"),
        Exposure::Group => both("กลุ่มของแฟ้ม", "its group"),
        Exposure::Everyone => both("ทุกคนบนเครื่อง", "everyone on the machine"),
    }
    .say(lang)
}
