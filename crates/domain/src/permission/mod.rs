//! Permission: a role says what, a scope says where. One table answers for the whole system; the queries
//! that load apply the [`Reach`] it gives, so that what may not be known is not found.

mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::case::{By, CaseAction};
use crate::ids::{NodeId, PersonId, UnitId, UserId};

pub use table::{allows, matrix};

vocabulary! {
    /// What an account is for.
    Role in "round-role" {
        /// The campaign office 创城办.
        Office = "office",
        /// An inspector 督查员. Never sees a score.
        Inspector = "inspector",
        /// Whoever handles cases for a unit 责任单位.
        UnitHandler = "unit_handler",
        /// A grid worker or grid leader 网格员/网格长.
        GridWorker = "grid_worker",
        /// A leader 指挥部领导.
        Leader = "leader",
        /// The auditor 审计员.
        Auditor = "auditor",
        /// The system administrator 系统管理员.
        SystemAdministrator = "system_administrator",
    }
}

vocabulary! {
    /// What may be done.
    Action in "round-action" {
        /// See the overview.
        ViewOverview = "view_overview",
        /// See the grid, units, people and sites.
        ViewGrid = "view_grid",
        /// Change nodes, duties and people in charge.
        EditGrid = "edit_grid",
        /// Change sites and ownership records.
        EditSite = "edit_site",
        /// See editions of the standard.
        ViewStandard = "view_standard",
        /// Publish an edition.
        PublishStandard = "publish_standard",
        /// Import files.
        Import = "import",
        /// Export files.
        Export = "export",
        /// See rounds.
        ViewRound = "view_round",
        /// Plan and open a round.
        OpenRound = "open_round",
        /// Close a round.
        CloseRound = "close_round",
        /// See visits and their observations.
        ViewVisit = "view_visit",
        /// Submit a visit.
        SubmitVisit = "submit_visit",
        /// Void a visit.
        VoidVisit = "void_visit",
        /// Return a visit to be made again.
        ReturnVisit = "return_visit",
        /// See scores and lost points.
        ViewScore = "view_score",
        /// Give causes to lost points.
        AssignCause = "assign_cause",
        /// See cases.
        ViewCase = "view_case",
        /// Report a problem.
        ReportCase = "report_case",
        /// File a case.
        FileCase = "file_case",
        /// Decline a case.
        DeclineCase = "decline_case",
        /// Report a problem as fixed on the spot.
        FixCaseOnSpot = "fix_case_on_spot",
        /// Dispatch a case.
        DispatchCase = "dispatch_case",
        /// Void a case.
        VoidCase = "void_case",
        /// Merge a case into the one it repeats.
        MergeCase = "merge_case",
        /// Remind a unit of a case.
        RemindUnit = "remind_unit",
        /// Put a unit under supervision for a case, or raise the case one level.
        SuperviseUnit = "supervise_unit",
        /// Extend a case's deadline.
        ExtendCase = "extend_case",
        /// Reckon deadlines anew after the calendar or the settings changed 重算期限.
        RecomputeDeadlines = "recompute_deadlines",
        /// Accept a case.
        AcceptCase = "accept_case",
        /// Rectify a case.
        RectifyCase = "rectify_case",
        /// Check a rectification.
        CheckCase = "check_case",
        /// Re-check a closed case.
        ReCheckCase = "re_check_case",
        /// Make a request about a case, or take it back.
        RequestOnCase = "request_on_case",
        /// Decide on a request.
        RuleRequest = "rule_request",
        /// Let the clock of a case go on.
        ResumeCase = "resume_case",
        /// See patrols and what they come to.
        ViewPatrol = "view_patrol",
        /// Walk a node and record the patrol.
        MakePatrol = "make_patrol",
        /// See practice cards and who takes them over.
        ViewPractice = "view_practice",
        /// Write practice cards and plan who takes them over.
        EditPractice = "edit_practice",
        /// Say that a site has taken a practice over.
        AdoptPractice = "adopt_practice",
        /// See drives, what was done, and dead corners.
        ViewDrive = "view_drive",
        /// Make and change drives and what is planned.
        EditDrive = "edit_drive",
        /// Report what was done in a drive, and clear dead corners.
        ReportDrive = "report_drive",
        /// Enter dead corners and check them again.
        WatchCorner = "watch_corner",
        /// See dispatch meetings, their agendas and minutes.
        ViewMeeting = "view_meeting",
        /// Prepare, hold and minute dispatch meetings, and follow what they resolve.
        EditMeeting = "edit_meeting",
        /// See what meetings resolved.
        ViewResolution = "view_resolution",
        /// Report a resolution as done.
        ReportResolution = "report_resolution",
        /// See the routing rules, and why a case went where it did.
        ViewRouting = "view_routing",
        /// Change the routing rules.
        EditRouting = "edit_routing",
        /// See rankings.
        ViewRanking = "view_ranking",
        /// See published listings.
        ViewListing = "view_listing",
        /// Draft, submit, publish and correct listings, and change the rules they are drafted by.
        EditListing = "edit_listing",
        /// Approve a listing somebody else submitted, or send it back.
        ApproveListing = "approve_listing",
        /// See the score ledger.
        ViewScoreLedger = "view_score_ledger",
        /// Enter in the score ledger by hand, reverse, and rule on appeals.
        EditScoreLedger = "edit_score_ledger",
        /// Appeal against an entry of one's own unit.
        AppealScore = "appeal_score",
        /// Change ranking schemes.
        EditRankingScheme = "edit_ranking_scheme",
        /// See bulletins.
        ViewBulletin = "view_bulletin",
        /// Publish a bulletin.
        PublishBulletin = "publish_bulletin",
        /// Change the campaign's settings.
        EditSettings = "edit_settings",
        /// Manage accounts and grants.
        ManageUsers = "manage_users",
        /// Set up channels for messages, and see what could not be delivered.
        ManageChannels = "manage_channels",
        /// Read the record of events.
        ViewEvents = "view_events",
        /// Verify the record.
        VerifyAudit = "verify_audit",
    }
}

