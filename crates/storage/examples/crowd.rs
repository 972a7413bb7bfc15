//! Fills a copy of a district with many sites and cases, to see how lists and map behave in a big one.
//!
//! `cargo run --release -p wangge-storage --example crowd -- DATA 5000 1000000` adds 5,000 sites and a million cases to
//! the embedded database in DATA, which must hold a district with sites and cases already, such as the demonstration.
//! Every added site is a real one moved by up to a kilometre, every added case a real one at one of all sites and up to
//! a year earlier, so that states, units, items and limits are mixed as they were; but what is older than a month has
//! ended, as it has in any office that works. Their steps are not in the record: the data serve to measure and for
//! nothing else. The same numbers make the same crowd.

use chrono::TimeDelta;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use rand::{Rng as _, SeedableRng as _};
use uuid::Uuid;
use wangge_domain::case::Case;
use wangge_domain::deadline::Deadline;
use wangge_domain::ids::{CaseId, DispatchId, SiteId};
use wangge_domain::site::Site;
use wangge_domain::time::Timestamp;
use wangge_storage::case::{CaseFilter, CasePage, DispatchRole, DispatchRow};
use wangge_storage::reach::Reach;
use wangge_storage::{Location, StorageError, Store, case, site};

/// How many are written in one transaction.
const AT_ONCE: usize = 5_000;
/// About a kilometre in degrees.
const AROUND: f64 = 0.01;
/// How far back a case may lie, in minutes.
const BACK: i64 = 365 * 24 * 60;
/// How far back an open one may lie, in minutes.
const OPEN_BACK: i64 = 30 * 24 * 60;

type Failed = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Failed> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, sites, cases] = arguments.as_slice() else {
        return Err("crowd DATA SITES CASES".into());
    };
    let (sites, cases): (usize, usize) = (sites.parse()?, cases.parse()?);
    let store = Store::open(&Location::Data(data.into())).await?;
    let mut rng = StdRng::seed_from_u64(54);
    let mut all = site::list(&store.read(), &Reach::everything()).await?;
    let page = CasePage { limit: 10_000, ..CasePage::default() };
    let real = case::list(&store.read(), &Reach::everything(), &CaseFilter::default(), &page).await?;
    if all.is_empty() || real.is_empty() {
        return Err("DATA holds no sites or no cases".into());
    }
    let added: Vec<Site> = (0..sites).filter_map(|n| Some(moved(all.choose(&mut rng)?.clone(), n, &mut rng))).collect();
    for chunk in added.chunks(AT_ONCE) {
        let chunk = chunk.to_vec();
        store
            .write(move |tx| {
                Box::pin(async move {
                    for site in &chunk {
                        site::insert(tx, site).await?;
                    }
                    Ok::<_, StorageError>(())
                })
            })
            .await?;
    }
    all.extend(added);
    let ended: Vec<Case> = real.iter().filter(|case| case.state.ended()).cloned().collect();
    let mut written = 0;
    while written < cases {
        let until = cases.min(written + AT_ONCE);
        let mut chunk: Vec<Case> = Vec::with_capacity(AT_ONCE);
        for n in written..until {
            // In the order they were reported, as a real district keeps them.
            let back = BACK - BACK * i64::try_from(n)? / i64::try_from(cases)?;
            let kind = if back < OPEN_BACK { &real } else { &ended };
            if let (Some(case), Some(site)) = (kind.choose(&mut rng), all.choose(&mut rng)) {
                chunk.push(earlier(case.clone(), site, n, TimeDelta::minutes(back), &mut rng));
            }
        }
        let dispatches: Vec<DispatchRow> = chunk.iter().filter_map(|case| dispatch(case, &mut rng)).collect();
        store
            .write(move |tx| {
                Box::pin(async move {
                    case::insert_many(tx, &chunk).await?;
                    case::insert_dispatches(tx, &dispatches).await
                })
            })
            .await?;
        written = until;
        if written % 100_000 == 0 {
            println!("{written}");
        }
    }
    store.close().await?;
    Ok(())
}

fn moved(site: Site, n: usize, rng: &mut StdRng) -> Site {
    let mut aside = |degrees: Option<f64>| degrees.map(|degrees| degrees + rng.random_range(-AROUND..AROUND));
    let (lon, lat) = (aside(site.lon), aside(site.lat));
    Site { id: SiteId(Uuid::from_u128(rng.random())), code: format!("CROWD-{n:06}"), lon, lat, practice: None, ..site }
}

/// An identity as the server makes them: the moment first, then chance.
fn at_time(at: Timestamp, rng: &mut StdRng) -> Uuid {
    let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &rng.random()).into_uuid()
}

fn earlier(case: Case, site: &Site, n: usize, back: TimeDelta, rng: &mut StdRng) -> Case {
    let shift = |at: Option<Timestamp>| at.map(|at| at - back);
    Case {
        id: CaseId(at_time(case.reported_at - back, rng)),
        number: case.number.map(|_| format!("CROWD-{n:07}")),
        site_id: Some(site.id),
        node_id: site.node_id,
        node_path: site.node_path.clone(),
        type_code: Some(site.type_code.clone()),
        lon: site.lon,
        lat: site.lat,
        reported_at: case.reported_at - back,
        filed_at: shift(case.filed_at),
        dispatched_at: shift(case.dispatched_at),
        accepted_at: shift(case.accepted_at),
        rectified_at: shift(case.rectified_at),
        closed_at: shift(case.closed_at),
        deadline: case.deadline.map(|deadline| Deadline { at: deadline.at - back, ..deadline }),
        rebound_of: None,
        severity: wangge_domain::case::CaseSeverity::Ordinary,
        merged_into: None,
        moved_at: case.moved_at - back,
        ..case
    }
}

/// The dispatch a case stands under, which hand-overs are counted by.
fn dispatch(case: &Case, rng: &mut StdRng) -> Option<DispatchRow> {
    Some(DispatchRow {
        id: DispatchId(Uuid::from_u128(rng.random())),
        case_id: case.id,
        unit_id: case.unit_id?,
        role: DispatchRole::Main,
        rule: case.routed_by?,
        by_user: case.dispatched_by,
        at: case.dispatched_at?,
        accepted_at: case.accepted_at,
        returned_at: None,
        ended_at: case.closed_at,
    })
}
