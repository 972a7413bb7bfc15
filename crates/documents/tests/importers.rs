//! Every importer on made-up files: good ones as offices write them, and broken ones with every fault named.
#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use wangge_documents::*;
use wangge_domain::grid::{Level, NodeRole, TreeRow};
use wangge_domain::text::Lang;
use wangge_domain::time::DEFAULT_ZONE;
use wangge_domain::unit::UnitClass;

fn shown(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(|f| f.render(Lang::Zh)).collect()
}

fn grid(text: &str) -> Import<Division> {
    read_divisions(&Source::new("grid.csv", text.as_bytes()))
}

fn all_faults(import: &Import<Division>) -> Vec<String> {
    let mut faults = import.faults.clone();
    faults.extend(tree_faults(&import.rows, &[]));
    shown(&faults)
}

#[test]
fn a_grid_reads_with_people_and_duties() {
    let import = grid(
        "网格编码,层级,网格名称,上级编码,责任单位编码,网格长,网格员,职责\n\
         130107,区县,矿区,,,,,\n130107001,2,矿市街道,130107,U1,P1,P2；P3,每日巡查；及时上报\n",
    );
    assert_eq!(shown(&import.faults), [""; 0]);
    let street = &import.rows[1].value;
    assert_eq!((street.code.as_str(), street.parent_code.as_deref()), ("130107001000", Some("130107000000")));
    assert_eq!(street.worker_codes, ["P2", "P3"]);
    assert_eq!(street.duties, ["每日巡查", "及时上报"]);
    assert_eq!(all_faults(&import), [""; 0]);
}

#[test]
fn level_and_parent_follow_from_national_codes_when_the_columns_are_missing() {
    let import = grid(
        "区划代码,名称\n130100000000,石家庄市\n130107000000,矿区\n130107001000,矿市街道\n130107001001,南纬路社区\n13010700100101,一网格\n",
    );
    assert_eq!(all_faults(&import), [""; 0]);
    let levels: Vec<i8> = import.rows.iter().map(|r| r.value.level.0).collect();
    assert_eq!(levels, [0, 1, 2, 3, 4]);
    assert_eq!(import.rows[4].value.parent_code.as_deref(), Some("130107001001"));
}

#[test]
fn every_fault_of_a_grid_is_named_at_once() {
    let import = grid(
        "编码,级别,名称,上级编码\nA,1,区,\nB,2,街道,A\nB,2,又一街道,A\nC,3,社区,ZZ\nD,2,环甲,E\nE,2,环乙,D\n\
         F,4,网格,A\nG,九级,未知,A\n,2,无编码,A\nH,2,,A\n1.3E+11,2,丢位,A\nI,3,无上级,\n",
    );
    let shown = all_faults(&import);
    for (place, word) in [
        ("grid.csv 第 4 行「编码」", "第 3 行"),
        ("第 5 行「上级编码」", "ZZ"),
        ("第 6 行「上级编码」", "D → E → D"),
        ("第 8 行「级别」", ""),
        ("第 9 行「级别」", "“九级”不在可选范围内"),
        ("第 10 行「编码」", "必须填写"),
        ("第 11 行「名称」", "必须填写"),
        ("第 12 行「编码」", "科学计数法"),
        ("第 13 行「上级编码」", ""),
    ] {
        assert!(shown.iter().any(|s| s.contains(place) && s.contains(word)), "no {place} {word}: {shown:#?}");
    }
    assert_eq!(shown.len(), 9, "{shown:#?}");
    assert!(shown.iter().all(|s| !s.contains("round-") && !s.contains("import-")), "{shown:#?}");
}

#[test]
fn nodes_that_stand_already_are_parents_too() {
    let import = grid("编码,级别,名称,上级编码\nB,2,街道,A\n");
    let standing = TreeRow { row: None, code: "A".into(), level: Level::DISTRICT, parent_code: None };
    assert_eq!(tree_faults(&import.rows, &[standing]), []);
    assert_eq!(tree_faults(&import.rows, &[]).len(), 1);
}

