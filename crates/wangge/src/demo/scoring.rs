//! The score ledger in the demonstration: what the month came to is entered by the rules, the office enters a praise and a
//! criticism with their basis, a unit appeals twice, and one appeal was upheld; a stricter edition is drafted.

use anyhow::{Context, Result};
use chrono::{Days, NaiveDate};
use wangge_app::view::{
    AppealScore, EnterScore, RuleAppeal, SaveScheme, SchemeEditionState, ScoreEntryQuery, ScoreEntryView,
};
use wangge_app::{App, scheme, score_ledger};
use wangge_domain::case::FinderLevel;
use wangge_domain::ids::UnitId;
use wangge_domain::permission::Actor;
use wangge_domain::score_ledger::ScoreTrigger;
use wangge_domain::text::Lang;

use super::accounts::Cast;

/// Enters, appeals and rules.
///
/// # Errors
/// When a use case refuses or the store fails.
pub(super) async fn score(app: &App, office: &Actor, cast: &Cast, today: NaiveDate) -> Result<()> {
    score_ledger::post_all(app).await?;
    let units = wangge_storage::unit::all(&app.store.read()).await?;
    let by_hand = [
        ("praise", FinderLevel::City, 6, "市创建简报第 18 期专题推介其背街小巷整治做法。"),
        ("criticism", FinderLevel::District, 3, "区调度会点名：连续两周未按要求报送整改情况。"),
    ];
    let grouped = units.iter().filter(|unit| unit.active && unit.peer_group.is_some());
    for (unit, (rule, level, days, text)) in grouped.zip(by_hand) {
        let command = EnterScore {
            id: app.new_id(),
            unit_id: unit.id,
            rule: rule.to_owned(),
            level,
            on_day: today - Days::new(days),
            text: text.to_owned(),
        };
        score_ledger::enter(app, office, Lang::Zh, command).await?;
    }
    let mut own: Option<(&Actor, Vec<ScoreEntryView>)> = None;
    for (unit, handler) in &cast.handlers {
        let found = entries(app, handler, *unit).await?;
        if own.as_ref().is_none_or(|(_, most)| found.len() > most.len()) {
            own = Some((handler, found));
        }
    }
    let Some((handler, own)) = own else { return Ok(()) };
    let appeals = [
        "该问题在交办前一日已完成整改，系统中有当日照片，请予核减。",
        "点位管护责任已于上月移交，交接单附后，请核实归属后调整。",
    ];
    for (place, (entry, text)) in own.iter().zip(appeals).enumerate() {
        let command = AppealScore { id: app.new_id(), text: text.to_owned() };
        let (appealed, _) = score_ledger::appeal(app, handler, Lang::Zh, entry.id, command).await?;
        let appeal = appealed.appeal.context("the appeal stands on its entry")?;
        if place == 0 {
            let ruling =
                RuleAppeal { upheld: true, text: "经核对照片时间，情况属实，予以冲销。".to_owned() };
            score_ledger::rule(app, office, Lang::Zh, (appeal.id, appeal.version), ruling).await?;
        }
    }
    let schemes = scheme::list(app, office, Lang::Zh).await?;
    let in_force = schemes.items.into_iter().find(|edition| edition.state == SchemeEditionState::InForce);
    if let Some(mut draft) = in_force.map(|edition| edition.scheme) {
        for rule in draft.scoring.iter_mut().flat_map(|scoring| &mut scoring.rules) {
            if rule.trigger == ScoreTrigger::Overdue {
                for amount in rule.amounts.values_mut() {
                    *amount = &*amount + &*amount;
                }
            }
        }
        scheme::save(app, office, Lang::Zh, SaveScheme { scheme: draft, version: None }).await?;
    }
    Ok(())
}

/// The entries of a unit about problems that stand, the latest first.
async fn entries(app: &App, handler: &Actor, unit: UnitId) -> Result<Vec<ScoreEntryView>> {
    let query = ScoreEntryQuery {
        unit: Some(unit),
        trigger: Some(ScoreTrigger::Problem),
        standing: Some(true),
        ..ScoreEntryQuery::default()
    };
    let found = score_ledger::list(app, handler, Lang::Zh, query).await?;
    Ok(found.items.into_iter().filter(|entry| entry.may_appeal).collect())
}
