//! Four weeks of the demonstration, made by running the real use cases against a clock that is set: rounds
//! are opened and visited, lost points become cases, units accept and rectify or let time pass, others
//! check, bulletins go out. Chance comes from the seed alone.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::Arc;

use anyhow::{Context, Result};
use chrono::{Days, Duration, NaiveDate, NaiveTime, TimeZone, Timelike};
use rand::Rng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use wangge_app::context::SetClock;
use wangge_app::view::{Assignment, ModuleValues, PlanRound, SubmitVisit};
use wangge_app::{App, audit, bulletin, round, visit};
use wangge_domain::ids::{CaseId, EditionId, PersonId, RoundId, SiteId, UnitId};
use wangge_domain::permission::Actor;
use wangge_domain::round::{RoundKind, RoundSettings};
use wangge_domain::site::Site;
use wangge_domain::standard::EditionIndex;
use wangge_domain::text::{Lang, Wording};
use wangge_domain::time::{DEFAULT_ZONE, IsoWeek, Timestamp};

use super::accounts::Cast;
use super::content::Phrases;
use super::drives::Drives;
use super::meetings::{Meetings, Sitting, sittings};
use super::photos::Finding;
use super::rounds::Doubtful;

/// What happens at a moment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// A day is sealed under its root.
    Seal,
    /// A round opens.
    Open(usize),
    /// A site is visited in a round.
    Visit(usize, SiteId),
    /// A round closes.
    Close(usize),
    /// Whoever has a case in hand takes it one step on.
    Advance(CaseId),
    /// A grid worker reports what was found on patrol.
    Patrol(usize),
    /// The grid workers' phones send the patrols of a day.
    Walk(NaiveDate),
    /// What a drive did on a day is reported.
    Drive(NaiveDate),
    /// Something happens about the dispatch meeting.
    Meeting(Sitting),
    /// The office enters what somebody reported by telephone.
    PublicReport(usize),
    /// The bulletin of a week goes out.
    Publish(IsoWeek),
    /// The last reports come in.
    Curtain,
    /// The office returns or voids a visit.
    SetAside(usize),
    /// A visit that was set aside is made again.
    VisitAgain(usize),
}

/// What the first mock assessment was given by others: materials, survey, opinion of the level above.
const GIVEN: &[(&str, &str)] = &[("materials", "86.5"), ("survey", "88.2"), ("upper_opinion", "90")];

/// So many days back patrols are shown.
const PATROL_DAYS: u64 = 9;

/// A round of the history.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) id: RoundId,
    version: i64,
    team: BTreeMap<SiteId, Vec<PersonId>>,
}

/// A round as the plan has it.
struct Planned {
    kind: RoundKind,
    number: i64,
    name: Wording,
    first: NaiveDate,
    days: u64,
    sites: Vec<SiteId>,
    modules: &'static [(&'static str, &'static str)],
}

/// The history while it is made.
pub(super) struct History<'a> {
    pub(super) app: &'a App,
    clock: Arc<SetClock>,
    pub(super) cast: &'a Cast,
    pub(super) phrases: &'a Phrases,
    pub(super) rng: ChaCha8Rng,
    pub(super) edition: &'a EditionIndex,
    edition_id: EditionId,
    pub(super) sites: Vec<Site>,
    /// How likely each unit is to do a thing well and in time.
    pub(super) diligence: BTreeMap<UnitId, f64>,
    /// The problems there are: site and item.
    pub(super) faults: BTreeMap<(SiteId, String), bool>,
    /// What was last found at a site and item, and how often it was photographed.
    pub(super) findings: BTreeMap<(SiteId, String), Finding>,
    /// When and where each inspector was last.
    last_seen: BTreeMap<PersonId, (Timestamp, (f64, f64))>,
    pub(super) rounds: Vec<Held>,
    /// How many visits were made.
    pub(super) visited: usize,
    /// The visits the office sets aside.
    pub(super) doubtful: Vec<Doubtful>,
    queue: BinaryHeap<Reverse<(Timestamp, u64, Step)>>,
    queued: u64,
    /// The drive, from the day it was made on.
    drives: Option<Drives>,
    /// The dispatch meeting.
    meetings: Meetings,
    seed: u64,
    drive: &'a super::content::Drive,
    /// The moment after which nothing more happens.
    end: Timestamp,
}

