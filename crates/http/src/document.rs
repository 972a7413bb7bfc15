//! The `OpenAPI` 3.1 document, made from the same types as the handlers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use aide::generate::in_context;
use aide::openapi::OpenApi;
use axum::Router;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use wangge_app::context::App;

use crate::extract::{SECURITY_SCHEME, SESSION_COOKIE};
use crate::problem::{PROBLEM_JSON, Problem};
use crate::routes::routes;

const SCHEMAS: &str = "/components/schemas/";
const RESPONSES: &str = "/components/responses/";

const TAGS: [(&str, &str); 37] = [
    ("session", "Signing in, and who one is"),
    ("today", "What today brings its reader 今日"),
    ("overview", "How the district stands 总览"),
    ("chessboard", "The map as of any day, its lists and tiles 一张图"),
    ("grid", "Nodes, completeness, locating 网格"),
    ("units", "Units and people 单位与人员"),
    ("sites", "Sites and their history 点位"),
    ("ownerships", "Ownership records of sites 权属记录"),
    ("duty-changes", "Duty changes of nodes and sites, planned for a day 职责变更"),
    ("merchants", "Merchants and their pledges 商户"),
    ("standards", "Standards and editions 测评体系"),
    ("rounds", "Rounds 测评轮次"),
    ("results", "Scores, explanation, comparison, lost points 测评结果"),
    ("visits", "Visits and observations 实地考察"),
    ("patrols", "Patrols: duties, tracks, coverage 巡查"),
    ("routing", "Routing: trying it out, and what leads nowhere 派遣规则"),
    ("drives", "Drives: what is planned, what was done, dead corners 专项行动"),
    ("replication", "Demonstration and replication: practice cards, who takes them over 示范复制"),
    ("rebounds", "Re-checks of closed cases, rebound rates, hot spots 回头看与反弹"),
    ("cases", "Cases from report to close-out 案卷"),
    ("schemes", "Ranking schemes and their editions 考核方案"),
    ("score-ledger", "What units gain and lose, appeals, statements 考核台账"),
    ("escalations", "Reminders, supervision orders, raises 催办督办"),
    ("notices", "Notices, how they reach people, and what could not be delivered 通知"),
    ("evidence", "Photographs of what was found and mended 证据照片"),
    ("signals", "What deserves a second look 疑点"),
    ("views", "Saved views of lists 视图"),
    ("tables", "Tables of the screen as files 导出"),
    ("rankings", "Rankings of units 排名"),
    ("listings", "Red and black lists and their rules 红黑榜"),
    ("statistics", "What units were handed and closed 处理统计表"),
    ("bulletins", "Weekly bulletins 通报"),
    ("meetings", "Dispatch meetings and their resolutions 调度会与议定事项"),
    ("imports", "Imports of files 导入"),
    ("settings", "What the office sets 设置"),
    ("audit", "The record of events 审计"),
    ("stream", "What changes, as it changes 实时变更"),
];

static TEXT: LazyLock<String> = LazyLock::new(|| openapi().to_string());

/// The document, without a store or a server.
pub fn openapi() -> Value {
    build().1
}

/// The document as it is served.
pub(crate) fn document_text() -> &'static str {
    &TEXT
}

/// The routes with their document.
pub(crate) fn build() -> (Router<App>, Value) {
    in_context(|context| context.schema = generator());
    let mut api = OpenApi::default();
    let router = routes().finish_api(&mut api);
    let mut document = serde_json::to_value(&api).unwrap_or_default();
    describe(&mut document);
    refuse(&mut document);
    prune(&mut document);
    (router, document)
}

/// `OpenAPI` 3.1 speaks JSON Schema 2020-12.
fn generator() -> SchemaGenerator {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = SCHEMAS.into();
        settings.meta_schema = None;
    });
    SchemaGenerator::new(settings)
}

