//! The demonstration district 云岭区: fictional, imported through the real imports, with four weeks of
//! history made by the real use cases.

mod accounts;
mod casework;
mod clocks;
mod content;
mod drives;
mod duties;
mod files;
mod history;
mod listings;
mod meetings;
mod merchants;
mod outcome;
mod owners;
mod patrols;
mod photos;
mod practice;
mod pressing;
mod re_checks;
mod requests;
mod rounds;
mod rules;
mod scoring;
mod terrain;

use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use chrono::{Days, NaiveDate};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use wangge_app::campaign::{self, BeginCampaign};
use wangge_app::context::{SeededEntropy, SetClock};
use wangge_app::view::{ImportKind, ImportQuery, Severity};
use wangge_app::{App, edition, import};
use wangge_domain::campaign::Settings;
use wangge_domain::case::StageLimits;
use wangge_domain::ids::EditionId;
use wangge_domain::permission::Actor;
use wangge_domain::standard::EditionIndex;
use wangge_domain::text::Lang;
use wangge_domain::time::{DEFAULT_ZONE, Timestamp, local_day};
use wangge_storage::Store;
use wangge_storage::reach::Reach;

use content::Content;
use history::Setting;

pub use accounts::PASSWORD;

/// Days from the demonstration's present to its acceptance test.
const DAYS_LEFT: u64 = 55;

/// Days of history.
const HISTORY_DAYS: u64 = 30;

/// What a demonstration is made with.
#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    /// Chance comes from here alone: the same seed on the same day makes the same district.
    pub seed: u64,
    /// The demonstration's present.
    pub today: NaiveDate,
}

/// The local day of a moment in the demonstration's zone.
pub(crate) fn local_today(now: Timestamp) -> NaiveDate {
    local_day(now, DEFAULT_ZONE)
}

/// Whether the store already holds a demonstration.
///
/// # Errors
/// When it holds a real campaign, which is never touched.
pub async fn is_made(store: &Store) -> Result<bool> {
    match wangge_storage::campaign::get(&store.read()).await? {
        None => Ok(false),
        Some(campaign) if campaign.demonstration => Ok(true),
        Some(_) => bail!(
            "这个数据目录里是真实的创建周期，示范不会写入；请换一个 --data 目录 / this folder holds a real campaign; choose another --data"
        ),
    }
}

/// Makes the demonstration district in an empty store.
///
/// # Errors
/// When a use case refuses or the store fails.
pub async fn make(store: Store, recipe: Recipe) -> Result<()> {
    let begun = Instant::now();
    let content = content::load()?;
    let mut rng = ChaCha8Rng::seed_from_u64(recipe.seed);
    let first_day = recipe.today - Days::new(HISTORY_DAYS);
    let clock = Arc::new(SetClock::at(history::at(first_day, 8, 0)));
    let app = App::with(store, clock.clone(), Arc::new(SeededEntropy::new(recipe.seed)));
    let system = Actor::system("示范");
    campaign::begin_with(
        &app,
        &system,
        BeginCampaign {
            code: content.district.campaign.code.clone(),
            name: content.district.campaign.name.clone(),
            acceptance_on: Some(recipe.today + Days::new(DAYS_LEFT)),
            demonstration: true,
        },
        // The stages of its cases are timed from the first day.
        Settings { stages: StageLimits::suggested(), ..Settings::default() },
    )
    .await?;
    say("导入网格、单位、人员、点位和测评体系", "importing grid, units, people, sites and the standard");
    bring_in(&app, &system, &content, &mut rng, recipe).await?;
    let (edition_id, edition) = publish(&app, &system).await?;
    clock.set(history::at(first_day, 9, 0));
    let known = accounts::known(&app).await?;
    let cast = accounts::open(&app, &content, &known).await?;
    say("重现四周的测评、督查和整改", "living through four weeks of rounds, supervision and rectification");
    let sites = wangge_storage::site::list(&app.store.read(), &Reach::everything()).await?;
    let source = (&app, clock.clone(), recipe.seed);
    let hands = clock.clone();
    let meetings = meetings::Meetings::open(source, &cast, &content.meeting, recipe.today).await?;
    // The history is long; on the heap it leaves the stack to its steps.
    let meetings = Box::pin(history::make(Setting {
        app: &app,
        clock,
        cast: &cast,
        phrases: &content.phrases,
        rng,
        edition: &edition,
        edition_id,
        sites,
        today: recipe.today,
        seed: recipe.seed,
        drive: &content.drive,
        meetings,
    }))
    .await?;
    practice::copy(&app, cast.office.first().unwrap_or(&system), recipe.today).await?;
    practice::cards(&app, &cast, &content.practices, recipe.today).await?;
    let office = cast.office.first().unwrap_or(&system);
    Box::pin(meetings.propose_next(recipe.today)).await?;
    pressing::press(&app, office).await?;
    clocks::set(&app, office, recipe.today).await?;
    rules::keep(&app, &system, office, &content.routing, recipe.today).await?;
    owners::bring_in(&app, office, &content.ownerships, recipe.today).await?;
    scoring::score(&app, office, &cast, recipe.today).await?;
    duties::plan(&app, &hands, office, &content.duty_changes, recipe.today).await?;
    Box::pin(listings::publish(&app, &cast.office)).await?;
    say(
        &format!("示范区已生成，用时 {:.1} 秒", begun.elapsed().as_secs_f64()),
        &format!("the district was made in {:.1} s", begun.elapsed().as_secs_f64()),
    );
    Ok(())
}

