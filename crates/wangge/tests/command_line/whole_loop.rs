//! The whole loop at the command line: from files to a ranking and a bulletin, and a record that shows tampering.

use chrono::{Days, FixedOffset, NaiveDate, Utc};
use sea_orm::ConnectionTrait;
use serde_json::Value;
use tokio::runtime::Runtime;
use wangge_domain::time::IsoWeek;

use crate::places::{GRID, boundaries};
use crate::support::District;

const UNITS: &str = "\
code,name,class,peer_group,node,head
U1,东街街道办事处,街道,街道组,S1,张三
U2,西街街道办事处,街道,街道组,S2,李四
U3,城管局,部门,部门组,,王五
";

const PEOPLE: &str = "\
code,name,unit,node,role
P1,督查甲,U3,,
P2,网格长乙,U1,C1,网格长
P3,张三,U1,,
P4,李四,U2,,
P5,王五,U3,,
";

const SITES: &str = "\
code,name,type,lon,lat,unit
A1,东大街,road,114.15,38.1,U1
A2,西大街,road,114.05,38.1,U2
";

const STANDARD: &str = r#"
[standard]
code = "trial"
name = { zh = "试验体系", en = "Trial standard" }

[edition]
version = "1"
full_mark = "100"

[[site_type]]
code = "road"
name = { zh = "道路", en = "Road" }

[[item]]
code = "R1"
types = ["road"]
name = { zh = "路面整洁", en = "Clean carriageway" }
points = "2"
judging = { kind = "max_deduct", max = "2", step = "0.5" }
department = "U3"
limit = "4小时"

[[item]]
code = "R2"
types = ["road"]
name = { zh = "乱停车", en = "Parking" }
points = "5"
judging = { kind = "count_deduct", each = "1", floor = "0" }
"#;

/// Today in the campaign's zone.
fn today() -> NaiveDate {
    Utc::now().with_timezone(&FixedOffset::east_opt(8 * 3600).unwrap()).date_naive()
}

fn visits(today: NaiveDate) -> String {
    format!(
        "\
round,site,inspector,started_at,submitted_at,item,deduction,count,remark
mock-1,A1,P1,{today} 00:00,{today} 00:00,R1,0.5,,路口有散落垃圾
,,,,,R2,,0,
mock-1,A2,P1,{today} 00:00,{today} 00:00,R1,0,,
,,,,,R2,,2,两处乱停车
"
    )
}

/// Everything up to the open round.
fn planned(district: &District) {
    let until = (today() + Days::new(55)).to_string();
    district.done(&["init", "--name", "试验区文明创建", "--acceptance", &until]);
    district.import("grid", "网格.csv", GRID);
    district.import("grid", "边界.geojson", boundaries());
    district.import("units", "单位.csv", UNITS);
    district.import("people", "人员.csv", PEOPLE);
    // The heads of units are people, and people belong to units: whoever came first is told to come again.
    district.import("units", "单位.csv", UNITS);
    district.import("standard", "体系.toml", STANDARD);
    district.done(&["edition", "publish", "trial/1"]);
    district.import("sites", "点位.csv", SITES);
    let scheme = include_str!("../../../../standards/ranking-scheme.toml");
    district.import("scheme", "考核.toml", scheme);
    let (from, until) = (today().to_string(), (today() + Days::new(1)).to_string());
    district.done(&["round", "plan", "mock", "--from", &from, "--until", &until, "--inspector", "P1"]);
    let opened = district.done(&["round", "open", "mock-1"]);
    assert!(opened.contains("点位 2 个"), "{opened}");
}

fn find<'a>(rows: &'a Value, pointer: &str, value: &str) -> &'a Value {
    let row = rows.as_array().unwrap().iter().find(|row| row.pointer(pointer).is_some_and(|found| found == value));
    row.unwrap_or_else(|| panic!("no {value} in {rows:#}"))
}

