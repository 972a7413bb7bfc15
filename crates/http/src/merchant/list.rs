//! `GET /api/v1/merchants`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::merchant;
use wangge_app::view::{List, MerchantQuery, MerchantSummary};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listMerchants")
        .tag("merchants")
        .summary("Merchants")
        .description("Those within reach that are in business, with the legal person who signs for each.")
}

async fn list(caller: Caller, Query(query): Query<MerchantQuery>) -> Answered<List<MerchantSummary>> {
    Ok(Json(merchant::list(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::{Account, Desk};

    const FILE: &str = "商户编码,商户名称,业态,法人,地址,经度,纬度,门前三包签订日期\n\
        M002,好再来面馆,餐饮,赵一,人民路2号,114.15,37.9,\n\
        M001,石桥五金店,零售,钱二,人民路1号,114.05,37.9,2026-11-02\n";

    async fn import(desk: &Desk, office: &Account, file: &str, query: &str) -> serde_json::Value {
        let path = format!("/imports/merchants?filename=m.csv{query}");
        desk.post(&path).by(office).bytes(file.as_bytes()).reply().await.done()
    }

    both_databases! {
        async fn merchants_are_imported_once_found_by_any_word_and_changed_by_the_next_file(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let tried = import(&desk, &office, FILE, "&dry_run=true").await;
            assert_eq!((tried["applied"].as_bool(), tried["summary"]["created"].as_i64()), (Some(false), Some(2)));
            let done = import(&desk, &office, FILE, "").await;
            assert_eq!((done["applied"].as_bool(), done["summary"]["created"].as_i64()), (Some(true), Some(2)), "{done}");
            let again = import(&desk, &office, FILE, "").await;
            assert_eq!(again["summary"]["unchanged"], 2);
            let all = desk.get("/merchants").by(&office).reply().await.done();
            assert_eq!((all["total"].as_i64(), all["items"][0]["code"].as_str()), (Some(2), Some("M001")));
            assert_eq!(all["items"][0]["node"]["name"], "石桥社区");
            for (query, code) in [("q=钱二", "M001"), ("pledged=false", "M002"), ("kind=餐饮", "M002"), ("sort=pledge&limit=1", "M002")] {
                let found = desk.get(&format!("/merchants?{}", form(query))).by(&office).reply().await.done();
                assert_eq!(found["items"][0]["code"], code, "{query}");
            }
            let signed = "商户编码,商户名称,门前三包签订日期\nM002,好再来面馆,2026-11-20\n";
            assert_eq!(import(&desk, &office, signed, "").await["summary"]["changed"], 1);
            let board = desk.get("/chessboard").by(&office).reply().await.done();
            assert_eq!((board["merchants"].as_i64(), board["pledged"].as_i64()), (Some(2), Some(2)));
            let before = desk.get("/chessboard?day=2026-11-10").by(&office).reply().await.done();
            assert_eq!((before["merchants"].as_i64(), before["pledged"].as_i64()), (Some(2), Some(1)));
        }

        async fn every_fault_is_said_at_once_and_nothing_is_kept(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let file = "商户编码,商户名称,经度,纬度,门前三包签订日期\nM1,甲,114.05,37.9,昨天\nM1,乙,114.05,37.9,\nM3,丙,100,37.9,\n";
            let refused = import(&desk, &office, file, "").await;
            assert_eq!(refused["applied"], false);
            assert_eq!(refused["faults"].as_array().map(Vec::len), Some(3), "{refused}");
            assert_eq!(desk.get("/merchants").by(&office).reply().await.done()["total"], 0);
        }

        async fn a_worker_sees_those_of_the_own_node_only(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            import(&desk, &office, FILE, "").await;
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            let seen = desk.get("/merchants").by(&worker).reply().await.done();
            assert_eq!((seen["total"].as_i64(), seen["items"][0]["code"].as_str()), (Some(1), Some("M001")));
            let call = desk.post("/imports/merchants?filename=m.csv").by(&worker).bytes(FILE.as_bytes());
            call.reply().await.refused(403, "forbidden");
            desk.get("/merchants?cursor=none").by(&worker).reply().await.refused(422, "invalid");
        }
    }

    /// A query with its Chinese letters as an address carries them.
    fn form(query: &str) -> String {
        let (first, rest) = query.split_once('&').unwrap_or((query, ""));
        let (key, value) = first.split_once('=').unwrap_or((first, ""));
        let mut text = form_urlencoded::Serializer::new(String::new());
        text.append_pair(key, value);
        format!("{}&{rest}", text.finish()).trim_end_matches('&').to_owned()
    }
}
