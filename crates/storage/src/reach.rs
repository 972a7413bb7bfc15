//! What part of the district a query may load. Loading through it *is* the permission: what lies outside is
//! not found.

use sea_orm::Value;
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, Query, SelectStatement};
use wangge_domain::ids::{NodeId, PersonId, UnitId};
use wangge_domain::permission::{self, Blindfold};
use wangge_domain::round::RoundState;

use crate::error::Result;
use crate::row::{Cell, sql};
use crate::{ConnectionTrait, StorageError};

/// The part of the district a query may load: the union of its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Everything.
    pub all: bool,
    /// These subtrees, by the path of their top node: `/130107/130107001/`.
    pub paths: Vec<String>,
    /// What these units answer for or were called to assist with.
    pub units: Vec<UnitId>,
    /// What is assigned to this person.
    pub person: Option<PersonId>,
    /// Whose eyes open rounds keep from what was found before.
    pub blind: Option<Blindfold>,
}

impl Reach {
    /// Everything.
    pub fn everything() -> Self {
        Self { all: true, ..Self::default() }
    }

    /// Everything in one subtree.
    pub fn subtree(path: impl Into<String>) -> Self {
        Self { paths: vec![path.into()], ..Self::default() }
    }

    /// What one unit answers for.
    pub fn unit(unit: UnitId) -> Self {
        Self { units: vec![unit], ..Self::default() }
    }

    /// What is assigned to one person.
    pub fn person(person: PersonId) -> Self {
        Self { person: Some(person), ..Self::default() }
    }

    /// The reach of an actor, its nodes looked up as paths. A node that no longer exists gives nothing.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn of(db: &impl ConnectionTrait, granted: &permission::Reach) -> Result<Self> {
        let units = granted.units.iter().copied().collect();
        let mut reach =
            Self { all: granted.all, paths: Vec::new(), units, person: granted.assigned, blind: granted.blind };
        if granted.all {
            return Ok(reach);
        }
        for node in &granted.subtrees {
            reach.paths.extend(path_of(db, *node).await?);
        }
        Ok(reach)
    }

    /// The condition on a table with these columns.
    pub(crate) fn condition(&self, columns: &Columns) -> Condition {
        if self.all {
            return Condition::all();
        }
        // An empty `any` would hold for every row; this part never does.
        let mut any = Condition::any().add(Expr::cust("1 = 0"));
        if let Some(column) = &columns.path {
            for path in &self.paths {
                any = any.add(within(column.clone(), path));
            }
        }
        if !self.units.is_empty() {
            let units: Vec<Value> = self.units.iter().map(Cell::value).collect();
            for column in &columns.units {
                any = any.add(column.clone().is_in(units.clone()));
            }
            for (select, unit) in &columns.assisting {
                let mut select = select.clone();
                select.and_where(unit.clone().is_in(units.clone()));
                any = any.add(Expr::exists(select));
            }
        }
        if let (Some(person), Some((select, column))) = (self.person, &columns.assigned) {
            let mut select = select.clone();
            select.and_where(column.clone().eq(person.value()));
            any = any.add(Expr::exists(select));
        }
        match (self.blind, columns.hidden) {
            (Some(blindfold), Some(hidden)) => Condition::all().add(any).add(hidden(blindfold).not()),
            _ => any,
        }
    }
}

/// Where a table says what its rows belong to.
#[derive(Default)]
pub(crate) struct Columns {
    /// The path of the row's node.
    pub path: Option<Expr>,
    /// The units that answer for the row.
    pub units: Vec<Expr>,
    /// Subqueries, with the column of the unit, that find rows a unit assists with.
    pub assisting: Vec<(SelectStatement, Expr)>,
    /// A subquery, with the column of the person, that finds rows assigned to somebody.
    pub assigned: Option<(SelectStatement, Expr)>,
    /// Which rows are kept from an inspector who is to look without knowing what was found before.
    pub hidden: Option<fn(Blindfold) -> Condition>,
}

/// A subquery for `EXISTS`: rows of a table whose columns equal columns of the outer query.
pub(crate) fn matching(table: &'static str, pairs: &[(&'static str, (&'static str, &'static str))]) -> SelectStatement {
    let mut select = Query::select();
    select.expr(Expr::cust("1")).from(table);
    for (inner, outer) in pairs {
        select.and_where(Expr::col((table, *inner)).equals(*outer));
    }
    select
}

/// The open rounds that give no hints at a site, as a subquery for `EXISTS`.
pub(crate) fn blind_rounds(site: (&'static str, &'static str)) -> SelectStatement {
    let mut select = matching("round_sites", &[("site_id", site)]);
    let round = |column| Expr::col(("rounds", column));
    select
        .inner_join("rounds", round("id").equals(("round_sites", "round_id")))
        .and_where(round("hints").eq(false))
        .and_where(round("state").eq(RoundState::Open.value()));
    select
}

/// Whether a path lies in a subtree. As a range, so that an index on the path serves it: paths end in `/`,
/// and `0` is the character after it.
pub(crate) fn within(column: Expr, path: &str) -> Condition {
    let after = format!("{}0", path.strip_suffix('/').unwrap_or(path));
    Condition::all().add(column.clone().gte(path)).add(column.lt(after))
}

async fn path_of(db: &impl ConnectionTrait, node: NodeId) -> Result<Option<String>, StorageError> {
    let statement = sql(db, "SELECT path FROM nodes WHERE id = $1", vec![node.value()]);
    Ok(db.query_one_raw(statement).await?.map(|row| row.try_get_by_index(0)).transpose()?)
}
