//! Days as people write them: `7月1日前`, `2026年7月1日18时前`, `2026-07-01`, `by 1 July 2026`.

use chrono::{NaiveDate, NaiveTime};

use super::season::MonthDay;
use super::term::EndDay;

/// A day as it was written: perhaps without its year, perhaps one that does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WrittenDay {
    year: Option<i32>,
    month: u32,
    day: u32,
    at: Option<NaiveTime>,
}

impl WrittenDay {
    /// The day meant, seen from a day: its own year's, or the next such day.
    pub(super) fn next_from(self, from: NaiveDate) -> Option<EndDay> {
        let by = match self.year {
            Some(year) => NaiveDate::from_ymd_opt(year, self.month, self.day),
            None => MonthDay::new(self.month, self.day)?.next_from(from),
        };
        by.map(|by| EndDay { by, at: self.at })
    }
}

/// The day a text names, if it names one.
pub(super) fn written_day(text: &str) -> Option<WrittenDay> {
    let plain: String = text.trim().chars().map(plain).collect::<String>().to_lowercase();
    chinese(&plain).or_else(|| numeric(&plain)).or_else(|| english(&plain))
}

/// Full-width digits and marks in their ASCII form.
fn plain(c: char) -> char {
    match c {
        '０'..='９' | '：' | '／' | '－' | '．' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '　' => ' ',
        _ => c,
    }
}

/// What may stand before a day.
const BEFORE: &[&str] = &[
    "限定于",
    "限于",
    "限在",
    "限期",
    "限",
    "截至",
    "截止",
    "务必于",
    "须于",
    "须在",
    "应于",
    "请于",
    "请在",
    "于",
    "在",
    "至",
];

/// What must stand after it, where anything does: `7月1日后` names no end.
const AFTER: &[&str] = &["之前", "以前", "前", "止", "内", "完成", "办结", "整改", "下班"];

fn number(text: &str) -> Option<(u32, &str)> {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    Some((digits.parse().ok()?, rest.trim_start()))
}

fn after_one_of<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| text.strip_prefix(word)).map(str::trim_start)
}

fn chinese(text: &str) -> Option<WrittenDay> {
    let text = after_one_of(text, BEFORE).unwrap_or(text);
    let (first, rest) = number(text)?;
    let (year, month, rest) = match rest.strip_prefix('年') {
        Some(rest) => {
            let (month, rest) = number(rest)?;
            (Some(i32::try_from(first).ok()?), month, rest)
        }
        None => (None, first, rest),
    };
    let (day, rest) = number(rest.strip_prefix('月')?)?;
    let rest = after_one_of(rest, &["日", "号"])?;
    let (at, rest) = hour(rest)?;
    let ends = rest.is_empty() || after_one_of(rest, AFTER).is_some();
    ends.then_some(WrittenDay { year, month, day, at })
}

/// An hour, where one follows: `18时`, `18点30分`, `下午6点`, `18:30`. None inside for no hour, none outside for a wrong one.
fn hour(text: &str) -> Option<(Option<NaiveTime>, &str)> {
    let (late, text) = match after_one_of(text, &["下午", "晚上", "晚"]) {
        Some(rest) => (true, rest),
        None => (false, after_one_of(text, &["上午", "早上", "早"]).unwrap_or(text)),
    };
    let Some((hour, rest)) = number(text) else {
        return Some((None, text));
    };
    let hour = if late && hour < 12 { hour + 12 } else { hour };
    let (minute, rest) = if let Some(rest) = rest.strip_prefix(':') {
        let (minute, rest) = number(rest)?;
        (minute, after_one_of(rest, &["分"]).unwrap_or(rest))
    } else {
        let rest = after_one_of(rest, &["时", "点"])?;
        match (rest.strip_prefix('半'), number(rest)) {
            (Some(rest), _) => (30, rest),
            (None, Some((minute, rest))) => (minute, after_one_of(rest, &["分"]).unwrap_or(rest)),
            (None, None) => (0, after_one_of(rest, &["整"]).unwrap_or(rest)),
        }
    };
    // 24时 is the last minute of the day.
    let time = if (hour, minute) == (24, 0) {
        NaiveTime::from_hms_opt(23, 59, 0)
    } else {
        NaiveTime::from_hms_opt(hour, minute, 0)
    };
    Some((Some(time?), rest.trim_start()))
}

fn numeric(text: &str) -> Option<WrittenDay> {
    let text = after_one_of(text, BEFORE).or_else(|| after_one_of(text, &["by ", "until "])).unwrap_or(text);
    let (year, rest) = number(text)?;
    let year = i32::try_from(year).ok().filter(|year| (1000..=9999).contains(year))?;
    let mark = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (month, rest) = number(&rest[1..])?;
    let (day, rest) = number(rest.strip_prefix(mark)?)?;
    let (at, rest) = hour(rest)?;
    let ends = rest.is_empty() || after_one_of(rest, AFTER).is_some();
    ends.then_some(WrittenDay { year: Some(year), month, day, at })
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

fn month_of(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let at = MONTHS.iter().position(|name| word.len() >= 3 && name.starts_with(word))?;
    u32::try_from(at + 1).ok()
}

fn english(text: &str) -> Option<WrittenDay> {
    let mut words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    while let Some(first) = words.first() {
        if !matches!(*first, "by" | "within" | "until" | "before" | "on" | "the" | "due") {
            break;
        }
        words.remove(0);
    }
    let at = words.iter().position(|word| word.contains(':'));
    let time = match at {
        Some(at) => Some(NaiveTime::parse_from_str(words.remove(at), "%H:%M").ok()?),
        None => None,
    };
    words.retain(|word| !matches!(*word, "at" | "of"));
    let day_of = |word: &str| word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']).parse::<u32>().ok();
    let (first, second) = (words.first()?, words.get(1)?);
    let (day, month) = match (month_of(first), month_of(second)) {
        (None, Some(month)) => (day_of(first)?, month),
        (Some(month), None) => (day_of(second)?, month),
        _ => return None,
    };
    let year = match words.get(2) {
        Some(year) => Some(year.parse::<i32>().ok().filter(|year| (1000..=9999).contains(year))?),
        None => None,
    };
    (words.len() <= 3).then_some(WrittenDay { year, month, day, at: time })
}
