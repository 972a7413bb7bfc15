//! What is wrong with a body or a query, said by field.
//!
//! The reader of a format reports its faults in English prose; the common ones are recognised here and put
//! into sentences of the catalogues, so that a person filling in a form reads them in their own language.

use wangge_app::error::FieldFault;
use wangge_domain::text::Message;

/// The faults of a JSON body: where, and what was expected.
pub(crate) fn faults_of_json(error: &serde_path_to_error::Error<serde_json::Error>) -> Vec<FieldFault> {
    let inner = error.inner();
    if inner.is_syntax() || inner.is_eof() {
        let message = Message::new("http-not-json").arg("line", inner.line()).arg("column", inner.column());
        return vec![FieldFault { pointer: String::new(), message }];
    }
    let text = inner.to_string();
    // The reader appends " at line 1 column 7"; the pointer says it better.
    let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(before, _)| before);
    let (message, field) = sentence(text);
    let mut pointer = pointer_of(error.path());
    if let Some(field) = field.filter(|field| !pointer.ends_with(&format!("/{field}"))) {
        pointer = format!("{pointer}/{field}");
    }
    vec![FieldFault { pointer, message }]
}

/// The fault of a query: which parameter, and what was expected.
pub(crate) fn at_query(path: &serde_path_to_error::Path, text: &str) -> FieldFault {
    let (message, field) = sentence(text);
    let name = field.map_or_else(|| path.to_string(), str::to_owned);
    FieldFault { pointer: format!("?{name}"), message }
}

fn pointer_of(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;

    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.extend(["/", &index.to_string()]),
            Segment::Map { key } => pointer.extend(["/", &key.replace('~', "~0").replace('/', "~1")]),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

/// The sentence of a reader's fault, and the field it names.
fn sentence(text: &str) -> (Message, Option<&str>) {
    let quoted = || text.split('`').nth(1);
    if text.starts_with("missing field") {
        return (Message::new("http-missing-field").arg("field", quoted().unwrap_or_default()), quoted());
    }
    if text.starts_with("duplicate field") {
        return (Message::new("http-duplicate-field").arg("field", quoted().unwrap_or_default()), quoted());
    }
    if text.starts_with("unknown field") {
        let field = quoted().unwrap_or_default();
        return (Message::new("http-unknown-field").arg("field", field).arg("known", choices(text)), quoted());
    }
    if text.starts_with("unknown variant") {
        let value = quoted().unwrap_or_default();
        return (Message::new("http-unknown-value").arg("value", value).arg("known", choices(text)), None);
    }
    for start in ["invalid type: ", "invalid value: ", "invalid length "] {
        if let Some((found, expected)) = text.strip_prefix(start).and_then(|rest| rest.split_once(", expected ")) {
            return (Message::new("http-wrong-value").arg("found", found).arg("expected", expected), None);
        }
    }
    (Message::new("http-bad-value").arg("reason", text), None)
}

/// The choices a reader lists after "expected": every second part between backticks, without the first.
fn choices(text: &str) -> String {
    let listed: Vec<&str> = text.split('`').skip(1).step_by(2).skip(1).collect();
    if listed.is_empty() { "—".to_owned() } else { listed.join(", ") }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use serde::Deserialize;
    use wangge_domain::text::{Lang, knows, render};

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Line {
        #[expect(dead_code, reason = "only its reading is tested")]
        count: u8,
        #[expect(dead_code, reason = "only its reading is tested")]
        colour: Option<Colour>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Colour {
        Red,
        Green,
    }

    #[test]
    fn every_fault_of_a_body_says_where_and_what() {
        let cases = [
            (r#"[{"count":1},{"count":300}]"#, "/1/count", "http-wrong-value"),
            (r#"[{"count":1},{"count":"x"}]"#, "/1/count", "http-wrong-value"),
            ("[{}]", "/0/count", "http-missing-field"),
            (r#"[{"count":1,"size":2}]"#, "/0/size", "http-unknown-field"),
            (r#"[{"count":1,"count":2}]"#, "/0/count", "http-duplicate-field"),
            (r#"[{"count":1,"colour":"blue"}]"#, "/0/colour", "http-unknown-value"),
            (r#"[{"count":1"#, "", "http-not-json"),
        ];
        for (body, pointer, key) in cases {
            let mut reader = serde_json::Deserializer::from_str(body);
            let error = serde_path_to_error::deserialize::<_, Vec<Line>>(&mut reader).unwrap_err();
            let fault = faults_of_json(&error).remove(0);
            assert_eq!((fault.pointer.as_str(), fault.message.key.as_str()), (pointer, key), "{body}");
            for lang in [Lang::Zh, Lang::En] {
                assert!(knows(key, lang) && !render(&fault.message, lang).contains('{'), "{key}");
            }
        }
        assert_eq!(choices("unknown variant `b`, expected `red` or `green`"), "red, green");
        let _ = (Colour::Red, Colour::Green);
    }
}
