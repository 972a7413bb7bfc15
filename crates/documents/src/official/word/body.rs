//! The text of a document: paragraphs in the styles, tables, photographs.

use wangge_domain::text::Lang;

use super::measure::{half_characters, red_size, width};
use super::xml::Xml;
use super::{Pictures, table};
use crate::official::model::{Block, Document, Imprint, Level, Signature, Span, Tone};

/// Writes one document, all but the section it ends with.
pub(super) fn body(xml: &mut Xml, document: &Document, pictures: &mut Pictures) {
    let page = Page { lang: document.lang, width: width(document.paper) };
    for mark in &document.marks {
        page.line(xml, "Mark", mark);
    }
    page.head(xml, document);
    page.line(xml, if document.head.is_some() { "Title" } else { "FormTitle" }, &document.title);
    if let Some(addressees) = &document.addressees {
        page.line(xml, "Addressee", addressees);
    }
    page.blocks(xml, &document.blocks, pictures);
    page.attachments(xml, &document.attachments);
    if let Some(signature) = &document.signature {
        page.signature(xml, signature, document.head.is_some());
    }
    page.blocks(xml, &document.annexes, pictures);
    if let Some(imprint) = &document.imprint {
        page.imprint(xml, imprint);
    }
    for (i, line) in document.trace.iter().enumerate() {
        // The rule stands above the first line only: paragraphs with equal borders share one frame in Word.
        page.line(xml, if i == 0 { "Trace" } else { "TraceMore" }, line);
    }
}

/// The language and the width of what is written.
#[derive(Clone, Copy)]
pub(super) struct Page {
    pub(super) lang: Lang,
    pub(super) width: u32,
}

impl Page {
    /// A paragraph of one run.
    pub(super) fn line(self, xml: &mut Xml, style: &str, text: &str) {
        self.paragraph(xml, style, &[Span::plain(text)]);
    }

    pub(super) fn paragraph(self, xml: &mut Xml, style: &str, spans: &[Span]) {
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| xml.val("w:pStyle", style));
            for span in spans {
                self.run(xml, &span.text, |xml| match span.tone {
                    Tone::Plain => {}
                    // The text of official documents is black; only the head is red.
                    Tone::Strong | Tone::Late => xml.empty("w:b", &[]),
                });
            }
        });
    }

    /// A run with its own look; line breaks in the text become line breaks.
    pub(super) fn run(self, xml: &mut Xml, text: &str, look: impl FnOnce(&mut Xml)) {
        xml.within("w:r", &[], |xml| {
            xml.within("w:rPr", &[], |xml| {
                // Marks that both scripts have, such as quotes and dashes, are Chinese in Chinese text.
                if self.lang == Lang::Zh {
                    xml.empty("w:rFonts", &[("w:hint", "eastAsia")]);
                }
                look(xml);
            });
            for (i, line) in text.lines().enumerate() {
                if i > 0 {
                    xml.empty("w:br", &[]);
                }
                xml.within("w:t", &[("xml:space", "preserve")], |xml| xml.text(line));
            }
        });
    }

    fn head(self, xml: &mut Xml, document: &Document) {
        let Some(head) = &document.head else { return };
        let size = red_size(&head.name, self.lang);
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| xml.val("w:pStyle", "RedHead"));
            self.run(xml, &head.name, |xml| {
                xml.val("w:sz", size);
                xml.val("w:szCs", size);
            });
        });
        if let Some(number) = &head.number {
            self.line(xml, "Number", number);
        }
        match &head.ends {
            Some(ends) => self.ends(xml, "Ends", ends),
            None => self.line(xml, "Rule", ""),
        }
    }

    /// A line with one text at each end.
    fn ends(self, xml: &mut Xml, style: &str, (start, end): &(String, String)) {
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| xml.val("w:pStyle", style));
            self.run(xml, start, |_| {});
            xml.within("w:r", &[], |xml| xml.empty("w:tab", &[]));
            self.run(xml, end, |_| {});
        });
    }

    fn blocks(self, xml: &mut Xml, blocks: &[Block], pictures: &mut Pictures) {
        for block in blocks {
            match block {
                Block::Heading(level, text) => self.line(xml, heading(*level), text),
                Block::Paragraph(spans) => self.paragraph(xml, "Text", spans),
                Block::Note(text) => self.line(xml, "Note", text),
                Block::Mark(text) => self.line(xml, "Mark", text),
                Block::Grid(grid) => table::grid(xml, self, grid),
                Block::Form(form) => table::form(xml, self, form),
                Block::Photos(photos) => table::photos(xml, self, photos, pictures),
                Block::NewPage(text) => self.new_page(xml, text),
                Block::Title(text) => self.line(xml, "PageTitle", text),
            }
        }
    }

    fn new_page(self, xml: &mut Xml, text: &str) {
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| {
                xml.val("w:pStyle", "PageHead");
                xml.empty("w:pageBreakBefore", &[]);
            });
            self.run(xml, text, |_| {});
        });
    }

    /// 附件：1. … one line below the text, the names under each other.
    fn attachments(self, xml: &mut Xml, names: &[String]) {
        let lead = if self.lang == Lang::Zh { "附件：" } else { "Attachments: " };
        for (i, name) in names.iter().enumerate() {
            let gap = if self.lang == Lang::Zh { "" } else { " " };
            let numbered = if names.len() == 1 { name.clone() } else { format!("{}.{gap}{name}", i + 1) };
            if i == 0 {
                self.line(xml, "Addressee", "");
                self.line(xml, "Attachment", &format!("{lead}{numbered}"));
            } else {
                self.indented(xml, "Attachment", "w:firstLine", 5, &numbered);
            }
        }
    }

    /// The office over its date, each in the middle of the other, four characters from the edge.
    fn signature(self, xml: &mut Xml, signature: &Signature, letter: bool) {
        let (by, on) = (half_characters(&signature.by), half_characters(&signature.on));
        let (by_indent, on_indent) = if by > on { (4, 4 + (by - on) / 4) } else { (4 + (on - by) / 4, 4) };
        // A form has its own lines above; only a letter keeps one free.
        if letter {
            self.line(xml, "Addressee", "");
        }
        self.indented(xml, "Signature", "w:right", by_indent, &signature.by);
        self.indented(xml, "Signature", "w:right", on_indent, &signature.on);
    }

    /// A line drawn in by whole characters.
    fn indented(self, xml: &mut Xml, style: &str, side: &str, characters: u32, text: &str) {
        let wide = if self.lang == Lang::Zh { 320 } else { 250 };
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| {
                xml.val("w:pStyle", style);
                let (hundredths, twips) = ((characters * 100).to_string(), (characters * wide).to_string());
                xml.empty("w:ind", &[(&format!("{side}Chars"), &hundredths), (side, &twips)]);
            });
            self.run(xml, text, |_| {});
        });
    }

    fn imprint(self, xml: &mut Xml, imprint: &Imprint) {
        self.line(xml, "Addressee", "");
        if let Some(copies) = &imprint.copies {
            self.line(xml, "Copies", copies);
        }
        self.ends(xml, "Printed", &imprint.printed);
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
