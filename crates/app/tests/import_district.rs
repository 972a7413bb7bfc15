//! Importing a district: every kind of file, again without change, and each mistake refused with nothing written.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use chrono::{TimeZone as _, Utc};
use wangge_app::context::{SeededEntropy, SetClock};
use wangge_app::view::{ImportKind, ImportQuery, ImportReport, ImportSummary, Severity};
use wangge_app::{App, AppError, edition, import};
use wangge_domain::grid::NodeRole;
use wangge_domain::permission::Actor;
use wangge_domain::text::Lang;
use wangge_geo::Datum;
use wangge_storage::reach::Reach;
use wangge_storage::{node, site, unit};
use wangge_testkit::{Store, both_databases};

const GRID: &str = "编码,级别,名称,上级编码\n\
    D,1,矿区,\nD1,2,矿市街道,D\nD2,2,四微街道,D\nD11,3,南纬路社区,D1\nD11a,4,第一网格,D11\n";
const UNITS: &str =
    "单位编码,单位名称,单位类别,上级单位编码,责任网格编码\nU1,矿市街道办事处,街道乡镇,,D1\nU2,城管局,部门,U1,\n";
const PEOPLE: &str =
    "人员编码,姓名,所属单位编码,网格编码,网格职务\nP1,张三,U1,D1；D11,网格长\nP2,李四,U2,D11a,网格员\n";
const HEADS: &str = "单位编码,单位名称,单位类别,第一责任人编码\nU1,矿市街道办事处,街道乡镇,P1\nU2,城管局,部门,P2\n";
const CALENDAR: &str = "日期,是否放假,名称\n2026-10-01,是,国庆节\n2026-10-10,否,国庆节\n";
const SITES: &str = "点位编码,点位名称,点位类型,经度,纬度,责任单位编码,attr_length\n\
    S1,矿市街,主次干道,114.02,38.02,U2,850\n";

fn square(code: &str, west: f64, south: f64, size: f64) -> String {
    let (east, north) = (west + size, south + size);
    format!(
        r#"{{"type":"Feature","properties":{{"code":"{code}"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}}}"#
    )
}

fn layer(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

fn boundaries() -> String {
    layer(&[square("D", 114.0, 38.0, 0.1), square("D1", 114.0, 38.0, 0.05), square("D11", 114.0, 38.0, 0.03)])
}

fn standard() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../standards/sample-2026.toml");
    std::fs::read_to_string(path).unwrap()
}

fn scheme() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../standards/ranking-scheme.toml");
    std::fs::read_to_string(path).unwrap()
}

struct Office {
    app: App,
    actor: Actor,
}

impl Office {
    fn of(store: Store) -> Self {
        let clock = Arc::new(SetClock::at(Utc.with_ymd_and_hms(2026, 11, 23, 1, 0, 0).unwrap()));
        Self { app: App::with(store, clock, Arc::new(SeededEntropy::new(7))), actor: Actor::system("测试") }
    }

    async fn asked(&self, kind: ImportKind, query: ImportQuery, text: &str) -> ImportReport {
        import::apply(&self.app, &self.actor, Lang::Zh, kind, query, text.as_bytes()).await.unwrap()
    }

    async fn import(&self, kind: ImportKind, name: &str, text: &str) -> ImportReport {
        self.asked(kind, ImportQuery { filename: name.to_owned(), ..ImportQuery::default() }, text).await
    }

    async fn takes(&self, kind: ImportKind, name: &str, text: &str) -> ImportSummary {
        let report = self.import(kind, name, text).await;
        assert!(report.applied, "{name}: {:?}", report.faults);
        report.summary
    }

    /// Imports the whole district.
    async fn settle(&self) {
        for (kind, name, text) in Self::files() {
            self.takes(kind, name, &text).await;
        }
    }

    fn files() -> Vec<(ImportKind, &'static str, String)> {
        vec![
            (ImportKind::Grid, "网格.csv", GRID.to_owned()),
            (ImportKind::Grid, "边界.geojson", boundaries()),
            (ImportKind::Units, "单位.csv", UNITS.to_owned()),
            (ImportKind::People, "人员.csv", PEOPLE.to_owned()),
            (ImportKind::Units, "负责人.csv", HEADS.to_owned()),
            (ImportKind::Standard, "体系.toml", standard()),
            (ImportKind::Calendar, "节假日.csv", CALENDAR.to_owned()),
            (ImportKind::Sites, "点位.csv", SITES.to_owned()),
            (ImportKind::Scheme, "考核.toml", scheme()),
        ]
    }

    async fn events(&self) -> usize {
        wangge_storage::event::latest(&self.app.store.read(), 100_000).await.unwrap().len()
    }
}

