//! Why a use case did not do what was asked, with the sentence the user reads.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::permission::Action;
use wangge_domain::text::Message;
use wangge_storage::StorageError;

/// One field of a request that is not acceptable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldFault {
    /// Where in the request, as a JSON pointer: `/observations/3/deduction`.
    pub pointer: String,
    /// What is wrong with it and what was expected.
    pub message: Message,
}

/// What there is too little of at present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Room for photographs.
    Room,
    /// A working place for photographs.
    Place,
    /// The account's share: others of its own must end first.
    Share,
}

/// The ways a use case can end without doing anything. In every case the store is as it was.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Not there, or not for this actor to know about.
    #[error("not found: {what}")]
    NotFound {
        /// The noun and what was asked for.
        what: String,
    },
    /// The actor's roles do not include the action.
    #[error("not permitted: {0:?}")]
    Forbidden(Action),
    /// Nobody is signed in, or the session is over.
    #[error("not signed in")]
    Unauthenticated,
    /// Login name or password is wrong; which of them is not said.
    #[error("login refused")]
    LoginRefused,
    /// Too many wrong passwords; the account rests for a while.
    #[error("account locked for {minutes} minutes")]
    AccountLocked {
        /// How long it still rests.
        minutes: i64,
    },
    /// The first password must be changed before anything else.
    #[error("password change required")]
    PasswordChangeRequired,
    /// A rule refuses; the sentence says why and what to do.
    #[error("refused: {code}")]
    Refused {
        /// Stable name of the refusal.
        code: &'static str,
        /// The sentence.
        message: Message,
    },
    /// Not now: the same request may succeed later. The sentence says why and what to do.
    #[error("not now: {code}")]
    Later {
        /// Stable name of the refusal.
        code: &'static str,
        /// What there is too little of.
        lack: Lack,
        /// The sentence.
        message: Message,
    },
    /// A piece does not begin where the last one ended.
    #[error("the next piece begins at {offset}")]
    WrongOffset {
        /// Where to go on.
        offset: u64,
    },
    /// Fields of the request are not acceptable, all of them listed.
    #[error("{} fields are invalid", .0.len())]
    Invalid(Vec<FieldFault>),
    /// Somebody changed the thing in between.
    #[error("changed meanwhile: version {current}")]
    Conflict {
        /// The version it has now.
        current: i64,
    },
    /// The store failed.
    #[error(transparent)]
    Storage(StorageError),
}

impl From<StorageError> for AppError {
    /// A row changed since it was read is the user's conflict, not the store's failure.
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Conflict { version, .. } => Self::Conflict { current: version + 1 },
            other => Self::Storage(other),
        }
    }
}

impl AppError {
    /// A missing thing: the noun and its identity or code.
    pub fn not_found(noun: &str, which: impl std::fmt::Display) -> Self {
        Self::NotFound { what: format!("{noun} {which}") }
    }

    /// A rule's refusal.
    pub fn refused(code: &'static str, message: Message) -> Self {
        Self::Refused { code, message }
    }

    /// One unacceptable field.
    pub fn invalid(pointer: impl Into<String>, message: Message) -> Self {
        Self::Invalid(vec![FieldFault { pointer: pointer.into(), message }])
    }

    /// Stable name for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "not_found",
            Self::Forbidden(_) => "forbidden",
            Self::Unauthenticated => "unauthenticated",
            Self::LoginRefused => "login_refused",
            Self::AccountLocked { .. } => "account_locked",
            Self::PasswordChangeRequired => "password_change_required",
            Self::Refused { code, .. } | Self::Later { code, .. } => code,
            Self::WrongOffset { .. } => "wrong_offset",
            Self::Invalid(_) => "invalid",
            Self::Conflict { .. } => "conflict",
            Self::Storage(_) => "internal",
        }
    }

    /// The sentence for the user. What failed inside is for the operator's log, not for here.
    pub fn message(&self) -> Message {
        match self {
            Self::NotFound { .. } => Message::new("app-not-found"),
            Self::Forbidden(action) => Message::new("app-forbidden").arg("action", action.as_str()),
            Self::Unauthenticated => Message::new("app-unauthenticated"),
            Self::LoginRefused => Message::new("app-login-refused"),
            Self::AccountLocked { minutes } => Message::new("app-account-locked").arg("minutes", minutes),
            Self::PasswordChangeRequired => Message::new("app-password-change-required"),
            Self::Refused { message, .. } | Self::Later { message, .. } => message.clone(),
            Self::WrongOffset { offset } => Message::new("evidence-wrong-offset").arg("offset", offset),
            Self::Invalid(faults) => faults.first().map_or_else(|| Message::new("app-invalid"), |f| f.message.clone()),
            Self::Conflict { .. } => Message::new("app-conflict"),
            Self::Storage(_) => Message::new("app-internal"),
        }
    }
}
