//! `packs.lock`: which assessment the folder is, and the packs in `packs/`, pinned.

use serde::{Deserialize, Serialize};

use crate::fault::{Fault, FaultKind};
use crate::journal::{AssessmentId, Pin};
use crate::json;

/// The content of `packs.lock`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// Version of this file's format: 1.
    pub schema: u32,
    /// The assessment whose folder this is: a chain that lies here by mistake cannot pass for it.
    pub assessment: Option<AssessmentId>,
    /// One a pack, sorted by id.
    pub packs: Vec<Pin>,
}

/// The file's name.
pub(crate) const FILE: &str = "packs.lock";

/// The version of the format that is written and read.
const SCHEMA: u32 = 1;

impl Lock {
    /// Reads the file's text.
    pub(crate) fn read(text: &[u8]) -> Result<Self, Fault> {
        if let Some(schema) = json::newer_schema(text, SCHEMA) {
            return Err(Fault::of_file(FILE, FaultKind::NewerSchema { schema }));
        }
        json::parse(text).map_err(|error| Fault {
            file: FILE.to_owned(),
            line: Some(error.line),
            column: Some(error.column),
            kind: FaultKind::Json { json: error.fault },
        })
    }

    /// Pins packs.
    pub fn new(assessment: AssessmentId, mut packs: Vec<Pin>) -> Self {
        packs.sort();
        Self { schema: SCHEMA, assessment: Some(assessment), packs }
    }

    /// The file's text.
    pub fn to_json(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec_pretty(self)
            .expect("internal error: a lock holds only strings, numbers and string keys");
        text.push(b'\n');
        text
    }
}
