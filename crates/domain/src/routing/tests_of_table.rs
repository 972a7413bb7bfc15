#![expect(clippy::unwrap_used, reason = "a failing test may panic")]
use chrono::{NaiveDate, NaiveTime};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::deadline::{MonthDay, Season};
use crate::text::{Lang, render};

fn unit(n: u128) -> UnitRef {
    UnitRef { id: UnitId(Uuid::from_u128(n)), name: format!("单位{n}"), active: n < 90 }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn rule(n: u128, unit_number: u128, conditions: Conditions) -> Rule {
    Rule {
        id: RoutingRuleId(Uuid::from_u128(100 + n)),
        name: format!("规则{n}"),
        conditions,
        target: RoutingRule::NamedUnit,
        unit_id: Some(unit(unit_number).id),
        ..Rule::built_in(RoutingRule::NamedUnit)
    }
}

fn table(rules: Vec<Rule>) -> RuleTable {
    RuleTable { version: 3, rules, territory_assists: true }
}

/// A lamp out at the market of community 50 in street 60 at nine in the evening of a Saturday, road owned by unit 1.
fn facts() -> RoutingFacts {
    let node = |n: u128, by: u128| NodeFact {
        node_id: NodeId(Uuid::from_u128(n)),
        name: format!("网格{n}"),
        unit: Some(unit(by)),
        plan: DutyPlan::default(),
    };
    RoutingFacts {
        item_code: Some("R012".into()),
        groups: vec!["G2".into(), "G".into()],
        site_type: Some("market".into()),
        source: Some(Source::GridReport),
        seen: day("2026-11-28").and_time(NaiveTime::from_hms_opt(21, 0, 0).unwrap()),
        on: day("2026-11-30"),
        ownerships: vec![owned(1, None), owned(4, Some(day("2026-11-27")))],
        department: None,
        site_unit: Some(unit(3)),
        site_plan: DutyPlan::default(),
        nodes: vec![node(50, 5), node(60, 6)],
        units: [1, 2, 3, 7, 99].map(|n| (unit(n).id, unit(n))).into(),
    }
}

fn owned(by: u128, until: Option<NaiveDate>) -> OwnershipFact {
    let validity = Validity { from: None, until };
    OwnershipFact { item_code: None, unit: unit(by), basis: String::new(), validity }
}

fn hours(from: u32, until: u32) -> HourSpan {
    let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    HourSpan { from: at(from), until: at(until) }
}

fn season(from: (u32, u32), until: (u32, u32)) -> Season {
    let on = |(month, day)| MonthDay::new(month, day).unwrap();
    Season { from: on(from), until: on(until) }
}

#[test]
fn a_rule_applies_when_all_its_conditions_hold() {
    let none = Conditions::default;
    let street = |n: u128| NodeId(Uuid::from_u128(n));
    let cases: Vec<(&str, Conditions, bool)> = vec![
        ("nothing is asked", none(), true),
        ("the item", Conditions { items: vec!["R012".into()], ..none() }, true),
        ("another item", Conditions { items: vec!["R013".into()], ..none() }, false),
        ("one of two items", Conditions { items: vec!["R013".into(), "R012".into()], ..none() }, true),
        ("a beginning", Conditions { items: vec!["R01*".into()], ..none() }, true),
        ("another beginning", Conditions { items: vec!["S*".into()], ..none() }, false),
        ("the group above", Conditions { groups: vec!["G".into()], ..none() }, true),
        ("another group", Conditions { groups: vec!["H".into()], ..none() }, false),
        ("the type", Conditions { site_types: vec!["market".into()], ..none() }, true),
        ("another type", Conditions { site_types: vec!["road".into()], ..none() }, false),
        ("the street above", Conditions { nodes: vec![street(60)], ..none() }, true),
        ("another street", Conditions { nodes: vec![street(61)], ..none() }, false),
        ("the owner", Conditions { owners: vec![unit(1).id], ..none() }, true),
        ("another owner", Conditions { owners: vec![unit(2).id], ..none() }, false),
        ("who owned it until the day before", Conditions { owners: vec![unit(4).id], ..none() }, false),
        ("the source", Conditions { sources: vec![Source::GridReport], ..none() }, true),
        ("another source", Conditions { sources: vec![Source::Media], ..none() }, false),
        ("the evening", Conditions { hours: Some(hours(18, 23)), ..none() }, true),
        ("through the night", Conditions { hours: Some(hours(20, 6)), ..none() }, true),
        ("until nine, which is not within", Conditions { hours: Some(hours(9, 21)), ..none() }, false),
        ("the weekend", Conditions { weekdays: vec![6, 7], ..none() }, true),
        ("Mondays", Conditions { weekdays: vec![1], ..none() }, false),
        ("winter, over New Year", Conditions { season: Some(season((11, 15), (3, 15))), ..none() }, true),
        ("summer", Conditions { season: Some(season((6, 1), (8, 31))), ..none() }, false),
        ("one holds, one does not", Conditions { groups: vec!["G".into()], weekdays: vec![1], ..none() }, false),
    ];
    for (what, conditions, applies) in cases {
        let routed = route(&table(vec![rule(1, 7, conditions)]), &facts());
        assert_eq!(routed.unit_id, applies.then(|| unit(7).id), "{what}");
        for lang in [Lang::Zh, Lang::En] {
            let why = &routed.asked[0].why;
            assert_ne!(render(why, lang), why.key, "{what}");
        }
    }
}

#[test]
fn a_rule_that_points_to_a_unit_out_of_use_stops_the_asking() {
    let routed = route(&table(vec![rule(1, 99, Conditions::default()), rule(2, 7, Conditions::default())]), &facts());
    assert_eq!((routed.unit_id, routed.rule, routed.asked.len()), (None, None, 1));
    assert_eq!(routed.asked[0].outcome, RuleOutcome::Flagged);
    let said = render(&routed.flag.unwrap(), Lang::Zh);
    assert!(said.starts_with("规则1“规则1”指向已停用的单位单位99"), "{said}");
    let site = RoutingFacts { site_unit: Some(unit(98)), ..facts() };
    let routed = route(&table(vec![Rule::built_in(RoutingRule::SiteUnit)]), &site);
    let said = render(&routed.flag.unwrap(), Lang::Zh);
    assert!(said.starts_with("规则1“点位责任单位”指向已停用的单位单位98"), "{said}");
}

#[test]
fn a_rule_is_asked_only_on_its_days() {
    let table_of = |from: Option<&str>, until: Option<&str>, enabled: bool| {
        let first = Rule { from: from.map(day), until: until.map(day), enabled, ..rule(1, 7, Conditions::default()) };
        table(vec![first, rule(2, 2, Conditions::default())])
    };
    let cases = [
        (None, None, true, 7),
        (None, None, false, 2),
        (Some("2026-11-30"), None, true, 7),
        (Some("2026-12-01"), None, true, 2),
        (None, Some("2026-11-30"), true, 7),
        (None, Some("2026-11-29"), true, 2),
    ];
    for (from, until, enabled, expected) in cases {
        let routed = route(&table_of(from, until, enabled), &facts());
        assert_eq!(routed.unit_id, Some(unit(expected).id), "{from:?} {until:?} {enabled}");
    }
}

#[test]
fn what_fired_is_told_as_the_record_keeps_it() {
    let off = Rule { enabled: false, ..rule(1, 2, Conditions::default()) };
    let by = Rule { assisting: vec![unit(2).id, unit(99).id, unit(7).id], ..rule(2, 7, Conditions::default()) };
    let routed = route(&table(vec![off, by.clone()]), &facts());
    let fired = routed.fired.unwrap();
    assert_eq!((fired.version, fired.number, fired.id), (3, 2, by.id));
    assert_eq!(fired.wording(RoutingRule::NamedUnit, Lang::Zh), "2. 规则2");
    assert_eq!(routed.assisting, [unit(2).id, unit(5).id], "a unit out of use and the main unit do not assist");
    let office = route(&table(vec![Rule::built_in(RoutingRule::Office)]), &facts());
    assert_eq!((office.unit_id, office.flag, office.asked[0].outcome), (None, None, RuleOutcome::Office));
}

fn known<R>(then: impl FnOnce(&Known<'_>) -> R) -> R {
    let by_id = |id: UnitId| (1..=99).map(unit).find(|unit| unit.id == id);
    let node =
        |id: NodeId| Some((format!("网格{}", id.0.as_u128()), id.0.as_u128() < 90)).filter(|_| id.0.as_u128() < 100);
    let item = |pattern: &str| Some(pattern.starts_with('R'));
    then(&Known { unit: &by_id, node: &node, item: &item })
}

#[test]
fn what_is_wrong_with_a_table_is_named_by_its_place() {
    let with = |conditions| rule(1, 7, conditions);
    let none = Conditions::default;
    let wrong: Vec<(Rule, &str)> = vec![
        (Rule { name: " ".into(), ..with(none()) }, "name"),
        (Rule { unit_id: None, ..with(none()) }, "unit_id"),
        (Rule { unit_id: Some(UnitId(Uuid::from_u128(500))), ..with(none()) }, "unit_id"),
        (Rule { from: Some(day("2026-12-02")), until: Some(day("2026-12-01")), ..with(none()) }, "until"),
        (with(Conditions { items: vec!["R*1".into()], ..none() }), "conditions/items"),
        (with(Conditions { nodes: vec![NodeId(Uuid::from_u128(500))], ..none() }), "conditions/nodes"),
        (with(Conditions { weekdays: vec![8], ..none() }), "conditions/weekdays"),
        (with(Conditions { hours: Some(hours(8, 8)), ..none() }), "conditions/hours"),
    ];
    for (rule, field) in wrong {
        let faults = known(|known| table(vec![rule]).faults(known));
        let pointers: Vec<String> = faults.iter().map(|fault| fault.pointer.clone()).collect();
        assert_eq!(pointers, [format!("/rules/0/{field}")]);
        for lang in [Lang::Zh, Lang::En] {
            assert_ne!(render(&faults[0].message, lang), faults[0].message.key);
        }
    }
    let fine = rule(1, 99, none());
    assert!(
        known(|known| table(vec![fine.clone()]).faults(known)).is_empty(),
        "a unit out of use is flagged, no fault"
    );
    assert_eq!(known(|known| table(vec![fine.clone(), fine]).faults(known))[0].pointer, "/rules/1/id");
}

#[test]
fn what_is_to_be_known_of_rules_is_told_before_anything_happens() {
    let winter =
        Conditions { items: vec!["R012".into()], season: Some(season((11, 1), (3, 1))), ..Conditions::default() };
    let items = Conditions { items: vec!["R0*".into()], ..Conditions::default() };
    let rules = vec![
        rule(1, 99, Conditions { items: vec!["Z1".into()], ..Conditions::default() }),
        Rule { until: Some(day("2026-12-31")), ..rule(2, 7, items) },
        rule(3, 7, winter.clone()),
        Rule { until: Some(day("2026-12-15")), ..rule(4, 7, winter) },
        Rule { from: Some(day("2026-12-07")), assisting: vec![unit(98).id], ..rule(5, 2, Conditions::default()) },
        Rule { until: Some(day("2026-11-01")), ..rule(6, 99, Conditions::default()) },
        Rule { enabled: false, ..rule(7, 99, Conditions::default()) },
        rule(8, 2, Conditions { nodes: vec![NodeId(Uuid::from_u128(95))], ..Conditions::default() }),
    ];
    let hints = known(|known| table(rules).hints(known, day("2026-11-28")));
    let kinds: Vec<Vec<HintKind>> = hints.iter().map(|of| of.iter().map(|hint| hint.kind).collect()).collect();
    assert_eq!(
        kinds,
        [
            vec![HintKind::DisabledUnit, HintKind::UnknownItem],
            vec![],
            vec![],
            vec![HintKind::Shadowed],
            vec![HintKind::DisabledAssisting, HintKind::Upcoming],
            vec![HintKind::Ended],
            vec![],
            vec![HintKind::RetiredNode],
        ],
        "rule 3 outlives the wider one and is reached; rule 4 is not; rule 8 is reached before rule 5 begins"
    );
    for hint in hints.iter().flatten() {
        for lang in [Lang::Zh, Lang::En] {
            assert_ne!(render(&hint.message, lang), hint.message.key);
        }
    }
}

#[test]
fn a_campaign_begins_with_the_order_its_settings_had() {
    let order =
        RoutingTable { rules: vec![RoutingRule::SiteUnit, RoutingRule::OwnershipRecord], territory_assists: false };
    let table = RuleTable::from(&order);
    assert_eq!((table.version, table.territory_assists), (1, false));
    assert_eq!(table.rules.iter().map(|rule| rule.target).collect::<Vec<_>>(), order.rules);
    assert!(known(|known| table.faults(known)).is_empty());
    let json = serde_json::to_string(&table.rules).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Rule>>(&json).unwrap(), table.rules, "it is kept as it is");
}

fn some_conditions() -> impl Strategy<Value = Conditions> {
    let words = |of: &'static [&'static str]| prop::sample::subsequence(of.to_vec(), 0..=2);
    let strings = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let numbers = |of: [u128; 3]| prop::sample::subsequence(of.to_vec(), 0..=2);
    (
        words(&["R*", "R01*", "R012", "S1"]),
        words(&["G", "G2", "H"]),
        words(&["market", "road"]),
        numbers([50, 60, 61]),
        numbers([1, 2, 3]),
        prop::sample::subsequence(vec![1, 6, 7], 0..=3),
        prop::option::of(prop_oneof![Just((20, 6)), Just((9, 21))]),
    )
        .prop_map(move |(items, groups, site_types, nodes, owners, weekdays, span)| Conditions {
            items: strings(items),
            groups: strings(groups),
            site_types: strings(site_types),
            nodes: nodes.into_iter().map(|n| NodeId(Uuid::from_u128(n))).collect(),
            owners: owners.into_iter().map(|n| unit(n).id).collect(),
            weekdays,
            hours: span.map(|(from, until)| hours(from, until)),
            ..Conditions::default()
        })
}

