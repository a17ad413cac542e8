//! The packs that are part of the program.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::load::{self, Written};
use crate::pack::Pack;

/// A pack in the program: its files as they lie in `packs/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Builtin {
    /// The pack's id, which is also its folder's name.
    pub id: &'static str,
    /// Name and text of each file, sorted by name.
    pub files: &'static [(&'static str, &'static str)],
}

macro_rules! builtin {
    ($id:literal: $($file:literal),* $(,)?) => {
        Builtin { id: $id, files: &[$(($file, include_str!(concat!("../packs/", $id, "/", $file)))),*] }
    };
}

/// All of them, in the order of a report.
pub const BUILTIN: &[Builtin] = &[
    builtin!("breach-notification": "breach.yaml", "pack.yaml"),
    builtin!(
        "cii-duties":
        "contacts.yaml",
        "documents.yaml",
        "pack.yaml",
    ),
    builtin!(
        "cloud-standard":
        "governance.yaml",
        "operation.yaml",
        "pack.yaml",
        "scope.yaml",
    ),
    builtin!(
        "code-of-practice":
        "audit.yaml",
        "detect.yaml",
        "identify.yaml",
        "pack.yaml",
        "protect.yaml",
        "recover.yaml",
        "respond.yaml",
        "response-plan.yaml",
        "risk.yaml",
    ),
    builtin!(
        "cybersecurity-act":
        "coordination.yaml",
        "critical-infrastructure.yaml",
        "governance.yaml",
        "incident.yaml",
        "orders.yaml",
        "pack.yaml",
        "regulator.yaml",
    ),
    builtin!(
        "incident-reporting":
        "levels.yaml",
        "pack.yaml",
        "reports.yaml",
        "statistics.yaml",
    ),
    builtin!(
        "management-policy":
        "organisation.yaml",
        "pack.yaml",
        "policies.yaml",
        "risk.yaml",
    ),
    builtin!(
        "minimum-standard":
        "category.yaml",
        "high.yaml",
        "low.yaml",
        "medium.yaml",
        "pack.yaml",
    ),
    builtin!(
        "pdpa":
        "breach.yaml",
        "disclosure.yaml",
        "governance.yaml",
        "lawfulness.yaml",
        "notice.yaml",
        "pack.yaml",
        "records.yaml",
        "retention.yaml",
        "rights.yaml",
        "security.yaml",
        "supervision.yaml",
    ),
    builtin!("security-measures": "measures.yaml", "pack.yaml"),
    builtin!(
        "website-standard":
        "governance.yaml",
        "operate.yaml",
        "pack.yaml",
        "protect.yaml",
    ),
];

/// Those an assessment is made of where nobody names any, sorted: the two Acts. The others are named
/// by who wants them, until they have had their second reading.
pub const BY_DEFAULT: &[&str] = &["cybersecurity-act", "pdpa"];

/// Loads and checks them all. They are ours, so an error here is a mistake of ours; it is told like
/// one in any other pack.
pub fn packs() -> Result<Vec<Pack>, Vec<Diagnostic>> {
    loaded(BUILTIN.iter())
}

/// Like [`packs`], of [`BY_DEFAULT`] alone.
pub fn packs_by_default() -> Result<Vec<Pack>, Vec<Diagnostic>> {
    loaded(BUILTIN.iter().filter(|b| BY_DEFAULT.contains(&b.id)))
}

fn loaded(wanted: impl Iterator<Item = &'static Builtin>) -> Result<Vec<Pack>, Vec<Diagnostic>> {
    let mut packs = Vec::new();
    let mut problems = Vec::new();
    for builtin in wanted {
        match builtin.load() {
            Ok(pack) => packs.push(pack),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(packs) } else { Err(problems) }
}

impl Builtin {
    /// Content by file name, as a copy into an assessment wants it.
    pub fn contents(&self) -> BTreeMap<String, Vec<u8>> {
        self.files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    /// Loads and checks this one. Diagnostics name files as `id/file`.
    pub fn load(&self) -> Result<Pack, Vec<Diagnostic>> {
        load::checked(self.read()?)
    }

    /// Loads this one without checking what it means.
    pub fn read(&self) -> Result<Written, Vec<Diagnostic>> {
        let files = self.files.iter().map(|(name, text)| ((*name).to_owned(), *text)).collect();
        load::read_prefixed(&format!("{}/", self.id), &files)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::bilingual::Lang;
    use crate::check::check_together;
    use crate::diagnostic::Colour;

    /// Nobody forgets one: every file in `packs/` is in the table, and nothing else.
    #[test]
    fn every_file_is_embedded() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("packs");
        let mut found = Vec::new();
        for pack in names(&folder) {
            let files = names(&folder.join(&pack));
            found.push((pack, files));
        }
        let embedded: Vec<_> = BUILTIN
            .iter()
            .map(|b| {
                (b.id.to_owned(), b.files.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>())
            })
            .collect();
        assert_eq!(embedded, found);
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn the_acts_are_the_default_and_nothing_else() {
        let loaded: Vec<_> = packs_by_default().unwrap().iter().map(|p| p.head.id.to_string()).collect();
        assert_eq!(loaded, ["cybersecurity-act", "pdpa"]);
        assert_eq!(loaded, BY_DEFAULT);
    }

    #[test]
    fn ours_have_no_problem() {
        let packs = packs().unwrap_or_else(|problems| {
            let told: Vec<_> = problems.iter().map(|p| p.render(Lang::En, Colour::Never)).collect();
            panic!("{}", told.join("\n\n"))
        });
        assert_eq!(check_together(&packs), []);
        for (pack, builtin) in packs.iter().zip(BUILTIN) {
            assert_eq!(pack.head.id.as_str(), builtin.id);
            assert_eq!(load::load_files(&builtin.contents()).unwrap(), *pack, "the same from files");
        }
    }
}
