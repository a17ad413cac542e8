//! Every sentence the program says, in Thai and English: one table a part of the program.
//!
//! A sentence is a [`Both`] or a function that takes the language; one without a language does not
//! compile.

pub mod fault;
pub mod headless;
pub mod help;
pub mod joining;
pub mod people;
pub mod plan;
pub mod reason;
pub mod refusal;
pub mod ui;
pub mod usage;

use phrom_checklists::bilingual::Lang;

/// Picks the sentence of one language.
fn pick(lang: Lang, th: impl Into<String>, en: impl Into<String>) -> String {
    match lang {
        Lang::Th => th.into(),
        Lang::En => en.into(),
    }
}

const fn both(th: &'static str, en: &'static str) -> Both {
    Both { th, en }
}

/// A fixed sentence in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Both {
    /// Thai.
    pub th: &'static str,
    /// English.
    pub en: &'static str,
}

impl Both {
    /// The sentence in one language.
    pub fn say(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Th => self.th,
            Lang::En => self.en,
        }
    }
}
