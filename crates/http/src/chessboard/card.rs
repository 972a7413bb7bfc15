//! `GET /api/v1/chessboard/card`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::chessboard;
use wangge_app::context::App;
use wangge_app::view::{ChessboardCard, ChessboardCardQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(card, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showChessboardCard")
        .tag("chessboard")
        .summary("The card of something on the map")
        .description("Its name, unit, person in charge and figures, as of a day.")
}

async fn card(caller: Caller, Query(query): Query<ChessboardCardQuery>) -> Answered<ChessboardCard> {
    Ok(Json(chessboard::card(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_card_names_who_answers_for_it(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let leader = desk.account(Role::Leader).await;
            let node = format!("/chessboard/card?layer=nodes&id={}", world.west_street);
            let node = desk.get(&node).by(&leader).reply().await.done();
            assert_eq!((node["name"].as_str(), node["in_charge"].as_str()), (Some("西山街道"), Some("西山街道办事处负责人")));
            assert_eq!(node["figures"]["sites"], 2);
            let site = format!("/chessboard/card?layer=sites&id={}", world.market);
            let site = desk.get(&site).by(&leader).reply().await.done();
            assert_eq!((site["unit"]["name"].as_str(), site["in_charge"].as_str()), (Some("东河街道办事处"), Some("东河街道办事处负责人")));
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            let beyond = format!("/chessboard/card?layer=sites&id={}", world.market);
            desk.get(&beyond).by(&worker).reply().await.refused(404, "not_found");
        }
    }
}
