//! A place for one test: a temporary folder with a home of its own, and the real program.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The temporary folder of one test.
pub(crate) struct Stage {
    folder: tempfile::TempDir,
}

/// What one run printed and how it ended.
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Stage {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program with nothing of this machine's configuration in sight.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_phrom"));
        self.prepare(&mut command);
        command
    }

    pub(crate) fn prepare(&self, command: &mut Command) {
        command
            .current_dir(self.folder.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.folder.path())
            .env("LANG", "C.UTF-8")
            .env("SOURCE_DATE_EPOCH", "1795570000");
    }

    pub(crate) fn run<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Ran {
        ran(self.command().args(args).output().unwrap())
    }

    /// Runs and expects status 0.
    pub(crate) fn ok<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Ran {
        let ran = self.run(args);
        assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
        ran
    }

    /// An assessment in `agency/` with the two Acts.
    pub(crate) fn with_assessment() -> Self {
        let stage = Self::new();
        stage.ok(["init", "agency", "--name", "กรมตัวอย่าง", "--by", "somchai"]);
        stage
    }

    /// The files below the stage, sorted.
    pub(crate) fn files(&self, below: &str) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.path(below)];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { folders.push(path) } else { found.push(path) }
            }
        }
        found.sort();
        found
    }

    /// The one journal of the assessment.
    pub(crate) fn journal(&self) -> PathBuf {
        let of_people = |p: &PathBuf| p.extension().is_some_and(|e| e == "jsonl");
        self.files("agency/journal").into_iter().find(of_people).unwrap()
    }
}

pub(crate) fn ran(output: Output) -> Ran {
    Ran {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/agency")
}

/// True where an outside program is here. Without it the test says so and ends, unless
/// `PHROM_TEST_TOOLS=required`, as `.ci/run` sets it.
pub(crate) fn have(program: &str) -> bool {
    let here = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())
        .any(|folder| folder.join(program).is_file());
    if !here {
        let required = std::env::var("PHROM_TEST_TOOLS").is_ok_and(|v| v == "required");
        assert!(!required, "{program} is missing and PHROM_TEST_TOOLS=required");
        eprintln!("not run: {program} missing");
    }
    here
}
