//! What the library has no words for, put into the parts it has written before they are packed.
//!
//! Each of these replaces a mark that can stand nowhere in people's text, whose `<` and quotes are always escaped. Tests
//! hold every one of them, so that a new release of the library that writes a mark otherwise does not lose it unseen.

use docx_rs::{Text, XMLDocx};
use wangge_domain::text::Lang;

use super::body::allowed;
use super::styles::FONTS;
use crate::export::Unwritten;
use crate::official::model::Document;

/// How the library writes the properties of a row that has none: only head rows are left so.
const HEAD_ROW: &str = "<w:trPr />";
/// How the library begins every picture.
const DRAWING: &str = "<wp:docPr id=\"1\" name=\"Figure\" />";
/// Whom the library names as the author of every file.
const AUTHOR: &str = "<dc:creator>unknown</dc:creator><cp:lastModifiedBy>unknown</cp:lastModifiedBy>";

/// Completes the parts of a file; `described` says what each picture shows, in their order.
pub(super) fn complete(mut parts: XMLDocx, document: &Document, described: &[String]) -> Result<XMLDocx, Unwritten> {
    let zh = document.lang == Lang::Zh;
    edit(&mut parts.document, |text| {
        // A head row that comes again on every page.
        let text = text.replace(HEAD_ROW, "<w:trPr><w:cantSplit /><w:tblHeader /></w:trPr>");
        describe(&text, described)
    })?;
    edit(&mut parts.font_table, |text| text.replace("</w:fonts>", &format!("{}</w:fonts>", fonts())))?;
    edit(&mut parts.styles, |text| {
        // The languages, by which Word checks spelling and chooses fonts for marks both scripts have.
        let first = if zh { "en-US" } else { "en-GB" };
        let language = format!("<w:lang w:val=\"{first}\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\" />");
        text.replacen("</w:rPr></w:rPrDefault>", &format!("{language}</w:rPr></w:rPrDefault>"), 1)
    })?;
    if zh {
        // The library can say this, but says it within `w:compat`, where the schema does not have it.
        let control = "<w:characterSpacingControl w:val=\"compressPunctuation\" /><w:compat>";
        edit(&mut parts.settings, |text| text.replacen("<w:compat>", control, 1))?;
    }
    // The library calls every picture `.png`; ours are all JPEG, and the type counts, not the name.
    edit(&mut parts.content_type, |text| text.replacen("\"image/png\"", "\"image/jpeg\"", 1))?;
    edit(&mut parts.doc_props.core, |text| {
        let (title, by) = (escaped(&document.title), document.signature.as_ref().map_or("", |by| &by.by));
        let (by, lang) = (escaped(by), document.lang.tag());
        let said =
            format!("<dc:creator>{by}</dc:creator><dc:title>{title}</dc:title><dc:language>{lang}</dc:language>");
        text.replacen(AUTHOR, &said, 1)
    })?;
    Ok(parts)
}

fn edit(part: &mut Vec<u8>, change: impl FnOnce(&str) -> String) -> Result<(), Unwritten> {
    let text = std::str::from_utf8(part).map_err(|error| Unwritten::new(&error))?;
    *part = change(text).into_bytes();
    Ok(())
}

/// Gives every picture its own number, and words for those who cannot see it.
fn describe(text: &str, described: &[String]) -> String {
    let mut pieces = text.split(DRAWING);
    let before = pieces.next().unwrap_or_default().to_owned();
    let pictures = (1..).zip(pieces.zip(described)).map(|(number, (piece, words))| {
        let words = escaped(words);
        format!("<wp:docPr id=\"{number}\" name=\"photo {number}\" descr=\"{words}\" />{piece}")
    });
    std::iter::once(before).chain(pictures).collect()
}

/// What stands in for a font the machine does not have.
fn fonts() -> String {
    let font = |(name, instead, family)| {
        format!(
            "<w:font w:name=\"{name}\"><w:altName w:val=\"{instead}\" /><w:charset w:val=\"86\" />\
             <w:family w:val=\"{family}\" /></w:font>"
        )
    };
    FONTS.map(|each| font((each.name(), each.instead(), each.family()))).concat()
}

fn escaped(text: &str) -> String {
    Text::new(allowed(text)).text
}
