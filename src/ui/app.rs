//! The whole UI: a stack of screens, and what happens to an event.

use std::time::Duration;

use crossbeam_channel::Sender;
use jiff::Timestamp;
use phrom_checklists::answer::Subject;
use phrom_checklists::bilingual::Lang;

use super::command::{self, Action, Command};
use super::desk::{Desk, Done, JobKind};
use super::editor::Editor;
use super::event::Event;
use super::keys::Key;
use super::theme::{Ink, Theme};
use super::view::controls::Controls;
use super::view::facts::Facts;
use super::view::findings::Findings;
use super::view::help::Help;
use super::view::home::Home;
use super::view::palette::Palette;
use super::view::report::Report;
use super::view::scan::Scan;
use super::view::sections::Sections;
use super::view::systems::Systems;
use super::view::{Cx, Input, Message, Place, Saved, Shared, Turn, View};
use super::{Exit, Options};
use crate::text::ui as say;
use crate::thai::Breaker;

/// An open remark is drafted this long after it first changed.
const DRAFT_AFTER: Duration = Duration::from_secs(2);

/// The screens, from home to the one that is seen.
pub(crate) struct App {
    pub(super) views: Vec<Box<dyn View>>,
    pub(super) shared: Shared,
    /// The filter being typed.
    pub(super) filtering: Option<Editor>,
    /// The draft that was kept last, and when the text first differed from it.
    kept: Option<(Subject, String)>,
    changed: Option<Timestamp>,
    pub(super) small: bool,
}

/// What the loop does after an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flow {
    Go,
    Suspend,
    /// The terminal may hold anything now.
    Redraw,
    End(Exit),
}

impl App {
    pub(crate) fn new(options: Options, desk: &dyn Desk, events: Sender<Event>, now: Timestamp) -> Self {
        let theme =
            Theme { color: options.color, symbols: options.symbols, split_sara_am: options.split_sara_am };
        let shared = Shared {
            lang: options.lang,
            theme,
            breaker: Breaker::default(),
            now,
            message: None,
            saved: Saved::Untouched,
            jobs: std::collections::BTreeMap::new(),
            scans: 0,
            index: super::view::index(desk.packs()),
            reports: Vec::new(),
            events,
        };
        Self {
            views: vec![Box::new(Home::default())],
            shared,
            filtering: None,
            kept: None,
            changed: None,
            small: false,
        }
    }

    /// How long the loop may sleep: until an open remark is to be drafted, or for ever.
    pub(crate) fn patience(&self, now: Timestamp) -> Option<Duration> {
        let passed = Duration::try_from(now.duration_since(self.changed?)).unwrap_or(Duration::ZERO);
        Some(DRAFT_AFTER.saturating_sub(passed))
    }

    /// Takes one event to its end: what it changes is on disk when this returns.
    pub(crate) fn handle(&mut self, event: Event, now: Timestamp, desk: &mut dyn Desk) -> Flow {
        self.shared.now = now;
        let flow = match event {
            Event::Key(key) => self.key(key, desk),
            Event::Paste(text) => self.paste(text, desk),
            Event::Redraw => Flow::Go,
            Event::Progress(kind, progress) => {
                if let Some(running) = self.shared.jobs.get_mut(&kind) {
                    running.progress = progress;
                }
                Flow::Go
            }
            Event::Ended(kind) => self.ended(kind, desk),
            Event::DraftDue => {
                self.keep_draft(desk);
                Flow::Go
            }
            Event::Terminate(signal) => self.end(Exit::Signal(signal), desk),
            Event::InputLost => self.end(Exit::InputLost, desk),
            Event::Suspend => self.suspend(desk),
            Event::Continued => Flow::Redraw,
        };
        self.watch_draft();
        flow
    }

    fn key(&mut self, key: Key, desk: &mut dyn Desk) -> Flow {
        match key {
            Key::Ctrl('c') => return self.end(Exit::Quit, desk),
            Key::Ctrl('z') => return self.suspend(desk),
            _ => {}
        }
        if self.small {
            let quit = [Some(key), key.twin()].contains(&Some(Key::Char('q')));
            return if quit { self.end(Exit::Quit, desk) } else { Flow::Go };
        }
        self.shared.message = None;
        if self.filtering.is_some() {
            self.type_filter(key);
            return Flow::Go;
        }
        let typing = self.top().typing();
        let commands = if typing { self.own_commands(desk) } else { self.commands(desk) };
        let text = typing && matches!(key, Key::Char(_));
        match command::find(&commands, key).filter(|_| !text).cloned() {
            Some(Command { off: Some(why), .. }) => {
                self.shared.message =
                    Some(Message { said: say::cannot(&why), detail: None, ink: Ink::Danger });
                Flow::Go
            }
            Some(command) => self.act(command.action, desk),
            None if typing => self.give(Input::Key(key), desk),
            None => Flow::Go,
        }
    }

