//! The daily e-mail of what was not read.

use std::sync::Arc;

use wangge_domain::ids::{DeliveryId, NoticeId};
use wangge_domain::notice::{ChannelKind, Delivery, DeliveryState, Notice, digest_due, sender_of};
use wangge_domain::text::{Message, render};
use wangge_domain::time::local_day;
use wangge_storage::{delivery, notice};

use super::announce::{gathered, marked};
use super::people::People;
use crate::context::{Answer, App};
use crate::error::AppError;

/// More unread notices than this come with the e-mail of the next day.
const UNREAD_MOST: u64 = 500;

/// Makes the daily e-mail of everyone whose hour has come; nobody gets one who has read everything. Says how many were
/// made.
///
/// # Errors
/// When the store fails.
pub async fn digest_due_now(app: &App) -> Answer<usize> {
    let db = app.store.read();
    let campaign = crate::campaign::load(&db).await?;
    let mut channels = delivery::channels(&db).await?;
    channels.retain(|one| one.active && one.settings.kind() == ChannelKind::Email);
    if channels.is_empty() {
        return Ok(0);
    }
    let (now, zone) = (app.now(), campaign.tz());
    let due = notice::all_preferences(&db).await?.into_values().filter(|wanted| digest_due(wanted, now, zone));
    let due: Vec<_> = due.collect();
    if due.is_empty() {
        return Ok(0);
    }
    let people = People::load(app, &db, local_day(now, zone)).await?;
    let mut made = 0;
    for wanted in due {
        let Some(account) = people.account(wanted.user_id) else { continue };
        let unread = notice::unsummed(&db, wanted.user_id, UNREAD_MOST).await?;
        let mut mails = Vec::new();
        for channel in &channels {
            let told: Vec<&Notice> = unread
                .iter()
                .filter(|one| sender_of(&channels, ChannelKind::Email, one.kind) == Some(channel))
                .filter(|one| wanted.wants(ChannelKind::Email, one.kind))
                .collect();
            if told.is_empty() {
                continue;
            }
            let message = Message::new("notice-digest-subject").arg("count", told.len());
            mails.push(Delivery {
                id: app.new_id::<DeliveryId>(),
                channel: channel.code.clone(),
                kind: ChannelKind::Email,
                user_id: Some(wanted.user_id),
                address: wanted.email.clone().unwrap_or_default(),
                subject: render(&message, account.lang),
                body: marked(&campaign, gathered(&told, account.lang), account.lang),
                facts: String::new(),
                state: DeliveryState::Queued,
                tries: 0,
                next_at: now,
                error: None,
                made_at: now,
                ended_at: None,
            });
        }
        let told: Vec<NoticeId> = unread.iter().map(|one| one.id).collect();
        let ready = Arc::new((mails, told));
        let (user, last) = (wanted.user_id, wanted.digested_at);
        let written = app.store.write(move |tx| {
            let ready = Arc::clone(&ready);
            Box::pin(async move {
                let (mails, told) = &*ready;
                if !notice::note_digest(tx, user, last, now).await? {
                    return Ok::<usize, AppError>(0);
                }
                notice::mark_summed(tx, user, Some(told), now).await?;
                delivery::insert_many(tx, mails).await?;
                Ok(mails.len())
            })
        });
        made += written.await?;
    }
    Ok(made)
}
