//! The report of a round 测评报告 as an official document: the district in a sentence and a table each for items, streets,
//! streets × items and units. Figures come worded by whoever knows them.

use wangge_domain::text::{Lang, word};
use wangge_domain::time::Timestamp;

use crate::official::{Align, Block, Cell, Column, Document, Grid, Level, Paper, Signature, Span, numbered};

/// From how many columns on a table needs lying paper.
const WIDE: usize = 8;

/// What the report of a round says, worded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportFacts {
    /// Its title.
    pub title: String,
    /// Whether its data are made up.
    pub demonstration: bool,
    /// Whether the standard is a sample.
    pub sample: bool,
    /// What is said of the district, a paragraph each.
    pub told: Vec<String>,
    /// The tables, each under its heading.
    pub tables: Vec<ReportTable>,
    /// How the figures were made.
    pub definitions: Vec<String>,
    /// Who signs.
    pub by: String,
    /// The day under the signature, in words.
    pub signed_on: String,
    /// The moment its file says it was made.
    pub written_at: Timestamp,
}

/// A table of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportTable {
    /// Its heading.
    pub heading: String,
    /// The headings of its columns.
    pub headings: Vec<String>,
    /// Which column holds names.
    pub names: usize,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

/// The report as an official document.
pub fn report_document(facts: &ReportFacts, lang: Lang) -> Document {
    let mut document = Document::new(lang, &facts.title, facts.written_at);
    if facts.tables.iter().any(|table| table.headings.len() >= WIDE) {
        document.paper = Paper::A4Landscape;
    }
    let marks = [(facts.demonstration, "order-mark-demonstration"), (facts.sample, "round-report-mark-sample")];
    document.marks = marks.into_iter().filter(|(holds, _)| *holds).map(|(_, key)| word(key, lang)).collect();
    let paragraph = |text: &String| Block::Paragraph(vec![Span::plain(text)]);
    document.blocks.push(Block::Heading(Level::First, numbered(1, &word("round-report-district", lang), lang)));
    document.blocks.extend(facts.told.iter().map(paragraph));
    for (table, number) in facts.tables.iter().zip(2..) {
        document.blocks.push(Block::Heading(Level::First, numbered(number, &table.heading, lang)));
        document.blocks.push(grid(table, lang));
    }
    document.blocks.push(Block::Heading(
        Level::First,
        numbered(facts.tables.len() + 2, &word("round-report-definitions", lang), lang),
    ));
    document.blocks.extend(facts.definitions.iter().map(paragraph));
    document.signature = Some(Signature { by: facts.by.clone(), on: facts.signed_on.clone() });
    document
}

fn grid(table: &ReportTable, lang: Lang) -> Block {
    if table.rows.is_empty() {
        return Block::Note(word("round-report-nothing", lang));
    }
    let column = |(at, heading): (usize, &String)| Column {
        heading: heading.clone(),
        share: if at == table.names { 8 } else { 3 },
        align: if at == table.names { Align::Start } else { Align::Centre },
    };
    let row = |cells: &Vec<String>| cells.iter().map(Cell::new).collect();
    Block::Grid(Grid {
        caption: None,
        columns: table.headings.iter().enumerate().map(column).collect(),
        rows: table.rows.iter().map(row).collect(),
    })
}
