//! Editing an agenda: what the office keeps, adds, leaves out and moves.

use std::collections::BTreeSet;

use super::model::{AgendaKind, AgendaPoint, MeetingText};
use super::propose::Proposed;
use crate::ids::AgendaPointId;
use crate::text::{Message, Wording};

/// The most points of an agenda: nobody discusses more in a morning.
const POINTS_MOST: usize = 30;
/// The longest title, in characters.
const TITLE_MOST: usize = 120;
/// The longest note, and the longest list of those who attend.
const NOTE_MOST: usize = 500;
/// The longest name of a place or of who presides.
const NAME_MOST: usize = 60;

/// A point as the office wants it: one that is on the agenda, one that is proposed, or one of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaEdit {
    /// Its identity; that of a point on the agenda keeps its facts.
    pub id: AgendaPointId,
    /// The key of a proposed point that is to be taken over with its facts.
    pub key: Option<String>,
    /// Its title.
    pub title: Wording,
    /// What the office adds.
    pub note: String,
}

/// What is wrong, and in which field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingFault {
    /// The field.
    pub pointer: String,
    /// Why.
    pub message: Message,
}

impl MeetingFault {
    fn new(pointer: impl Into<String>, message: Message) -> Self {
        Self { pointer: pointer.into(), message }
    }
}

/// What is wrong with what the office writes of a meeting.
pub fn text_faults(text: &MeetingText) -> Vec<MeetingFault> {
    let fields = [
        ("/place", &text.place, NAME_MOST),
        ("/chair", &text.chair, NAME_MOST),
        ("/attendees", &text.attendees, NOTE_MOST),
    ];
    let mut faults: Vec<MeetingFault> = fields
        .into_iter()
        .filter(|(_, value, most)| value.chars().count() > *most)
        .map(|(pointer, _, most)| MeetingFault::new(pointer, Message::new("meeting-too-long").arg("most", most)))
        .collect();
    if text.week.monday() > text.meets_on {
        faults.push(MeetingFault::new("/week", Message::new("meeting-week-ahead")));
    }
    faults
}

/// The agenda with the facts of another week: a point that is proposed for that week has those facts, and one about the
/// ranking that is not keeps none of the week before.
pub fn of_week(before: &[AgendaPoint], proposed: &[Proposed]) -> Vec<AgendaPoint> {
    let anew = |point: &AgendaPoint| {
        let fresh = point.key.as_ref().and_then(|key| proposed.iter().find(|one| one.key == *key));
        let facts = match (fresh, point.kind) {
            (Some(one), _) => one.facts.clone(),
            (None, AgendaKind::Lagging) => Vec::new(),
            (None, _) => point.facts.clone(),
        };
        AgendaPoint { facts, ..point.clone() }
    };
    before.iter().map(anew).collect()
}

/// The agenda as the office wants it. A point keeps the facts it had; a proposed one brings its own; facts are never typed.
///
/// # Errors
/// Everything wrong with it, each at its place.
pub fn edited(
    before: &[AgendaPoint],
    proposed: &[Proposed],
    edits: Vec<AgendaEdit>,
) -> Result<Vec<AgendaPoint>, Vec<MeetingFault>> {
    let mut faults = Vec::new();
    if edits.len() > POINTS_MOST {
        faults.push(MeetingFault::new("/points", Message::new("meeting-points-most").arg("most", POINTS_MOST)));
    }
    let (mut ids, mut keys) = (BTreeSet::new(), BTreeSet::new());
    let mut agenda = Vec::new();
    for (place, edit) in edits.into_iter().enumerate() {
        let at = |field: &str| format!("/points/{place}/{field}");
        let title = edit.title.zh.trim();
        let long = [&edit.title.zh, &edit.title.en].iter().any(|text| text.chars().count() > TITLE_MOST);
        if title.is_empty() || long {
            faults.push(MeetingFault::new(at("title"), Message::new("meeting-title-needed").arg("most", TITLE_MOST)));
        }
        if edit.note.chars().count() > NOTE_MOST {
            faults.push(MeetingFault::new(at("note"), Message::new("meeting-too-long").arg("most", NOTE_MOST)));
        }
        let known = before.iter().find(|point| point.id == edit.id);
        let fresh = edit.key.as_ref().and_then(|key| proposed.iter().find(|one| one.key == *key));
        let key = known.map_or_else(|| edit.key.clone(), |point| point.key.clone());
        if known.is_none() && edit.key.is_some() && fresh.is_none() {
            faults.push(MeetingFault::new(at("key"), Message::new("meeting-not-proposed")));
        }
        if !ids.insert(edit.id) || key.as_ref().is_some_and(|key| !keys.insert(key.clone())) {
            faults.push(MeetingFault::new(at("id"), Message::new("meeting-point-twice")));
        }
        let (kind, facts) = match (known, fresh) {
            (Some(point), _) => (point.kind, point.facts.clone()),
            (None, Some(one)) => (one.kind, one.facts.clone()),
            (None, None) => (AgendaKind::Own, Vec::new()),
        };
        let title = Wording::new(title, edit.title.en.trim());
        let note = edit.note.trim().to_owned();
        agenda.push(AgendaPoint { id: edit.id, key, kind, title, note, facts, minutes: String::new() });
    }
    if faults.is_empty() { Ok(agenda) } else { Err(faults) }
}
