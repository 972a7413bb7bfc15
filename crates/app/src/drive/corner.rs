//! Dead corners 死角死面: entering, clearing, checking again.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::json;
use uuid::Uuid;
use wangge_domain::drive::{
    CornerAct, CornerActKind, CornerRefusal, CornerState, DeadCorner, Drive, PLACE_MOST, clear as may_clear,
    recheck as may_recheck, state,
};
use wangge_domain::evidence::{EvidenceHash, Subject};
use wangge_domain::ids::{DeadCornerId, DriveId, NodeId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Lang;
use wangge_domain::time::local_day;
use wangge_geo::Position;
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, StorageError, drive as store};

use super::list::known;
use super::report::{note, placed};
use super::sight::Sight;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::evidence::{Album, admitted, attach, attached_to};
use crate::record::{self, By};
use crate::view::{ClearCorner, DeadCornerActView, DeadCornerCounts, DeadCornerView, FindCorner, RecheckCorner};

pub(super) fn refused(refusal: CornerRefusal) -> AppError {
    AppError::refused(refusal.code(), refusal.message())
}

/// The dead corners of a drive with what was done about them.
pub(super) struct Corners {
    pub all: Vec<DeadCorner>,
    acts: HashMap<DeadCornerId, Vec<CornerAct>>,
}

impl Corners {
    /// Reads them.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn of_drive(db: &impl ConnectionTrait, drive: &Drive) -> Answer<Self> {
        let all = store::corners(db, drive.id).await?;
        let acts = store::acts(db, &all.iter().map(|one| one.id).collect::<Vec<_>>()).await?;
        Ok(Self { all, acts })
    }

    fn acts(&self, id: DeadCornerId) -> &[CornerAct] {
        self.acts.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a corner is not clear.
    pub fn open(&self, id: DeadCornerId) -> bool {
        matches!(state(self.acts(id)), CornerState::Found | CornerState::CameBack)
    }

    fn recheck_on(&self, id: DeadCornerId, (sight, drive): (&Sight, &Drive)) -> Option<chrono::NaiveDate> {
        let last = self.acts(id).last().filter(|act| act.kind == CornerActKind::Cleared)?;
        Some(CornerAct::recheck_on(local_day(last.at, sight.zone), drive.recheck_days))
    }

    /// How many within reach stand how.
    pub fn counts(&self, sight: &Sight, drive: &Drive) -> DeadCornerCounts {
        let mut counts = DeadCornerCounts::default();
        for corner in self.all.iter().filter(|one| sight.within.contains(&one.node_id)) {
            match state(self.acts(corner.id)) {
                CornerState::Found => counts.found += 1,
                CornerState::Cleared => counts.cleared += 1,
                CornerState::Held => counts.held += 1,
                CornerState::CameBack => counts.came_back += 1,
            }
            let due = self.recheck_on(corner.id, (sight, drive)).is_some_and(|day| day <= sight.today);
            counts.recheck_due += u64::from(due);
        }
        counts
    }

    /// The corners within reach: those that came back first, then those to be cleared, those to be checked, the others.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn views(
        &self,
        db: &impl ConnectionTrait,
        actor: &Actor,
        (sight, drive): (&Sight, &Drive),
    ) -> Answer<Vec<DeadCornerView>> {
        let within: Vec<&DeadCorner> = self.all.iter().filter(|one| sight.within.contains(&one.node_id)).collect();
        let ids: Vec<Uuid> = within.iter().flat_map(|one| self.acts(one.id)).map(|act| act.id).collect();
        let album = Album::of_subjects(db, &ids).await?;
        let filed: Vec<_> = within.iter().filter_map(|one| one.case_id).collect();
        let cases = match actor.may(Action::ViewCase) {
            Some(granted) => crate::case::refs(db, &Reach::of(db, &granted).await?, &filed, sight.lang).await?,
            None => HashMap::new(),
        };
        let mut shown: Vec<DeadCornerView> = within
            .into_iter()
            .map(|one| {
                let mut view = self.view(one, (sight, drive), &album);
                view.case = one.case_id.and_then(|id| cases.get(&id).cloned());
                view
            })
            .collect();
        shown.sort_by_cached_key(|one| {
            let order = match one.state {
                CornerState::CameBack => 0,
                CornerState::Found => 1,
                CornerState::Cleared => 2,
                CornerState::Held => 3,
            };
            (order, one.recheck_on, std::cmp::Reverse(one.acts.last().map(|act| act.at)), one.id)
        });
        Ok(shown)
    }

    fn view(&self, one: &DeadCorner, (sight, drive): (&Sight, &Drive), album: &Album) -> DeadCornerView {
        let acts = self.acts(one.id);
        let stands = state(acts);
        let recheck_on = self.recheck_on(one.id, (sight, drive));
        let act = |act: &CornerAct| DeadCornerActView {
            kind: act.kind,
            kind_name: act.kind.wording(sight.lang),
            by: act.by_name.clone(),
            at: act.at,
            note: act.note.clone(),
            photos: album.photos(act.id),
        };
        DeadCornerView {
            id: one.id,
            drive_id: one.drive_id,
            node: sight.book.node(Some(one.node_id)),
            place: one.place.clone(),
            lon: one.lon,
            lat: one.lat,
            state: stands,
            state_name: stands.wording(sight.lang),
            recheck_on,
            recheck_due: recheck_on.is_some_and(|day| day <= sight.today),
            acts: acts.iter().map(act).collect(),
            filed: one.case_id.is_some(),
            case: None,
            may_clear: sight.reports.contains(&one.node_id) && may_clear(acts).is_ok(),
            may_check: sight.watches.contains(&one.node_id) && may_recheck(acts, sight.user).is_ok(),
            may_file: sight.may_file
                && stands == CornerState::CameBack
                && one.case_id.is_none()
                && one.lon.is_some()
                && sight.watches.contains(&one.node_id),
            version: one.version,
        }
    }
}

