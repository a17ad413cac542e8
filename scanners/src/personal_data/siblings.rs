//! Thirteen-digit numbers in the same position of a text: behind the same kind of sign and in front of the
//! same kind. A check digit means little by itself, but it means something about all of them: of national
//! IDs every one is valid, of serial numbers, timestamps and constants every eleventh.

/// What is known of the numbers so far, by position.
pub(super) struct Siblings {
    positions: [Position; CLASSES * CLASSES],
}

#[derive(Clone, Copy, Default)]
struct Position {
    last: [u8; 13],
    /// Numbers that only count upwards up to the last, and how many of them are valid.
    rising: u32,
    rising_valid: u32,
    seen: u32,
    valid: u32,
}

impl Default for Siblings {
    fn default() -> Self {
        Self { positions: [Position::default(); CLASSES * CLASSES] }
    }
}

/// Numbers that must only count upwards before that means something.
const ENOUGH_RISING: u32 = 6;

/// Numbers there must be in a position before their share of valid ones means something.
const ENOUGH: u32 = 10;

impl Siblings {
    /// Takes the number at `start..start + 13` and says whether its siblings speak against it: they count
    /// upwards and fewer than half are valid, or fewer than three tenths are.
    pub(super) fn speak_against(&mut self, text: &[u8], start: usize, digits: [u8; 13], valid: bool) -> bool {
        let before = start.checked_sub(1).map_or(b'\n', |at| text[at]);
        let after = text.get(start + 13).copied().unwrap_or(b'\n');
        let position = &mut self.positions[class(before) * CLASSES + class(after)];
        if digits <= position.last {
            position.rising = 0;
            position.rising_valid = 0;
        }
        position.last = digits;
        position.rising += 1;
        position.rising_valid += u32::from(valid);
        position.seen = position.seen.saturating_add(1);
        position.valid += u32::from(valid);
        let rising = position.rising >= ENOUGH_RISING && position.rising_valid * 2 < position.rising;
        let few =
            position.seen >= ENOUGH && position.valid.saturating_mul(10) < position.seen.saturating_mul(3);
        rising || few
    }
}

/// Kinds of signs a number can stand beside.
const CLASSES: usize = 8;

fn class(byte: u8) -> usize {
    match byte {
        b'\n' | b'\r' => 0,
        b',' | b';' | b'\t' | b'|' => 1,
        b'"' | b'\'' => 2,
        b' ' => 3,
        b'(' | b')' | b'[' | b']' | b'{' | b'}' => 4,
        b'=' | b':' | b'/' => 5,
        0x80.. => 6,
        _ => 7,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of each of `count` numbers, the n-th of which is valid where `valid` says so.
    fn told(text: &[u8], count: u8, rises: bool, valid: impl Fn(u8) -> bool) -> Vec<bool> {
        let mut siblings = Siblings::default();
        (0..count)
            .map(|i| siblings.speak_against(text, 1, [if rises { i + 1 } else { 9 - i % 2 }; 13], valid(i)))
            .collect()
    }

    #[test]
    fn rising_numbers() {
        let serial = told(b"(1234567890123)", 20, true, |i| i % 11 == 9);
        assert!(!serial[4] && serial[5..].iter().all(|against| *against));
        let sorted_ids = told(b"(1234567890123)", 20, true, |_| true);
        assert!(!sorted_ids.contains(&true));
    }

    #[test]
    fn a_low_share_of_valid_numbers() {
        let constants = told(b"(1234567890123)", 20, false, |i| i % 11 == 9);
        assert!(!constants[8] && constants[10]);
        let half = told(b"(1234567890123)", 20, false, |i| i % 2 == 0);
        assert!(!half.contains(&true));
    }

    #[test]
    fn positions_are_kept_apart() {
        let mut siblings = Siblings::default();
        for i in 0..30 {
            siblings.speak_against(b"\n1234567890123 ", 1, [9 - i % 2; 13], false);
        }
        assert!(!siblings.speak_against(b"/1234567890123\n", 1, [1; 13], true));
        assert!(siblings.speak_against(b"\n1234567890123 ", 1, [1; 13], true));
        assert!(!siblings.speak_against(b"1234567890123", 0, [1; 13], true));
    }
}
