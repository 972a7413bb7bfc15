//! The span of a ranking: a week, a round's days, or any days.

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use wangge_domain::ids::RoundId;
use wangge_domain::round::{Round, RoundState};
use wangge_domain::text::{Lang, Message, render};
use wangge_domain::time::{IsoWeek, Period, local_day, start_of_day};
use wangge_storage::{ConnectionTrait, round};

use crate::context::{Answer, App};
use crate::error::AppError;
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

    /// Reads a span: `week:2026-W47`, `round:ID`, `days:FROM..UNTIL`, or two days; the present week when
    /// nothing is said.
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
        let zone = crate::campaign::load(db).await?.tz();
        let today = local_day(app.now(), zone);
        let Some(text) = period else {
            return match (from, until) {
                (None, None) => Self::week(db, IsoWeek::of(today)).await,
                (from, until) => Self::days(zone, from.unwrap_or(today), until.unwrap_or(today)).ok_or_else(wrong),
            };
        };
        match text.split_once(':').ok_or_else(wrong)? {
            ("week", week) => Self::week(db, week.parse().map_err(|_| wrong())?).await,
            ("round", id) => {
                let id = RoundId(id.parse().map_err(|_| wrong())?);
                let round = round::get(db, id).await?.ok_or_else(|| AppError::not_found("round", id))?;
                Ok(Self::round(zone, round))
            }
            ("days", days) => {
                let (from, until) = days.split_once("..").ok_or_else(wrong)?;
                let day = |text: &str| text.parse().map_err(|_| wrong());
                Self::days(zone, day(from)?, day(until)?).ok_or_else(wrong)
            }
            _ => Err(wrong()),
        }
    }

    fn days(zone: Tz, first: NaiveDate, last: NaiveDate) -> Option<Self> {
        let after = last.checked_add_days(Days::new(1))?;
        let period = Period { from: start_of_day(first, zone), until: start_of_day(after, zone) };
        (first <= last).then_some(Self { period, zone, kind: Kind::Days(first, last) })
    }

    fn round(zone: Tz, round: Round) -> Self {
        let after = round.closes_on + Days::new(1);
        let period = Period { from: start_of_day(round.opens_on, zone), until: start_of_day(after, zone) };
        Self { period, zone, kind: Kind::Round(Box::new(round)) }
    }

    /// The span before it: the week before, the closed round before, or as many days before.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn before(&self, db: &impl ConnectionTrait) -> Answer<Self> {
        let days = match &self.kind {
            Kind::Week(week) => return Self::week(db, week.previous()).await,
            Kind::Round(round) => {
                if let Some(before) = result::round_before(db, round).await? {
                    return Ok(Self::round(self.zone, before));
                }
                (round.opens_on, round.closes_on)
            }
            Kind::Days(first, last) => (*first, *last),
        };
        let length = days.1 - days.0 + chrono::Duration::days(1);
        let (first, last) = (days.0 - length, days.1 - length);
        let period =
            Period { from: start_of_day(first, self.zone), until: start_of_day(last + Days::new(1), self.zone) };
        Ok(Self { period, zone: self.zone, kind: Kind::Days(first, last) })
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
            Kind::Round(round) => round.name.get(lang).to_owned(),
            Kind::Days(first, last) => {
                render(&Message::new("app-period-days").arg("from", first).arg("until", last), lang)
            }
        }
    }
}
