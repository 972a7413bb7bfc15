//! A case with its story.

use std::collections::HashMap;

use chrono_tz::Tz;
use uuid::Uuid;
use wangge_domain::case::{By, Case, CaseAction, CaseChange, CaseState, RequestKind};
use wangge_domain::deadline::{Deadline, LimitRule};
use wangge_domain::event::EventRecord;
use wangge_domain::ids::{CaseId, UserId};
use wangge_domain::permission::{Action, Actor, Role};
use wangge_domain::standard::EditionIndex;
use wangge_domain::text::{Lang, Message, render};
use wangge_domain::time::{Timestamp, local_day, shown as shown_time};
use wangge_storage::case::{self, CaseFilter, CasePage, DispatchRole};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, event, round, user, visit};

use super::summary::{case_ref, summaries};
use super::timeline::{change_of, note, rule_text, timeline};
use super::veil::Veil;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::evidence::Album;
use crate::reading::{Wordbook, indexed, reach};
use crate::result::outcome_text;
use crate::view::{AllowedAction, CaseDetail, CheckView, Coded, DispatchView, PassedOn, Photo, RectificationView, Ref};

/// A case within reach, or one the actor reported, wherever it went: whoever finds a problem is told what becomes of it.
///
/// # Errors
/// When the store fails.
pub(super) async fn within_or_own(
    db: &impl ConnectionTrait,
    reach: &Reach,
    actor: &Actor,
    id: CaseId,
) -> Answer<Option<Case>> {
    if let Some(case) = case::find(db, reach, id).await? {
        return Ok(Some(case));
    }
    let first = event::of_subject(db, "case", id.0).await?.into_iter().next();
    let own = actor.user_id.is_some() && first.is_some_and(|event| event.body.actor_id == actor.user_id);
    Ok(if own { case::get(db, id).await? } else { None })
}

/// A case with its timeline, dispatches, rectifications and checks, and what the reader may do with it now.
///
/// # Errors
/// [`AppError::NotFound`] outside the actor's reach.
pub async fn show(app: &App, actor: &Actor, lang: Lang, id: CaseId) -> Answer<CaseDetail> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewCase).await?;
    let mut case = within_or_own(&db, &reach, actor, id).await?.ok_or_else(|| AppError::not_found("case", id))?;
    let known_rebound = case.rebound_of.is_some();
    if let Some(veil) = Veil::of(&db, actor).await? {
        veil.over(app, &db, std::slice::from_mut(&mut case)).await?;
    }
    let veiled = known_rebound && case.rebound_of.is_none();
    let book = Wordbook::open(app, &db, lang).await?;
    let campaign = crate::campaign::load(&db).await?;
    let zone = campaign.tz();
    let edition = match case.edition_id {
        Some(id) => Some(indexed(app, &db, id).await?),
        None => None,
    };
    let mut summary = summaries(app, &db, actor, &book, std::slice::from_ref(&case)).await?;
    let summary = summary.pop().ok_or_else(|| AppError::not_found("case", id))?;
    let scored = actor.may(Action::ViewScore).is_some();
    let seen = seen(&db, &case, edition.as_deref(), scored, lang).await?;
    let events = event::of_subject(&db, "case", id.0).await?;
    let names = names_in(&db, &events).await?;
    let album = Album::of_cases(&db, &[id]).await?;
    let parts = Parts { db: &db, book: &book, names: &names, album: &album };
    let dispatches = parts.dispatches(&case).await?;
    let by = super::step::acting(&db, actor).await?;
    let rebound_of = match case.rebound_of {
        Some(root) => case::find(&db, &reach, root).await?.map(|root| case_ref(&root, lang)),
        None => None,
    };
    let related = related(&db, &reach, &case).await?;
    let taken_in = CaseFilter { merged_into: Some(id), ..CaseFilter::default() };
    let merged = case::list(&db, &reach, &taken_in, &CasePage { limit: 100, ..CasePage::default() }).await?;
    let round = match case.round_id {
        Some(id) => round::get(&db, id).await?,
        None => None,
    };
    Ok(CaseDetail {
        site_type: case.type_code.as_deref().map(|code| site_type(&book, edition.as_deref(), code)),
        edition: case.edition_id.zip(edition.as_deref()).map(|(id, index)| {
            let head = &index.edition();
            Ref::new(id, &head.edition.version, head.standard.name.get(lang))
        }),
        round: round.map(|round| Ref::new(round.id, round.number.to_string(), round.name.get(lang))),
        quantity: i64::from(case.quantity),
        lon: case.lon,
        lat: case.lat,
        limit_text: limit_text(&case, lang),
        limit_rule_text: rule_of(&case).map(|rule| rule.wording(lang)),
        deadline_basis_text: basis_text(&case, &events, zone, lang),
        routed_by: case.routed_by.map(|rule| rule.as_str().to_owned()),
        rule_text: case.routed_by.map_or_else(|| "—".to_owned(), |rule| rule_text(&events, rule, lang)),
        routing_flag: if case.state == CaseState::Filed && actor.may(Action::DispatchCase).is_some() {
            Box::pin(crate::routing::flag_of(app, &book, &campaign, &case)).await?
        } else {
            None
        },
        finder_level: case.finder_level,
        finder_level_name: case.finder_level.wording(lang),
        photos: found_photos(&db, id, &album).await?,
        timeline: timeline(&events, &book, zone, veiled),
        passed_on: passed_on(&dispatches, lang),
        dispatches,
        rectifications: parts.rectifications(&case).await?,
        checks: parts.checks(&case).await?,
        observation_id: seen.as_ref().map(|seen| seen.0),
        observation_text: seen.as_ref().map(|seen| seen.2.clone()),
        visit_id: seen.as_ref().map(|seen| seen.1),
        allowed: allowed(&case, actor, &by, app.now()),
        reason: case.reason.clone(),
        version: case.version,
        rebound_of,
        merged_into: match case.merged_into {
            Some(id) => case::find(&db, &reach, id).await?.map(|into| case_ref(&into, lang)),
            None => None,
        },
        merged: summaries(app, &db, actor, &book, &merged).await?,
        requests: super::request::views(&db, actor, &by, &book, &case).await?,
        hold: super::request::hold(&case, zone),
        reminder_count: case.reminder_count,
        supervision_count: case.supervision_count,
        supervised_at: case.supervised_at,
        raised_at: case.raised_at,
        extension_count: case.extension_count,
        note: note(&events),
        related: summaries(app, &db, actor, &book, &related).await?,
        answerable: super::answerable::answerable(app, &db, &book, &case).await?,
        stages: super::stage::views(&db, &case, app.now(), lang).await?,
        case: summary,
    })
}

