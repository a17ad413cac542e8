//! `phrom.yaml`: who the agency is and what its gate asks. Made once, then edited by people.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::gate::Policy;
use crate::id::PackId;

/// The content of `phrom.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// Version of this file's format: 1.
    pub schema: u32,
    /// Official name in Thai.
    pub name: String,
    /// English name, if the agency has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Classification printed on every page, such as `ลับ`; absent prints none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classification: Option<String>,
    /// The packs in use, in the order of the report.
    pub packs: Vec<PackId>,
    /// Who may approve what they prepared themselves, by name: the agency says that one person holds
    /// both roles, and the report repeats it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub approves_own_work: BTreeSet<String>,
    /// What `phrom gate` and `phrom check` ask; absent keys keep their published defaults.
    #[serde(default)]
    pub gate: Policy,
}

impl Agency {
    /// The name a reader of `lang` sees.
    pub fn name_in(&self, lang: crate::bilingual::Lang) -> &str {
        match (lang, &self.name_en) {
            (crate::bilingual::Lang::En, Some(name)) => name,
            _ => &self.name,
        }
    }
}
