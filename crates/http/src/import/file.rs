//! What every import is asked with: its kind in the path.

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::Operation;
use aide::operation::add_parameters;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};
use wangge_app::view::ImportKind;

use crate::extract::path_parameter;
use crate::problem::Refusal;

/// The `{kind}` of the path.
pub(super) struct Kind(pub(super) ImportKind);

impl<S: Send + Sync> FromRequestParts<S> for Kind {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let params = RawPathParams::from_request_parts(parts, state).await.map_err(|_| Refusal::not_found())?;
        let (_, text) = params.iter().next().ok_or_else(Refusal::not_found)?;
        let word: StrDeserializer<'_, Error> = text.into_deserializer();
        ImportKind::deserialize(word).map(Self).map_err(|_| Refusal::not_found())
    }
}

impl OperationInput for Kind {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        let parameter = path_parameter::<ImportKind>(context, "kind");
        add_parameters(context, operation, [parameter]);
    }
}
