//! Every command there is, with its keys. Footer, help and palette are made from this list, and a
//! key does nothing that is not in it.

use super::keys::Key;
use crate::text::Both;
use crate::text::ui::commands;

/// Something a person can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Opens what is selected.
    Open,
    /// Takes what is selected.
    Choose,
    /// Answers the selected row.
    Met,
    /// Answers the selected row.
    Partial,
    /// Answers the selected row.
    NotMet,
    /// Marks the control.
    NotApplicable,
    /// Withdraws an answer or a mark.
    Clear,
    /// Goes on to what is not answered yet.
    NextUnanswered,
    /// Attaches, cites, detaches.
    Evidence,
    /// Opens the remark.
    Remark,
    /// Names who sees to it.
    Owner,
    /// Sets the agency's own date.
    Due,
    /// Takes one side of a conflict.
    Decide,
    /// Answers a fact.
    Yes,
    /// Answers a fact.
    No,
    /// Withdraws a fact.
    DontKnow,
    /// Adds a system.
    Add,
    /// Changes a system.
    Edit,
    /// Removes a system.
    Remove,
    /// Scans files for personal data.
    ScanData,
    /// Scans certificates and endpoints.
    ScanTls,
    /// Stops the scan.
    CancelScan,
    /// Shows or hides findings of low confidence.
    LowConfidence,
    /// Moves to the other pane.
    SwitchPane,
    /// To the next field.
    NextField,
    /// To the field before.
    PreviousField,
    /// Keeps what the form says.
    SaveForm,
    /// Begins what the form asks for.
    StartForm,
    /// Leaves the form.
    CancelForm,
    /// Keeps the text and closes.
    SaveText,
    /// Puts the text back as it was.
    RevertText,
    /// Moves.
    Up,
    /// Moves.
    Down,
    /// Moves.
    PageUp,
    /// Moves.
    PageDown,
    /// Moves.
    First,
    /// Moves.
    Last,
    /// Goes to the first screen.
    GoHome,
    /// Goes to the sections.
    GoChecklist,
    /// Goes to the facts.
    GoFacts,
    /// Goes to the systems.
    GoSystems,
    /// Goes to the scanners.
    GoScan,
    /// Goes to the findings.
    GoFindings,
    /// Goes to the report.
    GoReport,
    /// Back to where one came from.
    Back,
    /// Narrows a list.
    Filter,
    /// Takes back the last change.
    Undo,
    /// Thai or English.
    Language,
    /// Every command by name.
    Palette,
    /// Every command with its key.
    Help,
    /// Stops the program for a while.
    Suspend,
    /// Ends.
    Quit,
}

/// Where help lists a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Group {
    /// What this screen does.
    Here,
    /// Other screens.
    Go,
    /// The cursor.
    Move,
    /// The same on every screen.
    Everywhere,
}

impl Action {
    /// All of them.
    #[cfg(test)]
    pub(crate) const ALL: [Action; 52] = [
        Action::Open,
        Action::Choose,
        Action::Met,
        Action::Partial,
        Action::NotMet,
        Action::NotApplicable,
        Action::Clear,
        Action::NextUnanswered,
        Action::Evidence,
        Action::Remark,
        Action::Owner,
        Action::Due,
        Action::Decide,
        Action::Yes,
        Action::No,
        Action::DontKnow,
        Action::Add,
        Action::Edit,
        Action::Remove,
        Action::ScanData,
        Action::ScanTls,
        Action::CancelScan,
        Action::LowConfidence,
        Action::SwitchPane,
        Action::NextField,
        Action::PreviousField,
        Action::SaveForm,
        Action::StartForm,
        Action::CancelForm,
        Action::SaveText,
        Action::RevertText,
        Action::Up,
        Action::Down,
        Action::PageUp,
        Action::PageDown,
        Action::First,
        Action::Last,
        Action::GoHome,
        Action::GoChecklist,
        Action::GoFacts,
        Action::GoSystems,
        Action::GoScan,
        Action::GoFindings,
        Action::GoReport,
        Action::Back,
        Action::Filter,
        Action::Undo,
        Action::Language,
        Action::Palette,
        Action::Help,
        Action::Suspend,
        Action::Quit,
    ];

