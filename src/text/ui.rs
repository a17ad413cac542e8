//! Every word and sentence of the terminal UI.

pub mod commands;
mod scans;
mod sentences;

pub use scans::*;
pub use sentences::*;

use phrom_checklists::answer::Answer;
use phrom_checklists::bilingual::{Lang, Text};

use super::{Both, both};

impl From<Both> for Text {
    fn from(both: Both) -> Text {
        Text { th: both.th.to_owned(), en: both.en.to_owned() }
    }
}

/// The same sentence in both languages.
pub fn in_both(sentence: impl Fn(Lang) -> String) -> Text {
    Text { th: sentence(Lang::Th), en: sentence(Lang::En) }
}

/// The program's name, as the header shows it.
pub const NAME: &str = "พร้อม";

// Everywhere.
pub const SELF_ASSESSMENT: Both =
    both("การประเมินตนเอง ไม่ใช่การรับรอง", "a self-assessment, not a certification");
pub const READ_ONLY: Both = both("อ่านอย่างเดียว", "read-only");
pub const NOT_SAVED: Both = both("ยังไม่ได้บันทึก", "not saved");
pub const NOT_SAVED_YET: Both = both("ยังไม่ได้บันทึก", "not saved yet");
pub const NOTHING_TO_UNDO: Both = both("ไม่มีการเปลี่ยนแปลงของท่านที่จะย้อน", "You have no change to undo.");
pub const NOTHING_MATCHES: Both = both("ไม่มีรายการที่ตรงกับคำค้น", "Nothing matches.");
pub const FILTER_BY: Both = both("ค้นหา:", "filter:");
pub const NOT_NOW: Both = both("ทำไม่ได้ขณะนี้", "not now");
pub const GLYPHS: Both = both("สัญลักษณ์", "Symbols");
pub const THAI_KEYS: Both = both(
    "แป้นคำสั่งใช้ได้โดยไม่ต้องสลับภาษาของแป้นพิมพ์ เช่น แป้น ั คือ y และแป้น ื คือ n",
    "Command keys work without switching a Thai keyboard: ั is y, ื is n, and so on.",
);
pub const YES: Both = both("ใช่", "yes");
pub const NO: Both = both("ไม่ใช่", "no");
pub const NOT_KNOWN: Both = both("ยังไม่ทราบ", "not known");
pub const IN_CONFLICT: Both = both("คำตอบขัดกัน", "in conflict");
pub const THAI: Both = both("ภาษาไทย", "Thai");
pub const ENGLISH: Both = both("ภาษาอังกฤษ", "English");
pub const SYSTEM: Both = both("ระบบ", "System");
pub const AGENCY: Both = both("หน่วยงาน", "The agency");

// Home.
pub const READINESS: Both = both("ความพร้อม", "Readiness");
pub const SCORE: Both = both("ช่วงคะแนน", "score range");
pub const COVERAGE: Both = both("ประเมินแล้ว", "assessed");
pub const EVIDENCE_SHARE: Both = both("มีหลักฐาน", "evidence");
pub const LEGAL_GATE: Both = both("ด่านกฎหมาย", "legal gate");
pub const NO_GAPS: Both = both("✓ ครบ", "✓ none open");
pub const GATE_PASSED: Both = both("ผ่านด่านของหน่วยงาน", "the agency's gate is passed");
pub const DEADLINES: Both = both("กำหนดเวลาตามกฎหมาย", "Deadlines in law");
pub const NO_DEADLINES: Both = both(
    "ยังไม่มีวันเริ่มนับ: ตอบวันที่ในหน้าข้อเท็จจริง (i)",
    "No date to count from yet: state the dates among the facts (i).",
);
pub const NEXT: Both = both("ทำอะไรต่อ", "What to do next");
pub const STEP_FACTS: Both =
    both("ตอบข้อเท็จจริงที่ตัดสินว่าข้อใดเกี่ยวข้อง", "State the facts that decide which controls apply");
pub const STEP_SYSTEMS: Both = both("เพิ่มระบบสารสนเทศของหน่วยงาน", "Add the agency's information systems");
pub const STEP_SCAN_DATA: Both =
    both("สแกนหาข้อมูลส่วนบุคคลในแฟ้มของหน่วยงาน", "Scan the agency's files for personal data");
pub const STEP_SCAN_TLS: Both =
    both("ตรวจใบรับรองและการเข้ารหัสของระบบ", "Check certificates and encryption of the systems");
pub const STEP_REPORT: Both = both("ออกรายงาน", "Write the report");

