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
    let limit: Limit = limit.parse().unwrap();
    reckon(at(start), limit, &calendar(), &WorkingSchedule::default(), DEFAULT_ZONE)
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
    for (text, amount) in [("三天", 3), ("十五个工作日", 15), ("两小时", 2), ("二十四小时", 24), ("十天", 10)]
    {
        assert_eq!(text.parse::<Limit>().unwrap().amount, amount, "{text}");
    }
    for (text, clock) in [
        ("4 hours", Clock::WorkingHours),
        ("2 working days", Clock::WorkingDays),
        ("30 minutes", Clock::ContinuousMinutes),
    ] {
        let (limit, noise) = Limit::read(text).unwrap();
        assert_eq!((limit.clock, noise), (clock, None), "{text}");
    }
    for text in ["", "天", "3", "三", "二二天", "3周", "-3天", "1.5天"] {
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
    let limit: Limit = "1天".parse().unwrap();
    let deadline = reckon(at("2026-11-20 12:30"), limit, &calendar(), &summer.into(), DEFAULT_ZONE);
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
        let (calendar, time) = (calendar(), WorkingSchedule::default());
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
        let deadline = reckon(start, limit, &calendar, &WorkingSchedule::default(), DEFAULT_ZONE);
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
    let (calendar, hours) = (Calendar::default(), WorkingSchedule::default());
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

#[test]
fn days_are_read_as_people_write_them() {
    // 2026-06-20 is a Saturday; the clock starts at ten.
    let start = at("2026-06-20 10:00");
    let good = [
        ("限7月1日前", "2026-07-01 18:00"),
        ("7月1日前", "2026-07-01 18:00"),
        ("７月１日之前", "2026-07-01 18:00"),
        (" 限 7 月 1 日 前 ", "2026-07-01 18:00"),
        ("2026年7月1日前", "2026-07-01 18:00"),
        ("7月1号前整改到位", "2026-07-01 18:00"),
        ("截至7月1日", "2026-07-01 18:00"),
        ("7月1日18时前", "2026-07-01 18:00"),
        ("7月1日17:30前", "2026-07-01 17:30"),
        ("7月1日下午5点半前", "2026-07-01 17:30"),
        ("7月1日9点30分前", "2026-07-01 09:30"),
        ("7月1日24时前", "2026-07-01 23:59"),
        ("2026-07-01", "2026-07-01 18:00"),
        ("2026/7/1 12:00", "2026-07-01 12:00"),
        ("by 1 July", "2026-07-01 18:00"),
        ("within 1 July", "2026-07-01 18:00"),
        ("Within July 1st, 2026", "2026-07-01 18:00"),
        ("before 1 Jul 2026 at 12:00", "2026-07-01 12:00"),
        // Today, while its work is not over; a day that is gone is next year's.
        ("6月20日前", "2026-06-20 18:00"),
        ("6月19日前", "2027-06-19 18:00"),
        ("2月29日前", "2028-02-29 18:00"),
    ];
    let hours = WorkingSchedule::default();
    for (text, end) in good {
        let term = Term::read(text, start, &hours, DEFAULT_ZONE).unwrap_or_else(|refusal| panic!("{text}: {refusal}"));
        let deadline = reckon(start, term, &calendar(), &hours, DEFAULT_ZONE);
        assert_eq!(local(deadline.at), end, "{text}");
        assert_eq!(serde_json::from_str::<Term>(&serde_json::to_string(&term).unwrap()).unwrap(), term, "{text}");
    }
    for (text, limit) in [
        ("4小时", "4工作时"),
        ("限3个工作日内", "3工作日"),
        ("within 3 working days", "3工作日"),
        ("2紧急工作时", "2紧急工作时"),
    ] {
        let term = Term::read(text, start, &hours, DEFAULT_ZONE).unwrap();
        assert_eq!(term, Term::Within(limit.parse().unwrap()), "{text}");
    }
    let bad = [
        ("2026年6月19日前", "day_past"),
        ("2026-06-20 09:00", "day_past"),
        ("2月30日前", "no_such_day"),
        ("13月1日前", "no_such_day"),
        ("7月1日后", "not_a_term"),
        ("7月1日25时前", "not_a_term"),
        ("尽快", "not_a_term"),
        ("", "not_a_term"),
        ("by July", "not_a_term"),
        ("0天", "limit_out_of_range"),
    ];
    for (text, code) in bad {
        assert_eq!(Term::read(text, start, &hours, DEFAULT_ZONE).unwrap_err().code(), code, "{text}");
    }
    // Work is over, so is the day.
    assert_eq!(Term::read("6月20日前", at("2026-06-20 18:00"), &hours, DEFAULT_ZONE).unwrap_err().code(), "day_past");
}

#[test]
fn a_named_day_is_said_back_with_its_weekday() {
    let start = at("2026-06-20 10:00");
    let term = Term::read("限7月1日前", start, &WorkingSchedule::default(), DEFAULT_ZONE).unwrap();
    assert_eq!(term.wording(Lang::Zh), "2026年7月1日前（当日下班前）");
    assert_eq!(term.wording(Lang::En), "by 1 July 2026 (end of that day’s work)");
    assert_eq!(due_words(at("2026-07-01 18:00"), DEFAULT_ZONE, Lang::Zh), "截至 2026年7月1日（周三）18:00");
    assert_eq!(due_words(at("2026-07-01 18:00"), DEFAULT_ZONE, Lang::En), "Due Wednesday 1 July 2026, 18:00");
    let limit = term.extension(start, DEFAULT_ZONE);
    assert_eq!(limit, Limit { amount: 11, clock: Clock::CalendarDays });
}

#[test]
fn a_suspension_puts_a_named_day_off_to_the_end_of_a_days_work() {
    let start = at("2026-06-20 10:00");
    let term = Term::read("7月1日前", start, &WorkingSchedule::default(), DEFAULT_ZONE).unwrap();
    let deadline = reckon(start, term, &calendar(), &WorkingSchedule::default(), DEFAULT_ZONE);
    let pause = |from, until| Pause { from: at(from), until: at(until) };
    let stood = deadline.after(pause("2026-06-22 15:00", "2026-06-25 00:00"), &calendar());
    // It stood two days and nine hours; the third day's work is over on the 4th.
    assert_eq!(local(stood.at), "2026-07-04 18:00");
    let late = deadline.after(pause("2026-07-02 08:00", "2026-07-05 08:00"), &calendar());
    assert_eq!(late.at, deadline.at, "a clock that stands later undoes nothing");
}

/// Summer from June to September, 08:00–12:00 and 15:00–18:30; winter the usual eight hours.
fn with_summer() -> WorkingSchedule {
    serde_json::from_str(
        r#"{"usual":[{"opens":"08:00:00","closes":"12:00:00"},{"opens":"14:00:00","closes":"18:00:00"}],
            "seasons":[{"name":"夏季","season":{"from":"06-01","until":"09-30"},
            "spans":[{"opens":"08:00:00","closes":"12:00:00"},{"opens":"15:00:00","closes":"18:30:00"}]}]}"#,
    )
    .unwrap()
}

