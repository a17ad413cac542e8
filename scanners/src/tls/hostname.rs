//! Whether a certificate is for the host that was called (RFC 9525, section 6).

use std::net::IpAddr;

use super::certificate::Certificate;
use super::target::Host;

/// True where a subject alternative name of the certificate is the host. The common name counts for
/// nothing (RFC 9525, section 2).
pub(crate) fn is_for(certificate: &Certificate, host: &Host) -> bool {
    match host {
        Host::Name(name) => certificate.dns_names.iter().any(|pattern| matches(pattern, name)),
        Host::Address(address) => certificate.addresses.iter().any(|one| same(one, address)),
    }
}

/// Compares a DNS name of a certificate with a host name in A-labels. `*` stands for exactly one whole
/// label, the left-most, and not for a name of its own.
pub(crate) fn matches(pattern: &str, host: &str) -> bool {
    let pattern = pattern.strip_suffix('.').unwrap_or(pattern);
    let Some(parent) = pattern.strip_prefix("*.") else {
        return !pattern.contains('*') && pattern.eq_ignore_ascii_case(host);
    };
    let Some((label, rest)) = host.split_once('.') else { return false };
    // `*.th` would be for every domain of the country.
    parent.contains('.') && !parent.contains('*') && !label.is_empty() && rest.eq_ignore_ascii_case(parent)
}

fn same(one: &IpAddr, other: &IpAddr) -> bool {
    one.to_canonical() == other.to_canonical()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_by_labels() {
        for (pattern, host, expected) in [
            ("mail.example.go.th", "mail.example.go.th", true),
            ("MAIL.Example.go.TH.", "mail.example.go.th", true),
            ("example.go.th", "mail.example.go.th", false),
            ("*.example.go.th", "mail.example.go.th", true),
            ("*.example.go.th", "a.mail.example.go.th", false),
            ("*.example.go.th", "example.go.th", false),
            ("*.example.go.th", "mail.example.org", false),
            ("*.example.go.th", ".example.go.th", false),
            ("m*.example.go.th", "mail.example.go.th", false),
            ("*mail.example.go.th", "mail.example.go.th", false),
            ("mail.*.go.th", "mail.example.go.th", false),
            ("*.*.go.th", "mail.example.go.th", false),
            ("*", "localhost", false),
            ("*.th", "example.th", false),
            ("*.go.th", "example.go.th", true),
            ("xn--o3cw4h.example", "xn--o3cw4h.example", true),
            ("", "localhost", false),
            ("localhost", "localhost", true),
            ("127.0.0.1", "localhost", false),
        ] {
            assert_eq!(matches(pattern, host), expected, "{pattern} {host}");
        }
    }
}
