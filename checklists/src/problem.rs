//! Everything that can be wrong with a pack or another YAML file: one variant, one public code.

use serde::Serialize;

use crate::bilingual::Lang;
use crate::condition::Reason;

macro_rules! problems {
    ($($(#[$doc:meta])* $name:ident $({ $($(#[$field_doc:meta])* $field:ident: $kind:ty),* $(,)? })? = $code:literal,)*) => {
        /// What is wrong, with the arguments its sentence needs. The sentences are in `text`.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[serde(tag = "code")]
        pub enum Problem {
            $($(#[$doc])* #[serde(rename = $code)] $name $({ $($(#[$field_doc])* $field: $kind),* })?,)*
        }

        /// Every code there is, in the order of the documentation. Codes are permanent.
        pub const CODES: &[&str] = &[$($code),*];

        impl Problem {
            /// The public name, such as `unknown-key`.
            pub fn code(&self) -> &'static str {
                match self {
                    $(Problem::$name { .. } => $code,)*
                }
            }
        }
    };
}

problems! {
    // The file itself.

    /// The operating system did not give the bytes.
    Unreadable {
        /// The system's own words.
        said: String,
    } = "unreadable",
    /// A folder, link, pipe or device where a file must be.
    NotAFile = "not-a-file",
    /// More bytes than are read.
    TooLarge {
        /// In bytes; at least this many.
        bytes: u64,
        /// In bytes.
        limit: u64,
    } = "too-large",
    /// The folder has no `pack.yaml`.
    NoPackFile = "no-pack-file",
    /// A file that is neither `pack.yaml` nor a section it lists.
    ForeignFile = "foreign-file",
    /// `pack.yaml` lists a section whose file is not there.
    NoSectionFile {
        /// The file's name.
        file: String,
    } = "no-section-file",
    /// A section called `pack`, whose file would be `pack.yaml`.
    SectionPack = "section-named-pack",

    // Characters.

    /// Bytes that are not UTF-8.
    NotUtf8 = "not-utf-8",
    /// A tab; YAML indents with spaces.
    Tab = "tab",
    /// A character nobody can see.
    Invisible {
        /// Such as `U+200B`.
        character: String,
    } = "invisible-character",

    // YAML.

    /// Nothing but comments.
    Empty = "empty-file",
    /// A second document begins.
    SecondDocument = "second-document",
    /// `&name`.
    Anchor = "anchor",
    /// `*name`.
    Alias = "alias",
    /// `!name`.
    Tag = "tag",
    /// `<<`.
    MergeKey = "merge-key",
    /// A list or mapping as a key.
    KeyNotText = "key-not-text",
    /// Nested more deeply than any pack needs.
    TooDeep {
        /// Deepest nesting that is read.
        limit: usize,
    } = "too-deep",
    /// More values than any pack needs.
    TooMany {
        /// Most values that are read.
        limit: usize,
    } = "too-many-values",
    /// One key twice in one mapping.
    DuplicateKey {
        /// The key.
        key: String,
        /// Line of the first.
        first: usize,
    } = "duplicate-key",
    /// A quotation mark that is not closed.
    UnclosedQuote {
        /// The library's own words.
        said: String,
    } = "unclosed-quote",
    /// `[` or `{` that is not closed, one that closes nothing, or a comma missing.
    UnclosedBracket {
        /// The library's own words.
        said: String,
    } = "unclosed-bracket",
    /// A second `: ` on one line: text that must be quoted, or an indentation too deep.
    ColonInText {
        /// The library's own words.
        said: String,
    } = "colon-in-text",
    /// A sign that means something else in YAML begins a text.
    UnquotedSign {
        /// The library's own words.
        said: String,
    } = "unquoted-sign",
    /// A line without a colon between lines of keys.
    MissingColon {
        /// The library's own words.
        said: String,
    } = "missing-colon",
    /// A line indented wrongly.
    Indentation {
        /// The library's own words.
        said: String,
    } = "wrong-indentation",
    /// Anything else that is not YAML.
    NotYaml {
        /// The library's own words.
        said: String,
    } = "not-yaml",

    // The shape of a value.

    /// A version of the format this phrom does not read.
    UnknownSchema {
        /// As written.
        found: String,
        /// The newest this phrom reads.
        newest: u32,
    } = "unknown-schema",
    /// A key that does not exist here.
    UnknownKey {
        /// As written.
        key: String,
        /// The key that was probably meant.
        nearest: Option<String>,
        /// The keys that exist here.
        known: Vec<String>,
    } = "unknown-key",
    /// A key that must be here.
    MissingKey {
        /// The key.
        key: String,
    } = "missing-key",
    /// A text without one of the two languages.
    MissingLanguage {
        /// The one that is missing.
        lang: Lang,
    } = "missing-language",
    /// A text without languages.
    NoLanguages = "no-languages",
    /// A value of another shape.
    WrongType {
        /// What must stand here.
        expected: Shape,
        /// What stands here.
        found: Shape,
    } = "wrong-type",
    /// A word that is not among the allowed ones.
    UnknownWord {
        /// As written.
        word: String,
        /// The word that was probably meant.
        nearest: Option<String>,
        /// The words allowed here.
        allowed: Vec<String>,
    } = "unknown-word",
    /// A name that is not kebab-case.
    BadId {
        /// As written.
        id: String,
    } = "bad-id",
    /// Not a date such as `2026-11-21`.
    BadDate {
        /// As written.
        date: String,
    } = "bad-date",
    /// A condition that does not parse.
    BadCondition {
        /// What is wrong at the caret.
        reason: Reason,
    } = "bad-condition",
    /// A value that was refused for another reason.
    Refused {
        /// The library's own words.
        said: String,
    } = "refused-value",

    // The meaning of a pack.

    /// One name given twice.
    DuplicateId {
        /// What the name names.
        kind: Named,
        /// The name.
        id: String,
        /// Where the first stands.
        first: String,
    } = "duplicate-id",
    /// A control's id that does not begin with the pack's.
    ControlPrefix {
        /// The control.
        id: String,
        /// The pack.
        pack: String,
    } = "control-prefix",
    /// A section whose name is not the file's.
    SectionName {
        /// As written.
        section: String,
        /// The file's name without its ending.
        file: String,
    } = "section-name",
    /// A list that needs at least one entry.
    EmptyList {
        /// The list's key.
        key: String,
    } = "empty-list",
    /// A citation of a source the pack does not have.
    UnknownSource {
        /// As written.
        id: String,
        /// The source that was probably meant.
        nearest: Option<String>,
    } = "unknown-source",
    /// A fact the pack does not have.
    UnknownFact {
        /// As written.
        id: String,
        /// The fact that was probably meant.
        nearest: Option<String>,
    } = "unknown-fact",
    /// A scanner rule that does not exist.
    UnknownRule {
        /// As written.
        id: String,
        /// The rule that was probably meant.
        nearest: Option<String>,
    } = "unknown-rule",
    /// A condition compares a fact with a word it can never be.
    ImpossibleWord {
        /// The fact.
        fact: String,
        /// As written.
        word: String,
        /// What the fact can be.
        allowed: Vec<String>,
    } = "impossible-word",
    /// A condition names a date, which it cannot compare.
    DateInCondition {
        /// The fact.
        fact: String,
    } = "date-in-condition",
    /// A control answered once for the agency asks for a fact of each system.
    SystemFact {
        /// The fact.
        fact: String,
    } = "system-fact",
    /// A clock that starts from a fact that is no date.
    ClockFact {
        /// The fact.
        fact: String,
    } = "clock-fact",
    /// A clock with no unit, with two, or with none of it.
    ClockUnit = "clock-unit",
    /// A choice fact without choices.
    NoChoices = "no-choices",
    /// Choices under a fact that is no choice.
    StrayChoices = "stray-choices",
    /// A name that means something in conditions.
    ReservedWord {
        /// The name.
        word: String,
    } = "reserved-word",
    /// Not `MAJOR.MINOR.PATCH`.
    BadVersion {
        /// As written.
        version: String,
    } = "bad-version",
    /// A control's revision below one.
    BadRevision = "bad-revision",
    /// A scanner rule that both decides and informs, or is named twice.
    RuleTwice {
        /// The rule.
        id: String,
    } = "rule-twice",
    /// A control's title too long for a list.
    LongTitle {
        /// In characters.
        length: usize,
        /// In characters.
        limit: usize,
    } = "long-title",

    // Texts.

    /// Nothing but spaces.
    EmptyText = "empty-text",
    /// Under `th`, and not one Thai letter.
    NotThai = "not-thai",
    /// Under `en`, and Thai.
    NotEnglish = "not-english",
    /// สระอำ typed as two characters, U+0E4D and U+0E32.
    SplitSaraAm = "split-sara-am",
    /// Two tone marks, or one vowel or mark twice, above one another.
    DoubledMark = "doubled-mark",
    /// A tone mark typed before the vowel it stands above.
    ToneBeforeVowel = "tone-before-vowel",
    /// A space before ๆ at which a line may break.
    SpaceBeforeMaiYamok = "space-before-mai-yamok",

    // Several packs together.

    /// Two packs share a fact and describe it differently.
    FactDiffers {
        /// The fact.
        fact: String,
        /// The pack that described it first.
        pack: String,
    } = "fact-differs",
}

/// The shapes of a value, as people call them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// Words.
    Text,
    /// One word out of a fixed list.
    Word,
    /// 0, 1, 2, …
    Number,
    /// `true` or `false`.
    Boolean,
    /// `- one` under another.
    List,
    /// `key: value` lines.
    Mapping,
    /// Nothing at all.
    Nothing,
}

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Named {
    /// A pack.
    Pack,
    /// A section.
    Section,
    /// A control.
    Control,
    /// An evidence row.
    Row,
    /// A legal source.
    Source,
    /// A fact.
    Fact,
    /// An allowed word of a fact.
    Choice,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::id::is_kebab;

    /// Codes are public: renaming or dropping one is a change users must be told of.
    #[test]
    fn codes_unique() {
        let unique: BTreeSet<_> = CODES.iter().collect();
        assert_eq!(unique.len(), CODES.len());
        assert!(CODES.iter().all(|code| is_kebab(code)));
        insta::assert_snapshot!(CODES.join("\n"));
    }
}
