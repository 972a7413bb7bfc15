//! Resolutions whose day has passed: noted once, so that whoever answers for one hears of it before the next meeting does.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::{Value, json};
use uuid::Uuid;
use wangge_domain::meeting::{Resolution, ResolutionState};
use wangge_domain::text::{Lang, word};
use wangge_domain::time::local_day;
use wangge_storage::event::of_kind;
use wangge_storage::meeting::{self as store, ResolutionFilter};
use wangge_storage::{ConnectionTrait, StorageError};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::record::{self, By};

/// Notes every resolution whose day has passed since the last look, and says how many. One that is given another day may
/// fall due again.
///
/// # Errors
/// When the store fails; what was not noted is noted at the next look.
pub async fn fall_due(app: &App) -> Answer<usize> {
    let db = app.store.read();
    let today = local_day(app.now(), crate::campaign::load(&db).await?.tz());
    let open = ResolutionFilter { states: vec![ResolutionState::Open], ..ResolutionFilter::default() };
    let due: Vec<Resolution> =
        store::resolutions(&db, &open).await?.into_iter().filter(|one| one.overdue(today)).collect();
    let noted = noted(&db, &due.iter().map(|one| one.id.0).collect::<Vec<_>>()).await?;
    let mut count = 0;
    for one in due.into_iter().filter(|one| !noted.contains(&key(one))) {
        let by = By { id: app.new_id(), at: app.now(), actor: None, name: word("app-system", Lang::Zh) };
        let ready = Arc::new((by, one));
        let new = app.store.write(move |tx| {
            let ready = Arc::clone(&ready);
            Box::pin(async move {
                let (by, one) = &*ready;
                // Of two servers that look at once the second finds it noted.
                store::hold(tx, one.meeting_id).await?;
                if self::noted(tx, &[one.id.0]).await?.contains(&key(one)) {
                    return Ok(false);
                }
                let payload = json!({ "due_on": one.text.due_on, "unit_id": one.text.unit_id });
                record::event(tx, by.clone(), "resolution", one.id.0, "fell_due", payload).await?;
                Ok::<bool, AppError>(true)
            })
        });
        count += usize::from(new.await?);
    }
    Ok(count)
}

/// What falls due: a resolution on a day.
type Key = (Uuid, Value);

fn key(one: &Resolution) -> Key {
    (one.id.0, json!(one.text.due_on))
}

async fn noted(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashSet<Key>, StorageError> {
    let events = of_kind(db, "resolution", "fell_due", ids).await?;
    let keys =
        events.into_iter().filter_map(|event| Some((event.body.subject_id, event.body.payload.get("due_on")?.clone())));
    Ok(keys.collect())
}
