//! The agency's information systems: added, described, taken out.

use phrom_checklists::bilingual::{Lang, Text};
use phrom_checklists::id::SystemId;
use phrom_checklists::journal::Change;
use phrom_checklists::state::{Category, Impact, System};

use super::form::{Field, Fields, Form};
use super::{Cx, Drawn, Input, Place, Turn, View, matches, scroll};
use crate::text::Both;
use crate::text::ui as say;
use crate::ui::canvas::{Canvas, Line};
use crate::ui::command::{Action, Command, moves};
use crate::ui::list::List;
use crate::ui::theme::Ink;

/// The cursor among the systems.
#[derive(Default)]
pub(crate) struct Systems {
    list: List,
    top: usize,
    filter: String,
}

impl Systems {
    fn listed<'d>(&self, cx: &'d Cx<'_>) -> Vec<(&'d SystemId, &'d System)> {
        let fits = |(id, system): &(&SystemId, &System)| {
            let owner = system.owner.as_deref().unwrap_or("");
            matches(&self.filter, &format!("{id} {} {} {owner}", system.name.th, system.name.en))
        };
        cx.desk.state().living_systems().filter(fits).collect()
    }
}

impl View for Systems {
    fn trail(&self, cx: &Cx<'_>) -> Vec<String> {
        vec![super::heading(Action::GoSystems, cx.lang())]
    }

    fn aside(&self, cx: &Cx<'_>) -> String {
        say::systems(cx.lang(), self.listed(cx).len())
    }

    fn commands(&self, cx: &Cx<'_>) -> Vec<Command> {
        let read_only = cx.read_only();
        let none = || self.listed(cx).is_empty().then(|| say::NO_SYSTEM.say(cx.lang()).to_owned());
        let some = read_only.clone().or_else(none);
        let mut commands = vec![
            Command::shown(Action::Add).off(read_only),
            Command::shown(Action::Edit).off(some.clone()),
            Command::shown(Action::Remove).off(some.clone()),
            Command::hidden(Action::Open).off(some),
            Command::shown(Action::Filter),
            Command::shown(Action::Back),
        ];
        commands.extend(moves());
        commands
    }

    fn event(&mut self, input: Input, cx: &mut Cx<'_>) -> Turn {
        let Input::Act(action) = input else { return Turn::Stay };
        let rows = self.listed(cx).len();
        if self.list.act(action, rows) {
            return Turn::Stay;
        }
        let here = self.listed(cx).get(self.list.at).map(|(id, s)| ((*id).clone(), (*s).clone()));
        match (action, here) {
            (Action::Add, _) => Turn::Open(Box::new(describe(None))),
            (Action::Edit | Action::Open, Some(here)) => Turn::Open(Box::new(describe(Some(here)))),
            (Action::Remove, Some((id, _))) => {
                if cx.apply(Change::SystemRemoved { id }) {
                    cx.tell(say::SYSTEM_REMOVED.into(), Ink::Accent);
                }
                Turn::Stay
            }
            _ => Turn::Stay,
        }
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, cx: &mut Cx<'_>) -> Drawn {
        let lang = cx.lang();
        let width = canvas.width();
        let listed: Vec<(SystemId, System)> =
            self.listed(cx).into_iter().map(|(id, s)| (id.clone(), s.clone())).collect();
        self.list.at = self.list.at.min(listed.len().saturating_sub(1));
        let mut lines = Vec::new();
        let mut wanted = 0..1;
        for (n, (id, system)) in listed.iter().enumerate() {
            let selected = n == self.list.at;
            let begin = lines.len();
            let line = Line::item(selected).then(system.name.in_lang(lang), Ink::Plain).select(selected);
            lines.push(line.right(format!("{} ", system.owner.as_deref().unwrap_or("")), Ink::Muted));
            if selected {
                for text in described(id, system, lang) {
                    lines.extend(cx.paragraph(&text, width, 3, Ink::Muted));
                }
                wanted = begin..lines.len();
            }
        }
        if listed.is_empty() {
            let text = if self.filter.is_empty() { say::SYSTEMS_EMPTY } else { say::NOTHING_MATCHES };
            lines.extend(cx.paragraph(text.say(lang), width, 3, Ink::Muted));
        }
        scroll(canvas, &lines, &mut self.top, wanted)
    }

    fn filter(&mut self) -> Option<&mut String> {
        Some(&mut self.filter)
    }

    fn place(&self) -> Option<Place> {
        Some(Place::Systems)
    }
}

fn described(id: &SystemId, system: &System, lang: Lang) -> Vec<String> {
    let yes_no = |label: Both, value: Option<bool>| {
        let word = match value {
            Some(true) => say::YES,
            Some(false) => say::NO,
            None => say::NOT_KNOWN,
        };
        format!("{}: {}", label.say(lang), word.say(lang))
    };
    let category = match system.category {
        Some(c) => {
            let word = |impact: Impact| IMPACTS[impact as usize].say(lang);
            format!("{} · {} · {}", word(c.confidentiality), word(c.integrity), word(c.availability))
        }
        None => say::NOT_KNOWN.say(lang).to_owned(),
    };
    let mut texts = vec![
        id.to_string(),
        format!("{}: {category}", say::CATEGORY.say(lang)),
        format!(
            "{} · {}",
            yes_no(say::PUBLIC_WEBSITE, system.public_website),
            yes_no(say::CLOUD, system.cloud)
        ),
    ];
    for (label, list) in [(say::ENDPOINTS, &system.endpoints), (say::FOLDERS, &system.paths)] {
        if !list.is_empty() {
            texts.push(format!("{}: {}", label.say(lang), list.join(", ")));
        }
    }
    texts
}