#[test]
fn units_and_people_read_and_refuse() {
    let units = read_units(&Source::new(
        "单位.csv",
        "单位编码,单位名称,单位类别,考核分组,第一责任人,联系电话\nU1,矿市街道办,街道,一组,张三,0311-1\nU2,城管局,区直部门,,李四,\nU1,重复,部门,,,\nU3,某厂,工厂,,,\n".as_bytes(),
    ));
    assert_eq!(units.rows[1].value.class, UnitClass::Department);
    assert_eq!(units.rows[0].value.head_name.as_deref(), Some("张三"));
    assert_eq!(
        shown(&units.faults),
        [
            "单位.csv 第 4 行「单位编码」：“U1”重复，第 2 行已经使用。每个编码只能出现一次。",
            "单位.csv 第 5 行「单位类别」：“工厂”不在可选范围内，应为：街道乡镇、部门、社区村、企业、驻区单位、商户。"
        ]
    );
    let people = read_people(&Source::new(
        "p.csv",
        "工号,姓名,职务,手机号,网格编码,网格职务\n001,张三,书记,19900000001,A；B,网格长\n002,李四,,,,网格员\n"
            .as_bytes(),
    ));
    assert_eq!(people.rows[0].value.code, "001");
    assert_eq!(people.rows[0].value.role, Some(NodeRole::Leader));
    assert_eq!(people.rows[0].value.node_codes, ["A", "B"]);
    assert_eq!(shown(&people.faults), ["p.csv 第 3 行「网格职务」：填了网格职务，却没有填网格编码。"]);
}

#[test]
fn sites_read_from_tables_and_from_points() {
    let table = read_sites(&Source::new(
        "s.csv",
        "点位编码,点位名称,点位类型,经度,纬度,是否示范点,属性:长度,attr_population\nS1,矿市街,主次干道,114.05,38.07,是,850,1200\nS2,公园,公园,114.1,,否,-3,\n".as_bytes(),
    ));
    let site = &table.rows[0].value;
    assert_eq!((site.lon, site.lat, site.demonstration), (Some(114.05), Some(38.07), Some(true)));
    assert_eq!(site.attributes["length"], 850.into());
    assert_eq!(site.attributes["population"], 1200.into());
    assert_eq!(
        shown(&table.faults),
        [
            "s.csv 第 3 行「纬度」：经度和纬度要同时填写，或同时留空。",
            "s.csv 第 3 行「属性:长度」：“-3”不是不小于 0 的数字，点位属性用于加权，必须是数字。"
        ]
    );
    let points = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"编号":7,"名称":"公厕","类型":"公厕","attr_length":12.5},"geometry":{"type":"Point","coordinates":[114.05,38.07]}},{"type":"Feature","properties":{"编号":8,"类型":"公厕"},"geometry":null}]}"#;
    let points = read_sites(&Source::new("s.geojson", points.as_bytes()));
    assert_eq!((points.rows[0].value.code.as_str(), points.rows[0].value.lon), ("7", Some(114.05)));
    assert_eq!(shown(&points.faults), ["s.geojson 第 2 个要素「名称」：这一格必须填写。"]);
}