#[test]
fn each_day_is_reckoned_with_the_hours_in_force_on_it() {
    let hours = with_summer();
    let table = [
        // 2026-09-29 is a Tuesday, the season ends on Wednesday.
        ("2026-09-29 14:30", "1小时", "2026-09-29 16:00"),
        ("2026-09-30 18:00", "1小时", "2026-10-01 08:30"),
        ("2026-10-01 14:30", "1小时", "2026-10-01 15:30"),
        // A day is a day, be it of seven and a half hours or of eight.
        ("2026-09-29 08:00", "2天", "2026-09-30 18:30"),
        ("2026-09-30 08:00", "2天", "2026-10-01 18:00"),
        ("2026-09-30 15:00", "1天", "2026-10-01 14:16"),
        ("2026-09-20 10:00", "9月30日前", "2026-09-30 18:30"),
        ("2026-09-20 10:00", "10月1日前", "2026-10-01 18:00"),
    ];
    // No holidays: the table is about hours.
    let mut calendar = Calendar::default();
    calendar.add_year(2026, [("2026-12-31".parse().unwrap(), true)]).unwrap();
    for (start, text, end) in table {
        let term = Term::read(text, at(start), &hours, DEFAULT_ZONE).unwrap();
        let deadline = reckon(at(start), term, &calendar, &hours, DEFAULT_ZONE);
        assert_eq!(local(deadline.at), end, "{text} from {start}");
        let text = serde_json::to_string(&deadline).unwrap();
        let read: Deadline = serde_json::from_str(&text).unwrap();
        assert_eq!(read.anew(read.basis.limit, None, &calendar, &read.basis.working_time), deadline, "repeated");
    }
}

