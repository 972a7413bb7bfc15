//! What a person wants of notices.

use wangge_domain::notice::{ChannelKind, NoticeKind, NoticePreferences};
use wangge_domain::permission::Actor;
use wangge_domain::text::Lang;
use wangge_storage::{StorageError, delivery, notice};

use super::inbox::own;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::view::{Coded, NoticePreferencesView, PutNoticePreferences};

/// One's own preferences, with what there is to choose from.
///
/// # Errors
/// When the store fails.
pub async fn preferences(app: &App, actor: &Actor, lang: Lang) -> Answer<NoticePreferencesView> {
    let (db, user) = (app.store.read(), own(actor)?);
    let wanted = notice::preferences(&db, user).await?.unwrap_or_else(|| NoticePreferences::none(user));
    let channels = delivery::channels(&db).await?;
    let usable = |kind: &ChannelKind| channels.iter().any(|channel| channel.active && channel.settings.kind() == *kind);
    let personal = ChannelKind::ALL.iter().copied().filter(|kind| kind.personal());
    Ok(NoticePreferencesView {
        email: wanted.email,
        mobile: wanted.mobile,
        muted: wanted.muted.into_iter().collect(),
        digest_at: wanted.digest_at,
        channels: personal.filter(usable).map(|kind| Coded::new(kind.as_str(), kind.wording(lang))).collect(),
        kinds: NoticeKind::ALL.iter().map(|kind| Coded::new(kind.as_str(), kind.wording(lang))).collect(),
        version: wanted.version,
    })
}

/// Writes one's own preferences, whole.
///
/// # Errors
/// [`AppError::Conflict`] when they were changed meanwhile; [`AppError::Invalid`] for an address that is none.
pub async fn put_preferences(
    app: &App,
    actor: &Actor,
    lang: Lang,
    if_match: i64,
    command: PutNoticePreferences,
) -> Answer<NoticePreferencesView> {
    let user = own(actor)?;
    let before = notice::preferences(&app.store.read(), user).await?.unwrap_or_else(|| NoticePreferences::none(user));
    if before.version != if_match {
        return Err(AppError::Conflict { current: before.version });
    }
    let given = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let (now, begins) = (app.now(), before.digest_at.is_none() && command.digest_at.is_some());
    let wanted = NoticePreferences {
        email: given(command.email),
        mobile: given(command.mobile),
        muted: command.muted.into_iter().collect(),
        digest_at: command.digest_at,
        // The first hour begins to count now; another hour gathers what the old one would have.
        digested_at: if begins { Some(now) } else { before.digested_at },
        ..before
    };
    if let Some(fault) = wanted.fault() {
        return Err(AppError::invalid(fault.pointer, fault.message));
    }
    let written = app.store.write(move |tx| {
        let wanted = wanted.clone();
        Box::pin(async move {
            notice::put_preferences(tx, &wanted).await?;
            if begins {
                // Nobody gets a summary of what they were told before they asked for one.
                notice::mark_summed(tx, user, None, now).await?;
            }
            Ok::<(), AppError>(())
        })
    });
    match written.await {
        // Two first times at once.
        Err(AppError::Storage(StorageError::AlreadyThere { .. })) => Err(AppError::Conflict { current: 1 }),
        written => written,
    }?;
    preferences(app, actor, lang).await
}
