//! A compiler for glossaries: YAML terms in, checked, Markdown, website and data out.

pub mod source;

pub mod diagnostic;

pub mod failure;

pub mod model;

pub mod discover;

pub mod parse;

pub mod settings;

pub mod fix;

pub mod scaffold;

pub mod body;

pub mod resolve;

pub mod validate;

pub mod render;

pub mod write;