    fn paste(&mut self, text: String, desk: &mut dyn Desk) -> Flow {
        if let Some(editor) = &mut self.filtering {
            editor.insert(&text);
            self.use_filter();
        } else if self.top().typing() && !self.small {
            return self.give(Input::Paste(text), desk);
        }
        // Elsewhere a paste is not a row of commands.
        Flow::Go
    }

    fn act(&mut self, action: Action, desk: &mut dyn Desk) -> Flow {
        match action {
            Action::Quit => return self.end(Exit::Quit, desk),
            Action::Suspend => return self.suspend(desk),
            Action::Help => {
                let commands = self.commands(desk);
                self.views.push(Box::new(Help::new(commands)));
            }
            Action::Palette => {
                let commands = self.commands(desk);
                self.views.push(Box::new(Palette::new(commands)));
            }
            Action::Filter => {
                if let Some(filter) = self.top().filter() {
                    self.filtering = Some(Editor::line(filter));
                }
            }
            Action::Back if self.clear_filter() || self.top().back_inside() => {}
            Action::Back => self.close(),
            Action::Undo => self.undo(desk),
            Action::Language => {
                self.shared.lang = match self.shared.lang {
                    Lang::Th => Lang::En,
                    Lang::En => Lang::Th,
                };
            }
            Action::GoHome => self.go(Place::Home, desk),
            Action::GoChecklist => self.go(Place::Checklist, desk),
            Action::GoFacts => self.go(Place::Facts, desk),
            Action::GoSystems => self.go(Place::Systems, desk),
            Action::GoScan => self.go(Place::Scan, desk),
            Action::GoFindings => self.go(Place::Findings, desk),
            Action::GoReport => self.go(Place::Report, desk),
            _ => return self.give(Input::Act(action), desk),
        }
        Flow::Go
    }

    /// Gives an input to the screen that is seen, and does what it says.
    fn give(&mut self, input: Input, desk: &mut dyn Desk) -> Flow {
        let mut cx = Cx { desk, shared: &mut self.shared };
        let Some(view) = self.views.last_mut() else { return Flow::Go };
        match view.event(input, &mut cx) {
            Turn::Stay => {}
            Turn::Close => self.close(),
            Turn::Open(view) => self.views.push(view),
            Turn::Replace(view) => {
                self.close();
                self.views.push(view);
            }
            Turn::Go(place) => self.go(place, desk),
            Turn::Run(action) => {
                self.close();
                return self.act(action, desk);
            }
        }
        Flow::Go
    }

    /// Goes to a place: home is always below it, so that Esc leads home.
    fn go(&mut self, place: Place, desk: &mut dyn Desk) {
        if self.top().place() == Some(place.clone()) {
            return;
        }
        self.views.truncate(1);
        let cx = Cx { desk, shared: &mut self.shared };
        match place {
            Place::Home => {}
            Place::Checklist => self.views.push(Box::new(Sections::default())),
            Place::Facts => self.views.push(Box::new(Facts::default())),
            Place::Systems => self.views.push(Box::new(Systems::default())),
            Place::Scan => self.views.push(Box::new(Scan::default())),
            Place::Findings => self.views.push(Box::new(Findings::default())),
            Place::Report => self.views.push(Box::new(Report::default())),
            Place::Control(subject, row) => {
                let found = cx.desk.readiness().items.iter().find(|i| i.subject == subject);
                if let Some(item) = found
                    && let Some(controls) = Controls::of(&subject, row.as_ref(), &cx)
                {
                    self.views.push(Box::new(Sections::at(&item.pack, &item.section, &cx)));
                    self.views.push(Box::new(controls));
                }
            }
        }
    }

    fn close(&mut self) {
        if self.views.len() > 1 {
            self.views.pop();
        }
    }

    fn undo(&mut self, desk: &mut dyn Desk) {
        let mut cx = Cx { desk, shared: &mut self.shared };
        match cx.desk.undo() {
            Ok(Some(change)) => {
                cx.shared.saved = Saved::At(cx.shared.now);
                let said = say::in_both(|lang| say::undone(lang, &change, cx.desk));
                cx.tell(said, Ink::Accent);
            }
            Ok(None) => cx.tell(say::NOTHING_TO_UNDO.into(), Ink::Muted),
            Err(error) => cx.fail(error),
        }
    }

