//! The bulletin as an official document, for Word: the words of the page in the parts of a 通报.

use chrono_tz::Tz;
use wangge_domain::bulletin::BulletinFacts;
use wangge_domain::text::{Lang, Message, render, word};

use super::page::{Counts, GroupPart, Page, Piece, Problems, Scope};
use super::view;
use crate::official::{Block, Cell, Column, Document, Grid, Head, Level, PairOfPhotos, Photos, Signature, Span};

/// What shows that a bulletin is as it was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// The SHA-256 of the published page.
    pub sha256: String,
}

/// The photographs at a bulletin's end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BulletinPhotos {
    /// The pairs, in the order of the problems.
    pub pairs: Vec<PairOfPhotos>,
    /// How many more there are than the bulletin shows.
    pub more: usize,
}

/// The bulletin as an official document. A published one carries its seal; a draft has none.
pub fn bulletin_document(
    facts: &BulletinFacts,
    lang: Lang,
    zone: Tz,
    photos: BulletinPhotos,
    seal: Option<&Seal>,
) -> Document {
    let page = view::page(facts, lang, zone);
    let mut document = Document::new(lang, page.title.clone(), facts.as_of);
    document.marks.clone_from(&page.marks);
    document.head = Some(Head {
        name: page.name.clone(),
        number: Some(page.issue.clone()),
        ends: Some((page.issuer.clone(), page.date.clone())),
    });
    document.addressees = Some(page.addressees.clone());
    document.blocks = blocks(&page);
    document.signature = Some(Signature { by: page.issuer.clone(), on: page.date.clone() });
    document.annexes = annexes(&page, lang, photos, &mut document.attachments);
    document.trace = trace(&page, lang, seal);
    document
}

fn blocks(page: &Page) -> Vec<Block> {
    let mut blocks: Vec<Block> = page.correction.iter().cloned().map(Block::Mark).collect();
    blocks.extend(page.basis.iter().map(|text| paragraph(text)));
    scope(&page.scope, &mut blocks);
    counts(&page.counts, &mut blocks);
    problems(&page.problems, &mut blocks);
    blocks.push(Block::Heading(Level::First, page.ranking.heading.clone()));
    blocks.push(paragraph(&page.ranking.summary));
    for group in &page.ranking.groups {
        ranking(group, &mut blocks);
    }
    for part in std::iter::once(&page.requirements).chain(&page.remarks) {
        blocks.push(Block::Heading(Level::First, part.heading.clone()));
        blocks.extend(part.texts.iter().map(|text| paragraph(text)));
    }
    blocks
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(vec![Span::plain(text.trim())])
}

fn joined(pieces: &[Piece]) -> Block {
    paragraph(&pieces.iter().map(|piece| piece.text.as_str()).collect::<String>())
}

fn scope(scope: &Scope, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(Level::First, scope.heading.clone()));
    blocks.push(joined(&scope.summary));
    if scope.rows.is_empty() {
        return;
    }
    let mut rows: Vec<Vec<Cell>> = (1_u64..)
        .zip(&scope.rows)
        .map(|(n, row)| vec![Cell::new(n.to_string()), Cell::new(&row.name), Cell::new(row.sites.to_string())])
        .collect();
    rows.push(vec![Cell::new(""), Cell::total(&scope.total), Cell::total(scope.sites.to_string())]);
    let columns = vec![
        Column::centred(heading(&scope.headings, 0), 2),
        Column::text(heading(&scope.headings, 1), 8),
        Column::centred(heading(&scope.headings, 2), 3),
    ];
    blocks.push(Block::Grid(Grid { caption: Some(scope.caption.clone()), columns, rows }));
}

fn heading(headings: &[String], at: usize) -> &str {
    headings.get(at).map_or("", String::as_str)
}

fn counts(counts: &Counts, blocks: &mut Vec<Block>) {
    blocks.push(joined(&counts.summary));
    if counts.rows.is_empty() {
        return;
    }
    let last = counts.rows.len() - 1;
    let rows = counts.rows.iter().enumerate().map(|(i, row)| {
        let cell = if i == last { Cell::total } else { Cell::new };
        std::iter::once(cell(row.unit.clone())).chain(row.cells.iter().map(|piece| cell(piece.text.clone()))).collect()
    });
    blocks.push(Block::Grid(Grid {
        caption: Some(counts.caption.clone()),
        columns: columns(&counts.headings, 0, 8, 4),
        rows: rows.collect(),
    }));
}

