//! Merging 合并: a case goes into the one it repeats, and leaves it everything that one lacks.

use super::model::{Case, CaseAction, CaseState, FinderLevel};
use super::refusal::CaseRefusal;
use super::rules::{check_clock, said};
use super::step::{CaseChange, CaseEvent, Gained, Step};

impl Case {
    /// Whether the case can go into another as both stand, whoever asks.
    ///
    /// # Errors
    /// It is past merging or is the other itself; the other has ended, or waits for its check, so that the new report
    /// would be closed unseen; or it is filed and the other is not.
    pub fn merges_into(&self, into: &Self) -> Result<(), CaseRefusal> {
        if !self.state.may(CaseAction::Merge) {
            return Err(CaseRefusal::WrongState { state: self.state, action: CaseAction::Merge });
        }
        if into.id == self.id {
            return Err(CaseRefusal::MergesIntoItself);
        }
        if into.state.ended() {
            return Err(CaseRefusal::MergesIntoEnded { state: into.state });
        }
        if into.state == CaseState::Rectified {
            return Err(CaseRefusal::MergesIntoRectified);
        }
        // Its number and clock would vanish into a case that has neither.
        if self.number.is_some() && into.number.is_none() {
            return Err(CaseRefusal::FiledIntoUnfiled);
        }
        Ok(())
    }

    /// Merges the case 合并 into the one it repeats. Of both deadlines the earlier one holds from then on, so that
    /// reporting something twice gains nobody time; of both findings the one of the higher level, so that it costs
    /// nobody less. What the other does not know it takes over. Gives both cases, each with its event.
    ///
    /// # Errors
    /// As [`Case::merges_into`]; and when there is no reason, or the step lies before either case's last one.
    pub fn merge(self, mut into: Self, reason: &str, step: Step<'_>) -> Result<[(Self, CaseEvent); 2], CaseRefusal> {
        self.guard(CaseAction::Merge, step)?;
        let reason = said(reason, CaseRefusal::NoReason)?;
        self.merges_into(&into)?;
        check_clock(step, Some(into.moved_at))?;
        let gained = into.gain(&self);
        let mut earlier = None;
        if let (Some(own), Some(other)) = (&self.deadline, &into.deadline)
            && own.at < other.at
        {
            earlier = Some(own.at);
            into.deadline = Some(own.clone());
        }
        let gone = CaseChange::Merged { into: into.id, into_number: into.number.clone(), reason: reason.clone() };
        let came = CaseChange::TookIn {
            case_id: self.id,
            number: self.number.clone(),
            description: self.description.clone(),
            deadline_at: earlier,
            gained,
        };
        let merged = Self { merged_into: Some(into.id), reason: Some(reason), ..self };
        let state = into.state;
        Ok([merged.moved(CaseState::Merged, step, gone), into.moved(state, step, came)])
    }

    /// Takes over from another case what this one lacks.
    fn gain(&mut self, from: &Self) -> Gained {
        let mut gained = Gained::default();
        if self.item_code.is_none() && from.item_code.is_some() {
            self.item_code.clone_from(&from.item_code);
            self.edition_id = from.edition_id;
            gained.item_code.clone_from(&from.item_code);
        }
        if self.site_id.is_none() && from.site_id.is_some() {
            (self.site_id, self.node_id) = (from.site_id, from.node_id);
            self.node_path.clone_from(&from.node_path);
            self.type_code.clone_from(&from.type_code);
            gained.site_id = from.site_id;
        }
        if self.lon.is_none() || self.lat.is_none() {
            (self.lon, self.lat) = (from.lon, from.lat);
        }
        if self.rebound_of.is_none() {
            self.rebound_of = from.rebound_of.filter(|root| *root != self.id);
            gained.rebound_of = self.rebound_of;
        }
        if from.severity > self.severity {
            self.severity = from.severity;
            gained.severity = Some(from.severity);
        }
        if from.finder_level.rank() < self.finder_level.rank() {
            self.finder_level = from.finder_level;
            gained.finder_level = Some(from.finder_level);
        }
        self.round_id = self.round_id.or(from.round_id);
        gained
    }
}

impl FinderLevel {
    /// The level of a finding, the highest first. What the public or the unit itself finds ranks below every level of
    /// the administration; of these two the public's, since a self-found problem is to the unit's credit.
    const fn rank(self) -> u8 {
        match self {
            Self::Province => 0,
            Self::City => 1,
            Self::District => 2,
            Self::Street => 3,
            Self::Public => 4,
            Self::Own => 5,
        }
    }
}
