//! A refusal before it is worded.

use std::sync::Arc;

use aide::OperationOutput;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use wangge_app::error::{AppError, FieldFault};
use wangge_domain::text::Message;

use super::status::status_of;

/// How long to wait where nobody can say how long it takes.
const LATER_SECONDS: u32 = 60;

/// A refusal: its status, code and sentence, not yet in any language.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    /// The HTTP status.
    pub(crate) status: StatusCode,
    /// The stable code.
    pub(crate) code: &'static str,
    /// The sentence.
    pub(crate) message: Message,
    /// Fields that are not acceptable.
    pub(crate) faults: Vec<FieldFault>,
    /// How the thing stands, where that tells how to go on.
    pub(crate) stand: Option<Stand>,
    /// After how many seconds trying again makes sense.
    pub(crate) retry_after_seconds: Option<u32>,
}

/// How a thing stands that the request took to stand otherwise.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stand {
    /// The version it has now.
    Version(i64),
    /// How many bytes of it have arrived.
    Offset(u64),
}

/// What a handler's response carries to the wording layer.
#[derive(Clone)]
pub(crate) struct Unworded(pub(crate) Arc<Refusal>);

impl Refusal {
    /// A refusal with a sentence.
    pub(crate) fn new(status: StatusCode, code: &'static str, message: Message) -> Self {
        Self { status, code, message, faults: Vec::new(), stand: None, retry_after_seconds: None }
    }

    /// A refusal of fields; its own sentence is the first field's.
    pub(crate) fn of_fields(status: StatusCode, code: &'static str, faults: Vec<FieldFault>) -> Self {
        let message = faults.first().map_or_else(|| Message::new("http-unreadable"), |fault| fault.message.clone());
        Self { faults, ..Self::new(status, code, message) }
    }

    /// A path or identity nobody knows.
    pub(crate) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", Message::new("app-not-found"))
    }

    /// Something failed inside.
    pub(crate) fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", Message::new("app-internal"))
    }
}

impl From<AppError> for Refusal {
    fn from(error: AppError) -> Self {
        let status = status_of(&error);
        if status.is_server_error() {
            tracing::error!(error = &error as &dyn std::error::Error, "a use case failed");
        }
        let refusal = Self::new(status, error.code(), error.message());
        match error {
            AppError::Invalid(faults) => Self { faults, ..refusal },
            AppError::Conflict { current } => Self { stand: Some(Stand::Version(current)), ..refusal },
            AppError::WrongOffset { offset } => Self { stand: Some(Stand::Offset(offset)), ..refusal },
            AppError::Later { .. } => Self { retry_after_seconds: Some(LATER_SECONDS), ..refusal },
            AppError::AccountLocked { minutes } => {
                Self { retry_after_seconds: u32::try_from(minutes * 60).ok(), ..refusal }
            }
            _ => refusal,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status;
        if let Some(seconds) = self.retry_after_seconds {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(Unworded(Arc::new(self)));
        response
    }
}

/// Refusals are documented for all operations at once, in `document`.
impl OperationOutput for Refusal {
    type Inner = super::Problem;
}
