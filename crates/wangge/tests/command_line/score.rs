//! `wangge score` on files alone, with the worked examples of `docs/standard-form.md`.

use serde_json::Value;

use crate::support::{District, alone};

/// The TOML and CSV of a worked example, from 1.
fn example(number: usize) -> (String, String) {
    let page = include_str!("../../../../docs/standard-form.md");
    let (_, examples) = page.split_once("## Worked examples").unwrap();
    let block = |fence: &str| examples.split(fence).nth(number).unwrap().split("```").next().unwrap().to_owned();
    (block("```toml\n"), block("```csv\n"))
}

struct Files {
    district: District,
    standard: String,
    observations: String,
}

fn files(number: usize) -> Files {
    let (standard, observations) = example(number);
    let district = District::embedded();
    Files {
        standard: district.file("standard.toml", standard),
        observations: district.file("observations.csv", observations),
        district,
    }
}

impl Files {
    fn score(&self, more: &[&str]) -> crate::support::Said {
        let mut arguments = vec!["score", "--standard", &self.standard, "--observations", &self.observations];
        arguments.extend(more);
        alone(&arguments)
    }

    fn json(&self, more: &[&str]) -> Value {
        let said = self.score(&[more, &["--json"]].concat());
        assert_eq!(said.code, 0, "{said:?}");
        serde_json::from_str(&said.out).unwrap()
    }
}

fn by_key<'a>(rows: &'a Value, key: &str) -> &'a Value {
    rows.as_array().unwrap().iter().find(|row| row["key"] == key).unwrap()
}

#[test]
fn the_worked_examples_come_to_what_the_page_says() {
    let share = files(1).json(&[]);
    assert_eq!(share["total"]["score"]["shown"], "55.00", "share of length graded acceptable");
    assert_eq!(by_key(&share["by"]["unit"], "north")["score"]["shown"], "75.00");
    assert_eq!(by_key(&share["by"]["unit"], "south")["score"]["exact"], "125/3");

    let grades = files(2).json(&[]);
    assert_eq!(grades["district"]["score"]["shown"], "66.67", "100 less the mean of grades");
    assert_eq!(grades["district"]["score"]["exact"], "200/3");

    let weighed = files(3).json(&[]);
    let ranks = ["A", "B", "C"].map(|unit| {
        let row = by_key(&weighed["by"]["unit"], unit);
        (row["rank"].as_u64().unwrap(), row["score"]["shown"].as_str().unwrap().to_owned())
    });
    let expected = [(2, "88.50"), (1, "88.50"), (3, "61.00")].map(|(rank, shown)| (rank, shown.to_owned()));
    assert_eq!(ranks, expected, "ranked before rounding");
}

