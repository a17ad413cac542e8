//! An endpoint as a person names it: `host`, `host:port`, `[v6]:port` or a pasted `https://` address.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use rustls::pki_types::DnsName;

/// The port of `https`, taken where none is named.
pub const DEFAULT_PORT: u16 = 443;

/// One endpoint to look at.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Target {
    /// The host as written, without port, brackets, scheme or path.
    pub named: String,
    /// What is resolved and compared with the certificate.
    pub host: Host,
    /// TCP port, never 0.
    pub port: u16,
}

/// A host, ready for the resolver.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Host {
    /// A DNS name in lower case and A-labels (`xn--…`), without a final dot.
    Name(String),
    /// An address literal.
    Address(IpAddr),
}

/// Why a target was refused. Text before an `@` is never repeated: it may be a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// Nothing, or nothing before the port.
    #[error("no host is named")]
    Empty,
    /// `http://`, `imaps://` and so on.
    #[error("`{0}://` is not understood: write host:port")]
    Scheme(String),
    /// `name@host` or `name:password@host`.
    #[error("a user name before the host is not understood: write host:port")]
    User,
    /// No number from 1 to 65535 after the colon.
    #[error("`{0}` is not a port from 1 to 65535")]
    Port(String),
    /// `2001:db8::1:443` can be read in two ways.
    #[error("an IPv6 address is written in brackets, as [{0}]:443")]
    BareIpv6(String),
    /// Looks like an address, but is none.
    #[error("`{0}` is not an IP address")]
    Address(String),
    /// Not a host name, also after conversion of Thai letters to A-labels.
    #[error("`{0}` is not a host name")]
    Name(String),
}

impl Target {
    /// The name sent in SNI: a DNS name, never an address (RFC 6066, section 3).
    pub fn sni(&self) -> Option<&str> {
        match &self.host {
            Host::Name(name) => Some(name),
            Host::Address(_) => None,
        }
    }
}

impl FromStr for Target {
    type Err = TargetError;

    fn from_str(written: &str) -> Result<Self, TargetError> {
        let mut rest = written.trim();
        if let Some((scheme, after)) = rest.split_once("://") {
            if scheme.contains('@') {
                return Err(TargetError::User);
            }
            if !scheme.eq_ignore_ascii_case("https") {
                return Err(TargetError::Scheme(scheme.to_string()));
            }
            rest = after.split(['/', '?', '#']).next().unwrap_or_default();
        }
        if rest.contains('@') {
            return Err(TargetError::User);
        }
        let (named, port) = split_port(rest)?;
        let port = match port {
            None => DEFAULT_PORT,
            Some(port) => parse_port(port).ok_or_else(|| TargetError::Port(port.to_string()))?,
        };
        let host = if rest.starts_with('[') {
            let address: Ipv6Addr = named.parse().map_err(|_| TargetError::Address(named.to_string()))?;
            Host::Address(address.into())
        } else {
            parse_host(named)?
        };
        Ok(Self { named: named.to_string(), host, port })
    }
}

/// `host:port`, with brackets around an IPv6 address.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.host {
            Host::Address(IpAddr::V6(_)) => write!(f, "[{}]:{}", self.named, self.port),
            Host::Address(IpAddr::V4(_)) | Host::Name(_) => write!(f, "{}:{}", self.named, self.port),
        }
    }
}

fn split_port(text: &str) -> Result<(&str, Option<&str>), TargetError> {
    if let Some(inside) = text.strip_prefix('[') {
        let (address, after) =
            inside.split_once(']').ok_or_else(|| TargetError::Address(inside.to_string()))?;
        return match after.strip_prefix(':') {
            Some(port) => Ok((address, Some(port))),
            None if after.is_empty() => Ok((address, None)),
            None => Err(TargetError::Port(after.to_string())),
        };
    }
    match text.split_once(':') {
        None => Ok((text, None)),
        Some((_, port)) if port.contains(':') => Err(TargetError::BareIpv6(text.to_string())),
        Some((host, port)) => Ok((host, Some(port))),
    }
}

fn parse_port(port: &str) -> Option<u16> {
    let digits = port.bytes().all(|byte| byte.is_ascii_digit());
    port.parse().ok().filter(|&port| digits && port != 0)
}

