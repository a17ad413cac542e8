//! The slow twin of the engine: plain regular expressions tried at every byte, and validators written a
//! second time. It shares no code with what it checks; only the list of top-level domains is common.

use std::sync::LazyLock;

use regex::bytes::Regex;

/// Kind, first byte, byte behind the last, canonical value.
pub(super) type Value = (&'static str, usize, usize, String);

/// Every valid value in a text, sorted.
pub(super) fn find(text: &[u8]) -> Vec<Value> {
    let mut values = Vec::new();
    for at in 0..text.len() {
        values.extend(national_id(text, at));
        values.extend(telephone(text, at));
        values.extend(email(text, at));
    }
    values.sort();
    values
}

const DIGITS: [&str; 3] = ["[0-9]", r"\xE0\xB9[\x90-\x99]", r"[\xF0-\xF9]"];
const ANY_DIGIT: &str = r"(?:[0-9]|\xE0\xB9[\x90-\x99]|[\xF0-\xF9])";
const HYPHEN: &str = "-";
const SPACE: &str = " ";
const NO_BREAK: &str = r"(?:\xC2\xA0|\xA0)";
const DASH: &str = r"(?:\xE2\x80[\x90-\x93]|\x96)";

fn compile(pattern: &str) -> Regex {
    Regex::new(&format!("(?s-u:{pattern})")).unwrap()
}

/// The match of the first pattern that matches at the start of `text`.
fn at_start(patterns: &[Regex], text: &[u8]) -> Option<usize> {
    patterns.iter().find_map(|pattern| pattern.find(text)).map(|found| found.end())
}

fn stands_alone(text: &[u8], start: usize, end: usize) -> bool {
    static LEFT: LazyLock<Regex> =
        LazyLock::new(|| compile(&format!(r"(?:[A-Za-z_]|{ANY_DIGIT}|{ANY_DIGIT}\.)\z")));
    static ESCAPE: LazyLock<Regex> = LazyLock::new(|| compile(r"\\[nrtbfv]\z"));
    static RIGHT: LazyLock<Regex> =
        LazyLock::new(|| compile(&format!(r"\A(?:[A-Za-z_]|{ANY_DIGIT}|\.{ANY_DIGIT})")));
    static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
        compile(r"\A\.0(?:\z|[^0-9\xE0\xF0-\xF9]|\xE0(?:\z|[^\xB9]|\xB9(?:\z|[^\x90-\x99])))")
    });
    let before = &text[start.saturating_sub(8)..start];
    let after = &text[end..];
    let left = LEFT.is_match(before) && !ESCAPE.is_match(before);
    let right = RIGHT.is_match(after) && !WHOLE.is_match(after);
    !left && !right
}

fn digits(text: &[u8]) -> String {
    let mut digits = String::new();
    for (i, byte) in text.iter().enumerate() {
        match byte {
            b'0'..=b'9' => digits.push(char::from(*byte)),
            0xF0..=0xF9 => digits.push(char::from(*byte - 0xF0 + b'0')),
            0x90..=0x99 if i > 1 && text[i - 2..i] == [0xE0, 0xB9] => {
                digits.push(char::from(*byte - 0x90 + b'0'));
            }
            _ => {}
        }
    }
    digits
}

fn national_id(text: &[u8], at: usize) -> Option<Value> {
    static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        let mut patterns = Vec::new();
        for d in DIGITS {
            patterns.push(compile(&format!(r"\A(?:{d}){{13}}")));
            for s in [HYPHEN, SPACE, NO_BREAK, DASH] {
                patterns.push(compile(&format!(r"\A{d}{s}(?:{d}){{4}}{s}(?:{d}){{5}}{s}(?:{d}){{2}}{s}{d}")));
            }
        }
        patterns
    });
    const PROVINCES: &str = "10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 30 31 32 33 34 35 36 37 38 39 40 41 \
        42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 67 70 71 72 73 74 75 76 77 80 81 82 83 \
        84 85 86 90 91 92 93 94 95 96";
    let end = at + at_start(&PATTERNS, &text[at..])?;
    let number = digits(&text[at..end]);
    let mut sum = 0;
    for (i, c) in number.chars().take(12).enumerate() {
        sum += c.to_digit(10).unwrap() as usize * (13 - i);
    }
    let rest = sum % 11;
    let check = if rest <= 1 { 1 - rest } else { 11 - rest };
    let valid = ('1'..='8').contains(&number.chars().next().unwrap())
        && PROVINCES.split(' ').any(|code| code == &number[1..3])
        && number.ends_with(&check.to_string());
    (valid && stands_alone(text, at, end)).then_some(("national id", at, end, number))
}

