//! Telling events: who concerned gets a notice, and messages go to whoever wants them outside the program.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use chrono_tz::Tz;
use serde_json::json;
use uuid::Uuid;
use wangge_domain::campaign::Campaign;
use wangge_domain::case::{Case, CaseChange};
use wangge_domain::event::EventBody;
use wangge_domain::ids::{BulletinId, CaseId, DeliveryId, EventId, ListingId, NoticeId, ResolutionId, UnitId, UserId};
use wangge_domain::notice::{
    Audience, Channel, ChannelKind, Delivery, DeliveryState, Notice, NoticeKind, audience, audience_of_listing,
    audience_of_resolution, send_at, sender_of,
};
use wangge_domain::permission::Action;
use wangge_domain::text::{Lang, Message, render, word};
use wangge_domain::time::{Timestamp, local_day};
use wangge_storage::{ConnectionTrait, StorageError, bulletin, case, delivery, event, listing, meeting, notice};

use super::people::People;
use super::score::score_told;
use super::subject::Subject;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Wordbook, may_everywhere};

/// So many events are told in one transaction.
const AT_ONCE: u64 = 200;

/// So many notices stand in one message; the rest is counted.
const IN_A_MESSAGE: usize = 20;

/// Tells every event that is still to be told, and says how many were.
///
/// # Errors
/// When the store fails; what was not told stays to be told.
pub async fn announce(app: &App) -> Answer<usize> {
    let mut told = 0;
    loop {
        let ids = notice::untold(&app.store.read(), AT_ONCE).await?;
        if ids.is_empty() {
            return Ok(told);
        }
        let whole = ids.len() as u64 == AT_ONCE;
        told += tell(app, ids).await?;
        if !whole {
            return Ok(told);
        }
    }
}

/// What tells one event: to accounts, and to groups, which hear of it also where no account does.
struct Told {
    event: EventId,
    notices: Vec<Notice>,
    group: Option<Announced>,
}

impl Told {
    /// An event that is told to nobody.
    const fn nobody(event: EventId) -> Self {
        Self { event, notices: Vec::new(), group: None }
    }
}

/// An event as a group is told of it.
struct Announced {
    kind: NoticeKind,
    subject: (String, Uuid),
    at: Timestamp,
    args: BTreeMap<String, String>,
}

async fn tell(app: &App, ids: Vec<EventId>) -> Answer<usize> {
    let db = app.store.read();
    let campaign = crate::campaign::load(&db).await?;
    let now = app.now();
    let mut people = People::load(app, &db, local_day(now, campaign.tz())).await?;
    let books = Books { zh: Wordbook::open(app, &db, Lang::Zh).await?, en: Wordbook::open(app, &db, Lang::En).await? };
    let channels: Vec<Channel> = delivery::channels(&db).await?.into_iter().filter(|channel| channel.active).collect();
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        match told_of(app, &db, &mut people, &books, campaign.tz(), id).await {
            Ok(told) => all.push(told),
            // A row that says what cannot be must not keep everybody from being told of everything else.
            Err(AppError::Storage(error @ StorageError::Inconsistency { .. })) => {
                tracing::error!(%error, event = %id, "an event cannot be told");
                all.push(Told::nobody(id));
            }
            Err(error) => return Err(error),
        }
    }
    let made = Making { app, campaign: &campaign, people: &people, channels: &channels, now };
    let groups = made.to_groups(&all);
    let persons = made.to_persons(&all);
    let ready = Arc::new((all, groups, persons));
    app.store
        .write(move |tx| {
            let ready = Arc::clone(&ready);
            Box::pin(async move {
                let (all, groups, persons) = &*ready;
                let mut taken = BTreeSet::new();
                for told in all {
                    if notice::take(tx, told.event).await? {
                        notice::insert_many(tx, &told.notices).await?;
                        taken.insert(told.event);
                    }
                }
                let whole = |events: &[EventId]| events.iter().all(|event| taken.contains(event));
                // What another server has taken it sends as well; a message that gathers several goes with the whole.
                let sent = groups.iter().chain(persons).filter(|(events, _)| whole(events));
                let sent: Vec<Delivery> = sent.map(|(_, delivery)| delivery.clone()).collect();
                delivery::insert_many(tx, &sent).await?;
                if taken.len() < all.len() {
                    // Rolled back and told anew, so that no message is lost between two servers.
                    return Err(AppError::Conflict { current: 0 });
                }
                Ok(taken.len())
            })
        })
        .await
        .or_else(|error| if matches!(error, AppError::Conflict { .. }) { Ok(0) } else { Err(error) })
}

struct Books {
    zh: Wordbook,
    en: Wordbook,
}

