//! The sentences of `person`, `assign`, `approve`, `comment`, `history` and `waiver`.

use phrom_checklists::bilingual::Lang;
use phrom_checklists::people::Role;
use phrom_checklists::readiness::{NotApprovable, Progress};

use super::both;

pub fn role(lang: Lang, role: Role) -> &'static str {
    match role {
        Role::Preparer => both("ผู้จัดทำ", "preparer"),
        Role::Reviewer => both("ผู้สอบทาน", "reviewer"),
        Role::Ciso => both("ผู้บริหารด้านความมั่นคงปลอดภัยสารสนเทศ", "CISO"),
        Role::Dpo => both("เจ้าหน้าที่คุ้มครองข้อมูลส่วนบุคคล", "DPO"),
        Role::Executive => both("ผู้บริหาร", "executive"),
    }
    .say(lang)
}

pub fn progress(lang: Lang, progress: Progress) -> &'static str {
    match progress {
        Progress::Returned => both("ส่งกลับแก้ไข", "returned"),
        Progress::ToDo => both("รอดำเนินการ", "to do"),
        Progress::InProgress => both("กำลังดำเนินการ", "in progress"),
        Progress::ReadyForReview => both("พร้อมให้สอบทาน", "ready for review"),
        Progress::Approved => both("อนุมัติแล้ว", "approved"),
    }
    .say(lang)
}

pub fn changed_after_approval(lang: Lang) -> &'static str {
    both("เปลี่ยนแปลงหลังการอนุมัติ", "changed after approval").say(lang)
}

pub fn own_work(lang: Lang) -> &'static str {
    both("ผู้อนุมัติเป็นผู้รับผิดชอบหรือผู้ตอบเอง", "approved by its owner or by who answered").say(lang)
}

pub fn several_roles(lang: Lang, person: &str) -> String {
    match lang {
        Lang::Th => format!("{person} ปฏิบัติหน้าที่มากกว่าหนึ่งบทบาท"),
        Lang::En => format!("{person} holds more than one role"),
    }
}

pub fn may_approve_own(lang: Lang) -> &'static str {
    both("หน่วยงานกำหนดให้อนุมัติงานที่ตนจัดทำได้", "the agency lets this person approve their own work").say(lang)
}

pub fn nobody(lang: Lang) -> &'static str {
    both("ยังไม่มีรายชื่อบุคคล", "The register of people is empty").say(lang)
}

pub fn no_such_person(lang: Lang, person: &str) -> String {
    match lang {
        Lang::Th => format!("ไม่มีชื่อ {person} ในรายชื่อบุคคล (ดูด้วย phrom person list)"),
        Lang::En => format!("{person} is not in the register (see phrom person list)"),
    }
}

pub fn no_control_matches(lang: Lang) -> &'static str {
    both("ไม่มีข้อใดตรงกับที่ระบุ ยังไม่ได้บันทึกสิ่งใด", "No control matches; nothing was written").say(lang)
}

pub fn no_such_section(lang: Lang, section: &str) -> String {
    match lang {
        Lang::Th => format!("ไม่มีหมวด {section}"),
        Lang::En => format!("There is no section {section}"),
    }
}

/// One sentence a control, before anything is written.
pub fn not_approvable(lang: Lang, why: NotApprovable) -> &'static str {
    match why {
        NotApprovable::NotAssessed => both("ยังตอบไม่ครบทุกแถว", "not answered to its end"),
        NotApprovable::Conflict => both("มีคำตอบที่ขัดกัน", "in conflict"),
        NotApprovable::Returned => {
            both("ถูกส่งกลับแก้ไขและยังไม่ส่งให้สอบทานใหม่", "returned, and not set ready again")
        }
        NotApprovable::Role => both(
            "ท่านไม่ได้ปฏิบัติหน้าที่ในบทบาทนี้ (กำหนดด้วย phrom person set)",
            "you do not hold this role (see phrom person set)",
        ),
        NotApprovable::Preparer => both("บทบาทผู้จัดทำอนุมัติไม่ได้", "who prepares does not approve"),
        NotApprovable::Owner => {
            both("ท่านเป็นผู้รับผิดชอบข้อนี้ จึงอนุมัติเองไม่ได้", "you are its owner, and may not approve it yourself")
        }
        NotApprovable::Answered => {
            both("ท่านเป็นผู้ตอบข้อนี้ จึงอนุมัติเองไม่ได้", "you answered it, and may not approve it yourself")
        }
    }
    .say(lang)
}

pub fn refused(lang: Lang) -> &'static str {
    both("ยังไม่ได้บันทึกสิ่งใด เพราะมีข้อที่อนุมัติไม่ได้:", "Nothing was written, since these cannot be approved:")
        .say(lang)
}

pub fn own_work_hint(lang: Lang) -> &'static str {
    both(
        "หากหน่วยงานกำหนดให้บุคคลเดียวปฏิบัติทั้งสองหน้าที่ ให้ระบุชื่อใน approves_own_work ของ phrom.yaml แล้วรายงานจะแสดงไว้",
        "Where the agency says that one person holds both roles, name the person under approves_own_work in \
         phrom.yaml; the report then says so",
    )
    .say(lang)
}

pub fn nothing_to_withdraw(lang: Lang) -> &'static str {
    both("ไม่มีการอนุมัติในบทบาทนี้ให้ถอน ยังไม่ได้บันทึกสิ่งใด", "No approval in this role stands; nothing was written")
        .say(lang)
}

pub fn written(lang: Lang, controls: usize) -> String {
    match lang {
        Lang::Th => format!("บันทึกแล้ว {controls} ข้อ"),
        Lang::En => format!("Saved for {controls} controls"),
    }
}

/// A write failed part way.
pub fn written_so_far(lang: Lang, done: usize, of: usize) -> String {
    match lang {
        Lang::Th => format!("บันทึกได้ {done} จาก {of} รายการ แล้วหยุด รายการที่บันทึกแล้วยังคงอยู่"),
        Lang::En => format!("{done} of {of} events were saved before it stopped; those stand"),
    }
}

pub fn no_waiver(lang: Lang) -> &'static str {
    both("ไม่มีการยอมรับความเสี่ยงที่บันทึกไว้", "No waiver is recorded").say(lang)
}

pub fn expired(lang: Lang) -> &'static str {
    both("สิ้นผลแล้ว", "expired").say(lang)
}

pub fn undone(lang: Lang) -> &'static str {
    both("ย้อนแล้ว", "undone").say(lang)
}

pub fn in_conflict(lang: Lang) -> &'static str {
    both("ขัดกัน", "in conflict").say(lang)
}

pub fn no_history(lang: Lang) -> &'static str {
    both("ยังไม่มีผู้ใดบันทึกสิ่งใดในข้อนี้", "Nothing was written about this control yet").say(lang)
}
