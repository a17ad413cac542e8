//! What several people said apart: `merge` and `conflict`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// `phrom merge DIR`.
#[derive(Debug, Args)]
pub struct Merge {
    #[arg(value_name = "DIR")]
    pub other: PathBuf,
}

/// `phrom conflict`.
#[derive(Debug, Subcommand)]
pub enum Conflict {
    List,
    Take {
        #[arg(value_name = "SIDE")]
        side: String,
    },
}
