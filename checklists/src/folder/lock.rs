//! `packs.lock`: the packs in `packs/`, pinned.

use serde::{Deserialize, Serialize};

use crate::journal::Pin;

/// The content of `packs.lock`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// Version of this file's format: 1.
    pub schema: u32,
    /// One a pack, sorted by id.
    pub packs: Vec<Pin>,
}

impl Lock {
    /// Pins packs.
    pub fn new(mut packs: Vec<Pin>) -> Self {
        packs.sort();
        Self { schema: 1, packs }
    }

    /// The file's text.
    pub fn to_json(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec_pretty(self)
            .expect("internal error: a lock holds only strings, numbers and string keys");
        text.push(b'\n');
        text
    }
}