fn site_type(book: &Wordbook, edition: Option<&EditionIndex>, code: &str) -> Coded {
    let name = edition.and_then(|index| crate::reading::type_name(index.edition(), code, book.lang));
    name.map_or_else(|| book.site_type(code), |name| Coded::new(code, name))
}

async fn related(db: &impl ConnectionTrait, reach: &Reach, case: &Case) -> Answer<Vec<Case>> {
    match (case.site_id, &case.item_code) {
        (Some(site), Some(item)) => Ok(case::at_item(db, reach, site, item, case.id).await?),
        _ => Ok(Vec::new()),
    }
}

type Seen = (wangge_domain::ids::ObservationId, wangge_domain::ids::VisitId, String);

/// The observation a case rests on, in words.
async fn seen(
    db: &impl ConnectionTrait,
    case: &Case,
    edition: Option<&EditionIndex>,
    scored: bool,
    lang: Lang,
) -> Answer<Option<Seen>> {
    let Some(point) = visit::lost_points_of_cases(db, &[case.id]).await?.into_iter().next() else { return Ok(None) };
    let rows = visit::observations(db, point.visit_id).await?;
    let row = rows.into_iter().find(|row| row.id == point.observation_id);
    Ok(row.map(|row| {
        (row.id, row.visit_id, outcome_text(edition, &point.type_code, &row.item_code, &row.outcome, scored, lang))
    }))
}

/// What a case looked like when it was found: on its report, and on the observations that became its lost points.
pub(super) async fn found_photos(db: &impl ConnectionTrait, id: CaseId, album: &Album) -> Answer<Vec<Photo>> {
    let mut observations: Vec<Uuid> =
        visit::lost_points_of_cases(db, &[id]).await?.into_iter().map(|point| point.observation_id.0).collect();
    observations.sort_unstable();
    let observed = Album::of_subjects(db, &observations).await?;
    let mut photos = album.photos(id);
    photos.extend(observations.into_iter().flat_map(|observation| observed.photos(observation)));
    photos.sort_by_key(|photo| photo.at);
    Ok(photos)
}

