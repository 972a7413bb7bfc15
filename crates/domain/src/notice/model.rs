//! Notices, what a person wants of them, and messages on their way.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::channel::ChannelKind;
use crate::ids::{DeliveryId, EventId, NoticeId, UnitId, UserId};
use crate::text::{Lang, Message, render};
use crate::time::Timestamp;

vocabulary! {
    /// What a notice is about.
    NoticeKind in "notice-kind" {
        /// A case was dispatched 派遣 to the reader's unit.
        CaseDispatched = "case_dispatched",
        /// A dispatch was taken back 收回.
        CaseWithdrawn = "case_withdrawn",
        /// The unit was reminded 催办.
        CaseReminded = "case_reminded",
        /// The unit was put under supervision 督办.
        CaseSupervised = "case_supervised",
        /// A case was raised one level 提级督办.
        CaseRaised = "case_raised",
        /// A check sent a case back 返工.
        CaseSentBack = "case_sent_back",
        /// A case was closed 结案.
        CaseClosed = "case_closed",
        /// A unit asks for something 申请.
        CaseRequested = "case_requested",
        /// A request was decided 审批.
        CaseRuled = "case_ruled",
        /// A bulletin was published 通报.
        BulletinPublished = "bulletin_published",
        /// A listing the reader's unit is on was published 红黑榜.
        ListingPublished = "listing_published",
        /// A meeting resolved something for the reader's unit 议定事项.
        ResolutionMade = "resolution_made",
        /// A unit reports a resolution as done.
        ResolutionReported = "resolution_reported",
        /// The office sent a resolution back.
        ResolutionReturned = "resolution_returned",
        /// The day of a resolution passed without it being done 逾期.
        ResolutionOverdue = "resolution_overdue",
        /// A person entered points in the ledger of the reader's unit, or took them back 考核记分.
        ScoreEntered = "score_entered",
        /// A unit appeals against an entry 记分申诉.
        ScoreAppealed = "score_appealed",
        /// An appeal was ruled on.
        ScoreAppealRuled = "score_appeal_ruled",
    }
}

impl NoticeKind {
    /// What an event is told as; none for the many that are not.
    pub fn of(subject: &str, event: &str) -> Option<Self> {
        Some(match (subject, event) {
            ("case", "dispatched") => Self::CaseDispatched,
            ("case", "withdrawn") => Self::CaseWithdrawn,
            ("case", "reminded") => Self::CaseReminded,
            ("case", "supervised") => Self::CaseSupervised,
            ("case", "raised") => Self::CaseRaised,
            ("case", "sent_back") => Self::CaseSentBack,
            ("case", "closed") => Self::CaseClosed,
            ("case", "requested") => Self::CaseRequested,
            ("case", "ruled") => Self::CaseRuled,
            ("bulletin", "published") => Self::BulletinPublished,
            ("listing", "published") => Self::ListingPublished,
            ("resolution", "made" | "handed_on") => Self::ResolutionMade,
            ("resolution", "reported") => Self::ResolutionReported,
            ("resolution", "sent_back") => Self::ResolutionReturned,
            ("resolution", "fell_due") => Self::ResolutionOverdue,
            ("score_ledger", "entered") => Self::ScoreEntered,
            ("score_ledger", "appealed") => Self::ScoreAppealed,
            ("score_ledger", "appeal_ruled") => Self::ScoreAppealRuled,
            _ => return None,
        })
    }

    /// Whether messages of it are sent in quiet hours too: what leaders press for.
    pub const fn urgent(self) -> bool {
        matches!(self, Self::CaseSupervised | Self::CaseRaised)
    }
}

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Whoever handles cases for a unit.
    Unit(UnitId),
    /// A unit's first responsible person 第一责任人.
    UnitHead(UnitId),
    /// The unit above, its people and its head; where there is none, the leaders.
    UnitAbove(UnitId),
    /// The campaign office.
    Office,
    /// Everyone who may see bulletins.
    Readers,
}

/// A notice 通知 to one account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Notice {
    /// Its identity.
    pub id: NoticeId,
    /// The account.
    pub user_id: UserId,
    /// The event it tells of.
    pub event_id: EventId,
    /// What it is about.
    pub kind: NoticeKind,
    /// The noun of its subject.
    pub subject_kind: String,
    /// The subject.
    pub subject_id: Uuid,
    /// When the event happened.
    pub at: Timestamp,
    /// What its sentence is filled with, worded for the reader.
    pub args: BTreeMap<String, String>,
    /// When it was read.
    pub read_at: Option<Timestamp>,
}

impl Notice {
    /// Its sentence.
    pub fn text(&self, lang: Lang) -> String {
        self.kind.sentence(&self.args, lang)
    }
}

