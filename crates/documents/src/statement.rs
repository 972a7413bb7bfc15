//! The statement of a unit 对账单 as an official document: what each rule came to in a month, every entry behind it, and
//! room for the unit to sign that it agrees. Figures come worded by whoever knows them.

#[cfg(test)]
mod tests;

use wangge_domain::text::{Lang, Message, render, word};
use wangge_domain::time::Timestamp;

use crate::official::{Block, Cell, Column, Document, Form, FormRow, Grid, Level, Paper, Signature, Span, numbered};

/// What a statement says, worded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementFacts {
    /// Whether its data are made up.
    pub demonstration: bool,
    /// The unit.
    pub unit: String,
    /// The month, in words.
    pub month: String,
    /// Whether the month is over.
    pub over: bool,
    /// The scheme with its edition; none where none gives or takes points.
    pub scheme: Option<String>,
    /// What everyone begins with.
    pub base: String,
    /// What the unit comes to.
    pub total: String,
    /// The least and the most it can come to; none where nothing bounds it.
    pub bounds: Option<String>,
    /// Rule, how many entries, their sum, and what of it counts.
    pub sums: Vec<[String; 4]>,
    /// Number, day, rule, what it is about, points, and what became of it.
    pub entries: Vec<[String; 6]>,
    /// Who signs.
    pub office: String,
    /// The day under the signature, in words.
    pub signed_on: String,
    /// The moment its file says it was made.
    pub written_at: Timestamp,
}

/// The statement as an official document.
pub fn statement_document(facts: &StatementFacts, lang: Lang) -> Document {
    let say = |key: &str| {
        let message = Message::new(format!("score-statement-{key}"));
        let message = message.arg("unit", &facts.unit).arg("month", &facts.month).arg("base", &facts.base);
        let message = message.arg("total", &facts.total).arg("count", facts.entries.len());
        let message = message.arg("scheme", facts.scheme.as_deref().unwrap_or("—"));
        render(&message.arg("bounds", facts.bounds.as_deref().unwrap_or("—")), lang)
    };
    let mut document = Document::new(lang, say("title"), facts.written_at);
    // Numbers, rules, cases and what became of them stand beside each other: that is wider than a letter.
    document.paper = Paper::A4Landscape;
    document.marks.extend(facts.demonstration.then(|| word("order-mark-demonstration", lang)));
    document.marks.extend((!facts.over).then(|| say("not-over")));
    document.addressees = Some(say("to"));
    let paragraph = |text: String| Block::Paragraph(vec![Span::plain(text)]);
    let mut told = vec![say(if facts.scheme.is_some() { "told" } else { "no-scheme" })];
    told.extend(facts.bounds.is_some().then(|| say("bounded")));
    told.push(say("check"));
    document.blocks.push(paragraph(told.concat()));
    let heading = |number, key: &str| Block::Heading(Level::First, numbered(number, &say(key), lang));
    document.blocks.push(heading(1, "sums"));
    document.blocks.push(grid(&["rule", "count", "sum", "counted"], &[8, 2, 2, 2], &[0], &facts.sums, lang));
    document.blocks.push(heading(2, "entries"));
    let (columns, shares) = (["number", "day", "rule", "about", "points", "became"], [2, 3, 5, 10, 2, 7]);
    document.blocks.push(grid(&columns, &shares, &[2, 3, 5], &facts.entries, lang));
    document.blocks.push(heading(3, "agreed"));
    let line = |key: &str, lines| FormRow::One(say(key), String::new(), lines);
    let two = |first: &str, second: &str| FormRow::Two((say(first), String::new()), (say(second), String::new()));
    document.blocks.push(Block::Form(Form { rows: vec![line("opinion", 3), two("signed", "signed-on")] }));
    document.signature = Some(Signature { by: facts.office.clone(), on: facts.signed_on.clone() });
    document
}

fn grid<const N: usize>(
    headings: &[&str; N],
    shares: &[u32; N],
    texts: &[usize],
    rows: &[[String; N]],
    lang: Lang,
) -> Block {
    if rows.is_empty() {
        return Block::Note(word("score-statement-none", lang));
    }
    let column = |(at, (heading, share)): (usize, (&&str, &u32))| {
        let heading = word(&format!("score-statement-column-{heading}"), lang);
        if texts.contains(&at) { Column::text(heading, *share) } else { Column::centred(heading, *share) }
    };
    Block::Grid(Grid {
        caption: None,
        columns: headings.iter().zip(shares).enumerate().map(column).collect(),
        rows: rows.iter().map(|row| row.iter().map(Cell::new).collect()).collect(),
    })
}
