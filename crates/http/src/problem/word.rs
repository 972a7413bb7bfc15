//! The layer that words refusals.

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use wangge_domain::text::{Lang, knows, render, word as word_key};

use super::refusal::{Stand, Unworded};
use super::{PROBLEM_JSON, Problem, ProblemField, Refusal};
use crate::extract::lang_of;

/// Puts a refusal on its way out into the language of its request.
pub(crate) async fn word(request: Request, next: Next) -> Response {
    let lang = lang_of(request.headers());
    let response = next.run(request).await;
    let Some(Unworded(refusal)) = response.extensions().get::<Unworded>().cloned() else {
        return response;
    };
    let (kept, _) = response.into_parts();
    let mut worded = (refusal.status, Json(problem(&refusal, lang))).into_response();
    worded.headers_mut().extend(
        kept.headers
            .into_iter()
            .filter_map(|(name, value)| name.filter(|name| *name != header::CONTENT_LENGTH).map(|name| (name, value))),
    );
    worded.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
    worded.headers_mut().insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(lang.tag()));
    worded
}

fn problem(refusal: &Refusal, lang: Lang) -> Problem {
    let status = refusal.status.as_u16();
    let title_key = format!("http-title-{status}");
    let field = |fault: &wangge_app::error::FieldFault| ProblemField {
        pointer: fault.pointer.clone(),
        detail: render(&fault.message, lang),
    };
    let (version, offset) = match &refusal.stand {
        Some(Stand::Version(version)) => (Some(version), None),
        Some(Stand::Offset(offset)) => (None, Some(offset)),
        None => (None, None),
    };
    Problem {
        kind: format!("urn:wangge:problem:{}", refusal.code),
        title: if knows(&title_key, lang) { word_key(&title_key, lang) } else { refusal.status.to_string() },
        status,
        code: refusal.code.to_owned(),
        detail: render(&refusal.message, lang),
        errors: refusal.faults.iter().map(field).collect(),
        version: version.copied(),
        offset: offset.copied(),
    }
}