#[test]
fn hours_without_seasons_are_stored_as_before_and_overlaps_are_refused() {
    let plain = r#"[{"opens":"08:00:00","closes":"12:00:00"},{"opens":"14:00:00","closes":"18:00:00"}]"#;
    let hours: WorkingSchedule = serde_json::from_str(plain).unwrap();
    assert_eq!(hours, WorkingSchedule::default());
    assert_eq!(serde_json::to_string(&hours).unwrap(), plain);
    let mut two = with_summer();
    assert_eq!(two.fault(), None);
    let winter = Season { from: "10-01".parse().unwrap(), until: "05-31".parse().unwrap() };
    two.seasons.push(WorkingSeason { name: "冬季".into(), season: winter, spans: WorkingTime::default() });
    assert_eq!(two.fault(), None, "over New Year, and apart");
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    for (on, name) in [("2026-05-31", "冬季"), ("2026-06-01", "夏季"), ("2026-12-31", "冬季"), ("2027-01-01", "冬季")]
    {
        assert_eq!(two.season_on(day(on)).unwrap().name, name, "{on}");
    }
    two.seasons[1].season.from = "09-30".parse().unwrap();
    assert_eq!(two.fault().map(|fault| (fault.0, fault.1)), Some((1, "season")));
}

#[test]
fn the_first_row_that_fits_gives_the_limit_then_the_item_then_the_default() {
    use crate::case::{CaseSeverity, FinderLevel};
    let limit = |text: &str| text.parse::<Limit>().unwrap();
    let any = LimitRow { item: None, severity: None, finder_level: None, season: None, limit: limit("1天") };
    let winter = Season { from: "11-15".parse().unwrap(), until: "03-15".parse().unwrap() };
    let table = LimitTable(vec![
        LimitRow {
            item: Some("A-*".into()),
            severity: Some(CaseSeverity::Grave),
            limit: limit("2小时"),
            ..any.clone()
        },
        LimitRow { item: Some("A-1".into()), season: Some(winter), limit: limit("4小时"), ..any.clone() },
        LimitRow { finder_level: Some(FinderLevel::Province), limit: limit("1紧急工作时"), ..any.clone() },
    ]);
    assert_eq!(table.fault(), None);
    let facts = |item, severity, finder_level, on: &str, item_limit: Option<&str>| {
        let on = on.parse().unwrap();
        table.find(&LimitFacts { item, severity, finder_level, on, item_limit: item_limit.map(limit) }, limit("3天"))
    };
    let (grave, mild) = (CaseSeverity::Grave, CaseSeverity::Ordinary);
    let (own, province) = (FinderLevel::Own, FinderLevel::Province);
    let number = |found: &(Limit, LimitRule)| match found.1 {
        LimitRule::Row { number, .. } => number,
        _ => 0,
    };
    for (found, row, text) in [
        (facts(Some("A-1"), grave, province, "2026-12-01", None), 1, "2小时"),
        (facts(Some("A-1"), mild, own, "2027-03-15", None), 2, "4小时"),
        (facts(Some("A-1"), mild, own, "2027-03-16", Some("5天")), 0, "5天"),
        (facts(Some("A-11"), mild, province, "2026-12-01", Some("5天")), 3, "1紧急工作时"),
        (facts(None, grave, own, "2026-12-01", None), 0, "3天"),
    ] {
        assert_eq!((number(&found), found.0), (row, limit(text)));
    }
    let dead = LimitTable(vec![any.clone(), table.0[0].clone()]);
    assert_eq!(dead.fault().map(|fault| (fault.0, fault.1)), Some((1, "limit")));
    let nothing = LimitTable(vec![LimitRow { item: Some("*".into()), ..any }]);
    assert_eq!(nothing.fault().map(|fault| (fault.0, fault.1)), Some((0, "item")));
}

#[test]
fn what_was_stored_before_days_and_rules_reads_as_it_did() {
    let text = r#"{"at":"2026-11-24T09:00:00Z","basis":{"limit":{"value":2,"clock":"working_days"},
        "start":"2026-11-20T09:00:00Z","runs_from":"2026-11-20T09:00:00Z","warn_at":"2026-11-23T10:00:00Z",
        "pauses":[],"uncertain":[],"working_time":[{"opens":"08:00:00","closes":"12:00:00"}],"zone":"Asia/Shanghai"}}"#;
    let deadline: Deadline = serde_json::from_str(text).unwrap();
    assert_eq!(deadline.basis.limit, Term::Within(Limit { amount: 2, clock: Clock::WorkingDays }));
    assert_eq!(deadline.basis.rule, None);
}
