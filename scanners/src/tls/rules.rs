//! What the TLS scanner can find: one record a rule. The severity is that at an endpoint; for a
//! certificate in a file, which nobody may be serving, it is lower (see [`verdict`](super::verdict)).

use phrom_checklists::finding::Severity;

use crate::rule::{Rule, Words};

/// All rules, by id.
pub const RULES: [&Rule; 20] = [
    &CERTIFICATE_CA_AS_LEAF,
    &CERTIFICATE_EXPIRED,
    &CERTIFICATE_EXPIRES_SOON,
    &CERTIFICATE_LIFETIME_TOO_LONG,
    &CERTIFICATE_MALFORMED,
    &CERTIFICATE_NO_SAN,
    &CERTIFICATE_NOT_FOR_SERVERS,
    &CERTIFICATE_NOT_YET_VALID,
    &CERTIFICATE_SELF_SIGNED,
    &CERTIFICATE_STAPLE_MISSING,
    &CERTIFICATE_UNTRUSTED,
    &CERTIFICATE_WEAK_KEY,
    &CERTIFICATE_WEAK_SIGNATURE,
    &CERTIFICATE_WRONG_HOST,
    &CHAIN_EXPIRED,
    &CHAIN_INCOMPLETE,
    &CHAIN_NAME_CONSTRAINTS,
    &CHAIN_OUT_OF_ORDER,
    &CHAIN_ROOT_INCLUDED,
    &VERSION_1_3_MISSING,
];

/// RFC 5280, 4.1.2.5.
pub const CERTIFICATE_EXPIRED: Rule = Rule {
    id: "tls-certificate-expired",
    preview: false,
    severity: Severity::Critical,
    title: Words {
        th: "ใบรับรองหมดอายุแล้ว", en: "The certificate has expired"
    },
    why: Words {
        th: "เบราว์เซอร์และโปรแกรมอื่นจะปฏิเสธการเชื่อมต่อหรือแสดงคำเตือน ผู้ใช้ที่คุ้นเคยกับการกดข้ามคำเตือนจะไม่สังเกตเมื่อมีผู้ดักการเชื่อมต่อจริง",
        en: "Browsers and other programs refuse the connection or show a warning, and users who have learned to click the warning away will not notice a real interception.",
    },
    remedy: Words {
        th: "ขอใบรับรองใหม่และติดตั้งแทนใบเดิม แล้วตั้งการต่ออายุอัตโนมัติหรือการแจ้งเตือนล่วงหน้า หากเป็นไฟล์ที่ไม่ได้ใช้งานแล้วให้ลบออก",
        en: "Obtain a new certificate, install it in place of the old one, and set up automatic renewal or an early reminder. Delete the file if it is no longer in use.",
    },
};

/// RFC 5280, 4.1.2.5.
pub const CERTIFICATE_NOT_YET_VALID: Rule = Rule {
    id: "tls-certificate-not-yet-valid",
    preview: false,
    severity: Severity::High,
    title: Words {
        th: "ใบรับรองยังไม่ถึงวันเริ่มใช้", en: "The certificate is not valid yet"
    },
    why: Words {
        th: "ก่อนถึงวันเริ่มใช้ โปรแกรมของผู้ใช้จะปฏิเสธใบรับรองเช่นเดียวกับใบที่หมดอายุ",
        en: "Until its first day of validity clients refuse the certificate as they refuse an expired one.",
    },
    remedy: Words {
        th: "ตรวจนาฬิกาของเครื่องที่ออกใบรับรองและเครื่องที่ตรวจ แล้วติดตั้งใบรับรองที่ใช้ได้ในปัจจุบัน",
        en: "Check the clocks of the issuing machine and of this one, then install a certificate that is valid today.",
    },
};

/// Days left are compared with the lifetime: 30 days are too long a notice for a 47-day certificate
/// (CA/Browser Forum ballot SC-081v3).
pub const CERTIFICATE_EXPIRES_SOON: Rule = Rule {
    id: "tls-certificate-expires-soon",
    preview: false,
    severity: Severity::Medium,
    title: Words {
        th: "ใบรับรองใกล้หมดอายุ", en: "The certificate expires soon"
    },
    why: Words {
        th: "หากไม่ต่ออายุทันเวลา บริการจะใช้งานไม่ได้หรือผู้ใช้จะพบคำเตือน",
        en: "If it is not renewed in time, the service fails or its users meet warnings.",
    },
    remedy: Words {
        th: "ต่ออายุใบรับรองก่อนวันสิ้นสุด และตรวจว่าการต่ออายุอัตโนมัติยังทำงานอยู่",
        en: "Renew the certificate before its last day, and check that automatic renewal still works.",
    },
};

