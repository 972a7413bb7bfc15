//! Weekly bulletins 通报.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::ids::BulletinId;
use wangge_domain::text::Lang;
use wangge_domain::time::{IsoWeek, Timestamp};

/// A published bulletin in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BulletinSummary {
    /// The bulletin.
    pub id: BulletinId,
    /// Its number 期号 in its year.
    pub number: i64,
    /// Its year.
    pub year: i32,
    /// The week it is about.
    pub week: IsoWeek,
    /// Its title.
    pub title: String,
    /// Its language.
    pub lang: Lang,
    /// When it was published.
    pub published_at: Timestamp,
    /// Who published it, by name.
    pub published_by: String,
    /// The root of the event chains it was made on.
    pub root: String,
}

/// A published bulletin with its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BulletinDetail {
    /// The bulletin as in a list.
    #[serde(flatten)]
    pub bulletin: BulletinSummary,
    /// The page, complete in itself.
    pub html: String,
    /// The facts it was made from.
    pub facts: serde_json::Value,
}

/// What a bulletin's preview is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BulletinPreviewQuery {
    /// The week, such as `2026-W47`.
    pub week: IsoWeek,
    /// The language; the request's when not said.
    pub lang: Option<Lang>,
}

/// A bulletin not yet published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BulletinPreview {
    /// Its title.
    pub title: String,
    /// The page, complete in itself.
    pub html: String,
    /// The week.
    pub week: IsoWeek,
    /// Its language.
    pub lang: Lang,
    /// The facts it is made from.
    pub facts: serde_json::Value,
    /// The bulletin of this week and language that is already published.
    pub published: Option<BulletinId>,
}

/// A bulletin to publish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishBulletin {
    /// The week, such as `2026-W47`.
    pub week: IsoWeek,
    /// The language.
    pub lang: Lang,
}
