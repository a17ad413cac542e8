//! E-mail addresses: ASCII local part, domain, known top-level domain (RFC 5321 as it is used, without
//! quoted local parts and address literals).

use std::ops::Range;

/// An address found in a text.
pub(super) struct Email {
    pub(super) range: Range<usize>,
    pub(super) sort: Sort,
}

/// What an address says by itself about whether a person is behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Person,
    /// A mailbox by its function (RFC 2142): `webmaster@`, `info@`, a list; or anybody: `user@`.
    Role,
    /// Under a name that is kept for documentation (`example.com`, RFC 2606, and look-alikes such as
    /// `example.go.th`): a person's only where it stands beside that person's number.
    Documentation,
}

/// The address around the `@` at `at`.
pub(super) fn around(text: &[u8], at: usize) -> Option<Email> {
    let start = local_start(text, at)?;
    let end = domain_end(text, at + 1)?;
    let local = &text[start..at];
    let domain = &text[at + 1..end];
    if is_machine(text, start, local, end) {
        return None;
    }
    let sort = if is_documentation(domain) {
        Sort::Documentation
    } else if is_role(local, domain) {
        Sort::Role
    } else {
        Sort::Person
    };
    Some(Email { range: start..end, sort })
}

const LONGEST_LOCAL: usize = 64;
const LONGEST_DOMAIN: usize = 253;

/// Bytes an address can be long.
pub(super) const LONGEST: usize = LONGEST_LOCAL + 1 + LONGEST_DOMAIN;

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'+' | b'-' | b'\'')
}

fn local_start(text: &[u8], at: usize) -> Option<usize> {
    let length = text[..at].iter().rev().take(LONGEST_LOCAL + 1).take_while(|byte| is_local(**byte)).count();
    if length > LONGEST_LOCAL {
        return None;
    }
    let mut start = at - length;
    // What an escape leaves behind is no part of the name: `\n`, `%20`.
    match text[..start] {
        [.., b'\\'] if length > 1 && matches!(text[start], b'n' | b'r' | b't') => start += 1,
        [.., b'%'] if length > 2 && text[start..start + 2].iter().all(u8::is_ascii_hexdigit) => start += 2,
        _ => {}
    }
    while start < at && matches!(text[start], b'.' | b'\'' | b'-' | b'+') {
        start += 1;
    }
    let local = &text[start..at];
    let unusual = local.is_empty() || local.ends_with(b".") || local.windows(2).any(|pair| pair == b"..");
    (!unusual).then_some(start)
}

/// The end of the longest run of labels that ends in a known top-level domain.
fn domain_end(text: &[u8], start: usize) -> Option<usize> {
    let is_domain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    let length = text[start..].iter().take(LONGEST_DOMAIN + 1).take_while(|byte| is_domain(byte)).count();
    if length > LONGEST_DOMAIN {
        return None;
    }
    let mut domain = &text[start..start + length];
    while let [rest @ .., b'.' | b'-'] = domain {
        domain = rest;
    }
    let mut labels = domain.split(|byte| *byte == b'.');
    let top = labels.next_back()?;
    let mut count = 0;
    for label in labels {
        if label.is_empty() || label.len() > 63 || label.starts_with(b"-") || label.ends_with(b"-") {
            return None;
        }
        count += 1;
    }
    (count > 0 && is_top_level(top)).then_some(start + domain.len())
}

/// Logins and senders that are no person: `https://user@host`, `git@github.com:…`, `noreply@`; picture
/// names such as `icon@2x.…`; algorithms such as `umac-64@openssh.com`.
fn is_machine(text: &[u8], start: usize, local: &[u8], end: usize) -> bool {
    let in_address = text[..start].ends_with(b"//") || is_password(text, start);
    let lower = local.to_ascii_lowercase();
    let repository = matches!(&lower[..], b"git" | b"hg" | b"svn");
    let silent =
        [&b"noreply"[..], b"no-reply", b"no_reply", b"donotreply", b"do-not-reply", b"mailer-daemon"]
            .iter()
            .any(|name| lower.starts_with(name));
    let domain = &text[start + local.len() + 1..end];
    let scaled = matches!(domain, [b'1'..=b'9', b'x', b'.', ..]);
    // Names of algorithms in SSH (RFC 4251, section 6).
    let algorithm = domain.eq_ignore_ascii_case(b"openssh.com") || domain.eq_ignore_ascii_case(b"libssh.org");
    in_address || repository || silent || scaled || algorithm
}

/// True for what stands before `@` in `https://user:password@host`.
fn is_password(text: &[u8], start: usize) -> bool {
    let Some((b':', before)) = text[..start].split_last() else { return false };
    let user = before.iter().rev().take(LONGEST_LOCAL).take_while(|byte| is_local(**byte)).count();
    before[..before.len() - user].ends_with(b"//")
}

/// Domains that stand for any domain.
fn is_documentation(domain: &[u8]) -> bool {
    let lower = domain.to_ascii_lowercase();
    lower
        .split(|byte| *byte == b'.')
        .any(|label| matches!(label, b"example" | b"domain" | b"yourdomain" | b"mydomain" | b"yourcompany"))
}

