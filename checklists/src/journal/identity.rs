//! Who writes: a person, and one clone of the folder. Together they name a chain.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_general_category::{GeneralCategory as Category, get_general_category};

/// Most characters of an author's name.
pub const AUTHOR_CHARS: usize = 60;

/// Most bytes of an author's name in UTF-8: with the writer and the endings, a file name of 255.
const AUTHOR_BYTES: usize = 200;

/// A person's name as it stands in events and file names: letters, marks and digits of any script,
/// spaces inside, `-` and `_`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Author(String);

/// Why a name was refused. Does not repeat the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AuthorError {
    /// Nothing was given.
    #[error("the author's name is empty")]
    Empty,
    /// Longer than 60 characters or 200 bytes.
    #[error("the author's name is longer than {AUTHOR_CHARS} characters")]
    TooLong,
    /// It begins or ends with a space.
    #[error("the author's name begins or ends with a space")]
    OuterSpace,
    /// A character that may not stand in it.
    #[error(
        "character {position} of the author's name, U+{code:04X}, may not stand in it: letters, digits, spaces, `-` and `_` may"
    )]
    Character {
        /// Which character, from 1.
        position: usize,
        /// Its code point.
        code: u32,
    },
}

/// One clone of the folder, in 8 lowercase hex digits, made once and kept in the user's
/// configuration.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WriterId(String);

/// Why a writer's id was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a writer's id is 8 lowercase hex digits")]
pub struct WriterIdError;

/// A person at one clone: the owner of one chain.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    /// The person.
    pub author: Author,
    /// The clone.
    pub writer: WriterId,
}

impl Author {
    /// Parses a name.
    pub fn new(name: &str) -> Result<Self, AuthorError> {
        if name.is_empty() {
            return Err(AuthorError::Empty);
        }
        if name.len() > AUTHOR_BYTES || name.chars().count() > AUTHOR_CHARS {
            return Err(AuthorError::TooLong);
        }
        if name.starts_with(' ') || name.ends_with(' ') {
            return Err(AuthorError::OuterSpace);
        }
        match name.chars().enumerate().find(|(_, c)| !allowed(*c)) {
            None => Ok(Self(name.to_owned())),
            Some((i, c)) => Err(AuthorError::Character { position: i + 1, code: u32::from(c) }),
        }
    }

    /// The name as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn allowed(c: char) -> bool {
    matches!(c, ' ' | '-' | '_')
        || matches!(
            get_general_category(c),
            Category::UppercaseLetter
                | Category::LowercaseLetter
                | Category::TitlecaseLetter
                | Category::ModifierLetter
                | Category::OtherLetter
                | Category::NonspacingMark
                | Category::SpacingMark
                | Category::DecimalNumber
        )
}

impl WriterId {
    /// Parses 8 lowercase hex digits.
    pub fn new(id: &str) -> Result<Self, WriterIdError> {
        let hex = id.len() == 8 && id.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if hex { Ok(Self(id.to_owned())) } else { Err(WriterIdError) }
    }

    /// From four random bytes.
    pub fn from_random(bytes: [u8; 4]) -> Self {
        Self(format!("{:08x}", u32::from_be_bytes(bytes)))
    }

    /// The id as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Identity {
    /// The chain's name, `<author>.<writer>`; its file is `journal/<author>.<writer>.jsonl`.
    pub fn chain(&self) -> String {
        format!("{}.{}", self.author, self.writer)
    }

    /// Parses a chain's name. An author's name holds no full stop, so the split is the only one.
    pub fn from_chain(name: &str) -> Option<Self> {
        let (author, writer) = name.rsplit_once('.')?;
        Some(Self { author: Author::new(author).ok()?, writer: WriterId::new(writer).ok()? })
    }
}

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for WriterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Author {
    type Error = AuthorError;
    fn try_from(name: String) -> Result<Self, AuthorError> {
        Self::new(&name)
    }
}

impl From<Author> for String {
    fn from(author: Author) -> String {
        author.0
    }
}

impl TryFrom<String> for WriterId {
    type Error = WriterIdError;
    fn try_from(id: String) -> Result<Self, WriterIdError> {
        Self::new(&id)
    }
}

impl From<WriterId> for String {
    fn from(id: WriterId) -> String {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors() {
        for good in ["ก", "น้ำทิพย์ ผู้ประเมิน", "Anna-Lena_2", "เพ็ญศรี", "é", "๑๒", &"ก".repeat(60)]
        {
            assert_eq!(Author::new(good).unwrap().as_str(), good);
        }
        let table = [
            ("", AuthorError::Empty),
            (" a", AuthorError::OuterSpace),
            ("a ", AuthorError::OuterSpace),
            ("a\nb", AuthorError::Character { position: 2, code: 0x0a }),
            ("ก/ข", AuthorError::Character { position: 2, code: 0x2f }),
            ("..", AuthorError::Character { position: 1, code: 0x2e }),
            ("a\\b", AuthorError::Character { position: 2, code: 0x5c }),
            ("a\0", AuthorError::Character { position: 2, code: 0 }),
            ("a\u{200b}b", AuthorError::Character { position: 2, code: 0x200b }),
            ("a\u{202e}b", AuthorError::Character { position: 2, code: 0x202e }),
            ("a\u{a0}b", AuthorError::Character { position: 2, code: 0xa0 }),
        ];
        for (bad, expected) in table {
            assert_eq!(Author::new(bad).unwrap_err(), expected, "{}", bad.escape_debug());
        }
        assert_eq!(Author::new(&"a".repeat(61)).unwrap_err(), AuthorError::TooLong);
        assert_eq!(Author::new(&"a".repeat(200)).unwrap_err(), AuthorError::TooLong);
        assert_eq!(Author::new(&"𞤀".repeat(60)).unwrap_err(), AuthorError::TooLong);
    }

    #[test]
    fn errors_do_not_repeat_the_name() {
        let error = Author::new("สมชาย/ใจดี").unwrap_err().to_string();
        assert!(!error.contains("สมชาย"), "{error}");
    }

    #[test]
    fn chains() {
        let identity = Identity::from_chain("น้ำทิพย์ ผู้ประเมิน.0a1b2c3d").unwrap();
        assert_eq!(identity.chain(), "น้ำทิพย์ ผู้ประเมิน.0a1b2c3d");
        for bad in ["", ".", "a", "a.b", ".0a1b2c3d", "a.0A1B2C3D", "a.b.0a1b2c3d", "../a.0a1b2c3d"] {
            assert_eq!(Identity::from_chain(bad), None, "{bad}");
        }
        assert_eq!(WriterId::from_random([0, 1, 0xab, 0xff]).as_str(), "0001abff");
        let longest = Identity {
            author: Author::new(&"ก".repeat(60)).unwrap(),
            writer: WriterId::from_random([0; 4]),
        };
        assert!(longest.chain().len() + ".torn-01234567.jsonl".len() <= 255);
    }
}
