//! The notice of a listing 红黑榜通报: the red lists, the black lists, the remarks, the rules, and the hash of what was
//! published in small print. The facts come worded by whoever knows their names; here they find their places.

mod model;
#[cfg(test)]
mod tests;

pub use model::{ListingFacts, ListingFactsGroup, ListingFactsRow};

use wangge_domain::text::{Lang, Message, render, word};

use crate::official::{Block, Cell, Column, Document, Grid, Level, Signature, Span, numbered};

struct Words(Lang);

impl Words {
    fn word(&self, key: &str) -> String {
        word(&format!("listing-document-{key}"), self.0)
    }

    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        let message = Message::new(format!("listing-document-{key}"));
        render(&args.iter().fold(message, |message, (name, value)| message.arg(name, value)), self.0)
    }

    fn first(&self, number: usize, key: &str) -> Block {
        Block::Heading(Level::First, numbered(number, &self.word(key), self.0))
    }
}

fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph(vec![Span::plain(text)])
}

/// The notice.
pub fn listing_document(facts: &ListingFacts, lang: Lang) -> Document {
    let words = Words(lang);
    let title = if facts.corrects.is_some() { "title-edition" } else { "title" };
    let mut document = Document::new(lang, words.say(title, &[("period", &facts.period)]), facts.written_at);
    document.marks = facts.demonstration.then(|| word("order-mark-demonstration", lang)).into_iter().collect();
    document.marks.extend((!facts.published).then(|| words.word("draft")));
    document.marks.extend(facts.replaced.then(|| words.word("corrected")));
    let days = [("campaign", facts.campaign.as_str()), ("from", &facts.from), ("until", &facts.until)];
    document.blocks.push(paragraph(words.say("opening", &days)));
    document.blocks.extend(facts.corrects.iter().flat_map(|text| text.lines()).map(paragraph));
    document.blocks.extend(facts.note.lines().map(str::trim).filter(|line| !line.is_empty()).map(paragraph));
    document.blocks.push(words.first(1, "red"));
    let lists = |red: bool| facts.groups.iter().flat_map(move |group| list(group, red, &Words(lang)));
    document.blocks.extend(lists(true));
    document.blocks.push(words.first(2, "black"));
    document.blocks.extend(lists(false));
    document.blocks.push(words.first(3, "remarks"));
    document.blocks.extend(facts.remarks.iter().map(paragraph));
    if facts.remarks.is_empty() {
        document.blocks.push(paragraph(words.word("no-remarks")));
    }
    document.blocks.push(words.first(4, "rules"));
    document.blocks.extend(facts.rules.iter().map(paragraph));
    document.signature = Some(Signature { by: facts.office.clone(), on: facts.signed_on.clone() });
    document.trace = facts.sha256.iter().map(|hash| words.say("hash", &[("hash", hash)])).collect();
    document
}

/// One list of a peer group: a table, or in words that nobody is on it.
fn list(group: &ListingFactsGroup, red: bool, words: &Words) -> Vec<Block> {
    let (rows, nobody) = if red { (&group.red, &group.no_red) } else { (&group.black, &group.no_black) };
    if rows.is_empty() {
        return vec![paragraph(nobody)];
    }
    let column = |key: &str, share| Column::centred(words.word(&format!("column-{key}")), share);
    let cells = |row: &ListingFactsRow| {
        [&row.rank, &row.unit, &row.figure, &row.previous, &row.streak].map(|text| Cell::new(text.as_str())).into()
    };
    vec![Block::Grid(Grid {
        caption: Some(words.say("caption", &[("group", &group.name), ("by", &group.by)])),
        columns: vec![
            column("rank", 2),
            Column::text(words.word("column-unit"), 8),
            Column::centred(group.by.clone(), 4),
            column("moved", 3),
            column("streak", 4),
        ],
        rows: rows.iter().map(cells).collect(),
    })]
}
