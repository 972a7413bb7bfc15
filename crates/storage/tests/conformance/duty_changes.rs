//! Duty changes: as they are written, by day, and held by one at a time.

use wangge_domain::duty_change::{DutyChange, DutyChangeFailure, DutyChangeState, DutyPart, DutySubject};
use wangge_domain::ids::DutyChangeId;
use wangge_storage::{ConnectionTrait as _, Result, StorageError, Store, duty_change};
use wangge_testkit::both_databases;

use crate::common::{District, at, day, id};

fn a_change(district: &District, subject: DutySubject, on: &str) -> DutyChange {
    DutyChange {
        id: id(),
        subject,
        part: DutyPart::Answering,
        unit_id: Some(district.units[0].id),
        effective_on: day(on),
        basis: "会议纪要〔2026〕3号".to_owned(),
        planned_by: None,
        planned_name: "王芳".to_owned(),
        planned_at: at(5),
        state: DutyChangeState::Planned,
        from_unit_id: None,
        failure: None,
        ended_name: None,
        ended_at: None,
        version: 1,
    }
}

async fn keep(store: &Store, changes: &[DutyChange]) -> Result<()> {
    let changes = changes.to_vec();
    store
        .write(move |tx| {
            Box::pin(async move {
                for change in &changes {
                    duty_change::insert(tx, change).await?;
                }
                Ok(())
            })
        })
        .await
}

async fn write(store: &Store, change: DutyChange) -> Result<()> {
    store.write(move |tx| Box::pin(async move { duty_change::update(tx, &change).await })).await
}

/// Effects a change as a server does: holds it, and does nothing where it is no longer planned.
async fn effect(store: &Store, change: DutyChangeId) -> Result<bool> {
    store
        .write(move |tx| {
            Box::pin(async move {
                duty_change::hold(tx, change).await?;
                let there = duty_change::get(tx, change).await?.unwrap();
                if there.state != DutyChangeState::Planned {
                    return Ok(false);
                }
                duty_change::hold_subject(tx, there.subject).await?;
                duty_change::update(tx, &there.effected(None, "系统", at(9)).unwrap()).await?;
                Ok(true)
            })
        })
        .await
}

both_databases! {
    async fn changes_come_back_as_they_were_written_by_day(store: Store) {
        let district = District::found(&store).await;
        let site = DutySubject::Site(district.sites[0].id);
        let node = DutySubject::Node(district.sites[0].node_id.unwrap());
        let later = a_change(&district, site, "2027-01-01");
        let sooner = DutyChange { part: DutyPart::Supporting, unit_id: None, ..a_change(&district, site, "2026-12-01") };
        let of_node = a_change(&district, node, "2026-12-15");
        keep(&store, &[later.clone(), sooner.clone(), of_node.clone()]).await.unwrap();
        let read = store.read();
        assert_eq!(duty_change::all(&read).await.unwrap(), [sooner.clone(), of_node.clone(), later.clone()]);
        assert_eq!(duty_change::of_subject(&read, site).await.unwrap(), [sooner.clone(), later.clone()]);
        assert_eq!(duty_change::of_subject(&read, node).await.unwrap(), std::slice::from_ref(&of_node));
        assert_eq!(duty_change::get(&read, later.id).await.unwrap(), Some(later.clone()));
        assert_eq!(duty_change::due(&read, day("2026-11-30")).await.unwrap(), []);
        assert_eq!(duty_change::due(&read, day("2026-12-15")).await.unwrap(), [sooner.clone(), of_node.clone()], "its day is included");
        let nobodys = DutyChange { id: id(), unit_id: Some(id()), ..later };
        assert!(matches!(keep(&store, &[nobodys]).await, Err(StorageError::NoSuchReference(_))));
        assert!(matches!(keep(&store, &[sooner]).await, Err(StorageError::AlreadyThere { .. })));
    }

    async fn a_change_is_written_on_its_version_and_leaves_the_planned_ones(store: Store) {
        let district = District::found(&store).await;
        let change = a_change(&district, DutySubject::Site(district.sites[0].id), "2026-12-01");
        keep(&store, std::slice::from_ref(&change)).await.unwrap();
        let failed = change.clone().failed(DutyChangeFailure::UnitOutOfUse, "系统", at(8)).unwrap();
        write(&store, failed.clone()).await.unwrap();
        assert!(matches!(write(&store, failed.clone()).await, Err(StorageError::Conflict { .. })));
        let failed = DutyChange { version: 2, ..failed };
        let read = store.read();
        assert_eq!(duty_change::in_state(&read, DutyChangeState::Failed).await.unwrap(), std::slice::from_ref(&failed));
        assert_eq!(duty_change::due(&read, day("2027-12-01")).await.unwrap(), [], "what failed waits for a person");
        let effected = failed.effected(Some(district.units[0].id), "王芳", at(9)).unwrap();
        write(&store, effected.clone()).await.unwrap();
        let kept = duty_change::get(&store.read(), change.id).await.unwrap().unwrap();
        assert_eq!(kept, DutyChange { version: 3, ..effected });
    }

    async fn two_servers_at_once_effect_it_once(store: Store) {
        let district = District::found(&store).await;
        let change = a_change(&district, DutySubject::Node(district.sites[0].node_id.unwrap()), "2026-12-01");
        keep(&store, std::slice::from_ref(&change)).await.unwrap();
        let (one, other) = tokio::join!(effect(&store, change.id), effect(&store, change.id));
        let mut done = [one.unwrap(), other.unwrap()];
        done.sort_unstable();
        assert_eq!(done, [false, true]);
        let kept = duty_change::get(&store.read(), change.id).await.unwrap().unwrap();
        assert_eq!((kept.state, kept.version), (DutyChangeState::Effected, 2));
    }

    async fn a_row_about_nothing_is_named(store: Store) {
        let district = District::found(&store).await;
        let change = a_change(&district, DutySubject::Site(district.sites[0].id), "2026-12-01");
        keep(&store, std::slice::from_ref(&change)).await.unwrap();
        let emptied: Result<()> = store
            .write(move |tx| Box::pin(async move {
                tx.execute_unprepared("UPDATE duty_changes SET site_id = NULL").await?;
                Ok(())
            }))
            .await;
        emptied.unwrap();
        let read = duty_change::get(&store.read(), change.id).await;
        assert!(matches!(read, Err(StorageError::Inconsistency { table: "duty_changes", .. })), "{read:?}");
    }
}
