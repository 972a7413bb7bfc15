//! Problems from a list of somebody else, as reported cases: the city's lost points, a hotline's sheet, the press.
//!
//! A list is never refused for words it uses. A site, item or node that is not recognised leaves the words in the
//! description and a warning at the cell; only a row without a problem, or with a place outside the district, is an
//! error. A row imported before, with the same words of the same sender, is the same case and stays.

use std::collections::{HashMap, HashSet};

use chrono_tz::Tz;
use wangge_documents::{CaseRow, Fault, Placed, Severity as Weight, read_cases};
use wangge_domain::case::{Aside, Case, Meant, Named, Report, Source, Step, listed_description, meant, spots};
use wangge_domain::ids::{CaseId, NodeId, SiteId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message, word};
use wangge_geo::Position;
use wangge_storage::event::NewEvent;
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, case, event};

use super::plan::Plan;
use super::{identity_of, report};
use crate::case::{rebound, recorded};
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::locate::Places;
use crate::reading::{Wordbook, many};
use crate::view::{ImportChange, ImportDeed, ImportFieldChange, ImportQuery, ImportReport, ImportSummary};

/// The most characters a sender's name may have.
const SENDER_MOST: usize = 40;

/// What rows are read against.
struct Known<'k> {
    book: &'k Wordbook,
    lang: Lang,
    sender: &'k str,
    source: Source,
    sites: Vec<Named<'k, SiteId>>,
    items: Vec<Named<'k, &'k str>>,
    /// From the deepest level up, so that a community's name goes before its street's.
    nodes: Vec<Vec<Named<'k, NodeId>>>,
    places: std::sync::Arc<Places>,
}

/// A row as a case would have it.
struct Read {
    report: Report,
    place: String,
    item: String,
}

/// Imports problems as reported cases. They are filed and dispatched like any other.
pub(super) async fn apply(
    app: &App,
    actor: &Actor,
    lang: Lang,
    query: &ImportQuery,
    bytes: &[u8],
    zone: Tz,
) -> Answer<ImportReport> {
    actor.may(Action::ReportCase).ok_or(AppError::Forbidden(Action::ReportCase))?;
    let sender = query.sender.as_deref().unwrap_or_default().trim();
    if sender.chars().count() > SENDER_MOST {
        return Err(AppError::invalid("/sender", Message::new("import-sender-too-long").arg("most", SENDER_MOST)));
    }
    let db = app.store.read();
    let mut plan = Plan::open(app, query, bytes, zone, &db).await?;
    let import = read_cases(&plan.source());
    plan.faults.extend(import.faults);
    let book = Wordbook::open(app, &db, lang).await?;
    let known =
        Known::of(&book, lang, sender, query.source.unwrap_or(Source::CityNotice), Places::load(app, &db).await?);
    let read: Vec<(&Placed<CaseRow>, Read)> =
        import.rows.iter().filter_map(|row| Some((row, known.read(&mut plan, row)?))).collect();
    let ids: Vec<CaseId> = read.iter().map(|(_, one)| one.report.id).collect();
    let there: HashSet<CaseId> =
        case::get_many(&db, &Reach::everything(), &ids).await?.into_iter().map(|case| case.id).collect();
    let (new, known_ones) = told_apart(read, there);
    warn_of_open(&mut plan, &db, &new).await?;
    let summary =
        ImportSummary { created: many(new.len()), unchanged: many(known_ones.len()), ..ImportSummary::default() };
    let changes = if query.changes { known.changes(&new, &known_ones) } else { Vec::new() };
    let applied = !plan.faults.iter().any(|fault| fault.severity == Weight::Error) && !query.dry_run;
    if applied && !new.is_empty() {
        write(app, actor, lang, new.into_iter().map(|(_, one)| one.report).collect()).await?;
    }
    Ok(ImportReport { changes, ..report(lang, applied, summary, plan.faults) })
}

