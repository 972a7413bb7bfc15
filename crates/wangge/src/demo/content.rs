//! The written content of the demonstration: who and what there is in 云岭区, and what people say there.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wangge_domain::drive::MeasureUnit;
use wangge_domain::text::Wording;

/// The edition the demonstration is judged by.
pub const STANDARD: &str = include_str!("../../../../standards/sample-2026.toml");

/// How the demonstration's units are ranked.
pub const SCHEME: &str = include_str!("../../../../standards/ranking-scheme.toml");

/// Statutory holidays and make-up days, as the State Council announced them.
pub const CALENDAR: &str = include_str!("../../../../demo/calendar.csv");

/// Everything read from `demo/`.
#[derive(Debug)]
pub struct Content {
    /// The campaign, the district and its divisions.
    pub district: DistrictFile,
    /// Units in their peer groups.
    pub units: UnitFile,
    /// People.
    pub people: Vec<Person>,
    /// Sites.
    pub sites: Vec<Site>,
    /// What people say and write.
    pub phrases: Phrases,
    /// What made demonstration sites meet the mark.
    pub practices: Vec<Practice>,
    /// The drive.
    pub drive: Drive,
    /// The dispatch meeting.
    pub meeting: Meeting,
    /// The routing rules.
    pub routing: super::rules::Routing,
    /// The ownership records.
    pub ownerships: Vec<super::owners::GivenOwnership>,
    /// The duty changes.
    pub duty_changes: Vec<super::duties::GivenDutyChange>,
}

/// The dispatch meeting of `meeting.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// Where.
    pub place: String,
    /// Who presides.
    pub chair: String,
    /// Who attends.
    pub attendees: String,
    /// The office's own point.
    pub own: MeetingOwn,
    /// What is minuted, by the kind of a point.
    pub minutes: BTreeMap<String, String>,
    /// What is resolved.
    pub resolutions: Vec<MeetingResolution>,
}

/// A point of the office's own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingOwn {
    /// Its title.
    pub title: Wording,
    /// What the office adds.
    pub note: String,
    /// What was said.
    pub minutes: String,
}

/// What a meeting resolved.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingResolution {
    /// What is to be done.
    pub text: String,
    /// By which unit.
    pub unit: String,
    /// So many days after the meeting.
    pub days: u64,
    /// How it goes on.
    pub ends: MeetingEnd,
    /// What its unit says it did.
    pub report: Option<String>,
}

/// How a resolution goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingEnd {
    /// It is done and confirmed.
    Done,
    /// Its day passes and nothing is said.
    Overdue,
    /// It is reported and waits for the office.
    Reported,
    /// Its day is still to come.
    Open,
}

/// The drive of `drive.toml`.
#[derive(Clone, Debug, Deserialize)]
pub struct Drive {
    /// Its name.
    pub name: Wording,
    /// What is counted.
    pub measures: Vec<DriveMeasure>,
    /// Its dead corners.
    pub corners: Vec<DriveCorner>,
}

/// A measure of the drive.
#[derive(Clone, Debug, Deserialize)]
pub struct DriveMeasure {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Wording,
    /// What it is counted in.
    pub unit: MeasureUnit,
    /// Whether something is pulled down.
    #[serde(default)]
    pub demolition: bool,
    /// About how much of it a place is given.
    pub target: u32,
}

/// A dead corner and how it goes on.
#[derive(Clone, Debug, Deserialize)]
pub struct DriveCorner {
    /// Where it is and what lies there.
    pub place: String,
    /// How it ends: `found`, `cleared`, `held`, `back` or `filed`.
    pub story: String,
}

/// A practice card of `practices.toml`. People write cards in one language, so there is one.
#[derive(Debug, Deserialize)]
pub struct Practice {
    /// The type of its demonstration site.
    #[serde(rename = "type")]
    pub site_type: String,
    /// Its name.
    pub title: String,
    /// What it is about.
    pub summary: String,
    /// What was done.
    pub measures: Vec<PracticeMeasure>,
}

/// A measure of a practice card.
#[derive(Debug, Deserialize)]
pub struct PracticeMeasure {
    /// The item; none for the place as a whole.
    pub item: Option<String>,
    /// What was done.
    pub text: String,
    /// What it cost in yuan.
    pub cost: Option<String>,
}

/// `district.toml`.
#[derive(Debug, Deserialize)]
pub struct DistrictFile {
    /// The campaign.
    pub campaign: CampaignText,
    /// The district.
    pub district: Place,
    /// Streets and towns.
    #[serde(rename = "street")]
    pub streets: Vec<Place>,
    /// Communities and villages.
    #[serde(rename = "community")]
    pub communities: Vec<Place>,
    /// Duties by level.
    pub duties: Vec<Duties>,
}

/// What the campaign is called.
#[derive(Debug, Deserialize)]
pub struct CampaignText {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Wording,
}

/// A division.
#[derive(Debug, Deserialize)]
pub struct Place {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Wording,
    /// The short key of a street, which its communities name.
    #[serde(default)]
    pub key: String,
    /// The street of a community.
    #[serde(default)]
    pub street: String,
    /// The unit that answers for it.
    #[serde(default)]
    pub unit: String,
    /// Rough place in the district, west to east and south to north, 0 to 1.
    #[serde(default)]
    pub at: [f64; 2],
    /// How many cells a community has.
    #[serde(default)]
    pub cells: usize,
}

