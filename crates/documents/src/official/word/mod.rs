//! The writer: documents to a Word file (Office Open XML).
//!
//! The parts of the file are put together by `docx-rs`. What it has no words for is added in one place, [`beyond`].

mod beyond;
mod body;
mod measure;
mod styles;
mod table;

use std::io::Cursor;

use docx_rs::{
    AlignmentType, DocGrid, DocGridType, DocumentChild, Docx, Footer, FooterReference, LineSpacing, LineSpacingType,
    PageMargin, PageNum, PageNumType, PageOrientationType, PageSize, Paragraph, SectionProperty, create_footer_rid,
};
use wangge_domain::text::Lang;

use super::model::{Document, Paper};
use crate::export::Unwritten;

/// Writes documents as one Word file, each from a page of its own with its own page numbers.
///
/// # Errors
/// When the file cannot be put together, or there is no document.
pub fn word(documents: &[Document]) -> Result<Vec<u8>, Unwritten> {
    let Some((last, before)) = documents.split_last() else { return Err(Unwritten::new(&"no document")) };
    let first = before.first().unwrap_or(last);
    // The library counts the paragraphs of a thread, and only `build` sets its count back to one: with it the same
    // documents give the same bytes whatever the thread began before.
    drop(Docx::new().build());
    let mut described = Vec::new();
    let mut text = Vec::new();
    for document in before {
        text.extend(body::body(document, &mut described));
        text.push(DocumentChild::Paragraph(Box::new(end_of_section(document))));
    }
    text.extend(body::body(last, &mut described));

    let at = first.written_at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let mut file = Docx::new().created_at(&at).updated_at(&at).default_tab_stop(420).styles(styles::styles(first.lang));
    file.document.children = text;
    file.document.section_property = section(last);
    let file = file.footer(footer(false)).even_footer(footer(true));

    let mut bytes = Cursor::new(Vec::new());
    let parts = beyond::complete(file.build(), first, &described)?;
    parts.pack(&mut bytes).map_err(|error| Unwritten::new(&error))?;
    Ok(bytes.into_inner())
}

/// The paragraph a document ends with when another follows: as good as without height. It shows the footers that
/// the last section brings.
fn end_of_section(document: &Document) -> Paragraph {
    let mut section = section(document);
    section.footer_reference = Some(FooterReference::new("default", create_footer_rid(1)));
    section.even_footer_reference = Some(FooterReference::new("even", create_footer_rid(2)));
    Paragraph::new()
        .snap_to_grid(false)
        .line_spacing(LineSpacing::new().line(20).line_rule(LineSpacingType::Exact))
        .section_property(section)
}

/// The paper, the margins, the page numbers and the grid.
fn section(document: &Document) -> SectionProperty {
    let (wide, high) = measure::size(document.paper);
    let mut size = PageSize::new().size(wide, high);
    if document.paper != Paper::A4 {
        size = size.orient(PageOrientationType::Landscape);
    }
    let margin = PageMargin::new()
        .top(measure::TOP)
        .right(measure::RIGHT)
        .bottom(measure::BOTTOM)
        .left(measure::LEFT)
        .footer(measure::FOOTER);
    let section = SectionProperty::new().page_size(size).page_margin(margin).page_num_type(PageNumType::new().start(1));
    match document.lang {
        Lang::Zh => section.doc_grid(DocGrid::new().grid_type(DocGridType::Lines).line_pitch(measure::LINE as usize)),
        Lang::En => section,
    }
}

/// The page number — 1 —, one character from the outer edge: odd pages right, even pages left.
fn footer(even: bool) -> Footer {
    let inside = Some(280);
    let (side, left, right) =
        if even { (AlignmentType::Left, inside, None) } else { (AlignmentType::Right, None, inside) };
    let line = Paragraph::new().style("Footer").align(side).indent(left, None, right, None);
    let dash = |text| body::run(Lang::Zh, text);
    Footer::new().add_paragraph(line.add_run(dash("— ")).add_page_num(PageNum::new()).add_run(dash(" —")))
}
