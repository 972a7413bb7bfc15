//! The documents of a meeting: its papers 会议材料 before it, its minutes 会议纪要 after it.

use std::collections::{BTreeMap, HashSet};

use wangge_documents::meeting::{
    MeetingFacts, MeetingGroup, MeetingPoint, MeetingResolution, MeetingStuckCase, minutes_document, pack_document,
};
use wangge_documents::official::date_in_words;
use wangge_domain::figure::NO_FIGURE;
use wangge_domain::ids::{CaseId, MeetingId};
use wangge_domain::meeting::{AgendaNoun, AgendaPoint, Meeting, MeetingState, Resolution};
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message, render};
use wangge_domain::time::{local_day, shown};
use wangge_storage::meeting::{self as store, ResolutionFilter};
use wangge_storage::reach::Reach;
use wangge_storage::{ConnectionTrait, case};

use super::list::{known, name_of};
use super::make::refused;
use super::sight::{Sight, views};
use crate::context::{Answer, App};
use crate::official::{sample, word_file};
use crate::ranking::{Span, standing};
use crate::reading::{Wordbook, needs_everywhere};
use crate::unit::peer_group;
use crate::view::{MeetingDocumentQuery, MeetingPart, NamedFile, ResolutionView};

/// A document of a meeting as a Word file.
///
/// # Errors
/// [`crate::AppError::NotFound`] for an unknown meeting, [`crate::AppError::Forbidden`] for those who do not read the whole
/// district's meetings; refuses minutes of a meeting that was not held.
pub async fn document(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: MeetingId,
    query: MeetingDocumentQuery,
) -> Answer<NamedFile> {
    needs_everywhere(actor, Action::ViewMeeting)?;
    let lang = query.lang.unwrap_or(lang);
    let db = app.store.read();
    let meeting = known(&db, id).await?;
    if query.part == MeetingPart::Minutes {
        meeting.held().map_err(|refusal| refused(refusal, lang))?;
    }
    let facts = facts(app, &db, (actor, lang), &meeting, query.part).await?;
    let (title, made) = match query.part {
        MeetingPart::Pack => ("meeting-document-title-pack", pack_document(&facts, lang)),
        MeetingPart::Minutes => ("meeting-document-title-minutes", minutes_document(&facts, lang)),
    };
    let title = render(&Message::new(title).arg("name", &facts.name), lang);
    word_file(&format!("{title}{}", sample(facts.demonstration, lang)), vec![made]).await
}

async fn facts(
    app: &App,
    db: &impl ConnectionTrait,
    (actor, lang): (&Actor, Lang),
    meeting: &Meeting,
    part: MeetingPart,
) -> Answer<MeetingFacts> {
    let campaign = crate::campaign::load(db).await?;
    let name = campaign.name.get(lang).to_owned();
    let span = Span::week(db, meeting.text.week).await?;
    let pack = part == MeetingPart::Pack;
    let ranking = if pack { ranking(app, db, &span, lang).await? } else { Vec::new() };
    let stuck = if pack { stuck(app, db, meeting, lang).await? } else { Vec::new() };
    let now = app.now();
    let today = local_day(now, campaign.tz());
    let day = meeting.held_at.map_or(meeting.text.meets_on, |at| local_day(at, campaign.tz()));
    Ok(MeetingFacts {
        office: render(&Message::new("order-issuer").arg("campaign", &name), lang),
        campaign: name,
        demonstration: campaign.demonstration,
        name: name_of(meeting, lang),
        number: meeting.number.map(|number| number.to_string()),
        planned: meeting.state == MeetingState::Planned,
        day: date_in_words(day, lang),
        place: meeting.text.place.clone(),
        chair: meeting.text.chair.clone(),
        attendees: meeting.text.attendees.clone(),
        agenda: meeting.agenda.iter().map(|point| told_point(point, lang)).collect(),
        week: span.name(lang),
        ranking,
        stuck,
        resolutions: resolutions(app, db, (actor, lang), meeting, pack).await?,
        // Minutes are of their meeting's day whenever they are written out; papers say how things stand today.
        signed_on: date_in_words(if pack { today } else { day }, lang),
        written_at: now,
    })
}

fn told_point(point: &AgendaPoint, lang: Lang) -> MeetingPoint {
    let colon = if lang == Lang::Zh { "：" } else { ": " };
    let fact = |fact: &wangge_domain::meeting::AgendaFact| {
        let stop = if lang == Lang::Zh { "。" } else { "." };
        format!("{}{colon}{}{stop}", fact.name.get(lang), fact.says.get(lang))
    };
    MeetingPoint {
        title: point.title.get(lang).to_owned(),
        note: point.note.clone(),
        facts: point.facts.iter().map(fact).collect(),
        minutes: point.minutes.clone(),
    }
}