/// RFC 9525, section 6.
pub const CERTIFICATE_WRONG_HOST: Rule = Rule {
    id: "tls-certificate-wrong-host",
    preview: false,
    severity: Severity::High,
    title: Words {
        th: "ใบรับรองไม่ได้ออกให้ชื่อเครื่องที่เรียก",
        en: "The certificate is not for the host that was called",
    },
    why: Words {
        th: "โปรแกรมของผู้ใช้ไม่สามารถยืนยันได้ว่ากำลังเชื่อมต่อกับเครื่องที่ต้องการ จึงปฏิเสธการเชื่อมต่อหรือแสดงคำเตือน",
        en: "Clients cannot tell that they are talking to the host they meant, and refuse the connection or show a warning.",
    },
    remedy: Words {
        th: "ขอใบรับรองที่มีชื่อหรือที่อยู่ซึ่งผู้ใช้เรียกอยู่ในรายการชื่อ (subjectAltName) หรือแก้ไขการตั้งค่าที่ทำให้ส่งใบรับรองของเครื่องอื่น เครื่องหมาย * แทนได้เพียงหนึ่งระดับชื่อ",
        en: "Obtain a certificate that lists the name or address users call among its alternative names, or mend the configuration that serves another host's certificate. A * stands for one label only.",
    },
};

/// RFC 9525, section 2: the common name no longer counts.
pub const CERTIFICATE_NO_SAN: Rule = Rule {
    id: "tls-certificate-no-san",
    preview: false,
    severity: Severity::High,
    title: Words {
        th: "ใบรับรองของเครื่องแม่ข่ายไม่มีรายการชื่อ (subjectAltName)",
        en: "The server certificate has no alternative names",
    },
    why: Words {
        th: "เบราว์เซอร์ปัจจุบันไม่อ่านชื่อจากช่อง Common Name ใบรับรองนี้จึงใช้ยืนยันชื่อใดไม่ได้",
        en: "Today's browsers do not read a host name from the common name, so that this certificate proves no name at all.",
    },
    remedy: Words {
        th: "ออกใบรับรองใหม่โดยระบุทุกชื่อและทุกที่อยู่ที่ใช้เรียกไว้ใน subjectAltName",
        en: "Issue a new certificate that lists every name and address in use under subjectAltName.",
    },
};

/// Signed with its own key and not an authority.
pub const CERTIFICATE_SELF_SIGNED: Rule = Rule {
    id: "tls-certificate-self-signed",
    preview: false,
    severity: Severity::High,
    title: Words {
        th: "ใบรับรองลงนามด้วยตนเอง", en: "The certificate is self-signed"
    },
    why: Words {
        th: "ไม่มีผู้ออกใบรับรองรายใดยืนยันใบนี้ ผู้ใดก็สร้างใบที่มีชื่อเดียวกันได้ ผู้ใช้จึงแยกเครื่องจริงจากเครื่องปลอมไม่ออก",
        en: "No authority vouches for it, and anyone can make another with the same name, so that users cannot tell the real host from a false one.",
    },
    remedy: Words {
        th: "ใช้ใบรับรองจากผู้ให้บริการออกใบรับรองที่เชื่อถือได้ หรือจากผู้ออกใบรับรองภายในของหน่วยงาน แล้วระบุใบรับรองของผู้ออกนั้นด้วย --ca",
        en: "Use a certificate of a trusted authority, or of the agency's own authority, and name that authority's certificate with --ca.",
    },
};

/// No path to a trusted root.
pub const CERTIFICATE_UNTRUSTED: Rule = Rule {
    id: "tls-certificate-untrusted",
    preview: false,
    severity: Severity::High,
    title: Words {
        th: "ใบรับรองไม่นำไปสู่ผู้ออกใบรับรองที่เชื่อถือได้",
        en: "The certificate does not lead to a trusted authority",
    },
    why: Words {
        th: "โปรแกรมของผู้ใช้จะไม่เชื่อถือใบรับรองที่ไม่มีสายการรับรองไปถึงผู้ออกใบรับรองรากที่รู้จัก",
        en: "Clients do not trust a certificate without a chain to a root authority that they know.",
    },
    remedy: Words {
        th: "หากเป็นผู้ออกใบรับรองภายในของหน่วยงาน ให้ระบุใบรับรองรากด้วย --ca และติดตั้งไว้ในเครื่องของผู้ใช้ มิฉะนั้นให้เปลี่ยนไปใช้ใบรับรองจากผู้ออกที่เบราว์เซอร์เชื่อถือ",
        en: "If the agency runs the authority, name its root with --ca and install it on the users' machines. Otherwise change to a certificate of an authority that browsers trust.",
    },
};

