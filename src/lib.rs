//! The program phrom as a library, so that tests reach its rooms.

pub mod text;
pub mod thai;
pub mod ui;
