//! Thirteen-digit numbers in the same position of a text: behind the same kind of sign and in front of the
//! same kind. A check digit means little by itself, but it means something about all of them: of national
//! IDs every one is valid, of serial numbers, timestamps and constants every eleventh.

/// What is known of the numbers so far, by position.
pub(super) struct Siblings {
    positions: [Position; CLASSES * CLASSES],
}

/// Where a number stands: see [`Siblings::take`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place(usize);

/// What the numbers of one position say about each of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Nothing,
    /// At least four fifths are valid.
    For,
    /// Fewer than three tenths are valid, or fewer than half and they count upwards.
    Against,
}

#[derive(Clone, Copy)]
struct Position {
    /// The last different numbers: one number said often is no evidence.
    recent: [[u8; 13]; 4],
    seen: u32,
    valid: u32,
    /// Numbers greater than the one before.
    rises: u32,
}

/// Numbers there must be in a position before they mean something.
const ENOUGH_FOR: u32 = 5;
const ENOUGH_RISING: u32 = 6;
const ENOUGH_AGAINST: u32 = 10;

impl Default for Siblings {
    fn default() -> Self {
        let position = Position { recent: [[0; 13]; 4], seen: 0, valid: 0, rises: 0 };
        Self { positions: [position; CLASSES * CLASSES] }
    }
}

impl Siblings {
    /// Takes the number at `start..start + 13`.
    pub(super) fn take(&mut self, text: &[u8], start: usize, digits: [u8; 13], valid: bool) -> Place {
        let before = start.checked_sub(1).map_or(b'\n', |at| text[at]);
        let after = text.get(start + 13).copied().unwrap_or(b'\n');
        let place = class(before) * CLASSES + class(after);
        let position = &mut self.positions[place];
        if !position.recent.contains(&digits) {
            position.rises += u32::from(digits > position.recent[0]);
            position.recent.rotate_right(1);
            position.recent[0] = digits;
            // Half of everything keeps the shares and makes room.
            if position.seen == 1 << 24 {
                position.seen /= 2;
                position.valid /= 2;
                position.rises /= 2;
            }
            position.seen += 1;
            position.valid += u32::from(valid);
        }
        Place(place)
    }

    /// What the numbers taken so far say of those in one position.
    pub(super) fn verdict(&self, Place(place): Place) -> Verdict {
        let Position { seen, valid, rises, .. } = self.positions[place];
        let counts_upwards = seen >= ENOUGH_RISING && rises * 5 >= seen * 4 && valid * 2 < seen;
        if seen >= ENOUGH_FOR && valid * 5 >= seen * 4 {
            Verdict::For
        } else if counts_upwards || seen >= ENOUGH_AGAINST && valid * 10 < seen * 3 {
            Verdict::Against
        } else {
            Verdict::Nothing
        }
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

    /// The verdict on numbers of which the n-th is valid where `valid` says so.
    fn verdict(numbers: impl Iterator<Item = u8>, valid: impl Fn(usize) -> bool) -> Verdict {
        let mut siblings = Siblings::default();
        let mut place = Place(0);
        for (i, number) in numbers.enumerate() {
            place = siblings.take(b"(1234567890123)", 1, [number; 13], valid(i));
        }
        siblings.verdict(place)
    }

    /// Neither rising nor falling, all different.
    fn scattered(count: u8) -> impl Iterator<Item = u8> {
        (0..count).map(|i| i.wrapping_mul(101).wrapping_add(7))
    }

    #[test]
    fn shares_of_valid_numbers() {
        for (count, valid_of_ten, expected) in [
            (4, 10, Verdict::Nothing),
            (5, 10, Verdict::For),
            (20, 8, Verdict::For),
            (20, 7, Verdict::Nothing),
            (20, 3, Verdict::Nothing),
            (9, 0, Verdict::Nothing),
            (10, 2, Verdict::Against),
            (20, 1, Verdict::Against),
        ] {
            assert_eq!(
                verdict(scattered(count), |i| i % 10 < valid_of_ten),
                expected,
                "{count} {valid_of_ten}"
            );
        }
    }

    #[test]
    fn rising_numbers() {
        assert_eq!(verdict(1..8, |i| i == 3), Verdict::Against);
        assert_eq!(verdict(1..100, |_| true), Verdict::For);
        assert_eq!(verdict(1..100, |i| i % 2 == 0), Verdict::Nothing);
    }

    #[test]
    fn one_number_said_often_is_no_evidence() {
        assert_eq!(verdict([7, 9].into_iter().cycle().take(100), |_| true), Verdict::Nothing);
    }

    #[test]
    fn positions_are_kept_apart() {
        let mut siblings = Siblings::default();
        for number in scattered(30) {
            siblings.take(b"\n1234567890123 ", 1, [number; 13], false);
        }
        let other = siblings.take(b"/1234567890123\n", 1, [1; 13], true);
        assert_eq!(siblings.verdict(other), Verdict::Nothing);
        let same = siblings.take(b"1234567890123 ", 0, [1; 13], true);
        assert_eq!(siblings.verdict(same), Verdict::Against);
    }
}
