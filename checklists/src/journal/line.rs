//! An event as its line of JSON, both ways.

mod reading;
mod writing;

#[cfg(test)]
mod tests;

pub use reading::{Foreign, Read, read};
