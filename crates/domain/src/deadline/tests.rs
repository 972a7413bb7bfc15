#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use chrono::{NaiveDate, NaiveDateTime, TimeDelta, TimeZone};
use proptest::prelude::*;

use super::*;
use crate::calendar::Calendar;
use crate::text::Lang;
use crate::time::{DEFAULT_ZONE, Timestamp};

fn at(text: &str) -> Timestamp {
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
    DEFAULT_ZONE.from_local_datetime(&local).unwrap().to_utc()
}

fn local(at: Timestamp) -> String {
    at.with_timezone(&DEFAULT_ZONE).format("%Y-%m-%d %H:%M").to_string()
}

/// The named days of 2025 and 2026 that the tables below touch, as the notices have them.
fn calendar() -> Calendar {
    let mut calendar = Calendar::default();
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let spring = (0..8).map(|n| (day("2025-01-28") + TimeDelta::days(n), true));
    let made_up = ["2025-01-26", "2025-02-08"].map(|text| (day(text), false));
    calendar.add_year(2025, spring.chain(made_up)).unwrap();
    let off = (0..3).map(|n| (day("2026-01-01") + TimeDelta::days(n), true));
    let spring = (0..9).map(|n| (day("2026-02-15") + TimeDelta::days(n), true));
    let made_up = ["2026-01-04", "2026-02-14", "2026-02-28"].map(|text| (day(text), false));
    calendar.add_year(2026, off.chain(spring).chain(made_up)).unwrap();
    calendar
}

fn due(start: &str, limit: &str) -> Deadline {
    let limit = limit.parse().unwrap();
    reckon(at(start), limit, &calendar(), &WorkingTime::default(), DEFAULT_ZONE)
}

#[test]
fn deadlines_by_the_four_clocks() {
    let table = [
        // 2026-11-20 is a Friday.
        ("2026-11-20 17:00", "2天", "2026-11-24 17:00"),
        ("2026-11-20 17:00", "2工作日", "2026-11-24 17:00"),
        ("2026-11-20 17:00", "2自然日", "2026-11-22 17:00"),
        ("2026-11-20 17:00", "2紧急工作日", "2026-11-22 17:00"),
        ("2026-11-20 17:00", "2紧急工作时", "2026-11-20 19:00"),
        ("2026-11-20 17:50", "30分钟", "2026-11-20 18:20"),
        ("2026-11-20 17:00", "4小时", "2026-11-23 11:00"),
        ("2026-11-20 11:00", "2工作时", "2026-11-20 15:00"),
        // A limit used up at closing ends there, not at the next opening.
        ("2026-11-20 08:00", "4小时", "2026-11-20 12:00"),
        ("2026-11-20 08:00", "1天", "2026-11-20 18:00"),
        // Started outside working time, it begins at the next opening.
        ("2026-11-20 06:10", "1小时", "2026-11-20 09:00"),
        ("2026-11-20 12:30", "1小时", "2026-11-20 15:00"),
        ("2026-11-20 18:00", "1天", "2026-11-23 18:00"),
        ("2026-11-21 10:00", "1小时", "2026-11-23 09:00"),
        // 2025-01-26 is a Sunday made up for; the holiday lasts from the 28th to 4 February.
        ("2025-01-25 10:00", "1天", "2025-01-26 18:00"),
        ("2025-01-27 17:00", "2小时", "2025-02-05 09:00"),
        ("2025-02-07 17:00", "1天", "2025-02-08 17:00"),
        // 2026: Sunday 4 January, Saturdays 14 and 28 February are made up for.
        ("2026-01-02 09:00", "1天", "2026-01-04 18:00"),
        ("2026-02-13 17:00", "1天", "2026-02-14 17:00"),
        ("2026-02-14 17:00", "2小时", "2026-02-24 09:00"),
        ("2026-02-27 17:00", "2小时", "2026-02-28 09:00"),
    ];
    for (start, limit, end) in table {
        let deadline = due(start, limit);
        assert_eq!(local(deadline.at), end, "{limit} from {start}");
        assert!(deadline.basis.uncertain.is_empty(), "{limit} from {start}");
    }
}

#[test]
fn an_unknown_year_is_reckoned_by_weekdays_and_says_so() {
    let deadline = due("2026-12-31 17:00", "2天");
    assert_eq!(deadline.basis.uncertain.iter().copied().collect::<Vec<_>>(), [2027]);
    assert!(deadline.basis.warning().is_some());
    assert!(due("2026-12-31 17:00", "2自然日").basis.warning().is_none(), "no calendar asked");
}

