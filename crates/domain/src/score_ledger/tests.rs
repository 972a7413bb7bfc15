#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::case::FinderLevel::{City, District, Own};
use crate::case::tests::{checker, dispatched, handler, in_hand, minute, passed, rectifying, step};
use crate::case::{Case, CaseState, FinderLevel};
use crate::escalation::EscalationMeasure;
use crate::figure::Exact;
use crate::ids::{CaseId, CheckId, EscalationId, RoundId, ScoreEntryId, SiteId, UnitId};
use crate::ranking::{Scheme, SchemeEdition, Schemes};
use crate::round::{Round, RoundKind, RoundState};
use crate::text::Wording;
use crate::time::{DEFAULT_ZONE, Timestamp, local_day};

const ANOTHER: UnitId = UnitId(Uuid::from_u128(71));
const THIRD: UnitId = UnitId(Uuid::from_u128(72));

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

fn rule(code: &str, trigger: ScoreTrigger, amounts: &[(FinderLevel, &str)]) -> ScoreRule {
    ScoreRule {
        code: code.into(),
        name: Wording::new(format!("规则 {code}"), ""),
        trigger,
        amounts: amounts.iter().map(|(level, amount)| (*level, exact(amount))).collect(),
        on_spot: None,
        repeated: None,
        many_clean: None,
        assisting: None,
        supporting: None,
        cap: None,
    }
}

/// Shaped after what the published rules have in common: by level, half on the spot, twice for what came back.
fn scoring() -> Scoring {
    let problem = ScoreRule {
        on_spot: Some(exact("0.5")),
        repeated: Some(Exact::int(2)),
        assisting: Some(exact("0.5")),
        supporting: Some(Exact::ONE),
        ..rule("problem", ScoreTrigger::Problem, &[(City, "-2"), (District, "-1"), (Own, "0")])
    };
    let clean = ScoreRule {
        many_clean: Some(ManyClean { at_least: 3, factor: Exact::int(2) }),
        ..rule("clean", ScoreTrigger::CleanSite, &[(City, "2"), (District, "1")])
    };
    Scoring {
        base: Exact::HUNDRED,
        least: Some(Exact::ZERO),
        most: None,
        appeal_days: 7,
        rules: vec![
            problem,
            ScoreRule {
                cap: Some(Exact::int(5)),
                ..rule("overdue", ScoreTrigger::Overdue, &[(City, "-1"), (District, "-0.5")])
            },
            rule("rework", ScoreTrigger::Rework, &[(City, "-1"), (District, "-0.333")]),
            rule("supervised", ScoreTrigger::Supervised, &[(District, "-1")]),
            clean,
            rule("praise", ScoreTrigger::ByHand, &[(City, "5"), (District, "3")]),
        ],
    }
}

fn edition(scoring: Scoring, edition: i32, from: Option<&str>) -> SchemeEdition {
    SchemeEdition {
        code: "posts".into(),
        edition,
        effective_from: from.map(|day| day.parse().unwrap()),
        scheme: Scheme { scoring: Some(scoring), ..Scheme::suggested() },
        saved_at: Timestamp::default(),
        saved_by: None,
        saved_name: String::new(),
        version: 1,
    }
}

/// The ledger as a store keeps it.
struct Book {
    schemes: Schemes,
    entries: Vec<ScoreEntry>,
}

impl Book {
    fn new(editions: Vec<SchemeEdition>) -> Self {
        Self { schemes: Schemes::new(editions), entries: Vec::new() }
    }

    fn due(&self, facts: &[LedgerFact]) -> Vec<Posting> {
        let edition = |entry: Option<&ScoreEntry>, _, day| match entry {
            Some(entry) => self.schemes.edition(&entry.scheme_code, entry.scheme_edition),
            None => self.schemes.for_group("街道", day, None),
        };
        reconcile(facts, &self.entries, |fact| local_day(fact.at, DEFAULT_ZONE), edition)
    }

