//! The stages 环节 of cases: followed with every step, in its transaction, and shown with their clocks.

use wangge_domain::case::{Case, StageRun, turn};
use wangge_domain::deadline::Light;
use wangge_domain::text::Lang;
use wangge_domain::time::Timestamp;
use wangge_storage::{ConnectionTrait, Tx, case};

use super::limit::Clocks;
use crate::context::Answer;
use crate::view::StageRunView;

/// Follows cases that were just written: ends the stage they left and begins the one they are in, by the limits of now.
///
/// # Errors
/// When the store fails.
pub(crate) async fn follow<'a>(tx: &Tx, cases: impl IntoIterator<Item = &'a Case>) -> Answer<()> {
    let cases: Vec<&Case> = cases.into_iter().collect();
    let ids: Vec<_> = cases.iter().map(|case| case.id).collect();
    let last = case::last_stages(tx, &ids).await?;
    let turns: Vec<_> = cases.into_iter().map(|case| (case, turn(case, last.get(&case.id)))).collect();
    if turns.iter().all(|(_, turn)| turn.ended.is_none() && turn.begun.is_none()) {
        return Ok(());
    }
    let limits = crate::campaign::load(tx).await?.settings.stages;
    let timed = turns.iter().any(|(_, turn)| turn.begun.is_some_and(|(stage, ..)| limits.of(stage).is_some()));
    // Most steps begin a stage without a clock of its own, and need no calendar.
    let clocks = if timed { Some(Clocks::load(tx).await?) } else { None };
    let mut runs = Vec::new();
    for (case, turn) in turns {
        runs.extend(turn.ended);
        runs.extend(turn.begun.map(|(stage, started_at, number)| StageRun {
            case_id: case.id,
            number,
            stage,
            unit_id: case.unit_id,
            started_at,
            deadline: limits.of(stage).zip(clocks.as_ref()).map(|(limit, clocks)| clocks.reckon(started_at, limit)),
            ended_at: None,
        }));
    }
    Ok(case::put_stages(tx, &runs).await?)
}

/// The stages of a case as its reader sees them.
pub(super) async fn views(
    db: &impl ConnectionTrait,
    case: &Case,
    now: Timestamp,
    lang: Lang,
) -> Answer<Vec<StageRunView>> {
    let runs = case::stages_of(db, case.id).await?;
    Ok(runs.into_iter().map(|run| view(&run, case, now, lang)).collect())
}

fn view(run: &StageRun, case: &Case, now: Timestamp, lang: Lang) -> StageRunView {
    let due = run.due(case);
    let light = run.light(case, now);
    StageRunView {
        stage: run.stage,
        stage_name: run.stage.wording(lang),
        started_at: run.started_at,
        ended_at: run.ended_at,
        due_at: due.map(|due| due.at),
        limit_text: due.map(|due| due.basis.limit.wording(lang)),
        took_minutes: (run.ended_at.unwrap_or(now) - run.started_at).num_minutes().max(0),
        light,
        late: light == Some(Light::Red),
    }
}
