//! The reading use cases on a small district whose figures are reckoned by hand, on both databases.
#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

mod world;

use wangge_app::view::{
    BulletinPreviewQuery, CaseQuery, ComparisonQuery, CompletenessQuery, ExplanationQuery, FractionPart, LocateQuery,
    LostPointQuery, MapQuery, NodeQuery, OverviewQuery, RankingCaseQuery, RankingQuery, ResultBy, ResultQuery,
    ScoreKind, SiteExplanationQuery, SiteQuery, UnitQuery,
};
use wangge_app::{AppError, bulletin, case, completeness, locate, map, node, overview, ranking, result, site, unit};
use wangge_domain::assessment::Reading;
use wangge_domain::case::{CaseAction, CaseState};
use wangge_domain::ids::RoundId;
use wangge_domain::permission::{Action, Role};
use wangge_domain::text::Lang;
use wangge_domain::time::DEFAULT_ZONE;
use wangge_storage::reach::Reach;
use wangge_testkit::both_databases;
use world::{
    DISTRICT, EAST, ROUND, SITE_A, SITE_B, SITE_M, Seen, UNIT_EAST, UNIT_WEST, Visited, WEST, actor, at, id, index,
    visited, world,
};

const EN: Lang = Lang::En;

both_databases! {
    async fn the_overview_shows_the_round_the_lost_points_and_the_week(store: Store) {
        let world = world(store).await;
        let office = actor(Role::Office, None, None);
        let seen = overview::show(&world.app, &office, EN, OverviewQuery::default()).await.unwrap();
        // Streets: (5/6 + 4/6) / 2 = 75; market 100; 0.6 · 75 + 0.4 · 100 = 85.
        assert_eq!(seen.last_round.as_ref().unwrap().score.shown, "85.00");
        assert_eq!(seen.next_round.as_ref().unwrap().days_left, 4);
        let types: Vec<_> = seen.lost_by_type.iter().map(|t| (t.site_type.code.as_str(), t.lost.shown.as_str(), t.count, t.sites)).collect();
        assert_eq!(types, [("street", "3.00", 2, 2), ("market", "0.00", 0, 1)]);
        let units: Vec<_> = seen.lost_by_unit.iter().map(|u| (u.unit.as_ref().unwrap().code.as_str(), u.lost.shown.as_str())).collect();
        assert_eq!(units, [("U2", "2.00"), ("U1", "1.00")]);
        assert_eq!((seen.cases.open, seen.cases.overdue, seen.cases.closed_this_week, seen.cases.found_this_week), (1, 1, 1, 2));
        assert_eq!(seen.cases.on_time.shown, "50.00");
        assert_eq!((seen.week.handed_over, seen.week.fixed, seen.week.open), (2, 1, 1));
        assert_eq!(seen.week.last.handed_over, 0);
        assert_eq!(seen.worst_nodes[0].node.code, "12");
        assert_eq!(seen.worst_sites[0].code, "B");
        // West has all it needs; the district has neither leader nor unit, and east lacks leader and duty.
        assert_eq!((seen.incomplete_nodes.count, seen.incomplete_nodes.total), (2, 3));
    }

    async fn one_street_is_shown_by_itself(store: Store) {
        let world = world(store).await;
        let office = actor(Role::Office, None, None);
        let query = OverviewQuery { node: Some(id(WEST)) };
        let seen = overview::show(&world.app, &office, EN, query).await.unwrap();
        // Street 83.33 by 6 and market 100 by 4: 90.
        assert_eq!(seen.last_round.unwrap().score.shown, "90.00");
        assert_eq!((seen.cases.open, seen.cases.overdue), (0, 0));
        assert_eq!(seen.incomplete_nodes.count, 0);
    }

    async fn an_inspector_never_sees_a_score(store: Store) {
        let world = world(store).await;
        let inspector = actor(Role::Inspector, None, None);
        let everywhere = actor(Role::Inspector, Some(DISTRICT), None);
        let refused = overview::show(&world.app, &inspector, EN, OverviewQuery::default()).await;
        assert!(matches!(refused, Err(AppError::Forbidden(Action::ViewOverview))));
        let refused = result::list(&world.app, &everywhere, EN, id(ROUND), ResultQuery::default()).await;
        assert!(matches!(refused, Err(AppError::Forbidden(Action::ViewScore))));
        let refused = result::explain(&world.app, &everywhere, EN, id(ROUND), ExplanationQuery::default()).await;
        assert!(matches!(refused, Err(AppError::Forbidden(Action::ViewScore))));
        let refused = site::explain(&world.app, &everywhere, EN, id(SITE_A), SiteExplanationQuery::default()).await;
        assert!(matches!(refused, Err(AppError::Forbidden(Action::ViewScore))));
        let refused = ranking::show(&world.app, &everywhere, EN, RankingQuery::default()).await;
        assert!(matches!(refused, Err(AppError::Forbidden(Action::ViewRanking))));
        let sites = site::list(&world.app, &everywhere, EN, SiteQuery::default()).await.unwrap();
        assert_eq!(sites.items.len(), 3);
        assert!(sites.items.iter().all(|site| site.score.is_none() && site.change.is_none()));
        let detail = site::show(&world.app, &everywhere, EN, id(SITE_B)).await.unwrap();
        assert!(detail.rounds.is_empty() && detail.visits.iter().all(|visit| visit.lost.is_none()));
        assert_eq!(detail.visits.len(), 1);
        let drawn = map::show(&world.app, &everywhere, EN, MapQuery::default()).await.unwrap();
        assert!(drawn.nodes.features.iter().all(|node| node.properties.score.is_none() && node.properties.lost == 0));
        assert!(drawn.sites.features.iter().all(|site| site.properties.score.is_none()));
        let cases = case::list(&world.app, &everywhere, EN, CaseQuery::default()).await.unwrap();
        assert!(cases.items.iter().all(|case| case.lost.is_none()));
        let seen = case::show(&world.app, &everywhere, EN, id(62)).await.unwrap();
        assert_eq!(seen.observation_text.as_deref(), Some("Seen on site: ✗"));
    }

    async fn a_unit_sees_its_own_and_a_grid_worker_the_subtree(store: Store) {
        let world = world(store).await;
        let east = actor(Role::UnitHandler, None, Some(UNIT_EAST));
        let cases = case::list(&world.app, &east, EN, CaseQuery::default()).await.unwrap();
        assert_eq!(cases.items.iter().map(|case| case.id).collect::<Vec<_>>(), [id(62)]);
        assert_eq!((cases.total, cases.counts.map(|counts| counts.by_light.red)), (Some(1), Some(1)));
        assert!(matches!(case::show(&world.app, &east, EN, id(61)).await, Err(AppError::NotFound { .. })));
        assert!(matches!(site::show(&world.app, &east, EN, id(SITE_A)).await, Err(AppError::NotFound { .. })));
        let rows = |by| ResultQuery { by };
        let units = result::list(&world.app, &east, EN, id(ROUND), rows(ResultBy::Unit)).await.unwrap();
        assert_eq!(units.rows.iter().map(|row| (row.key.as_str(), row.rank)).collect::<Vec<_>>(), [("U2", Some(2))]);
        let sites = result::list(&world.app, &east, EN, id(ROUND), rows(ResultBy::Site)).await.unwrap();
        assert_eq!(sites.rows.len(), 1);
        let other = ExplanationQuery { at: Some(format!("site:{}", id::<wangge_domain::ids::SiteId>(SITE_A))) };
        assert!(matches!(result::explain(&world.app, &east, EN, id(ROUND), other).await, Err(AppError::NotFound { .. })));
        let lost = result::lost_points(&world.app, &east, EN, id(ROUND), LostPointQuery::default()).await.unwrap();
        assert_eq!(lost.items.iter().map(|point| point.lost.shown.as_str()).collect::<Vec<_>>(), ["2.00"]);
        let worker = actor(Role::GridWorker, Some(WEST), None);
        let nodes = node::list(&world.app, &worker, EN, NodeQuery::default()).await.unwrap();
        assert_eq!(nodes.items.iter().map(|node| node.code.as_str()).collect::<Vec<_>>(), ["11"]);
        let cases = case::list(&world.app, &worker, EN, CaseQuery::default()).await.unwrap();
        assert_eq!(cases.items.iter().map(|case| case.id).collect::<Vec<_>>(), [id(61)]);
        assert!(matches!(node::show(&world.app, &worker, EN, id(EAST)).await, Err(AppError::NotFound { .. })));
    }

    async fn a_score_unfolds_down_to_the_observation_and_its_case(store: Store) {
        let world = world(store).await;
        let office = actor(Role::Office, None, None);
        let open = async |at: Option<&str>| {
            let query = ExplanationQuery { at: at.map(str::to_owned) };
            result::explain(&world.app, &office, EN, id(ROUND), query).await
        };
        let total = open(None).await.unwrap();
        assert_eq!((total.kind, total.score.shown.as_str()), (ScoreKind::Total, "85.00"));
        let mut at = total.parts[0].key.clone();
        let mut kinds = vec![total.kind, total.parts[0].kind];
        let site_b = format!("site:{}", id::<wangge_domain::ids::SiteId>(SITE_B));
        // Every key a part gives opens that part.
        while let Some(next) = {
            let part = open(Some(&at)).await.unwrap();
            assert_eq!(part.key, at);
            let b = part.parts.iter().find(|p| p.key == site_b);
            b.or(part.parts.iter().find(|p| p.has_parts)).map(|p| (p.key.clone(), p.kind))
        } {
            at = next.0;
            kinds.push(next.1);
        }
        assert_eq!(at, site_b, "{kinds:?}");
        let site = open(Some(&site_b)).await.unwrap();
        let failed = site.parts.iter().find(|part| part.case_id.is_some()).unwrap();
        assert_eq!((failed.key.as_str(), failed.case_id), ("item:R1", Some(id(62))));
        assert_eq!(failed.observation_id, Some(id(201)));
        assert_eq!(open(Some("unit:U1")).await.unwrap().score.shown, "90.00");
        let west = format!("node:{}", id::<wangge_domain::ids::NodeId>(WEST));
        assert_eq!(open(Some(&west)).await.unwrap().score.shown, "90.00");
        assert!(matches!(open(Some("type:none")).await, Err(AppError::NotFound { .. })));
        assert!(matches!(open(Some("nonsense")).await, Err(AppError::NotFound { .. })));
    }

    async fn rankings_unfold_to_their_cases(store: Store) {
        let world = world(store).await;
        let office = actor(Role::Office, None, None);
        let query = RankingQuery { period: Some("week:2026-W47".to_owned()), ..RankingQuery::default() };
        let ranked = ranking::show(&world.app, &office, EN, query.clone()).await.unwrap();
        let rows = &ranked.groups[0].rows;
        assert_eq!(rows.iter().map(|row| (row.unit.code.as_str(), row.rank)).collect::<Vec<_>>(), [("U1", 1), ("U2", 2)]);
        let value = |row: usize, code: &str| {
            rows[row].indicators.iter().find(|i| i.code == code).map(|i| i.value.shown.clone()).unwrap()
        };
        assert_eq!(value(0, "assessment_score"), "90.00");
        assert_eq!((value(0, "on_time_rate"), value(1, "on_time_rate")), ("100.00".to_owned(), "0.00".to_owned()));
        assert_eq!((value(0, "lost_points"), value(1, "lost_points")), ("1.00".to_owned(), "2.00".to_owned()));
        let case_query = |unit, indicator: &str, set| RankingCaseQuery {
            unit: id(unit), indicator: indicator.to_owned(), set, period: query.period.clone(), from: None, until: None,
        };
        for (unit, indicator, set, expected) in [
            (UNIT_EAST, "on_time_rate", FractionPart::Denominator, vec![id(62)]),
            (UNIT_EAST, "on_time_rate", FractionPart::Numerator, vec![]),
            (UNIT_WEST, "close_out_rate", FractionPart::Numerator, vec![id(61)]),
            (UNIT_EAST, "lost_points", FractionPart::Numerator, vec![id(62)]),
            (UNIT_EAST, "assessment_score", FractionPart::Numerator, vec![]),
        ] {
            let cases = ranking::cases(&world.app, &office, EN, case_query(unit, indicator, set)).await.unwrap();
            assert_eq!(cases.items.iter().map(|case| case.id).collect::<Vec<_>>(), expected, "{indicator} {set:?}");
        }
        let refused = ranking::cases(&world.app, &office, EN, case_query(UNIT_EAST, "beauty", FractionPart::Numerator)).await;
        assert!(matches!(refused, Err(AppError::Invalid(_))));
        // Before the round closed there was no score to rank by.
        let days = RankingQuery { period: Some("days:2026-11-09..2026-11-15".to_owned()), ..RankingQuery::default() };
        let before = ranking::show(&world.app, &office, EN, days).await.unwrap();
        assert!(before.period.round.is_none() && before.groups[0].rows.is_empty());
        assert_eq!(before.groups[0].excluded.len(), 2);
        for period in ["week:2026-W60", "month:11", "x", "days:2026-11-20..2026-11-10"] {
            let query = RankingQuery { period: Some(period.to_owned()), ..RankingQuery::default() };
            assert!(matches!(ranking::show(&world.app, &office, EN, query).await, Err(AppError::Invalid(_))), "{period}");
        }
    }

    async fn an_old_bulletin_comes_out_the_same_byte_for_byte(store: Store) {
        let world = world(store).await;
        let week = "2026-W47".parse().unwrap();
        world.clock.set(at("2026-11-24T09:00"));
        let first = bulletin::compile(&world.app, week, Lang::Zh, bulletin::Issue::default()).await.unwrap();
        assert_eq!((first.facts.counts.handed_over, first.facts.counts.fixed, first.facts.counts.overdue), (2, 1, 1));
        assert_eq!(first.facts.sites, 3);
        assert!(first.html.contains("问题62") && first.html.contains("点位B"));
        let stored = serde_json::to_string(&first.facts).unwrap();
        let read = serde_json::from_str(&stored).unwrap();
        assert_eq!(bulletin::page(&read, Lang::Zh, DEFAULT_ZONE).unwrap(), first.html);
        // What happens in the week after changes nothing.
        let late = wangge_storage::case::get(&world.app.store.read(), id(62)).await.unwrap().unwrap();
        let late = wangge_domain::case::Case {
            state: CaseState::Closed,
            rectified_at: Some(at("2026-11-24T10:00")),
            closed_at: Some(at("2026-11-24T11:00")),
            ..late
        };
        let read = late.version;
        let write =
            world.app.store.write(move |tx| Box::pin(async move { wangge_storage::case::update(tx, &late, read).await }));
        write.await.unwrap();
        world.clock.set(at("2026-12-01T09:00"));
        let again = bulletin::compile(&world.app, week, Lang::Zh, bulletin::Issue::default()).await.unwrap();
        assert_eq!(again, first);
        let to_come = bulletin::compile(&world.app, "2026-W52".parse().unwrap(), Lang::Zh, bulletin::Issue::default()).await;
        assert!(matches!(to_come, Err(AppError::Refused { code: "bulletin_week_to_come", .. })));
        let part = actor(Role::UnitHandler, None, Some(UNIT_EAST));
        let query = BulletinPreviewQuery { week, lang: None, reason: None };
        assert!(matches!(bulletin::preview(&world.app, &part, EN, query.clone()).await, Err(AppError::Forbidden(_))));
        let leader = actor(Role::Leader, None, None);
        assert_eq!(bulletin::preview(&world.app, &leader, Lang::Zh, query).await.unwrap().html, first.html);
    }

    async fn a_place_is_located_and_routed(store: Store) {
        let world = world(store).await;
        let office = actor(Role::Office, None, None);
        let ask = |lon, item: Option<&str>| LocateQuery { lon, lat: 30.05, datum: None, item: item.map(str::to_owned) };
        let found = locate::locate(&world.app, &office, EN, ask(120.15, None)).await.unwrap();
        assert_eq!(found.chain.iter().map(|link| link.code.as_str()).collect::<Vec<_>>(), ["1", "12"]);
        assert_eq!(found.territorial_unit.unwrap().code, "U2");
        assert_eq!(found.nearest_site.unwrap().site.code, "B");
        assert_eq!(found.handling.unwrap().rule, "territorial_unit");
        let found = locate::locate(&world.app, &office, EN, ask(120.05, Some("M1"))).await.unwrap();
        let handling = found.handling.unwrap();
        assert_eq!((handling.unit.code.as_str(), handling.rule.as_str()), ("D1", "item_department"));
        assert_eq!(handling.assisting.unwrap().code, "U1");
        let outside = locate::locate(&world.app, &office, EN, ask(121.0, None)).await.unwrap();
        assert!(outside.chain.is_empty() && outside.handling.is_none());
        assert!(matches!(locate::locate(&world.app, &office, EN, ask(999.0, None)).await, Err(AppError::Invalid(_))));
    }

    async fn a_kept_score_gives_way_when_a_visit_is_voided(store: Store) {
        let world = world(store).await;
        let office = actor(Role::Office, None, None);
        let score = async || {
            let results = result::list(&world.app, &office, EN, id(ROUND), ResultQuery::default()).await.unwrap();
            results.score.shown
        };
        assert_eq!(score().await, "85.00");
        let voided = world.app.store.write(|tx| {
            Box::pin(async move {
                let visit = wangge_storage::visit::get(tx, id(2)).await?.unwrap();
                wangge_storage::visit::set_aside(tx, &visit.void("错", None, at("2026-11-18T09:00")).unwrap()).await
            })
        });
        voided.await.unwrap();
        // Only A is left of the streets: 0.6 · 83.33 + 0.4 · 100.
        assert_eq!(score().await, "90.00");
    }

    async fn rounds_compare_by_what_was_lost_and_cleared(store: Store) {
        let world = world(store).await;
        let office = actor(Role::Office, None, None);
        let index = index();
        let seen = [
            Seen { number: 4, round: 32, site: SITE_A, kind: "street", unit: UNIT_WEST, at: "2026-11-23T08:00",
                found: &[("R1", Reading::Passed(false), None), ("R2", Reading::Count(0), None)] },
        ];
        let made: Vec<Visited> = seen.iter().map(|seen| visited(&index, seen)).collect();
        let write = world.app.store.write({
            let rows: Vec<_> = made.iter().map(|v| (v.visit.clone(), v.observations.clone(), v.lost.clone())).collect();
            move |tx| Box::pin(async move {
                for (visit, observations, lost) in &rows {
                    wangge_storage::visit::insert(tx, visit, observations, lost).await?;
                }
                Ok::<(), wangge_storage::StorageError>(())
            })
        });
        write.await.unwrap();
        let query = ComparisonQuery { with: id::<RoundId>(ROUND) };
        let compared = result::compare(&world.app, &office, EN, id(32), query).await.unwrap();
        assert_eq!((compared.a.number, compared.b.number, compared.common_sites), (1, 2, 1));
        let items = |lost: &[wangge_app::view::LostPointView]| {
            lost.iter().map(|point| (point.site.code.clone(), point.item.code.clone())).collect::<Vec<_>>()
        };
        assert_eq!(items(&compared.new_lost), [("A".to_owned(), "R1".to_owned())]);
        assert_eq!(items(&compared.cleared_lost), [("A".to_owned(), "R2".to_owned())]);
    }

    async fn lists_page_filter_and_count(store: Store) {
        let world = world(store).await;
        let office = actor(Role::Office, None, None);
        let first = case::list(&world.app, &office, EN, CaseQuery { limit: Some(1), ..CaseQuery::default() }).await.unwrap();
        let next = CaseQuery { limit: Some(1), cursor: first.next.clone(), ..CaseQuery::default() };
        let second = case::list(&world.app, &office, EN, next).await.unwrap();
        assert_eq!((first.total, second.next), (Some(2), None));
        assert_ne!(first.items[0].id, second.items[0].id);
        for (query, expected) in [
            (CaseQuery { open: Some(true), ..CaseQuery::default() }, vec![id(62)]),
            (CaseQuery { open: Some(false), ..CaseQuery::default() }, vec![id(61)]),
            (CaseQuery { overdue: Some(true), ..CaseQuery::default() }, vec![id(62)]),
            (CaseQuery { overdue: Some(false), ..CaseQuery::default() }, vec![id(61)]),
            (CaseQuery { q: Some("题61".to_owned()), ..CaseQuery::default() }, vec![id(61)]),
            (CaseQuery { node: Some(id(EAST)), ..CaseQuery::default() }, vec![id(62)]),
            (CaseQuery { week: Some("2026-W46".parse().unwrap()), ..CaseQuery::default() }, vec![]),
            (CaseQuery { due_before: Some(at("2026-11-16T10:00")), ..CaseQuery::default() }, vec![]),
        ] {
            let listed = case::list(&world.app, &office, EN, query.clone()).await.unwrap();
            assert_eq!(listed.items.iter().map(|case| case.id).collect::<Vec<_>>(), expected, "{query:?}");
            assert_eq!(listed.total, Some(expected.len() as u64), "{query:?}");
        }
        let worst = SiteQuery { sort: Some(wangge_app::view::SiteSort::Score), limit: Some(2), ..SiteQuery::default() };
        let sites = site::list(&world.app, &office, EN, worst.clone()).await.unwrap();
        assert_eq!(sites.items.iter().map(|site| site.code.as_str()).collect::<Vec<_>>(), ["B", "A"]);
        let rest = site::list(&world.app, &office, EN, SiteQuery { cursor: sites.next, ..worst }).await.unwrap();
        assert_eq!(rest.items.iter().map(|site| site.id).collect::<Vec<_>>(), [id(SITE_M)]);
        assert!(rest.next.is_none());
    }

    async fn the_grid_its_units_and_a_case_tell_what_they_know(store: Store) {
        let world = world(store).await;
        let office = actor(Role::Office, None, None);
        let west = node::show(&world.app, &office, EN, id(WEST)).await.unwrap();
        assert_eq!((west.node.site_count, west.item_count, west.figures.lost), (2, 3, 1));
        assert_eq!(west.unit_head.unwrap().person.code, "P1");
        assert!(west.boundary.is_some() && west.node.complete);
        let listed = completeness::list(&world.app, &office, EN, CompletenessQuery::default()).await.unwrap();
        assert_eq!((listed.total, listed.complete, listed.items.len()), (3, 1, 2));
        let units = unit::list(&world.app, &office, EN, UnitQuery::default()).await.unwrap();
        let open: Vec<_> = units.items.iter().map(|unit| (unit.code.as_str(), unit.open, unit.overdue)).collect();
        assert_eq!(open, [("D1", 0, 0), ("U1", 0, 0), ("U2", 1, 1)]);
        let detail = unit::show(&world.app, &office, EN, id(UNIT_EAST)).await.unwrap();
        assert_eq!((detail.rankings[0].rank, detail.rankings[0].of), (Some(2), 2));
        let handler = actor(Role::UnitHandler, None, Some(UNIT_EAST));
        let seen = case::show(&world.app, &handler, EN, id(62)).await.unwrap();
        let offered = seen.allowed.iter().map(|a| a.action).collect::<Vec<_>>();
        // What is overdue is not extended any more, but its clock may still be asked to stand.
        assert_eq!(offered, [CaseAction::Rectify, CaseAction::AskSuspension, CaseAction::AskLongTerm]);
        let seen = case::show(&world.app, &office, EN, id(62)).await.unwrap();
        let offered = seen.allowed.iter().map(|a| a.action).collect::<Vec<_>>();
        let why = "what is overdue is not extended, what is in hand not taken back, and what is not under supervision not raised";
        assert_eq!(offered, [CaseAction::Remind, CaseAction::Supervise], "{why}");
        let lost = wangge_storage::visit::lost_points_of_cases(&world.app.store.read(), &[id(62)]).await.unwrap();
        assert_eq!(lost.len(), 1);
        let (db, west) = (world.app.store.read(), Reach::unit(id(UNIT_WEST)));
        let standing = wangge_storage::case::standings(&db, &west, at("2026-11-19T09:00")).await;
        assert!(standing.unwrap().is_empty());
    }
}
