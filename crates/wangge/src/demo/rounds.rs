//! What the office does about rounds in the demonstration besides opening and closing them: a visit now and then
//! is returned or voided and made again, and part of the lost points are given their causes.

use anyhow::{Context, Result};
use chrono::{Duration, Timelike};
use rand::Rng;
use rand::seq::IndexedRandom;
use wangge_app::view::{CauseAssignment, CauseAssignments, LostPointQuery, Reason, SubmitVisit};
use wangge_app::{cause, result, visit};
use wangge_domain::assessment::Observation;
use wangge_domain::permission::Actor;
use wangge_domain::site::Site;
use wangge_domain::text::Lang;
use wangge_domain::time::{DEFAULT_ZONE, Timestamp};

use super::history::{History, Step};
use super::outcome::outcome;

/// Of so many visits one is looked at again and set aside.
const ONE_IN: usize = 13;

/// The round that is still open at the demonstration's present.
const STILL_OPEN: usize = 5;

/// Why visits are returned.
const RETURNED: &[&str] =
    &["照片模糊，看不清问题位置", "漏查两项必查内容，请补齐后重新提交", "考察时长不足，与操作提示要求不符"];

/// Why visits are voided.
const VOIDED: &[&str] = &["走错点位，考察的是相邻路段", "雨天无法按操作提示考察，改日重新安排"];

/// A visit to be set aside and perhaps made again.
#[derive(Clone, Debug)]
pub(super) struct Doubtful {
    round: usize,
    command: SubmitVisit,
    inspector: Actor,
    returned: bool,
}

impl History<'_> {
    /// What an inspector finds at a site, item by item.
    pub(super) fn observe(&mut self, site: &Site) -> Vec<Observation> {
        let Some(kind) = self.edition.type_key(&site.type_code) else { return Vec::new() };
        let mut observations = Vec::new();
        for applicable in self.edition.items_of(kind) {
            let item = self.edition.item(applicable.item);
            let fault = self.faults.get(&(site.id, item.code.clone())).copied().unwrap_or(false);
            let mut remark = String::new();
            if fault {
                let phrase = item.phrases.choose(&mut self.rng).map(|p| p.zh.clone()).unwrap_or_default();
                let note = self.phrases.remarks.choose(&mut self.rng).map(|p| p.zh.clone()).unwrap_or_default();
                remark = if self.rng.random_bool(0.4) { format!("{phrase}；{note}") } else { phrase };
            }
            let outcome = outcome(item, !fault, &mut self.rng);
            observations.push(Observation { item: item.code.clone(), outcome, remark });
        }
        observations
    }

    /// Notes a visit as one the office will look at again, where its turn has come and the day is long enough.
    pub(super) fn doubt(&mut self, round: usize, command: SubmitVisit, inspector: Actor, now: Timestamp) {
        self.visited += 1;
        let evening = now.with_timezone(&DEFAULT_ZONE).hour() >= 17;
        let turn = if round == STILL_OPEN { 4 } else { ONE_IN };
        if !self.visited.is_multiple_of(turn) || evening {
            return;
        }
        let number = self.doubtful.len();
        self.doubtful.push(Doubtful { round, command, inspector, returned: number % 3 != 2 });
        self.later(now + Duration::minutes(25), Step::SetAside(number));
        // In the round that is still open some wait to be made again.
        if round != STILL_OPEN {
            self.later(now + Duration::minutes(75), Step::VisitAgain(number));
        }
    }

    /// The office returns or voids a visit.
    pub(super) async fn set_aside(&mut self, number: usize) -> Result<()> {
        let one = self.doubtful.get(number).context("a visit to set aside")?.clone();
        let reasons = if one.returned { RETURNED } else { VOIDED };
        let reason = Reason { reason: reasons.get(number % reasons.len()).copied().unwrap_or_default().to_owned() };
        let office = self.office();
        if one.returned {
            visit::send_back(self.app, &office, Lang::Zh, one.command.id, reason).await?;
        } else {
            visit::void(self.app, &office, Lang::Zh, one.command.id, reason).await?;
        }
        Ok(())
    }

    /// The inspectors go again and find the same.
    pub(super) async fn visit_again(&mut self, number: usize, now: Timestamp) -> Result<()> {
        let one = self.doubtful.get(number).context("a visit to make again")?.clone();
        let site = self.sites.iter().find(|site| site.id == one.command.site_id).context("site")?.clone();
        let door = self.photograph_door(&site, &one.inspector).await?;
        let command = SubmitVisit {
            id: self.app.new_id(),
            door,
            started_at: now - Duration::minutes(30),
            submitted_at: now,
            ..one.command
        };
        let site = command.site_id;
        visit::submit(self.app, &one.inspector, self.rounds[one.round].id, command).await?;
        self.take_up_reports(site, now).await
    }

    /// The office gives causes to two thirds of what a rule proposes for in the first assessment; the rest waits.
    pub(super) async fn give_causes(&mut self) -> Result<()> {
        let round = self.rounds.first().context("a round")?.id;
        let office = self.office();
        let points = result::lost_points(self.app, &office, Lang::Zh, round, LostPointQuery::default()).await?;
        let proposed = points.items.iter().filter_map(|point| Some((point.id, point.proposal.as_ref()?)));
        let given = proposed.enumerate().filter(|(n, _)| n % 3 != 2);
        let assignments: Vec<CauseAssignment> = given
            .map(|(_, (id, proposal))| CauseAssignment {
                lost_point_id: id,
                cause: Some(proposal.cause.code.clone()),
                seen: None,
            })
            .collect();
        for part in assignments.chunks(500) {
            cause::assign(self.app, &office, round, CauseAssignments { assignments: part.to_vec() }).await?;
        }
        Ok(())
    }
}
