//! Reading entries.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use wangge_domain::figure::Exact;
use wangge_domain::ids::{CaseId, ScoreEntryId, UnitId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::score_ledger::{AppealState, EntryFigure, ScoreAppeal, ScoreEntry};
use wangge_domain::text::{Lang, Message, render, word};
use wangge_domain::time::local_day;
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, case, round, score_ledger as store};

use super::facts::Pricing;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, may_everywhere, reach, reckoned};
use crate::view::{
    Coded, PAGE_ITEMS, PAGE_ITEMS_MAX, Ref, ScoreAppealView, ScoreEntryList, ScoreEntryQuery, ScoreEntryView,
};

/// The entries within reach that a query selects, the latest entered first.
///
/// # Errors
/// [`AppError::Forbidden`] for those who see no ledger; [`AppError::Invalid`] when the days are the wrong way round or the
/// cursor is none.
pub async fn list(app: &App, actor: &Actor, lang: Lang, query: ScoreEntryQuery) -> Answer<ScoreEntryList> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewScoreLedger).await?;
    reckoned("/from", query.from)?;
    reckoned("/until", query.until)?;
    if query.from.zip(query.until).is_some_and(|(from, until)| until < from) {
        return Err(AppError::invalid("/until", Message::new("app-days-reversed")));
    }
    let before = query.cursor.as_deref().map(str::parse::<i64>).transpose();
    let before = before.map_err(|_| AppError::invalid("/cursor", Message::new("app-cursor-invalid")))?;
    let filter = store::EntryFilter {
        unit: query.unit,
        rule: query.rule,
        trigger: query.trigger,
        level: query.level,
        from: query.from,
        until: query.until,
        appeal: query.appeal,
        standing: query.standing.unwrap_or_default(),
        before,
    };
    let limit = query.limit.unwrap_or(PAGE_ITEMS).clamp(1, PAGE_ITEMS_MAX) as usize;
    let mut found = store::list(&db, &reach, &filter, limit as u64 + 1).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|entry| entry.number.to_string());
    let pricing = Pricing::load(app, &db).await?;
    Ok(ScoreEntryList {
        items: views(app, &db, (actor, lang), &pricing, found).await?,
        next,
        pending_appeals: store::pending(&db, &reach).await?,
        may_edit: may_everywhere(actor, Action::EditScoreLedger),
        scored: pricing.schemes.scored_since().is_some(),
    })
}

/// One entry.
///
/// # Errors
/// [`AppError::NotFound`] outside the reader's reach.
pub async fn show(app: &App, actor: &Actor, lang: Lang, id: ScoreEntryId) -> Answer<ScoreEntryView> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewScoreLedger).await?;
    let unknown = || AppError::not_found("score entry", id);
    let found = store::find(&db, &reach, id).await?.ok_or_else(unknown)?;
    let pricing = Pricing::load(app, &db).await?;
    views(app, &db, (actor, lang), &pricing, vec![found]).await?.pop().ok_or_else(unknown)
}

/// Points with their sign.
pub(crate) fn signed(amount: &Exact) -> String {
    if *amount > Exact::ZERO { format!("+{amount}") } else { amount.to_string() }
}

/// How an amount came about, in words.
fn calculation(figure: &EntryFigure, lang: Lang) -> String {
    let factor = |(why, factor): &(String, Exact)| {
        let why = word(&format!("score-factor-{why}"), lang);
        render(&Message::new("score-figure-factor").arg("why", why).arg("factor", factor.to_string()), lang)
    };
    let factors = figure.factors.iter().map(factor);
    std::iter::once(signed(&figure.amount)).chain(factors).collect::<Vec<_>>().join(" · ")
}

/// The last day on which an entry may be appealed: so many calendar days after it was entered.
pub(super) fn appeal_until(pricing: &Pricing, entry: &ScoreEntry) -> Option<NaiveDate> {
    let edition = pricing.schemes.edition(&entry.scheme_code, entry.scheme_edition)?;
    let days = edition.scheme.scoring.as_ref()?.appeal_days;
    local_day(entry.posted_at, pricing.zone).checked_add_days(Days::new(u64::from(days)))
}

/// Whether the actor speaks for a unit.
pub(super) fn speaks_for(actor: &Actor, unit: UnitId) -> bool {
    actor.may(Action::AppealScore).is_some_and(|granted| granted.units.contains(&unit))
}

