//! The screens. Each answers three questions: what can be done here, what does an event do, how does
//! it look.

pub(crate) mod conflict;
pub(crate) mod controls;
pub(crate) mod detail;
pub(crate) mod dialogs;
pub(crate) mod facts;
pub(crate) mod finding;
pub(crate) mod findings;
pub(crate) mod form;
pub(crate) mod help;
pub(crate) mod home;
pub(crate) mod menu;
pub(crate) mod palette;
pub(crate) mod remark;
pub(crate) mod report;
pub(crate) mod scan;
pub(crate) mod sections;
pub(crate) mod systems;

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use crossbeam_channel::Sender;
use jiff::Timestamp;
use phrom_checklists::answer::Subject;
use phrom_checklists::bilingual::{Lang, Text};
use phrom_checklists::id::{ControlId, RowId};
use phrom_checklists::journal::Change;
use phrom_checklists::pack::{Control, Pack, Section};
use phrom_checklists::readiness::Item;

use super::canvas::{Canvas, Line};
use super::command::{Action, Command};
use super::desk::{Desk, DeskError, Job, JobKind, News, Progress};
use super::event::Event;
use super::keys::Key;
use super::theme::{Ink, Theme};
use crate::text::ui as say;
use crate::thai::{self, Breaker};

/// One screen.
pub(crate) trait View {
    /// Where one is, from the outermost place inward.
    fn trail(&self, cx: &Cx<'_>) -> Vec<String>;

    /// Counts and the like, at the right of the trail.
    fn aside(&self, _cx: &Cx<'_>) -> String {
        String::new()
    }

    /// What can be done here, the most useful first. Nothing else reaches [`View::event`].
    fn commands(&self, cx: &Cx<'_>) -> Vec<Command>;

    /// Does it.
    fn event(&mut self, input: Input, cx: &mut Cx<'_>) -> Turn;

    /// Draws it, and says what lies outside the picture.
    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &mut Cx<'_>) -> Drawn;

    /// True while letters are text and no commands.
    fn typing(&self) -> bool {
        false
    }

    /// The words that narrow its list, where it has one.
    fn filter(&mut self) -> Option<&mut String> {
        None
    }

    /// A remark that is being written and not saved.
    fn draft(&self) -> Option<(&Subject, &str)> {
        None
    }

    /// Goes back inside itself, from one pane to the other; false where there is nowhere to go.
    fn back_inside(&mut self) -> bool {
        false
    }

    /// Which place it is, for going there again.
    fn place(&self) -> Option<Place> {
        None
    }
}

/// What reaches a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// One of its commands.
    Act(Action),
    /// A key of a text.
    Key(Key),
    /// Text from elsewhere.
    Paste(String),
    /// A job has ended and its result is in the desk.
    Finished(JobKind),
}

/// What happens next.
pub(crate) enum Turn {
    /// Nothing.
    Stay,
    /// This screen closes.
    Close,
    /// Another screen opens over it.
    Open(Box<dyn View>),
    /// Another screen takes its place.
    Replace(Box<dyn View>),
    /// One goes elsewhere.
    Go(Place),
    /// This screen closes and the one below does something.
    Run(Action),
}

/// Places one can go to from anywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    Home,
    Checklist,
    Facts,
    Systems,
    Scan,
    Findings,
    Report,
    /// A control, at one of its rows.
    Control(Subject, Option<RowId>),
}

/// How a screen lies in its picture.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Drawn {
    /// Rows hidden below.
    pub(crate) below: usize,
    /// Where a rule stands between two panes.
    pub(crate) split: Option<usize>,
    /// The terminal's cursor.
    pub(crate) cursor: Option<ratatui::layout::Position>,
}

/// A message under the screen, until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) said: Text,
    pub(crate) detail: Option<String>,
    pub(crate) ink: Ink,
}

/// Whether what was done is on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Saved {
    /// Nothing was done yet.
    Untouched,
    /// It is, since then.
    At(Timestamp),
    /// The last change is not.
    Failed,
}