    /// The keys that do it; the first is the one that is shown.
    pub(crate) fn keys(self) -> &'static [Key] {
        use Key::{Char, Ctrl};
        match self {
            Action::Open => &[Key::Enter, Key::Right, Char('l')],
            Action::Choose => &[Key::Enter],
            Action::Met | Action::Yes => &[Char('y')],
            Action::Partial => &[Char('w')],
            Action::NotMet | Action::No => &[Char('n')],
            Action::NotApplicable | Action::Add => &[Char('a')],
            Action::Clear | Action::DontKnow | Action::Remove => &[Char('x'), Key::Backspace, Key::Delete],
            Action::NextUnanswered => &[Char(' ')],
            Action::Evidence | Action::Edit => &[Char('e')],
            Action::Remark => &[Char('m')],
            Action::Owner => &[Char('o')],
            Action::Due | Action::ScanData => &[Char('d')],
            Action::Decide => &[Char('p')],
            Action::ScanTls => &[Char('t')],
            Action::CancelScan => &[Char('x')],
            Action::LowConfidence => &[Char('v')],
            Action::SwitchPane => &[Key::Tab],
            Action::NextField => &[Key::Enter, Key::Tab, Key::Down],
            Action::PreviousField => &[Key::BackTab, Key::Up],
            Action::SaveForm | Action::StartForm => &[Ctrl('s'), Key::Enter],
            Action::CancelForm => &[Key::Esc],
            Action::SaveText => &[Key::Esc, Ctrl('s')],
            Action::RevertText => &[Ctrl('r')],
            Action::Up => &[Key::Up, Char('k')],
            Action::Down => &[Key::Down, Char('j')],
            Action::PageUp => &[Key::PageUp, Ctrl('b')],
            Action::PageDown => &[Key::PageDown, Ctrl('f')],
            Action::First => &[Key::Home, Char('g')],
            Action::Last => &[Key::End, Char('G')],
            Action::GoHome => &[Char('H')],
            Action::GoChecklist => &[Char('c')],
            Action::GoFacts => &[Char('i')],
            Action::GoSystems => &[Char('S')],
            Action::GoScan => &[Char('s')],
            Action::GoFindings => &[Char('f')],
            Action::GoReport => &[Char('r')],
            Action::Back => &[Key::Esc, Key::Left, Char('h')],
            Action::Filter => &[Char('/')],
            Action::Undo => &[Char('u')],
            Action::Language => &[Char('L')],
            Action::Palette => &[Char(':'), Ctrl('k')],
            Action::Help => &[Char('?')],
            Action::Suspend => &[Ctrl('z')],
            Action::Quit => &[Char('q'), Ctrl('c')],
        }
    }

    /// Where help lists it.
    pub(crate) fn group(self) -> Group {
        match self {
            Action::Open
            | Action::Choose
            | Action::Met
            | Action::Partial
            | Action::NotMet
            | Action::NotApplicable
            | Action::Clear
            | Action::NextUnanswered
            | Action::Evidence
            | Action::Remark
            | Action::Owner
            | Action::Due
            | Action::Decide
            | Action::Yes
            | Action::No
            | Action::DontKnow
            | Action::Add
            | Action::Edit
            | Action::Remove
            | Action::ScanData
            | Action::ScanTls
            | Action::CancelScan
            | Action::LowConfidence
            | Action::NextField
            | Action::PreviousField
            | Action::SaveForm
            | Action::StartForm
            | Action::CancelForm
            | Action::SaveText
            | Action::RevertText => Group::Here,
            Action::GoHome
            | Action::GoChecklist
            | Action::GoFacts
            | Action::GoSystems
            | Action::GoScan
            | Action::GoFindings
            | Action::GoReport => Group::Go,
            Action::SwitchPane
            | Action::Up
            | Action::Down
            | Action::PageUp
            | Action::PageDown
            | Action::First
            | Action::Last => Group::Move,
            Action::Back
            | Action::Filter
            | Action::Undo
            | Action::Language
            | Action::Palette
            | Action::Help
            | Action::Suspend
            | Action::Quit => Group::Everywhere,
        }
    }

    /// One or two words, for the footer.
    pub(crate) fn short(self) -> Both {
        commands::short(self)
    }

    /// What it does, for help and palette.
    pub(crate) fn long(self) -> Both {
        commands::long(self)
    }
}

