//! `/api/v1/me/notices`, `/api/v1/me/notices/read`, `/api/v1/me/notice-preferences`

use aide::axum::routing::{ApiMethodRouter, get_with, post_with, put_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::notice;
use wangge_app::view::{MarkNoticesRead, NoticeList, NoticePreferencesView, NoticeQuery, PutNoticePreferences};

use crate::answer::{Answered, Tagged};
use crate::extract::{Body, Caller, IfMatch, Query};
use crate::problem::Refusal;

pub(crate) fn list_route() -> ApiMethodRouter<App> {
    get_with(list, |operation: TransformOperation<'_>| {
        operation
            .id("listNotices")
            .tag("notices")
            .summary("One's notices")
            .description("The latest first, with how many are unread. New ones are told over the stream.")
    })
}

pub(crate) fn mark_read_route() -> ApiMethodRouter<App> {
    post_with(mark_read, |operation: TransformOperation<'_>| {
        operation
            .id("markNoticesRead")
            .tag("notices")
            .summary("Mark notices as read")
            .description("Those named, or all. Answers the first page.")
    })
}

pub(crate) fn preferences_route() -> ApiMethodRouter<App> {
    get_with(preferences, |operation: TransformOperation<'_>| {
        operation
            .id("showNoticePreferences")
            .tag("notices")
            .summary("What one wants of notices")
            .description("Addresses, what is not wanted, the daily summary, and what there is to choose from.")
    })
}

pub(crate) fn put_preferences_route() -> ApiMethodRouter<App> {
    put_with(put_preferences, |operation: TransformOperation<'_>| {
        operation
            .id("putNoticePreferences")
            .tag("notices")
            .summary("Say what one wants of notices")
            .description("Given whole. In the program everyone gets them.")
    })
}

async fn list(caller: Caller, Query(query): Query<NoticeQuery>) -> Answered<NoticeList> {
    Ok(Json(notice::list(&caller.app, &caller.actor, caller.lang, query).await?))
}

async fn mark_read(caller: Caller, Body(command): Body<MarkNoticesRead>) -> Answered<NoticeList> {
    Ok(Json(notice::mark_read(&caller.app, &caller.actor, caller.lang, command).await?))
}

async fn preferences(caller: Caller) -> Result<Tagged<NoticePreferencesView>, Refusal> {
    Ok(Tagged(notice::preferences(&caller.app, &caller.actor, caller.lang).await?))
}

async fn put_preferences(
    caller: Caller,
    IfMatch(version): IfMatch,
    Body(command): Body<PutNoticePreferences>,
) -> Result<Tagged<NoticePreferencesView>, Refusal> {
    Ok(Tagged(notice::put_preferences(&caller.app, &caller.actor, caller.lang, version, command).await?))
}
