//! SHA-256, as the journal names events and files.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::io::{self, Read};

use serde::de::{Deserialize, Deserializer, Error as _, Visitor};
use serde::{Serialize, Serializer};
use sha2::{Digest as _, Sha256};

const HEX: &[u8; 16] = b"0123456789abcdef";

/// A SHA-256; written as 64 lowercase hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digest([u8; 32]);

impl Digest {
    /// What the first event of a chain gives as the event before it.
    pub const ZERO: Digest = Digest([0; 32]);

    /// Of bytes in memory.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Of what was fed to a hasher.
    pub(crate) fn finish(hasher: Sha256) -> Self {
        Self(hasher.finalize().into())
    }

    /// Of everything a reader gives, with its length in bytes; in constant memory. `progress` is
    /// told the bytes read so far.
    pub fn of_reader(mut reader: impl Read, progress: &mut dyn FnMut(u64)) -> io::Result<(Self, u64)> {
        copy(&mut reader, &mut io::sink(), progress)
    }

    /// From 64 lowercase hex digits.
    pub fn parse(hex: &str) -> Option<Self> {
        let digit = |b: u8| match b {
            b'0'..=b'9' => Some(b - b'0'),
            b'a'..=b'f' => Some(b - b'a' + 10),
            _ => None,
        };
        let hex: &[u8; 64] = hex.as_bytes().try_into().ok()?;
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(hex.chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Some(Self(bytes))
    }
}

/// Copies everything from `reader` to `writer` and gives its SHA-256 and length.
pub(crate) fn copy(
    reader: &mut impl Read,
    writer: &mut impl io::Write,
    progress: &mut dyn FnMut(u64),
) -> io::Result<(Digest, u64)> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 256 * 1024];
    let mut length = 0;
    loop {
        let n = match reader.read(&mut buffer) {
            Ok(0) => return Ok((Digest::finish(hasher), length)),
            Ok(n) => n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hasher.update(&buffer[..n]);
        writer.write_all(&buffer[..n])?;
        length += n as u64;
        progress(length);
    }
}

impl Hash for Digest {
    /// Eight of the bytes: a digest is as good as random, and a hash of a hash needs no more.
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0[..8].hash(state);
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut hex = String::with_capacity(64);
        for byte in self.0 {
            hex.extend([byte >> 4, byte & 15].map(|digit| char::from(HEX[usize::from(digit)])));
        }
        f.write_str(&hex)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Hex;
        impl Visitor<'_> for Hex {
            type Value = Digest;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("64 lowercase hex digits")
            }

            fn visit_str<E: serde::de::Error>(self, hex: &str) -> Result<Digest, E> {
                Digest::parse(hex).ok_or_else(|| E::custom("not a SHA-256 in lowercase hex"))
            }
        }
        deserializer.deserialize_str(Hex).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_both_ways() {
        // FIPS 180-2, appendix B.1.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Digest::of(b"abc").to_string(), abc);
        assert_eq!(Digest::parse(abc), Some(Digest::of(b"abc")));
        assert_eq!(Digest::of_reader(&b"abc"[..], &mut |_| ()).unwrap(), (Digest::of(b"abc"), 3));
        assert_eq!(Digest::parse(&"0".repeat(64)), Some(Digest::ZERO));
        for bad in ["", "0", &abc.to_uppercase(), &abc[1..], &format!("{abc}0"), &"ก".repeat(64)] {
            assert_eq!(Digest::parse(bad), None, "{bad}");
        }
    }
}
