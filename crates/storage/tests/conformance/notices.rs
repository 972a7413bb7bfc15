//! What pressed units, events still to be told, notices, and messages on their way.

use std::collections::BTreeMap;

use wangge_domain::escalation::{Asked, Escalation, EscalationMeasure, EscalationRule, Trigger};
use wangge_domain::ids::{EventId, UserId};
use wangge_domain::notice::{
    BROWSERS_MOST, Channel, ChannelKind, ChannelSettings, Delivery, DeliveryState, Notice, NoticeKind,
    NoticePreferences, PushSubscription,
};
use wangge_storage::event::NewEvent;
use wangge_storage::reach::Reach;
use wangge_storage::user::UserRow;
use wangge_storage::{Result, StorageError, case, delivery, escalation, event, notice, user};
use wangge_testkit::both_databases;

use crate::common::{District, a_case, an_event, at, id};

fn an_escalation(case: &wangge_domain::case::Case, unit: wangge_domain::ids::UnitId, n: i64) -> Escalation {
    Escalation {
        id: id(),
        number: format!("创城督办〔2026〕{n}号"),
        measure: EscalationMeasure::Supervise,
        case_id: case.id,
        unit_id: unit,
        at: at(n),
        by_user: None,
        by_name: "系统".to_owned(),
        text: String::new(),
        rule: Some(EscalationRule { trigger: Trigger::Overdue { hours: 24 }, measure: EscalationMeasure::Supervise }),
        once: Some(format!("{} supervise", case.id)),
    }
}

/// One rule of each sort.
fn all_rules() -> Vec<EscalationRule> {
    let triggers = [
        Trigger::BeforeDue { hours: 4 },
        Trigger::Overdue { hours: 24 },
        Trigger::NotAccepted { hours: 2 },
        Trigger::SentBack { times: 2 },
        Trigger::Rebound,
        Trigger::Supervised { hours: 48 },
    ];
    triggers.map(|trigger| EscalationRule { trigger, measure: EscalationMeasure::Remind }).to_vec()
}

fn a_user(login: &str) -> UserRow {
    UserRow {
        id: id(),
        login: login.to_owned(),
        password_hash: String::new(),
        person_id: None,
        name: login.to_owned(),
        must_change_password: false,
        active: true,
        failed_count: 0,
        locked_until: None,
        lang: "zh-CN".to_owned(),
        version: 1,
    }
}

fn a_notice(user: UserId, event: EventId, n: i64) -> Notice {
    Notice {
        id: id(),
        user_id: user,
        event_id: event,
        kind: NoticeKind::CaseDispatched,
        subject_kind: "case".to_owned(),
        subject_id: id(),
        at: at(n),
        args: BTreeMap::from([("case".to_owned(), "2026-00001".to_owned())]),
        read_at: None,
    }
}

fn a_delivery(n: i64) -> Delivery {
    Delivery {
        id: id(),
        channel: "mail".to_owned(),
        kind: ChannelKind::Email,
        user_id: None,
        address: "zhao@example.gov.cn".to_owned(),
        subject: "督办".to_owned(),
        body: "案卷 2026-00001".to_owned(),
        facts: String::new(),
        state: DeliveryState::Queued,
        tries: 0,
        next_at: at(n),
        error: None,
        made_at: at(n),
        ended_at: None,
    }
}

