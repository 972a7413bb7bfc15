//! The documents of a dispatch meeting 调度会: its papers 会议材料 and its minutes 会议纪要. The facts come worded by whoever
//! knows their names; here they find their places.

mod model;
#[cfg(test)]
mod tests;

pub use model::{MeetingFacts, MeetingGroup, MeetingPoint, MeetingResolution, MeetingStuckCase};

use wangge_domain::text::{Lang, Message, render, word};

use crate::official::{
    Block, Cell, Column, Document, Grid, Head, Imprint, Level, Signature, Span, numbered, subnumbered,
};

struct Words(Lang);

impl Words {
    fn word(&self, key: &str) -> String {
        word(&format!("meeting-document-{key}"), self.0)
    }

    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        let message = Message::new(format!("meeting-document-{key}"));
        render(&args.iter().fold(message, |message, (name, value)| message.arg(name, value)), self.0)
    }

    fn first(&self, number: usize, key: &str) -> Block {
        Block::Heading(Level::First, numbered(number, &self.word(key), self.0))
    }

    fn or_unknown(&self, text: &str) -> String {
        if text.is_empty() { self.word("unknown") } else { text.to_owned() }
    }

    fn none(&self) -> Block {
        paragraph(self.word("none"))
    }

    fn column(&self, key: &str, share: u32, text: bool) -> Column {
        let heading = self.word(&format!("column-{key}"));
        if text { Column::text(heading, share) } else { Column::centred(heading, share) }
    }
}

fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph(vec![Span::plain(text)])
}

fn rows<const N: usize>(rows: impl IntoIterator<Item = [String; N]>) -> Vec<Vec<Cell>> {
    rows.into_iter().map(|row| row.into_iter().map(Cell::new).collect()).collect()
}

/// A document with what both share: marks, signature.
fn begun(facts: &MeetingFacts, title: String, words: &Words) -> Document {
    let mut document = Document::new(words.0, title, facts.written_at);
    document.marks = facts.demonstration.then(|| word("order-mark-demonstration", words.0)).into_iter().collect();
    document.signature = Some(Signature { by: facts.office.clone(), on: facts.signed_on.clone() });
    document
}

/// The papers of a meeting: agenda with its facts, the ranking of the week, the cases that are stuck, and how resolutions
/// stand.
pub fn pack_document(facts: &MeetingFacts, lang: Lang) -> Document {
    let words = Words(lang);
    let mut document = begun(facts, words.say("title-pack", &[("name", &facts.name)]), &words);
    if facts.planned {
        document.marks.push(words.word("planned"));
    }
    let unknown = |text: &str| words.or_unknown(text);
    let when = [("day", facts.day.clone()), ("place", unknown(&facts.place)), ("chair", unknown(&facts.chair))];
    let when: Vec<(&str, &str)> = when.iter().map(|(name, value)| (*name, value.as_str())).collect();
    document.blocks.push(paragraph(words.say("when", &when)));
    document.blocks.push(paragraph(words.say("attendees", &[("attendees", &unknown(&facts.attendees))])));
    document.blocks.push(words.first(1, "agenda"));
    for (point, number) in facts.agenda.iter().zip(1..) {
        document.blocks.push(Block::Heading(Level::Second, subnumbered(number, &point.title, lang)));
        document.blocks.extend((!point.note.is_empty()).then(|| paragraph(&point.note)));
        document.blocks.extend(point.facts.iter().map(paragraph));
    }
    document.blocks.push(words.first(2, "ranking"));
    document.blocks.extend(facts.ranking.iter().map(|group| ranking(group, &facts.week, &words)));
    if facts.ranking.is_empty() {
        document.blocks.push(words.none());
    }
    document.blocks.push(words.first(3, "stuck"));
    document.blocks.push(stuck(&facts.stuck, &words));
    document.blocks.push(words.first(4, "resolutions"));
    document.blocks.push(resolutions(&facts.resolutions, &words));
    document
}

