//! Tables for a terminal, in columns that also line up with Chinese characters in them.

use std::io::{self, Write};

/// On which side a column's cells stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Texts.
    Left,
    /// Figures.
    Right,
}

/// A table to print.
#[derive(Clone, Debug)]
pub struct Table {
    columns: Vec<(String, Side)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with headings.
    pub fn new<'a>(columns: impl IntoIterator<Item = (&'a str, Side)>) -> Self {
        Self { columns: columns.into_iter().map(|(name, side)| (name.to_owned(), side)).collect(), rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Writes it, every line after two blanks. Columns with nothing in any row are left out.
    ///
    /// # Errors
    /// When the output refuses.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let cell = |row: &[String], at: usize| row.get(at).cloned().unwrap_or_default();
        let shown: Vec<(usize, usize)> = (0..self.columns.len())
            .filter(|at| self.rows.is_empty() || self.rows.iter().any(|row| !cell(row, *at).is_empty()))
            .map(|at| {
                let cells = self.rows.iter().map(|row| width(&cell(row, at)));
                (at, cells.chain([width(&self.columns[at].0)]).max().unwrap_or_default())
            })
            .collect();
        let headings: Vec<String> = self.columns.iter().map(|(name, _)| name.clone()).collect();
        for row in std::iter::once(&headings).chain(&self.rows) {
            let mut line = String::new();
            for (at, wide) in &shown {
                let text = cell(row, *at);
                let blanks = " ".repeat(wide.saturating_sub(width(&text)));
                line.push_str("  ");
                match self.columns[*at].1 {
                    Side::Left => line.extend([text, blanks]),
                    Side::Right => line.extend([blanks, text]),
                }
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// How many columns of a terminal a text takes: two for every wide character of East Asian scripts.
pub fn width(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

const fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_beside_wide_characters_and_empty_ones_go() {
        let mut table = Table::new([("名称", Side::Left), ("备注", Side::Left), ("得分", Side::Right)]);
        table.row(["东街".to_owned(), String::new(), "9.5".to_owned()]);
        table.row(["a".to_owned(), String::new(), "100.00".to_owned()]);
        let mut out = Vec::new();
        assert!(table.write(&mut out).is_ok());
        let text = String::from_utf8_lossy(&out).into_owned();
        assert_eq!(text, "  名称    得分\n  东街     9.5\n  a     100.00\n");
        assert_eq!(width("矿市街道ab"), 10);
    }
}
