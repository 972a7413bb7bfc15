//! The query of a request.

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::Operation;
use aide::operation::{ParamLocation, add_parameters, parameters_from_schema};
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use crate::problem::{Refusal, at_query};

/// The parameters after `?`. One without a value counts as not given.
pub(crate) struct Query<T>(pub(crate) T);

impl<S: Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        read(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

fn read<T: DeserializeOwned>(query: &str) -> Result<T, Refusal> {
    let said: Vec<&str> = query.split('&').filter(|pair| !pair.ends_with('=')).collect();
    let said = said.join("&");
    let reader = serde_urlencoded::Deserializer::new(form_urlencoded::parse(said.as_bytes()));
    serde_path_to_error::deserialize(reader).map_err(|error| {
        let fault = at_query(error.path(), &error.inner().to_string());
        Refusal::of_fields(StatusCode::BAD_REQUEST, "query_invalid", vec![fault])
    })
}

impl<T: JsonSchema> OperationInput for Query<T> {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        let schema = context.schema.subschema_for::<T>();
        let parameters = parameters_from_schema(context, schema, ParamLocation::Query);
        add_parameters(context, operation, parameters);
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use wangge_app::view::{CaseQuery, NodeQuery};

    use super::*;

    #[test]
    fn a_query_is_read_and_its_faults_name_the_parameter() {
        let query: NodeQuery = read("q=%E4%BA%91%E5%B2%AD&level=&parent=").unwrap();
        assert_eq!((query.q.as_deref(), query.level), (Some("云岭"), None));
        let query: CaseQuery = read("state=filed,in_hand&overdue=true&limit=20").unwrap();
        assert_eq!((query.state.0.len(), query.overdue, query.limit), (2, Some(true), Some(20)));
        for (text, pointer) in [("level=x", "?level"), ("levle=1", "?levle"), ("parent=nobody", "?parent")] {
            let refusal = read::<NodeQuery>(text).unwrap_err();
            assert_eq!(refusal.faults[0].pointer, pointer, "{text}");
        }
    }
}
