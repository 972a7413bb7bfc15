//! Every kind of judging: what readings earn, and what is refused.

use super::*;
use crate::text::{Lang, knows, render};

const MAX_DEDUCT: &str = r#"{ kind = "max_deduct", max = "1.5", step = "0.1" }"#;
const COUNT: &str = r#"{ kind = "count_deduct", each = "0.5", floor = "0.5" }"#;
const MISSING: &str = r#"{ kind = "missing", need = 5, each = "0.5" }"#;
const THRESHOLD: &str =
    r#"{ kind = "threshold", bands = [{ at_least = 95, share = 1 }, { at_least = 80, share = "0.6" }] }"#;
const AT_MOST: &str = r#"{ kind = "threshold", bands = [{ at_most = 2 }, { at_most = 4, share = "0.5" }] }"#;
const PIECEWISE: &str =
    r#"{ kind = "piecewise", points = [{ x = 0, share = 0 }, { x = 10, share = "0.5" }, { x = 20, share = 1 }] }"#;
const CAPPED: &str = r#"{ kind = "capped_ratio", need = 8 }"#;
const INSTANCES: &str = r#"{ kind = "instance_minimum", need = 2, each = "0.25" }"#;
const ESCALATING: &str = r#"{ kind = "escalating", found = "0.2", not_rectified = "0.5", repeated = 1 }"#;
const DISTANCE: &str = r#"{ kind = "count_per_distance", per_metres = 500, each = "0.5" }"#;
const MINUTES: &str = r#"{ kind = "count_per_minutes", per_minutes = 5, each = 1 }"#;
const GRADES: &str = r#"{ kind = "grades", grades = [{ grade = "A", share = 1 }, { grade = "B", share = "0.6" }, { grade = "C", share = 0 }] }"#;
const WORST: &str = r#"{ kind = "worst_of", of = { kind = "count_deduct", each = "0.5" } }"#;
const PASS: &str = r#"{ kind = "pass_fail" }"#;
const PROPORTION: &str = r#"{ kind = "proportion" }"#;

/// Judges `reading`, the fields beside the item, on an item worth 2 points.
fn judged(judging: &str, reading: &str) -> Result<Judged, JudgeRefusal> {
    let edition = edition("", &item("A", "2", judging));
    let form: ObservationForm = serde_json::from_str(&format!("{{\"item\":\"A\",{reading}}}")).unwrap();
    judge(&edition, "road", "A", &form.read()?.outcome)
}

