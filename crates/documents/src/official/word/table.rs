//! Tables: lists with a head on every page, forms, and photographs two by two.

use super::Pictures;
use super::body::Page;
use super::measure::{fit, pixels};
use super::xml::Xml;
use crate::official::model::{Align, Form, FormRow, Grid, PairOfPhotos, Photo, Photos};

/// Up to how many rows a table stays on one page.
const SHORT: usize = 14;
/// The size of what stands in a form, in half-points.
const FORM: u32 = 21;
/// From how many columns a table is set smaller.
const MANY: usize = 7;

/// A list: its head row comes again on every page, and no row is torn.
pub(super) fn grid(xml: &mut Xml, page: Page, grid: &Grid) {
    if let Some(caption) = &grid.caption {
        page.line(xml, "Caption", caption);
    }
    let total: u32 = grid.columns.iter().map(|column| column.share.max(1)).sum();
    let widths: Vec<u32> = grid.columns.iter().map(|c| page.width * c.share.max(1) / total.max(1)).collect();
    let small = (grid.columns.len() > MANY).then_some(20);
    table(xml, page, &widths, |xml| {
        row(xml, true, None, |xml| {
            for (column, width) in grid.columns.iter().zip(&widths) {
                let look = Look { style: "CellHead", start: false, strong: false, size: small };
                cell(xml, page, (*width, 1), look, &column.heading);
            }
        });
        for (n, cells) in grid.rows.iter().enumerate() {
            // A short table is not torn, and of a long one the last row, its total, does not stand alone.
            let last = n + 1 == grid.rows.len();
            let kept = !last && (grid.rows.len() <= SHORT || n + 2 == grid.rows.len());
            let style = if kept { "CellKept" } else { "Cell" };
            row(xml, false, None, |xml| {
                for (i, (column, width)) in grid.columns.iter().zip(&widths).enumerate() {
                    let (text, strong) = cells.get(i).map_or(("", false), |cell| (cell.text.as_str(), cell.strong));
                    let look = Look { style, start: column.align == Align::Start, strong, size: small };
                    cell(xml, page, (*width, 1), look, text);
                }
            });
        }
    });
}

/// A form: labels narrow, values wide.
pub(super) fn form(xml: &mut Xml, page: Page, form: &Form) {
    let (label, value) = (page.width * 16 / 100, page.width * 34 / 100);
    let widths = [label, value, label, page.width - 2 * label - value];
    let head = Look { style: "CellLabel", start: false, strong: false, size: Some(FORM) };
    let text = Look { style: "Cell", start: true, strong: false, size: Some(FORM) };
    table(xml, page, &widths, |xml| {
        for each in &form.rows {
            match each {
                FormRow::Two(first, second) => row(xml, false, Some(1), |xml| {
                    for (i, (name, said)) in [first, second].into_iter().enumerate() {
                        cell(xml, page, (widths[2 * i], 1), head, name);
                        cell(xml, page, (widths[2 * i + 1], 1), text, said);
                    }
                }),
                FormRow::One(name, said, lines) => row(xml, false, Some(*lines), |xml| {
                    cell(xml, page, (label, 1), head, name);
                    cell(xml, page, (page.width - label, 3), text, said);
                }),
            }
        }
    });
}

/// Photographs: a line that says what they show, and under it before and after side by side.
pub(super) fn photos(xml: &mut Xml, page: Page, photos: &Photos, pictures: &mut Pictures) {
    let half = page.width / 2;
    let widths = [half, page.width - half];
    let head = Look { style: "CellHead", start: false, strong: false, size: None };
    table(xml, page, &widths, |xml| {
        row(xml, true, None, |xml| {
            cell(xml, page, (widths[0], 1), head, &photos.before);
            cell(xml, page, (widths[1], 1), head, &photos.after);
        });
        for pair in &photos.pairs {
            pair_of_photos(xml, page, widths, pair, &photos.missing, pictures);
        }
    });
}

fn pair_of_photos(
    xml: &mut Xml,
    page: Page,
    widths: [u32; 2],
    pair: &PairOfPhotos,
    missing: &str,
    pictures: &mut Pictures,
) {
    row(xml, false, None, |xml| {
        // It stays with the photographs under it.
        let look = Look { style: "CellKept", start: true, strong: false, size: None };
        cell(xml, page, (widths[0] + widths[1], 2), look, &pair.caption);
    });
    row(xml, false, None, |xml| {
        for (photo, width) in [&pair.before, &pair.after].into_iter().zip(widths) {
            let drawn = photo.as_ref().and_then(|photo| pixels(&photo.jpeg).map(|size| (photo, size)));
            within_cell(xml, (width, 1), |xml| match drawn {
                Some((photo, size)) => xml.within("w:p", &[], |xml| {
                    xml.within("w:pPr", &[], |xml| xml.val("w:pStyle", "Picture"));
                    xml.within("w:r", &[], |xml| {
                        drawing(xml, photo, fit(size, (width - 240, width * 3 / 4)), pictures);
                    });
                }),
                None => page.line(xml, "Cell", missing),
            });
        }
    });
}

