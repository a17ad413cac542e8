//! A certificate as a reader may see it. It can be a person's, so that names of hosts, organisations
//! and authorities are shown, and of anything else the first letter.

use std::net::IpAddr;
use std::path::Path;

use jiff::civil::Date;
use rustls::pki_types::DnsName;

use super::certificate::{Certificate, Name};
use crate::walk::shown_path;

/// Characters of a name that are shown.
const LONGEST: usize = 64;
/// A name with this many digits holds a number of a person, not of an authority's generation.
const MANY_DIGITS: usize = 9;
/// Last labels of host names, besides those of countries and `xn--`, that a common name ends with. A
/// closed list, because `somchai.jaidee` has the form of a host name too.
const LAST_LABELS: [&str; 22] = [
    "arpa",
    "biz",
    "com",
    "corp",
    "edu",
    "example",
    "gov",
    "home",
    "info",
    "int",
    "internal",
    "intra",
    "invalid",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "mil",
    "net",
    "org",
    "private",
    "test",
];

/// Whose certificate it is.
pub(crate) fn subject(certificate: &Certificate) -> String {
    if certificate.ca == Some(true) {
        return authority(&certificate.subject);
    }
    if let Some(first) = certificate.dns_names.first() {
        let others = certificate.dns_names.len() - 1;
        let more = if others > 0 { format!(" +{others}") } else { String::new() };
        return format!("DNS:{}{more}", public(first));
    }
    if let Some(first) = certificate.addresses.first() {
        return format!("IP:{first}");
    }
    let name = &certificate.subject;
    match &name.common_name {
        Some(common) if is_host(common) && !certificate.has_email => format!("CN={}", public(common)),
        // Authorities of version 1 cannot say that they are.
        _ if certificate.version < 3 && certificate.is_self_issued() => authority(name),
        _ => organisation_or_masked(name),
    }
}

/// Who issued it.
pub(crate) fn issuer(certificate: &Certificate) -> String {
    // The issuer of a certificate that signed itself is its subject, who may be a person.
    if certificate.is_self_issued() { subject(certificate) } else { authority(&certificate.issuer) }
}

/// The host's names in the certificate.
pub(crate) fn hosts(certificate: &Certificate) -> String {
    if certificate.dns_names.is_empty() && certificate.addresses.is_empty() {
        return "no subjectAltName".to_string();
    }
    subject(certificate)
}

/// The day (UTC) of a Unix time.
pub(crate) fn date(seconds: i64) -> String {
    let days = jiff::Span::new().try_days(seconds.div_euclid(86_400));
    let date = days.and_then(|days| Date::constant(1970, 1, 1).checked_add(days));
    date.map_or_else(|_| "-".to_string(), |date| date.to_string())
}

/// True for a name that a server has and a person has not.
pub(crate) fn is_host(name: &str) -> bool {
    let bare = name.strip_prefix("*.").unwrap_or(name);
    if bare.parse::<IpAddr>().is_ok() {
        return true;
    }
    let last = bare.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let known = LAST_LABELS.contains(&last.as_str())
        || last.starts_with("xn--")
        || (last.len() == 2 && last.bytes().all(|byte| byte.is_ascii_lowercase()) && bare.contains('.'));
    known && DnsName::try_from(bare).is_ok()
}

/// An authority's name, if it is called like one: `openssl req -x509` makes an authority of anybody.
fn authority(name: &Name) -> String {
    match &name.common_name {
        Some(common) if names_an_authority(common) || is_host(common) => format!("CN={}", public(common)),
        _ => organisation_or_masked(name),
    }
}

fn organisation_or_masked(name: &Name) -> String {
    match name {
        Name { organisation: Some(name), .. } => format!("O={}", public(name)),
        Name { unit: Some(name), .. } => format!("OU={}", public(name)),
        Name { common_name: Some(name), .. } => format!("CN={}", private(name)),
        Name { .. } => "-".to_string(),
    }
}

/// Words that authorities are called by and people are not.
fn names_an_authority(common: &str) -> bool {
    const PARTS: [&str; 10] =
        ["authority", "cert", "intermediate", "issuing", "pki", "root", "server", "ssl", "trust", "ออกใบ"];
    let lower = common.to_lowercase();
    let mut words = common.split(|c: char| !c.is_alphanumeric());
    // `CA` as a word, or as in `RootCA2`; not as in `Monica`.
    PARTS.iter().any(|part| lower.contains(part))
        || words.any(|word| {
            let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
            word.eq_ignore_ascii_case("ca") || (word.ends_with("CA") && word.contains(char::is_lowercase))
        })
}

/// A name that is no secret, unless it turns out to be an address or a number of a person.
fn public(name: &str) -> String {
    if name.contains('@') {
        return private(name);
    }
    let many = name.chars().filter(|c| c.is_numeric()).count() >= MANY_DIGITS;
    let masked = name.chars().map(|c| if many && c.is_numeric() { '×' } else { c });
    harmless(&masked.collect::<String>())
}

