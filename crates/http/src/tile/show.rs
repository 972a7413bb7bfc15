//! `GET /api/v1/tiles/{layer}/{z}/{x}/{y}`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, Response as ResponseDoc};
use aide::operation::add_parameters;
use aide::transform::TransformOperation;
use aide::{OperationInput, OperationOutput};
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};
use wangge_app::chessboard::{self, TileRequest};
use wangge_app::context::App;
use wangge_app::view::{ChessboardLayer, TileQuery};
use wangge_domain::event::sha256_hex;

use crate::extract::{Caller, Query, path_parameter};
use crate::problem::Refusal;

/// The media type of vector tiles.
const MEDIA: &str = "application/vnd.mapbox-vector-tile";

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("showTile").tag("chessboard").summary("A vector tile of a layer").description(
        "Mapbox Vector Tile with one layer of the same name; nodes also have `outlines`. Near points are gathered into \
         one with a `count`. Only what the reader may see, as of a day, filtered as the chessboard is. Ask again with \
         `If-None-Match`.",
    )
}

/// The `{layer}/{z}/{x}/{y}` of the path. What is no tile is not found.
struct Address(TileRequest);

impl<S: Send + Sync> FromRequestParts<S> for Address {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let params = RawPathParams::from_request_parts(parts, state).await.map_err(|_| Refusal::not_found())?;
        let text = |name: &str| params.iter().find(|(key, _)| *key == name).map(|(_, text)| text).unwrap_or_default();
        let number = |name: &str| text(name).parse::<u32>().map_err(|_| Refusal::not_found());
        let layer: StrDeserializer<'_, Error> = text("layer").into_deserializer();
        let layer = ChessboardLayer::deserialize(layer).map_err(|_| Refusal::not_found())?;
        let zoom = u8::try_from(number("z")?).map_err(|_| Refusal::not_found())?;
        Ok(Self(TileRequest { layer, zoom, column: number("x")?, row: number("y")? }))
    }
}

impl OperationInput for Address {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        let layer = path_parameter::<ChessboardLayer>(context, "layer");
        let numbers = ["z", "x", "y"].map(|name| path_parameter::<u32>(context, name));
        add_parameters(context, operation, std::iter::once(layer).chain(numbers));
    }
}

/// The bytes of a tile, or that they have not changed.
pub(crate) struct TileAnswer {
    bytes: Vec<u8>,
    known: Option<String>,
}

impl IntoResponse for TileAnswer {
    fn into_response(self) -> Response {
        let tag = format!("\"{}\"", &sha256_hex(&self.bytes)[..20]);
        let same =
            self.known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
        let mut response = if same { StatusCode::NOT_MODIFIED.into_response() } else { self.bytes.into_response() };
        let headers = response.headers_mut();
        if let Ok(tag) = HeaderValue::try_from(tag) {
            headers.insert(header::ETAG, tag);
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        response
    }
}

impl OperationOutput for TileAnswer {
    type Inner = Vec<u8>;

    fn operation_response(_: &mut GenContext, _: &mut Operation) -> Option<ResponseDoc> {
        let mut response = ResponseDoc { description: "The tile.".to_owned(), ..ResponseDoc::default() };
        response.content.insert(MEDIA.to_owned(), MediaType::default());
        Some(response)
    }

    fn inferred_responses(context: &mut GenContext, operation: &mut Operation) -> Vec<(Option<u16>, ResponseDoc)> {
        let same = ResponseDoc { description: "It has not changed.".to_owned(), ..ResponseDoc::default() };
        let tile = Self::operation_response(context, operation);
        tile.map(|tile| (Some(200), tile)).into_iter().chain([(Some(304), same)]).collect()
    }
}

async fn show(
    caller: Caller,
    Address(request): Address,
    Query(query): Query<TileQuery>,
    headers: HeaderMap,
) -> Result<TileAnswer, Refusal> {
    let bytes = chessboard::tile(&caller.app, &caller.actor, caller.lang, request, query).await?;
    let known = headers.get(header::IF_NONE_MATCH).and_then(|tag| tag.to_str().ok()).map(ToOwned::to_owned);
    Ok(TileAnswer { bytes, known })
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    /// The tile of zoom 10 that holds the test world.
    const TILE: &str = "10/836/395";

    both_databases! {
        async fn a_tile_is_sent_once_and_then_only_confirmed(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let leader = desk.account(Role::Leader).await;
            for layer in ["nodes", "sites"] {
                let tile = desk.get(&format!("/tiles/{layer}/{TILE}?level=2")).by(&leader).reply().await;
                assert_eq!((tile.status, tile.header("content-type")), (200, "application/vnd.mapbox-vector-tile"));
                assert!(tile.text.contains(layer), "{layer}");
                let tag = tile.header("etag").to_owned();
                let call = desk.get(&format!("/tiles/{layer}/{TILE}?level=2")).by(&leader);
                let again = call.header("if-none-match", &tag).reply().await;
                assert_eq!((again.status, again.text.as_str()), (304, ""));
            }
            let far = desk.get("/tiles/sites/10/0/0").by(&leader).reply().await;
            assert_eq!((far.status, far.text.as_str()), (200, ""));
        }

        async fn a_tile_shows_no_more_than_the_reach(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            let tile = desk.get("/tiles/sites/16/53531/25304").by(&worker).reply().await;
            assert_eq!((tile.status, tile.text.as_str()), (200, ""), "the market's own tile is empty");
            let leader = desk.account(Role::Leader).await;
            let (x, y) = (square(114.15), row(37.9));
            let seen = desk.get(&format!("/tiles/sites/16/{x}/{y}")).by(&leader).reply().await;
            assert!(seen.text.contains("柳岸市场"), "{}", seen.text);
            let hidden = desk.get(&format!("/tiles/sites/16/{x}/{y}")).by(&worker).reply().await;
            assert!(hidden.text.is_empty());
        }

        async fn there_is_no_tile_beyond_the_world_and_no_layer_beyond_four(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let leader = desk.account(Role::Leader).await;
            desk.get("/tiles/sites/3/8/0").by(&leader).reply().await.refused(404, "not_found");
            for wrong in ["/tiles/people/3/1/0", "/tiles/sites/x/1/0", "/tiles/sites/300/1/0"] {
                desk.get(wrong).by(&leader).reply().await.refused(404, "not_found");
            }
        }
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in China")]
    fn square(lon: f64) -> u32 {
        ((lon + 180.0) / 360.0 * 65_536.0) as u32
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in China")]
    fn row(lat: f64) -> u32 {
        let phi = lat.to_radians();
        ((1.0 - (phi.tan() + 1.0 / phi.cos()).ln() / std::f64::consts::PI) / 2.0 * 65_536.0) as u32
    }
}
