//! Sites 点位: the places that are inspected. What shape a site has (area, line, point, mobile, virtual)
//! follows from its type in the edition, so it is not repeated here.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{NodeId, SiteId, UnitId};
use crate::text::{Lang, Message, Wording};

/// A site 点位.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Site {
    /// Its identity.
    pub id: SiteId,
    /// Its code, unique in the campaign.
    pub code: String,
    /// Its name.
    pub name: Wording,
    /// Its type 点位类型, a code of the edition.
    pub type_code: String,
    /// Longitude in degrees, WGS-84. A mobile or virtual site may have none.
    pub lon: Option<f64>,
    /// Latitude in degrees, WGS-84.
    pub lat: Option<f64>,
    /// The datum the place was given in, before it was converted.
    pub datum: Option<String>,
    /// The postal address or a description of the way.
    pub address: Option<String>,
    /// The deepest node that contains it.
    pub node_id: Option<NodeId>,
    /// That node's path, for reading a whole subtree.
    pub node_path: String,
    /// The unit responsible for it 责任单位.
    pub unit_id: Option<UnitId>,
    /// The supporting unit 包联单位.
    pub supporting_unit_id: Option<UnitId>,
    /// Whether it is a demonstration site 示范点.
    pub demonstration: bool,
    /// Measures used as weights (length in metres, population …), by name.
    #[schemars(with = "BTreeMap<String, String>")]
    pub attributes: BTreeMap<String, Decimal>,
    /// The demonstration site whose practice 做法 it took over.
    pub practice: Option<Practice>,
    /// Whether it is still inspected.
    pub active: bool,
    /// Counts its edits.
    pub version: i64,
}

/// A practice 做法 that was copied 复制推广 from a demonstration site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Practice {
    /// The demonstration site.
    pub from: SiteId,
    /// Since when.
    pub since: NaiveDate,
    /// Who noted it, by name.
    pub by: String,
}

/// Why a practice cannot be noted as taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PracticeRefusal {
    /// A site is no example to itself.
    Itself,
    /// The other is no demonstration site, or is no longer inspected.
    NoDemonstration {
        /// Its name.
        name: Wording,
    },
    /// The other is of another type, whose items are others.
    OtherType {
        /// Its name.
        name: Wording,
    },
    /// The day is still to come.
    Future,
}

impl PracticeRefusal {
    /// Stable name for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Itself => "practice_itself",
            Self::NoDemonstration { .. } => "practice_no_demonstration",
            Self::OtherType { .. } => "practice_other_type",
            Self::Future => "practice_future",
        }
    }

    /// The sentence for the user.
    pub fn message(&self) -> Message {
        match self {
            Self::Itself => Message::new("grid-practice-itself"),
            Self::NoDemonstration { name } => {
                Message::new("grid-practice-no-demonstration").arg("name", name.get(Lang::Zh))
            }
            Self::OtherType { name } => Message::new("grid-practice-other-type").arg("name", name.get(Lang::Zh)),
            Self::Future => Message::new("grid-practice-future"),
        }
    }
}

impl Site {
    /// Notes from which demonstration site this one took its practice over 复制推广, and since when.
    ///
    /// # Errors
    /// When the other is no demonstration site of the same type, or the day is still to come.
    pub fn take_over(
        &mut self,
        from: &Self,
        since: NaiveDate,
        today: NaiveDate,
        by: &str,
    ) -> Result<(), PracticeRefusal> {
        if from.id == self.id {
            return Err(PracticeRefusal::Itself);
        }
        if !from.demonstration || !from.active {
            return Err(PracticeRefusal::NoDemonstration { name: from.name.clone() });
        }
        if from.type_code != self.type_code {
            return Err(PracticeRefusal::OtherType { name: from.name.clone() });
        }
        if since > today {
            return Err(PracticeRefusal::Future);
        }
        // Noted again unchanged, it stays as whoever noted it first left it.
        let same = self.practice.as_ref().is_some_and(|noted| noted.from == from.id && noted.since == since);
        if !same {
            self.practice = Some(Practice { from: from.id, since, by: by.to_owned() });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use super::*;

    fn site(number: u128, kind: &str, demonstration: bool) -> Site {
        Site {
            id: SiteId(uuid::Uuid::from_u128(number)),
            code: format!("S{number}"),
            name: Wording::new("石桥市场", ""),
            type_code: kind.to_owned(),
            lon: None,
            lat: None,
            datum: None,
            address: None,
            node_id: None,
            node_path: String::new(),
            unit_id: None,
            supporting_unit_id: None,
            demonstration,
            attributes: BTreeMap::new(),
            practice: None,
            active: true,
            version: 1,
        }
    }

    #[test]
    fn a_practice_comes_from_a_demonstration_site_of_the_same_type() {
        let today: NaiveDate = "2026-11-23".parse().unwrap();
        let source = site(1, "market", true);
        let cases = [
            (site(1, "market", true), today, Some("practice_itself")),
            (site(2, "market", false), today, None),
            (site(2, "road", false), today, Some("practice_other_type")),
            (site(2, "market", false), today.succ_opt().unwrap(), Some("practice_future")),
        ];
        for (mut own, since, refused) in cases {
            let outcome = own.take_over(&source, since, today, "李");
            assert_eq!(outcome.err().map(|refusal| refusal.code()), refused);
            assert_eq!(own.practice.is_some(), refused.is_none());
        }
        let plain = site(3, "market", false);
        let refusal = site(2, "market", false).take_over(&plain, today, today, "李").unwrap_err();
        assert_eq!(refusal.code(), "practice_no_demonstration");
    }

    #[test]
    fn noting_the_same_again_does_not_change_who_noted_it() {
        let today: NaiveDate = "2026-11-23".parse().unwrap();
        let source = site(1, "market", true);
        let mut own = site(2, "market", false);
        own.take_over(&source, today, today, "李").unwrap();
        let first = own.practice.clone();
        own.take_over(&source, today, today, "王").unwrap();
        assert_eq!(own.practice, first);
    }
}