/// What the history is made from.
pub(super) struct Setting<'a> {
    pub(super) app: &'a App,
    pub(super) clock: Arc<SetClock>,
    pub(super) cast: &'a Cast,
    pub(super) phrases: &'a Phrases,
    pub(super) rng: ChaCha8Rng,
    pub(super) edition: &'a EditionIndex,
    pub(super) edition_id: EditionId,
    pub(super) sites: Vec<Site>,
    pub(super) today: NaiveDate,
    pub(super) seed: u64,
    pub(super) drive: &'a super::content::Drive,
    pub(super) meetings: Meetings,
}

/// A local time of a day.
pub(super) fn at(day: NaiveDate, hour: u32, minute: u32) -> Timestamp {
    let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
    let local = DEFAULT_ZONE.from_local_datetime(&day.and_time(time)).earliest();
    local.map_or_else(|| chrono::Utc.from_utc_datetime(&day.and_time(time)), |t| t.with_timezone(&chrono::Utc))
}

/// The same moment if somebody is at work then, else the next morning.
fn at_work(moment: Timestamp) -> Timestamp {
    let local = moment.with_timezone(&DEFAULT_ZONE);
    match local.hour() {
        0..8 => at(local.date_naive(), 8, local.minute()),
        8..18 => moment,
        _ => at(local.date_naive() + Days::new(1), 8, local.minute()),
    }
}

/// Makes the history up to yesterday evening, and gives back the meetings, of which the next is still to be proposed.
///
/// # Errors
/// When a use case refuses, which the demonstration never should.
pub(super) async fn make(setting: Setting<'_>) -> Result<Meetings> {
    let today = setting.today;
    let mut history = History::begin(setting);
    history.plan_rounds(today).await?;
    history.plan_days(today);
    while let Some(Reverse((moment, _, step))) = history.queue.pop() {
        if moment > history.end {
            break;
        }
        history.clock.set(moment);
        let what = format!("{step:?} at {moment}");
        Box::pin(history.happen(step, moment)).await.context(what)?;
    }
    history.give_causes().await?;
    Ok(history.meetings)
}

impl<'a> History<'a> {
    fn begin(setting: Setting<'a>) -> Self {
        let mut rng = setting.rng;
        let diligence = setting.cast.handlers.keys().map(|unit| (*unit, rng.random_range(0.62..0.99))).collect();
        let mut history = Self {
            app: setting.app,
            clock: setting.clock,
            cast: setting.cast,
            phrases: setting.phrases,
            rng,
            edition: setting.edition,
            edition_id: setting.edition_id,
            sites: setting.sites,
            diligence,
            faults: BTreeMap::new(),
            findings: BTreeMap::new(),
            last_seen: BTreeMap::new(),
            rounds: Vec::new(),
            visited: 0,
            doubtful: Vec::new(),
            queue: BinaryHeap::new(),
            queued: 0,
            drives: None,
            meetings: setting.meetings,
            seed: setting.seed,
            drive: setting.drive,
            end: at(setting.today - Days::new(1), 20, 0),
        };
        history.begin_faults();
        history
    }

    /// Which items are in order at which site on the first day: fewer faults at demonstration sites and with
    /// diligent units.
    fn begin_faults(&mut self) {
        for site in &self.sites {
            let diligence = site.unit_id.and_then(|u| self.diligence.get(&u)).copied().unwrap_or(0.8);
            let share = 0.10 + (1.0 - diligence) * 0.75 - if site.demonstration { 0.10 } else { 0.0 };
            let Some(kind) = self.edition.type_key(&site.type_code) else { continue };
            for applicable in self.edition.items_of(kind) {
                let code = self.edition.item(applicable.item).code.clone();
                self.faults.insert((site.id, code), self.rng.random_bool(share.clamp(0.02, 0.6)));
            }
        }
    }

