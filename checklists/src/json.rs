//! Strict JSON: a key given twice is refused, nesting is bounded, and an error says where without
//! quoting what stands there.
//!
//! `serde_json` alone lets the last of two equal keys win in maps, so one reader could see an
//! answer that another does not.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

/// Deepest nesting of objects and arrays; our formats need six.
const DEPTH: usize = 32;

/// Why a text was refused, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{fault} at line {line}, column {column}")]
pub struct JsonError {
    /// Line from 1.
    pub line: u64,
    /// Column from 1, in characters.
    pub column: u64,
    /// What is wrong.
    pub fault: JsonFault,
}

/// What is wrong with a JSON text. Carries names of keys at most, never values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "what", content = "name")]
pub enum JsonFault {
    /// It is not JSON.
    #[error("not JSON")]
    Syntax,
    /// It ends too early.
    #[error("the text ends too early")]
    Incomplete,
    /// One object gives this key twice.
    #[error("the key `{0}` is given twice")]
    DuplicateKey(String),
    /// Nested more than 32 deep.
    #[error("nested too deeply")]
    TooDeep,
    /// This key is missing.
    #[error("the key `{0}` is missing")]
    MissingKey(String),
    /// This key is not known.
    #[error("the key `{0}` is not known")]
    UnknownKey(String),
    /// A value does not have the shape that belongs here.
    #[error("a value has the wrong shape")]
    Shape,
}

/// Reads one JSON text.
pub fn parse<T: DeserializeOwned>(text: &[u8]) -> Result<T, JsonError> {
    check(text)?;
    parse_checked(text)
}

/// Reads a text that [`check`] has passed.
pub(crate) fn parse_checked<T: DeserializeOwned>(text: &[u8]) -> Result<T, JsonError> {
    serde_json::from_slice(text).map_err(|error| located(text, &error, None))
}

/// The version a text says it has, where it is newer than `known`. Such a text may hold keys that are
/// not known here: its version is what to tell.
pub(crate) fn newer_schema(text: &[u8], known: u32) -> Option<u32> {
    #[derive(serde::Deserialize)]
    struct Version {
        schema: u32,
    }
    parse(text).ok().map(|Version { schema }| schema).filter(|schema| *schema > known)
}

/// Refuses what is not strict JSON, whatever its shape.
pub fn check(text: &[u8]) -> Result<(), JsonError> {
    let fault = RefCell::new(None);
    let mut reader = serde_json::Deserializer::from_slice(text);
    Checker { depth: 0, fault: &fault }
        .deserialize(&mut reader)
        .and_then(|()| reader.end())
        .map_err(|error| located(text, &error, fault.take()))
}

fn located(text: &[u8], error: &serde_json::Error, fault: Option<JsonFault>) -> JsonError {
    use serde_json::error::Category;
    let fault = fault.unwrap_or_else(|| match error.classify() {
        Category::Syntax | Category::Io => JsonFault::Syntax,
        Category::Eof => JsonFault::Incomplete,
        Category::Data => shape(&error.to_string()),
    });
    let before = text
        .split(|&b| b == b'\n')
        .nth(error.line().saturating_sub(1))
        .map_or(&[][..], |line| &line[..error.column().min(line.len())]);
    JsonError {
        line: error.line().max(1) as u64,
        column: (String::from_utf8_lossy(before).chars().count() as u64).max(1),
        fault,
    }
}

/// Any value, read strictly on its own: no object in it gives a key twice.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Strict(pub(crate) serde_json::Value);

/// An object with string keys, read strictly on its own.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StrictMap<V>(pub(crate) BTreeMap<String, V>);

/// serde's messages quote values; only the two that name a key are let through.
pub(crate) fn shape(message: &str) -> JsonFault {
    let key = || {
        let name = message.split('`').nth(1)?;
        let plain =
            name.len() <= 80 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
        plain.then(|| name.to_owned())
    };
    if message.starts_with("missing field `") {
        key().map_or(JsonFault::Shape, JsonFault::MissingKey)
    } else if message.starts_with("unknown field `") {
        key().map_or(JsonFault::Shape, JsonFault::UnknownKey)
    } else {
        JsonFault::Shape
    }
}

/// Reads any value and keeps nothing of it.
#[derive(Clone, Copy)]
struct Checker<'a> {
    depth: usize,
    fault: &'a RefCell<Option<JsonFault>>,
}

