#![expect(clippy::unwrap_used, reason = "a failing test may panic")]
use uuid::Uuid;

use super::*;
use crate::text::{Lang, render};

fn begun(order: &RoutingTable) -> RuleTable {
    RuleTable::from(order)
}

fn unit(n: u128) -> UnitRef {
    UnitRef { id: UnitId(Uuid::from_u128(n)), name: format!("单位{n}"), active: true }
}

fn closed(n: u128) -> UnitRef {
    UnitRef { active: false, ..unit(n) }
}

fn node(n: u128, unit: Option<UnitRef>) -> NodeFact {
    NodeFact { node_id: NodeId(Uuid::from_u128(n)), name: format!("网格{n}"), unit, plan: DutyPlan::default() }
}

fn owned(item: Option<&str>, by: UnitRef) -> OwnershipFact {
    owned_on(item, by, Validity::default())
}

fn owned_on(item: Option<&str>, by: UnitRef, validity: Validity) -> OwnershipFact {
    OwnershipFact { item_code: item.map(Into::into), unit: by, basis: "合同".into(), validity }
}

fn department(by: Option<UnitRef>) -> DepartmentFact {
    DepartmentFact { code: "chengguan".into(), unit: by }
}

/// Everything known: owner 1, department 2, site unit 3, cell 4 in community 5.
fn facts() -> RoutingFacts {
    RoutingFacts {
        item_code: Some("R01".into()),
        ownerships: vec![owned(None, unit(1))],
        department: Some(department(Some(unit(2)))),
        site_unit: Some(unit(3)),
        nodes: vec![node(40, Some(unit(4))), node(50, Some(unit(5)))],
        ..RoutingFacts::default()
    }
}

type Expected = Option<(u128, RoutingRule)>;

#[test]
fn the_first_rule_that_names_an_active_unit_fires() {
    use RoutingRule::{ItemDepartment, OwnershipRecord, SiteUnit, TerritorialUnit};
    let all = facts();
    let unowned = RoutingFacts { ownerships: vec![], ..facts() };
    let table: Vec<(&str, RoutingFacts, Expected)> = vec![
        ("owner", all.clone(), Some((1, OwnershipRecord))),
        (
            "a record about the item goes before one about the site",
            RoutingFacts { ownerships: vec![owned(None, unit(1)), owned(Some("R01"), unit(9))], ..facts() },
            Some((9, OwnershipRecord)),
        ),
        (
            "a record about another item does not apply",
            RoutingFacts { ownerships: vec![owned(Some("R02"), unit(9))], ..facts() },
            Some((2, ItemDepartment)),
        ),
        (
            "an owner that takes no cases is not passed over",
            RoutingFacts { ownerships: vec![owned(None, closed(1))], ..facts() },
            None,
        ),
        ("department", unowned.clone(), Some((2, ItemDepartment))),
        (
            "a department nobody knows",
            RoutingFacts { department: Some(department(None)), ..unowned.clone() },
            Some((3, SiteUnit)),
        ),
        ("site", RoutingFacts { department: None, ..unowned.clone() }, Some((3, SiteUnit))),
        (
            "the deepest node",
            RoutingFacts { department: None, site_unit: None, ..unowned.clone() },
            Some((4, TerritorialUnit)),
        ),
        (
            "walking up",
            RoutingFacts {
                department: None,
                site_unit: None,
                nodes: vec![node(40, None), node(50, Some(unit(5)))],
                ..unowned.clone()
            },
            Some((5, TerritorialUnit)),
        ),
        (
            "a node whose unit takes no cases is not passed over",
            RoutingFacts {
                department: None,
                site_unit: None,
                nodes: vec![node(40, None), node(45, Some(closed(8))), node(50, Some(unit(5)))],
                ..unowned.clone()
            },
            None,
        ),
        (
            "nor is a department",
            RoutingFacts { department: Some(department(Some(closed(2)))), ..unowned.clone() },
            None,
        ),
        (
            "nor the unit of a site",
            RoutingFacts { department: None, site_unit: Some(closed(3)), ..unowned.clone() },
            None,
        ),
        ("nobody", RoutingFacts::default(), None),
    ];
    for (what, facts, expected) in table {
        let routed = route(&begun(&RoutingTable::default()), &facts);
        let found = routed.unit_id.zip(routed.rule);
        assert_eq!(found, expected.map(|(n, rule)| (unit(n).id, rule)), "{what}");
        let last = routed.asked.last().map(|asked| asked.outcome);
        assert_eq!(last == Some(RuleOutcome::Fired), routed.unit_id.is_some(), "{what}: the last asked is what fired");
        assert_eq!(last == Some(RuleOutcome::Flagged), routed.flag.is_some(), "{what}");
        for asked in &routed.asked {
            for lang in [Lang::Zh, Lang::En] {
                assert_ne!(render(&asked.why, lang), asked.why.key, "{what}");
            }
        }
    }
}

#[test]
fn the_territory_assists_unless_it_is_the_main_unit_or_the_table_says_no() {
    let routed = route(&begun(&RoutingTable::default()), &facts());
    assert_eq!(routed.assisting, [unit(4).id]);
    let alone = RoutingFacts { nodes: vec![node(40, Some(unit(1)))], ..facts() };
    assert!(route(&begun(&RoutingTable::default()), &alone).assisting.is_empty());
    let never = RoutingTable { territory_assists: false, ..RoutingTable::default() };
    assert!(route(&begun(&never), &facts()).assisting.is_empty());
}

#[test]
fn the_order_of_the_table_decides() {
    let rules = vec![RoutingRule::Office, RoutingRule::TerritorialUnit, RoutingRule::OwnershipRecord];
    let routed = route(&begun(&RoutingTable { rules, ..RoutingTable::default() }), &facts());
    assert_eq!(routed.rule, Some(RoutingRule::TerritorialUnit));
    assert_eq!(routed.asked.len(), 1, "rules after the one that fired are not asked");
}

