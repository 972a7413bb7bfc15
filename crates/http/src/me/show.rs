//! `GET /api/v1/me`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::session;
use wangge_app::view::Me;

use crate::answer::Answered;
use crate::extract::Signed;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showMe")
        .tag("session")
        .summary("Who is signed in")
        .description("The account, its roles, what it may do, and the campaign.")
}

async fn show(signed: Signed) -> Answered<Me> {
    Ok(Json(session::me(&signed.app, &signed.actor, signed.lang).await?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn one_learns_who_one_is_in_the_language_asked_for(store: Store) {
            let desk = Desk::open(store).await;
            let inspector = desk.account(Role::Inspector).await;
            let me = desk.get("/me").by(&inspector).reply().await.done();
            assert_eq!(me["login"], json!(inspector.login));
            assert_eq!(me["campaign"]["name"], "云岭区文明城区创建");
            let may: Vec<&str> = me["may"].as_array().into_iter().flatten().filter_map(|a| a.as_str()).collect();
            assert!(may.contains(&"submit_visit") && !may.contains(&"view_score"), "{may:?}");
            let me = desk.get("/me").by(&inspector).in_english().reply().await.done();
            assert_eq!(me["campaign"]["name"], "Yunling civilised district campaign");
        }

        async fn before_the_first_password_is_changed_only_oneself_is_open(store: Store) {
            let desk = Desk::open(store).await;
            let newcomer = desk.newcomer(Role::SystemAdministrator).await;
            let me = desk.get("/me").by(&newcomer).reply().await.done();
            assert_eq!(me["must_change_password"], true);
            desk.get("/users").by(&newcomer).reply().await.refused(403, "password_change_required");
        }
    }
}
