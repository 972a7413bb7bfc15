//! Lists of problems from outside: which site, item or node a list means, and what stands in the case of what it says.
//!
//! A list of the city names places and items in its own words. What is not recognised is never guessed: it stays in the
//! description in those words, and a person decides.

use super::{FinderLevel, Source};

/// A thing as a list may name it: its identity, code and Chinese name.
pub type Named<'a, T> = (T, &'a str, &'a str);

/// What a list means by some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant<T> {
    /// One thing, by its code or name, or because the words contain its name.
    One(T),
    /// Several, of which the words prefer none.
    Several(Vec<T>),
    /// None that is known.
    Nothing,
}

impl<T> Meant<T> {
    /// The one thing.
    pub fn one(self) -> Option<T> {
        match self {
            Self::One(thing) => Some(thing),
            Self::Several(_) | Self::Nothing => None,
        }
    }
}

/// Finds what some words mean: the thing with this code, else with this name, else the one whose name the words contain,
/// the longest name before others, as 「桂苑小区北门」 means 「桂苑小区」. Names of one character decide nothing.
pub fn meant<T: Copy + PartialEq>(words: &str, things: &[Named<'_, T>]) -> Meant<T> {
    let words = tidy(words);
    if words.is_empty() {
        return Meant::Nothing;
    }
    let exactly = |key: fn(&Named<'_, T>) -> String| {
        let found: Vec<T> = things.iter().filter(|thing| key(thing) == words).map(|thing| thing.0).collect();
        one_of(found)
    };
    for found in [exactly(|thing| tidy(thing.1)), exactly(|thing| tidy(thing.2))] {
        if found != Meant::Nothing {
            return found;
        }
    }
    let named = things.iter().map(|thing| (thing.0, tidy(thing.2)));
    let within: Vec<(T, usize)> = named
        .map(|(thing, name)| (thing, name.chars().count(), words.contains(&name)))
        .filter(|(_, length, contained)| *contained && *length > 1)
        .map(|(thing, length, _)| (thing, length))
        .collect();
    let longest = within.iter().map(|(_, length)| *length).max();
    one_of(within.into_iter().filter(|(_, length)| Some(*length) == longest).map(|(thing, _)| thing).collect())
}

fn one_of<T: Copy>(found: Vec<T>) -> Meant<T> {
    match found.as_slice() {
        [] => Meant::Nothing,
        [one] => Meant::One(*one),
        _ => Meant::Several(found),
    }
}

/// Without white space and in lower case: lists are typed by hand.
fn tidy(words: &str) -> String {
    words.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect()
}

impl Source {
    /// Who found what comes from this source, seen from the unit that answers for it, where a list does not say.
    pub const fn usual_finder(self) -> FinderLevel {
        match self {
            Self::CityNotice | Self::MonthlyAssessment | Self::MockAssessment => FinderLevel::City,
            Self::OfficialAssessment => FinderLevel::Province,
            Self::PublicReport | Self::Hotline | Self::Media => FinderLevel::Public,
            Self::GridReport | Self::SelfCheck => FinderLevel::Own,
            Self::DailyPatrol
            | Self::JointSupervision
            | Self::LeaderInstruction
            | Self::ImageRecognition
            | Self::ReCheck => FinderLevel::District,
        }
    }
}

/// How many spots words such as 「3处」 or 「约 12 个」 name; none where they name no number from 1 to 9,999.
pub fn spots(words: &str) -> Option<u32> {
    let digits: String =
        words.chars().skip_while(|letter| !letter.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|count| (1..=9_999).contains(count))
}

/// What a list says of a problem beside its words, as far as no field of a case holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aside<'a> {
    /// Who sent the list.
    pub sender: &'a str,
    /// Its number there.
    pub number: Option<&'a str>,
    /// The place in the list's words, where no site was recognised or they say more.
    pub place: Option<&'a str>,
    /// The item in the list's words, where none was recognised.
    pub item: Option<&'a str>,
    /// The unit it names.
    pub unit: Option<&'a str>,
    /// When it was found, as it says: a day, or 「上周」.
    pub found: Option<&'a str>,
    /// By when it is wanted, as it says: a day, or 「立行立改」.
    pub due: Option<&'a str>,
    /// Anything else.
    pub remark: Option<&'a str>,
}

/// The description of a case from a list: the problem in the list's words, and behind it in brackets whatever no field
/// holds, in Chinese as the record is.
pub fn listed_description(problem: &str, aside: &Aside<'_>) -> String {
    let worded = |label: &str, value: Option<&str>| value.map(|value| format!("{label}{}", value.trim()));
    let sender = Some(aside.sender).filter(|sender| !sender.is_empty());
    let number = match (sender, aside.number) {
        (Some(sender), Some(number)) => Some(format!("{sender}第{number}号")),
        (Some(sender), None) => Some(sender.to_owned()),
        (None, number) => worded("来件编号", number),
    };
    let parts: Vec<String> = [
        number,
        worded("地点：", aside.place),
        worded("项目：", aside.item),
        worded("责任单位：", aside.unit),
        worded("发现：", aside.found),
        worded("整改期限：", aside.due),
        worded("备注：", aside.remark),
    ]
    .into_iter()
    .flatten()
    .collect();
    let problem = problem.trim();
    if parts.is_empty() { problem.to_owned() } else { format!("{problem}（{}）", parts.join("；")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_the_longest_name_they_contain_and_nothing_is_guessed() {
        let sites = [
            (1, "D-01", "桂苑小区"),
            (2, "D-02", "桂苑"),
            (3, "R-1", "人民路"),
            (4, "R-2", "人民 路"),
            (5, "P-1", "桥"),
        ];
        for (words, expected) in [
            ("d-01", Meant::One(1)),
            (" 桂苑小区 ", Meant::One(1)),
            ("桂苑小区北门垃圾桶旁", Meant::One(1)),
            ("桂苑北门", Meant::One(2)),
            ("人民路", Meant::Several(vec![3, 4])),
            ("石桥东侧", Meant::Nothing),
            ("", Meant::Nothing),
            ("  ", Meant::Nothing),
        ] {
            assert_eq!(meant(words, &sites), expected, "{words}");
        }
        assert_eq!(meant("桂苑北门", &sites).one(), Some(2));
        assert_eq!(meant("人民路", &sites).one(), None);
    }

    #[test]
    fn what_no_field_holds_stands_behind_the_words() {
        let aside = Aside {
            sender: "市文明办",
            number: Some("12"),
            place: Some("文昌路口 "),
            due: Some("立行立改"),
            ..Aside::default()
        };
        assert_eq!(
            listed_description(" 非机动车乱停 ", &aside),
            "非机动车乱停（市文明办第12号；地点：文昌路口；整改期限：立行立改）"
        );
        assert_eq!(listed_description("乱停", &Aside::default()), "乱停");
        let numbered = Aside { number: Some("7"), ..Aside::default() };
        assert_eq!(listed_description("乱停", &numbered), "乱停（来件编号7）");
    }

    #[test]
    fn spots_are_read_out_of_words() {
        for (words, expected) in
            [("3", Some(3)), ("3处", Some(3)), ("约 12 个", Some(12)), ("多处", None), ("0", None), ("99999", None)]
        {
            assert_eq!(spots(words), expected, "{words}");
        }
    }

    #[test]
    fn every_source_has_a_usual_finder() {
        let own: Vec<&Source> = Source::ALL.iter().filter(|source| source.usual_finder() == FinderLevel::Own).collect();
        assert_eq!(own, [&Source::GridReport, &Source::SelfCheck]);
        assert_eq!(Source::CityNotice.usual_finder(), FinderLevel::City);
    }
}
