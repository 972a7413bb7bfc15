//! Reporting a case 上报 at a site or at a place.

use wangge_domain::case::{Case, Report, Step};
use wangge_domain::evidence::Subject;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::site::Site;
use wangge_domain::text::{Lang, Message};
use wangge_geo::Position;
use wangge_storage::event::NewEvent;
use wangge_storage::evidence::AttachmentRow;
use wangge_storage::{ConnectionTrait, Tx, case, event, site};

use super::rebound;
use super::step::{recorded, refused, with_photos};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::evidence;
use crate::locate::Places;
use crate::reading::{Wordbook, reach};
use crate::view::{CaseDetail, ReportCase};

/// Reports a case. The client makes its identity, so a resend answers the same case and says it was there.
///
/// # Errors
/// Without a place, outside the district, with an item not in the edition in force, or without a description.
pub async fn report(app: &App, actor: &Actor, lang: Lang, command: ReportCase) -> Answer<(CaseDetail, bool)> {
    let db = app.store.read();
    reach(&db, actor, Action::ReportCase).await?;
    if let Some(there) = case::get(&db, command.id).await? {
        return resent(app, actor, lang, &there, &command).await;
    }
    let ready = std::sync::Arc::new(ready(app, &db, actor, lang, &command).await?);
    app.store
        .write(move |tx| {
            let ready = std::sync::Arc::clone(&ready);
            Box::pin(async move { ready.keep(tx).await })
        })
        .await?;
    Ok((super::show(app, actor, lang, command.id).await?, true))
}

/// A case about to be reported: all that is written in one transaction.
pub(crate) struct Ready {
    case: Case,
    attached: Vec<AttachmentRow>,
    record: NewEvent,
}

impl Ready {
    /// Writes the case, its photographs and its event.
    ///
    /// # Errors
    /// When the store fails; the transaction is then undone.
    pub(crate) async fn keep(&self, tx: &Tx) -> Answer<()> {
        case::insert(tx, &self.case).await?;
        super::stage::follow(tx, [&self.case]).await?;
        evidence::attach(tx, &self.attached).await?;
        event::append(tx, vec![self.record.clone()]).await?;
        Ok(())
    }
}

/// Judges a report of a new case without writing anything.
///
/// # Errors
/// As [`report`].
pub(crate) async fn ready(
    app: &App,
    db: &impl ConnectionTrait,
    actor: &Actor,
    lang: Lang,
    command: &ReportCase,
) -> Answer<Ready> {
    let reach = reach(db, actor, Action::ReportCase).await?;
    let book = Wordbook::open(app, db, lang).await?;
    let place = placed(app, db, &book, command).await?;
    if let Some(site) = command.site_id {
        site::find(db, &reach, site).await?.ok_or_else(|| AppError::not_found("site", site))?;
    }
    if let (Some(code), Some((_, index))) = (&command.item_code, &book.edition)
        && index.item_by_code(code).is_none()
    {
        return Err(AppError::invalid("/item_code", Message::new("app-unknown-item").arg("code", code)));
    }
    let faults = evidence::admitted(db, actor, "/photos", &command.photos).await?;
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    let now = app.now();
    let quantity = u32::try_from(command.quantity)
        .map_err(|_| AppError::invalid("/quantity", Message::new("case-no-quantity")))?;
    let edition = book.edition.as_ref().map(|(_, index)| index.as_ref());
    let mut report = Report {
        id: command.id,
        source: command.source,
        finder_level: command.finder_level,
        round_id: None,
        site_id: command.site_id,
        node_id: place.node,
        node_path: place.path,
        item_code: command.item_code.clone(),
        edition_id: book.edition.as_ref().map(|(id, _)| *id),
        type_code: place.type_code,
        description: command.description.clone(),
        quantity,
        lon: place.at.map(Position::lon),
        lat: place.at.map(Position::lat),
        severity: rebound::severity(edition, command.item_code.as_deref()),
        rebound: None,
    };
    let window = rebound::window(&crate::campaign::load(db).await?.settings);
    let closed = rebound::candidates(db, std::slice::from_ref(&report), now, window).await?;
    report.rebound = closed.rebound_of(&report, now, edition);
    let by = actor.by();
    let (made, happened) =
        Case::report(report, Step { by: &by, at: now, now }).map_err(|refusal| refused(&refusal, lang))?;
    let record = with_photos(recorded(app.new_id(), &happened), &command.photos);
    let attached = evidence::attached_to((Subject::Case, made.id.0), &command.photos, (None, Some(made.id)), now);
    Ok(Ready { case: made, attached, record })
}

/// A resend of the same report answers as the first did; another report under its identity is refused.
async fn resent(
    app: &App,
    actor: &Actor,
    lang: Lang,
    there: &Case,
    command: &ReportCase,
) -> Answer<(CaseDetail, bool)> {
    let same = there.source == command.source
        && there.site_id == command.site_id
        && there.item_code == command.item_code
        && i64::from(there.quantity) == command.quantity;
    if !same {
        return Err(AppError::refused("case_locked", Message::new("app-case-identity-taken")));
    }
    Ok((super::show(app, actor, lang, there.id).await?, false))
}

struct Placed {
    node: Option<wangge_domain::ids::NodeId>,
    path: String,
    type_code: Option<String>,
    at: Option<Position>,
}

async fn placed(app: &App, db: &impl ConnectionTrait, book: &Wordbook, command: &ReportCase) -> Answer<Placed> {
    let given = match (command.lon, command.lat) {
        (Some(lon), Some(lat)) => {
            let given = Position::new(lon, lat).map_err(|refusal| AppError::invalid("/lon", refusal.message()))?;
            Some(given.to_wgs84(command.datum.unwrap_or_default()))
        }
        _ => None,
    };
    if let Some(site) = command.site_id {
        let site: &Site = book.register.sites.get(&site).ok_or_else(|| AppError::not_found("site", site))?;
        let own = site.lon.zip(site.lat).and_then(|(lon, lat)| Position::new(lon, lat).ok());
        return Ok(Placed {
            node: site.node_id,
            path: site.node_path.clone(),
            type_code: Some(site.type_code.clone()),
            at: given.or(own),
        });
    }
    let at = given.ok_or_else(|| AppError::invalid("/site_id", Message::new("app-no-place")))?;
    let chain = Places::load(app, db).await?.chain(at.lon(), at.lat());
    let deepest = chain.last().and_then(|id| book.register.nodes.get(id));
    let node = deepest.ok_or_else(|| {
        AppError::invalid("/lon", Message::new("app-outside-district").arg("lon", at.lon()).arg("lat", at.lat()))
    })?;
    Ok(Placed { node: Some(node.id), path: node.path.clone(), type_code: None, at: Some(at) })
}
