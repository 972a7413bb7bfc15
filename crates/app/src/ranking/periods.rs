//! The periods a ranking can be asked for, as far back as the record goes.

use chrono::{Datelike, Months, NaiveDate};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Lang;
use wangge_domain::time::{IsoWeek, local_day};

use super::Span;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::result;
use crate::view::{PeriodName, RankingPeriods};

/// How many weeks are offered at most: a little over a year.
const WEEKS: usize = 60;

/// The periods, each kind the latest first.
///
/// # Errors
/// [`AppError::Forbidden`] for those who may not see rankings.
pub async fn periods(app: &App, actor: &Actor, lang: Lang) -> Answer<RankingPeriods> {
    actor.may(Action::ViewRanking).ok_or(AppError::Forbidden(Action::ViewRanking))?;
    let db = app.store.read();
    let zone = crate::campaign::load(&db).await?.tz();
    let today = local_day(app.now(), zone);
    let campaign = Span::campaign(app, &db).await?;
    let first_day = local_day(campaign.period.from, zone);
    let mut weeks = Vec::new();
    let mut week = IsoWeek::of(today);
    while weeks.len() < WEEKS && week.sunday() >= first_day {
        weeks.push(named(&Span::week(&db, week).await?, lang));
        week = week.previous();
    }
    let months = months_back(today, first_day, 1).map(|first| named(&Span::month(zone, first), lang)).collect();
    let quarters = months_back(today, first_day, 3).map(|first| named(&Span::quarter(zone, first), lang)).collect();
    let years = months_back(today, first_day, 12).map(|first| named(&Span::year(zone, first), lang)).collect();
    let rounds = result::closed(&db).await?.into_iter().map(|round| named(&Span::round(zone, round), lang)).collect();
    Ok(RankingPeriods { weeks, months, quarters, years, rounds, campaign: named(&campaign, lang), first_day, today })
}

/// The first days of the spans of so many months that hold a day from `first` to `today`, the latest first.
fn months_back(today: NaiveDate, first: NaiveDate, length: u32) -> impl Iterator<Item = NaiveDate> {
    let start = today.with_day(1).unwrap_or(today) - Months::new(today.month0() % length);
    let steps = std::iter::successors(Some(start), move |day| day.checked_sub_months(Months::new(length)));
    steps.take_while(move |day| *day + Months::new(length) > first)
}

/// A span by its name.
pub fn named(span: &Span, lang: Lang) -> PeriodName {
    PeriodName { key: span.key(), name: span.name(lang), from: span.period.from, until: span.period.until }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use super::*;

    #[test]
    fn spans_go_back_to_the_first_day_on_record() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let shown = |today, first, length| {
            months_back(day(today), day(first), length).map(|day| day.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(shown("2026-11-26", "2026-09-30", 1), ["2026-11-01", "2026-10-01", "2026-09-01"]);
        assert_eq!(shown("2026-11-26", "2026-09-30", 3), ["2026-10-01", "2026-07-01"]);
        assert_eq!(shown("2026-02-28", "2026-02-28", 1), ["2026-02-01"]);
        assert_eq!(shown("2026-02-28", "2025-12-31", 3), ["2026-01-01", "2025-10-01"]);
    }
}