/// The number of the merged case whose deadline holds, if it is one's.
fn deadline_of_merged(events: &[EventRecord], case: &Case) -> Option<String> {
    let held = case.deadline.as_ref()?.at;
    let last = events.iter().rev().filter_map(|event| change_of(&event.body.payload)).find_map(|change| match change {
        CaseChange::TookIn { deadline_at: Some(at), number, .. } => Some((at, number)),
        CaseChange::Extended { to, .. }
        | CaseChange::Recomputed { to, .. }
        | CaseChange::Ruled { deadline_at: Some(to), .. }
        | CaseChange::Resumed { deadline_at: Some(to), .. } => Some((to, None)),
        _ => None,
    });
    last.filter(|(at, _)| *at == held)?.1
}

/// Its limit, or the day it is due by.
fn limit_text(case: &Case, lang: Lang) -> String {
    let day = case.deadline.as_ref().map(|deadline| deadline.basis.limit.wording(lang));
    case.limit.map(|limit| limit.wording(lang)).or(day).unwrap_or_else(|| "—".to_owned())
}

fn rule_of(case: &Case) -> Option<&LimitRule> {
    case.deadline.as_ref()?.basis.rule.as_ref()
}

/// Which season's hours it was reckoned by, where hours change with the season.
fn season_text(deadline: &Deadline, zone: Tz, lang: Lang) -> Option<String> {
    let hours = &deadline.basis.working_time;
    let season = |at| hours.season_on(local_day(at, zone)).map(|season| season.name.clone());
    let mut names: Vec<String> =
        [season(deadline.basis.runs_from), season(deadline.at)].into_iter().flatten().collect();
    names.dedup();
    (!names.is_empty()).then(|| render(&Message::new("app-deadline-seasons").arg("names", names.join("、")), lang))
}

fn basis_text(case: &Case, events: &[EventRecord], zone: Tz, lang: Lang) -> String {
    let Some(deadline) = &case.deadline else { return "—".to_owned() };
    let basis = &deadline.basis;
    if let Some(number) = deadline_of_merged(events, case) {
        let message =
            Message::new("app-deadline-of-merged").arg("number", number).arg("at", shown_time(deadline.at, zone));
        return render(&message, lang);
    }
    if case.extension_count > 0 {
        let message = Message::new("app-deadline-extended")
            .arg("start", shown_time(basis.start, zone))
            .arg("limit", basis.limit.wording(lang))
            .arg("at", shown_time(deadline.at, zone))
            .arg("count", case.extension_count);
        return render(&message, lang);
    }
    let message = Message::new("app-deadline-basis")
        .arg("start", shown_time(basis.start, zone))
        .arg("runs_from", shown_time(basis.runs_from, zone))
        .arg("limit", basis.limit.wording(lang))
        .arg("warn_at", shown_time(basis.warn_at, zone))
        .arg("at", shown_time(deadline.at, zone));
    let warning = basis.warning().map(|warning| render(&warning, lang));
    [Some(render(&message, lang)), season_text(deadline, zone, lang), warning]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// What the actor may do with a case now. The rules decide again when it is done; here it is only offered.
fn allowed(case: &Case, actor: &Actor, by: &By, now: Timestamp) -> Vec<AllowedAction> {
    let same = |user: Option<UserId>| user.is_some() && user == actor.user_id;
    let mine = |action: CaseAction| match action {
        CaseAction::Accept | CaseAction::Rectify => {
            case.unit_id.is_some_and(|unit| by.acts_for(unit))
                && (action == CaseAction::Accept || !same(case.dispatched_by))
        }
        CaseAction::FixOnSpot => !by.units.is_empty(),
        CaseAction::Check => !same(case.rectified_by) && !same(case.dispatched_by),
        // Raised is only what was under supervision, and once.
        CaseAction::Raise => case.supervised_at.is_some() && case.raised_at.is_none(),
        CaseAction::Extend => case.pending.is_none() && case.extends_from(now).is_ok(),
        CaseAction::Object
        | CaseAction::AskExtension
        | CaseAction::AskSuspension
        | CaseAction::AskLongTerm
        | CaseAction::Appeal => {
            let asked = RequestKind::ALL.iter().find(|kind| kind.action() == action);
            case.unit_id.is_some_and(|unit| by.acts_for(unit))
                && asked.is_some_and(|kind| case.may_ask(*kind, now).is_ok())
        }
        CaseAction::ReachMilestone => case.unit_id.is_some_and(|unit| by.acts_for(unit)),
        CaseAction::Resume => {
            actor.is(Role::Office)
                || (case.state == CaseState::LongTerm && case.unit_id.is_some_and(|unit| by.acts_for(unit)))
        }
        _ => true,
    };
    let offered = case.state.actions().iter().copied();
    offered
        .filter(|action| actor.may(Action::from(*action)).is_some() && mine(*action))
        .map(|action| AllowedAction { action, needs: needs(action) })
        .collect()
}

fn needs(action: CaseAction) -> Vec<String> {
    let fields: &[&str] = match action {
        CaseAction::File | CaseAction::Dispatch | CaseAction::Accept | CaseAction::Resume => &[],
        CaseAction::AskSuspension => &["reason", "resume_on"],
        CaseAction::AskLongTerm => &["reason", "resume_on", "plan", "lasting_measures"],
        CaseAction::ReachMilestone => &["stage", "words"],
        CaseAction::Rectify | CaseAction::FixOnSpot => &["measures"],
        CaseAction::Check => &["passed"],
        CaseAction::Object
        | CaseAction::AskExtension
        | CaseAction::Appeal
        | CaseAction::Decline
        | CaseAction::Void
        | CaseAction::Withdraw
        | CaseAction::Extend => &["reason"],
        CaseAction::Remind | CaseAction::Supervise | CaseAction::Raise => &["text"],
        CaseAction::Merge => &["into", "reason"],
    };
    fields.iter().map(|field| (*field).to_owned()).collect()
}

/// What was lost while the case was passed on: every dispatch to a main unit that was handed back counts, by an objection or
/// by the office.
fn passed_on(dispatches: &[DispatchView], lang: Lang) -> Option<PassedOn> {
    let back = dispatches.iter().filter(|dispatch| !dispatch.assisting);
    let lost: Vec<_> = back.filter_map(|dispatch| Some(dispatch.withdrawn_at? - dispatch.at)).collect();
    let hours = lost.iter().sum::<chrono::TimeDelta>().num_minutes();
    let message =
        Message::new("app-passed-on").arg("count", lost.len()).arg("hours", hours / 60).arg("minutes", hours % 60);
    (!lost.is_empty()).then(|| PassedOn { count: lost.len(), minutes: hours, text: render(&message, lang) })
}

/// The names of the accounts that took the steps, for those without a person behind them.
async fn names_in(db: &impl ConnectionTrait, events: &[EventRecord]) -> Answer<HashMap<UserId, String>> {
    let mut users: Vec<UserId> = events.iter().filter_map(|event| event.body.actor_id).collect();
    users.sort();
    users.dedup();
    Ok(user::names(db, &users).await?)
}

/// What belongs to a case, loaded and worded.
struct Parts<'a, D> {
    db: &'a D,
    book: &'a Wordbook,
    names: &'a HashMap<UserId, String>,
    album: &'a Album,
}