fn table(xml: &mut Xml, page: Page, widths: &[u32], rows: impl FnOnce(&mut Xml)) {
    xml.within("w:tbl", &[], |xml| {
        xml.within("w:tblPr", &[], |xml| {
            xml.empty("w:tblW", &[("w:w", &page.width.to_string()), ("w:type", "dxa")]);
            xml.val("w:jc", "center");
            xml.within("w:tblBorders", &[], |xml| {
                for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
                    let line = [("w:val", "single"), ("w:sz", "6"), ("w:space", "0"), ("w:color", "000000")];
                    xml.empty(side, &line);
                }
            });
            xml.empty("w:tblLayout", &[("w:type", "fixed")]);
            let side = if widths.len() > MANY { "30" } else { "80" };
            xml.within("w:tblCellMar", &[], |xml| {
                for (side, width) in [("w:top", "40"), ("w:left", side), ("w:bottom", "40"), ("w:right", side)] {
                    xml.empty(side, &[("w:w", width), ("w:type", "dxa")]);
                }
            });
        });
        xml.within("w:tblGrid", &[], |xml| {
            for width in widths {
                xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
            }
        });
        rows(xml);
    });
    // Word joins two tables that touch, and text would stick to the last line.
    page.line(xml, "AfterTable", "");
}

/// A row that is never torn; a head row comes again on every page, and a form's row has room to write.
fn row(xml: &mut Xml, head: bool, lines: Option<u32>, cells: impl FnOnce(&mut Xml)) {
    xml.within("w:tr", &[], |xml| {
        xml.within("w:trPr", &[], |xml| {
            xml.empty("w:cantSplit", &[]);
            if let Some(lines) = lines {
                let height = (lines.max(1) * 360 + 80).to_string();
                xml.empty("w:trHeight", &[("w:val", &height), ("w:hRule", "atLeast")]);
            }
            if head {
                xml.empty("w:tblHeader", &[]);
            }
        });
        cells(xml);
    });
}

#[derive(Clone, Copy)]
struct Look {
    style: &'static str,
    start: bool,
    strong: bool,
    size: Option<u32>,
}

fn cell(xml: &mut Xml, page: Page, across: (u32, u32), look: Look, text: &str) {
    within_cell(xml, across, |xml| {
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| {
                xml.val("w:pStyle", look.style);
                if look.start {
                    xml.val("w:jc", "left");
                }
            });
            page.run(xml, text, |xml| {
                if look.strong {
                    xml.empty("w:b", &[]);
                }
                if let Some(size) = look.size {
                    xml.val("w:sz", size);
                    xml.val("w:szCs", size);
                }
            });
        });
    });
}

fn within_cell(xml: &mut Xml, (width, columns): (u32, u32), inside: impl FnOnce(&mut Xml)) {
    xml.within("w:tc", &[], |xml| {
        xml.within("w:tcPr", &[], |xml| {
            xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
            if columns > 1 {
                xml.val("w:gridSpan", columns);
            }
            xml.val("w:vAlign", "center");
        });
        inside(xml);
    });
}

/// A picture within a line of text.
fn drawing(xml: &mut Xml, photo: &Photo, (wide, high): (u64, u64), pictures: &mut Pictures) {
    let number = pictures.add(&photo.jpeg);
    let (wide, high) = (wide.to_string(), high.to_string());
    let extent = [("cx", wide.as_str()), ("cy", high.as_str())];
    let (drawn, part) = (pictures.drawn().to_string(), format!("rIdPicture{number}"));
    let name = format!("photo {drawn}");
    let named = [("id", drawn.as_str()), ("name", name.as_str()), ("descr", photo.words.as_str())];
    xml.within("w:drawing", &[], |xml| {
        let around = [("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")];
        xml.within("wp:inline", &around, |xml| {
            xml.empty("wp:extent", &extent);
            xml.empty("wp:docPr", &named);
            xml.within("a:graphic", &[], |xml| {
                let kind = "http://schemas.openxmlformats.org/drawingml/2006/picture";
                xml.within("a:graphicData", &[("uri", kind)], |xml| {
                    xml.within("pic:pic", &[], |xml| {
                        xml.within("pic:nvPicPr", &[], |xml| {
                            xml.empty("pic:cNvPr", &named);
                            xml.empty("pic:cNvPicPr", &[]);
                        });
                        xml.within("pic:blipFill", &[], |xml| {
                            xml.empty("a:blip", &[("r:embed", &part)]);
                            xml.within("a:stretch", &[], |xml| xml.empty("a:fillRect", &[]));
                        });
                        xml.within("pic:spPr", &[], |xml| {
                            xml.within("a:xfrm", &[], |xml| {
                                xml.empty("a:off", &[("x", "0"), ("y", "0")]);
                                xml.empty("a:ext", &extent);
                            });
                            xml.within("a:prstGeom", &[("prst", "rect")], |xml| xml.empty("a:avLst", &[]));
                        });
                    });
                });
            });
        });
    });
}