    /// Enters what is due and says how many entries that were.
    fn post(&mut self, facts: &[LedgerFact]) -> usize {
        let due = self.due(facts);
        for posting in &due {
            let id = ScoreEntryId(Uuid::from_u128(self.entries.len() as u128 + 1));
            let entry = match posting.clone() {
                Posting::Reverse(reversed) => {
                    let entry = self.entries.iter().find(|entry| entry.id == reversed).unwrap();
                    entry.reversal(id, Timestamp::default())
                }
                Posting::Enter(new) => ScoreEntry {
                    id,
                    number: 0,
                    unit_id: new.unit_id,
                    on_day: new.on_day,
                    scheme_code: new.edition.0,
                    scheme_edition: new.edition.1,
                    rule_code: new.rule.0,
                    rule_name: new.rule.1,
                    trigger: new.trigger,
                    level: new.level,
                    share: new.share,
                    amount: new.figure.total(),
                    figure: new.figure,
                    fact_key: new.fact_key,
                    case_id: new.subject.case_id,
                    round_id: new.subject.round_id,
                    site_id: new.subject.site_id,
                    text: String::new(),
                    reverses: None,
                    posted_at: Timestamp::default(),
                    by_user: None,
                    by_name: String::new(),
                    once: new.once,
                },
            };
            assert!(self.entries.iter().all(|other| other.once != entry.once), "{} stands once", entry.once);
            self.entries.push(entry);
        }
        due.len()
    }

    fn sum(&self, unit: UnitId) -> String {
        let sum: Exact =
            self.entries.iter().filter(|entry| entry.unit_id == unit).map(|entry| entry.amount.clone()).sum();
        sum.to_string()
    }
}

fn record(case: &Case) -> CaseRecord<'_> {
    CaseRecord { case, sent_back: Vec::new(), pressed: Vec::new(), assisting: Vec::new(), supporting: None }
}

fn at(n: i64) -> Timestamp {
    Timestamp::from(minute(n))
}

fn unit_of(case: &Case) -> UnitId {
    case.unit_id.unwrap()
}

#[test]
fn a_problem_costs_by_who_found_it_half_on_the_spot_and_twice_when_it_came_back() {
    let table: &[(FinderLevel, bool, bool, &str)] = &[
        (City, false, false, "-2"),
        (District, false, false, "-1"),
        (City, true, false, "-1"),
        (District, true, true, "-1"),
        (City, false, true, "-4"),
        (Own, false, true, "0"),
        (FinderLevel::Public, false, false, "0"),
    ];
    for (level, on_spot, rebound, sum) in table {
        let mut case = dispatched();
        case.finder_level = *level;
        case.fixed_on_spot = *on_spot;
        case.rebound_of = rebound.then(|| CaseId(Uuid::from_u128(5)));
        let mut book = Book::new(vec![edition(scoring(), 1, Some("2020-01-01"))]);
        book.post(&facts_of_case(&record(&case), at(4)));
        assert_eq!(&book.sum(unit_of(&case)), sum, "{level} on the spot {on_spot} rebound {rebound}");
    }
}

#[test]
fn assisting_and_supporting_units_bear_their_share_and_nobody_twice() {
    let mut case = dispatched();
    case.finder_level = City;
    let unit = unit_of(&case);
    let mut book = Book::new(vec![edition(scoring(), 1, Some("2020-01-01"))]);
    let shared = CaseRecord { assisting: vec![ANOTHER, unit, ANOTHER], supporting: Some(THIRD), ..record(&case) };
    assert_eq!(book.post(&facts_of_case(&shared, at(4))), 3);
    assert_eq!([unit, ANOTHER, THIRD].map(|unit| book.sum(unit)), ["-2", "-1", "-2"]);
    // Whoever supports the site afterwards did not support it then.
    let moved = CaseRecord { assisting: Vec::new(), supporting: Some(ANOTHER), ..record(&case) };
    assert_eq!(book.post(&facts_of_case(&moved, at(4))), 0);
    let mut voided = case.clone();
    voided.state = CaseState::Voided;
    let gone = CaseRecord { case: &voided, ..shared };
    assert_eq!(book.post(&facts_of_case(&gone, at(5))), 3, "what does not count takes nothing from anybody");
    assert_eq!([unit, ANOTHER, THIRD].map(|unit| book.sum(unit)), ["0", "0", "0"]);
}

