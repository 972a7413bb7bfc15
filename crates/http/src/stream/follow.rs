//! `GET /api/v1/stream`

use std::collections::VecDeque;
use std::convert::Infallible;

use aide::OperationOutput;
use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, Response as ResponseDoc, SchemaObject};
use aide::transform::TransformOperation;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::unfold;
use wangge_app::context::App;
use wangge_app::stream::{self, Stream, Told};
use wangge_app::view::{Change, StreamQuery};
use wangge_domain::ids::EventId;

use crate::extract::{Follower, Query};
use crate::problem::Refusal;

/// What a browser sends when it takes a broken stream up again.
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Keeps a proxy from holding the stream back.
const UNBUFFERED: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(follow, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("followChanges").tag("stream").summary("What changes, as it changes").description(
        "Server-sent events about what the reader may know of: `change` with the subject as JSON, `lost` when so \
         much changed that everything shown may be old, `beat` while the line stands. Each carries the event's \
         identity; `Last-Event-ID` or `after` takes the stream up again. It ends with the session.",
    )
}

async fn follow(follower: Follower, headers: HeaderMap, Query(query): Query<StreamQuery>) -> Result<Changes, Refusal> {
    let sent = headers.get(LAST_EVENT_ID).and_then(|value| value.to_str().ok()).and_then(|text| text.parse().ok());
    let after: Option<EventId> = sent.or(query.after);
    Ok(Changes(stream::open(&follower.app, follower.actor, follower.token, after).await?))
}

/// The stream as server-sent events.
struct Changes(Stream);

impl IntoResponse for Changes {
    fn into_response(self) -> Response {
        let state = (self.0, VecDeque::new());
        let events = unfold(state, |(mut stream, mut waiting)| async move {
            while waiting.is_empty() {
                waiting.extend(said(stream.next().await?));
            }
            let event = waiting.pop_front()?;
            Some((Ok::<_, Infallible>(event), (stream, waiting)))
        });
        ([UNBUFFERED], Sse::new(events)).into_response()
    }
}

/// What is told, as messages.
fn said(told: Told) -> Vec<Event> {
    let bare = |name: &str, upto: Option<EventId>| {
        let event = Event::default().event(name).data("{}");
        vec![upto.into_iter().fold(event, |event, id| event.id(id.to_string()))]
    };
    match told {
        Told::Beat(upto) => bare("beat", upto),
        Told::Lost(upto) => bare("lost", upto),
        Told::Changes(changes) => changes.iter().filter_map(message).collect(),
    }
}

fn message(change: &Change) -> Option<Event> {
    let event = Event::default().event("change");
    // A notice is no event of the record: the stream is taken up after the last that is.
    let event = if change.noun == "notice" { event } else { event.id(change.event.to_string()) };
    event.json_data(change).ok()
}

impl OperationOutput for Changes {
    type Inner = Change;

    fn operation_response(context: &mut GenContext, _: &mut Operation) -> Option<ResponseDoc> {
        let json_schema = context.schema.subschema_for::<Change>();
        let schema = Some(SchemaObject { json_schema, example: None, external_docs: None });
        let media = MediaType { schema, ..MediaType::default() };
        Some(ResponseDoc {
            description: "The data of each `change`.".to_owned(),
            content: [("text/event-stream".to_owned(), media)].into_iter().collect(),
            ..ResponseDoc::default()
        })
    }

    fn inferred_responses(context: &mut GenContext, operation: &mut Operation) -> Vec<(Option<u16>, ResponseDoc)> {
        Self::operation_response(context, operation).map_or_else(Vec::new, |response| vec![(Some(200), response)])
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use std::sync::Arc;
    use std::time::Duration;

    use axum::http::Method;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpStream};
    use tokio::sync::Notify;
    use tokio::time::timeout;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::{BEGINNING, Desk};

    /// How long a test waits for what must come.
    const SOON: Duration = Duration::from_secs(10);