both_databases! {
    async fn a_district_comes_in_and_the_same_files_again_change_nothing(store: Store) {
        let office = Office::of(store);
        office.settle().await;
        let before = office.events().await;
        for (kind, name, text) in Office::files() {
            let again = office.takes(kind, name, &text).await;
            assert_eq!((again.created, again.changed), (0, 0), "{name}: {again:?}");
            assert!(again.unchanged > 0, "{name}: {again:?}");
        }
        assert_eq!(office.events().await, before);
        let db = office.app.store.read();
        let nodes = node::all(&db).await.unwrap();
        let cell = nodes.iter().find(|n| n.code == "D11a").unwrap();
        assert_eq!(cell.path, "/D/D1/D11/D11a/");
        let district = nodes.iter().find(|n| n.code == "D").unwrap();
        assert!(district.area_m2.is_some_and(|area| area > 90_000_000 && area < 110_000_000), "{district:?}");
        let leaders = node::people(&db).await.unwrap();
        assert_eq!(leaders.iter().filter(|p| p.role == NodeRole::Leader).count(), 2);
        assert_eq!(unit::heads(&db).await.unwrap().len(), 2);
        let sites = site::list(&db, &Reach::everything()).await.unwrap();
        assert_eq!(sites[0].node_path, "/D/D1/D11/");
        let verified = wangge_app::audit::verify(&office.app, &office.actor, Lang::Zh).await.unwrap();
        assert!(verified.ok);
    }

    async fn a_dry_run_says_what_would_happen_and_writes_nothing(store: Store) {
        let office = Office::of(store);
        let query = ImportQuery { filename: "网格.csv".into(), dry_run: true, ..ImportQuery::default() };
        let report = office.asked(ImportKind::Grid, query, GRID).await;
        assert!(!report.applied);
        assert_eq!(report.summary.created, 5);
        assert_eq!(office.events().await, 0);
        assert!(node::all(&office.app.store.read()).await.unwrap().is_empty());
    }

    async fn every_mistake_is_refused_where_it_stands_and_nothing_is_written(store: Store) {
        let office = Office::of(store);
        office.settle().await;
        let before = office.events().await;
        let head = "编码,级别,名称,上级编码\n";
        let site = "点位编码,点位名称,点位类型,经度,纬度,责任单位编码\n";
        let bowtie = layer(&[r#"{"type":"Feature","properties":{"code":"D2"},"geometry":{"type":"Polygon","coordinates":[[[114.05,38.05],[114.08,38.08],[114.08,38.05],[114.05,38.08],[114.05,38.05]]]}}"#.to_owned()]);
        let swapped = layer(&[square("D2", 38.0, 114.0, 0.01)]);
        let cases = [
            (ImportKind::Grid, "a.csv", format!("{head}X1,2,某街道,Q\n"), Some(2), "Q"),
            (ImportKind::Grid, "a.csv", format!("{head}X1,2,甲,X2\nX2,2,乙,X1\n"), Some(2), "X1"),
            (ImportKind::Grid, "a.csv", format!("{head}X1,2,甲,D\nX1,2,乙,D\n"), Some(3), "X1"),
            (ImportKind::Grid, "a.csv", format!("{head}X1,4,甲,D\n"), Some(2), "X1"),
            (ImportKind::Grid, "a.geojson", bowtie, Some(1), ""),
            (ImportKind::Grid, "a.geojson", swapped, Some(1), "填反"),
            (ImportKind::Units, "a.csv", UNITS.replace("U2,城管局,部门,U1", "U2,城管局,部门,U11"), Some(3), "U1"),
            (ImportKind::Units, "a.csv", UNITS.replace("办事处,街道乡镇,,", "办事处,街道乡镇,U2,"), Some(2), "U2"),
            (ImportKind::Units, "a.csv", HEADS.replace("P2", "P9"), Some(3), "P9"),
            (ImportKind::People, "a.csv", PEOPLE.replace("D11a", "D99x"), Some(3), "D99x"),
            (ImportKind::Sites, "a.csv", format!("{site}S9,甲,主次干道,38.02,114.02,U2\n"), Some(2), "填反"),
            (ImportKind::Sites, "a.csv", format!("{site}S9,甲,主次干道,115.02,38.02,U2\n"), Some(2), "不在本区"),
            (ImportKind::Sites, "a.csv", format!("{site}S9,甲,宇宙飞船,114.02,38.02,U2\n"), Some(2), "宇宙飞船"),
            (ImportKind::Calendar, "a.csv", "日期,是否放假,名称\n2026-13-01,是,\n".to_owned(), Some(2), "2026-13-01"),
            (ImportKind::Scheme, "a.toml", "code = 1".to_owned(), Some(1), "TOML"),
        ];
        for (kind, name, text, row, said) in cases {
            let report = office.import(kind, name, &text).await;
            assert!(!report.applied, "{text}");
            let errors: Vec<_> = report.faults.iter().filter(|f| f.severity == Severity::Error).collect();
            assert_eq!(errors.first().and_then(|f| f.row), row, "{text}: {errors:?}");
            assert!(errors.iter().any(|f| f.sentence.contains(said)), "{text}: {errors:?}");
            assert!(errors.iter().all(|f| f.file == name && !f.sentence.starts_with("import-")), "{errors:?}");
        }
        assert_eq!(office.events().await, before);
    }

    async fn a_published_edition_never_changes(store: Store) {
        let office = Office::of(store);
        office.settle().await;
        let changed = standard().replace("full_mark = \"100\"", "full_mark = \"100\"\neffective_until = \"2030-01-01\"");
        let draft = office.takes(ImportKind::Standard, "体系.toml", &changed).await;
        assert_eq!(draft.changed, 1);
        let id = edition::list(&office.app, &office.actor, Lang::Zh).await.unwrap().items[0].id;
        edition::publish(&office.app, &office.actor, Lang::Zh, id).await.unwrap();
        let again = edition::publish(&office.app, &office.actor, Lang::Zh, id).await;
        assert!(matches!(again, Err(AppError::Refused { code: "edition_published", .. })));
        assert_eq!(office.takes(ImportKind::Standard, "体系.toml", &changed).await.unchanged, 1);
        let refused = office.import(ImportKind::Standard, "体系.toml", &standard()).await;
        assert!(!refused.applied);
        assert!(refused.faults[0].sentence.contains("版本号"), "{:?}", refused.faults);
    }

    async fn a_moved_node_takes_what_is_below_it_along(store: Store) {
        let office = Office::of(store);
        office.settle().await;
        let moved = office.takes(ImportKind::Grid, "a.csv", "编码,级别,名称,上级编码\nD11,3,南纬路社区,D2\n").await;
        assert_eq!((moved.created, moved.changed), (0, 3), "the community, its cell and its site");
        let db = office.app.store.read();
        let nodes = node::all(&db).await.unwrap();
        assert_eq!(nodes.iter().find(|n| n.code == "D11a").unwrap().path, "/D/D2/D11/D11a/");
        let sites = site::list(&db, &Reach::everything()).await.unwrap();
        assert_eq!(sites[0].node_path, "/D/D2/D11/");
    }

    async fn a_successor_ends_the_time_of_who_came_before(store: Store) {
        let office = Office::of(store);
        office.settle().await;
        office.takes(ImportKind::Units, "a.csv", &HEADS.replace("乡镇,P1", "乡镇,P2")).await;
        office.takes(ImportKind::Grid, "a.csv", "编码,级别,名称,上级编码,网格长\nD1,2,矿市街道,D,P2\n").await;
        let (db, today) = (office.app.store.read(), chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap());
        let now = unit::heads_on(&db, today).await.unwrap();
        let second = wangge_storage::person::by_code(&db, "P2").await.unwrap().unwrap().id;
        assert!(now.iter().all(|head| head.person_id == second) && now.len() == 2, "{now:?}");
        assert_eq!(unit::heads(&db).await.unwrap().len(), 3);
    }

    async fn shapes_with_a_level_make_nodes_under_the_node_they_lie_in(store: Store) {
        let office = Office::of(store);
        let district = layer(&[square("B1", -74.0, 40.0, 0.2)]);
        let query = |level| ImportQuery { filename: "a.geojson".into(), level: Some(level), ..ImportQuery::default() };
        assert!(office.asked(ImportKind::Grid, query(1), &district).await.applied);
        let parts = layer(&[square("B11", -74.0, 40.0, 0.1), square("B12", -73.9, 40.1, 0.1)]);
        let report = office.asked(ImportKind::Grid, query(2), &parts).await;
        assert!(report.applied, "{:?}", report.faults);
        assert_eq!(report.summary.created, 2);
        assert!(report.faults.iter().any(|f| f.sentence.contains("未被下级网格覆盖")), "{:?}", report.faults);
        let nodes = node::all(&office.app.store.read()).await.unwrap();
        assert!(nodes.iter().any(|n| n.path == "/B1/B11/"), "{nodes:?}");
    }

    async fn a_faulty_shape_is_mended_when_asked(store: Store) {
        let office = Office::of(store);
        office.takes(ImportKind::Grid, "网格.csv", GRID).await;
        let bowtie = layer(&[r#"{"type":"Feature","properties":{"code":"D2"},"geometry":{"type":"Polygon","coordinates":[[[114.05,38.05],[114.08,38.08],[114.08,38.05],[114.05,38.08],[114.05,38.05]]]}}"#.to_owned()]);
        let query = ImportQuery {
            filename: "a.geojson".into(),
            repair: true,
            datum: Some(Datum::Gcj02),
            ..ImportQuery::default()
        };
        let report = office.asked(ImportKind::Grid, query, &bowtie).await;
        assert!(report.applied, "{:?}", report.faults);
        let stored = node::boundaries(&office.app.store.read()).await.unwrap();
        assert_eq!(stored[0].source_datum, "gcj02");
        assert!(wangge_geo::Boundary::from_geojson(&stored[0].geojson).unwrap().faults().is_empty());
    }
}
