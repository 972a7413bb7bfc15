//! The writer: documents to the parts of a Word file (Office Open XML).
//!
//! The XML is written here and not by a library: a file must come out the same byte for byte, in the order of
//! the schema, and the layout asks for page numbers of odd and even pages.

mod body;
mod measure;
mod package;
mod styles;
mod table;
mod xml;

use indexmap::IndexMap;
use wangge_domain::text::Lang;

use self::xml::Xml;
use super::model::{Document, Paper};
use crate::export::Unwritten;

/// Namespaces of the parts that hold text.
const NAMESPACES: [(&str, &str); 5] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
];

/// The pictures of a file, each kept once however often it is shown.
#[derive(Default)]
struct Pictures {
    files: IndexMap<Vec<u8>, ()>,
    drawn: usize,
}

impl Pictures {
    /// Adds a picture and says its number, counted from 1.
    fn add(&mut self, jpeg: &[u8]) -> usize {
        self.drawn += 1;
        self.files.insert_full(jpeg.to_vec(), ()).0 + 1
    }

    /// How many were drawn so far, by which drawings are told apart.
    const fn drawn(&self) -> usize {
        self.drawn
    }
}

/// Writes documents as one Word file, each from a page of its own with its own page numbers.
///
/// # Errors
/// When the file cannot be put together, or there is no document.
pub fn word(documents: &[Document]) -> Result<Vec<u8>, Unwritten> {
    let Some(first) = documents.first() else { return Err(Unwritten::new(&"no document")) };
    let mut pictures = Pictures::default();
    let mut text = Xml::part();
    text.within("w:document", &NAMESPACES, |xml| {
        xml.within("w:body", &[], |xml| {
            for (i, document) in documents.iter().enumerate() {
                body::body(xml, document, &mut pictures);
                if i + 1 == documents.len() {
                    section(xml, document);
                } else {
                    end_of_section(xml, document);
                }
            }
        });
    });
    let files: Vec<&[u8]> = pictures.files.keys().map(Vec::as_slice).collect();
    package::package(first, text, &files)
}

/// The paragraph a document ends with when another follows: as good as without height.
fn end_of_section(xml: &mut Xml, document: &Document) {
    xml.within("w:p", &[], |xml| {
        xml.within("w:pPr", &[], |xml| {
            xml.val("w:snapToGrid", 0);
            xml.empty("w:spacing", &[("w:line", "20"), ("w:lineRule", "exact")]);
            section(xml, document);
        });
    });
}

/// The paper, the margins, the page numbers and the grid.
fn section(xml: &mut Xml, document: &Document) {
    let (wide, high) = measure::size(document.paper);
    let number = |value: u32| value.to_string();
    xml.within("w:sectPr", &[], |xml| {
        xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "rIdOdd")]);
        xml.empty("w:footerReference", &[("w:type", "even"), ("r:id", "rIdEven")]);
        xml.val("w:type", "nextPage");
        let size = [("w:w", number(wide)), ("w:h", number(high))];
        let mut size: Vec<(&str, &str)> = size.iter().map(|(name, value)| (*name, value.as_str())).collect();
        if document.paper != Paper::A4 {
            size.push(("w:orient", "landscape"));
        }
        xml.empty("w:pgSz", &size);
        let margins = [
            ("w:top", number(measure::TOP)),
            ("w:right", number(measure::RIGHT)),
            ("w:bottom", number(measure::BOTTOM)),
            ("w:left", number(measure::LEFT)),
            ("w:header", "851".to_owned()),
            ("w:footer", number(measure::FOOTER)),
            ("w:gutter", "0".to_owned()),
        ];
        let margins: Vec<(&str, &str)> = margins.iter().map(|(name, value)| (*name, value.as_str())).collect();
        xml.empty("w:pgMar", &margins);
        xml.empty("w:pgNumType", &[("w:start", "1")]);
        if document.lang == Lang::Zh {
            xml.empty("w:docGrid", &[("w:type", "lines"), ("w:linePitch", &number(measure::LINE))]);
        }
    });
}
