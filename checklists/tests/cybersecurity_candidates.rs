//! Every candidate that the survey of the Cybersecurity Act and its instruments listed has become a
//! control; `cybersecurity-candidates.txt` says which, one candidate a line.

use std::collections::{BTreeMap, BTreeSet};

use phrom_checklists::builtin;

const BECAME: &str = include_str!("cybersecurity-candidates.txt");

/// The survey's series with the number of candidates in each: 70 together.
const SERIES: [(&str, usize); 12] = [
    ("A", 17),
    ("R", 2),
    ("B", 6),
    ("C", 5),
    ("D", 8),
    ("E", 11),
    ("F", 1),
    ("G", 2),
    ("H", 2),
    ("I", 3),
    ("J", 6),
    ("K", 7),
];

fn became() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut table = BTreeMap::new();
    for line in BECAME.lines() {
        let mut words = line.split(' ');
        let candidate = words.next().unwrap_or_default();
        let controls: Vec<_> = words.collect();
        assert!(table.insert(candidate, controls).is_none(), "{candidate} stands twice");
    }
    table
}

#[test]
fn no_candidate_is_dropped() {
    let listed: BTreeSet<String> = became().keys().map(|id| (*id).to_owned()).collect();
    let surveyed: BTreeSet<String> = SERIES
        .iter()
        .flat_map(|(series, count)| (1..=*count).map(move |n| format!("{series}{n:02}")))
        .collect();
    assert_eq!(listed, surveyed);
}

#[test]
fn every_candidate_became_controls_that_exist() {
    let packs = builtin::packs().unwrap();
    let known: BTreeSet<&str> = packs.iter().flat_map(|p| p.controls().map(|(_, c)| c.id.as_str())).collect();
    for (candidate, controls) in became() {
        assert!(!controls.is_empty(), "{candidate}");
        for control in controls {
            assert!(known.contains(control), "{candidate}: {control}");
        }
    }
}
