//! Practice cards 做法卡: writing, changing, showing.

use rust_decimal::Decimal;
use serde_json::json;
use wangge_domain::evidence::Subject;
use wangge_domain::ids::{PracticeCardId, SiteId};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::replication::{CardRefusal, Measure, PracticeCard, Replication, may_yield};
use wangge_domain::site::Site;
use wangge_domain::text::{Lang, Message};
use wangge_storage::evidence::AttachmentRow;
use wangge_storage::replication as store;
use wangge_storage::{ConnectionTrait, site};

use super::overview::sort;
use super::standing::{Found, judged, percent};
use crate::context::{Answer, App};
use crate::error::{AppError, FieldFault};
use crate::evidence::{Album, admitted, attach, attached_to};
use crate::reading::{Wordbook, reach};
use crate::record::{self, By};
use crate::view::{CardText, MeasureView, PracticeCardView, PracticeContact, Ref, WriteCard, WriteMeasure};

/// The most a title and a text may have, in characters, and the most measures of a card.
const TITLE_MOST: usize = 80;
const TEXT_MOST: usize = 2_000;
const MEASURES_MOST: usize = 40;

/// A card with its replications within reach.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown card.
pub async fn show(app: &App, actor: &Actor, lang: Lang, id: PracticeCardId) -> Answer<PracticeCardView> {
    let db = app.store.read();
    let found = Found::load(app, &db, actor, lang).await?;
    let card = store::card(&db, id).await?.ok_or_else(|| AppError::not_found("practice_card", id))?;
    let all: Vec<Replication> = store::all(&db).await?.into_iter().filter(|one| one.card_id == id).collect();
    let album = Album::of_subjects(&db, &card.measures.iter().map(|measure| measure.id).collect::<Vec<_>>()).await?;
    let within: Vec<&Replication> = all.iter().filter(|one| found.within.contains(&one.site_id)).collect();
    let mut replications = Vec::new();
    for one in &within {
        if let Some(mut view) = found.view(&card, one) {
            view.differences = found.differences(app, &db, &card, one.site_id).await?;
            replications.push(view);
        }
    }
    sort(&mut replications);
    let round = judged(app, &db, &found.campaign, card.round_id).await?;
    let met = round.iter().find(|(site, _)| *site == card.site_id).and_then(|(_, one)| one.share.as_ref());
    let costs: Vec<Decimal> = card.measures.iter().filter_map(|measure| measure.cost_yuan).collect();
    let place = found.book.register.sites.get(&card.site_id).map(|site| found.book.chain_name(&site.node_path));
    Ok(PracticeCardView {
        id,
        title: card.title.clone(),
        summary: card.summary.clone(),
        site: found.book.site(Some(card.site_id)).unwrap_or_else(|| Ref::new(card.site_id, "", "—")),
        place: place.unwrap_or_default(),
        site_type: found.book.site_type(&card.type_code),
        round: found.round(card.round_id),
        reached: percent(met),
        measures: card.measures.iter().map(|measure| measure_view(&found.book, measure, &album)).collect(),
        cost_yuan: (!costs.is_empty()).then(|| costs.iter().sum::<Decimal>().normalize().to_string()),
        contact: contact(&found.book, &card),
        written_by: card.written_name.clone(),
        written_at: card.written_at,
        counts: found.counts(within.iter().copied()),
        replications,
        open_sites: open_sites(&found, &card, &all),
        may_edit: found.may_edit,
        version: card.version,
    })
}

fn measure_view(book: &Wordbook, measure: &Measure, album: &Album) -> MeasureView {
    MeasureView {
        item: measure.item_code.as_deref().map(|code| book.item(None, code)),
        text: measure.text.clone(),
        cost_yuan: measure.cost_yuan.map(|cost| cost.normalize().to_string()),
        photos: album.photos(measure.id),
    }
}

fn contact(book: &Wordbook, card: &PracticeCard) -> Option<PracticeContact> {
    let person = book.register.people.get(&card.contact_id?)?;
    Some(PracticeContact {
        person: book.person(person.id)?,
        unit: book.unit(person.unit_id),
        phone: person.phone.clone(),
    })
}

fn open_sites(found: &Found, card: &PracticeCard, planned: &[Replication]) -> Vec<Ref> {
    if !found.may_edit {
        return Vec::new();
    }
    let open = |site: &&Site| {
        may_take(card, site) && !planned.iter().any(|one| one.site_id == site.id && one.cancelled.is_none())
    };
    let mut sites: Vec<Ref> =
        found.book.register.sites.values().filter(open).map(|site| found.book.site_ref(site)).collect();
    sites.sort_by(|a, b| a.code.cmp(&b.code));
    sites
}

