//! The listings of the demonstration: the last two weeks' are published, one of them corrected because units with next to
//! nothing to do were listed at first, and that of the week under way is being drafted.

use anyhow::Result;
use wangge_app::view::{AmendListing, CorrectListing, DraftListing, ListingView, PublishListing, SaveListingRules};
use wangge_app::{App, listing};
use wangge_domain::figure::Exact;
use wangge_domain::ids::ListingId;
use wangge_domain::listing::{ListingCut, ListingRule};
use wangge_domain::permission::Actor;
use wangge_domain::ranking::IndicatorCode;
use wangge_domain::text::Lang;
use wangge_domain::time::IsoWeek;

use super::local_today;

/// Fewer facts than this in a week say nothing of a unit.
const LEAST_FACTS: u32 = 3;

/// The office that drafts and publishes, and the colleague who approves.
struct Desk<'a> {
    app: &'a App,
    office: &'a Actor,
    colleague: &'a Actor,
}

/// Makes them.
///
/// # Errors
/// When a use case refuses or the store fails.
pub(super) async fn publish(app: &App, office: &[Actor]) -> Result<()> {
    let [first, second, ..] = office else { return Ok(()) };
    let desk = Desk { app, office: first, colleague: second };
    // By the demonstration's own clock: a listing is submitted once its week is over by it.
    let week = IsoWeek::of(local_today(app.now()));
    let (last, before) = (week.previous(), week.previous().previous());
    let rules = rules();
    listing::save_rules(app, first, Lang::Zh, 0, SaveListingRules { rules: rules.clone() }).await?;
    let hasty = rules.iter().cloned().map(|rule| ListingRule { least_facts: 0, ..rule }).collect();
    let wrong = desk.drafted(before, Some(hasty)).await?;
    let wrong = desk.published(wrong).await?;
    let id = app.new_id::<ListingId>();
    let reason = "首次发布未剔除本期事项不足的单位，按列榜规则重新列榜。".to_owned();
    let command = CorrectListing { id, reason };
    let (draft, _) = listing::correct(app, first, Lang::Zh, wrong.line.id, command).await?;
    let amend = AmendListing { rules: Some(rules), note: String::new() };
    let draft = listing::amend(app, first, Lang::Zh, id, draft.version, amend).await?;
    desk.published(draft).await?;
    let right = desk.drafted(last, None).await?;
    desk.published(right).await?;
    desk.drafted(week, None).await?;
    Ok(())
}

/// By place among streets and departments, by a mark elsewhere.
fn rules() -> Vec<ListingRule> {
    let by_place = |group: &str, red, black| ListingRule {
        red: ListingCut::Count { count: red },
        black: ListingCut::Count { count: black },
        least_facts: LEAST_FACTS,
        ..ListingRule::suggested(group)
    };
    let by_mark = |group: &str| ListingRule {
        indicator: Some(IndicatorCode::OnTimeRate),
        red: ListingCut::Threshold { at: Exact::int(90) },
        black: ListingCut::Threshold { at: Exact::int(85) },
        least_facts: 1,
        ..ListingRule::suggested(group)
    };
    vec![
        by_place("streets_towns", 1, 1),
        by_place("departments", 5, 3),
        by_mark("enterprises"),
        by_mark("institutions"),
    ]
}

impl Desk<'_> {
    async fn drafted(&self, week: IsoWeek, rules: Option<Vec<ListingRule>>) -> Result<ListingView> {
        let command =
            DraftListing { id: self.app.new_id(), period: format!("week:{week}"), rules, note: String::new() };
        Ok(listing::draft(self.app, self.office, Lang::Zh, command).await?.0)
    }

    async fn published(&self, draft: ListingView) -> Result<ListingView> {
        let id = draft.line.id;
        let submitted = listing::submit(self.app, self.office, Lang::Zh, id, draft.version).await?;
        let approved = listing::approve(self.app, self.colleague, Lang::Zh, id, submitted.version).await?;
        let at_once = PublishListing::default();
        Ok(listing::publish(self.app, self.office, Lang::Zh, id, approved.version, at_once).await?)
    }
}
