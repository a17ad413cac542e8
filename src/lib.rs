//! The program phrom as a library, so that tests reach its rooms.

pub mod thai;