impl From<CaseAction> for Action {
    fn from(action: CaseAction) -> Self {
        match action {
            CaseAction::File => Self::FileCase,
            CaseAction::Decline => Self::DeclineCase,
            CaseAction::FixOnSpot => Self::FixCaseOnSpot,
            CaseAction::Dispatch | CaseAction::Withdraw => Self::DispatchCase,
            CaseAction::Merge => Self::MergeCase,
            CaseAction::Remind => Self::RemindUnit,
            CaseAction::Supervise | CaseAction::Raise => Self::SuperviseUnit,
            CaseAction::Extend => Self::ExtendCase,
            CaseAction::Void => Self::VoidCase,
            CaseAction::Accept => Self::AcceptCase,
            CaseAction::Rectify => Self::RectifyCase,
            CaseAction::Check => Self::CheckCase,
            CaseAction::Object
            | CaseAction::AskExtension
            | CaseAction::AskSuspension
            | CaseAction::AskLongTerm
            | CaseAction::Appeal
            | CaseAction::ReachMilestone => Self::RequestOnCase,
            CaseAction::Resume => Self::ResumeCase,
        }
    }
}

/// Where a grant holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Everywhere.
    All,
    /// In a node and all below it.
    Subtree(NodeId),
    /// In what a unit answers for.
    Unit(UnitId),
    /// In what is assigned to the person.
    Assigned,
}

/// A role in a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Grant {
    /// What.
    pub role: Role,
    /// Where.
    pub scope: Scope,
}

