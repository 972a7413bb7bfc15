//! The story of a case, in words.

use chrono_tz::Tz;
use wangge_domain::case::{CaseChange, RequestKind, RequestState, SeverityRise};
use wangge_domain::escalation::EscalationRule;
use wangge_domain::event::EventRecord;
use wangge_domain::routing::RoutingRule;
use wangge_domain::text::{Lang, Message, render};
use wangge_domain::time::shown as shown_time;

use crate::reading::Wordbook;
use crate::view::TimelineEntry;

/// Everything that happened, the first thing first. For a reader from whom it is kept, nothing of what the case is a rebound
/// of.
pub(super) fn timeline(events: &[EventRecord], book: &Wordbook, zone: Tz, veiled: bool) -> Vec<TimelineEntry> {
    let linked = |event: &EventRecord| matches!(change_of(&event.body.payload), Some(CaseChange::Linked { .. }));
    events.iter().filter(|event| !(veiled && linked(event))).map(|event| entry(event, book, zone, veiled)).collect()
}

fn entry(event: &EventRecord, book: &Wordbook, zone: Tz, veiled: bool) -> TimelineEntry {
    let body = &event.body;
    let change = change_of(&body.payload);
    let kind = change.as_ref().map_or_else(|| body.kind.clone(), |change| format!("case_{}", change.kind()));
    let heading = format!("case-change-{}", kind.trim_start_matches("case_"));
    TimelineEntry {
        at: body.at,
        actor: body.actor_name.clone(),
        kind_name: wangge_domain::text::word(&heading, book.lang),
        text: match change {
            Some(CaseChange::Reported { description, .. }) if veiled => description,
            Some(change) => change_text(&change, book, zone),
            None => String::new(),
        },
        kind,
        hash: event.hash.clone(),
    }
}

/// The change in an event's payload, whether it stands alone or beside other facts.
pub(crate) fn change_of(payload: &serde_json::Value) -> Option<CaseChange> {
    let inner = payload.get("change").unwrap_or(payload);
    serde_json::from_value(inner.clone()).ok()
}

/// To whom a case was dispatched and by which rule, until when, and what was said with it.
fn dispatched(change: &CaseChange, book: &Wordbook, zone: Tz) -> String {
    let CaseChange::Dispatched { unit_id, assisting, rule, fired, note, limit, deadline_at } = change else {
        return String::new();
    };
    let unit = |id| book.unit(Some(id)).map_or_else(|| "—".to_owned(), |unit| unit.name);
    let names: Vec<String> = assisting.iter().map(|id| unit(*id)).collect();
    let key = if names.is_empty() { "app-timeline-dispatched" } else { "app-timeline-dispatched-assisted" };
    let rule = fired.as_ref().map_or_else(|| rule.wording(book.lang), |fired| fired.wording(*rule, book.lang));
    let sent = Message::new(key)
        .arg("unit", unit(*unit_id))
        .arg("rule", rule)
        .arg("assisting", names.join(&wangge_domain::text::word("app-list-mark", book.lang)));
    let noted = note.as_ref().map(|note| Message::new("app-timeline-noted").arg("note", note));
    let due = limit.zip(*deadline_at).map(|(limit, at)| {
        Message::new("app-timeline-limited")
            .arg("limit", limit.wording(book.lang))
            .arg("deadline", shown_time(at, zone))
    });
    let sentences = [Some(sent), due, noted].into_iter().flatten().map(|said| render(&said, book.lang));
    sentences.collect::<Vec<_>>().join(" ")
}

