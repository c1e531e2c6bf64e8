//! From texts to terms, vocabulary and settings, with every mistake of every file.
//!
//! [`yaml`] makes a tree with a place for each key and value; [`table`] takes keys out of a mapping and reports
//! what is missing, unknown or of the wrong type; the other modules say which keys there are.

pub mod core_schema;
pub mod navigation;
pub mod node;
pub mod page;
pub mod table;
pub mod term;
pub mod vocabulary;
pub mod yaml;

pub use node::{Node, Value};
pub use term::read_term;
pub use yaml::parse_node;
