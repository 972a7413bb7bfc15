//! `GET /api/v1/cases/orders/document` and `GET /api/v1/escalations/{id}/document`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::response::{IntoResponse, Response};
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{CaseDocumentQuery, DocumentQuery};
use wangge_domain::ids::EscalationId;

use crate::answer::Download;
use crate::extract::{Caller, Id, Query};
use crate::problem::Refusal;

pub(crate) fn orders_route() -> ApiMethodRouter<App> {
    get_with(orders, |operation: TransformOperation<'_>| {
        operation
            .id("downloadOrders")
            .tag("cases")
            .summary("Rectification orders as a Word file")
            .description("One order a case, each from a page of its own, or one list a unit; at most a hundred cases.")
            .response_with::<200, Vec<u8>, _>(|response| response.description("The file."))
    })
}

pub(crate) fn escalation_route() -> ApiMethodRouter<App> {
    get_with(escalation, |operation: TransformOperation<'_>| {
        operation
            .id("downloadEscalation")
            .tag("escalations")
            .summary("A measure's document as a Word file")
            .description("The reminder, supervision order or raise in the layout of official documents.")
            .response_with::<200, Vec<u8>, _>(|response| response.description("The file."))
    })
}

async fn orders(caller: Caller, Query(query): Query<CaseDocumentQuery>) -> Result<Response, Refusal> {
    Ok(Download(case::orders_file(&caller.app, &caller.actor, caller.lang, query).await?).into_response())
}

async fn escalation(
    caller: Caller,
    Id(id): Id<EscalationId>,
    Query(query): Query<DocumentQuery>,
) -> Result<Response, Refusal> {
    let lang = query.lang.unwrap_or(caller.lang);
    Ok(Download(case::escalation_file(&caller.app, &caller.actor, lang, id).await?).into_response())
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn orders_go_out_as_word_one_a_case_or_one_list_a_unit(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let (first, second) = (desk.dispatched_case(&world).await, desk.dispatched_case(&world).await);
            let office = desk.account(Role::Office).await;
            let path = format!("/cases/orders/document?ids={first},{second},{first}");
            for form in ["", "&form=list", "&lang=en"] {
                let file = desk.get(&format!("{path}{form}")).by(&office).reply().await;
                assert!(file.status == 200 && file.text.starts_with("PK"), "{form}: {}", file.status);
                assert!(file.header("content-disposition").contains(".docx"));
            }
            desk.get(&format!("{path}&form=heap")).by(&office).reply().await.refused(400, "query_invalid");
            desk.get("/cases/orders/document?ids=").by(&office).reply().await.refused(400, "query_invalid");
            desk.get("/cases/orders/document?ids=,").by(&office).reply().await.refused(422, "invalid");
            desk.get(&format!("/cases/orders/document?ids={}", world.road)).by(&office).reply().await.refused(404, "not_found");
            let other = desk.account_at(Role::UnitHandler, None, Some(world.east_office)).await;
            desk.get(&path).by(&other).reply().await.refused(404, "not_found");
        }

        async fn a_supervision_order_goes_out_as_word_to_those_who_see_its_case(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.dispatched_case(&world).await.to_string();
            let office = desk.account(Role::Office).await;
            let version = desk.version_of(&format!("/cases/{case}"), &office).await;
            let order = desk.post(&format!("/cases/{case}/supervision-order")).by(&office).on_version(version);
            order.with(&json!({ "text": "限今日办结" })).reply().await.done();
            let ledger = desk.get("/escalations").by(&office).reply().await.done();
            let path = format!("/escalations/{}/document", ledger["items"][0]["id"].as_str().unwrap_or_default());
            let file = desk.get(&path).by(&office).reply().await;
            assert!(file.status == 200 && file.text.starts_with("PK") && file.header("content-type").contains("wordprocessingml"));
            let other = desk.account_at(Role::UnitHandler, None, Some(world.east_office)).await;
            desk.get(&path).by(&other).reply().await.refused(404, "not_found");
        }
    }
}