impl Books {
    const fn of(&self, lang: Lang) -> &Wordbook {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

async fn told_of(
    app: &App,
    db: &impl ConnectionTrait,
    people: &mut People,
    books: &Books,
    zone: Tz,
    id: EventId,
) -> Answer<Told> {
    let nobody = Told::nobody(id);
    let Some(event) = event::get(db, id).await? else { return Ok(nobody) };
    let body = &event.body;
    let Some(kind) = NoticeKind::of(&body.subject_kind, &body.kind) else { return Ok(nobody) };
    let (users, subject) = if kind == NoticeKind::BulletinPublished {
        let Some(row) = bulletin::get(db, BulletinId(body.subject_id)).await? else { return Ok(nobody) };
        let mut users = people.of(db, &[Audience::Readers], body.actor_id).await?;
        // A bulletin comes out in each language by itself: everyone hears of the one they read.
        let lang = Lang::from_tag(&row.lang);
        users.retain(|user| people.account(*user).is_none_or(|account| account.lang == lang));
        (users, Subject::Bulletin(row.title))
    } else if kind == NoticeKind::ListingPublished {
        let Some(one) = listing::get(db, ListingId(body.subject_id)).await? else { return Ok(nobody) };
        let users = people.of(db, &audience_of_listing(&one.content.units()), body.actor_id).await?;
        (users, Subject::Listing(Box::new(one)))
    } else if body.subject_kind == "resolution" {
        let Some(told) = resolution_told(db, people, kind, body).await? else { return Ok(nobody) };
        told
    } else if body.subject_kind == "score_ledger" {
        let Some(told) = score_told(db, people, kind, body).await? else { return Ok(nobody) };
        told
    } else {
        let Some(case) = case::get(db, CaseId(body.subject_id)).await? else { return Ok(nobody) };
        let Some(change) = crate::case::change_of(&body.payload) else { return Ok(nobody) };
        let unit = unit_of(db, &change, &case).await?;
        let mut users = BTreeSet::new();
        for user in people.of(db, &audience(&change, unit), body.actor_id).await? {
            if people.may_know(db, user, &case, unit).await? {
                users.insert(user);
            }
        }
        (users, Subject::Case(Box::new((case, change, unit))))
    };
    let subject_of = (body.subject_kind.clone(), body.subject_id);
    let notices = users.into_iter().map(|user| {
        let lang = people.account(user).map_or(Lang::Zh, |account| account.lang);
        Notice {
            id: app.new_id::<NoticeId>(),
            user_id: user,
            event_id: event.id,
            kind,
            subject_kind: subject_of.0.clone(),
            subject_id: subject_of.1,
            at: body.at,
            args: subject.args(books.of(lang), zone, &body.actor_name),
            read_at: None,
        }
    });
    let notices = notices.collect();
    // A group has no language of its own; the office's is Chinese.
    let args = subject.args(&books.zh, zone, &body.actor_name);
    let group = Some(Announced { kind, subject: subject_of, at: body.at, args });
    Ok(Told { event: id, notices, group })
}

/// Who is told of a step of a resolution, and what.
async fn resolution_told(
    db: &impl ConnectionTrait,
    people: &mut People,
    kind: NoticeKind,
    body: &EventBody,
) -> Answer<Option<(BTreeSet<UserId>, Subject)>> {
    let Some(one) = meeting::resolution(db, ResolutionId(body.subject_id)).await? else { return Ok(None) };
    let Some(of) = meeting::get(db, one.meeting_id).await? else { return Ok(None) };
    let mut users = people.of(db, &audience_of_resolution(kind, one.text.unit_id), body.actor_id).await?;
    if kind == NoticeKind::ResolutionReported {
        // Only whoever answers for the whole district reads other units' resolutions and can confirm them.
        users.retain(|id| {
            people.account(*id).is_some_and(|account| may_everywhere(&account.actor, Action::EditMeeting))
        });
    }
    Ok(Some((users, Subject::Resolution(Box::new((of, one))))))
}

/// The unit a step concerns: an upheld objection has taken the case from it already, and its request still knows it.
async fn unit_of(db: &impl ConnectionTrait, change: &CaseChange, case: &Case) -> Answer<Option<UnitId>> {
    match change {
        CaseChange::Ruled { request_id, .. } => {
            Ok(case::request(db, *request_id).await?.map(|request| request.unit_id))
        }
        CaseChange::Dispatched { unit_id, .. }
        | CaseChange::Withdrawn { unit_id, .. }
        | CaseChange::Reminded { unit_id, .. }
        | CaseChange::Supervised { unit_id, .. }
        | CaseChange::Raised { unit_id, .. }
        | CaseChange::Requested { unit_id, .. } => Ok(Some(*unit_id)),
        _ => Ok(case.unit_id),
    }
}

/// Messages with the events they tell.
type Messages = Vec<(Vec<EventId>, Delivery)>;

/// Where a message goes.
#[derive(Clone, Copy)]
struct To<'a> {
    channel: &'a Channel,
    user: Option<UserId>,
    address: &'a str,
}

struct Making<'a> {
    app: &'a App,
    campaign: &'a Campaign,
    people: &'a People,
    channels: &'a [Channel],
    now: Timestamp,
}

