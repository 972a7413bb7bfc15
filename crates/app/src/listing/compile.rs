//! Putting a listing together from the figures as they stand now.

use std::collections::BTreeMap;

use wangge_domain::ids::UnitId;
use wangge_domain::listing::{
    GroupInput, ListingContent, ListingPeriod, ListingRules, ListingScheme, facts_behind, list_group, places,
};
use wangge_domain::ranking::{GroupRanking, UnitFacts, rank};
use wangge_domain::text::{Lang, Message, Wording};
use wangge_storage::ConnectionTrait;

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::ranking::{SchemesOf, Span, unit_facts};
use crate::unit::peer_group;

/// What a listing is put together from beside the figures.
#[derive(Clone, Debug)]
pub(super) struct Recipe<'a> {
    /// The key of its period.
    pub period: &'a str,
    /// The rules.
    pub rules: &'a ListingRules,
    /// What the office adds.
    pub note: &'a str,
    /// Its edition.
    pub edition: u32,
}

/// The ranking of a span with the facts behind it.
struct Ranked {
    schemes: SchemesOf,
    groups: Vec<GroupRanking>,
    units: Vec<UnitFacts>,
}

impl Ranked {
    async fn load(app: &App, db: &impl ConnectionTrait, span: &Span) -> Answer<Self> {
        let schemes = SchemesOf::load(db, span).await?;
        let (units, _) = unit_facts(app, db, span).await?;
        let groups = rank(|group| schemes.of(group), &units);
        Ok(Self { schemes, groups, units })
    }

    /// How many facts stand behind each unit of a group, by its rule.
    fn facts(&self, rules: &ListingRules, group: &str) -> BTreeMap<UnitId, u64> {
        let indicator = rules.of(group).indicator;
        let own = self.units.iter().filter(|unit| unit.peer_group.as_deref() == Some(group));
        own.map(|unit| (unit.unit_id, facts_behind(indicator, unit))).collect()
    }
}

/// The span of a listing.
///
/// # Errors
/// [`AppError::Invalid`] for a period that is none, and for the whole campaign, which has no end of its own.
pub(super) async fn span(app: &App, db: &impl ConnectionTrait, period: &str) -> Answer<Span> {
    let span = Span::read(app, db, Some(period), None, None).await?;
    if span.key() == "campaign" {
        return Err(AppError::invalid("/period", Message::new("listing-period-endless")));
    }
    Ok(span)
}

/// Puts a listing together.
///
/// # Errors
/// As [`span`]; when the store fails or a round cannot be scored.
pub(super) async fn compile(app: &App, db: &impl ConnectionTrait, recipe: Recipe<'_>) -> Answer<ListingContent> {
    let campaign = crate::campaign::load(db).await?;
    let span = span(app, db, recipe.period).await?;
    let now = Ranked::load(app, db, &span).await?;
    let before = match span.before(db).await? {
        Some(before) => Some(Ranked::load(app, db, &before).await?),
        None => None,
    };
    let groups = now.groups.iter().map(|ranking| {
        let (rule, scheme) = (recipe.rules.of(&ranking.group), now.schemes.of(&ranking.group));
        let earlier = before.as_ref().and_then(|before| {
            let of = before.groups.iter().find(|of| of.group == ranking.group)?;
            Some(places(&rule, of, &before.facts(recipe.rules, &ranking.group)))
        });
        list_group(GroupInput {
            rule: &rule,
            name: both(|lang| peer_group(&ranking.group, lang).name),
            scheme: ListingScheme {
                code: scheme.code.clone(),
                name: scheme.name.clone(),
                edition: now.schemes.edition_of(&ranking.group),
            },
            ranking,
            facts: &now.facts(recipe.rules, &ranking.group),
            before: &earlier.unwrap_or_default(),
        })
    });
    let (from, until) = span.first_and_last();
    Ok(ListingContent {
        period: ListingPeriod { key: span.key(), name: both(|lang| span.name(lang)), from, until },
        campaign: campaign.name.clone(),
        demonstration: campaign.demonstration,
        edition: recipe.edition,
        groups: groups.collect(),
        note: recipe.note.trim().to_owned(),
        correction: None,
        as_of: app.now(),
    })
}

fn both(words: impl Fn(Lang) -> String) -> Wording {
    Wording::new(words(Lang::Zh), words(Lang::En))
}

/// The rules a listing was put together by.
pub(super) fn rules_of(content: &ListingContent) -> ListingRules {
    ListingRules { version: 0, rules: content.groups.iter().map(|group| group.rule.clone()).collect() }
}
