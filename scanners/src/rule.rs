//! What a scanner rule says about itself: one record a rule, in both languages.

use phrom_checklists::bilingual::Lang;
use phrom_checklists::finding::Severity;

/// One rule of a scanner. Its id is public and permanent unless `preview` is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Kebab-case, begins with the scanner's name: `tls-certificate-expired`.
    pub id: &'static str,
    /// True while the id and the meaning may still change.
    pub preview: bool,
    /// How bad a finding of this rule is before count and exposure are looked at.
    pub severity: Severity,
    /// The problem, as a heading without a full stop.
    pub title: Words,
    /// Why it matters, in full sentences.
    pub why: Words,
    /// What to do about it, in full sentences.
    pub remedy: Words,
}

/// A constant sentence in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// Thai, formal register.
    pub th: &'static str,
    /// English.
    pub en: &'static str,
}

impl Words {
    /// The sentence in one language.
    pub fn in_lang(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Th => self.th,
            Lang::En => self.en,
        }
    }
}
