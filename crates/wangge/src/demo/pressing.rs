//! What presses units in the demonstration: the office switches its rules on, they act on what is overdue today, one case
//! is raised, and everyone has notices, the latest of them unread.

use anyhow::Result;
use chrono::Duration;
use wangge_app::view::{AmendSettings, EscalationQuery, PressUnit};
use wangge_app::{App, campaign, case, escalation, notice};
use wangge_domain::escalation::{EscalationMeasure, EscalationSettings};
use wangge_domain::permission::Actor;
use wangge_domain::text::Lang;

/// What is older than this was read.
const READ_BEFORE: Duration = Duration::hours(20);

/// Switches the rules on and lets them act once, raises the first case under supervision, and tells everyone.
///
/// # Errors
/// When a use case refuses or the store fails.
pub(super) async fn press(app: &App, office: &Actor) -> Result<()> {
    let version = campaign::settings::show(app, office, Lang::Zh).await?.version;
    let rules = EscalationSettings { automatic: true, ..EscalationSettings::default() };
    let command = AmendSettings { escalation: Some(rules), ..AmendSettings::default() };
    campaign::settings::amend(app, office, Lang::Zh, version, command).await?;
    escalation::press_due(app).await?;
    let query = EscalationQuery { measure: Some(EscalationMeasure::Supervise), ..EscalationQuery::default() };
    let mut orders = escalation::list(app, office, Lang::Zh, query).await?.items;
    orders.sort_by(|one, other| one.number.len().cmp(&other.number.len()).then(one.number.cmp(&other.number)));
    if let Some(first) = orders.first() {
        let now = case::show(app, office, Lang::Zh, first.case.id).await?;
        let text = "多次催办仍未整改到位，提请区领导督办，请主要负责同志到现场研究。".to_owned();
        case::raise(app, office, Lang::Zh, first.case.id, now.version, PressUnit { text }).await?;
    }
    notice::announce(app).await?;
    let read_at = app.now() - READ_BEFORE;
    let users = wangge_storage::user::list(&app.store.read()).await?;
    app.store
        .write(move |tx| {
            let users = users.clone();
            Box::pin(async move {
                for user in users {
                    wangge_storage::notice::mark_read(tx, user.id, None, read_at).await?;
                }
                Ok::<(), wangge_storage::StorageError>(())
            })
        })
        .await?;
    Ok(())
}
