//! The world Typst sees: our templates, our fonts and the data, all in memory. No disk, no
//! package, no network, no clock.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};

/// Sarabun, SIL Open Font License 1.1 (`fonts/OFL.txt`).
static SARABUN: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files: [&[u8]; 4] = [
        include_bytes!("../../fonts/Sarabun-Regular.ttf"),
        include_bytes!("../../fonts/Sarabun-Bold.ttf"),
        include_bytes!("../../fonts/Sarabun-Italic.ttf"),
        include_bytes!("../../fonts/Sarabun-BoldItalic.ttf"),
    ];
    files.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect()
});

const MAIN: &str = "report.typ";
const TEMPLATES: [(&str, &str); 8] = [
    (MAIN, include_str!("../../templates/report.typ")),
    ("parts.typ", include_str!("../../templates/parts.typ")),
    ("cover.typ", include_str!("../../templates/cover.typ")),
    ("results.typ", include_str!("../../templates/results.typ")),
    ("plan.typ", include_str!("../../templates/plan.typ")),
    ("findings.typ", include_str!("../../templates/findings.typ")),
    ("method.typ", include_str!("../../templates/method.typ")),
    ("appendix.typ", include_str!("../../templates/appendix.typ")),
];

/// The fonts in use.
pub(super) fn fonts() -> &'static [Font] {
    &SARABUN
}

/// Templates, fonts and the files the template may read.
pub(super) struct Memory {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    main: FileId,
    sources: BTreeMap<&'static str, Source>,
    files: BTreeMap<&'static str, Bytes>,
}

impl Memory {
    /// A world with these files beside the templates.
    pub(super) fn new(files: BTreeMap<&'static str, Vec<u8>>) -> Result<Self, String> {
        let mut sources = BTreeMap::new();
        for (name, text) in TEMPLATES {
            sources.insert(name, Source::new(id(name)?, text.to_owned()));
        }
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(fonts())),
            main: id(MAIN)?,
            sources,
            files: files.into_iter().map(|(name, bytes)| (name, Bytes::new(bytes))).collect(),
        })
    }

    /// A diagnostic as `file:line:column: message (hint)`.
    pub(super) fn told(&self, diagnostic: &SourceDiagnostic) -> String {
        let place = diagnostic.span.id().map(|id| {
            let name = id.get().vpath().get_without_slash();
            let spot = self.range(diagnostic.span).and_then(|range| {
                let source = self.source(id).ok()?;
                let lines = source.lines();
                let line = lines.byte_to_line(range.start)?;
                let column = lines.byte_to_column(range.start)?;
                Some(format!("{name}:{}:{}: ", line + 1, column + 1))
            });
            spot.unwrap_or_else(|| format!("{name}: "))
        });
        let hints: Vec<String> = diagnostic.hints.iter().map(|h| format!(" ({})", h.v)).collect();
        format!("{}{}{}", place.unwrap_or_default(), diagnostic.message, hints.concat())
    }
}

impl World for Memory {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        find(&self.sources, id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        find(&self.files, id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts().get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn find<T: Clone>(held: &BTreeMap<&'static str, T>, id: FileId) -> FileResult<T> {
    let path = id.get();
    let name = path.vpath().get_without_slash();
    let found = if path.root() == &VirtualRoot::Project { held.get(name) } else { None };
    found.cloned().ok_or_else(|| FileError::NotFound(name.into()))
}

fn id(name: &str) -> Result<FileId, String> {
    let path = VirtualPath::new(name).map_err(|e| format!("internal error: {e:?}"))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}
