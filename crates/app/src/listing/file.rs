//! A listing as a table: a workbook, or CSV.

use wangge_documents::{Field, SheetOf, Unwritten, workbook_xlsx, write_csv};
use wangge_domain::text::{Lang, word};

use crate::context::Answer;
use crate::error::AppError;
use crate::view::{ListingFormat, ListingGroupView, ListingRow, ListingView, NamedFile};

/// The columns, by the ends of their catalogue keys.
const COLUMNS: [&str; 10] = ["list", "group", "rank", "code", "unit", "by", "figure", "previous", "streak", "remarks"];

/// The table of a listing.
///
/// # Errors
/// When the file cannot be put together.
pub(super) fn table(listing: &ListingView, name: &str, format: ListingFormat, lang: Lang) -> Answer<NamedFile> {
    let headings: Vec<String> = COLUMNS.iter().map(|key| word(&format!("listing-column-{key}"), lang)).collect();
    let rows: Vec<Vec<Field>> = listing.groups.iter().flat_map(|group| rows_of(group, lang)).collect();
    let unwritten = |error: Unwritten| AppError::refused(error.code(), error.message());
    if format == ListingFormat::Csv {
        let mut bytes = Vec::new();
        let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
        write_csv(&mut bytes, &headings, rows).map_err(unwritten)?;
        return Ok(NamedFile { name: format!("{name}.csv"), media_type: "text/csv; charset=utf-8", bytes });
    }
    let hash = listing.sha256.as_ref().map(|hash| format!("SHA-256 {hash}"));
    let above: Vec<String> =
        [Some(listing.line.name.clone()), Some(listing.line.mark_name.clone()), hash].into_iter().flatten().collect();
    let sheet = SheetOf { name: word("listing-sheet", lang), above: Some(above.join("\n")), headings, rows };
    let bytes = workbook_xlsx(&[sheet]).map_err(unwritten)?;
    let media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(NamedFile { name: format!("{name}.xlsx"), media_type, bytes })
}

/// The units of a group: red, black, and on no list with why.
fn rows_of(group: &ListingGroupView, lang: Lang) -> Vec<Vec<Field>> {
    let number = |rank: Option<u32>| rank.map_or_else(|| Field::from(""), |rank| Field::Number(rank.to_string()));
    let listed = |side: &str, row: &ListingRow| -> Vec<Field> {
        vec![
            word(&format!("listing-side-{side}"), lang).into(),
            group.group.name.as_str().into(),
            number(Some(row.rank)),
            row.unit.code.as_str().into(),
            row.unit.name.as_str().into(),
            // A rate stands in per cent, and what it goes by says so.
            format!("{}{}", group.by.name, if row.figure.denominator.is_some() { " %" } else { "" }).into(),
            Field::Number(row.figure.shown.clone()),
            number(row.previous_rank),
            row.streak.as_ref().map(|streak| streak.text.clone()).unwrap_or_default().into(),
            "".into(),
        ]
    };
    let remarked = group.remarks.iter().map(|one| {
        let mut row: Vec<Field> = vec![
            word("listing-list-none", lang).into(),
            group.group.name.as_str().into(),
            "".into(),
            one.unit.code.as_str().into(),
            one.unit.name.as_str().into(),
            group.by.name.as_str().into(),
        ];
        row.extend(["", "", ""].map(Field::from));
        row.push(one.why.as_str().into());
        row
    });
    let red = group.red.iter().map(|row| listed("red", row));
    red.chain(group.black.iter().map(|row| listed("black", row))).chain(remarked).collect()
}