    pub(super) fn later(&mut self, moment: Timestamp, step: Step) {
        self.queued += 1;
        self.queue.push(Reverse((moment, self.queued, step)));
    }

    /// Takes a case on after some hours, when somebody is at work.
    pub(super) fn advance_after(&mut self, now: Timestamp, hours: f64, case: CaseId) {
        #[expect(clippy::cast_possible_truncation, reason = "a few days in minutes")]
        let minutes = (hours * 60.0) as i64;
        self.later(at_work(now + Duration::minutes(minutes.max(1))), Step::Advance(case));
    }

    fn sample(&mut self, count: usize, demonstration_too: bool) -> Vec<SiteId> {
        let mut chosen: Vec<SiteId> = if demonstration_too {
            self.sites.iter().filter(|s| s.demonstration).map(|s| s.id).collect()
        } else {
            Vec::new()
        };
        let mut others: Vec<SiteId> = self.sites.iter().map(|s| s.id).filter(|id| !chosen.contains(id)).collect();
        others.shuffle(&mut self.rng);
        chosen.extend(others.into_iter().take(count.saturating_sub(chosen.len())));
        chosen
    }

    async fn plan_rounds(&mut self, today: NaiveDate) -> Result<()> {
        let all: Vec<SiteId> = self.sites.iter().map(|s| s.id).collect();
        let name = |i: usize, number: i64| {
            let words = self.phrases.rounds.get(i).cloned().unwrap_or_default();
            if matches!(i, 0 | 1) {
                return words;
            }
            Wording::new(format!("{}（第{number}期）", words.zh), format!("{} no. {number}", words.en))
        };
        let (first, second) = (name(0, 1), name(1, 2));
        let names: Vec<Wording> = (1..=3).map(|n| name(2, n)).collect();
        let (own, again) = (name(3, 1), name(4, 1));
        let mut plan = vec![planned(RoundKind::Mock, 1, first, today - Days::new(27), 3, all.clone(), GIVEN)];
        for (i, name) in names.into_iter().enumerate() {
            let week = u64::try_from(i).unwrap_or_default();
            let first = today - Days::new(19 - 7 * week);
            let sites = self.sample(22, true);
            plan.push(planned(RoundKind::JointSupervision, i64::try_from(i + 1)?, name, first, 2, sites, &[]));
        }
        let sites = self.sample(10, false);
        plan.push(planned(RoundKind::SelfCheck, 1, own, today - Days::new(9), 1, sites, &[]));
        let sites = self.sample(14, false);
        plan.push(planned(RoundKind::ReCheck, 1, again, today - Days::new(2), 3, sites, &[]));
        plan.push(planned(RoundKind::Mock, 2, second, today + Days::new(1), 2, all, &[]));
        for planned in plan {
            self.plan_round(planned).await?;
        }
        Ok(())
    }

