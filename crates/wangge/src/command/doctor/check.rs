//! The questions, one function each.

use chrono::{Datelike, Duration};
use wangge_app::reading::Register;
use wangge_app::view::CompletenessQuery;
use wangge_app::{Answer, App, campaign, completeness, evidence};
use wangge_domain::permission::Actor;
use wangge_domain::text::{Lang, Message, render};
use wangge_domain::time::{local_day, shown};
use wangge_geo::Boundary;
use wangge_storage::{calendar, event, migration, node, unit, user};

use super::{Finding, Verdict};

/// At most so many things are named under one question.
const NAMED: usize = 10;

/// An event this far in the future of the machine's clock means that the clock is wrong.
const CLOCK_SLACK: Duration = Duration::minutes(1);

/// Asks everything, in the order in which one thing needs the one before.
///
/// # Errors
/// When the store fails or no campaign has begun.
pub async fn all(app: &App, actor: &Actor, lang: Lang) -> Answer<Vec<Finding>> {
    Ok(vec![
        database(app).await?,
        clock(app).await?,
        accounts(app).await?,
        years(app).await?,
        geometry(app, lang).await?,
        standard(app).await?,
        nodes(app, actor, lang).await?,
        heads(app, lang).await?,
        photographs(app).await?,
    ])
}

fn finding(check: &'static str, verdict: Verdict, message: Message) -> Finding {
    Finding { check, verdict, message, about: Vec::new() }
}

fn about(mut finding: Finding, things: Vec<String>) -> Finding {
    let more = things.len().saturating_sub(NAMED);
    finding.about = things.into_iter().take(NAMED).collect();
    if more > 0 {
        finding.about.push(format!("… +{more}"));
    }
    finding
}

/// Whether the database can be read and has taken every migration of this program, and no others.
async fn database(app: &App) -> Answer<Finding> {
    let (applied, known) = (migration::applied(&app.store.read()).await?, migration::known());
    let kind = if app.store.is_embedded() { "SQLite" } else { "PostgreSQL" };
    let (verdict, key) = if applied == known {
        (Verdict::Ok, "cli-doctor-database-ok")
    } else {
        (Verdict::Error, "cli-doctor-database-other")
    };
    let message = Message::new(key).arg("kind", kind).arg("applied", applied.len()).arg("known", known.len());
    Ok(finding("database", verdict, message))
}

/// Whether the machine's clock stands before what has already been recorded.
async fn clock(app: &App) -> Answer<Finding> {
    let zone = campaign::load(&app.store.read()).await?.tz();
    let now = app.now();
    let last = event::latest(&app.store.read(), 1).await?.into_iter().next().map(|event| event.body.at);
    let ahead = last.filter(|last| *last > now + CLOCK_SLACK);
    let (verdict, key) = match ahead {
        Some(_) => (Verdict::Error, "cli-doctor-clock-behind"),
        None => (Verdict::Ok, "cli-doctor-clock-ok"),
    };
    let message = Message::new(key)
        .arg("now", shown(now, zone))
        .arg("last", last.map_or_else(|| "—".to_owned(), |last| shown(last, zone)));
    Ok(finding("clock", verdict, message))
}

async fn accounts(app: &App) -> Answer<Finding> {
    let users = user::list(&app.store.read()).await?;
    let (verdict, key) = if users.iter().any(|user| user.active) {
        (Verdict::Ok, "cli-doctor-accounts-ok")
    } else {
        (Verdict::Warning, "cli-doctor-accounts-none")
    };
    Ok(finding("accounts", verdict, Message::new(key).arg("count", users.len())))
}

/// Whether the holidays of every year up to the acceptance test are known; without them working days are not reckoned.
async fn years(app: &App) -> Answer<Finding> {
    let read = app.store.read();
    let campaign = campaign::load(&read).await?;
    let known = calendar::get(&read).await?.years;
    let this_year = local_day(app.now(), campaign.tz()).year();
    let last_year = campaign.acceptance_on.map_or(this_year, |day| day.year().max(this_year));
    let unknown: Vec<i32> = (this_year..=last_year).filter(|year| !known.contains(year)).collect();
    let (verdict, key) = match unknown.first() {
        None => (Verdict::Ok, "cli-doctor-calendar-ok"),
        Some(year) if *year == this_year => (Verdict::Error, "cli-doctor-calendar-unknown"),
        // The holidays of a year are announced late in the year before.
        Some(_) => (Verdict::Warning, "cli-doctor-calendar-unknown"),
    };
    let unknown: Vec<String> = unknown.iter().map(ToString::to_string).collect();
    let known: Vec<String> = known.iter().map(ToString::to_string).collect();
    let message = Message::new(key).arg("known", known.join(", ")).arg("unknown", unknown.join(", "));
    Ok(finding("calendar", verdict, message))
}

