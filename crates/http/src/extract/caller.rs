//! Who calls, from the session cookie.

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::Operation;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use wangge_app::context::App;
use wangge_app::error::AppError;
use wangge_app::session;
use wangge_domain::permission::Actor;
use wangge_domain::text::Lang;

use super::lang_of;
use crate::problem::Refusal;

/// The name of the session cookie.
pub(crate) const SESSION_COOKIE: &str = "wangge_session";

/// The name of the security scheme in the document.
pub(crate) const SECURITY_SCHEME: &str = "session";

/// Whoever holds a session, even if their password must still be changed.
pub(crate) struct Signed {
    /// The application.
    pub(crate) app: App,
    /// Who calls.
    pub(crate) actor: Actor,
    /// The language of the request.
    pub(crate) lang: Lang,
    /// The session's token.
    pub(crate) token: String,
    /// Whether nothing else may be done before the password is changed.
    pub(crate) must_change_password: bool,
}

/// Whoever holds a session and may go to work.
pub(crate) struct Caller {
    /// The application.
    pub(crate) app: App,
    /// Who calls.
    pub(crate) actor: Actor,
    /// The language of the request.
    pub(crate) lang: Lang,
}

/// Whoever may go to work and stays: the session is looked at again for as long as they do.
pub(crate) struct Follower {
    /// The application.
    pub(crate) app: App,
    /// Who calls.
    pub(crate) actor: Actor,
    /// The session's token.
    pub(crate) token: String,
}

impl FromRequestParts<App> for Signed {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let jar = CookieJar::from_headers(&parts.headers);
        let token = jar.get(SESSION_COOKIE).map(|cookie| cookie.value().to_owned());
        let token = token.ok_or(AppError::Unauthenticated)?;
        let present = session::present(app, &token).await?;
        Ok(Self {
            app: app.clone(),
            actor: present.actor,
            lang: lang_of(&parts.headers),
            token,
            must_change_password: present.must_change_password,
        })
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let signed = Signed::from_request_parts(parts, app).await?;
        if signed.must_change_password {
            return Err(AppError::PasswordChangeRequired.into());
        }
        Ok(Self { app: signed.app, actor: signed.actor, lang: signed.lang })
    }
}

impl FromRequestParts<App> for Follower {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let signed = Signed::from_request_parts(parts, app).await?;
        if signed.must_change_password {
            return Err(AppError::PasswordChangeRequired.into());
        }
        Ok(Self { app: signed.app, actor: signed.actor, token: signed.token })
    }
}

impl OperationInput for Follower {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        Signed::operation_input(context, operation);
    }
}

impl OperationInput for Signed {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        operation.security.push([(SECURITY_SCHEME.to_owned(), Vec::new())].into_iter().collect());
    }
}

impl OperationInput for Caller {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        Signed::operation_input(context, operation);
    }
}