impl Making<'_> {
    /// To each group, one message for each event its channel sends.
    fn to_groups(&self, all: &[Told]) -> Messages {
        let mut made = Vec::new();
        for channel in self.channels.iter().filter(|channel| !channel.settings.kind().personal()) {
            for told in all {
                let Some(group) = told.group.as_ref().filter(|group| channel.sends(group.kind)) else { continue };
                let facts = json!({
                    "kind": group.kind, "subject_kind": group.subject.0, "subject_id": group.subject.1,
                    "event_id": told.event, "at": group.at, "args": group.args,
                });
                let text = group.kind.sentence(&group.args, Lang::Zh);
                let to = To { channel, user: None, address: "" };
                let message = self.message(to, &[group.kind], Lang::Zh, text, facts.to_string());
                made.push((vec![told.event], message));
            }
        }
        made
    }

    /// To each person, one message for all that concerns them now, unless they want it once a day.
    fn to_persons(&self, all: &[Told]) -> Messages {
        let mut by_user: HashMap<UserId, Vec<&Notice>> = HashMap::new();
        for notice in all.iter().flat_map(|told| &told.notices) {
            by_user.entry(notice.user_id).or_default().push(notice);
        }
        let mut users: Vec<_> = by_user.into_iter().collect();
        users.sort_by_key(|(user, _)| *user);
        let mut made = Vec::new();
        for (user, notices) in users {
            let Some(account) = self.people.account(user) else { continue };
            for channel in self.channels.iter().filter(|channel| channel.settings.kind().personal()) {
                let kind = channel.settings.kind();
                if kind == ChannelKind::Email && account.wanted.digest_at.is_some() {
                    continue;
                }
                let wanted = |notice: &&&Notice| {
                    sender_of(self.channels, kind, notice.kind) == Some(channel)
                        && account.wanted.wants(kind, notice.kind)
                };
                let wanted: Vec<&Notice> = notices.iter().filter(wanted).copied().collect();
                if wanted.is_empty() {
                    continue;
                }
                for address in account.addresses(kind) {
                    let events = wanted.iter().map(|notice| notice.event_id).collect();
                    let kinds: Vec<NoticeKind> = wanted.iter().map(|notice| notice.kind).collect();
                    let text = gathered(&wanted, account.lang);
                    let to = To { channel, user: Some(user), address: &address };
                    made.push((events, self.message(to, &kinds, account.lang, text, String::new())));
                }
            }
        }
        made
    }

    fn message(&self, to: To<'_>, kinds: &[NoticeKind], lang: Lang, text: String, facts: String) -> Delivery {
        let quiet = self.campaign.settings.escalation.quiet;
        let times = kinds.iter().map(|kind| send_at(self.now, *kind, quiet, self.campaign.tz()));
        let subject = match kinds {
            [one] => one.wording(lang),
            many => render(&Message::new("notice-digest-subject").arg("count", many.len()), lang),
        };
        Delivery {
            id: self.app.new_id::<DeliveryId>(),
            channel: to.channel.code.clone(),
            kind: to.channel.settings.kind(),
            user_id: to.user,
            address: to.address.to_owned(),
            subject,
            body: marked(self.campaign, text, lang),
            facts,
            state: DeliveryState::Queued,
            tries: 0,
            next_at: times.min().unwrap_or(self.now),
            error: None,
            made_at: self.now,
            ended_at: None,
        }
    }
}

/// A text with the mark of fictional data where they are.
pub(super) fn marked(campaign: &Campaign, text: String, lang: Lang) -> String {
    if campaign.demonstration { format!("{}\n{text}", word("notice-fictional", lang)) } else { text }
}

/// The sentences of notices, one a line, and how many more there are.
pub(super) fn gathered(notices: &[&Notice], lang: Lang) -> String {
    let mut lines: Vec<String> = notices.iter().take(IN_A_MESSAGE).map(|notice| notice.text(lang)).collect();
    if notices.len() > IN_A_MESSAGE {
        let message = Message::new("notice-digest-more").arg("count", notices.len() - IN_A_MESSAGE);
        lines.push(render(&message, lang));
    }
    lines.join("\n")
}
