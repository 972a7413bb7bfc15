//! The week's figures against the week before.

use wangge_domain::permission::Action;
use wangge_domain::time::{IsoWeek, Period};
use wangge_storage::ConnectionTrait;
use wangge_storage::case::{self, CaseFilter};
use wangge_storage::reach::Reach;

use super::Desk;
use crate::case::Veil;
use crate::context::Answer;
use crate::reading::shown;
use crate::view::{WeekFigure, WeekFigureKind};

/// The figures in the order of the work, and whether more is better.
const FIGURES: [(WeekFigureKind, Option<bool>); 6] = [
    (WeekFigureKind::Found, None),
    (WeekFigureKind::HandedOver, None),
    (WeekFigureKind::Rectified, Some(true)),
    (WeekFigureKind::Closed, Some(true)),
    (WeekFigureKind::Late, Some(false)),
    (WeekFigureKind::Rebound, Some(false)),
];

impl<D: ConnectionTrait> Desk<'_, D> {
    pub(super) async fn week(&self, week: IsoWeek) -> Answer<Vec<WeekFigure>> {
        let Some(reach) = self.reach(Action::ViewCase).await? else { return Ok(Vec::new()) };
        let zone = crate::campaign::load(self.db).await?.tz();
        let (this, last) = (week.period(zone), week.previous().period(zone));
        // A Tuesday is compared with the Tuesday before, not with a whole week.
        let by_now = Period { from: last.from, until: last.from + (self.app.now() - this.from) };
        let mut figures = Vec::with_capacity(FIGURES.len());
        let veiled = Veil::of(self.db, self.actor).await?.is_some();
        // That a case came back says what an earlier round found.
        for (kind, more_is_better) in
            FIGURES.into_iter().filter(|(kind, _)| !(veiled && *kind == WeekFigureKind::Rebound))
        {
            figures.push(WeekFigure {
                kind,
                count: self.counted(&reach, kind, this).await?,
                last_by_now: self.counted(&reach, kind, by_now).await?,
                last: self.counted(&reach, kind, last).await?,
                more_is_better,
            });
        }
        Ok(figures)
    }

    async fn counted(&self, reach: &Reach, kind: WeekFigureKind, period: Period) -> Answer<u64> {
        let any = CaseFilter::default();
        let within = Some(period);
        let filter = match kind {
            WeekFigureKind::Found => CaseFilter { reported: within, ..any },
            WeekFigureKind::HandedOver => CaseFilter { dispatched: within, ..any },
            WeekFigureKind::Rectified => CaseFilter { rectified: within, ..any },
            WeekFigureKind::Closed => CaseFilter { closed: within, ..any },
            WeekFigureKind::Rebound => CaseFilter { reported: within, rebound: Some(true), ..any },
            WeekFigureKind::Late => CaseFilter { due: within, late_at: Some(self.app.now()), ..any },
        };
        Ok(shown(case::count(self.db, reach, &filter).await?))
    }
}