fn ranking(group: &MeetingGroup, week: &str, words: &Words) -> Block {
    let row = |(rank, unit, moved, total): &(String, String, String, String)| {
        [rank.clone(), unit.clone(), moved.clone(), total.clone()]
    };
    Block::Grid(Grid {
        caption: Some(words.say("ranking-of", &[("week", week), ("group", &group.name)])),
        columns: vec![
            words.column("rank", 2, false),
            words.column("unit", 7, true),
            words.column("moved", 3, false),
            words.column("total", 3, false),
        ],
        rows: rows(group.rows.iter().map(row)),
    })
}

fn stuck(cases: &[MeetingStuckCase], words: &Words) -> Block {
    if cases.is_empty() {
        return words.none();
    }
    let row = |case: &MeetingStuckCase| {
        [&case.number, &case.problem, &case.unit, &case.due, &case.state, &case.says].map(Clone::clone)
    };
    Block::Grid(Grid {
        caption: None,
        columns: vec![
            words.column("case", 4, false),
            words.column("problem", 7, true),
            words.column("unit", 5, true),
            words.column("due", 4, false),
            words.column("state", 3, false),
            words.column("says", 6, true),
        ],
        rows: rows(cases.iter().map(row)),
    })
}

fn resolutions(all: &[MeetingResolution], words: &Words) -> Block {
    if all.is_empty() {
        return words.none();
    }
    let row = |one: &MeetingResolution| {
        [&one.number, &one.what, &one.unit, &one.due, &one.state, &one.report].map(Clone::clone)
    };
    Block::Grid(Grid {
        caption: None,
        columns: vec![
            words.column("ordinal", 3, false),
            words.column("what", 8, true),
            words.column("unit", 5, true),
            words.column("due", 4, false),
            words.column("state", 3, false),
            words.column("report", 6, true),
        ],
        rows: rows(all.iter().map(row)),
    })
}

/// The minutes of a meeting: what was said of each point and what was resolved.
pub fn minutes_document(facts: &MeetingFacts, lang: Lang) -> Document {
    let words = Words(lang);
    let mut document = begun(facts, words.say("title-minutes", &[("name", &facts.name)]), &words);
    document.head = Some(Head {
        name: words.say("head-minutes", &[("campaign", &facts.campaign)]),
        number: facts.number.as_ref().map(|number| words.say("number", &[("number", number)])),
        ends: Some((facts.office.clone(), facts.signed_on.clone())),
    });
    let unknown = |text: &str| words.or_unknown(text);
    let opening = [
        ("day", facts.day.clone()),
        ("chair", unknown(&facts.chair)),
        ("place", unknown(&facts.place)),
        ("name", facts.name.clone()),
        ("attendees", unknown(&facts.attendees)),
    ];
    let opening: Vec<(&str, &str)> = opening.iter().map(|(name, value)| (*name, value.as_str())).collect();
    document.blocks.push(paragraph(words.say("opening", &opening)));
    document.blocks.push(words.first(1, "discussed"));
    for (point, number) in facts.agenda.iter().zip(1..) {
        document.blocks.push(Block::Heading(Level::Second, subnumbered(number, &point.title, lang)));
        let said = if point.minutes.is_empty() { words.word("no-minutes") } else { point.minutes.clone() };
        document.blocks.extend(said.lines().map(str::trim).filter(|line| !line.is_empty()).map(paragraph));
    }
    document.blocks.push(words.first(2, "resolved"));
    document.blocks.push(resolved(&facts.resolutions, &words));
    document.imprint =
        Some(Imprint { copies: Some(words.word("copies")), printed: (facts.office.clone(), facts.signed_on.clone()) });
    document
}

/// What the meeting resolved, with who answers for it.
fn resolved(all: &[MeetingResolution], words: &Words) -> Block {
    if all.is_empty() {
        return words.none();
    }
    let row = |one: &MeetingResolution| [&one.number, &one.what, &one.unit, &one.who, &one.due].map(Clone::clone);
    Block::Grid(Grid {
        caption: None,
        columns: vec![
            words.column("ordinal", 3, false),
            words.column("what", 10, true),
            words.column("unit", 5, true),
            words.column("who", 3, false),
            words.column("due", 4, false),
        ],
        rows: rows(all.iter().map(row)),
    })
}
