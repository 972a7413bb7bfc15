//! The routing table in all its versions.

use wangge_domain::ids::{RoutingRuleId, UnitId};
use wangge_domain::routing::{Conditions, RoutingRule, Rule, RuleTable};
use wangge_storage::routing::{self, RoutingTableRow};
use wangge_storage::{Result, StorageError};
use wangge_testkit::both_databases;

use crate::common::{at, day, id};

fn version(version: i64, rules: Vec<Rule>) -> RoutingTableRow {
    RoutingTableRow {
        version,
        saved_at: at(version),
        saved_by: None,
        saved_name: "王芳".to_owned(),
        territory_assists: version % 2 == 0,
        rules,
    }
}

fn a_rule() -> Rule {
    let conditions = Conditions { items: vec!["R1*".to_owned()], weekdays: vec![6, 7], ..Conditions::default() };
    Rule {
        id: id::<RoutingRuleId>(),
        name: "夜市归城管".to_owned(),
        from: Some(day("2026-12-01")),
        conditions,
        unit_id: Some(id::<UnitId>()),
        ..Rule::built_in(RoutingRule::NamedUnit)
    }
}

both_databases! {
    async fn every_version_of_the_table_stays_and_the_latest_is_in_force(store: Store) {
        assert_eq!(routing::latest(&store.read()).await.unwrap(), None);
        let (second, third) = (version(2, vec![a_rule(), Rule::built_in(RoutingRule::SiteUnit)]), version(3, Vec::new()));
        let rows = [second.clone(), third.clone()];
        let written: Result<()> = store
            .write(move |tx| {
                Box::pin(async move {
                    for row in &rows {
                        routing::insert(tx, row).await?;
                    }
                    Ok(())
                })
            })
            .await;
        written.unwrap();
        let db = store.read();
        assert_eq!(routing::latest(&db).await.unwrap().as_ref(), Some(&third));
        assert_eq!(RuleTable::from(second.clone()).rules, second.rules);
        let again = version(3, vec![a_rule()]);
        let late: Result<()> = store.write(move |tx| Box::pin(async move { routing::insert(tx, &again).await })).await;
        assert!(matches!(late, Err(StorageError::AlreadyThere { .. })), "{late:?}");
    }
}
