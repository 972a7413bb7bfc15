//! What the store knows, as facts of the ledger.

use std::collections::HashMap;

use chrono::NaiveDate;
use chrono_tz::Tz;
use wangge_domain::case::Case;
use wangge_domain::figure::Exact;
use wangge_domain::ids::{CaseId, RoundId, SiteId, UnitId};
use wangge_domain::ranking::{SchemeEdition, Schemes};
use wangge_domain::score_ledger::{
    CaseRecord, LedgerFact, Posting, Pressed, RoundRecord, ScoreEntry, SentBack, facts_of_case, facts_of_round,
    reconcile,
};
use wangge_domain::time::{Timestamp, local_day};
use wangge_storage::case::DispatchRole;
use wangge_storage::{ConnectionTrait, case, escalation, scheme_edition, score_ledger as store};

use crate::context::{Answer, App};
use crate::reading::Register;
use crate::result::ScoredRound;

/// What entries are priced by.
pub(super) struct Pricing {
    /// All editions.
    pub(super) schemes: Schemes,
    /// The scheme chosen in the settings.
    pub(super) chosen: Option<String>,
    /// The campaign's zone.
    pub(super) zone: Tz,
    /// The peer group of each unit that has one.
    pub(super) groups: HashMap<UnitId, String>,
}

impl Pricing {
    /// As it stands.
    ///
    /// # Errors
    /// When the store fails.
    pub(super) async fn load(app: &App, db: &impl ConnectionTrait) -> Answer<Self> {
        let campaign = crate::campaign::load(db).await?;
        let register = Register::load(app, db).await?;
        let grouped = register.units.values().filter_map(|unit| Some((unit.id, unit.peer_group.clone()?)));
        Ok(Self {
            schemes: scheme_edition::all(db).await?,
            zone: campaign.tz(),
            chosen: campaign.settings.ranking_scheme,
            groups: grouped.collect(),
        })
    }

    /// The edition in force for a unit on a day.
    pub(super) fn edition(&self, unit: UnitId, day: NaiveDate) -> Option<&SchemeEdition> {
        self.schemes.for_group(self.groups.get(&unit)?, day, self.chosen.as_deref())
    }

    /// What has to be entered about these facts beside these entries.
    pub(super) fn due(&self, facts: &[LedgerFact], entries: &[ScoreEntry]) -> Vec<Posting> {
        let day = |fact: &LedgerFact| local_day(fact.at, self.zone);
        let edition = |entry: Option<&ScoreEntry>, unit, day| match entry {
            Some(entry) => self.schemes.edition(&entry.scheme_code, entry.scheme_edition),
            None => self.edition(unit, day),
        };
        reconcile(facts, entries, day, edition)
    }
}

/// The facts of some cases and the entries about them.
///
/// # Errors
/// When the store fails.
pub(super) async fn of_cases(
    app: &App,
    db: &impl ConnectionTrait,
    cases: &[Case],
    now: Timestamp,
) -> Answer<(Vec<LedgerFact>, Vec<ScoreEntry>)> {
    let register = Register::load(app, db).await?;
    let ids: Vec<CaseId> = cases.iter().map(|case| case.id).collect();
    let mut assisting: HashMap<CaseId, Vec<UnitId>> = HashMap::new();
    for dispatch in case::dispatches_of_many(db, &ids).await? {
        if dispatch.role == DispatchRole::Assist && dispatch.returned_at.is_none() {
            assisting.entry(dispatch.case_id).or_default().push(dispatch.unit_id);
        }
    }
    let reported: HashMap<_, UnitId> =
        case::rectifications_of_many(db, &ids).await?.into_iter().map(|one| (one.id, one.unit_id)).collect();
    let mut sent_back: HashMap<CaseId, Vec<SentBack>> = HashMap::new();
    for check in case::checks_of_many(db, &ids).await?.into_iter().filter(|check| !check.passed) {
        if let Some(unit_id) = reported.get(&check.rectification_id) {
            let back = SentBack { check_id: check.id, unit_id: *unit_id, at: check.at };
            sent_back.entry(check.case_id).or_default().push(back);
        }
    }
    let mut pressed: HashMap<CaseId, Vec<Pressed>> = HashMap::new();
    for one in escalation::of_cases(db, &ids).await? {
        let measure = Pressed { id: one.id, measure: one.measure, unit_id: one.unit_id, at: one.at };
        pressed.entry(one.case_id).or_default().push(measure);
    }
    let mut facts = Vec::new();
    for case in cases {
        let site = case.site_id.and_then(|site| register.sites.get(&site));
        let record = CaseRecord {
            case,
            sent_back: sent_back.remove(&case.id).unwrap_or_default(),
            pressed: pressed.remove(&case.id).unwrap_or_default(),
            assisting: assisting.remove(&case.id).unwrap_or_default(),
            supporting: site.and_then(|site| site.supporting_unit_id),
        };
        facts.extend(facts_of_case(&record, now));
    }
    Ok((facts, store::of_cases(db, &ids).await?))
}

/// The facts of a closed round and the entries about it. A site stays with the unit it was entered for, whoever answers for
/// it now.
///
/// # Errors
/// When the store fails or the round cannot be scored.
pub(super) async fn of_round(
    app: &App,
    db: &impl ConnectionTrait,
    round: RoundId,
) -> Answer<(Vec<LedgerFact>, Vec<ScoreEntry>)> {
    let register = Register::load(app, db).await?;
    let scored = ScoredRound::load(app, db, round).await?;
    let entries = store::of_round(db, round).await?;
    let entered: HashMap<SiteId, UnitId> = entries
        .iter()
        .filter(|entry| entry.share.is_none())
        .filter_map(|entry| Some((entry.site_id?, entry.unit_id)))
        .collect();
    let mut sites = Vec::new();
    for id in scored.visits.keys() {
        let (Some(site), Some(node)) = (register.sites.get(id), scored.site(*id)) else { continue };
        let Some(unit) = entered.get(id).copied().or(site.unit_id) else { continue };
        let clean = node.full > Exact::ZERO && node.score.as_ref() == Some(&node.full);
        sites.push((*id, unit, site.supporting_unit_id, clean));
    }
    sites.sort_by_key(|(site, ..)| *site);
    Ok((facts_of_round(&RoundRecord { round: &scored.round, sites }), entries))
}
