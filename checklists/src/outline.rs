//! Where everything in a YAML file stands: the tree of its keys and values with line and column.

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A text, number or word, as it reads; numbers are not told from texts here.
    Scalar(String),
    /// `- one` under another, or `[one, another]`.
    List(Vec<Node>),
    /// `key: value` lines, or `{key: value}`.
    Map(Vec<Entry>),
}

/// One key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) at: Span,
    pub(crate) value: Node,
}

/// From a line and column, so many characters on that line, to the line where it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Span {
    /// From 1.
    pub(crate) line: usize,
    /// From 1, in characters.
    pub(crate) column: usize,
    /// In characters; `usize::MAX` for "to the end of the line".
    pub(crate) length: usize,
    /// The last line with a character of it.
    pub(crate) last: usize,
}

/// A value with the entry it is the value of; an item of a list has none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found<'a> {
    pub(crate) entry: Option<&'a Entry>,
    pub(crate) node: &'a Node,
}

impl Found<'_> {
    /// What a caret points at: the value, or its key where the value is empty or of several lines.
    pub(crate) fn place(self) -> Span {
        match (&self.node.kind, self.entry) {
            (Kind::Scalar(_), Some(entry)) if self.node.span.length == 0 => entry.at,
            (Kind::Scalar(_), _) => self.node.span,
            (Kind::List(_) | Kind::Map(_), Some(entry)) => entry.at,
            (Kind::Map(entries), None) => entries.first().map_or(self.node.span, |entry| entry.at),
            (Kind::List(_), None) => self.node.span,
        }
    }
}

impl Node {
    /// Follows a path such as `controls[3].duty.cite[0].source`.
    pub(crate) fn at(&self, path: &str) -> Option<Found<'_>> {
        let mut found = Found { entry: None, node: self };
        for step in path.split('.').filter(|step| !step.is_empty()) {
            let (key, indexes) = step.split_once('[').map_or((step, ""), |(k, i)| (k, i));
            if !key.is_empty() {
                let entry = found.node.entry(key)?;
                found = Found { entry: Some(entry), node: &entry.value };
            }
            for index in indexes.split('[').filter(|index| !index.is_empty()) {
                let index: usize = index.strip_suffix(']')?.parse().ok()?;
                let Kind::List(items) = &found.node.kind else { return None };
                found = Found { entry: None, node: items.get(index)? };
            }
        }
        Some(found)
    }

    /// The entry with this key.
    pub(crate) fn entry(&self, key: &str) -> Option<&Entry> {
        match &self.kind {
            Kind::Map(entries) => entries.iter().find(|e| e.key == key),
            Kind::Scalar(_) | Kind::List(_) => None,
        }
    }

    /// The text of a scalar.
    pub(crate) fn scalar(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar(text) => Some(text),
            Kind::List(_) | Kind::Map(_) => None,
        }
    }

    /// This value and every one inside it, in the order of the file.
    pub(crate) fn walk<'a>(&'a self, visit: &mut dyn FnMut(Found<'a>)) {
        Found { entry: None, node: self }.walk(visit);
    }
}

impl<'a> Found<'a> {
    /// This value and every one inside it, in the order of the file.
    pub(crate) fn walk(self, visit: &mut dyn FnMut(Found<'a>)) {
        visit(self);
        match &self.node.kind {
            Kind::Scalar(_) => {}
            Kind::List(items) => items.iter().for_each(|node| Found { entry: None, node }.walk(visit)),
            Kind::Map(entries) => {
                entries.iter().for_each(|e| Found { entry: Some(e), node: &e.value }.walk(visit));
            }
        }
    }
}
