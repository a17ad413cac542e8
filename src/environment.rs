//! The only place that reads environment variables, beside the configuration's folder.
#![expect(clippy::disallowed_methods, reason = "this is the room they may be read in")]

use std::io::IsTerminal;

/// `PHROM_KEY`: the fingerprint key as 64 hex digits, for CI.
pub fn key() -> Option<String> {
    std::env::var("PHROM_KEY").ok().filter(|value| !value.is_empty())
}

/// `SOURCE_DATE_EPOCH`: seconds since 1970 that stand for now.
pub fn source_date_epoch() -> Option<String> {
    std::env::var("SOURCE_DATE_EPOCH").ok().filter(|value| !value.is_empty())
}

/// True where colour is not wanted: `NO_COLOR` set and not empty (no-color.org), or a terminal that
/// has none.
pub fn no_color() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    set("NO_COLOR") || std::env::var("TERM").is_ok_and(|term| term == "dumb")
}

/// True where the locale's character set is UTF-8: the first of `LC_ALL`, `LC_CTYPE`, `LANG` that is
/// set decides (POSIX).
pub fn utf8_locale() -> bool {
    ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .is_some_and(|value| {
            let lower = value.to_ascii_lowercase();
            lower.contains("utf-8") || lower.contains("utf8")
        })
}

/// True where a person sits at both ends.
pub fn interactive() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}
