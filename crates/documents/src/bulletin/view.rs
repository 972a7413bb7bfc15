//! The bulletin's facts in words, part by part of its anatomy.

use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;
use wangge_domain::bulletin::{BulletinFacts, PlaceProblems, Problem, UnitProblems, WeekCounts};
use wangge_domain::case::CaseState;
use wangge_domain::figure::{Exact, NO_FIGURE};
use wangge_domain::ranking::{GroupRanking, IndicatorResult, RankedUnit};
use wangge_domain::text::{Lang, Message, render, word};
use wangge_domain::time::{Timestamp, local_day};

use super::page::{
    Counts, CountsRow, DefinitionPart, Definitions, GroupPart, Page, Piece, PlacePart, ProblemPart, Problems, RankRow,
    Ranking, Scope, ScopeRow, Texts, UnitPart,
};
use crate::official::{date_in_words, numbered, subnumbered};

/// Sets a marked figure off inside a sentence while it is worded; it stands in no text of people.
const MARK: char = '\u{e000}';

/// A wording job: the language and the zone of everything shown.
#[derive(Clone, Copy)]
struct Words {
    lang: Lang,
    zone: Tz,
}

impl Words {
    fn word(self, key: &str) -> String {
        word(&format!("bulletin-{key}"), self.lang)
    }

    fn say(self, key: &str, args: &[(&str, &dyn std::fmt::Display)]) -> String {
        let message = Message::new(format!("bulletin-{key}"));
        render(&args.iter().fold(message, |message, (name, value)| message.arg(name, value)), self.lang)
    }

    /// A sentence in pieces, so that each figure in it can be pointed at: an argument given with the name of
    /// its part becomes a piece of its own.
    fn say_parts(
        self,
        key: &str,
        args: &[(&str, &dyn std::fmt::Display)],
        part: &dyn Fn(&str) -> Option<String>,
    ) -> Vec<Piece> {
        let marked: Vec<(&str, String)> = args
            .iter()
            .map(|(name, value)| match part(name) {
                Some(_) => (*name, format!("{MARK}{name}{MARK}{value}{MARK}")),
                None => (*name, value.to_string()),
            })
            .collect();
        let args: Vec<(&str, &dyn std::fmt::Display)> =
            marked.iter().map(|(name, value)| (*name, value as &dyn std::fmt::Display)).collect();
        let sentence = self.say(key, &args);
        let mut pieces = Vec::new();
        let mut rest = sentence.split(MARK);
        while let Some(text) = rest.next() {
            pieces.push(Piece::plain(text));
            if let (Some(name), Some(value)) = (rest.next(), rest.next()) {
                pieces.push(Piece { part: part(name), text: value.to_owned() });
            }
        }
        pieces
    }

    /// A day of the year: 11月16日, 16 November.
    fn day(self, day: NaiveDate) -> String {
        match self.lang {
            Lang::Zh => format!("{}月{}日", day.month(), day.day()),
            Lang::En => day.format("%-d %B").to_string(),
        }
    }

    /// A day named after another one: in Chinese the month is not said twice, 11月16日至22日.
    fn day_after(self, first: NaiveDate, day: NaiveDate) -> String {
        let same_month = (first.year(), first.month()) == (day.year(), day.month());
        if self.lang == Lang::Zh && same_month { format!("{}日", day.day()) } else { self.day(day) }
    }

    /// A whole date, month and day without zeros: 2026年11月9日.
    fn date(self, day: NaiveDate) -> String {
        date_in_words(day, self.lang)
    }

    fn moment(self, at: Timestamp) -> String {
        let local = at.with_timezone(&self.zone);
        format!("{} {}", self.date(local.date_naive()), local.format("%H:%M"))
    }

    /// The number of a part: 一、 and 1. .
    fn numbered(self, number: usize, heading: &str) -> String {
        numbered(number, heading, self.lang)
    }

    /// The number of a subpart: （一） and (1).
    fn subnumbered(self, number: usize, heading: &str) -> String {
        subnumbered(number, heading, self.lang)
    }
}

/// The title of the page.
pub fn title(facts: &BulletinFacts, lang: Lang, zone: Tz) -> String {
    let words = Words { lang, zone };
    let key = if facts.correction.is_some() { "title-correction" } else { "title" };
    words.say(key, &[("period", &period(facts, words))])
}

/// The days the bulletin is about.
fn period(facts: &BulletinFacts, words: Words) -> String {
    words.say("period", &[("from", &words.day(facts.from)), ("until", &words.day_after(facts.from, facts.until))])
}