fn telephone(text: &[u8], at: usize) -> Option<Value> {
    fn layouts(d: &str, sizes: &[&[usize]], bracket: bool) -> String {
        let s = format!(r"(?:-| |\.|{NO_BREAK}|{DASH})");
        let one = |sizes: &&[usize]| {
            let groups: Vec<String> = sizes.iter().map(|size| format!("(?:{d}){{{size}}}")).collect();
            match groups.split_first() {
                Some((first, rest)) if bracket && !rest.is_empty() => {
                    format!(r"{first}(?:\){s}?|{s}){}", rest.join(&s))
                }
                _ => groups.join(&s),
            }
        };
        sizes.iter().map(one).collect::<Vec<_>>().join("|")
    }
    fn pick(d: &str, values: &[u8]) -> String {
        let value = |value: &u8| match d {
            "[0-9]" => value.to_string(),
            r"[\xF0-\xF9]" => format!(r"\xF{value}"),
            _ => format!(r"\xE0\xB9\x9{value}"),
        };
        format!("(?:{})", values.iter().map(value).collect::<Vec<_>>().join("|"))
    }
    // `regex` has no lookahead: prefix and layout are matched one after the other.
    struct Line {
        prefix: Regex,
        whole: Regex,
        mobile: bool,
    }
    fn lines(d: &str, lead: &str, national_spelling: bool, bracket: bool) -> Vec<Line> {
        let zero = if national_spelling { pick(d, &[0]) } else { String::new() };
        let cut =
            |sizes: &[&[usize]]| -> Vec<Vec<usize>> { sizes.iter().map(|sizes| sizes.to_vec()).collect() };
        let (mobile, bangkok, province) = if national_spelling {
            (
                cut(&[&[10], &[3, 3, 4], &[3, 7], &[3, 4, 3], &[2, 4, 4], &[2, 8]]),
                cut(&[&[9], &[2, 3, 4], &[2, 7], &[2, 4, 3]]),
                cut(&[&[9], &[3, 3, 3], &[3, 6]]),
            )
        } else {
            (
                cut(&[&[9], &[2, 3, 4], &[2, 7], &[2, 4, 3], &[1, 4, 4], &[1, 8]]),
                cut(&[&[8], &[1, 3, 4], &[1, 7]]),
                cut(&[&[8], &[2, 3, 3], &[2, 6]]),
            )
        };
        let whole = |sizes: &[Vec<usize>]| {
            let sizes: Vec<&[usize]> = sizes.iter().map(Vec::as_slice).collect();
            compile(&format!(r"\A{lead}(?:{})", layouts(d, &sizes, bracket)))
        };
        let province_prefix: Vec<String> = [
            (3, vec![2, 4, 5, 6, 7, 8, 9]),
            (4, vec![2, 3, 4, 5]),
            (5, vec![3, 4, 5, 6]),
            (7, vec![3, 4, 5, 6, 7]),
        ]
        .iter()
        .map(|(first, second)| format!("{}{}", pick(d, &[*first]), pick(d, second)))
        .collect();
        vec![
            Line {
                prefix: compile(&format!(r"\A{lead}{zero}{}", pick(d, &[6, 8, 9]))),
                whole: whole(&mobile),
                mobile: true,
            },
            Line {
                prefix: compile(&format!(r"\A{lead}{zero}{}", pick(d, &[2]))),
                whole: whole(&bangkok),
                mobile: false,
            },
            Line {
                prefix: compile(&format!(r"\A{lead}{zero}(?:{})", province_prefix.join("|"))),
                whole: whole(&province),
                mobile: false,
            },
        ]
    }
    static PLAIN: LazyLock<Vec<Line>> =
        LazyLock::new(|| DIGITS.iter().flat_map(|d| lines(d, "", true, false)).collect());
    static BRACKET: LazyLock<Vec<Line>> =
        LazyLock::new(|| DIGITS.iter().flat_map(|d| lines(d, "", true, true)).collect());
    static ABROAD: LazyLock<Vec<Line>> = LazyLock::new(|| {
        let s = format!(r"(?:-| |\.|{NO_BREAK}|{DASH})");
        DIGITS
            .iter()
            .flat_map(|d| {
                let code = pick(d, &[6]).repeat(2);
                let lead = format!(r"\+{code}{s}?(?:\(0\){s}?)?");
                let mut all = lines(d, &lead, false, false);
                all.extend(lines(d, &lead, true, false));
                all
            })
            .collect()
    });
    static UNBROKEN: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        DIGITS
            .iter()
            .map(|d| compile(&format!(r"\A{}{}(?:{d}){{8}}", pick(d, &[6]).repeat(2), pick(d, &[6, 8, 9]))))
            .collect()
    });
    let rest = &text[at..];
    let is_plus = rest.starts_with(b"+");
    let bracket = at > 0 && text[at - 1] == b'(';
    let families: &[Line] = if is_plus {
        &ABROAD
    } else if bracket {
        &BRACKET
    } else {
        &PLAIN
    };
    for line in families {
        if !line.prefix.is_match(rest) {
            continue;
        }
        let Some(found) = line.whole.find(rest) else { continue };
        let end = at + found.end();
        let mut number = digits(found.as_bytes());
        if is_plus {
            let national = number[2..].trim_start_matches('0').to_owned();
            number = format!("0{national}");
        }
        if stands_alone(text, at, end) {
            let kind = if line.mobile { "mobile" } else { "fixed" };
            return Some((kind, at, end, number));
        }
    }
    let after_plus = at > 0 && text[at - 1] == b'+';
    let end = at + at_start(&UNBROKEN, rest)?;
    (!after_plus && stands_alone(text, at, end)).then(|| {
        let number = digits(&text[at..end]);
        ("mobile", at, end, format!("0{}", &number[2..]))
    })
}

