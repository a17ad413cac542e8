//! Why an endpoint gave no certificate, and how that is said to a person.

use phrom_checklists::scan::{NotRead, NotReadReason};

use crate::rule::Words;

/// An endpoint that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) reason: NotReadReason,
    /// The system's own words, or one of the words that [`explain`] knows. Never what the peer wrote.
    pub(crate) detail: Option<String>,
}

impl Failure {
    pub(crate) fn new(reason: NotReadReason, detail: impl Into<String>) -> Self {
        Self { reason, detail: Some(detail.into()) }
    }
}

pub(crate) const RESOLVER_SILENT: &str = "no answer from the resolver";
pub(crate) const DURING_HANDSHAKE: &str = "during the handshake";
pub(crate) const CLOSED_AT_ONCE: &str = "closed before any answer";
pub(crate) const RESET_AT_ONCE: &str = "reset before any answer";
pub(crate) const CLOSED: &str = "closed during the handshake";
pub(crate) const WRONG_KEY: &str = "signature does not fit the certificate";
pub(crate) const TOO_MUCH: &str = "too many bytes";
pub(crate) const NO_CERTIFICATE: &str = "no certificate sent";
pub(crate) const INCOMPATIBLE: &str = "nothing in common";
const HTTP: &str = "http";
const SSH: &str = "ssh";
const MAIL_OR_FILES: &str = "smtp or ftp greeting";
const IMAP: &str = "imap greeting";
const POP3: &str = "pop3 greeting";
const OTHER: &str = "other protocol";

/// True where the first bytes can be a TLS record (RFC 8446, section 5.1).
pub(crate) fn is_tls(head: &[u8]) -> bool {
    match head {
        [] => true,
        [kind] => (20..=24).contains(kind),
        [kind, version, ..] => (20..=24).contains(kind) && *version == 3,
    }
}

/// What answered instead of TLS.
pub(crate) fn banner(head: &[u8]) -> &'static str {
    let known: [(&[u8], &str); 6] = [
        (b"HTTP/", HTTP),
        (b"<", HTTP),
        (b"SSH-", SSH),
        (b"220", MAIL_OR_FILES),
        (b"* ", IMAP),
        (b"+OK", POP3),
    ];
    known.iter().find(|(start, _)| head.starts_with(start)).map_or(OTHER, |(_, name)| name)
}

/// The detail of a TLS endpoint that was not read, as a sentence; `None` for the system's own words.
pub fn explain(not_read: &NotRead) -> Option<Words> {
    let detail = not_read.detail.as_deref()?;
    if let Some(alert) = detail.strip_prefix("alert ") {
        return Some(explain_alert(alert));
    }
    let words = match detail {
        RESOLVER_SILENT => Words {
            th: "ระบบค้นหาชื่อ (DNS) ไม่ตอบภายในเวลาที่กำหนด",
            en: "The name service (DNS) did not answer in time.",
        },
        DURING_HANDSHAKE => Words {
            th: "ปลายทางเริ่มตอบเป็น TLS แต่ไม่เสร็จภายในเวลาที่กำหนด",
            en: "The host began to answer in TLS but did not finish in time.",
        },
        CLOSED_AT_ONCE | RESET_AT_ONCE => Words {
            th: "ปลายทางตัดการเชื่อมต่อโดยไม่ตอบ เครื่องรุ่นเก่าที่รับข้อเสนอ TLS 1.3 ไม่ได้ก็มีอาการเช่นนี้",
            en: "The host cut the connection without an answer. Old servers that cannot bear an offer of TLS 1.3 do so too.",
        },
        CLOSED => Words {
            th: "ปลายทางตัดการเชื่อมต่อระหว่างเริ่มต้น TLS",
            en: "The host cut the connection in the middle of the TLS handshake.",
        },
        WRONG_KEY => Words {
            th: "ปลายทางพิสูจน์ไม่ได้ว่าถือกุญแจของใบรับรองที่ส่งมา ใบรับรองนั้นจึงอาจเป็นของเครื่องอื่น",
            en: "The host could not prove that it holds the key of the certificate it sent, which may be another host's.",
        },
        TOO_MUCH => Words {
            th: "ปลายทางส่งข้อมูลมากเกินกว่าการเริ่มต้น TLS ปกติ จึงหยุดอ่าน",
            en: "The host sent more than any TLS handshake needs, and reading was stopped.",
        },
        NO_CERTIFICATE => Words {
            th: "ปลายทางตอบเป็น TLS โดยไม่ส่งใบรับรอง",
            en: "The host answered in TLS without a certificate.",
        },
        INCOMPATIBLE => Words {
            th: "ปลายทางใช้เฉพาะรุ่นหรือวิธีเข้ารหัสที่ phrom รุ่นนี้ไม่รองรับ ซึ่งมักเป็นของเก่าที่ไม่ควรใช้แล้ว เช่น TLS 1.0 หรือ 1.1",
            en: "The host speaks only versions or cipher suites that this version of phrom cannot, usually old ones that should no longer be in use, such as TLS 1.0 or 1.1.",
        },
        HTTP => Words {
            th: "ปลายทางตอบเป็น HTTP ที่ไม่เข้ารหัส ตรวจว่าระบุพอร์ตถูกต้อง หรือบริการนี้ยังไม่เข้ารหัส",
            en: "The host answered in plain HTTP. Check the port; if it is right, the service is not encrypted.",
        },
        SSH => Words {
            th: "ปลายทางตอบเป็น SSH ซึ่งไม่ใช้ใบรับรอง TLS",
            en: "The host answered in SSH, which uses no TLS certificate.",
        },
        MAIL_OR_FILES | IMAP | POP3 => Words {
            th: "ปลายทางทักทายด้วยโปรโตคอลอีเมลหรือรับส่งไฟล์ที่เริ่มโดยไม่เข้ารหัส phrom รุ่นนี้ยังตรวจ STARTTLS ไม่ได้ ให้ระบุพอร์ตที่เข้ารหัสแต่แรก เช่น 465 993 หรือ 995 ถ้ามี",
            en: "The host greeted in a mail or file protocol that begins unencrypted. This version of phrom cannot check STARTTLS: name the port that is encrypted from the start, such as 465, 993 or 995, if there is one.",
        },
        OTHER => Words {
            th: "ปลายทางตอบเป็นโปรโตคอลอื่นที่ไม่ใช่ TLS",
            en: "The host answered in another protocol than TLS.",
        },
        _ => return None,
    };
    Some(words)
}