/// Everything the page shows.
pub(super) fn page(facts: &BulletinFacts, lang: Lang, zone: Tz) -> Page {
    let words = Words { lang, zone };
    let campaign = facts.campaign.get(lang);
    let period = period(facts, words);
    let year = facts.week.year();
    let issue = match facts.number {
        Some(number) => words.say("issue", &[("year", &year), ("number", &number)]),
        None => words.say("draft", &[("year", &year), ("week", &facts.week)]),
    };
    Page {
        lang: lang.tag(),
        marks: marks(facts, words),
        name: words.say("name", &[("campaign", &campaign)]),
        issue,
        issuer: words.say("issuer", &[("campaign", &campaign)]),
        date: words.date(local_day(facts.as_of, zone)),
        title: title(facts, lang, zone),
        correction: correction(facts, words),
        addressees: words.word("addressees"),
        basis: basis(facts, words, &period),
        scope: scope(facts, words),
        counts: counts(facts, words),
        problems: problems(facts, words),
        ranking: ranking(facts, words),
        requirements: requirements(facts, words),
        remarks: remarks(facts, words),
        definitions: definitions(facts, words),
        trace: trace(facts, words),
        root_label: words.word("root"),
        root: facts.root.clone(),
    }
}

/// What must be seen before anything else: that the data are made up, that the standard is a sample.
fn marks(facts: &BulletinFacts, words: Words) -> Vec<String> {
    let sample = facts.edition.as_ref().is_some_and(|edition| edition.sample);
    let mut marks = Vec::new();
    if facts.demonstration {
        marks.push(words.word("mark-demonstration"));
    }
    if sample {
        marks.push(words.word("mark-sample"));
    }
    if facts.number.is_none() {
        marks.push(words.word("mark-draft"));
    }
    marks
}

fn basis(facts: &BulletinFacts, words: Words, period: &str) -> Vec<String> {
    let by = match &facts.edition {
        Some(edition) => {
            let standard = edition.standard.get(words.lang);
            words.say("basis", &[("standard", &standard), ("version", &edition.version), ("period", &period)])
        }
        None => words.say("basis-without-edition", &[("period", &period)]),
    };
    vec![by + &words.word("principle")]
}

fn scope(facts: &BulletinFacts, words: Words) -> Scope {
    let types = facts.scope.iter().filter(|line| line.sites > 0).count();
    let whole = |_: &str| Some("scope:".to_owned());
    let summary = match facts.sites {
        0 => vec![Piece::plain(words.word("scope-none"))],
        sites => words.say_parts("scope", &[("sites", &sites), ("types", &types)], &whole),
    };
    let rows: Vec<ScopeRow> = facts
        .scope
        .iter()
        .filter(|line| line.sites > 0)
        .map(|line| {
            let part = format!("scope:{}", line.type_code);
            ScopeRow { name: line.name.get(words.lang).to_owned(), sites: line.sites, part }
        })
        .collect();
    Scope {
        heading: words.numbered(1, &words.word("part-supervision")),
        summary,
        caption: words.word("scope-caption"),
        headings: ["number", "type", "sites"].map(|key| words.word(&format!("scope-{key}"))).into(),
        rows,
        total: words.word("total"),
        sites: facts.sites,
    }
}

fn counts(facts: &BulletinFacts, words: Words) -> Counts {
    let WeekCounts { handed_over, fixed, closed, open, overdue, fixed_rate, closed_rate } = facts.counts;
    let part = |name: &str| (name != "as_of").then(|| counts_part("", name));
    let summary = if handed_over == 0 {
        vec![Piece::plain(words.word("counts-none"))]
    } else {
        words.say_parts(
            "counts",
            &[
                ("as_of", &words.moment(facts.as_of)),
                ("handed_over", &handed_over),
                ("fixed", &fixed),
                ("fixed_rate", &fixed_rate.percent()),
                ("closed", &closed),
                ("closed_rate", &closed_rate.percent()),
                ("open", &open),
                ("overdue", &overdue),
            ],
            &part,
        )
    };
    let mut rows: Vec<CountsRow> = facts
        .problems
        .iter()
        .map(|of| counts_row(&of.unit.unit_id.to_string(), of.unit.name.get(words.lang), &of.counts))
        .collect();
    if !rows.is_empty() {
        rows.push(counts_row("", &words.word("total"), &facts.counts));
    }
    let headings = std::iter::once("unit").chain(COUNTED);
    Counts {
        summary,
        caption: words.word("counts-caption"),
        headings: headings.map(|key| words.word(&format!("counts-{key}"))).collect::<Vec<_>>(),
        rows,
    }
}

