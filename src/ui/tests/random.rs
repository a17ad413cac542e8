use proptest::prelude::*;

use super::*;
use crate::ui::keys::Key;

const KEYS: [Key; 52] = [
    Key::Char('y'),
    Key::Char('n'),
    Key::Char('w'),
    Key::Char('a'),
    Key::Char('x'),
    Key::Char('u'),
    Key::Char('c'),
    Key::Char('i'),
    Key::Char('S'),
    Key::Char('s'),
    Key::Char('f'),
    Key::Char('r'),
    Key::Char('d'),
    Key::Char('t'),
    Key::Char('e'),
    Key::Char('m'),
    Key::Char('o'),
    Key::Char('v'),
    Key::Char('g'),
    Key::Char('G'),
    Key::Char('j'),
    Key::Char('k'),
    Key::Char('h'),
    Key::Char('l'),
    Key::Char('L'),
    Key::Char('H'),
    Key::Char(' '),
    Key::Char('/'),
    Key::Char(':'),
    Key::Char('?'),
    Key::Char('2'),
    Key::Char('5'),
    Key::Char('น'),
    Key::Char('้'),
    Key::Char('ำ'),
    Key::Enter,
    Key::Enter,
    Key::Enter,
    Key::Esc,
    Key::Tab,
    Key::BackTab,
    Key::Backspace,
    Key::Delete,
    Key::Up,
    Key::Down,
    Key::Left,
    Key::Right,
    Key::Home,
    Key::End,
    Key::PageUp,
    Key::PageDown,
    Key::Ctrl('s'),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is typed at whatever size: no panic, no change lost, no row too wide, no raw character.
    #[test]
    fn any_keys_at_any_size(
        keys in proptest::collection::vec((0usize..KEYS.len(), 0u8..100), 1..60),
        sizes in proptest::collection::vec((1u16..130, 1u16..40), 1..4),
        busy: bool,
        color: bool,
        thai: bool,
    ) {
        let lang = if thai { Lang::Th } else { Lang::En };
        let desk = if busy { Memory::busy() } else { Memory::new() };
        let (width, height) = sizes[0];
        let mut robot = Robot::at(desk, width.max(60), height.max(16), Options { lang, color, ..OPTIONS });
        let mut applied = robot.desk.log.len();
        let mut next = 1;
        for (key, chance) in keys {
            if chance == 0 && next < sizes.len() {
                robot.resize(sizes[next].0, sizes[next].1);
                next += 1;
            }
            robot.event(Event::Key(KEYS[key]));
            robot.screen();
            let now = robot.desk.log.len();
            // Only an undo takes back, and one at a time.
            prop_assert!(now + 1 >= applied, "{} changes became {}", applied, now);
            applied = now;
            // The palette may lead to quit.
            if robot.ended.is_some() {
                prop_assert_eq!(robot.ended, Some(Exit::Quit));
                break;
            }
        }
    }
}