/// The address whose `@` stands at `at`.
fn email(text: &[u8], at: usize) -> Option<Value> {
    static LOCAL: LazyLock<Regex> = LazyLock::new(|| compile(r"[A-Za-z0-9._+'-]+\z"));
    static DOMAIN: LazyLock<Regex> = LazyLock::new(|| compile(r"\A[A-Za-z0-9.-]+"));
    static SHAPE: LazyLock<Regex> =
        LazyLock::new(|| compile(r"\A(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+([A-Za-z0-9-]+)\z"));
    static MACHINE: LazyLock<Regex> = LazyLock::new(|| {
        compile(r"(?i)\A(?:(?:git|hg|svn)\z|noreply|no-reply|no_reply|donotreply|do-not-reply|mailer-daemon)")
    });
    static LOGIN: LazyLock<Regex> = LazyLock::new(|| compile(r"//(?:[A-Za-z0-9._+'-]{0,64}:)?\z"));
    if text[at] != b'@' {
        return None;
    }
    let run = LOCAL.find(&text[..at])?;
    if run.len() > 64 {
        return None;
    }
    let mut start = run.start();
    let before = &text[..start];
    if before.ends_with(b"\\") && run.len() > 1 && b"nrt".contains(&text[start]) {
        start += 1;
    } else if before.ends_with(b"%") && compile(r"\A[0-9A-Fa-f]{2}.").is_match(run.as_bytes()) {
        start += 2;
    }
    while start < at && b".'-+".contains(&text[start]) {
        start += 1;
    }
    let local = String::from_utf8(text[start..at].to_vec()).unwrap();
    if local.is_empty() || local.ends_with('.') || local.contains("..") || MACHINE.is_match(local.as_bytes())
    {
        return None;
    }
    if LOGIN.is_match(&text[..start]) {
        return None;
    }
    let run = DOMAIN.find(&text[at + 1..])?;
    if run.len() > 253 {
        return None;
    }
    let domain = String::from_utf8(run.as_bytes().to_vec()).unwrap();
    let domain = domain.trim_end_matches(['.', '-']);
    let shape = SHAPE.captures(domain.as_bytes())?;
    if !super::email::is_top_level(shape.get(1)?.as_bytes())
        || compile(r"\A(?:[1-9]x\.|(?i:openssh\.com|libssh\.org)\z)").is_match(domain.as_bytes())
    {
        return None;
    }
    let end = at + 1 + domain.len();
    Some(("email", start, end, format!("{local}@{domain}").to_ascii_lowercase()))
}

mod tests {
    use proptest::prelude::*;

    use super::super::engine::{self, Found};
    use super::super::people::{grouped, national_id, spellings, thai_numerals, windows_874};
    use super::super::phone::Line;
    use super::*;

    /// The engine's values, taken in parts that end at the given places.
    fn fast(text: &[u8], cuts: &[usize]) -> Vec<Value> {
        let mut values = Vec::new();
        let mut start = 0;
        for end in cuts.iter().copied().chain([text.len()]) {
            engine::find(text, start..end, |found| {
                let Found::Candidate(candidate) = found else { return };
                let range = candidate.range;
                let spelled = |digits: &[u8]| digits.iter().map(|digit| char::from(b'0' + digit)).collect();
                let (kind, value): (_, String) = match candidate.value {
                    engine::Value::NationalId { digits, .. } => ("national id", spelled(&digits)),
                    engine::Value::Phone { number, line, .. } => {
                        (if line == Line::Mobile { "mobile" } else { "fixed" }, spelled(line.number(&number)))
                    }
                    engine::Value::Email(_) => {
                        ("email", String::from_utf8_lossy(&text[range.clone()]).to_ascii_lowercase())
                    }
                };
                values.push((kind, range.start, range.end, value));
            });
            start = end;
        }
        values.sort();
        values
    }

