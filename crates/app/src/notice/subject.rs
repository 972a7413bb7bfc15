//! What a notice is about, and what its sentence is filled with.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use wangge_domain::case::{Case, CaseChange};
use wangge_domain::ids::UnitId;
use wangge_domain::listing::Listing;
use wangge_domain::meeting::{Meeting, Resolution, ResolutionState};
use wangge_domain::text::{Lang, Message, render, word};
use wangge_domain::time::shown;

use super::score::{Scored, Words};
use crate::listing::{name_of, told};
use crate::meeting::number_of;
use crate::reading::Wordbook;
use crate::score_ledger::signed;

/// So many characters of what is wrong stand in a notice.
const WHAT_MOST: usize = 80;

/// So many characters of who is listed.
const WORDS_MOST: usize = 200;

/// What a notice is about.
pub(super) enum Subject {
    /// A step of a case, with the unit it concerns.
    Case(Box<(Case, CaseChange, Option<UnitId>)>),
    /// A bulletin, by its title.
    Bulletin(String),
    /// A listing that came out.
    Listing(Box<Listing>),
    /// A resolution of a meeting.
    Resolution(Box<(Meeting, Resolution)>),
    /// An entry of the score ledger.
    Score(Box<Scored>),
}

impl Subject {
    /// What the sentence of a notice is filled with.
    pub(super) fn args(&self, book: &Wordbook, zone: Tz, by: &str) -> BTreeMap<String, String> {
        let mut args = BTreeMap::from([("by".to_owned(), by.to_owned())]);
        let mut put = |name: &str, text: String| args.insert(name.to_owned(), text);
        match self {
            Self::Bulletin(title) => {
                put("what", title.clone());
            }
            Self::Listing(listing) => {
                put("what", name_of(&listing.content, book.lang));
                put("words", cut(&told(&listing.content, book.lang), WORDS_MOST));
            }
            Self::Resolution(about) => {
                let (meeting, one) = &**about;
                put("number", number_of(meeting, one, book.lang));
                put("what", cut(&one.text.text, WHAT_MOST));
                put("unit", book.unit(Some(one.text.unit_id)).map_or_else(|| "—".to_owned(), |unit| unit.name));
                put("due", one.text.due_on.to_string());
                let words = one.report.as_ref().map(|report| report.text.clone());
                let words = if one.state == ResolutionState::Reported { words } else { one.reason.clone() };
                put("words", words.unwrap_or_default());
            }
            Self::Score(about) => {
                let (entry, words) = &**about;
                put("number", entry.number.to_string());
                put("what", entry.rule_name.get(book.lang).to_owned());
                put("unit", book.unit(Some(entry.unit_id)).map_or_else(|| "—".to_owned(), |unit| unit.name));
                put("amount", signed(&entry.amount));
                put(
                    "words",
                    match words {
                        Words::Said(text) => cut(text, WHAT_MOST),
                        Words::Ruled(state, text) => format!("{} — {text}", state.wording(book.lang)),
                    },
                );
            }
            Self::Case(about) => {
                let (case, change, unit) = &**about;
                let number = case.number.clone().unwrap_or_else(|| word("app-unnumbered", book.lang));
                let place = book.site(case.site_id).map_or_else(|| book.chain_name(&case.node_path), |site| site.name);
                put("case", number);
                put("what", cut(&case.description, WHAT_MOST));
                put("where", place);
                put("unit", book.unit(*unit).map_or_else(|| "—".to_owned(), |unit| unit.name));
                put("due", case.deadline.as_ref().map_or_else(|| "—".to_owned(), |due| shown(due.at, zone)));
                let (words, number) = said(change, book.lang);
                put("words", words);
                put("number", number);
            }
        }
        args
    }
}

/// The words of a step, and the number or name of what it is.
fn said(change: &CaseChange, lang: Lang) -> (String, String) {
    let by_rule = |text: &str, rule: &Option<wangge_domain::escalation::EscalationRule>| match rule {
        Some(rule) => render(&Message::new("app-timeline-by-rule").arg("trigger", rule.trigger.wording(lang)), lang),
        None => text.to_owned(),
    };
    match change {
        CaseChange::Reminded { text, number, rule, .. } => {
            (by_rule(text, rule), number.clone().unwrap_or_else(|| "—".to_owned()))
        }
        CaseChange::Supervised { text, number, rule, .. } | CaseChange::Raised { text, number, rule, .. } => {
            (by_rule(text, rule), number.clone())
        }
        CaseChange::Withdrawn { reason, .. } | CaseChange::SentBack { reason, .. } => (reason.clone(), String::new()),
        CaseChange::Requested { request, reason, .. } => (reason.clone(), request.wording(lang)),
        CaseChange::Ruled { request, state, words, .. } => {
            let words =
                if words.is_empty() { state.wording(lang) } else { format!("{} — {words}", state.wording(lang)) };
            (words, request.wording(lang))
        }
        _ => (String::new(), String::new()),
    }
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}
