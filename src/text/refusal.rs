//! Why a run could not go on, and what to do about it, in both languages.

use std::fmt::Display;
use std::path::Path;

use jiff::civil::Date;
use phrom_checklists::bilingual::Lang;
use phrom_checklists::diagnostic::{Colour, Diagnostic};
use phrom_checklists::folder::{AttachError, CreateError, OpenError};
use phrom_checklists::id::{ControlId, FactId, PackId, RowId, SystemId};
use phrom_checklists::journal::{AuthorError, WriteError};
use phrom_scanners::tls::target::TargetError;

use super::{pick, reason};
use crate::config::ConfigError;
use crate::output::{Format, OutputError};

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
        WriteError::Sealed { round } => pick(
            lang,
            format!("รอบ {round} ปิดผนึกแล้ว แก้ไขไม่ได้"),
            format!("Round {round} is sealed and cannot be changed"),
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
            let e = reason::change(lang, e);
            pick(lang, format!("ค่าที่จะบันทึกใช้ไม่ได้: {e}"), format!("That cannot be written: {e}"))
        }
    }
}

pub fn author_error(lang: Lang, error: &AuthorError) -> String {
    let error = reason::author(lang, error);
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

pub fn pack_missing(lang: Lang, id: &PackId) -> String {
    pick(
        lang,
        format!("ชุด {id} เปิดไม่ได้ จึงไม่อยู่ในตัวเลขใด และด่านจะไม่ผ่าน"),
        format!("The pack {id} could not be opened: it is in no figure, and the gate cannot pass"),
    )
}

pub fn report_without_pack(lang: Lang, id: &PackId) -> String {
    pick(
        lang,
        format!("ไม่ออกรายงานที่ขาดกฎหมายไปหนึ่งฉบับ: ชุด {id} เปิดไม่ได้ (ดู phrom verify)"),
        format!(
            "No report is made that leaves a law out: the pack {id} could not be opened (see phrom verify)"
        ),
    )
}

pub fn other_key(lang: Lang, used: &str, before: &str) -> String {
    pick(
        lang,
        format!("กุญแจ {used} ไม่ใช่กุญแจ {before} ที่ผลสแกนก่อนหน้าใช้: ลายนิ้วมือจะเทียบกันไม่ได้"),
        format!(
            "The key {used} is not the key {before} of the earlier scans: fingerprints would not compare"
        ),
    )
}

pub fn no_folder_for(lang: Lang, file: &Path) -> String {
    let folder = file.parent().unwrap_or(file);
    pick(
        lang,
        format!("ไม่มีโฟลเดอร์ {} สำหรับเขียน {}", folder.display(), file.display()),
        format!("There is no folder {} to write {} into", folder.display(), file.display()),
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
            Format::Csv => "csv",
            Format::Ics => "ics",
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

pub fn scan_given_up(lang: Lang) -> String {
    pick(
        lang,
        "ปิดหน้าจอก่อนการสแกนเสร็จ ผลสแกนครั้งนี้ไม่ถูกบันทึก",
        "The screen was closed before the scan was done; its result was not recorded",
    )
}

pub fn attach_given_up(lang: Lang) -> String {
    pick(
        lang,
        "ปิดหน้าจอก่อนอ่านแฟ้มหลักฐานเสร็จ หลักฐานนั้นยังไม่ถูกแนบ",
        "The screen was closed before the file was read to its end; that evidence was not attached",
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

pub fn bad_target(lang: Lang, target: &str, error: &TargetError) -> String {
    let error = reason::target(lang, error);
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
