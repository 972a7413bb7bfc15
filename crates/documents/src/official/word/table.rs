//! Tables: lists with a head on every page, forms, and photographs two by two.

use docx_rs::{
    AlignmentType, Paragraph, Pic, Run, Table, TableAlignmentType, TableBorder, TableBorderPosition, TableBorders,
    TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType, WidthType,
};

use super::body::{Page, run};
use super::measure::{fit, pixels};
use crate::official::model::{Align, Form, FormRow, Grid, PairOfPhotos, Photo, Photos};

/// Up to how many rows a table stays on one page.
const SHORT: usize = 14;
/// The size of what stands in a form, in half-points.
const FORM: usize = 21;
/// From how many columns a table is set smaller.
const MANY: usize = 7;

/// A list: its head row comes again on every page, and no row is torn.
pub(super) fn grid(page: Page, grid: &Grid) -> Table {
    let share = |share: u32| share.max(1) as usize;
    let total: usize = grid.columns.iter().map(|column| share(column.share)).sum();
    let widths: Vec<usize> = grid.columns.iter().map(|c| page.width * share(c.share) / total.max(1)).collect();
    let small = (grid.columns.len() > MANY).then_some(20);
    let look = Look { style: "CellHead", start: false, strong: false, size: small };
    let columns = || grid.columns.iter().zip(&widths);
    let head = columns().map(|(column, width)| cell(page, (*width, 1), look, &column.heading));
    let mut rows = vec![head_row(head.collect())];
    for (n, cells) in grid.rows.iter().enumerate() {
        // A short table is not torn, and of a long one the last row, its total, does not stand alone.
        let last = n + 1 == grid.rows.len();
        let kept = !last && (grid.rows.len() <= SHORT || n + 2 == grid.rows.len());
        let style = if kept { "CellKept" } else { "Cell" };
        let row = columns().enumerate().map(|(i, (column, width))| {
            let (text, strong) = cells.get(i).map_or(("", false), |cell| (cell.text.as_str(), cell.strong));
            let look = Look { style, start: column.align == Align::Start, strong, size: small };
            cell(page, (*width, 1), look, text)
        });
        rows.push(TableRow::new(row.collect()).cant_split());
    }
    table(page, widths, rows)
}

/// A form: labels narrow, values wide, and room to write.
pub(super) fn form(page: Page, form: &Form) -> Table {
    let (label, value) = (page.width * 16 / 100, page.width * 34 / 100);
    let widths = [label, value, label, page.width - 2 * label - value];
    let head = Look { style: "CellLabel", start: false, strong: false, size: Some(FORM) };
    let text = Look { style: "Cell", start: true, strong: false, size: Some(FORM) };
    let rows = form.rows.iter().map(|each| {
        let (cells, lines) = match each {
            FormRow::Two((first, said), (second, also)) => {
                let cells = vec![
                    cell(page, (widths[0], 1), head, first),
                    cell(page, (widths[1], 1), text, said),
                    cell(page, (widths[2], 1), head, second),
                    cell(page, (widths[3], 1), text, also),
                ];
                (cells, 1)
            }
            FormRow::One(name, said, lines) => {
                let wide = page.width - label;
                (vec![cell(page, (label, 1), head, name), cell(page, (wide, 3), text, said)], *lines)
            }
        };
        let lines = f32::from(u16::try_from(lines.max(1)).unwrap_or(u16::MAX));
        TableRow::new(cells).cant_split().row_height(lines * 360.0 + 80.0)
    });
    table(page, widths.to_vec(), rows.collect())
}

/// Photographs: a line that says what they show, and under it before and after side by side.
pub(super) fn photos(page: Page, photos: &Photos, described: &mut Vec<String>) -> Table {
    let half = page.width / 2;
    let widths = [half, page.width - half];
    let head = Look { style: "CellHead", start: false, strong: false, size: None };
    let heads = [&photos.before, &photos.after].into_iter().zip(widths);
    let heads = heads.map(|(text, width)| cell(page, (width, 1), head, text));
    let mut rows = vec![head_row(heads.collect())];
    for pair in &photos.pairs {
        rows.extend(pair_of_photos(page, widths, pair, &photos.missing, described));
    }
    table(page, widths.to_vec(), rows)
}

fn pair_of_photos(
    page: Page,
    widths: [usize; 2],
    pair: &PairOfPhotos,
    missing: &str,
    described: &mut Vec<String>,
) -> [TableRow; 2] {
    // It stays with the photographs under it.
    let look = Look { style: "CellKept", start: true, strong: false, size: None };
    let caption = cell(page, (widths[0] + widths[1], 2), look, &pair.caption);
    let photos = [&pair.before, &pair.after].into_iter().zip(widths).map(|(photo, width)| {
        let drawn = photo.as_ref().and_then(|photo| picture(photo, width, described));
        within_cell((width, 1), drawn.unwrap_or_else(|| page.line("Cell", missing)))
    });
    [TableRow::new(vec![caption]), TableRow::new(photos.collect())].map(TableRow::cant_split)
}

/// A photograph that fits a column; nothing for bytes that are none.
fn picture(photo: &Photo, width: usize, described: &mut Vec<String>) -> Option<Paragraph> {
    let size = pixels(&photo.jpeg)?;
    let (wide, high) = fit(size, (width - 240, width * 3 / 4));
    described.push(photo.words.clone());
    // Named by its place in the file: the library would count all pictures the program ever wrote.
    let name = format!("rIdPhoto{}", described.len());
    let pic = Pic::new_with_dimensions(photo.jpeg.clone(), 0, 0).id(name).size(wide, high);
    Some(Paragraph::new().style("Picture").add_run(Run::new().add_image(pic)))
}

fn table(page: Page, widths: Vec<usize>, rows: Vec<TableRow>) -> Table {
    use TableBorderPosition::{Bottom, InsideH, InsideV, Left, Right, Top};
    let line = |borders: TableBorders, side| borders.set(TableBorder::new(side).size(6));
    let borders = [Top, Left, Bottom, Right, InsideH, InsideV].into_iter().fold(TableBorders::with_empty(), line);
    let side = if widths.len() > MANY { 30 } else { 80 };
    Table::new(rows)
        .width(page.width, WidthType::Dxa)
        .align(TableAlignmentType::Center)
        .set_borders(borders)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(40, side, 40, side))
        .set_grid(widths)
}

/// A row that comes again on every page. The library cannot say so; it is known by having no properties of its own
/// (see [`super::beyond`], which keeps it whole as well).
fn head_row(cells: Vec<TableCell>) -> TableRow {
    TableRow::new(cells)
}

#[derive(Clone, Copy)]
struct Look {
    style: &'static str,
    start: bool,
    strong: bool,
    size: Option<usize>,
}

fn cell(page: Page, across: (usize, usize), look: Look, text: &str) -> TableCell {
    let mut run = run(page.lang, text);
    if look.strong {
        run = run.bold();
    }
    if let Some(size) = look.size {
        run = run.size(size);
    }
    let mut line = Paragraph::new().style(look.style).add_run(run);
    if look.start {
        line = line.align(AlignmentType::Left);
    }
    within_cell(across, line)
}

fn within_cell((width, columns): (usize, usize), line: Paragraph) -> TableCell {
    let cell = TableCell::new().width(width, WidthType::Dxa).vertical_align(VAlignType::Center).add_paragraph(line);
    if columns > 1 { cell.grid_span(columns) } else { cell }
}
