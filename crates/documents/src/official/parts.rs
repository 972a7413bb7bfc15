//! How official documents number their parts and write their dates.

use chrono::{Datelike, NaiveDate};
use wangge_domain::text::Lang;

/// A number from 1 to 99 in Chinese, as headings of official documents count: 一, 十一, 二十.
pub fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (number / 10, number % 10);
    match tens {
        0 => DIGITS[ones].to_owned(),
        1 => format!("十{}", DIGITS[ones]),
        2..=9 => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        _ => number.to_string(),
    }
}

/// The number of a part: 一、 and 1. .
pub fn numbered(number: usize, heading: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}、{heading}", chinese(number)),
        Lang::En => format!("{number}. {heading}"),
    }
}

/// The number of a subpart: （一） and (1).
pub fn subnumbered(number: usize, heading: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("（{}）{heading}", chinese(number)),
        Lang::En => format!("({number}) {heading}"),
    }
}

/// A whole date, month and day without zeros: 2026年11月9日.
pub fn date_in_words(day: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Lang::En => day.format("%-d %B %Y").to_string(),
    }
}
