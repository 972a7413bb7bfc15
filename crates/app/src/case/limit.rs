//! Which limit a case gets, by which rule, and what a limit in words is understood as.

use chrono::NaiveTime;
use chrono_tz::Tz;
use wangge_domain::calendar::Calendar;
use wangge_domain::campaign::{Campaign, Settings};
use wangge_domain::case::{Case, CaseSeverity, FinderLevel};
use wangge_domain::deadline::{Deadline, Limit, LimitFacts, LimitRule, Term, due_words, reckon};
use wangge_domain::ids::{CaseId, EditionId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, render};
use wangge_domain::time::{Timestamp, local_day};
use wangge_storage::{ConnectionTrait, calendar, case};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{indexed, reach};
use crate::view::{LimitQuery, LimitTry, LimitView};

/// What deadlines are reckoned with now: the settings, the calendar and the zone.
pub(crate) struct Clocks {
    /// What the office has set.
    pub settings: Settings,
    /// The days that are known.
    pub calendar: Calendar,
    /// The campaign's zone.
    pub zone: Tz,
}

impl Clocks {
    /// Reads them.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn load(db: &impl ConnectionTrait) -> Answer<Self> {
        Ok(Self::of(crate::campaign::load(db).await?, calendar::get(db).await?))
    }

    /// Those of a campaign and a calendar.
    pub(crate) fn of(campaign: Campaign, calendar: Calendar) -> Self {
        Self { zone: campaign.tz(), settings: campaign.settings, calendar }
    }

    /// When a term that starts at a moment ends.
    pub(crate) fn reckon(&self, start: Timestamp, term: impl Into<Term>) -> Deadline {
        reckon(start, term, &self.calendar, &self.settings.working_time, self.zone)
    }

    /// The deadline by a limit in words, with the words as its rule.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with the reason when they say no limit.
    pub(crate) fn written(&self, text: &str, start: Timestamp, pointer: &str) -> Answer<Deadline> {
        let term = Term::read(text, start, &self.settings.working_time, self.zone);
        let term = term.map_err(|refusal| AppError::invalid(pointer, refusal.message()))?;
        Ok(self.reckon(start, term).ruled_by(Some(LimitRule::Given { text: text.trim().to_owned() })))
    }

    /// The limit of a case by table, item and default, and the rule that gives it.
    pub(crate) fn limit_of(&self, case: &Case, item_limit: Option<Limit>, start: Timestamp) -> (Limit, LimitRule) {
        let facts = LimitFacts {
            item: case.item_code.as_deref(),
            severity: case.severity,
            finder_level: case.finder_level,
            on: local_day(start, self.zone),
            item_limit,
        };
        self.settings.limits.find(&facts, self.settings.default_limit)
    }

    fn view(&self, deadline: &Deadline, lang: Lang) -> LimitView {
        let basis = &deadline.basis;
        LimitView {
            limit_text: basis.limit.wording(lang),
            at: deadline.at,
            text: due_words(deadline.at, self.zone, lang),
            rule_text: basis.rule.as_ref().map_or_else(String::new, |rule| rule.wording(lang)),
            warning: basis.warning().map(|warning| render(&warning, lang)),
        }
    }
}

/// The limit an item names in its edition.
pub(crate) async fn item_limit(
    app: &App,
    db: &impl ConnectionTrait,
    edition: Option<EditionId>,
    item: Option<&str>,
) -> Answer<Option<Limit>> {
    let (Some(edition), Some(code)) = (edition, item) else { return Ok(None) };
    let index = indexed(app, db, edition).await?;
    Ok(index.item_by_code(code).and_then(|item| item.limit))
}

/// The deadline of a case whose clock starts now: by words where some are given, else by table, item and default.
///
/// # Errors
/// [`AppError::Invalid`] when the words say no limit.
pub(super) async fn deadline(app: &App, case: &Case, text: Option<&str>) -> Answer<Deadline> {
    let db = app.store.read();
    let clocks = Clocks::load(&db).await?;
    let start = app.now();
    if let Some(text) = said(text) {
        return clocks.written(text, start, "/limit");
    }
    let own = item_limit(app, &db, case.edition_id, case.item_code.as_deref()).await?;
    let (limit, rule) = clocks.limit_of(case, own, start);
    Ok(clocks.reckon(start, limit).ruled_by(Some(rule)))
}

/// Words that say something.
pub(super) fn said(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// What a limit in words would mean for a case if its clock started now, or without words which limit it would get.
///
/// # Errors
/// [`AppError::NotFound`] outside the reach; [`AppError::Invalid`] when the words say no limit.
pub async fn limit(app: &App, actor: &Actor, lang: Lang, id: CaseId, query: LimitQuery) -> Answer<LimitView> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewCase).await?;
    let case = case::find(&db, &reach, id).await?.ok_or_else(|| AppError::not_found("case", id))?;
    let deadline = deadline(app, &case, query.text.as_deref()).await?;
    Ok(Clocks::load(&db).await?.view(&deadline, lang))
}

/// Which limit a case of a kind would get by the settings as they are kept.
///
/// # Errors
/// [`AppError::Forbidden`] for those who see no grid.
pub async fn try_limit(app: &App, actor: &Actor, lang: Lang, query: LimitTry) -> Answer<LimitView> {
    actor.may(Action::ViewGrid).ok_or(AppError::Forbidden(Action::ViewGrid))?;
    let db = app.store.read();
    let clocks = Clocks::load(&db).await?;
    let code = said(query.item.as_deref());
    let edition = wangge_storage::edition::in_force_id(&db).await?;
    let item_limit = item_limit(app, &db, edition, code).await?;
    let eight = NaiveTime::from_hms_opt(8, 0, 0).unwrap_or_default();
    let start = match query.on {
        Some(day) => wangge_domain::deadline::EndDay { by: day, at: Some(eight) }
            .moment(&clocks.settings.working_time, clocks.zone),
        None => app.now(),
    };
    let facts = LimitFacts {
        item: code,
        severity: query.severity.unwrap_or(CaseSeverity::Ordinary),
        finder_level: query.finder_level.unwrap_or(FinderLevel::Own),
        on: local_day(start, clocks.zone),
        item_limit,
    };
    let (limit, rule) = clocks.settings.limits.find(&facts, clocks.settings.default_limit);
    Ok(clocks.view(&clocks.reckon(start, limit).ruled_by(Some(rule)), lang))
}