    async fn plan_round(&mut self, planned: Planned) -> Result<()> {
        let index = self.rounds.len();
        let announced = (planned.first - Days::new(2)).min(crate::demo::local_today(self.end));
        self.clock.set(at(announced, 9, 0));
        let people: Vec<PersonId> = self.cast.inspectors.iter().filter_map(|a| a.person_id).collect();
        let mut team = BTreeMap::new();
        for (i, site) in planned.sites.iter().enumerate() {
            let pair = (i / 5 * 2) % people.len().max(1);
            team.insert(*site, [pair, pair + 1].map(|p| people[p % people.len()]).to_vec());
        }
        let command = PlanRound {
            id: self.app.new_id(),
            kind: planned.kind,
            number: planned.number,
            name: planned.name,
            edition_id: self.edition_id,
            opens_on: planned.first,
            closes_on: planned.first + Days::new(planned.days - 1),
            site_ids: planned.sites.clone(),
            all: false,
            assignments: team.iter().map(|(s, p)| Assignment { site_id: *s, person_ids: p.clone() }).collect(),
            draw: None,
            // Who looks again is to know what was found.
            settings: RoundSettings { hints: planned.kind == RoundKind::ReCheck, ..RoundSettings::default() },
        };
        let id = command.id;
        let office = self.office();
        let mut detail = round::plan(self.app, &office, Lang::Zh, command).await?;
        if !planned.modules.is_empty() {
            let values = planned.modules.iter().map(|(k, v)| Ok(((*k).to_owned(), v.parse()?)));
            let values = ModuleValues { values: values.collect::<Result<_>>()? };
            detail = round::give_modules(self.app, &office, Lang::Zh, id, detail.round.version, values).await?;
        }
        self.rounds.push(Held { id, version: detail.round.version, team });
        self.later(at(planned.first, 8, 5), Step::Open(index));
        let per_day = planned.sites.len().div_ceil(usize::try_from(planned.days)?);
        for (i, site) in planned.sites.iter().enumerate() {
            let day = planned.first + Days::new(u64::try_from(i / per_day)?);
            let minute = u32::try_from(i % per_day)? * 540 / u32::try_from(per_day)? + self.rng.random_range(0..8);
            self.later(at(day, 8 + minute / 60, minute % 60) + Duration::minutes(45), Step::Visit(index, *site));
        }
        self.later(at(planned.first + Days::new(planned.days - 1), 19, 0), Step::Close(index));
        Ok(())
    }

    fn plan_days(&mut self, today: NaiveDate) {
        for back in (0..28).rev() {
            let day = today - Days::new(back);
            self.later(at(day, 0, 30), Step::Seal);
            for _ in 0..self.rng.random_range(1..=3) {
                let (hour, minute) = (self.rng.random_range(7..18), self.rng.random_range(0..60));
                let worker = self.rng.random_range(0..self.cast.workers.len().max(1));
                self.later(at(day, hour, minute), Step::Patrol(worker));
            }
            if self.rng.random_bool(0.4) {
                let (hour, minute) = (self.rng.random_range(9..17), self.rng.random_range(0..60));
                self.later(at(day, hour, minute), Step::PublicReport(self.queue.len()));
            }
            if back <= PATROL_DAYS {
                self.later(at(day, 18, 30), Step::Walk(day));
            }
            if back < 27 && IsoWeek::of(day).monday() == day {
                self.later(at(day, 9, 20), Step::Publish(IsoWeek::of(day).previous()));
            }
        }
        self.later(self.end - Duration::minutes(7), Step::Curtain);
        // Last, so that everything else stays in its turn.
        for back in (1..=super::drives::DAYS_BACK).rev() {
            let day = today - Days::new(back);
            self.later(at(day, 17, 40), Step::Drive(day));
        }
        for (moment, sitting) in sittings(today) {
            self.later(moment, Step::Meeting(sitting));
        }
    }

    pub(super) fn office(&self) -> Actor {
        self.cast.office.first().cloned().unwrap_or_else(|| Actor::system("示范"))
    }

    async fn happen(&mut self, step: Step, now: Timestamp) -> Result<()> {
        match step {
            Step::Seal => {
                audit::seal_days(self.app).await?;
                self.drift();
            }
            Step::Open(index) => self.open(index).await?,
            Step::Visit(index, site) => self.visit(index, site, now).await?,
            Step::Close(index) => self.close(index).await?,
            Step::Advance(case) => Box::pin(self.advance(case, now)).await?,
            Step::Curtain => Box::pin(self.curtain()).await?,
            Step::Patrol(worker) => self.patrol(worker, now).await?,
            Step::Walk(day) => self.walk(day).await?,
            Step::Drive(day) => self.drive(day).await?,
            Step::Meeting(sitting) => Box::pin(self.meetings.happen(sitting)).await?,
            Step::PublicReport(number) => self.public_report(number, now).await?,
            Step::SetAside(number) => self.set_aside(number).await?,
            Step::VisitAgain(number) => self.visit_again(number, now).await?,
            Step::Publish(week) => {
                for lang in [Lang::Zh, Lang::En] {
                    let command = wangge_app::view::PublishBulletin { week, lang };
                    bulletin::publish(self.app, &self.office(), lang, command).await?;
                }
            }
        }
        Ok(())
    }

