//! What a case may be a duplicate 重复 of.

use wangge_domain::case::{Case, CaseState, DUPLICATE_DAYS, DUPLICATE_METRES, Duplicate, duplicate};
use wangge_domain::ids::CaseId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message, render};
use wangge_domain::time::Period;
use wangge_geo::distance_m;
use wangge_storage::case::{self, CaseFilter, CasePage};
use wangge_storage::{ConnectionTrait, reach::Reach};

use super::summary::summaries;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::evidence::Album;
use crate::reading::{Wordbook, reach};
use crate::view::{DuplicateCase, DuplicateList};

/// How many are looked at in each of both ways, far more than one place has open in a month.
const LOOKED_AT: u64 = 200;
/// How many are proposed.
const PROPOSED: usize = 10;
/// Metres of a degree of latitude, rounded down so that the box is rather too wide.
const DEGREE_M: f64 = 110_000.0;

/// The open cases within reach that a case may repeat, the most alike first, at most ten.
///
/// # Errors
/// [`AppError::NotFound`] outside the actor's reach.
pub async fn duplicates(app: &App, actor: &Actor, lang: Lang, id: CaseId) -> Answer<DuplicateList> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::ViewCase).await?;
    let case = case::find(&db, &reach, id).await?.ok_or_else(|| AppError::not_found("case", id))?;
    let mut found: Vec<(Duplicate, Case)> = near(&db, &reach, &case)
        .await?
        .into_iter()
        .filter_map(|open| Some((duplicate(&case, &open, metres(&case, &open))?, open)))
        .collect();
    found.sort_by(|(a, _), (b, _)| a.order(b));
    found.dedup_by_key(|(_, open)| open.id);
    found.truncate(PROPOSED);
    let book = Wordbook::open(app, &db, lang).await?;
    let (alike, cases): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    let ids: Vec<CaseId> = cases.iter().map(|case| case.id).collect();
    let album = Album::of_cases(&db, &ids).await?;
    let summaries = summaries(app, &db, actor, &book, &cases).await?;
    let mut items = Vec::with_capacity(cases.len());
    for ((summary, open), alike) in summaries.into_iter().zip(&cases).zip(alike) {
        items.push(DuplicateCase {
            why: why(&alike, lang),
            metres: alike.metres,
            photos: super::detail::found_photos(&db, open.id, &album).await?,
            version: open.version,
            takes: case.merges_into(open).is_ok(),
            case: summary,
        });
    }
    Ok(DuplicateList { items })
}

/// Open cases at the same site, and those nearby, of about the same time.
async fn near(db: &impl ConnectionTrait, reach: &Reach, case: &Case) -> Answer<Vec<Case>> {
    let days = chrono::TimeDelta::days(DUPLICATE_DAYS) + chrono::TimeDelta::seconds(1);
    let open = CaseFilter {
        states: CaseState::ALL.iter().copied().filter(|state| !state.ended()).collect(),
        reported: Some(Period { from: case.reported_at - days, until: case.reported_at + days }),
        ..CaseFilter::default()
    };
    let page = CasePage { limit: LOOKED_AT, ..CasePage::default() };
    let mut found = Vec::new();
    if case.site_id.is_some() {
        let same = CaseFilter { site_id: case.site_id, ..open.clone() };
        found.extend(case::list(db, reach, &same, &page).await?);
    }
    if let (Some(lon), Some(lat)) = (case.lon, case.lat) {
        let up = DUPLICATE_METRES / DEGREE_M;
        let aside = up / lat.to_radians().cos().max(0.01);
        let around = CaseFilter { within: Some([lon - aside, lat - up, lon + aside, lat + up]), ..open };
        found.extend(case::list(db, reach, &around, &page).await?);
    }
    found.sort_by_key(|case| case.id);
    found.dedup_by_key(|case| case.id);
    Ok(found)
}

fn metres(a: &Case, b: &Case) -> Option<f64> {
    Some(distance_m(a.lon?, a.lat?, b.lon?, b.lat?))
}

fn why(alike: &Duplicate, lang: Lang) -> String {
    let item = if alike.same_item { "app-duplicate-item" } else { "app-duplicate-no-item" };
    let place = if alike.same_site {
        Message::new("app-duplicate-site")
    } else {
        Message::new("app-duplicate-metres").arg("metres", alike.metres.unwrap_or_default().round())
    };
    let hours = alike.apart.num_hours();
    let time = if hours < 48 {
        Message::new("app-duplicate-hours").arg("hours", hours)
    } else {
        Message::new("app-duplicate-days").arg("days", hours / 24)
    };
    [Message::new(item), place, time].iter().map(|said| render(said, lang)).collect::<Vec<_>>().join(" · ")
}
