//! Delimited text to rows. Rows are numbered as a spreadsheet program numbers them: a quoted cell with line
//! breaks is one row, a blank line is a row too. The delimiter may be any character, also the full-width
//! comma that Chinese input methods type, which is why the reader is our own.

use std::borrow::Cow;

use crate::form::Names;

/// Records of a text with the row in which a quote was opened and never closed, if any.
pub struct Records {
    /// Row number and cells of each row that is not blank.
    pub rows: Vec<(u32, Vec<String>)>,
    /// The row of a quote that is never closed.
    pub unclosed: Option<u32>,
}

/// Splits a text into rows and cells.
pub fn records(text: &str, delimiter: char) -> Records {
    let mut reader = Reader { rows: Vec::new(), row: Vec::new(), cell: String::new(), number: 1 };
    let mut quoted_from = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, quoted_from) {
            ('"', Some(_)) if chars.peek() == Some(&'"') => {
                chars.next();
                reader.cell.push('"');
            }
            ('"', Some(_)) => quoted_from = None,
            ('"', None) if reader.cell.trim().is_empty() => {
                reader.cell.clear();
                quoted_from = Some(reader.number);
            }
            ('\r', None) => {
                if chars.peek() == Some(&'\n') {
                    chars.next();
                }
                reader.end_row();
            }
            ('\n', None) => reader.end_row(),
            (other, None) if other == delimiter => reader.end_cell(),
            (other, _) => reader.cell.push(other),
        }
    }
    reader.end_row();
    Records { rows: reader.rows, unclosed: quoted_from }
}

struct Reader {
    rows: Vec<(u32, Vec<String>)>,
    row: Vec<String>,
    cell: String,
    number: u32,
}

impl Reader {
    fn end_cell(&mut self) {
        self.row.push(std::mem::take(&mut self.cell));
    }

    fn end_row(&mut self) {
        self.end_cell();
        let row = std::mem::take(&mut self.row);
        if row.iter().any(|cell| !cell.trim().is_empty()) {
            self.rows.push((self.number, row));
        }
        self.number += 1;
    }
}

/// The delimiter of a text: the one under which most headings of the form are recognised in the first rows,
/// and among equals the one that splits most.
pub fn delimiter(text: &str, names: &Names<'_>) -> char {
    let head: Cow<'_, str> = text.split_inclusive('\n').take(40).collect::<Vec<_>>().concat().into();
    let score = |candidate: char| {
        let rows = records(&head, candidate).rows;
        let known = rows.iter().map(|(_, row)| row.iter().filter(|c| names.recognise(c).is_some()).count()).max();
        let cells = rows.iter().map(|(_, row)| row.len()).max();
        (known, cells)
    };
    [',', '\t', ';', '，', '；', '|'].into_iter().rev().max_by_key(|c| score(*c)).unwrap_or(',')
}

/// Takes the `sep=;` line that Excel writes off the head of a text.
pub fn declared_delimiter(text: &str) -> Option<(char, &str)> {
    let (first, rest) = text.split_once('\n')?;
    let mark = first.trim_end().strip_prefix("sep=")?;
    let mut chars = mark.chars();
    let delimiter = chars.next().unwrap_or('\t');
    chars.next().is_none().then_some((delimiter, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_shows_them() {
        let read = records("a,b\r\n\r\n\"x\ny\",\"he said \"\"no\"\"\"\rlast,", ',');
        let rows: Vec<(u32, Vec<&str>)> =
            read.rows.iter().map(|(n, r)| (*n, r.iter().map(String::as_str).collect())).collect();
        assert_eq!(rows, [(1, vec!["a", "b"]), (3, vec!["x\ny", "he said \"no\""]), (4, vec!["last", ""])]);
        assert_eq!(read.unclosed, None);
    }

    #[test]
    fn a_quote_never_closed_is_named_by_the_row_that_opens_it() {
        assert_eq!(records("a,b\n1,2\n\"3,4\n5,6\n", ',').unclosed, Some(3));
    }

    #[test]
    fn the_declared_delimiter_is_taken_off() {
        assert_eq!(declared_delimiter("sep=;\r\na;b"), Some((';', "a;b")));
        assert_eq!(declared_delimiter("a;b\n1;2"), None);
    }
}
