//! `GET /api/v1/chessboard/rows`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::chessboard;
use wangge_app::context::App;
use wangge_app::view::{ChessboardRows, ChessboardRowsQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(rows, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listChessboardRows")
        .tag("chessboard")
        .summary("The list beside the map")
        .description("Sites, cases or merchants of what is chosen, the worst first, as of a day.")
}

async fn rows(caller: Caller, Query(query): Query<ChessboardRowsQuery>) -> Answered<ChessboardRows> {
    Ok(Json(chessboard::rows(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_list_says_what_the_map_draws(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let leader = desk.account(Role::Leader).await;
            let rows = desk.get("/chessboard/rows?layer=sites&limit=2").by(&leader).reply().await.done();
            assert_eq!((rows["total"].as_i64(), rows["items"].as_array().map(Vec::len)), (Some(3), Some(2)));
            let rest = desk.get("/chessboard/rows?layer=sites&limit=2&from=2").by(&leader).reply().await.done();
            assert_eq!(rest["items"].as_array().map(Vec::len), Some(1));
            let east = "/chessboard/rows?layer=sites&view=r:114.1,37.8,114.2,38.0";
            let east = desk.get(east).by(&leader).reply().await.done();
            assert_eq!((east["total"].as_i64(), east["items"][0]["code"].as_str()), (Some(1), Some("M-1")));
            let none = desk.get("/chessboard/rows?layer=cases").by(&leader).reply().await.done();
            assert_eq!(none["total"], 0);
            desk.get("/chessboard/rows?layer=streets").by(&leader).reply().await.refused(400, "query_invalid");
        }
    }
}
