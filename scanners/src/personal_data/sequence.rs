//! Thirteen-digit numbers that only count upwards: serial numbers and timestamps. Every eleventh of
//! them has a valid check digit by chance, while a sorted list of national IDs is valid throughout.

/// The last thirteen-digit numbers of a text.
#[derive(Default)]
pub(super) struct Sequence {
    last: [u8; 13],
    /// Numbers in the increasing run so far, and how many of them are valid.
    length: u32,
    valid: u32,
    /// Where the last number began.
    at: usize,
}

/// Numbers an increasing run must have before it means something.
const ENOUGH: u32 = 6;

impl Sequence {
    /// Takes the next number of the text.
    pub(super) fn push(&mut self, at: usize, digits: [u8; 13], valid: bool) {
        if digits <= self.last {
            self.length = 0;
            self.valid = 0;
        }
        self.last = digits;
        self.length += 1;
        self.valid += u32::from(valid);
        self.at = at;
    }

    /// To be called when places begin to mean something else.
    pub(super) fn forget_place(&mut self) {
        self.at = usize::MAX;
    }

    /// True where the number at `at` was the last one taken and the run it ends is of another kind.
    pub(super) fn speaks_against(&self, at: usize) -> bool {
        at == self.at && self.length >= ENOUGH && self.valid * 2 < self.length
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_and_sorted_ids() {
        let mut serial = Sequence::default();
        let mut ids = Sequence::default();
        for i in 0..20 {
            serial.push(i, [i as u8; 13], i % 11 == 9);
            ids.push(i, [i as u8; 13], true);
            assert!(!ids.speaks_against(i));
        }
        assert!(serial.speaks_against(19));
        assert!(!serial.speaks_against(18));
        serial.push(20, [5; 13], true);
        assert!(!serial.speaks_against(20));
    }
}
