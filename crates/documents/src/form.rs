//! Forms: which columns a file of each kind has, what else their headings may be called, what is expected.
//!
//! One description serves the reader, the blank templates and the reference in `docs/import-forms.md`.

use std::collections::HashMap;

use crate::table::cell::half_width;

/// What a file brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Divisions and nodes of the grid 网格.
    Grid,
    /// Units 单位.
    Units,
    /// People 人员.
    People,
    /// Sites 点位.
    Sites,
    /// Ownership records 权属记录.
    Ownerships,
    /// Merchants 商户.
    Merchants,
    /// Problems from a list of somebody else 问题清单.
    Cases,
    /// Holidays and make-up days 节假日与调休.
    Calendar,
    /// Visits with their observations 实地考察.
    Visits,
    /// Observations for scoring files without a database 判定.
    Observations,
    /// Points to locate 坐标.
    Points,
    /// An edition of a standard 测评体系.
    Standard,
}

impl Kind {
    /// Every kind with a form of one sheet.
    pub const ALL: [Self; 11] = [
        Self::Grid,
        Self::Units,
        Self::People,
        Self::Sites,
        Self::Ownerships,
        Self::Merchants,
        Self::Cases,
        Self::Calendar,
        Self::Visits,
        Self::Observations,
        Self::Points,
    ];

    /// The word of the command line and of URLs.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Grid => "grid",
            Self::Units => "units",
            Self::People => "people",
            Self::Sites => "sites",
            Self::Ownerships => "ownerships",
            Self::Merchants => "merchants",
            Self::Cases => "cases",
            Self::Calendar => "calendar",
            Self::Visits => "visits",
            Self::Observations => "observations",
            Self::Points => "points",
            Self::Standard => "standard",
        }
    }

    /// The kind of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// One column of a form.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The English key, also a heading.
    pub key: &'static str,
    /// The Chinese heading.
    pub zh: &'static str,
    /// What else the heading may be.
    pub also: &'static [&'static str],
    /// Whether a file without the column is refused.
    pub required: bool,
    /// What to fill in, in Chinese.
    pub zh_note: &'static str,
    /// What to fill in, in English.
    pub en_note: &'static str,
    /// An example value.
    pub example: &'static str,
}

impl Column {
    /// Both headings, as messages name the column.
    pub fn name(&self) -> String {
        format!("{} / {}", self.zh, self.key)
    }
}

/// A form: the columns of a kind of file.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// What the file brings.
    pub kind: Kind,
    /// The Chinese name of the sheet.
    pub zh: &'static str,
    /// The English name of the sheet.
    pub en: &'static str,
    /// The columns, in the order of the template.
    pub columns: &'static [Column],
    /// Beginnings of headings that hold free attributes: `attr_`, `属性:`.
    pub open: &'static [&'static str],
}

impl Form {
    /// The column of a key.
    pub fn column(&self, key: &str) -> Option<&'static Column> {
        self.columns.iter().find(|c| c.key == key)
    }

    /// The names of the columns, ready for recognising many headings.
    pub fn names(&self) -> Names<'_> {
        let mut by_name = HashMap::new();
        for column in self.columns {
            for name in [column.key, column.zh] {
                by_name.entry(even(name)).or_insert((column.key, 0));
            }
        }
        for column in self.columns {
            for name in column.also {
                by_name.entry(even(name)).or_insert((column.key, 1));
            }
        }
        Names { form: self, by_name }
    }

    fn attribute(&self, heading: &str) -> Option<(String, u8)> {
        let plain = half_width(heading);
        let plain = plain.trim();
        self.open.iter().find_map(|prefix| {
            let head = plain.get(..prefix.len())?;
            let name = plain.get(prefix.len()..)?.trim_start_matches(':').trim();
            (head.eq_ignore_ascii_case(prefix) && !name.is_empty())
                .then(|| (format!("attr_{}", attribute_key(name)), 0))
        })
    }

    /// The known heading nearest to one that is not known, when it is near enough to be meant.
    pub fn nearest(&self, heading: &str) -> Option<&'static Column> {
        let wanted = even(heading);
        let names = |c: &'static Column| std::iter::once(c.key).chain([c.zh]).chain(c.also.iter().copied());
        let distance =
            |c: &'static Column| names(c).map(|n| edit_distance(&wanted, &even(n))).min().unwrap_or(usize::MAX);
        let best = self.columns.iter().min_by_key(|c| distance(c))?;
        let length = wanted.chars().count();
        (distance(best) <= (length / 3).max(1) && distance(best) < length).then_some(best)
    }
}

/// The names of a form's columns by how they are compared.
#[derive(Debug)]
pub struct Names<'a> {
    form: &'a Form,
    by_name: HashMap<String, (&'static str, u8)>,
}

impl Names<'_> {
    /// The key a heading means, with how plainly it says so (0 is plainest), or nothing. A free attribute's
    /// key is `attr_` and its name.
    pub fn recognise(&self, heading: &str) -> Option<(String, u8)> {
        let found = readings(heading)
            .into_iter()
            .filter_map(|(penalty, reading)| self.by_name.get(&reading).map(|(key, rank)| (*key, rank + penalty)))
            .min_by_key(|(_, rank)| *rank);
        found.map(|(key, rank)| (key.to_owned(), rank)).or_else(|| self.form.attribute(heading))
    }

    /// Whether a cell holds nothing but the plain name of a column, as a repeated heading does.
    pub fn is_plain(&self, cell: &str) -> bool {
        cell.len() < 40 && self.by_name.get(&even(cell)).is_some_and(|(_, rank)| *rank == 0)
    }
}

/// The attributes scoring knows, by their Chinese names.
fn attribute_key(name: &str) -> String {
    match name {
        "长度" | "长度m" | "长度(米)" | "长度(m)" => "length".to_owned(),
        "人口" | "人口数" | "常住人口" => "population".to_owned(),
        "面积" | "面积(平方米)" => "area".to_owned(),
        other => other.to_lowercase(),
    }
}

/// The readings of a heading with a penalty each: as it stands, without notes in brackets, and each half of a
/// bilingual one.
fn readings(heading: &str) -> Vec<(u8, String)> {
    let plain = half_width(heading);
    let mut found = vec![(0, even(&plain)), (0, even(&without_brackets(&plain)))];
    for part in plain.split(['/', '|', '\n', '\r']) {
        found.push((2, even(&without_brackets(part))));
    }
    for half in
        [plain.chars().filter(char::is_ascii).collect::<String>(), plain.chars().filter(|c| !c.is_ascii()).collect()]
    {
        found.push((2, even(&without_brackets(&half))));
        found.push((3, even(&half)));
    }
    found.retain(|(_, reading)| !reading.is_empty());
    found
}

/// A heading without what people decorate it with: case, blanks, underscores, stars, colons, line breaks.
pub fn even(heading: &str) -> String {
    half_width(heading)
        .chars()
        .filter(|c| {
            !c.is_whitespace()
                && !matches!(
                    c,
                    '_' | '-' | '*' | ':' | '(' | ')' | '[' | ']' | '【' | '】' | '"' | '\'' | '.' | '。' | '#'
                )
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// Drops what stands in brackets: `名称(必填)` is `名称`.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::new();
    for c in text.chars() {
        match c {
            '(' | '[' | '【' | '〔' | '<' => depth += 1,
            ')' | ']' | '】' | '〕' | '>' => depth = depth.saturating_sub(1),
            other if depth == 0 => kept.push(other),
            _ => {}
        }
    }
    kept
}

/// The number of characters to change, add or drop between two words.
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let kept = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = kept.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