/// The duties of every node of a level.
#[derive(Debug, Deserialize)]
pub struct Duties {
    /// The level, 1–4.
    pub level: i8,
    /// The duties.
    pub texts: Vec<Wording>,
}

/// `units.toml`.
#[derive(Debug, Deserialize)]
pub struct UnitFile {
    /// The units.
    #[serde(rename = "unit")]
    pub units: Vec<Unit>,
}

/// A unit.
#[derive(Debug, Deserialize)]
pub struct Unit {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Wording,
    /// Its class.
    pub class: String,
    /// The code of its peer group.
    pub peer_group: String,
    /// The code of its first responsible person.
    pub head: String,
    /// The code of the node it answers for.
    #[serde(default)]
    pub node: String,
    /// The unit above it.
    #[serde(default)]
    pub parent: String,
}

/// A person.
#[derive(Debug, Deserialize)]
pub struct Person {
    /// The code.
    pub code: String,
    /// The name.
    pub name: Wording,
    /// The unit.
    pub unit: String,
    /// The title.
    pub title: Wording,
    /// An invented number.
    pub phone: String,
    /// What the person does in the demonstration.
    pub role: String,
    /// The community of a leader or worker.
    #[serde(default)]
    pub community: String,
}

/// A site.
#[derive(Debug, Deserialize)]
pub struct Site {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Wording,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The community it lies in.
    pub community: String,
    /// Its address.
    pub address: String,
    /// The unit responsible.
    pub unit: String,
    /// The unit that supports it.
    #[serde(default)]
    pub supporting_unit: String,
    /// Whether it is a demonstration site.
    pub demonstration: bool,
    /// Measures for weighting.
    pub attributes: BTreeMap<String, Decimal>,
}

/// `phrases.toml`, as far as the history uses it.
#[derive(Debug, Deserialize)]
pub struct Phrases {
    /// What inspectors remark.
    pub remarks: Vec<Wording>,
    /// What grid workers report.
    pub own_reports: Vec<Wording>,
    /// What the public reports.
    pub public_reports: Vec<Wording>,
    /// How a problem is kept from coming back.
    pub long_term_measures: Vec<Wording>,
    /// What a checker says when it is right.
    pub check_passed: Vec<Wording>,
    /// What a checker says when it is not.
    pub check_failed: Vec<Wording>,
    /// Why a report is declined.
    pub declined: Vec<Wording>,
    /// Why a case is voided.
    pub voided: Vec<Wording>,
    /// Why a dispatch is taken back.
    pub withdrawn: Vec<Wording>,
    /// What a unit is reminded of.
    pub reminders: Vec<Wording>,
    /// Why a deadline is extended.
    pub extended: Vec<Wording>,
    /// What units ask of the office and how it answers, by the kind of request.
    pub asked: BTreeMap<String, Wording>,
    /// What is written at re-checks, by what was found.
    pub re_checks: BTreeMap<String, Wording>,
    /// Why two reports are one problem.
    pub merged: Vec<Wording>,
    /// What a round is called.
    pub rounds: Vec<Wording>,
    /// Measures by unit, `any` for all others.
    pub measures: BTreeMap<String, Vec<Wording>>,
}

fn read<T: DeserializeOwned>(name: &str, text: &str) -> Result<T> {
    toml::from_str(text).with_context(|| format!("demo/{name}"))
}

/// Reads the embedded content.
///
/// # Errors
/// When a file does not have the form its head describes.
pub fn load() -> Result<Content> {
    #[derive(Deserialize)]
    struct People {
        person: Vec<Person>,
    }
    #[derive(Deserialize)]
    struct Sites {
        site: Vec<Site>,
    }
    #[derive(Deserialize)]
    struct Ownerships {
        ownership: Vec<super::owners::GivenOwnership>,
    }
    #[derive(Deserialize)]
    struct DutyChanges {
        change: Vec<super::duties::GivenDutyChange>,
    }
    #[derive(Deserialize)]
    struct Practices {
        practices: Vec<Practice>,
    }
    let people: People = read("people.toml", include_str!("../../../../demo/people.toml"))?;
    let sites: Sites = read("sites.toml", include_str!("../../../../demo/sites.toml"))?;
    let ownerships: Ownerships = read("ownerships.toml", include_str!("../../../../demo/ownerships.toml"))?;
    let duties: DutyChanges = read("duty-changes.toml", include_str!("../../../../demo/duty-changes.toml"))?;
    let practices: Practices = read("practices.toml", include_str!("../../../../demo/practices.toml"))?;
    Ok(Content {
        district: read("district.toml", include_str!("../../../../demo/district.toml"))?,
        units: read("units.toml", include_str!("../../../../demo/units.toml"))?,
        people: people.person,
        sites: sites.site,
        phrases: read("phrases.toml", include_str!("../../../../demo/phrases.toml"))?,
        practices: practices.practices,
        drive: read("drive.toml", include_str!("../../../../demo/drive.toml"))?,
        meeting: read("meeting.toml", include_str!("../../../../demo/meeting.toml"))?,
        routing: read("routing.toml", include_str!("../../../../demo/routing.toml"))?,
        ownerships: ownerships.ownership,
        duty_changes: duties.change,
    })
}
