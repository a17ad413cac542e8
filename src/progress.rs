//! How far a scan is: on stderr, and only where a person watches it.

use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::console::Console;
use crate::text::headless as say;

/// A line that counts objects. Shared by the threads of a scan.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    seen: AtomicU64,
    lang: phrom_checklists::bilingual::Lang,
}

impl Progress {
    /// Silent unless stderr is a terminal.
    pub fn new(console: &Console) -> Self {
        let target = if console.watched {
            ProgressDrawTarget::stderr_with_hz(10)
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{msg}") {
            bar.set_style(style);
        }
        Self { bar, seen: AtomicU64::new(0), lang: console.lang }
    }

    /// So many objects are done.
    pub fn at(&self, objects: u64) {
        // Several threads report: only the largest count moves the line.
        if self.seen.fetch_max(objects, Ordering::Relaxed) < objects && !self.bar.is_hidden() {
            self.bar.set_message(say::progress(self.lang, objects));
            self.bar.tick();
        }
    }

    /// So many of so many bytes of one file are read. Twenty steps to the gibibyte are often enough.
    pub fn read(&self, bytes: u64, of: u64) {
        if bytes >> 25 > self.seen.fetch_max(bytes >> 25, Ordering::Relaxed) && !self.bar.is_hidden() {
            self.bar.set_message(say::progress_bytes(self.lang, bytes, of));
            self.bar.tick();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
