//! Today 今日: the countdown, what waits for its reader, what is late, what changed, and the week.
//!
//! Invariants: every count is the count of the list it leads to, by the same filter and reach; nothing is counted
//! that the reader may not see; looking at the page does not move the mark of what was seen, only saying so does.

mod changes;
mod waits;
mod week;

pub use changes::looked;

use wangge_domain::permission::{Action, Actor};
use wangge_domain::round::{Round, RoundState};
use wangge_domain::text::Lang;
use wangge_domain::time::IsoWeek;
use wangge_storage::case::{self, CaseFilter, CasePage, CaseSort};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, round};

use crate::case::{WITHIN_A_DAY, summaries};
use crate::context::{Answer, App};
use crate::reading::{Wordbook, shown};
use crate::result::round_summary;
use crate::view::{NextRound, Today, Urgent};

/// How many of the most urgent cases are shown.
const URGENT_MOST: u64 = 8;

/// Today for its reader.
///
/// # Errors
/// When the store fails.
pub async fn show(app: &App, actor: &Actor, lang: Lang) -> Answer<Today> {
    let db = app.store.read();
    let campaign = crate::campaign::show(app, lang).await?;
    let rounds = round::list(&db).await?;
    let desk = Desk { app, db: &db, actor, book: Wordbook::open(app, &db, lang).await? };
    let of_week = IsoWeek::of(campaign.today);
    let next_round = match actor.may(Action::ViewRound) {
        Some(_) => next_round(app, &db, lang, &rounds, campaign.today).await?,
        None => None,
    };
    Ok(Today {
        next_round,
        waits: desk.waits(&rounds, of_week).await?,
        urgent: desk.urgent().await?,
        changes: desk.changes().await?,
        week: desk.week(of_week).await?,
        of_week,
        campaign,
    })
}

/// The round open now, or else the one that opens next.
///
/// # Errors
/// When the store fails.
pub(crate) async fn next_round(
    app: &App,
    db: &impl ConnectionTrait,
    lang: Lang,
    rounds: &[Round],
    today: chrono::NaiveDate,
) -> Answer<Option<NextRound>> {
    let first = |state| rounds.iter().filter(|round| round.state == state).min_by_key(|round| round.opens_on);
    let Some(next) = first(RoundState::Open).or_else(|| first(RoundState::Planned)) else { return Ok(None) };
    let round = round_summary(app, db, lang, next, false).await?;
    Ok(Some(NextRound { round, days_left: (next.opens_on - today).num_days() }))
}

/// What all parts of the page look at.
struct Desk<'a, D> {
    app: &'a App,
    db: &'a D,
    actor: &'a Actor,
    book: Wordbook,
}

impl<D: ConnectionTrait> Desk<'_, D> {
    /// Where the reader may do something; none where nowhere.
    async fn reach(&self, action: Action) -> Answer<Option<Reach>> {
        match self.actor.may(action) {
            Some(granted) => Ok(Some(Reach::of(self.db, &granted).await?)),
            None => Ok(None),
        }
    }

    async fn urgent(&self) -> Answer<Option<Urgent>> {
        let Some(reach) = self.reach(Action::ViewCase).await? else { return Ok(None) };
        let now = self.app.now();
        let past = |at| CaseFilter { overdue_at: Some(at), ..CaseFilter::default() };
        let soon = past(now + WITHIN_A_DAY);
        let page = CasePage { sort: CaseSort::Deadline, limit: URGENT_MOST, ..CasePage::default() };
        let cases = case::list(self.db, &reach, &soon, &page).await?;
        Ok(Some(Urgent {
            overdue: shown(case::count(self.db, &reach, &past(now)).await?),
            within_a_day: shown(case::count(self.db, &reach, &soon).await?),
            cases: summaries(self.app, self.db, self.actor, &self.book, &cases).await?,
        }))
    }
}