/// A command as a screen offers it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Command {
    /// What it does.
    pub(crate) action: Action,
    /// Why it cannot be done now. It is listed all the same, so that hands need not relearn.
    pub(crate) off: Option<String>,
    /// True where the footer names it.
    pub(crate) footer: bool,
    /// The key to show.
    pub(crate) key: Key,
}

impl Command {
    /// One that the footer names.
    pub(crate) fn shown(action: Action) -> Self {
        Self { action, off: None, footer: true, key: action.keys()[0] }
    }

    /// One that only help and palette name.
    pub(crate) fn hidden(action: Action) -> Self {
        Self { action, off: None, footer: false, key: action.keys()[0] }
    }

    /// With a reason why not, if there is one.
    pub(crate) fn off(self, off: Option<String>) -> Self {
        Self { off, ..self }
    }

    /// With another of its keys shown.
    pub(crate) fn by(self, key: Key) -> Self {
        Self { key, ..self }
    }
}

/// The cursor keys of every list.
pub(crate) fn moves() -> Vec<Command> {
    [Action::Up, Action::Down, Action::PageUp, Action::PageDown, Action::First, Action::Last]
        .map(Command::hidden)
        .to_vec()
}

/// What works on every screen that is not a text.
pub(crate) fn everywhere() -> Vec<Command> {
    let mut commands: Vec<Command> = [
        Action::GoHome,
        Action::GoChecklist,
        Action::GoFacts,
        Action::GoSystems,
        Action::GoScan,
        Action::GoFindings,
        Action::GoReport,
        Action::Back,
        Action::Language,
        Action::Suspend,
    ]
    .map(Command::hidden)
    .to_vec();
    commands.extend([Action::Undo, Action::Quit, Action::Palette, Action::Help].map(Command::shown));
    commands
}

/// The command of a key, also where a Thai keyboard sends its twin.
pub(crate) fn find(commands: &[Command], key: Key) -> Option<&Command> {
    let bound = |key: Key| commands.iter().find(|c| c.action.keys().contains(&key));
    bound(key).or_else(|| bound(key.twin()?))
}

#[cfg(test)]
mod tests {
    use phrom_checklists::bilingual::Lang;

    use super::*;

    #[test]
    fn no_key_is_a_digit_or_a_thai_letter() {
        for action in Action::ALL {
            for key in action.keys() {
                if let Key::Char(c) = key {
                    assert!(c.is_ascii() && !c.is_ascii_digit(), "{action:?} {c}");
                }
                assert_eq!(key.twin(), None, "{action:?}");
            }
        }
    }

    #[test]
    fn letters_have_a_thai_twin() {
        for action in Action::ALL {
            for key in action.keys() {
                if let Key::Char(c) = key
                    && *c != ' '
                {
                    let twin = ('\u{e01}'..='\u{e5b}').find(|thai| Key::Char(*thai).twin() == Some(*key));
                    assert!(twin.is_some(), "{action:?} {c}");
                }
            }
        }
    }

    #[test]
    fn every_command_is_said_in_both_languages() {
        for action in Action::ALL {
            for both in [action.short(), action.long()] {
                assert!(!both.say(Lang::Th).is_empty() && !both.say(Lang::En).is_empty(), "{action:?}");
            }
            assert!(!action.keys().is_empty());
        }
    }
}
