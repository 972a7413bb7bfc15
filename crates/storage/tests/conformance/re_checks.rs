//! Re-checks of closed cases, what they cover, and which cases came back.

use wangge_domain::case::{Case, CaseSeverity, CaseState};
use wangge_domain::ids::{CaseId, ReCheckId};
use wangge_domain::rebound::{ReCheck, ReCheckResult};
use wangge_domain::time::Period;
use wangge_storage::case::{self, CaseFilter, CasePage, ReChecked, WatchBand, WatchFilter};
use wangge_storage::reach::Reach;
use wangge_storage::{Result, StorageError, Store, re_check};
use wangge_testkit::both_databases;

use crate::common::{District, a_case, at, id};

const DAY: i64 = 24 * 60;

fn closed(district: &District, day: i64) -> Case {
    let case = a_case(&district.sites[0], (day - 1) * DAY);
    Case { state: CaseState::Closed, closed_at: Some(at(day * DAY)), ..case }
}

fn looked(case: &Case, day: i64, after: u32, result: ReCheckResult, found: Option<CaseId>) -> ReCheck {
    ReCheck {
        id: id(),
        case_id: case.id,
        at: at(day * DAY),
        received_at: at(day * DAY + 5),
        days_after: after,
        result,
        note: Some("门前整洁".to_owned()),
        lon: Some(114.5),
        lat: None,
        user_id: None,
        person_id: None,
        by_name: "李红".to_owned(),
        found_case_id: found,
    }
}

async fn keep(store: &Store, cases: &[Case], looked: &[ReCheck]) -> Result<()> {
    let (cases, looked) = (cases.to_vec(), looked.to_vec());
    store
        .write(move |tx| {
            Box::pin(async move {
                case::insert_many(tx, &cases).await?;
                for one in &looked {
                    re_check::insert(tx, one).await?;
                }
                Ok(())
            })
        })
        .await
}

async fn found(store: &Store, filter: CaseFilter) -> Vec<CaseId> {
    let cases = case::list(&store.read(), &Reach::everything(), &filter, &CasePage::default()).await.unwrap();
    let mut ids: Vec<CaseId> = cases.into_iter().map(|case| case.id).collect();
    ids.sort();
    ids
}

fn sorted(cases: &[&Case]) -> Vec<CaseId> {
    let mut ids: Vec<CaseId> = cases.iter().map(|case| case.id).collect();
    ids.sort();
    ids
}

