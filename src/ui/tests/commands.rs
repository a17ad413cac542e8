use super::*;
use crate::ui::command::{Action, Command, find};
use crate::ui::keys::Key;

/// Keys that lead to every screen.
const SCREENS: [&str; 17] = [
    "",
    "c",
    "c<enter>",
    "c<enter><enter>",
    "c<enter><enter><enter>",
    "c<enter><enter>a",
    "c<enter><enter>e",
    "c<enter><enter>e<enter>",
    "c<enter>m",
    "i",
    "i<enter>",
    "S",
    "Sa",
    "s",
    "f",
    "f<enter>",
    "r",
];

#[test]
fn no_key_does_two_things() {
    for keys in SCREENS {
        let mut robot = Robot::new(Memory::busy());
        robot.keys(keys);
        let commands = robot.app.commands(&mut robot.desk);
        let mut seen: Vec<Key> = Vec::new();
        for command in commands.iter().filter(|c| !is_form(c.action)) {
            for key in command.action.keys() {
                // In a list Left is back and in a scan x stops: one key, one meaning per screen.
                assert!(!seen.contains(key), "{key} does two things at {keys:?}");
                seen.push(*key);
            }
        }
        let twins: Vec<Key> = ('\u{e01}'..='\u{e5b}').map(Key::Char).filter(|k| k.twin().is_some()).collect();
        assert!(twins.iter().all(|twin| !seen.contains(twin)), "a twin is a key of its own at {keys:?}");
    }
}

/// Forms and texts take keys before the commands of other screens do.
fn is_form(action: Action) -> bool {
    matches!(
        action,
        Action::NextField
            | Action::PreviousField
            | Action::SaveForm
            | Action::StartForm
            | Action::CancelForm
            | Action::SaveText
            | Action::RevertText
    )
}

#[test]
fn a_twin_finds_the_same_command() {
    let mut robot = Robot::new(Memory::busy());
    robot.keys("c<enter><enter>");
    let commands = robot.app.commands(&mut robot.desk);
    for twin in ('\u{e01}'..='\u{e5b}').map(Key::Char) {
        let Some(latin) = twin.twin() else { continue };
        let action = |key| find(&commands, key).map(|c: &Command| c.action);
        assert_eq!(action(twin), action(latin), "{twin} and {latin}");
    }
}

#[test]
fn footer_help_and_palette_say_the_same() {
    for keys in SCREENS {
        let mut robot = Robot::at(Memory::busy(), 200, 120, Options { lang: Lang::En, ..OPTIONS });
        robot.keys(keys);
        let commands = robot.app.commands(&mut robot.desk);
        let footer = robot.screen().lines().last().unwrap().to_owned();
        if robot.typing() {
            continue;
        }
        for command in commands.iter().filter(|c| c.footer) {
            let named = format!("{} {}", command.key, command.action.short().say(Lang::En));
            assert!(footer.contains(&named), "{named:?} is not in the footer at {keys:?}: {footer}");
        }
        robot.keys("?");
        for command in &commands {
            robot.sees(&command.action.keys()[0].to_string());
            let said = command.action.long().say(Lang::En);
            robot.sees(&said[..said.len().min(60)]);
        }
        robot.keys("<esc>:");
        for command in commands.iter().filter(|c| c.action != Action::Palette) {
            robot.sees(command.action.long().say(Lang::En));
        }
    }
}

#[test]
fn the_footer_never_loses_help() {
    for (width, lang) in [(60, Lang::Th), (60, Lang::En), (80, Lang::Th), (100, Lang::Th)] {
        for keys in SCREENS {
            let mut robot = Robot::at(Memory::busy(), width, 16, Options { lang, ..OPTIONS });
            robot.keys(keys);
            if !robot.typing() {
                let footer = robot.screen().lines().last().unwrap().to_owned();
                assert!(footer.contains(&format!("? {}", Action::Help.short().say(lang))), "{footer}");
            }
        }
    }
}

impl Robot {
    fn typing(&mut self) -> bool {
        self.app.typing()
    }
}
