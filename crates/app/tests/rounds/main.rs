//! Rounds, the visits made in them, the cases their lost points become, and the bulletins, on both databases.
#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

mod world;

use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde_json::{Value, json};
use wangge_app::view::{
    Assignment, Assignments, CheckCase, ExplanationQuery, FileCase, ImportKind, ModuleValues, PublishBulletin, Reason,
    RoundDetail, SiteChoice,
};
use wangge_app::{AppError, audit, bulletin, case, result, round, visit};
use wangge_domain::case::{CaseState, FinderLevel, Source};
use wangge_domain::ids::RoundId;
use wangge_domain::permission::{Action, Actor, Role};
use wangge_domain::round::{RoundState, VisitState};
use wangge_domain::text::{Lang, render};
use wangge_testkit::both_databases;
use world::{EN, STANDARD, World, at, id, person};

/// A road with half a point lost on cleanliness and two cars parked.
fn two_faults() -> Value {
    json!([
        { "item": "R1", "deduction": "0.5", "remark": "东侧有烟头" },
        { "item": "R2", "count": 2 },
    ])
}

fn clean() -> Value {
    json!([{ "item": "R1", "deduction": "0" }, { "item": "R2", "count": 0 }])
}

fn dirty() -> Value {
    json!([{ "item": "R1", "deduction": "1" }, { "item": "R2", "count": 0 }])
}

/// The code of a refusal, which must have a sentence in both languages; and the pointers of what is invalid.
#[track_caller]
fn refused<T: std::fmt::Debug>(answer: Result<T, AppError>) -> (&'static str, Vec<String>) {
    let error = answer.unwrap_err();
    for lang in [Lang::Zh, Lang::En] {
        let sentence = render(&error.message(), lang);
        assert!(!sentence.contains(error.message().key.as_str()), "{sentence} is no sentence");
        assert!(!sentence.contains("{$"), "{sentence} lacks an argument");
    }
    let pointers = match &error {
        AppError::Invalid(faults) => faults.iter().map(|fault| fault.pointer.clone()).collect(),
        _ => Vec::new(),
    };
    (error.code(), pointers)
}

fn states(round: &RoundDetail) -> (RoundState, i64) {
    (round.round.state, round.round.version)
}

/// One thing changed in a plan.
type Change = Box<dyn FnOnce(&mut Value)>;