both_databases! {
    async fn a_re_check_comes_back_and_stands_once(store: Store) {
        let district = District::found(&store).await;
        let case = Case { severity: CaseSeverity::Grave, ..closed(&district, 1) };
        let [first, second] = [(9, 8), (3, 2)].map(|(day, after)| looked(&case, day, after, ReCheckResult::Held, None));
        keep(&store, std::slice::from_ref(&case), &[first.clone(), second.clone()]).await.unwrap();
        let db = store.read();
        assert_eq!(re_check::of_cases(&db, &[case.id]).await.unwrap(), [second.clone(), first.clone()]);
        assert_eq!(re_check::get(&db, first.id).await.unwrap(), Some(first.clone()));
        assert_eq!(re_check::get(&db, id()).await.unwrap(), None);
        assert_eq!(case::get(&db, case.id).await.unwrap(), Some(case.clone()));
        let again = keep(&store, &[], std::slice::from_ref(&first)).await;
        assert!(matches!(again, Err(StorageError::AlreadyThere { .. })), "{again:?}");
        let nowhere = ReCheck { id: id(), case_id: id(), ..first };
        assert!(matches!(keep(&store, &[], &[nowhere]).await, Err(StorageError::NoSuchReference(_))));
        for (severities, hits) in [(vec![CaseSeverity::Grave], 1), (vec![CaseSeverity::Ordinary], 0)] {
            assert_eq!(found(&store, CaseFilter { severities, ..CaseFilter::default() }).await.len(), hits);
        }
    }

    async fn what_is_due_is_closed_in_time_not_covered_and_did_not_come_back(store: Store) {
        let district = District::found(&store).await;
        let [bare, early, held, unjudged, back, declined, chained] = [1; 7].map(|day| closed(&district, day));
        let late = closed(&district, 40);
        let next = Case { rebound_of: Some(chained.id), ..a_case(&district.sites[0], 5 * DAY) };
        let merged = Case { rebound_of: Some(bare.id), state: CaseState::Merged, ..a_case(&district.sites[0], 5 * DAY) };
        let other = Case { state: CaseState::Declined, ..a_case(&district.sites[0], 9 * DAY) };
        let again = a_case(&district.sites[0], 9 * DAY);
        let cases = [&bare, &early, &held, &unjudged, &back, &declined, &chained, &late, &next, &merged, &other, &again];
        let made = [
            looked(&early, 6, 5, ReCheckResult::Held, None),
            looked(&held, 9, 8, ReCheckResult::Held, None),
            looked(&unjudged, 9, 8, ReCheckResult::Unjudged, None),
            looked(&back, 9, 8, ReCheckResult::Rebounded, Some(again.id)),
            looked(&declined, 9, 8, ReCheckResult::Rebounded, Some(other.id)),
        ];
        keep(&store, &cases.map(Clone::clone), &made).await.unwrap();
        let closed = Period { from: at(0), until: at(20 * DAY) };
        let watched = |covered, uncovered, came_back| CaseFilter {
            watch: Some(WatchFilter { bands: vec![WatchBand { closed, covered, uncovered }], came_back }),
            ..CaseFilter::default()
        };
        assert_eq!(found(&store, watched(None, Some(7), false)).await, sorted(&[&bare, &early, &unjudged, &declined]));
        assert_eq!(found(&store, watched(Some(5), None, false)).await, sorted(&[&early, &held]));
        let came_back = CaseFilter { watch: Some(WatchFilter { bands: Vec::new(), came_back: true }), ..CaseFilter::default() };
        assert_eq!(found(&store, came_back).await, sorted(&[&back, &chained]));
        let nothing = CaseFilter { watch: Some(WatchFilter::default()), ..CaseFilter::default() };
        assert_eq!(found(&store, nothing).await, []);
        let db = store.read();
        let all: Vec<CaseId> = cases.iter().map(|case| case.id).collect();
        let when = re_check::came_back_at(&db, &all).await.unwrap();
        assert_eq!(when.len(), 2);
        assert_eq!((when[&back.id], when[&chained.id]), (at(9 * DAY), at(5 * DAY)));
        let aside: Vec<ReCheckId> = re_check::set_aside_of(&db, &all).await.unwrap();
        assert_eq!(aside, [made[4].id]);
        let period = Period { from: at(6 * DAY), until: at(9 * DAY + 1) };
        let judged: Vec<ReCheckId> = re_check::judged_in(&db, period).await.unwrap().iter().map(|one| one.id).collect();
        let mut expected = [made[0].id, made[1].id, made[3].id];
        expected[1..].sort();
        assert_eq!(judged, expected);
        let re_checked = |came_back| CaseFilter {
            re_checked: Some(ReChecked { period: Some(period), came_back }),
            ..CaseFilter::default()
        };
        assert_eq!(found(&store, re_checked(false)).await, sorted(&[&early, &held, &back]));
        assert_eq!(found(&store, re_checked(true)).await, sorted(&[&back]));
        let chain = CaseFilter { chain: Some(chained.id), ..CaseFilter::default() };
        assert_eq!(found(&store, chain).await, sorted(&[&chained, &next]));
    }

    async fn whoever_rectified_is_not_asked_to_re_check(store: Store) {
        let district = District::found(&store).await;
        let user = id();
        let unit = district.units[0].id;
        let by_user = Case { rectified_by: Some(user), ..closed(&district, 1) };
        let by_unit = Case { unit_id: Some(unit), rectified_by: Some(id()), ..closed(&district, 1) };
        let by_other = Case { unit_id: Some(district.units[1].id), ..closed(&district, 1) };
        let nobody = closed(&district, 1);
        keep(&store, &[by_user.clone(), by_unit.clone(), by_other.clone(), nobody.clone()], &[]).await.unwrap();
        let independent = |user, units| CaseFilter { independent_of: Some((user, units)), ..CaseFilter::default() };
        assert_eq!(found(&store, independent(Some(user), vec![unit])).await, sorted(&[&by_other, &nobody]));
        assert_eq!(found(&store, independent(Some(user), Vec::new())).await, sorted(&[&by_unit, &by_other, &nobody]));
        assert_eq!(found(&store, independent(None, Vec::new())).await.len(), 4);
    }
}
