//! A seal: what a round was when it was closed, signed.
//!
//! The signature is over the heads of all chains. Each head vouches for every event before it, and
//! the events for the scans and the evidence by their SHA-256.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::journal::{AssessmentId, Author, Digest, Pin, Round};
use crate::json::{self, JsonError, JsonFault};
use crate::signature::{Fingerprint, PublicKey, Purpose, SealKey, Signature};

/// The version of the format that is written and read.
pub const SCHEMA: u32 = 1;

/// The content of `seals/<round>.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// Version of this file's format: 1.
    pub schema: u32,
    /// What is signed.
    pub statement: Statement,
    /// Who signed it.
    pub key: PublicKey,
    /// Over `phrom-seal/1`, a zero byte, and the statement as compact JSON in the order of its fields.
    pub signature: Signature,
}

/// What a round was when it was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// The assessment.
    pub assessment: AssessmentId,
    /// The round that is closed.
    pub round: Round,
    /// The clock of who sealed it.
    pub sealed_at: Timestamp,
    /// The day the round's figures hold for, in Asia/Bangkok.
    pub as_of: Date,
    /// Who sealed it.
    pub by: Author,
    /// The chains, by name.
    pub heads: BTreeMap<String, SealedChain>,
    /// SHA-256 of `phrom.yaml`, `packs.lock` and the files in `detectors/`.
    pub files: BTreeMap<String, Digest>,
    /// The packs, sorted by id.
    pub packs: Vec<Pin>,
}

/// How far a chain had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedChain {
    /// Lines in it.
    pub lines: u64,
    /// SHA-256 of the last one.
    pub sha256: Digest,
}

impl Seal {
    /// Signs a statement.
    pub fn new(statement: Statement, key: &SealKey) -> Self {
        let signature = key.sign(Purpose::Seal, &statement.to_json());
        Self { schema: SCHEMA, statement, key: key.public(), signature }
    }

    /// True where the key signed the statement.
    pub fn holds(&self) -> bool {
        self.key.verifies(Purpose::Seal, &self.statement.to_json(), &self.signature)
    }

    /// What people compare.
    pub fn fingerprint(&self) -> Fingerprint {
        self.key.fingerprint()
    }

    /// The file's path in the folder.
    pub fn file(round: Round) -> String {
        format!("seals/{round}.json")
    }

    /// The file's text.
    pub fn to_json(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec_pretty(self)
            .expect("internal error: a seal holds only strings, numbers and string keys");
        text.push(b'\n');
        text
    }

    /// Reads the file's text; it has one spelling.
    pub fn read(text: &[u8]) -> Result<Self, SealReadError> {
        if let Some(schema) = json::newer_schema(text, SCHEMA) {
            return Err(SealReadError::Newer(schema));
        }
        let seal: Self = json::parse(text)?;
        if seal.schema == SCHEMA && seal.to_json() == text {
            Ok(seal)
        } else {
            Err(SealReadError::Json(JsonError { line: 1, column: 1, fault: JsonFault::Shape }))
        }
    }
}

/// Why a text is no seal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealReadError {
    /// Damaged, or not of this shape.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// Of a newer version.
    #[error("a seal of schema {0}")]
    Newer(u32),
}

impl Statement {
    /// The bytes that are signed.
    fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self)
            .expect("internal error: a statement holds only strings, numbers and string keys")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal() -> Seal {
        let statement = Statement {
            assessment: AssessmentId::from_random([7; 16]),
            round: "2570-1".parse().unwrap(),
            sealed_at: "2027-09-30T09:00:00Z".parse().unwrap(),
            as_of: jiff::civil::date(2027, 9, 30),
            by: Author::new("มะลิ").unwrap(),
            heads: [("มะลิ.01010101".to_owned(), SealedChain { lines: 3, sha256: Digest::of(b"head") })]
                .into(),
            files: [("phrom.yaml".to_owned(), Digest::of(b"yaml"))].into(),
            packs: Vec::new(),
        };
        Seal::new(statement, &SealKey::from_seed(&[9; 32]))
    }

    #[test]
    fn a_seal_reads_back_and_holds() {
        let seal = seal();
        assert!(seal.holds());
        assert_eq!(Seal::read(&seal.to_json()), Ok(seal));
    }

    #[test]
    fn the_same_state_and_key_give_the_same_bytes() {
        assert_eq!(seal().to_json(), seal().to_json());
    }

    /// Whatever single byte is changed, the seal is refused or does not hold.
    #[test]
    fn no_byte_can_be_changed() {
        let text = seal().to_json();
        for at in 0..text.len() {
            for flip in [1, 0x20] {
                let mut changed = text.clone();
                changed[at] ^= flip;
                let passed = Seal::read(&changed).is_ok_and(|seal| seal.holds());
                assert!(!passed, "byte {at}: {}", String::from_utf8_lossy(&changed));
            }
        }
    }

    #[test]
    fn other_spellings_and_newer_ones_are_refused() {
        let text = String::from_utf8(seal().to_json()).unwrap();
        let compact = serde_json::to_vec(&seal()).unwrap();
        assert!(matches!(Seal::read(&compact), Err(SealReadError::Json(_))));
        let newer = text.replacen("\"schema\": 1", "\"schema\": 2", 1).replacen("\"key\"", "\"keys\"", 1);
        assert_eq!(Seal::read(newer.as_bytes()), Err(SealReadError::Newer(2)));
    }
}