/// Whether a site may take a practice over: of the same type, in use, and no example itself.
pub(super) fn may_take(card: &PracticeCard, site: &Site) -> bool {
    site.active && site.type_code == card.type_code && !site.demonstration
}

/// Writes a card; the flag says whether it is new. Sent again it is answered as the first time.
///
/// # Errors
/// The refusals of [`CardRefusal`]; [`AppError::Invalid`] with everything wrong with its text.
pub async fn write(app: &App, actor: &Actor, lang: Lang, command: WriteCard) -> Answer<(PracticeCardView, bool)> {
    let db = app.store.read();
    let granted = reach(&db, actor, Action::EditPractice).await?;
    if store::card(&db, command.id).await?.is_some() {
        return Ok((show(app, actor, lang, command.id).await?, false));
    }
    let site = site::find(&db, &granted, command.site_id).await?;
    let site = site.ok_or_else(|| AppError::not_found("site", command.site_id))?;
    if !site.demonstration || !site.active {
        return Err(refused(&CardRefusal::NoDemonstration));
    }
    let found = Found::load(app, &db, actor, lang).await?;
    let settings = &found.campaign.settings.replication;
    let judgement = may_yield(found.judgements(site.id), settings).map_err(|refusal| refused(&refusal))?;
    let (by, measures) =
        (By::of(app, actor), read(app, &db, actor, &found.book, &site.type_code, ("/text", &command.text)).await?);
    let card = PracticeCard {
        id: command.id,
        site_id: site.id,
        type_code: site.type_code.clone(),
        title: command.text.title.trim().to_owned(),
        summary: command.text.summary.trim().to_owned(),
        measures: measures.0,
        contact_id: command.text.contact_id,
        round_id: judgement.round_id,
        written_by: actor.user_id,
        written_name: actor.name.clone(),
        written_at: by.at,
        version: 1,
    };
    keep(app, by, card, measures.1, true).await?;
    Ok((show(app, actor, lang, command.id).await?, true))
}

/// Changes what a card says.
///
/// # Errors
/// [`AppError::Conflict`] when it was changed meanwhile; [`AppError::Invalid`] with everything wrong with its text.
pub async fn amend(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: PracticeCardId,
    if_match: i64,
    text: CardText,
) -> Answer<PracticeCardView> {
    let db = app.store.read();
    reach(&db, actor, Action::EditPractice).await?;
    let before = store::card(&db, id).await?.ok_or_else(|| AppError::not_found("practice_card", id))?;
    if before.version != if_match {
        return Err(AppError::Conflict { current: before.version });
    }
    let book = Wordbook::open(app, &db, lang).await?;
    let (by, measures) = (By::of(app, actor), read(app, &db, actor, &book, &before.type_code, ("", &text)).await?);
    let card = PracticeCard {
        title: text.title.trim().to_owned(),
        summary: text.summary.trim().to_owned(),
        measures: measures.0,
        contact_id: text.contact_id,
        written_by: actor.user_id,
        written_name: actor.name.clone(),
        written_at: by.at,
        ..before
    };
    keep(app, by, card, measures.1, false).await?;
    show(app, actor, lang, id).await
}

fn refused(refusal: &CardRefusal) -> AppError {
    AppError::refused(refusal.code(), refusal.message())
}

/// The measures of a card and the rows that attach their photographs; what is wrong is named by pointers within the body. Every edit attaches them anew, so that what an
/// earlier wording showed stays in the record.
async fn read(
    app: &App,
    db: &impl ConnectionTrait,
    actor: &Actor,
    book: &Wordbook,
    type_code: &str,
    (within, text): (&str, &CardText),
) -> Answer<(Vec<Measure>, Vec<AttachmentRow>)> {
    let mut faults = text_faults(book, within, text);
    let (mut measures, mut rows) = (Vec::new(), Vec::new());
    for (place, given) in text.measures.iter().enumerate() {
        let at = format!("{within}/measures/{place}");
        faults.extend(admitted(db, actor, &format!("{at}/photos"), &given.photos).await?);
        match measure(app, book, type_code, given) {
            Ok(measure) => {
                rows.extend(attached_to((Subject::Practice, measure.id), &given.photos, (None, None), app.now()));
                measures.push(measure);
            }
            Err(found) => {
                let named =
                    |(field, message): (&str, Message)| FieldFault { pointer: format!("{at}/{field}"), message };
                faults.extend(found.into_iter().map(named));
            }
        }
    }
    if faults.is_empty() { Ok((measures, rows)) } else { Err(AppError::Invalid(faults)) }
}