#[test]
fn the_light_turns_at_eighty_per_cent_and_after_the_deadline() {
    let deadline = due("2026-11-20 08:00", "10紧急工作时");
    let table = [
        ("2026-11-20 08:00", Light::Green),
        ("2026-11-20 16:00", Light::Green),
        ("2026-11-20 16:01", Light::Yellow),
        ("2026-11-20 18:00", Light::Yellow),
        ("2026-11-20 18:01", Light::Red),
    ];
    for (now, light) in table {
        assert_eq!(deadline.light(at(now)), light, "{now}");
    }
    // A working clock: 8 of 10 working hours are used on Monday at 09:00.
    let deadline = due("2026-11-20 09:00", "10小时");
    assert_eq!(local(deadline.basis.warn_at), "2026-11-23 09:00");
    assert_eq!(deadline.light(at("2026-11-22 12:00")), Light::Green);
    assert_eq!(deadline.light(at("2026-11-23 10:00")), Light::Yellow);
}

#[test]
fn limits_are_read_as_notices_write_them() {
    let good = [
        ("1紧急工作时制止", 1, Clock::ContinuousHours, Some("制止")),
        ("2紧急工作日", 2, Clock::CalendarDays, None),
        (" 4小时 ", 4, Clock::WorkingHours, None),
        ("3工作日", 3, Clock::WorkingDays, None),
        ("15天", 15, Clock::WorkingDays, None),
        ("5自然日", 5, Clock::CalendarDays, None),
        ("３０分钟", 30, Clock::ContinuousMinutes, None),
        ("3个工作日内", 3, Clock::WorkingDays, Some("内")),
        ("4 working_hours", 4, Clock::WorkingHours, None),
    ];
    for (text, amount, clock, noise) in good {
        let (limit, rest) = Limit::read(text).unwrap();
        assert_eq!((limit, rest.as_deref()), (Limit { amount, clock }, noise), "{text}");
        assert_eq!(limit.to_string().parse::<Limit>().unwrap(), limit, "{text}");
    }
    for text in ["", "天", "3", "三天", "3周", "-3天", "1.5天"] {
        assert_eq!(text.parse::<Limit>().unwrap_err().code(), "not_a_limit", "{text}");
    }
    for text in ["0天", "100001天", "99999999999天"] {
        assert_eq!(text.parse::<Limit>().unwrap_err().code(), "limit_out_of_range", "{text}");
    }
    let limit: Limit = serde_json::from_str(r#"{"value":4,"clock":"working_hours"}"#).unwrap();
    assert_eq!(serde_json::from_str::<Limit>(r#""4小时""#).unwrap(), limit);
    assert!(serde_json::from_str::<Limit>(r#"{"value":0,"clock":"minutes"}"#).is_err());
    assert_eq!(limit.wording(Lang::Zh), "4工作时");
    assert_eq!(limit.wording(Lang::En), "4 working h");
}

#[test]
fn working_time_that_is_no_day_is_refused() {
    for text in [
        "[]",
        r#"[{"opens":"12:00:00","closes":"08:00:00"}]"#,
        r#"[{"opens":"08:00:00","closes":"12:00:00"},{"opens":"11:00:00","closes":"18:00:00"}]"#,
    ] {
        assert!(serde_json::from_str::<WorkingTime>(text).is_err(), "{text}");
    }
    let summer: WorkingTime = serde_json::from_str(r#"[{"opens":"07:30:00","closes":"13:30:00"}]"#).unwrap();
    let limit = "1天".parse().unwrap();
    let deadline = reckon(at("2026-11-20 12:30"), limit, &calendar(), &summer, DEFAULT_ZONE);
    assert_eq!(local(deadline.at), "2026-11-23 12:30", "a day is this place's own six hours");
}

#[test]
fn pauses_add_up_and_overlaps_count_once() {
    let pause = |from, until| Pause { from: at(from), until: at(until) };
    let deadline = due("2026-11-20 16:00", "4小时");
    assert_eq!(local(deadline.at), "2026-11-23 10:00");
    // Standing over the weekend costs a working clock nothing.
    let weekend = deadline.with_pause(pause("2026-11-20 18:00", "2026-11-23 08:00"), &calendar());
    assert_eq!(weekend.at, deadline.at);
    let once = deadline.with_pause(pause("2026-11-20 17:00", "2026-11-23 09:00"), &calendar());
    assert_eq!(local(once.at), "2026-11-23 12:00");
    let twice = once.with_pause(pause("2026-11-23 09:00", "2026-11-23 11:00"), &calendar());
    assert_eq!(local(twice.at), "2026-11-23 16:00");
    assert_eq!(twice.basis.pauses.len(), 1, "touching pauses are one");
    let nothing = once.with_pause(pause("2026-11-23 11:00", "2026-11-23 10:00"), &calendar());
    assert_eq!(nothing, once);
}

fn clocks() -> impl Strategy<Value = Clock> {
    prop::sample::select(Clock::ALL)
}

proptest! {
    /// A later start or a greater limit never ends earlier, and the light never turns back.
    #[test]
    fn deadlines_are_monotone(
        minutes in 0_i64..300_000, later in 0_i64..50_000,
        amount in 1_u32..40, more in 0_u32..40, clock in clocks(),
    ) {
        let (calendar, time) = (calendar(), WorkingTime::default());
        let reckoned = |minutes, amount| {
            let start = at("2026-01-01 00:00") + TimeDelta::minutes(minutes);
            reckon(start, Limit { amount, clock }, &calendar, &time, DEFAULT_ZONE)
        };
        let deadline = reckoned(minutes, amount);
        prop_assert!(deadline.at > deadline.basis.start);
        prop_assert!(deadline.basis.runs_from >= deadline.basis.start);
        prop_assert!(deadline.basis.warn_at > deadline.basis.runs_from);
        prop_assert!(deadline.basis.warn_at <= deadline.at);
        prop_assert!(reckoned(minutes + later, amount).at >= deadline.at);
        prop_assert!(reckoned(minutes, amount + more).at >= deadline.at);
    }

    /// On a continuous clock a pause before the end moves the deadline by its own length; two pauses apart
    /// move it by the sum, in whichever order they come.
    #[test]
    fn pauses_are_additive(amount in 1_u32..200, first in 0_i64..60, a in 1_i64..600, gap in 1_i64..60, b in 1_i64..600) {
        let calendar = calendar();
        let start = at("2026-03-02 08:00");
        let limit = Limit { amount: amount + 2, clock: Clock::ContinuousHours };
        let deadline = reckon(start, limit, &calendar, &WorkingTime::default(), DEFAULT_ZONE);
        let minute = |n| start + TimeDelta::minutes(n);
        let one = Pause { from: minute(first), until: minute(first + a) };
        let two = Pause { from: minute(first + a + gap), until: minute(first + a + gap + b) };
        let both = deadline.with_pause(one, &calendar).with_pause(two, &calendar);
        prop_assert_eq!(both.at - deadline.at, TimeDelta::minutes(a + b));
        prop_assert_eq!(deadline.with_pause(two, &calendar).with_pause(one, &calendar), both);
    }
}

#[test]
fn a_deadline_comes_back_from_storage_as_it_was() {
    let deadline = due("2026-11-20 17:00", "2天");
    let text = serde_json::to_string(&deadline).unwrap();
    assert_eq!(serde_json::from_str::<Deadline>(&text).unwrap(), deadline);
}

#[test]
fn a_pause_before_an_extension_begins_puts_its_beginning_off() {
    let limit = Limit { amount: 8, clock: Clock::WorkingHours };
    let (calendar, hours) = (Calendar::default(), WorkingTime::default());
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    // Monday 08:00 in Shanghai: due on Monday 18:00, extended to Tuesday 18:00.
    let first = reckon(at("2026-11-23T00:00:00Z"), limit, &calendar, &hours, DEFAULT_ZONE);
    let extended = reckon(first.at, limit, &calendar, &hours, DEFAULT_ZONE);
    assert_eq!(extended.at, at("2026-11-24T10:00:00Z"));
    // The clock stands from Monday 10:00 to Wednesday 10:00: six hours were left of the first limit.
    let pause = Pause { from: at("2026-11-23T02:00:00Z"), until: at("2026-11-25T02:00:00Z") };
    let after = extended.after(pause, &calendar);
    assert_eq!(after.basis.start, at("2026-11-25T10:00:00Z"));
    assert_eq!(after.at, at("2026-11-26T10:00:00Z"));
    // Within the limit it is a pause like any other, and none at all changes nothing.
    assert_eq!(first.after(pause, &calendar), first.with_pause(pause, &calendar));
    assert_eq!(extended.after(Pause { from: pause.from, until: pause.from }, &calendar).at, extended.at);
    let hours_on_end = Limit { amount: 4, clock: Clock::ContinuousHours };
    let second = reckon(first.at, hours_on_end, &calendar, &hours, DEFAULT_ZONE);
    assert_eq!(second.after(pause, &calendar).at, second.at + (pause.until - pause.from));
}
