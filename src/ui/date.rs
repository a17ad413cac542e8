//! Days as people write and read them: Buddhist era in Thai, common era in English.

use jiff::civil::Date;
use phrom_checklists::bilingual::Lang;

/// Years between the eras.
const BUDDHIST: i16 = 543;

const MONTHS: [[&str; 4]; 12] = [
    ["ม.ค.", "มกราคม", "Jan", "January"],
    ["ก.พ.", "กุมภาพันธ์", "Feb", "February"],
    ["มี.ค.", "มีนาคม", "Mar", "March"],
    ["เม.ย.", "เมษายน", "Apr", "April"],
    ["พ.ค.", "พฤษภาคม", "May", "May"],
    ["มิ.ย.", "มิถุนายน", "Jun", "June"],
    ["ก.ค.", "กรกฎาคม", "Jul", "July"],
    ["ส.ค.", "สิงหาคม", "Aug", "August"],
    ["ก.ย.", "กันยายน", "Sep", "September"],
    ["ต.ค.", "ตุลาคม", "Oct", "October"],
    ["พ.ย.", "พฤศจิกายน", "Nov", "November"],
    ["ธ.ค.", "ธันวาคม", "Dec", "December"],
];

/// `31 ธ.ค. 2570` or `31 Dec 2027`.
pub(crate) fn write(date: Date, lang: Lang) -> String {
    let month = usize::from(date.month().unsigned_abs()).saturating_sub(1).min(11);
    match lang {
        Lang::Th => {
            format!("{} {} {}", date.day(), MONTHS[month][0], i32::from(date.year()) + i32::from(BUDDHIST))
        }
        Lang::En => format!("{} {} {}", date.day(), MONTHS[month][2], date.year()),
    }
}

/// Reads `31/12/2570`, `31 ธ.ค. 2570`, `31 ธันวาคม ๒๕๗๐`, `31 Dec 2027` or `2027-12-31`. A year from
/// 2400 is Buddhist; a year of two digits could be either era and is refused.
pub(crate) fn read(written: &str) -> Option<Date> {
    let written: String = written.trim().chars().map(latin_digit).collect();
    let parts: Vec<&str> = written
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | '-'))
        .filter(|p| !p.is_empty())
        .collect();
    let parts = match parts.as_slice() {
        [one] if one.split('.').count() == 3 => one.split('.').collect(),
        _ => parts,
    };
    let [first, month, last] = parts.as_slice() else { return None };
    let (day, year) = if first.len() == 4 { (last, first) } else { (first, last) };
    if year.len() != 4 {
        return None;
    }
    let year: i16 = year.parse().ok()?;
    let year = if year >= 2400 { year - BUDDHIST } else { year };
    Date::new(year, month_number(month)?, day.parse().ok()?).ok().filter(|d| (1900..2200).contains(&d.year()))
}

fn month_number(written: &str) -> Option<i8> {
    if let Ok(number) = written.parse() {
        return Some(number);
    }
    let written = written.to_lowercase();
    let bare = |name: &str| name.to_lowercase().replace('.', "");
    let at = MONTHS.iter().position(|names| names.iter().any(|name| bare(name) == bare(&written)))?;
    i8::try_from(at + 1).ok()
}

fn latin_digit(c: char) -> char {
    match c {
        '๐'..='๙' => char::from(b'0' + (u32::from(c) - u32::from('๐')) as u8),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn both_eras_are_read() {
        let day = date(2027, 12, 31);
        for written in [
            "31/12/2570",
            " 31-12-2570 ",
            "31.12.2570",
            "31 ธ.ค. 2570",
            "31 ธันวาคม 2570",
            "๓๑ ธันวาคม ๒๕๗๐",
            "31 Dec 2027",
            "31 december 2027",
            "2027-12-31",
            "2570-12-31",
            "31/12/2027",
        ] {
            assert_eq!(read(written), Some(day), "{written}");
        }
    }

    #[test]
    fn unclear_is_refused() {
        for written in
            ["", "31/12/70", "31/12", "32/12/2570", "29/2/2570", "x", "31 foo 2570", "1/1/1", "31/12/2399"]
        {
            assert_eq!(read(written), None, "{written}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_written_is_read(day in 0i32..80_000) {
            let date = date(1900, 1, 1).checked_add(jiff::Span::new().days(day)).unwrap();
            for lang in [Lang::Th, Lang::En] {
                prop_assert_eq!(read(&write(date, lang)), Some(date));
            }
        }
    }
}
