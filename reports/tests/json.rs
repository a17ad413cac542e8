//! The frozen document: valid against its committed schema, and its counts counted again from the
//! items by other code.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a test's panic is its report"
)]

mod given;

use std::collections::BTreeMap;

use phrom_checklists::bilingual::Lang;
use phrom_reports::json::{self, Document};
use serde_json::Value;

const SCHEMA: &str = include_str!("../schemas/phrom-report-1.schema.json");

fn written(given: &given::Given) -> Value {
    serde_json::from_slice(&json::document(&given.report()).to_json().unwrap()).unwrap()
}

#[test]
fn every_document_is_valid() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for given in [
        given::full(Lang::Th),
        given::full(Lang::En),
        given::empty(Lang::Th),
        given::bare(Lang::Th),
        given::hostile(Lang::Th),
    ] {
        let document = json::document(&given.report());
        for document in [&document, &document.printed()] {
            let value = serde_json::to_value(document).unwrap();
            let problems: Vec<String> =
                validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
            assert!(problems.is_empty(), "{problems:#?}");
        }
    }
}

#[test]
fn the_schema_refuses_what_is_not_a_report() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let good = written(&given::full(Lang::Th));
    let spoiled: [fn(&mut Value); 5] = [
        |v| v["schema"] = "phrom-report/2".into(),
        |v| v["unknown"] = true.into(),
        |v| v["figures"]["coverage"] = 98.into(),
        |v| v["findings"][0]["place"]["host"] = "x".into(),
        |v| v["items"][0]["outcome"] = "fine".into(),
    ];
    for (index, spoil) in spoiled.iter().enumerate() {
        let mut value = good.clone();
        spoil(&mut value);
        assert!(!validator.is_valid(&value), "spoiled {index}");
    }
}

#[test]
fn what_is_written_is_read_again() {
    let document = json::document(&given::full(Lang::Th).report());
    let bytes = document.to_json().unwrap();
    let read = Document::from_json(&bytes).unwrap();
    assert_eq!(read, document);
    assert_eq!(read.to_json().unwrap(), bytes);
    assert!(Document::from_json(b"{}").is_err());
    let other = String::from_utf8(bytes).unwrap().replace("phrom-report/1", "phrom-report/9");
    assert!(
        matches!(Document::from_json(other.as_bytes()), Err(json::ReadError::Schema(s)) if s == "phrom-report/9")
    );
}

/// Counts again from the items of the JSON alone, with other code than the domain's.
#[test]
fn counts_are_counted_again() {
    let value = written(&given::full(Lang::Th));
    let weights: BTreeMap<&str, (u64, &str, &str)> = array(&value["controls"])
        .iter()
        .map(|c| {
            let section = (string(&c["pack"]), string(&c["section"]));
            (string(&c["control"]), (c["weight"].as_u64().unwrap(), section.0, section.1))
        })
        .collect();
    for law in array(&value["laws"]) {
        let pack = string(&law["pack"]);
        let of_pack = |i: &&Value| weights[string(&i["control"])].1 == pack;
        let items: Vec<&Value> = array(&value["items"]).iter().filter(of_pack).collect();
        recount(&law["figures"], &items, &weights);
        for section in array(&law["sections"]) {
            let name = string(&section["section"]);
            let items: Vec<&Value> =
                items.iter().copied().filter(|i| weights[string(&i["control"])].2 == name).collect();
            recount(&section["figures"], &items, &weights);
        }
    }
    recount(&value["figures"], &array(&value["items"]).iter().collect::<Vec<_>>(), &weights);
    let figures = &value["figures"]["counts"];
    for key in ["met", "partial", "not_met", "not_applicable", "not_assessed"] {
        assert!(figures[key].as_u64().unwrap() > 0, "{key} is not covered by the fixture");
    }
}

fn recount(figures: &Value, items: &[&Value], weights: &BTreeMap<&str, (u64, &str, &str)>) {
    let outcome = |word: &str| items.iter().filter(|i| i["outcome"] == word).count() as u64;
    let counts = &figures["counts"];
    for (key, word) in [
        ("met", "met"),
        ("partial", "partial"),
        ("not_met", "not-met"),
        ("not_applicable", "not-applicable"),
        ("not_assessed", "not-assessed"),
    ] {
        assert_eq!(counts[key], outcome(word), "{key}");
    }
    assert_eq!(counts["total"], items.len() as u64);
    assert_eq!(figures["gaps"], items.iter().filter(|i| i["caps"] == true).count() as u64);
    assert_eq!(figures["contradicted"], items.iter().filter(|i| i["contradicted"] == true).count() as u64);
    assert_eq!(figures["conflicts"], items.iter().filter(|i| i["conflict"] == true).count() as u64);

    let (mut lower, mut whole, mut assessed, mut backed, mut met) = (0, 0, 0, 0, 0);
    for item in items.iter().filter(|i| i["outcome"] != "not-applicable") {
        let weight = weights[string(&item["control"])].0;
        let answers: Vec<&str> =
            array(&item["rows"]).iter().map(|r| r["answer"].as_str().unwrap_or("not-met")).collect();
        let value = if item["contradicted"] == true {
            1
        } else if answers.iter().all(|a| *a == "met") {
            2
        } else {
            u64::from(!answers.iter().all(|a| *a == "not-met"))
        };
        lower += value * weight;
        whole += 2 * weight;
        assessed += u64::from(item["outcome"] != "not-assessed");
        if item["outcome"] == "met" {
            met += weight;
            backed += if item["strength"].as_u64().unwrap() >= 2 { weight } else { 0 };
        }
    }
    let fraction = |part: u64, whole: u64| serde_json::json!({"part": part, "whole": whole});
    assert_eq!(figures["lower"], fraction(lower, whole));
    assert_eq!(figures["coverage"], fraction(assessed, items.len() as u64 - outcome("not-applicable")));
    assert_eq!(figures["evidence"], fraction(backed, met));
}

#[test]
fn findings_are_counted_again() {
    let given = given::full(Lang::Th);
    let value = written(&given);
    let findings = array(&value["findings"]);
    assert_eq!(findings.len(), given.findings.len());
    let mut total = 0;
    for rule in array(&value["rules"]) {
        let of_rule: Vec<&Value> = findings.iter().filter(|f| f["rule"] == rule["rule"]).collect();
        let low = of_rule.iter().filter(|f| f["confidence"] == "low").count() as u64;
        assert_eq!(rule["low_confidence"], low);
        assert_eq!(rule["count"], of_rule.len() as u64 - low);
        let places: u64 = array(&rule["objects"]).iter().map(|o| o["count"].as_u64().unwrap()).sum();
        assert_eq!(rule["count"], places);
        total += of_rule.len();
    }
    assert_eq!(total, findings.len());
    assert!(value["rules"][0]["severity"] == "high", "the worst comes first");
}

#[test]
fn a_pdf_carries_no_single_finding() {
    let document = json::document(&given::hostile(Lang::Th).report());
    let printed = document.printed();
    assert!(document.findings.is_some() && printed.findings.is_none());
    assert_eq!(document.scans[0].not_read_objects.len(), 500);
    assert_eq!(printed.scans[0].not_read_objects.len(), json::NOT_READ_PRINTED);
    assert_eq!(printed.scans[0].not_read["permission"], 500);
}

fn array(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap()
}
