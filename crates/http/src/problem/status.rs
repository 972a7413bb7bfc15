//! The one table from refusals to HTTP statuses.

use axum::http::StatusCode;
use wangge_app::error::{AppError, Lack};

/// The status of a use case's refusal.
pub(super) fn status_of(error: &AppError) -> StatusCode {
    match error {
        AppError::NotFound { .. } => StatusCode::NOT_FOUND,
        AppError::Forbidden(_) | AppError::PasswordChangeRequired => StatusCode::FORBIDDEN,
        AppError::Unauthenticated | AppError::LoginRefused => StatusCode::UNAUTHORIZED,
        AppError::AccountLocked { .. } => StatusCode::LOCKED,
        AppError::Refused { .. } | AppError::WrongOffset { .. } => StatusCode::CONFLICT,
        AppError::Later { lack: Lack::Room, .. } => StatusCode::INSUFFICIENT_STORAGE,
        AppError::Later { lack: Lack::Place, .. } => StatusCode::SERVICE_UNAVAILABLE,
        AppError::Later { lack: Lack::Share, .. } => StatusCode::TOO_MANY_REQUESTS,
        AppError::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        AppError::Conflict { .. } => StatusCode::PRECONDITION_FAILED,
        AppError::Storage(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
