//! One's own notices.

use chrono::DateTime;
use wangge_domain::ids::{NoticeId, UserId};
use wangge_domain::notice::Notice;
use wangge_domain::permission::Actor;
use wangge_domain::text::{Lang, Message};
use wangge_domain::time::Timestamp;
use wangge_storage::notice;

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::view::{MarkNoticesRead, NoticeList, NoticeQuery, NoticeView, PAGE_ITEMS, PAGE_ITEMS_MAX};

pub(super) fn own(actor: &Actor) -> Answer<UserId> {
    actor.user_id.ok_or(AppError::Unauthenticated)
}

/// One's notices, the latest first, and how many are unread.
///
/// # Errors
/// [`AppError::Invalid`] for a cursor that is none.
pub async fn list(app: &App, actor: &Actor, lang: Lang, query: NoticeQuery) -> Answer<NoticeList> {
    let (db, user) = (app.store.read(), own(actor)?);
    let limit = query.limit.unwrap_or(PAGE_ITEMS).clamp(1, PAGE_ITEMS_MAX);
    let before = query.cursor.as_deref().map(read_cursor).transpose()?;
    let mut found = notice::of_user(&db, user, query.unread, before, u64::from(limit) + 1).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|last| format!("{}-{}", last.at.timestamp_millis(), last.id));
    let unread = u64::try_from(notice::unread(&db, user).await?).unwrap_or_default();
    Ok(NoticeList { items: found.iter().map(|notice| view(notice, lang)).collect(), next, unread })
}

/// Marks notices as read: those named, or all there are. Answers how many are still unread.
///
/// # Errors
/// When the store fails.
pub async fn mark_read(app: &App, actor: &Actor, lang: Lang, command: MarkNoticesRead) -> Answer<NoticeList> {
    let (user, now) = (own(actor)?, app.now());
    let ids = command.ids;
    app.store
        .write(move |tx| {
            let ids = ids.clone();
            Box::pin(async move {
                notice::mark_read(tx, user, ids.as_deref(), now).await?;
                Ok::<(), AppError>(())
            })
        })
        .await?;
    list(app, actor, lang, NoticeQuery::default()).await
}

fn view(notice: &Notice, lang: Lang) -> NoticeView {
    NoticeView {
        id: notice.id,
        kind: notice.kind,
        kind_name: notice.kind.wording(lang),
        text: notice.text(lang),
        subject_kind: notice.subject_kind.clone(),
        subject_id: notice.subject_id,
        at: notice.at,
        read: notice.read_at.is_some(),
        urgent: notice.kind.urgent(),
    }
}

fn read_cursor(text: &str) -> Answer<(Timestamp, NoticeId)> {
    let wrong = || AppError::invalid("/cursor", Message::new("app-cursor-invalid"));
    let (millis, id) = text.split_once('-').ok_or_else(wrong)?;
    let at = millis.parse().ok().and_then(DateTime::from_timestamp_millis).ok_or_else(wrong)?;
    Ok((at, NoticeId(id.parse().map_err(|_| wrong())?)))
}
