//! The campaign 创建周期: beginning it, showing it, and the settings every use case reads.

pub mod settings;

use chrono::NaiveDate;
use wangge_domain::base_map::BaseMap;
use wangge_domain::campaign::{Campaign, Settings};
use wangge_domain::grid::Level;
use wangge_domain::permission::Actor;
use wangge_domain::text::{Lang, Message, Wording};
use wangge_domain::time::{DEFAULT_ZONE, local_day};
use wangge_storage::{ConnectionTrait, campaign};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::record::{self, By};
use crate::view;

/// What a campaign begins with.
#[derive(Clone, Debug)]
pub struct BeginCampaign {
    /// A short code.
    pub code: String,
    /// The district's campaign by name.
    pub name: Wording,
    /// The day of the acceptance test, when it is known.
    pub acceptance_on: Option<NaiveDate>,
    /// Whether this is the fictional demonstration district.
    pub demonstration: bool,
}

/// Begins the campaign of a new database. A database that has one keeps it.
///
/// # Errors
/// When the store fails.
pub async fn begin(app: &App, actor: &Actor, command: BeginCampaign) -> Answer<Campaign> {
    begin_with(app, actor, command, Settings::default()).await
}

/// Begins the campaign of a new database with settings of its own.
///
/// # Errors
/// When the store fails.
pub async fn begin_with(app: &App, actor: &Actor, command: BeginCampaign, settings: Settings) -> Answer<Campaign> {
    if let Some(there) = campaign::get(&app.store.read()).await? {
        return Ok(there);
    }
    let new = Campaign {
        code: command.code,
        name: command.name,
        zone: DEFAULT_ZONE.name().to_owned(),
        acceptance_on: command.acceptance_on,
        demonstration: command.demonstration,
        settings,
        version: 1,
    };
    let (kept, by, subject) = (new.clone(), By::of(app, actor), uuid::Uuid::nil());
    app.store
        .write(move |tx| {
            Box::pin(async move {
                campaign::insert(tx, &kept).await?;
                record::event(tx, by, "campaign", subject, "begun", serde_json::json!(kept)).await
            })
        })
        .await?;
    Ok(new)
}

/// Changes the campaign's day of acceptance or settings.
///
/// # Errors
/// [`AppError::Conflict`] when it was changed since it was loaded.
pub async fn amend(app: &App, actor: &Actor, changed: Campaign) -> Answer<()> {
    let (by, subject) = (By::of(app, actor), uuid::Uuid::nil());
    let payload = settings::difference(&load(&app.store.read()).await?, &changed);
    app.store
        .write(move |tx| {
            Box::pin(async move {
                campaign::update(tx, &changed).await?;
                record::event(tx, by, "campaign", subject, "amended", payload).await
            })
        })
        .await?;
    Ok(())
}

/// The campaign with its settings.
///
/// # Errors
/// Refuses, saying so, when none has begun.
pub async fn load(db: &impl ConnectionTrait) -> Answer<Campaign> {
    campaign::get(db).await?.ok_or_else(|| AppError::refused("no_campaign", Message::new("app-no-campaign")))
}

/// What anyone sees of the campaign before signing in: no base map, since its address may carry a key.
///
/// # Errors
/// Refuses, saying so, when none has begun.
pub async fn show_anyone(app: &App, lang: Lang) -> Answer<view::Campaign> {
    Ok(view::Campaign { base_tiles: None, ..show(app, lang).await? })
}

/// What everyone who works here sees of the campaign.
///
/// # Errors
/// Refuses, saying so, when none has begun.
pub async fn show(app: &App, lang: Lang) -> Answer<view::Campaign> {
    let campaign = load(&app.store.read()).await?;
    let now = app.now();
    let today = local_day(now, campaign.tz());
    let level =
        |number: i8| view::LevelName { level: number, name: campaign.settings.levels.name(Level(number), lang) };
    Ok(view::Campaign {
        name: campaign.name.get(lang).to_owned(),
        demonstration: campaign.demonstration,
        zone: campaign.zone.clone(),
        acceptance_on: campaign.acceptance_on,
        today,
        now,
        days_left: campaign.days_left(today),
        level_names: (-1..=4).map(level).collect(),
        base_tiles: campaign.settings.base_map.as_ref().and_then(BaseMap::tiles),
        version: campaign.version,
    })
}

/// The one foreign origin the pages may load a base map from.
///
/// # Errors
/// When the store fails.
pub async fn foreign_origin(app: &App) -> Answer<Option<String>> {
    let campaign = campaign::get(&app.store.read()).await?;
    Ok(campaign.and_then(|campaign| campaign.settings.base_map?.origin().map(ToOwned::to_owned)))
}
