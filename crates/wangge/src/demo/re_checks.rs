//! Re-checks 回头看 on the last day of the demonstration: the office goes out to what was closed a week ago and longer, and
//! finds that most of it holds. What it does not come to stays due or overdue.

use anyhow::{Context, Result};
use chrono::Days;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use wangge_app::rebound;
use wangge_app::view::SendReCheck;
use wangge_domain::case::{Case, CaseState};
use wangge_domain::rebound::ReCheckResult;
use wangge_domain::text::Lang;
use wangge_domain::time::Period;
use wangge_storage::case::{self as cases, CaseFilter, CasePage, CaseSort};
use wangge_storage::reach::Reach;

use super::history::History;
use super::photos::Trouble;

/// A stream of chance of its own, so that what came before stays as it was.
const SEED: u64 = 0x4e55_2d51_0a7c_b001;
/// The first re-check is due so many days after the close-out.
const FIRST_DAYS: u64 = 7;
/// Most the office comes to in one day.
const MOST: usize = 60;

impl History<'_> {
    /// Looks again at what was closed a week ago and longer, as far as there is a picture of it.
    pub(super) async fn re_checks(&mut self) -> Result<()> {
        let mut rng = ChaCha8Rng::seed_from_u64(SEED);
        let now = self.app.now();
        let until = now - Days::new(FIRST_DAYS + 1);
        let filter = CaseFilter {
            states: vec![CaseState::Closed],
            closed: Some(Period { from: now - Days::new(60), until }),
            ..CaseFilter::default()
        };
        let page = CasePage { limit: 1_000, sort: CaseSort::Earliest, ..CasePage::default() };
        let closed = cases::list(&self.app.store.read(), &Reach::everything(), &filter, &page).await?;
        let mut looked = 0;
        for case in closed {
            if looked < MOST && rng.random_bool(0.6) && self.looked_at(&case, &mut rng).await? {
                looked += 1;
            }
        }
        Ok(())
    }

    /// Looks at one of them; not where it came back before, or where nobody has a picture of the place.
    async fn looked_at(&mut self, case: &Case, rng: &mut ChaCha8Rng) -> Result<bool> {
        let checker = self.cast.office.last().context("the office's staff")?.clone();
        let chance: f64 = rng.random_range(0.0..1.0);
        let watch = rebound::watch(self.app, &checker, Lang::Zh, case.id).await?;
        if !watch.may_re_check {
            return Ok(false);
        }
        let (result, trouble, words) = match chance {
            ..0.14 => (ReCheckResult::Rebounded, Trouble::All, "came_back"),
            0.14..0.19 => (ReCheckResult::Unjudged, Trouble::Some, "unjudged"),
            _ => (ReCheckResult::Held, Trouble::Gone, "held"),
        };
        let photos = self.photograph(case, &checker, trouble).await?;
        if photos.is_empty() && result != ReCheckResult::Unjudged {
            return Ok(false);
        }
        let jitter = |rng: &mut ChaCha8Rng| rng.random_range(-0.0002..0.0002);
        let command = SendReCheck {
            id: self.app.new_id(),
            result,
            note: self.phrases.re_checks.get(words).map(|words| words.zh.clone()),
            at: None,
            lon: case.lon.map(|lon| lon + jitter(rng)),
            lat: case.lat.map(|lat| lat + jitter(rng)),
            datum: None,
            photos,
        };
        rebound::re_check(self.app, &checker, Lang::Zh, case.id, command).await?;
        Ok(true)
    }
}
