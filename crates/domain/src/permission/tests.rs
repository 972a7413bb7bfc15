use uuid::Uuid;

use super::*;

fn actor(grants: Vec<Grant>) -> Actor {
    Actor {
        user_id: Some(UserId(Uuid::from_u128(1))),
        person_id: Some(PersonId(Uuid::from_u128(2))),
        name: "张三".into(),
        grants,
    }
}

const NODE: NodeId = NodeId(Uuid::from_u128(10));
const UNIT: UnitId = UnitId(Uuid::from_u128(20));

/// Whoever changes the table reviews the change in `matrix.txt`.
#[test]
fn the_matrix_is_the_reviewed_one() {
    assert_eq!(matrix(), include_str!("matrix.txt"), "the table now reads:\n{}", matrix());
}

#[test]
fn deciding_fixing_and_administering_lie_with_different_roles() {
    let decide = [
        Action::FileCase,
        Action::DispatchCase,
        Action::DeclineCase,
        Action::VoidCase,
        Action::MergeCase,
        Action::RemindUnit,
        Action::SuperviseUnit,
        Action::ExtendCase,
    ];
    let fix = [Action::AcceptCase, Action::RectifyCase, Action::FixCaseOnSpot];
    for role in Role::ALL.iter().copied() {
        let decides = decide.iter().any(|action| allows(role, *action));
        let fixes = fix.iter().any(|action| allows(role, *action));
        assert!(!(decides && fixes), "{role} decides and fixes");
        let checks = allows(role, Action::CheckCase);
        assert!(!(checks && fixes), "{role} checks and fixes");
        let administers = allows(role, Action::ManageUsers);
        let audits = allows(role, Action::VerifyAudit);
        let administrations = [administers, audits, decides].iter().filter(|part| **part).count();
        assert!(administrations <= 1, "{role}");
    }
    for hidden in [Action::ViewScore, Action::ViewRanking, Action::ViewOverview, Action::ViewBulletin] {
        assert!(!allows(Role::Inspector, hidden), "an inspector never sees {hidden}");
    }
    for action in Action::ALL {
        assert!(Role::ALL.iter().any(|role| allows(*role, *action)), "nobody may {action}");
    }
}

#[test]
fn the_reach_is_the_union_of_the_grants_that_allow() {
    let actor = actor(vec![
        Grant::new(Role::UnitHandler, None, Some(UNIT)),
        Grant::new(Role::GridWorker, Some(NODE), None),
        Grant::new(Role::Inspector, None, None),
    ]);
    let cases = actor.may(Action::ViewCase);
    let expected = Reach {
        all: false,
        subtrees: BTreeSet::from([NODE]),
        units: BTreeSet::from([UNIT]),
        assigned: actor.person_id,
        blind: Some(Blindfold { person: actor.person_id }),
    };
    assert_eq!(cases, Some(expected));
    let visits = actor.may(Action::SubmitVisit);
    assert_eq!(
        visits,
        Some(Reach {
            assigned: actor.person_id,
            blind: Some(Blindfold { person: actor.person_id }),
            ..Reach::default()
        })
    );
    assert_eq!(actor.may(Action::PublishBulletin), None);
    assert_eq!(actor.by().units, [UNIT]);
}

#[test]
fn a_reach_holds_what_lies_in_one_of_its_scopes() {
    let other = NodeId(Uuid::from_u128(11));
    let reach = Reach { subtrees: BTreeSet::from([NODE]), units: BTreeSet::from([UNIT]), ..Reach::default() };
    assert!(reach.holds(&[other, NODE], &[], &[]));
    assert!(reach.holds(&[], &[UNIT], &[]));
    assert!(!reach.holds(&[other], &[], &[PersonId(Uuid::from_u128(2))]));
    assert!(Reach::everywhere().holds(&[], &[], &[]));
    assert!(Reach::default().is_empty());
}

#[test]
fn grants_without_place_or_unit_reach_everywhere_only_for_the_district_roles() {
    for role in Role::ALL.iter().copied() {
        let expected = match role {
            Role::Inspector | Role::UnitHandler | Role::GridWorker => Scope::Assigned,
            _ => Scope::All,
        };
        assert_eq!(Grant::new(role, None, None).scope, expected, "{role}");
        assert_eq!(Grant::new(role, Some(NODE), Some(UNIT)).scope, Scope::Unit(UNIT));
        assert_eq!(Grant::new(role, Some(NODE), None).scope, Scope::Subtree(NODE));
    }
}

#[test]
fn an_assigned_grant_without_a_person_reaches_nothing() {
    let nobody = Actor { person_id: None, ..actor(vec![Grant::new(Role::Inspector, None, None)]) };
    assert_eq!(nobody.may(Action::SubmitVisit), None);
}
