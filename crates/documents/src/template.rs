//! Blank forms: a workbook with headings, an example row and notes, that reads back without its example.

use rust_xlsxwriter::{Color, Format, Note};
use wangge_domain::text::{Lang, word};

use crate::export::{Book, Unwritten, heading_format};
use crate::form::{Column, Form, Kind};
use crate::forms::form;

/// The blank form of a kind of file, as XLSX bytes. Chinese headings, or the English keys.
///
/// # Errors
/// When the workbook cannot be written.
pub fn template(kind: Kind, lang: Lang) -> Result<Vec<u8>, Unwritten> {
    let form = form(kind);
    let heading = |c: &Column| if lang == Lang::Zh { c.zh } else { c.key };
    let headings: Vec<&str> = form.columns.iter().map(heading).collect();
    let mut book = Book::default();
    let name = if lang == Lang::Zh { form.zh } else { form.en };
    let sheet = book.begin(name, &headings)?;
    let needed = heading_format().set_font_color(Color::RGB(0x00C0_0000));
    let example = Format::new().set_italic().set_font_color(Color::Gray).set_num_format("@");
    let text = Format::new().set_num_format("@");
    for (column, number) in form.columns.iter().zip(0_u16..) {
        sheet.set_column_format(number, &text)?;
        if column.required {
            sheet.write_string_with_format(0, number, heading(column), &needed)?;
        }
        sheet.insert_note(0, number, &Note::new(note(column, lang)).set_author("Wangge"))?;
        let mark = if number == 0 { word("import-template-mark", lang) } else { String::new() };
        let shown = format!("{mark}{}", column.example);
        if !shown.is_empty() {
            sheet.write_string_with_format(1, number, shown, &example)?;
        }
    }
    explain(&mut book, form, lang)?;
    book.finish()
}

fn note(column: &Column, lang: Lang) -> &'static str {
    if lang == Lang::Zh { column.zh_note } else { column.en_note }
}

/// The sheet that says what to fill in.
fn explain(book: &mut Book, form: &Form, lang: Lang) -> Result<(), Unwritten> {
    let words = ["heading", "key", "required", "note"].map(|key| word(&format!("import-template-{key}"), lang));
    let headings: Vec<&str> = words.iter().map(String::as_str).collect();
    let rows: Vec<Vec<String>> = form
        .columns
        .iter()
        .map(|column| {
            let required = if column.required { word("import-template-yes", lang) } else { String::new() };
            vec![column.zh.to_owned(), column.key.to_owned(), required, note(column, lang).to_owned()]
        })
        .collect();
    let last = u32::try_from(rows.len() + 2).unwrap_or(u32::MAX);
    book.sheet(&word("import-template-notes", lang), &headings, &rows)?;
    if let Ok(sheet) = book.workbook().worksheet_from_index(1) {
        sheet.write_string(last, 0, word("import-template-hint", lang))?;
        sheet.set_column_width(0, 20)?.set_column_width(1, 20)?.set_column_width(3, 70)?;
    }
    Ok(())
}
