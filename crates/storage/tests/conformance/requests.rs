//! Requests about cases, and clocks that stand.

use wangge_domain::case::{Case, CaseRequest, Hold, Milestone, RequestKind, RequestState, Ruling};
use wangge_domain::ids::CaseId;
use wangge_storage::case::{self, CaseFilter, CasePage};
use wangge_storage::reach::Reach;
use wangge_storage::{Result, Store};
use wangge_testkit::both_databases;

use crate::common::{District, a_case, at, day, id};

fn a_request(case: &Case, unit: wangge_domain::ids::UnitId, minutes: i64) -> CaseRequest {
    CaseRequest {
        id: id(),
        case_id: case.id,
        kind: RequestKind::LongTerm,
        state: RequestState::Pending,
        unit_id: unit,
        by_user: None,
        by_name: "张三".to_owned(),
        made_at: at(minutes),
        reason: "分阶段实施".to_owned(),
        until: Some(at(9_000)),
        proposed_unit: None,
        plan: vec![Milestone { due: day("2026-12-20"), text: "勘查".to_owned(), reached_at: None, words: None }],
        lasting_measures: Some("每月回访".to_owned()),
        rulings: Vec::new(),
    }
}

async fn keep(store: &Store, cases: &[Case], requests: &[CaseRequest]) {
    let (cases, requests) = (cases.to_vec(), requests.to_vec());
    let kept: Result<()> = store
        .write(move |tx| {
            Box::pin(async move {
                case::insert_many(tx, &cases).await?;
                for request in &requests {
                    case::insert_request(tx, request).await?;
                }
                Ok(())
            })
        })
        .await;
    kept.unwrap();
}

both_databases! {
    async fn a_request_comes_back_with_its_plan_and_rulings_and_lapses_only_while_open(store: Store) {
        let district = District::found(&store).await;
        let case = a_case(&district.sites[0], 10);
        let unit = district.units[0].id;
        let ruling = Ruling { by_user: None, by_name: "李四".to_owned(), at: at(30), approved: true, words: "同意".to_owned() };
        let done = CaseRequest { state: RequestState::Approved, rulings: vec![ruling], ..a_request(&case, unit, 20) };
        let open = a_request(&case, unit, 40);
        keep(&store, std::slice::from_ref(&case), &[open.clone(), done.clone()]).await;
        assert_eq!(case::requests_of(&store.read(), case.id).await.unwrap(), [done.clone(), open.clone()]);
        let again: Result<()> = {
            let done = done.clone();
            store.write(move |tx| Box::pin(async move { case::insert_request(tx, &done).await })).await
        };
        assert!(matches!(again, Err(wangge_storage::StorageError::AlreadyThere { .. })), "{again:?}");
        let lapsed: Result<()> = store.write(move |tx| Box::pin(async move { case::lapse_requests(tx, case.id).await })).await;
        lapsed.unwrap();
        let states = |requests: Vec<CaseRequest>| requests.into_iter().map(|request| request.state).collect::<Vec<_>>();
        let stand = states(case::requests_of(&store.read(), case.id).await.unwrap());
        assert_eq!(stand, [RequestState::Approved, RequestState::Lapsed]);
        assert_eq!(case::request(&store.read(), id()).await.unwrap(), None);
    }

    async fn cases_that_wait_for_a_ruling_and_clocks_that_are_due_are_found(store: Store) {
        let district = District::found(&store).await;
        let hold = |until| Some(Hold { from: at(5), until: at(until), deadline: None });
        let site = &district.sites[0];
        let cases = [
            Case { hold: hold(300), ..a_case(site, 1) },
            Case { hold: hold(200), exempt: true, appealed: true, ..a_case(site, 2) },
            Case { pending: Some(RequestKind::Extension), suspension_count: 1, ..a_case(site, 3) },
        ];
        keep(&store, &cases, &[]).await;
        let db = store.read();
        let due = |minutes| case::held_until(&db, at(minutes));
        assert_eq!(due(199).await.unwrap(), Vec::<CaseId>::new());
        assert_eq!(due(200).await.unwrap(), [cases[1].id]);
        assert_eq!(due(900).await.unwrap(), [cases[1].id, cases[0].id]);
        for (pending, expected) in [(true, vec![cases[2].id]), (false, vec![cases[1].id, cases[0].id])] {
            let filter = CaseFilter { pending: Some(pending), ..CaseFilter::default() };
            let found = case::list(&db, &Reach::everything(), &filter, &CasePage::default()).await.unwrap();
            assert_eq!(found.iter().map(|case| case.id).collect::<Vec<_>>(), expected);
        }
        for case in &cases {
            assert_eq!(case::get(&db, case.id).await.unwrap().as_ref(), Some(case));
        }
    }
}