impl<D: ConnectionTrait> Parts<'_, D> {
    fn by(&self, user: Option<UserId>) -> String {
        let name = user.and_then(|user| self.names.get(&user).cloned());
        name.unwrap_or_else(|| wangge_domain::text::word("app-system", self.book.lang))
    }

    async fn dispatches(&self, case: &Case) -> Answer<Vec<DispatchView>> {
        let rows = case::dispatches_of(self.db, case.id).await?;
        let view = |row: case::DispatchRow| DispatchView {
            id: row.id,
            unit: self.book.unit(Some(row.unit_id)).unwrap_or_else(|| Ref::new(Uuid::nil(), "", "—")),
            assisting: row.role == DispatchRole::Assist,
            rule_text: row.rule.wording(self.book.lang),
            by: self.by(row.by_user),
            at: row.at,
            accepted_at: row.accepted_at,
            withdrawn_at: row.returned_at,
        };
        Ok(rows.into_iter().map(view).collect())
    }

    async fn rectifications(&self, case: &Case) -> Answer<Vec<RectificationView>> {
        let rows = case::rectifications_of(self.db, case.id).await?;
        let view = |row: case::RectificationRow| RectificationView {
            id: row.id,
            at: row.at,
            by: row.by_person.and_then(|id| self.book.person(id)).map_or_else(|| self.by(row.by_user), |p| p.name),
            unit: self.book.unit(Some(row.unit_id)),
            measures: row.measures,
            long_term_measures: row.long_term_measures,
            round_no: row.round_no,
            photos: self.album.photos(row.id),
        };
        Ok(rows.into_iter().map(view).collect())
    }

    async fn checks(&self, case: &Case) -> Answer<Vec<CheckView>> {
        let rows = case::checks_of(self.db, case.id).await?;
        let view = |row: case::CheckRow| CheckView {
            id: row.id,
            at: row.at,
            by: self.by(row.by_user),
            passed: row.passed,
            reason: Some(row.reason).filter(|reason| !reason.is_empty()),
            photos: self.album.photos(row.id),
        };
        Ok(rows.into_iter().map(view).collect())
    }
}
