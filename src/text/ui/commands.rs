//! What the commands of the terminal UI are called: shortly in the footer, in full in help and palette.

use crate::text::Both;
use crate::ui::command::Action;

/// One or two words.
pub fn short(action: Action) -> Both {
    let (th, en) = match action {
        Action::Open => ("เปิด", "open"),
        Action::Choose => ("เลือก", "choose"),
        Action::Met => ("มี", "met"),
        Action::Partial => ("มีบางส่วน", "partial"),
        Action::NotMet => ("ไม่มี", "not met"),
        Action::NotApplicable => ("ไม่เกี่ยวข้อง", "not applicable"),
        Action::Clear => ("ถอนคำตอบ", "clear"),
        Action::NextUnanswered => ("ข้อถัดไป", "next"),
        Action::Evidence => ("หลักฐาน", "evidence"),
        Action::Remark => ("หมายเหตุ", "remark"),
        Action::Owner => ("ผู้รับผิดชอบ", "owner"),
        Action::Due => ("กำหนดเสร็จ", "due"),
        Action::Decide => ("ตัดสิน", "decide"),
        Action::Yes => ("ใช่", "yes"),
        Action::No => ("ไม่ใช่", "no"),
        Action::DontKnow => ("ไม่ทราบ", "don't know"),
        Action::Add => ("เพิ่ม", "add"),
        Action::Edit => ("แก้ไข", "edit"),
        Action::Remove => ("นำออก", "remove"),
        Action::ScanData => ("สแกนข้อมูล", "scan data"),
        Action::ScanTls => ("สแกน TLS", "scan TLS"),
        Action::CancelScan => ("หยุด", "stop"),
        Action::LowConfidence => ("แสดงทั้งหมด", "show all"),
        Action::SwitchPane => ("สลับช่อง", "other pane"),
        Action::NextField => ("ช่องถัดไป", "next field"),
        Action::PreviousField => ("ช่องก่อน", "field before"),
        Action::SaveForm => ("บันทึก", "save"),
        Action::StartForm => ("เริ่ม", "start"),
        Action::CancelForm => ("ยกเลิก", "cancel"),
        Action::SaveText => ("บันทึกและปิด", "save and close"),
        Action::RevertText => ("คืนข้อความเดิม", "put back"),
        Action::Up => ("ขึ้น", "up"),
        Action::Down => ("ลง", "down"),
        Action::PageUp => ("ขึ้นหนึ่งหน้า", "page up"),
        Action::PageDown => ("ลงหนึ่งหน้า", "page down"),
        Action::First => ("แรกสุด", "first"),
        Action::Last => ("ท้ายสุด", "last"),
        Action::GoHome => ("หน้าแรก", "home"),
        Action::GoChecklist => ("แบบประเมิน", "checklist"),
        Action::GoFacts => ("ข้อเท็จจริง", "facts"),
        Action::GoSystems => ("ระบบ", "systems"),
        Action::GoScan => ("สแกน", "scan"),
        Action::GoFindings => ("สิ่งที่พบ", "findings"),
        Action::GoReport => ("รายงาน", "report"),
        Action::Back => ("กลับ", "back"),
        Action::Filter => ("ค้นหา", "filter"),
        Action::Undo => ("ย้อน", "undo"),
        Action::Language => ("English", "ภาษาไทย"),
        Action::Palette => ("คำสั่ง", "commands"),
        Action::Help => ("ช่วยเหลือ", "help"),
        Action::Suspend => ("พักโปรแกรม", "suspend"),
        Action::Quit => ("ออก", "quit"),
    };
    Both { th, en }
}

