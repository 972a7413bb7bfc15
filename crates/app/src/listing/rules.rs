//! The rules listings are drafted by.

use std::collections::BTreeSet;

use serde_json::json;
use uuid::Uuid;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::ranking::IndicatorCode;
use wangge_domain::text::Lang;
use wangge_storage::listing::{self as store, ListingRulesRow};
use wangge_storage::{ConnectionTrait, StorageError, unit};

use super::make::checked;
use super::words::rule_words;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{may_everywhere, needs_everywhere};
use crate::record::{self, By};
use crate::unit::peer_group;
use crate::view::{Coded, ListingRuleView, ListingRulesView, SaveListingRules};

/// The rule of every peer group there is: its own, or the suggested one.
///
/// # Errors
/// [`AppError::Forbidden`] for those who may not see listings.
pub async fn rules(app: &App, actor: &Actor, lang: Lang) -> Answer<ListingRulesView> {
    actor.may(Action::ViewListing).ok_or(AppError::Forbidden(Action::ViewListing))?;
    let db = app.store.read();
    let rules = store::rules(&db).await?;
    let own = rules.rules.iter().map(|rule| rule.group.clone());
    let groups: BTreeSet<String> = groups(&db).await?.into_iter().chain(own).collect();
    let view = |group: String| {
        let rule = rules.of(&group);
        ListingRuleView { group: peer_group(&group, lang), words: rule_words(&rule, lang), rule }
    };
    Ok(ListingRulesView {
        items: groups.into_iter().map(view).collect(),
        indicators: IndicatorCode::ALL.iter().map(|code| Coded::new(code.as_str(), code.wording(lang))).collect(),
        may_edit: may_everywhere(actor, Action::EditListing),
        version: rules.version,
    })
}

/// The peer groups of units in use.
async fn groups(db: &impl ConnectionTrait) -> Answer<BTreeSet<String>> {
    let all = unit::all(db).await?;
    Ok(all.into_iter().filter(|unit| unit.active).filter_map(|unit| unit.peer_group).collect())
}

/// Keeps a new version of the rules. Listings drafted before keep theirs.
///
/// # Errors
/// [`AppError::Conflict`] when somebody saved them meanwhile; [`AppError::Invalid`] with everything wrong with them.
pub async fn save_rules(
    app: &App,
    actor: &Actor,
    lang: Lang,
    if_match: i64,
    command: SaveListingRules,
) -> Answer<ListingRulesView> {
    needs_everywhere(actor, Action::EditListing)?;
    let before = store::rules(&app.store.read()).await?;
    if before.version != if_match {
        return Err(AppError::Conflict { current: before.version });
    }
    checked(Some(&command.rules), "")?;
    let next = before.version + 1;
    let by = By::of(app, actor);
    let payload = json!({ "version": next, "before": before.rules, "after": command.rules });
    let row = ListingRulesRow {
        version: next,
        saved_at: by.at,
        saved_by: actor.user_id,
        saved_name: actor.name.clone(),
        rules: command.rules,
    };
    let written: Answer<()> = app
        .store
        .write(move |tx| {
            Box::pin(async move {
                store::save_rules(tx, &row).await?;
                record::event(tx, by, "listing", Uuid::nil(), "rules", payload).await?;
                Ok(())
            })
        })
        .await;
    written.map_err(|error| match error {
        // Two saved the same version at once: the other was first.
        AppError::Storage(StorageError::AlreadyThere { .. }) => AppError::Conflict { current: next },
        other => other,
    })?;
    rules(app, actor, lang).await
}
