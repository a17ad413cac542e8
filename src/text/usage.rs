//! What is wrong with a command line, in both languages; clap's own text is quoted only for what has
//! no sentence here.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use phrom_checklists::answer::PagesError;
use phrom_checklists::bilingual::Lang;
use phrom_checklists::id::NotKebab;

use super::{Both, pick};
use crate::args::value::BadValue;

/// What is wrong, the usage of the command, and where to read more; or the help itself where a
/// command was named and nothing else.
pub fn sentence(lang: Lang, error: &Error) -> String {
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return error.to_string().trim_end().to_owned();
    }
    let mut lines = vec![what(lang, error)];
    lines.extend(suggestion(lang, error));
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        let usage = usage.trim().trim_start_matches("Usage:").trim();
        lines.push(format!("{} {usage}", USAGE.say(lang)));
    }
    lines.push(SEE_HELP.say(lang).to_owned());
    lines.join("\n")
}

fn what(lang: Lang, error: &Error) -> String {
    let text = |kind| texts(error, kind).join(" ");
    let argument = || text(ContextKind::InvalidArg);
    let value = || text(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::MissingRequiredArgument => {
            pick(lang, format!("ยังขาดค่าที่ต้องระบุ: {}", argument()), format!("Missing: {}", argument()))
        }
        ErrorKind::UnknownArgument => pick(
            lang,
            format!("ไม่รู้จักตัวเลือกหรือค่า {}", argument()),
            format!("No such option or value: {}", argument()),
        ),
        ErrorKind::InvalidSubcommand => {
            let name = text(ContextKind::InvalidSubcommand);
            pick(lang, format!("ไม่มีคำสั่ง {name}"), format!("No such command: {name}"))
        }
        ErrorKind::MissingSubcommand => pick(lang, "ยังไม่ได้ระบุคำสั่ง", "A command is missing"),
        ErrorKind::InvalidValue if value().is_empty() => {
            pick(lang, format!("{} ต้องมีค่า", argument()), format!("{} needs a value", argument()))
        }
        ErrorKind::InvalidValue => {
            let allowed = texts(error, ContextKind::ValidValue).join(" ");
            pick(
                lang,
                format!("ค่า {} ใช้กับ {} ไม่ได้ ค่าที่ใช้ได้: {allowed}", value(), argument()),
                format!("{} cannot be used for {}; it takes: {allowed}", value(), argument()),
            )
        }
        ErrorKind::ValueValidation => {
            let why = reason(lang, error);
            pick(
                lang,
                format!("ค่า {} ใช้กับ {} ไม่ได้: {why}", value(), argument()),
                format!("{} cannot be used for {}: {why}", value(), argument()),
            )
        }
        ErrorKind::ArgumentConflict => {
            let other = text(ContextKind::PriorArg);
            pick(
                lang,
                format!("{} ใช้ซ้ำหรือใช้ร่วมกับ {other} ไม่ได้", argument()),
                format!("{} cannot be given twice or together with {other}", argument()),
            )
        }
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooManyValues => pick(
            lang,
            format!("จำนวนค่าของ {} ไม่ถูกต้อง", argument()),
            format!("{} does not take this number of values", argument()),
        ),
        ErrorKind::InvalidUtf8 => pick(lang, "ค่าที่ระบุมีอักขระที่ไม่ใช่ UTF-8", "A value is not valid UTF-8"),
        _ => {
            let own = error.to_string();
            let own = own.trim_end();
            pick(
                lang,
                format!("คำสั่งที่พิมพ์ไม่ถูกต้อง ตัวอ่านคำสั่งแจ้งว่า: {own}"),
                format!("The command line is wrong. Its reader says: {own}"),
            )
        }
    }
}

