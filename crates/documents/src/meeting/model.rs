//! What the documents of a meeting say, worded.

use wangge_domain::time::Timestamp;

/// A meeting as its documents tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingFacts {
    /// The campaign's name.
    pub campaign: String,
    /// The office that signs.
    pub office: String,
    /// Whether its data are made up.
    pub demonstration: bool,
    /// What the meeting is called.
    pub name: String,
    /// Its number in its year; none before it is held.
    pub number: Option<String>,
    /// Whether it is still to be held.
    pub planned: bool,
    /// Its day, in words.
    pub day: String,
    /// Where; empty where it is not said.
    pub place: String,
    /// Who presides; empty where it is not said.
    pub chair: String,
    /// Who attends; empty where it is not said.
    pub attendees: String,
    /// The points of its agenda.
    pub agenda: Vec<MeetingPoint>,
    /// The week of the ranking.
    pub week: String,
    /// The ranking of the week.
    pub ranking: Vec<MeetingGroup>,
    /// The cases its agenda names.
    pub stuck: Vec<MeetingStuckCase>,
    /// The resolutions the document is about.
    pub resolutions: Vec<MeetingResolution>,
    /// The day under the signature, in words.
    pub signed_on: String,
    /// The moment its file says it was made.
    pub written_at: Timestamp,
}

/// A point of the agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingPoint {
    /// Its title.
    pub title: String,
    /// What the office adds; may be empty.
    pub note: String,
    /// The facts it rests on, a sentence each.
    pub facts: Vec<String>,
    /// What was said about it; may be empty.
    pub minutes: String,
}

/// The ranking of a peer group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingGroup {
    /// Its name.
    pub name: String,
    /// Rank, unit, rank before and points.
    pub rows: Vec<(String, String, String, String)>,
}

/// A case the agenda names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingStuckCase {
    /// Its number.
    pub number: String,
    /// What is wrong.
    pub problem: String,
    /// Who has it.
    pub unit: String,
    /// By when.
    pub due: String,
    /// Where it stands now.
    pub state: String,
    /// Why it is on the agenda.
    pub says: String,
}

/// A resolution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingResolution {
    /// Its number.
    pub number: String,
    /// What is to be done.
    pub what: String,
    /// By which unit.
    pub unit: String,
    /// By whom.
    pub who: String,
    /// By when.
    pub due: String,
    /// Where it stands.
    pub state: String,
    /// What was done, or why it was sent back or dropped.
    pub report: String,
}
