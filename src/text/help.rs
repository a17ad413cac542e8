//! The sentences of `--help`, and how they are put into clap's command in one language.

use clap::{Arg, ArgAction, Command};
use phrom_checklists::bilingual::Lang;

use super::Both;

/// Puts every sentence of `command` into `lang`. An argument or command without a sentence is left
/// bare, which a test refuses.
pub fn localize(command: Command, lang: Lang) -> Command {
    let root = command.get_name().to_owned();
    let command = walk(command, &root, lang);
    command
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(VERSION.say(lang))
                .help_heading(OPTIONS.say(lang)),
        )
        .disable_version_flag(true)
        .after_help(EXIT.say(lang))
}

fn walk(command: Command, path: &str, lang: Lang) -> Command {
    let ids: Vec<String> = command.get_arguments().map(|a| a.get_id().to_string()).collect();
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    let mut command = command
        .disable_help_flag(true)
        .help_template(TEMPLATE.say(lang))
        .subcommand_help_heading(COMMANDS.say(lang))
        .subcommand_value_name(COMMAND.say(lang))
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help).help(HELP.say(lang)));
    if let Some(about) = about(path) {
        command = command.about(about.say(lang));
    }
    for id in ids {
        command = command.mut_arg(&id, |arg| {
            // Our sentences name the values; clap would add them in English.
            let values = arg.get_action().takes_values();
            let arg = if values { arg.hide_possible_values(true).hide_default_value(true) } else { arg };
            match argument(&id) {
                Some(sentence) => arg.help(sentence.say(lang)),
                None => arg,
            }
        });
    }
    for name in names {
        let below = format!("{path} {name}");
        command = command.mut_subcommand(&name, |sub| walk(sub, &below, lang));
    }
    let command = command.mut_args(|arg| {
        let heading = if arg.is_positional() { ARGUMENTS } else { OPTIONS };
        arg.help_heading(heading.say(lang))
    });
    let usage = usage(&command, path, lang);
    command.override_usage(usage)
}

/// `phrom scan data [options] <PATH>...`: what is needed, in the words of one language. Every command
/// has options: the global ones.
fn usage(command: &Command, path: &str, lang: Lang) -> String {
    let shown = command.clone().bin_name(path).render_usage().to_string();
    let needed = shown.trim_start_matches("Usage:").trim().trim_start_matches(path).trim();
    let needed = needed.trim_start_matches("[OPTIONS]").trim();
    format!("{path} [{}] {needed}", OPTION.say(lang)).trim_end().to_owned()
}

const TEMPLATE: Both = Both {
    th: "{about-with-newline}\nวิธีใช้: {usage}\n\n{all-args}{after-help}\n",
    en: "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}\n",
};
const COMMANDS: Both = Both { th: "คำสั่ง", en: "Commands" };
const ARGUMENTS: Both = Both { th: "ค่าที่ระบุ", en: "Arguments" };
const COMMAND: Both = Both { th: "คำสั่ง", en: "COMMAND" };
const OPTION: Both = Both { th: "ตัวเลือก", en: "OPTIONS" };
const OPTIONS: Both = Both { th: "ตัวเลือก", en: "Options" };
const HELP: Both = Both { th: "แสดงคำอธิบายนี้", en: "Print this help" };
const VERSION: Both =
    Both { th: "แสดงเลขรุ่นของโปรแกรม", en: "Print the version" };
const EXIT: Both = Both {
    th: "\nสถานะเมื่อจบ: 0 ผ่าน · 1 ไม่ผ่านด่านหรือพบสิ่งที่ร้ายแรงถึงเกณฑ์ · 2 ใช้คำสั่งหรือข้อมูลไม่ถูกต้อง · \
         3 มีสิ่งที่อยู่ในขอบเขตแต่อ่านไม่ได้ · 4 ข้อมูลถูกแก้ไขหรือเสียหาย",
    en: "\nExit status: 0 passed · 1 the gate failed, or a finding at or above the threshold · 2 wrong usage or \
         bad input · 3 something in scope could not be read · 4 integrity failure",
};