/// The figures of the table of problems, in the order of its columns.
const COUNTED: [&str; 7] = ["handed_over", "fixed", "fixed_rate", "closed", "closed_rate", "open", "overdue"];

/// The name of the part behind a figure of a unit's week; without a unit, of all.
fn counts_part(unit: &str, figure: &str) -> String {
    format!("counts:{unit}:{figure}")
}

fn counts_row(unit: &str, name: &str, counts: &WeekCounts) -> CountsRow {
    let shown = [
        counts.handed_over.to_string(),
        counts.fixed.to_string(),
        counts.fixed_rate.percent(),
        counts.closed.to_string(),
        counts.closed_rate.percent(),
        counts.open.to_string(),
        counts.overdue.to_string(),
    ];
    let cells =
        COUNTED.iter().zip(shown).map(|(figure, text)| Piece::behind(counts_part(unit, figure), text)).collect();
    CountsRow { unit: name.to_owned(), cells }
}

fn problems(facts: &BulletinFacts, words: Words) -> Problems {
    let units = facts.problems.iter().enumerate().map(|(i, unit)| unit_problems(unit, i + 1, words)).collect();
    Problems { heading: words.numbered(2, &words.word("part-problems")), units, none: words.word("problems-none") }
}

fn unit_problems(unit: &UnitProblems, number: usize, words: Words) -> UnitPart {
    let name = unit.unit.name.get(words.lang);
    let heading = words.say("unit", &[("unit", &name), ("count", &unit.counts.handed_over)]);
    let places = unit.places.iter().enumerate().map(|(i, place)| place_problems(place, i + 1, words)).collect();
    let part = counts_part(&unit.unit.unit_id.to_string(), "handed_over");
    UnitPart { heading: words.subnumbered(number, &heading), part, places }
}

fn place_problems(place: &PlaceProblems, number: usize, words: Words) -> PlacePart {
    let last = place.problems.len();
    let problems = place
        .problems
        .iter()
        .enumerate()
        .map(|(i, problem)| {
            let end = words.word(if i + 1 == last { "end" } else { "and" });
            ProblemPart {
                part: format!("case:{}", problem.case_id),
                text: problem_text(problem, i + 1, words),
                state: state(problem, words),
                overdue: problem.overdue,
                end,
            }
        })
        .collect();
    let heading = words.say("place", &[("number", &number), ("place", &place.place.get(words.lang))]);
    PlacePart { heading, problems }
}

fn problem_text(problem: &Problem, number: usize, words: Words) -> String {
    let text = problem.description.trim().trim_end_matches(['。', '；', ';', '.', '，']);
    let key = if problem.quantity > 1 { "problem-several" } else { "problem" };
    words.say(key, &[("number", &number), ("text", &text), ("quantity", &problem.quantity)])
}

/// How a problem stands: overdue, with its deadline, fixed or closed.
fn state(problem: &Problem, words: Words) -> String {
    let due = problem.deadline_at.map(|at| words.day(local_day(at, words.zone)));
    match (problem.state, due) {
        (CaseState::Closed, _) => words.word("state-closed"),
        (CaseState::Rectified, _) => words.word("state-fixed"),
        (_, Some(due)) if problem.overdue => words.say("state-overdue", &[("due", &due)]),
        (_, Some(due)) => words.say("state-due", &[("due", &due)]),
        (state, None) => words.say("state-other", &[("state", &word(state.key(), words.lang))]),
    }
}

fn ranking(facts: &BulletinFacts, words: Words) -> Ranking {
    let groups = facts.rankings.iter().map(|group| group_ranking(group, words)).collect();
    let ranked = facts.rankings.iter().any(|group| !group.units.is_empty());
    Ranking {
        heading: words.numbered(3, &words.word("part-ranking")),
        summary: words.word(if ranked { "ranking" } else { "ranking-none" }),
        groups,
    }
}

fn group_ranking(group: &GroupRanking, words: Words) -> GroupPart {
    let known =
        group.units.first().map(|unit| &unit.indicators).or_else(|| group.excluded.first().map(|e| &e.indicators));
    let indicators = known.into_iter().flatten().map(|i| word(i.code.key(), words.lang));
    let mut headings: Vec<String> =
        ["rank", "unit", "composite", "movement"].map(|key| words.word(&format!("ranking-{key}"))).into();
    headings.extend(indicators);
    let rows = group.units.iter().map(|unit| ranked(&group.group, unit, words)).collect();
    let notes: Vec<String> = group
        .excluded
        .iter()
        .map(|e| {
            words.say("not-ranked", &[("unit", &e.unit.name.get(words.lang)), ("why", &render(&e.why, words.lang))])
        })
        .collect();
    let caption = words.say("ranking-caption", &[("group", &group_name(&group.group, words))]);
    GroupPart { caption, headings, rows, notes }
}

