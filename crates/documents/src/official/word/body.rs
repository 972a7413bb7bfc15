//! The text of a document: paragraphs in the styles, tables, photographs.

use docx_rs::{BreakType, DocumentChild, Paragraph, Run, RunFonts, SpecialIndentType, Table};
use wangge_domain::text::Lang;

use super::measure::{half_characters, red_size, width};
use super::table;
use crate::official::model::{Block, Document, Imprint, Level, Signature, Span, Tone};

/// Writes one document, all but the section it ends with. What its pictures show is added to `described`.
pub(super) fn body(document: &Document, described: &mut Vec<String>) -> Vec<DocumentChild> {
    let page = Page { lang: document.lang, width: width(document.paper) };
    let mut body = Body { page, written: Vec::new(), described };
    for mark in &document.marks {
        body.line("Mark", mark);
    }
    body.head(document);
    body.line(if document.head.is_some() { "Title" } else { "FormTitle" }, &document.title);
    if let Some(addressees) = &document.addressees {
        body.line("Addressee", addressees);
    }
    body.blocks(&document.blocks);
    body.attachments(&document.attachments);
    if let Some(signature) = &document.signature {
        body.signature(signature, document.head.is_some());
    }
    body.blocks(&document.annexes);
    if let Some(imprint) = &document.imprint {
        body.imprint(imprint);
    }
    for (i, line) in document.trace.iter().enumerate() {
        // The rule stands above the first line only: paragraphs with equal borders share one frame in Word.
        body.line(if i == 0 { "Trace" } else { "TraceMore" }, line);
    }
    body.written
}

/// The language and the width of what is written.
#[derive(Clone, Copy)]
pub(super) struct Page {
    pub(super) lang: Lang,
    pub(super) width: usize,
}

impl Page {
    /// A paragraph of one run.
    pub(super) fn line(self, style: &str, text: &str) -> Paragraph {
        Paragraph::new().style(style).add_run(run(self.lang, text))
    }

    /// A line with one text at each end.
    fn ends(self, style: &str, (start, end): &(String, String)) -> Paragraph {
        self.line(style, start).add_run(Run::new().add_tab()).add_run(run(self.lang, end))
    }

    /// As wide as so many characters.
    fn characters(self, count: usize) -> i32 {
        let wide = if self.lang == Lang::Zh { 320 } else { 250 };
        i32::try_from(count * wide).unwrap_or(i32::MAX)
    }
}

/// A run; line breaks in the text become line breaks.
pub(super) fn run(lang: Lang, text: &str) -> Run {
    let mut run = Run::new();
    // Marks that both scripts have, such as quotes and dashes, are Chinese in Chinese text.
    if lang == Lang::Zh {
        run = run.fonts(RunFonts::new().hint("eastAsia"));
    }
    for (i, line) in text.lines().enumerate() {
        if i > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        run = run.add_text(allowed(line));
    }
    run
}

/// What XML 1.0 cannot hold is left out, which the library does not do: Word refuses a whole file for one control
/// character.
pub(super) fn allowed(text: &str) -> String {
    let keep = |c: char| match c {
        '\t' | '\n' | '\r' => Some(' '),
        c if c < ' ' || ('\u{7f}'..='\u{9f}').contains(&c) || matches!(c, '\u{fffe}' | '\u{ffff}') => None,
        c => Some(c),
    };
    text.chars().filter_map(keep).collect()
}

/// A document being written.
struct Body<'a> {
    page: Page,
    written: Vec<DocumentChild>,
    described: &'a mut Vec<String>,
}

impl Body<'_> {
    fn add(&mut self, paragraph: Paragraph) {
        self.written.push(DocumentChild::Paragraph(Box::new(paragraph)));
    }

    fn line(&mut self, style: &str, text: &str) {
        self.add(self.page.line(style, text));
    }

    fn table(&mut self, table: Table) {
        self.written.push(DocumentChild::Table(Box::new(table)));
        // Word joins two tables that touch, and text would stick to the last line.
        self.line("AfterTable", "");
    }

    fn paragraph(&mut self, spans: &[Span]) {
        let mut paragraph = Paragraph::new().style("Text");
        for span in spans {
            let run = run(self.page.lang, &span.text);
            paragraph = paragraph.add_run(match span.tone {
                Tone::Plain => run,
                // The text of official documents is black; only the head is red.
                Tone::Strong | Tone::Late => run.bold(),
            });
        }
        self.add(paragraph);
    }

    fn head(&mut self, document: &Document) {
        let Some(head) = &document.head else { return };
        let lang = self.page.lang;
        let name = run(lang, &head.name).size(red_size(&head.name, lang));
        self.add(Paragraph::new().style("RedHead").add_run(name));
        if let Some(number) = &head.number {
            self.line("Number", number);
        }
        match &head.ends {
            Some(ends) => self.add(self.page.ends("Ends", ends)),
            None => self.line("Rule", ""),
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading(level, text) => self.line(heading(*level), text),
                Block::Paragraph(spans) => self.paragraph(spans),
                Block::Note(text) => self.line("Note", text),
                Block::Mark(text) => self.line("Mark", text),
                Block::Grid(grid) => {
                    if let Some(caption) = &grid.caption {
                        self.line("Caption", caption);
                    }
                    self.table(table::grid(self.page, grid));
                }
                Block::Form(form) => self.table(table::form(self.page, form)),
                Block::Photos(photos) => {
                    let table = table::photos(self.page, photos, self.described);
                    self.table(table);
                }
                Block::NewPage(text) => self.add(self.page.line("PageHead", text).page_break_before(true)),
                Block::Title(text) => self.line("PageTitle", text),
            }
        }
    }

    /// 附件：1. … one line below the text, the names under each other.
    fn attachments(&mut self, names: &[String]) {
        let (lead, gap) = if self.page.lang == Lang::Zh { ("附件：", "") } else { ("Attachments: ", " ") };
        for (i, name) in names.iter().enumerate() {
            let numbered = if names.len() == 1 { name.clone() } else { format!("{}.{gap}{name}", i + 1) };
            if i == 0 {
                self.line("Addressee", "");
                self.line("Attachment", &format!("{lead}{numbered}"));
            } else {
                let first = SpecialIndentType::FirstLine(self.page.characters(5));
                self.add(self.page.line("Attachment", &numbered).indent(None, Some(first), None, None));
            }
        }
    }

    /// The office over its date, each in the middle of the other, four characters from the edge.
    fn signature(&mut self, signature: &Signature, letter: bool) {
        let (by, on) = (half_characters(&signature.by), half_characters(&signature.on));
        let (by_indent, on_indent) = if by > on { (4, 4 + (by - on) / 4) } else { (4 + (on - by) / 4, 4) };
        // A form has its own lines above; only a letter keeps one free.
        if letter {
            self.line("Addressee", "");
        }
        for (text, indent) in [(&signature.by, by_indent), (&signature.on, on_indent)] {
            let right = Some(self.page.characters(indent));
            self.add(self.page.line("Signature", text).indent(None, None, right, None));
        }
    }

    fn imprint(&mut self, imprint: &Imprint) {
        self.line("Addressee", "");
        if let Some(copies) = &imprint.copies {
            self.line("Copies", copies);
        }
        self.add(self.page.ends("Printed", &imprint.printed));
    }
}

const fn heading(level: Level) -> &'static str {
    match level {
        Level::First => "Heading1",
        Level::Second => "Heading2",
        Level::Third => "Heading3",
        Level::Fourth => "Heading4",
    }
}
