//! `PUT /api/v1/causes`

use aide::axum::routing::{ApiMethodRouter, put_with};
use aide::transform::TransformOperation;
use wangge_app::cause;
use wangge_app::context::App;
use wangge_app::view::CausesView;
use wangge_domain::cause::CauseTable;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    put_with(replace_causes, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("replaceCauses")
        .tag("results")
        .summary("Change the causes")
        .description("All causes and rules, in place of those before. A cause in use may be retired, not dropped.")
}

async fn replace_causes(
    caller: Caller,
    IfMatch(version): IfMatch,
    Body(table): Body<CauseTable>,
) -> Result<Tagged<CausesView>, Refusal> {
    Ok(Tagged(cause::replace(&caller.app, &caller.actor, caller.lang, version, table).await?))
}

#[cfg(test)]
mod tests {
    use axum::http::Method;
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_office_keeps_its_own_causes(store: Store) {
            let desk = Desk::open(store).await;
            let office = desk.account(Role::Office).await;
            let version = desk.version_of("/causes", &office).await;
            let table = json!({
                "causes": [{ "code": "funds", "name": { "zh": "经费不足", "en": "Lack of funds" } }],
                "rules": [{ "cause": "funds", "words": ["老化"] }],
            });
            let call = |version| desk.call(Method::PUT, "/causes").by(&office).on_version(version).with(&table);
            let kept = call(version).reply().await.done();
            assert_eq!(kept["causes"][0]["name"], "经费不足");
            call(version).reply().await.refused(412, "conflict");
        }

        async fn a_faulty_table_and_a_leader_are_refused(store: Store) {
            let desk = Desk::open(store).await;
            let office = desk.account(Role::Office).await;
            let version = desk.version_of("/causes", &office).await;
            let table = json!({ "causes": [], "rules": [{ "cause": "nobody", "words": ["x"] }] });
            let call = |by: &crate::testing::Account| desk.call(Method::PUT, "/causes").by(by).on_version(version).with(&table);
            call(&office).reply().await.refused(422, "invalid");
            call(&desk.account(Role::Leader).await).reply().await.refused(403, "forbidden");
        }
    }
}