    async fn drive(&mut self, day: NaiveDate) -> Result<()> {
        if self.drives.is_none() {
            let today = day + Days::new(super::drives::DAYS_BACK);
            let within = (self.app, Arc::clone(&self.clock), self.seed);
            self.drives = Some(Drives::begin(within, self.cast, self.drive, today).await?);
        }
        match &mut self.drives {
            Some(drives) => drives.live(day).await,
            None => Ok(()),
        }
    }

    /// Overnight a little breaks anew.
    fn drift(&mut self) {
        for fault in self.faults.values_mut() {
            *fault |= self.rng.random_bool(0.009);
        }
    }

    async fn open(&mut self, index: usize) -> Result<()> {
        let (id, version) = (self.rounds[index].id, self.rounds[index].version);
        let detail = round::open(self.app, &self.office(), Lang::Zh, id, version).await?;
        self.rounds[index].version = detail.round.version;
        Ok(())
    }

    async fn close(&mut self, index: usize) -> Result<()> {
        let (id, version) = (self.rounds[index].id, self.rounds[index].version);
        round::close(self.app, &self.office(), Lang::Zh, id, version).await?;
        Ok(())
    }

    /// When an inspector began at a site: some time ago, and not before they could have come from the last one.
    fn arrival(&mut self, inspector: &Actor, site: &Site, now: Timestamp) -> Timestamp {
        let here = (site.lon.unwrap_or_default(), site.lat.unwrap_or_default());
        let wanted = now - Duration::minutes(self.rng.random_range(18..40));
        let Some(person) = inspector.person_id else { return wanted };
        let Some((left_at, there)) = self.last_seen.insert(person, (now, here)) else { return wanted };
        // An electric bicycle in traffic, 20 km/h: three minutes a kilometre.
        let metres = wangge_geo::distance_m(here.0, here.1, there.0, there.1);
        #[expect(clippy::cast_possible_truncation, reason = "minutes within a district")]
        let way = Duration::seconds((metres * 0.18).ceil() as i64);
        wanted.max(left_at + way).min(now - Duration::minutes(7))
    }

    async fn visit(&mut self, index: usize, site_id: SiteId, now: Timestamp) -> Result<()> {
        let site = self.sites.iter().find(|s| s.id == site_id).context("site")?.clone();
        let team = self.rounds[index].team.get(&site_id).cloned().unwrap_or_default();
        let inspector = self.cast.inspectors.iter().find(|a| a.person_id == team.first().copied());
        let inspector = inspector.context("inspector")?.clone();
        let observations = self.observe(&site);
        let photos = self.photograph_visit(&site, &inspector, &observations).await?;
        let door = self.photograph_door(&site, &inspector).await?;
        let command = SubmitVisit {
            id: self.app.new_id(),
            site_id,
            started_at: self.arrival(&inspector, &site, now),
            submitted_at: now,
            lon: site.lon,
            lat: site.lat,
            accuracy_m: None,
            altitude_m: None,
            datum: None,
            inspector_ids: team,
            remark: None,
            observations,
            photos,
            door,
        };
        visit::submit(self.app, &inspector, self.rounds[index].id, command.clone()).await?;
        self.doubt(index, command, inspector, now);
        self.take_up_reports(site_id, now).await
    }
}

fn planned(
    kind: RoundKind,
    number: i64,
    name: Wording,
    first: NaiveDate,
    days: u64,
    sites: Vec<SiteId>,
    modules: &'static [(&'static str, &'static str)],
) -> Planned {
    Planned { kind, number, name, first, days, sites, modules }
}