/// What it does.
pub fn long(action: Action) -> Both {
    let (th, en) = match action {
        Action::Open => {
            ("เปิดรายการที่เลือก หรือเปิดตัวเลือกคำตอบ", "Open what is selected, or the answers to choose from")
        }
        Action::Choose => ("ทำคำสั่งที่เลือก", "Do the selected command"),
        Action::Met => ("ตอบแถวหลักฐานว่า มี", "Answer the row: met"),
        Action::Partial => ("ตอบแถวหลักฐานว่า มีบางส่วน", "Answer the row: met in part"),
        Action::NotMet => ("ตอบแถวหลักฐานว่า ไม่มี", "Answer the row: not met"),
        Action::NotApplicable => (
            "ระบุว่าข้อนี้ไม่เกี่ยวข้อง (ต้องมีเหตุผล ผู้อนุมัติ และวันสิ้นผล)",
            "Mark the control not applicable (asks reason, approver and expiry)",
        ),
        Action::Clear => (
            "ถอนคำตอบของแถว หรือถอนการระบุว่าไม่เกี่ยวข้อง",
            "Withdraw the row's answer, or the not-applicable mark",
        ),
        Action::NextUnanswered => ("ไปแถวถัดไปที่ยังไม่ตอบ", "Go to the next row without an answer"),
        Action::Evidence => ("แนบ อ้าง หรือถอดหลักฐานของแถว", "Attach, cite or detach evidence of the row"),
        Action::Remark => ("เขียนหมายเหตุของข้อ", "Write the control's remark"),
        Action::Owner => ("กำหนดผู้รับผิดชอบของข้อ", "Name who sees to the control"),
        Action::Due => ("กำหนดวันที่หน่วยงานต้องทำให้เสร็จ", "Set the agency's own due date"),
        Action::Decide => ("ตัดสินคำตอบที่ขัดกัน", "Decide between answers in conflict"),
        Action::Yes => ("ตอบข้อเท็จจริงว่า ใช่", "Answer the fact: yes"),
        Action::No => ("ตอบข้อเท็จจริงว่า ไม่ใช่", "Answer the fact: no"),
        Action::DontKnow => ("ถอนคำตอบ: ยังไม่ทราบ", "Withdraw the answer: not known yet"),
        Action::Add => ("เพิ่มระบบ", "Add a system"),
        Action::Edit => ("แก้ไขระบบ", "Change the system"),
        Action::Remove => {
            ("นำระบบออกจากการประเมิน (ย้อนได้ด้วย u)", "Take the system out of the assessment (u takes it back)")
        }
        Action::ScanData => ("สแกนหาข้อมูลส่วนบุคคลในแฟ้ม", "Look for personal data in files"),
        Action::ScanTls => (
            "ตรวจใบรับรองและการเข้ารหัสที่จุดเชื่อมต่อหรือในแฟ้ม",
            "Check certificates and encryption at an endpoint or in files",
        ),
        Action::CancelScan => ("หยุดการสแกนและทิ้งผลที่ยังไม่ครบ", "Stop the scan and drop its unfinished result"),
        Action::LowConfidence => ("แสดงหรือซ่อนสิ่งที่พบซึ่งความเชื่อมั่นต่ำ", "Show or hide findings of low confidence"),
        Action::SwitchPane => ("สลับระหว่างรายการกับรายละเอียด", "Move between the list and the details"),
        Action::NextField => ("ไปช่องถัดไป", "Go to the next field"),
        Action::PreviousField => ("กลับไปช่องก่อนหน้า", "Go back one field"),
        Action::SaveForm => ("บันทึกแบบฟอร์ม", "Save the form"),
        Action::StartForm => ("เริ่มทำงานตามที่กรอก", "Start as stated"),
        Action::CancelForm => ("ปิดโดยไม่บันทึก", "Close without saving"),
        Action::SaveText => ("บันทึกข้อความแล้วปิด", "Save the text and close"),
        Action::RevertText => ("คืนข้อความที่บันทึกไว้ก่อนหน้า", "Put back the text as it was saved"),
        Action::Up => ("เลื่อนขึ้น", "Move up"),
        Action::Down => ("เลื่อนลง", "Move down"),
        Action::PageUp => ("เลื่อนขึ้นหนึ่งหน้าจอ", "Move up one screen"),
        Action::PageDown => ("เลื่อนลงหนึ่งหน้าจอ", "Move down one screen"),
        Action::First => ("ไปรายการแรก", "Go to the first row"),
        Action::Last => ("ไปรายการสุดท้าย", "Go to the last row"),
        Action::GoHome => {
            ("ไปหน้าแรก: ความพร้อม กำหนดเวลา และสิ่งที่ควรทำต่อ", "Go home: readiness, deadlines, what to do next")
        }
        Action::GoChecklist => {
            ("ไปแบบประเมิน: หมวดและข้อทั้งหมด", "Go to the checklist: all sections and controls")
        }
        Action::GoFacts => {
            ("ไปข้อเท็จจริงที่ตัดสินว่าข้อใดเกี่ยวข้อง", "Go to the facts that decide which controls apply")
        }
        Action::GoSystems => ("ไประบบสารสนเทศของหน่วยงาน", "Go to the agency's information systems"),
        Action::GoScan => ("ไปหน้าสแกน", "Go to the scanners"),
        Action::GoFindings => ("ไปสิ่งที่สแกนพบ", "Go to what the scans found"),
        Action::GoReport => ("ไปหน้าออกรายงาน", "Go to the report"),
        Action::Back => ("กลับไปหน้าก่อน หรือล้างตัวกรอง", "Go back, or clear the filter"),
        Action::Filter => ("กรองรายการด้วยคำค้น", "Narrow the list by words"),
        Action::Undo => ("ย้อนการเปลี่ยนแปลงครั้งล่าสุดของท่าน", "Undo your last change"),
        Action::Language => ("เปลี่ยนเป็นภาษาอังกฤษ", "Change to Thai"),
        Action::Palette => ("เลือกคำสั่งจากชื่อ", "Choose a command by name"),
        Action::Help => ("แสดงคำสั่งและแป้นทั้งหมด", "Show every command and its key"),
        Action::Suspend => ("พักโปรแกรมชั่วคราว (กลับด้วย fg)", "Suspend the program (fg comes back)"),
        Action::Quit => ("ออกจากโปรแกรม ทุกคำตอบบันทึกไว้แล้ว", "Quit; every answer is already saved"),
    };
    Both { th, en }
}
