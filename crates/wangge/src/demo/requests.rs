//! What units ask of the office at the end of the demonstration, so that every kind of request has a case behind it: an
//! extension and an objection that wait, a suspension and a long-term plan that were approved, an appeal that one of two
//! people has agreed to.

use anyhow::{Context, Result};
use chrono::{Days, NaiveDate};
use wangge_app::case;
use wangge_app::view::{AskRequest, AskedStage, CaseDetail, ReachMilestone, RuleRequest};
use wangge_domain::case::{Case, CaseState, RequestKind};
use wangge_domain::ids::CaseId;
use wangge_domain::text::Lang;
use wangge_domain::time::DEFAULT_ZONE;
use wangge_storage::case::{self as cases, CaseFilter, CasePage, CaseSort};
use wangge_storage::reach::Reach;

use super::history::History;

impl History<'_> {
    /// One case of each kind is asked about, where the four weeks left one that can be.
    pub(super) async fn requests(&mut self) -> Result<()> {
        let today = self.app.now().with_timezone(&DEFAULT_ZONE).date_naive();
        let mut taken = Vec::new();
        for kind in RequestKind::ALL.iter().copied() {
            let Some(case) = self.askable(kind, &taken).await? else { continue };
            taken.push(case.id);
            let asked = self.ask(&case, kind, today).await?;
            let request = asked.requests.last().context("the request just made")?.id;
            if matches!(kind, RequestKind::Objection | RequestKind::Extension) {
                continue;
            }
            let ruling = RuleRequest { approved: true, words: self.asked_words("agreed") };
            let (office, id) = (self.office(), request);
            let ruled = case::rule(self.app, &office, Lang::Zh, id, asked.version, ruling).await?;
            if kind == RequestKind::LongTerm {
                let (handler, _) = self.handler(&case)?;
                let reached = ReachMilestone { stage: 0, words: self.asked_words("reached") };
                case::reach_milestone(self.app, &handler, Lang::Zh, id, ruled.version, reached).await?;
            }
        }
        Ok(())
    }

    /// A case that may be asked about in this way, the latest first.
    async fn askable(&self, kind: RequestKind, taken: &[CaseId]) -> Result<Option<Case>> {
        let states = CaseState::ALL.iter().copied().filter(|state| state.may(kind.action())).collect();
        let filter = CaseFilter { states, ..CaseFilter::default() };
        let page = CasePage { limit: 1_000, sort: CaseSort::Latest, ..CasePage::default() };
        let found = cases::list(&self.app.store.read(), &Reach::everything(), &filter, &page).await?;
        let now = self.app.now();
        let can =
            |case: &Case| !taken.contains(&case.id) && case.may_ask(kind, now).is_ok() && self.handler(case).is_ok();
        Ok(found.into_iter().find(can))
    }

    async fn ask(&self, case: &Case, kind: RequestKind, today: NaiveDate) -> Result<CaseDetail> {
        let (handler, _) = self.handler(case)?;
        let stage = |key: &str, days: u64| AskedStage { due: today + Days::new(days), text: self.asked_words(key) };
        let plan = kind == RequestKind::LongTerm;
        let held = plan || kind == RequestKind::Suspension;
        let command = AskRequest {
            id: self.app.new_id(),
            kind,
            reason: self.asked_words(kind.as_str()),
            resume_on: held.then(|| today + Days::new(30)),
            proposed_unit_id: None,
            plan: if plan { vec![stage("stage_1", 10), stage("stage_2", 28)] } else { Vec::new() },
            lasting_measures: plan.then(|| self.asked_words("lasting")),
        };
        Ok(case::ask(self.app, &handler, Lang::Zh, case.id, case.version, command).await?)
    }

    fn asked_words(&self, key: &str) -> String {
        self.phrases.asked.get(key).map(|words| words.zh.clone()).unwrap_or_default()
    }
}
