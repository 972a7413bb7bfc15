//! The demonstration's duty changes, planned on the evening its history ends: one has taken effect at midnight, one waits for
//! the next month.

use anyhow::{Context, Result, ensure};
use chrono::{Datelike, Days, Months, NaiveDate};
use serde::Deserialize;
use wangge_app::context::SetClock;
use wangge_app::view::PlanDutyChange;
use wangge_app::{App, duty_change};
use wangge_domain::duty_change::DutyPart;
use wangge_domain::permission::Actor;
use wangge_domain::text::Lang;

use super::history::at;

/// A change of `duty-changes.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenDutyChange {
    node: String,
    unit: String,
    basis: String,
    when: When,
}

/// When a change takes effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum When {
    Today,
    NextMonth,
}

impl When {
    fn day(self, today: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Today => Some(today),
            Self::NextMonth => today.with_day(1)?.checked_add_months(Months::new(1)),
        }
    }
}

/// Plans the changes yesterday evening and lets the first minute of today pass. What went before is not touched: its days
/// are sealed.
///
/// # Errors
/// When a use case refuses or the store fails.
pub(super) async fn plan(
    app: &App,
    clock: &SetClock,
    office: &Actor,
    given: &[GivenDutyChange],
    today: NaiveDate,
) -> Result<()> {
    let evening = at(today - Days::new(1), 20, 30);
    clock.set(evening.max(app.now()));
    let db = app.store.read();
    for one in given {
        let node = wangge_storage::node::by_code(&db, &one.node).await?.with_context(|| one.node.clone())?;
        let unit = wangge_storage::unit::by_code(&db, &one.unit).await?.with_context(|| one.unit.clone())?;
        let command = PlanDutyChange {
            id: app.new_id(),
            node_id: Some(node.id),
            site_id: None,
            part: DutyPart::Answering,
            unit_id: Some(unit.id),
            effective_on: one.when.day(today).context("no such day")?,
            basis: one.basis.clone(),
        };
        duty_change::plan(app, office, Lang::Zh, command).await?;
    }
    clock.set(at(today, 0, 1));
    let done = duty_change::effect_due(app).await?;
    let expected = given.iter().filter(|one| one.when == When::Today).count();
    ensure!(done.effected == expected && done.failed == 0, "duty changes: {done:?}");
    Ok(())
}
