#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveTime, TimeDelta};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::case::CaseChange;
use crate::escalation::QuietHours;
use crate::ids::{EventId, NoticeId, UnitId, UserId};
use crate::routing::RoutingRule;
use crate::text::Lang;
use crate::time::{DEFAULT_ZONE, Timestamp};

const UNIT: UnitId = UnitId(Uuid::from_u128(1));
const OTHER: UnitId = UnitId(Uuid::from_u128(2));

fn time(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap()
}

/// An hour of the 27th of November 2026 in Shanghai.
fn at(hour: i64) -> Timestamp {
    "2026-11-26T16:00:00Z".parse::<Timestamp>().unwrap() + TimeDelta::hours(hour)
}

fn wanted() -> NoticePreferences {
    NoticePreferences { email: Some("zhao@example.gov.cn".into()), ..NoticePreferences::none(UserId(Uuid::nil())) }
}

#[test]
fn a_failed_message_waits_longer_each_time_and_is_given_up_once() {
    let waits: Vec<_> = (1..TRIES_MOST).map(|tries| wait_after(tries).unwrap()).collect();
    assert!(waits.windows(2).all(|pair| pair[0] < pair[1]), "{waits:?}");
    assert_eq!((wait_after(TRIES_MOST), wait_after(0)), (None, None));
}

#[test]
fn whoever_must_act_is_told_and_the_head_where_it_presses() {
    let text = String::new;
    let dispatched = CaseChange::Dispatched {
        unit_id: UNIT,
        assisting: vec![OTHER],
        rule: RoutingRule::ALL[0],
        fired: None,
        note: None,
        limit: None,
        deadline_at: None,
    };
    let cases = [
        (dispatched, vec![Audience::Unit(UNIT), Audience::Unit(OTHER)]),
        (
            CaseChange::Reminded { unit_id: UNIT, text: text(), count: 1, number: None, rule: None },
            vec![Audience::Unit(UNIT), Audience::UnitHead(UNIT)],
        ),
        (
            CaseChange::Raised { unit_id: UNIT, text: text(), number: text(), rule: None },
            vec![Audience::Unit(UNIT), Audience::UnitHead(UNIT), Audience::UnitAbove(UNIT)],
        ),
        (CaseChange::SentBack { reason: text(), rework_count: 1 }, vec![Audience::Unit(UNIT)]),
        (CaseChange::Accepted { unit_id: UNIT }, vec![]),
    ];
    for (change, expected) in cases {
        assert_eq!(audience(&change, Some(UNIT)), expected, "{change:?}");
    }
    assert_eq!(audience(&CaseChange::Closed { reason: None }, None), [], "a case without a unit concerns none");
}

#[test]
fn at_night_a_message_waits_for_the_morning_unless_it_presses() {
    let quiet = Some(QuietHours { from: time(22), until: time(7) });
    let send = |hour, kind| send_at(at(hour), kind, quiet, DEFAULT_ZONE);
    for (hour, sent) in [(21, 21), (22, 31), (23, 31), (3, 7), (7, 7)] {
        assert_eq!(send(hour, NoticeKind::CaseDispatched), at(sent), "{hour}");
        assert_eq!(send(hour, NoticeKind::CaseRaised), at(hour), "{hour}");
    }
    assert_eq!(send_at(at(23), NoticeKind::CaseClosed, None, DEFAULT_ZONE), at(23));
}

#[test]
fn a_summary_is_due_once_a_day_after_its_hour() {
    let of = |digest_at, digested_at| NoticePreferences { digest_at, digested_at, ..wanted() };
    for (preferences, hour, due) in [
        (of(None, None), 12, false),
        (of(Some(time(8)), None), 7, false),
        (of(Some(time(8)), None), 8, true),
        (of(Some(time(8)), Some(at(8))), 20, false),
        (of(Some(time(8)), Some(at(7))), 8, true),
        (of(Some(time(0)), Some(at(-1))), 0, true),
    ] {
        assert_eq!(digest_due(&preferences, at(hour), DEFAULT_ZONE), due, "{preferences:?} {hour}");
    }
}