/// CA/Browser Forum baseline requirements, 6.1.5; NIST SP 800-52 r2.
pub const CERTIFICATE_WEAK_KEY: Rule = Rule {
    id: "tls-certificate-weak-key",
    preview: false,
    severity: Severity::High,
    title: Words {
        th: "กุญแจของใบรับรองอ่อนเกินไป", en: "The certificate's key is too weak"
    },
    why: Words {
        th: "กุญแจ RSA ที่สั้นกว่า 2048 บิต กุญแจเส้นโค้งวงรีที่สั้นกว่า 256 บิต และกุญแจ DSA อาจถูกคำนวณย้อนกลับได้ ผู้ที่ได้กุญแจไปสามารถปลอมเป็นเครื่องนี้",
        en: "An RSA key below 2048 bits, an elliptic curve key below 256 bits and a DSA key can be computed from the certificate, and whoever has the key can pose as this host.",
    },
    remedy: Words {
        th: "สร้างกุญแจใหม่เป็น ECDSA P-256 หรือ RSA ตั้งแต่ 2048 บิตขึ้นไป แล้วออกใบรับรองใหม่ด้วยกุญแจนั้น",
        en: "Make a new ECDSA P-256 or RSA key of at least 2048 bits and have a new certificate issued for it.",
    },
};

/// CA/Browser Forum baseline requirements, 7.1.3.2. Not of a root: nobody relies on that signature.
pub const CERTIFICATE_WEAK_SIGNATURE: Rule = Rule {
    id: "tls-certificate-weak-signature",
    preview: false,
    severity: Severity::High,
    title: Words {
        th: "ใบรับรองลงนามด้วยวิธีที่อ่อนเกินไป", en: "The certificate is signed with a weak algorithm"
    },
    why: Words {
        th: "ลายมือชื่อที่ใช้ SHA-1 หรือ MD5 ปลอมได้ด้วยการสร้างเอกสารสองฉบับที่ได้ค่าแฮชเดียวกัน เบราว์เซอร์ปัจจุบันจึงไม่ยอมรับ",
        en: "A signature over SHA-1 or MD5 can be forged with two documents of the same hash, which is why today's browsers refuse it.",
    },
    remedy: Words {
        th: "ออกใบรับรองใหม่ที่ลงนามด้วย SHA-256 ขึ้นไป หากเป็นใบของผู้ออกใบรับรองระดับกลาง ให้ขอใบใหม่จากผู้ออกนั้น",
        en: "Have the certificate issued anew with SHA-256 or better. For an intermediate authority ask that authority for its new certificate.",
    },
};

/// RFC 8446, 4.4.2.
pub const CHAIN_INCOMPLETE: Rule = Rule {
    id: "tls-chain-incomplete",
    preview: false,
    severity: Severity::High,
    title: Words {
        th: "เครื่องแม่ข่ายส่งใบรับรองไม่ครบสาย", en: "The server does not send its whole chain"
    },
    why: Words {
        th: "เครื่องแม่ข่ายไม่ได้ส่งใบรับรองของผู้ออกใบรับรองระดับกลาง โปรแกรมที่ไม่เคยพบใบนั้นมาก่อนจะเชื่อมต่อไม่ได้ แม้เบราว์เซอร์บางโปรแกรมจะยังเปิดได้",
        en: "The server does not send its issuer's certificate. Programs that have never met that certificate cannot connect, even if some browsers still can.",
    },
    remedy: Words {
        th: "ติดตั้งใบรับรองของเครื่องต่อด้วยใบของผู้ออกระดับกลางทุกใบในไฟล์เดียวกัน หากผู้ออกเป็นผู้ออกใบรับรองรากภายในของหน่วยงาน ให้ระบุใบนั้นด้วย --ca",
        en: "Install the host's certificate followed by every intermediate certificate in one file. If the issuer is a root authority of the agency, name it with --ca.",
    },
};

