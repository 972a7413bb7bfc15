//! The statement of a unit as a Word file.

use wangge_documents::official::date_in_words;
use wangge_documents::statement::{StatementFacts, statement_document};
use wangge_domain::ids::UnitId;
use wangge_domain::permission::Actor;
use wangge_domain::text::{Lang, Message, render};
use wangge_domain::time::local_day;

use super::statement::show;
use crate::context::{Answer, App};
use crate::official::{sample, word_file};
use crate::view::{NamedFile, ScoreEntryView, StatementDocumentQuery, StatementQuery, StatementSum};

/// The statement of a unit for a month as a Word file, to be handed over and signed.
///
/// # Errors
/// As [`show`]; when the file cannot be put together.
pub async fn document(
    app: &App,
    actor: &Actor,
    lang: Lang,
    unit: UnitId,
    query: StatementDocumentQuery,
) -> Answer<NamedFile> {
    let lang = query.lang.unwrap_or(lang);
    let statement = show(app, actor, lang, unit, StatementQuery { month: query.month }).await?;
    let campaign = crate::campaign::load(&app.store.read()).await?;
    let now = app.now();
    let (year, month) = statement.month.split_once('-').unwrap_or((&statement.month, ""));
    let month = Message::new("score-statement-month").arg("year", year).arg("month", month.trim_start_matches('0'));
    let facts = StatementFacts {
        demonstration: campaign.demonstration,
        month: render(&month, lang),
        over: statement.over,
        scheme: statement.scheme,
        base: statement.base,
        total: statement.total,
        bounds: statement.bounds,
        sums: statement.sums.into_iter().map(sum).collect(),
        entries: statement.entries.into_iter().map(|entry| line(entry, lang)).collect(),
        office: render(&Message::new("order-issuer").arg("campaign", campaign.name.get(lang)), lang),
        signed_on: date_in_words(local_day(now, campaign.tz()), lang),
        written_at: now,
        unit: statement.unit.name,
    };
    let title = Message::new("score-statement-title").arg("unit", &facts.unit).arg("month", &facts.month);
    let name = format!("{}{}", render(&title, lang), sample(facts.demonstration, lang));
    word_file(&name, vec![statement_document(&facts, lang)]).await
}

fn sum(sum: StatementSum) -> [String; 4] {
    [sum.rule.name, sum.count.to_string(), sum.sum, sum.counted]
}

fn line(entry: ScoreEntryView, lang: Lang) -> [String; 6] {
    let numbered = |key: &'static str, number: i64| render(&Message::new(key).arg("number", number), lang);
    let case = entry.case.map(|case| format!("{} {}", case.code, case.name).trim().to_owned());
    let about = [case, entry.site.map(|site| site.name), entry.round.map(|round| round.name)];
    let about: Vec<String> = about.into_iter().flatten().filter(|one| !one.is_empty()).collect();
    // What a person enters rests on words alone.
    let (about, text) = if about.is_empty() { (entry.text, String::new()) } else { (about.join("；"), entry.text) };
    let reversals = [
        entry.reverses.map(|number| numbered("score-statement-reverses", number)),
        entry.reversed_by.map(|number| numbered("score-statement-reversed", number)),
    ];
    let appeal = entry.appeal.map(|appeal| [appeal.state_name, appeal.ruling]);
    let appeal = appeal.map(|told| told.into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>().join(" — "));
    let became = [entry.share_name, Some(text)].into_iter().chain(reversals).chain([appeal]);
    let became: Vec<String> = became.flatten().filter(|one| !one.is_empty()).collect();
    [entry.number.to_string(), entry.on_day.to_string(), entry.rule.name, about, entry.amount, became.join("；")]
}
