//! Evidence 证据照片.

mod pieces;
mod receive;
mod show;

use aide::OperationInput;
use aide::axum::ApiRouter;
use aide::generate::GenContext;
use aide::openapi::Operation;
use aide::operation::add_parameters;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use wangge_app::context::App;
use wangge_domain::evidence::EvidenceHash;

use crate::extract::path_parameter;
use crate::problem::Refusal;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/evidence", receive::route())
        .api_route("/evidence/{sha256}", show::route())
        .api_route("/evidence/{sha256}/pieces", pieces::route())
}

/// The `{sha256}` of the path. What is no hash names nothing, and is not found.
pub(crate) struct Sha256(EvidenceHash);

impl<S: Send + Sync> FromRequestParts<S> for Sha256 {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let params = RawPathParams::from_request_parts(parts, state).await.map_err(|_| Refusal::not_found())?;
        let (_, text) = params.iter().next().ok_or_else(Refusal::not_found)?;
        text.parse().map(Self).map_err(|_| Refusal::not_found())
    }
}

impl OperationInput for Sha256 {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        let parameter = path_parameter::<EvidenceHash>(context, "sha256");
        add_parameters(context, operation, [parameter]);
    }
}