fn text_faults(book: &Wordbook, within: &str, text: &CardText) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let mut fault = |pointer: &str, message: Message| {
        faults.push(FieldFault { pointer: format!("{within}/{pointer}"), message });
    };
    let too_long = |most: usize| Message::new("replication-text-too-long").arg("most", most);
    if text.title.trim().is_empty() {
        fault("title", Message::new("replication-title-needed"));
    } else if text.title.chars().count() > TITLE_MOST {
        fault("title", too_long(TITLE_MOST));
    }
    if text.summary.chars().count() > TEXT_MOST {
        fault("summary", too_long(TEXT_MOST));
    }
    if text.measures.is_empty() {
        fault("measures", Message::new("replication-measures-needed"));
    } else if text.measures.len() > MEASURES_MOST {
        fault("measures", Message::new("replication-measures-too-many").arg("most", MEASURES_MOST));
    }
    if text.contact_id.is_some_and(|id| book.register.people.get(&id).is_none_or(|person| !person.active)) {
        fault("contact_id", AppError::not_found("person", "—").message());
    }
    faults
}

fn measure(
    app: &App,
    book: &Wordbook,
    type_code: &str,
    given: &WriteMeasure,
) -> Result<Measure, Vec<(&'static str, Message)>> {
    let mut faults = Vec::new();
    let text = given.text.trim();
    if text.is_empty() {
        faults.push(("text", Message::new("replication-measure-text")));
    } else if text.chars().count() > TEXT_MOST {
        faults.push(("text", Message::new("replication-text-too-long").arg("most", TEXT_MOST)));
    }
    let item_code = given.item_code.clone().filter(|code| !code.is_empty());
    if let (Some(code), Some((_, edition))) = (&item_code, &book.edition) {
        let mut items = edition.type_key(type_code).map(|key| edition.items_of(key)).into_iter().flatten();
        if !items.any(|one| edition.item(one.item).code == *code) {
            faults.push(("item_code", Message::new("replication-measure-item").arg("code", code)));
        }
    }
    let cost = given.cost_yuan.as_deref().map(str::trim).filter(|cost| !cost.is_empty());
    let cost_yuan = cost
        .map(str::parse::<Decimal>)
        .transpose()
        .ok()
        .filter(|cost| cost.is_none_or(|cost| !cost.is_sign_negative()));
    match (cost_yuan, faults.is_empty()) {
        (Some(cost_yuan), true) => Ok(Measure { id: app.new_id(), item_code, text: text.to_owned(), cost_yuan }),
        (Some(_), false) => Err(faults),
        (None, _) => {
            faults.push(("cost_yuan", Message::new("replication-cost").arg("value", cost.unwrap_or_default())));
            Err(faults)
        }
    }
}

async fn keep(app: &App, by: By, card: PracticeCard, photos: Vec<AttachmentRow>, new: bool) -> Answer<()> {
    let payload = json!({
        "site_id": card.site_id, "title": card.title, "summary": card.summary, "contact_id": card.contact_id,
        "measures": card.measures.iter().map(|measure| json!({
            "item": measure.item_code, "text": measure.text, "cost_yuan": measure.cost_yuan.map(|cost| cost.to_string()),
            "photos": photos.iter().filter(|row| row.subject_id == measure.id).map(|row| &row.sha256).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    });
    let kind = if new { "written" } else { "edited" };
    app.store
        .write(move |tx| {
            Box::pin(async move {
                if new {
                    store::insert_card(tx, &card).await?;
                } else {
                    store::update_card(tx, &card).await?;
                }
                attach(tx, &photos).await?;
                record::event(tx, by, "practice_card", card.id.0, kind, payload).await?;
                Ok::<(), AppError>(())
            })
        })
        .await
}

/// The demonstration site of a card, for taking its practice over.
///
/// # Errors
/// When the store fails or the site is gone.
pub(super) async fn site_of(db: &impl ConnectionTrait, id: SiteId) -> Answer<Site> {
    site::get(db, id).await?.ok_or_else(|| AppError::not_found("site", id))
}
