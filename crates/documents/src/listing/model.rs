//! What the notice of a listing says, worded.

use wangge_domain::time::Timestamp;

/// A listing as its notice tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListingFacts {
    /// The campaign's name.
    pub campaign: String,
    /// The office that signs.
    pub office: String,
    /// Whether its data are made up.
    pub demonstration: bool,
    /// Whether it is out.
    pub published: bool,
    /// Whether a later edition replaced it.
    pub replaced: bool,
    /// The name of its period.
    pub period: String,
    /// The first day, in words.
    pub from: String,
    /// The last day, in words.
    pub until: String,
    /// What it corrects and why, and on lines of their own what changed; none for a first edition.
    pub corrects: Option<String>,
    /// What the office adds; may be empty.
    pub note: String,
    /// The peer groups.
    pub groups: Vec<ListingFactsGroup>,
    /// Who is not listed and why, a sentence each.
    pub remarks: Vec<String>,
    /// The rules, a sentence a group.
    pub rules: Vec<String>,
    /// The day under the signature, in words.
    pub signed_on: String,
    /// The hash of what was published; none before.
    pub sha256: Option<String>,
    /// The moment its file says it was made.
    pub written_at: Timestamp,
}

/// The lists of a peer group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListingFactsGroup {
    /// Its name.
    pub name: String,
    /// What it goes by.
    pub by: String,
    /// The red list.
    pub red: Vec<ListingFactsRow>,
    /// What to say where nobody is on it.
    pub no_red: String,
    /// The black list.
    pub black: Vec<ListingFactsRow>,
    /// What to say where nobody is on it.
    pub no_black: String,
}

/// A unit on a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListingFactsRow {
    /// Its rank.
    pub rank: String,
    /// The unit.
    pub unit: String,
    /// The figure.
    pub figure: String,
    /// Its rank in the period before.
    pub previous: String,
    /// How often in a row; may be empty.
    pub streak: String,
}