/// Columns of figures, of which one holds names.
fn columns(headings: &[String], names: usize, wide: u32, narrow: u32) -> Vec<Column> {
    let column = |(i, heading): (usize, &String)| {
        if i == names { Column::text(heading, wide) } else { Column::centred(heading, narrow) }
    };
    headings.iter().enumerate().map(column).collect()
}

fn problems(problems: &Problems, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(Level::First, problems.heading.clone()));
    if problems.units.is_empty() {
        blocks.push(paragraph(&problems.none));
    }
    for unit in &problems.units {
        blocks.push(Block::Heading(Level::Second, unit.heading.clone()));
        for place in &unit.places {
            let mut spans = vec![Span::strong(&place.heading)];
            for problem in &place.problems {
                spans.push(Span::plain(&problem.text));
                spans.push(if problem.overdue { Span::late(&problem.state) } else { Span::plain(&problem.state) });
                spans.push(Span::plain(&problem.end));
            }
            blocks.push(Block::Paragraph(spans));
        }
    }
}

fn ranking(group: &GroupPart, blocks: &mut Vec<Block>) {
    let rows = group.rows.iter().map(|row| {
        let first = [row.rank.to_string(), row.unit.clone(), row.composite.clone(), row.movement.clone()];
        first.into_iter().chain(row.cells.iter().map(|piece| piece.text.clone())).map(Cell::new).collect()
    });
    if !group.rows.is_empty() {
        blocks.push(Block::Grid(Grid {
            caption: Some(group.caption.clone()),
            columns: columns(&group.headings, 1, 8, 5),
            rows: rows.collect(),
        }));
    }
    blocks.extend(group.notes.iter().cloned().map(Block::Note));
}

/// The attached pages: the photographs, where there are any, and what the figures mean.
fn annexes(page: &Page, lang: Lang, photos: BulletinPhotos, names: &mut Vec<String>) -> Vec<Block> {
    let say = |key: &str| word(&format!("bulletin-{key}"), lang);
    let mut annexes = Vec::new();
    if !photos.pairs.is_empty() {
        let name = say("photos");
        names.push(name.clone());
        annexes.push(Block::NewPage(annex(Some(1), lang)));
        annexes.push(Block::Title(name));
        let BulletinPhotos { pairs, more } = photos;
        let (before, after, missing) = (say("photos-before"), say("photos-after"), say("photos-missing"));
        annexes.push(Block::Photos(Photos { before, after, missing, pairs }));
        if more > 0 {
            annexes.push(Block::Note(render(&Message::new("bulletin-photos-more").arg("count", more), lang)));
        }
    }
    names.push(say("definitions-name"));
    annexes.push(Block::NewPage(annex((names.len() > 1).then_some(names.len()), lang)));
    annexes.push(Block::Title(say("definitions-name")));
    let entries = page.definitions.entries.iter();
    let rows = entries.map(|entry| vec![Cell::new(&entry.term), Cell::new(&entry.meaning)]).collect();
    let columns = vec![Column::centred(say("definitions-term"), 3), Column::text(say("definitions-meaning"), 10)];
    annexes.push(Block::Grid(Grid { caption: None, columns, rows }));
    annexes
}

/// What heads an attached page; one alone has no number.
fn annex(number: Option<usize>, lang: Lang) -> String {
    let number = number.map(|number| number.to_string()).unwrap_or_default();
    match lang {
        Lang::Zh => format!("附件{number}"),
        Lang::En => format!("Attachment {number}"),
    }
}

fn trace(page: &Page, lang: Lang, seal: Option<&Seal>) -> Vec<String> {
    let mut lines = page.trace.clone();
    if let Some(root) = &page.root {
        lines.push(format!("{}{root}", page.root_label));
    }
    if let Some(seal) = seal {
        lines.push(format!("{}{}", word("bulletin-sha256", lang), seal.sha256));
    }
    lines
}
