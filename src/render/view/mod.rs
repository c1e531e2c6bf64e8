//! What templates may see: one file a kind of page.
//!
//! Every page gets `site` and `page` from [`frame`], and the values of its own kind. A field whose name ends in `_html` is safe
//! markup and is written with `| safe`, as is one in `_json` inside of a data block; everything else is text, which the engine escapes. Links are ready to use from
//! the page that they stand on.

pub mod category;
pub mod downloads;
pub mod frame;
pub mod governance;
pub mod home;
pub mod link;
pub mod map;
pub mod picture;
pub mod print;
pub mod role;
pub mod rule;
pub mod search;
pub mod tag;
pub mod template;
pub mod term;
pub mod terms;
pub mod written;

pub use link::{Card, Counts, Link, Row, Status};
