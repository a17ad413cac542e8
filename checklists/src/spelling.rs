//! "Did you mean": the known name nearest to a mistyped one.

/// The nearest of `known`, if it is near enough to be a slip of the fingers: one edit in three
/// characters. Of equally near ones, the first.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let word: Vec<char> = word.chars().collect();
    // Names have at most 80 characters; longer words are no slips, and the table is quadratic.
    if word.len() > 100 {
        return None;
    }
    let limit = (word.len() / 3).max(1);
    known
        .into_iter()
        .map(|name| (edits(&word, &name.chars().collect::<Vec<_>>()), name))
        .filter(|(edits, _)| *edits <= limit)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, name)| name.to_owned())
}

/// Insertions, deletions, replacements and swaps of neighbours.
fn edits(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_name() {
        let known = ["question", "guidance", "title", "why"];
        for (word, expected) in [
            ("queston", Some("question")),
            ("quetsion", Some("question")),
            ("titel", Some("title")),
            ("wyh", Some("why")),
            ("deadline", None),
            ("", None),
            ("ก", None),
        ] {
            assert_eq!(nearest(word, known).as_deref(), expected, "{word}");
        }
        assert_eq!(nearest(&"a".repeat(1_000_000), known), None);
    }
}
