//! The kinds of personal data that are found, and what is said about each.

use phrom_checklists::finding::Severity;
use phrom_checklists::id::RuleId;

use crate::rule::{Rule, Words};

/// A kind of personal data. The order is that of strength: the first kind in a record names the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    NationalId,
    PhoneMobile,
    Email,
    PhoneFixed,
}

impl Kind {
    /// The rule of the kind.
    pub(super) fn rule(self) -> &'static Rule {
        match self {
            Self::NationalId => &NATIONAL_ID,
            Self::PhoneMobile => &PHONE_MOBILE,
            Self::Email => &EMAIL,
            Self::PhoneFixed => &PHONE_FIXED,
        }
    }

    /// The rule's id as findings carry it.
    pub(super) fn rule_id(self) -> RuleId {
        RuleId::new(self.rule().id).expect("internal error: the ids of rules are kebab-case")
    }
}

/// All rules of this scanner, by id.
pub static RULES: [&Rule; 4] = [&EMAIL, &NATIONAL_ID, &PHONE_FIXED, &PHONE_MOBILE];

static NATIONAL_ID: Rule = Rule {
    id: "personal-data-national-id",
    preview: false,
    severity: Severity::Critical,
    title: Words {
        th: "พบเลขประจำตัวประชาชน", en: "Thai national ID"
    },
    why: Words {
        th: "เลขประจำตัวประชาชนระบุตัวบุคคลได้โดยตรงและเปลี่ยนไม่ได้ หากรั่วไหลอาจถูกนำไปสวมรอยทำธุรกรรม เลขที่พบผ่านการตรวจเลขหลักสุดท้ายและรหัสจังหวัดแล้ว",
        en: "A national ID identifies a person directly and cannot be changed; leaked, it serves to impersonate. \
             The numbers found have a valid check digit and province code.",
    },
    remedy: Words {
        th: "ตรวจสอบว่าจำเป็นต้องเก็บเลขนี้ในที่นี้หรือไม่ หากไม่จำเป็นให้ลบหรือปิดบัง หากจำเป็นให้จำกัดสิทธิ์การเข้าถึง เข้ารหัส และบันทึกไว้ในรายการกิจกรรมการประมวลผล",
        en: "Check whether the number is needed here. If not, delete or mask it; if so, restrict access, encrypt it, \
             and enter it in the record of processing activities.",
    },
};

static PHONE_MOBILE: Rule = Rule {
    id: "personal-data-phone-mobile",
    preview: false,
    severity: Severity::Medium,
    title: Words {
        th: "พบหมายเลขโทรศัพท์เคลื่อนที่", en: "Mobile telephone number"
    },
    why: Words {
        th: "หมายเลขโทรศัพท์เคลื่อนที่มักเป็นของบุคคลคนเดียว ใช้ติดต่อ หลอกลวง และเชื่อมโยงกับบัญชีพร้อมเพย์ได้",
        en: "A mobile number mostly belongs to one person; it serves to reach and to defraud that person, and is \
             linked to payment accounts.",
    },
    remedy: Words {
        th: "เก็บเฉพาะที่จำเป็น จำกัดสิทธิ์การเข้าถึงแฟ้ม และลบเมื่อพ้นระยะเวลาเก็บรักษา",
        en: "Keep only what is needed, restrict access to the file, and delete it when its retention period ends.",
    },
};

static PHONE_FIXED: Rule = Rule {
    id: "personal-data-phone-fixed",
    preview: false,
    severity: Severity::Low,
    title: Words {
        th: "พบหมายเลขโทรศัพท์ประจำที่", en: "Fixed telephone line"
    },
    why: Words {
        th: "หมายเลขโทรศัพท์ประจำที่อาจเป็นของที่พักอาศัยของบุคคล และนับเป็นข้อมูลส่วนบุคคลเมื่ออยู่คู่กับชื่อหรือที่อยู่",
        en: "A fixed line may be that of a home, and is personal data where it stands beside a name or an address.",
    },
    remedy: Words {
        th: "ตรวจสอบว่าเป็นหมายเลขของบุคคลหรือของหน่วยงาน หากเป็นของบุคคลให้เก็บเฉพาะที่จำเป็น",
        en: "Check whether the line is a person's or an office's; keep a person's only where it is needed.",
    },
};

static EMAIL: Rule = Rule {
    id: "personal-data-email",
    preview: false,
    severity: Severity::Low,
    title: Words { th: "พบที่อยู่อีเมล", en: "E-mail address" },
    why: Words {
        th: "ที่อยู่อีเมลระบุตัวบุคคลได้ ใช้ส่งข้อความหลอกลวง และมักเป็นชื่อบัญชีของระบบอื่น",
        en: "An e-mail address identifies a person, serves to send deceptive messages, and is often the login of \
             other systems.",
    },
    remedy: Words {
        th: "ตรวจสอบว่าจำเป็นต้องเก็บหรือเผยแพร่ที่อยู่นี้หรือไม่ รายชื่อจำนวนมากควรจำกัดสิทธิ์การเข้าถึง",
        en: "Check whether the address needs to be kept or published here; restrict access to long lists.",
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Ids are public and permanent.
    #[test]
    fn ids() {
        let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
        assert_eq!(
            ids,
            [
                "personal-data-email",
                "personal-data-national-id",
                "personal-data-phone-fixed",
                "personal-data-phone-mobile",
            ]
        );
        for kind in [Kind::NationalId, Kind::PhoneMobile, Kind::PhoneFixed, Kind::Email] {
            assert_eq!(kind.rule_id().as_str(), kind.rule().id);
            assert!(RULES.iter().any(|rule| rule.id == kind.rule().id));
        }
    }
}
