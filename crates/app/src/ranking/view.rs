//! A ranking in words and figures.

use wangge_domain::figure::{Exact, Figure};
use wangge_domain::ranking::{
    Exclusion, GroupRanking, Indicator, IndicatorCode, IndicatorResult, RankedUnit, Scheme, Streak, UnitLine,
};
use wangge_domain::text::{Lang, render, word};
use wangge_domain::time::Timestamp;

use super::{Published, Span, Standing};
use crate::unit::peer_group;
use crate::view::{
    Coded, ExcludedUnit, GroupRankingView, IndicatorFigure, IndicatorView, Ranking, RankingPeriod, RankingRow, Ref,
    SchemeView,
};

/// A ranking in words and figures, as it is asked for at a moment.
pub fn ranking(now: Timestamp, standing: &Standing, span: &Span, published: &Published, lang: Lang) -> Ranking {
    Ranking {
        period: period(now, standing, span, published, lang),
        groups: standing.groups.iter().map(|group| view(standing, group, published, lang)).collect(),
    }
}

/// The period of a ranking.
pub fn period(now: Timestamp, standing: &Standing, span: &Span, published: &Published, lang: Lang) -> RankingPeriod {
    let round = standing.round.as_ref();
    RankingPeriod {
        key: span.key(),
        name: span.name(lang),
        from: span.period.from,
        until: span.period.until,
        round: round.map(|round| Ref::new(round.id, round.number.to_string(), round.name.get(lang))),
        over: span.period.until <= now,
        before: standing.before.as_ref().map(|before| before.name(lang)),
        bulletin: published.bulletin.clone(),
    }
}

/// A scheme with its indicators' weights and definitions.
pub fn scheme(scheme: &Scheme, lang: Lang) -> SchemeView {
    let indicator = |indicator: &Indicator| IndicatorView {
        code: indicator.code.as_str().to_owned(),
        name: indicator.code.wording(lang),
        weight: Figure::of(Some(&indicator.weight), 0),
        definition: word(&format!("case-definition-{}", indicator.code), lang),
    };
    SchemeView {
        code: scheme.code.clone(),
        name: scheme.name.get(lang).to_owned(),
        indicators: scheme.indicators.iter().map(indicator).collect(),
    }
}

fn view(standing: &Standing, group: &GroupRanking, published: &Published, lang: Lang) -> GroupRankingView {
    let Coded { code, name } = peer_group(&group.group, lang);
    let streak = |unit| published.streaks.get(&(group.group.clone(), unit)).copied();
    GroupRankingView {
        scheme: scheme(standing.schemes.of(&group.group), lang),
        code,
        name,
        rows: group.units.iter().map(|unit| row(unit, streak(unit.unit.unit_id), lang)).collect(),
        excluded: group.excluded.iter().map(|of| excluded(of, streak(of.unit.unit_id), lang)).collect(),
    }
}

/// A unit by its name.
pub fn unit_ref(unit: &UnitLine, lang: Lang) -> Ref {
    Ref::new(unit.unit_id, &unit.code, unit.name.get(lang))
}

/// The points of all indicators of a unit.
pub fn total(unit: &RankedUnit) -> Figure {
    Figure::of(Some(&unit.composite), 2)
}

/// A line of a ranking.
pub fn row(unit: &RankedUnit, streak: Option<Streak>, lang: Lang) -> RankingRow {
    RankingRow {
        rank: unit.rank,
        unit: unit_ref(&unit.unit, lang),
        total: total(unit),
        previous_rank: unit.previous_rank,
        streak,
        indicators: unit.indicators.iter().map(|result| figure(result, lang)).collect(),
    }
}

fn excluded(exclusion: &Exclusion, streak: Option<Streak>, lang: Lang) -> ExcludedUnit {
    ExcludedUnit { unit: unit_ref(&exclusion.unit, lang), reason: render(&exclusion.why, lang), streak }
}

/// Shares are shown per hundred, with what was divided; an amount as it is.
fn figure(result: &IndicatorResult, lang: Lang) -> IndicatorFigure {
    let value = match &result.denominator {
        Some(denominator) => Figure::per_hundred(&result.numerator, denominator, 2),
        None => Figure { numerator: Some(result.numerator.clone()), ..Figure::of(result.value.as_ref(), 2) },
    };
    // What no site of the unit was assessed for is no amount of 0.
    let known =
        result.value.is_some() || !matches!(result.code, IndicatorCode::LostPoints | IndicatorCode::LedgerScore);
    IndicatorFigure {
        code: result.code.as_str().to_owned(),
        value: if known { value } else { Figure::of(None::<&Exact>, 2) },
        points: Figure::of(result.points.as_ref(), 2),
        note: result.no_data.map(|rule| rule.wording(lang)),
    }
}
