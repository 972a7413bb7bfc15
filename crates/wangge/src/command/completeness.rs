//! `wangge completeness`: which nodes lack people, duties or items.

use anyhow::Result;
use clap::Args;
use wangge_app::completeness;
use wangge_app::view::{Completeness as View, CompletenessQuery};
use wangge_domain::text::{Lang, Message, render, word};

use super::output::{self, print, refusal};
use super::place::operator;
use super::table::{Side, Table};
use super::{Place, Worded as _};

/// Lists the incomplete nodes.
#[derive(Debug, Args)]
pub struct Completeness {
    #[command(flatten)]
    place: Place,
    /// 只看某一层级 / only this level, 1–4
    #[arg(long, value_parser = clap::value_parser!(i8).range(1..=4))]
    level: Option<i8>,
    /// 只看某网格及其下级 / only this node and those below it
    #[arg(long, value_name = "CODE")]
    node: Option<String>,
    /// 输出 JSON / print JSON
    #[arg(long)]
    json: bool,
}

impl Completeness {
    /// Prints how many nodes are complete, by level, and what each incomplete one lacks.
    ///
    /// # Errors
    /// When there is no such node, no campaign or no database.
    pub async fn run(self, lang: Lang) -> Result<()> {
        let app = self.place.app(lang).await?;
        let node = match &self.node {
            None => None,
            Some(code) => {
                let found = wangge_storage::node::by_code(&app.store.read(), code).await?;
                let absent = || refusal(&Message::new("cli-no-node").arg("code", code), lang);
                Some(found.ok_or_else(absent)?.id)
            }
        };
        let query = CompletenessQuery { level: self.level, node };
        let view = completeness::list(&app, &operator(lang), lang, query).await.worded(lang)?;
        app.store.close().await?;
        if self.json { output::json(&view) } else { print(|out| write(out, &view, lang)) }
    }
}

fn write(out: &mut dyn std::io::Write, view: &View, lang: Lang) -> std::io::Result<()> {
    let headline = Message::new("cli-completeness").arg("complete", view.complete).arg("total", view.total);
    writeln!(out, "{}", render(&headline, lang))?;
    if view.edition.is_none() {
        writeln!(out, "※ {}", word("cli-completeness-no-edition", lang))?;
    }
    for level in &view.by_level {
        writeln!(out, "  {} {}/{}", level.level_name, level.complete, level.total)?;
    }
    if view.items.is_empty() {
        return Ok(());
    }
    let headings = ["level", "code", "where", "missing"].map(|key| word(&format!("cli-column-{key}"), lang));
    let mut table = Table::new(headings.iter().map(|heading| (heading.as_str(), Side::Left)));
    for node in &view.items {
        let missing: Vec<&str> = node.missing.iter().map(|missing| missing.name.as_str()).collect();
        table.row([node.level_name.clone(), node.node.code.clone(), node.chain_name.clone(), missing.join(" · ")]);
    }
    writeln!(out)?;
    table.write(out)
}
