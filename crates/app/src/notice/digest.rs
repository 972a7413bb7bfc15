//! The daily e-mail of what was not read.

use wangge_domain::ids::DeliveryId;
use wangge_domain::notice::{ChannelKind, Delivery, DeliveryState, Notice, digest_due};
use wangge_domain::text::{Message, render};
use wangge_domain::time::local_day;
use wangge_storage::{delivery, notice};

use super::announce::{gathered, marked};
use super::people::People;
use crate::context::{Answer, App};
use crate::error::AppError;

/// More unread notices than this are only counted.
const UNREAD_MOST: u64 = 500;

/// Makes the daily e-mail of everyone whose hour has come; nobody gets one who has read everything. Says how many were
/// made.
///
/// # Errors
/// When the store fails.
pub async fn digest_due_now(app: &App) -> Answer<usize> {
    let db = app.store.read();
    let campaign = crate::campaign::load(&db).await?;
    let channels = delivery::channels(&db).await?;
    let Some(channel) = channels.iter().find(|one| one.active && one.settings.kind() == ChannelKind::Email) else {
        return Ok(0);
    };
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
        let unread = notice::of_user(&db, wanted.user_id, true, None, UNREAD_MOST).await?;
        let told: Vec<&Notice> = unread
            .iter()
            .filter(|one| wanted.digested_at.is_none_or(|last| one.at > last) && channel.sends(one.kind))
            .filter(|one| wanted.address(ChannelKind::Email, one.kind).is_some())
            .collect();
        let message = Message::new("notice-digest-subject").arg("count", told.len());
        let mail = (!told.is_empty()).then(|| Delivery {
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
        made += usize::from(mail.is_some());
        let (user, last) = (wanted.user_id, wanted.digested_at);
        app.store
            .write(move |tx| {
                let mail = mail.clone();
                Box::pin(async move {
                    if notice::note_digest(tx, user, last, now).await? {
                        delivery::insert_many(tx, mail.as_slice()).await?;
                    }
                    Ok::<(), AppError>(())
                })
            })
            .await?;
    }
    Ok(made)
}