fn about(path: &str) -> Option<Both> {
    let both = |th, en| Some(Both { th, en });
    match path {
        "phrom" => both(
            "พร้อม: หน่วยงานประเมินตนเองตาม พ.ร.บ. การรักษาความมั่นคงปลอดภัยไซเบอร์ และ พ.ร.บ. คุ้มครองข้อมูลส่วนบุคคล\n\
             เรียกโดยไม่ระบุคำสั่งเพื่อเปิดแบบประเมินบนหน้าจอ (การประเมินตนเอง ไม่ใช่การรับรอง)",
            "phrom (พร้อม, \"ready\"): an agency assesses itself under the Cybersecurity Act and the PDPA\n\
             Without a command the terminal UI opens (a self-assessment, not a certification)",
        ),
        "phrom init" => both("สร้างแฟ้มการประเมิน", "Make an assessment folder"),
        "phrom check" => both(
            "ทำงานหลักในคำสั่งเดียว: สแกน ประเมิน ออกรายงาน และตัดสินตามด่าน",
            "The main job in one command: scan, evaluate, report, and exit by the gate",
        ),
        "phrom scan" => both("สแกนอย่างเดียว ไม่ต้องมีแฟ้มการประเมิน", "The scanners alone: no assessment needed"),
        "phrom scan data" => both("สแกนหาข้อมูลส่วนบุคคลในแฟ้ม", "Look for personal data in files"),
        "phrom scan tls" => {
            both("ตรวจใบรับรองในแฟ้มและจุดเชื่อมต่อ TLS", "Check certificates in files and at TLS endpoints")
        }
        "phrom system" => both("ระบบสารสนเทศของหน่วยงาน", "The agency's information systems"),
        "phrom system list" => both("แสดงระบบทั้งหมด", "List the systems"),
        "phrom system set" => both("เพิ่มหรือแก้ไขระบบ", "Add or change a system"),
        "phrom system remove" => both("นำระบบออก", "Remove a system"),
        "phrom fact" => {
            both("ข้อเท็จจริงที่ใช้ตัดสินว่าข้อใดเกี่ยวข้องกับหน่วยงาน", "Facts that decide which controls apply")
        }
        "phrom fact list" => both("แสดงข้อเท็จจริงทั้งหมดและคำตอบ", "List all facts and their answers"),
        "phrom fact set" => both("ตอบข้อเท็จจริง", "Answer a fact"),
        "phrom fact clear" => both("ถอนคำตอบของข้อเท็จจริง (ยังไม่ทราบ)", "Withdraw a fact's answer (not known)"),
        "phrom answer" => both("ตอบแบบประเมิน", "Answer controls"),
        "phrom answer list" => {
            both("แสดงข้อและแถวหลักฐานพร้อมคำตอบ", "List controls and rows with their answers")
        }
        "phrom answer set" => both("ตอบแถวหลักฐานหนึ่งแถว", "Answer one evidence row"),
        "phrom answer clear" => both("ถอนคำตอบของแถวหลักฐาน", "Withdraw a row's answer"),
        "phrom answer not-applicable" => both(
            "ระบุว่าข้อนี้ไม่เกี่ยวข้อง โดยต้องมีเหตุผล ผู้อนุมัติ และวันสิ้นผล",
            "Mark a control not applicable, with reason, approver and expiry",
        ),
        "phrom answer applicable" => both("ถอนการระบุว่าไม่เกี่ยวข้อง", "Withdraw a not-applicable mark"),
        "phrom answer remark" => both("เขียนหมายเหตุของข้อ", "Write a control's remark"),
        "phrom answer owner" => both("กำหนดผู้รับผิดชอบของข้อ", "Name who sees to a control"),
        "phrom answer due" => both("กำหนดวันที่ต้องเสร็จของข้อ", "Set a control's due date"),
        "phrom answer undo" => both("ย้อนการเปลี่ยนแปลงครั้งล่าสุดของท่าน", "Undo your last change"),
        "phrom evidence" => both("หลักฐานของแถวหลักฐาน", "Evidence behind rows"),
        "phrom conflict" => {
            both("คำตอบที่ผู้บันทึกหลายคนตอบไม่ตรงกัน", "What people said without knowing of each other")
        }
        "phrom conflict list" => both("แสดงคำตอบที่ขัดกัน พร้อมผู้ตอบและเวลา", "List the sides, with who and when"),
        "phrom conflict take" => both("ตัดสินโดยยืนยันคำตอบของฝ่ายหนึ่ง", "Decide: say one side again"),
        "phrom plan" => both(
            "แผนดำเนินการ: สิ่งที่ขาดทุกข้อ มาตรการ ผู้รับผิดชอบ งบประมาณ และกำหนดเสร็จ",
            "The action plan: every gap with measure, owner, budget and due date",
        ),
        "phrom plan set" => both(
            "กำหนดมาตรการของข้อหนึ่ง (สิ่งที่ไม่ระบุคงเดิม)",
            "Set the measure of a control (what is not named stays)",
        ),
        "phrom plan clear" => both("ถอนมาตรการของข้อหนึ่ง", "Take a control's measure out of the plan"),
        "phrom merge" => both(
            "รวมสำเนาของการประเมินเดียวกันเข้ามาในแฟ้มนี้ (เช่น จากแฟลชไดรฟ์)",
            "Join another copy of the same assessment into this folder",
        ),
        "phrom evidence list" => both("แสดงทะเบียนหลักฐาน", "List the evidence register"),
        "phrom evidence attach" => both(
            "แนบแฟ้มเป็นหลักฐาน โดยอ้างที่อยู่และค่าแฮช หรือคัดลอกเมื่อสั่ง --copy",
            "Attach a file as evidence: by place and hash, or copied with --copy",
        ),
        "phrom evidence remove" => both(
            "ลบเนื้อหาของหลักฐานที่คัดลอกไว้ โดยคงค่าแฮช เหตุผล ผู้ลบ และเวลา",
            "Delete the copied bytes; hash, reason, who and when stay",
        ),
        "phrom evidence cite" => both("อ้างเอกสารที่ไม่ได้แนบ", "Cite a document that is not attached"),
        "phrom evidence detach" => both("ถอดหลักฐานออกจากแถว", "Detach evidence from a row"),
        "phrom person" => both("รายชื่อบุคคลและบทบาท", "People and their roles"),
        "phrom person list" => both("แสดงรายชื่อบุคคล", "List the people"),
        "phrom person set" => both("เพิ่มหรือแก้ไขบุคคลและบทบาท", "Add or change a person and the roles held"),
        "phrom person remove" => both("นำบุคคลออกจากรายชื่อ", "Take a person out of the register"),
        "phrom assign" => both(
            "กำหนดผู้รับผิดชอบ กำหนดเสร็จ หรือสถานะของหลายข้อในครั้งเดียว (ตรวจครบทุกข้อก่อนบันทึก)",
            "Set owner, due date or stage of several controls (all are checked before the first is written)",
        ),
        "phrom approve" => both(
            "อนุมัติสิ่งที่ข้อระบุอยู่ในขณะนี้ หากมีข้อใดอนุมัติไม่ได้จะไม่บันทึกสิ่งใด",
            "Approve what controls say now; where one cannot be approved, nothing is written",
        ),
        "phrom comment" => both("แสดงความเห็นต่อข้อ", "Comment on a control"),
        "phrom history" => both("ประวัติของข้อ: ใคร เมื่อใด ทำสิ่งใด", "A control's history: who, when, what"),
        "phrom waiver" => both(
            "การยอมรับความเสี่ยงของข้อที่ยังไม่เป็นไปตามกำหนด (ไม่นับว่าผ่าน)",
            "Gaps accepted for a time (never counted as passed)",
        ),
        "phrom waiver list" => {
            both("แสดงการยอมรับความเสี่ยงทั้งหมด รวมที่สิ้นผลแล้ว", "List all, expired ones included")
        }
        "phrom waiver set" => both("บันทึกการยอมรับความเสี่ยง", "Accept a gap, with reason, approver and expiry"),
        "phrom waiver clear" => both("ยกเลิกการยอมรับความเสี่ยง", "Accept it no longer"),
        "phrom gate" => both("ตัดสินตามด่านของหน่วยงาน", "Judge by the agency's gate"),
        "phrom report" => both("ออกรายงาน", "Write the report"),
        "phrom verify" => both(
            "ตรวจว่าแฟ้มการประเมินไม่ถูกแก้ไขหรือเสียหาย",
            "Verify that an assessment folder is what was written",
        ),
        "phrom packs" => both("ชุดข้อกฎหมาย", "Packs of law"),
        "phrom packs list" => both("แสดงชุดข้อกฎหมายที่มี", "List the packs there are"),
        "phrom packs show" => both("แสดงชุดหรือข้อหนึ่งข้อเป็นหน้า", "Show a pack, or one control as a page"),
        "phrom packs check" => both("ตรวจชุดข้อกฎหมายที่เขียนเอง", "Check packs, ours or your own"),
        "phrom key" => both("กุญแจลายนิ้วมือข้อมูลของหน่วยงาน", "The agency's fingerprint key"),
        "phrom key export" => both("ส่งออกกุญแจเป็นแฟ้ม (สิทธิ 0600)", "Export the key to a file (mode 0600)"),
        "phrom key import" => both("นำเข้ากุญแจจากแฟ้ม", "Import the key from a file"),
        _ => None,
    }
}