on_both! {
    fn from_files_to_ranking_and_bulletin(district: District) {
        planned(&district);
        let locked = visits(today());
        district.import("visits", "考察.csv", &locked);
        let twice = district.wangge(&["import", "visits", &district.file("再次.csv", locked.replace("0.5", "1"))]);
        assert_eq!(twice.code, 1, "a submitted visit is locked: {twice:?}");

        let closed = district.done(&["round", "close", "mock-1"]);
        // (6.5 ÷ 7 + 5 ÷ 7) ÷ 2 = 82.142857…
        assert!(closed.contains("82.14"), "{closed}");
        let results = district.json(&["round", "results", "mock-1", "--by", "unit"]);
        let east = find(&results["rows"], "/name", "东街街道办事处");
        assert_eq!((&east["score"]["shown"], &east["rank"]), (&"92.86".into(), &1.into()));
        let lost = district.json(&["round", "lost-points", "mock-1"]);
        let litter = find(&lost, "/item/code", "R1");
        assert_eq!(litter["lost"]["exact"], "0.5");
        assert_eq!(litter["unit"]["code"], "U3", "the item's department handles it: {litter:#}");
        assert!(litter["case"]["number"].is_string() || litter["case"]["id"].is_string(), "{litter:#}");
        let tree = district.done(&["round", "explain", "mock-1"]);
        assert!(tree.contains("82.14"), "{tree}");

        let tree = district.done(&["round", "explain", "mock-1", "--at", "unit:U1"]);
        assert!(tree.contains("92.86") && !tree.contains("82.14"), "{tree}");

        let ranking = district.json(&["ranking"]);
        let streets = find(&ranking["groups"], "/name", "街道组");
        assert_eq!(streets["rows"].as_array().unwrap().len() + streets["excluded"].as_array().unwrap().len(), 2);
        let csv = district.done(&["export", "ranking"]);
        assert!(csv.starts_with('\u{feff}') && csv.contains("东街街道办事处"), "{csv}");
        let cases = district.done(&["export", "cases", "--lang", "en"]);
        assert_eq!(cases.lines().count(), 3, "{cases}");

        let week = IsoWeek::of(today()).to_string();
        let page = district.path("通报.html");
        let page = page.to_str().unwrap();
        district.done(&["bulletin", "--week", &week, "--out", page]);
        let html = std::fs::read_to_string(page).unwrap();
        assert!(html.contains("试验区文明创建") && html.contains("东街街道办事处"), "{html}");
        district.done(&["bulletin", "--week", &week, "--out", page, "--publish"]);
        let published = std::fs::read(page).unwrap();
        district.done(&["bulletin", "--week", &week, "--out", page]);
        assert_eq!(std::fs::read(page).unwrap(), published, "a published bulletin is the same for ever");
        let word = || {
            district.done(&["bulletin", "--week", &week, "--out", page, "--format", "docx"]);
            std::fs::read(page).unwrap()
        };
        let first = word();
        assert!(first.starts_with(b"PK"), "a Word file is an archive");
        assert_eq!(word(), first, "and so is its Word file");
    }

    fn ownership_records_written_out_are_read_back_and_change_nothing(district: District) {
        planned(&district);
        let owned = "点位名称,责任单位,依据,生效日期,截止日期\n东大街,城管局,移交清单,,2026-11-30\n东大街,U1,新协议,2026-12-01,\n";
        let file = district.file("权属记录.csv", owned);
        assert_eq!(district.json(&["import", "ownerships", &file])["summary"]["created"], 2);
        for (name, lang) in [("一.csv", "zh-CN"), ("二.xlsx", "en")] {
            let out = district.path(name).display().to_string();
            district.done(&["export", "ownerships", "--out", &out, "--lang", lang]);
            let again = district.json(&["import", "ownerships", &out]);
            assert_eq!((&again["summary"]["unchanged"], &again["faults"]), (&2.into(), &serde_json::json!([])), "{again:#}");
        }
        let longer = owned.replace("2026-11-30", "2026-12-01");
        let told = district.refused(&["import", "ownerships", &district.file("重叠.csv", longer)]);
        assert!(told.contains("生效日期") && told.contains("重叠"), "{told}");
    }

    fn bad_visits_and_sites_are_refused_and_nothing_changes(district: District) {
        planned(&district);
        district.import("sites", "另一.csv", "code,name,type,lon,lat,unit\nA3,新街,road,114.06,38.1,U2\n");
        let before = district.events();
        let head = "round,site,inspector,started_at,submitted_at,item,passed,deduction,count\n";
        let (today, later) = (today(), today() + Days::new(3));
        for (name, row, words) in [
            ("unknown item", format!("mock-1,A1,P1,{today} 00:00,{today} 00:00,R9,,1,"), "R9"),
            ("over the maximum", format!("mock-1,A1,P1,{today} 00:00,{today} 00:00,R1,,3,"), "R1"),
            ("between steps", format!("mock-1,A1,P1,{today} 00:00,{today} 00:00,R1,,0.3,"), "0.3"),
            ("count on a passed item", format!("mock-1,A1,P1,{today} 00:00,{today} 00:00,R2,yes,,2"), "R2"),
            ("not in the round", format!("mock-1,A3,P1,{today} 00:00,{today} 00:00,R1,,1,"), "A3"),
            ("no such site", format!("mock-1,A9,P1,{today} 00:00,{today} 00:00,R1,,1,"), "A9"),
            ("no such round", format!("mock-7,A1,P1,{today} 00:00,{today} 00:00,R1,,1,"), "mock-7"),
            ("future clock", format!("mock-1,A1,P1,{later} 00:00,{later} 00:30,R1,,1,"), "2"),
        ] {
            let file = district.file("坏.csv", format!("{head}{row}\n"));
            for lang in ["zh-CN", "en"] {
                let told = district.refused(&["import", "visits", &file, "--lang", lang]);
                assert!(told.contains("坏.csv") && told.contains(words), "{name} in {lang}: {told}");
            }
        }
        let head = "code,name,type,lon,lat,unit\n";
        for (name, row) in [
            ("swapped", "B1,新街,road,38.1,114.06,U2"),
            ("outside the district", "B1,新街,road,116.4,39.9,U2"),
            ("unknown type", "B1,新街,moon,114.06,38.1,U2"),
        ] {
            let told = district.refused(&["import", "sites", &district.file("坏.csv", format!("{head}{row}\n"))]);
            assert!(told.contains("坏.csv 第 2 行"), "{name}: {told}");
        }
        assert_eq!(district.events(), before);
    }

    fn accounts_and_a_doctor(district: District) {
        planned(&district);
        let made = district.json(&["user", "add", "worker.zhang", "--name", "张", "--role", "grid_worker@C1"]);
        let first = made["one_time_password"].as_str().unwrap().to_owned();
        let reset = district.json(&["user", "reset", "worker.zhang"]);
        assert_ne!(reset["one_time_password"].as_str().unwrap(), first);
        let listed = district.done(&["user", "list", "--lang", "en"]);
        assert!(listed.contains("worker.zhang") && listed.contains("first password to be changed"), "{listed}");
        assert!(!listed.contains(&first), "no list shows a password");

        let doctor = district.wangge(&["doctor"]);
        assert_eq!(doctor.code, 1, "without holidays no limit in working days can be reckoned: {doctor:?}");
        assert!(doctor.out.contains("✗ 节假日") && doctor.out.contains("✓ 边界"), "{}", doctor.out);
        let checks: Value = serde_json::from_str(&district.wangge(&["doctor", "--json"]).out).unwrap();
        assert_eq!(find(&checks, "/check", "heads")["verdict"], "ok", "{checks:#}");
        assert_eq!(find(&checks, "/check", "nodes")["verdict"], "warning");
    }

    fn an_altered_row_is_named(district: District) {
        planned(&district);
        assert!(district.done(&["audit", "verify"]).contains("记录完整"));
        alter(&district);
        let said = district.wangge(&["audit", "verify"]);
        assert_eq!(said.code, 1, "{said:?}");
        assert!(said.err.contains("subject_kind=round") && said.err.contains("seq=1"), "{}", said.err);
        let json = district.wangge(&["audit", "verify", "--json"]);
        let found: Value = serde_json::from_str(&json.out).unwrap();
        assert_eq!((json.code, found["ok"].as_bool(), found["broken"]["seq"].as_i64()), (1, Some(false), Some(1)));
    }
}

