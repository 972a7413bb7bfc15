//! Drives, their reports and dead corners.

use std::collections::{BTreeMap, BTreeSet};

use wangge_domain::drive::{
    CornerAct, CornerActKind, DeadCorner, Drive, DriveConsent, DriveDone, DriveKind, DriveMeasure, DrivePapers,
    DriveReport, DriveTarget, MeasureUnit,
};
use wangge_domain::ids::{DriveReportId, NodeId, UserId};
use wangge_domain::text::Wording;
use wangge_storage::drive;
use wangge_storage::{Result, StorageError, Store};
use wangge_testkit::both_databases;

use crate::common::{District, at, day, id};

fn a_drive() -> Drive {
    Drive {
        id: id(),
        name: Wording::new("三清一拆百日行动", "Clearance"),
        kind: DriveKind::Clearance,
        begins_on: day("2026-11-02"),
        ends_on: day("2026-12-31"),
        measures: vec![DriveMeasure {
            code: "walls".to_owned(),
            name: Wording::new("拆除违建", ""),
            unit: MeasureUnit::SquareMetres,
            demolition: true,
        }],
        recheck_days: 7,
        made_at: at(1),
        version: 1,
    }
}

fn a_report(drive: &Drive, node: NodeId, quantity: &str, replaces: Option<DriveReportId>) -> DriveReport {
    DriveReport {
        id: id(),
        drive_id: drive.id,
        node_id: node,
        measure: "walls".to_owned(),
        on: day("2026-11-10"),
        quantity: quantity.parse().unwrap(),
        note: "东头".to_owned(),
        lon: Some(114.05),
        lat: None,
        papers: Some(DrivePapers {
            decision_number: "拆决7号".to_owned(),
            decided_on: day("2026-11-03"),
            served_on: day("2026-11-04"),
            consent: DriveConsent::Court { number: "执7".to_owned(), on: day("2026-11-05") },
        }),
        before_id: id(),
        after_id: id(),
        papers_id: id(),
        replaces_id: replaces,
        reported_by: Some(id()),
        reporter: "王芳".to_owned(),
        reported_at: at(20),
    }
}

async fn with_drive(store: &Store, drive: &Drive) {
    let drive = drive.clone();
    let made: Result<()> = store.write(move |tx| Box::pin(async move { drive::insert(tx, &drive).await })).await;
    made.unwrap();
}

async fn with_report(store: &Store, report: &DriveReport) -> Result<()> {
    let report = report.clone();
    store.write(move |tx| Box::pin(async move { drive::insert_report(tx, &report).await })).await
}

both_databases! {
    async fn a_drive_and_its_targets_come_back_as_they_were_written(store: Store) {
        let district = District::found(&store).await;
        let made = a_drive();
        with_drive(&store, &made).await;
        let target = |quantity: &str| DriveTarget {
            drive_id: made.id, node_id: district.sites[0].node_id.unwrap(), measure: "walls".to_owned(), quantity: quantity.parse().unwrap(),
        };
        for quantity in ["120.50", "130"] {
            let (drive, targets) = (made.id, vec![target(quantity)]);
            let written: Result<()> = store
                .write(move |tx| Box::pin(async move { drive::replace_targets(tx, drive, &targets).await }))
                .await;
            written.unwrap();
        }
        let db = store.read();
        assert_eq!(drive::get(&db, made.id).await.unwrap(), Some(made.clone()));
        assert_eq!(drive::all(&db).await.unwrap(), std::slice::from_ref(&made));
        assert_eq!(drive::targets(&db, made.id).await.unwrap(), [target("130")], "the last word stands alone");
    }

    async fn of_two_corrections_of_one_report_one_is_taken(store: Store) {
        let district = District::found(&store).await;
        let made = a_drive();
        with_drive(&store, &made).await;
        let node = district.sites[0].node_id.unwrap();
        let first = a_report(&made, node, "12.5", None);
        let (second, third) = (a_report(&made, node, "10", Some(first.id)), a_report(&made, node, "11", Some(first.id)));
        with_report(&store, &first).await.unwrap();
        with_report(&store, &second).await.unwrap();
        assert!(matches!(with_report(&store, &third).await, Err(StorageError::AlreadyThere { .. })));
        let db = store.read();
        assert_eq!(drive::reports(&db, made.id).await.unwrap(), [first.clone(), second.clone()]);
        assert_eq!(drive::done(&db, made.id).await.unwrap(), [DriveDone::from(&second)], "the last word counts");
        let days = (first.on.min(second.on), first.on.max(second.on));
        assert_eq!(drive::reports_of_days(&db, made.id, days, None).await.unwrap(), [first.clone(), second.clone()]);
        let before = (days.0 - chrono::Days::new(7), days.0 - chrono::Days::new(1));
        assert_eq!(drive::reports_of_days(&db, made.id, before, None).await.unwrap(), []);
        let own = drive::reports_of_days(&db, made.id, days, first.reported_by).await.unwrap();
        assert_eq!(own, std::slice::from_ref(&first), "one account's only");
        assert_eq!(drive::corrected(&db, &[first.id, second.id]).await.unwrap(), BTreeSet::from([first.id]));
        let reported = drive::reported_measures(&db, made.id).await.unwrap();
        assert_eq!(reported, BTreeMap::from([("walls".to_owned(), days)]));
        assert_eq!(drive::report_count(&db, made.id, &[node]).await.unwrap(), 2);
        assert_eq!(drive::report_count(&db, made.id, &[]).await.unwrap(), 0);
        let page = drive::report_page(&db, made.id, &[node], Some(first.id), 10).await.unwrap();
        assert_eq!(page, std::slice::from_ref(&second));
        assert!(drive::report_page(&db, made.id, &[], None, 10).await.unwrap().is_empty(), "nowhere is nothing");
    }

    async fn of_two_who_act_on_one_corner_one_is_told_so(store: Store) {
        let district = District::found(&store).await;
        let made = a_drive();
        with_drive(&store, &made).await;
        let corner = DeadCorner {
            id: id(),
            drive_id: made.id,
            node_id: district.sites[0].node_id.unwrap(),
            place: "后街垃圾死角".to_owned(),
            lon: Some(114.05),
            lat: Some(38.0),
            case_id: None,
            version: 1,
        };
        let act = |number, kind| CornerAct {
            id: id(), corner_id: corner.id, number, kind, by: Some(id::<UserId>()), by_name: "王芳".to_owned(),
            at: at(i64::from(number)), note: String::new(),
        };
        let (found, cleared) = (act(1, CornerActKind::Found), act(2, CornerActKind::Cleared));
        let (kept, first) = (corner.clone(), found.clone());
        let entered: Result<()> =
            store.write(move |tx| Box::pin(async move { drive::insert_corner(tx, &kept, &first).await })).await;
        entered.unwrap();
        for (act, taken) in [(cleared.clone(), true), (act(2, CornerActKind::Cleared), false)] {
            let kept = corner.clone();
            let stepped: Result<()> =
                store.write(move |tx| Box::pin(async move { drive::step_corner(tx, &kept, Some(&act)).await })).await;
            assert_eq!(stepped.is_ok(), taken);
        }
        let db = store.read();
        let stands = DeadCorner { version: 2, ..corner.clone() };
        assert_eq!(drive::corner(&db, corner.id).await.unwrap(), Some(stands.clone()));
        assert_eq!(drive::corners(&db, made.id).await.unwrap(), [stands]);
        assert_eq!(drive::acts(&db, &[corner.id]).await.unwrap()[&corner.id], [found, cleared]);
    }
}
