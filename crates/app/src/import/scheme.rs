//! A scheme units are ranked by.

use chrono::DateTime;
use serde_json::json;
use uuid::Uuid;
use wangge_documents::table::decode;
use wangge_documents::{Counted, Fault, Place};
use wangge_domain::ranking::{Scheme, SchemeEdition};
use wangge_domain::text::{Lang, Message};
use wangge_storage::{ConnectionTrait, scheme_edition};

use super::plan::Plan;
use crate::context::Answer;
use crate::scheme::{faults, groups, may_hold_from};

/// Plans a scheme.
pub(super) async fn plan(plan: &mut Plan<'_>, lang: Lang, db: &impl ConnectionTrait) -> Answer<()> {
    let Some(scheme) = read(plan) else { return Ok(()) };
    let file = plan.query.filename.as_str();
    let wrong = faults(&scheme, &groups(plan.app, db).await?, lang);
    plan.faults.extend(wrong.into_iter().map(|fault| Fault::error(Place::file(file), fault.message)));
    let schemes = scheme_edition::all(db).await?;
    let of_code: Vec<&SchemeEdition> = schemes.all().iter().filter(|edition| edition.code == scheme.code).collect();
    let in_force = schemes.on(plan.today).into_iter().find(|edition| edition.code == scheme.code);
    if in_force.is_some_and(|edition| edition.scheme == scheme) {
        plan.summary.unchanged += 1;
        return Ok(());
    }
    if of_code.iter().any(|edition| edition.effective_from.is_none()) {
        let message = Message::new("score-scheme-draft-stands").arg("code", &scheme.code);
        plan.faults.push(Fault::error(Place::file(file), message));
    }
    // Where nothing held before it holds since ever, else from today on: what was ranked before stays as it was.
    let may_hold = |from| may_hold_from(&schemes, (&scheme.code, &scheme), from, plan.today, lang);
    let ever = DateTime::UNIX_EPOCH.date_naive();
    let from = if may_hold(ever).is_ok() { ever } else { plan.today };
    let held = may_hold(from);
    if let Err(message) = held {
        plan.faults.push(Fault::error(Place::file(file), message));
    }
    if of_code.is_empty() {
        plan.summary.created += 1;
    } else {
        plan.summary.changed += 1;
    }
    let edition = of_code.iter().map(|edition| edition.edition).max().unwrap_or(0) + 1;
    let payload = json!({
        "code": scheme.code, "edition": edition, "effective_from": from, "file": file,
        "document": serde_json::to_value(&scheme).unwrap_or_default(),
    });
    plan.told.push(("ranking_scheme", Uuid::nil(), "put", payload));
    plan.writes.scheme = Some(SchemeEdition {
        code: scheme.code.clone(),
        edition,
        effective_from: Some(from),
        scheme,
        // Who and when is known when the plan is closed.
        saved_at: DateTime::UNIX_EPOCH,
        saved_by: None,
        saved_name: String::new(),
        version: 1,
    });
    Ok(())
}

fn read(plan: &mut Plan<'_>) -> Option<Scheme> {
    let source = plan.source();
    let text = source.unpacked().and_then(|bytes| decode(source.name, &bytes).map(std::borrow::Cow::into_owned));
    let text = text.map_err(|fault| plan.faults.push(fault)).ok()?;
    match toml::from_str(&text) {
        Ok(scheme) => Some(scheme),
        Err(error) => {
            let mut place = Place::file(source.name);
            if let Some(before) = error.span().and_then(|span| text.get(..span.start)) {
                let line = u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX);
                place = place.at(Counted::Line, line);
            }
            plan.faults.push(Fault::error(place, Message::new("import-not-toml").arg("why", error.message())));
            None
        }
    }
}
