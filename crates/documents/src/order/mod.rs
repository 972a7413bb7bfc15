//! Orders about cases as official documents: the rectification order 整改交办单 of a case, the documents that press a
//! unit (催办单, 督办单, 提级督办单), and the list of a unit's problems 问题整改清单.
//!
//! The facts come worded by whoever knows their names; here they find their places.

mod model;

pub use model::{ListFacts, ListedCase, OrderFacts, OrderKind, OrderPhotos, Pressing};

use wangge_domain::text::{Lang, Message, render, word};

use crate::official::{
    Block, Cell, Column, Document, Form, FormRow, Grid, Head, PairOfPhotos, Paper, Photos, Signature, Span,
};

/// How many lines an empty field to be written in by hand has.
const BY_HAND: u32 = 5;

struct Words(Lang);

impl Words {
    fn word(&self, key: &str) -> String {
        word(&format!("order-{key}"), self.0)
    }

    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        let message = Message::new(format!("order-{key}"));
        render(&args.iter().fold(message, |message, (name, value)| message.arg(name, value)), self.0)
    }

    fn one(&self, key: &str, value: &str, lines: u32) -> FormRow {
        FormRow::One(self.word(key), value.to_owned(), lines)
    }

    fn two(&self, (first, said): (&str, &str), (second, told): (&str, &str)) -> FormRow {
        FormRow::Two((self.word(first), said.to_owned()), (self.word(second), told.to_owned()))
    }

    /// The head every order has: the office in red, the number, the rule.
    fn head(&self, campaign: &str, number: &str) -> Head {
        let name = self.say("issuer", &[("campaign", campaign)]);
        Head { name, number: Some(number.to_owned()), ends: None }
    }

    fn marks(&self, demonstration: bool) -> Vec<String> {
        demonstration.then(|| self.word("mark-demonstration")).into_iter().collect()
    }
}

/// An order about one case. The one that hands it over is a page, with the sheet the unit sends back; one that presses the unit is a letter
/// under the red head, signed on its first page, with the form attached.
pub fn order_document(facts: &OrderFacts, photos: OrderPhotos, lang: Lang) -> Document {
    let words = Words(lang);
    let title = words.word(&format!("title-{}", facts.kind.key()));
    let mut document = Document::new(lang, title, facts.written_at);
    document.marks = words.marks(facts.demonstration);
    let to = facts.unit.clone().unwrap_or_else(|| "—".to_owned());
    document.addressees = Some(words.say("to", &[("unit", &to)]));
    document.blocks =
        opening(facts, &words).into_iter().map(|text| Block::Paragraph(vec![Span::plain(text)])).collect();
    let (case, answer) = (case_rows(facts, &words), answer_rows(facts, &words));
    match &facts.pressing {
        None => {
            document.blocks.push(Block::Form(Form { rows: case }));
            document.annexes.push(Block::NewPage(words.say("case-number", &[("number", &facts.number)])));
            document.annexes.push(Block::Title(words.word("title-answer")));
            document.annexes.push(Block::Form(Form { rows: answer }));
        }
        Some(pressing) => {
            document.head = Some(words.head(&facts.campaign, &pressing.number));
            document.attachments.push(words.word("title-form"));
            document.annexes.push(Block::NewPage(words.word("attached")));
            document.annexes.push(Block::Title(words.word("title-form")));
            document.annexes.push(Block::Form(Form { rows: [case, answer].concat() }));
        }
    }
    document.annexes.extend(pictures(facts, photos, &words));
    document.signature =
        Some(Signature { by: words.say("issuer", &[("campaign", &facts.campaign)]), on: facts.signed_on.clone() });
    document.trace = vec![words.say("trace", &[("case", &facts.number), ("made", &facts.made)])];
    document
}

fn pictures(facts: &OrderFacts, photos: OrderPhotos, words: &Words) -> Option<Block> {
    let OrderPhotos { before, after } = photos;
    (before.is_some() || after.is_some()).then(|| {
        let pair = PairOfPhotos { caption: facts.problem.clone(), before, after };
        Block::Photos(Photos {
            before: words.word("photo-before"),
            after: words.word("photo-after"),
            missing: words.word("photo-missing"),
            pairs: vec![pair],
        })
    })
}

/// What the order asks for, in sentences.
fn opening(facts: &OrderFacts, words: &Words) -> Vec<String> {
    let key = format!("opening-{}", facts.kind.key());
    let due = facts.deadline.clone().unwrap_or_else(|| words.word("without-deadline"));
    let args = [("case", facts.number.as_str()), ("due", due.as_str()), ("source", facts.source.as_str())];
    let mut sentences = vec![words.say(&key, &args)];
    if let Some(pressing) = &facts.pressing {
        if let Some(rule) = &pressing.rule {
            sentences.push(words.say("rule", &[("rule", rule)]));
        }
        sentences.extend(ended(&pressing.text, words.0));
    }
    sentences
}

