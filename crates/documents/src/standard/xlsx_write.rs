//! An edition to its workbook, which reads back as the same edition.

use serde_json::Value;
use wangge_domain::standard::{Consequence, Edition, Item, Judging};
use wangge_domain::text::Wording;

use super::sheets::{AGGREGATION, DIFFERENCES, GROUPS, HEAD, ITEMS, MODULES, SITE_TYPES, VETOES};
use super::words;
use crate::export::{Book, Unwritten};
use crate::form::Form;

/// The workbook of an edition, as XLSX bytes.
///
/// # Errors
/// When a text is longer than a cell can hold.
pub fn standard_to_xlsx(edition: &Edition) -> Result<Vec<u8>, Unwritten> {
    let mut book = Book::default();
    book.sheet(HEAD.zh, &headings(&HEAD), &head(edition))?;
    book.sheet(MODULES.zh, &headings(&MODULES), &modules(edition))?;
    book.sheet(AGGREGATION.zh, &headings(&AGGREGATION), &aggregation(edition)?)?;
    book.sheet(GROUPS.zh, &headings(&GROUPS), &groups(edition))?;
    book.sheet(SITE_TYPES.zh, &headings(&SITE_TYPES), &site_types(edition))?;
    book.sheet(ITEMS.zh, &headings(&ITEMS), &edition.items.iter().map(item).collect::<Rows>())?;
    book.sheet(DIFFERENCES.zh, &headings(&DIFFERENCES), &differences(edition))?;
    book.sheet(VETOES.zh, &headings(&VETOES), &vetoes(edition))?;
    book.finish()
}

fn headings(form: &Form) -> Vec<&'static str> {
    form.columns.iter().map(|c| c.zh).collect()
}

type Rows = Vec<Vec<String>>;

fn head(edition: &Edition) -> Rows {
    let (standard, own) = (&edition.standard, &edition.edition);
    let date = |day: Option<chrono::NaiveDate>| Wording::new(day.map(|d| d.to_string()).unwrap_or_default(), "");
    let plain = |text: &dyn std::fmt::Display| Wording::new(text.to_string(), "");
    let mut settings = vec![
        ("编码".to_owned(), plain(&standard.code)),
        ("名称".to_owned(), standard.name.clone()),
        ("层级".to_owned(), plain(&words::zh(words::LEVELS, standard.level))),
        ("发布单位".to_owned(), standard.issuer.clone()),
        ("版本".to_owned(), plain(&own.version)),
        ("示例".to_owned(), plain(&if own.sample { "是" } else { "否" })),
        ("生效日期".to_owned(), date(own.effective_from)),
        ("失效日期".to_owned(), date(own.effective_until)),
        ("满分".to_owned(), plain(&own.full_mark)),
        ("说明".to_owned(), own.note.clone()),
    ];
    for year in edition.cycle.iter().flat_map(|cycle| &cycle.years) {
        settings.push((format!("第{}年权重", year.year), plain(&year.weight)));
    }
    settings.into_iter().map(|(name, value)| vec![name, value.zh, value.en]).collect()
}

fn modules(edition: &Edition) -> Rows {
    let row = |m: &wangge_domain::standard::Module| {
        let source = words::zh(words::SOURCES, m.source).to_owned();
        vec![m.code.clone(), m.name.zh.clone(), m.name.en.clone(), m.weight.to_string(), source, m.full.to_string()]
    };
    edition.modules.iter().map(row).collect()
}

/// Every setting the aggregation writes, by the names of the sheet.
fn aggregation(edition: &Edition) -> Result<Rows, Unwritten> {
    let whole = serde_json::to_value(&edition.aggregation).map_err(|e| Unwritten::new(&e))?;
    let mut rows = Vec::new();
    for (zh, key) in words::aggregation_keys() {
        let value = key.split('.').try_fold(&whole, |value, part| value.get(part));
        let text = match value {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Bool(true)) => "是".to_owned(),
            Some(Value::Number(number)) => number.to_string(),
            _ => continue,
        };
        rows.push(vec![zh, text]);
    }
    Ok(rows)
}

fn groups(edition: &Edition) -> Rows {
    edition
        .groups
        .iter()
        .map(|g| vec![g.code.clone(), g.parent.clone(), g.name.zh.clone(), g.name.en.clone()])
        .collect()
}

fn site_types(edition: &Edition) -> Rows {
    let row = |t: &wangge_domain::standard::SiteType| {
        let geometry = words::zh(words::GEOMETRIES, t.geometry).to_owned();
        let door = words::zh(words::YES_NO, t.door_photo).to_owned();
        let (name, aliases) = (&t.name, t.aliases.join("、"));
        vec![t.code.clone(), name.zh.clone(), name.en.clone(), aliases, geometry, t.weight.to_string(), door]
    };
    edition.site_types.iter().map(row).collect()
}

fn item(item: &Item) -> Vec<String> {
    let phrases = |get: fn(&Wording) -> &String| {
        let texts: Vec<&str> = item.phrases.iter().map(|p| get(p).as_str()).collect();
        if texts.iter().all(|t| t.is_empty()) { String::new() } else { texts.join("|") }
    };
    let (kind, parameters) = judging(&item.judging);
    vec![
        item.code.clone(),
        item.group.clone(),
        item.types.join("、"),
        item.name.zh.clone(),
        item.name.en.clone(),
        item.criterion.zh.clone(),
        item.criterion.en.clone(),
        item.tip.zh.clone(),
        item.tip.en.clone(),
        item.points.to_string(),
        item.weight.to_string(),
        kind,
        parameters,
        words::zh(words::PHOTOS, item.photo.when).to_owned(),
        item.photo.min.to_string(),
        phrases(|p| &p.zh),
        phrases(|p| &p.en),
        item.department.clone(),
        item.limit.map(|limit| limit.to_string()).unwrap_or_default(),
        words::zh(words::SEVERITIES, item.severity).to_owned(),
    ]
}

fn judging(judging: &Judging) -> (String, String) {
    (judging.kind_zh().to_owned(), judging.parameters_cell())
}

fn differences(edition: &Edition) -> Rows {
    let mut rows = Vec::new();
    for item in &edition.items {
        for on in &item.on {
            let points = on.points.as_ref().map(ToString::to_string).unwrap_or_default();
            let (kind, parameters) = on.judging.as_ref().map(judging).unwrap_or_default();
            rows.push(vec![item.code.clone(), on.site_type.clone(), points, kind, parameters]);
        }
    }
    rows
}

fn vetoes(edition: &Edition) -> Rows {
    let row = |v: &wangge_domain::standard::Veto| {
        let (kind, points, months) = match &v.consequence {
            Consequence::Deduct { points } => ("deduct", points.to_string(), String::new()),
            Consequence::StopNomination => ("stop_nomination", String::new(), String::new()),
            Consequence::Suspend { months } => ("suspend", String::new(), months.to_string()),
            Consequence::Revoke => ("revoke", String::new(), String::new()),
        };
        let kind = words::zh(words::CONSEQUENCES, kind).to_owned();
        vec![v.code.clone(), v.name.zh.clone(), v.name.en.clone(), kind, points, months, v.window_months.to_string()]
    };
    edition.vetoes.iter().map(row).collect()
}