/// A mailbox that is no one person's, or a name that stands for any person.
fn is_role(local: &[u8], domain: &[u8]) -> bool {
    #[rustfmt::skip]
    const ROLES: [&str; 53] = [
        "abuse", "accounts", "admin", "administrator", "bar", "billing", "bugs", "careers", "contact", "daemon",
        "devnull", "email", "feedback", "foo", "ftp", "help", "helpdesk", "hostmaster", "info", "jane.doe",
        "john.doe", "list", "mail", "marketing", "name", "news", "nobody", "noc", "office", "postmaster", "press",
        "root", "saraban", "sales", "security", "service", "somebody", "someone", "support", "sysadmin", "test",
        "usenet", "user", "username", "webmaster", "www", "you", "your-name", "your.email", "your.name",
        "your_email", "youremail", "yourname",
    ];
    ROLES.iter().any(|role| local.eq_ignore_ascii_case(role.as_bytes()))
        || domain.to_ascii_lowercase().starts_with(b"lists.")
}

/// Every country's two letters, the generic domains people have addresses under, and names in other
/// scripts. The whole list of the registry is longer and changes; what is missing here is under 1 % of
/// addresses in use and would let file names through.
pub(super) fn is_top_level(label: &[u8]) -> bool {
    if label.len() > 4 && label[..4].eq_ignore_ascii_case(b"xn--") {
        return true;
    }
    if !label.iter().all(u8::is_ascii_alphabetic) {
        return false;
    }
    let Ok(name) = str::from_utf8(label).map(str::to_ascii_lowercase) else { return false };
    match name.len() {
        2 => COUNTRIES.as_bytes().chunks(3).any(|pair| pair.starts_with(name.as_bytes())),
        _ => GENERIC.contains(&name.as_str()),
    }
}

const COUNTRIES: &str = "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs \
bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk \
fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je \
jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr \
ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs \
ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz \
ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw ";

#[rustfmt::skip]
const GENERIC: [&str; 104] = [
    "academy", "aero", "africa", "agency", "app", "art", "asia", "bank", "bar", "berlin", "best", "biz",
    "blog", "bot", "business", "cat", "center", "church", "click", "cloud", "club", "com", "community",
    "company", "coop", "design", "dev", "digital", "edu", "education", "email", "energy", "engineer",
    "engineering", "expert", "family", "foundation", "fun", "global", "gmbh", "gov", "group", "guru",
    "health", "hospital", "host", "info", "ink", "institute", "int", "international", "jobs", "law", "life",
    "link", "live", "london", "ltd", "media", "mil", "mobi", "moe", "museum", "name", "net", "network",
    "news", "ngo", "ninja", "one", "online", "org", "page", "post", "pro", "school", "science", "shop",
    "site", "social", "software", "solutions", "space", "store", "studio", "systems", "team", "tech",
    "technology", "tel", "today", "tools", "top", "travel", "university", "vip", "website", "wiki", "work",
    "works", "world", "xxx", "xyz", "zone",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(String, Sort)> {
        let at = text.find('@')?;
        let email = around(text.as_bytes(), at)?;
        Some((text[email.range].to_owned(), email.sort))
    }

    #[test]
    fn addresses() {
        for (text, address) in [
            ("somchai.j@agency.go.th", "somchai.j@agency.go.th"),
            ("อีเมลsomchai_j@agency.go.thครับ", "somchai_j@agency.go.th"),
            ("<somchai+tag@mail.agency.co.th>", "somchai+tag@mail.agency.co.th"),
            ("mailto:SOMCHAI@AGENCY.GO.TH?subject=x", "SOMCHAI@AGENCY.GO.TH"),
            ("'a@b.com'", "a@b.com"),
            ("...a@b.com...", "a@b.com"),
            ("line\\na@b.com\\n", "a@b.com"),
            ("q=%20a@b.com&x", "a@b.com"),
            ("0812345678@mail.com", "0812345678@mail.com"),
            ("a@xn--12c.xn--o3cw4h", "a@xn--12c.xn--o3cw4h"),
            ("a@b.com:secret", "a@b.com"),
        ] {
            assert_eq!(found(text), Some((address.to_owned(), Sort::Person)), "{text}");
        }
    }

    #[test]
    fn sorts() {
        for (text, sort) in [
            ("info@agency.go.th", Sort::Role),
            ("WebMaster@agency.go.th", Sort::Role),
            ("team@lists.agency.go.th", Sort::Role),
            ("user@agency.go.th", Sort::Role),
            ("somchai@host.domain.name", Sort::Documentation),
            ("somchai@example.com", Sort::Documentation),
            ("somchai@mail.Example.go.th", Sort::Documentation),
            ("somchai@myexample.com", Sort::Person),
            ("informatics@agency.go.th", Sort::Person),
        ] {
            assert_eq!(found(text).map(|(_, sort)| sort), Some(sort), "{text}");
        }
    }

    #[test]
    fn what_is_no_address() {
        for text in [
            "@",
            "a@",
            "@b.com",
            "a@b",
            "a@b.",
            "a@.com",
            "a@b..com",
            "a.@b.com",
            "a..b@c.com",
            "icon@2x.png",
            "user@1000.service",
            "getty@tty1.service",
            "a@b.local",
            "a@b.c0m",
            "a@-b.com",
            "react@18.2.0",
            "https://user@host.com/",
            "https://user:password@host.com/",
            "git@github.com:owner/project",
            "noreply@agency.go.th",
            "no-reply-1@agency.go.th",
            "user@host1",
            "umac-64@openssh.com",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
        assert_eq!(found(&format!("{}@b.com", "a".repeat(65))), None);
        assert!(found(&format!("{}@b.com", "a".repeat(64))).is_some());
        assert_eq!(found(&format!("a@{}com", "b.".repeat(130))), None);
    }
}
