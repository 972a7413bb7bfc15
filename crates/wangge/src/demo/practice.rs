//! Practices taken over from the demonstration's demonstration sites: noted by the office at first, then with a card,
//! planned for every other site of the type, and reported as in place by the units that took them over.

use std::collections::BTreeMap;

use anyhow::Result;
use chrono::{Days, NaiveDate};
use wangge_app::view::{
    AdoptPractice, AmendPractice, AmendSite, CardText, PhotoCell, PlanReplication, WriteCard, WriteMeasure,
};
use wangge_app::{App, replication, site};
use wangge_domain::evidence::EvidenceHash;
use wangge_domain::ids::SiteId;
use wangge_domain::permission::Actor;
use wangge_domain::site::Site;
use wangge_domain::text::Lang;
use wangge_storage::reach::Reach;

use super::accounts::Cast;
use super::content::Practice;

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

/// So many days the other sites of a type have to take a practice over.
const DAYS_TO_COPY: u64 = 12;

/// How many photographs the first measure of a card shows.
const PHOTOS_SHOWN: usize = 2;

/// A card for each practice whose demonstration site meets the mark; the other sites of its type are planned, and those
/// noted as copying are reported as in place by their units.
///
/// # Errors
/// When a use case refuses or the store fails.
pub(super) async fn cards(app: &App, cast: &Cast, practices: &[Practice], today: NaiveDate) -> Result<()> {
    let Some(office) = cast.office.first() else { return Ok(()) };
    let far = replication::overview(app, office, Lang::Zh).await?;
    let sites = wangge_storage::site::list(&app.store.read(), &Reach::everything()).await?;
    for practice in practices {
        let meets = far.demonstrations.iter().find(|one| one.meets_mark && one.site_type.code == practice.site_type);
        let Some(example) = meets.and_then(|one| sites.iter().find(|site| site.id.0 == one.site.id)) else { continue };
        let handler = example.unit_id.and_then(|unit| cast.handlers.get(&unit));
        let photos = photos_of(app, office, example.id).await?;
        let mut measures: Vec<WriteMeasure> = practice.measures.iter().map(measure).collect();
        if let Some(first) = measures.first_mut() {
            first.photos = photos;
        }
        let text = CardText {
            title: practice.title.clone(),
            summary: practice.summary.clone(),
            measures,
            contact_id: handler.and_then(|handler| handler.person_id),
        };
        let command = WriteCard { id: app.new_id(), site_id: example.id, text };
        let (card, _) = replication::write(app, office, Lang::Zh, command).await?;
        let plan = PlanReplication { sites: None, due_on: today + Days::new(DAYS_TO_COPY) };
        let card = replication::plan(app, office, Lang::Zh, card.id, plan).await?;
        for planned in card.replications {
            let site = sites.iter().find(|site| site.id.0 == planned.site.id);
            let copying = site.and_then(|site| Some((site.practice.as_ref()?, site.unit_id?)));
            let Some((handler, since)) =
                copying.and_then(|(noted, unit)| Some((cast.handlers.get(&unit)?, noted.since)))
            else {
                continue;
            };
            let command = AdoptPractice { on: since, note: String::new() };
            replication::adopt(app, handler, Lang::Zh, planned.id, planned.version, command).await?;
        }
    }
    Ok(())
}

fn measure(given: &super::content::PracticeMeasure) -> WriteMeasure {
    let super::content::PracticeMeasure { item, text, cost } = given;
    WriteMeasure { item_code: item.clone(), text: text.clone(), cost_yuan: cost.clone(), photos: Vec::new() }
}

/// What the site looked like after it was mended.
async fn photos_of(app: &App, office: &Actor, id: SiteId) -> Result<Vec<EvidenceHash>> {
    let shown = site::photos(app, office, Lang::Zh, id).await?;
    let mended = |cell: &PhotoCell| cell.mended.iter().map(|photo| photo.sha256.clone()).collect::<Vec<_>>();
    let mut hashes: Vec<EvidenceHash> = shown.rows.iter().flat_map(|row| row.cells.iter().flat_map(mended)).collect();
    hashes.dedup();
    hashes.truncate(PHOTOS_SHOWN);
    Ok(hashes)
}