#[test]
fn boundaries_refuse_what_is_no_area_in_degrees() {
    let ring = "[[[114,38],[114.1,38],[114.1,38.1],[114,38]]]";
    let collection = |crs: &str, kind: &str, coordinates: &str, properties: &str| {
        format!(
            r#"{{"type":"FeatureCollection",{crs}"features":[{{"type":"Feature","properties":{properties},"geometry":{{"type":"{kind}","coordinates":{coordinates}}}}}]}}"#
        )
    };
    let crs = |name: &str| format!(r#""crs":{{"type":"name","properties":{{"name":"{name}"}}}},"#);
    let named = r#"{"code":"130107","name":"矿区"}"#;
    for good in [
        collection("", "Polygon", ring, named),
        format!("\u{feff}{}", collection(&crs("urn:ogc:def:crs:EPSG::4490"), "Polygon", ring, named)),
        collection(
            &crs("urn:ogc:def:crs:OGC:1.3:CRS84"),
            "MultiPolygon",
            &format!("[{ring}]"),
            r#"{"XZQDM":130107,"XZQMC":"矿区"}"#,
        ),
        format!(
            r#"{{"type":"Feature","id":"130107","properties":{{"NAME":"矿区"}},"geometry":{{"type":"GeometryCollection","geometries":[{{"type":"Polygon","coordinates":{ring}}}]}}}}"#
        ),
    ] {
        let import = read_boundaries(&Source::new("b.geojson", good.as_bytes()), &FieldNames::default());
        assert_eq!(shown(&import.faults), [""; 0], "{good}");
        assert_eq!(import.rows[0].value.code.as_deref(), Some("130107000000"));
        assert_eq!(import.rows[0].value.name.as_deref(), Some("矿区"));
    }
    for (bad, code) in [
        (collection(&crs("urn:ogc:def:crs:EPSG::2263"), "Polygon", ring, named), "import-projected-crs"),
        (collection(&crs("EPSG:3857"), "Polygon", ring, named), "import-projected-crs"),
        (
            collection("", "Polygon", "[[[500000,4200000],[500100,4200000],[500100,4200100],[500000,4200000]]]", named),
            "import-projected-coordinates",
        ),
        (collection("", "Point", "[114,38]", named), "import-not-a-polygon"),
        (collection("", "Polygon", ring, r#"{"面积":1}"#), "import-features-nameless"),
        (r#"{"type":"FeatureCollection","features":[]}"#.to_owned(), "import-no-features"),
        ("{\"type\":\"FeatureCollection\",\n\"features\":[".to_owned(), "import-not-json"),
        ("{\"a\":1}".to_owned(), "import-not-geojson"),
    ] {
        let import = read_boundaries(&Source::new("b.geojson", bad.as_bytes()), &FieldNames::default());
        assert_eq!(import.faults.iter().map(Fault::code).collect::<Vec<_>>(), [code], "{bad}");
        assert!(import.refused());
    }
    let wrong = FieldNames { code: Some("dm".into()), ..FieldNames::default() };
    let import = read_boundaries(&Source::new("b.geojson", collection("", "Polygon", ring, named).as_bytes()), &wrong);
    assert_eq!(shown(&import.faults), ["b.geojson：要素没有属性“dm”，现有属性：code、name。"]);
}

#[test]
fn calendars_read_from_notices_and_tables() {
    let table = read_calendar(&Source::new(
        "c.csv",
        "日期,是否放假,名称\n2026-10-01,放假,国庆节\n2026年10月10日,上班,国庆节\n46388,是,元旦\n".as_bytes(),
    ));
    assert_eq!(shown(&table.faults), [""; 0]);
    assert_eq!(
        table.rows.iter().map(|y| (y.value.year, y.value.days.len())).collect::<Vec<_>>(),
        [(2026, 2), (2027, 1)]
    );
    let empty = read_calendar(&Source::new("2027.json", br#"{"year":2027,"days":[]}"#));
    assert!(empty.refused() && empty.faults[0].render(Lang::Zh).contains("2027"));
    let twice =
        read_calendar(&Source::new("c.csv", "日期,是否放假\n2026-10-01,是\n2026-10-01,否\n昨天,是\n".as_bytes()));
    assert_eq!(twice.faults.len(), 2, "{:?}", shown(&twice.faults));
}

#[test]
fn visits_gather_their_rows_and_refuse_contradictions() {
    let visits = read_visits(
        &Source::new(
            "v.csv",
            "轮次,点位编码,督查员,开始时间,提交时间,项目编码,是否符合,处数,符合数,总数,不计分原因,备注\n\
             mock-1,S1,P1；P2,2026-11-16 09:00,2026-11-16 09:40,R1,是,,,,,\n\
             ,,,,,R2,,3,,,,路口有垃圾\n\
             mock-1,S2,P1,2026-11-16T10:00:00+08:00,,R1,,,18,20,,\n\
             mock-1,S2,P9,2026-11-16 10:00,,R2,,,,,不适用,\n\
             mock-1,S2,P1,2026-11-16 10:00,,R1,是,,,,,\n\
             mock-1,S3,P1,2026-11-16 11:00,,R1,,,,,,\n\
             mock-1,S3,P1,2026-11-16 11:00,,R2,,-2,,,,\n\
             mock-1,S3,P1,昨天,,R3,是,,,,,\n"
                .as_bytes(),
        ),
        DEFAULT_ZONE,
    );
    let first = &visits.rows[0].value;
    assert_eq!(first.inspector_codes, ["P1", "P2"]);
    assert_eq!(first.observations.len(), 2);
    assert_eq!(first.started_at.unwrap().to_rfc3339(), "2026-11-16T01:00:00+00:00");
    assert_eq!(first.key, "mock-1|S1|2026-11-16T01:00:00+00:00");
    assert_eq!(visits.rows[1].value.observations.len(), 2);
    let shown = shown(&visits.faults);
    for place in [
        "第 5 行「督查员」",
        "第 6 行「项目编码」",
        "第 7 行「项目编码」",
        "第 8 行「项目编码」",
        "第 9 行「开始时间」",
    ] {
        assert!(shown.iter().any(|s| s.contains(place)), "no {place}: {shown:#?}");
    }
    assert_eq!(shown.len(), 5, "{shown:#?}");
}

#[test]
fn observations_say_the_same_as_table_and_as_json() {
    let table = read_observations(&Source::new(
        "o.csv",
        "site,site_name,type,unit,node,demo,item,passed,deduction,count,ok,of,value,instances,found,not_rectified,repeated,metres,grade,readings,outside,module,attr_length\n\
         a,Elm,street,north,1/2,,R1,yes,,,,,,,,,,,,,,,850\n\
         a,,,,,,R2,,0.5,,,,,,,,,,,,,,\n\
         a,,,,,,R3,,,4,,,,,,,,500,,,,,\n\
         a,,,,,,R4,,,,18,20,,,,,,,,,,,\n\
         a,,,,,,R5,,,,,,,3;2;5,,,,,,,,,\n\
         a,,,,,,R6,,,,,,,,1,0,1,,,,,,\n\
         a,,,,,,R7,,,,,,,,,,,,B,,,,\n\
         a,,,,,,R8,,,,,,,,,,,,,\"[{\"\"count\"\":1},{\"\"count\"\":4}]\",,,\n\
         a,,,,,,R9,,,,,,,,,,,,,,n/a,,\n\
         ,,,north,,,,,,,,,88.4,,,,,,,,,survey,\n"
            .as_bytes(),
    ));
    assert_eq!(shown(&table.faults), [""; 0]);
    let json = read_observations(&Source::new(
        "o.json",
        br#"{"sites":[{"id":"a","name":"Elm","type":"street","unit":"north","node_path":["1","2"],"attributes":{"length":"850"},"observations":[
            {"item":"R1","passed":true},{"item":"R2","deduction":"0.5"},{"item":"R3","count":4,"metres":500},{"item":"R4","ok":18,"of":20},
            {"item":"R5","instances":[3,2,5]},{"item":"R6","found":1,"not_rectified":0,"repeated":1},{"item":"R7","grade":"B"},
            {"item":"R8","readings":[{"count":1},{"count":4}]},{"item":"R9","outside":"not_applicable"}]}],
            "modules":[{"module":"survey","value":"88.4","unit":"north"}]}"#,
    ));
    assert_eq!(shown(&json.faults), [""; 0]);
    assert_eq!(table.sites[0].facts, json.sites[0].facts);
    assert_eq!(table.modules, json.modules);
    let rows = read_observations(&Source::new(
        "o.json",
        br#"[{"site":"a","type":"street","item":"R1","passed":true},{"site":"a","item":"R2","count":2}]"#,
    ));
    assert_eq!(rows.sites[0].facts.observations.len(), 2, "{:?}", shown(&rows.faults));
    let lacking = read_observations(&Source::new("o.csv", b"site,type,count\na,street,1\nb,street,2\n"));
    assert_eq!(shown(&lacking.faults), ["o.csv 第 1 行：表头缺少「项目编码 / item」。读到的列是：site、type、count。"]);
}

#[test]
fn points_read_by_any_of_their_names() {
    for headings in ["id,lon,lat", "编号,经度,纬度", "name,Longitude,LATITUDE", "序号,X,Y"] {
        let points = read_points(&Source::new("p.csv", format!("{headings}\n1,114.05,38.07°\n2,东边,\n").as_bytes()));
        assert_eq!(points.rows[0].value.lat.to_string(), "38.07", "{headings}");
        assert_eq!(points.faults.len(), 2, "{headings}: {:?}", shown(&points.faults));
    }
}

#[test]
fn every_template_reads_back_without_faults_and_without_its_example() {
    for kind in Kind::ALL {
        for lang in [Lang::Zh, Lang::En] {
            let bytes = template(kind, lang).unwrap();
            let (sheets, faults) =
                wangge_documents::table::read(&Source::new("t.xlsx", &bytes), wangge_documents::forms::form(kind));
            let codes: Vec<&str> = faults.iter().map(Fault::code).collect();
            assert_eq!(codes, ["import-no-rows"], "{kind:?} {lang:?}: {:?}", shown(&faults));
            assert_eq!(sheets.len(), 1, "{kind:?} {lang:?}");
        }
    }
}

/// The reference of a form's columns as the documentation shows it.
fn column_table(kind: Kind) -> String {
    let form = wangge_documents::forms::form(kind);
    let mut table = String::from(
        "| 列名 | 英文列名 | 必填 | 怎么填 · What to enter | 也认作 · Also known as |\n|---|---|---|---|---|\n",
    );
    for c in form.columns {
        let required = if c.required { "是 yes" } else { "" };
        let (note, also) = (format!("{} · {}", c.zh_note, c.en_note), c.also.join("、"));
        table += &["", c.zh, &format!("`{}`", c.key), required, &note, &also, "\n"]
            .join(" | ")
            .trim_start()
            .replace(" | \n", " |\n");
    }
    table
}

/// `WANGGE_WRITE_DOCS=1` brings the page up to date.
#[test]
fn the_documentation_lists_every_column() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/import-forms.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let mut fresh = page.clone();
    for kind in Kind::ALL {
        let (begin, end) = (format!("<!-- columns of {} -->\n", kind.word()), "<!-- end -->");
        let from = fresh.find(&begin).unwrap_or_else(|| panic!("the page has no {}", kind.word())) + begin.len();
        let until = from + fresh[from..].find(end).unwrap();
        fresh.replace_range(from..until, &column_table(kind));
    }
    if std::env::var("WANGGE_WRITE_DOCS").is_ok() {
        std::fs::write(&path, &fresh).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), fresh, "run this test with WANGGE_WRITE_DOCS=1");
}