    both_databases! {
        async fn a_change_reaches_whoever_may_know_of_it(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let mut stream = desk.get("/stream").by(&office).follow().await;
            assert_eq!(stream.next().await.unwrap().name, "beat", "the line stands at once");
            let case = desk.reported_case(&world).await;
            let heard = timeout(SOON, stream.change()).await.unwrap().unwrap();
            assert_eq!(heard.name, "change");
            let told = &heard.data;
            assert_eq!((told["noun"].as_str(), told["kind"].as_str()), (Some("case"), Some("reported")), "{told}");
            assert_eq!((told["id"].as_str(), told["event"].as_str()), (Some(&*case.to_string()), Some(&*heard.id)));
            assert_eq!((told["actor"].as_str(), told["own"].as_bool()), (Some("office"), Some(false)));
            assert!(told.get("payload").is_none() && told["at"].as_str() >= Some(BEGINNING));
        }

        async fn a_change_out_of_reach_is_not_told(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let east = desk.account_at(Role::UnitHandler, None, Some(world.east_office)).await;
            let mut stream = desk.get("/stream").by(&east).follow().await;
            desk.filed_case(&world).await;
            desk.planned_round(&world, 1).await;
            let heard = timeout(SOON, stream.change()).await.unwrap().unwrap();
            assert_eq!(heard.data["noun"], "round", "the case in the west passed unheard: {heard:?}");
        }

        async fn whoever_was_away_is_told_what_they_missed(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let mut stream = desk.get("/stream").by(&office).follow().await;
            stream.next().await.unwrap();
            desk.after(chrono::Duration::minutes(1));
            desk.reported_case(&world).await;
            let last = timeout(SOON, stream.change()).await.unwrap().unwrap();
            drop(stream);
            desk.after(chrono::Duration::minutes(1));
            let missed = desk.filed_case(&world).await;
            let by_header = desk.get("/stream").by(&office).header("last-event-id", &last.id);
            let by_query = desk.get(&format!("/stream?after={}", last.id)).by(&office);
            for call in [by_header, by_query] {
                let mut again = call.follow().await;
                let heard = again.next().await.unwrap();
                assert_eq!((heard.name.as_str(), heard.data["id"].as_str()), ("change", Some(&*missed.to_string())));
            }
            let strange = desk.get(&format!("/stream?after={missed}")).by(&office);
            assert_eq!(strange.follow().await.next().await.unwrap().name, "lost", "an unknown event: read anew");
            desk.get("/stream?after=x").by(&office).reply().await.refused(400, "query_invalid");
        }

        async fn it_ends_with_the_session(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let (leaving, idle) = (desk.account(Role::Office).await, desk.account(Role::Leader).await);
            let mut of_leaving = desk.get("/stream").by(&leaving).follow().await;
            let mut of_idle = desk.get("/stream").by(&idle).follow().await;
            of_leaving.next().await.unwrap();
            of_idle.next().await.unwrap();
            assert_eq!(desk.call(Method::DELETE, "/session").by(&leaving).reply().await.status, 204);
            desk.reported_case(&world).await;
            assert!(timeout(SOON, of_leaving.next()).await.unwrap().is_none(), "signed out");
            timeout(SOON, of_idle.change()).await.unwrap().unwrap();
            desk.after(chrono::Duration::hours(13));
            desk.reported_case(&world).await;
            assert!(timeout(SOON, of_idle.next()).await.unwrap().is_none(), "the session ran out");
        }

        async fn a_stopping_server_does_not_wait_for_its_readers(store: Store) {
            let desk = Desk::open(store).await;
            let office = desk.account(Role::Office).await;
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            let stop = Arc::new(Notify::new());
            let stopped = stop.clone();
            let server = tokio::spawn(crate::serve(desk.app.clone(), listener, async move { stopped.notified().await }));
            let mut connection = TcpStream::connect(address).await.unwrap();
            let head = format!("GET /api/v1/stream HTTP/1.1\r\nhost: x\r\ncookie: wangge_session={}\r\n\r\n", office.token);
            connection.write_all(head.as_bytes()).await.unwrap();
            let mut text = String::new();
            while !text.contains("event: beat") {
                let mut bytes = [0; 4096];
                let read = connection.read(&mut bytes).await.unwrap();
                assert!(read > 0, "{text}");
                text.push_str(&String::from_utf8_lossy(&bytes[..read]));
            }
            stop.notify_one();
            timeout(SOON, server).await.unwrap().unwrap().unwrap();
        }
    }
}
