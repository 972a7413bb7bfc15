//! What holds for any round.

use proptest::prelude::*;

use super::*;

const ITEMS: [&str; 3] = ["A", "B", "C"];

fn any_edition(method: &str) -> EditionIndex {
    let text = item("A", "10", r#"{ kind = "count_deduct", each = "0.7", floor = 1 }"#)
        + &item("B", "4", r#"{ kind = "count_deduct", each = "1/3" }"#)
        + &item("C", "6", r#"{ kind = "count_deduct", each = 2 }"#);
    edition(&format!("[aggregation]\n{method}"), &text)
}

/// Sites with counts of all three items, of either type, of three units.
fn any_sites() -> impl Strategy<Value = Vec<SiteFacts>> {
    prop::collection::vec((prop::collection::vec(0_i64..20, 3), 0..2_usize, 0..3_usize), 1..25).prop_map(|sites| {
        let made = sites.into_iter().enumerate().map(|(place, (counts, site_type, unit))| {
            let counts: Vec<_> = ITEMS.into_iter().zip(counts).collect();
            site(&format!("s{place}"), ["road", "park"][site_type], ["u", "v", "w"][unit], &counts)
        });
        made.collect()
    })
}

const METHODS: [&str; 6] = [
    "",
    "site = { method = \"mean_of_items\" }",
    "site = { method = \"deduct_from\", base = 15 }\ntype = { method = \"median\" }",
    "site = { method = \"worst_item\" }\ndistrict = { over = \"units\" }",
    "type = { method = \"pooled\", complement = true }\nmissing = \"impute_mean\"",
    "district = { over = \"sites\", method = \"share_meeting\", mark = 60 }",
];

fn every_node(node: &ScoreNode, visit: &mut impl FnMut(&ScoreNode)) {
    visit(node);
    for part in &node.parts {
        every_node(part, visit);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_score_lies_between_0_and_its_full_mark(sites in any_sites(), method in 0..METHODS.len()) {
        let edition = any_edition(METHODS[method]);
        let facts = facts(&edition, sites);
        let tree = score(&edition, &facts).unwrap();
        let mut nodes = tree.units();
        nodes.push(tree.total());
        nodes.extend(tree.items());
        nodes.extend((0..facts.sites.len()).map(|place| tree.explain_site(place)));
        for node in &nodes {
            every_node(node, &mut |node| {
                let score = node.score.as_ref().unwrap();
                assert!(!score.is_negative() && *score <= node.full, "{node:?}");
            });
        }
    }

    #[test]
    fn the_order_of_sites_and_observations_does_not_matter(sites in any_sites(), method in 0..METHODS.len()) {
        let edition = any_edition(METHODS[method]);
        let mut reversed: Vec<_> = sites.iter().rev().cloned().collect();
        for site in &mut reversed {
            site.observations.reverse();
        }
        let (first, second) = (facts(&edition, sites), facts(&edition, reversed));
        let (first, second) = (score(&edition, &first).unwrap(), score(&edition, &second).unwrap());
        prop_assert_eq!(first.total().score, second.total().score);
        prop_assert_eq!(first.items(), second.items());
        for (a, b) in first.units().iter().zip(second.units()) {
            prop_assert_eq!((&a.key, &a.score), (&b.key, &b.score));
        }
        prop_assert_eq!(first.lost_items(), second.lost_items());
    }

    #[test]
    fn scoring_again_gives_the_same_bytes(sites in any_sites(), method in 0..METHODS.len()) {
        let edition = any_edition(METHODS[method]);
        let facts = facts(&edition, sites);
        let json = || serde_json::to_string(&score(&edition, &facts).unwrap().total()).unwrap();
        prop_assert_eq!(json(), json());
    }

    #[test]
    fn one_more_place_found_never_raises_a_score(sites in any_sites(), which in any::<prop::sample::Index>(), item in 0..3_usize) {
        for method in ["", METHODS[1], METHODS[2], METHODS[3]] {
            let edition = any_edition(method);
            let mut worse = sites.clone();
            let site = which.get(&worse).id.clone();
            for observation in worse.iter_mut().filter(|s| s.id == site).flat_map(|s| &mut s.observations) {
                if let (true, Outcome::Read { reading: Reading::Count(count), .. }) = (observation.item == ITEMS[item], &mut observation.outcome) {
                    *count += 1;
                }
            }
            let (before, after) = (facts(&edition, sites.clone()), facts(&edition, worse));
            let (before, after) = (score(&edition, &before).unwrap().total(), score(&edition, &after).unwrap().total());
            prop_assert!(after.score <= before.score);
        }
    }

    #[test]
    fn pooled_equals_mean_where_all_sites_have_the_same_items(sites in any_sites()) {
        let total = |method: &str| {
            let line = format!("district = {{ over = \"sites\", method = \"{method}\" }}");
            let edition = any_edition(&line);
            let facts = facts(&edition, sites.clone());
            score(&edition, &facts).unwrap().total().score
        };
        prop_assert_eq!(total("pooled"), total("mean"));
    }

    #[test]
    fn the_items_of_the_parts_add_up_to_the_whole(sites in any_sites()) {
        let edition = any_edition("");
        let facts = facts(&edition, sites);
        let parts = items_by(&edition, &facts, |site| site.node_path.get(1).cloned()).unwrap();
        for item in score(&edition, &facts).unwrap().items() {
            let of = |part: &Vec<ScoreNode>| part.iter().find(|node| node.key == item.key).cloned();
            let own: Vec<ScoreNode> = parts.values().filter_map(of).collect();
            prop_assert_eq!(own.iter().filter_map(|node| node.score.clone()).sum::<Exact>(), item.score.unwrap());
            prop_assert_eq!(own.iter().map(|node| node.full.clone()).sum::<Exact>(), item.full);
        }
    }

    #[test]
    fn the_higher_the_mark_the_fewer_sites_reach_it(sites in any_sites(), low in 0_i64..=100, high in 0_i64..=100) {
        let (low, high) = (low.min(high), low.max(high));
        let edition = any_edition("");
        let facts = facts(&edition, sites);
        let sites = score(&edition, &facts).unwrap().sites();
        let at = |mark: i64| reaching(&sites, &Exact::ratio(mark, 100).unwrap());
        prop_assert!(at(high).numerator <= at(low).numerator);
        prop_assert_eq!(at(0).numerator, at(0).denominator);
    }

    #[test]
    fn each_item_loses_what_its_sites_lose(sites in any_sites()) {
        let edition = any_edition("");
        let facts = facts(&edition, sites);
        let tree = score(&edition, &facts).unwrap();
        for item in tree.items() {
            let lost: Exact = tree.lost_items().iter().filter(|((_, code), _)| *code == item.key).map(|(_, lost)| lost).sum();
            prop_assert_eq!(item.full - item.score.unwrap(), lost);
        }
    }
}
