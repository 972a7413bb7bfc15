//! A ranking in words and figures.

use wangge_domain::figure::{Exact, Figure};
use wangge_domain::ranking::{Exclusion, GroupRanking, IndicatorCode, IndicatorResult, RankedUnit, UnitLine};
use wangge_domain::text::{Lang, render, word};

use super::{Span, Standing};
use crate::unit::peer_group;
use crate::view::{
    ExcludedUnit, GroupRankingView, IndicatorFigure, IndicatorView, Ranking, RankingPeriod, RankingRow, Ref, SchemeView,
};

/// A ranking in words and figures.
pub fn ranking(standing: &Standing, span: &Span, lang: Lang) -> Ranking {
    let round = standing.round.as_ref();
    Ranking {
        period: RankingPeriod {
            key: span.key(),
            name: span.name(lang),
            from: span.period.from,
            until: span.period.until,
            round: round.map(|round| Ref::new(round.id, round.number.to_string(), round.name.get(lang))),
        },
        scheme: SchemeView {
            code: standing.scheme.code.clone(),
            name: standing.scheme.name.get(lang).to_owned(),
            indicators: standing
                .scheme
                .indicators
                .iter()
                .map(|indicator| IndicatorView {
                    code: indicator.code.as_str().to_owned(),
                    name: indicator.code.wording(lang),
                    weight: Figure::of(Some(&indicator.weight), 0),
                    definition: word(&format!("case-definition-{}", indicator.code), lang),
                })
                .collect(),
        },
        groups: standing.groups.iter().map(|group| view(group, lang)).collect(),
    }
}

fn view(group: &GroupRanking, lang: Lang) -> GroupRankingView {
    let group_name = peer_group(&group.group, lang);
    GroupRankingView {
        code: group_name.code,
        name: group_name.name,
        rows: group.units.iter().map(|unit| row(unit, lang)).collect(),
        excluded: group.excluded.iter().map(|exclusion| excluded(exclusion, lang)).collect(),
    }
}

fn unit_ref(unit: &UnitLine, lang: Lang) -> Ref {
    Ref::new(unit.unit_id, &unit.code, unit.name.get(lang))
}

fn row(unit: &RankedUnit, lang: Lang) -> RankingRow {
    RankingRow {
        rank: unit.rank,
        unit: unit_ref(&unit.unit, lang),
        total: Figure::of(Some(&unit.composite), 2),
        previous_rank: unit.previous_rank,
        indicators: unit.indicators.iter().map(|result| figure(result, lang)).collect(),
    }
}

fn excluded(exclusion: &Exclusion, lang: Lang) -> ExcludedUnit {
    ExcludedUnit { unit: unit_ref(&exclusion.unit, lang), reason: render(&exclusion.why, lang) }
}

/// Shares are shown per hundred, with what was divided; an amount as it is.
fn figure(result: &IndicatorResult, lang: Lang) -> IndicatorFigure {
    let value = match &result.denominator {
        Some(denominator) => Figure::per_hundred(&result.numerator, denominator, 2),
        None => Figure { numerator: Some(result.numerator.clone()), ..Figure::of(result.value.as_ref(), 2) },
    };
    // What no site of the unit was assessed for is no amount of 0.
    let known = result.value.is_some() || result.code != IndicatorCode::LostPoints;
    IndicatorFigure {
        code: result.code.as_str().to_owned(),
        value: if known { value } else { Figure::of(None::<&Exact>, 2) },
        points: Figure::of(result.points.as_ref(), 2),
        note: result.no_data.map(|rule| rule.wording(lang)),
    }
}
