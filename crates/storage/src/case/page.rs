//! Pages of a list of cases, by key.

use sea_orm::sea_query::{Expr, ExprTrait as _, Order, Query, SelectStatement};
use wangge_domain::case::Case;

use super::filter::{CaseFilter, CasePage, CaseSort, Cursor, condition, here};
use super::rows::col;
use crate::reach::Reach;
use crate::row::{self, Cell as _};

/// The statements of a page, in their order: when sorting by a deadline that may be missing, first those that
/// have one and then the others, since no index serves both at once. They give identities alone, so that a large
/// subtree is sorted within its index; [`PageStatement::rows`] reads the page's own rows and no others.
pub(super) fn page_statements(reach: &Reach, filter: &CaseFilter, page: &CasePage) -> Vec<PageStatement> {
    let base = || {
        let mut statement = Query::select();
        statement.column(("cases", col::id)).from("cases").cond_where(condition(reach, filter));
        statement
    };
    let (column, order) = match page.sort {
        CaseSort::Latest => (col::reported_at, Order::Desc),
        CaseSort::Earliest => (col::reported_at, Order::Asc),
        CaseSort::Deadline => (col::deadline_at, Order::Asc),
    };
    let mut statements = Vec::new();
    if !matches!(page.after, Some(Cursor { at: None, .. })) {
        let mut dated = base();
        if let Some(Cursor { at: Some(at), id }) = page.after {
            let place = Expr::tuple([here(column), here(col::id)]);
            let last = Expr::tuple([at.value().into(), id.value().into()]);
            dated.and_where(if order == Order::Desc { place.lt(last) } else { place.gt(last) });
        }
        if page.sort == CaseSort::Deadline {
            dated.and_where(here(column).is_not_null());
        }
        statements.push(PageStatement { ids: dated, order: vec![(column, order.clone()), (col::id, order)] });
    }
    if page.sort == CaseSort::Deadline {
        let mut undated = base();
        undated.and_where(here(column).is_null());
        if let Some(Cursor { at: None, id }) = page.after {
            undated.and_where(here(col::id).gt(id.value()));
        }
        statements.push(PageStatement { ids: undated, order: vec![(col::id, Order::Asc)] });
    }
    statements
}

/// The identities of a part of a page, and their order.
pub(super) struct PageStatement {
    ids: SelectStatement,
    order: Vec<(&'static str, Order)>,
}

impl PageStatement {
    /// The rows of the first so many.
    pub(super) fn rows(self, most: u64) -> SelectStatement {
        let Self { mut ids, order } = self;
        let mut rows = row::select::<Case>();
        for (column, order) in order {
            ids.order_by(("cases", column), order.clone());
            rows.order_by(("cases", column), order);
        }
        ids.limit(most);
        rows.and_where(here(col::id).in_subquery(ids));
        rows
    }
}
