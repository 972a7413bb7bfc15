//! The version an edit was made on.

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::{HeaderStyle, Operation, Parameter, ParameterData, ParameterSchemaOrContent, SchemaObject};
use aide::operation::add_parameters;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use indexmap::IndexMap;
use wangge_domain::text::Message;

use crate::problem::Refusal;

/// The version in `If-Match`: the tag of the detail the edit was made on. An edit without it is refused,
/// for nobody then would notice that it overwrote another's.
pub(crate) struct IfMatch(pub(crate) i64);

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let header = parts.headers.get(header::IF_MATCH).ok_or_else(|| {
            let message = Message::new("http-version-missing");
            Refusal::new(StatusCode::PRECONDITION_REQUIRED, "version_missing", message)
        })?;
        version_of(header.to_str().unwrap_or_default()).map(Self).ok_or_else(|| {
            Refusal::new(StatusCode::BAD_REQUEST, "version_unreadable", Message::new("http-version-unreadable"))
        })
    }
}

/// The version in a tag: `"7"`, and also `W/"7"` after a proxy pressed the answer, and a bare `7`.
fn version_of(tag: &str) -> Option<i64> {
    let tag = tag.trim();
    tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"').parse().ok()
}

impl OperationInput for IfMatch {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        let description = "The `ETag` (or `version`) of the detail this edit was made on, such as `\"7\"`.";
        let parameter = Parameter::Header {
            parameter_data: ParameterData {
                name: "If-Match".to_owned(),
                description: Some(description.to_owned()),
                required: true,
                deprecated: None,
                format: ParameterSchemaOrContent::Schema(SchemaObject {
                    json_schema: context.schema.subschema_for::<String>(),
                    example: None,
                    external_docs: None,
                }),
                example: None,
                examples: IndexMap::default(),
                explode: None,
                extensions: IndexMap::default(),
            },
            style: HeaderStyle::Simple,
        };
        add_parameters(context, operation, [parameter]);
    }
}

#[cfg(test)]
mod tests {
    use super::version_of;

    #[test]
    fn a_version_is_read_from_every_form_of_tag() {
        for (tag, version) in [
            ("\"7\"", Some(7)),
            ("W/\"12\"", Some(12)),
            (" 3 ", Some(3)),
            ("*", None),
            ("\"1\", \"2\"", None),
            ("", None),
        ] {
            assert_eq!(version_of(tag), version, "{tag}");
        }
    }
}