pub(super) async fn views(
    app: &App,
    db: &impl ConnectionTrait,
    (actor, lang): (&Actor, Lang),
    pricing: &Pricing,
    found: Vec<ScoreEntry>,
) -> Answer<Vec<ScoreEntryView>> {
    let book = Wordbook::open(app, db, lang).await?;
    let ids: Vec<ScoreEntryId> = found.iter().map(|entry| entry.id).collect();
    let reversed = store::reversals(db, &ids).await?;
    let taken_back: Vec<ScoreEntryId> = found.iter().filter_map(|entry| entry.reverses).collect();
    let numbers = store::numbers(db, &taken_back).await?;
    let appeals: HashMap<ScoreEntryId, ScoreAppeal> =
        store::appeals_of(db, &ids).await?.into_iter().map(|appeal| (appeal.entry_id, appeal)).collect();
    // A unit that bears a share of it may not open the case itself; the number is no link then.
    let cases: Vec<CaseId> = found.iter().filter_map(|entry| entry.case_id).collect();
    let case_reach = match actor.may(Action::ViewCase) {
        Some(granted) => Reach::of(db, &granted).await?,
        None => Reach::default(),
    };
    let cases = case::get_many(db, &case_reach, &cases).await?;
    let cases: HashMap<CaseId, Ref> = cases
        .into_iter()
        .map(|case| (case.id, Ref::new(case.id, case.number.unwrap_or_default(), case.description)))
        .collect();
    let rounds: HashMap<_, _> = round::list(db).await?.into_iter().map(|round| (round.id, round)).collect();
    let today = local_day(app.now(), pricing.zone);
    let may_edit = may_everywhere(actor, Action::EditScoreLedger);
    let view = |entry: ScoreEntry| {
        let until = appeal_until(pricing, &entry);
        let appeal = appeals.get(&entry.id);
        let stands = entry.reverses.is_none() && !reversed.contains_key(&entry.id);
        let own = speaks_for(actor, entry.unit_id);
        let by_actor = entry.by_user.is_some() && entry.by_user == actor.user_id;
        let edition = pricing.schemes.edition(&entry.scheme_code, entry.scheme_edition);
        ScoreEntryView {
            unit: book.unit(Some(entry.unit_id)),
            rule: Coded::new(&entry.rule_code, entry.rule_name.get(lang)),
            trigger_name: entry.trigger.wording(lang),
            level_name: entry.level.wording(lang),
            share_name: entry.share.map(|share| share.wording(lang)),
            amount: signed(&entry.amount),
            calculation: calculation(&entry.figure, lang),
            scheme: scheme_name(edition.map(|edition| edition.scheme.name.get(lang)), entry.scheme_edition, lang),
            case: entry.case_id.and_then(|id| cases.get(&id).cloned()),
            round: entry
                .round_id
                .and_then(|id| rounds.get(&id))
                .map(|round| Ref::new(round.id, round.number.to_string(), round.name.get(lang))),
            site: book.site(entry.site_id),
            by: entry.by_user.is_some().then(|| entry.by_name.clone()),
            reverses: entry.reverses.and_then(|id| numbers.get(&id).copied()),
            reversed_by: reversed.get(&entry.id).map(|by| by.number),
            may_appeal: stands && own && appeal.is_none() && until.is_some_and(|until| today <= until),
            appeal_until: until.filter(|_| stands && appeal.is_none()),
            may_reverse: stands && may_edit && !own,
            appeal: appeal.map(|appeal| appeal_view(appeal, (may_edit && !own && !by_actor, own), lang)),
            id: entry.id,
            number: entry.number,
            on_day: entry.on_day,
            trigger: entry.trigger,
            level: entry.level,
            share: entry.share,
            text: entry.text,
            posted_at: entry.posted_at,
        }
    };
    Ok(found.into_iter().map(view).collect())
}

/// A scheme with its edition, in words.
pub(crate) fn scheme_name(name: Option<&str>, edition: i32, lang: Lang) -> String {
    let message = Message::new("score-scheme-edition").arg("name", name.unwrap_or("—")).arg("edition", edition);
    render(&message, lang)
}

fn appeal_view(appeal: &ScoreAppeal, (may_rule, own): (bool, bool), lang: Lang) -> ScoreAppealView {
    let pending = appeal.state == AppealState::Pending;
    ScoreAppealView {
        id: appeal.id,
        state: appeal.state,
        state_name: appeal.state.wording(lang),
        text: appeal.text.clone(),
        at: appeal.at,
        by: appeal.by_name.clone(),
        ruling: appeal.ruling.clone(),
        ruled_at: appeal.ruled_at,
        ruled_by: appeal.ruled_name.clone(),
        may_rule: pending && may_rule,
        may_withdraw: pending && own,
        version: appeal.version,
    }
}
