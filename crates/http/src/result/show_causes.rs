//! `GET /api/v1/causes`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use wangge_app::cause;
use wangge_app::context::App;
use wangge_app::view::CausesView;

use crate::answer::Tagged;
use crate::extract::Caller;
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show_causes, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showCauses")
        .tag("results")
        .summary("Causes of lost points")
        .description("The office's vocabulary, and the rules that propose from it.")
}

async fn show_causes(caller: Caller) -> Result<Tagged<CausesView>, Refusal> {
    Ok(Tagged(cause::show(&caller.app, &caller.actor, caller.lang).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_causes_come_with_their_rules(store: Store) {
            let desk = Desk::open(store).await;
            let leader = desk.account(Role::Leader).await;
            let causes = desk.get("/causes").by(&leader).reply().await.done();
            assert_eq!(causes["causes"].as_array().map(Vec::len), Some(6), "{causes}");
            assert_eq!(causes["table"]["rules"][0]["cause"], "facility");
        }

        async fn inspectors_never_see_them(store: Store) {
            let desk = Desk::open(store).await;
            let inspector = desk.account(Role::Inspector).await;
            desk.get("/causes").by(&inspector).reply().await.refused(403, "forbidden");
        }
    }
}
