//! Observations, rounds and scores in words.

use wangge_domain::assessment::{Outcome, ScoreKind as Kind, ScoreNode, judge};
use wangge_domain::figure::Figure;
use wangge_domain::ids::SiteId;
use wangge_domain::round::{Round, RoundState};
use wangge_domain::standard::{EditionIndex, Module, ModuleSource};
use wangge_domain::text::{Lang, Message, render, word};
use wangge_storage::{ConnectionTrait, round};

use super::ScoredRound;
use crate::context::{Answer, App};
use crate::reading::{Wordbook, indexed, shown};
use crate::view::{ModuleScore, RoundEdition, RoundSummary};

/// An observation in words: what was read and, for those who may see scores, what it came to.
pub fn outcome_text(
    edition: Option<&EditionIndex>,
    type_code: &str,
    item_code: &str,
    outcome: &Outcome,
    scored: bool,
    lang: Lang,
) -> String {
    let Some(judged) = edition.and_then(|index| judge(index, type_code, item_code, outcome).ok()) else {
        return "—".to_owned();
    };
    let reading = judged.how.args.iter().find(|(name, _)| name == "reading");
    match reading {
        Some((_, reading)) if !scored => render(&Message::new("app-observed").arg("reading", reading), lang),
        _ => render(&judged.how, lang),
    }
}

/// A round in a list. Its score is told only once it is closed, and only to those who may see scores.
///
/// # Errors
/// When the store fails or the round cannot be scored.
pub async fn round_summary(
    app: &App,
    db: &impl ConnectionTrait,
    lang: Lang,
    round: &Round,
    scores: bool,
) -> Answer<RoundSummary> {
    let index = indexed(app, db, round.edition_id).await?;
    let edition = index.edition();
    let progress = round::progress(db, round.id).await?;
    let score = if scores && round.state == RoundState::Closed {
        let made = ScoredRound::load(app, db, round.id).await?;
        Some(made.figure(&made.total))
    } else {
        None
    };
    Ok(RoundSummary {
        id: round.id,
        kind: round.kind,
        kind_name: round.kind.wording(lang),
        number: i64::from(round.number),
        name: round.name.get(lang).to_owned(),
        edition: RoundEdition {
            id: round.edition_id,
            version: edition.edition.version.clone(),
            standard_name: edition.standard.name.get(lang).to_owned(),
            sample: edition.edition.sample,
        },
        opens_on: round.opens_on,
        closes_on: round.closes_on,
        state: round.state,
        state_name: round.state.wording(lang),
        sites: shown(progress.sites),
        visited: shown(progress.visited),
        settings: round.settings,
        score,
        version: round.version,
    })
}

/// The modules of a round with what is known of them.
pub fn modules(scored: &ScoredRound, lang: Lang) -> Vec<ModuleScore> {
    let node = |code: &str| {
        let parts = scored.total.parts.iter().filter(|node| node.kind == Kind::Module);
        parts.into_iter().find(|node| node.key == code && node.score.is_some())
    };
    let module = |module: &Module| ModuleScore {
        score: node(&module.code).map(|node| scored.figure(node)),
        given: scored.round.module_values.get(&module.code).map(ToString::to_string),
        ..module_named(module, lang)
    };
    scored.edition.edition().modules.iter().map(module).collect()
}

/// A module without anything that is known of it.
pub fn module_named(module: &Module, lang: Lang) -> ModuleScore {
    ModuleScore {
        code: module.code.clone(),
        name: module.name.get(lang).to_owned(),
        score: None,
        weight: Figure::of(Some(&module.weight), 0),
        observed: module.source == ModuleSource::Observations,
        full: module.full.to_string(),
        given: None,
    }
}

/// What a score is about, in words.
pub fn name_of(book: &Wordbook, node: &ScoreNode) -> String {
    match node.kind {
        Kind::Total => word("standard-total", book.lang),
        Kind::District => word("standard-district", book.lang),
        Kind::Site => {
            let site = super::site_id(&node.key).and_then(|id: SiteId| book.site(Some(id)));
            site.map_or_else(|| node.name.get(book.lang).to_owned(), |site| site.name)
        }
        _ => node.name.get(book.lang).to_owned(),
    }
}
