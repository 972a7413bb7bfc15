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
    /// The SHA-256 of its page, by which a saved copy is told from a changed one.
    pub sha256: String,
    /// The earlier issue it puts right.
    pub corrects: Option<IssueRef>,
    /// What was wrong with that one.
    pub reason: Option<String>,
    /// The later issue that puts it right.
    pub corrected_by: Option<IssueRef>,
}

/// An issue by its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IssueRef {
    /// The bulletin.
    pub id: BulletinId,
    /// Its year.
    pub year: i32,
    /// Its number in the year.
    pub number: i64,
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
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BulletinPreviewQuery {
    /// The week, such as `2026-W47`.
    pub week: IsoWeek,
    /// The language; the request's when not said.
    pub lang: Option<Lang>,
    /// What was wrong with the issue already published: the preview is then of its correction.
    pub reason: Option<String>,
}

/// In which form a bulletin is taken along.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BulletinFormat {
    /// A Word file in the layout of official documents.
    #[default]
    Docx,
    /// The page, complete in itself.
    Html,
}

/// How a published bulletin is taken along.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BulletinFileQuery {
    /// The form; Word when not said.
    #[serde(default)]
    pub format: BulletinFormat,
}

/// How a week's bulletin is taken along before it is published.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BulletinDraftFileQuery {
    /// The week, such as `2026-W47`.
    pub week: IsoWeek,
    /// The language; the request's when not said.
    pub lang: Option<Lang>,
    /// What was wrong with the issue already published.
    pub reason: Option<String>,
    /// The form; Word when not said.
    #[serde(default)]
    pub format: BulletinFormat,
}

/// Which draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BulletinDraftQuery {
    /// The week, such as `2026-W47`.
    pub week: IsoWeek,
    /// The language; the request's when not said.
    pub lang: Option<Lang>,
}

/// What the office adds to the bulletin of a week in a language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BulletinDraft {
    /// The week.
    pub week: IsoWeek,
    /// The language.
    pub lang: Lang,
    /// The office's own requirements, one a line; before the first edit, those the week's problems suggest.
    pub requirements: String,
    /// The office's remarks, a paragraph a line.
    pub remarks: String,
    /// When it was last edited; null before the first edit.
    pub edited_at: Option<Timestamp>,
    /// Who edited it last, by name.
    pub edited_by: Option<String>,
    /// The version, for `If-Match`; 0 before the first edit.
    pub version: i64,
}

/// What the office adds, in place of what was there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EditBulletinDraft {
    /// The office's own requirements, one a line.
    pub requirements: String,
    /// The office's remarks, a paragraph a line.
    #[serde(default)]
    pub remarks: String,
}

/// A draft in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BulletinDraftSummary {
    /// The week.
    pub week: IsoWeek,
    /// The language.
    pub lang: Lang,
    /// When it was last edited.
    pub edited_at: Timestamp,
    /// Who edited it last, by name.
    pub edited_by: String,
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

/// A correction to publish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectBulletin {
    /// What was wrong with the issue, as its correction says it.
    pub reason: String,
}