/// Whether stored boundaries are sound polygons, and which nodes have none.
async fn geometry(app: &App, lang: Lang) -> Answer<Finding> {
    let read = app.store.read();
    let register = Register::load(app, &read).await?;
    let boundaries = node::boundaries(&read).await?;
    let mut faulty = Vec::new();
    for stored in &boundaries {
        let name = register.nodes.get(&stored.node_id).map_or("—", |node| node.name.get(lang));
        let messages: Vec<Message> = match Boundary::from_geojson(&stored.geojson) {
            Ok(boundary) => boundary.faults().iter().map(wangge_geo::BoundaryFault::message).collect(),
            Err(refusal) => vec![refusal.message()],
        };
        faulty.extend(messages.iter().map(|message| format!("{name}: {}", render(message, lang))));
    }
    let counted = register.nodes.values().filter(|node| node.active && node.level.counts()).count();
    let without = counted.saturating_sub(boundaries.len());
    let (verdict, key) = match (faulty.is_empty(), without) {
        (false, _) => (Verdict::Error, "cli-doctor-geometry-faulty"),
        (true, 0) => (Verdict::Ok, "cli-doctor-geometry-ok"),
        (true, _) => (Verdict::Warning, "cli-doctor-geometry-without"),
    };
    let message = Message::new(key)
        .arg("count", boundaries.len())
        .arg("faults", faulty.len())
        .arg("without", without)
        .arg("nodes", counted);
    Ok(about(finding("geometry", verdict, message), faulty))
}

async fn standard(app: &App) -> Answer<Finding> {
    let in_force = wangge_storage::edition::in_force_id(&app.store.read()).await?;
    let (verdict, key) = match in_force {
        Some(_) => (Verdict::Ok, "cli-doctor-standard-ok"),
        None => (Verdict::Warning, "cli-doctor-standard-none"),
    };
    Ok(finding("standard", verdict, Message::new(key)))
}

async fn nodes(app: &App, actor: &Actor, lang: Lang) -> Answer<Finding> {
    let view = completeness::list(app, actor, lang, CompletenessQuery::default()).await?;
    let (verdict, key) = if view.complete == view.total {
        (Verdict::Ok, "cli-doctor-nodes-ok")
    } else {
        (Verdict::Warning, "cli-doctor-nodes-incomplete")
    };
    let message = Message::new(key).arg("total", view.total).arg("incomplete", view.total - view.complete);
    let named = view.items.iter().map(|item| {
        let missing: Vec<&str> = item.missing.iter().map(|missing| missing.name.as_str()).collect();
        format!("{}: {}", item.chain_name, missing.join(" · "))
    });
    Ok(about(finding("nodes", verdict, message), named.collect()))
}

/// How many photographs there are, and which of them are missing or altered.
async fn photographs(app: &App) -> Answer<Finding> {
    let found = evidence::check(app).await?;
    if let Some(reason) = found.unusable {
        return Ok(finding("evidence", Verdict::Error, reason));
    }
    let (verdict, key) = match (&found.place, found.faulty.len()) {
        (None, _) => (Verdict::Warning, "cli-doctor-evidence-nowhere"),
        (Some(_), 0) if found.overwrites => (Verdict::Warning, "cli-doctor-evidence-overwrites"),
        (Some(_), 0) => (Verdict::Ok, "cli-doctor-evidence-ok"),
        (Some(_), _) => (Verdict::Error, "cli-doctor-evidence-faulty"),
    };
    let message = Message::new(key)
        .arg("count", found.count)
        .arg("megabytes", found.size_bytes / (1024 * 1024))
        .arg("faulty", found.faulty.len())
        .arg("place", found.place.unwrap_or_else(|| "—".to_owned()));
    Ok(about(finding("evidence", verdict, message), found.faulty.iter().map(ToString::to_string).collect()))
}

/// Which units in use have no first responsible person today.
async fn heads(app: &App, lang: Lang) -> Answer<Finding> {
    let read = app.store.read();
    let today = local_day(app.now(), campaign::load(&read).await?.tz());
    let heads = unit::heads_on(&read, today).await?;
    let units = unit::all(&read).await?;
    let headless = units.iter().filter(|unit| unit.active && heads.iter().all(|head| head.unit_id != unit.id));
    let headless: Vec<String> = headless.map(|unit| format!("{} {}", unit.code, unit.name.get(lang))).collect();
    let (verdict, key) = if headless.is_empty() {
        (Verdict::Ok, "cli-doctor-heads-ok")
    } else {
        (Verdict::Warning, "cli-doctor-heads-missing")
    };
    let message = Message::new(key).arg("total", units.len()).arg("missing", headless.len());
    Ok(about(finding("heads", verdict, message), headless))
}
