//! Dates as people read them: the Buddhist era in Thai, the common era in English.
//!
//! Files keep ISO 8601 in the common era.

use jiff::Timestamp;
use jiff::civil::Date;
use phrom_checklists::expiry::in_bangkok;

use crate::json::Lang;

const MONTHS_TH: [&str; 12] = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
];
const SHORT_TH: [&str; 12] =
    ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SHORT_EN: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `21 พฤศจิกายน 2569`, `21 November 2026`.
pub fn long(date: Date, lang: Lang) -> String {
    written(date, lang, &MONTHS_TH, &MONTHS_EN)
}

/// `21 พ.ย. 2569`, `21 Nov 2026`.
pub fn short(date: Date, lang: Lang) -> String {
    written(date, lang, &SHORT_TH, &SHORT_EN)
}

/// `21 พ.ย. 2569 เวลา 14:05 น.`, `21 Nov 2026, 14:05`, in Asia/Bangkok.
pub fn moment(at: Timestamp, lang: Lang) -> String {
    let local = in_bangkok(at);
    let (hour, minute) = (local.hour(), local.minute());
    let date = short(local.date(), lang);
    match lang {
        Lang::Th => format!("{date} เวลา {hour:02}:{minute:02} น."),
        Lang::En => format!("{date}, {hour:02}:{minute:02} (UTC+7)"),
    }
}

fn written(date: Date, lang: Lang, thai: &[&str; 12], english: &[&str; 12]) -> String {
    let month = usize::try_from(date.month() - 1).unwrap_or(0).min(11);
    match lang {
        Lang::Th => format!("{} {} {}", date.day(), thai[month], i32::from(date.year()) + 543),
        Lang::En => format!("{} {} {}", date.day(), english[month], date.year()),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates() {
        let day = date(2026, 11, 21);
        assert_eq!(long(day, Lang::Th), "21 พฤศจิกายน 2569");
        assert_eq!(short(day, Lang::Th), "21 พ.ย. 2569");
        assert_eq!(long(day, Lang::En), "21 November 2026");
        assert_eq!(short(date(2028, 2, 29), Lang::Th), "29 ก.พ. 2571");
        assert_eq!(short(date(2026, 1, 1), Lang::Th), "1 ม.ค. 2569");
        assert_eq!(long(date(-9999, 1, 1), Lang::Th), "1 มกราคม -9456");
        assert_eq!(long(date(9999, 12, 31), Lang::Th), "31 ธันวาคม 10542");
    }

    #[test]
    fn a_moment_is_told_in_bangkok() {
        let at: Timestamp = "2026-11-20T17:30:00Z".parse().unwrap();
        assert_eq!(moment(at, Lang::Th), "21 พ.ย. 2569 เวลา 00:30 น.");
        assert_eq!(moment(at, Lang::En), "21 Nov 2026, 00:30 (UTC+7)");
        assert!(!moment(Timestamp::MAX, Lang::En).is_empty());
        assert!(!moment(Timestamp::MIN, Lang::En).is_empty());
    }
}
