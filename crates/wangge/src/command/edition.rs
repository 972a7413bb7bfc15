//! `wangge edition`: the editions of the standard and publishing one.

use anyhow::Result;
use clap::{Args, Subcommand};
use wangge_app::view::EditionSummary;
use wangge_app::{App, edition};
use wangge_domain::permission::Actor;
use wangge_domain::text::{Lang, Message, render, word};

use super::output::{self, print, refusal};
use super::place::operator;
use super::table::{Side, Table};
use super::{Place, Worded as _};

/// What is done with editions.
#[derive(Debug, Subcommand)]
pub enum Edition {
    /// 列出版本 / list them
    List(Listing),
    /// 发布一个版本，此后不再改动 / publish one; it never changes afterwards
    Publish(Publish),
}

/// Lists editions.
#[derive(Debug, Args)]
pub struct Listing {
    #[command(flatten)]
    place: Place,
    /// 输出 JSON / print JSON
    #[arg(long)]
    json: bool,
}

/// Publishes an edition.
#[derive(Debug, Args)]
pub struct Publish {
    /// 版本，或 体系编码/版本 / the version, or STANDARD/VERSION
    #[arg(value_name = "VERSION")]
    edition: String,
    #[command(flatten)]
    place: Place,
}

impl Edition {
    /// Does it.
    ///
    /// # Errors
    /// When there is no such edition or it cannot be published.
    pub async fn run(self, lang: Lang) -> Result<()> {
        let actor = operator(lang);
        match self {
            Self::List(list) => {
                let app = list.place.app(lang).await?;
                let editions = edition::list(&app, &actor, lang).await.worded(lang)?;
                app.store.close().await?;
                if list.json { output::json(&editions.items) } else { show(&editions.items, lang) }
            }
            Self::Publish(publish) => {
                let app = publish.place.app(lang).await?;
                let found = named(&app, &actor, &publish.edition, lang).await?;
                let detail = edition::publish(&app, &actor, lang, found.id).await.worded(lang)?;
                app.store.close().await?;
                let message = Message::new("cli-edition-published")
                    .arg("name", detail.edition.standard.name)
                    .arg("version", detail.edition.version);
                output::line(&render(&message, lang))
            }
        }
    }
}

/// The edition of a version.
///
/// # Errors
/// When there is none, or several standards have one.
pub async fn named(app: &App, actor: &Actor, text: &str, lang: Lang) -> Result<EditionSummary> {
    let editions = edition::list(app, actor, lang).await.worded(lang)?.items;
    let is_meant = |edition: &EditionSummary| {
        edition.version == text || format!("{}/{}", edition.standard.code, edition.version) == text
    };
    let mut meant: Vec<EditionSummary> = editions.into_iter().filter(is_meant).collect();
    match (meant.pop(), meant.is_empty()) {
        (Some(edition), true) => Ok(edition),
        (Some(_), false) => Err(refusal(&Message::new("cli-edition-several").arg("version", text), lang)),
        (None, _) => Err(refusal(&Message::new("cli-edition-none").arg("version", text), lang)),
    }
}

fn show(editions: &[EditionSummary], lang: Lang) -> Result<()> {
    let headings = ["code", "name", "version", "state"].map(|key| word(&format!("cli-column-{key}"), lang));
    let mut table = Table::new(headings.iter().map(|heading| (heading.as_str(), Side::Left)));
    for edition in editions {
        table.row([
            edition.standard.code.clone(),
            edition.standard.name.clone(),
            edition.version.clone(),
            edition.state_name.clone(),
        ]);
    }
    print(|out| table.write(out))
}
