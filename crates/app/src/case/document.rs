//! Cases as Word files: the rectification order of each, or one list a unit, and the documents that press a unit.

use std::collections::BTreeMap;

use wangge_documents::official::{Document, date_in_words};
use wangge_documents::order::{
    ListFacts, ListedCase, OrderFacts, OrderKind, OrderPhotos, Pressing, list_document, order_document,
};
use wangge_domain::campaign::Campaign;
use wangge_domain::escalation::EscalationMeasure;
use wangge_domain::ids::{CaseId, EscalationId};
use wangge_domain::permission::Actor;
use wangge_domain::text::{Lang, Message, render, word};
use wangge_domain::time::{Timestamp, local_day};

use super::detail::show;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::official::{CasePhotos, printed, sample, word_file};
use crate::view::{Answerable, CaseDetail, CaseDocumentQuery, CaseOrderForm, EscalationView, NamedFile};

/// How many cases go into one file.
pub const ORDERS_MOST: usize = 100;

/// The orders of cases as one Word file: one a case, each from a page of its own, or one list a unit.
///
/// # Errors
/// [`AppError::NotFound`] for a case outside the actor's reach; refuses none at all and too many.
pub async fn orders_file(app: &App, actor: &Actor, lang: Lang, query: CaseDocumentQuery) -> Answer<NamedFile> {
    let lang = query.lang.unwrap_or(lang);
    let ids = asked(&query.ids)?;
    let paper = Paper::open(app, lang).await?;
    let mut cases = Vec::with_capacity(ids.len());
    for id in ids {
        cases.push(Box::pin(show(app, actor, lang, id)).await?);
    }
    let (title, documents) = match query.form {
        CaseOrderForm::Order => ("order-title-rectify", paper.orders(app, &cases).await?),
        CaseOrderForm::List => ("order-title-list", paper.lists(&cases)),
    };
    let one = (query.form == CaseOrderForm::Order && cases.len() == 1).then(|| cases[0].case.number.clone()).flatten();
    let which = one.unwrap_or_else(|| local_day(paper.now, paper.campaign.tz()).to_string());
    let name = format!("{}{}-{which}", word(title, lang), sample(paper.campaign.demonstration, lang));
    word_file(&name, documents).await
}

/// The document of a measure that presses a unit, as a Word file.
///
/// # Errors
/// [`AppError::NotFound`] outside the reader's reach.
pub async fn escalation_file(app: &App, actor: &Actor, lang: Lang, id: EscalationId) -> Answer<NamedFile> {
    let measure = crate::escalation::show(app, actor, lang, id).await?;
    let case = Box::pin(show(app, actor, lang, measure.case.id)).await?;
    let paper = Paper::open(app, lang).await?;
    let facts = paper.pressing(&case, &measure);
    let photos = paper.photos(app, std::slice::from_ref(&case)).await?.pop().unwrap_or_default();
    let name = format!("{}{}", measure.number, sample(paper.campaign.demonstration, lang));
    word_file(&name, vec![order_document(&facts, photos, lang)]).await
}

/// The cases asked for, each once, in the order they were named.
fn asked(ids: &str) -> Answer<Vec<CaseId>> {
    let mut found = Vec::new();
    for text in ids.split(',').map(str::trim).filter(|text| !text.is_empty()) {
        let id: CaseId = text.parse().map_err(|_| AppError::invalid("?ids", Message::new("order-none")))?;
        if !found.contains(&id) {
            found.push(id);
        }
    }
    match found.len() {
        0 => Err(AppError::invalid("?ids", Message::new("order-none"))),
        count if count > ORDERS_MOST => {
            Err(AppError::invalid("?ids", Message::new("order-too-many").arg("most", ORDERS_MOST)))
        }
        _ => Ok(found),
    }
}

/// What every document of a moment shares.
struct Paper {
    campaign: Campaign,
    lang: Lang,
    now: Timestamp,
}

impl Paper {
    async fn open(app: &App, lang: Lang) -> Answer<Self> {
        Ok(Self { campaign: crate::campaign::load(&app.store.read()).await?, lang, now: app.now() })
    }

    fn moment(&self, at: Timestamp) -> String {
        let local = at.with_timezone(&self.campaign.tz());
        format!("{} {}", date_in_words(local.date_naive(), self.lang), local.format("%H:%M"))
    }

    fn day(&self, at: Timestamp) -> String {
        date_in_words(local_day(at, self.campaign.tz()), self.lang)
    }

    async fn orders(&self, app: &App, cases: &[CaseDetail]) -> Answer<Vec<Document>> {
        let photos = self.photos(app, cases).await?;
        let order = |(case, photos): (&CaseDetail, OrderPhotos)| {
            order_document(&self.facts(case, OrderKind::Rectify), photos, self.lang)
        };
        Ok(cases.iter().zip(photos).map(order).collect())
    }

    async fn photos(&self, app: &App, cases: &[CaseDetail]) -> Answer<Vec<OrderPhotos>> {
        let ids: Vec<CaseId> = cases.iter().map(|case| case.case.id).collect();
        let found = CasePhotos::of(&app.store.read(), &ids, self.now).await?;
        let mut all = Vec::with_capacity(cases.len());
        for case in cases {
            let (id, words) = (case.case.id, &case.case.description);
            let before = printed(app, found.before(id), words).await;
            all.push(OrderPhotos { before, after: printed(app, found.after(id), words).await });
        }
        Ok(all)
    }