fn reason(lang: Lang, error: &Error) -> String {
    let Some(source) = error.source() else {
        return String::new();
    };
    if let Some(bad) = source.downcast_ref::<BadValue>() {
        return match (lang, bad) {
            (Lang::En, bad) => bad.to_string(),
            (Lang::Th, BadValue::Day) => "ต้องเป็น ปี-เดือน-วัน เช่น 2026-11-25".into(),
            (Lang::Th, BadValue::BuddhistYear { year }) => {
                format!("{year} เป็นปี พ.ศ. ให้เขียนเป็น ค.ศ. {}", year - 543)
            }
            (Lang::Th, BadValue::Year) => "ปีต้องอยู่ระหว่าง ค.ศ. 1900 ถึง 2200".into(),
            (Lang::Th, BadValue::Round) => "ต้องเป็น ปีงบประมาณ-ครั้งที่ เช่น 2570-1".into(),
            (Lang::Th, BadValue::Row) => "ต้องเป็น รหัสข้อ/รหัสแถว ตามที่ phrom answer list แสดง".into(),
            (Lang::Th, BadValue::Baht) => {
                "ต้องเป็นจำนวนบาท ทศนิยมไม่เกินสองตำแหน่ง ไม่ใส่จุลภาค เช่น 1250000 หรือ 12500.50".into()
            }
            (Lang::Th, BadValue::Category) => {
                "ต้องเป็นสามคำจาก low medium high คั่นด้วยจุลภาค เช่น high,medium,low".into()
            }
        };
    }
    if source.is::<PagesError>() {
        return pick(lang, "ต้องเป็นเลขหน้าเรียงจากน้อยไปมาก เช่น 3-5,9", "expected rising pages such as 3-5,9");
    }
    if source.is::<NotKebab>() {
        return pick(
            lang,
            "รหัสใช้อักษร a-z ตัวเลข และขีดกลางเท่านั้น",
            "an id has lower case letters a-z, digits and single hyphens",
        );
    }
    source.to_string()
}

fn suggestion(lang: Lang, error: &Error) -> Option<String> {
    let kinds = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let near: Vec<String> = kinds.into_iter().flat_map(|kind| texts(error, kind)).collect();
    let near = near.join(" ");
    (!near.is_empty()).then(|| pick(lang, format!("ที่ใกล้เคียง: {near}"), format!("Nearest: {near}")))
}

fn texts(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        _ => Vec::new(),
    }
}

const USAGE: Both = Both { th: "วิธีใช้:", en: "Usage:" };
const SEE_HELP: Both =
    Both { th: "ดูคำอธิบายด้วย --help", en: "More with --help" };

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn said(lang: Lang, arguments: &[&str]) -> String {
        let command = crate::text::help::localize(crate::args::Cli::command(), lang);
        let error = command.try_get_matches_from(arguments).expect_err("wrong usage");
        sentence(lang, &error)
    }

    #[test]
    fn each_mistake_has_its_sentence_and_none_is_claps() {
        let table: [(&[&str], &str, &str); 10] = [
            (&["phrom", "check"], "ยังขาดค่าที่ต้องระบุ: ", "--tls"),
            (&["phrom", "bogus"], "ไม่มีคำสั่ง bogus", "วิธีใช้: phrom"),
            (&["phrom", "chekc"], "ไม่มีคำสั่ง chekc", "ที่ใกล้เคียง: check"),
            (&["phrom", "gate", "--frob"], "ไม่รู้จักตัวเลือกหรือค่า --frob", "วิธีใช้: phrom gate"),
            (&["phrom", "gate", "--lang", "xx"], "ค่า xx ใช้กับ --lang <LANG> ไม่ได้", "ค่าที่ใช้ได้: th en"),
            (&["phrom", "gate", "--as-of", "2569-01-01"], "เป็นปี พ.ศ.", "ค.ศ. 2026"),
            (&["phrom", "answer", "x"], "ไม่มีคำสั่ง x", "phrom answer [ตัวเลือก] <คำสั่ง>"),
            (&["phrom", "gate", "--as-of"], "--as-of <DATE> ต้องมีค่า", "--help"),
            (&["phrom", "fact", "set", "A B", "true"], "รหัสใช้อักษร a-z", "ค่า A B"),
            (&["phrom", "gate", "--lang", "th", "--lang", "en"], "--lang <LANG> ใช้ซ้ำ", "--help"),
        ];
        for (arguments, first, second) in table {
            let thai = said(Lang::Th, arguments);
            assert!(thai.contains(first) && thai.contains(second), "{arguments:?}: {thai}");
            for word in ["error:", "Usage", "OPTIONS", "COMMAND", "possible values", "required"] {
                assert!(!thai.contains(word), "{arguments:?}: {thai}");
            }
            let english = said(Lang::En, arguments);
            assert!(!english.contains("error:"), "{english}");
        }
    }
}
