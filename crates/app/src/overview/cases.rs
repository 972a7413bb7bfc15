//! The overview's cases: how they stand, and what the week brought.

use chrono::NaiveDate;
use wangge_domain::case::CaseState;
use wangge_domain::figure::{Figure, Rate};
use wangge_domain::time::{IsoWeek, Period};
use wangge_storage::ConnectionTrait;
use wangge_storage::case::{self, CaseFilter};

use super::Scene;
use crate::case::{open_count, state_counts};
use crate::context::Answer;
use crate::reading::shown;
use crate::view::{CaseFigures, WeekCounts, WeekFigures};

impl<D: ConnectionTrait> Scene<'_, D> {
    fn filter(&self) -> CaseFilter {
        CaseFilter { node_path: self.top.as_ref().map(|top| top.path.clone()), ..CaseFilter::default() }
    }

    async fn count(&self, filter: CaseFilter) -> Answer<u64> {
        Ok(shown(case::count(self.db, &self.reach, &filter).await?))
    }

    pub(super) async fn cases(&self, today: NaiveDate) -> Answer<CaseFigures> {
        let counted = case::count_by_state(self.db, &self.reach, &self.filter()).await?;
        let zone = crate::campaign::load(self.db).await?.tz();
        let week = IsoWeek::of(today).period(zone);
        let (_, yellow, red) = case::lights(self.db, &self.reach, &self.filter(), self.app.now()).await?;
        let due = case::due(self.db, &self.reach, &self.filter(), self.app.now()).await?;
        Ok(CaseFigures {
            open: open_count(&counted),
            overdue: red,
            due_soon: yellow,
            closed_this_week: self.count(CaseFilter { closed: Some(week), ..self.filter() }).await?,
            found_this_week: self.count(CaseFilter { reported: Some(week), ..self.filter() }).await?,
            rebound: self.count(CaseFilter { rebound: Some(true), ..self.filter() }).await?,
            on_time: Figure::from(Rate::new(shown(due.1), shown(due.0))),
            by_state: state_counts(&counted, self.book.lang),
        })
    }

    pub(super) async fn week(&self, today: NaiveDate) -> Answer<WeekFigures> {
        let zone = crate::campaign::load(self.db).await?.tz();
        let week = IsoWeek::of(today);
        let this = self.handed_over(week.period(zone)).await?;
        Ok(WeekFigures {
            week,
            handed_over: this.handed_over,
            fixed: this.fixed,
            open: this.open,
            last: self.handed_over(week.previous().period(zone)).await?,
        })
    }

    /// The cases handed over in a period, and how many of them stand rectified or closed by now.
    async fn handed_over(&self, period: Period) -> Answer<WeekCounts> {
        let filter = CaseFilter { dispatched: Some(period), ..self.filter() };
        let counted = case::count_by_state(self.db, &self.reach, &filter).await?;
        let sum = |wanted: &dyn Fn(CaseState) -> bool| {
            counted.iter().filter(|(state, _)| wanted(*state)).map(|(_, count)| shown(*count)).sum()
        };
        let handed_over = sum(&|state: CaseState| state.counts());
        let fixed = sum(&|state: CaseState| matches!(state, CaseState::Rectified | CaseState::Closed));
        Ok(WeekCounts { handed_over, fixed, open: handed_over - fixed })
    }
}
