//! A scan alone, without an assessment: `phrom-scan/1` as one JSON document or one record a line.

use serde::Serialize;

use crate::json::{self, Finding, Scan};

/// The name of this format.
pub const SCHEMA: &str = "phrom-scan/1";

#[derive(Debug, Serialize)]
struct Document {
    schema: &'static str,
    exit: Vec<u8>,
    scans: Vec<Told>,
}

#[derive(Debug, Serialize)]
struct Told {
    summary: Scan,
    findings: Vec<Finding>,
}

/// The first record of a scan in JSON Lines; `record` tells it from a finding.
#[derive(Debug, Serialize)]
struct First {
    record: &'static str,
    schema: &'static str,
    #[serde(flatten)]
    summary: Scan,
}

/// One document with every scan of the run and the statuses that hold.
pub fn json(scans: &[phrom_checklists::scan::Scan], exit: &[u8]) -> Result<Vec<u8>, serde_json::Error> {
    let scans = scans.iter().map(|scan| Told {
        summary: json::scan(&scan.summary),
        findings: scan.findings.iter().map(json::finding).collect(),
    });
    let document = Document { schema: SCHEMA, exit: exit.to_vec(), scans: scans.collect() };
    let mut bytes = serde_json::to_vec_pretty(&document)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// One record a line: each scan's summary, then its findings, one value a line.
pub fn jsonl(scans: &[phrom_checklists::scan::Scan]) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = Vec::new();
    for scan in scans {
        let summary = json::scan(&scan.summary);
        serde_json::to_writer(&mut bytes, &First { record: "summary", schema: SCHEMA, summary })?;
        bytes.push(b'\n');
        for finding in &scan.findings {
            serde_json::to_writer(&mut bytes, &json::finding(finding))?;
            bytes.push(b'\n');
        }
    }
    Ok(bytes)
}