/// What all screens share.
pub(crate) struct Shared {
    pub(crate) lang: Lang,
    pub(crate) theme: Theme,
    pub(crate) breaker: Breaker,
    pub(crate) now: Timestamp,
    pub(crate) message: Option<Message>,
    pub(crate) saved: Saved,
    pub(crate) jobs: BTreeMap<JobKind, Running>,
    /// How many scans have ended: what is derived from findings is made anew when it changes.
    pub(crate) scans: u64,
    /// Where each control stands in the packs, which never change while the program runs.
    pub(crate) index: Index,
    /// Reports written since the program began, oldest first.
    pub(crate) reports: Vec<(PathBuf, u64)>,
    pub(crate) events: Sender<Event>,
}

/// A job under way.
#[derive(Debug, Clone)]
pub(crate) struct Running {
    pub(crate) job: Job,
    pub(crate) progress: Progress,
    pub(crate) cancelled: bool,
}

/// Places of controls: pack, section, control.
pub(crate) type Index = HashMap<ControlId, (usize, usize, usize)>;

/// Notes where the controls stand.
pub(crate) fn index(packs: &[Pack]) -> Index {
    let mut index = Index::new();
    for (p, pack) in packs.iter().enumerate() {
        for (s, section) in pack.sections.iter().enumerate() {
            for (c, control) in section.controls.iter().enumerate() {
                index.insert(control.id.clone(), (p, s, c));
            }
        }
    }
    index
}

/// The desk and what the screens share.
pub(crate) struct Cx<'a> {
    pub(crate) desk: &'a mut dyn Desk,
    pub(crate) shared: &'a mut Shared,
}

impl Cx<'_> {
    /// The language of the screen.
    pub(crate) fn lang(&self) -> Lang {
        self.shared.lang
    }

    /// Writes a change. On failure nothing is shown as saved, and the reason is on the screen.
    pub(crate) fn apply(&mut self, change: Change) -> bool {
        match self.desk.apply(change) {
            Ok(()) => {
                self.shared.saved = Saved::At(self.shared.now);
                true
            }
            Err(error) => {
                self.fail(error);
                false
            }
        }
    }

    /// Starts a job, unless one of its kind is running.
    pub(crate) fn start(&mut self, job: Job) -> bool {
        let kind = job.kind();
        if self.shared.jobs.contains_key(&kind) {
            self.tell(say::ALREADY_RUNNING.into(), Ink::Danger);
            return false;
        }
        match self.desk.start(job.clone(), News::new(kind, self.shared.events.clone())) {
            Ok(()) => {
                self.shared
                    .jobs
                    .insert(kind, Running { job, progress: Progress::default(), cancelled: false });
                true
            }
            Err(error) => {
                self.shared.message =
                    Some(Message { said: error.said, detail: error.detail, ink: Ink::Danger });
                false
            }
        }
    }

    /// Says something under the screen.
    pub(crate) fn tell(&mut self, said: Text, ink: Ink) {
        self.shared.message = Some(Message { said, detail: None, ink });
    }

    /// Says that something was not saved, and why.
    pub(crate) fn fail(&mut self, error: DeskError) {
        self.shared.saved = Saved::Failed;
        self.shared.message =
            Some(Message { said: say::not_saved(&error.said), detail: error.detail, ink: Ink::Danger });
    }

    /// Why nothing can be written now, if so.
    pub(crate) fn read_only(&self) -> Option<String> {
        Some(self.desk.read_only()?.in_lang(self.lang()).to_owned())
    }

    /// The control of an item, with pack and section.
    pub(crate) fn control(&self, item: &Item) -> Option<(&Pack, &Section, &Control)> {
        let (pack, section, control) = *self.shared.index.get(&item.subject.control)?;
        let pack = self.desk.packs().get(pack)?;
        let section = pack.sections.get(section)?;
        Some((pack, section, section.controls.get(control)?))
    }

    /// A system's name.
    pub(crate) fn system_name(&self, id: &phrom_checklists::id::SystemId) -> String {
        let found = self.desk.state().living_systems().find(|(system, _)| *system == id);
        found.map_or_else(|| id.to_string(), |(_, system)| system.name.in_lang(self.lang()).to_owned())
    }

    /// Text in rows of at most `cells`.
    pub(crate) fn wrap(&mut self, text: &str, cells: usize) -> Vec<String> {
        self.shared.breaker.wrap(text, cells)
    }

    /// A label in a column, and a text wrapped beside it.
    pub(crate) fn labelled(&mut self, label: &str, text: &str, width: usize, ink: Ink) -> Vec<Line> {
        let column = LABEL.min(width / 3);
        let mut lines = Vec::new();
        for (n, row) in self.wrap(text, width.saturating_sub(column + 2)).into_iter().enumerate() {
            let label = if n == 0 { label } else { "" };
            lines.push(Line::of(" ", Ink::Plain).column(label, column, Ink::Muted).then(row, ink));
        }
        lines
    }

    /// A text wrapped behind a margin.
    pub(crate) fn paragraph(&mut self, text: &str, width: usize, margin: usize, ink: Ink) -> Vec<Line> {
        let space = " ".repeat(margin);
        self.wrap(text, width.saturating_sub(margin + 1))
            .into_iter()
            .map(|row| Line::of(space.clone(), Ink::Plain).then(row, ink))
            .collect()
    }
}