#[test]
fn lateness_counts_from_the_deadline_and_an_approved_appeal_takes_it_back() {
    let mut case = in_hand();
    case.finder_level = City;
    let unit = unit_of(&case);
    let deadline = case.deadline.as_ref().unwrap().at;
    let mut book = Book::new(vec![edition(scoring(), 1, Some("2020-01-01"))]);
    book.post(&facts_of_case(&record(&case), deadline));
    assert_eq!(book.sum(unit), "-2", "not late at the very deadline");
    let after = deadline + chrono::TimeDelta::minutes(1);
    assert_eq!(book.post(&facts_of_case(&record(&case), after)), 1);
    assert_eq!(book.sum(unit), "-3");
    let entry = book.entries.last().unwrap();
    assert_eq!(entry.on_day, local_day(deadline, DEFAULT_ZONE));
    let (done, _) = case.rectify(rectifying(), step(&handler(), 900)).unwrap();
    let (mut done, _) = done.check(passed(), step(&checker(), 901)).unwrap();
    assert_eq!(book.post(&facts_of_case(&record(&done), at(2_000))), 0, "closed late is late all the same");
    done.exempt = true;
    assert_eq!(book.post(&facts_of_case(&record(&done), at(2_000))), 1);
    assert_eq!(book.sum(unit), "-2");
    done.state = CaseState::Suspended;
    done.rectified_at = None;
    done.closed_at = None;
    done.exempt = false;
    assert_eq!(book.post(&facts_of_case(&record(&done), at(2_000))), 0, "a clock that stands is not late");
}

#[test]
fn what_pressed_a_unit_and_what_was_sent_back_count_each_time() {
    let case = in_hand();
    let unit = unit_of(&case);
    let back = |n| SentBack { check_id: CheckId(Uuid::from_u128(n)), unit_id: ANOTHER, at: at(30) };
    let pressed = |n, measure| Pressed { id: EscalationId(Uuid::from_u128(n)), measure, unit_id: unit, at: at(31) };
    let mut case = case;
    case.finder_level = District;
    let record = CaseRecord {
        sent_back: vec![back(1), back(2)],
        pressed: vec![pressed(3, EscalationMeasure::Remind), pressed(4, EscalationMeasure::Supervise)],
        ..record(&case)
    };
    let mut book = Book::new(vec![edition(scoring(), 1, Some("2020-01-01"))]);
    book.post(&facts_of_case(&record, at(5)));
    assert_eq!([unit, ANOTHER].map(|unit| book.sum(unit)), ["-2", "-0.666"], "a rule that is not there takes nothing");
}