fn argument(id: &str) -> Option<Both> {
    let both = |th, en| Some(Both { th, en });
    match id {
        "dir" => both(
            "แฟ้มการประเมิน (หากไม่ระบุ: ที่นี่ หรือ ./phrom-assessment)",
            "The assessment folder (default: here, else ./phrom-assessment)",
        ),
        "by" => both("ชื่อผู้บันทึก (หากไม่ระบุ: ตามที่ตั้งค่าไว้)", "Who writes (default: from the configuration)"),
        "as_of" => both("ประเมิน ณ วันที่ ปี-เดือน-วัน (ค.ศ.)", "Evaluate as of this day, ISO 8601"),
        "lang" => both("ภาษา: th (ปริยาย) หรือ en", "Language: th (default) or en"),
        "ascii" => both("ใช้สัญลักษณ์ ASCII เท่านั้น", "Use ASCII symbols only"),
        "folder" => both("แฟ้มการประเมิน", "The assessment folder"),
        "folders" => both("โฟลเดอร์ของชุดข้อกฎหมาย", "Folders of packs"),
        "name" => both("ชื่อภาษาไทย", "Name in Thai"),
        "name_en" => both("ชื่อภาษาอังกฤษ", "Name in English"),
        "round" => both(
            "รอบ เช่น 2570-1 (ปริยาย: รอบแรกของปีงบประมาณ)",
            "Round, such as 2570-1 (default: the first of the fiscal year)",
        ),
        "packs" => both(
            "ชุดข้อกฎหมายที่ใช้ ระบุซ้ำได้ (ปริยาย: cybersecurity-act และ pdpa; ชุดอื่นเป็นรุ่นทดลองที่ยังรอการอ่านทานครั้งที่สอง ดู phrom packs list)",
            "A pack to use, may be repeated (default: cybersecurity-act and pdpa; the others are previews whose second reading is outstanding, see phrom packs list)",
        ),
        "paths" => both("แฟ้มหรือโฟลเดอร์ที่จะสแกน", "Files or folders to scan"),
        "targets" => both(
            "จุดเชื่อมต่อ HOST:PORT หรือทางเดินของแฟ้ม (มี / หรือมีอยู่จริง)",
            "An endpoint HOST:PORT, or a path (it holds a / or exists)",
        ),
        "tls" => both("จุดเชื่อมต่อ TLS ที่จะตรวจ", "A TLS endpoint to check"),
        "ca" => both("ใบรับรองรากของหน่วยงาน (PEM)", "The agency's own root certificates (PEM)"),
        "key_file" => both("แฟ้มกุญแจลายนิ้วมือข้อมูล", "File with the fingerprint key"),
        "ocr" => both(
            "ภาพ: auto (ปริยาย) หรือ off เพื่อตัดออกจากขอบเขต",
            "Pictures: auto (default), or off to leave them out of scope",
        ),
        "out" => both(
            "เขียนผลลงแฟ้ม (ระบุซ้ำได้; - คือทางออกมาตรฐาน)",
            "Write a result to a file (may be repeated; - is standard output)",
        ),
        "exit_zero" => {
            both("จบด้วย 0 แทน 1 (ไม่เปลี่ยนสถานะอื่น)", "Exit with 0 instead of 1 (changes nothing else)")
        }
        "fail_on" => both(
            "ไม่ผ่านเมื่อพบระดับนี้ขึ้นไป: info low medium high (ปริยาย) critical",
            "Fail at this severity and above: info low medium high (default) critical",
        ),
        "all" => both("แสดงสิ่งที่พบซึ่งความเชื่อมั่นต่ำด้วย", "Show findings of low confidence too"),
        "id" => both("รหัส", "Id"),
        "owner" => both("ผู้รับผิดชอบ", "Who is responsible"),
        "path" => both("โฟลเดอร์ของระบบที่จะสแกน", "A folder of the system to scan"),
        "public_website" => both("เป็นเว็บไซต์สาธารณะ: true หรือ false", "A public website: true or false"),
        "cloud" => both("ใช้บริการคลาวด์: true หรือ false", "On a cloud service: true or false"),
        "category" => both(
            "ผลกระทบด้านความลับ,ความครบถ้วน,สภาพพร้อมใช้งาน: low medium high",
            "Impact on confidentiality,integrity,availability: low medium high",
        ),
        "value" => {
            both("คำตอบ: true false คำที่กำหนด หรือวันที่", "The answer: true, false, a listed word or a date")
        }
        "system" => both("ระบบที่ตอบ", "The system it is about"),
        "unanswered" => both("เฉพาะที่ยังไม่ตอบ", "Only what has no answer"),
        "control" => both("รหัสข้อ", "The control's id"),
        "row" => both("รหัสแถวหลักฐาน", "The row's id"),
        "answer" => both("met (มี) partial (มีบางส่วน) not-met (ไม่มี)", "met, partial or not-met"),
        "reason" => both("เหตุผล", "The reason"),
        "approver" => both("ผู้อนุมัติ", "Who approved"),
        "expires" => both(
            "วันสิ้นผล ปี-เดือน-วัน (ค.ศ.): วันแรกที่ไม่นับแล้ว",
            "Expiry, ISO 8601: the first day on which it no longer counts",
        ),
        "text" => both("ข้อความ", "The text"),
        "date" => both("วันที่ ปี-เดือน-วัน (ค.ศ.)", "Date, ISO 8601"),
        "file" => both("แฟ้ม", "The file"),
        "other" => {
            both("สำเนาของแฟ้มการประเมิน (อ่านอย่างเดียว)", "The copy of the assessment, which is only read")
        }
        "side" => {
            both("รหัสของคำตอบ (อย่างน้อย 8 ตัว) ตามรายการ", "The side's id (at least 8 digits), as listed")
        }
        "also" => {
            both("แถวอื่นที่เอกสารเดียวกันนี้พิสูจน์ (ระบุซ้ำได้)", "Another row the same document proves (repeatable)")
        }
        "audit" => both("เป็นรายงานของผู้ตรวจสอบอิสระ", "It is the report of an independent auditor"),
        "dated" => both("วันที่ของเอกสาร ปี-เดือน-วัน (ค.ศ.)", "The date the document bears, ISO 8601"),
        "pages" => both("หน้าที่เกี่ยวข้อง เช่น 3-5,9", "Where in it, such as 3-5,9"),
        "copy" => both("คัดลอกแฟ้มเข้าแฟ้มการประเมิน", "Copy the file into the assessment"),
        "place" => {
            both("ที่อยู่ของเอกสาร เช่น เลขแฟ้มหรือระบบสารบรรณ", "Where the document is, such as a shelf mark")
        }
        "evidence" => {
            both("ค่าแฮช (อย่างน้อย 8 ตัว) หรือที่อยู่ที่อ้าง", "Its hash (at least 8 digits) or the cited place")
        }
        "measure" => both("มาตรการที่จะดำเนินการ", "What is to be done"),
        "measure_owner" => both(
            "ผู้รับผิดชอบมาตรการ (หากไม่ระบุ: ผู้รับผิดชอบข้อ; ค่าว่างคือถอน)",
            "Who carries it out (default: the control's owner; empty withdraws)",
        ),
        "budget" => both("งบประมาณเป็นบาท เช่น 12500.50", "Budget in baht, such as 12500.50"),
        "start" => both("วันเริ่ม ปี-เดือน-วัน (ค.ศ.)", "First day, ISO 8601"),
        "due" => both(
            "กำหนดเสร็จ ปี-เดือน-วัน (ค.ศ.) (หากไม่ระบุ: กำหนดเสร็จของข้อ)",
            "Last day, ISO 8601 (default: the control's due date)",
        ),
        "status" => both(
            "planned (วางแผนไว้) under-way (กำลังดำเนินการ) done (แล้วเสร็จ) dropped (ยกเลิก)",
            "planned, under-way, done or dropped",
        ),
        "explain" => both("แสดงเกณฑ์ ค่าปริยาย และวิธีคิด", "Print the keys, their defaults and the method"),
        "person" => both("ชื่อบุคคล ตามที่ใช้กับ --by", "The person's name, as given to --by"),
        "roles" => both(
            "บทบาท (ระบุซ้ำได้): preparer reviewer ciso dpo executive",
            "A role (repeatable): preparer reviewer ciso dpo executive",
        ),
        "role" => both(
            "บทบาทที่ใช้อนุมัติ: reviewer ciso dpo executive",
            "The role in which to approve: reviewer ciso dpo executive",
        ),
        "office" => both("หน่วยงานหรือตำแหน่ง", "The office or position"),
        "controls" => both("รหัสข้อ (ระบุได้หลายข้อ)", "Ids of controls"),
        "section" => both("ทุกข้อของหมวด", "All controls of a section"),
        "not_met" => both("เฉพาะข้อที่ผลเป็นไม่มี", "Only controls that are not met"),
        "stage" => both(
            "สถานะ: to-do in-progress ready-for-review returned",
            "The stage: to-do in-progress ready-for-review returned",
        ),
        "withdraw" => both("ถอนการอนุมัติในบทบาทนี้", "Withdraw the approval in this role"),
        "rule" => both("เฉพาะสิ่งที่กฎของตัวสแกนนี้พบ", "Only what this scanner rule found"),
        "json" => both("แสดงเป็น JSON", "Print as JSON"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn bare(command: &Command, path: &str, found: &mut Vec<String>) {
        if command.get_about().is_none() {
            found.push(path.to_owned());
        }
        for arg in command.get_arguments().filter(|a| a.get_help().is_none()) {
            found.push(format!("{path} {}", arg.get_id()));
        }
        for sub in command.get_subcommands() {
            bare(sub, &format!("{path} {}", sub.get_name()), found);
        }
    }

    #[test]
    fn every_command_and_argument_has_its_sentence() {
        for lang in [Lang::Th, Lang::En] {
            let command = localize(crate::args::Cli::command(), lang);
            command.clone().debug_assert();
            let mut found = Vec::new();
            bare(&command, "phrom", &mut found);
            assert!(found.is_empty(), "no sentence for {found:?}");
        }
    }
}
