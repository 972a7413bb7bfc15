//! `GET /api/v1/sites`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::site;
use wangge_app::view::{List, SiteQuery, SiteSummary};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listSites")
        .tag("sites")
        .summary("Sites")
        .description("The sites the reader may know about, with their last score and open cases.")
}

async fn list(caller: Caller, Query(query): Query<SiteQuery>) -> Answered<List<SiteSummary>> {
    Ok(Json(site::list(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn sites_are_filtered_ordered_and_paged(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let codes = async |query: String| {
                let list = desk.get(&format!("/sites{query}")).by(&office).reply().await.done();
                let codes = list["items"].as_array().into_iter().flatten().filter_map(|site| site["code"].as_str());
                codes.map(str::to_owned).collect::<Vec<_>>().join(" ")
            };
            assert_eq!(codes(String::new()).await, "E-1 M-1 R-1");
            assert_eq!(codes("?type=road".to_owned()).await, "R-1");
            assert_eq!(codes("?demonstration=true".to_owned()).await, "M-1");
            assert_eq!(codes(format!("?node={}", world.west_street)).await, "E-1 R-1");
            assert_eq!(codes(format!("?unit={}", world.east_office)).await, "M-1");
            let first = desk.get("/sites?limit=2").by(&office).reply().await.done();
            let next = first["next"].as_str().unwrap_or_default();
            assert_eq!(codes(format!("?limit=2&cursor={next}")).await, "R-1", "{first}");
        }

        async fn sites_are_filtered_by_how_they_stand(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            desk.closed_round(&world).await;
            let office = desk.account(Role::Office).await;
            let codes = async |query: &str| {
                let list = desk.get(&format!("/sites?{query}")).by(&office).reply().await.done();
                let codes = list["items"].as_array().into_iter().flatten().filter_map(|site| site["code"].as_str());
                codes.map(str::to_owned).collect::<Vec<_>>().join(" ")
            };
            assert_eq!(codes("code=R-1").await, "R-1");
            assert_eq!(codes("code=R").await, "");
            assert!(codes("coverage=week").await.contains("R-1") && !codes("coverage=never").await.contains("R-1"));
            assert!(codes("band=95").await.contains("R-1") && !codes("band=0").await.contains("R-1"));
            assert!(codes("open=true").await.contains("R-1") && !codes("open=false").await.contains("R-1"));
            assert_eq!(codes("overdue=true").await, "");
            desk.after(chrono::Duration::days(8));
            let later = desk.account(Role::Office).await;
            let list = desk.get("/sites?coverage=week").by(&later).reply().await.done();
            assert_eq!(list["items"].as_array().map(Vec::len), Some(0), "{list}");
            let list = desk.get("/sites?coverage=month&sort=visited").by(&later).reply().await.done();
            assert_eq!(list["items"][0]["code"], "R-1", "the first visited first: {list}");
        }

        async fn what_is_no_order_and_no_cursor_is_refused(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let problem = desk.get("/sites?sort=height").by(&office).reply().await.refused(400, "query_invalid");
            assert_eq!(problem["errors"][0]["pointer"], "?sort");
            let reply = desk.get("/sites?cursor=nonsense").by(&office).reply().await;
            assert!((400..500).contains(&reply.status), "{}", reply.text);
        }
    }
}
