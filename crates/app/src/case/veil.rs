//! What an inspector of a blind round 盲评 is not told of a case: that it is a rebound 反弹 and graver for it.
//!
//! A rebound says that an earlier round found the same problem, and the reach hides that round's cases from its
//! inspectors. A case that goes on from a hidden one is therefore told as if it stood alone: no rebound, and as grave as its
//! item. Nothing is veiled while no blind round is open, nor for anybody but an inspector.

use std::collections::HashSet;

use wangge_domain::case::Case;
use wangge_domain::ids::{CaseId, SiteId};
use wangge_domain::permission::{Action, Actor};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, case, round};

use super::rebound::severity;
use crate::context::{Answer, App};
use crate::reading::indexed;

/// The veil over the eyes of an inspector while a blind round is open.
pub(crate) struct Veil {
    reach: Reach,
    sites: HashSet<SiteId>,
}

impl Veil {
    /// The veil a reader wears; none for whoever may know.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn of(db: &impl ConnectionTrait, actor: &Actor) -> Answer<Option<Self>> {
        let Some(granted) = actor.may(Action::ViewCase).filter(|granted| granted.blind.is_some()) else {
            return Ok(None);
        };
        let sites: HashSet<SiteId> = round::blind_sites(db).await?.into_iter().collect();
        if sites.is_empty() {
            return Ok(None);
        }
        Ok(Some(Self { reach: Reach::of(db, &granted).await?, sites }))
    }

    /// Takes from cases what is not told of them.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn over(&self, app: &App, db: &impl ConnectionTrait, cases: &mut [Case]) -> Answer<()> {
        let roots: Vec<CaseId> = cases.iter().filter_map(|case| case.rebound_of).collect();
        let seen: HashSet<CaseId> =
            case::get_many(db, &self.reach, &roots).await?.into_iter().map(|root| root.id).collect();
        for case in cases {
            let Some(root) = case.rebound_of else { continue };
            if seen.contains(&root) && case.site_id.is_none_or(|site| !self.sites.contains(&site)) {
                continue;
            }
            let edition = match case.edition_id {
                Some(id) => Some(indexed(app, db, id).await?),
                None => None,
            };
            case.rebound_of = None;
            case.severity = severity(edition.as_deref(), case.item_code.as_deref());
        }
        Ok(())
    }
}