    fn lists(&self, cases: &[CaseDetail]) -> Vec<Document> {
        let mut units: BTreeMap<String, Vec<&CaseDetail>> = BTreeMap::new();
        for case in cases {
            let unit = case.case.unit.as_ref().map_or_else(|| "—".to_owned(), |unit| unit.name.clone());
            units.entry(unit).or_default().push(case);
        }
        let list = |(unit, cases): (String, Vec<&CaseDetail>)| ListFacts {
            campaign: self.campaign.name.get(self.lang).to_owned(),
            demonstration: self.campaign.demonstration,
            unit,
            cases: cases.into_iter().map(|case| self.listed(case)).collect(),
            signed_on: self.day(self.now),
            written_at: self.now,
        };
        units.into_iter().map(|unit| list_document(&list(unit), self.lang)).collect()
    }

    fn listed(&self, case: &CaseDetail) -> ListedCase {
        let place = case.case.site.as_ref().map_or(&case.case.chain_name, |site| &site.name);
        let people = case.answerable.iter().skip(1).map(|one| person(one, self.lang));
        ListedCase {
            number: case.case.number.clone().unwrap_or_else(|| "—".to_owned()),
            problem: case.case.description.clone(),
            place: place.clone(),
            deadline: case.case.deadline_at.map_or_else(|| "—".to_owned(), |at| self.moment(at)),
            answerable: people.collect::<Vec<_>>().join("\n"),
        }
    }

    fn pressing(&self, case: &CaseDetail, measure: &EscalationView) -> OrderFacts {
        let kind = match measure.measure {
            EscalationMeasure::Remind => OrderKind::Remind,
            EscalationMeasure::Supervise => OrderKind::Supervise,
            EscalationMeasure::Raise => OrderKind::Raise,
        };
        let counts = Message::new("order-counts")
            .arg("reminders", case.reminder_count)
            .arg("orders", case.supervision_count)
            .arg("reworks", case.case.rework_count);
        let mut facts = self.facts(case, kind);
        // The unit pressed may have handed the case on since.
        if let Some(unit) = &measure.unit {
            facts.unit = Some(unit.name.clone());
        }
        facts.signed_on = self.day(measure.at);
        facts.pressing = Some(Pressing {
            number: measure.number.clone(),
            text: measure.text.clone(),
            rule: measure.rule.clone(),
            before: render(&counts, self.lang),
        });
        facts
    }

    fn facts(&self, case: &CaseDetail, kind: OrderKind) -> OrderFacts {
        let lang = self.lang;
        let summary = &case.case;
        let head = case.answerable.first().filter(|_| summary.unit.is_some());
        let others = case.answerable.iter().skip(usize::from(head.is_some()));
        let dispatched = case.dispatches.iter().filter(|one| one.withdrawn_at.is_none());
        let own = dispatched.clone().rfind(|one| !one.assisting);
        let fixed = case.rectifications.last();
        // A check of an earlier rectification says nothing of the last.
        let check = case.checks.last().filter(|check| fixed.is_some_and(|fixed| fixed.at <= check.at));
        let verdict = |passed: bool| word(if passed { "order-passed" } else { "order-failed" }, lang);
        OrderFacts {
            kind,
            campaign: self.campaign.name.get(lang).to_owned(),
            demonstration: self.campaign.demonstration,
            number: summary.number.clone().unwrap_or_else(|| "—".to_owned()),
            source: summary.source_name.clone(),
            found: self.moment(summary.reported_at),
            deadline: summary.deadline_at.map(|at| self.moment(at)),
            round: case.round.as_ref().map(|round| round.name.clone()),
            site_type: case.site_type.as_ref().map(|coded| coded.name.clone()),
            site: summary.site.as_ref().map(|site| site.name.clone()),
            place: place(case),
            item: summary.item.as_ref().map(|item| format!("{} {}", item.code, item.name)),
            observed: case.observation_text.clone(),
            problem: summary.description.clone(),
            quantity: case.quantity,
            unit: summary.unit.as_ref().map(|unit| unit.name.clone()),
            head: head.map(|head| holder(head, lang)),
            assisting: dispatched.filter(|one| one.assisting).map(|one| one.unit.name.clone()).collect(),
            answerable: others.map(|one| person(one, lang)).collect(),
            accepted: own.and_then(|one| one.accepted_at).map(|at| self.moment(at)),
            measures: fixed.map(|fixed| fixed.measures.clone()),
            lasting: fixed.and_then(|fixed| fixed.long_term_measures.clone()),
            checker: check.map(|check| check.by.clone()),
            verdict: check.map(|check| verdict(check.passed)),
            closed: summary.closed_at.map(|at| self.moment(at)),
            pressing: None,
            signed_on: self.day(self.now),
            made: self.moment(self.now),
            written_at: self.now,
        }
    }
}

/// Street, community and grid, and the place on the map where it is known.
fn place(case: &CaseDetail) -> String {
    match case.lon.zip(case.lat) {
        Some((lon, lat)) => format!("{}（{lon:.6}, {lat:.6}）", case.case.chain_name),
        None => case.case.chain_name.clone(),
    }
}

fn holder(one: &Answerable, lang: Lang) -> String {
    let name = one.name.clone().unwrap_or_else(|| word("order-nobody", lang));
    [Some(name), one.phone.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn person(one: &Answerable, lang: Lang) -> String {
    format!("{} {} {}", one.role_name, one.place, holder(one, lang))
}
