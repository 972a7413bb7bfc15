//! The conditions of a rule in words.

use wangge_domain::routing::Conditions;
use wangge_domain::text::{Message, render, word};

use crate::reading::Wordbook;

/// Words conditions with the names of things.
pub(super) struct Words<'a> {
    pub(super) book: &'a Wordbook,
}

impl Words<'_> {
    /// Each condition a phrase; nothing where nothing is asked.
    pub(super) fn conditions(&self, of: &Conditions) -> Vec<String> {
        let book = self.book;
        let edition = book.edition.as_ref().map(|(_, index)| index.edition());
        let group = |code: &String| {
            let named = edition.and_then(|edition| edition.groups.iter().find(|group| group.code == *code));
            named.map_or_else(|| code.clone(), |group| group.name.get(book.lang).to_owned())
        };
        let item = |code: &String| {
            let coded = book.item(None, code);
            if code.ends_with('*') || coded.name == *code { code.clone() } else { format!("{code} {}", coded.name) }
        };
        let unit = |id| book.unit(Some(id)).map_or_else(|| "—".to_owned(), |unit| unit.name);
        [
            self.list("items", of.items.iter().map(item)),
            self.list("groups", of.groups.iter().map(group)),
            self.list("types", of.site_types.iter().map(|code| book.site_type(code).name)),
            self.list("nodes", of.nodes.iter().map(|id| book.node(Some(*id)).name)),
            self.list("owners", of.owners.iter().map(|id| unit(*id))),
            self.list("sources", of.sources.iter().map(|source| source.wording(book.lang))),
            of.hours.map(|span| self.span("hours", span.from.format("%H:%M"), span.until.format("%H:%M"))),
            self.list("weekdays", of.weekdays.iter().map(|day| word(&format!("routing-weekday-{day}"), book.lang))),
            of.season.map(|span| self.span("season", span.from, span.until)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn list(&self, what: &str, words: impl Iterator<Item = String>) -> Option<String> {
        let words: Vec<String> = words.collect();
        let said = Message::new(format!("routing-when-{what}"))
            .arg("list", words.join(&word("routing-list-separator", self.book.lang)));
        (!words.is_empty()).then(|| render(&said, self.book.lang))
    }

    fn span(&self, what: &str, from: impl std::fmt::Display, until: impl std::fmt::Display) -> String {
        let said = Message::new(format!("routing-when-{what}")).arg("from", from).arg("until", until);
        render(&said, self.book.lang)
    }
}
