//! Short messages by an HTTP gateway, whose form the district's own contract gives: a template makes the body.

use std::collections::BTreeMap;

use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Client;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};

use crate::{Outgoing, Unsent, answered, short};

pub(crate) async fn send(
    client: &Client,
    (url, headers, body, taken): (&str, &BTreeMap<String, String>, &str, &str),
    message: &Outgoing,
) -> Result<(), Unsent> {
    let body = filled(body, message)?;
    let mut sent_along = HeaderMap::new();
    let json = body.trim_start().starts_with(['{', '[']);
    let form =
        if json { "application/json; charset=utf-8" } else { "application/x-www-form-urlencoded; charset=utf-8" };
    sent_along.insert(CONTENT_TYPE, HeaderValue::from_static(form));
    for (name, value) in headers {
        let bad = || Unsent::Refused(short(name));
        let name: HeaderName = name.parse().map_err(|_| bad())?;
        let mut value: HeaderValue = value.parse().map_err(|_| bad())?;
        value.set_sensitive(true);
        sent_along.insert(name, value);
    }
    let answer = answered(client.post(url).headers(sent_along).body(body)).await?;
    if taken.is_empty() || answer.contains(taken) { Ok(()) } else { Err(Unsent::Refused(short(&answer))) }
}

/// A body that is JSON gets its words escaped as JSON text; any other as a form.
fn filled(template: &str, message: &Outgoing) -> Result<String, Unsent> {
    let bad = |error: minijinja::Error| Unsent::Template(short(&error.to_string()));
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    let json = template.trim_start().starts_with(['{', '[']);
    let escaped = |text: &str| {
        if json {
            let quoted = serde_json::Value::from(text).to_string();
            quoted[1..quoted.len() - 1].to_owned()
        } else {
            utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
        }
    };
    let words = context! { mobile => escaped(&message.address), text => escaped(&message.body) };
    environment.template_from_str(template).map_err(bad)?.render(words).map_err(bad)
}
