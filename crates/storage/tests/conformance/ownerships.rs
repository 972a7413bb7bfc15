//! Ownership records, and those of a database older than their days.

use wangge_domain::ids::UnitId;
use wangge_domain::ownership::{Ownership, Validity};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait as _, Result, StorageError, Store, migration, ownership};
use wangge_testkit::both_databases;

use crate::common::{District, at, day, id};

fn a_record(district: &District, item: Option<&str>, from: Option<&str>) -> Ownership {
    Ownership {
        id: id(),
        site_id: district.sites[0].id,
        item_code: item.map(str::to_owned),
        unit_id: district.units[0].id,
        basis: "管养移交清单".to_owned(),
        validity: Validity { from: from.map(day), until: None },
        noted_name: "王芳".to_owned(),
        noted_at: Some(at(5)),
        version: 1,
    }
}

async fn keep(store: &Store, records: &[Ownership]) -> Result<()> {
    let records = records.to_vec();
    store.write(move |tx| Box::pin(async move { ownership::insert_many(tx, &records).await })).await
}

both_databases! {
    async fn records_come_back_as_they_were_written_those_of_all_items_first(store: Store) {
        let district = District::found(&store).await;
        let records = [
            a_record(&district, Some("M01"), Some("2026-12-01")),
            a_record(&district, Some("M01"), None),
            a_record(&district, None, Some("2026-11-01")),
        ];
        keep(&store, &records).await.unwrap();
        let [later, earlier, whole] = records.clone();
        let site = district.sites[0].id;
        assert_eq!(ownership::of_site(&store.read(), site).await.unwrap(), [whole.clone(), earlier.clone(), later.clone()]);
        assert_eq!(ownership::get(&store.read(), whole.id).await.unwrap(), Some(whole.clone()));
        let within = |reach: Reach| {
            let store = store.clone();
            async move { ownership::list(&store.read(), &reach).await.unwrap().len() }
        };
        assert_eq!(within(Reach::everything()).await, 3);
        assert_eq!(within(Reach::subtree(district.sites[0].node_path.clone())).await, 3);
        assert_eq!(within(Reach::unit(UnitId(uuid::Uuid::nil()))).await, 0);
        let nobodys = Ownership { unit_id: id(), id: id(), ..whole };
        assert!(matches!(keep(&store, &[nobodys]).await, Err(StorageError::NoSuchReference(_))));
    }

    async fn a_record_is_changed_on_its_version_and_removed(store: Store) {
        let district = District::found(&store).await;
        let record = a_record(&district, None, None);
        keep(&store, std::slice::from_ref(&record)).await.unwrap();
        let changed = Ownership { validity: Validity { from: None, until: Some(day("2026-11-30")) }, ..record.clone() };
        let write = |record: Ownership| {
            let store = store.clone();
            async move { store.write(move |tx| Box::pin(async move { ownership::update(tx, &record).await })).await }
        };
        write(changed.clone()).await.unwrap();
        assert!(matches!(write(changed.clone()).await, Err(StorageError::Conflict { .. })));
        let kept = ownership::get(&store.read(), record.id).await.unwrap().unwrap();
        assert_eq!((kept.validity, kept.version), (changed.validity, 2));
        let remove = || store.write(move |tx| Box::pin(async move { ownership::remove(tx, record.id).await }));
        let (first, second): (Result<bool>, Result<bool>) = (remove().await, remove().await);
        assert_eq!((first.unwrap(), second.unwrap()), (true, false));
    }

    async fn records_of_a_database_older_than_their_days_hold_on_any_day(store: Store) {
        let district = District::found(&store).await;
        let given = [a_record(&district, None, None), a_record(&district, Some("M01"), None)];
        keep(&store, &given).await.unwrap();
        let uuid = if store.is_embedded() { "uuid_text" } else { "uuid" };
        let older: Result<()> = store
            .write(move |tx| {
                Box::pin(async move {
                    let table = format!(
                        "CREATE TABLE older (site_id {uuid} NOT NULL REFERENCES sites (id), item_code text NOT NULL, \
                         unit_id {uuid} NOT NULL REFERENCES units (id), basis text NOT NULL, PRIMARY KEY (site_id, item_code))"
                    );
                    for text in [
                        table.as_str(),
                        "INSERT INTO older SELECT site_id, COALESCE(item_code, ''), unit_id, basis FROM ownerships",
                        "DROP TABLE ownerships",
                        "ALTER TABLE older RENAME TO ownerships",
                        "DELETE FROM seaql_migrations WHERE version LIKE 'm44%'",
                    ] {
                        tx.execute_unprepared(text).await?;
                    }
                    Ok(())
                })
            })
            .await;
        older.unwrap();
        migration::reapply(&store).await.unwrap();
        let kept = ownership::of_site(&store.read(), district.sites[0].id).await.unwrap();
        let expected = given.map(|record| Ownership { noted_name: String::new(), noted_at: None, ..record });
        let told = |records: &[Ownership]| -> Vec<Ownership> {
            records.iter().map(|record| Ownership { id: given_id(), ..record.clone() }).collect()
        };
        assert_eq!(told(&kept), told(&expected));
        assert_ne!(kept[0].id, kept[1].id);
        migration::reapply(&store).await.unwrap();
        assert_eq!(ownership::of_site(&store.read(), district.sites[0].id).await.unwrap(), kept, "once is enough");
    }
}

/// One identity for all, where only the rest is compared.
fn given_id() -> wangge_domain::ids::OwnershipId {
    wangge_domain::ids::OwnershipId(uuid::Uuid::nil())
}