// Controls.
pub const ROWS: Both = both("หลักฐาน", "Evidence");
pub const ANSWER: Both = both("คำตอบ", "answer");
/// The answers in the order of the menu.
pub const ANSWERS: [(Option<Answer>, Both); 4] = [
    (Some(Answer::Met), both("มี", "met")),
    (Some(Answer::Partial), both("มีบางส่วน", "partial")),
    (Some(Answer::NotMet), both("ไม่มี", "not met")),
    (None, both("ยังไม่ตอบ", "no answer")),
];
pub const WHOLE_NOT_APPLICABLE: Both =
    both("ทั้งข้อไม่เกี่ยวข้องกับหน่วยงาน…", "The whole control is not applicable…");
pub const WHY: Both = both("ทำไม", "Why");
pub const GUIDANCE: Both = both("ทำอย่างไร", "What to do");
pub const DEADLINE: Both = both("กำหนดเวลา", "Deadline");
pub const PENALTY: Both = both("บทกำหนดโทษ", "Penalty");
pub const NOTE: Both = both("ข้อสังเกต", "Note");
pub const RELATED: Both = both("เทียบเคียง", "Related");
pub const REMARK: Both = both("หมายเหตุ", "Remark");
pub const OWNER: Both = both("ผู้รับผิดชอบ", "Owner");
pub const DUE: Both = both("กำหนดเสร็จ", "Due");
pub const CONFLICT: Both = both(
    "คำตอบของผู้บันทึกขัดกัน นับตามคำตอบที่แย่กว่า กด p เพื่อตัดสิน หรือตอบใหม่",
    "Writers answered differently; the worse answer counts. Press p to decide, or answer again.",
);
pub const NOT_IN_CONFLICT: Both = both("ข้อนี้ไม่มีคำตอบที่ขัดกัน", "nothing here is in conflict");
pub const CONTRADICTED: Both =
    both("ผลสแกนขัดกับคำตอบ จึงนับได้เพียงบางส่วน", "A scan contradicts the answer, which counts as partial.");
pub const FINDINGS_HERE: Both = both("สิ่งที่สแกนพบซึ่งเกี่ยวกับข้อนี้", "Scan findings relevant to this control");
pub const NO_CONTROL: Both = both("ไม่มีข้อที่เลือก", "no control is selected");
pub const EXCLUDED_OFF: Both =
    both("ข้อนี้ไม่ใช้บังคับตามข้อเท็จจริงที่ตอบไว้", "by the stated facts the control does not apply");
pub const MARKED_OFF: Both =
    both("ข้อนี้ระบุว่าไม่เกี่ยวข้องไว้ กด x เพื่อถอน", "the control is marked not applicable; x withdraws the mark");
pub const GO_TO_ROWS: Both = both("กด Enter ไปที่แถวหลักฐานก่อน", "press Enter to go to the rows first");
pub const ALL_ANSWERED: Both = both("ตอบครบทุกแถวแล้ว", "Every row is answered.");
pub const DRAFT_FOUND: Both = both(
    "พบร่างที่ยังไม่ได้บันทึกจากครั้งก่อน: Esc บันทึก หรือ Ctrl-R คืนข้อความเดิม",
    "An unsaved draft was found: Esc saves it, Ctrl-R puts the old text back.",
);
pub const REASON: Both = both("เหตุผล", "Reason");
pub const APPROVER: Both = both("ผู้อนุมัติ", "Approver");
pub const EXPIRES: Both = both("สิ้นผลวันที่", "Expires on");

// Evidence.
pub const ATTACH_FILE: Both = both("แนบแฟ้ม", "Attach a file");
pub const CITE: Both = both("อ้างเอกสารที่ไม่ได้แนบ", "Cite a document without attaching it");
pub const ATTACHING: Both = both("กำลังคำนวณค่าแฮชของแฟ้ม", "Hashing the file");
pub const PATH: Both = both("แฟ้ม", "File");
pub const PATH_HINT: Both = both("พิมพ์หรือวางที่อยู่ของแฟ้ม", "Type or paste the path of the file.");
pub const KIND: Both = both("ประเภท", "Kind");
pub const KIND_FILE: Both = both("เอกสารของหน่วยงาน", "the agency's document");
pub const KIND_AUDIT: Both = both("รายงานผู้ตรวจสอบอิสระ", "independent audit report");
pub const KEEP: Both = both("การเก็บ", "Keep");
pub const KEEP_REFERENCE: Both = both("อ้างอิงที่เดิม", "by reference");
pub const KEEP_COPY: Both = both("คัดลอกเข้าแฟ้มการประเมิน", "copy into the assessment");
pub const KEEP_HINT: Both = both(
    "หลักฐานมักมีข้อมูลส่วนบุคคล จึงเก็บเพียงที่อยู่กับค่าแฮช เว้นแต่เลือกคัดลอก (← →)",
    "Evidence often holds personal data: only place and hash are kept unless you choose to copy (← →).",
);
pub const EXPIRES_HINT: Both = both("เว้นว่างได้ · เช่น 31/12/2570", "May stay empty. For example 31/12/2570.");
pub const DOCUMENT: Both = both("ชื่อเอกสาร", "Document");
pub const SHELF: Both = both("เก็บไว้ที่", "Kept at");
pub const SHELF_HINT: Both = both("ตู้เอกสาร เลขที่หนังสือ หรือระบบ", "A shelf mark, a letter number or a system.");

