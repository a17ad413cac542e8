//! What the scans found, as a person reads it.

use serde::Serialize;

use super::{View, few};
use crate::buddhist;
use crate::json::{Exposure, Place, Rule, RuleObject, Scan, Severity};
use crate::text;

/// Controls named under a rule.
const CONTROLS: usize = 6;

#[derive(Debug, Serialize)]
pub(super) struct Findings {
    scans: Vec<ScanRow>,
    /// Said where there is nothing to list.
    nothing: Option<&'static str>,
    rules: Vec<RuleSheet>,
}

#[derive(Debug, Serialize)]
struct ScanRow {
    scanner: String,
    when: String,
    program: String,
    targets: String,
    scanned: String,
    out_of_scope: String,
    not_read: String,
    incomplete: bool,
    people: String,
    ephemeral: bool,
}

#[derive(Debug, Serialize)]
struct RuleSheet {
    rule: String,
    title: String,
    severity: &'static str,
    count: String,
    people: String,
    line: String,
    notes: Vec<String>,
    what_to_do: Option<String>,
    relevant: String,
    objects: Vec<ObjectRow>,
    left_out: Option<String>,
}

#[derive(Debug, Serialize)]
struct ObjectRow {
    object: String,
    count: String,
    exposure: Option<&'static str>,
    /// True where everyone on the machine can read it.
    open: bool,
    /// Where in the object, and the masked sample.
    samples: Vec<(String, String)>,
}

pub(super) fn findings(view: &View<'_>) -> Findings {
    let document = view.document;
    let incomplete = document.scans.iter().any(|s| !s.not_read.is_empty());
    let nothing = match (document.scans.is_empty(), document.rules.is_empty()) {
        (true, true) => Some(view.words.no_scans),
        (false, true) if incomplete => Some(view.words.no_findings_incomplete),
        (false, true) => Some(view.words.no_findings),
        (_, false) => None,
    };
    Findings {
        scans: document.scans.iter().map(|s| scan(view, s)).collect(),
        nothing,
        rules: document.rules.iter().map(|r| rule(view, r)).collect(),
    }
}

fn scan(view: &View<'_>, scan: &Scan) -> ScanRow {
    ScanRow {
        scanner: scanner(view, &scan.scanner).to_owned(),
        when: buddhist::moment(scan.at, view.lang),
        program: format!("phrom {}", scan.program),
        targets: few(scan.targets.iter().cloned(), CONTROLS),
        scanned: if scan.bytes == 0 {
            text::number(scan.scanned)
        } else {
            format!("{} ({})", text::number(scan.scanned), text::size(scan.bytes, view.lang))
        },
        out_of_scope: text::number(scan.out_of_scope.values().sum()),
        not_read: text::number(scan.not_read.values().sum()),
        incomplete: !scan.not_read.is_empty(),
        people: text::number(scan.people),
        ephemeral: scan.ephemeral,
    }
}

pub(super) fn scanner<'a>(view: &View<'_>, word: &'a str) -> &'a str {
    match word {
        "personal-data" => view.words.scanner_personal_data,
        "tls" => view.words.scanner_tls,
        other => other,
    }
}

fn rule(view: &View<'_>, rule: &Rule) -> RuleSheet {
    let mut notes = Vec::new();
    if rule.count == 0 {
        notes.push(view.words.only_low.to_owned());
    } else if rule.low_confidence > 0 {
        notes.push(text::low_confidence(rule.low_confidence, view.lang));
    }
    if rule.baseline > 0 {
        notes.push(text::baseline(rule.baseline, view.lang));
    }
    RuleSheet {
        rule: rule.rule.clone(),
        title: rule.title.as_ref().map_or_else(|| rule.rule.clone(), |t| view.text(t)),
        severity: severity(view, rule.severity),
        count: text::number(rule.count),
        people: text::number(rule.people),
        line: text::rule_line(rule.count, rule.people, view.lang),
        notes,
        what_to_do: rule.what_to_do.as_ref().map(|t| view.text(t)),
        relevant: few(rule.controls.iter().map(|c| view.title(c)), CONTROLS),
        objects: rule.objects.iter().map(|o| object(view, o)).collect(),
        left_out: (rule.objects_left_out > 0).then(|| text::left_out(rule.objects_left_out, view.lang)),
    }
}

fn object(view: &View<'_>, object: &RuleObject) -> ObjectRow {
    ObjectRow {
        object: name(view, &object.object),
        count: text::number(object.count),
        exposure: object.exposure.map(|e| match e {
            Exposure::Owner => view.words.exposure_owner,
            Exposure::Group => view.words.exposure_group,
            Exposure::Everyone => view.words.exposure_everyone,
        }),
        open: object.exposure == Some(Exposure::Everyone),
        samples: object
            .samples
            .iter()
            .map(|sample| (text::spot(&sample.place, view.lang), sample.masked.clone()))
            .filter(|(spot, masked)| !spot.is_empty() || !masked.is_empty())
            .collect(),
    }
}

/// A file with its member, `host:port`, or a certificate's fingerprint.
fn name(view: &View<'_>, place: &Place) -> String {
    if let Some(path) = &place.path {
        return match &place.member {
            Some(member) => format!("{path} › {member}"),
            None => path.clone(),
        };
    }
    if let Some(host) = &place.host {
        let mut name = if host.contains(':') { format!("[{host}]") } else { host.clone() };
        if let Some(port) = place.port {
            name.push_str(&format!(":{port}"));
        }
        if let Some(sni) = place.sni.as_ref().filter(|sni| *sni != host) {
            name.push_str(&format!(" (SNI {sni})"));
        }
        if let Some(starttls) = &place.starttls {
            name.push_str(&format!(" (STARTTLS {starttls})"));
        }
        return name;
    }
    match &place.certificate {
        Some(hash) => format!("{} {hash}", view.words.certificate),
        None => String::new(),
    }
}

fn severity(view: &View<'_>, severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => view.words.severity_critical,
        Severity::High => view.words.severity_high,
        Severity::Medium => view.words.severity_medium,
        Severity::Low => view.words.severity_low,
        Severity::Info => view.words.severity_info,
    }
}
