//! `GET /api/v1/editions/{id}/difference`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::edition;
use wangge_app::view::{DifferenceQuery, EditionDifferenceView};
use wangge_domain::ids::EditionId;

use crate::answer::Answered;
use crate::extract::{Caller, Id, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(difference, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("compareEditions")
        .tag("standards")
        .summary("How two editions differ")
        .description("Items and site types added, dropped and changed, field by field, from the earlier to the later.")
}

async fn difference(
    caller: Caller,
    Id(id): Id<EditionId>,
    Query(query): Query<DifferenceQuery>,
) -> Answered<EditionDifferenceView> {
    Ok(Json(edition::difference(&caller.app, &caller.actor, caller.lang, id, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn what_was_added_dropped_and_changed_is_told_field_by_field(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let before = include_str!("../../../../standards/sample-monthly.toml");
            let after = before
                .replace("version = \"2026.1\"", "version = \"2026.2\"")
                .replace("code = \"A02\"", "code = \"A99\"")
                .replacen("points = \"10\"", "points = \"12\"", 1);
            desk.after(chrono::Duration::minutes(1));
            let call = desk.post("/imports/standard?filename=next.toml").by(&office).bytes(after.as_bytes());
            assert_eq!(call.reply().await.done()["applied"], true);
            let list = desk.get("/editions").by(&office).reply().await.done();
            let next = list["items"].as_array().into_iter().flatten().find(|e| e["version"] == "2026.2").cloned();
            let next = next.map(|edition| edition["id"].clone()).unwrap_or_default();
            let path = format!("/editions/{}/difference?with={}", next.as_str().unwrap_or_default(), world.edition);
            let found = desk.get(&path).by(&office).reply().await.done();
            assert_eq!((found["a"]["version"].as_str(), found["b"]["version"].as_str()), (Some("2026.1"), Some("2026.2")));
            let items = &found["items"];
            assert_eq!((items["added"][0]["code"].as_str(), items["dropped"][0]["code"].as_str()), (Some("A99"), Some("A02")));
            let fields: Vec<&str> = items["changed"][0]["fields"].as_array().into_iter().flatten().filter_map(|f| f["field"].as_str()).collect();
            assert_eq!(fields, ["points", "judging"], "{found}");
        }

        async fn an_edition_is_not_compared_with_itself_or_with_nothing(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let path = |with: uuid::Uuid| format!("/editions/{}/difference?with={with}", world.edition);
            desk.get(&path(world.edition.0)).by(&office).reply().await.refused(422, "invalid");
            desk.get(&path(world.road.0)).by(&office).reply().await.refused(404, "not_found");
        }
    }
}