/// An authority of the chain is out of date.
pub const CHAIN_EXPIRED: Rule = Rule {
    id: "tls-chain-expired",
    preview: false,
    severity: Severity::High,
    title: Words {
        th: "ใบรับรองของผู้ออกในสายการรับรองอยู่นอกช่วงเวลาที่ใช้ได้",
        en: "An authority in the chain is out of its validity",
    },
    why: Words {
        th: "เมื่อใบรับรองของผู้ออกใบใดใบหนึ่งหมดอายุหรือยังไม่ถึงวันเริ่มใช้ ทั้งสายจะใช้ไม่ได้ แม้ใบรับรองของเครื่องเองยังไม่หมดอายุ",
        en: "When one authority's certificate has expired or is not valid yet, the whole chain fails, even if the host's own certificate is in date.",
    },
    remedy: Words {
        th: "ขอใบรับรองระดับกลางชุดปัจจุบันจากผู้ออกและติดตั้งแทน หรือขอใบรับรองของเครื่องใหม่จากผู้ออกที่ยังใช้ได้",
        en: "Install the issuer's current intermediate certificates, or have the host's certificate issued anew by an authority that is in date.",
    },
};

/// RFC 8446, 4.4.2.
pub const CHAIN_OUT_OF_ORDER: Rule = Rule {
    id: "tls-chain-out-of-order",
    preview: false,
    severity: Severity::Low,
    title: Words {
        th: "ใบรับรองในสายเรียงผิดลำดับ", en: "The chain is out of order"
    },
    why: Words {
        th: "โปรแกรมที่เคร่งครัดหรือโปรแกรมรุ่นเก่าคาดว่าใบรับรองแต่ละใบต่อจากใบที่ใบนั้นรับรอง จึงอาจเชื่อมต่อไม่ได้",
        en: "Strict and old programs expect each certificate to follow the one it certifies, and may fail to connect.",
    },
    remedy: Words {
        th: "เรียงไฟล์ใหม่ โดยเริ่มจากใบของเครื่อง ตามด้วยผู้ออกทีละระดับ และนำใบที่ไม่เกี่ยวข้องออก",
        en: "Order the file: the host's certificate first, then each issuer in turn, and nothing else.",
    },
};

/// A root that is sent is not trusted for it.
pub const CHAIN_ROOT_INCLUDED: Rule = Rule {
    id: "tls-chain-root-included",
    preview: false,
    severity: Severity::Info,
    title: Words {
        th: "เครื่องแม่ข่ายส่งใบรับรองรากด้วย", en: "The server sends the root certificate too"
    },
    why: Words {
        th: "ผู้ใช้ต้องมีใบรับรองรากอยู่แล้ว การส่งซ้ำไม่เพิ่มความน่าเชื่อถือ แต่ทำให้ทุกการเชื่อมต่อช้าลงเล็กน้อย",
        en: "Clients must have the root already. Sending it adds no trust and makes every connection a little slower.",
    },
    remedy: Words {
        th: "นำใบรับรองรากออกจากไฟล์ที่เครื่องแม่ข่ายส่ง",
        en: "Take the root certificate out of the file that the server sends.",
    },
};

/// RFC 5280, 4.2.1.10.
pub const CHAIN_NAME_CONSTRAINTS: Rule = Rule {
    id: "tls-chain-name-constraints",
    preview: false,
    severity: Severity::High,
    title: Words {
        th: "ชื่อในใบรับรองอยู่นอกขอบเขตที่ผู้ออกมีสิทธิออกให้",
        en: "A name in the certificate lies outside what its authority may certify",
    },
    why: Words {
        th: "ใบรับรองของผู้ออกจำกัดชื่อที่ออกให้ได้ (name constraints) โปรแกรมของผู้ใช้จะปฏิเสธใบรับรองที่อยู่นอกขอบเขตนั้น",
        en: "The authority's own certificate limits the names it may certify (name constraints), and clients refuse a certificate outside these.",
    },
    remedy: Words {
        th: "ขอใบรับรองจากผู้ออกที่มีสิทธิออกให้ชื่อนี้ และตรวจสอบว่าเหตุใดผู้ออกรายเดิมจึงออกใบนี้",
        en: "Obtain a certificate from an authority that may certify this name, and find out why the present one did.",
    },
};

