//! The real app on a screen in memory: keys in, screen and changes out.

mod commands;
mod journeys;
pub(crate) mod memory;
mod random;
mod screens;

use crossbeam_channel::Receiver;
use jiff::Timestamp;
use phrom_checklists::bilingual::Lang;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::app::{App, Flow};
use super::canvas::rows;
use super::event::Event;
use super::keys::script;
use super::theme::Symbols;
use super::{Exit, Options};
use crate::thai;
use memory::Memory;

/// A person at a terminal.
struct Robot {
    app: App,
    desk: Memory,
    terminal: Terminal<TestBackend>,
    events: Receiver<Event>,
    now: Timestamp,
    ended: Option<Exit>,
}

const OPTIONS: Options =
    Options { lang: Lang::Th, color: true, symbols: Symbols::Full, split_sara_am: false };

impl Robot {
    fn at(desk: Memory, width: u16, height: u16, options: Options) -> Self {
        let (sender, events) = crossbeam_channel::unbounded();
        // 14:05 in Bangkok.
        let now: Timestamp = "2026-11-25T07:05:00Z".parse().unwrap();
        let mut robot = Self {
            app: App::new(options, &desk, sender, now),
            desk,
            terminal: Terminal::new(TestBackend::new(width, height)).unwrap(),
            events,
            now,
            ended: None,
        };
        robot.draw();
        robot
    }

    /// On the usual screen, in English, so that assertions read.
    fn new(desk: Memory) -> Self {
        Self::at(desk, 100, 30, Options { lang: Lang::En, ..OPTIONS })
    }

    /// Types, and takes what background jobs say after every key, as the loop does.
    fn keys(&mut self, keys: &str) -> &mut Self {
        for key in script(keys) {
            self.event(Event::Key(key));
        }
        self
    }

    fn event(&mut self, event: Event) {
        self.take(event);
        while let Ok(event) = self.events.try_recv() {
            self.take(event);
        }
        self.draw();
    }

    fn take(&mut self, event: Event) {
        if let Flow::End(exit) = self.app.handle(event, self.now, &mut self.desk) {
            self.ended = Some(exit);
        }
    }

    fn draw(&mut self) {
        let (app, desk) = (&mut self.app, &mut self.desk);
        self.terminal.draw(|frame| app.draw(frame, desk)).unwrap();
    }

    fn resize(&mut self, width: u16, height: u16) {
        self.terminal.backend_mut().resize(width, height);
        self.event(Event::Redraw);
    }

    /// The screen; every row is as wide as the terminal counts.
    fn screen(&self) -> String {
        let buffer = self.terminal.backend().buffer();
        let rows = rows(buffer);
        for row in &rows {
            assert_eq!(thai::width(row), usize::from(buffer.area.width), "{row}");
            assert!(!row.contains(char::is_control), "{row:?}");
        }
        rows.iter().map(|row| row.trim_end()).collect::<Vec<_>>().join("\n")
    }

    #[track_caller]
    fn sees(&self, text: &str) {
        let screen = self.screen();
        assert!(screen.contains(text), "{text:?} is not on the screen:\n{screen}");
    }

    #[track_caller]
    fn sees_not(&self, text: &str) {
        let screen = self.screen();
        assert!(!screen.contains(text), "{text:?} is on the screen:\n{screen}");
    }
}
