//! Whether everything in the folder is still what was written.

use std::collections::{BTreeMap, BTreeSet};

use super::{Folder, files};
use crate::answer::Evidence;
use crate::fault::{Fault, FaultKind};
use crate::journal::Change;
use crate::state::ScanRecord;

impl Folder {
    /// Everything that is wrong, sorted by file and line: chains, packs, tracked files, recorded
    /// scans and evidence of all rounds. Reads every file; `progress` is told the bytes of the one
    /// being hashed. An empty answer says "consistent"; who wrote it is known of sealed rounds alone.
    pub fn verify(&self, progress: &mut dyn FnMut(u64)) -> Vec<Fault> {
        let mut faults = self.faults.clone();
        let named: BTreeSet<String> = faults.iter().map(|fault| fault.file.clone()).collect();
        for change in self.changed_files() {
            // A file that is gone or broken is said to be just that.
            if let Change::FileChanged { path, .. } = change
                && !named.contains(&path)
            {
                faults.push(Fault::of_file(path, FaultKind::ChangedNotRecorded));
            }
        }
        // A tracked file that cannot be read cannot be compared either.
        for path in self.tracked_files() {
            let unreadable = self.digest_of(&path).err();
            faults.extend(unreadable.map(|kind| Fault::of_file(path, kind)));
        }
        let (scans, evidence) = self.recorded();
        for scan in &scans {
            faults.extend(self.scan(scan).err());
        }
        for piece in evidence.values() {
            faults.extend(self.evidence_fault(piece, progress));
        }
        faults.extend(self.seal_faults());
        self.orphans(&scans, &evidence, &mut faults);
        faults.sort();
        faults.dedup();
        faults
    }

    /// Scans and evidence that count in any round.
    pub(super) fn recorded(&self) -> (Vec<ScanRecord>, BTreeMap<(String, String), Evidence>) {
        let mut scans = Vec::new();
        let mut evidence = BTreeMap::new();
        for round in self.rounds() {
            let state = self.state_of(round);
            scans.extend(state.scans);
            let heads =
                state.evidence.into_values().flat_map(BTreeMap::into_values).flat_map(|held| held.heads);
            // One document at many rows is read once.
            evidence.extend(heads.filter_map(|head| {
                let piece = head.value?;
                let place = if piece.copied { String::new() } else { piece.place.clone() };
                Some(((piece.key(), place), piece))
            }));
        }
        (scans, evidence)
    }

    /// Files that a run left behind when it was cut short before its event.
    fn orphans(
        &self,
        scans: &[ScanRecord],
        evidence: &BTreeMap<(String, String), Evidence>,
        faults: &mut Vec<Fault>,
    ) {
        let attached: BTreeSet<String> = self
            .events()
            .filter_map(|(_, event)| match &event.change {
                Change::EvidenceAttached { evidence, .. } => evidence.sha256.clone(),
                _ => None,
            })
            .chain(evidence.values().filter_map(|piece| piece.sha256.clone()))
            .collect();
        let scans: BTreeSet<&str> = scans.iter().map(|scan| scan.file.as_str()).collect();
        let scan_known = |name: &str| scans.contains(name);
        let copy_known =
            |name: &str| name.split_once('.').is_some_and(|(sha256, _)| attached.contains(sha256));
        self.unknown("scans", &scan_known, faults);
        self.unknown("evidence", &copy_known, faults);
    }

    fn unknown(&self, folder: &str, known: &dyn Fn(&str) -> bool, faults: &mut Vec<Fault>) {
        match files::names(&self.dir.join(folder)) {
            Ok(names) => faults.extend(
                names
                    .iter()
                    .filter(|name| !known(name))
                    .map(|name| Fault::of_file(format!("{folder}/{name}"), FaultKind::NotRecorded)),
            ),
            Err(kind) => faults.push(Fault::of_file(folder, kind)),
        }
    }
}