/// What a person wrote, as a sentence; nothing where nothing was written.
fn ended(text: &str, lang: Lang) -> Option<String> {
    let text = text.trim();
    let stop = if lang == Lang::Zh { "。" } else { "." };
    let open = !text.ends_with(['。', '！', '？', '；', '.', '!', '?', ')', '）']);
    (!text.is_empty()).then(|| format!("{text}{}", if open { stop } else { "" }))
}

/// What the case is, until it is signed for.
fn case_rows(facts: &OrderFacts, words: &Words) -> Vec<FormRow> {
    let said = |text: &Option<String>| text.clone().unwrap_or_else(|| "—".to_owned());
    let mut rows = vec![
        words.two(("number", &facts.number), ("source", &facts.source)),
        words.two(("found", &facts.found), ("due", &said(&facts.deadline))),
    ];
    if let Some(round) = &facts.round {
        rows.push(words.one("round", round, 1));
    }
    rows.push(words.two(("type", &said(&facts.site_type)), ("site", &said(&facts.site))));
    rows.push(words.one("place", &facts.place, 1));
    rows.push(words.one("item", &said(&facts.item), 1));
    if let Some(observed) = &facts.observed {
        rows.push(words.one("observed", observed, 1));
    }
    let problem = match facts.quantity {
        0 | 1 => facts.problem.clone(),
        several => words.say("several", &[("problem", &facts.problem), ("quantity", &several.to_string())]),
    };
    rows.push(words.one("problem", &problem, 1));
    rows.push(words.two(("unit", &said(&facts.unit)), ("head", &said(&facts.head))));
    if !facts.assisting.is_empty() {
        rows.push(words.one("assisting", &facts.assisting.join("、"), 1));
    }
    rows.push(words.one("answerable", &facts.answerable.join("\n"), 1));
    if let Some(pressing) = &facts.pressing {
        rows.push(words.one("before", &pressing.before, 1));
    }
    rows.push(words.one("requirement", &words.word("requirements"), 1));
    rows.push(words.two(("signed-by", ""), ("signed", facts.accepted.as_deref().unwrap_or_default())));
    rows
}

/// What was done about it: filled in by hand where nothing is known yet.
fn answer_rows(facts: &OrderFacts, words: &Words) -> Vec<FormRow> {
    let blank = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        words.one("measures", &blank(&facts.measures), BY_HAND),
        words.one("lasting", &blank(&facts.lasting), 2),
        words.two(("checker", &blank(&facts.checker)), ("verdict", &blank(&facts.verdict))),
        words.one("closed", &blank(&facts.closed), 1),
    ]
}

/// A unit's problems as one list, on lying paper.
pub fn list_document(facts: &ListFacts, lang: Lang) -> Document {
    let words = Words(lang);
    let mut document = Document::new(lang, words.word("title-list"), facts.written_at);
    document.paper = Paper::A4Landscape;
    document.marks = words.marks(facts.demonstration);
    document.addressees = Some(words.say("to", &[("unit", &facts.unit)]));
    let count = facts.cases.len().to_string();
    let opening = words.say("opening-list", &[("count", &count)]);
    document.blocks.push(Block::Paragraph(vec![Span::plain(opening)]));
    let columns = [("ordinal", 2, false), ("number", 4, false), ("problem", 9, true), ("place", 7, true)];
    let last = [("due", 5, false), ("answerable", 14, true), ("measures", 7, true)];
    let column = |(key, share, text): (&str, u32, bool)| {
        if text { Column::text(words.word(key), share) } else { Column::centred(words.word(key), share) }
    };
    let row = |(n, case): (usize, &ListedCase)| {
        let cells = [&case.number, &case.problem, &case.place, &case.deadline, &case.answerable];
        std::iter::once((n + 1).to_string()).chain(cells.into_iter().cloned()).map(Cell::new).collect()
    };
    document.blocks.push(Block::Grid(Grid {
        caption: None,
        columns: columns.into_iter().chain(last).map(column).collect(),
        rows: facts.cases.iter().enumerate().map(row).collect(),
    }));
    document.signature =
        Some(Signature { by: words.say("issuer", &[("campaign", &facts.campaign)]), on: facts.signed_on.clone() });
    document
}

#[cfg(test)]
mod tests;