fn parse_host(named: &str) -> Result<Host, TargetError> {
    if named.is_empty() {
        return Err(TargetError::Empty);
    }
    if let Ok(address) = named.parse::<Ipv4Addr>() {
        return Ok(Host::Address(address.into()));
    }
    let wrong = || TargetError::Name(named.to_string());
    let name = if named.is_ascii() {
        named.to_ascii_lowercase()
    } else {
        idna::domain_to_ascii(named).map_err(|_| wrong())?
    };
    let name = name.strip_suffix('.').unwrap_or(&name).to_string();
    // The C resolver reads `127.1` and `0x7f000001` as addresses; people do not.
    let last = name.rsplit('.').next().unwrap_or_default();
    let number = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
    if number || last.starts_with("0x") {
        return Err(TargetError::Address(named.to_string()));
    }
    DnsName::try_from(name.as_str()).map_err(|_| wrong())?;
    Ok(Host::Name(name))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn name(name: &str) -> Host {
        Host::Name(name.to_string())
    }

    #[test]
    fn the_spellings_people_use() {
        let v6 = Host::Address("2001:db8::1".parse().unwrap());
        for (written, shown, host, port) in [
            ("example.go.th", "example.go.th:443", name("example.go.th"), 443),
            ("example.go.th:8443", "example.go.th:8443", name("example.go.th"), 8443),
            (" Example.GO.th. ", "Example.GO.th.:443", name("example.go.th"), 443),
            ("https://example.go.th", "example.go.th:443", name("example.go.th"), 443),
            ("HTTPS://example.go.th:9/a?b#c", "example.go.th:9", name("example.go.th"), 9),
            ("https://example.go.th?next=//x", "example.go.th:443", name("example.go.th"), 443),
            ("my_server", "my_server:443", name("my_server"), 443),
            ("127.0.0.1:1", "127.0.0.1:1", Host::Address("127.0.0.1".parse().unwrap()), 1),
            ("[2001:db8::1]:636", "[2001:db8::1]:636", v6.clone(), 636),
            ("[2001:db8::1]", "[2001:db8::1]:443", v6.clone(), 443),
            ("https://[2001:db8::1]/", "[2001:db8::1]:443", v6, 443),
        ] {
            let target: Target = written.parse().unwrap_or_else(|error| panic!("{written}: {error}"));
            assert_eq!((target.to_string(), target.host, target.port), (shown.to_string(), host, port));
        }
    }

    #[test]
    fn thai_host_names_become_a_labels() {
        let target: Target = "ทดสอบ.ไทย:65535".parse().unwrap();
        assert_eq!(target.to_string(), "ทดสอบ.ไทย:65535");
        // `.ไทย` is delegated in the root zone as xn--o3cw4h.
        let ascii = target.sni().unwrap();
        assert!(ascii.is_ascii() && ascii.ends_with(".xn--o3cw4h"), "{ascii}");
        assert_eq!(idna::domain_to_unicode(ascii).0, "ทดสอบ.ไทย");
    }

    #[test]
    fn refused_with_a_reason() {
        let text = |text: &str| text.to_string();
        for (written, error) in [
            ("", TargetError::Empty),
            (":443", TargetError::Empty),
            ("https://", TargetError::Empty),
            ("http://example.go.th", TargetError::Scheme(text("http"))),
            ("imaps://example.go.th", TargetError::Scheme(text("imaps"))),
            ("https://somebody:secret@example.go.th", TargetError::User),
            ("somebody:secret@example.go.th://", TargetError::User),
            ("example.go.th:", TargetError::Port(text(""))),
            ("example.go.th:0", TargetError::Port(text("0"))),
            ("example.go.th:+1", TargetError::Port(text("+1"))),
            ("example.go.th:65536", TargetError::Port(text("65536"))),
            ("example.go.th:๔๔๓", TargetError::Port(text("๔๔๓"))),
            ("[::1]443", TargetError::Port(text("443"))),
            ("2001:db8::1", TargetError::BareIpv6(text("2001:db8::1"))),
            ("::1", TargetError::BareIpv6(text("::1"))),
            ("[127.0.0.1]:443", TargetError::Address(text("127.0.0.1"))),
            ("[fe80::1%eth0]:443", TargetError::Address(text("fe80::1%eth0"))),
            ("[::1", TargetError::Address(text("::1"))),
            ("127.1", TargetError::Address(text("127.1"))),
            ("0x7f000001", TargetError::Address(text("0x7f000001"))),
            ("256.1.1.1", TargetError::Address(text("256.1.1.1"))),
            ("a b", TargetError::Name(text("a b"))),
            ("a..b", TargetError::Name(text("a..b"))),
            ("-a", TargetError::Name(text("-a"))),
            ("*.example.go.th", TargetError::Name(text("*.example.go.th"))),
            ("example.go.th/path", TargetError::Name(text("example.go.th/path"))),
        ] {
            assert_eq!(written.parse::<Target>(), Err(error), "{written}");
        }
        assert!(!TargetError::User.to_string().contains("secret"));
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in "\\PC{0,80}") {
            if let Ok(target) = text.parse::<Target>() {
                prop_assert_ne!(target.port, 0);
                // What is shown names the same endpoint again.
                prop_assert_eq!(target.to_string().parse::<Target>(), Ok(target));
            }
        }
    }
}
