//! Practice cards and the sites that take them over.

use wangge_domain::ids::SiteId;
use wangge_domain::replication::{Adoption, Measure, PracticeCard, Replication};
use wangge_storage::replication;
use wangge_storage::{Result, StorageError};
use wangge_testkit::both_databases;

use crate::common::{District, at, day, id};

fn a_card(district: &District) -> PracticeCard {
    let measure = Measure {
        id: id(),
        item_code: Some("R122".to_owned()),
        text: "逐层清走".to_owned(),
        cost_yuan: Some("1800.50".parse().unwrap()),
    };
    PracticeCard {
        id: id(),
        site_id: district.sites[0].id,
        type_code: "road".to_owned(),
        title: "三步走".to_owned(),
        summary: String::new(),
        measures: vec![measure],
        contact_id: Some(district.inspector.id),
        round_id: district.round.id,
        written_by: None,
        written_name: "王芳".to_owned(),
        written_at: at(10),
        version: 1,
    }
}

fn planned(card: &PracticeCard, site: SiteId) -> Replication {
    Replication {
        id: id(),
        card_id: card.id,
        site_id: site,
        due_on: day("2026-12-20"),
        planned_at: at(20),
        adopted: None,
        cancelled: None,
        version: 1,
    }
}

both_databases! {
    async fn cards_and_replications_come_back_as_they_were_written(store: Store) {
        let district = District::found(&store).await;
        let card = a_card(&district);
        let rows: Vec<Replication> = district.sites.iter().map(|site| planned(&card, site.id)).collect();
        let (kept, plans) = (card.clone(), rows.clone());
        let written: Result<Vec<SiteId>> = store
            .write(move |tx| {
                Box::pin(async move {
                    replication::insert_card(tx, &kept).await?;
                    replication::insert_many(tx, &plans).await?;
                    replication::planned(tx, kept.id).await
                })
            })
            .await;
        assert_eq!(written.unwrap().len(), rows.len());
        let db = store.read();
        assert_eq!(replication::card(&db, card.id).await.unwrap().as_ref(), Some(&card));
        assert_eq!(replication::cards(&db).await.unwrap(), std::slice::from_ref(&card));
        let adoption = Adoption { on: day("2026-12-01"), note: "无".to_owned(), by: "李四".to_owned() };
        let done = Replication { adopted: Some(adoption), ..rows[0].clone() };
        let off = Replication { cancelled: Some("拆迁".to_owned()), ..rows[1].clone() };
        let (edited, steps) = (PracticeCard { title: "四步走".to_owned(), ..card.clone() }, [done.clone(), off.clone()]);
        let left: Result<Vec<SiteId>> = store
            .write(move |tx| {
                Box::pin(async move {
                    replication::update_card(tx, &edited).await?;
                    for step in &steps {
                        replication::update(tx, step).await?;
                    }
                    replication::planned(tx, edited.id).await
                })
            })
            .await;
        assert!(!left.unwrap().contains(&off.site_id), "what was taken back may be planned again");
        let found = replication::get(&db, done.id).await.unwrap().unwrap();
        assert_eq!(found, Replication { version: 2, ..done.clone() });
        let late: Result<()> = store.write(move |tx| Box::pin(async move { replication::update(tx, &done).await })).await;
        assert!(matches!(late, Err(StorageError::Conflict { .. })), "{late:?}");
        assert_eq!(replication::all(&db).await.unwrap().len(), rows.len());
    }
}