/// One corner as it is shown.
///
/// # Errors
/// [`AppError::NotFound`] outside the reader's reach.
pub(super) async fn show(app: &App, actor: &Actor, lang: Lang, id: DeadCornerId) -> Answer<DeadCornerView> {
    let db = app.store.read();
    let sight = Sight::load(app, &db, actor, lang).await?;
    let missing = || AppError::not_found("dead_corner", id);
    let corner = store::corner(&db, id).await?.ok_or_else(missing)?;
    let drive = known(&db, corner.drive_id).await?;
    let acts = store::acts(&db, &[id]).await?;
    let mut shown = Corners { all: vec![corner], acts }.views(&db, actor, (&sight, &drive)).await?;
    shown.pop().ok_or_else(missing)
}

/// Enters a dead corner; the flag says whether it is new. Sent again it is answered as the first time.
///
/// # Errors
/// [`AppError::NotFound`] outside the actor's nodes; the refusals of [`CornerRefusal`].
pub async fn find(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: DriveId,
    command: FindCorner,
) -> Answer<(DeadCornerView, bool)> {
    let db = app.store.read();
    let sight = Sight::load(app, &db, actor, lang).await?;
    sight.acting_in(&sight.watches, Action::WatchCorner, command.node_id)?;
    known(&db, id).await?;
    let place = command.place.trim().to_owned();
    if place.is_empty() || place.chars().count() > PLACE_MOST {
        let refusal = CornerRefusal::NoWords;
        return Err(AppError::invalid("/place", refusal.message()));
    }
    let told = (id, command.node_id, place.clone());
    if found_before(&db, command.id, &told).await? {
        return Ok((show(app, actor, lang, command.id).await?, false));
    }
    let at = placed(command.lon, command.lat)?;
    let corner = DeadCorner {
        id: command.id,
        drive_id: id,
        node_id: command.node_id,
        place,
        lon: at.map(Position::lon),
        lat: at.map(Position::lat),
        case_id: None,
        version: 1,
    };
    let act = Act { id: app.new_id(), kind: CornerActKind::Found, note: String::new(), photos: command.photos };
    let kept = act.keep(app, &db, actor, corner, 1).await;
    // A phone that heard nothing sends again while the first is still under way. What stands by now answers both.
    let new = match kept {
        Ok(()) => true,
        Err(_) if found_before(&app.store.read(), command.id, &told).await? => false,
        Err(refusal) => return Err(refusal),
    };
    Ok((show(app, actor, lang, command.id).await?, new))
}

/// Whether a corner was entered before, by drive, node and words.
///
/// # Errors
/// [`CornerRefusal::Locked`] where its identity was sent with others.
async fn found_before(db: &impl ConnectionTrait, id: DeadCornerId, told: &(DriveId, NodeId, String)) -> Answer<bool> {
    match store::corner(db, id).await? {
        Some(there) if (there.drive_id, there.node_id, &there.place) != (told.0, told.1, &told.2) => {
            Err(refused(CornerRefusal::Locked))
        }
        there => Ok(there.is_some()),
    }
}