/// RFC 5280, 4.2.1.9.
pub const CERTIFICATE_CA_AS_LEAF: Rule = Rule {
    id: "tls-certificate-ca-as-leaf",
    preview: false,
    severity: Severity::High,
    title: Words {
        th: "เครื่องแม่ข่ายใช้ใบรับรองที่มีสิทธิออกใบรับรองอื่น",
        en: "The server uses a certificate that may issue others",
    },
    why: Words {
        th: "ใบรับรองนี้ระบุ CA:TRUE ผู้ที่ได้กุญแจของเครื่องแม่ข่ายไปจึงอาจออกใบรับรองให้ชื่อใดก็ได้",
        en: "The certificate says CA:TRUE, so that whoever takes this server's key may be able to issue certificates for any name.",
    },
    remedy: Words {
        th: "ออกใบรับรองของเครื่องใหม่โดยกำหนด basicConstraints เป็น CA:FALSE และเก็บกุญแจของผู้ออกใบรับรองไว้นอกเครื่องแม่ข่าย",
        en: "Issue a certificate with basicConstraints CA:FALSE for the host, and keep the authority's key off the server.",
    },
};

/// RFC 5280, 4.2.1.12.
pub const CERTIFICATE_NOT_FOR_SERVERS: Rule = Rule {
    id: "tls-certificate-not-for-servers",
    preview: false,
    severity: Severity::High,
    title: Words {
        th: "ใบรับรองไม่ได้ออกไว้สำหรับเครื่องแม่ข่าย", en: "The certificate is not meant for servers"
    },
    why: Words {
        th: "วัตถุประสงค์การใช้กุญแจ (extendedKeyUsage) ไม่มี serverAuth โปรแกรมของผู้ใช้จึงปฏิเสธใบรับรองนี้",
        en: "Its purposes (extendedKeyUsage) lack serverAuth, so that clients refuse it.",
    },
    remedy: Words {
        th: "ออกใบรับรองใหม่ที่มี serverAuth ใน extendedKeyUsage",
        en: "Have a certificate issued with serverAuth among its purposes.",
    },
};

/// CA/Browser Forum baseline requirements, 6.3.2, with the schedule of ballot SC-081v3.
pub const CERTIFICATE_LIFETIME_TOO_LONG: Rule = Rule {
    id: "tls-certificate-lifetime-too-long",
    preview: false,
    severity: Severity::Medium,
    title: Words {
        th: "อายุของใบรับรองยาวเกินกำหนด", en: "The certificate lives longer than allowed"
    },
    why: Words {
        th: "เบราว์เซอร์ไม่ยอมรับใบรับรองสาธารณะที่มีอายุเกินกำหนดซึ่งนับจากวันที่ออก และกุญแจที่รั่วไหลจะถูกใช้ได้นานขึ้น ใบจากผู้ออกภายในของหน่วยงานไม่อยู่ในข้อกำหนดนี้ จึงแสดงไว้เพื่อทราบ",
        en: "Browsers refuse public certificates that live longer than allowed on their day of issue, and a leaked key stays useful for longer. Certificates of the agency's own authority are not bound by the limit and are listed for information.",
    },
    remedy: Words {
        th: "ออกใบรับรองใหม่ที่มีอายุสั้นลงและต่ออายุโดยอัตโนมัติ",
        en: "Issue a certificate with a shorter lifetime and renew it automatically.",
    },
};

/// RFC 7633.
pub const CERTIFICATE_STAPLE_MISSING: Rule = Rule {
    id: "tls-certificate-staple-missing",
    preview: false,
    severity: Severity::Medium,
    title: Words {
        th: "ใบรับรองกำหนดให้แนบผล OCSP แต่เครื่องแม่ข่ายไม่แนบ",
        en: "The certificate requires a stapled OCSP answer and the server sends none",
    },
    why: Words {
        th: "โปรแกรมที่ปฏิบัติตามข้อกำหนดนี้ในใบรับรอง (must-staple) จะปฏิเสธการเชื่อมต่อ",
        en: "Clients that honour the requirement in the certificate (must-staple) refuse the connection.",
    },
    remedy: Words {
        th: "เปิด OCSP stapling ที่เครื่องแม่ข่าย หรือขอใบรับรองที่ไม่มีข้อกำหนดนี้",
        en: "Turn on OCSP stapling on the server, or obtain a certificate without the requirement.",
    },
};

