//! `GET /api/v1/bulletins/draft`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use wangge_app::bulletin;
use wangge_app::context::App;
use wangge_app::view::{BulletinDraft, BulletinDraftQuery};

use crate::answer::Tagged;
use crate::extract::{Caller, Query};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(draft, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showBulletinDraft")
        .tag("bulletins")
        .summary("What the office adds to a week's bulletin")
        .description("Before its first edit, the requirements the week's problems suggest; its version is then 0.")
}

async fn draft(caller: Caller, Query(query): Query<BulletinDraftQuery>) -> Result<Tagged<BulletinDraft>, Refusal> {
    Ok(Tagged(bulletin::draft(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn before_the_first_edit_the_weeks_problems_suggest_it(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            desk.closed_round(&world).await;
            let office = desk.account(Role::Office).await;
            let reply = desk.get("/bulletins/draft?week=2026-W48").by(&office).reply().await;
            assert_eq!(reply.header("etag"), "\"0\"");
            let draft = reply.done();
            assert_eq!((draft["lang"].as_str(), draft["edited_at"].is_null()), (Some("zh-CN"), true), "{draft}");
        }

        async fn a_week_to_come_and_those_who_do_not_publish_are_refused(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            desk.get("/bulletins/draft?week=2027-W20").by(&office).reply().await.refused(409, "bulletin_week_to_come");
            let leader = desk.account(Role::Leader).await;
            desk.get("/bulletins/draft?week=2026-W47").by(&leader).reply().await.refused(403, "forbidden");
        }
    }
}
