//! The language of a request.

use std::convert::Infallible;

use aide::OperationInput;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use wangge_domain::text::Lang;

/// The language the client asks for in `Accept-Language`; Chinese when it asks for none we have.
pub(crate) struct Language(pub(crate) Lang);

/// The language of a request's headers.
pub(crate) fn lang_of(headers: &HeaderMap) -> Lang {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    wanted.map_or(Lang::default(), Lang::from_tag)
}

impl<S: Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(lang_of(&parts.headers)))
    }
}

/// The header is documented for all operations at once, in `document`.
impl OperationInput for Language {}
