//! The sentences of `merge` and `conflict`.

use std::path::Path;

use phrom_checklists::bilingual::Lang;
use phrom_checklists::conflict::About;
use phrom_checklists::journal::Round;

use super::{Both, pick};

pub fn joined(lang: Lang, events: u64, chains: usize, files: usize) -> String {
    if events == 0 && files == 0 {
        return pick(lang, "ไม่มีสิ่งใดใหม่: แฟ้มนี้มีครบอยู่แล้ว", "Nothing new: everything is here already");
    }
    pick(
        lang,
        format!("รวมแล้ว: {events} เหตุการณ์จาก {chains} สายบันทึก และ {files} แฟ้ม"),
        format!("Joined: {events} events of {chains} chains, and {files} files"),
    )
}

pub fn kept(lang: Lang, path: &str) -> String {
    pick(
        lang,
        format!("{path}: สองแฟ้มไม่ตรงกัน คงของแฟ้มนี้ไว้ โปรดเทียบและแก้ด้วยตนเอง"),
        format!("{path}: the two differ; this folder's was kept. Compare and edit it by hand"),
    )
}

pub fn sealed_without(lang: Lang, round: Round) -> String {
    pick(
        lang,
        format!("รอบ {round} ปิดผนึกไปโดยไม่มีสิ่งที่อีกแฟ้มบันทึกไว้ในรอบนั้น จึงรวมกันไม่ได้"),
        format!("Round {round} was sealed without what the other folder says in it: they cannot be joined"),
    )
}

pub fn conflicts_open(lang: Lang, count: usize) -> String {
    pick(
        lang,
        format!("มีคำตอบที่ขัดกัน {count} เรื่อง นับตามคำตอบที่แย่กว่าจนกว่าจะตัดสิน (phrom conflict take รหัส):"),
        format!("{count} conflicts; the worse side counts until one is taken (phrom conflict take SIDE):"),
    )
}

pub fn no_conflict(lang: Lang) -> &'static str {
    Both { th: "ไม่มีคำตอบที่ขัดกัน", en: "Nothing is in conflict" }.say(lang)
}

pub fn no_such_side(lang: Lang, side: &str, found: usize) -> String {
    if found > 1 {
        pick(
            lang,
            format!("{side} ตรงกับหลายคำตอบ ให้ระบุรหัสยาวขึ้น"),
            format!("{side} names several sides: write more of it"),
        )
    } else {
        pick(
            lang,
            format!("ไม่มีคำตอบที่ขัดกันซึ่งมีรหัส {side} (อย่างน้อย 8 ตัว ดูด้วย phrom conflict list)"),
            format!("No side in conflict is named {side} (at least 8 digits; see phrom conflict list)"),
        )
    }
}

/// What a conflict is about.
pub fn about(lang: Lang, about: &About) -> &'static str {
    let both = match about {
        About::System(_) => Both { th: "ระบบ", en: "system" },
        About::Fact(..) => Both { th: "ข้อเท็จจริง", en: "fact" },
        About::Answer(..) => Both { th: "คำตอบ", en: "answer" },
        About::NotApplicable(_) => {
            Both { th: "ความเกี่ยวข้อง", en: "applicability" }
        }
        About::Remark(_) => Both { th: "หมายเหตุ", en: "remark" },
        About::Owner(_) => Both { th: "ผู้รับผิดชอบ", en: "owner" },
        About::Measure(_) => Both { th: "มาตรการ", en: "measure" },
        About::Due(_) => Both { th: "กำหนดเสร็จ", en: "due date" },
        About::Person(_) => Both { th: "บทบาทของบุคคล", en: "a person's roles" },
        About::Stage(_) => {
            Both { th: "สถานะการดำเนินการ", en: "state of work" }
        }
        About::Waiver(_) => {
            Both { th: "การยอมรับความเสี่ยง", en: "waiver" }
        }
        About::Evidence(..) => Both { th: "หลักฐาน", en: "evidence" },
    };
    both.say(lang)
}

pub fn withdrawn(lang: Lang) -> &'static str {
    Both { th: "ถอนแล้ว", en: "withdrawn" }.say(lang)
}

pub fn applies(lang: Lang) -> &'static str {
    Both {
        th: "เกี่ยวข้อง และตอบไว้แล้ว", en: "applies, and is answered"
    }
    .say(lang)
}

pub fn damaged(lang: Lang, theirs: bool) -> String {
    if theirs {
        pick(
            lang,
            "บันทึกของแฟ้มที่จะนำมารวมเสียหาย ยังไม่ได้รวมสิ่งใด:",
            "The journal of the other folder is damaged; nothing was joined:",
        )
    } else {
        pick(
            lang,
            "บันทึกของแฟ้มนี้เสียหาย ยังไม่ได้รวมสิ่งใด:",
            "The journal of this folder is damaged; nothing was joined:",
        )
    }
}

pub fn verify_first(lang: Lang) -> &'static str {
    Both {
        th: "ตรวจด้วย phrom verify แล้วนำสำเนาที่ไม่เสียหายมารวม",
        en: "Look with phrom verify, and join a copy that is whole",
    }
    .say(lang)
}

pub fn diverged(lang: Lang, chain: &str, line: u64) -> String {
    pick(
        lang,
        format!("สายบันทึก {chain} ต่างกันตั้งแต่บรรทัด {line}: ผู้บันทึกสายเดียวกันเขียนต่อในสองสำเนา ยังไม่ได้รวมสิ่งใด"),
        format!(
            "The chain {chain} differs from line {line}: one writer went on in two copies. Nothing was joined"
        ),
    )
}

pub fn diverged_hint(lang: Lang) -> &'static str {
    Both {
        th: "เลือกสำเนาหนึ่งเป็นหลัก แล้วตอบสิ่งที่ต่างกันใหม่ในสำเนานั้น",
        en: "Choose one copy to go on with, and answer there again what the other has",
    }
    .say(lang)
}

pub fn itself(lang: Lang) -> String {
    pick(lang, "แฟ้มที่จะนำมารวมคือแฟ้มนี้เอง", "The folder to join is this folder itself")
}

pub fn other_assessment(lang: Lang, other: &Path) -> String {
    pick(
        lang,
        format!("{} เป็นการประเมินอื่น รวมกันไม่ได้", other.display()),
        format!("{} is another assessment and cannot be joined", other.display()),
    )
}

pub fn other_packs(lang: Lang) -> String {
    pick(
        lang,
        "สองแฟ้มใช้ชุดข้อกฎหมายไม่ตรงกัน (packs.lock) รวมกันไม่ได้",
        "The two folders use different packs (packs.lock) and cannot be joined",
    )
}

pub fn changed(lang: Lang, file: &str) -> String {
    pick(
        lang,
        format!("{file} ถูกแก้ไขระหว่างอ่าน โปรดลองใหม่"),
        format!("{file} changed while it was read: try again"),
    )
}
