//! The one table of who may do what.

use std::fmt::Write;

use super::{Action, Role};

use Role::{Auditor, GridWorker, Inspector, Leader, Office, SystemAdministrator, UnitHandler};

/// Who may do an action, anywhere at all. Deciding lies with the office, fixing with the units; accounts,
/// daily work and the audit are three separate administrations (三员). An inspector never sees a score.
const fn roles(action: Action) -> &'static [Role] {
    match action {
        // A bulletin prints scores and rankings.
        Action::ViewOverview | Action::ViewScore | Action::ViewRanking | Action::ViewListing | Action::ViewBulletin
        // An inspector of a blind round sees nothing of earlier rounds, and a card is made of one.
        | Action::ViewPractice
        | Action::ViewDrive => &[Office, UnitHandler, GridWorker, Leader, Auditor],
        Action::ViewGrid | Action::ViewStandard => {
            &[Office, Inspector, UnitHandler, GridWorker, Leader, Auditor, SystemAdministrator]
        }
        Action::ViewRound | Action::ViewVisit | Action::ViewCase => {
            &[Office, Inspector, UnitHandler, GridWorker, Leader, Auditor]
        }
        Action::ReportCase => &[Office, Inspector, UnitHandler, GridWorker, Leader],
        Action::FixCaseOnSpot | Action::AcceptCase | Action::RectifyCase | Action::RequestOnCase => {
            &[UnitHandler, GridWorker]
        }
        Action::RuleRequest | Action::ResumeCase | Action::AdoptPractice => &[Office, UnitHandler],
        Action::CheckCase | Action::SubmitVisit => &[Office, Inspector],
        // Whoever re-checks must not be of the unit that rectified; that is decided case by case.
        Action::ReCheckCase => &[Office, Inspector, GridWorker],
        Action::ViewPatrol => &[Office, GridWorker, Leader],
        Action::MakePatrol => &[GridWorker],
        Action::ReportDrive => &[UnitHandler, GridWorker],
        // What a meeting resolved for a unit is that unit's to see and to do; the meeting looks at every unit.
        Action::ViewResolution | Action::ViewScoreLedger => &[Office, UnitHandler, Leader, Auditor],
        // Whoever entered points or rules on an appeal does not appeal for the unit.
        Action::ReportResolution | Action::AppealScore => &[UnitHandler],
        Action::WatchCorner => &[Office, UnitHandler, GridWorker],
        Action::ViewRouting | Action::ViewMeeting | Action::Export => &[Office, Leader, Auditor],
        // Whoever submitted it does not approve it; that is decided listing by listing.
        Action::ApproveListing => &[Office, Leader],
        Action::EditGrid
        | Action::EditSite
        | Action::PublishStandard
        | Action::Import
        | Action::OpenRound
        | Action::CloseRound
        | Action::VoidVisit
        | Action::ReturnVisit
        | Action::AssignCause
        | Action::FileCase
        | Action::DeclineCase
        | Action::DispatchCase
        | Action::VoidCase
        | Action::MergeCase
        | Action::RemindUnit
        | Action::SuperviseUnit
        | Action::ExtendCase
        | Action::RecomputeDeadlines
        | Action::EditPractice
        | Action::EditRouting
        | Action::EditDrive
        | Action::EditScoreLedger
        | Action::EditMeeting
        | Action::EditListing
        | Action::EditRankingScheme
        | Action::PublishBulletin
        | Action::EditSettings => &[Office],
        Action::ManageUsers | Action::ManageChannels => &[SystemAdministrator],
        Action::ViewEvents => &[Office, Auditor],
        Action::VerifyAudit => &[Auditor],
    }
}

/// Whether a role may do something somewhere.
pub fn allows(role: Role, action: Action) -> bool {
    roles(action).contains(&role)
}

/// The whole table as plain text, one action a line, for people to review.
pub fn matrix() -> String {
    let mut text = format!("{:<20}", "action");
    for role in Role::ALL {
        let _ = write!(text, " {role}");
    }
    text.push('\n');
    for action in Action::ALL {
        let _ = write!(text, "{:<20}", action.as_str());
        for role in Role::ALL {
            let mark = if allows(*role, *action) { "yes" } else { "-" };
            let width = role.as_str().len();
            let _ = write!(text, " {mark:<width$}");
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text
}
