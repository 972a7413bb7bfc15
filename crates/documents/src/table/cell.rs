//! A cell as read, and its value as the kind a column wants: code, number, date, time, yes or no.
//!
//! Every reading accepts what offices really type (full-width digits, an apostrophe before a code, a number
//! where text was meant, five ways to write a date) and refuses what has lost information.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;

/// One cell of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing, or only blanks.
    #[default]
    Empty,
    /// Text, trimmed at both ends.
    Text(String),
    /// A number cell of a workbook.
    Number(f64),
    /// A true-or-false cell of a workbook.
    Bool(bool),
    /// A date cell of a workbook.
    Moment(NaiveDateTime),
    /// A formula that failed, with its error: `#REF!`.
    Failed(String),
}

/// Why a cell cannot be read as what its column wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A code in scientific notation, or a number too long to be exact.
    DigitsLost,
    /// Not of the form the column wants.
    Form,
    /// A formula that failed.
    Formula,
}

impl Cell {
    /// A text cell; blank text is an empty cell.
    pub fn text(text: &str) -> Self {
        let text = trim(text);
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    /// Whether nothing stands in the cell.
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// The cell as a person sees it.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Failed(text) => text.clone(),
            Self::Number(number) => plain_number(*number),
            Self::Bool(yes) => yes.to_string(),
            Self::Moment(at) if at.time() == chrono::NaiveTime::MIN => at.date().to_string(),
            Self::Moment(at) => at.to_string(),
        }
    }

    /// A code: digits and letters made half-width, `.0` of a number dropped, the apostrophe or `="…"` of a
    /// spreadsheet removed.
    ///
    /// # Errors
    /// Lost digits, or a failed formula.
    pub fn code(&self) -> Result<String, Unreadable> {
        match self {
            Self::Failed(_) => Err(Unreadable::Formula),
            Self::Number(number) if number.abs() >= 1e15 => Err(Unreadable::DigitsLost),
            Self::Text(text) => text_code(text),
            _ => Ok(self.shown()),
        }
    }

    /// An exact number. A number cell is taken to the 15 digits a spreadsheet shows.
    ///
    /// # Errors
    /// No number, or a failed formula.
    pub fn decimal(&self) -> Result<Decimal, Unreadable> {
        match self {
            Self::Number(number) => from_float(*number).ok_or(Unreadable::Form),
            Self::Text(text) => text_decimal(text).ok_or(Unreadable::Form),
            Self::Failed(_) => Err(Unreadable::Formula),
            Self::Empty | Self::Bool(_) | Self::Moment(_) => Err(Unreadable::Form),
        }
    }

    /// A day.
    ///
    /// # Errors
    /// No day, or a failed formula.
    pub fn date(&self) -> Result<NaiveDate, Unreadable> {
        match self {
            Self::Moment(at) => Ok(at.date()),
            Self::Number(number) => serial(*number).map(|at| at.date()).ok_or(Unreadable::Form),
            Self::Text(text) => text_date(text).or_else(|| text_serial(text)).ok_or(Unreadable::Form),
            Self::Failed(_) => Err(Unreadable::Formula),
            Self::Empty | Self::Bool(_) => Err(Unreadable::Form),
        }
    }

    /// A moment: local, or with its offset from UTC where the text gives one.
    ///
    /// # Errors
    /// No moment, or a failed formula.
    pub fn moment(&self) -> Result<Moment, Unreadable> {
        match self {
            Self::Moment(at) => Ok(Moment::Local(*at)),
            Self::Number(number) => serial(*number).map(Moment::Local).ok_or(Unreadable::Form),
            Self::Text(text) => text_moment(text).ok_or(Unreadable::Form),
            Self::Failed(_) => Err(Unreadable::Formula),
            Self::Empty | Self::Bool(_) => Err(Unreadable::Form),
        }
    }

    /// Yes or no, in the words and marks offices use.
    ///
    /// # Errors
    /// Another word, or a failed formula.
    pub fn yes_no(&self) -> Result<bool, Unreadable> {
        let word = match self {
            Self::Bool(yes) => return Ok(*yes),
            Self::Failed(_) => return Err(Unreadable::Formula),
            other => half_width(&other.shown()).to_lowercase(),
        };
        match word.as_str() {
            "是" | "有" | "对" | "√" | "✓" | "✔" | "y" | "yes" | "true" | "1" | "合格" | "符合" | "达标" | "通过" => {
                Ok(true)
            }
            "" | "否" | "无" | "不是" | "×" | "✗" | "✘" | "x" | "n" | "no" | "false" | "0" | "不合格" | "不符合"
            | "不达标" | "不通过" => Ok(false),
            _ => Err(Unreadable::Form),
        }
    }
}

/// A moment as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// In the campaign's zone.
    Local(NaiveDateTime),
    /// With its own offset from UTC.
    Offset(DateTime<FixedOffset>),
}

/// Full-width forms to half-width ones, every kind of space to a plain one, invisible marks dropped.
pub fn half_width(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
            '\u{3000}' | '\u{a0}' | '\t' | '\u{2002}' | '\u{2003}' | '\u{2009}' | '\u{202f}' => Some(' '),
            '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' => None,
            other => Some(other),
        })
        .collect()
}

