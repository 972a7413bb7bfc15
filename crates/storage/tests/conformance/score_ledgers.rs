//! The score ledger, appeals against its entries, and the editions of schemes.

use wangge_domain::case::FinderLevel;
use wangge_domain::figure::Exact;
use wangge_domain::ids::{ScoreAppealId, ScoreEntryId, UnitId};
use wangge_domain::ranking::{Scheme, SchemeEdition};
use wangge_domain::score_ledger::{AppealState, EntryFigure, ScoreAppeal, ScoreEntry, ScoreTrigger, Share};
use wangge_domain::text::Wording;
use wangge_storage::reach::Reach;
use wangge_storage::score_ledger::{self, EntryFilter};
use wangge_storage::{Result, StorageError, Store, scheme_edition, unit};
use wangge_testkit::both_databases;

use crate::common::{a_unit, at, day, id};

fn entry(unit_id: UnitId, on: &str, rule: &str, amount: &str) -> ScoreEntry {
    let id = id::<ScoreEntryId>();
    let amount: Exact = amount.parse().unwrap();
    ScoreEntry {
        id,
        number: 0,
        unit_id,
        on_day: day(on),
        scheme_code: "posts".into(),
        scheme_edition: 1,
        rule_code: rule.into(),
        rule_name: Wording::new("问题", "Problem"),
        trigger: ScoreTrigger::Problem,
        level: FinderLevel::City,
        share: Some(Share::Supporting),
        figure: EntryFigure { amount: amount.clone(), factors: vec![("supporting".into(), Exact::ONE)] },
        amount,
        fact_key: format!("problem:{id}"),
        case_id: Some(crate::common::id()),
        round_id: None,
        site_id: None,
        text: String::new(),
        reverses: None,
        posted_at: at(5),
        by_user: None,
        by_name: String::new(),
        once: format!("problem:{id}:1"),
    }
}

async fn append(store: &Store, entries: &[ScoreEntry]) -> Result<Vec<ScoreEntry>> {
    let entries = entries.to_vec();
    store
        .write(move |tx| {
            Box::pin(async move {
                let mut entries = entries.clone();
                score_ledger::append(tx, &mut entries).await?;
                Ok(entries)
            })
        })
        .await
}

async fn units(store: &Store) -> [UnitId; 2] {
    let (one, other) = (a_unit("one"), a_unit("other"));
    let rows = [one.clone(), other.clone()];
    let written: Result<()> = store.write(move |tx| Box::pin(async move { unit::insert_many(tx, &rows).await })).await;
    written.unwrap();
    [one.id, other.id]
}

