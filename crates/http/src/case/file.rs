//! `POST /api/v1/cases/{id}/filing`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{CaseDetail, FileCase};
use wangge_domain::ids::CaseId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(file, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("fileCase")
        .tag("cases")
        .summary("File a case")
        .description("It gets its number, and its clock starts.")
}

async fn file(
    caller: Caller,
    Id(id): Id<CaseId>,
    IfMatch(version): IfMatch,
    Body(command): Body<FileCase>,
) -> Result<Tagged<CaseDetail>, Refusal> {
    Ok(Tagged(case::file(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;
    use wangge_app::context::{App, Clock, SeededEntropy};
    use wangge_app::view::FileCase;
    use wangge_domain::permission::{Actor, Role};
    use wangge_domain::text::Lang;
    use wangge_domain::time::Timestamp;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    /// A clock that goes on whenever it is read, as a real one does between two questions.
    struct Ticking(std::sync::atomic::AtomicI64);

    impl Clock for Ticking {
        fn now(&self) -> Timestamp {
            let millis = self.0.fetch_add(7, std::sync::atomic::Ordering::SeqCst);
            Timestamp::from_timestamp_millis(millis).unwrap_or_default()
        }
    }

    both_databases! {
        async fn a_case_is_filed_however_long_the_reckoning_takes(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.reported_case(&world).await;
            let office = desk.account(Role::Office).await;
            let version = desk.version_of(&format!("/cases/{case}"), &office).await;
            let clock = Ticking((desk.app.now().timestamp_millis() + 60_000).into());
            let app = App::with(desk.app.store.clone(), Arc::new(clock), Arc::new(SeededEntropy::new(9)));
            let system = Actor::system("test");
            let filed = wangge_app::case::file(&app, &system, Lang::Zh, case, version, FileCase::default());
            assert!(filed.await.is_ok_and(|detail| detail.case.number.is_some()));
        }

        async fn the_case_moves_on(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.reported_case(&world).await;
            let office = desk.account(Role::Office).await;
            let version = desk.version_of(&format!("/cases/{case}"), &office).await;
            let path = format!("/cases/{case}/filing");
            desk.post(&path).by(&office).with(&json!({})).reply().await.refused(428, "version_missing");
            desk.post(&path).by(&office).on_version(version + 5).with(&json!({})).reply().await.refused(412, "conflict");
            let done = desk.post(&path).by(&office).on_version(version).with(&json!({})).reply().await.done();
            assert_eq!(done["state"], "filed", "{done}");
            assert!(done["number"].as_str().is_some_and(|number| number.contains("2026")), "{done}");
            assert!(done["deadline_at"].is_string() && done["deadline_basis_text"].as_str().is_some_and(|text| !text.is_empty()));
            let version = done["version"].as_i64().unwrap_or_default();
            let again = desk.post(&path).by(&office).on_version(version).with(&json!({})).reply().await;
            assert_eq!(again.status, 409, "{}", again.text);
        }

        async fn who_may_not_cannot_and_what_is_not_there_is_not_found(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.reported_case(&world).await;
            let office = desk.account(Role::Office).await;
            let other = desk.account(Role::Leader).await;
            let path = format!("/cases/{case}/filing");
            desk.post(&path).by(&other).on_version(1).with(&json!({})).reply().await.refused(403, "forbidden");
            let path = format!("/cases/{}/filing", world.road);
            desk.post(&path).by(&office).on_version(1).with(&json!({})).reply().await.refused(404, "not_found");
        }
    }
}
