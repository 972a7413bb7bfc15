//! The identity in the path.

use std::str::FromStr;

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::{Operation, Parameter, ParameterData, ParameterSchemaOrContent, PathStyle, SchemaObject};
use aide::operation::add_parameters;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use indexmap::IndexMap;
use schemars::JsonSchema;

use crate::problem::Refusal;

/// The `{id}` of the path. What is no identity names nothing, and is not found.
pub(crate) struct Id<T>(pub(crate) T);

impl<S: Send + Sync, T: FromStr> FromRequestParts<S> for Id<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let params = RawPathParams::from_request_parts(parts, state).await.map_err(|_| Refusal::not_found())?;
        let (_, text) = params.iter().next().ok_or_else(Refusal::not_found)?;
        text.parse().map(Self).map_err(|_| Refusal::not_found())
    }
}

impl<T: JsonSchema> OperationInput for Id<T> {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        let parameter = path_parameter::<T>(context, "id");
        add_parameters(context, operation, [parameter]);
    }
}

/// A parameter of the path, as the document shows it.
pub(crate) fn path_parameter<T: JsonSchema>(context: &mut GenContext, name: &str) -> Parameter {
    Parameter::Path {
        parameter_data: ParameterData {
            name: name.to_owned(),
            description: None,
            required: true,
            deprecated: None,
            format: ParameterSchemaOrContent::Schema(SchemaObject {
                json_schema: context.schema.subschema_for::<T>(),
                example: None,
                external_docs: None,
            }),
            example: None,
            examples: IndexMap::default(),
            explode: None,
            extensions: IndexMap::default(),
        },
        style: PathStyle::Simple,
    }
}