both_databases! {
    async fn entries_are_numbered_without_gaps_and_each_stands_once(store: Store) {
        let [one, other] = units(&store).await;
        let first = append(&store, &[entry(one, "2026-10-31", "problem", "-2"), entry(one, "2026-11-01", "problem", "-0.125")]).await.unwrap();
        assert_eq!(first.iter().map(|entry| entry.number).collect::<Vec<_>>(), [1, 2]);
        let again = append(&store, &[entry(one, "2026-11-02", "problem", "-1"), first[0].clone()]).await;
        assert!(again.as_ref().is_err_and(score_ledger::entered_elsewhere), "{again:?}");
        let back = first[1].reversal(id(), at(9));
        let second = append(&store, &[back, entry(other, "2026-11-30", "praise", "5")]).await.unwrap();
        assert_eq!(second.iter().map(|entry| entry.number).collect::<Vec<_>>(), [3, 4], "a refused one uses no number up");
        let db = store.read();
        let everything = Reach::everything();
        let read = score_ledger::list(&db, &everything, &EntryFilter::default(), 10).await.unwrap();
        assert_eq!(read.iter().rev().cloned().collect::<Vec<_>>(), [first.clone(), second.clone()].concat());
        let standing = EntryFilter { standing: true, ..EntryFilter::default() };
        let numbers = async |reach: &Reach, filter: &EntryFilter| {
            let found = score_ledger::list(&db, reach, filter, 10).await.unwrap();
            found.iter().map(|entry| entry.number).collect::<Vec<_>>()
        };
        assert_eq!(numbers(&everything, &standing).await, [4, 1]);
        assert_eq!(numbers(&Reach::unit(other), &EntryFilter::default()).await, [4]);
        assert_eq!(numbers(&Reach::subtree("/nowhere/"), &EntryFilter::default()).await, Vec::<i64>::new());
        let november = EntryFilter { from: Some(day("2026-11-01")), until: Some(day("2026-11-29")), ..EntryFilter::default() };
        assert_eq!(numbers(&everything, &november).await, [3, 2]);
        assert_eq!(numbers(&everything, &EntryFilter { before: Some(3), ..EntryFilter::default() }).await, [2, 1]);
        assert_eq!(numbers(&everything, &EntryFilter { rule: Some("praise".into()), unit: Some(other), ..EntryFilter::default() }).await, [4]);
        let sums = score_ledger::sums(&db, (day("2026-10-01"), day("2026-11-30")), None).await.unwrap();
        let mut told: Vec<_> = sums.iter().map(|sum| (sum.rule_code.as_str(), sum.month.as_str(), sum.count, sum.sum.to_string())).collect();
        told.sort();
        assert_eq!(told, [("praise", "2026-11", 1, "5".to_owned()), ("problem", "2026-10", 1, "-2".to_owned()), ("problem", "2026-11", 0, "0".to_owned())]);
        let reversed = score_ledger::reversals(&db, &[first[1].id, first[0].id]).await.unwrap();
        assert_eq!(reversed.get(&first[1].id).map(|entry| entry.number), Some(3));
        assert_eq!(reversed.len(), 1);
    }

    async fn an_entry_is_appealed_once(store: Store) {
        let [one, _] = units(&store).await;
        let entered = append(&store, &[entry(one, "2026-11-01", "problem", "-2")]).await.unwrap();
        let appeal = ScoreAppeal {
            id: id::<ScoreAppealId>(),
            entry_id: entered[0].id,
            unit_id: one,
            state: AppealState::Pending,
            text: "已整改".into(),
            at: at(6),
            by_user: None,
            by_name: "李强".into(),
            ruling: String::new(),
            ruled_at: None,
            ruled_name: String::new(),
            version: 1,
        };
        let insert = async |appeal: ScoreAppeal| -> Result<()> {
            store.write(move |tx| Box::pin(async move { score_ledger::insert_appeal(tx, &appeal).await })).await
        };
        insert(appeal.clone()).await.unwrap();
        let twice = insert(ScoreAppeal { id: id(), ..appeal.clone() }).await;
        assert!(matches!(twice, Err(StorageError::AlreadyThere { .. })), "{twice:?}");
        assert_eq!(score_ledger::pending(&store.read(), &Reach::unit(one)).await.unwrap(), 1);
        let ruled = ScoreAppeal { state: AppealState::Upheld, ruling: "属实".into(), ruled_at: Some(at(7)), ..appeal.clone() };
        let update = async |appeal: ScoreAppeal| -> Result<()> {
            store.write(move |tx| Box::pin(async move { score_ledger::update_appeal(tx, &appeal).await })).await
        };
        update(ruled.clone()).await.unwrap();
        let late = update(ruled.clone()).await;
        assert!(matches!(late, Err(StorageError::Conflict { .. })), "{late:?}");
        let read = score_ledger::appeal(&store.read(), appeal.id).await.unwrap().unwrap();
        assert_eq!(read, ScoreAppeal { version: 2, ..ruled });
        assert_eq!(score_ledger::pending(&store.read(), &Reach::everything()).await.unwrap(), 0);
    }

    async fn an_edition_stands_once_and_a_changed_one_is_not_written_over(store: Store) {
        let edition = SchemeEdition {
            code: "posts".into(),
            edition: 1,
            effective_from: None,
            scheme: Scheme::suggested(),
            saved_at: at(1),
            saved_by: None,
            saved_name: "王芳".into(),
            version: 1,
        };
        let insert = async |edition: SchemeEdition| -> Result<()> {
            store.write(move |tx| Box::pin(async move { scheme_edition::insert(tx, &edition).await })).await
        };
        insert(edition.clone()).await.unwrap();
        let twice = insert(edition.clone()).await;
        assert!(matches!(twice, Err(StorageError::AlreadyThere { .. })), "{twice:?}");
        let bound = SchemeEdition { effective_from: Some(day("2026-12-01")), ..edition.clone() };
        let update = async |edition: SchemeEdition| -> Result<()> {
            store.write(move |tx| Box::pin(async move { scheme_edition::update(tx, &edition).await })).await
        };
        update(bound.clone()).await.unwrap();
        let late = update(edition).await;
        assert!(matches!(late, Err(StorageError::Conflict { .. })), "{late:?}");
        let all = scheme_edition::all(&store.read()).await.unwrap();
        assert_eq!(all.all(), [SchemeEdition { version: 2, ..bound }]);
        assert_eq!(all.on(day("2026-11-30")).len(), 0);
        assert_eq!(all.on(day("2026-12-01")).len(), 1);
    }

    async fn how_far_the_facts_were_entered_is_kept_and_forgotten(store: Store) {
        assert_eq!(score_ledger::posted_until(&store.read()).await.unwrap(), None);
        for (read, until, stands) in [(None, at(3), at(3)), (None, at(4), at(3)), (Some(at(2)), at(5), at(3)), (Some(at(3)), at(6), at(6))] {
            let noted: Result<()> = store.write(move |tx| Box::pin(async move { score_ledger::move_posted(tx, read, until).await })).await;
            noted.unwrap();
            assert_eq!(score_ledger::posted_until(&store.read()).await.unwrap(), Some(stands), "{read:?}");
        }
        let forgotten: Result<()> = store.write(move |tx| Box::pin(async move { score_ledger::forget_posted(tx).await })).await;
        forgotten.unwrap();
        assert_eq!(score_ledger::posted_until(&store.read()).await.unwrap(), None);
    }
}
