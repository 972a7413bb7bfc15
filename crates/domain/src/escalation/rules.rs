//! Which rule applies now.

use chrono::TimeDelta;

use super::model::{EscalationMeasure, EscalationRule, Trigger};
use crate::case::{Case, CaseAction};
use crate::time::Timestamp;

/// The rule to act by now, with the key under which it acts only once; none when nothing is due.
///
/// The gravest measure that is due comes first, among equals the one that stands later in the list. So a case under
/// supervision is not reminded by a rule any more, and a server that stood still for days sends one document, not four.
/// Whoever calls looks whether the key was used: then nothing is to be done, for what is milder is passed over as well.
pub fn due(case: &Case, rules: &[EscalationRule], now: Timestamp) -> Option<(EscalationRule, String)> {
    let may = |rule: &&EscalationRule| case.state.may(rule.measure.into()) && applies(case, rule.trigger, now);
    let applicable = rules.iter().filter(may);
    // Of equals the last.
    let rule = *applicable.max_by_key(|rule| rule.measure)?;
    // What somebody ordered by hand, no rule orders once more: that would begin the wait for the next step anew.
    let ordered = match rule.measure {
        EscalationMeasure::Remind | EscalationMeasure::Supervise => case.supervised_at.or(case.raised_at),
        EscalationMeasure::Raise => case.raised_at,
    };
    ordered.is_none().then(|| (rule, once(case, rule)))
}

/// Which cases any rule can speak about at a moment: a case it holds for may be due, any other is not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Due by this moment.
    pub due_by: Option<Timestamp>,
    /// Not accepted, and dispatched by this moment.
    pub dispatched_by: Option<Timestamp>,
    /// Sent back at least so often.
    pub sent_back: Option<u32>,
    /// A rebound.
    pub rebound: bool,
    /// Under supervision since this moment.
    pub supervised_by: Option<Timestamp>,
}

impl Asked {
    /// The loosest of what rules ask.
    pub fn of(rules: &[EscalationRule], now: Timestamp) -> Self {
        let hours = |number: u32| TimeDelta::hours(i64::from(number));
        let mut asked = Self::default();
        for rule in rules {
            match rule.trigger {
                Trigger::BeforeDue { hours: before } => asked.due_by = asked.due_by.max(Some(now + hours(before))),
                Trigger::Overdue { hours: after } => asked.due_by = asked.due_by.max(Some(now - hours(after))),
                Trigger::NotAccepted { hours: after } => {
                    asked.dispatched_by = asked.dispatched_by.max(Some(now - hours(after)));
                }
                Trigger::SentBack { times } => {
                    asked.sent_back = Some(asked.sent_back.map_or(times, |least| least.min(times)));
                }
                Trigger::Rebound => asked.rebound = true,
                Trigger::Supervised { hours: after } => {
                    asked.supervised_by = asked.supervised_by.max(Some(now - hours(after)));
                }
            }
        }
        asked
    }
}

impl From<EscalationMeasure> for CaseAction {
    fn from(measure: EscalationMeasure) -> Self {
        match measure {
            EscalationMeasure::Remind => Self::Remind,
            EscalationMeasure::Supervise => Self::Supervise,
            EscalationMeasure::Raise => Self::Raise,
        }
    }
}

fn applies(case: &Case, trigger: Trigger, now: Timestamp) -> bool {
    let hours = |number: u32| TimeDelta::hours(i64::from(number));
    let deadline = case.deadline.as_ref().map(|deadline| deadline.at);
    match trigger {
        Trigger::BeforeDue { hours: before } => deadline.is_some_and(|at| now >= at - hours(before) && now <= at),
        Trigger::Overdue { hours: after } => deadline.is_some_and(|at| now > at + hours(after)),
        Trigger::NotAccepted { hours: after } => {
            case.accepted_at.is_none() && case.dispatched_at.is_some_and(|at| now >= at + hours(after))
        }
        Trigger::SentBack { times } => case.rework_count >= times,
        Trigger::Rebound => case.rebound_of.is_some(),
        Trigger::Supervised { hours: after } => {
            case.raised_at.is_none() && case.supervised_at.is_some_and(|at| now >= at + hours(after))
        }
    }
}

/// Under which key a rule acts only once. A reminder comes once for each rule and clock: a deadline that was put off is a
/// new clock, and so is a dispatch to another unit. A graver measure comes once for each dispatch, whatever the rules
/// become, so that a rule edited today does not send the orders of last week again.
fn once(case: &Case, rule: EscalationRule) -> String {
    let dispatched = case.dispatched_at.map_or(0, |at| at.timestamp_millis());
    let deadline = case.deadline.as_ref().map_or(0, |deadline| deadline.at.timestamp_millis());
    let id = case.id;
    match (rule.measure, rule.trigger) {
        (EscalationMeasure::Remind, Trigger::BeforeDue { hours }) => {
            format!("{id} remind before_due {hours} {deadline}")
        }
        (EscalationMeasure::Remind, Trigger::Overdue { hours }) => format!("{id} remind overdue {hours} {deadline}"),
        (EscalationMeasure::Remind, Trigger::NotAccepted { hours }) => {
            format!("{id} remind not_accepted {hours} {dispatched}")
        }
        (EscalationMeasure::Remind, Trigger::SentBack { times }) => {
            format!("{id} remind sent_back {times} {dispatched}")
        }
        (EscalationMeasure::Remind, Trigger::Rebound | Trigger::Supervised { .. }) => {
            format!("{id} remind rebound {dispatched}")
        }
        (measure, _) => format!("{id} {measure} {dispatched}"),
    }
}

/// The document number of a measure in the official form, with the year in hexagonal brackets and no leading zeros
/// (GB/T 9704-2012, 发文字号): 创城督办〔2026〕9号. It is a proper name and the same in every language.
pub fn document_number(prefix: &str, measure: EscalationMeasure, year: i32, number: i64) -> String {
    let name = measure.wording(crate::text::Lang::Zh);
    format!("{prefix}{name}〔{year}〕{number}号")
}
