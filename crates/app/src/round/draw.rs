//! Which sites a round takes and who inspects them, checked against the register and the edition.

use std::collections::BTreeSet;

use wangge_domain::ids::{PersonId, RoundId, SiteId};
use wangge_domain::site::Site;
use wangge_domain::standard::EditionIndex;
use wangge_domain::text::Message;
use wangge_storage::round::RoundInspector;

use crate::context::Answer;
use crate::error::{AppError, FieldFault};
use crate::reading::Register;
use crate::view::Assignment;

fn found(faults: Vec<FieldFault>) -> Answer<()> {
    if faults.is_empty() { Ok(()) } else { Err(AppError::Invalid(faults)) }
}

/// The sites of a choice: the named ones, or all active ones whose type the edition knows. In their order, each
/// once.
///
/// # Errors
/// [`AppError::Invalid`] with every site that is unknown, no longer inspected, named twice, or of a type the
/// edition does not know.
pub(super) fn sites(register: &Register, edition: &EditionIndex, named: &[SiteId], all: bool) -> Answer<Vec<SiteId>> {
    if all && !named.is_empty() {
        return Err(AppError::invalid("/all", Message::new("app-round-all-and-named")));
    }
    let judged = |site: &Site| edition.type_key(&site.type_code).is_some();
    if all {
        let chosen = register.sites.values().filter(|site| site.active && judged(site)).map(|site| site.id);
        return Ok(chosen.collect::<BTreeSet<_>>().into_iter().collect());
    }
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for (place, id) in named.iter().enumerate() {
        let message = match register.sites.get(id) {
            None => Message::new("app-round-site-unknown").arg("site", id),
            Some(site) if !site.active => Message::new("app-round-site-inactive").arg("site", &site.code),
            Some(site) if !judged(site) => {
                Message::new("app-round-site-type").arg("site", &site.code).arg("type", &site.type_code)
            }
            Some(site) if !seen.insert(*id) => Message::new("app-round-site-twice").arg("site", &site.code),
            Some(_) => continue,
        };
        faults.push(FieldFault { pointer: format!("/site_ids/{place}"), message });
    }
    found(faults)?;
    Ok(seen.into_iter().collect())
}

/// The inspectors of a round, from its assignments.
///
/// # Errors
/// [`AppError::Invalid`] with every assignment to a site that is not the round's or stands twice, and every
/// person who is unknown or no longer works here.
pub(super) fn inspectors(
    register: &Register,
    round: RoundId,
    sites: &[SiteId],
    assignments: &[Assignment],
) -> Answer<Vec<RoundInspector>> {
    let sites: BTreeSet<SiteId> = sites.iter().copied().collect();
    let mut faults = Vec::new();
    let mut assigned: BTreeSet<SiteId> = BTreeSet::new();
    let mut rows = Vec::new();
    for (place, assignment) in assignments.iter().enumerate() {
        let code =
            register.sites.get(&assignment.site_id).map_or_else(|| assignment.site_id.to_string(), |s| s.code.clone());
        let key = if !sites.contains(&assignment.site_id) {
            Some("app-round-assigned-elsewhere")
        } else if !assigned.insert(assignment.site_id) {
            Some("app-round-assigned-twice")
        } else {
            None
        };
        if let Some(key) = key {
            let message = Message::new(key).arg("site", code);
            faults.push(FieldFault { pointer: format!("/assignments/{place}/site_id"), message });
            continue;
        }
        let people: BTreeSet<PersonId> = assignment.person_ids.iter().copied().collect();
        for (nth, id) in assignment.person_ids.iter().enumerate() {
            if !register.people.get(id).is_some_and(|person| person.active) {
                let message = Message::new("app-unknown-person").arg("person", id);
                faults.push(FieldFault { pointer: format!("/assignments/{place}/person_ids/{nth}"), message });
            }
        }
        rows.extend(people.into_iter().map(|person_id| RoundInspector {
            round_id: round,
            site_id: assignment.site_id,
            person_id,
        }));
    }
    found(faults)?;
    Ok(rows)
}
