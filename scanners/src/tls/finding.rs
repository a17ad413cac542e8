//! From a fault to a finding that is safe to store.

use phrom_checklists::finding::{Finding, FindingStatus, Fingerprint, Place};
use phrom_checklists::id::RuleId;

use super::certificate::{Sha, hex, sha256};
use super::verdict::Fault;

/// A finding of one certificate or endpoint. `place_key` names the place in fingerprints.
pub(crate) fn finding(fault: Fault, place: Place, place_key: &str) -> Finding {
    let rule = RuleId::new(fault.rule.id).expect("internal error: a rule's id is kebab-case");
    Finding {
        fingerprint: Some(fingerprint(fault.rule.id, fault.certificate.as_ref(), place_key)),
        rule,
        severity: fault.severity,
        confidence: fault.confidence,
        place,
        masked: fault.seen,
        person: None,
        exposure: None,
        owner: None,
        modified: None,
        status: FindingStatus::Open,
        systems: Vec::new(),
        controls: Vec::new(),
    }
}

/// The first 32 hexadecimal digits of SHA-256 over rule, SHA-256 of the certificate and place, each
/// ended by a line feed. Not keyed: a certificate is no secret, and a baseline must work without the
/// agency's key. It stays the same while the same certificate has the same fault in the same place.
fn fingerprint(rule: &str, certificate: Option<&Sha>, place: &str) -> Fingerprint {
    let certificate = certificate.map(|sha| hex(sha)).unwrap_or_default();
    let mut digits = hex(&sha256(format!("{rule}\n{certificate}\n{place}\n").as_bytes()));
    digits.truncate(32);
    Fingerprint(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_tell_rule_certificate_and_place_apart() {
        let all = [
            fingerprint("tls-a", Some(&[1; 32]), "a:1"),
            fingerprint("tls-b", Some(&[1; 32]), "a:1"),
            fingerprint("tls-a", Some(&[2; 32]), "a:1"),
            fingerprint("tls-a", None, "a:1"),
            fingerprint("tls-a", Some(&[1; 32]), "a:2"),
        ];
        assert!(all.iter().all(|one| one.0.len() == 32));
        assert_eq!(all.iter().collect::<std::collections::BTreeSet<_>>().len(), all.len());
        // printf 'tls-a\n\na:1\n' | sha256sum
        assert_eq!(all[3].0, "c7b7cb05bfbc116bc2e034c9659da38c");
    }
}
