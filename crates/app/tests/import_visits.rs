//! Importing visits: all are examined before the first is submitted, and the same file again is the same visits.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use chrono::{NaiveDate, TimeZone as _, Utc};
use wangge_app::context::{SeededEntropy, SetClock};
use wangge_app::view::{ImportKind, ImportQuery, ImportReport, PlanRound};
use wangge_app::{App, edition, import, round};
use wangge_domain::permission::Actor;
use wangge_domain::round::RoundKind;
use wangge_domain::text::{Lang, Wording};
use wangge_testkit::{Store, both_databases};

const HEAD: &str = "轮次,点位编码,督查员编码,开始时间,提交时间,项目编码,处数,距离,是否符合\n";

struct Office {
    app: App,
    actor: Actor,
}

impl Office {
    async fn of(store: Store) -> Self {
        let clock = Arc::new(SetClock::at(Utc.with_ymd_and_hms(2026, 11, 23, 4, 0, 0).unwrap()));
        let app = App::with(store, clock, Arc::new(SeededEntropy::new(7)));
        let office = Self { app, actor: Actor::system("测试") };
        let standard = concat!(env!("CARGO_MANIFEST_DIR"), "/../../standards/sample-2026.toml");
        for (kind, name, text) in [
            (ImportKind::Grid, "a.csv", "编码,级别,名称\nD,1,矿区\n".to_owned()),
            (ImportKind::Units, "a.csv", "单位编码,单位名称,单位类别\nurban-management,城管局,部门\n".to_owned()),
            (ImportKind::People, "a.csv", "人员编码,姓名\nP1,张三\n".to_owned()),
            (ImportKind::Standard, "a.toml", std::fs::read_to_string(standard).unwrap()),
            (
                ImportKind::Sites,
                "a.csv",
                "点位编码,点位名称,点位类型,网格编码\nS1,甲路,主次干道,D\nS2,乙路,主次干道,D\n".to_owned(),
            ),
        ] {
            let report = office.import(kind, name, &text).await;
            assert!(report.applied, "{:?}", report.faults);
        }
        office.open_round().await;
        office
    }

    async fn open_round(&self) {
        let (app, actor) = (&self.app, &self.actor);
        let edition_id = edition::list(app, actor, Lang::Zh).await.unwrap().items[0].id;
        edition::publish(app, actor, Lang::Zh, edition_id).await.unwrap();
        let sites = wangge_storage::site::all(&app.store.read()).await.unwrap();
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let plan = PlanRound {
            id: app.new_id(),
            kind: RoundKind::Mock,
            number: 1,
            name: Wording::new("第一轮", "First"),
            edition_id,
            opens_on: day,
            closes_on: day,
            // The second site stays outside the round.
            site_ids: vec![sites[0].id],
            all: false,
            assignments: Vec::new(),
            draw: None,
            settings: wangge_domain::round::RoundSettings::default(),
        };
        let planned = round::plan(app, actor, Lang::Zh, plan).await.unwrap();
        round::open(app, actor, Lang::Zh, planned.round.id, planned.round.version).await.unwrap();
    }

    async fn import(&self, kind: ImportKind, name: &str, text: &str) -> ImportReport {
        let query = ImportQuery { filename: name.to_owned(), ..ImportQuery::default() };
        import::apply(&self.app, &self.actor, Lang::Zh, kind, query, text.as_bytes()).await.unwrap()
    }

    async fn visits(&self, rows: &str) -> ImportReport {
        self.import(ImportKind::Visits, "考察.csv", &format!("{HEAD}{rows}")).await
    }

    async fn events(&self) -> usize {
        wangge_storage::event::latest(&self.app.store.read(), 100_000).await.unwrap().len()
    }
}

const GOOD: &str = "mock-1,S1,P1,2026-11-23 10:00,2026-11-23 10:30,R003,2,,\n,S1,,,,R004,,,是\n";

both_databases! {
    async fn visits_come_in_once_however_often_the_file_does(store: Store) {
        let office = Office::of(store).await;
        let first = office.visits(GOOD).await;
        assert!(first.applied, "{:?}", first.faults);
        assert_eq!((first.summary.created, first.summary.unchanged), (1, 0));
        let before = office.events().await;
        let again = office.visits(GOOD).await;
        assert_eq!((again.summary.created, again.summary.unchanged), (0, 1), "{:?}", again.faults);
        assert_eq!(office.events().await, before);
        let locked = office.visits(&GOOD.replace("R003,2", "R003,3")).await;
        assert!(!locked.applied, "other content under the same identity");
        assert_eq!(office.events().await, before);
    }

    async fn one_mistake_keeps_every_visit_out(store: Store) {
        let office = Office::of(store).await;
        let before = office.events().await;
        let second = "mock-1,S1,P1,2026-11-23 11:00,2026-11-23 11:30,";
        let cases = [
            (format!("{second}Q999,1,,\n"), 4, "Q999"),
            (format!("{second}R003,1,,是\n"), 4, "1"),
            ("mock-1,S2,P1,2026-11-23 11:00,2026-11-23 11:30,R003,1,,\n".to_owned(), 4, "S2"),
            ("mock-1,S8,P1,2026-11-23 11:00,2026-11-23 11:30,R003,1,,\n".to_owned(), 4, "S8"),
            ("mock-7,S1,P1,2026-11-23 11:00,2026-11-23 11:30,R003,1,,\n".to_owned(), 4, "mock-7"),
            ("mock-1,S1,P1,2026-11-23 15:00,2026-11-23 15:30,R003,1,,\n".to_owned(), 4, ""),
            ("mock-1,S1,P7,2026-11-23 11:00,2026-11-23 11:30,R003,1,,\n".to_owned(), 4, "P7"),
        ];
        for (row, place, said) in cases {
            let report = office.visits(&format!("{GOOD}{row}")).await;
            assert!(!report.applied, "{row}");
            let fault = report.faults.first().unwrap();
            assert_eq!(fault.row, Some(place), "{row}: {:?}", report.faults);
            assert!(fault.sentence.contains(said), "{row}: {:?}", report.faults);
        }
        assert_eq!(office.events().await, before);
    }
}
