//! Listings and their rules.

use wangge_domain::listing::{
    Listing, ListingContent, ListingPeriod, ListingRule, ListingRules, ListingState, ListingStep, frozen_text,
};
use wangge_domain::text::Wording;
use wangge_storage::listing::{self, ListingRulesRow};
use wangge_storage::{Result, StorageError, Store};
use wangge_testkit::both_databases;

use crate::common::{at, day, id};

fn a_listing(week: u32, edition: u32) -> Listing {
    let content = ListingContent {
        period: ListingPeriod {
            key: format!("week:2026-W{week}"),
            name: Wording::new("周", "week"),
            from: day("2026-11-16"),
            until: day(if week == 47 { "2026-11-22" } else { "2026-11-29" }),
        },
        campaign: Wording::new("示范", ""),
        demonstration: true,
        edition,
        groups: Vec::new(),
        note: "按整改率".to_owned(),
        correction: None,
        as_of: at(1),
    };
    Listing {
        id: id(),
        content,
        corrects: None,
        state: ListingState::Draft,
        returned: None,
        submitted: None,
        approved: None,
        published: None,
        publish_at: None,
        released_at: None,
        frozen: None,
        made_at: at(1),
        version: 1,
    }
}

async fn with_listing(store: &Store, one: &Listing) -> Result<()> {
    let one = one.clone();
    store.write(move |tx| Box::pin(async move { listing::insert(tx, &one).await })).await
}

async fn written(store: &Store, one: &Listing) -> Result<()> {
    let one = one.clone();
    store.write(move |tx| Box::pin(async move { listing::update(tx, &one).await })).await
}

both_databases! {
    async fn listings_come_back_as_they_were_written_the_latest_period_first(store: Store) {
        let (first, later) = (a_listing(47, 1), a_listing(48, 1));
        let correction = Listing { corrects: Some(first.id), ..a_listing(47, 2) };
        for one in [&first, &later, &correction] {
            with_listing(&store, one).await.unwrap();
        }
        assert_eq!(listing::all(&store.read()).await.unwrap(), [later, correction.clone(), first.clone()]);
        let another = with_listing(&store, &a_listing(47, 2)).await;
        assert!(matches!(another, Err(StorageError::AlreadyThere { .. })), "an edition is corrected once: {another:?}");
        let step = ListingStep { at: at(3), by_user: None, by_name: "王".to_owned() };
        let published = Listing {
            state: ListingState::Published,
            published: Some(step),
            publish_at: Some(at(5)),
            frozen: Some(frozen_text(&first.content)),
            ..first.clone()
        };
        written(&store, &published).await.unwrap();
        assert_eq!(listing::get(&store.read(), first.id).await.unwrap(), Some(Listing { version: 2, ..published.clone() }));
        let late = written(&store, &published).await;
        assert!(matches!(late, Err(StorageError::Conflict { .. })), "two who take a step at once do not both");
    }

    async fn those_whose_moment_has_come_are_found_until_their_units_were_told(store: Store) {
        let published = Listing { state: ListingState::Published, publish_at: Some(at(5)), ..a_listing(47, 1) };
        let approved = Listing { state: ListingState::Approved, ..a_listing(48, 1) };
        with_listing(&store, &published).await.unwrap();
        with_listing(&store, &approved).await.unwrap();
        let due = async |now| listing::due(&store.read(), at(now)).await.unwrap();
        assert_eq!(due(4).await, []);
        assert_eq!(due(5).await, std::slice::from_ref(&published));
        written(&store, &Listing { released_at: Some(at(5)), ..published }).await.unwrap();
        assert_eq!(due(6).await, []);
    }

    async fn rules_are_kept_in_versions(store: Store) {
        assert_eq!(listing::rules(&store.read()).await.unwrap(), ListingRules::default());
        let save = async |version, groups: &[&str]| {
            let rules = groups.iter().map(|group| ListingRule::suggested(group)).collect();
            let row = ListingRulesRow { version, saved_at: at(version), saved_by: None, saved_name: "王".to_owned(), rules };
            let saved: Result<()> = store.write(move |tx| {
                let row = row.clone();
                Box::pin(async move { listing::save_rules(tx, &row).await })
            }).await;
            saved
        };
        save(1, &["departments"]).await.unwrap();
        save(2, &["departments", "streets_towns"]).await.unwrap();
        assert!(matches!(save(2, &[]).await, Err(StorageError::AlreadyThere { .. })));
        let latest = listing::rules(&store.read()).await.unwrap();
        assert_eq!((latest.version, latest.rules.len()), (2, 2));
    }
}
