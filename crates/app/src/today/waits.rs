//! What waits for its reader.

use std::collections::HashSet;

use wangge_domain::case::CaseState;
use wangge_domain::permission::{Action, Role};
use wangge_domain::round::{Round, RoundState, VisitState};
use wangge_domain::time::IsoWeek;
use wangge_storage::case::{self, CaseFilter};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, bulletin, node, replication, round, site, user, visit};

use super::Desk;
use crate::case::acting;
use crate::completeness;
use crate::context::Answer;
use crate::reading::{many, shown};
use crate::view::{Ref, Wait, WaitKind};

impl<D: ConnectionTrait> Desk<'_, D> {
    /// In the order of the work; only what there is.
    pub(super) async fn waits(&self, rounds: &[Round], week: IsoWeek) -> Answer<Vec<Wait>> {
        let mut waits = self.cases().await?;
        let due = crate::rebound::waiting(self.app, self.db, self.actor).await?;
        waits.push(wait(WaitKind::ReCheck, due));
        waits.extend(self.practices().await?);
        let (open, reported) = crate::meeting::waiting(self.app, self.db, self.actor).await?;
        waits.extend([wait(WaitKind::Resolution, open), wait(WaitKind::ConfirmResolution, reported)]);
        let listings = crate::listing::waiting(self.db, self.actor).await?;
        waits.push(wait(WaitKind::ApproveListing, listings));
        waits.extend(self.visits(rounds).await?);
        waits.extend(self.unassigned(rounds).await?);
        waits.extend(self.bulletin(week).await?);
        waits.extend(self.routing().await?);
        waits.push(wait(WaitKind::DutyChange, crate::duty_change::failed(self.db, self.actor).await?));
        waits.extend(self.incomplete().await?);
        waits.extend(self.first_passwords().await?);
        waits.retain(|wait| wait.count > 0);
        Ok(waits)
    }

    async fn cases(&self) -> Answer<Vec<Wait>> {
        let Some(seen) = self.reach(Action::ViewCase).await? else { return Ok(Vec::new()) };
        let steps = [
            (WaitKind::Decide, Action::FileCase, CaseState::Reported),
            (WaitKind::Dispatch, Action::DispatchCase, CaseState::Filed),
            (WaitKind::Accept, Action::AcceptCase, CaseState::Dispatched),
            (WaitKind::Rectify, Action::RectifyCase, CaseState::InHand),
        ];
        let own = acting(self.db, self.actor).await?.units;
        let mut waits = Vec::new();
        for (kind, action, state) in steps {
            // Only the main unit accepts and rectifies; whoever assists or looks on is not told to.
            let units = if matches!(kind, WaitKind::Accept | WaitKind::Rectify) { own.clone() } else { Vec::new() };
            let nobody = matches!(kind, WaitKind::Accept | WaitKind::Rectify) && own.is_empty();
            if self.actor.may(action).is_some() && !nobody {
                let filter = CaseFilter { states: vec![state], units, ..CaseFilter::default() };
                waits.push(wait(kind, shown(case::count(self.db, &seen, &filter).await?)));
            }
        }
        if self.actor.may(Action::ViewOverview).is_some()
            && steps.iter().all(|(_, action, _)| self.actor.may(*action).is_none())
        {
            let filter = CaseFilter { overdue_at: Some(self.app.now()), ..CaseFilter::default() };
            waits.push(wait(WaitKind::Press, shown(case::count(self.db, &seen, &filter).await?)));
        }
        // A unit's own head agrees first where two agree; that is a thing of the unit, and the office is who must decide.
        if self.actor.is(Role::Office) {
            let filter = CaseFilter { pending: Some(true), ..CaseFilter::default() };
            waits.push(wait(WaitKind::Rule, shown(case::count(self.db, &seen, &filter).await?)));
        }
        if self.actor.may(Action::CheckCase).is_some() && self.actor.user_id.is_some() {
            let filter = CaseFilter { checkable_by: self.actor.user_id, ..CaseFilter::default() };
            waits.push(wait(WaitKind::Check, shown(case::count(self.db, &seen, &filter).await?)));
        }
        Ok(waits)
    }

    /// The replications a unit has not reported as in place. The office plans them and looks on.
    async fn practices(&self) -> Answer<Option<Wait>> {
        if self.actor.is(Role::Office) {
            return Ok(None);
        }
        let Some(reach) = self.reach(Action::AdoptPractice).await? else { return Ok(None) };
        let own: HashSet<_> =
            site::list(self.db, &reach).await?.into_iter().filter(|site| site.active).map(|site| site.id).collect();
        let all = replication::all(self.db).await?;
        let waiting = all.iter().filter(|one| one.adopted.is_none() && one.cancelled.is_none());
        Ok(Some(wait(WaitKind::Adopt, many(waiting.filter(|one| own.contains(&one.site_id)).count()))))
    }

    /// The sites of an inspector's open rounds without a visit, and returned visits not made anew.
    async fn visits(&self, rounds: &[Round]) -> Answer<Vec<Wait>> {
        let (Some(person), Some(_)) = (self.actor.person_id, self.actor.may(Action::SubmitVisit)) else {
            return Ok(Vec::new());
        };
        if !self.actor.is(Role::Inspector) {
            return Ok(Vec::new());
        }
        let assigned = round::assigned_to(self.db, person).await?;
        let mut waits = Vec::new();
        for open in rounds.iter().filter(|round| round.state == RoundState::Open) {
            let mine = assigned.iter().filter(|one| one.round_id == open.id).map(|one| one.site_id);
            let mine: HashSet<_> = mine.collect();
            let visits = visit::of_round(self.db, &Reach::everything(), open.id).await?;
            let standing = visits.iter().filter(|visit| visit.state == VisitState::Submitted);
            let visited: HashSet<_> = standing.map(|visit| visit.site_id).collect();
            let returned = visits.iter().filter(|visit| visit.state == VisitState::Returned).map(|visit| visit.site_id);
            let redo: HashSet<_> = returned.filter(|site| mine.contains(site) && !visited.contains(site)).collect();
            let to_visit = mine.iter().filter(|site| !visited.contains(site) && !redo.contains(site)).count();
            for (kind, count) in [(WaitKind::Visit, to_visit), (WaitKind::Redo, redo.len())] {
                waits.push(Wait { round: Some(self.round_ref(open)), ..wait(kind, many(count)) });
            }
        }
        Ok(waits)
    }

    fn round_ref(&self, round: &Round) -> Ref {
        Ref::new(round.id, round.number.to_string(), round.name.get(self.book.lang))
    }

    async fn unassigned(&self, rounds: &[Round]) -> Answer<Vec<Wait>> {
        if self.actor.may(Action::OpenRound).is_none() {
            return Ok(Vec::new());
        }
        let mut waits = Vec::new();
        for round in rounds.iter().filter(|round| matches!(round.state, RoundState::Planned | RoundState::Open)) {
            let sites = round::sites(self.db, round.id, &Reach::everything()).await?;
            let assigned: HashSet<_> =
                round::inspectors(self.db, round.id).await?.into_iter().map(|one| one.site_id).collect();
            let nobody = sites.iter().filter(|site| !assigned.contains(site)).count();
            waits.push(Wait { round: Some(self.round_ref(round)), ..wait(WaitKind::Assign, many(nobody)) });
        }
        Ok(waits)
    }

    /// The last full week without a bulletin, once anything was ever handed over in it or before.
    async fn bulletin(&self, week: IsoWeek) -> Answer<Option<Wait>> {
        if self.actor.may(Action::PublishBulletin).is_none() {
            return Ok(None);
        }
        let last = week.previous();
        let published = !bulletin::of_week(self.db, &last.to_string()).await?.is_empty();
        let zone = crate::campaign::load(self.db).await?.tz();
        let filter = CaseFilter { dispatched: Some(last.period(zone)), ..CaseFilter::default() };
        let handed_over = case::count(self.db, &Reach::everything(), &filter).await?;
        let due = !published && handed_over > 0;
        Ok(due.then(|| Wait { week: Some(last), ..wait(WaitKind::Bulletin, 1) }))
    }

    /// The routing rules that point to a unit out of use: what they apply to stays with the office.
    async fn routing(&self) -> Answer<Option<Wait>> {
        if self.actor.may(Action::EditRouting).is_none() {
            return Ok(None);
        }
        let flagged = crate::routing::flagged(self.app, self.db, &self.book).await?;
        Ok(Some(wait(WaitKind::Routing, many(flagged))))
    }

    async fn incomplete(&self) -> Answer<Option<Wait>> {
        let Some(reach) = self.reach(Action::EditGrid).await? else { return Ok(None) };
        let seen: HashSet<_> = node::list(self.db, &reach).await?.into_iter().map(|node| node.id).collect();
        let all = completeness::of_all(self.app, self.db, &self.book).await?;
        let incomplete = all.iter().filter(|(id, missing)| seen.contains(id) && !missing.is_empty()).count();
        Ok(Some(wait(WaitKind::Incomplete, many(incomplete))))
    }

    async fn first_passwords(&self) -> Answer<Option<Wait>> {
        if self.actor.may(Action::ManageUsers).is_none() {
            return Ok(None);
        }
        let accounts = user::list(self.db).await?;
        let never = accounts.iter().filter(|account| account.active && account.must_change_password).count();
        Ok(Some(wait(WaitKind::FirstPassword, many(never))))
    }
}

fn wait(kind: WaitKind, count: u64) -> Wait {
    Wait { kind, count, round: None, week: None }
}