async fn ranking(app: &App, db: &impl ConnectionTrait, span: &Span, lang: Lang) -> Answer<Vec<MeetingGroup>> {
    let made = standing(app, db, span).await?;
    let ranked = made.groups.iter().filter(|group| !group.units.is_empty());
    let group = |group: &wangge_domain::ranking::GroupRanking| MeetingGroup {
        name: peer_group(&group.group, lang).name,
        rows: group
            .units
            .iter()
            .map(|line| {
                let before = line.previous_rank.map_or_else(|| NO_FIGURE.to_owned(), |rank| rank.to_string());
                let unit = line.unit.name.get(lang).to_owned();
                (line.rank.to_string(), unit, before, line.composite.round_half_up(2))
            })
            .collect(),
    };
    Ok(ranked.map(group).collect())
}

/// The cases the agenda names, each once with all that is said of it, as they stand now.
async fn stuck(app: &App, db: &impl ConnectionTrait, meeting: &Meeting, lang: Lang) -> Answer<Vec<MeetingStuckCase>> {
    let mut said: BTreeMap<CaseId, Vec<String>> = BTreeMap::new();
    let mut order = Vec::new();
    for fact in meeting.agenda.iter().flat_map(|point| &point.facts).filter(|fact| fact.noun == AgendaNoun::Case) {
        let id = CaseId(fact.id);
        if !said.contains_key(&id) {
            order.push(id);
        }
        said.entry(id).or_default().push(fact.says.get(lang).to_owned());
    }
    let zone = crate::campaign::load(db).await?.tz();
    let book = Wordbook::open(app, db, lang).await?;
    let mut cases = case::get_many(db, &Reach::everything(), &order).await?;
    cases.sort_by_key(|case| order.iter().position(|id| *id == case.id));
    let joint = if lang == Lang::Zh { "；" } else { "; " };
    let line = |case: wangge_domain::case::Case| MeetingStuckCase {
        number: case.number.clone().unwrap_or_else(|| NO_FIGURE.to_owned()),
        problem: case.description.clone(),
        unit: book.unit(case.unit_id).map_or_else(|| NO_FIGURE.to_owned(), |unit| unit.name),
        due: case.deadline.as_ref().map_or_else(|| NO_FIGURE.to_owned(), |due| shown(due.at, zone)),
        state: case.state.wording(lang),
        says: said.get(&case.id).map(|parts| parts.join(joint)).unwrap_or_default(),
    };
    Ok(cases.into_iter().map(line).collect())
}

/// For the papers, what is not done and what became of the meeting before's; for the minutes, what this one resolved.
async fn resolutions(
    app: &App,
    db: &impl ConnectionTrait,
    (actor, lang): (&Actor, Lang),
    meeting: &Meeting,
    pack: bool,
) -> Answer<Vec<MeetingResolution>> {
    let sight = Sight::load(app, db, actor, lang).await?;
    let all = store::resolutions(db, &ResolutionFilter::default()).await?;
    let meetings = store::all(db).await?;
    let later: HashSet<_> = meetings
        .iter()
        .filter(|other| other.id != meeting.id && other.text.meets_on > meeting.text.meets_on)
        .map(|other| other.id)
        .collect();
    let before = meetings.into_iter().find(|other| {
        other.id != meeting.id && other.state == MeetingState::Held && other.text.meets_on <= meeting.text.meets_on
    });
    let wanted = |one: &Resolution| {
        let own = one.meeting_id == meeting.id;
        let last = before.as_ref().is_some_and(|before| before.id == one.meeting_id);
        // What a later meeting resolved was not before this one.
        let earlier = !later.contains(&one.meeting_id);
        if pack { own || last || one.state.unfinished() && earlier } else { own }
    };
    let mut chosen: Vec<Resolution> = all.into_iter().filter(wanted).collect();
    if pack {
        chosen.sort_by_key(|one| (!one.state.unfinished(), one.text.due_on, one.ordinal));
    } else {
        chosen.sort_by_key(|one| one.ordinal);
    }
    let told = views(db, &sight, chosen).await?.into_iter();
    Ok(told.map(|view| told_resolution(view, lang)).collect())
}

fn told_resolution(view: ResolutionView, lang: Lang) -> MeetingResolution {
    let name = |named: Option<crate::view::Ref>| named.map_or_else(|| NO_FIGURE.to_owned(), |one| one.name);
    MeetingResolution {
        number: view.number,
        what: view.text,
        unit: name(view.unit),
        who: name(view.person),
        due: date_in_words(view.due_on, lang),
        state: view.state_name,
        report: view.reason.or_else(|| view.report.map(|report| report.text)).unwrap_or_default(),
    }
}