    fn ended(&mut self, kind: JobKind, desk: &mut dyn Desk) -> Flow {
        // A job that could not be started has said so already.
        if self.shared.jobs.remove(&kind).is_none() {
            return Flow::Go;
        }
        let mut cx = Cx { desk, shared: &mut self.shared };
        match cx.desk.finish(kind) {
            Ok(Done::Scan(summary)) => {
                cx.shared.scans += 1;
                cx.shared.saved = Saved::At(cx.shared.now);
                cx.tell(say::scan_done(&summary), Ink::Accent);
            }
            Ok(Done::Report { path, bytes }) => {
                let shown = path.to_string_lossy().into_owned();
                cx.tell(say::in_both(|lang| say::report_written(lang, &shown, bytes)), Ink::Accent);
                cx.shared.reports.push((path, bytes));
            }
            Ok(Done::Attach(evidence)) => {
                cx.shared.saved = Saved::At(cx.shared.now);
                cx.tell(say::attached(&evidence.name), Ink::Accent);
            }
            Ok(Done::Cancelled) => cx.tell(say::CANCELLED.into(), Ink::Muted),
            Err(error) => {
                cx.shared.message =
                    Some(Message { said: error.said, detail: error.detail, ink: Ink::Danger });
            }
        }
        self.give(Input::Finished(kind), desk)
    }

    fn end(&mut self, exit: Exit, desk: &mut dyn Desk) -> Flow {
        self.keep_draft(desk);
        Flow::End(exit)
    }

    fn suspend(&mut self, desk: &mut dyn Desk) -> Flow {
        self.keep_draft(desk);
        Flow::Suspend
    }

    fn type_filter(&mut self, key: Key) {
        match key {
            Key::Enter | Key::Down => self.filtering = None,
            Key::Esc => {
                self.filtering = None;
                self.clear_filter();
            }
            key => {
                if let Some(editor) = &mut self.filtering {
                    editor.key(key, &mut self.shared.breaker);
                }
                self.use_filter();
            }
        }
    }

    fn use_filter(&mut self) {
        let typed = self.filtering.as_ref().map(|e| e.written().trim().to_owned());
        if let (Some(typed), Some(filter)) = (typed, self.top().filter()) {
            *filter = typed;
        }
    }

    /// True where there was a filter.
    fn clear_filter(&mut self) -> bool {
        self.top().filter().is_some_and(|filter| !std::mem::take(filter).is_empty())
    }

    fn keep_draft(&mut self, desk: &mut dyn Desk) {
        self.changed = None;
        let Some((subject, text)) = self.top().draft().map(|(s, t)| (s.clone(), t.to_owned())) else {
            return;
        };
        match desk.keep_draft(&subject, Some(&text)) {
            Ok(()) => self.kept = Some((subject, text)),
            Err(error) => {
                self.shared.message =
                    Some(Message { said: error.said, detail: error.detail, ink: Ink::Danger });
            }
        }
    }

    fn watch_draft(&mut self) {
        let now = self.shared.now;
        let kept = self.kept.as_ref().map(|(s, t)| (s.clone(), t.clone()));
        let open = self.top().draft().is_some_and(|(s, t)| kept.is_none_or(|(ks, kt)| ks != *s || kt != t));
        self.changed = if open { self.changed.or(Some(now)) } else { None };
    }

    /// The screen that is seen. Home never closes.
    pub(super) fn top(&mut self) -> &mut dyn View {
        self.views.last_mut().expect("internal error: home never closes").as_mut()
    }

    pub(super) fn own_commands(&mut self, desk: &mut dyn Desk) -> Vec<Command> {
        let cx = Cx { desk, shared: &mut self.shared };
        self.views.last().map_or_else(Vec::new, |view| view.commands(&cx))
    }

    /// What can be done now: the screen's own commands, then those of every screen.
    pub(crate) fn commands(&mut self, desk: &mut dyn Desk) -> Vec<Command> {
        let mut commands = self.own_commands(desk);
        let cx = Cx { desk, shared: &mut self.shared };
        let read_only = cx.read_only();
        for command in command::everywhere() {
            if commands.iter().all(|c| c.action != command.action) {
                let off = read_only.clone().filter(|_| command.action == Action::Undo);
                commands.push(command.off(off));
            }
        }
        commands
    }

    /// True while letters are text.
    #[cfg(test)]
    pub(crate) fn typing(&mut self) -> bool {
        self.top().typing()
    }
}