/// Changes what was recorded of the round, past the program.
fn alter(district: &District) {
    let location = district.location();
    let url = match &location {
        wangge_storage::Location::Url(url) => url.clone(),
        wangge_storage::Location::Data(folder) => format!("sqlite://{}", folder.join("wangge.sqlite").display()),
    };
    Runtime::new().unwrap().block_on(async {
        let db = sea_orm::Database::connect(url).await.unwrap();
        let sql = "UPDATE events SET actor_name = 'nobody' WHERE subject_kind = 'round' AND seq = 1";
        assert_eq!(db.execute_unprepared(sql).await.unwrap().rows_affected(), 1);
        db.close().await.unwrap();
    });
}

#[test]
fn a_blank_form_is_written_for_every_kind() {
    let district = District::embedded();
    for kind in ["grid", "units", "people", "sites", "ownerships", "calendar", "visits", "observations", "points"] {
        let out = district.path(kind);
        let said = crate::support::alone(&["export", "template", kind, "--out", out.to_str().unwrap()]);
        assert_eq!(said.code, 0, "{kind}: {said:?}");
        assert!(std::fs::read(&out).unwrap().starts_with(b"PK"), "{kind}");
    }
}

#[test]
fn the_campaign_is_named_once_and_may_be_renamed() {
    let district = District::embedded();
    let begun = district.done(&["init", "--name", "甲区创建"]);
    assert!(begun.contains("已新建“甲区创建”"), "{begun}");
    let kept = district.done(&["init", "--acceptance", "2027-01-18"]);
    assert!(kept.contains("甲区创建") && kept.contains("2027-01-18"), "{kept}");
    let before = district.events();
    district.done(&["init", "--acceptance", "2027-01-18"]);
    assert_eq!(district.events(), before, "nothing changed, so nothing is recorded");
}
