//! Valid readings for an item, good ones and bad ones, from the judging rule the interface describes.

use serde_json::{Map, Value, json};

/// The fields of a reading that keeps all points, or loses some where the judging lets that be told simply.
pub fn reading(rule: &Value, lost: bool) -> Value {
    let part = |name: &str| rule.get(name).cloned().unwrap_or(Value::Null);
    let bad = u32::from(lost);
    match rule["kind"].as_str().unwrap_or_default() {
        "max_deduct" => json!({ "deduction": if lost { part("max") } else { json!("0") } }),
        "count_deduct" => json!({ "count": bad }),
        "missing" => json!({ "have": part("need").as_u64().unwrap_or(1).saturating_sub(bad.into()) }),
        "proportion" => json!({ "ok": 20 - 3 * bad, "of": 20 }),
        "threshold" => json!({ "value": bound(rule["bands"].as_array(), lost) }),
        "piecewise" => json!({ "value": knot(rule["points"].as_array(), lost) }),
        "capped_ratio" => json!({ "value": if lost { json!("0") } else { part("need") } }),
        "instance_minimum" => {
            let need = part("need").as_u64().unwrap_or(1);
            json!({ "instances": [need, need.saturating_sub(bad.into())] })
        }
        "escalating" => json!({ "found": bad, "not_rectified": 0, "repeated": 0 }),
        "count_per_distance" => json!({ "count": bad, "metres": "500" }),
        "count_per_minutes" => json!({ "count": bad, "minutes": "30" }),
        "grades" => {
            let grades = rule["grades"].as_array().map(Vec::as_slice).unwrap_or_default();
            let grade = if lost { grades.last() } else { grades.first() };
            json!({ "grade": grade.map_or(Value::Null, |grade| grade["grade"].clone()) })
        }
        "worst_of" => json!({ "readings": [reading(&rule["of"], false), reading(&rule["of"], lost)] }),
        _ => json!({ "passed": !lost }),
    }
}

/// The bound of the best band, or of the last.
fn bound(bands: Option<&Vec<Value>>, lost: bool) -> Value {
    let bands = bands.map(Vec::as_slice).unwrap_or_default();
    let band = if lost { bands.last() } else { bands.first() };
    band.and_then(|band| band.get("at_least").or_else(|| band.get("at_most"))).cloned().unwrap_or_else(|| json!("0"))
}

/// Where the first knot lies that earns the whole, or nothing.
fn knot(points: Option<&Vec<Value>>, lost: bool) -> Value {
    let points = points.map(Vec::as_slice).unwrap_or_default();
    let wanted = if lost { "0" } else { "1" };
    let found = points.iter().find(|knot| knot["share"].as_str() == Some(wanted)).or_else(|| points.first());
    found.map_or_else(|| json!("0"), |knot| knot["x"].clone())
}

/// The observation of an item as it is submitted.
pub fn observation(item: &Value, lost: bool) -> Value {
    let mut fields = Map::new();
    fields.insert("item".to_owned(), item["code"].clone());
    if let Value::Object(read) = reading(&item["judging"]["rule"], lost) {
        fields.extend(read);
    }
    if lost {
        fields.insert("remark".to_owned(), json!("路口东侧 / east of the crossing"));
    }
    Value::Object(fields)
}