// Facts and systems.
pub const SENSITIVE: Both =
    both("คำตอบนี้อ่อนไหว: จะไม่แสดงในผลที่พิมพ์ออกจอ", "The answer is sensitive and is never printed to a console.");
pub const NO_FACT: Both = both("ไม่มีข้อเท็จจริงที่เลือก", "no fact is selected");
pub const NOT_YES_NO: Both =
    both("คำถามนี้ไม่ใช่ใช่หรือไม่ใช่ กด Enter เพื่อตอบ", "not a yes-or-no question; press Enter to answer");
pub const DAY: Both = both("วันที่", "Day");
pub const NO_SYSTEM: Both = both("ยังไม่มีระบบ", "there is no system yet");
pub const SYSTEMS_EMPTY: Both = both(
    "ยังไม่มีระบบ กด a เพื่อเพิ่ม ข้อที่ถามรายระบบจะถามครั้งเดียวจนกว่าจะมีระบบแรก",
    "No system yet: a adds one. Controls asked per system are asked once until there is one.",
);
pub const SYSTEM_REMOVED: Both = both(
    "นำระบบออกแล้ว คำตอบของระบบยังอยู่ในบันทึก กด u เพื่อย้อน",
    "The system is taken out; its answers stay in the journal. u takes it back.",
);
pub const SYSTEM_LEAD: Both =
    both("สิ่งที่ไม่ทราบเว้นไว้ได้ กลับมาแก้ได้ทุกเมื่อ", "Leave open what is not known; it can be changed at any time.");
pub const NAME_TH: Both = both("ชื่อระบบ (ไทย)", "Name in Thai");
pub const NAME_EN: Both = both("ชื่อระบบ (อังกฤษ)", "Name in English");
pub const NAME_EN_HINT: Both =
    both("เว้นว่างได้ · ใช้ตั้งรหัสของระบบ", "May stay empty; the system's id is made from it.");
pub const CATEGORY: Both = both(
    "ระดับผลกระทบ ความลับ · ความครบถ้วน · สภาพพร้อมใช้งาน",
    "Impact on confidentiality · integrity · availability",
);
pub const CATEGORY_WHOLE: Both = both("ระบุระดับทั้งสามด้าน หรือเว้นทั้งสามด้าน", "State all three levels, or none.");
pub const CONFIDENTIALITY: Both = both("ความลับ", "Confidentiality");
pub const INTEGRITY: Both = both("ความครบถ้วน", "Integrity");
pub const AVAILABILITY: Both = both("สภาพพร้อมใช้งาน", "Availability");
pub const IMPACT_LOW: Both = both("ต่ำ", "low");
pub const IMPACT_MEDIUM: Both = both("กลาง", "medium");
pub const IMPACT_HIGH: Both = both("สูง", "high");
pub const PUBLIC_WEBSITE: Both = both("เว็บไซต์สาธารณะ", "Public website");
pub const CLOUD: Both = both("ใช้บริการคลาวด์", "On a cloud service");
pub const ENDPOINTS: Both = both("จุดเชื่อมต่อ", "Endpoints");
pub const ENDPOINTS_HINT: Both = both(
    "ชื่อหรือหมายเลขเครื่อง:พอร์ต คั่นด้วย , เช่น mail.example.go.th:25",
    "host:port, several with commas: mail.example.go.th:25",
);
pub const FOLDERS: Both = both("โฟลเดอร์", "Folders");
pub const FOLDERS_HINT: Both = both("ที่อยู่ของโฟลเดอร์ คั่นด้วย ,", "Paths of folders, several with commas.");