    fn samples() -> Vec<String> {
        let mut samples = spellings(&national_id(1, 10, 1_700_230));
        for phone in
            ["0812345678", "081-234-5678", "08-1234-5678", "(081) 234 5678", "02-123-4567", "053 123456"]
        {
            samples.push(phone.to_owned());
            samples.push(thai_numerals(phone));
        }
        for other in
            ["+66812345678", "+66 81 234 5678", "+66 (0)2 123 4567", "66812345678", "somchai.j@agency.go.th"]
        {
            samples.push(other.to_owned());
        }
        samples
    }

    /// Every layout at every offset around the ends of blocks and parts, in both encodings.
    #[test]
    fn every_layout_at_every_offset() {
        for sample in samples() {
            for encode in [|text: &str| text.as_bytes().to_vec(), windows_874] {
                if sample.contains('\u{2011}') && encode("ก").len() == 1 {
                    continue;
                }
                let value = encode(&sample);
                for before in 0..200 {
                    let mut text = vec![b' '; before];
                    text.extend(&value);
                    text.extend([b' '; 70]);
                    let found = fast(&text, &[]);
                    assert_eq!(found.len(), 1, "{before}: {}", value.escape_ascii());
                    for cut in [64, 100, 128] {
                        let cut = cut.min(text.len());
                        assert_eq!(fast(&text, &[cut]), found, "{before}, cut at {cut}");
                    }
                    // The text may also end right behind the value.
                    text.truncate(before + value.len());
                    assert_eq!(fast(&text, &[]), found, "{before}, at the end");
                }
            }
        }
    }

    #[test]
    fn the_twins_agree_on_every_layout() {
        for sample in samples() {
            for around in ["", "x", "1", "_", ".", "-", "๑", "ก", ".5", ".0", "\\n", "+", "("] {
                for text in
                    [format!("{around}{sample}"), format!("{sample}{around}"), format!("1{around}{sample}")]
                {
                    assert_eq!(fast(text.as_bytes(), &[]), find(text.as_bytes()), "{text:?}");
                }
            }
        }
    }

    /// Pieces of which values are made, and what stands beside them.
    fn piece() -> impl Strategy<Value = Vec<u8>> {
        let id = (1u8..9, 10u8..97, 0u32..1_000_000_000).prop_map(|(a, b, c)| national_id(a, b, c));
        prop_oneof![
            6 => (id, 0usize..8).prop_map(|(id, layout)| match layout {
                0..3 => id,
                3 => grouped(&id, "-"),
                4 => grouped(&id, " "),
                5 => thai_numerals(&id),
                6 => thai_numerals(&grouped(&id, "\u{2013}")),
                _ => grouped(&id, "\u{a0}"),
            }.into_bytes()),
            3 => "0[2-9][0-9][- .]?[0-9]{3}[- .]?[0-9]{3,4}".prop_map(String::into_bytes),
            2 => "\\+?66[- ]?(\\(0\\))?[- ]?[0-9]{1,2}[- ]?[0-9]{3,4}[- ]?[0-9]{3,5}".prop_map(String::into_bytes),
            2 => "[a-z.'-]{1,8}@[a-z0-9.-]{1,8}\\.(com|th|png|co)".prop_map(String::into_bytes),
            4 => "[0-9]{1,15}".prop_map(String::into_bytes),
            4 => "[-. ()+@_:/\\\\n%a-cA-C]{1,4}".prop_map(String::into_bytes),
            2 => "[๐-๙กำ\u{a0}\u{2013}]{1,4}".prop_map(String::into_bytes),
            1 => prop::collection::vec(any::<u8>(), 1..4),
            1 => prop::collection::vec(0xF0u8..=0xF9, 1..14),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]

        #[test]
        fn the_twins_agree_on_anything(pieces in prop::collection::vec(piece(), 0..25), cut in 0usize..400) {
            let text = pieces.concat();
            let cut = cut.min(text.len());
            let slow = find(&text);
            prop_assert_eq!(fast(&text, &[]), slow.clone());
            prop_assert_eq!(fast(&text, &[cut]), slow);
        }
    }
}
