//! What a glossary is made of: terms, their fields, and the closed lists that they draw on. No I/O.

pub mod bytes;
pub mod characters;
pub mod date;
pub mod field;
pub mod name;
pub mod section;
pub mod slug;
pub mod term;
pub mod term_id;
pub mod url;
pub mod vocabulary;

pub use date::ReviewDate;
pub use field::{FIELDS, Field, Kind};
pub use name::name_key;
pub use section::{Place, Section};
pub use slug::Slug;
pub use term::{Citation, LineBreaks, PartOfSpeech, Relation, Status, Term};
pub use term_id::TermId;
pub use vocabulary::{Category, Role, Tag, Vocabulary};