/// RFC 5280, section 4.1.
pub const CERTIFICATE_MALFORMED: Rule = Rule {
    id: "tls-certificate-malformed",
    preview: false,
    severity: Severity::Low,
    title: Words {
        th: "ใบรับรองมีรูปแบบผิดข้อกำหนด", en: "The certificate is malformed"
    },
    why: Words {
        th: "โปรแกรมแต่ละโปรแกรมอ่านใบรับรองที่ผิดรูปแบบต่างกัน บางโปรแกรมจะปฏิเสธ และใบรับรองที่อ่านไม่ได้จะตรวจอย่างอื่นไม่ได้เลย",
        en: "Programs differ in how they read a malformed certificate. Some refuse it, and one that cannot be read cannot be checked for anything else.",
    },
    remedy: Words {
        th: "ตรวจว่าไฟล์ไม่ได้ถูกตัดหรือแก้ไข แล้วออกใบรับรองใหม่ด้วยโปรแกรมรุ่นปัจจุบัน",
        en: "Check that the file has not been cut or edited, and issue the certificate anew with current software.",
    },
};

/// RFC 8446; NIST SP 800-52 r2 asks servers for TLS 1.3 from 2024 on.
pub const VERSION_1_3_MISSING: Rule = Rule {
    id: "tls-version-1-3-missing",
    preview: false,
    severity: Severity::Low,
    title: Words {
        th: "เครื่องแม่ข่ายไม่รองรับ TLS 1.3", en: "The server does not speak TLS 1.3"
    },
    why: Words {
        th: "เมื่อเสนอทั้ง TLS 1.2 และ 1.3 เครื่องแม่ข่ายเลือก 1.2 ซึ่งไม่เข้ารหัสใบรับรองระหว่างการเชื่อมต่อ ใช้เวลาเชื่อมต่อนานกว่า และปลอดภัยได้เฉพาะเมื่อตั้งค่าอย่างระมัดระวัง",
        en: "Offered both, the server chose TLS 1.2, which sends the certificate in the clear, takes longer to connect and is safe only when configured with care.",
    },
    remedy: Words {
        th: "ปรับรุ่นโปรแกรมหรืออุปกรณ์แล้วเปิด TLS 1.3 โดยคง TLS 1.2 ไว้สำหรับผู้ใช้รุ่นเก่าเท่าที่จำเป็น",
        en: "Update the software or device and turn TLS 1.3 on, keeping TLS 1.2 for old clients as long as they need it.",
    },
};

#[cfg(test)]
mod tests {
    use phrom_checklists::id::RuleId;

    use super::*;

    /// Ids are public: this list only grows.
    #[test]
    fn ids_are_permanent() {
        let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
        assert_eq!(
            ids,
            [
                "tls-certificate-ca-as-leaf",
                "tls-certificate-expired",
                "tls-certificate-expires-soon",
                "tls-certificate-lifetime-too-long",
                "tls-certificate-malformed",
                "tls-certificate-no-san",
                "tls-certificate-not-for-servers",
                "tls-certificate-not-yet-valid",
                "tls-certificate-self-signed",
                "tls-certificate-staple-missing",
                "tls-certificate-untrusted",
                "tls-certificate-weak-key",
                "tls-certificate-weak-signature",
                "tls-certificate-wrong-host",
                "tls-chain-expired",
                "tls-chain-incomplete",
                "tls-chain-name-constraints",
                "tls-chain-out-of-order",
                "tls-chain-root-included",
                "tls-version-1-3-missing",
            ]
        );
        assert!(ids.iter().all(|id| RuleId::new(*id).is_ok()));
    }

    #[test]
    fn every_sentence_is_there_in_both_languages() {
        let is_thai = |c: char| ('\u{e01}'..='\u{e5b}').contains(&c);
        for rule in RULES {
            for words in [rule.title, rule.why, rule.remedy] {
                assert!(words.th.chars().any(is_thai), "{}: {}", rule.id, words.th);
                assert!(!words.en.is_empty() && !words.en.chars().any(is_thai), "{}", rule.id);
                // A finding is relevant to a control; it never proves a breach.
                let english = words.en.to_lowercase();
                assert!(
                    !english.contains("violat") && !words.th.contains("ละเมิด") && !words.th.contains("ฝ่าฝืน")
                );
            }
            assert!(!rule.title.en.ends_with('.'), "{}", rule.id);
            assert!(rule.why.en.ends_with('.') && rule.remedy.en.ends_with('.'), "{}", rule.id);
        }
    }
}