/// What a row of the table below holds.
type Row<'a> = (&'static str, Vec<&'a OwnershipFact>, &'static str, u128, &'static [&'static str]);

#[test]
fn only_the_record_of_the_day_decides_and_the_others_are_told() {
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    let span = |from: &str, until: &str| Validity { from: day(from), until: day(until) };
    let old = owned_on(None, unit(1), span("", "2026-11-20"));
    let new = owned_on(None, unit(9), span("2026-11-27", ""));
    let of_item = owned_on(Some("R01"), unit(6), span("2026-11-25", "2026-11-25"));
    let of_another = owned_on(Some("R02"), unit(6), span("", "2026-11-20"));
    let table: Vec<Row<'_>> = vec![
        ("the last day is included", vec![&old], "2026-11-20", 1, &["单位1", "到2026-11-20为止", "合同"]),
        ("no longer", vec![&old], "2026-11-21", 2, &["已到期", "单位1", "2026-11-20"]),
        ("not yet", vec![&new], "2026-11-26", 2, &["尚未生效", "单位9", "2026-11-27"]),
        ("the first day is included", vec![&new], "2026-11-27", 9, &["单位9", "2026-11-27起"]),
        ("between two", vec![&old, &new], "2026-11-23", 2, &["空档", "单位1", "单位9"]),
        ("followed", vec![&old, &new], "2026-11-20", 1, &["单位1", "2026-11-27起由单位9负责"]),
        ("the item before the site", vec![&new, &of_item], "2026-11-25", 6, &["项目R01", "2026-11-25至2026-11-25"]),
        ("what comes for the site does not follow it", vec![&new, &of_item], "2026-11-25", 6, &["依据：合同）。"]),
        ("of another item", vec![&of_another], "2026-11-23", 2, &["没有适用"]),
    ];
    for (what, records, on, expected, words) in table {
        let seen = day(on).unwrap_or_default().and_time(chrono::NaiveTime::MIN);
        let records: Vec<OwnershipFact> = records.into_iter().cloned().collect();
        let routed = route(&begun(&RoutingTable::default()), &RoutingFacts { ownerships: records, seen, ..facts() });
        assert_eq!(routed.unit_id, Some(unit(expected).id), "{what}");
        let why = render(&routed.asked[0].why, Lang::Zh);
        assert!(words.iter().all(|word| why.contains(word)), "{what}: {why}");
        assert!(!render(&routed.asked[0].why, Lang::En).contains('{'), "{what}");
    }
}

fn duty(from: &str, by: Option<UnitRef>) -> DutyFact {
    DutyFact { from: from.parse().unwrap(), unit: by, basis: "会议纪要3号".into() }
}

#[test]
fn what_is_planned_of_a_unit_is_told_where_the_unit_is_asked_for() {
    let plan = |since: Option<DutyFact>, next: Option<DutyFact>| DutyPlan { since, next };
    let (soon, later) = ("2026-12-01", "2027-02-01");
    let bare = || RoutingFacts { ownerships: vec![], department: None, ..facts() };
    let of_node = |n: u128, by: Option<UnitRef>, plan: DutyPlan| NodeFact { plan, ..node(n, by) };
    let table: Vec<(&str, RoutingFacts, usize, Vec<&str>)> = vec![
        ("nothing", bare(), 2, vec!["责任单位是单位3。"]),
        (
            "of the site",
            RoutingFacts { site_plan: plan(None, Some(duty(soon, Some(unit(7))))), ..bare() },
            2,
            vec!["单位3", "2026-12-01起由单位7负责", "会议纪要3号"],
        ),
        (
            "on a day to come",
            RoutingFacts { site_plan: plan(Some(duty(soon, Some(unit(3)))), Some(duty(later, None))), ..bare() },
            2,
            vec!["按职责变更，2026-12-01起", "2027-02-01起没有责任单位"],
        ),
        (
            "of a site without a unit",
            RoutingFacts { site_unit: None, site_plan: plan(None, Some(duty(soon, Some(unit(7))))), ..bare() },
            2,
            vec!["没有责任单位；2026-12-01起由单位7负责"],
        ),
        (
            "of a deeper node than the one that answers, which comes first",
            RoutingFacts {
                site_unit: None,
                nodes: vec![
                    of_node(40, None, plan(None, Some(duty(soon, Some(unit(8)))))),
                    of_node(50, Some(unit(5)), plan(None, Some(duty(later, Some(unit(9)))))),
                    of_node(60, Some(unit(6)), plan(None, Some(duty("2026-11-01", Some(unit(10)))))),
                ],
                ..bare()
            },
            3,
            vec!["单位5", "2026-12-01起由单位8负责"],
        ),
        (
            "of nodes without units",
            RoutingFacts {
                site_unit: None,
                nodes: vec![of_node(40, None, plan(None, Some(duty(soon, Some(unit(8))))))],
                ..bare()
            },
            3,
            vec!["请先补全网格；2026-12-01起由单位8负责"],
        ),
    ];
    for (what, facts, rule, words) in table {
        let routed = route(&begun(&RoutingTable::default()), &facts);
        let said = render(&routed.asked[rule].why, Lang::Zh);
        for word in words {
            assert!(said.contains(word), "{what}: {said}");
        }
        let english = render(&routed.asked[rule].why, Lang::En);
        assert!(english.ends_with('.') && english.is_ascii() || english.contains("单位"), "{what}: {english}");
        assert_eq!(said.contains("职责变更"), what != "nothing", "{what}: {said}");
    }
}
