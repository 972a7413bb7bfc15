//! The parts of a Word file and the archive around them.

use std::io::{Cursor, Write};

use wangge_domain::text::Lang;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::NAMESPACES;
use super::styles::{font_table, styles};
use super::xml::Xml;
use crate::export::Unwritten;
use crate::official::model::Document;

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The parts beside the text: their relation, their name and their type.
const PARTS: [(&str, &str, &str, &str); 5] = [
    ("rIdStyles", "styles", "styles.xml", "styles+xml"),
    ("rIdSettings", "settings", "settings.xml", "settings+xml"),
    ("rIdFonts", "fontTable", "fontTable.xml", "fontTable+xml"),
    ("rIdOdd", "footer", "footer1.xml", "footer+xml"),
    ("rIdEven", "footer", "footer2.xml", "footer+xml"),
];

/// Puts the file together. Every entry has the first day an archive can have, so that equal parts give equal bytes.
pub(super) fn package(document: &Document, text: Xml, pictures: &[&[u8]]) -> Result<Vec<u8>, Unwritten> {
    let mut archive = Archive::default();
    archive.add("[Content_Types].xml", &types().into_bytes())?;
    archive.add("_rels/.rels", &relations().into_bytes())?;
    archive.add("docProps/core.xml", &core(document).into_bytes())?;
    archive.add("word/document.xml", &text.into_bytes())?;
    archive.add("word/_rels/document.xml.rels", &document_relations(pictures.len()).into_bytes())?;
    archive.add("word/styles.xml", &styles(document.lang, &NAMESPACES).into_bytes())?;
    archive.add("word/settings.xml", &settings(document.lang).into_bytes())?;
    archive.add("word/fontTable.xml", &font_table(&NAMESPACES).into_bytes())?;
    archive.add("word/footer1.xml", &footer("right").into_bytes())?;
    archive.add("word/footer2.xml", &footer("left").into_bytes())?;
    for (i, picture) in pictures.iter().enumerate() {
        archive.add_as(&format!("word/media/photo{}.jpeg", i + 1), picture, CompressionMethod::Stored)?;
    }
    archive.finish()
}

/// The archive being written.
struct Archive(ZipWriter<Cursor<Vec<u8>>>);

impl Default for Archive {
    fn default() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }
}

impl Archive {
    fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), Unwritten> {
        self.add_as(name, bytes, CompressionMethod::Deflated)
    }

    fn add_as(&mut self, name: &str, bytes: &[u8], method: CompressionMethod) -> Result<(), Unwritten> {
        let options = SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default());
        self.0.start_file(name, options).map_err(|error| Unwritten::new(&error))?;
        self.0.write_all(bytes).map_err(|error| Unwritten::new(&error))
    }

    fn finish(self) -> Result<Vec<u8>, Unwritten> {
        self.0.finish().map(Cursor::into_inner).map_err(|error| Unwritten::new(&error))
    }
}

fn types() -> Xml {
    let mut xml = Xml::part();
    let namespace = [("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")];
    xml.within("Types", &namespace, |xml| {
        let rels = "application/vnd.openxmlformats-package.relationships+xml";
        xml.empty("Default", &[("Extension", "rels"), ("ContentType", rels)]);
        xml.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
        xml.empty("Default", &[("Extension", "jpeg"), ("ContentType", "image/jpeg")]);
        let mut part = |name: &str, kind: &str| xml.empty("Override", &[("PartName", name), ("ContentType", kind)]);
        part("/word/document.xml", &format!("{MAIN}.document.main+xml"));
        for (_, _, name, kind) in PARTS {
            part(&format!("/word/{name}"), &format!("{MAIN}.{kind}"));
        }
        part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    });
    xml
}

fn relations() -> Xml {
    let mut xml = Xml::part();
    xml.within("Relationships", &[("xmlns", RELATIONS)], |xml| {
        relation(xml, "rIdText", &format!("{OFFICE}/officeDocument"), "word/document.xml");
        let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
        relation(xml, "rIdCore", core, "docProps/core.xml");
    });
    xml
}

fn document_relations(pictures: usize) -> Xml {
    let mut xml = Xml::part();
    xml.within("Relationships", &[("xmlns", RELATIONS)], |xml| {
        for (id, kind, name, _) in PARTS {
            relation(xml, id, &format!("{OFFICE}/{kind}"), name);
        }
        for number in 1..=pictures {
            let target = format!("media/photo{number}.jpeg");
            relation(xml, &format!("rIdPicture{number}"), &format!("{OFFICE}/image"), &target);
        }
    });
    xml
}

fn relation(xml: &mut Xml, id: &str, kind: &str, target: &str) {
    xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
}

fn core(document: &Document) -> Xml {
    let mut xml = Xml::part();
    let namespaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    let at = document.written_at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    xml.within("cp:coreProperties", &namespaces, |xml| {
        xml.within("dc:title", &[], |xml| xml.text(&document.title));
        xml.within("dc:creator", &[], |xml| xml.text(document.signature.as_ref().map_or("", |by| &by.by)));
        xml.within("dc:language", &[], |xml| xml.text(document.lang.tag()));
        for name in ["dcterms:created", "dcterms:modified"] {
            xml.within(name, &[("xsi:type", "dcterms:W3CDTF")], |xml| xml.text(&at));
        }
    });
    xml
}

fn settings(lang: Lang) -> Xml {
    let mut xml = Xml::part();
    xml.within("w:settings", &NAMESPACES, |xml| {
        xml.val("w:defaultTabStop", 420);
        xml.empty("w:evenAndOddHeaders", &[]);
        if lang == Lang::Zh {
            xml.val("w:characterSpacingControl", "compressPunctuation");
        }
        xml.within("w:compat", &[], |xml| {
            let mode = [
                ("w:name", "compatibilityMode"),
                ("w:uri", "http://schemas.microsoft.com/office/word"),
                ("w:val", "15"),
            ];
            xml.empty("w:compatSetting", &mode);
        });
    });
    xml
}

/// The page number — 1 —, one character from the outer edge: odd pages right, even pages left.
fn footer(side: &str) -> Xml {
    let mut xml = Xml::part();
    xml.within("w:ftr", &NAMESPACES, |xml| {
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| {
                xml.val("w:pStyle", "Footer");
                xml.empty("w:ind", &[(&format!("w:{side}Chars"), "100"), (&format!("w:{side}"), "280")]);
                xml.val("w:jc", side);
            });
            let run = |xml: &mut Xml, inside: &dyn Fn(&mut Xml)| {
                xml.within("w:r", &[], |xml| {
                    xml.within("w:rPr", &[], |xml| xml.empty("w:rFonts", &[("w:hint", "eastAsia")]));
                    inside(xml);
                });
            };
            let text = |xml: &mut Xml, text: &str| {
                xml.within("w:t", &[("xml:space", "preserve")], |xml| xml.text(text));
            };
            run(xml, &|xml| text(xml, "— "));
            run(xml, &|xml| xml.empty("w:fldChar", &[("w:fldCharType", "begin")]));
            run(xml, &|xml| xml.within("w:instrText", &[("xml:space", "preserve")], |xml| xml.text(" PAGE ")));
            run(xml, &|xml| xml.empty("w:fldChar", &[("w:fldCharType", "separate")]));
            run(xml, &|xml| text(xml, "1"));
            run(xml, &|xml| xml.empty("w:fldChar", &[("w:fldCharType", "end")]));
            run(xml, &|xml| text(xml, " —"));
        });
    });
    xml
}