/// A screen's name, from the command that leads there.
pub(crate) fn heading(action: Action, lang: Lang) -> String {
    capital(action.short().say(lang))
}

/// With a capital letter, where the script has them.
pub(crate) fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Cells of the label column: the longest Thai label is "ตัวอย่าง (ปิดบัง)".
const LABEL: usize = 16;

/// The control a subject is about.
pub(crate) fn find_control<'d>(
    desk: &'d dyn Desk,
    subject: &Subject,
) -> Option<(&'d Pack, &'d Section, &'d Control)> {
    desk.packs().iter().find_map(|pack| {
        let (section, control) = pack.controls().find(|(_, c)| c.id == subject.control)?;
        Some((pack, section, control))
    })
}

/// True where every word of `filter` stands in `text`, in any order, whatever the case.
pub(crate) fn matches(filter: &str, text: &str) -> bool {
    all_in(&folded(filter), &folded(text))
}

/// The same for texts that are folded already.
pub(crate) fn all_in(filter: &str, text: &str) -> bool {
    filter.split_whitespace().all(|word| text.contains(word))
}

/// Without case; SARA AM may be typed as one character or as two.
pub(crate) fn folded(text: &str) -> String {
    text.to_lowercase().replace("\u{e4d}\u{e32}", "\u{e33}")
}

/// A law's name as short as it may be without being wrong.
pub(crate) fn short_law(title: &str) -> String {
    match title.strip_prefix("พระราชบัญญัติ") {
        Some(rest) => format!("พ.ร.บ. {}", rest.trim_start()),
        None => title.to_owned(),
    }
}

/// The same without its year, for a table.
pub(crate) fn shorter_law(title: &str) -> String {
    let short = short_law(title);
    let end = [" พ.ศ. ", " B.E. "].iter().filter_map(|year| short.find(year)).min().unwrap_or(short.len());
    short[..end].to_owned()
}

/// Two panes from 100 columns: the cells of the left one.
pub(crate) fn split(width: usize) -> Option<usize> {
    (width >= 100).then(|| (width * 2 / 5).clamp(36, 70))
}

/// Draws a list's lines so that `wanted` is seen; gives the first line drawn.
pub(crate) fn scroll(
    canvas: &mut Canvas<'_>,
    lines: &[Line],
    top: &mut usize,
    wanted: std::ops::Range<usize>,
) -> Drawn {
    *top = super::list::top(*top, wanted, lines.len(), canvas.height());
    canvas.lines(lines, *top);
    Drawn { below: lines.len().saturating_sub(*top + canvas.height()), ..Drawn::default() }
}

/// Cells of a text, for columns.
pub(crate) fn cells(text: &str) -> usize {
    thai::width(&thai::visible(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters() {
        assert!(matches("", "x"));
        assert!(matches("tls EX", "Certificate expired: TLS"));
        assert!(matches("น\u{e49}\u{e4d}\u{e32}", "น้ำ"));
        assert!(!matches("tls 99", "tls"));
    }

    #[test]
    fn laws_are_shortened() {
        assert_eq!(short_law("พระราชบัญญัติคุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562"), "พ.ร.บ. คุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562");
        assert_eq!(short_law("Cybersecurity Act"), "Cybersecurity Act");
        assert_eq!(shorter_law("พระราชบัญญัติตัวอย่าง พ.ศ. 2562"), "พ.ร.บ. ตัวอย่าง");
        assert_eq!(shorter_law("Example Act B.E. 2562 (2019)"), "Example Act");
    }
}
