//! Measures, rules and quiet hours.

use chrono::NaiveTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{CaseId, EscalationId, UnitId, UserId};
use crate::text::{Lang, Message, render};
use crate::time::Timestamp;

/// The most rules there may be.
const RULES_MOST: usize = 20;

/// The longest a rule waits, in hours.
const HOURS_MOST: u32 = 2_400;

/// The most often a rule waits for.
const TIMES_MOST: u32 = 20;

vocabulary! {
    /// What presses a unit, from the mildest to the gravest.
    EscalationMeasure in "escalation-measure" {
        /// A reminder 催办.
        Remind = "remind",
        /// A supervision order 督办.
        Supervise = "supervise",
        /// Raised one level 提级督办: to the unit above, else to the leaders of the district.
        Raise = "raise",
    }
}

/// When a rule applies to a case that is with a unit and not yet rectified. Hours are hours of the clock, not of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Trigger {
    /// So many hours before its deadline.
    BeforeDue {
        /// Hours, from 1.
        hours: u32,
    },
    /// So many hours after its deadline.
    Overdue {
        /// Hours, from 0.
        hours: u32,
    },
    /// Not accepted so many hours after it was dispatched.
    NotAccepted {
        /// Hours, from 1.
        hours: u32,
    },
    /// Sent back by checks so often 返工.
    SentBack {
        /// Times, from 1.
        times: u32,
    },
    /// A rebound 反弹 of a problem closed before.
    Rebound,
    /// Not rectified so many hours after the supervision order.
    Supervised {
        /// Hours, from 1.
        hours: u32,
    },
}

impl Trigger {
    /// In words.
    pub fn wording(self, lang: Lang) -> String {
        let (key, number) = match self {
            Self::BeforeDue { hours } => ("escalation-trigger-before_due", hours),
            Self::Overdue { hours: 0 } => ("escalation-trigger-overdue-at-once", 0),
            Self::Overdue { hours } => ("escalation-trigger-overdue", hours),
            Self::NotAccepted { hours } => ("escalation-trigger-not_accepted", hours),
            Self::SentBack { times } => ("escalation-trigger-sent_back", times),
            Self::Rebound => ("escalation-trigger-rebound", 0),
            Self::Supervised { hours } => ("escalation-trigger-supervised", hours),
        };
        render(&Message::new(key).arg("number", number), lang)
    }
}

/// When what is done by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EscalationRule {
    /// When.
    pub trigger: Trigger,
    /// What.
    pub measure: EscalationMeasure,
}

impl EscalationRule {
    /// In words: 超时 24 小时 → 督办.
    pub fn wording(self, lang: Lang) -> String {
        format!("{} → {}", self.trigger.wording(lang), self.measure.wording(lang))
    }
}

/// The hours of the night in which nothing is sent by itself 免打扰时段; they may run over midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct QuietHours {
    /// When they begin, local time.
    pub from: NaiveTime,
    /// When they end, local time; not within them any more.
    pub until: NaiveTime,
}

impl QuietHours {
    /// Whether a local time lies within them. From and until at the same time are none at all.
    pub fn hold(&self, at: NaiveTime) -> bool {
        if self.from <= self.until { self.from <= at && at < self.until } else { at >= self.from || at < self.until }
    }
}

/// What the office sets about escalation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct EscalationSettings {
    /// Whether the rules act by themselves. Off at first: a district switches it on when it has read its rules.
    pub automatic: bool,
    /// The rules, those that wait longer after those that wait less.
    pub rules: Vec<EscalationRule>,
    /// The hours in which rules and messages wait; none where the district sends at any hour.
    pub quiet: Option<QuietHours>,
    /// What stands before a document number: 创城 makes 创城督办〔2026〕9号.
    pub number_prefix: String,
}

