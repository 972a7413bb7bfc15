//! Listings in words.

use std::collections::BTreeMap;

use wangge_domain::figure::{Exact, Figure};
use wangge_domain::ids::UnitId;
use wangge_domain::listing::{
    ListedUnit, ListingChange, ListingContent, ListingCut, ListingGroup, ListingPlace, ListingRule, ListingScheme,
    ListingSide, ListingStreak,
};
use wangge_domain::ranking::{Direction, UnitLine};
use wangge_domain::text::{Lang, Message, render, word};

use crate::unit::peer_group;
use crate::view::{
    Coded, ListingCorrectionView, ListingGroupView, ListingRef, ListingRemarkView, ListingRow, ListingStreakView, Ref,
};

/// The streaks that stand at a listing, by peer group and unit.
pub(super) type Streaks = BTreeMap<(String, UnitId), ListingStreak>;

/// What a listing is called.
pub(crate) fn name_of(content: &ListingContent, lang: Lang) -> String {
    let key = if content.edition > 1 { "listing-name-edition" } else { "listing-name" };
    let message = Message::new(key)
        .arg("period", content.period.name.get(lang))
        .arg("edition", content.edition.saturating_sub(1));
    render(&message, lang)
}

/// Who is listed, in one line: what a notice says.
pub(crate) fn told(content: &ListingContent, lang: Lang) -> String {
    let joint = if lang == Lang::Zh { "、" } else { ", " };
    let of = |side: ListingSide| {
        let names: Vec<&str> =
            content.listed().filter(|(_, on, _)| *on == side).map(|(_, _, one)| one.unit.name.get(lang)).collect();
        let message = Message::new("listing-told").arg("side", side.wording(lang)).arg("units", names.join(joint));
        (!names.is_empty()).then(|| render(&message, lang))
    };
    let sides: Vec<String> = ListingSide::ALL.iter().filter_map(|side| of(*side)).collect();
    if sides.is_empty() {
        return word("listing-told-none", lang);
    }
    sides.join(if lang == Lang::Zh { "；" } else { "; " })
}

/// What a rule goes by.
pub(super) fn by(rule: &ListingRule, lang: Lang) -> Coded {
    match rule.indicator {
        Some(code) => Coded::new(code.as_str(), code.wording(lang)),
        None => Coded::new("total", word("listing-rule-by-total", lang)),
    }
}

/// A rule in words.
pub(super) fn rule_words(rule: &ListingRule, lang: Lang) -> String {
    let higher = rule.direction == Direction::Higher;
    let way = |up: bool| word(if up { "listing-rule-above" } else { "listing-rule-below" }, lang);
    let cut = |side: ListingSide, cut: &ListingCut, up: bool| {
        let message = |kind: &str| Message::new(format!("listing-rule-{side}-{kind}"));
        let message = match cut {
            ListingCut::None => message("none"),
            ListingCut::Count { count } => message("count").arg("count", count),
            ListingCut::Threshold { at } => message("threshold").arg("at", mark(at)).arg("way", way(up)),
        };
        render(&message, lang)
    };
    let direction = word(if higher { "listing-rule-higher" } else { "listing-rule-lower" }, lang);
    let least = match rule.least_facts {
        0 => word("listing-rule-no-least", lang),
        least => render(&Message::new("listing-rule-least").arg("least", least), lang),
    };
    let message = Message::new("listing-rule-words")
        .arg("by", by(rule, lang).name)
        .arg("direction", direction)
        .arg("red", cut(ListingSide::Red, &rule.red, higher))
        .arg("black", cut(ListingSide::Black, &rule.black, !higher))
        .arg("least", least);
    render(&message, lang)
}

/// A mark without decimals it does not have.
fn mark(at: &Exact) -> String {
    at.round_half_up(if at.is_whole() { 0 } else { 2 })
}

