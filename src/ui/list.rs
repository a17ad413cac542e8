//! The cursor of a list and the part of it that is seen.

use std::ops::Range;

use super::command::Action;

/// A cursor in rows of one height.
#[derive(Debug, Clone, Default)]
pub(crate) struct List {
    /// The selected row.
    pub(crate) at: usize,
    top: usize,
    page: usize,
}

impl List {
    /// With the cursor on a row.
    pub(crate) fn at(at: usize) -> Self {
        Self { at, ..Self::default() }
    }

    /// Moves the cursor; false where the action moves nothing.
    pub(crate) fn act(&mut self, action: Action, rows: usize) -> bool {
        let last = rows.saturating_sub(1);
        let page = self.page.saturating_sub(1).max(1);
        self.at = match action {
            Action::Up => self.at.saturating_sub(1),
            Action::Down => self.at + 1,
            Action::PageUp => self.at.saturating_sub(page),
            Action::PageDown => self.at + page,
            Action::First => 0,
            Action::Last => last,
            _ => return false,
        }
        .min(last);
        true
    }

    /// The rows that are seen in `height`, the selected one among them.
    pub(crate) fn window(&mut self, rows: usize, height: usize) -> Range<usize> {
        self.at = self.at.min(rows.saturating_sub(1));
        self.page = height;
        self.top = top(self.top, self.at..self.at + 1, rows, height);
        self.top..rows.min(self.top + height)
    }
}

/// The first row seen, moved as little as needed so that `wanted` is seen, its begin before its end.
pub(crate) fn top(top: usize, wanted: Range<usize>, rows: usize, height: usize) -> usize {
    let last = rows.saturating_sub(height);
    let top = if wanted.end > top + height { wanted.end - height } else { top };
    top.min(wanted.start).min(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selected_row_is_seen() {
        let mut list = List::default();
        assert_eq!(list.window(10, 4), 0..4);
        for _ in 0..20 {
            assert!(list.act(Action::Down, 10));
            assert!(list.window(10, 4).contains(&list.at));
        }
        assert_eq!((list.at, list.window(10, 4)), (9, 6..10));
        list.act(Action::Up, 10);
        assert_eq!(list.window(10, 4), 6..10);
        list.act(Action::First, 10);
        assert_eq!(list.window(10, 4), 0..4);
        assert!(!list.act(Action::Quit, 10));
    }

    #[test]
    fn shrunk_lists_and_screens() {
        let mut list = List::at(9);
        assert_eq!(list.window(3, 4), 0..3);
        assert_eq!(list.at, 2);
        assert_eq!(list.window(0, 4), 0..0);
        assert_eq!(list.window(3, 0), 0..0);
        list.act(Action::Down, 0);
        assert_eq!(list.at, 0);
    }
}
