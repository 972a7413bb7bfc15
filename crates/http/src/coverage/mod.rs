//! Gaps, overlaps and overhangs of the boundaries that stand, as GeoJSON, the largest first.

mod show;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new().api_route("/coverage", show::route())
}