both_databases! {
    async fn a_round_is_planned_opened_visited_and_closed(store: Store) {
        let world = World::make(store).await;
        let (app, office) = (&world.app, &world.office);
        let plan = world.plan(1, |_| ()).await;
        let planned = round::plan(app, office, EN, plan.clone()).await.unwrap();
        assert_eq!(states(&planned), (RoundState::Planned, 1));
        assert_eq!((planned.round.sites, planned.round.visited), (2, 0));
        assert_eq!(planned.assignments.iter().map(|a| (a.site.code.as_str(), a.inspectors.len())).collect::<Vec<_>>(), [("A1", 1), ("A2", 0)]);
        let before = world.events().await;
        assert_eq!(round::plan(app, office, EN, plan).await.unwrap(), planned, "the same plan again");
        assert_eq!(world.events().await, before);

        let values = ModuleValues { values: BTreeMap::from([("papers".to_owned(), "40".parse().unwrap())]) };
        let given = round::give_modules(app, office, EN, id(1), 1, values).await.unwrap();
        let opened = round::open(app, office, EN, id(1), given.round.version).await.unwrap();
        assert_eq!(states(&opened), (RoundState::Open, 3));
        world.submitted(1, 100, two_faults()).await;
        let closed = world.close(1).await;
        assert_eq!((closed.round.state, closed.round.visited), (RoundState::Closed, 1));
        // Road: (1.5 + 3) / 7 of 80; materials: 40 of 50 are 16 of 20.
        let score = closed.round.score.unwrap();
        assert_eq!((score.shown.as_str(), score.exact.map(|exact| exact.to_string())), ("67.43", Some("472/7".into())));
        assert_eq!(closed.closed_at, Some(app.now()));
        let listed = round::list(app, office, EN).await.unwrap();
        assert_eq!(listed.items.iter().map(|round| round.id).collect::<Vec<_>>(), [id::<RoundId>(1)]);
    }

    async fn a_plan_that_cannot_be_is_refused_and_nothing_is_written(store: Store) {
        let world = World::make(store).await;
        let (app, office) = (&world.app, &world.office);
        round::plan(app, office, EN, world.plan(1, |_| ()).await).await.unwrap();
        world.import(ImportKind::Standard, "draft.toml", &STANDARD.replace("version = \"1\"", "version = \"2\"")).await;
        let editions = wangge_storage::edition::list(&app.store.read()).await.unwrap();
        let draft = editions.iter().find(|row| row.version == "2").unwrap().id;
        let (site, nobody) = (world.site("A1").await, id::<RoundId>(999));
        let cases: Vec<(&str, Vec<&str>, Change)> = vec![
            ("round_exists", vec![], Box::new(|b| { b["id"] = json!(id::<RoundId>(1)); b["number"] = 2.into(); })),
            ("round_number_taken", vec![], Box::new(|b| b["number"] = 1.into())),
            ("round_ends_before_it_begins", vec![], Box::new(|b| b["closes_on"] = "2026-11-15".into())),
            ("edition_not_published", vec![], Box::new(move |b| b["edition_id"] = json!(draft))),
            ("not_found", vec![], Box::new(move |b| b["edition_id"] = json!(nobody))),
            ("invalid", vec!["/number"], Box::new(|b| b["number"] = 0.into())),
            ("invalid", vec!["/number"], Box::new(|b| b["number"] = (-3).into())),
            ("invalid", vec!["/name/zh"], Box::new(|b| b["name"]["zh"] = " ".into())),
            ("invalid", vec!["/all"], Box::new(move |b| b["site_ids"] = json!([site]))),
            ("invalid", vec!["/site_ids/1", "/site_ids/2"], Box::new(move |b| {
                b["all"] = false.into();
                b["site_ids"] = json!([site, nobody, site]);
            })),
            ("invalid", vec!["/assignments/0/site_id"], Box::new(|b| { b["all"] = false.into(); })),
            ("invalid", vec!["/assignments/0/person_ids/0"], Box::new(move |b| b["assignments"][0]["person_ids"] = json!([nobody]))),
            ("invalid", vec!["/assignments/1/site_id"], Box::new(|b| {
                let first = b["assignments"][0].clone();
                b["assignments"].as_array_mut().unwrap().push(first);
            })),
        ];
        let before = world.events().await;
        for (code, pointers, change) in cases {
            let answer = round::plan(app, office, EN, world.plan(2, change).await).await;
            assert_eq!(refused(answer), (code, pointers.iter().map(|p| (*p).to_owned()).collect()));
        }
        assert_eq!(world.events().await, before);
        assert_eq!(round::list(app, office, EN).await.unwrap().items.len(), 1);
    }

    async fn a_round_changes_only_as_far_as_its_state_and_version_allow(store: Store) {
        let world = World::make(store).await;
        let (app, office) = (&world.app, &world.office);
        let (a1, a2, p1, p2) = (world.site("A1").await, world.site("A2").await, world.person("P1").await, world.person("P2").await);
        round::plan(app, office, EN, world.plan(1, |_| ()).await).await.unwrap();
        let choice = |site_ids| SiteChoice { site_ids, all: false };
        let one = round::choose_sites(app, office, EN, id(1), 1, choice(vec![a1])).await.unwrap();
        assert_eq!((one.round.sites, one.round.version, one.assignments[0].inspectors.len()), (1, 2, 1), "who was assigned stays");
        assert_eq!(refused(round::choose_sites(app, office, EN, id(1), 1, choice(vec![a2]))  .await).0, "conflict");
        assert_eq!(refused(round::open(app, office, EN, id(1), 1).await).0, "conflict");
        let none = round::choose_sites(app, office, EN, id(1), 2, choice(vec![])).await.unwrap();
        assert_eq!(refused(round::open(app, office, EN, id(1), none.round.version).await).0, "round_without_site");
        assert_eq!(refused(round::close(app, office, EN, id(1), none.round.version).await).0, "round_wrong_state");
        let both = round::choose_sites(app, office, EN, id(1), 3, SiteChoice { site_ids: vec![], all: true }).await.unwrap();
        assert!(both.assignments.iter().all(|a| a.inspectors.is_empty()), "who was taken off a site does not come back with it");
        let opened = round::open(app, office, EN, id(1), both.round.version).await.unwrap();
        assert_eq!(refused(round::choose_sites(app, office, EN, id(1), opened.round.version, choice(vec![a1])).await).0, "site_leaves_open_round");
        let team = |site_id, person_ids| Assignments { assignments: vec![Assignment { site_id, person_ids }] };
        let assigned = round::assign(app, office, EN, id(1), opened.round.version, team(a2, vec![p1, p2])).await.unwrap();
        assert_eq!(assigned.assignments[1].inspectors.len(), 2);
        let values = |code: &str, value: &str| ModuleValues { values: BTreeMap::from([(code.to_owned(), value.parse().unwrap())]) };
        let version = assigned.round.version;
        for (code, value) in [("papers", "50.5"), ("papers", "-1"), ("papers", "1/3"), ("field", "10"), ("unknown", "1")] {
            let answer = round::give_modules(app, office, EN, id(1), version, values(code, value)).await;
            assert_eq!(refused(answer), ("invalid", vec![format!("/values/{code}")]), "{code} {value}");
        }
        let closed = round::close(app, office, EN, id(1), version).await.unwrap();
        let version = closed.round.version;
        assert_eq!(refused(round::assign(app, office, EN, id(1), version, team(a1, vec![p1])).await).0, "round_wrong_state");
        assert_eq!(refused(round::give_modules(app, office, EN, id(1), version, values("papers", "1")).await).0, "round_wrong_state");
        assert_eq!(refused(round::open(app, office, EN, id(1), version).await).0, "round_wrong_state");
        assert_eq!(refused(round::close(app, office, EN, id(999), 1).await).0, "not_found");
        let verified = audit::verify(app, &Actor::system("审计"), EN).await.unwrap();
        assert!(verified.ok, "{:?}", verified.broken);
    }

    async fn only_the_office_turns_rounds_and_voids_visits(store: Store) {
        let world = World::make(store).await;
        world.open(1, "mock").await;
        world.submitted(1, 100, clean()).await;
        let before = world.events().await;
        for role in Role::ALL.iter().copied().filter(|role| *role != Role::Office) {
            let actor = person(role, 9, Some(world.person("P1").await), Some(world.unit("U1").await));
            let plan = world.plan(2, |_| ()).await;
            assert!(matches!(round::plan(&world.app, &actor, EN, plan).await, Err(AppError::Forbidden(Action::OpenRound))), "{role}");
            assert!(matches!(round::close(&world.app, &actor, EN, id(1), 2).await, Err(AppError::Forbidden(Action::CloseRound))), "{role}");
            let reason = Reason { reason: "不算".into() };
            assert!(matches!(visit::void(&world.app, &actor, EN, id(100), reason).await, Err(AppError::Forbidden(Action::VoidVisit))), "{role}");
        }
        assert_eq!(world.events().await, before);
    }

    async fn an_inspector_submits_where_assigned_and_never_sees_a_score(store: Store) {
        let world = World::make(store).await;
        world.open(1, "mock").await;
        let (first, second) = (world.inspector("P1").await, world.inspector("P2").await);
        let visit = world.visit(100, two_faults()).await;
        let others = visit::submit(&world.app, &second, id(1), visit.clone()).await;
        assert_eq!(refused(others).0, "inspector_not_assigned", "somebody else's site");
        let (receipt, new) = visit::submit(&world.app, &first, id(1), visit).await.unwrap();
        assert!(new && receipt.observation_count == 2);
        let seen = visit::show(&world.app, &first, EN, id(100)).await.unwrap();
        assert!(seen.visit.lost.is_none() && seen.observations.iter().all(|o| o.lost.is_none() && o.full.is_none()));
        let seen = visit::show(&world.app, &world.office, EN, id(100)).await.unwrap();
        assert_eq!(seen.visit.lost.unwrap().shown, "2.50");
        assert!(matches!(visit::show(&world.app, &second, EN, id(100)).await, Err(AppError::NotFound { .. })));
        let leader = person(Role::Leader, 8, None, None);
        let visit = world.visit(101, clean()).await;
        assert!(matches!(visit::submit(&world.app, &leader, id(1), visit).await, Err(AppError::Forbidden(Action::SubmitVisit))));
        // Nobody is assigned to the second site, so any inspector may go.
        let mut visit = world.visit(102, clean()).await;
        visit.site_id = world.site("A2").await;
        visit.inspector_ids = vec![world.person("P2").await];
        assert!(visit::submit(&world.app, &second, id(1), visit).await.unwrap().1);
        let closed = world.close(1).await;
        let shown = round::show(&world.app, &first, EN, id(1)).await.unwrap();
        assert!(closed.round.score.is_some() && shown.round.score.is_none());
        assert!(shown.modules.iter().all(|module| module.score.is_none()));
    }

    async fn a_new_assignment_counts_at_once(store: Store) {
        let world = World::make(store).await;
        let opened = world.open(1, "mock").await;
        world.submitted(1, 100, clean()).await;
        let assignment = Assignment { site_id: world.site("A1").await, person_ids: vec![world.person("P2").await] };
        let command = Assignments { assignments: vec![assignment] };
        round::assign(&world.app, &world.office, EN, id(1), opened.round.version, command).await.unwrap();
        let visit = world.visit(101, clean()).await;
        assert_eq!(refused(world.submit(1, visit).await).0, "inspector_not_assigned");
        let mut visit = world.visit(102, clean()).await;
        visit.inspector_ids = vec![world.person("P2").await];
        assert!(world.submit(1, visit).await.unwrap().1);
    }

    async fn a_resend_answers_as_the_first_time_even_after_closing(store: Store) {
        let world = World::make(store).await;
        world.open(1, "mock").await;
        let visit = world.visit(100, two_faults()).await;
        let (first, _) = world.submit(1, visit.clone()).await.unwrap();
        world.pass_minutes(30);
        world.close(1).await;
        let before = world.events().await;
        assert_eq!(world.submit(1, visit.clone()).await.unwrap(), (first, false));
        let other = world.visit(100, clean()).await;
        assert_eq!(refused(world.submit(1, other).await).0, "visit_locked");
        let new = world.visit(101, clean()).await;
        assert_eq!(refused(world.submit(1, new).await).0, "round_not_open");
        assert_eq!(refused(world.submit(999, visit).await).0, "visit_locked", "the same visit in another round is another");
        assert_eq!((world.events().await, world.cases().await.len()), (before, 2));
    }

    async fn lost_points_become_cases_of_the_rounds_kind(store: Store) {
        let world = World::make(store).await;
        world.open(1, "joint_supervision").await;
        world.pass_minutes(60);
        let visit = world.submitted(1, 100, two_faults()).await;
        let cases = world.cases().await;
        assert_eq!(cases.len(), 2);
        for case in &cases {
            assert_eq!((case.state, case.source, case.finder_level), (CaseState::Reported, Source::JointSupervision, FinderLevel::District));
            assert_eq!((case.site_id, case.round_id, case.edition_id), (Some(world.site("A1").await), Some(id(1)), Some(world.edition)));
            assert!(case.number.is_none() && case.unit_id.is_none() && case.rebound_of.is_none());
            assert_eq!(case.reported_at, world.app.now());
        }
        assert_eq!((cases[0].description.as_str(), cases[0].quantity), ("东侧有烟头", 1));
        assert_eq!((cases[1].description.as_str(), cases[1].quantity), ("乱停车", 2));
        let lost = world.lost().await;
        let of = |item: &str| lost.iter().find(|point| point.item_code == item).unwrap();
        assert_eq!((of("R1").lost.to_string(), of("R1").case_id, of("R1").unit_id), ("0.5".into(), Some(cases[0].id), Some(world.unit("U2").await)));
        assert_eq!((of("R2").lost.to_string(), of("R2").case_id, of("R2").unit_id), ("2".into(), Some(cases[1].id), Some(world.unit("U1").await)));
        let shown = visit::show(&world.app, &world.office, EN, visit).await.unwrap();
        assert_eq!(shown.observations.iter().map(|o| o.case.as_ref().unwrap().id).collect::<Vec<_>>(), [cases[0].id, cases[1].id]);
        let told = case::show(&world.app, &world.office, EN, cases[0].id).await.unwrap();
        assert_eq!((told.visit_id, told.timeline.len()), (Some(visit), 1));
    }

    async fn a_void_site_and_what_is_outside_scoring_lose_nothing(store: Store) {
        let world = World::make(store).await;
        world.open(1, "mock").await;
        world.submitted(1, 100, json!([{ "item": "R1", "outside": "not_applicable" }, { "item": "R2", "count": 0 }])).await;
        world.submitted(1, 101, json!([{ "item": "R1", "outside": "site_void" }, { "item": "R2", "count": 4 }])).await;
        assert!(world.cases().await.is_empty() && world.lost().await.is_empty());
    }

    async fn an_open_problem_is_never_counted_twice(store: Store) {
        let world = World::make(store).await;
        world.open(1, "self_check").await;
        world.open(2, "mock").await;
        world.submitted(1, 100, dirty()).await;
        let case = world.cases().await.remove(0);
        case::file(&world.app, &world.office, EN, case.id, 1, FileCase::default()).await.unwrap();
        world.pass_minutes(90);
        world.submitted(2, 101, two_faults()).await;
        let cases = world.cases().await;
        assert_eq!(cases.iter().map(|case| case.item_code.as_deref().unwrap()).collect::<Vec<_>>(), ["R1", "R2"]);
        assert_eq!((cases[0].id, cases[0].state, cases[0].finder_level), (case.id, CaseState::Filed, FinderLevel::Own));
        let lost = world.lost().await;
        assert_eq!(lost.iter().filter(|point| point.case_id == Some(case.id)).count(), 2);
        let told = case::show(&world.app, &world.office, EN, case.id).await.unwrap();
        let kinds: Vec<_> = told.timeline.iter().map(|entry| (entry.kind.as_str(), entry.kind_name.as_str())).collect();
        assert_eq!(kinds.len(), 3);
        assert_eq!(kinds[2], ("found_again", "Found again"));
    }

    async fn visits_at_once_to_one_site_make_one_case_of_one_problem(store: Store) {
        let world = std::sync::Arc::new(World::make(store).await);
        world.open(1, "mock").await;
        let mut sending = tokio::task::JoinSet::new();
        for number in 100..108 {
            let (world, visit) = (world.clone(), world.visit(number, dirty()).await);
            sending.spawn(async move { world.submit(1, visit).await.unwrap().1 });
        }
        assert!(sending.join_all().await.into_iter().all(|new| new));
        assert_eq!((world.cases().await.len(), world.lost().await.len()), (1, 8));
        assert!(audit::verify(&world.app, &Actor::system("审计"), EN).await.unwrap().ok);
    }

    async fn a_problem_that_comes_back_is_a_rebound_within_its_window(store: Store) {
        let world = World::make(store).await;
        let plan = world.plan(1, |body| body["closes_on"] = "2027-12-31".into()).await;
        round::plan(&world.app, &world.office, EN, plan).await.unwrap();
        round::open(&world.app, &world.office, EN, id(1), 1).await.unwrap();
        world.submitted(1, 100, dirty()).await;
        let root = world.cases().await[0].id;
        world.close_case(root).await;
        let closed_at = world.app.now();
        // The window of 30 days, to the minute; then a rebound of the rebound, which points at the root.
        world.clock.set(closed_at + TimeDelta::days(30));
        world.submitted(1, 101, two_faults()).await;
        let again = world.cases().await.into_iter().find(|case| case.id != root && case.item_code.as_deref() == Some("R1")).unwrap();
        assert_eq!((again.state, again.rebound_of), (CaseState::Reported, Some(root)));
        assert!(world.cases().await.iter().all(|case| case.item_code.as_deref() != Some("R2") || case.rebound_of.is_none()));
        world.close_case(again.id).await;
        world.pass_minutes(10);
        world.submitted(1, 102, dirty()).await;
        let third = world.cases().await.pop().unwrap();
        assert_eq!(third.rebound_of, Some(root));
        world.close_case(third.id).await;
        world.clock.set(world.app.now() + TimeDelta::days(30) + TimeDelta::minutes(1));
        world.submitted(1, 103, dirty()).await;
        assert_eq!(world.cases().await.pop().unwrap().rebound_of, None);
    }

    async fn a_voided_visit_stays_and_takes_its_undecided_cases_with_it(store: Store) {
        let world = World::make(store).await;
        let (app, office) = (&world.app, &world.office);
        world.open(1, "mock").await;
        world.submitted(1, 100, dirty()).await;
        world.pass_minutes(5);
        world.submitted(1, 101, two_faults()).await;
        let before = world.events().await;
        assert_eq!(refused(visit::void(app, office, EN, id(101), Reason { reason: " ".into() }).await).0, "reason_missing");
        assert_eq!(refused(visit::void(app, office, EN, id(999), Reason { reason: "错".into() }).await).0, "not_found");
        assert_eq!(world.events().await, before);

        let voided = visit::void(app, office, EN, id(101), Reason { reason: "走错点位".into() }).await.unwrap();
        assert_eq!((voided.visit.state, voided.void_reason.as_deref()), (VisitState::Voided, Some("走错点位")));
        // R1 was found before too and stays; R2 rested on this visit alone.
        let cases = world.cases().await;
        let state = |item: &str| cases.iter().find(|case| case.item_code.as_deref() == Some(item)).unwrap();
        assert_eq!((state("R1").state, state("R2").state), (CaseState::Reported, CaseState::Declined));
        assert_eq!(state("R2").reason.as_deref(), Some("走错点位"));
        assert_eq!(world.lost().await.len(), 1);
        assert_eq!(refused(visit::void(app, office, EN, id(101), Reason { reason: "再来".into() }).await).0, "visit_voided_already");

        // What the office has filed stays when the visit goes.
        case::file(app, office, EN, state("R1").id, state("R1").version, FileCase::default()).await.unwrap();
        visit::void(app, office, EN, id(100), Reason { reason: "设备故障".into() }).await.unwrap();
        assert_eq!(world.cases().await.iter().filter(|case| case.state == CaseState::Filed).count(), 1);
        let resend = world.visit(102, clean()).await;
        assert!(world.submit(1, resend).await.unwrap().1, "a new visit takes the place");
        let closed = world.close(1).await;
        assert_eq!(closed.round.visited, 1);
        let total = result::explain(app, office, EN, id(1), ExplanationQuery::default()).await.unwrap();
        assert_eq!(total.parts[0].score.shown, "100.00", "only the visit that stands counts");
        assert_eq!(refused(visit::void(app, office, EN, id(102), Reason { reason: "晚了".into() }).await).0, "round_wrong_state");
        assert!(audit::verify(app, &Actor::system("审计"), EN).await.unwrap().ok);
    }

    async fn whoever_dispatched_or_rectified_never_checks(store: Store) {
        let world = World::make(store).await;
        world.open(1, "mock").await;
        world.submitted(1, 100, dirty()).await;
        let case = world.cases().await.remove(0);
        world.close_case(case.id).await;
        let closed = case::show(&world.app, &world.office, EN, case.id).await.unwrap();
        let again = CheckCase { passed: true, reason: None, photos: Vec::new(), act: None };
        let answer = case::check(&world.app, &world.office, EN, case.id, closed.version, again).await;
        assert_eq!(refused(answer).0, "case_wrong_state");
        assert_eq!(closed.case.number.as_deref(), Some("2026-00001"));
        assert_eq!(closed.timeline.len(), 6);
    }

    async fn a_visit_found_long_ago_is_recorded_today(store: Store) {
        let world = World::make(store).await;
        world.open(1, "mock").await;
        let visit = world.visit(100, dirty()).await;
        let found = world.app.now();
        // Two days without a network; the days between have been sealed.
        world.clock.set(at("2026-11-18T10:00"));
        assert_eq!(audit::seal_days(&world.app).await.unwrap(), 2);
        assert!(world.submit(1, visit).await.unwrap().1);
        let case = world.cases().await.remove(0);
        assert_eq!((case.reported_at, world.lost().await[0].created_at), (found, found));
        world.clock.set(at("2026-11-19T10:00"));
        audit::seal_days(&world.app).await.unwrap();
        let verified = audit::verify(&world.app, &Actor::system("审计"), EN).await.unwrap();
        assert!(verified.ok && verified.roots == 3, "{verified:?}");
        case::file(&world.app, &world.office, EN, case.id, 1, FileCase::default()).await.unwrap();
    }

    async fn bulletins_are_numbered_without_gaps_and_stay_as_published(store: Store) {
        let world = World::make(store).await;
        let (app, office) = (&world.app, &world.office);
        let publish = async |week: &str, lang| {
            let command = PublishBulletin { week: week.parse().unwrap(), lang };
            bulletin::publish(app, office, EN, command).await
        };
        world.open(1, "mock").await;
        world.submitted(1, 100, dirty()).await;
        world.close_case(world.cases().await[0].id).await;
        let before = world.events().await;
        assert_eq!(refused(publish("2026-W48", Lang::Zh).await).0, "bulletin_week_to_come");
        let leader = person(Role::Leader, 8, None, None);
        let command = PublishBulletin { week: "2026-W47".parse().unwrap(), lang: Lang::Zh };
        assert!(matches!(bulletin::publish(app, &leader, EN, command).await, Err(AppError::Forbidden(Action::PublishBulletin))));
        assert_eq!(world.events().await, before);

        world.clock.set(at("2026-11-23T09:00"));
        let first = publish("2026-W47", Lang::Zh).await.unwrap();
        assert_eq!((first.bulletin.number, first.bulletin.year, first.bulletin.root.len()), (1, 2026, 64));
        assert!(first.html.contains(&first.bulletin.root) && first.html.contains("东大街"));
        assert_eq!(publish("2026-W47", EN).await.unwrap().bulletin.number, 1, "one number for both languages");
        assert_eq!(refused(publish("2026-W47", Lang::Zh).await).0, "bulletin_published");
        world.clock.set(at("2026-11-30T09:00"));
        let second = publish("2026-W48", Lang::Zh).await.unwrap();
        assert_eq!(second.bulletin.number, 2);
        let kept = bulletin::show(app, office, EN, first.bulletin.id).await.unwrap();
        assert_eq!(kept, first);
        let facts = serde_json::from_value(kept.facts).unwrap();
        let page = bulletin::page(&facts, Lang::Zh, wangge_domain::time::DEFAULT_ZONE).unwrap();
        assert_eq!(page, first.html, "the stored facts make the same bytes");
        assert_eq!(bulletin::list(app, &leader, EN).await.unwrap().items.len(), 3);
    }

    async fn a_week_published_by_two_at_once_goes_out_once(store: Store) {
        let world = std::sync::Arc::new(World::make(store).await);
        world.clock.set(at("2026-11-23T09:00"));
        let mut publishing = tokio::task::JoinSet::new();
        for _ in 0..4 {
            let world = world.clone();
            publishing.spawn(async move {
                let command = PublishBulletin { week: "2026-W47".parse().unwrap(), lang: Lang::Zh };
                bulletin::publish(&world.app, &world.office, EN, command).await.map(|detail| detail.bulletin.number)
            });
        }
        let answers = publishing.join_all().await;
        assert_eq!(answers.iter().filter(|answer| matches!(answer, Ok(1))).count(), 1, "{answers:?}");
        assert_eq!(wangge_storage::bulletin::list(&world.app.store.read(), 9).await.unwrap().len(), 1);
    }
}
