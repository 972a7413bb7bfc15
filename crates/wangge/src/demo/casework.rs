//! What people do with cases in the demonstration, one step at a time.

use anyhow::{Context, Result};
use chrono::Duration;
use rand::Rng;
use rand::seq::IndexedRandom;
use wangge_app::case;
use wangge_app::view::{
    AcceptCase, CaseDetail, CheckCase, DispatchCase, FileCase, MergeCase, PressUnit, Reason, RectifyCase, ReportCase,
};
use wangge_domain::case::{Case, CaseState, FinderLevel, Source};
use wangge_domain::ids::{CaseId, SiteId};
use wangge_domain::permission::Actor;
use wangge_domain::text::{Lang, Wording};
use wangge_domain::time::Timestamp;
use wangge_storage::case::{CaseFilter, CasePage};
use wangge_storage::reach::Reach;
use wangge_storage::{case as cases, site as sites};

use super::history::History;
use super::photos::Trouble;

/// How many of a site's reports are taken up at once, far more than a visit finds.
const AT_ONCE: u64 = 200;

impl History<'_> {
    fn say(&mut self, phrases: &[Wording]) -> String {
        phrases.choose(&mut self.rng).map(|p| p.zh.clone()).unwrap_or_default()
    }

    /// The office will look at what a visit reported.
    pub(super) async fn take_up_reports(&mut self, site: SiteId, now: Timestamp) -> Result<()> {
        let filter = CaseFilter { states: vec![CaseState::Reported], site_id: Some(site), ..CaseFilter::default() };
        let page = CasePage { limit: AT_ONCE, ..CasePage::default() };
        let found = cases::list(&self.app.store.read(), &Reach::everything(), &filter, &page).await?;
        for case in found.into_iter().filter(|c| c.reported_at == now) {
            let hours = self.rng.random_range(0.5..5.0);
            self.advance_after(now, hours, case.id);
        }
        Ok(())
    }

    /// Takes a case one step on, by whoever has it in hand.
    pub(super) async fn advance(&mut self, id: CaseId, now: Timestamp) -> Result<()> {
        let case = cases::get(&self.app.store.read(), id).await?.context("case")?;
        match case.state {
            CaseState::Reported => self.decide(&case, now).await,
            CaseState::Filed => self.dispatch(&case, now).await,
            CaseState::Dispatched => self.accept(&case, now).await,
            CaseState::InHand => self.rectify(&case, now).await,
            CaseState::Rectified => self.check(&case, now).await,
            _ => Ok(()),
        }
    }

    async fn decide(&mut self, case: &Case, now: Timestamp) -> Result<()> {
        let office = self.office();
        let public = case.source == Source::PublicReport;
        if self.rng.random_bool(if public { 0.25 } else { 0.01 }) {
            let phrases = self.phrases;
            let reason = Reason { reason: self.say(&phrases.declined) };
            case::decline(self.app, &office, Lang::Zh, case.id, case.version, reason).await?;
            return Ok(());
        }
        if self.rng.random_bool(0.5) && self.merge(case, &office).await? {
            return Ok(());
        }
        case::file(self.app, &office, Lang::Zh, case.id, case.version, FileCase::default()).await?;
        let hours = self.rng.random_range(0.1..1.5);
        self.advance_after(now, hours, case.id);
        Ok(())
    }

    /// Now and then two people report one problem; the office merges the later report into the earlier case.
    async fn merge(&mut self, case: &Case, office: &Actor) -> Result<bool> {
        let alike = case::duplicates(self.app, office, Lang::Zh, case.id).await?;
        let same = |code: &str| case.item_code.as_deref() == Some(code);
        let earlier = alike.items.into_iter().find(|other| {
            other.takes && other.case.number.is_some() && other.case.item.as_ref().is_some_and(|item| same(&item.code))
        });
        let Some(earlier) = earlier else { return Ok(false) };
        let phrases = self.phrases;
        let command =
            MergeCase { into: earlier.case.id, into_version: Some(earlier.version), reason: self.say(&phrases.merged) };
        case::merge(self.app, office, Lang::Zh, case.id, case.version, command).await?;
        Ok(true)
    }

    async fn dispatch(&mut self, case: &Case, now: Timestamp) -> Result<()> {
        let office = self.office();
        if self.rng.random_bool(0.008) {
            let phrases = self.phrases;
            let reason = Reason { reason: self.say(&phrases.voided) };
            case::void(self.app, &office, Lang::Zh, case.id, case.version, reason).await?;
            return Ok(());
        }
        case::dispatch(self.app, &office, Lang::Zh, case.id, case.version, DispatchCase::default()).await?;
        let hours = self.rng.random_range(0.5..9.0);
        self.advance_after(now, hours, case.id);
        Ok(())
    }

    pub(super) fn handler(&self, case: &Case) -> Result<(Actor, f64)> {
        let unit = case.unit_id.context("a dispatched case has a unit")?;
        let actor = self.cast.handlers.get(&unit).context("handler")?.clone();
        Ok((actor, self.diligence.get(&unit).copied().unwrap_or(0.8)))
    }

    async fn accept(&mut self, case: &Case, now: Timestamp) -> Result<()> {
        let (handler, diligence) = self.handler(case)?;
        if self.rng.random_bool(0.015) {
            let phrases = self.phrases;
            let reason = Reason { reason: self.say(&phrases.withdrawn) };
            let office = self.office();
            case::withdraw(self.app, &office, Lang::Zh, case.id, case.version, reason).await?;
            self.advance_after(now, 1.0, case.id);
            return Ok(());
        }
        case::accept(self.app, &handler, Lang::Zh, case.id, case.version, AcceptCase::default()).await?;
        let left = case.deadline.as_ref().map_or(48.0, |d| hours(d.at - now));
        let in_time = self.rng.random_bool(diligence.clamp(0.05, 0.98));
        let spent = if in_time {
            left.max(1.0) * self.rng.random_range(0.15..0.85)
        } else {
            left.max(0.0) + self.rng.random_range(3.0..60.0)
        };
        self.advance_after(now, spent, case.id);
        Ok(())
    }

    /// What the office does about a case that its unit has not rectified: reminds it once it is overdue, or gives it
    /// more time while it is not. Whether anything was done.
    async fn press(&mut self, case: &Case, now: Timestamp) -> Result<bool> {
        let Some(deadline) = case.deadline.as_ref().map(|deadline| deadline.at) else { return Ok(false) };
        let (office, phrases) = (self.office(), self.phrases);
        if now > deadline && case.reminder_count == 0 && case.rework_count == 0 {
            let command = PressUnit { text: self.say(&phrases.reminders) };
            case::remind(self.app, &office, Lang::Zh, case.id, case.version, command).await?;
            let hours = self.rng.random_range(3.0..50.0);
            self.advance_after(now, hours, case.id);
            return Ok(true);
        }
        if now < deadline && case.extension_count == 0 && self.rng.random_bool(0.03) {
            let command = Reason { reason: self.say(&phrases.extended) };
            case::extend(self.app, &office, Lang::Zh, case.id, case.version, command).await?;
            let hours = self.rng.random_range(8.0..60.0);
            self.advance_after(now, hours, case.id);
            return Ok(true);
        }
        Ok(false)
    }

    async fn rectify(&mut self, case: &Case, now: Timestamp) -> Result<()> {
        if self.press(case, now).await? {
            return Ok(());
        }
        let (handler, _) = self.handler(case)?;
        let phrases = self.phrases;
        let own = case.type_code.as_deref().and_then(|_| phrases.measures.get("any"));
        let measures = self.say(own.map_or(&[][..], Vec::as_slice));
        let long_term = self.rng.random_bool(0.2).then(|| self.say(&phrases.long_term_measures));
        let photos = self.photograph(case, &handler, Trouble::Gone).await?;
        let command = RectifyCase { measures, long_term_measures: long_term, on_spot: false, photos, act: None };
        case::rectify(self.app, &handler, Lang::Zh, case.id, case.version, command).await?;
        let hours = self.rng.random_range(2.0..26.0);
        self.advance_after(now, hours, case.id);
        Ok(())
    }

    async fn check(&mut self, case: &Case, now: Timestamp) -> Result<()> {
        let unit = case.unit_id.and_then(|u| self.diligence.get(&u)).copied().unwrap_or(0.8);
        let passed = self.rng.random_bool((0.62 + unit * 0.36).clamp(0.0, 0.98));
        let checkers = self.cast.office.get(1..).unwrap_or_default();
        let checker = checkers.choose(&mut self.rng).context("a second member of the office")?.clone();
        let phrases = self.phrases;
        let opinion = self.say(if passed { &phrases.check_passed } else { &phrases.check_failed });
        let photos = if passed { Vec::new() } else { self.photograph(case, &checker, Trouble::Some).await? };
        let command = CheckCase { passed, reason: Some(opinion), photos, act: None };
        case::check(self.app, &checker, Lang::Zh, case.id, case.version, command).await?;
        if !passed {
            let hours = self.rng.random_range(4.0..40.0);
            self.advance_after(now, hours, case.id);
            return Ok(());
        }
        if let (Some(site), Some(item)) = (case.site_id, &case.item_code) {
            // One in twelve comes back: closed is not fixed.
            let back = self.rng.random_bool(0.08);
            self.faults.insert((site, item.clone()), back);
        }
        Ok(())
    }

    /// A grid worker reports a matter, or mends it on the spot.
    pub(super) async fn patrol(&mut self, worker: usize, now: Timestamp) -> Result<()> {
        let Some(reported) = self.report_on_patrol(worker).await? else { return Ok(()) };
        if self.rng.random_bool(0.3) {
            let phrases = self.phrases;
            let worker = self.cast.workers.get(worker).context("worker")?.clone();
            let measures = self.say(phrases.measures.get("any").map_or(&[][..], Vec::as_slice));
            let command =
                RectifyCase { measures, long_term_measures: None, on_spot: true, photos: Vec::new(), act: None };
            case::rectify(self.app, &worker, Lang::Zh, reported.case.id, reported.version, command).await?;
        }
        let hours = self.rng.random_range(0.5..4.0);
        self.advance_after(now, hours, reported.case.id);
        Ok(())
    }

    async fn report_on_patrol(&mut self, worker: usize) -> Result<Option<CaseDetail>> {
        let phrases = self.phrases;
        let worker = self.cast.workers.get(worker).context("worker")?.clone();
        let granted = worker.may(wangge_domain::permission::Action::ReportCase).unwrap_or_default();
        let reach = Reach::of(&self.app.store.read(), &granted).await?;
        let own = sites::list(&self.app.store.read(), &reach).await?;
        let Some(site) = own.choose(&mut self.rng) else { return Ok(None) };
        let command = ReportCase {
            id: self.app.new_id(),
            source: Source::GridReport,
            finder_level: FinderLevel::Own,
            site_id: Some(site.id),
            lon: None,
            lat: None,
            datum: None,
            item_code: None,
            description: self.say(&phrases.own_reports),
            quantity: 1,
            photos: Vec::new(),
        };
        Ok(Some(case::report(self.app, &worker, Lang::Zh, command).await?.0))
    }

    /// Just before the end two reports come in, and the office files one of them: so something waits to be decided
    /// on and something to be dispatched, whatever chance made of the rest.
    pub(super) async fn curtain(&mut self) -> Result<()> {
        if let Some(filed) = self.report_on_patrol(0).await? {
            let office = self.office();
            case::file(self.app, &office, Lang::Zh, filed.case.id, filed.version, FileCase::default()).await?;
        }
        self.report_on_patrol(0).await?;
        Box::pin(self.requests()).await?;
        Box::pin(self.re_checks()).await
    }

    /// Somebody telephones; the office writes it down without a name.
    pub(super) async fn public_report(&mut self, number: usize, now: Timestamp) -> Result<()> {
        let phrases = self.phrases;
        let office = self.office();
        let all = sites::list(&self.app.store.read(), &Reach::everything()).await?;
        let site = all.get(number % all.len().max(1)).context("site")?;
        let command = ReportCase {
            id: self.app.new_id(),
            source: Source::PublicReport,
            finder_level: FinderLevel::Public,
            site_id: Some(site.id),
            lon: None,
            lat: None,
            datum: None,
            item_code: None,
            description: self.say(&phrases.public_reports),
            quantity: 1,
            photos: Vec::new(),
        };
        let (reported, _) = case::report(self.app, &office, Lang::Zh, command).await?;
        let hours = self.rng.random_range(0.5..4.0);
        self.advance_after(now, hours, reported.case.id);
        Ok(())
    }
}

fn hours(span: Duration) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a few days in minutes")]
    let minutes = span.num_minutes() as f64;
    minutes / 60.0
}