fn explain_alert(alert: &str) -> Words {
    match alert {
        "protocol_version" | "handshake_failure" | "insufficient_security" => Words {
            th: "ปลายทางปฏิเสธทุกข้อเสนอ แสดงว่าใช้เฉพาะรุ่นหรือวิธีเข้ารหัสที่ phrom รุ่นนี้ไม่รองรับ ซึ่งมักเป็นของเก่าที่ไม่ควรใช้แล้ว เช่น TLS 1.0 หรือ 1.1",
            en: "The host refused every offer: it speaks only versions or cipher suites that this version of phrom cannot, usually old ones that should no longer be in use, such as TLS 1.0 or 1.1.",
        },
        "unrecognised_name" => Words {
            th: "ปลายทางไม่รู้จักชื่อเครื่องที่เรียก ตรวจว่าชื่อถูกต้อง หากเรียกด้วยที่อยู่ IP ให้ลองเรียกด้วยชื่อ",
            en: "The host does not know the name that was called. Check the name; where an IP address was named, try a name.",
        },
        "certificate_required" | "bad_certificate" | "certificate_unknown" | "access_denied" => Words {
            th: "ปลายทางต้องการใบรับรองของผู้เรียก (mTLS) phrom รุ่นนี้ไม่มีใบรับรองให้",
            en: "The host demands a certificate of the caller (mTLS), and this version of phrom has none to show.",
        },
        _ => Words {
            th: "ปลายทางหยุดการเชื่อมต่อด้วยรหัสแจ้งเหตุของ TLS ที่แสดงไว้",
            en: "The host ended the handshake with the TLS alert shown.",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_bytes_tell_the_protocol() {
        for (head, tls, name) in [
            (&b"HTTP/1.1 400 Bad Request"[..], false, HTTP),
            (b"<html>", false, HTTP),
            (b"SSH-2.0-OpenSSH", false, SSH),
            (b"220 mail.example ESMTP", false, MAIL_OR_FILES),
            (b"* OK IMAP4", false, IMAP),
            (b"+OK ready", false, POP3),
            (b"\x00\x01\x02", false, OTHER),
            (b"\x16\x00", false, OTHER),
            (b"\x16\x03\x01\x00", true, OTHER),
            (b"\x15\x03\x00\x00\x02\x02\x28", true, OTHER),
        ] {
            assert_eq!((is_tls(head), banner(head)), (tls, name), "{head:?}");
        }
    }

    #[test]
    fn every_word_of_ours_is_explained() {
        for detail in [
            RESOLVER_SILENT,
            DURING_HANDSHAKE,
            CLOSED_AT_ONCE,
            RESET_AT_ONCE,
            CLOSED,
            WRONG_KEY,
            TOO_MUCH,
            NO_CERTIFICATE,
            INCOMPATIBLE,
            HTTP,
            SSH,
            MAIL_OR_FILES,
            IMAP,
            POP3,
            OTHER,
            "alert protocol_version",
            "alert anything",
        ] {
            let not_read = |detail: Option<&str>| NotRead {
                object: "a:1".to_string(),
                reason: NotReadReason::Handshake,
                detail: detail.map(str::to_string),
            };
            let words = explain(&not_read(Some(detail))).unwrap_or_else(|| panic!("{detail}"));
            assert!(words.th.chars().any(|c| ('ก'..='๛').contains(&c)) && words.en.ends_with('.'));
            assert_eq!(explain(&not_read(None)), None);
            assert_eq!(explain(&not_read(Some("Connection refused (os error 111)"))), None);
        }
    }
}