#[test]
fn the_explanation_unfolds_down_to_the_reading() {
    let files = files(3);
    let tree = files.json(&["--explain", "unit:B"])["explanation"].clone();
    let on_site = by_key(&tree["parts"], "on-site");
    let order = by_key(&by_key(&on_site["parts"], "b1")["parts"], "ORDER");
    assert_eq!(order["score"]["exact"], "9.001");
    assert!(order["how"].as_str().unwrap().contains("9001/10000"), "{order}");
    let said = files.score(&["--explain", "site:b1", "--lang", "en"]);
    assert!(said.out.contains("In order 9001/10000: 10 × 9001/10000 = 9.001."), "{}", said.out);
    let said = files.score(&["--explain", "unit:Z"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains('Z'), "{}", said.err);
}

#[test]
fn tables_show_levels_asked_for_and_no_others() {
    let files = files(3);
    let said = files.score(&["--by", "site"]);
    assert!(said.out.contains("按点位（先排名，后取整）") && !said.out.contains("按单位"), "{}", said.out);
    let lines: Vec<&str> = said.out.lines().filter(|line| line.contains("1  ")).collect();
    assert!(said.out.contains("90.005"), "the exact figure stands beside the shown one: {lines:?}");
}

#[test]
fn modules_may_stand_in_a_file_of_their_own() {
    let (standard, observations) = example(3);
    let district = District::embedded();
    let (own, given): (Vec<&str>, Vec<&str>) = observations.lines().partition(|line| !line.contains(",survey,"));
    let standard = district.file("standard.toml", standard);
    let observations = district.file("observations.csv", own.join("\n"));
    let modules = district.file("modules.csv", format!("module,unit,value\n{}", survey(&given)));
    let said =
        alone(&["score", "--standard", &standard, "--observations", &observations, "--modules", &modules, "--json"]);
    let report: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(by_key(&report["by"]["unit"], "B")["score"]["exact"], "88.50425", "{}", said.err);
}

fn survey(rows: &[&str]) -> String {
    let row = |row: &&str| {
        let cells: Vec<&str> = row.split(',').collect();
        format!("survey,{},{}\n", cells[2], cells[8])
    };
    rows.iter().map(row).collect()
}

#[test]
fn a_cycle_of_years_is_weighed_and_a_missing_year_is_refused() {
    let (standard, observations) = example(1);
    let district = District::embedded();
    let cycle = "\n[cycle]\nyears = [{ year = 1, weight = \"0.25\" }, { year = 2, weight = \"0.75\" }]\n";
    let standard = district.file("standard.toml", format!("{standard}{cycle}"));
    let observations = district.file("observations.csv", observations);
    let score = |cycle: &str| {
        alone(&["score", "--standard", &standard, "--observations", &observations, "--cycle", cycle, "--json"])
    };
    let report: Value = serde_json::from_str(&score("1=80.5,2=this").out).unwrap();
    assert_eq!(report["cycle"]["exact"], "61.375", "0.25 · 80.5 + 0.75 · 55");
    for wrong in ["1=80.5", "1=x,2=this", "2", "1=80,2=90,x=3"] {
        let said = score(wrong);
        assert_eq!(said.code, 1, "{wrong}: {said:?}");
    }
}

#[test]
fn every_fault_is_told_at_its_row_in_the_language_asked_for() {
    let files = files(3);
    let wrong = "\
site,type,unit,item,count,ok,of,deduction
a1,street,A,CLEAN,-1,,,
a1,street,A,NOSUCH,1,,,
a2,lane,A,CLEAN,1,,,
a3,street,A,ORDER,,11,10,
a4,street,A,CLEAN,,,,2
";
    let observations = files.district.file("wrong.csv", wrong);
    let score =
        |lang: &str| alone(&["score", "--standard", &files.standard, "--observations", &observations, "--lang", lang]);
    let first = score("zh-CN");
    assert_eq!((first.code, first.out.as_str()), (1, ""));
    assert!(first.err.contains("wrong.csv 第 2 行"), "a count below nought: {}", first.err);

    let observations = files.district.file("wrong.csv", wrong.replace("-1", "1"));
    let unknown = alone(&["score", "--standard", &files.standard, "--observations", &observations]);
    assert_eq!(unknown.code, 1);
    for words in ["第 3 行", "NOSUCH", "第 4 行", "lane"] {
        assert!(unknown.err.contains(words), "{words}: {}", unknown.err);
    }

    let counted = wrong.replace("-1", "1");
    let known: Vec<&str> = counted.lines().filter(|line| !line.contains("NOSUCH") && !line.contains("lane")).collect();
    let observations = files.district.file("wrong.csv", known.join("\n"));
    let judged = alone(&["score", "--standard", &files.standard, "--observations", &observations, "--lang", "en"]);
    assert_eq!(judged.code, 1);
    for words in ["row 3", "ORDER", "row 4", "CLEAN"] {
        assert!(judged.err.contains(words), "{words}: {}", judged.err);
    }
    let json = alone(&["score", "--standard", &files.standard, "--observations", &observations, "--json"]);
    let report: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((report["refused"].as_bool(), report["faults"].as_array().unwrap().len()), (Some(true), 2));
    assert_eq!(report["faults"][0]["number"], 3);
}

#[test]
fn a_faulty_standard_and_a_missing_file_are_refused() {
    let files = files(1);
    let standard = files.district.file("faulty.toml", example(1).0.replace("points = ", "points = \"-1\" # "));
    let said = alone(&["score", "--standard", &standard, "--observations", &files.observations]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("faulty.toml"), "{}", said.err);
    let said = alone(&["score", "--standard", "nowhere.toml", "--observations", &files.observations]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("nowhere.toml"), "{}", said.err);
}

#[test]
fn wrong_usage_ends_with_two() {
    for arguments in [
        &["score"][..],
        &["score", "--standard", "x", "--observations", "y", "--by", "colour"],
        &["import", "colours", "x.csv"],
        &["locate", "--lon", "114"],
        &["locate"],
        &["no-such-command"],
    ] {
        assert_eq!(alone(arguments).code, 2, "{arguments:?}");
    }
}

#[test]
fn the_sample_standard_scores() {
    let standard = concat!(env!("CARGO_MANIFEST_DIR"), "/../../standards/sample-monthly.toml");
    let district = District::embedded();
    let form: toml::Table = toml::from_str(&std::fs::read_to_string(standard).unwrap()).unwrap();
    let first = |list: &str| form[list][0]["code"].as_str().unwrap().to_owned();
    let observations =
        district.file("o.csv", format!("site,type,item,passed\ns1,{},{},yes\n", first("site_type"), first("item")));
    let said = alone(&["score", "--standard", standard, "--observations", &observations]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains("（示例）"), "a sample says so: {}", said.out);
}