#[test]
fn an_address_that_cannot_be_one_is_refused() {
    for email in ["zhao", "zhao@", "@a.cn", "a@b@c.cn", "zhao @a.cn", "zhao@local", "zhao@a.cn,li@a.cn", "a@.cn"] {
        let wrong = NoticePreferences { email: Some(email.into()), ..wanted() };
        assert_eq!(wrong.fault().map(|fault| fault.pointer), Some("/email"), "{email}");
    }
    for (mobile, right) in
        [("13800000000", true), ("+86-138-0000-0000", true), ("138 0000", false), ("12", false), ("1+2345678", false)]
    {
        let given = NoticePreferences { mobile: Some(mobile.into()), ..wanted() };
        assert_eq!(given.fault().is_none(), right, "{mobile}");
    }
    let nowhere = NoticePreferences { email: None, digest_at: Some(time(8)), ..wanted() };
    assert_eq!(nowhere.fault().map(|fault| fault.pointer), Some("/digest_at"));
    assert_eq!(wanted().fault(), None);
}

#[test]
fn what_is_muted_goes_nowhere_by_that_channel() {
    let muted = BTreeSet::from([Muted { kind: NoticeKind::CaseClosed, channel: ChannelKind::Email }]);
    let wanted = NoticePreferences { muted, mobile: Some("13800000000".into()), ..wanted() };
    assert!(!wanted.wants(ChannelKind::Email, NoticeKind::CaseClosed));
    assert!(wanted.wants(ChannelKind::Email, NoticeKind::CaseRaised));
    assert!(wanted.wants(ChannelKind::Sms, NoticeKind::CaseClosed));
    assert!(wanted.address(ChannelKind::Sms).is_some());
    assert_eq!(wanted.address(ChannelKind::Wecom), None, "a group has no personal address");
}

#[test]
fn every_kind_has_a_sentence_in_both_languages() {
    for kind in NoticeKind::ALL.iter().copied() {
        let notice = Notice {
            id: NoticeId(Uuid::nil()),
            user_id: UserId(Uuid::nil()),
            event_id: EventId(Uuid::nil()),
            kind,
            subject_kind: "case".into(),
            subject_id: Uuid::nil(),
            at: at(0),
            args: BTreeMap::from([
                ("case".to_owned(), "2026-00001".to_owned()),
                ("what".to_owned(), "垃圾".to_owned()),
            ]),
            read_at: None,
        };
        for lang in [Lang::Zh, Lang::En] {
            let text = notice.text(lang);
            assert!(!text.contains("notice-text") && !text.contains('{'), "{text}");
        }
    }
}

fn secretive() -> [ChannelSettings; 5] {
    let secret = || Some("s3cret-s3cret-s3cret".to_owned());
    let url = || "https://robot.example.com/send?key=s3cret-key".to_owned();
    [
        ChannelSettings::Email {
            host: "mail.example.gov.cn".into(),
            port: 465,
            security: MailSecurity::Tls,
            username: Some("office".into()),
            password: secret(),
            from: "office@example.gov.cn".into(),
        },
        ChannelSettings::Sms {
            url: url(),
            headers: BTreeMap::from([("X-Key".to_owned(), "s3cret".to_owned())]),
            body: "{{ mobile }} {{ text }}".into(),
            taken: String::new(),
        },
        ChannelSettings::Wecom { url: url() },
        ChannelSettings::Dingtalk { url: url(), secret: secret() },
        ChannelSettings::Webhook { url: url(), secret: "s3cret-s3cret-s3cret".into() },
    ]
}

#[test]
fn secrets_are_never_shown_and_stay_when_what_was_shown_comes_back() {
    for settings in secretive() {
        let shown = settings.shown();
        let text = serde_json::to_string(&shown).unwrap();
        assert!(!text.contains("s3cret"), "{text}");
        assert_eq!(shown.with_secrets_of(&settings), settings, "nothing was changed");
    }
    let [email, ..] = secretive();
    let ChannelSettings::Email { host, port, security, from, .. } = email.shown() else { panic!() };
    let nobody = ChannelSettings::Email { host, port, security, username: None, password: None, from };
    let ChannelSettings::Email { password, .. } = nobody.with_secrets_of(&email) else { panic!() };
    assert_eq!(password, None, "who no longer signs in has no password");
}

proptest! {
    /// Whatever the hours, a message is sent at once or when the quiet hours end, never within them and never later than a
    /// day.
    #[test]
    fn no_message_is_sent_in_quiet_hours(from in 0_u32..24, until in 0_u32..24, minutes in 0_i64..2880) {
        let quiet = QuietHours { from: time(from), until: time(until) };
        let now = at(0) + TimeDelta::minutes(minutes);
        let sent = send_at(now, NoticeKind::CaseDispatched, Some(quiet), DEFAULT_ZONE);
        prop_assert!(sent >= now && sent - now <= TimeDelta::days(1));
        prop_assert!(!quiet.hold(sent.with_timezone(&DEFAULT_ZONE).time()));
    }
}