fn describe(document: &mut Value) {
    document["info"] = json!({
        "title": "Wangge 网格",
        "version": "1",
        "summary": "The interface of a district's civilised-city campaign",
        "description": "Times are RFC 3339 in UTC, cut to milliseconds. Exact numbers are texts. Texts come in the \
            language of `Accept-Language` (zh-CN or en). Creates carry an identity made by the client (UUIDv7), so that \
            sending one again answers as the first time. Refusals are `application/problem+json` with a stable `code`.",
        "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
    });
    document["servers"] = json!([{ "url": "/" }]);
    let tags = TAGS.iter().chain(&[("users", "Accounts 账号")]);
    document["tags"] = tags.map(|(name, description)| json!({ "name": name, "description": description })).collect();
    document["components"]["securitySchemes"][SECURITY_SCHEME] =
        json!({ "type": "apiKey", "in": "cookie", "name": SESSION_COOKIE });
}

/// Documents on every operation how it can be refused.
fn refuse(document: &mut Value) {
    let mut problem = generator();
    let _ = problem.subschema_for::<Problem>();
    for (name, schema) in problem.take_definitions(true) {
        document["components"]["schemas"][name] = schema;
    }
    let mut described = BTreeMap::new();
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    for (path, methods) in paths {
        for (method, operation) in methods.as_object_mut().into_iter().flatten() {
            let refusals = refusals_of(path, method, operation);
            if let Some(responses) = operation["responses"].as_object_mut() {
                for (status, description) in refusals {
                    let name = format!("Refused_{status}");
                    responses.entry(status).or_insert_with(|| json!({ "$ref": format!("#{RESPONSES}{name}") }));
                    described.insert(name, description);
                }
            }
        }
    }
    let content = json!({ PROBLEM_JSON: { "schema": { "$ref": format!("#{SCHEMAS}Problem") } } });
    for (name, description) in described {
        document["components"]["responses"][name] = json!({ "description": description, "content": content });
    }
}

/// The refusals an operation can give, seen from what it takes.
fn refusals_of(path: &str, method: &str, operation: &Value) -> Vec<(&'static str, &'static str)> {
    let names: Vec<&str> =
        operation["parameters"].as_array().into_iter().flatten().filter_map(|p| p["name"].as_str()).collect();
    let takes = |place: &str| {
        operation["parameters"].as_array().into_iter().flatten().any(|parameter| parameter["in"] == place)
    };
    let body = operation.get("requestBody").is_some();
    let edits = names.contains(&"If-Match");
    let signing_in = path.ends_with("/session") && method == "post";
    let signed = operation.get("security").is_some();
    let all = [
        (body || takes("query") || edits, "400", "The request cannot be read."),
        (signed || signing_in, "401", "Nobody is signed in, or login name or password is wrong."),
        (signed, "403", "The role does not allow it, or the password must be changed first."),
        (path.contains('{'), "404", "Nothing by this identity that the reader may know about."),
        (signed && method != "get", "409", "A rule refuses; the code says which."),
        (edits, "412", "Somebody changed it in between; `version` is the present one."),
        (body, "413", "The body is too large."),
        (body, "415", "The body is not in a format this takes."),
        (body || takes("query"), "422", "Fields are not acceptable; `errors` lists them all."),
        (signing_in, "423", "Too many wrong passwords; the account rests for a while."),
        (edits, "428", "`If-Match` is missing."),
        (true, "default", "Any other refusal."),
    ];
    all.into_iter().filter(|(applies, ..)| *applies).map(|(_, status, description)| (status, description)).collect()
}

/// Drops schemas that nothing refers to: queries, whose fields stand as parameters.
fn prune(document: &mut Value) {
    loop {
        let mut used = BTreeSet::new();
        references(document, &mut used);
        let Some(schemas) = document["components"]["schemas"].as_object_mut() else { return };
        let before = schemas.len();
        schemas.retain(|name, _| used.contains(name));
        let mut sorted: Vec<(String, Value)> = std::mem::take(schemas).into_iter().collect();
        sorted.sort_by(|a, b| a.0.cmp(&b.0));
        *schemas = Map::from_iter(sorted);
        if schemas.len() == before {
            return;
        }
    }
}

fn references(value: &Value, used: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(name) = fields.get("$ref").and_then(Value::as_str).and_then(|at| at.rsplit('/').next()) {
                used.insert(name.to_owned());
            }
            fields.values().for_each(|value| references(value, used));
        }
        Value::Array(items) => items.iter().for_each(|value| references(value, used)),
        _ => {}
    }
}
