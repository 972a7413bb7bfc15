//! `PUT /api/v1/bulletins/draft`

use aide::axum::routing::{ApiMethodRouter, put_with};
use aide::transform::TransformOperation;
use wangge_app::bulletin;
use wangge_app::context::App;
use wangge_app::view::{BulletinDraft, BulletinDraftQuery, EditBulletinDraft};

use crate::answer::Tagged;
use crate::extract::{Body, Caller, IfMatch, Query};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    put_with(edit_draft, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("editBulletinDraft")
        .tag("bulletins")
        .summary("Write what the office adds")
        .description("On the version it was read at; 0 before its first edit.")
}

async fn edit_draft(
    caller: Caller,
    Query(query): Query<BulletinDraftQuery>,
    IfMatch(version): IfMatch,
    Body(command): Body<EditBulletinDraft>,
) -> Result<Tagged<BulletinDraft>, Refusal> {
    Ok(Tagged(bulletin::edit_draft(&caller.app, &caller.actor, caller.lang, query, version, command).await?))
}

#[cfg(test)]
mod tests {
    use axum::http::Method;
    use serde_json::{Value, json};
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::{Account, Call, Desk};

    fn write(desk: &Desk, by: &Account, version: i64, text: &Value) -> Call {
        desk.call(Method::PUT, "/bulletins/draft?week=2026-W47").by(by).on_version(version).with(text)
    }

    both_databases! {
        async fn what_the_office_writes_is_kept_previewed_and_published(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let text = json!({ "requirements": " 夜间加密巡查。\n\n 周五前报送整改台账。", "remarks": "本期不通报石桥社区。" });
            let reply = write(&desk, &office, 0, &text).reply().await;
            assert_eq!(reply.header("etag"), "\"1\"");
            let draft = reply.done();
            assert_eq!(draft["requirements"], "夜间加密巡查。\n周五前报送整改台账。");
            let preview = desk.get("/bulletins/preview?week=2026-W47").by(&office).reply().await.done();
            let html = preview["html"].as_str().unwrap_or_default();
            assert!(html.contains("周五前报送整改台账") && html.contains("本期不通报石桥社区"), "{html}");
            let id = desk.published_bulletin(&world).await;
            let issue = desk.get(&format!("/bulletins/{id}")).by(&office).reply().await.done();
            assert!(issue["html"].as_str().is_some_and(|html| html.contains("本期不通报石桥社区")));
            let drafts = desk.get("/bulletins/drafts").by(&office).reply().await.done();
            assert_eq!(drafts["items"][0]["week"], "2026-W47");
        }

        async fn an_edit_on_an_old_version_changes_nothing(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let text = |text: &str| json!({ "requirements": text });
            write(&desk, &office, 0, &text("甲")).reply().await.done();
            assert_eq!(write(&desk, &office, 0, &text("乙")).reply().await.refused(412, "conflict")["version"], 1);
            assert_eq!(write(&desk, &office, 1, &text("丙")).reply().await.done()["version"], 2);
        }

        async fn too_long_a_text_and_those_who_do_not_publish_are_refused(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let problem = write(&desk, &office, 0, &json!({ "requirements": "长".repeat(2_001) })).reply().await;
            assert_eq!(problem.refused(422, "invalid")["errors"][0]["pointer"], "/requirements");
            let leader = desk.account(Role::Leader).await;
            write(&desk, &leader, 0, &json!({ "requirements": "" })).reply().await.refused(403, "forbidden");
        }
    }
}