impl Grant {
    /// The grant as it is stored: a role, with a node or a unit or neither. Without either, whoever works
    /// for a place or unit has only what is assigned to them; the others have everything. With both, the
    /// unit decides.
    pub fn new(role: Role, node_id: Option<NodeId>, unit_id: Option<UnitId>) -> Self {
        let scope = match (unit_id, node_id, role) {
            (Some(unit), _, _) => Scope::Unit(unit),
            (None, Some(node), _) => Scope::Subtree(node),
            (None, None, Role::Inspector | Role::UnitHandler | Role::GridWorker) => Scope::Assigned,
            (None, None, _) => Scope::All,
        };
        Self { role, scope }
    }
}

/// The union of the scopes in which an actor may do something. Loading applies it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// Everywhere.
    pub all: bool,
    /// In these nodes and all below them.
    pub subtrees: BTreeSet<NodeId>,
    /// In what these units answer for.
    pub units: BTreeSet<UnitId>,
    /// In what is assigned to this person.
    pub assigned: Option<PersonId>,
    /// Set for an inspector: what open rounds keep from their inspectors lies outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blind: Option<Blindfold>,
}

/// An inspector's blindfold 盲评: at the sites of an open round that gives no hints, nothing of earlier rounds is seen,
/// and of this round only what the inspector found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blindfold {
    /// The inspector; none for an account behind which there is no person.
    pub person: Option<PersonId>,
}

impl Reach {
    /// Everywhere.
    pub fn everywhere() -> Self {
        Self { all: true, ..Self::default() }
    }

    /// Whether nothing lies in it.
    pub fn is_empty(&self) -> bool {
        !self.all && self.subtrees.is_empty() && self.units.is_empty() && self.assigned.is_none()
    }

    /// Whether it holds something: the nodes from the root to its place, its unit, and who it is assigned to.
    pub fn holds(&self, nodes: &[NodeId], units: &[UnitId], assigned: &[PersonId]) -> bool {
        self.all
            || nodes.iter().any(|node| self.subtrees.contains(node))
            || units.iter().any(|unit| self.units.contains(unit))
            || self.assigned.is_some_and(|person| assigned.contains(&person))
    }
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The account; none for the system itself.
    pub user_id: Option<UserId>,
    /// The person behind it.
    pub person_id: Option<PersonId>,
    /// The name shown in the record.
    pub name: String,
    /// What it may do where.
    pub grants: Vec<Grant>,
}

impl Actor {
    /// The system acting by its rules, or an operator at the command line: may do everything.
    pub fn system(name: impl Into<String>) -> Self {
        let grants = Role::ALL.iter().map(|role| Grant { role: *role, scope: Scope::All }).collect();
        Self { user_id: None, person_id: None, name: name.into(), grants }
    }

    /// Where the actor may do this; none when nowhere.
    pub fn may(&self, action: Action) -> Option<Reach> {
        let mut reach = Reach::default();
        for grant in self.grants.iter().filter(|grant| allows(grant.role, action)) {
            match grant.scope {
                Scope::All => reach.all = true,
                Scope::Subtree(node) => {
                    reach.subtrees.insert(node);
                }
                Scope::Unit(unit) => {
                    reach.units.insert(unit);
                }
                Scope::Assigned => reach.assigned = self.person_id,
            }
            if grant.role == Role::Inspector {
                reach.blind = Some(Blindfold { person: self.person_id });
            }
        }
        // Whoever answers for the whole district, the office above all, is no inspector to be kept from bias.
        if reach.all {
            reach.blind = None;
        }
        (!reach.is_empty()).then_some(reach)
    }

    /// Whether the actor has a role anywhere.
    pub fn is(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }

    /// The actor as a case's steps see it: it acts for the units it handles.
    pub fn by(&self) -> By {
        let units = self
            .grants
            .iter()
            .filter(|grant| allows(grant.role, Action::RectifyCase))
            .filter_map(|grant| match grant.scope {
                Scope::Unit(unit) => Some(unit),
                _ => None,
            })
            .collect();
        By { user_id: self.user_id, name: self.name.clone(), units }
    }
}