#[test]
fn clean_sites_count_once_the_round_is_closed_and_double_from_three() {
    let site = |n| SiteId(Uuid::from_u128(n));
    let mut round = Round {
        id: RoundId(Uuid::from_u128(1)),
        kind: RoundKind::JointSupervision,
        number: 1,
        name: Wording::default(),
        edition_id: crate::ids::EditionId(Uuid::from_u128(1)),
        opens_on: "2026-11-01".parse().unwrap(),
        closes_on: "2026-11-05".parse().unwrap(),
        state: RoundState::Open,
        closed_at: None,
        settings: crate::round::RoundSettings::default(),
        module_values: BTreeMap::new(),
        version: 1,
    };
    let sites = vec![
        (site(1), ANOTHER, None, true),
        (site(2), ANOTHER, None, true),
        (site(3), ANOTHER, None, false),
        (site(4), THIRD, None, true),
        (site(5), THIRD, None, true),
        (site(6), THIRD, None, true),
    ];
    let mut book = Book::new(vec![edition(scoring(), 1, Some("2020-01-01"))]);
    assert_eq!(book.post(&facts_of_round(&RoundRecord { round: &round, sites: sites.clone() })), 0);
    round.closed_at = Some(at(50));
    book.post(&facts_of_round(&RoundRecord { round: &round, sites: sites.clone() }));
    assert_eq!([ANOTHER, THIRD].map(|unit| book.sum(unit)), ["2", "6"]);
    // A visit set aside afterwards takes its site away, and with it the doubling.
    book.post(&facts_of_round(&RoundRecord { round: &round, sites: sites[..5].to_vec() }));
    assert_eq!([ANOTHER, THIRD].map(|unit| book.sum(unit)), ["2", "2"]);
}

#[test]
fn a_new_edition_changes_nothing_that_was_entered() {
    let mut dearer = scoring();
    dearer.rules[0].amounts.insert(City, exact("-9"));
    let today = local_day(at(0), DEFAULT_ZONE);
    let mut book = Book::new(vec![edition(scoring(), 1, Some("2020-01-01"))]);
    let mut case = dispatched();
    case.finder_level = City;
    let facts = facts_of_case(&record(&case), at(4));
    book.post(&facts);
    book.schemes = Schemes::new(vec![
        edition(scoring(), 1, Some("2020-01-01")),
        edition(dearer, 2, Some(&today.to_string())),
        edition(scoring(), 3, None),
    ]);
    assert_eq!(book.post(&facts), 0);
    let mut other = case.clone();
    other.id = CaseId(Uuid::from_u128(4_711));
    let both: Vec<LedgerFact> =
        [&case, &other].into_iter().flat_map(|case| facts_of_case(&record(case), at(4))).collect();
    assert_eq!(book.post(&both), 1);
    assert_eq!(book.sum(unit_of(&case)), "-11", "the later fact by the edition of its day");
    assert_eq!(book.schemes.scored_since(), NaiveDate::from_ymd_opt(2020, 1, 1));
}

#[test]
fn what_a_person_reversed_no_rule_enters_again() {
    let mut case = dispatched();
    case.finder_level = City;
    let shared = CaseRecord { supporting: Some(THIRD), ..record(&case) };
    let facts = facts_of_case(&shared, at(4));
    let mut book = Book::new(vec![edition(scoring(), 1, Some("2020-01-01"))]);
    book.post(&facts);
    let mut ruled = book.entries[0].reversal(ScoreEntryId(Uuid::from_u128(99)), at(9));
    ruled.by_user = Some(crate::ids::UserId(Uuid::from_u128(1)));
    book.entries.push(ruled);
    assert_eq!(book.post(&facts), 1, "whoever bore a share of it bears it no longer");
    assert_eq!([unit_of(&case), THIRD].map(|unit| book.sum(unit)), ["0", "0"]);
    assert_eq!(book.post(&facts), 0);
}

#[test]
fn an_entry_that_was_tampered_with_tells() {
    let mut case = dispatched();
    case.finder_level = City;
    let mut book = Book::new(vec![edition(scoring(), 1, Some("2020-01-01"))]);
    book.post(&facts_of_case(&record(&case), at(4)));
    let entry = book.entries[0].clone();
    let back = entry.reversal(ScoreEntryId(Uuid::from_u128(99)), at(9));
    assert!(entry.is_sound(None) && back.is_sound(Some(&entry)));
    let dearer = ScoreEntry { amount: exact("-20"), ..entry.clone() };
    let more = ScoreEntry { amount: exact("20"), ..back.clone() };
    let another_day = ScoreEntry { on_day: NaiveDate::MIN, ..back.clone() };
    assert!(!dearer.is_sound(None) && !more.is_sound(Some(&entry)) && !back.is_sound(Some(&dearer)));
    assert!(!another_day.is_sound(Some(&entry)) && !back.is_sound(None));
}

