//! What a submission rests on and what hardly ever changes: round, site, assignment, edition, settings. Kept in
//! memory per round and site for as long as none of it changes, so that submitting costs one small query for it.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono_tz::Tz;
use wangge_domain::case::{ReboundWindow, Source};
use wangge_domain::ids::{NodeId, PersonId, RoundId, SiteId, UnitId};
use wangge_domain::ownership::Ownership;
use wangge_domain::permission;
use wangge_domain::round::Round;
use wangge_domain::routing::{RuleTable, route};
use wangge_domain::site::Site;
use wangge_domain::standard::EditionIndex;
use wangge_domain::text::Lang;
use wangge_domain::time::Timestamp;
use wangge_storage::{ConnectionTrait, round, site, stamp};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::{Register, indexed};
use crate::routing::{Moments, Problem, facts};

/// What a submission to a site in a round rests on.
#[derive(Debug)]
pub struct Ground {
    /// The round.
    pub round: Round,
    /// The edition it is judged by.
    pub edition: Arc<EditionIndex>,
    /// The site.
    pub site: Site,
    /// Whether the site is one of the round's.
    pub site_in_round: bool,
    /// The inspectors assigned to the site; empty when any inspector may go.
    pub assigned: BTreeSet<PersonId>,
    /// The campaign's zone.
    pub zone: Tz,
    /// Within what a finding is the rebound of a closed problem.
    pub rebound: ReboundWindow,
    routing: RuleTable,
    /// The nodes that contain the site, from the district down.
    above: Vec<NodeId>,
    register: Arc<Register>,
}

impl Ground {
    /// The ground of a round and site, from memory where nothing has changed.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an unknown round or site.
    pub async fn load(app: &App, db: &impl ConnectionTrait, round: RoundId, site: SiteId) -> Answer<Arc<Self>> {
        let key = (round, site);
        if let Some((of, kept)) = app.memory().grounds.peek(&key)
            && of == stamp::submission(db, round, site, &kept.above).await?
        {
            return Ok(kept);
        }
        let register = Register::load(app, db).await?;
        let above = register.sites.get(&site).map(|site| above(&register, site)).unwrap_or_default();
        // The stamp is taken before the rest is read: what changes in between shows as a stamp that does not fit.
        let stamp = stamp::submission(db, round, site, &above).await?;
        let made = Self::make(app, db, key, register, above).await?;
        Ok(app.memory().grounds.put(key, stamp, made))
    }

    async fn make(
        app: &App,
        db: &impl ConnectionTrait,
        (round_id, site_id): (RoundId, SiteId),
        register: Arc<Register>,
        above: Vec<NodeId>,
    ) -> Answer<Self> {
        let round = round::get(db, round_id).await?.ok_or_else(|| AppError::not_found("round", round_id))?;
        let site = site::get(db, site_id).await?.ok_or_else(|| AppError::not_found("site", site_id))?;
        let assignment = round::assignment(db, round_id, site_id).await?;
        let campaign = crate::campaign::load(db).await?;
        Ok(Self {
            edition: indexed(app, db, round.edition_id).await?,
            round,
            site,
            site_in_round: assignment.is_some(),
            assigned: assignment.into_iter().flatten().collect(),
            zone: campaign.tz(),
            rebound: crate::case::rebound::window(&campaign.settings),
            routing: crate::routing::load(db, &campaign).await?,
            above,
            register,
        })
    }

    /// Whether the site lies where an actor may submit. Where the round leaves a site to any inspector, those
    /// who have only what is assigned to them may go.
    pub fn within(&self, reach: &permission::Reach) -> bool {
        let units: Vec<UnitId> = [self.site.unit_id, self.site.supporting_unit_id].into_iter().flatten().collect();
        let assigned: Vec<PersonId> = if self.assigned.is_empty() {
            reach.assigned.into_iter().collect()
        } else {
            self.assigned.iter().copied().collect()
        };
        reach.holds(&self.above, &units, &assigned)
    }

    /// Whether the edition asks for a photograph of the door-head at the site.
    pub fn door_first(&self) -> bool {
        let edition = &self.edition;
        edition.type_key(&self.site.type_code).is_some_and(|key| edition.site_type(key).door_photo)
    }

    /// Whether the register knew the person when the ground was made.
    pub fn knows(&self, person: PersonId) -> bool {
        self.register.people.contains_key(&person)
    }

    /// The unit that would handle a problem with an item at the site, found at a moment.
    pub fn handling_unit(&self, item: &str, ownerships: &[Ownership], found: Timestamp) -> Option<UnitId> {
        let problem = Problem {
            edition: Some(self.edition.as_ref()),
            item: Some(item),
            site: Some(&self.site),
            ownerships,
            chain: &self.above,
            source: Some(Source::from(self.round.kind)),
            moments: Moments::of(found, found, self.zone),
            ..Problem::default()
        };
        route(&self.routing, &facts(&self.register, Lang::Zh, &self.routing, &problem)).unit_id
    }
}

fn above(register: &Register, site: &Site) -> Vec<NodeId> {
    register.chain(&site.node_path).iter().map(|node| node.id).collect()
}
