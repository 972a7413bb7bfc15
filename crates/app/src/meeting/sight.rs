//! Who sees which resolutions and what they may do with them, and resolutions in words.

use std::collections::{HashMap, HashSet};

use chrono::{Datelike, NaiveDate};
use wangge_domain::ids::{CaseId, MeetingId, UnitId, UserId};
use wangge_domain::meeting::{Meeting, Resolution, ResolutionState};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message, render};
use wangge_storage::meeting as store;
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, case, unit};

use super::list::{name_of, today};
use crate::case::case_ref;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, may_everywhere};
use crate::view::ResolutionView;

/// Where somebody sees resolutions and does things with them.
pub(super) struct Sight {
    pub book: Wordbook,
    pub today: NaiveDate,
    /// The units whose resolutions are seen; none for whoever sees all.
    pub units: Option<HashSet<UnitId>>,
    /// The units the reader reports for.
    pub reports: HashSet<UnitId>,
    pub edits: bool,
    pub sees_meetings: bool,
    user: Option<UserId>,
    /// Where the reader sees cases.
    cases: Option<Reach>,
}

impl Sight {
    /// Where the actor sees and does things.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for those who may not see resolutions.
    pub async fn load(app: &App, db: &impl ConnectionTrait, actor: &Actor, lang: Lang) -> Answer<Self> {
        let granted = actor.may(Action::ViewResolution).ok_or(AppError::Forbidden(Action::ViewResolution))?;
        let units = if granted.all { None } else { Some(units_of(db, &Reach::of(db, &granted).await?).await?) };
        let reports = match actor.may(Action::ReportResolution) {
            // Whoever may do everything, such as the system, reports for no unit in particular.
            Some(granted) if !granted.all => units_of(db, &Reach::of(db, &granted).await?).await?,
            _ => HashSet::new(),
        };
        let cases = match actor.may(Action::ViewCase) {
            Some(granted) => Some(Reach::of(db, &granted).await?),
            None => None,
        };
        Ok(Self {
            book: Wordbook::open(app, db, lang).await?,
            today: today(app, db).await?,
            units,
            reports,
            edits: may_everywhere(actor, Action::EditMeeting),
            sees_meetings: may_everywhere(actor, Action::ViewMeeting),
            user: actor.user_id,
            cases,
        })
    }

    /// Whether a resolution is for the reader to see.
    pub fn sees(&self, resolution: &Resolution) -> bool {
        self.units.as_ref().is_none_or(|units| units.contains(&resolution.text.unit_id))
    }
}

async fn units_of(db: &impl ConnectionTrait, reach: &Reach) -> Answer<HashSet<UnitId>> {
    Ok(unit::list(db, reach).await?.into_iter().map(|unit| unit.id).collect())
}

/// Resolutions in words, for whoever sees them.
///
/// # Errors
/// When the store fails.
pub(super) async fn views(
    db: &impl ConnectionTrait,
    sight: &Sight,
    all: Vec<Resolution>,
) -> Answer<Vec<ResolutionView>> {
    let lang = sight.book.lang;
    let meetings: HashMap<MeetingId, Meeting> =
        store::all(db).await?.into_iter().map(|meeting| (meeting.id, meeting)).collect();
    let ids: Vec<CaseId> = all.iter().filter_map(|one| one.text.case_id).collect();
    let cases = match &sight.cases {
        Some(reach) => case::get_many(db, reach, &ids).await?,
        None => Vec::new(),
    };
    let cases: HashMap<CaseId, _> = cases.iter().map(|case| (case.id, case_ref(case, lang))).collect();
    let view = |one: Resolution| {
        let meeting = meetings.get(&one.meeting_id)?;
        let reporter = one.report.as_ref().and_then(|report| report.by_user);
        let confirms = sight.edits && one.state == ResolutionState::Reported;
        Some(ResolutionView {
            id: one.id,
            number: number_of(meeting, &one, lang),
            meeting_id: one.meeting_id,
            meeting_name: name_of(meeting, lang),
            meets_on: meeting.text.meets_on,
            point_id: one.point_id,
            unit: sight.book.unit(Some(one.text.unit_id)),
            person: one.text.person_id.and_then(|id| sight.book.person(id)),
            due_on: one.text.due_on,
            case: one.text.case_id.and_then(|id| cases.get(&id).cloned()),
            state: one.state,
            state_name: one.state.wording(lang),
            overdue: one.overdue(sight.today),
            may_report: one.state == ResolutionState::Open && sight.reports.contains(&one.text.unit_id),
            may_confirm: confirms && (sight.user.is_none() || reporter != sight.user),
            may_edit: sight.edits && one.state.unfinished(),
            report: one.report,
            reason: one.reason,
            ended_at: one.ended_at,
            version: one.version,
            text: one.text.text,
        })
    };
    Ok(all.into_iter().filter_map(view).collect())
}

/// The number of a resolution: year, meeting and its place there.
pub(crate) fn number_of(meeting: &Meeting, one: &Resolution, lang: Lang) -> String {
    let message = Message::new("resolution-number")
        .arg("year", meeting.text.meets_on.year())
        .arg("meeting", meeting.number.unwrap_or_default())
        .arg("ordinal", one.ordinal);
    render(&message, lang)
}
