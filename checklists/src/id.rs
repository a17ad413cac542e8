//! Public names: parsed once at the edge, so that a malformed one cannot travel.

use std::borrow::Borrow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a name was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not kebab-case (a to z, 0 to 9, single hyphens inside, at most 80 characters)")]
pub struct NotKebab(pub String);

/// True for `tls-certificate-expired`; the shape of every public id.
pub fn is_kebab(name: &str) -> bool {
    let inside = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    (1..=80).contains(&name.len()) && name.split('-').all(|part| !part.is_empty() && part.chars().all(inside))
}

macro_rules! kebab {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Parses a kebab-case name.
            pub fn new(name: impl Into<String>) -> Result<Self, NotKebab> {
                let name = name.into();
                if is_kebab(&name) { Ok(Self(name)) } else { Err(NotKebab(name)) }
            }

            /// The name as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotKebab;
            fn try_from(name: String) -> Result<Self, NotKebab> {
                Self::new(name)
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotKebab;
            fn from_str(name: &str) -> Result<Self, NotKebab> {
                Self::new(name)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

kebab!(
    /// A pack: one law or standard, such as `cybersecurity-act`.
    PackId
);
kebab!(
    /// A control, unique over all packs of an assessment.
    ControlId
);
kebab!(
    /// A section of a pack, unique inside the pack.
    SectionId
);
kebab!(
    /// An evidence row, unique inside its control.
    RowId
);
kebab!(
    /// A fact about the agency or one system.
    FactId
);
kebab!(
    /// A legal source a pack cites.
    SourceId
);
kebab!(
    /// An information system or service of the agency.
    SystemId
);
kebab!(
    /// A scanner rule, such as `tls-certificate-expired`.
    RuleId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kebab_names() {
        for good in ["a", "tls-certificate-expired", "pdpa-s37-4", "x1"] {
            assert!(is_kebab(good), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "A", "a_b", "ก", "a b", "a/b", "../x"] {
            assert!(!is_kebab(bad), "{bad}");
        }
        assert!(!is_kebab(&"a".repeat(81)));
    }
}