#[test]
fn what_moves_to_another_unit_is_priced_by_the_scheme_of_that_unit() {
    let (mut case, other) = (dispatched(), ANOTHER);
    case.finder_level = City;
    let mut dear = scoring();
    dear.rules[0].amounts.insert(City, exact("-9"));
    let mut bureaus = edition(dear, 1, Some("2020-01-01"));
    bureaus.code = "bureaus".into();
    let mut book = Book::new(vec![edition(scoring(), 1, Some("2020-01-01"))]);
    let first = unit_of(&case);
    let post = |book: &mut Book, facts: &[LedgerFact]| {
        let due = reconcile(
            facts,
            &book.entries,
            |fact| local_day(fact.at, DEFAULT_ZONE),
            |entry, unit, _| match entry {
                Some(entry) => book.schemes.edition(&entry.scheme_code, entry.scheme_edition),
                None => book.schemes.edition(if unit == other { "bureaus" } else { "posts" }, 1),
            },
        );
        let amounts = due.into_iter().filter_map(|posting| match posting {
            Posting::Enter(new) => Some(new.figure.total().to_string()),
            Posting::Reverse(_) => None,
        });
        amounts.collect::<Vec<_>>()
    };
    book.post(&facts_of_case(&record(&case), at(4)));
    assert_eq!(book.sum(first), "-2");
    book.schemes = Schemes::new(vec![edition(scoring(), 1, Some("2020-01-01")), bureaus]);
    case.unit_id = Some(other);
    assert_eq!(post(&mut book, &facts_of_case(&record(&case), at(4))), ["-9"]);
}

#[test]
fn a_case_that_went_to_another_unit_is_its_own_and_may_come_back() {
    let mut case = dispatched();
    case.finder_level = District;
    let first = unit_of(&case);
    let mut book = Book::new(vec![edition(scoring(), 1, Some("2020-01-01"))]);
    for (unit, sums) in [(first, ["-1", "0"]), (ANOTHER, ["0", "-1"]), (first, ["-1", "0"])] {
        case.unit_id = Some(unit);
        book.post(&facts_of_case(&record(&case), at(4)));
        assert_eq!([first, ANOTHER].map(|unit| book.sum(unit)), sums);
    }
}

/// What a row of the table below holds.
type Entered = &'static [(&'static str, &'static str, &'static str)];

#[test]
fn caps_and_bounds_hold_in_each_month() {
    let sums = |entered: &[(&str, &str, &str)]| {
        let entered = entered.iter().map(|(rule, month, sum)| ((*rule).into(), (*month).into(), 1, exact(sum)));
        statement(&scoring(), entered).total.to_string()
    };
    let table: &[(Entered, &str)] = &[
        (&[], "100"),
        (&[("overdue", "2026-10", "-7.5"), ("problem", "2026-10", "-7.5")], "87.5"),
        (&[("overdue", "2026-10", "-7.5"), ("overdue", "2026-11", "-7.5")], "90"),
        (&[("problem", "2026-10", "-120")], "0"),
        (&[("praise", "2026-10", "15"), ("gone", "2026-10", "-1")], "114"),
    ];
    for (entered, total) in table {
        assert_eq!(&sums(entered), total, "{entered:?}");
    }
}

/// What a row of the table below holds.
type Change = fn(&mut Scoring);

