//! The span of a ranking: a week, a month, a quarter, a year, the campaign so far, a round's days, or any days.

use chrono::{Datelike, Days, Months, NaiveDate};
use chrono_tz::Tz;
use wangge_domain::ids::RoundId;
use wangge_domain::round::{Round, RoundState};
use wangge_domain::text::{Lang, Message, render};
use wangge_domain::time::{IsoWeek, Period, local_day, start_of_day};
use wangge_storage::{ConnectionTrait, event, round};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::reckoned;
use crate::result;

/// The span of a ranking.
#[derive(Clone, Debug)]
pub struct Span {
    /// From its first moment to the first moment after.
    pub period: Period,
    zone: Tz,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Week(IsoWeek),
    /// By the first day of the month.
    Month(NaiveDate),
    /// By the first day of the quarter.
    Quarter(NaiveDate),
    /// By the first day of the year.
    Year(NaiveDate),
    /// From the first day on record to today, or to the acceptance day when that is past.
    Campaign(NaiveDate, NaiveDate),
    Round(Box<Round>),
    Days(NaiveDate, NaiveDate),
}

impl Span {
    /// A week.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn week(db: &impl ConnectionTrait, week: IsoWeek) -> Answer<Self> {
        let zone = crate::campaign::load(db).await?.tz();
        Ok(Self { period: week.period(zone), zone, kind: Kind::Week(week) })
    }

    /// Reads a span: `week:2026-W47`, `month:2026-11`, `quarter:2026-Q4`, `year:2026`, `campaign`,
    /// `round:ID`, `days:FROM..UNTIL`, or two days; the present week when nothing is said.
    ///
    /// # Errors
    /// [`AppError::Invalid`] for anything else, [`AppError::NotFound`] for an unknown round.
    pub async fn read(
        app: &App,
        db: &impl ConnectionTrait,
        period: Option<&str>,
        from: Option<NaiveDate>,
        until: Option<NaiveDate>,
    ) -> Answer<Self> {
        let wrong = || {
            let given = period.unwrap_or_default();
            AppError::invalid("/period", Message::new("app-period-invalid").arg("given", given))
        };
        reckoned("/from", from)?;
        reckoned("/until", until)?;
        let zone = crate::campaign::load(db).await?.tz();
        let today = local_day(app.now(), zone);
        let Some(text) = period else {
            return match (from, until) {
                (None, None) => Self::week(db, IsoWeek::of(today)).await,
                (from, until) => Self::days(zone, from.unwrap_or(today), until.unwrap_or(today)).ok_or_else(wrong),
            };
        };
        if text == "campaign" {
            return Self::campaign(app, db).await;
        }
        match text.split_once(':').ok_or_else(wrong)? {
            ("month", month) => Ok(Self::month(zone, first_of_month(month).ok_or_else(wrong)?)),
            ("quarter", quarter) => Ok(Self::quarter(zone, first_of_quarter(quarter).ok_or_else(wrong)?)),
            ("year", year) => Ok(Self::year(zone, first_of_year(year).ok_or_else(wrong)?)),
            ("week", week) => Self::week(db, week.parse().map_err(|_| wrong())?).await,
            ("round", id) => {
                let id = RoundId(id.parse().map_err(|_| wrong())?);
                let round = round::get(db, id).await?.ok_or_else(|| AppError::not_found("round", id))?;
                Ok(Self::round(zone, round))
            }
            ("days", days) => {
                let (from, until) = days.split_once("..").ok_or_else(wrong)?;
                let day = |text: &str| text.parse().map_err(|_| wrong());
                let (from, until) = (day(from)?, day(until)?);
                reckoned("/period", Some(from))?;
                reckoned("/period", Some(until))?;
                Self::days(zone, from, until).ok_or_else(wrong)
            }
            _ => Err(wrong()),
        }
    }

    fn days(zone: Tz, first: NaiveDate, last: NaiveDate) -> Option<Self> {
        let after = last.checked_add_days(Days::new(1))?;
        let period = Period { from: start_of_day(first, zone), until: start_of_day(after, zone) };
        (first <= last).then_some(Self { period, zone, kind: Kind::Days(first, last) })
    }

    /// The month that begins on a day.
    pub fn month(zone: Tz, first: NaiveDate) -> Self {
        Self { period: months(zone, first, 1), zone, kind: Kind::Month(first) }
    }

    /// The quarter that begins on a day.
    pub fn quarter(zone: Tz, first: NaiveDate) -> Self {
        Self { period: months(zone, first, 3), zone, kind: Kind::Quarter(first) }
    }

    /// The year that begins on a day.
    pub fn year(zone: Tz, first: NaiveDate) -> Self {
        Self { period: months(zone, first, 12), zone, kind: Kind::Year(first) }
    }

    /// The campaign so far.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn campaign(app: &App, db: &impl ConnectionTrait) -> Answer<Self> {
        let campaign = crate::campaign::load(db).await?;
        let (zone, today) = (campaign.tz(), local_day(app.now(), campaign.tz()));
        let last = campaign.acceptance_on.map_or(today, |day| day.min(today));
        let first = event::first_at(db).await?.map_or(last, |at| local_day(at, zone).min(last));
        let period = Period { from: start_of_day(first, zone), until: start_of_day(last + Days::new(1), zone) };
        Ok(Self { period, zone, kind: Kind::Campaign(first, last) })
    }

    /// A round's days.
    pub fn round(zone: Tz, round: Round) -> Self {
        let after = round.closes_on + Days::new(1);
        let period = Period { from: start_of_day(round.opens_on, zone), until: start_of_day(after, zone) };
        Self { period, zone, kind: Kind::Round(Box::new(round)) }
    }

    /// The span before it: the week, month, quarter or year before, the closed round before, or as many days before;
    /// none before the whole campaign.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn before(&self, db: &impl ConnectionTrait) -> Answer<Option<Self>> {
        let (first, last) = match &self.kind {
            Kind::Campaign(..) => return Ok(None),
            Kind::Week(week) => return Self::week(db, week.previous()).await.map(Some),
            Kind::Month(first) => return Ok(Some(Self::month(self.zone, *first - Months::new(1)))),
            Kind::Quarter(first) => return Ok(Some(Self::quarter(self.zone, *first - Months::new(3)))),
            Kind::Year(first) => return Ok(Some(Self::year(self.zone, *first - Months::new(12)))),
            Kind::Round(round) => {
                if let Some(before) = result::round_before(db, round).await? {
                    return Ok(Some(Self::round(self.zone, before)));
                }
                (round.opens_on, round.closes_on)
            }
            Kind::Days(first, last) => (*first, *last),
        };
        let length = last - first + chrono::Duration::days(1);
        Ok(Self::days(self.zone, first - length, last - length))
    }

    /// The week it is, if it is one.
    pub const fn as_week(&self) -> Option<IsoWeek> {
        match &self.kind {
            Kind::Week(week) => Some(*week),
            _ => None,
        }
    }

    /// Its first and its last day.
    pub fn first_and_last(&self) -> (NaiveDate, NaiveDate) {
        let last = self.period.until - chrono::Duration::milliseconds(1);
        (local_day(self.period.from, self.zone), local_day(last, self.zone))
    }

    /// The last week that is over by its end.
    pub fn last_week(&self) -> IsoWeek {
        IsoWeek::of(local_day(self.period.until, self.zone)).previous()
    }

    /// The round whose scores count: the round itself, or the last one closed by the end of the span.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn scored_round(&self, db: &impl ConnectionTrait) -> Answer<Option<Round>> {
        if let Kind::Round(round) = &self.kind {
            return Ok((round.state == RoundState::Closed).then(|| (**round).clone()));
        }
        let rounds = result::closed(db).await?;
        Ok(rounds.into_iter().find(|round| round.closed_at.is_some_and(|at| at < self.period.until)))
    }

    /// The span as a query takes it.
    pub fn key(&self) -> String {
        match &self.kind {
            Kind::Week(week) => format!("week:{week}"),
            Kind::Month(first) => format!("month:{}", first.format("%Y-%m")),
            Kind::Quarter(first) => format!("quarter:{}-Q{}", first.year(), first.month0() / 3 + 1),
            Kind::Year(first) => format!("year:{}", first.year()),
            Kind::Campaign(..) => "campaign".to_owned(),
            Kind::Round(round) => format!("round:{}", round.id),
            Kind::Days(first, last) => format!("days:{first}..{last}"),
        }
    }

    /// Its name.
    pub fn name(&self, lang: Lang) -> String {
        match &self.kind {
            Kind::Week(week) => {
                let message = Message::new("app-period-week")
                    .arg("year", week.year())
                    .arg("week", week.number())
                    .arg("from", week.monday())
                    .arg("until", week.sunday());
                render(&message, lang)
            }
            Kind::Month(first) => {
                let message = Message::new("app-period-month").arg("year", first.year()).arg("month", first.month());
                render(&message, lang)
            }
            Kind::Quarter(first) => {
                let quarter = first.month0() / 3 + 1;
                render(&Message::new("app-period-quarter").arg("year", first.year()).arg("quarter", quarter), lang)
            }
            Kind::Year(first) => render(&Message::new("app-period-year").arg("year", first.year()), lang),
            Kind::Campaign(first, last) => {
                render(&Message::new("app-period-campaign").arg("from", first).arg("until", last), lang)
            }
            Kind::Round(round) => round.name.get(lang).to_owned(),
            Kind::Days(first, last) => {
                render(&Message::new("app-period-days").arg("from", first).arg("until", last), lang)
            }
        }
    }
}

