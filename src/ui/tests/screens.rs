//! Every screen at three sizes in both languages, and without colours and symbols.

use ratatui::style::Color;

use super::*;

const SCREENS: [(&str, &str); 16] = [
    ("home", ""),
    ("sections", "c"),
    ("search", "c/เข้า<enter>"),
    ("controls", "c<enter>"),
    ("control", "c<enter><enter>"),
    ("contradicted", "<enter>"),
    ("answers", "c<enter><enter><enter>"),
    ("not_applicable", "c<enter><enter>a"),
    ("evidence", "c<enter><enter>e"),
    ("remark", "c<enter>m"),
    ("facts", "i"),
    ("systems", "Sj"),
    ("scan", "s"),
    ("findings", "f"),
    ("finding", "f<enter>"),
    ("report", "r<enter>"),
];

fn picture(keys: &str, options: Options, sizes: &[(u16, u16)]) -> String {
    let mut pictures = String::new();
    for (width, height) in sizes {
        let mut robot = Robot::at(Memory::busy(), *width, *height, options);
        robot.keys(keys);
        pictures.push_str(&format!("{width}x{height}\n{}\n\n", robot.screen()));
    }
    pictures
}

#[test]
fn screens() {
    for (name, keys) in SCREENS {
        for (tag, lang) in [("th", Lang::Th), ("en", Lang::En)] {
            let keys = if lang == Lang::En { keys.replace("เข้า", "encr") } else { keys.to_owned() };
            let sizes = [(100, 30), (80, 24), (60, 16)];
            insta::assert_snapshot!(
                format!("{name}_{tag}"),
                picture(&keys, Options { lang, ..OPTIONS }, &sizes)
            );
        }
    }
}

#[test]
fn blank_assessment() {
    for (tag, lang) in [("th", Lang::Th), ("en", Lang::En)] {
        let mut pictures = String::new();
        for keys in ["", "S", "s", "f", "i"] {
            let mut robot = Robot::at(Memory::new(), 80, 24, Options { lang, ..OPTIONS });
            robot.keys(keys);
            pictures.push_str(&format!("keys {keys:?}\n{}\n\n", robot.screen()));
        }
        insta::assert_snapshot!(format!("blank_{tag}"), pictures);
    }
}

#[test]
fn help_and_palette() {
    for (tag, lang) in [("th", Lang::Th), ("en", Lang::En)] {
        let options = Options { lang, ..OPTIONS };
        let help = picture("c<enter><enter>?", options, &[(80, 60)]);
        let palette = picture("c<enter><enter>:", options, &[(80, 24), (60, 16)]);
        insta::assert_snapshot!(format!("help_{tag}"), format!("{help}{palette}"));
    }
}

#[test]
fn ascii() {
    let options = Options { symbols: Symbols::Ascii, ..OPTIONS };
    let mut picture = picture("", options, &[(80, 24)]);
    picture.push_str(&self::picture("c<enter><enter>", options, &[(100, 30)]));
    insta::assert_snapshot!(picture);
    for c in picture.chars().filter(|c| !c.is_ascii()) {
        assert!(('\u{e00}'..='\u{e7f}').contains(&c), "{c:?} is neither ASCII nor Thai");
    }
}

#[test]
fn a_locale_without_thai_sends_ascii_alone() {
    let options = Options { lang: Lang::En, symbols: Symbols::AsciiOnly, ..OPTIONS };
    for (_, keys) in SCREENS {
        assert!(picture(keys, options, &[(100, 30), (80, 24)]).is_ascii(), "{keys}");
    }
}

#[test]
fn without_colour_no_cell_has_one_and_the_cursor_is_still_seen() {
    for (name, keys) in SCREENS {
        let mut robot = Robot::at(Memory::busy(), 100, 30, Options { color: false, ..OPTIONS });
        robot.keys(keys);
        let buffer = robot.terminal.backend().buffer();
        for cell in buffer.content() {
            assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset), "{name}");
        }
        if name == "home" || name == "control" {
            let reversed = ratatui::style::Modifier::REVERSED;
            assert!(buffer.content().iter().any(|c| c.modifier.contains(reversed)), "{name}");
        }
    }
}

#[test]
fn colours_are_few() {
    let mut seen = std::collections::BTreeSet::new();
    for (_, keys) in SCREENS {
        let mut robot = Robot::at(Memory::busy(), 100, 30, OPTIONS);
        robot.keys(keys);
        seen.extend(
            robot.terminal.backend().buffer().content().iter().map(|c| format!("{:?}/{:?}", c.fg, c.bg)),
        );
    }
    let few = ["Cyan/Reset", "Indexed(240)/Reset", "Indexed(245)/Reset", "Red/Reset", "Reset/Reset"];
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), few);
}
