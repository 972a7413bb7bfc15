//! Practices taken over from the demonstration's demonstration sites, noted by the office.

use std::collections::BTreeMap;

use anyhow::Result;
use chrono::{Days, NaiveDate};
use wangge_app::view::{AmendPractice, AmendSite};
use wangge_app::{App, site};
use wangge_domain::permission::Actor;
use wangge_domain::site::Site;
use wangge_domain::text::Lang;
use wangge_storage::reach::Reach;

/// Every other site whose type has a demonstration site took its practice over, at first those of the first codes.
///
/// # Errors
/// When a use case refuses or the store fails.
pub(super) async fn copy(app: &App, office: &Actor, today: NaiveDate) -> Result<()> {
    let sites = wangge_storage::site::list(&app.store.read(), &Reach::everything()).await?;
    let mut examples: BTreeMap<&str, &Site> = BTreeMap::new();
    for example in sites.iter().filter(|site| site.demonstration) {
        examples.entry(&example.type_code).or_insert(example);
    }
    let copying = sites.iter().filter(|site| !site.demonstration && examples.contains_key(site.type_code.as_str()));
    for (place, own) in copying.step_by(2).enumerate() {
        let back = 20_u64.saturating_sub(2 * u64::try_from(place)?);
        let practice =
            AmendPractice { from: examples[own.type_code.as_str()].id, since: today - Days::new(back.max(2)) };
        let command = AmendSite { practice: Some(Some(practice)), ..AmendSite::default() };
        site::amend(app, office, Lang::Zh, own.id, own.version, command).await?;
    }
    Ok(())
}