fn months(zone: Tz, first: NaiveDate, count: u32) -> Period {
    Period { from: start_of_day(first, zone), until: start_of_day(first + Months::new(count), zone) }
}

/// The first day of a month written `2026-11`.
pub fn first_of_month(text: &str) -> Option<NaiveDate> {
    let (year, month) = text.split_once('-')?;
    NaiveDate::from_ymd_opt(whole(year, 4)?.try_into().ok()?, whole(month, 2)?, 1)
}

/// The first day of a quarter written `2026-Q4`.
fn first_of_quarter(text: &str) -> Option<NaiveDate> {
    let (year, quarter) = text.split_once("-Q")?;
    let month = whole(quarter, 1)?.checked_sub(1)? * 3 + 1;
    NaiveDate::from_ymd_opt(whole(year, 4)?.try_into().ok()?, month, 1)
}

/// The first day of a year written `2026`.
fn first_of_year(text: &str) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(whole(text, 4)?.try_into().ok()?, 1, 1)
}

/// A number written in exactly so many digits.
fn whole(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && text.chars().all(|c| c.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use wangge_domain::time::DEFAULT_ZONE;

    use super::*;

    #[test]
    fn months_quarters_and_years_are_read_as_they_are_written() {
        let table: &[(&str, Option<&str>)] = &[
            ("2026-Q1", Some("2026-01-01..2026-04-01")),
            ("2026-Q4", Some("2026-10-01..2027-01-01")),
            ("2026-Q5", None),
            ("2026-Q0", None),
            ("26-Q1", None),
            ("2026-02", Some("2026-02-01..2026-03-01")),
            ("2026-12", Some("2026-12-01..2027-01-01")),
            ("2026-13", None),
            ("2026-1", None),
            ("2026", Some("2026-01-01..2027-01-01")),
            ("226", None),
            ("moon", None),
        ];
        for (text, days) in table {
            let span = first_of_month(text)
                .map(|first| Span::month(DEFAULT_ZONE, first))
                .or_else(|| first_of_quarter(text).map(|first| Span::quarter(DEFAULT_ZONE, first)))
                .or_else(|| first_of_year(text).map(|first| Span::year(DEFAULT_ZONE, first)));
            let read = span.as_ref().map(|span| {
                let day = |at| local_day(at, DEFAULT_ZONE);
                format!("{}..{}", day(span.period.from), day(span.period.until))
            });
            assert_eq!(read.as_deref(), *days, "{text}");
            if let Some(span) = span {
                assert!(span.key().ends_with(text), "{}", span.key());
            }
        }
    }

    #[test]
    fn the_last_week_over_by_the_end_of_a_span_is_known() {
        let month = Span::month(DEFAULT_ZONE, "2026-11-01".parse().unwrap());
        assert_eq!(month.last_week().to_string(), "2026-W48", "1 December 2026 is a Tuesday of week 49");
        let period = "2026-W47".parse::<IsoWeek>().unwrap().period(DEFAULT_ZONE);
        let week = Span { period, zone: DEFAULT_ZONE, kind: Kind::Days(NaiveDate::MIN, NaiveDate::MIN) };
        assert_eq!(week.last_week().to_string(), "2026-W47");
    }
}