/// In the order of [`Impact`].
const IMPACTS: [Both; 3] = [say::IMPACT_LOW, say::IMPACT_MEDIUM, say::IMPACT_HIGH];

fn describe(old: Option<(SystemId, System)>) -> Form {
    let blank = System {
        name: Text { th: String::new(), en: String::new() },
        owner: None,
        category: None,
        public_website: None,
        cloud: None,
        endpoints: Vec::new(),
        paths: Vec::new(),
    };
    let (id, system) = match old {
        Some((id, system)) => (Some(id), system),
        None => (None, blank),
    };
    let impact = |of: fn(Category) -> Impact| system.category.map_or(0, |c| of(c) as usize + 1);
    let impacts = || std::iter::once(say::NOT_KNOWN).chain(IMPACTS).map(Text::from).collect();
    let answer = |value: Option<bool>| value.map_or(0, |yes| if yes { 1 } else { 2 });
    let answers = || [say::NOT_KNOWN, say::YES, say::NO].map(Text::from).to_vec();
    let english = if system.name.en == system.name.th { "" } else { &system.name.en };
    let fields = vec![
        Field::text("th", say::NAME_TH, &system.name.th).needed(),
        Field::text("en", say::NAME_EN, english).hint(say::NAME_EN_HINT),
        Field::text("owner", say::OWNER, system.owner.as_deref().unwrap_or("")),
        Field::choice("c", say::CONFIDENTIALITY, impacts(), impact(|c| c.confidentiality)),
        Field::choice("i", say::INTEGRITY, impacts(), impact(|c| c.integrity)),
        Field::choice("a", say::AVAILABILITY, impacts(), impact(|c| c.availability)),
        Field::choice("web", say::PUBLIC_WEBSITE, answers(), answer(system.public_website)),
        Field::choice("cloud", say::CLOUD, answers(), answer(system.cloud)),
        Field::text("endpoints", say::ENDPOINTS, &system.endpoints.join(", ")).hint(say::ENDPOINTS_HINT),
        Field::text("paths", say::FOLDERS, &system.paths.join(", ")).hint(say::FOLDERS_HINT),
    ];
    let title = if id.is_some() { Action::Edit } else { Action::Add };
    Form::new(title.long().into(), say::SYSTEM_LEAD.into(), fields, move |fields, cx| {
        let category = category(fields).ok_or(("c", say::CATEGORY_WHOLE))?;
        let th = fields.text("th").to_owned();
        let system = System {
            name: Text { en: fields.some_text("en").unwrap_or_else(|| th.clone()), th },
            owner: fields.some_text("owner"),
            category,
            public_website: yes_or_no(fields.choice("web")),
            cloud: yes_or_no(fields.choice("cloud")),
            endpoints: split_list(fields.text("endpoints")),
            paths: split_list(fields.text("paths")),
        };
        if system.endpoints.iter().any(|e| !is_endpoint(e)) {
            return Err(("endpoints", say::ENDPOINTS_HINT));
        }
        let id = match &id {
            Some(id) => id.clone(),
            None => free_id(&system.name.en, cx).ok_or(("en", say::NAME_EN_HINT))?,
        };
        let saved = cx.apply(Change::SystemSet { id, system });
        Ok(if saved { Turn::Close } else { Turn::Stay })
    })
}

/// All three or none: a category with a hole in it says nothing.
#[expect(
    clippy::option_option,
    reason = "outer: whether the form is consistent; inner: whether the category is known"
)]
fn category(fields: &Fields) -> Option<Option<Category>> {
    let impact = |id| match fields.choice(id) {
        1 => Some(Impact::Low),
        2 => Some(Impact::Medium),
        3 => Some(Impact::High),
        _ => None,
    };
    match (impact("c"), impact("i"), impact("a")) {
        (Some(confidentiality), Some(integrity), Some(availability)) => {
            Some(Some(Category { confidentiality, integrity, availability }))
        }
        (None, None, None) => Some(None),
        _ => None,
    }
}

fn yes_or_no(choice: usize) -> Option<bool> {
    match choice {
        1 => Some(true),
        2 => Some(false),
        _ => None,
    }
}

fn split_list(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// `host:port`.
pub(crate) fn is_endpoint(text: &str) -> bool {
    text.rsplit_once(':').is_some_and(|(host, port)| {
        !host.is_empty() && !host.contains(char::is_whitespace) && port.parse::<u16>().is_ok_and(|p| p > 0)
    })
}

/// The English name in kebab-case, or `system`, with a number where it is taken: also by a system
/// that was removed, whose answers are still in the journal.
fn free_id(name: &str, cx: &Cx<'_>) -> Option<SystemId> {
    let mut base: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '-' })
        .collect::<String>()
        .split('-')
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    base.truncate(60);
    let base = if base.is_empty() { "system" } else { base.trim_end_matches('-') };
    let systems = &cx.desk.state().systems;
    (1..=systems.len() + 1)
        .map(|n| if n == 1 && base != "system" { base.to_owned() } else { format!("{base}-{n}") })
        .filter_map(|id| SystemId::new(id).ok())
        .find(|id| !systems.contains_key(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoints() {
        for (text, right) in [
            ("mail.example.go.th:25", true),
            ("10.0.0.1:443", true),
            ("[::1]:443", true),
            ("mail", false),
            ("mail:", false),
            ("mail:0", false),
            ("mail:70000", false),
            ("a b:1", false),
        ] {
            assert_eq!(is_endpoint(text), right, "{text}");
        }
        assert_eq!(split_list(" a:1, ,b:2 "), ["a:1", "b:2"]);
    }
}
