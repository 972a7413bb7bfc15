//! The stages of cases: kept with their clocks, the late ones found, those that ended told by period.

use wangge_domain::calendar::Calendar;
use wangge_domain::case::{Stage, StageRun};
use wangge_domain::deadline::{Clock, Deadline, Limit, WorkingSchedule, reckon};
use wangge_domain::time::{DEFAULT_ZONE, Period};
use wangge_storage::case::{self, CaseFilter, CasePage};
use wangge_storage::reach::Reach;
use wangge_testkit::both_databases;

use crate::common::{District, a_case, at};

fn two_hours(start: i64) -> Deadline {
    let limit = Limit { amount: 2, clock: Clock::ContinuousHours };
    reckon(at(start), limit, &Calendar::default(), &WorkingSchedule::default(), DEFAULT_ZONE)
}

both_databases! {
    async fn a_stage_comes_back_as_it_was_and_the_late_ones_are_found(store: Store) {
        let district = District::found(&store).await;
        let (one, other) = (a_case(&district.sites[0], 0), a_case(&district.sites[0], 10));
        let first = StageRun {
            case_id: one.id,
            number: 1,
            stage: Stage::File,
            unit_id: None,
            started_at: at(0),
            deadline: Some(two_hours(0)),
            ended_at: None,
        };
        let untimed = StageRun { case_id: other.id, deadline: None, ..first.clone() };
        let (cases, runs) = (vec![one.clone(), other.clone()], vec![first.clone(), untimed.clone()]);
        store
            .write(move |tx| {
                Box::pin(async move {
                    case::insert_many(tx, &cases).await?;
                    case::put_stages(tx, &runs).await
                })
            })
            .await
            .unwrap();
        let db = store.read();
        assert_eq!(case::stages_of(&db, one.id).await.unwrap(), std::slice::from_ref(&first));
        let late = async |minutes| {
            let filter = CaseFilter { stage_late_at: Some(at(minutes)), ..CaseFilter::default() };
            let found = case::list(&store.read(), &Reach::everything(), &filter, &CasePage::default()).await.unwrap();
            found.into_iter().map(|case| case.id).collect::<Vec<_>>()
        };
        assert_eq!((late(120).await, late(121).await), (Vec::new(), vec![one.id]));
        let ended = StageRun { ended_at: Some(at(150)), ..first.clone() };
        let unit = district.units[0].id;
        let next = StageRun { number: 2, stage: Stage::Dispatch, unit_id: Some(unit), started_at: at(150), ..untimed.clone() };
        let next = StageRun { case_id: one.id, ..next };
        let runs = vec![ended.clone(), next.clone()];
        store.write(move |tx| Box::pin(async move { case::put_stages(tx, &runs).await })).await.unwrap();
        assert_eq!(case::stages_of(&db, one.id).await.unwrap(), [ended.clone(), next.clone()]);
        let last = case::last_stages(&db, &[one.id, other.id]).await.unwrap();
        assert_eq!((last.get(&one.id), last.get(&other.id)), (Some(&next), Some(&untimed)));
        assert!(late(500).await.is_empty(), "a stage that ended late is not late now");
        let period = |from, until| Period { from: at(from), until: at(until) };
        let told = case::stages_ended(&db, &Reach::everything(), period(150, 151)).await.unwrap();
        assert_eq!(told, [ended]);
        assert!(case::stages_ended(&db, &Reach::everything(), period(0, 150)).await.unwrap().is_empty());
    }
}
