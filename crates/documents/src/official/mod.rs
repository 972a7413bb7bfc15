//! Official documents 公文: what one says, apart from how it is laid out, and the writer that lays it out as Word.
//!
//! The layout is that of GB/T 9704-2012: A4, margins of 37, 28, 35 and 26 mm, 22 lines of 28 characters, titles in
//! 2号 小标宋, text in 3号 仿宋, four levels of headings, page numbers — 1 — outside. Fonts are named and never
//! carried along; the list of fonts says what may stand in for each. The same document gives the same bytes, so
//! that what was published can be written again and compared.
//!
//! Deliberately absent: any knowledge of what a document is about. Who words it (the bulletin, an order) puts a
//! [`Document`] together; several of them make one file, each beginning on a page of its own.

mod model;
mod parts;
mod word;

pub use model::{
    Align, Block, Cell, Column, Document, Form, FormRow, Grid, Head, Imprint, Level, PairOfPhotos, Paper, Photo,
    Photos, Signature, Span, Tone,
};
pub use parts::{chinese, date_in_words, numbered, subnumbered};
pub use word::word;

#[cfg(test)]
mod tests;
