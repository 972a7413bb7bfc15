//! What the use cases ask of each noun: reach, filters, pages, counts, facts, and the record.

use std::collections::BTreeSet;

use crate::common::{District, a_case, a_lost_point, a_visit, an_event, an_observation, at, day, id, office};
use uuid::Uuid;
use wangge_domain::calendar::Calendar;
use wangge_domain::case::{Case, CaseState, Checking, Dispatching, Filing, Rectifying, Step};
use wangge_domain::deadline::{Clock, Limit, WorkingSchedule, reckon};
use wangge_domain::event::{daily_root, verify_chain};
use wangge_domain::grid::{Duty, NodePerson, NodeRole};
use wangge_domain::ids::{CaseId, LostPointId, SiteId, UserId, VisitId};
use wangge_domain::permission;
use wangge_domain::round::{Visit, VisitState};
use wangge_domain::routing::RoutingRule;
use wangge_domain::text::Wording;
use wangge_domain::time::{DEFAULT_ZONE, Period};
use wangge_domain::unit::UnitHead;
use wangge_storage::calendar::{CalendarDay, CalendarYear};
use wangge_storage::case::{CaseFilter, CasePage, CaseSort, Cursor, DispatchRole, DispatchRow, Grouping};
use wangge_storage::cause::LostPointCause;
use wangge_storage::event::DailyRoot;
use wangge_storage::import_column::ImportColumn;
use wangge_storage::reach::Reach;
use wangge_storage::saved_view::SavedViewRow;
use wangge_storage::visit::LostPointFilter;
use wangge_storage::{
    ConnectionTrait, Result, StorageError, Store, calendar, case, cause, edition, event, import_column, last_look,
    migration, node, round, saved_view, site,
};
use wangge_storage::{unit, visit};
use wangge_testkit::both_databases;

/// A case brought as far as wanted: 0 reported, 1 filed, 2 dispatched, 3 in hand, 4 rectified, 5 closed.
fn a_case_at(district: &District, n: usize, minutes: i64, step: i64) -> Case {
    let site = &district.sites[n];
    let unit = district.units[n].id;
    let (office, mut handler, checker) = (office(), office(), office());
    handler.units = vec![unit];
    let mut case = a_case(site, minutes);
    let step_of = |by, n| Step { by, at: at(minutes + n), now: at(minutes + n) };
    if step >= 1 {
        let limit = Limit { amount: 2, clock: Clock::ContinuousHours };
        let deadline = reckon(at(minutes + 1), limit, &Calendar::default(), &WorkingSchedule::default(), DEFAULT_ZONE);
        let number = format!("2026-{minutes:05}");
        case = case.file(Filing { number, deadline }, step_of(&office, 1)).unwrap().0;
    }
    if step >= 2 {
        let to = Dispatching {
            unit_id: unit,
            assisting: Vec::new(),
            rule: RoutingRule::SiteUnit,
            fired: None,
            note: None,
            deadline: None,
        };
        case = case.dispatch(to, step_of(&office, 2)).unwrap().0;
    }
    if step >= 3 {
        case = case.accept(step_of(&handler, 3)).unwrap().0;
    }
    if step >= 4 {
        let done = Rectifying { measures: "清运".to_owned(), long_term_measures: None };
        case = case.rectify(done, step_of(&handler, 30)).unwrap().0;
    }
    if step >= 5 {
        case = case.check(Checking { passed: true, reason: None }, step_of(&checker, 60)).unwrap().0;
    }
    case
}

/// A case at every step, from reported to closed, at the two sites in turn and a thousand minutes apart.
fn one_of_each(district: &District) -> Vec<Case> {
    (0..6).map(|step| a_case_at(district, usize::from(step % 2 == 1), step * 1000, step)).collect()
}

async fn keep_cases(store: &Store, cases: &[Case]) {
    let cases = cases.to_vec();
    let kept: Result<()> = store.write(move |tx| Box::pin(async move { case::insert_many(tx, &cases).await })).await;
    kept.unwrap();
}

async fn ids(store: &Store, reach: &Reach, filter: &CaseFilter) -> BTreeSet<CaseId> {
    let page = CasePage { limit: 1000, ..CasePage::default() };
    let found = case::list(&store.read(), reach, filter, &page).await.unwrap();
    let counted = case::count(&store.read(), reach, filter).await.unwrap();
    assert_eq!(i64::try_from(found.len()).unwrap(), counted, "{filter:?}");
    found.into_iter().map(|case| case.id).collect()
}