#[test]
fn wrong_rules_are_refused_at_their_field() {
    let wrong = |change: fn(&mut Scoring)| {
        let mut scoring = scoring();
        change(&mut scoring);
        scoring.check().into_iter().map(|refusal| refusal.pointer).collect::<Vec<_>>().join(" ")
    };
    let table: &[(Change, &str)] = &[
        (|_| {}, ""),
        (|s| s.appeal_days = 0, "/appeal_days"),
        (|s| s.base = exact("1000.5"), "/base"),
        (|s| s.most = Some(Exact::int(50)), "/base"),
        (|s| s.rules[1].code = "problem".into(), "/rule/1/code"),
        (|s| s.rules[0].code = "坏".into(), "/rule/0/code"),
        (|s| s.rules[0].name = Wording::new(" ", "x"), "/rule/0/name"),
        (|s| s.rules[0].amounts.clear(), "/rule/0/amounts"),
        (
            |s| {
                s.rules[0].amounts.insert(City, exact("-0.0005"));
            },
            "/rule/0/amounts",
        ),
        (|s| s.rules[0].on_spot = Some(exact("-0.5")), "/rule/0/on_spot"),
        (|s| s.rules[1].repeated = Some(Exact::int(2)), "/rule/1/repeated"),
        (|s| s.rules[4].many_clean = Some(ManyClean { at_least: 1, factor: Exact::int(2) }), "/rule/4/many_clean"),
        (|s| s.rules[0].supporting = Some(Exact::int(2)), "/rule/0/supporting"),
        (|s| s.rules[5].assisting = Some(Exact::ONE), "/rule/5/assisting"),
        (|s| s.rules[1].cap = Some(Exact::ZERO), "/rule/1/cap"),
    ];
    for (place, (change, pointers)) in table.iter().enumerate() {
        assert_eq!(&wrong(*change), pointers, "row {place}");
    }
    for refusal in table.iter().flat_map(|(change, _)| {
        let mut scoring = scoring();
        change(&mut scoring);
        scoring.check()
    }) {
        assert!(crate::text::knows(&refusal.message.key, crate::text::Lang::En), "{:?}", refusal.message);
    }
}

proptest! {
    /// Whatever becomes of the facts, entering once makes the ledger agree and entering again does nothing.
    #[test]
    fn the_ledger_agrees_after_entering_whatever_happened(
        steps in prop::collection::vec(prop::collection::vec((0_u128..4, 0_u128..3, 0..3_usize, any::<bool>(), any::<bool>()), 0..5), 1..8)
    ) {
        let mut book = Book::new(vec![edition(scoring(), 1, Some("2020-01-01"))]);
        for step in steps {
            let mut facts: BTreeMap<String, LedgerFact> = BTreeMap::new();
            for (n, unit, level, on_spot, rebound) in step {
                let key = format!("problem:{n}");
                let fact = LedgerFact {
                    key: key.clone(),
                    trigger: ScoreTrigger::Problem,
                    unit_id: UnitId(Uuid::from_u128(unit)),
                    level: [City, District, Own][level],
                    at: at(5),
                    on_spot,
                    rebound,
                    count: 1,
                    assisting: vec![THIRD],
                    supporting: None,
                    subject: FactSubject::default(),
                };
                facts.insert(key, fact);
            }
            let facts: Vec<LedgerFact> = facts.into_values().collect();
            book.post(&facts);
            prop_assert!(book.due(&facts).is_empty());
            for unit in (0..3).map(|n| UnitId(Uuid::from_u128(n))) {
                let own = facts.iter().filter(|fact| fact.unit_id == unit);
                let expected: Exact = own
                    .map(|fact| {
                        let amount = match fact.level { City => -2, District => -1, _ => 0 };
                        let half = if fact.on_spot { exact("0.5") } else { Exact::ONE };
                        let twice = if fact.rebound { Exact::int(2) } else { Exact::ONE };
                        Exact::int(amount) * half * twice
                    })
                    .sum();
                let sum: Exact = book.entries.iter().filter(|entry| entry.unit_id == unit).map(|entry| entry.amount.clone()).sum();
                prop_assert_eq!(sum, expected);
            }
        }
    }
}