/// Without blanks and invisible marks at both ends.
pub fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}'))
}

/// Drops what a spreadsheet wraps around a text that looks like a number: `'1301`, `="1301"`.
fn unwrap_code(text: &str) -> &str {
    let text = text.strip_prefix('\'').unwrap_or(text);
    text.strip_prefix("=\"").and_then(|t| t.strip_suffix('"')).unwrap_or(text).trim()
}

fn text_code(text: &str) -> Result<String, Unreadable> {
    let plain = half_width(text);
    let code = unwrap_code(plain.trim());
    let digits = |t: &str| !t.is_empty() && t.chars().all(|c| c.is_ascii_digit());
    if let Some((mantissa, exponent)) = code.split_once(['e', 'E']) {
        let mantissa_is_number = mantissa.contains('.') && mantissa.chars().all(|c| c.is_ascii_digit() || c == '.');
        if mantissa_is_number && digits(exponent.trim_start_matches('+'))
            || digits(mantissa) && exponent.starts_with('+')
        {
            return Err(Unreadable::DigitsLost);
        }
    }
    if let Some(whole) = code.strip_suffix(".0").or_else(|| code.strip_suffix(".00"))
        && digits(whole)
    {
        return Ok(whole.to_owned());
    }
    let joined: String = code.chars().filter(|c| *c != ' ').collect();
    Ok(if digits(&joined) { joined } else { code.to_owned() })
}

fn plain_number(number: f64) -> String {
    from_float(number).map_or_else(|| number.to_string(), |d| d.to_string())
}

/// A spreadsheet keeps 15 digits; more of a float is noise of its binary form.
fn from_float(number: f64) -> Option<Decimal> {
    if !number.is_finite() {
        return None;
    }
    Decimal::from_scientific(&format!("{number:.14e}")).ok().map(|d| d.normalize())
}

fn text_decimal(text: &str) -> Option<Decimal> {
    let plain = half_width(text);
    let plain = unwrap_code(plain.trim());
    let plain = plain.strip_suffix('%').unwrap_or(plain).trim().replace('−', "-");
    let grouped = plain.split('.').next().unwrap_or_default().trim_start_matches('-').split(',').enumerate();
    let well_grouped = grouped.clone().count() == 1
        || grouped.clone().all(|(i, part)| if i == 0 { (1..=3).contains(&part.len()) } else { part.len() == 3 });
    if !well_grouped {
        return None;
    }
    let plain = plain.replace(',', "");
    let digits = plain.trim_start_matches(['-', '+']);
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    plain.parse().or_else(|_| Decimal::from_scientific(&plain)).ok()
}

/// A day serial of the 1900 system, taken as a date only from 1954 to 2119.
fn serial(number: f64) -> Option<NaiveDateTime> {
    if !(20_000.0..80_000.0).contains(&number) {
        return None;
    }
    let at = calamine::ExcelDateTime::new(number, calamine::ExcelDateTimeType::DateTime, false);
    from_excel(&at)
}

/// A day serial that a spreadsheet wrote into a text file because the cell had no date format.
fn text_serial(text: &str) -> Option<NaiveDate> {
    let plain = half_width(text);
    let number = plain.trim();
    (number.len() == 5).then(|| number.parse::<u32>().ok()).flatten().and_then(|n| serial(n.into())).map(|at| at.date())
}

/// The moment of a date cell.
pub fn from_excel(at: &calamine::ExcelDateTime) -> Option<NaiveDateTime> {
    let (year, month, day, hour, minute, second, milli) = at.to_ymd_hms_milli();
    NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())?.and_hms_milli_opt(
        hour.into(),
        minute.into(),
        second.into(),
        milli.into(),
    )
}

/// `2026-11-23`, `2026/11/23`, `2026.11.23`, `2026年11月23日`, `20261123`, with or without a time behind,
/// which is left aside. Forms that leave open which number is the month are refused.
fn text_date(text: &str) -> Option<NaiveDate> {
    text_moment(text).map(|moment| match moment {
        Moment::Local(at) => at.date(),
        Moment::Offset(at) => at.date_naive(),
    })
}

fn text_moment(text: &str) -> Option<Moment> {
    let plain = half_width(text).trim().to_owned();
    if let Ok(at) =
        DateTime::parse_from_rfc3339(&plain).or_else(|_| DateTime::parse_from_rfc3339(&plain.replacen(' ', "T", 1)))
    {
        return Some(Moment::Offset(at));
    }
    for form in [
        "%Y-%m-%dT%H:%M:%S%.f%z",
        "%Y-%m-%d %H:%M:%S%.f%z",
        "%Y-%m-%d %H:%M:%S%.f %z",
        "%Y-%m-%dT%H:%M%z",
        "%Y-%m-%d %H:%M %z",
    ] {
        if let Ok(at) = DateTime::parse_from_str(&plain, form) {
            return Some(Moment::Offset(at));
        }
    }
    let mut even = String::with_capacity(plain.len());
    for c in plain.chars() {
        match c {
            '年' | '月' | '/' | '.' => even.push('-'),
            '日' | '号' | 'T' => even.push(' '),
            '时' | '点' | '分' => even.push(':'),
            '秒' => {}
            other => even.push(other),
        }
    }
    let even = even.trim().trim_end_matches(':');
    let (date, time) = even.split_once(' ').unwrap_or((even, ""));
    let date = plain_date(date)?;
    let time = time.trim().split('-').next().unwrap_or_default();
    if time.is_empty() {
        return Some(Moment::Local(date.and_time(chrono::NaiveTime::MIN)));
    }
    let time = ["%H:%M:%S", "%H:%M", "%H"].iter().find_map(|form| {
        if *form == "%H" {
            return time.parse().ok().and_then(|h| chrono::NaiveTime::from_hms_opt(h, 0, 0));
        }
        chrono::NaiveTime::parse_from_str(time, form).ok()
    })?;
    Some(Moment::Local(date.and_time(time)))
}

