//! The notice of a listing as a Word file.

use wangge_documents::listing::{ListingFacts, ListingFactsGroup, ListingFactsRow, listing_document};
use wangge_documents::official::date_in_words;
use wangge_domain::figure::NO_FIGURE;
use wangge_domain::ids::ListingId;
use wangge_domain::listing::ListingMark;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::{Lang, Message, render};
use wangge_domain::time::{Timestamp, local_day};

use super::file::table;
use super::list::show;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::official::{sample, word_file};
use crate::view::{ListingDocumentQuery, ListingFormat, ListingGroupView, ListingRow, ListingView, NamedFile};

/// A listing as a file: its notice for whoever sees it, the table for those who may export.
///
/// # Errors
/// As [`show`]; [`AppError::Forbidden`] for a table for those who may not export.
pub async fn document(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: ListingId,
    query: ListingDocumentQuery,
) -> Answer<NamedFile> {
    let lang = query.lang.unwrap_or(lang);
    let table_format = query.format != ListingFormat::Docx;
    if table_format {
        actor.may(Action::Export).ok_or(AppError::Forbidden(Action::Export))?;
    }
    let listing = show(app, actor, lang, id).await?;
    let campaign = crate::campaign::load(&app.store.read()).await?;
    let name = format!("{}{}", listing.line.name, sample(campaign.demonstration, lang));
    if table_format {
        return table(&listing, &name, query.format, lang);
    }
    let zone = campaign.tz();
    let day = |at: Timestamp| date_in_words(local_day(at, zone), lang);
    let facts = facts(&listing, (campaign.name.get(lang), campaign.demonstration), day, lang);
    word_file(&name, vec![listing_document(&facts, lang)]).await
}

fn facts(
    listing: &ListingView,
    (campaign, demonstration): (&str, bool),
    day: impl Fn(Timestamp) -> String,
    lang: Lang,
) -> ListingFacts {
    let line = &listing.line;
    let published = matches!(line.mark, ListingMark::Published | ListingMark::Corrected);
    // A notice that is out is of its day whenever it is written out; a draft is as its figures are.
    let at = line.publish_at.unwrap_or(listing.as_of);
    ListingFacts {
        office: render(&Message::new("order-issuer").arg("campaign", campaign), lang),
        campaign: campaign.to_owned(),
        demonstration,
        published,
        replaced: line.mark == ListingMark::Corrected,
        period: line.period_name.clone(),
        from: date_in_words(line.from, lang),
        until: date_in_words(line.until, lang),
        corrects: corrects(listing, &day, lang),
        note: listing.note.clone(),
        groups: listing.groups.iter().map(|group| facts_group(group, lang)).collect(),
        remarks: remarks(listing, lang),
        rules: listing.groups.iter().map(|group| rule(group, lang)).collect(),
        signed_on: day(at),
        sha256: listing.sha256.clone(),
        written_at: at,
    }
}

fn corrects(listing: &ListingView, day: &impl Fn(Timestamp) -> String, lang: Lang) -> Option<String> {
    let of = listing.correction.as_ref()?;
    let why = Message::new("listing-document-corrects")
        .arg("edition", of.of.edition)
        .arg("day", day(of.published_at))
        .arg("reason", &of.reason);
    let changed = Message::new("listing-document-changed").arg("changes", "");
    let stop = if lang == Lang::Zh { "。" } else { "." };
    let why = render(&why, lang);
    let why = if why.ends_with(['。', '.']) { why } else { format!("{why}{stop}") };
    let mut lines = vec![why, render(&changed, lang).trim_end().to_owned()];
    lines.extend(of.changes.iter().map(|change| format!("{change}{stop}")));
    Some(lines.join("\n"))
}

fn facts_group(group: &ListingGroupView, lang: Lang) -> ListingFactsGroup {
    let rows = |rows: &[ListingRow]| {
        let row = |row: &ListingRow| ListingFactsRow {
            rank: row.rank.to_string(),
            unit: row.unit.name.clone(),
            figure: format!("{}{}", row.figure.shown, if row.figure.denominator.is_some() { "%" } else { "" }),
            previous: row.previous_rank.map_or_else(|| NO_FIGURE.to_owned(), |rank| rank.to_string()),
            streak: row.streak.as_ref().map_or_else(|| NO_FIGURE.to_owned(), |streak| streak.text.clone()),
        };
        rows.iter().map(row).collect()
    };
    let (colon, stop) = if lang == Lang::Zh { ("：", "。") } else { (": ", ".") };
    let nobody = |words: &str| format!("{}{colon}{words}{stop}", group.group.name);
    ListingFactsGroup {
        name: group.group.name.clone(),
        by: group.by.name.clone(),
        red: rows(&group.red),
        no_red: nobody(&group.no_red),
        black: rows(&group.black),
        no_black: nobody(&group.no_black),
    }
}

/// Who is not listed, a sentence for each reason in a group, in the order in which the reasons first come.
fn remarks(listing: &ListingView, lang: Lang) -> Vec<String> {
    let joint = if lang == Lang::Zh { "、" } else { ", " };
    let of = |group: &ListingGroupView| -> Vec<String> {
        let mut by_reason: Vec<(&str, Vec<&str>)> = Vec::new();
        for one in &group.remarks {
            let why = one.why.trim_end_matches(['。', '.']);
            match by_reason.iter_mut().find(|(of, _)| *of == why) {
                Some((_, units)) => units.push(&one.unit.name),
                None => by_reason.push((why, vec![&one.unit.name])),
            }
        }
        let sentence = |(why, units): &(&str, Vec<&str>)| {
            let message = Message::new("listing-document-remark")
                .arg("group", &group.group.name)
                .arg("unit", units.join(joint))
                .arg("why", *why);
            render(&message, lang)
        };
        by_reason.iter().map(sentence).collect()
    };
    listing.groups.iter().flat_map(of).collect()
}

fn rule(group: &ListingGroupView, lang: Lang) -> String {
    let message = Message::new("listing-document-rule")
        .arg("group", &group.group.name)
        .arg("rule", &group.rule_words)
        .arg("scheme", &group.scheme);
    render(&message, lang)
}