/// First letter, then × for every other letter and digit.
fn private(name: &str) -> String {
    let mask = |(index, c): (usize, char)| {
        let is_first_letter = index == 0 && !c.is_numeric();
        if is_first_letter || c.is_ascii_punctuation() || c == ' ' { c } else { '×' }
    };
    harmless(&name.chars().enumerate().map(mask).collect::<String>())
}

/// Without characters that could forge a line or a direction, and not too long.
fn harmless(name: &str) -> String {
    let name = shown_path(Path::new(name));
    if name.chars().count() <= LONGEST {
        return name;
    }
    name.chars().take(LONGEST - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tls::certificate::parse;
    use crate::tls::test_certificate::{Draft, common_name, der, extension, name};

    fn without_san(subject: Vec<u8>) -> String {
        super::subject(&Draft { subject, extensions: vec![], ..Draft::server("x") }.parsed())
    }

    fn authority_named(common: &str) -> String {
        super::subject(&Draft::root(common).parsed())
    }

    #[test]
    fn hosts_organisations_and_authorities_are_shown() {
        assert_eq!(super::subject(&Draft::server("mail.example.go.th").parsed()), "DNS:mail.example.go.th");
        for host in ["www.example.go.th", "localhost", "*.example.com", "a.xn--o3cw4h", "192.0.2.1"] {
            assert_eq!(without_san(common_name(host)), format!("CN={host}"));
        }
        let organisation =
            name(&[("2.5.4.10", 12, "กรมตัวอย่าง".as_bytes()), ("2.5.4.3", 12, b"Somchai Jaidee")]);
        assert_eq!(without_san(organisation), "O=กรมตัวอย่าง");
        assert_eq!(authority_named("Example Root CA - G1"), "CN=Example Root CA - G1");
        for common in ["Government RootCA2", "SECOM ca 3", "ผู้ออกใบรับรองตัวอย่าง", "ExampleSSL G1", "ca.example"]
        {
            assert_eq!(authority_named(common), format!("CN={common}"));
        }
        let server = Draft::server("a.example").parsed();
        assert_eq!(issuer(&server), "CN=Test CA");
        let old = Draft { version: 1, extensions: vec![], ..Draft::root("Old Root") };
        assert_eq!(super::subject(&old.parsed()), "CN=Old Root");
    }

    #[test]
    fn persons_are_masked() {
        for (common, shown) in [
            ("Somchai Jaidee", "CN=S×××××× ××××××"),
            ("somchai.jaidee", "CN=s××××××.××××××"),
            ("สมชาย ใจดี", "CN=ส×××× ××××"),
            ("somchai@example.go.th", "CN=s××××××@×××××××.××.××"),
            ("1234567890", "CN=××××××××××"),
        ] {
            assert_eq!(without_san(common_name(common)), shown);
        }
        let mail = der(0x30, &der(0x81, b"somchai@example.go.th"));
        let person = Draft {
            extensions: vec![extension("2.5.29.17", false, &mail)],
            ..Draft::server("somchai.example")
        };
        let certificate = person.parsed();
        assert!(certificate.has_email);
        assert_eq!(super::subject(&certificate), "CN=s××××××.×××××××");
        let own = Draft { issuer: person.subject.clone(), ..person };
        assert_eq!(issuer(&own.parsed()), "CN=s××××××.×××××××");
    }

    #[test]
    fn an_authority_that_is_a_person_is_masked() {
        for (common, shown) in [
            ("Monica Jaidee", "CN=M××××× ××××××"),
            ("MONICA JAIDEE", "CN=M××××× ××××××"),
            ("สมชาย ใจดี", "CN=ส×××× ××××"),
        ] {
            assert_eq!(authority_named(common), shown);
        }
        assert_eq!(authority_named("Root 1-2345-67890-12-1"), "CN=Root ×-××××-×××××-××-×");
        assert_eq!(authority_named("somchai@root.example"), "CN=s××××××@××××.×××××××");
    }

    #[test]
    fn names_cannot_forge_lines() {
        assert_eq!(authority_named("root\n\u{1b}[31m\u{202e}b"), "CN=root\\u{a}\\u{1b}[31m\\u{202e}b");
        assert_eq!(authority_named(&"root".repeat(30)).chars().count(), "CN=".len() + LONGEST);
    }

    #[test]
    fn dates_up_to_the_last() {
        for (seconds, shown) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (1_780_272_000, "2026-06-01"),
            (253_402_300_799, "9999-12-31"),
            (i64::MAX, "-"),
        ] {
            assert_eq!(date(seconds), shown);
        }
    }

    proptest! {
        #[test]
        fn a_masked_name_keeps_at_most_its_first_letter(common in "[a-zก-ฮ0-9]{2,20} [a-zก-ฮ0-9]{2,20}") {
            let shown = without_san(common_name(&common));
            let kept = shown["CN=".len()..].chars().filter(|c| c.is_alphanumeric()).count();
            prop_assert!(kept <= 1, "{} {}", common, shown);
        }

        #[test]
        fn any_certificate_can_be_shown(text in "\\PC{0,90}") {
            let der = Draft { subject: common_name(&text), extensions: vec![], ..Draft::server("x") }.der();
            if let Ok(certificate) = parse(&der) {
                let _ = super::subject(&certificate);
            }
        }
    }
}