#[test]
fn every_kind_scores_its_readings() {
    let cases = [
        (PASS, r#""passed":true"#, "2"),
        (PASS, r#""passed":false"#, "0"),
        (MAX_DEDUCT, r#""deduction":"0""#, "2"),
        (MAX_DEDUCT, r#""deduction":"0.3""#, "1.7"),
        (MAX_DEDUCT, r#""deduction":"1.5""#, "0.5"),
        (MAX_DEDUCT, r#""passed":true"#, "2"),
        (MAX_DEDUCT, r#""passed":true,"deduction":0"#, "2"),
        (MAX_DEDUCT, r#""passed":false,"deduction":"0.1""#, "1.9"),
        (COUNT, r#""count":0"#, "2"),
        (COUNT, r#""count":1"#, "1.5"),
        (COUNT, r#""count":3"#, "0.5"),
        (COUNT, r#""count":400"#, "0.5"),
        (COUNT, r#""passed":true"#, "2"),
        (MISSING, r#""have":5"#, "2"),
        (MISSING, r#""have":9"#, "2"),
        (MISSING, r#""have":4"#, "1.5"),
        (MISSING, r#""have":0"#, "0"),
        (PROPORTION, r#""ok":18,"of":20"#, "1.8"),
        (PROPORTION, r#""ok":1,"of":3"#, "2/3"),
        (PROPORTION, r#""ok":0,"of":0"#, "—"),
        (THRESHOLD, r#""value":"95""#, "2"),
        (THRESHOLD, r#""value":"94.99""#, "1.2"),
        (THRESHOLD, r#""value":"79.9""#, "0"),
        (AT_MOST, r#""value":2"#, "2"),
        (AT_MOST, r#""value":"2.1""#, "1"),
        (AT_MOST, r#""value":"4.1""#, "0"),
        (PIECEWISE, r#""value":-3"#, "0"),
        (PIECEWISE, r#""value":5"#, "0.5"),
        (PIECEWISE, r#""value":10"#, "1"),
        (PIECEWISE, r#""value":"13""#, "1.3"),
        (PIECEWISE, r#""value":99"#, "2"),
        (CAPPED, r#""have":4"#, "1"),
        (CAPPED, r#""value":"2.5""#, "0.625"),
        (CAPPED, r#""have":11"#, "2"),
        (INSTANCES, r#""instances":[3,2,5]"#, "2"),
        (INSTANCES, r#""instances":[1,0,5]"#, "1.25"),
        (INSTANCES, r#""instances":[0,0,0,0,0]"#, "0"),
        (ESCALATING, r#""found":1,"not_rectified":1,"repeated":1"#, "0.3"),
        (ESCALATING, r#""repeated":5"#, "0"),
        (ESCALATING, r#""found":0"#, "2"),
        (DISTANCE, r#""count":2,"metres":500"#, "1"),
        (DISTANCE, r#""count":2,"metres":1000"#, "1.5"),
        (DISTANCE, r#""count":1,"metres":300"#, "7/6"),
        (DISTANCE, r#""count":0,"metres":0"#, "—"),
        (MINUTES, r#""count":1,"minutes":10"#, "1.5"),
        (MINUTES, r#""count":9,"minutes":5"#, "0"),
        (GRADES, r#""grade":"A""#, "2"),
        (GRADES, r#""grade":" B ""#, "1.2"),
        (GRADES, r#""grade":"C""#, "0"),
        (WORST, r#""readings":[{"count":1},{"count":3},{"count":0}]"#, "0.5"),
        (PASS, r#""outside":"not_applicable""#, "—"),
        (COUNT, r#""outside":"unreachable""#, "—"),
        (GRADES, r#""outside":"refused""#, "—"),
    ];
    for (judging, reading, score) in cases {
        let judged = judged(judging, reading).unwrap();
        let shown = judged.score.as_ref().map_or_else(|| "—".to_owned(), ToString::to_string);
        assert_eq!(shown, score, "{judging} {reading}");
        let lost = judged.score.as_ref().map(|s| exact("2") - s).unwrap_or_default();
        assert_eq!(judged.lost, lost);
        for lang in [Lang::Zh, Lang::En] {
            assert!(knows(&judged.how.key, lang), "{}", judged.how.key);
            assert!(!render(&judged.how, lang).contains("{$"), "{}", render(&judged.how, lang));
        }
    }
}

#[test]
fn impossible_readings_are_refused_with_a_sentence() {
    let cases = [
        (MAX_DEDUCT, r#""deduction":"1.6""#, "deduction-over-max"),
        (MAX_DEDUCT, r#""deduction":"0.25""#, "not-a-step"),
        (MAX_DEDUCT, r#""deduction":"-0.1""#, "negative"),
        (MAX_DEDUCT, r#""passed":true,"deduction":"0.1""#, "deduction-on-passed"),
        (MAX_DEDUCT, r#""passed":false"#, "wrong-reading"),
        (COUNT, r#""passed":true,"count":1"#, "count-on-passed"),
        (COUNT, r#""count":-1"#, "negative"),
        (COUNT, r#""count":5000000000"#, "too-large"),
        (COUNT, r#""passed":false"#, "wrong-reading"),
        (COUNT, r#""count":1,"grade":"A""#, "mixed-reading"),
        (COUNT, r#""outside":"refused","count":1"#, "mixed-reading"),
        (COUNT, r#""outside":"refused","passed":false"#, "mixed-reading"),
        (COUNT, r#""remark":"nothing else""#, "no-reading"),
        (PASS, r#""count":0"#, "wrong-reading"),
        (PROPORTION, r#""ok":21,"of":20"#, "more-than-all"),
        (PROPORTION, r#""ok":1"#, "incomplete"),
        (PROPORTION, r#""passed":true,"ok":1,"of":2"#, "loss-on-passed"),
        (GRADES, r#""grade":"D""#, "unknown-grade"),
        (GRADES, r#""grade":"""#, "unknown-grade"),
        (DISTANCE, r#""count":1,"metres":0"#, "count-over-nothing"),
        (DISTANCE, r#""count":1,"metres":-5"#, "negative"),
        (DISTANCE, r#""metres":5"#, "incomplete"),
        (DISTANCE, r#""count":1"#, "wrong-reading"),
        (MINUTES, r#""count":1,"metres":5"#, "wrong-reading"),
        (MINUTES, r#""count":1,"metres":5,"minutes":5"#, "mixed-reading"),
        (INSTANCES, r#""instances":[]"#, "nothing-listed"),
        (INSTANCES, r#""instances":[1,-2]"#, "negative"),
        (CAPPED, r#""value":-1"#, "negative"),
        (WORST, r#""readings":[]"#, "nothing-listed"),
        (WORST, r#""readings":[{"grade":"A"}]"#, "wrong-reading"),
        (WORST, r#""readings":[{"readings":[{"count":1}]}]"#, "mixed-reading"),
        (WORST, r#""readings":[{"outside":"refused"}]"#, "mixed-reading"),
    ];
    for (judging, reading, code) in cases {
        let refusal = judged(judging, reading).unwrap_err();
        assert_eq!(refusal.code(), code, "{judging} {reading}: {refusal}");
        for lang in [Lang::Zh, Lang::En] {
            assert!(knows(&refusal.message().key, lang), "{}", refusal.message().key);
            assert!(render(&refusal.message(), lang).contains('A'), "{}", render(&refusal.message(), lang));
        }
    }
}

#[test]
fn items_and_types_outside_the_edition_are_refused() {
    let park_only = "[[item]]\ncode = \"P\"\ntypes = [\"park\"]\nname = { zh = \"P\" }\npoints = 1\n\
                     judging = { kind = \"pass_fail\" }\n";
    let edition = edition("", &(item("A", "2", PASS) + park_only));
    let passed = observation(r#"{"item":"A","passed":true}"#).outcome;
    let code = |site_type: &str, item: &str| judge(&edition, site_type, item, &passed).unwrap_err().code();
    assert_eq!(code("road", "Z"), "unknown-item");
    assert_eq!(code("sea", "A"), "unknown-type");
    assert_eq!(code("road", "P"), "not-applicable");
    assert!(judge(&edition, "park", "P", &passed).is_ok());
}

#[test]
fn observations_round_trip_through_json() {
    for json in [
        r#"{"item":"R01","passed":true}"#,
        r#"{"item":"R02","deduction":"0.5"}"#,
        r#"{"item":"R03","count":3,"remark":"路口"}"#,
        r#"{"item":"R03","passed":false,"count":3}"#,
        r#"{"item":"R04","have":4}"#,
        r#"{"item":"R05","ok":18,"of":20}"#,
        r#"{"item":"R06","value":"92.5"}"#,
        r#"{"item":"R07","instances":[3,2,5]}"#,
        r#"{"item":"R08","found":1,"not_rectified":0,"repeated":1}"#,
        r#"{"item":"R09","count":4,"metres":"500"}"#,
        r#"{"item":"R10","count":2,"minutes":"5"}"#,
        r#"{"item":"R11","grade":"B"}"#,
        r#"{"item":"R12","readings":[{"count":1},{"count":4}]}"#,
        r#"{"item":"R13","outside":"not_applicable"}"#,
    ] {
        assert_eq!(serde_json::to_string(&observation(json)).unwrap(), json);
    }
    assert!(serde_json::from_str::<Observation>(r#"{"item":"R01","passd":true}"#).is_err());
}

#[test]
fn a_readings_schema_is_the_flat_form() {
    let schema = serde_json::to_value(schemars::schema_for!(Observation)).unwrap();
    assert!(schema["properties"]["not_rectified"].is_object(), "{schema}");
}