#[test]
fn every_column_is_told_from_every_other_and_explained() {
    for kind in Kind::ALL {
        let form = wangge_documents::forms::form(kind);
        let names = form.names();
        for column in form.columns {
            for heading in [column.key, column.zh] {
                assert_eq!(names.recognise(heading).unwrap().0, column.key, "{kind:?} {heading}");
            }
            assert!(!column.zh_note.is_empty() && !column.en_note.is_empty(), "{kind:?} {}", column.key);
        }
    }
}

#[test]
fn lists_come_out_as_csv_and_workbook_and_never_as_formulas() {
    let rows = || {
        vec![
            vec![Field::from("=cmd|' /C calc'!A0"), Field::Number("-0.50".into())],
            vec![Field::from("a,\"b\""), Field::Number("—".into())],
        ]
    };
    let mut csv = Vec::new();
    write_csv(&mut csv, &["名称", "得分"], rows()).unwrap();
    assert_eq!(
        String::from_utf8(csv).unwrap(),
        "\u{feff}名称,得分\r\n'=cmd|' /C calc'!A0,-0.50\r\n\"a,\"\"b\"\"\",—\r\n"
    );
    let bytes = list_xlsx("清单", &["名称", "得分"], rows()).unwrap();
    assert!(bytes.starts_with(b"PK"));
}
