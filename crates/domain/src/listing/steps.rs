//! A listing on its way: draft 草拟, submitted 送审, approved 批准, published 发布 at once or at a moment.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::model::{ListingContent, frozen_text};
use super::refusal::ListingRefusal;
use crate::event::sha256_hex;
use crate::ids::{ListingId, UserId};
use crate::time::Timestamp;

/// The longest reason, in characters.
const REASON_MOST: usize = 500;

vocabulary! {
    /// Where a listing stands on its way.
    ListingState in "listing-state" {
        /// Being drafted; its figures can be reckoned anew.
        Draft = "draft",
        /// Waiting for approval.
        Submitted = "submitted",
        /// Approved, not published.
        Approved = "approved",
        /// Published, or to come out at its moment.
        Published = "published",
    }
}

vocabulary! {
    /// How a listing stands at a moment, as it is shown.
    ListingMark in "listing-mark" {
        /// Being drafted.
        Draft = "draft",
        /// Waiting for approval.
        Submitted = "submitted",
        /// Approved, not published.
        Approved = "approved",
        /// To come out at its moment 定时发布.
        Scheduled = "scheduled",
        /// Out.
        Published = "published",
        /// Out, and put right by a later edition 已更正.
        Corrected = "corrected",
    }
}

/// Who took a step, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListingStep {
    /// When.
    pub at: Timestamp,
    /// By which account; none for the system itself.
    pub by_user: Option<UserId>,
    /// By whom, as shown.
    pub by_name: String,
}

/// A listing 红黑榜.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Its identity.
    pub id: ListingId,
    /// What it says.
    pub content: ListingContent,
    /// The edition it puts right.
    pub corrects: Option<ListingId>,
    /// Where it stands.
    pub state: ListingState,
    /// Why it was last sent back.
    pub returned: Option<String>,
    /// Who submitted it.
    pub submitted: Option<ListingStep>,
    /// Who approved it.
    pub approved: Option<ListingStep>,
    /// Who published it.
    pub published: Option<ListingStep>,
    /// From when on it is out.
    pub publish_at: Option<Timestamp>,
    /// When its units were told; none while they are still to be.
    pub released_at: Option<Timestamp>,
    /// What was published, as canonical JSON.
    pub frozen: Option<String>,
    /// When it was drafted.
    pub made_at: Timestamp,
    /// Counts its steps and edits.
    pub version: i64,
}

impl Listing {
    /// Whether it is out at a moment.
    pub fn out(&self, now: Timestamp) -> bool {
        self.state == ListingState::Published && self.publish_at.is_some_and(|at| at <= now)
    }

    /// How it stands at a moment, given whether an edition that is out corrects it.
    pub fn mark(&self, now: Timestamp, corrected: bool) -> ListingMark {
        match self.state {
            ListingState::Draft => ListingMark::Draft,
            ListingState::Submitted => ListingMark::Submitted,
            ListingState::Approved => ListingMark::Approved,
            ListingState::Published if !self.out(now) => ListingMark::Scheduled,
            ListingState::Published if corrected => ListingMark::Corrected,
            ListingState::Published => ListingMark::Published,
        }
    }

    /// The hash of what was published; none before.
    pub fn sha256(&self) -> Option<String> {
        self.frozen.as_ref().map(|text| sha256_hex(text.as_bytes()))
    }

    fn must_be(&self, state: ListingState) -> Result<(), ListingRefusal> {
        if self.state == state { Ok(()) } else { Err(ListingRefusal::NotNow { state: self.state }) }
    }

    /// Says something else while it is drafted.
    ///
    /// # Errors
    /// [`ListingRefusal::NotNow`].
    pub fn amend(mut self, content: ListingContent) -> Result<Self, ListingRefusal> {
        self.must_be(ListingState::Draft)?;
        self.content = content;
        Ok(self)
    }

    /// Submits it for approval, on a local day.
    ///
    /// # Errors
    /// [`ListingRefusal::NotNow`], [`ListingRefusal::NotOver`], [`ListingRefusal::Empty`].
    pub fn submit(mut self, step: ListingStep, today: NaiveDate) -> Result<Self, ListingRefusal> {
        self.must_be(ListingState::Draft)?;
        let until = self.content.period.until;
        if today <= until {
            return Err(ListingRefusal::NotOver { until });
        }
        if self.content.groups.is_empty() {
            return Err(ListingRefusal::Empty);
        }
        self.submitted = Some(step);
        self.returned = None;
        self.state = ListingState::Submitted;
        Ok(self)
    }

    /// Sends it back to be drafted anew, as long as it is not out.
    ///
    /// # Errors
    /// [`ListingRefusal::NotNow`] for a draft, [`ListingRefusal::Out`], [`ListingRefusal::NoReason`].
    pub fn send_back(mut self, reason: &str, now: Timestamp) -> Result<Self, ListingRefusal> {
        if self.out(now) {
            return Err(ListingRefusal::Out);
        }
        if self.state == ListingState::Draft {
            return Err(ListingRefusal::NotNow { state: self.state });
        }
        self.returned = Some(said(reason)?);
        self.state = ListingState::Draft;
        (self.submitted, self.approved, self.published) = (None, None, None);
        (self.publish_at, self.frozen) = (None, None);
        Ok(self)
    }

    /// Approves it.
    ///
    /// # Errors
    /// [`ListingRefusal::NotNow`], [`ListingRefusal::OwnSubmission`].
    pub fn approve(mut self, step: ListingStep) -> Result<Self, ListingRefusal> {
        self.must_be(ListingState::Submitted)?;
        if self.own(step.by_user) {
            return Err(ListingRefusal::OwnSubmission);
        }
        self.approved = Some(step);
        self.state = ListingState::Approved;
        Ok(self)
    }

    /// Whether an account submitted it.
    pub fn own(&self, user: Option<UserId>) -> bool {
        user.is_some() && self.submitted.as_ref().is_some_and(|step| step.by_user == user)
    }

    /// Publishes it, at once or at a moment to come: from here on it is frozen.
    ///
    /// # Errors
    /// [`ListingRefusal::NotNow`], [`ListingRefusal::MomentPast`].
    pub fn publish(mut self, step: ListingStep, moment: Option<Timestamp>) -> Result<Self, ListingRefusal> {
        self.must_be(ListingState::Approved)?;
        if moment.is_some_and(|moment| moment <= step.at) {
            return Err(ListingRefusal::MomentPast);
        }
        self.publish_at = Some(moment.unwrap_or(step.at));
        self.frozen = Some(frozen_text(&self.content));
        self.published = Some(step);
        self.state = ListingState::Published;
        Ok(self)
    }

    /// Whether its units are to be told now.
    pub fn due(&self, now: Timestamp) -> bool {
        self.out(now) && self.released_at.is_none()
    }

    /// Lets pass only what is out, and a reason that says something: the reason.
    ///
    /// # Errors
    /// [`ListingRefusal::NotOut`], [`ListingRefusal::NoReason`].
    pub fn correctable(&self, reason: &str, now: Timestamp) -> Result<String, ListingRefusal> {
        if !self.out(now) {
            return Err(ListingRefusal::NotOut);
        }
        said(reason)
    }
}

/// Words that say something and not too much.
fn said(words: &str) -> Result<String, ListingRefusal> {
    let words = words.trim();
    if words.is_empty() || words.chars().count() > REASON_MOST {
        return Err(ListingRefusal::NoReason { most: REASON_MOST });
    }
    Ok(words.to_owned())
}