/// Clears a dead corner.
///
/// # Errors
/// [`AppError::NotFound`] outside the actor's nodes; [`CornerRefusal::ClearAlready`].
pub async fn clear(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: DeadCornerId,
    command: ClearCorner,
) -> Answer<DeadCornerView> {
    let act = Act { id: command.id, kind: CornerActKind::Cleared, note: note(&command.note)?, photos: command.photos };
    step(app, actor, lang, id, act).await
}

/// Checks a cleared dead corner again 回头看.
///
/// # Errors
/// [`AppError::NotFound`] outside the actor's nodes; [`CornerRefusal::NotCleared`] and [`CornerRefusal::OwnWork`].
pub async fn recheck(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: DeadCornerId,
    command: RecheckCorner,
) -> Answer<DeadCornerView> {
    let kind = if command.held { CornerActKind::Held } else { CornerActKind::CameBack };
    let act = Act { id: command.id, kind, note: note(&command.note)?, photos: command.photos };
    step(app, actor, lang, id, act).await
}

async fn step(app: &App, actor: &Actor, lang: Lang, id: DeadCornerId, act: Act) -> Answer<DeadCornerView> {
    let db = app.store.read();
    let sight = Sight::load(app, &db, actor, lang).await?;
    let corner = store::corner(&db, id).await?.ok_or_else(|| AppError::not_found("dead_corner", id))?;
    let clears = act.kind == CornerActKind::Cleared;
    if clears {
        sight.acting_in(&sight.reports, Action::ReportDrive, corner.node_id)?;
    } else {
        sight.acting_in(&sight.watches, Action::WatchCorner, corner.node_id)?;
    }
    let acts = store::acts(&db, &[id]).await?.remove(&id).unwrap_or_default();
    let (sent, kind) = (act.id, act.kind);
    let stands = |acts: &[CornerAct]| acts.iter().any(|there| there.id == sent && there.kind == kind);
    if stands(&acts) {
        return show(app, actor, lang, id).await;
    }
    let allowed = if clears { may_clear(&acts) } else { may_recheck(&acts, actor.user_id) };
    allowed.map_err(refused)?;
    let number = acts.last().map_or(1, |last| last.number + 1);
    if let Err(refusal) = act.keep(app, &db, actor, corner, number).await {
        let acts = store::acts(&app.store.read(), &[id]).await?.remove(&id).unwrap_or_default();
        if !stands(&acts) {
            return Err(refusal);
        }
    }
    show(app, actor, lang, id).await
}

/// What is done about a corner.
struct Act {
    id: Uuid,
    kind: CornerActKind,
    note: String,
    photos: Vec<EvidenceHash>,
}

impl Act {
    async fn keep(
        self,
        app: &App,
        db: &impl ConnectionTrait,
        actor: &Actor,
        corner: DeadCorner,
        number: i32,
    ) -> Answer<()> {
        let faults = admitted(db, actor, "/photos", &self.photos).await?;
        if !faults.is_empty() {
            return Err(AppError::Invalid(faults));
        }
        let by = By::of(app, actor);
        let rows = attached_to((Subject::DeadCorner, self.id), &self.photos, (None, None), by.at);
        let act = CornerAct {
            id: self.id,
            corner_id: corner.id,
            number,
            kind: self.kind,
            by: actor.user_id,
            by_name: actor.name.clone(),
            at: by.at,
            note: self.note,
        };
        let payload = json!({
            "drive_id": corner.drive_id, "node_id": corner.node_id, "place": corner.place, "note": act.note,
            "photos": self.photos,
        });
        let ready = Arc::new((by, corner, act, rows, payload));
        let kept = app
            .store
            .write(move |tx| {
                let ready = Arc::clone(&ready);
                Box::pin(async move {
                    let (by, corner, act, rows, payload) = &*ready;
                    if act.kind == CornerActKind::Found {
                        store::insert_corner(tx, corner, act).await?;
                    } else {
                        store::step_corner(tx, corner, Some(act)).await?;
                    }
                    attach(tx, rows).await?;
                    let kind = act.kind.as_str();
                    record::event(tx, by.clone(), "dead_corner", corner.id.0, kind, payload.clone()).await?;
                    Ok::<(), AppError>(())
                })
            })
            .await;
        match kept {
            Err(AppError::Storage(StorageError::AlreadyThere { .. })) => Err(refused(CornerRefusal::Locked)),
            other => other,
        }
    }
}