both_databases! {
    async fn a_rule_acts_once_and_what_pressed_is_found_within_reach(store: Store) {
        let district = District::found(&store).await;
        let (case, unit) = (a_case(&district.sites[0], 5), district.units[0].id);
        let (first, second) = (an_escalation(&case, unit, 20), an_escalation(&case, unit, 30));
        let kept = first.clone();
        let row = case.clone();
        let written: Result<()> = store
            .write(move |tx| {
                Box::pin(async move {
                    case::insert(tx, &row).await?;
                    escalation::insert(tx, &kept).await
                })
            })
            .await;
        written.unwrap();
        let again: Result<()> = store.write(move |tx| Box::pin(async move { escalation::insert(tx, &second).await })).await;
        assert!(matches!(again, Err(StorageError::AlreadyThere { .. })), "{again:?}");
        let db = store.read();
        let done = escalation::done(&db, &[case.id]).await.unwrap();
        assert_eq!(done.into_iter().collect::<Vec<_>>(), [first.once.clone().unwrap()]);
        let filter = escalation::EscalationFilter::default();
        let west = Reach::subtree(district.street(0).path.clone());
        let east = Reach::subtree(district.street(1).path.clone());
        assert_eq!(escalation::list(&db, &west, &filter, 10).await.unwrap(), std::slice::from_ref(&first));
        assert_eq!(escalation::list(&db, &east, &filter, 10).await.unwrap(), []);
        assert_eq!(escalation::find(&db, &east, first.id).await.unwrap(), None);
        assert_eq!(escalation::find(&db, &west, first.id).await.unwrap(), Some(first));
        assert_eq!(escalation::candidates(&db, &Asked::of(&all_rules(), at(100))).await.unwrap(), [], "the case is only reported");
    }

    async fn what_is_to_be_told_is_kept_with_the_event_and_taken_once(store: Store) {
        let subject = id();
        let told = NewEvent { kind: "dispatched".to_owned(), ..an_event("case", subject, 1) };
        let untold = NewEvent { kind: "accepted".to_owned(), ..an_event("case", subject, 2) };
        let event_id = told.id;
        let (reader, other) = (a_user("zhao"), a_user("qian"));
        let users = [reader.clone(), other.clone()];
        let events = vec![told, untold];
        let written: Result<()> = store
            .write(move |tx| {
                let (events, users) = (events.clone(), users.clone());
                Box::pin(async move {
                    event::append(tx, events).await?;
                    user::insert_many(tx, &users).await
                })
            })
            .await;
        written.unwrap();
        assert_eq!(notice::untold(&store.read(), 10).await.unwrap(), [event_id]);
        let (one, twice) = (a_notice(reader.id, event_id, 1), a_notice(reader.id, event_id, 1));
        let kept = one.clone();
        let taken: Result<[bool; 2]> = store
            .write(move |tx| {
                let (kept, twice) = (kept.clone(), twice.clone());
                Box::pin(async move {
                    let taken = [notice::take(tx, event_id).await?, notice::take(tx, event_id).await?];
                    notice::insert_many(tx, &[kept]).await?;
                    notice::insert_many(tx, &[twice]).await?;
                    Ok(taken)
                })
            })
            .await;
        assert_eq!(taken.unwrap(), [true, false]);
        let db = store.read();
        assert_eq!(notice::untold(&db, 10).await.unwrap(), []);
        assert_eq!(notice::of_user(&db, reader.id, true, None, 10).await.unwrap(), std::slice::from_ref(&one));
        assert_eq!((notice::unread(&db, reader.id).await.unwrap(), notice::unread(&db, other.id).await.unwrap()), (1, 0));
        let (mine, stranger) = (one.id, other.id);
        let read: Result<u64> = store
            .write(move |tx| {
                Box::pin(async move {
                    notice::mark_read(tx, stranger, Some(&[mine]), at(9)).await?;
                    notice::mark_read(tx, stranger, None, at(9)).await?;
                    notice::remove_read(tx, at(90)).await
                })
            })
            .await;
        assert_eq!((read.unwrap(), notice::unread(&db, reader.id).await.unwrap()), (0, 1), "nobody reads another's");
    }

    async fn a_message_is_taken_by_one_server_and_what_was_given_up_stays(store: Store) {
        let due = a_delivery(10);
        let later = a_delivery(50);
        let rows = [due.clone(), later.clone()];
        let written: Result<()> = store.write(move |tx| {
            let rows = rows.clone();
            Box::pin(async move { delivery::insert_many(tx, &rows).await })
        }).await;
        written.unwrap();
        assert_eq!(delivery::due(&store.read(), "mail", at(20), 10).await.unwrap(), std::slice::from_ref(&due));
        let message = due.clone();
        let claimed: Result<[bool; 2]> = store.write(move |tx| {
            let message = message.clone();
            Box::pin(async move {
                Ok([delivery::claim(tx, &message, at(22)).await?, delivery::claim(tx, &message, at(22)).await?])
            })
        }).await;
        assert_eq!(claimed.unwrap(), [true, false]);
        let db = store.read();
        assert_eq!(delivery::due(&db, "mail", at(21), 10).await.unwrap(), [], "it is another's for a while");
        assert_eq!(delivery::due(&db, "mail", at(22), 10).await.unwrap()[0].tries, 1, "a server that died leaves it");
        let dead = Delivery { state: DeliveryState::Dead, tries: 7, ended_at: Some(at(30)), error: Some("连接不上".to_owned()), ..due };
        let sent = Delivery { state: DeliveryState::Sent, tries: 1, ended_at: Some(at(60)), ..later };
        let after = [dead.clone(), sent];
        let removed: Result<u64> = store.write(move |tx| {
            let after = after.clone();
            Box::pin(async move {
                for one in &after {
                    delivery::put(tx, one).await?;
                }
                delivery::remove_ended(tx, at(90)).await
            })
        }).await;
        assert_eq!(removed.unwrap(), 1);
        assert_eq!(delivery::list(&db, None, 10).await.unwrap(), std::slice::from_ref(&dead));
        assert_eq!(delivery::get(&db, dead.id).await.unwrap(), Some(dead));
    }

    async fn channels_and_wishes_come_back_as_they_were_written(store: Store) {
        let channel = Channel {
            code: "hook".to_owned(),
            name: "指挥平台".to_owned(),
            settings: ChannelSettings::Webhook { url: "https://a/".to_owned(), secret: "0123456789abcdef".to_owned() },
            kinds: vec![NoticeKind::CaseRaised],
            active: true,
            version: 1,
        };
        let reader = a_user("zhao");
        let wanted = NoticePreferences {
            email: Some("zhao@example.gov.cn".to_owned()),
            digest_at: "08:30:00".parse().ok(),
            ..NoticePreferences::none(reader.id)
        };
        let (row, kept, wishes) = (reader.clone(), channel.clone(), wanted.clone());
        let written: Result<[bool; 2]> = store.write(move |tx| {
            let (row, kept, wishes) = (row.clone(), kept.clone(), wishes.clone());
            Box::pin(async move {
                user::insert(tx, &row).await?;
                delivery::insert_channel(tx, &kept).await?;
                notice::put_preferences(tx, &wishes).await?;
                let first = notice::note_digest(tx, row.id, None, at(5)).await?;
                Ok([first, notice::note_digest(tx, row.id, None, at(5)).await?])
            })
        }).await;
        assert_eq!(written.unwrap(), [true, false], "one summary, however many servers");
        let db = store.read();
        assert_eq!(delivery::channels(&db).await.unwrap(), std::slice::from_ref(&channel));
        assert_eq!(delivery::channel(&db, "hook").await.unwrap(), Some(channel));
        let stands = notice::preferences(&db, reader.id).await.unwrap().unwrap();
        assert_eq!((stands.version, stands.digest_at, stands.email), (1, wanted.digest_at, wanted.email));
        let stale: Result<()> = store.write(move |tx| {
            let stale = NoticePreferences { version: 7, ..NoticePreferences::none(reader.id) };
            Box::pin(async move { notice::put_preferences(tx, &stale).await })
        }).await;
        assert!(matches!(stale, Err(StorageError::Conflict { .. })), "{stale:?}");
    }

    async fn a_browser_has_one_reader_and_a_summary_tells_each_thing_once(store: Store) {
        let (reader, other) = (a_user("zhao"), a_user("qian"));
        let users = [reader.clone(), other.clone()];
        let written: Result<()> = store.write(move |tx| {
            let users = users.clone();
            Box::pin(async move { user::insert_many(tx, &users).await })
        }).await;
        written.unwrap();
        let browser = |user: UserId, n: i64| PushSubscription {
            id: id(),
            user_id: user,
            endpoint: format!("https://fcm.googleapis.com/{n}"),
            p256dh: "key".to_owned(),
            auth: "auth".to_owned(),
            browser: "Chrome".to_owned(),
            made_at: at(n),
        };
        let mut all: Vec<PushSubscription> = (0..=i64::try_from(BROWSERS_MOST).unwrap()).map(|n| browser(reader.id, n)).collect();
        let taken_over = browser(other.id, 5);
        all.push(taken_over.clone());
        let written: Result<()> = store.write(move |tx| {
            let all = all.clone();
            Box::pin(async move {
                for one in &all {
                    notice::subscribe(tx, one).await?;
                }
                Ok(())
            })
        }).await;
        written.unwrap();
        let db = store.read();
        let mine = notice::subscriptions(&db, reader.id).await.unwrap();
        assert_eq!((mine.len(), mine[0].made_at), (BROWSERS_MOST - 1, at(1)), "the oldest is dropped, the fifth is another's");
        assert_eq!(notice::subscriptions(&db, other.id).await.unwrap(), std::slice::from_ref(&taken_over));
        assert_eq!(notice::subscription(&db, taken_over.id).await.unwrap(), Some(taken_over.clone()));
        let (first, second) = (a_notice(reader.id, id(), 1), a_notice(reader.id, id(), 2));
        let (kept, told) = ([first.clone(), second.clone()], first.id);
        let gone: Result<[bool; 2]> = store.write(move |tx| {
            let (kept, gone) = (kept.clone(), taken_over.id);
            Box::pin(async move {
                notice::insert_many(tx, &kept).await?;
                notice::mark_summed(tx, kept[0].user_id, Some(&[told]), at(3)).await?;
                Ok([notice::unsubscribe(tx, gone).await?, notice::unsubscribe(tx, gone).await?])
            })
        }).await;
        assert_eq!(gone.unwrap(), [true, false]);
        assert_eq!(notice::unsummed(&db, reader.id, 10).await.unwrap(), [second]);
        let all: Result<()> = store.write(move |tx| Box::pin(async move { notice::mark_summed(tx, reader.id, None, at(4)).await })).await;
        all.unwrap();
        assert_eq!(notice::unsummed(&db, reader.id, 10).await.unwrap(), []);
    }
}
