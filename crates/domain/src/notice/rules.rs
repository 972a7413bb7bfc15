//! Who is told, when a message is sent, and how long a failed one waits.

use chrono::{NaiveDateTime, NaiveTime, TimeDelta, TimeZone as _};
use chrono_tz::Tz;

use super::channel::{Channel, ChannelKind};
use super::model::{Audience, NoticeKind, NoticePreferences};
use crate::case::CaseChange;
use crate::escalation::QuietHours;
use crate::ids::UnitId;
use crate::time::{Timestamp, start_of_day};

/// How often a message is tried before it is given up.
pub const TRIES_MOST: u32 = 7;

/// How long a message waits after so many failed tries, from 1; none when it is given up. Together a little over half a
/// day, so that a mail server repaired in the morning gets what was written in the evening.
pub fn wait_after(tries: u32) -> Option<TimeDelta> {
    let minutes = [1, 5, 15, 60, 180, 480];
    let place = usize::try_from(tries.checked_sub(1)?).ok()?;
    minutes.get(place).map(|minutes| TimeDelta::minutes(*minutes))
}

/// Who is told of a step of a case that is with a unit, or was until this step.
pub fn audience(change: &CaseChange, unit: Option<UnitId>) -> Vec<Audience> {
    let own = || unit.map(Audience::Unit).into_iter().collect();
    match change {
        CaseChange::Dispatched { unit_id, assisting, .. } => {
            std::iter::once(unit_id).chain(assisting).map(|unit| Audience::Unit(*unit)).collect()
        }
        CaseChange::Withdrawn { unit_id, .. } => vec![Audience::Unit(*unit_id)],
        CaseChange::Reminded { unit_id, .. } | CaseChange::Supervised { unit_id, .. } => {
            vec![Audience::Unit(*unit_id), Audience::UnitHead(*unit_id)]
        }
        CaseChange::Raised { unit_id, .. } => {
            vec![Audience::Unit(*unit_id), Audience::UnitHead(*unit_id), Audience::UnitAbove(*unit_id)]
        }
        CaseChange::SentBack { .. } | CaseChange::Closed { .. } | CaseChange::Ruled { .. } => own(),
        CaseChange::Requested { .. } => vec![Audience::Office],
        _ => Vec::new(),
    }
}

/// Who is told of a step of a resolution of a unit.
pub fn audience_of_resolution(kind: NoticeKind, unit: UnitId) -> Vec<Audience> {
    match kind {
        NoticeKind::ResolutionMade => vec![Audience::Unit(unit), Audience::UnitHead(unit)],
        NoticeKind::ResolutionReported => vec![Audience::Office],
        NoticeKind::ResolutionReturned => vec![Audience::Unit(unit)],
        NoticeKind::ResolutionOverdue => vec![Audience::Unit(unit), Audience::UnitHead(unit), Audience::Office],
        _ => Vec::new(),
    }
}

/// Who is told of a step in the ledger of a unit.
pub fn audience_of_score(kind: NoticeKind, unit: UnitId) -> Vec<Audience> {
    match kind {
        NoticeKind::ScoreEntered => vec![Audience::Unit(unit), Audience::UnitHead(unit)],
        NoticeKind::ScoreAppealed => vec![Audience::Office],
        NoticeKind::ScoreAppealRuled => vec![Audience::Unit(unit)],
        _ => Vec::new(),
    }
}

/// Who is told that a listing came out: the units on it.
pub fn audience_of_listing(units: &[UnitId]) -> Vec<Audience> {
    units.iter().flat_map(|unit| [Audience::Unit(*unit), Audience::UnitHead(*unit)]).collect()
}

/// The channel of a sort that sends a kind of notice: the first, so that two mail servers do not send each message twice.
pub fn sender_of(channels: &[Channel], sort: ChannelKind, kind: NoticeKind) -> Option<&Channel> {
    channels.iter().find(|channel| channel.settings.kind() == sort && channel.sends(kind))
}

/// When a message made now is sent: at once, or when the quiet hours are over; what is urgent does not wait.
pub fn send_at(now: Timestamp, kind: NoticeKind, quiet: Option<QuietHours>, zone: Tz) -> Timestamp {
    let local = now.with_timezone(&zone);
    match quiet {
        Some(quiet) if !kind.urgent() && quiet.hold(local.time()) => {
            let day = local.date_naive();
            let day = if local.time() < quiet.until { day } else { day.succ_opt().unwrap_or(day) };
            moment(day.and_time(quiet.until), zone)
        }
        _ => now,
    }
}

/// The moment of a local time; where clocks are put forward over it, the first moment after.
fn moment(local: NaiveDateTime, zone: Tz) -> Timestamp {
    let later = local + TimeDelta::hours(1);
    let found = zone.from_local_datetime(&local).earliest().or_else(|| zone.from_local_datetime(&later).earliest());
    found.map_or_else(|| local.and_utc(), |at| at.to_utc())
}

/// Whether a person's daily e-mail is due: today's hour has come and none was made since.
pub fn digest_due(preferences: &NoticePreferences, now: Timestamp, zone: Tz) -> bool {
    let Some(hour) = preferences.digest_at else { return false };
    let today = now.with_timezone(&zone).date_naive();
    let due = if hour == NaiveTime::MIN { start_of_day(today, zone) } else { moment(today.and_time(hour), zone) };
    now >= due && preferences.digested_at.is_none_or(|last| last < due)
}