// Scans and findings.
pub const SCAN_WHAT: Both = both("สแกนอะไร", "What to scan");
pub const ASK_DATA: Both = both("หาข้อมูลส่วนบุคคลในแฟ้ม… (d)", "Look for personal data in files… (d)");
pub const ASK_TLS: Both = both("ตรวจใบรับรองและการเข้ารหัส… (t)", "Check certificates and encryption… (t)");
pub const TARGET: Both = both("เป้าหมาย", "Target");
pub const TARGET_DATA_HINT: Both = both("ที่อยู่ของโฟลเดอร์หรือแฟ้ม", "The path of a folder or a file.");
pub const TARGET_TLS_HINT: Both = both(
    "ชื่อเครื่อง:พอร์ต คั่นด้วย , หรือที่อยู่ของโฟลเดอร์ที่มีใบรับรอง",
    "host:port, several with commas; or the path of a folder with certificates.",
);
pub const ALREADY_RUNNING: Both = both("งานชนิดนี้กำลังทำอยู่", "work of this kind is still running");
pub const NOT_RUNNING: Both = both("ไม่มีการสแกนที่กำลังทำ", "no scan is running");
pub const SCANNING: Both = both("กำลังสแกน", "scanning");
pub const STOPPING: Both = both("กำลังหยุดสแกน", "stopping");
pub const CANCELLED: Both = both("หยุดแล้ว ไม่ได้บันทึกผล", "Stopped; nothing was recorded.");
pub const NEVER: Both = both("ยังไม่เคยสแกน", "never scanned");
pub const CLEAN: Both =
    both("ไม่พบสิ่งใด และอ่านครบทุกแฟ้มในขอบเขต", "Nothing found, and everything in scope was read.");
pub const NOTHING_FOUND_SO_FAR: Both = both("ไม่พบสิ่งใดในส่วนที่อ่านได้", "Nothing found in what could be read.");
pub const NO_FINDINGS: Both = both("ยังไม่พบสิ่งใด", "nothing was found yet");
pub const ONLY_LOW: Both =
    both("มีเฉพาะสิ่งที่พบซึ่งความเชื่อมั่นต่ำ กด v เพื่อแสดง", "Only findings of low confidence: v shows them.");
pub const SEVERITY: Both = both("ความรุนแรง", "Severity");
pub const SEVERITY_INFO: Both = both("ทราบไว้", "info");
pub const SEVERITY_LOW: Both = both("ต่ำ", "low");
pub const SEVERITY_MEDIUM: Both = both("กลาง", "medium");
pub const SEVERITY_HIGH: Both = both("สูง", "high");
pub const SEVERITY_CRITICAL: Both = both("วิกฤต", "critical");
pub const CONFIDENCE: Both = both("ความเชื่อมั่น", "confidence");
pub const CONFIDENCE_LOW: Both = both("ต่ำ", "low");
pub const CONFIDENCE_MEDIUM: Both = both("กลาง", "medium");
pub const CONFIDENCE_HIGH: Both = both("สูง", "high");
pub const WHERE: Both = both("พบที่", "Where");
pub const SAMPLE: Both = both("ตัวอย่าง (ปิดบัง)", "Masked");
pub const EXPOSURE: Both = both("ใครอ่านได้", "Who can read");
pub const MODIFIED: Both = both("แก้ไขล่าสุด", "Modified");
pub const REMEDY: Both = both("ทำอย่างไร", "What to do");
pub const SPEAKS_TO: Both = both("เกี่ยวกับข้อ", "Relevant to");

// Report.
pub const REPORT_LEAD: Both = both(
    "รายงานรวมผลทั้งหมด ณ วันนี้ พร้อมสิ่งที่พบซึ่งปิดบังแล้ว",
    "The report holds all results as of today, and the findings, masked.",
);
pub const REPORT_ELSEWHERE: Both = both("เลือกภาษาและที่เก็บเอง…", "Choose language and place…");
pub const REPORT_LANGUAGE: Both = both("ภาษาของรายงาน", "Language");
pub const REPORT_PATH: Both = both("เก็บไว้ที่", "Path");
pub const REPORT_PATH_HINT: Both =
    both("ท้ายชื่อแฟ้มตัดสินรูปแบบ เช่น .pdf", "The ending decides the format, such as .pdf.");
pub const WRITING: Both = both("กำลังเขียน", "Writing");

// Forms.
pub const NEEDED: Both = both("ต้องกรอก", "needed");
pub const MAY_STAY_EMPTY: Both = both("เว้นว่างได้", "may stay empty");
pub const NOT_A_DATE: Both = both(
    "อ่านเป็นวันที่ไม่ได้: เขียนเช่น 31/12/2570 หรือ 31 ธ.ค. 2570 (ปีสี่หลัก)",
    "Not a date: write 31/12/2570, 31 Dec 2027 or 2027-12-31 (four-digit year).",
);
pub const DATE_PAST: Both = both("ต้องเป็นวันหลังจากวันนี้", "The day must lie after today.");
pub const DATE_HINT: Both = both(
    "วัน/เดือน/ปี พ.ศ. เช่น 31/12/2570 หรือ 31 ธ.ค. 2570",
    "day/month/year, such as 31/12/2027 or 31/12/2570",
);
pub const CHOICE_HINT: Both = both("← → เปลี่ยนตัวเลือก", "← → changes the choice");
pub const EMPTY_WITHDRAWS: Both = both("เว้นว่างเพื่อถอน", "Empty withdraws it.");