/// Rows with what they would be.
type Rows<'r> = Vec<(&'r Placed<CaseRow>, Read)>;

/// The rows that are new, and those that are there already or say once more what a row above says.
fn told_apart(read: Rows<'_>, mut there: HashSet<CaseId>) -> (Rows<'_>, Rows<'_>) {
    read.into_iter().partition(|(_, one)| there.insert(one.report.id))
}

impl<'k> Known<'k> {
    fn of(book: &'k Wordbook, lang: Lang, sender: &'k str, source: Source, places: std::sync::Arc<Places>) -> Self {
        let active = book.register.sites.values().filter(|site| site.active);
        let sites = active.map(|site| (site.id, site.code.as_str(), site.name.zh.as_str())).collect();
        let items = book.edition.iter().flat_map(|(_, index)| &index.edition().items);
        let mut levels: HashMap<i8, Vec<Named<'k, NodeId>>> = HashMap::new();
        // The district itself is named in every address and tells nothing.
        for node in book.register.nodes.values().filter(|node| node.active && node.level.0 > 1) {
            levels.entry(node.level.0).or_default().push((node.id, node.code.as_str(), node.name.zh.as_str()));
        }
        let mut levels: Vec<(i8, Vec<Named<'k, NodeId>>)> = levels.into_iter().collect();
        levels.sort_by_key(|(level, _)| std::cmp::Reverse(*level));
        Self {
            book,
            lang,
            sender,
            source,
            sites,
            items: items.map(|item| (item.code.as_str(), item.code.as_str(), item.name.zh.as_str())).collect(),
            nodes: levels.into_iter().map(|(_, nodes)| nodes).collect(),
            places,
        }
    }

    fn read(&self, plan: &mut Plan<'_>, row: &Placed<CaseRow>) -> Option<Read> {
        let value = &row.value;
        let at = self.at(plan, row)?;
        let site = self.site(plan, row);
        let item = value.item.as_deref().and_then(|words| self.item(plan, row, words));
        let node = match site.and_then(|id| self.book.register.sites.get(&id)) {
            Some(site) => site.node_id.and_then(|id| self.book.register.nodes.get(&id)),
            None => self.node(plan, row, at),
        };
        let own = site.and_then(|id| self.book.register.sites.get(&id));
        let standing = own.and_then(|site| site.lon.zip(site.lat));
        let place = at.map(|at| (at.lon(), at.lat())).or(standing);
        let words = [value.site.as_deref(), value.address.as_deref()].into_iter().flatten();
        let place_words: Vec<&str> =
            words.filter(|words| own.is_none_or(|site| site.name.zh != words.trim())).collect();
        let place_words = place_words.join(" ");
        let aside = Aside {
            sender: self.sender,
            number: value.number.as_deref(),
            place: Some(place_words.as_str()).filter(|words| !words.is_empty()),
            item: value.item.as_deref().filter(|_| item.is_none()),
            unit: value.unit.as_deref(),
            found: value.found.as_deref(),
            due: value.due.as_deref(),
            remark: value.remark.as_deref(),
        };
        let report = Report {
            id: self.identity(value),
            source: self.source,
            finder_level: self.source.usual_finder(),
            round_id: None,
            site_id: site,
            node_id: node.map(|node| node.id),
            node_path: node.map(|node| node.path.clone()).unwrap_or_default(),
            item_code: item.map(str::to_owned),
            edition_id: self.book.edition.as_ref().map(|(id, _)| *id),
            type_code: own.map(|site| site.type_code.clone()),
            description: listed_description(&value.description, &aside),
            quantity: quantity(plan, row),
            lon: place.map(|(lon, _)| lon),
            lat: place.map(|(_, lat)| lat),
            severity: rebound::severity(self.book.edition.as_ref().map(|(_, index)| index.as_ref()), item),
            rebound: None,
        };
        let named = own.map(|site| site.name.get(self.lang)).or_else(|| node.map(|node| node.name.get(self.lang)));
        let item = report.item_code.as_deref().map(|code| self.book.item(None, code).name);
        Some(Read { place: named.unwrap_or_default().to_owned(), item: item.unwrap_or_default(), report })
    }

    /// Where the row's coordinates lie, if it has some; nothing at all when they are refused.
    #[expect(clippy::option_option, reason = "no place and a refused place are two things")]
    fn at(&self, plan: &mut Plan<'_>, row: &Placed<CaseRow>) -> Option<Option<Position>> {
        let (Some(lon), Some(lat)) = (row.value.lon, row.value.lat) else { return Some(None) };
        let datum = plan.query.datum.unwrap_or_default();
        match super::sites::located(lon, lat, datum, &self.places) {
            Ok(at) => Some(Some(at)),
            Err(refusal) => {
                plan.faults.push(row.fault("lon", format!("{lon}, {lat}"), refusal.message()));
                None
            }
        }
    }

    /// The site the row means: by its own column, else by the place.
    fn site(&self, plan: &mut Plan<'_>, row: &Placed<CaseRow>) -> Option<SiteId> {
        let CaseRow { site, address, .. } = &row.value;
        let said = site.as_deref().unwrap_or_default();
        match meant(said, &self.sites) {
            Meant::One(id) => return Some(id),
            Meant::Several(ids) => {
                let names: Vec<String> =
                    ids.iter().filter_map(|id| self.book.site(Some(*id))).map(|one| one.code).collect();
                let message = Message::new("import-several-sites").arg("value", said).arg("expected", names.join("、"));
                plan.faults.push(Fault::warning(row.column("site"), message).value(said));
                return None;
            }
            Meant::Nothing => {}
        }
        let found = address.as_deref().map_or(Meant::Nothing, |words| meant(words, &self.sites)).one();
        if found.is_none() && !said.is_empty() {
            let message = Message::new("import-unrecognised-site").arg("value", said);
            plan.faults.push(Fault::warning(row.column("site"), message).value(said));
        }
        found
    }

    fn item(&self, plan: &mut Plan<'_>, row: &Placed<CaseRow>, words: &str) -> Option<&'k str> {
        let found = meant(words, &self.items).one();
        if found.is_none() {
            let message = Message::new("import-unrecognised-item").arg("value", words);
            plan.faults.push(Fault::warning(row.column("item"), message).value(words));
        }
        found
    }

    /// The node of a row without a site: that of its coordinates, else the deepest its words name, else the district.
    fn node(
        &self,
        plan: &mut Plan<'_>,
        row: &Placed<CaseRow>,
        at: Option<Position>,
    ) -> Option<&'k wangge_domain::grid::Node> {
        let nodes = &self.book.register.nodes;
        if let Some(at) = at {
            return self.places.chain(at.lon(), at.lat()).last().and_then(|id| nodes.get(id));
        }
        let words = [&row.value.address, &row.value.site].map(|words| words.as_deref().unwrap_or_default()).join(" ");
        let named = self.nodes.iter().find_map(|level| meant(&words, level).one());
        if let Some(node) = named.and_then(|id| nodes.get(&id)) {
            return Some(node);
        }
        let message = match words.trim() {
            "" => Message::new("import-place-untold"),
            words => Message::new("import-place-unrecognised").arg("value", words),
        };
        plan.faults.push(Fault::warning(row.column("address"), message));
        nodes.values().find(|node| node.level.0 == 1)
    }

    /// The same words of the same sender under the same number are the same case. A number alone tells nothing, for every
    /// list begins at 1.
    fn identity(&self, row: &CaseRow) -> CaseId {
        let CaseRow { number, description, site, address, item, found, .. } = row;
        let said = [site, address, item, found].map(|part| part.as_deref().unwrap_or_default());
        let parts = [self.sender, number.as_deref().unwrap_or_default(), description.trim()];
        CaseId(identity_of(&[&parts[..], &said[..]].concat().join("\u{1f}")))
    }

    fn changes(&self, new: &Rows<'_>, known: &Rows<'_>) -> Vec<ImportChange> {
        let field = |key: &str, new: &str| ImportFieldChange {
            name: word(key, self.lang),
            old: String::new(),
            new: new.to_owned(),
        };
        let view = |deed: ImportDeed, (row, one): &(&Placed<CaseRow>, Read)| {
            let fields = [
                field("import-field-site_or_node", &one.place),
                field("import-field-item", &one.item),
                field("import-field-description", &one.report.description),
            ];
            let created = deed == ImportDeed::Created;
            ImportChange {
                deed,
                noun: "case".to_owned(),
                noun_name: word("import-noun-case", self.lang),
                code: row.value.number.clone().unwrap_or_default(),
                name: row.value.description.clone(),
                sheet: row.place.sheet.clone(),
                row: row.place.number.map(u64::from),
                fields: fields.into_iter().filter(|field| created && !field.new.is_empty()).collect(),
            }
        };
        let created = new.iter().map(|one| view(ImportDeed::Created, one));
        created.chain(known.iter().map(|one| view(ImportDeed::Unchanged, one))).collect()
    }
}

/// How many spots a row names, 1 where it names none.
fn quantity(plan: &mut Plan<'_>, row: &Placed<CaseRow>) -> u32 {
    let Some(words) = row.value.quantity.as_deref() else { return 1 };
    spots(words).unwrap_or_else(|| {
        let message = Message::new("import-no-count").arg("value", words);
        plan.faults.push(Fault::warning(row.column("quantity"), message).value(words));
        1
    })
}

/// Says where an open case about the same item at the same site is there already. Whoever files decides whether it is
/// the same problem, and merges.
async fn warn_of_open(plan: &mut Plan<'_>, db: &impl ConnectionTrait, new: &Rows<'_>) -> Answer<()> {
    for (row, one) in new {
        let (Some(site), Some(item)) = (one.report.site_id, one.report.item_code.as_deref()) else { continue };
        let others = case::at_item(db, &Reach::everything(), site, item, one.report.id).await?;
        if let Some(open) = others.iter().find(|case| !case.state.ended()) {
            let message = Message::new("import-maybe-known").arg("value", open.number.as_deref().unwrap_or("—"));
            plan.faults.push(Fault::warning(row.column("description"), message));
        }
    }
    Ok(())
}

async fn write(app: &App, actor: &Actor, lang: Lang, reports: Vec<Report>) -> Answer<()> {
    let db = app.store.read();
    let window = rebound::window(&crate::campaign::load(&db).await?.settings);
    let now = app.now();
    let book = Wordbook::open(app, &db, lang).await?;
    let edition = book.edition.as_ref().map(|(_, index)| index.as_ref());
    let closed = rebound::candidates(&db, &reports, now, window).await?;
    let by = actor.by();
    let (mut cases, mut events): (Vec<Case>, Vec<NewEvent>) = (Vec::new(), Vec::new());
    for mut report in reports {
        report.rebound = closed.rebound_of(&report, now, edition);
        let (made, happened) = Case::report(report, Step { by: &by, at: now, now })
            .map_err(|refusal| AppError::refused(refusal.code(), refusal.message(lang)))?;
        events.push(recorded(app.new_id(), &happened));
        cases.push(made);
    }
    let ready = std::sync::Arc::new((cases, events));
    app.store
        .write(move |tx| {
            let ready = std::sync::Arc::clone(&ready);
            Box::pin(async move {
                case::insert_many(tx, &ready.0).await?;
                crate::case::follow(tx, &ready.0).await?;
                event::append(tx, ready.1.clone()).await?;
                Ok::<(), AppError>(())
            })
        })
        .await
}
