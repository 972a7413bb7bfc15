//! The body of a request.

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, RequestBody, SchemaObject};
use aide::operation::set_body;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use wangge_domain::text::Message;

use crate::problem::{Refusal, faults_of_json};

/// A JSON body. An empty one counts as `{}`, for actions that need say nothing.
pub(crate) struct Body<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let json = is_json(request.headers());
        let bytes = bytes_of(request, state).await?;
        if !json && !bytes.is_empty() {
            let message = Message::new("http-not-json-type");
            return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", message));
        }
        read(if bytes.is_empty() { b"{}" } else { &bytes }).map(Self)
    }
}

/// The bytes of a body, within the limit of its route.
async fn bytes_of<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Refusal> {
    Bytes::from_request(request, state).await.map_err(|rejection| {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            return Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", Message::new("http-too-large"));
        }
        Refusal::new(StatusCode::BAD_REQUEST, "body_broken_off", Message::new("http-body-broken-off"))
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media = given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    media == "application/json" || (media.starts_with("application/") && media.ends_with("+json"))
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let refuse = |error: &serde_path_to_error::Error<serde_json::Error>| {
        let syntax = error.inner().is_syntax() || error.inner().is_eof();
        let (status, code) =
            if syntax { (StatusCode::BAD_REQUEST, "not_json") } else { (StatusCode::UNPROCESSABLE_ENTITY, "invalid") };
        Refusal::of_fields(status, code, faults_of_json(error))
    };
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| refuse(&error))?;
    reader.end().map_err(|error| {
        let message = Message::new("http-not-json").arg("line", error.line()).arg("column", error.column());
        Refusal::new(StatusCode::BAD_REQUEST, "not_json", message)
    })?;
    Ok(value)
}

impl<T: JsonSchema> OperationInput for Body<T> {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        let json_schema = context.schema.subschema_for::<T>();
        let schema = Some(SchemaObject { json_schema, example: None, external_docs: None });
        let media = MediaType { schema, ..MediaType::default() };
        let body = RequestBody {
            content: [("application/json".to_owned(), media)].into_iter().collect(),
            required: true,
            ..RequestBody::default()
        };
        set_body(context, operation, body);
    }
}

/// The body as it is: a file.
pub(crate) struct File(pub(crate) Bytes);

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
