//! What becomes of a duty change on its day.

use serde_json::{Value, json};
use wangge_domain::duty_change::{
    DutyChange, DutyChangeFailure, DutyChangeRefusal, DutyChangeState, obstacle, overtaken,
};
use wangge_domain::ids::DutyChangeId;
use wangge_domain::permission::Actor;
use wangge_domain::text::{Lang, word};
use wangge_domain::time::local_day;
use wangge_domain::unit::Unit;
use wangge_storage::{Tx, duty_change as store};

use super::ground::{Ground, unit_of};
use super::list::one;
use super::plan::{at_version, known, refused};
use super::told::told;
use crate::context::{Answer, App};
use crate::record::{self, By};
use crate::view::DutyChangeView;

/// What a look at the due changes came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EffectedDue {
    /// How many took effect.
    pub effected: usize,
    /// How many could not, and are flagged.
    pub failed: usize,
}

/// Effects every planned change whose day has come in the campaign's zone, by day: of one part the last day wins, however
/// long no server ran. Two servers at once effect each change once.
///
/// # Errors
/// When the store fails; what was effected before stays so, and the rest is tried again at the next look.
pub async fn effect_due(app: &App) -> Answer<EffectedDue> {
    let db = app.store.read();
    let today = local_day(app.now(), crate::campaign::load(&db).await?.tz());
    let mut done = EffectedDue::default();
    for change in store::due(&db, today).await? {
        let (id, name) = (change.id, word("app-system", Lang::Zh));
        let by = By { id: app.new_id(), at: app.now(), actor: None, name };
        let written: Answer<Option<DutyChange>> =
            app.store.write(move |tx| Box::pin(async move { settle(tx, by, id).await })).await;
        match written?.map(|change| change.state) {
            Some(DutyChangeState::Effected) => done.effected += 1,
            Some(_) => done.failed += 1,
            None => {}
        }
    }
    Ok(done)
}

/// Effects a change that failed on its day, now that it can be.
///
/// # Errors
/// [`crate::AppError::NotFound`] for one of a node or site outside the actor's reach; [`crate::AppError::Conflict`] when it
/// came into another state meanwhile; refuses what did not fail, what still cannot be, and what a later change has overtaken.
pub async fn effect(app: &App, actor: &Actor, lang: Lang, id: DutyChangeId, if_match: i64) -> Answer<DutyChangeView> {
    known(&app.store.read(), actor, id).await?;
    let by = By::of(app, actor);
    let written: Answer<DutyChange> = app
        .store
        .write(move |tx| {
            Box::pin(async move {
                let change = at_version(tx, id, if_match).await?;
                let day = Day::read(tx, &change).await?;
                overtaken(&change, &store::of_subject(tx, change.subject).await?).map_err(refused)?;
                match day.obstacle {
                    Some(failure) => Err(refused(DutyChangeRefusal::StillFails(failure))),
                    None => day.effect(tx, by, change).await,
                }
            })
        })
        .await;
    one(app, lang, &written?).await
}

/// Effects or flags a due change; none where another server was first, or somebody took it back in this very moment.
async fn settle(tx: &Tx, by: By, id: DutyChangeId) -> Answer<Option<DutyChange>> {
    store::hold(tx, id).await?;
    let there = store::get(tx, id).await?.filter(|change| change.state == DutyChangeState::Planned);
    let Some(change) = there else { return Ok(None) };
    let day = Day::read(tx, &change).await?;
    let settled = match day.obstacle {
        Some(failure) => day.flag(tx, by, change, failure).await?,
        None => day.effect(tx, by, change).await?,
    };
    Ok(Some(settled))
}

/// What a change finds on its day, with its node or site held.
struct Day {
    ground: Ground,
    from: Option<Unit>,
    to: Option<Unit>,
    obstacle: Option<DutyChangeFailure>,
}

impl Day {
    async fn read(tx: &Tx, change: &DutyChange) -> Answer<Self> {
        store::hold_subject(tx, change.subject).await?;
        let ground = Ground::read(tx, change.subject).await?;
        let (from, to) = (unit_of(tx, ground.has(change.part)).await?, unit_of(tx, change.unit_id).await?);
        let obstacle = obstacle(ground.active(), to.as_ref().is_none_or(|unit| unit.active));
        Ok(Self { ground, from, to, obstacle })
    }

    fn told(&self, change: &DutyChange) -> Value {
        told(change, self.from.as_ref(), self.to.as_ref())
    }

    /// Writes the node or site as an edit does, with the event of an edit.
    async fn effect(self, tx: &Tx, by: By, change: DutyChange) -> Answer<DutyChange> {
        let after = self.ground.clone().given(change.part, change.unit_id);
        let mut payload = self.ground.difference(&after);
        let effected = change.effected(self.from.as_ref().map(|unit| unit.id), &by.name, by.at).map_err(refused)?;
        store::update(tx, &effected).await?;
        // Where somebody gave it to the unit by hand before, nothing is left to write.
        if after != self.ground {
            after.write(tx).await?;
        }
        payload["duty_change"] = self.told(&effected);
        record::event(tx, by, effected.subject.noun(), effected.subject.id(), "edited", payload).await?;
        Ok(DutyChange { version: effected.version + 1, ..effected })
    }

    async fn flag(self, tx: &Tx, by: By, change: DutyChange, why: DutyChangeFailure) -> Answer<DutyChange> {
        let failed = change.failed(why, &by.name, by.at).map_err(refused)?;
        store::update(tx, &failed).await?;
        let payload = json!({ "duty_change": self.told(&failed) });
        record::event(tx, by, failed.subject.noun(), failed.subject.id(), "duty_change_failed", payload).await?;
        Ok(DutyChange { version: failed.version + 1, ..failed })
    }
}
