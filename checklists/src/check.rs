//! What a pack must hold besides being well formed: names that resolve, texts that can be read.

use crate::diagnostic::Diagnostic;
use crate::id::SectionId;
use crate::load::Written;
use crate::problem::{Named, Problem};
use crate::yaml::Document;

/// Every problem with what a pack means, sorted by place.
pub fn check(_written: &Written) -> Vec<Diagnostic> {
    Vec::new()
}

/// A section that `pack.yaml` lists a second time, at index `i`.
pub(crate) fn section_twice(head: &Document, i: usize, id: &SectionId) -> Diagnostic {
    let first = (0..i)
        .map(|n| format!("sections[{n}]"))
        .find(|path| head.root().at(path).and_then(|found| found.node.scalar()) == Some(id.as_str()))
        .unwrap_or_default();
    let problem =
        Problem::DuplicateId { kind: Named::Section, id: id.to_string(), first: head.line_of(&first) };
    head.value_at(&format!("sections[{i}]"), problem)
}