impl NoticeKind {
    /// The sentence of a notice of this kind, filled with what is known.
    pub fn sentence(self, args: &BTreeMap<String, String>, lang: Lang) -> String {
        let mut message = Message::new(match self {
            Self::CaseDispatched => "notice-text-case_dispatched",
            Self::CaseWithdrawn => "notice-text-case_withdrawn",
            Self::CaseReminded => "notice-text-case_reminded",
            Self::CaseSupervised => "notice-text-case_supervised",
            Self::CaseRaised => "notice-text-case_raised",
            Self::CaseSentBack => "notice-text-case_sent_back",
            Self::CaseClosed => "notice-text-case_closed",
            Self::CaseRequested => "notice-text-case_requested",
            Self::CaseRuled => "notice-text-case_ruled",
            Self::BulletinPublished => "notice-text-bulletin_published",
            Self::ListingPublished => "notice-text-listing_published",
            Self::ResolutionMade => "notice-text-resolution_made",
            Self::ResolutionReported => "notice-text-resolution_reported",
            Self::ResolutionReturned => "notice-text-resolution_returned",
            Self::ResolutionOverdue => "notice-text-resolution_overdue",
            Self::ScoreEntered => "notice-text-score_entered",
            Self::ScoreAppealed => "notice-text-score_appealed",
            Self::ScoreAppealRuled => "notice-text-score_appeal_ruled",
        });
        for name in ["case", "what", "where", "unit", "due", "words", "number", "amount", "by"] {
            message = message.arg(name, args.get(name).map_or("—", String::as_str));
        }
        render(&message, lang)
    }
}

/// A kind of notice a person does not want through a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Muted {
    /// The kind.
    pub kind: NoticeKind,
    /// The channel.
    pub channel: ChannelKind,
}

/// What a person wants of notices. In the program they always get them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NoticePreferences {
    /// The account.
    pub user_id: UserId,
    /// Where e-mail goes; none wants none.
    pub email: Option<String>,
    /// Where short messages go; none wants none.
    pub mobile: Option<String>,
    /// What is not wanted.
    pub muted: BTreeSet<Muted>,
    /// When one e-mail a day gathers what was not read, instead of one for each notice; local time.
    pub digest_at: Option<NaiveTime>,
    /// When the last one was made.
    pub digested_at: Option<Timestamp>,
    /// Counts its edits.
    pub version: i64,
}

/// What is wrong with a preference, and in which field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreferenceFault {
    /// The field.
    pub pointer: &'static str,
    /// Why.
    pub message: Message,
}

impl NoticePreferences {
    /// What an account has that never said anything: nothing outside the program.
    pub const fn none(user_id: UserId) -> Self {
        Self {
            user_id,
            email: None,
            mobile: None,
            muted: BTreeSet::new(),
            digest_at: None,
            digested_at: None,
            version: 0,
        }
    }

    /// The address of a channel; none where it is not wanted, and for browsers, which have subscriptions instead.
    pub fn address(&self, channel: ChannelKind) -> Option<&str> {
        match channel {
            ChannelKind::Email => self.email.as_deref(),
            ChannelKind::Sms => self.mobile.as_deref(),
            ChannelKind::Wecom
            | ChannelKind::Dingtalk
            | ChannelKind::Feishu
            | ChannelKind::Webhook
            | ChannelKind::WebPush => None,
        }
    }

    /// Whether a kind of notice is wanted through a channel.
    pub fn wants(&self, channel: ChannelKind, kind: NoticeKind) -> bool {
        !self.muted.contains(&Muted { kind, channel })
    }

    /// What is wrong, if anything. A mail address has one @ with something on both sides and no spaces; whether it exists
    /// only a message tells. A number has 5 to 15 digits (E.164), perhaps with + and dashes.
    pub fn fault(&self) -> Option<PreferenceFault> {
        let fault = |pointer, key: &str| Some(PreferenceFault { pointer, message: Message::new(key) });
        if let Some(email) = &self.email {
            let sides = email.split_once('@').filter(|(name, host)| {
                !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
            });
            let clean = email.len() <= 254 && email.matches('@').count() == 1;
            if sides.is_none()
                || !clean
                || email.chars().any(|c| c.is_whitespace() || c.is_control() || "<>,;\"".contains(c))
            {
                return fault("/email", "notice-email");
            }
        }
        if let Some(mobile) = &self.mobile {
            let digits = mobile.chars().filter(char::is_ascii_digit).count();
            let shaped = mobile.char_indices().all(|(at, c)| c.is_ascii_digit() || c == '-' || (at == 0 && c == '+'));
            if !(5..=15).contains(&digits) || !shaped {
                return fault("/mobile", "notice-mobile");
            }
        }
        if self.digest_at.is_some() && self.email.is_none() {
            return fault("/digest_at", "notice-digest-without-email");
        }
        None
    }
}

vocabulary! {
    /// Where a message stands.
    DeliveryState in "notice-delivery" {
        /// Waiting to be sent, or to be tried again.
        Queued = "queued",
        /// Taken by the other side.
        Sent = "sent",
        /// Given up after the last try, or refused for good.
        Dead = "dead",
    }
}

/// A message on its way to an address outside the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Delivery {
    /// Its identity.
    pub id: DeliveryId,
    /// The channel.
    pub channel: String,
    /// What sort of channel.
    pub kind: ChannelKind,
    /// The account it is for; none where it goes to a group.
    pub user_id: Option<UserId>,
    /// Where it goes; empty for a group, whose channel knows.
    pub address: String,
    /// Its heading.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// What a webhook is told beside the text, as JSON; empty elsewhere.
    pub facts: String,
    /// Where it stands.
    pub state: DeliveryState,
    /// How often it was tried.
    pub tries: u32,
    /// When it is tried next.
    pub next_at: Timestamp,
    /// Why the last try failed.
    pub error: Option<String>,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was sent or given up.
    pub ended_at: Option<Timestamp>,
}