/// A scheme and its edition.
pub(super) fn scheme_words(scheme: &ListingScheme, lang: Lang) -> String {
    let message = match scheme.edition {
        Some(edition) => Message::new("listing-document-scheme").arg("edition", edition),
        None => Message::new("listing-document-scheme-suggested"),
    };
    render(&message.arg("name", scheme.name.get(lang)), lang)
}

fn unit_ref(unit: &UnitLine, lang: Lang) -> Ref {
    Ref::new(unit.unit_id, &unit.code, unit.name.get(lang))
}

fn row(one: &ListedUnit, streak: Option<&ListingStreak>, lang: Lang) -> ListingRow {
    let streak = streak.filter(|streak| streak.length > 1).map(|streak| ListingStreakView {
        side: streak.side,
        length: streak.length,
        since: streak.since,
        text: render(&Message::new(format!("listing-streak-{}", streak.side)).arg("length", streak.length), lang),
    });
    let figure = match &one.denominator {
        Some(denominator) => Figure::per_hundred(&one.numerator, denominator, 2),
        None => Figure { numerator: Some(one.numerator.clone()), ..Figure::of(Some(&one.figure), 2) },
    };
    ListingRow {
        rank: one.rank,
        unit: unit_ref(&one.unit, lang),
        figure,
        facts: one.facts,
        previous_rank: one.previous_rank,
        streak,
    }
}

/// The lists of a peer group.
pub(super) fn group(of: &ListingGroup, streaks: &Streaks, lang: Lang) -> ListingGroupView {
    let rows = |listed: &[ListedUnit]| {
        let streak = |one: &ListedUnit| streaks.get(&(of.group.clone(), one.unit.unit_id));
        listed.iter().map(|one| row(one, streak(one), lang)).collect()
    };
    let nobody = |cut: &ListingCut, side: ListingSide| match cut {
        // Where there is no such list, the words of the rule say so.
        ListingCut::None => word(&format!("listing-rule-{side}-none"), lang),
        _ => word(&format!("listing-none-{side}"), lang),
    };
    let remark = |remark: &wangge_domain::listing::ListingRemark| ListingRemarkView {
        unit: unit_ref(&remark.unit, lang),
        why: render(&remark.why, lang),
    };
    ListingGroupView {
        group: Coded::new(&of.group, of.name.get(lang)),
        by: by(&of.rule, lang),
        rule_words: rule_words(&of.rule, lang),
        rule: of.rule.clone(),
        scheme: scheme_words(&of.scheme, lang),
        ranked: of.ranked,
        red: rows(&of.red),
        no_red: nobody(&of.rule.red, ListingSide::Red),
        black: rows(&of.black),
        no_black: nobody(&of.rule.black, ListingSide::Black),
        remarks: of.remarks.iter().map(remark).collect(),
    }
}

fn place(place: Option<&ListingPlace>, lang: Lang) -> String {
    let Some(place) = place else { return word("listing-place-none", lang) };
    let message = Message::new("listing-place")
        .arg("side", place.side.wording(lang))
        .arg("rank", place.rank)
        .arg("figure", place.figure.round_half_up(2));
    render(&message, lang)
}

fn change(change: &ListingChange, lang: Lang) -> String {
    let unit = format!("{} {}", peer_group(&change.group, lang).name, change.unit.name.get(lang));
    let message = Message::new("listing-changed")
        .arg("unit", unit)
        .arg("before", place(change.before.as_ref(), lang))
        .arg("after", place(change.after.as_ref(), lang));
    render(&message, lang)
}

/// What an edition puts right.
pub(super) fn correction(content: &ListingContent, lang: Lang) -> Option<ListingCorrectionView> {
    let of = content.correction.as_ref()?;
    let mut changes: Vec<String> = of.changes.iter().map(|one| change(one, lang)).collect();
    if changes.is_empty() {
        changes.push(word("listing-changed-nothing", lang));
    }
    Some(ListingCorrectionView {
        of: ListingRef { id: of.listing_id, edition: of.edition },
        sha256: of.sha256.clone(),
        published_at: of.published_at,
        reason: of.reason.clone(),
        changes,
    })
}