/// The usual peer groups by their words; any other as the office calls it.
fn group_name(group: &str, words: Words) -> String {
    let key = format!("bulletin-group-{group}");
    let plain = group.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    if plain && wangge_domain::text::knows(&key, words.lang) { word(&key, words.lang) } else { group.to_owned() }
}

fn ranked(group: &str, unit: &RankedUnit, words: Words) -> RankRow {
    let movement = match unit.movement {
        None => words.word("movement-new"),
        Some(0) => words.word("movement-same"),
        Some(up @ 1..) => format!("↑{up}"),
        Some(down) => format!("↓{}", down.unsigned_abs()),
    };
    let cells = unit.indicators.iter().map(|result| {
        let part = format!("rank:{group}:{}:{}", unit.unit.unit_id, result.code);
        Piece::behind(part, indicator(result))
    });
    RankRow {
        rank: unit.rank,
        unit: unit.unit.name.get(words.lang).to_owned(),
        composite: unit.composite.round_half_up(2),
        movement,
        part: format!("rank:{group}:{}:", unit.unit.unit_id),
        cells: cells.collect(),
    }
}

/// An indicator's value: per cent for a quotient, the amount otherwise.
fn indicator(result: &IndicatorResult) -> String {
    match (&result.value, &result.denominator) {
        (None, _) => NO_FIGURE.to_owned(),
        (Some(value), Some(_)) => format!("{}%", (value * Exact::HUNDRED).round_half_up(2)),
        (Some(value), None) => value.round_half_up(2),
    }
}

fn requirements(facts: &BulletinFacts, words: Words) -> Texts {
    let standing = facts.requirements.iter().map(|message| render(&dated(message, words), words.lang));
    let further = facts.further_requirements.iter().map(|text| text.get(words.lang).to_owned());
    let texts: Vec<String> =
        standing.chain(further).enumerate().map(|(i, text)| words.subnumbered(i + 1, &text)).collect();
    Texts { heading: words.numbered(4, &words.word("part-requirements")), texts }
}

/// What an issue that puts an earlier one right says of it; nothing for any other.
fn correction(facts: &BulletinFacts, words: Words) -> Option<String> {
    let correction = facts.correction.as_ref()?;
    let day = words.date(local_day(correction.published_at, words.zone));
    let reason = correction.reason.trim().trim_end_matches(['。', '.']);
    Some(words.say("correction", &[("number", &correction.number), ("day", &day), ("reason", &reason)]))
}

/// The office's remarks, if it made any.
fn remarks(facts: &BulletinFacts, words: Words) -> Option<Texts> {
    let texts: Vec<String> = facts.remarks.iter().map(|text| text.get(words.lang).to_owned()).collect();
    let heading = words.numbered(5, &words.word("part-remarks"));
    (!texts.is_empty()).then_some(Texts { heading, texts })
}

/// Dates among a message's arguments, in words.
fn dated(message: &Message, words: Words) -> Message {
    let args = message.args.iter().map(|(name, value)| {
        let worded = value.parse::<NaiveDate>().map_or_else(|_| value.clone(), |day| words.date(day));
        (name.clone(), worded)
    });
    Message { key: message.key.clone(), args: args.collect() }
}

fn definitions(facts: &BulletinFacts, words: Words) -> Definitions {
    let entries = facts
        .definitions
        .iter()
        .map(|d| DefinitionPart { term: render(&d.term, words.lang), meaning: render(&d.meaning, words.lang) })
        .collect();
    Definitions { heading: words.word("definitions"), entries }
}

fn trace(facts: &BulletinFacts, words: Words) -> Vec<String> {
    let mut lines = vec![words.say(
        "trace",
        &[
            ("week", &facts.week),
            ("from", &words.date(facts.from)),
            ("until", &words.date(facts.until)),
            ("as_of", &words.moment(facts.as_of)),
        ],
    )];
    if let Some(edition) = &facts.edition {
        lines.push(
            words.say(
                "trace-edition",
                &[("standard", &edition.standard.get(words.lang)), ("version", &edition.version)],
            ),
        );
    }
    lines
}