proptest! {
    /// Moving a rule that does not apply changes nothing.
    #[test]
    fn the_place_of_a_rule_that_does_not_apply_is_all_one(
        conditions in prop::collection::vec(some_conditions(), 1..6),
        to in 0_usize..6,
    ) {
        let mut rules: Vec<Rule> =
            (1..).zip(conditions).map(|(n, conditions)| rule(n, if n % 2 == 0 { 7 } else { 2 }, conditions)).collect();
        let before = route(&table(rules.clone()), &facts());
        if let Some(place) = rules.iter().position(|rule| rule.conditions.met(&facts()).is_err()) {
            let moved = rules.remove(place);
            rules.insert(to.min(rules.len()), moved);
        }
        let after = route(&table(rules), &facts());
        prop_assert_eq!(before.unit_id, after.unit_id);
        prop_assert_eq!(before.fired.map(|fired| fired.id), after.fired.map(|fired| fired.id));
    }

    /// What a narrower rule applies to, the wider applies to as well.
    #[test]
    fn wider_conditions_hold_wherever_narrower_do(wide in some_conditions(), narrow in some_conditions()) {
        prop_assert!(wide.cover(&wide));
        if wide.cover(&narrow) && narrow.met(&facts()).is_ok() {
            prop_assert!(wide.met(&facts()).is_ok(), "{:?} {:?}", wide, narrow);
        }
    }

    /// The rule that decides is the last asked, and all before it did not apply.
    #[test]
    fn the_first_that_applies_decides(conditions in prop::collection::vec(some_conditions(), 0..6)) {
        let rules: Vec<Rule> =
            (1..).zip(conditions).map(|(n, conditions)| rule(n, if n % 3 == 0 { 99 } else { 2 }, conditions)).collect();
        let routed = route(&table(rules), &facts());
        let deciding: Vec<usize> =
            (0..routed.asked.len()).filter(|place| routed.asked[*place].outcome.decides()).collect();
        prop_assert!(deciding.is_empty() || deciding == [routed.asked.len() - 1]);
        prop_assert_eq!(routed.unit_id.is_some(), routed.rule.is_some());
        prop_assert!(!(routed.unit_id.is_some() && routed.flag.is_some()));
    }
}