fn say(zh: &str, en: &str) {
    eprintln!("  {zh} / {en}");
}

/// Imports the district as an office would: the divisions first, then what refers to them.
async fn bring_in(app: &App, system: &Actor, content: &Content, rng: &mut ChaCha8Rng, recipe: Recipe) -> Result<()> {
    let nodes = terrain::shapes(content, rng)?;
    let files = [
        (ImportKind::Grid, "云岭区网格.csv", files::divisions(&nodes)?),
        (ImportKind::Grid, "云岭区边界.geojson", terrain::geojson(&nodes)),
        (ImportKind::Units, "单位.csv", files::units(content, false)?),
        (ImportKind::People, "人员.csv", files::people(content, &nodes)?),
        (ImportKind::Units, "单位.csv", files::units(content, true)?),
        (ImportKind::Grid, "网格责任.csv", files::responsibilities(content, &nodes)?),
        (ImportKind::Standard, "示例体系.toml", content::STANDARD.to_owned()),
        (ImportKind::Calendar, "节假日.csv", content::CALENDAR.to_owned()),
        (ImportKind::Sites, "点位.csv", files::sites(content, &nodes, rng)?),
        (ImportKind::Merchants, "商户.csv", merchants::file(&nodes, recipe.seed, recipe.today)?),
        (ImportKind::Scheme, "考核方案.toml", content::SCHEME.to_owned()),
    ];
    for (kind, filename, text) in files {
        let query = ImportQuery { filename: filename.to_owned(), ..ImportQuery::default() };
        let report = import::apply(app, system, Lang::Zh, kind, query, text.as_bytes()).await.context(filename)?;
        if !report.applied {
            let faults: Vec<String> =
                report.faults.into_iter().filter(|f| f.severity == Severity::Error).map(|f| f.sentence).collect();
            bail!("{filename}: {}", faults.join("\n"));
        }
    }
    Ok(())
}

async fn publish(app: &App, system: &Actor) -> Result<(EditionId, EditionIndex)> {
    let listed = edition::list(app, system, Lang::Zh).await?;
    let id = listed.items.first().context("edition")?.id;
    edition::publish(app, system, Lang::Zh, id).await?;
    let row = wangge_storage::edition::get(&app.store.read(), id).await?.context("edition")?;
    let index =
        EditionIndex::new(serde_json::from_str(&row.document)?).map_err(|faults| anyhow::anyhow!("{faults:?}"))?;
    Ok((id, index))
}

/// Prints where the demonstration is and who may sign in.
pub fn announce(address: &str) {
    println!();
    println!("  示范区“云岭区”（虚构）已就绪 / the fictional demonstration district is ready");
    println!();
    println!("    {address}");
    println!();
    for (zh, en, login) in accounts::shown() {
        println!("    {login:<18} {PASSWORD}   {zh} / {en}");
    }
    println!();
    println!("  按 Ctrl+C 停止 / press Ctrl+C to stop");
}