both_databases! {
    async fn a_last_look_only_goes_forward(store: Store) {
        let user: UserId = id();
        assert_eq!(last_look::get(&store.read(), user).await.unwrap(), None);
        for (said, stands) in [(10, 10), (5, 10), (20, 20)] {
            let put: Result<()> =
                store.write(move |tx| Box::pin(async move { last_look::put(tx, user, at(said)).await })).await;
            put.unwrap();
            let look = last_look::get(&store.read(), user).await.unwrap();
            assert_eq!(look.map(|look| look.at), Some(at(stands)));
        }
    }

    async fn a_view_is_its_owners_and_the_shared_ones_are_everybodys(store: Store) {
        let (mine, theirs): (UserId, UserId) = (id(), id());
        let view = |owner, name: &str, shared| SavedViewRow {
            id: id(),
            owner,
            list: "cases".into(),
            name: name.into(),
            query: "overdue=true".into(),
            shared,
            at: at(1),
        };
        let kept = [view(mine, "逾期", false), view(theirs, "反弹", true), view(theirs, "自用", false)];
        let again = SavedViewRow { query: "rebound=true".into(), ..view(mine, "逾期", true) };
        for row in kept.into_iter().chain([again]) {
            let put: Result<()> = store.write(move |tx| Box::pin(async move { saved_view::put(tx, &row).await })).await;
            put.unwrap();
        }
        let seen = saved_view::of(&store.read(), mine, "cases").await.unwrap();
        let names: Vec<_> = seen.iter().map(|row| (row.name.as_str(), row.query.as_str(), row.shared)).collect();
        assert_eq!(names, [("反弹", "overdue=true", true), ("逾期", "rebound=true", true)], "a name is there once");
        assert_eq!(saved_view::of(&store.read(), mine, "sites").await.unwrap(), []);
        let (own, other) = (seen[1].id, seen[0].id);
        for (view, gone) in [(other, false), (own, true), (own, false)] {
            let removed: Result<bool> =
                store.write(move |tx| Box::pin(async move { saved_view::remove(tx, mine, view).await })).await;
            assert_eq!(removed.unwrap(), gone);
        }
    }

    async fn a_case_comes_back_as_it_went_at_every_step(store: Store) {
        let district = District::found(&store).await;
        let cases: Vec<Case> = (0..6).map(|step| a_case_at(&district, 0, step * 100, step)).collect();
        keep_cases(&store, &cases).await;
        for kept in &cases {
            assert_eq!(case::get(&store.read(), kept.id).await.unwrap().as_ref(), Some(kept));
        }
    }

    async fn a_case_moves_from_the_version_it_was_read_at(store: Store) {
        let district = District::found(&store).await;
        let reported = a_case_at(&district, 0, 10, 0);
        keep_cases(&store, std::slice::from_ref(&reported)).await;
        let mut moved = a_case_at(&district, 0, 10, 3);
        moved.id = reported.id;
        let read = reported.version;
        for expected in [true, false] {
            let moved = moved.clone();
            let outcome: Result<()> =
                store.write(move |tx| Box::pin(async move { case::update(tx, &moved, read).await })).await;
            match outcome {
                Ok(()) => assert!(expected),
                Err(StorageError::Conflict { table: "cases", .. }) => assert!(!expected),
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!(case::get(&store.read(), reported.id).await.unwrap(), Some(moved));
    }

    async fn reach_is_the_permission(store: Store) {
        let district = District::found(&store).await;
        let cases = [a_case_at(&district, 0, 0, 3), a_case_at(&district, 1, 1, 3)];
        keep_cases(&store, &cases).await;
        let (first, second) = (cases[0].id, cases[1].id);
        let assisting = DispatchRow {
            id: id(), case_id: second, unit_id: district.units[0].id, role: DispatchRole::Assist,
            rule: RoutingRule::TerritorialUnit, by_user: None, at: at(5), accepted_at: None, returned_at: None,
            ended_at: None,
        };
        let stranger = Reach::person(id());
        let table: [(&str, Reach, Vec<CaseId>); 7] = [
            ("everything", Reach::everything(), vec![first, second]),
            ("nothing", Reach::default(), vec![]),
            ("the first street", Reach::subtree(district.street(0).path.clone()), vec![first]),
            ("the second street, whose code begins alike", Reach::subtree(district.street(1).path.clone()), vec![second]),
            ("the whole district", Reach::subtree("/130107/"), vec![first, second]),
            ("a unit", Reach::unit(district.units[1].id), vec![second]),
            ("somebody without work", stranger, vec![]),
        ];
        for (name, reach, expected) in table {
            let expected: BTreeSet<CaseId> = expected.into_iter().collect();
            assert_eq!(ids(&store, &reach, &CaseFilter::default()).await, expected, "{name}");
            for case in [first, second] {
                let found = case::find(&store.read(), &reach, case).await.unwrap();
                assert_eq!(found.is_some(), expected.contains(&case), "{name}");
            }
        }
        let back = DispatchRow { returned_at: Some(at(6)), ..assisting.clone() };
        let added: Result<()> = store
            .write(move |tx| {
                let assisting = assisting.clone();
                Box::pin(async move { case::insert_dispatches(tx, &[assisting]).await })
            })
            .await;
        added.unwrap();
        let assists = ids(&store, &Reach::unit(district.units[0].id), &CaseFilter::default()).await;
        assert_eq!(assists, BTreeSet::from([first, second]), "a unit sees what it assists with");
        let taken: Result<()> = store
            .write(move |tx| {
                let back = back.clone();
                Box::pin(async move { case::put_dispatches(tx, &[back]).await })
            })
            .await;
        taken.unwrap();
        let left = ids(&store, &Reach::unit(district.units[0].id), &CaseFilter::default()).await;
        assert_eq!(left, BTreeSet::from([first]), "and no more once that was taken back");
    }

    async fn reach_holds_for_sites_nodes_units_and_visits_alike(store: Store) {
        let district = District::found(&store).await;
        let visits = [a_visit(district.round.id, district.sites[0].id, 30), a_visit(district.round.id, district.sites[1].id, 40)];
        let kept: Result<()> = store
            .write({
                let visits = visits.clone();
                move |tx| Box::pin(async move { visit::insert_many(tx, &visits, &[], &[]).await })
            })
            .await;
        kept.unwrap();
        let db = store.read();
        let inspector = Reach::person(district.inspector.id);
        let subtree = Reach::subtree(district.street(1).path.clone());
        let granted = permission::Reach { subtrees: [district.street(1).id].into(), ..permission::Reach::default() };
        assert_eq!(Reach::of(&db, &granted).await.unwrap(), subtree);
        for (reach, expected) in [
            (Reach::everything(), vec!["S1", "S2"]), (inspector, vec!["S1"]), (subtree.clone(), vec!["S2"]),
            (Reach::unit(district.units[0].id), vec!["S1"]), (Reach::default(), vec![]),
        ] {
            let codes: Vec<String> = site::list(&db, &reach).await.unwrap().into_iter().map(|site| site.code).collect();
            assert_eq!(codes, expected, "{reach:?}");
            let drawn = round::sites(&db, district.round.id, &reach).await.unwrap();
            let seen = visit::of_round(&db, &reach, district.round.id).await.unwrap();
            assert_eq!((drawn.len(), seen.len()), (expected.len(), expected.len()), "{reach:?}");
            for (site, visit) in district.sites.iter().zip(&visits) {
                let here = expected.contains(&site.code.as_str());
                assert_eq!(site::find(&db, &reach, site.id).await.unwrap().is_some(), here);
                assert_eq!(visit::find(&db, &reach, visit.id).await.unwrap().is_some(), here);
            }
        }
        let nodes: Vec<String> = node::list(&db, &subtree).await.unwrap().into_iter().map(|node| node.code).collect();
        assert_eq!(nodes, ["130107001", "C1"]);
        let units: Vec<String> = unit::list(&db, &subtree).await.unwrap().into_iter().map(|unit| unit.code).collect();
        assert_eq!(units, Vec::<String>::new(), "no unit names a node of the second street as its territory");
    }

    async fn every_filter_selects_what_it_says(store: Store) {
        let district = District::found(&store).await;
        let mut cases = one_of_each(&district);
        "100%_满 \\ FULL".clone_into(&mut cases[3].description);
        cases[4].rebound_of = Some(cases[5].id);
        cases[2].round_id = Some(district.round.id);
        keep_cases(&store, &cases).await;
        let period = |from, until| Some(Period { from: at(from), until: at(until) });
        let text = |text: &str| CaseFilter { text: Some(text.to_owned()), ..CaseFilter::default() };
        let any = CaseFilter::default;
        let table: Vec<(&str, CaseFilter, Vec<usize>)> = vec![
            ("all", any(), vec![0, 1, 2, 3, 4, 5]),
            ("states", CaseFilter { states: vec![CaseState::Filed, CaseState::Closed], ..any() }, vec![1, 5]),
            ("unit", CaseFilter { units: vec![district.units[1].id], ..any() }, vec![3, 5]),
            ("path", CaseFilter { node_path: Some(district.street(0).path.clone()), ..any() }, vec![0, 2, 4]),
            ("site", CaseFilter { site_id: Some(district.sites[1].id), ..any() }, vec![1, 3, 5]),
            ("item", CaseFilter { item_code: Some("M02".to_owned()), ..any() }, vec![]),
            ("type", CaseFilter { type_code: Some("market".to_owned()), ..any() }, vec![0, 1, 2, 3, 4, 5]),
            ("round", CaseFilter { round_id: Some(district.round.id), ..any() }, vec![2]),
            ("reported, half open", CaseFilter { reported: period(1000, 3000), ..any() }, vec![1, 2]),
            ("closed", CaseFilter { closed: period(5000, 6000), ..any() }, vec![5]),
            ("overdue: rectified ones are not", CaseFilter { overdue_at: Some(at(9000)), ..any() }, vec![1, 2, 3]),
            ("overdue earlier", CaseFilter { overdue_at: Some(at(1122)), ..any() }, vec![1]),
            ("rebound", CaseFilter { rebound: Some(true), ..any() }, vec![4]),
            ("reworked", CaseFilter { reworked: Some(true), ..any() }, vec![]),
            ("letters large or small", text("BIN OVER"), vec![0, 1, 2, 4, 5]),
            ("Chinese", text("垃圾桶"), vec![0, 1, 2, 4, 5]),
            ("a percent sign is itself", text("100%_"), vec![3]),
            ("an underscore is itself", text("n_o"), vec![]),
            ("a backslash is itself", text("\\ full"), vec![3]),
            ("a number", text("2026-03000"), vec![3]),
            ("one character", text("桶"), vec![0, 1, 2, 4, 5]),
            ("words that do not stand together", text("桶垃"), vec![]),
            ("a text and these", CaseFilter { among: Some(vec![cases[1].id, cases[3].id]), ..text("垃圾桶") }, vec![1]),
            ("two at once", CaseFilter { states: vec![CaseState::InHand], ..text("full") }, vec![3]),
        ];
        for (name, filter, expected) in table {
            let expected: BTreeSet<CaseId> = expected.into_iter().map(|n| cases[n].id).collect();
            assert_eq!(ids(&store, &Reach::everything(), &filter).await, expected, "{name}");
        }
    }

    async fn words_are_found_after_they_change_and_in_a_database_older_than_their_index(store: Store) {
        let district = District::found(&store).await;
        let mut reported = a_case_at(&district, 0, 10, 0);
        keep_cases(&store, &[reported.clone(), a_case_at(&district, 1, 20, 0)]).await;
        let text = |text: &str| CaseFilter { text: Some(text.to_owned()), ..CaseFilter::default() };
        let read = reported.version;
        "井盖缺失".clone_into(&mut reported.description);
        reported.version += 1;
        let changed = reported.clone();
        let kept: Result<()> =
            store.write(move |tx| Box::pin(async move { case::update(tx, &changed, read).await })).await;
        kept.unwrap();
        let everything = Reach::everything();
        assert_eq!(ids(&store, &everything, &text("井盖")).await, BTreeSet::from([reported.id]));
        assert_eq!(ids(&store, &everything, &text("垃圾")).await.len(), 1);
        let forgotten: Result<()> = store
            .write(|tx| {
                Box::pin(async move {
                    for text in ["DROP TABLE IF EXISTS case_word_index", "DROP TABLE case_words"] {
                        tx.execute_unprepared(text).await?;
                    }
                    tx.execute_unprepared("DELETE FROM seaql_migrations WHERE version LIKE 'm25%'").await?;
                    Ok(())
                })
            })
            .await;
        forgotten.unwrap();
        migration::reapply(&store).await.unwrap();
        assert_eq!(ids(&store, &everything, &text("井盖")).await, BTreeSet::from([reported.id]));
        assert_eq!(ids(&store, &everything, &text("垃圾")).await.len(), 1);
    }

    async fn words_found_in_very_many_cases_are_listed_and_counted_alike(store: Store) {
        let district = District::found(&store).await;
        let many: Vec<Case> = (0..2_100).map(|n| a_case_at(&district, 0, n, 0)).collect();
        keep_cases(&store, &many).await;
        let common = CaseFilter { text: Some("垃圾".to_owned()), ..CaseFilter::default() };
        let everything = Reach::everything();
        assert_eq!(case::count(&store.read(), &everything, &common).await.unwrap(), 2_100);
        let page = case::list(&store.read(), &everything, &common, &CasePage::default()).await.unwrap();
        assert_eq!(page.first().map(|case| case.id), Some(many[2_099].id));
        let by_state = case::count_by_state(&store.read(), &everything, &common).await.unwrap();
        assert_eq!(by_state, [(CaseState::Reported, 2_100)]);
    }

    async fn pages_follow_one_another_without_gap_or_repeat(store: Store) {
        let district = District::found(&store).await;
        let mut cases: Vec<Case> = Vec::new();
        for n in 0..40_i64 {
            // Several at the same moment, and some without a deadline.
            let mut case = a_case_at(&district, 0, n / 4 * 10, i64::from(n % 3 != 0));
            case.number = None;
            cases.push(case);
        }
        keep_cases(&store, &cases).await;
        for sort in [CaseSort::Latest, CaseSort::Earliest, CaseSort::Deadline] {
            for limit in [1, 7, 40, 100] {
                let mut page = CasePage { sort, after: None, limit };
                let mut seen: Vec<Case> = Vec::new();
                loop {
                    let found =
                        case::list(&store.read(), &Reach::everything(), &CaseFilter::default(), &page).await.unwrap();
                    assert!(found.len() as u64 <= limit);
                    let Some(last) = found.last() else { break };
                    page.after = Some(Cursor::after(last, sort));
                    seen.extend(found);
                }
                let distinct: BTreeSet<CaseId> = seen.iter().map(|case| case.id).collect();
                assert_eq!((seen.len(), distinct.len()), (40, 40), "{sort:?} by {limit}");
                let ordered = |key: fn(&Case) -> i64| seen.windows(2).all(|pair| key(&pair[0]) <= key(&pair[1]));
                assert!(match sort {
                    CaseSort::Latest => ordered(|case| -case.reported_at.timestamp_millis()),
                    CaseSort::Earliest => ordered(|case| case.reported_at.timestamp_millis()),
                    CaseSort::Deadline =>
                        ordered(|case| case.deadline.as_ref().map_or(i64::MAX, |d| d.at.timestamp_millis())),
                });
            }
        }
    }

    async fn counts_and_facts_agree_with_the_cases(store: Store) {
        let district = District::found(&store).await;
        let cases = one_of_each(&district);
        keep_cases(&store, &cases).await;
        let (db, all, any) = (store.read(), Reach::everything(), CaseFilter::default());
        let by_state = case::count_by_state(&db, &all, &any).await.unwrap();
        assert_eq!(by_state.len(), 6);
        assert!(by_state.iter().all(|(_, count)| *count == 1));
        let by_unit = case::count_by_unit(&db, &all, &any).await.unwrap();
        let of_unit = |unit| by_unit.iter().find(|(id, _)| *id == unit).map(|(_, count)| *count);
        assert_eq!((of_unit(None), of_unit(Some(district.units[0].id)), of_unit(Some(district.units[1].id))),
            (Some(2), Some(2), Some(2)));
        let by_type = case::count_by(&db, &all, &any, Grouping::Type).await.unwrap();
        assert_eq!(by_type, [(Some("market".to_owned()), 6)]);

        let facts = case::facts(&db, Period { from: at(0), until: at(10_000) }).await.unwrap();
        let expected: Vec<CaseId> = cases[2..].iter().map(|case| case.id).collect();
        assert_eq!(facts.iter().map(|fact| fact.id).collect::<Vec<_>>(), expected, "those with a unit, as reported");
        assert_eq!(facts[3].closed_at, cases[5].closed_at);
        // The week before knows nothing of them; a later one still knows those left open past their deadline.
        assert_eq!(case::facts(&db, Period { from: at(-9000), until: at(0) }).await.unwrap(), []);
        let later = case::facts(&db, Period { from: at(20_000), until: at(30_000) }).await.unwrap();
        assert_eq!(later.iter().map(|fact| fact.id).collect::<Vec<_>>(), expected[..3]);
    }

    async fn what_was_handed_over_in_a_week_stays_so_whatever_is_taken_back_later(store: Store) {
        let district = District::found(&store).await;
        let cases = [a_case_at(&district, 0, 0, 2), a_case_at(&district, 1, 1, 2)];
        keep_cases(&store, &cases).await;
        let row = |case: &Case, unit: usize, sent: i64, back: Option<i64>| DispatchRow {
            id: id(), case_id: case.id, unit_id: district.units[unit].id, role: DispatchRole::Main,
            rule: RoutingRule::Office, by_user: None, at: at(sent), accepted_at: None, returned_at: back.map(at),
            ended_at: None,
        };
        // One sent in the first week and taken back in the second, to go elsewhere; one taken back in the same week.
        let rows = vec![
            row(&cases[0], 0, 100, Some(1100)),
            row(&cases[0], 1, 1200, None),
            row(&cases[1], 1, 200, Some(300)),
        ];
        let kept: Result<()> = store
            .write(move |tx| Box::pin(async move { case::insert_dispatches(tx, &rows).await }))
            .await;
        kept.unwrap();
        let weeks = [Period { from: at(0), until: at(1000) }, Period { from: at(1000), until: at(2000) }];
        for (week, unit) in weeks.into_iter().zip([0, 1]) {
            let filter = CaseFilter { dispatched: Some(week), ..CaseFilter::default() };
            assert_eq!(ids(&store, &Reach::everything(), &filter).await, BTreeSet::from([cases[0].id]), "{unit}");
            let handed = case::handed_over(&store.read(), week).await.unwrap();
            let units: Vec<_> = handed.iter().map(|case| (case.id, case.unit_id)).collect();
            assert_eq!(units, [(cases[0].id, Some(district.units[unit].id))]);
        }
    }

    async fn rebounds_are_looked_for_among_the_closed(store: Store) {
        let district = District::found(&store).await;
        let mut cases: Vec<Case> = (4..6).map(|step| a_case_at(&district, 0, step * 100, step)).collect();
        cases[1].severity = wangge_domain::case::CaseSeverity::Grave;
        let (lon, lat) = (114.5, 37.9);
        (cases[1].lon, cases[1].lat) = (Some(lon), Some(lat));
        keep_cases(&store, &cases).await;
        let sites: Vec<SiteId> = district.sites.iter().map(|site| site.id).collect();
        let found = case::closed_problems(&store.read(), &sites, None, at(0)).await.unwrap();
        assert_eq!(found.iter().map(|problem| problem.id).collect::<Vec<_>>(), [cases[1].id]);
        assert_eq!((found[0].place, found[0].severity), (Some((lon, lat)), cases[1].severity));
        assert_eq!(case::closed_problems(&store.read(), &sites, None, at(561)).await.unwrap(), []);
        assert_eq!(case::closed_problems(&store.read(), &[], None, at(0)).await.unwrap(), []);
        for (aside, hits) in [(0.001, 1), (-0.001, 0)] {
            let within = Some([lon - 0.001, lat - 0.001, lon + aside, lat + 0.001]);
            assert_eq!(case::closed_problems(&store.read(), &[], within, at(0)).await.unwrap().len(), hits);
            assert_eq!(case::closed_problems(&store.read(), &sites, within, at(0)).await.unwrap().len(), 1, "once");
        }
    }

    async fn a_visit_with_its_observations_and_lost_points_comes_back_and_a_voided_one_no_longer_counts(store: Store) {
        let district = District::found(&store).await;
        let mut kept = Vec::new();
        for (n, minutes) in [(0, 30), (0, 60), (1, 45)] {
            let site = &district.sites[n];
            let visit = a_visit(district.round.id, site.id, minutes);
            let observations: Vec<_> =
                (1..=15).map(|i| an_observation(visit.id, &format!("M{i:02}"), i % 5 != 0)).collect();
            let lost: Vec<_> = observations.iter().filter(|o| o.item_code.ends_with(['5', '0']))
                .map(|o| a_lost_point(&visit, o, site)).collect();
            kept.push((visit, observations, lost));
        }
        let written: Result<()> = store
            .write({
                let kept = kept.clone();
                move |tx| Box::pin(async move {
                    for (visit, observations, lost) in &kept {
                        visit::insert(tx, visit, observations, lost).await?;
                    }
                    Ok(())
                })
            })
            .await;
        written.unwrap();
        let db = store.read();
        for (visit, observations, _) in &kept {
            assert_eq!(visit::get(&db, visit.id).await.unwrap().as_ref(), Some(visit));
            assert_eq!(&visit::observations(&db, visit.id).await.unwrap(), observations);
        }
        let all = Reach::everything();
        let lost = visit::lost_points(&db, &all, &LostPointFilter::default()).await.unwrap();
        assert_eq!(lost.len(), 9);
        assert_eq!(lost[0], kept[0].2[0], "the fraction exactly as it went");
        let of_unit = LostPointFilter { unit_id: Some(district.units[1].id), ..LostPointFilter::default() };
        assert_eq!(visit::lost_points(&db, &all, &of_unit).await.unwrap().len(), 3);
        let of_item = LostPointFilter { item_code: Some("M05".to_owned()), node_path: Some(district.street(0).path.clone()),
            found: Some(Period { from: at(0), until: at(60) }), ..LostPointFilter::default() };
        assert_eq!(visit::lost_points(&db, &all, &of_item).await.unwrap().len(), 1);
        assert_eq!(round::progress(&db, district.round.id).await.unwrap(), round::Progress { sites: 2, visited: 2, visits: 3 });

        let voided = kept[1].0.id;
        let aside = kept[1].0.clone().void("重复", None, at(90)).unwrap();
        for expected in [true, false] {
            let aside = aside.clone();
            let outcome: Result<()> =
                store.write(move |tx| Box::pin(async move { visit::set_aside(tx, &aside).await })).await;
            assert_eq!(outcome.is_ok(), expected, "voided once and only once");
        }
        assert_eq!(visit::get(&db, voided).await.unwrap().unwrap().state, VisitState::Voided);
        let mut seen = Vec::new();
        visit::each_observation_of_round(&db, district.round.id, |part| seen.extend(part)).await.unwrap();
        assert_eq!(seen.len(), 30);
        assert!(seen.iter().all(|observation| observation.visit_id != voided));
        let week = Period { from: at(0), until: at(1000) };
        assert_eq!(visit::lost_point_facts(&db, week).await.unwrap().len(), 6);
        assert_eq!(visit::in_period(&db, &all, week).await.unwrap().len(), 3);
    }

    async fn a_returned_visit_waits_until_another_names_it(store: Store) {
        let district = District::found(&store).await;
        let (round, site) = (district.round.id, district.sites[0].id);
        let first = a_visit(round, site, 30);
        let returned = first.clone().send_back("照片模糊", None, at(40)).unwrap();
        let second = Visit { replaces_id: Some(first.id), ..a_visit(round, site, 60) };
        let written: Result<Vec<Option<VisitId>>> = store
            .write({
                let (first, returned, second) = (first.clone(), returned.clone(), second.clone());
                move |tx| Box::pin(async move {
                    visit::insert(tx, &first, &[], &[]).await?;
                    visit::set_aside(tx, &returned).await?;
                    let waits = visit::standing(tx, round, site, second.id).await?.and_then(|standing| standing.returned);
                    visit::insert(tx, &second, &[], &[]).await?;
                    let after = visit::standing(tx, round, site, second.id).await?.and_then(|standing| standing.returned);
                    Ok(vec![waits, after])
                })
            })
            .await;
        assert_eq!(written.unwrap(), [Some(first.id), None]);
        let db = store.read();
        assert_eq!(visit::get(&db, first.id).await.unwrap(), Some(returned));
        assert_eq!(visit::replacing(&db, &[first.id]).await.unwrap(), [(first.id, second.id)]);
    }

    async fn a_site_counts_as_visited_by_the_visits_that_stood_at_the_end_of_the_period_alone(store: Store) {
        let district = District::found(&store).await;
        let (round, returned_site, voided_site) = (district.round.id, district.sites[0].id, district.sites[1].id);
        let to_return = a_visit(round, returned_site, 30);
        let to_void = a_visit(round, voided_site, 31);
        let again = Visit { replaces_id: Some(to_return.id), ..a_visit(round, returned_site, 60) };
        let aside = [
            to_return.clone().send_back("照片模糊", None, at(40)).unwrap(),
            to_void.clone().void("重复", None, at(50)).unwrap(),
        ];
        let written: Result<()> = store
            .write(move |tx| Box::pin(async move {
                for one in [&to_return, &to_void] {
                    visit::insert(tx, one, &[], &[]).await?;
                }
                for one in &aside {
                    visit::set_aside(tx, one).await?;
                }
                visit::insert(tx, &again, &[], &[]).await
            }))
            .await;
        written.unwrap();
        let db = store.read();
        for (from, until, expected) in [
            (0, 30, vec![]),
            (0, 40, vec![returned_site, voided_site]),
            (0, 41, vec![voided_site]),
            (0, 51, vec![]),
            (0, 61, vec![returned_site]),
            (61, 90, vec![]),
        ] {
            let period = Period { from: at(from), until: at(until) };
            let mut found = visit::sites_visited(&db, period).await.unwrap();
            let mut expected = expected;
            found.sort();
            expected.sort();
            assert_eq!(found, expected, "from minute {from} until minute {until}");
        }
    }

    async fn a_cause_is_given_changed_and_taken_away(store: Store) {
        let district = District::found(&store).await;
        let (round, site) = (district.round.id, &district.sites[0]);
        let visit = a_visit(round, site.id, 30);
        let seen = an_observation(visit.id, "M05", false);
        let lost = a_lost_point(&visit, &seen, site);
        let point = lost.id;
        let given = |cause: &str| LostPointCause {
            lost_point_id: point, cause: cause.to_owned(), assigned_by: None, assigned_at: at(90),
        };
        let causes = [given("facility"), given("conduct")];
        let written: Result<()> = store
            .write(move |tx| Box::pin(async move {
                visit::insert(tx, &visit, &[seen], &[lost]).await?;
                for one in &causes {
                    cause::put(tx, std::slice::from_ref(one)).await?;
                }
                Ok(())
            }))
            .await;
        written.unwrap();
        let db = store.read();
        assert_eq!(cause::of_round(&db, round).await.unwrap(), [given("conduct")]);
        assert_eq!(cause::in_use(&db).await.unwrap(), [("conduct".to_owned(), 1)]);
        let taken: Result<()> = store.write(move |tx| Box::pin(async move { cause::remove(tx, point).await })).await;
        taken.unwrap();
        assert_eq!(cause::of(&db, &[point]).await.unwrap(), []);
        let nobody = LostPointCause { lost_point_id: LostPointId(Uuid::from_u128(999)), ..given("other") };
        let refused: Result<()> =
            store.write(move |tx| Box::pin(async move { cause::put(tx, &[nobody]).await })).await;
        assert!(matches!(refused, Err(StorageError::NoSuchReference { .. })), "{refused:?}");
    }

    async fn a_resent_visit_is_already_there(store: Store) {
        let district = District::found(&store).await;
        let visit = a_visit(district.round.id, district.sites[0].id, 30);
        for expected in [true, false] {
            let visit = visit.clone();
            let outcome: Result<()> =
                store.write(move |tx| Box::pin(async move { visit::insert(tx, &visit, &[], &[]).await })).await;
            match outcome {
                Ok(()) => assert!(expected),
                Err(StorageError::AlreadyThere(_)) => assert!(!expected),
                Err(other) => panic!("{other}"),
            }
        }
        let assigned = round::assignment(&store.read(), district.round.id, district.sites[0].id).await.unwrap();
        assert_eq!(assigned, Some(vec![district.inspector.id]));
        let drawn = round::assignment(&store.read(), district.round.id, district.sites[1].id).await.unwrap();
        assert_eq!(drawn, Some(vec![]));
        assert_eq!(round::assignment(&store.read(), district.round.id, id()).await.unwrap(), None);
    }

    async fn completeness_says_what_each_node_has(store: Store) {
        let district = District::found(&store).await;
        let (street, unit, person) = (district.street(0).id, district.units[0].id, district.inspector.id);
        let written: Result<()> = store
            .write(move |tx| Box::pin(async move {
                let leader = NodePerson { node_id: street, person_id: person, role: NodeRole::Leader,
                    since: day("2026-01-01"), until: Some(day("2026-11-30")) };
                node::put_people(tx, &[leader]).await?;
                let head = UnitHead { unit_id: unit, person_id: person, since: day("2026-11-16"), until: None };
                unit::put_heads(tx, &[head]).await?;
                let duty = Duty { id: id(), node_id: street, position: 1, text: Wording::new("巡查", "Patrol") };
                node::replace_duties(tx, street, &[duty]).await
            }))
            .await;
        written.unwrap();
        for (on, leader, head) in [("2026-11-15", true, false), ("2026-11-16", true, true), ("2026-12-01", false, true)] {
            let facts = node::completeness(&store.read(), day(on)).await.unwrap();
            assert_eq!(facts.len(), 5);
            let street = facts.iter().find(|fact| fact.node_id == street).unwrap();
            assert_eq!((street.has_leader, street.has_first_responsible_person), (leader, head), "{on}");
            assert_eq!((street.has_unit, street.duties), (true, 1));
            assert_eq!(street.type_codes, BTreeSet::from(["market".to_owned()]), "a site below counts");
            assert!(!facts[0].has_unit && facts[0].duties == 0);
        }
    }

    async fn a_term_taken_back_leaves_the_others_and_headings_keep_their_last_meaning(store: Store) {
        let district = District::found(&store).await;
        let (street, unit, person) = (district.street(0).id, district.units[0].id, district.inspector.id);
        let part = |since: &str| NodePerson { node_id: street, person_id: person, role: NodeRole::Leader, since: day(since), until: None };
        let head = |since: &str| UnitHead { unit_id: unit, person_id: person, since: day(since), until: None };
        let (parts, heads) = ([part("2026-01-01"), part("2026-11-23")], [head("2026-01-01"), head("2026-11-23")]);
        let column = |key: &str| ImportColumn { kind: "people".to_owned(), heading: "名儿".to_owned(), column_key: key.to_owned() };
        let columns = [column("code"), column("name")];
        let written: Result<()> = store
            .write(move |tx| Box::pin(async move {
                node::put_people(tx, &parts).await?;
                unit::put_heads(tx, &heads).await?;
                node::withdraw_part(tx, &parts[1]).await?;
                unit::withdraw_head(tx, &heads[1]).await?;
                import_column::put(tx, &columns[..1]).await?;
                import_column::put(tx, &columns[1..]).await
            }))
            .await;
        written.unwrap();
        let db = store.read();
        assert_eq!(node::people_of(&db, street).await.unwrap(), [part("2026-01-01")]);
        assert_eq!(unit::heads_of(&db, unit).await.unwrap(), [head("2026-01-01")]);
        assert_eq!(unit::headships_of(&db, person).await.unwrap(), [head("2026-01-01")]);
        assert_eq!(import_column::of_kind(&db, "people").await.unwrap().get("名儿").map(String::as_str), Some("name"));
        assert_eq!(import_column::of_kind(&db, "units").await.unwrap().len(), 0);
    }

    async fn an_edition_is_in_force_once_published_and_then_never_changes(store: Store) {
        let district = District::found(&store).await;
        let edition = district.edition.id;
        assert_eq!(edition::in_force(&store.read()).await.unwrap(), None);
        let steps: [(&str, bool); 4] = [("replace", true), ("publish", true), ("replace", false), ("publish", false)];
        for (step, expected) in steps {
            let outcome: Result<()> = store
                .write(move |tx| Box::pin(async move {
                    match step {
                        "replace" => edition::replace_draft(tx, edition, "{}", "11").await,
                        _ => edition::publish(tx, edition, at(7)).await,
                    }
                }))
                .await;
            assert_eq!(outcome.is_ok(), expected, "{step}");
        }
        let in_force = edition::in_force(&store.read()).await.unwrap().unwrap();
        assert_eq!((in_force.document.as_str(), in_force.published_at), ("{}", Some(at(7))));
    }

    async fn a_year_of_the_calendar_is_replaced_whole(store: Store) {
        for days in [vec![("2026-10-01", true), ("2026-10-10", false)], vec![("2026-10-02", true)]] {
            let rows: Vec<CalendarDay> = days.iter()
                .map(|(on, off)| CalendarDay { day: day(on), off: *off, name: "国庆节".to_owned() }).collect();
            let year = CalendarYear { year: 2026, source: "notice".to_owned(), imported_at: at(0) };
            let written: Result<()> = store
                .write(move |tx| Box::pin(async move { calendar::replace_year(tx, &year, &rows).await })).await;
            written.unwrap();
            let calendar = calendar::get(&store.read()).await.unwrap();
            assert_eq!(calendar.days, days.iter().map(|(on, off)| (day(on), *off)).collect());
            assert_eq!(calendar.years, BTreeSet::from([2026]));
        }
    }

    async fn the_record_is_read_chain_by_chain_and_tampering_shows(store: Store) {
        let subjects: Vec<Uuid> = (0..3).map(|_| Uuid::now_v7()).collect();
        for n in 0..4_i64 {
            let events = subjects.iter().map(|subject| an_event("case", *subject, n)).collect::<Vec<_>>();
            let written = store.write(move |tx| Box::pin(async move { event::append(tx, events).await })).await;
            assert_eq!(written.unwrap().len(), 3);
        }
        let db = store.read();
        let mut seen = Vec::new();
        event::each::<StorageError>(&db, |part| { seen.extend(part); Ok(()) }).await.unwrap();
        assert_eq!(seen.len(), 12);
        for chain in seen.chunks(4) {
            assert_eq!(verify_chain(chain).unwrap().events, 4);
        }
        let period = Period { from: at(0), until: at(2) };
        let tips = event::tips(&db, period).await.unwrap();
        assert_eq!((tips.len(), event::count(&db, period).await.unwrap()), (3, 6));
        assert_eq!(event::first_at(&db).await.unwrap(), Some(at(0)));
        let root = DailyRoot { day: day("2026-11-16"), root: daily_root("", tips), event_count: 6,
            previous_root: String::new(), made_at: at(3) };
        for expected in [true, false] {
            let root = root.clone();
            let kept: Result<()> =
                store.write(move |tx| Box::pin(async move { event::insert_root(tx, &root).await })).await;
            assert_eq!(kept.is_ok(), expected, "a root is never replaced");
        }
        assert_eq!(event::last_root(&db).await.unwrap(), Some(root));

        let victim = subjects[1];
        for (tamper, at_fault) in [
            ("UPDATE events SET payload = '{\"z\":9}' WHERE seq = 3 AND payload LIKE '%2%'", Some(3)),
            ("DELETE FROM events WHERE seq = 4", None),
        ] {
            let done: Result<()> = store
                .write(move |tx| Box::pin(async move { tx.execute_unprepared(tamper).await?; Ok(()) })).await;
            done.unwrap();
            let chain = event::of_subject(&db, "case", victim).await.unwrap();
            match at_fault {
                Some(seq) => assert_eq!(verify_chain(&chain).unwrap_err().seq, seq),
                None => assert_eq!(event::broken_heads(&db).await.unwrap().len(), 3, "the end of a chain cannot be cut"),
            }
        }
    }
}