impl Checker<'_> {
    fn refuse<E: serde::de::Error>(&self, fault: JsonFault) -> E {
        *self.fault.borrow_mut() = Some(fault);
        E::custom("refused")
    }

    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth == DEPTH {
            return Err(self.refuse(JsonFault::TooDeep));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Checker<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Checker<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let inner = self.deeper()?;
        while items.next_element_seed(inner)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let inner = self.deeper()?;
        let mut keys = BTreeSet::new();
        while let Some(Key(key)) = entries.next_key()? {
            if keys.contains(&key) {
                return Err(self.refuse(JsonFault::DuplicateKey(key.chars().take(80).collect())));
            }
            keys.insert(key);
            entries.next_value_seed(inner)?;
        }
        Ok(())
    }
}

/// A key, borrowed where it holds no escape.
struct Key<'de>(std::borrow::Cow<'de, str>);

impl<'de> serde::Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Self::Value, E> {
                Ok(Key(key.into()))
            }

            fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
                Ok(Key(key.to_owned().into()))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

impl<'de> serde::Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor).map(Self)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = serde_json::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Self::Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(serde_json::Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Strict(value)) = items.next_element()? {
            values.push(value);
        }
        Ok(values.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut map = serde_json::Map::new();
        while let Some((key, Strict(value))) = entries.next_entry::<String, Strict>()? {
            if map.insert(key, value).is_some() {
                return Err(A::Error::custom("a key is given twice"));
            }
        }
        Ok(map.into())
    }
}

impl<'de, V: serde::Deserialize<'de>> serde::Deserialize<'de> for StrictMap<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MapVisitor<V>(PhantomData<V>);
        impl<'de, V: serde::Deserialize<'de>> Visitor<'de> for MapVisitor<V> {
            type Value = StrictMap<V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
                let mut map = BTreeMap::new();
                while let Some((key, value)) = entries.next_entry::<String, V>()? {
                    if map.insert(key, value).is_some() {
                        return Err(A::Error::custom("a key is given twice"));
                    }
                }
                Ok(StrictMap(map))
            }
        }
        deserializer.deserialize_map(MapVisitor(PhantomData))
    }
}

impl<V> Default for StrictMap<V> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> (u64, u64, JsonFault) {
        let error = check(text.as_bytes()).unwrap_err();
        (error.line, error.column, error.fault)
    }

    #[test]
    fn a_key_given_twice_is_refused_at_every_level() {
        for (text, line, column) in [
            (r#"{"a":1,"a":2}"#, 1, 10),
            (r#"{"b":{"a":1,"c":[],"a":2}}"#, 1, 22),
            ("{\"ก\":1,\n \"b\":[{\"a\":1,\"a\":1}]}", 2, 16),
            (r#"{"a":1,"\u0061":2}"#, 1, 15),
        ] {
            let (l, c, f) = fault(text);
            assert_eq!((l, c), (line, column), "{text}");
            assert!(matches!(f, JsonFault::DuplicateKey(ref k) if k == "a"), "{text}: {f}");
        }
        check(r#"[{"a":1},{"a":2},{"b":{"a":3}}]"#.as_bytes()).unwrap();
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
        check(nested(DEPTH).as_bytes()).unwrap();
        assert_eq!(fault(&nested(DEPTH + 1)).2, JsonFault::TooDeep);
        assert_eq!(fault(&"[".repeat(1_000_000)).2, JsonFault::TooDeep);
    }

    #[test]
    fn errors_name_keys_and_never_values() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Small {
            #[expect(dead_code, reason = "only its shape is read")]
            count: u32,
        }
        let of = |text: &str| parse::<Small>(text.as_bytes()).unwrap_err();
        assert_eq!(of("{}").fault, JsonFault::MissingKey("count".to_owned()));
        assert_eq!(of(r#"{"size":1}"#).fault, JsonFault::UnknownKey("size".to_owned()));
        assert_eq!(of(r#"{"count":"สมชาย"}"#).fault, JsonFault::Shape);
        assert_eq!(of(r#"{"สมชาย ใจดี":1}"#).fault, JsonFault::Shape);
        assert_eq!(of(r#"{"count":1"#).fault, JsonFault::Incomplete);
        assert_eq!(of(r#"{"count":1} x"#).fault, JsonFault::Syntax);
        assert_eq!(of("{\"count\":1}\0").fault, JsonFault::Syntax);
    }

    #[test]
    fn bytes_that_are_no_utf8_are_refused() {
        assert_eq!(check(b"{\"a\":\"\xff\"}").unwrap_err().fault, JsonFault::Syntax);
    }
}
