//! What is wrong with an assessment folder, as a sentence.

use phrom_checklists::bilingual::Lang;
use phrom_checklists::diagnostic::Colour;
use phrom_checklists::fault::{Fault, FaultKind};

use super::reason;

/// `file:line:column: sentence`.
pub fn fault(lang: Lang, fault: &Fault) -> String {
    let mut place = fault.file.clone();
    for number in [fault.line, fault.column].into_iter().flatten() {
        place += &format!(":{number}");
    }
    format!("{place}: {}", sentence(lang, &fault.kind))
}

fn sentence(lang: Lang, kind: &FaultKind) -> String {
    let (th, en): (String, String) = match kind {
        FaultKind::Missing => ("ไม่มีแฟ้มนี้แล้ว".into(), "the file is missing".into()),
        FaultKind::Unreadable { detail } => {
            let detail = reason::system(lang, detail);
            (format!("อ่านไม่ได้ ({detail})"), format!("it cannot be read ({detail})"))
        }
        FaultKind::SymbolicLink => (
            "มีลิงก์อยู่แทนแฟ้มของการประเมิน จึงไม่ตามไป".into(),
            "a symbolic link stands in its place and is not followed".into(),
        ),
        FaultKind::WrongType => ("ไม่ใช่แฟ้มหรือโฟลเดอร์ที่ควรเป็น".into(), "something else stands in its place".into()),
        FaultKind::TooLarge => ("ใหญ่เกินกว่าที่รุ่นนี้อ่าน".into(), "larger than this version reads".into()),
        FaultKind::Yaml { diagnostic } => (
            diagnostic.render(Lang::Th, Colour::Never),
            diagnostic.render(Lang::En, Colour::Never),
        ),
        FaultKind::Json { json } => {
            let json = reason::json(lang, json);
            (format!("JSON เสียหาย: {json}"), format!("damaged JSON: {json}"))
        }
        FaultKind::ChainName => (
            "ชื่อแฟ้มบันทึกต้องเป็น ผู้เขียน.รหัส.jsonl".into(),
            "a journal's name must be AUTHOR.WRITER.jsonl".into(),
        ),
        FaultKind::TornLine => (
            "บรรทัดสุดท้ายเขียนไม่จบ ไม่นับ และจะแยกเก็บไว้ก่อนบันทึกครั้งต่อไป".into(),
            "the last line was not written to its end; it counts for nothing and is set aside before the next".into(),
        ),
        FaultKind::BadLine { json } => {
            let json = reason::json(lang, json);
            (format!("บรรทัดนี้เสียหาย: {json}"), format!("this line is damaged: {json}"))
        }
        FaultKind::LineChanged => {
            ("บรรทัดนี้ถูกแก้ไขหลังบันทึก".into(), "this line was changed after it was written".into())
        }
        FaultKind::SeqGap { expected, found } => (
            format!("ลำดับเหตุการณ์ขาดหรือสลับ: ควรเป็น {expected} แต่พบ {found}"),
            format!("events are missing, doubled or out of order: {expected} belongs here, {found} stands here"),
        ),
        FaultKind::LastEventMissing { event } => (
            format!("เหตุการณ์ที่บันทึกล่าสุดหายไป ({event})"),
            format!("the event last written is gone ({event})"),
        ),
        FaultKind::SeenMissing { event } => (
            format!("อ้างถึงเหตุการณ์ของบันทึกอื่นที่ไม่มีอยู่ ({event})"),
            format!("it names an event of another journal that is nowhere here ({event})"),
        ),
        FaultKind::UndoneMissing { event } => (
            format!("ย้อนเหตุการณ์ที่ไม่มีอยู่ ({event})"),
            format!("it undoes an event that is nowhere here ({event})"),
        ),
        FaultKind::OtherAuthor => (
            "ลงชื่อผู้อื่นที่ไม่ใช่เจ้าของบันทึก".into(),
            "it is signed with another name than its journal's".into(),
        ),
        FaultKind::OtherAssessment => {
            ("เป็นของการประเมินอื่น จึงไม่นับ".into(), "it belongs to another assessment and is left out".into())
        }
        FaultKind::UnknownKind { kind } => (
            format!("ไม่รู้จักเหตุการณ์ชนิด {kind}: เปิดเพื่ออ่านเท่านั้น"),
            format!("events of kind {kind} are not known: open for reading only"),
        ),
        FaultKind::NewerSchema { schema } => (
            format!("เขียนโดย phrom รุ่นใหม่กว่า (schema {schema}): เปิดเพื่ออ่านเท่านั้น"),
            format!("written by a newer phrom (schema {schema}): open for reading only"),
        ),
        FaultKind::PackChanged { pack } => (
            format!("ชุด {pack} ไม่ตรงกับ packs.lock"),
            format!("the pack {pack} differs from packs.lock"),
        ),
        FaultKind::PackMissing { pack } => (format!("ไม่มีชุด {pack}"), format!("the pack {pack} is missing")),
        FaultKind::PackNotLocked { pack } => (
            format!("packs.lock ไม่ได้ระบุชุด {pack}"),
            format!("packs.lock does not name the pack {pack}"),
        ),
        FaultKind::Changed { expected, found } => (
            format!("เนื้อหาไม่ตรงกับที่บันทึกไว้ (SHA-256 ควรเป็น {expected} แต่เป็น {found})"),
            format!("it is not what was recorded (SHA-256 {expected} recorded, {found} found)"),
        ),
        FaultKind::ChangedNotRecorded => (
            "แก้ไขหลังการบันทึกครั้งล่าสุด จะบันทึกในครั้งต่อไป".into(),
            "changed since it was last recorded; the next event records it".into(),
        ),
        FaultKind::BadScan { json } => {
            let json = reason::json(lang, json);
            (format!("ผลสแกนเสียหาย: {json}"), format!("the scan is damaged: {json}"))
        }
        FaultKind::NotRemoved => (
            "มีคำสั่งลบหลักฐานนี้แล้ว แต่เนื้อหายังอยู่ ลบให้เสร็จด้วย phrom evidence remove".into(),
            "this evidence was removed, yet its bytes are here; phrom evidence remove finishes it".into(),
        ),
        FaultKind::SealBroken => (
            "ลายมือชื่อของผนึกไม่ถูกต้อง: ผนึกถูกแก้ไขหลังลงลายมือชื่อ".into(),
            "the seal's signature does not hold: it was changed after it was signed".into(),
        ),
        FaultKind::SealOfOther => (
            "เป็นผนึกของการประเมินหรือรอบอื่น".into(),
            "it is the seal of another assessment or round".into(),
        ),
        FaultKind::SealKey => (
            "ผนึกด้วยกุญแจอื่น ไม่ใช่กุญแจที่ใช้ปิดรอบ".into(),
            "it was made with another key than the one the round was closed with".into(),
        ),
        FaultKind::SealNotRecorded => (
            "ไม่มีเหตุการณ์ใดปิดรอบนี้ไว้".into(),
            "no event closed this round".into(),
        ),
        FaultKind::SealedEventMissing { event } => (
            format!("เหตุการณ์สุดท้ายที่ผนึกไว้ไม่อยู่ที่เดิม ({event})"),
            format!("the last event that was sealed does not stand in its place ({event})"),
        ),
        FaultKind::AfterSeal => (
            "เพิ่มเข้ามาหลังปิดผนึกรอบแล้ว จึงไม่นับ".into(),
            "it was added after the round was sealed, and counts for nothing".into(),
        ),
        FaultKind::SealedFileChanged => (
            "ไม่ตรงกับที่ปิดผนึกไว้".into(),
            "it is not what was sealed".into(),
        ),
        FaultKind::NotRecorded => (
            "ไม่มีเหตุการณ์ใดอ้างถึง (การทำงานถูกตัดกลางคัน หรือเหตุการณ์ที่อ้างถึงหายไป)".into(),
            "no event names it (a run was cut short, or the event that named it is lost)".into(),
        ),
        FaultKind::UnsafeName => (
            "เหตุการณ์อ้างชื่อแฟ้มที่อาจพาออกนอกโฟลเดอร์ จึงไม่แตะต้อง".into(),
            "an event names a file that could lead out of the folder; it is not touched".into(),
        ),
        FaultKind::ReferenceMissing => {
            ("หลักฐานที่อ้างถึงไม่อยู่ที่เดิม".into(), "the evidence referred to is not where it was".into())
        }
        FaultKind::ReferenceChanged => (
            "หลักฐานที่อ้างถึงถูกแก้ไขหลังแนบ".into(),
            "the evidence referred to was changed since it was attached".into(),
        ),
        FaultKind::SetAside => (
            "ส่วนที่เสียหายซึ่งแยกเก็บไว้ก่อนหน้านี้".into(),
            "damage that was set aside earlier".into(),
        ),
    };
    match lang {
        Lang::Th => th,
        Lang::En => en,
    }
}
