//! What handlers answer, beyond plain JSON.

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{Operation, Response as ResponseDoc};
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;
use wangge_app::view::{
    BulletinDraft, CaseDetail, CausesView, ChannelView, DriveView, DutyChangeView, EditionDetail, ListingRulesView,
    ListingView, MeetingView, NamedFile, NodeDetail, NoticePreferencesView, OwnershipView, PersonDetail,
    PracticeCardView, ReplicationView, ResolutionView, RoundDetail, RoutingRules, SettingsView, SiteDetail, UnitDetail,
    UserView,
};

use crate::problem::Refusal;

/// JSON, or a refusal.
pub(crate) type Answered<T> = Result<Json<T>, Refusal>;

/// A thing whose edits are counted.
pub(crate) trait Versioned {
    /// How often it was edited.
    fn version(&self) -> i64;
}

macro_rules! versioned {
    ($($name:ty => $($field:ident).+),+ $(,)?) => {$(
        impl Versioned for $name {
            fn version(&self) -> i64 {
                self.$($field).+
            }
        }
    )+};
}

versioned! {
    BulletinDraft => version,
    CaseDetail => version,
    CausesView => version,
    ChannelView => version,
    DriveView => version,
    DutyChangeView => version,
    EditionDetail => row_version,
    ListingRulesView => version,
    ListingView => version,
    MeetingView => version,
    NodeDetail => version,
    NoticePreferencesView => version,
    OwnershipView => version,
    PersonDetail => person.version,
    PracticeCardView => version,
    ReplicationView => version,
    ResolutionView => version,
    RoundDetail => round.version,
    RoutingRules => version,
    SettingsView => version,
    SiteDetail => version,
    UnitDetail => unit.version,
    UserView => version,
}

/// A detail with its version as `ETag`, for the `If-Match` of the next edit.
pub(crate) struct Tagged<T>(pub(crate) T);

impl<T: Serialize + Versioned> IntoResponse for Tagged<T> {
    fn into_response(self) -> Response {
        let tag = HeaderValue::try_from(format!("\"{}\"", self.0.version()));
        let mut response = Json(self.0).into_response();
        if let Ok(tag) = tag {
            response.headers_mut().insert(header::ETAG, tag);
        }
        response
    }
}

impl<T: JsonSchema> OperationOutput for Tagged<T> {
    type Inner = T;

    fn operation_response(context: &mut GenContext, operation: &mut Operation) -> Option<ResponseDoc> {
        Json::<T>::operation_response(context, operation)
    }

    fn inferred_responses(context: &mut GenContext, operation: &mut Operation) -> Vec<(Option<u16>, ResponseDoc)> {
        Json::<T>::inferred_responses(context, operation)
    }
}

/// The outcome of a create: `201` the first time, `200` with the same answer when it is sent again.
pub(crate) struct Created<T> {
    /// Whether it is new.
    pub(crate) new: bool,
    /// What is answered, the first time and every other.
    pub(crate) answer: T,
}

impl<T: IntoResponse> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        let status = if self.new { StatusCode::CREATED } else { StatusCode::OK };
        (status, self.answer).into_response()
    }
}

impl<T: OperationOutput> OperationOutput for Created<T> {
    type Inner = T::Inner;

    fn operation_response(context: &mut GenContext, operation: &mut Operation) -> Option<ResponseDoc> {
        T::operation_response(context, operation)
    }

    fn inferred_responses(context: &mut GenContext, operation: &mut Operation) -> Vec<(Option<u16>, ResponseDoc)> {
        T::operation_response(context, operation).map_or_else(Vec::new, |response| {
            let again = ResponseDoc { description: "The same request again.".to_owned(), ..response.clone() };
            vec![(Some(201), response), (Some(200), again)]
        })
    }
}

/// A file to be kept, under a name of any language.
pub(crate) struct Download(pub(crate) NamedFile);

impl IntoResponse for Download {
    fn into_response(self) -> Response {
        let NamedFile { name, media_type, bytes } = self.0;
        let mut response = bytes.into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
        let plain = name.replace(|c: char| !c.is_ascii_alphanumeric() && !".-_".contains(c), "_");
        let written: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
        let disposition =
            format!("attachment; filename=\"{plain}\"; filename*=UTF-8\'\'{}", written.replace('+', "%20"));
        if let Ok(value) = HeaderValue::try_from(disposition) {
            response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
        }
        response
    }
}