fn plain_date(text: &str) -> Option<NaiveDate> {
    let digits = |t: &str| t.chars().all(|c| c.is_ascii_digit());
    if text.len() == 8 && digits(text) {
        return NaiveDate::parse_from_str(text, "%Y%m%d").ok();
    }
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || ![year, month, day].into_iter().all(digits) {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use super::*;

    #[test]
    fn codes_survive_every_way_a_spreadsheet_spoils_them() {
        for (cell, code) in [
            (Cell::Number(130_107_001_000.0), "130107001000"),
            (Cell::text("130107001000.0"), "130107001000"),
            (Cell::text("１３０１０７００１０００"), "130107001000"),
            (Cell::text("'130107001000"), "130107001000"),
            (Cell::text("=\"130107001000\""), "130107001000"),
            (Cell::text("130107 001 000\t"), "130107001000"),
            (Cell::text("\u{feff}U 01"), "U 01"),
            (Cell::text("3E5"), "3E5"),
            (Cell::text("0101"), "0101"),
        ] {
            assert_eq!(cell.code().as_deref(), Ok(code), "{cell:?}");
        }
        for lost in
            [Cell::text("1.30107E+11"), Cell::text("1.3E11"), Cell::text("1E+11"), Cell::Number(1.301_070_010_001e17)]
        {
            assert_eq!(lost.code(), Err(Unreadable::DigitsLost), "{lost:?}");
        }
    }

    #[test]
    fn numbers_are_exact_and_no_guess_is_made() {
        for (text, number) in
            [("0.5", "0.5"), ("１．５", "1.5"), ("1,234.5", "1234.5"), ("92.5%", "92.5"), ("−3", "-3"), ("1e2", "100")]
        {
            assert_eq!(Cell::text(text).decimal().unwrap(), number.parse().unwrap(), "{text}");
        }
        assert_eq!(Cell::Number(0.1 + 0.2).decimal().unwrap(), "0.3".parse().unwrap());
        for text in ["1,5", "half", "1.2.3", "12-3", "--1", ""] {
            assert!(Cell::text(text).decimal().is_err(), "{text}");
        }
    }

    #[test]
    fn dates_of_every_common_form_are_one_day() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 3).unwrap();
        for text in [
            "2026-11-03",
            "2026/11/3",
            "2026.11.3",
            "2026年11月3日",
            "20261103",
            "２０２６－１１－０３",
            "2026-11-3 8:05",
        ] {
            assert_eq!(Cell::text(text).date(), Ok(day), "{text}");
        }
        assert_eq!(Cell::Number(46_329.0).date(), Ok(day));
        for text in ["11/3/2026", "3.11.26", "2026-13-01", "2026-02-30", "昨天"] {
            assert!(Cell::text(text).date().is_err(), "{text}");
        }
    }

    #[test]
    fn a_time_is_local_unless_it_brings_its_offset() {
        let local = NaiveDate::from_ymd_opt(2026, 11, 3).unwrap().and_hms_opt(9, 5, 0).unwrap();
        for text in [
            "2026-11-03 09:05",
            "2026-11-03T09:05:00",
            "2026年11月3日9时5分",
            "2026/11/3 9:05:00",
            "2026年11月3日 9点05分",
        ] {
            assert_eq!(Cell::text(text).moment(), Ok(Moment::Local(local)), "{text}");
        }
        for text in ["2026-11-03T09:05:00+08:00", "2026-11-03 01:05:00Z", "2026-11-03T09:05+0800"] {
            assert!(
                matches!(Cell::text(text).moment(), Ok(Moment::Offset(at)) if at.naive_utc() == local - chrono::TimeDelta::hours(8)),
                "{text}"
            );
        }
        assert!(Cell::text("2026-11-03 25:00").moment().is_err());
    }

    #[test]
    fn yes_and_no_in_the_words_of_an_office() {
        for yes in ["是", "√", "Y", "１", "true"] {
            assert_eq!(Cell::text(yes).yes_no(), Ok(true), "{yes}");
        }
        for no in ["否", "×", "N", "0", ""] {
            assert_eq!(Cell::text(no).yes_no(), Ok(false), "{no}");
        }
        assert!(Cell::text("也许").yes_no().is_err());
    }
}
