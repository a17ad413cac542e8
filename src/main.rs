//! The program `phrom`: see the library beside it for everything it does.

use std::process::ExitCode;

fn main() -> ExitCode {
    phrom::run(std::env::args_os()).into()
}