fn change_text(change: &CaseChange, book: &Wordbook, zone: Tz) -> String {
    let unit = |id| book.unit(Some(id)).map_or_else(|| "—".to_owned(), |unit| unit.name);
    let message = match change {
        CaseChange::Reported { description, rebound_of: None, .. } => return description.clone(),
        CaseChange::Reported { .. } | CaseChange::Linked { .. } | CaseChange::ReChecked { .. } => rebound(change, book),
        CaseChange::Filed { number, limit, deadline_at, .. } => Message::new("app-timeline-filed")
            .arg("number", number)
            .arg("limit", limit.wording(book.lang))
            .arg("deadline", shown_time(*deadline_at, zone)),
        CaseChange::Dispatched { .. } => return dispatched(change, book, zone),
        CaseChange::Withdrawn { unit_id, reason } => {
            Message::new("app-timeline-withdrawn").arg("unit", unit(*unit_id)).arg("reason", reason)
        }
        CaseChange::Reminded { unit_id, text, count, number, rule } => {
            let key = if number.is_some() { "app-timeline-reminded-numbered" } else { "app-timeline-reminded" };
            Message::new(key)
                .arg("unit", unit(*unit_id))
                .arg("text", pressed(text, *rule, book.lang))
                .arg("count", count)
                .arg("number", number.as_deref().unwrap_or_default())
        }
        CaseChange::Supervised { unit_id, text, number, rule, .. } => Message::new("app-timeline-supervised")
            .arg("unit", unit(*unit_id))
            .arg("text", pressed(text, *rule, book.lang))
            .arg("number", number),
        CaseChange::Raised { unit_id, text, number, rule } => Message::new("app-timeline-raised")
            .arg("unit", unit(*unit_id))
            .arg("text", pressed(text, *rule, book.lang))
            .arg("number", number),
        CaseChange::Recomputed { from, to, reason, limit, rule } => Message::new("app-timeline-recomputed")
            .arg("from", shown_time(*from, zone))
            .arg("to", shown_time(*to, zone))
            .arg("limit", limit.wording(book.lang))
            .arg("rule", rule.as_ref().map_or_else(|| "—".to_owned(), |rule| rule.wording(book.lang)))
            .arg("reason", reason),
        CaseChange::Extended { from, to, reason, count } => Message::new("app-timeline-extended")
            .arg("from", shown_time(*from, zone))
            .arg("to", shown_time(*to, zone))
            .arg("reason", reason)
            .arg("count", count),
        CaseChange::Merged { into_number, reason, .. } => Message::new("app-timeline-merged")
            .arg("number", numbered(into_number.as_deref(), book.lang))
            .arg("reason", reason),
        CaseChange::TookIn { number, description, deadline_at, .. } => {
            let key = if deadline_at.is_some() { "app-timeline-took-in-earlier" } else { "app-timeline-took-in" };
            Message::new(key)
                .arg("number", numbered(number.as_deref(), book.lang))
                .arg("description", description)
                .arg("deadline", deadline_at.map_or_else(String::new, |at| shown_time(at, zone)))
        }
        CaseChange::Accepted { unit_id } => Message::new("app-timeline-accepted").arg("unit", unit(*unit_id)),
        CaseChange::Rectified { measures, round_no, .. } => {
            Message::new("app-timeline-rectified").arg("measures", measures).arg("round", round_no)
        }
        CaseChange::Closed { reason } => return reason.clone().unwrap_or_default(),
        CaseChange::SentBack { reason, rework_count } => {
            Message::new("app-timeline-sent-back").arg("reason", reason).arg("count", rework_count)
        }
        CaseChange::Declined { reason } | CaseChange::Voided { reason } => return reason.clone(),
        CaseChange::FixedOnSpot { unit_id, measures, .. } => {
            Message::new("app-timeline-fixed-on-spot").arg("unit", unit(*unit_id)).arg("measures", measures)
        }
        CaseChange::Requested { request, reason, until, proposed_unit, .. } => {
            let key = match (until, proposed_unit) {
                (Some(_), _) => "app-timeline-requested-until",
                (_, Some(_)) => "app-timeline-requested-unit",
                _ => "app-timeline-requested",
            };
            Message::new(key)
                .arg("request", request.wording(book.lang))
                .arg("reason", reason)
                .arg("until", until.map_or_else(String::new, |at| shown_time(at, zone)))
                .arg("unit", proposed_unit.map_or_else(String::new, unit))
        }
        CaseChange::Ruled { request, state, words, deadline_at, .. } => {
            let key = if deadline_at.is_some() { "app-timeline-ruled-deadline" } else { "app-timeline-ruled" };
            Message::new(key)
                .arg("request", request.wording(book.lang))
                .arg("state", state.wording(book.lang))
                .arg("words", if words.is_empty() { "—" } else { words.as_str() })
                .arg("deadline", deadline_at.map_or_else(String::new, |at| shown_time(at, zone)))
        }
        CaseChange::RequestWithdrawn { request, .. } => return request.wording(book.lang),
        CaseChange::Resumed { stood_ms, deadline_at } => Message::new("app-timeline-resumed")
            .arg("hours", stood_ms / 3_600_000)
            .arg("deadline", deadline_at.map_or_else(|| "—".to_owned(), |at| shown_time(at, zone))),
        CaseChange::MilestoneReached { text, words, .. } => {
            Message::new("app-timeline-milestone").arg("text", text).arg("words", words)
        }
    };
    render(&message, book.lang)
}

/// What a rebound or a re-check says.
fn rebound(change: &CaseChange, book: &Wordbook) -> Message {
    match change {
        CaseChange::Reported { description, raised: Some(raised), .. } => {
            severities(Message::new("app-timeline-reported-rebound").arg("description", description), *raised, book)
        }
        CaseChange::Linked { raised, .. } => severities(Message::new("app-timeline-linked"), *raised, book),
        CaseChange::ReChecked { result, days_after, note, .. } => Message::new("app-timeline-re-checked")
            .arg("days", days_after)
            .arg("result", result.wording(book.lang))
            .arg("note", note.as_deref().unwrap_or_default()),
        CaseChange::Reported { description, .. } => {
            Message::new("app-timeline-reported-rebound-same").arg("description", description)
        }
        other => Message::new(other.key()),
    }
}

fn severities(message: Message, raised: SeverityRise, book: &Wordbook) -> Message {
    message.arg("from", raised.from.wording(book.lang)).arg("to", raised.to.wording(book.lang))
}

/// What a measure says: the words of a person, or what made the rule act.
fn pressed(text: &str, rule: Option<EscalationRule>, lang: Lang) -> String {
    match rule {
        Some(rule) => render(&Message::new("app-timeline-by-rule").arg("trigger", rule.trigger.wording(lang)), lang),
        None => text.to_owned(),
    }
}

/// A case's number, or that it has none.
fn numbered(number: Option<&str>, lang: Lang) -> String {
    number.map_or_else(|| wangge_domain::text::word("app-unnumbered", lang), str::to_owned)
}

/// The rule of the dispatch that stands: the row of the table as it was then, else what it named the unit by.
pub(super) fn rule_text(events: &[EventRecord], rule: RoutingRule, lang: Lang) -> String {
    let last = events.iter().rev().filter_map(|event| change_of(&event.body.payload)).find_map(|change| match change {
        CaseChange::Dispatched { fired, .. } => Some(fired),
        _ => None,
    });
    last.flatten().map_or_else(|| rule.wording(lang), |fired| fired.wording(rule, lang))
}

/// What the dispatch that stands asks of the unit.
pub(super) fn note(events: &[EventRecord]) -> Option<String> {
    let last = events.iter().rev().filter_map(|event| change_of(&event.body.payload)).find_map(|change| match change {
        CaseChange::Dispatched { note, .. } => Some(note),
        CaseChange::Withdrawn { .. }
        | CaseChange::Ruled { request: RequestKind::Objection, state: RequestState::Approved, .. } => Some(None),
        _ => None,
    });
    last.flatten()
}
