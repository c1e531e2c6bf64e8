//! A compiler for glossaries: YAML terms in, checked, Markdown, website and data out.

pub mod source;

pub mod diagnostic;

pub mod failure;
