//! Pages of lists that are kept whole in memory: nodes, units and people are few enough, cases are not.

use crate::reading::many;
use crate::view::{List, PAGE_ITEMS_MAX};

/// A page of what was found, in the order of its keys; all of it when no limit is said. Each key must be the
/// thing's own, so that a page begins where the one before ended even when something was added between. The
/// cursor is the last key.
pub fn page<T, V>(
    mut found: Vec<(String, T)>,
    cursor: Option<&str>,
    limit: Option<u32>,
    view: impl Fn(T) -> V,
) -> List<V> {
    let total = many(found.len());
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    if let Some(after) = cursor {
        found.retain(|(key, _)| key.as_str() > after);
    }
    let limit = limit.map_or(usize::MAX, |limit| limit.clamp(1, PAGE_ITEMS_MAX) as usize);
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|(key, _)| key.clone());
    List { items: found.into_iter().map(|(_, thing)| view(thing)).collect(), next, total: Some(total) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_thing_stands_on_exactly_one_page() {
        let things: Vec<(String, u32)> = (0..7).rev().map(|n| (format!("{n}"), n)).collect();
        let (mut cursor, mut seen) = (None, Vec::new());
        loop {
            let list = page(things.clone(), cursor.as_deref(), Some(3), |n| n);
            assert_eq!(list.total, Some(7));
            seen.extend(list.items);
            cursor = list.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(seen, [0, 1, 2, 3, 4, 5, 6]);
        assert_eq!(page(things, None, None, |n| n).items.len(), 7);
    }
}
