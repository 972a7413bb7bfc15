//! The causes and their rules, as the office keeps them among the campaign's settings.

use serde_json::json;
use wangge_domain::campaign::Campaign;
use wangge_domain::cause::CauseTable;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Lang;
use wangge_storage::{campaign, cause};

use crate::context::{Answer, App};
use crate::error::{AppError, FieldFault};
use crate::reading::{needs_everywhere, shown};
use crate::record::{self, By};
use crate::view::{CausesView, Coded};

/// The causes and the rules that propose them.
///
/// # Errors
/// [`AppError::Forbidden`] for those who may not see lost points.
pub async fn show(app: &App, actor: &Actor, lang: Lang) -> Answer<CausesView> {
    actor.may(Action::ViewScore).ok_or(AppError::Forbidden(Action::ViewScore))?;
    Ok(view(crate::campaign::load(&app.store.read()).await?, lang))
}

/// Replaces the causes and rules. A cause that lost points have may be retired, not dropped.
///
/// # Errors
/// [`AppError::Invalid`] with every fault of the table; [`AppError::Conflict`] when the settings were changed
/// since they were read.
pub async fn replace(app: &App, actor: &Actor, lang: Lang, if_match: i64, table: CauseTable) -> Answer<CausesView> {
    needs_everywhere(actor, Action::EditSettings)?;
    let db = app.store.read();
    let mut campaign = crate::campaign::load(&db).await?;
    if campaign.version != if_match {
        return Err(AppError::Conflict { current: campaign.version });
    }
    let in_use: Vec<(String, u64)> =
        cause::in_use(&db).await?.into_iter().map(|(code, count)| (code, shown(count))).collect();
    let faults: Vec<FieldFault> = table
        .check(&in_use)
        .iter()
        .map(|fault| FieldFault { pointer: "/table".to_owned(), message: fault.message() })
        .collect();
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    campaign.settings.causes = table;
    let (by, kept) = (By::of(app, actor), campaign.clone());
    let payload = json!({ "causes": campaign.settings.causes });
    app.store
        .write(move |tx| {
            Box::pin(async move {
                campaign::update(tx, &kept).await?;
                Ok::<_, AppError>(record::event(tx, by, "campaign", uuid::Uuid::nil(), "causes_set", payload).await?)
            })
        })
        .await?;
    campaign.version += 1;
    Ok(view(campaign, lang))
}

fn view(campaign: Campaign, lang: Lang) -> CausesView {
    let table = campaign.settings.causes;
    let given = table.causes.iter().filter(|cause| !cause.retired);
    CausesView {
        causes: given.map(|cause| Coded::new(&cause.code, cause.name.get(lang))).collect(),
        version: campaign.version,
        table,
    }
}