impl Default for EscalationSettings {
    fn default() -> Self {
        let rule = |trigger, measure| EscalationRule { trigger, measure };
        Self {
            automatic: false,
            rules: vec![
                rule(Trigger::NotAccepted { hours: 24 }, EscalationMeasure::Remind),
                rule(Trigger::BeforeDue { hours: 24 }, EscalationMeasure::Remind),
                rule(Trigger::Overdue { hours: 0 }, EscalationMeasure::Remind),
                rule(Trigger::Overdue { hours: 24 }, EscalationMeasure::Supervise),
                rule(Trigger::SentBack { times: 2 }, EscalationMeasure::Supervise),
                rule(Trigger::Supervised { hours: 48 }, EscalationMeasure::Raise),
            ],
            quiet: NaiveTime::from_hms_opt(22, 0, 0)
                .zip(NaiveTime::from_hms_opt(7, 0, 0))
                .map(|(from, until)| QuietHours { from, until }),
            number_prefix: "创城".to_owned(),
        }
    }
}

/// What is wrong with a setting, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFault {
    /// The field, below the settings.
    pub pointer: String,
    /// Why.
    pub message: Message,
}

impl EscalationSettings {
    /// What is wrong with the rules or the prefix, if anything.
    pub fn fault(&self) -> Option<RuleFault> {
        let fault = |pointer: String, message: Message| Some(RuleFault { pointer, message });
        if self.rules.len() > RULES_MOST {
            return fault("/rules".to_owned(), Message::new("escalation-rules-too-many").arg("most", RULES_MOST));
        }
        for (place, rule) in self.rules.iter().enumerate() {
            let (least, most, number) = match rule.trigger {
                Trigger::BeforeDue { hours } | Trigger::NotAccepted { hours } | Trigger::Supervised { hours } => {
                    (1, HOURS_MOST, hours)
                }
                Trigger::Overdue { hours } => (0, HOURS_MOST, hours),
                Trigger::SentBack { times } => (1, TIMES_MOST, times),
                Trigger::Rebound => (0, 0, 0),
            };
            if !(least..=most).contains(&number) {
                let message = Message::new("escalation-number-out-of-range").arg("least", least).arg("most", most);
                return fault(format!("/rules/{place}/trigger"), message);
            }
            // What is raised was under supervision before, and what is under supervision can only be raised.
            if matches!(rule.trigger, Trigger::Supervised { .. }) != (rule.measure == EscalationMeasure::Raise) {
                return fault(format!("/rules/{place}/measure"), Message::new("escalation-raise-after-supervision"));
            }
            if self.rules[..place].contains(rule) {
                return fault(format!("/rules/{place}"), Message::new("escalation-rule-twice"));
            }
        }
        let long = self.number_prefix.chars().count() > 10;
        if long || self.number_prefix.chars().any(|c| c.is_control() || "〔〕".contains(c)) {
            return fault("/number_prefix".to_owned(), Message::new("escalation-prefix"));
        }
        None
    }
}

/// What a measure says, as a step of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pressing {
    /// The document number.
    pub number: String,
    /// What is expected; may be empty where a rule acts.
    pub text: String,
    /// The rule, where one acts.
    pub rule: Option<EscalationRule>,
}

/// A measure that was taken, as the ledger 催办督办台账 keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Escalation {
    /// Its identity.
    pub id: EscalationId,
    /// Its document number, gapless in the series of its measure and year.
    pub number: String,
    /// What was done.
    pub measure: EscalationMeasure,
    /// The case.
    pub case_id: CaseId,
    /// The unit that was pressed.
    pub unit_id: UnitId,
    /// When.
    pub at: Timestamp,
    /// By which account; none for the rules.
    pub by_user: Option<UserId>,
    /// By whom, as shown.
    pub by_name: String,
    /// What is expected; empty where a rule acted.
    pub text: String,
    /// The rule that acted.
    pub rule: Option<EscalationRule>,
    /// What a rule does only once: the rule with the clock it ran on. Unique.
    pub once: Option<String>,
}
