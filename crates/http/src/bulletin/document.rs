//! `GET /api/v1/bulletins/{id}/document` and `GET /api/v1/bulletins/preview/document`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::response::{IntoResponse, Response};
use wangge_app::bulletin;
use wangge_app::context::App;
use wangge_app::view::{BulletinDraftFileQuery, BulletinFileQuery, BulletinPreviewQuery};
use wangge_domain::ids::BulletinId;

use crate::answer::Download;
use crate::extract::{Caller, Id, Query};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(published, |operation: TransformOperation<'_>| {
        operation
            .id("downloadBulletin")
            .tag("bulletins")
            .summary("A published bulletin as a file")
            .description(
                "Word in the layout of official documents, or the page, from the facts it was published with: the same \
                 reader gets the same bytes every time. Photographs are attached for those who see the cases of the \
                 whole district.",
            )
            .response_with::<200, Vec<u8>, _>(|response| response.description("The file."))
    })
}

pub(crate) fn draft_route() -> ApiMethodRouter<App> {
    get_with(draft, |operation: TransformOperation<'_>| {
        operation
            .id("downloadBulletinDraft")
            .tag("bulletins")
            .summary("A week's bulletin as a file before it is published")
            .description("Made from the facts as they stand now, and marked as a draft.")
            .response_with::<200, Vec<u8>, _>(|response| response.description("The file."))
    })
}

async fn published(
    caller: Caller,
    Id(id): Id<BulletinId>,
    Query(query): Query<BulletinFileQuery>,
) -> Result<Response, Refusal> {
    Ok(Download(bulletin::file(&caller.app, &caller.actor, id, query.format).await?).into_response())
}

async fn draft(caller: Caller, Query(query): Query<BulletinDraftFileQuery>) -> Result<Response, Refusal> {
    let BulletinDraftFileQuery { week, lang, reason, format } = query;
    let asked = BulletinPreviewQuery { week, lang, reason };
    let file = bulletin::draft_file(&caller.app, &caller.actor, caller.lang, asked, format).await?;
    Ok(Download(file).into_response())
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_published_bulletin_is_the_same_word_file_every_time(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let id = desk.published_bulletin(&world).await;
            let leader = desk.account(Role::Leader).await;
            let path = format!("/bulletins/{id}/document");
            let first = desk.get(&path).by(&leader).reply().await;
            assert_eq!(first.status, 200);
            assert!(first.text.starts_with("PK") && first.header("content-type").contains("wordprocessingml"));
            assert!(first.header("content-disposition").contains(".docx"));
            desk.dispatched_case(&world).await;
            let later = desk.get(&path).by(&leader).reply().await;
            assert!(first.text == later.text, "the bytes differ");
            let page = desk.get(&format!("{path}?format=html")).by(&leader).reply().await;
            let shown = desk.get(&format!("/bulletins/{id}")).by(&leader).reply().await.done();
            assert_eq!(shown["html"].as_str(), Some(page.text.as_str()));
            desk.get(&format!("{path}?format=pdf")).by(&leader).reply().await.refused(400, "query_invalid");
        }

        async fn a_draft_goes_out_as_word_to_those_who_preview_it(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            desk.closed_round(&world).await;
            desk.ranking_scheme().await;
            let office = desk.account(Role::Office).await;
            let path = "/bulletins/preview/document?week=2026-W48";
            let draft = desk.get(path).by(&office).reply().await;
            assert!(draft.status == 200 && draft.text.starts_with("PK"));
            let english = desk.get(&format!("{path}&lang=en")).by(&office).reply().await;
            assert!(english.header("content-disposition").contains("Bulletin"), "{}", english.header("content-disposition"));
            let worker = desk.account(Role::GridWorker).await;
            desk.get(path).by(&worker).reply().await.refused(403, "forbidden");
        }

        async fn no_bulletin_is_not_found(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let leader = desk.account(Role::Leader).await;
            desk.get(&format!("/bulletins/{}/document", world.road)).by(&leader).reply().await.refused(404, "not_found");
        }
    }
}
