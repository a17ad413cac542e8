//! Why a library refused something, as the end of a sentence. In English these are the library's own
//! words.

use phrom_checklists::bilingual::Lang;
use phrom_checklists::journal::event::TEXT_BYTES;
use phrom_checklists::journal::{AuthorError, ChangeError};
use phrom_checklists::json::JsonFault;
use phrom_checklists::measure::BUDGET_SATANG;
use phrom_scanners::tls::target::TargetError;

/// Why a change cannot be written.
pub fn change(lang: Lang, error: &ChangeError) -> String {
    if lang == Lang::En {
        return error.to_string();
    }
    match error {
        ChangeError::NoReason => "ต้องระบุเหตุผล".into(),
        ChangeError::NoApprover => "ต้องระบุผู้อนุมัติ".into(),
        ChangeError::TooLong => format!("ข้อความยาวเกิน {TEXT_BYTES} ไบต์"),
        ChangeError::UnsafeName => "ชื่อแฟ้มขึ้นต้นด้วยจุด หรือมี / \\ หรืออักขระควบคุมไม่ได้".into(),
        ChangeError::UntrackedFile => "บันทึกการแก้ไขได้เฉพาะ phrom.yaml, packs.lock และแฟ้มใน detectors/".into(),
        ChangeError::Evidence => "หลักฐานต้องเป็นการอ้างที่บอกที่อยู่ หรือแฟ้มที่มี SHA-256 และขนาด".into(),
        ChangeError::Sha256 => "ต้องเป็น SHA-256 เขียนด้วยเลขฐานสิบหกตัวพิมพ์เล็ก".into(),
        ChangeError::DueBeforeStart => "กำหนดเสร็จของมาตรการอยู่ก่อนวันเริ่ม".into(),
        ChangeError::Budget => format!("งบประมาณเกิน {} บาท", BUDGET_SATANG / 100),
        ChangeError::NoRole => "บุคคลในรายชื่อต้องมีอย่างน้อยหนึ่งบทบาท".into(),
        ChangeError::RoleApprovesNothing => "ผู้จัดทำอนุมัติไม่ได้".into(),
        ChangeError::Empty => "ชื่อหรือค่าว่างเปล่า".into(),
    }
}

/// Why a name cannot be an author's.
pub fn author(lang: Lang, error: &AuthorError) -> String {
    if lang == Lang::En {
        return error.to_string();
    }
    match error {
        AuthorError::Empty => "ชื่อว่างเปล่า".into(),
        AuthorError::TooLong => "ชื่อยาวเกินไป".into(),
        AuthorError::OuterSpace => "ชื่อขึ้นต้นหรือลงท้ายด้วยวรรค".into(),
        AuthorError::Character { position, code } => format!("อักขระตัวที่ {position} คือ U+{code:04X} ใช้ไม่ได้"),
    }
}

/// What is wrong with a text as JSON.
pub fn json(lang: Lang, fault: &JsonFault) -> String {
    if lang == Lang::En {
        return fault.to_string();
    }
    match fault {
        JsonFault::Syntax => "ไม่ใช่ JSON".into(),
        JsonFault::Incomplete => "ข้อความจบก่อนกำหนด".into(),
        JsonFault::DuplicateKey(key) => format!("มีคีย์ `{key}` ซ้ำกัน"),
        JsonFault::TooDeep => "ซ้อนกันลึกเกินไป".into(),
        JsonFault::MissingKey(key) => format!("ไม่มีคีย์ `{key}`"),
        JsonFault::UnknownKey(key) => format!("ไม่รู้จักคีย์ `{key}`"),
        JsonFault::Shape => "มีค่าที่ไม่เป็นไปตามรูปแบบ".into(),
    }
}

/// Why what was typed is no endpoint.
pub fn target(lang: Lang, error: &TargetError) -> String {
    if lang == Lang::En {
        return error.to_string();
    }
    match error {
        TargetError::Empty => "ไม่ได้ระบุชื่อเครื่อง".into(),
        TargetError::Scheme(scheme) => format!("ไม่รองรับ `{scheme}://` ให้เขียนเป็น ชื่อเครื่อง:พอร์ต"),
        TargetError::User => "ไม่รองรับชื่อผู้ใช้หน้าชื่อเครื่อง ให้เขียนเป็น ชื่อเครื่อง:พอร์ต".into(),
        TargetError::Port(port) => format!("`{port}` ไม่ใช่พอร์ตระหว่าง 1 ถึง 65535"),
        TargetError::BareIpv6(address) => format!("ที่อยู่ IPv6 ต้องอยู่ในวงเล็บเหลี่ยม เช่น [{address}]:443"),
        TargetError::Address(address) => format!("`{address}` ไม่ใช่ที่อยู่ IP"),
        TargetError::Name(name) => format!("`{name}` ไม่ใช่ชื่อเครื่องที่ใช้ได้"),
    }
}

/// The system's word for why it read nothing; the usual one in both languages.
pub fn system(lang: Lang, detail: &str) -> &str {
    match (lang, detail) {
        (Lang::Th, "permission denied") => "ไม่มีสิทธิอ่าน",
        _ => detail,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every reason is told in Thai: no English word stands in it but names that have no Thai.
    #[test]
    fn no_english_word_in_a_thai_reason() {
        let text = || "x".to_owned();
        let changes = [
            ChangeError::NoReason,
            ChangeError::NoApprover,
            ChangeError::TooLong,
            ChangeError::UnsafeName,
            ChangeError::UntrackedFile,
            ChangeError::Evidence,
            ChangeError::Sha256,
            ChangeError::DueBeforeStart,
            ChangeError::Budget,
            ChangeError::NoRole,
            ChangeError::RoleApprovesNothing,
            ChangeError::Empty,
        ];
        let authors = [
            AuthorError::Empty,
            AuthorError::TooLong,
            AuthorError::OuterSpace,
            AuthorError::Character { position: 2, code: 0x2f },
        ];
        let faults = [
            JsonFault::Syntax,
            JsonFault::Incomplete,
            JsonFault::DuplicateKey(text()),
            JsonFault::TooDeep,
            JsonFault::MissingKey(text()),
            JsonFault::UnknownKey(text()),
            JsonFault::Shape,
        ];
        let targets = [
            TargetError::Empty,
            TargetError::Scheme(text()),
            TargetError::User,
            TargetError::Port(text()),
            TargetError::BareIpv6(text()),
            TargetError::Address(text()),
            TargetError::Name(text()),
        ];
        let told = changes.iter().map(|e| change(Lang::Th, e));
        let told = told.chain(authors.iter().map(|e| author(Lang::Th, e)));
        let told = told.chain(faults.iter().map(|e| json(Lang::Th, e)));
        let told = told.chain(targets.iter().map(|e| target(Lang::Th, e)));
        let told = told.chain([system(Lang::Th, "permission denied").to_owned()]);
        let names = ["phrom", "yaml", "packs", "lock", "detectors", "SHA", "JSON", "IP", "IPv6", "U", "x"];
        for reason in told {
            let words = reason.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
            let foreign: Vec<&str> = words
                .filter(|word| word.contains(|c: char| c.is_ascii_alphabetic()) && !names.contains(word))
                .collect();
            assert!(foreign.is_empty() || reason.contains("U+"), "{reason}: {foreign:?}");
            assert!(reason.contains(|c| ('\u{e00}'..='\u{e7f}').contains(&c)), "{reason}");
        }
    }
}
