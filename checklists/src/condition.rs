//! `applies_if`: a tiny total language over facts.
//!
//! ```text
//! is-cii
//! is-cii and not uses-cloud
//! category-confidentiality in [medium, high] or public-website == true
//! ```
//!
//! Three-valued (Kleene): an unknown fact is *undetermined*, which counts as applicable, so that
//! not knowing never hides a duty.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::{FactId, is_kebab};

/// Deepest nesting of parentheses and `not`; a law's condition needs three.
const DEPTH: usize = 32;

/// A parsed condition. Serializes as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Condition {
    written: String,
    expr: Expr,
}

/// What is known of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Truth {
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// A fact that decides it is unknown.
    Undetermined,
}

/// Why a condition was refused, with the byte it was refused at.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason} at position {at}")]
pub struct ConditionError {
    /// Byte offset in the condition.
    pub at: usize,
    /// What was expected or wrong.
    pub reason: Reason,
}

/// What is wrong at that byte.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The condition was complete before this word.
    #[error("`{0}` is one word too many")]
    ExtraWord(String),
    /// This sign must stand here.
    #[error("`{0}` is missing")]
    MissingSign(String),
    /// A fact must stand here.
    #[error("a fact is missing")]
    MissingFact,
    /// A word to compare a fact with must stand here.
    #[error("a word to compare with is missing")]
    MissingWord,
    /// A character outside the language.
    #[error("only facts, words, `and or not == in`, ( ) [ ] and , may stand here")]
    Character,
    /// More parentheses and `not` inside each other than a law needs.
    #[error("nested too deeply")]
    TooDeep,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Expr {
    In(FactId, Vec<String>),
    Not(Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
}

impl Condition {
    /// Parses a condition.
    pub fn parse(written: &str) -> Result<Self, ConditionError> {
        let mut parser = Parser { tokens: tokens(written)?, next: 0, end: written.len() };
        let expr = parser.or(0)?;
        match parser.peek() {
            None => Ok(Self { written: written.to_owned(), expr }),
            Some((at, token)) => Err(error(*at, Reason::ExtraWord(token.clone()))),
        }
    }

    /// Evaluates with `fact` answering a fact's value as written in the assessment
    /// (`true`, `false` or a choice), or `None` where it is unknown.
    pub fn truth(&self, fact: &dyn Fn(&FactId) -> Option<String>) -> Truth {
        truth(&self.expr, fact)
    }

    /// Every fact named, each with the words it is compared with.
    pub fn facts(&self) -> Vec<(&FactId, &[String])> {
        let mut found = Vec::new();
        collect(&self.expr, &mut found);
        found
    }
}

impl TryFrom<String> for Condition {
    type Error = ConditionError;
    fn try_from(written: String) -> Result<Self, ConditionError> {
        Self::parse(&written)
    }
}

impl From<Condition> for String {
    fn from(condition: Condition) -> String {
        condition.written
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

fn truth(expr: &Expr, fact: &dyn Fn(&FactId) -> Option<String>) -> Truth {
    match expr {
        Expr::In(id, words) => match fact(id) {
            None => Truth::Undetermined,
            Some(value) if words.contains(&value) => Truth::True,
            Some(_) => Truth::False,
        },
        Expr::Not(inner) => match truth(inner, fact) {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            Truth::Undetermined => Truth::Undetermined,
        },
        Expr::And(a, b) => match (truth(a, fact), truth(b, fact)) {
            (Truth::False, _) | (_, Truth::False) => Truth::False,
            (Truth::True, Truth::True) => Truth::True,
            (Truth::Undetermined, _) | (_, Truth::Undetermined) => Truth::Undetermined,
        },
        Expr::Or(a, b) => match (truth(a, fact), truth(b, fact)) {
            (Truth::True, _) | (_, Truth::True) => Truth::True,
            (Truth::False, Truth::False) => Truth::False,
            (Truth::Undetermined, _) | (_, Truth::Undetermined) => Truth::Undetermined,
        },
    }
}

fn collect<'a>(expr: &'a Expr, found: &mut Vec<(&'a FactId, &'a [String])>) {
    match expr {
        Expr::In(id, words) => found.push((id, words)),
        Expr::Not(inner) => collect(inner, found),
        Expr::And(a, b) | Expr::Or(a, b) => {
            collect(a, found);
            collect(b, found);
        }
    }
}

fn error(at: usize, reason: Reason) -> ConditionError {
    ConditionError { at, reason }
}

fn tokens(written: &str) -> Result<Vec<(usize, String)>, ConditionError> {
    let bytes = written.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        match bytes[at] {
            b' ' => at += 1,
            b'(' | b')' | b'[' | b']' | b',' => {
                at += 1;
                found.push((start, written[start..at].to_owned()));
            }
            b'=' if bytes.get(at + 1) == Some(&b'=') => {
                at += 2;
                found.push((start, "==".to_owned()));
            }
            b if b.is_ascii_lowercase() || b.is_ascii_digit() => {
                while at < bytes.len()
                    && (bytes[at].is_ascii_lowercase() || bytes[at].is_ascii_digit() || bytes[at] == b'-')
                {
                    at += 1;
                }
                found.push((start, written[start..at].to_owned()));
            }
            _ => return Err(error(start, Reason::Character)),
        }
    }
    Ok(found)
}

struct Parser {
    tokens: Vec<(usize, String)>,
    next: usize,
    end: usize,
}

impl Parser {
    fn peek(&self) -> Option<&(usize, String)> {
        self.tokens.get(self.next)
    }

    fn eat(&mut self, word: &str) -> bool {
        let here = self.peek().is_some_and(|(_, token)| token == word);
        self.next += usize::from(here);
        here
    }

    fn expect(&mut self, word: &str) -> Result<(), ConditionError> {
        let at = self.peek().map_or(self.end, |(at, _)| *at);
        if self.eat(word) { Ok(()) } else { Err(error(at, Reason::MissingSign(word.to_owned()))) }
    }

    fn word(&mut self, missing: Reason) -> Result<String, ConditionError> {
        match self.peek().cloned() {
            Some((_, token)) if is_kebab(&token) && !["and", "or", "not", "in"].contains(&token.as_str()) => {
                self.next += 1;
                Ok(token)
            }
            Some((at, _)) => Err(error(at, missing)),
            None => Err(error(self.end, missing)),
        }
    }

    fn or(&mut self, depth: usize) -> Result<Expr, ConditionError> {
        let mut left = self.and(depth)?;
        while self.eat("or") {
            left = Expr::Or(Box::new(left), Box::new(self.and(depth)?));
        }
        Ok(left)
    }

    fn and(&mut self, depth: usize) -> Result<Expr, ConditionError> {
        let mut left = self.unary(depth)?;
        while self.eat("and") {
            left = Expr::And(Box::new(left), Box::new(self.unary(depth)?));
        }
        Ok(left)
    }

    fn unary(&mut self, depth: usize) -> Result<Expr, ConditionError> {
        let at = self.peek().map_or(self.end, |(at, _)| *at);
        if depth > DEPTH {
            return Err(error(at, Reason::TooDeep));
        }
        if self.eat("not") {
            return Ok(Expr::Not(Box::new(self.unary(depth + 1)?)));
        }
        if self.eat("(") {
            let inner = self.or(depth + 1)?;
            self.expect(")")?;
            return Ok(inner);
        }
        let fact =
            FactId::new(self.word(Reason::MissingFact)?).map_err(|_| error(at, Reason::MissingFact))?;
        if self.eat("==") {
            return Ok(Expr::In(fact, vec![self.word(Reason::MissingWord)?]));
        }
        if self.eat("in") {
            self.expect("[")?;
            let mut words = vec![self.word(Reason::MissingWord)?];
            while self.eat(",") {
                words.push(self.word(Reason::MissingWord)?);
            }
            self.expect("]")?;
            return Ok(Expr::In(fact, words));
        }
        Ok(Expr::In(fact, vec!["true".to_owned()]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(written: &str, known: &[(&str, &str)]) -> Truth {
        let known: Vec<(String, String)> = known.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect();
        Condition::parse(written)
            .unwrap()
            .truth(&|id| known.iter().find(|(k, _)| k == id.as_str()).map(|(_, v)| v.clone()))
    }

    #[test]
    fn three_values() {
        let table = [
            ("is-cii", &[("is-cii", "true")][..], Truth::True),
            ("is-cii", &[("is-cii", "false")], Truth::False),
            ("is-cii", &[], Truth::Undetermined),
            ("not is-cii", &[], Truth::Undetermined),
            ("not is-cii", &[("is-cii", "false")], Truth::True),
            ("is-cii or is-gov", &[("is-gov", "true")], Truth::True),
            ("is-cii or is-gov", &[("is-gov", "false")], Truth::Undetermined),
            ("is-cii and is-gov", &[("is-gov", "false")], Truth::False),
            ("is-cii and is-gov", &[("is-gov", "true")], Truth::Undetermined),
            ("kind in [a, b]", &[("kind", "b")], Truth::True),
            ("kind == a", &[("kind", "b")], Truth::False),
            ("not (a or b) and c", &[("a", "false"), ("b", "false"), ("c", "true")], Truth::True),
        ];
        for (written, known, expected) in table {
            assert_eq!(of(written, known), expected, "{written} with {known:?}");
        }
    }

    #[test]
    fn refused_with_a_place() {
        for (written, at) in
            [("", 0), ("a b", 2), ("a and", 5), ("(a", 2), ("a in b", 5), ("A", 0), ("a = b", 2)]
        {
            assert_eq!(Condition::parse(written).unwrap_err().at, at, "{written}");
        }
        assert!(Condition::parse(&"not ".repeat(10_000)).is_err());
        assert!(Condition::parse(&format!("{}a", "(".repeat(10_000))).is_err());
    }
}
