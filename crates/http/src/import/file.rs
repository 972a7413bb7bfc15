//! What every import is asked with: its kind in the path, the file as the body.

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, RequestBody};
use aide::operation::{add_parameters, set_body};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::request::Parts;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};
use wangge_app::view::ImportKind;

use crate::extract::{bytes_of, path_parameter};
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

/// The body as it is: a file.
pub(super) struct File(pub(super) Bytes);

impl<S: Send + Sync> FromRequest<S> for File {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        bytes_of(request, state).await.map(Self)
    }
}

impl OperationInput for File {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        let body = RequestBody {
            content: [("application/octet-stream".to_owned(), MediaType::default())].into_iter().collect(),
            required: true,
            ..RequestBody::default()
        };
        set_body(context, operation, body);
    }
}
