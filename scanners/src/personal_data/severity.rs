//! How bad a finding is: its kind, how sure it is, how many people are in the file, and who can read it.
//!
//! | | high | medium | low confidence |
//! |---|---|---|---|
//! | national ID | critical | high | medium |
//! | mobile telephone | medium | medium | low |
//! | fixed line, e-mail | low | low | info |
//!
//! One step more from 10 people in the file, two from 100. From 10 people on, one step more where
//! everyone on the machine can read the file; for e-mail this step is left out, because lists of authors
//! are public on purpose. Only medium and high confidence count people and are raised.

use phrom_checklists::finding::{Confidence, Exposure, Severity};

use super::rules::Kind;

/// The severity of one finding.
pub(super) fn of(kind: Kind, confidence: Confidence, people: usize, exposure: Exposure) -> Severity {
    let base = match (kind, confidence) {
        (Kind::NationalId, Confidence::High) => Severity::Critical,
        (Kind::NationalId, Confidence::Medium) => Severity::High,
        (Kind::NationalId, Confidence::Low) => Severity::Medium,
        (Kind::PhoneMobile, Confidence::High | Confidence::Medium) => Severity::Medium,
        (Kind::PhoneMobile, Confidence::Low) => Severity::Low,
        (Kind::PhoneFixed | Kind::Email, Confidence::High | Confidence::Medium) => Severity::Low,
        (Kind::PhoneFixed | Kind::Email, Confidence::Low) => Severity::Info,
    };
    if confidence == Confidence::Low {
        return base;
    }
    let by_count = match people {
        0..10 => 0,
        10..100 => 1,
        _ => 2,
    };
    let open = people >= 10 && exposure == Exposure::Everyone && kind != Kind::Email;
    (0..by_count + usize::from(open)).fold(base, |severity, _| worse(severity))
}

fn worse(severity: Severity) -> Severity {
    match severity {
        Severity::Info => Severity::Low,
        Severity::Low => Severity::Medium,
        Severity::Medium => Severity::High,
        Severity::High | Severity::Critical => Severity::Critical,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raised_by_people_and_exposure() {
        use Confidence::{High, Low, Medium};
        for (kind, confidence, people, exposure, severity) in [
            (Kind::NationalId, High, 1, Exposure::Owner, Severity::Critical),
            (Kind::NationalId, Medium, 1, Exposure::Everyone, Severity::High),
            (Kind::NationalId, Medium, 10, Exposure::Owner, Severity::Critical),
            (Kind::NationalId, Low, 1000, Exposure::Everyone, Severity::Medium),
            (Kind::PhoneMobile, High, 9, Exposure::Everyone, Severity::Medium),
            (Kind::PhoneMobile, Medium, 10, Exposure::Group, Severity::High),
            (Kind::PhoneMobile, Medium, 10, Exposure::Everyone, Severity::Critical),
            (Kind::PhoneMobile, Low, 1, Exposure::Everyone, Severity::Low),
            (Kind::PhoneFixed, Medium, 100, Exposure::Owner, Severity::High),
            (Kind::Email, Medium, 1, Exposure::Everyone, Severity::Low),
            (Kind::Email, Medium, 10, Exposure::Everyone, Severity::Medium),
            (Kind::Email, Medium, 100, Exposure::Everyone, Severity::High),
            (Kind::Email, Low, 100, Exposure::Everyone, Severity::Info),
        ] {
            assert_eq!(of(kind, confidence, people, exposure), severity, "{kind:?} {confidence:?} {people}");
        }
    }
}
