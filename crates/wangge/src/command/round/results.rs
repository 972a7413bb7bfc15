//! What a round came to: results by level, lost points, comparison with another, and how a score was made.

use std::io::{self, Write};

use anyhow::Result;
use clap::{Args, ValueEnum};
use wangge_app::view::{
    Comparison, ComparisonQuery, ComparisonRow, ExplanationQuery, LostPointQuery, LostPointView, ResultBy, ResultQuery,
    Results as View, ScoreNode,
};
use wangge_app::{App, result};
use wangge_domain::figure::Figure;
use wangge_domain::permission::Actor;
use wangge_domain::text::{Lang, word};
use wangge_storage::{node, site, unit};

use super::named;
use crate::command::output::{self, print};
use crate::command::table::{Side, Table};
use crate::command::{Place, Worded as _};

/// The results of a round.
#[derive(Debug, Args)]
pub struct Results {
    /// 轮次，如 mock-1 / the round, such as mock-1
    round: String,
    /// 按什么列出 / by what
    #[arg(long, default_value = "type")]
    by: By,
    #[command(flatten)]
    place: Place,
    /// 输出 JSON / print JSON
    #[arg(long)]
    json: bool,
}

/// A level of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// 点位类型 / site types
    Type,
    /// 责任单位 / units
    Unit,
    /// 网格 / nodes
    Node,
    /// 点位 / sites
    Site,
    /// 测评项目 / items
    Item,
}

impl From<By> for ResultBy {
    fn from(by: By) -> Self {
        match by {
            By::Type => Self::Type,
            By::Unit => Self::Unit,
            By::Node => Self::Node,
            By::Site => Self::Site,
            By::Item => Self::Item,
        }
    }
}

/// The lost points of a round.
#[derive(Debug, Args)]
pub struct LostPoints {
    /// 轮次，如 mock-1 / the round, such as mock-1
    round: String,
    #[command(flatten)]
    place: Place,
    /// 输出 JSON / print JSON
    #[arg(long)]
    json: bool,
}

/// A comparison of two rounds.
#[derive(Debug, Args)]
pub struct Compare {
    /// 轮次，如 mock-2 / the round, such as mock-2
    round: String,
    /// 与哪一轮比 / with which
    with: String,
    #[command(flatten)]
    place: Place,
    /// 输出 JSON / print JSON
    #[arg(long)]
    json: bool,
}

/// How a score of a round was made.
#[derive(Debug, Args)]
pub struct Explain {
    /// 轮次，如 mock-1 / the round, such as mock-1
    round: String,
    /// 哪个得分：district、type:编码、unit:编码、node:编码、site:编码
    /// / which score: district, type:CODE, unit:CODE, node:CODE, site:CODE
    #[arg(long, value_name = "SCORE")]
    at: Option<String>,
    #[command(flatten)]
    place: Place,
    /// 输出 JSON / print JSON
    #[arg(long)]
    json: bool,
}

impl Results {
    /// Prints the results.
    ///
    /// # Errors
    /// When there is no such round.
    pub async fn run(self, actor: &Actor, lang: Lang) -> Result<()> {
        let app = self.place.app(lang).await?;
        let round = named(&app, actor, &self.round, lang).await?;
        let view = result::list(&app, actor, lang, round.id, ResultQuery { by: self.by.into() }).await.worded(lang)?;
        app.store.close().await?;
        if self.json { output::json(&view) } else { print(|out| show(out, &view, lang)) }
    }
}

fn headings<const N: usize>(keys: [&str; N], lang: Lang) -> [String; N] {
    keys.map(|key| word(&format!("cli-column-{key}"), lang))
}

fn show(out: &mut dyn Write, view: &View, lang: Lang) -> io::Result<()> {
    writeln!(out, "{}  {}", view.round.name, view.score.shown)?;
    let headings = headings(["rank", "code", "name", "sites", "score", "lost", "change", "notes"], lang);
    let sides = [Side::Right, Side::Left, Side::Left, Side::Right, Side::Right, Side::Right, Side::Right, Side::Left];
    let mut table = Table::new(headings.iter().map(String::as_str).zip(sides));
    for row in &view.rows {
        table.row([
            row.rank.map_or_else(String::new, |rank| rank.to_string()),
            row.key.clone(),
            row.name.clone(),
            row.sites.to_string(),
            row.score.shown.clone(),
            row.lost.shown.clone(),
            row.change.as_ref().map_or_else(String::new, |change| change.shown.clone()),
            row.notes.join("；"),
        ]);
    }
    table.write(out)
}

impl LostPoints {
    /// Prints the lost points with the case each became.
    ///
    /// # Errors
    /// When there is no such round.
    pub async fn run(self, actor: &Actor, lang: Lang) -> Result<()> {
        let app = self.place.app(lang).await?;
        let round = named(&app, actor, &self.round, lang).await?;
        let query = LostPointQuery::default();
        let lost = result::lost_points(&app, actor, lang, round.id, query).await.worded(lang)?.items;
        app.store.close().await?;
        if self.json { output::json(&lost) } else { print(|out| lost_table(&lost, lang).write(out)) }
    }
}

fn lost_table(lost: &[LostPointView], lang: Lang) -> Table {
    let headings = headings(["site", "item", "lost", "outcome", "unit", "case", "state"], lang);
    let sides = [Side::Left, Side::Left, Side::Right, Side::Left, Side::Left, Side::Left, Side::Left];
    let mut table = Table::new(headings.iter().map(String::as_str).zip(sides));
    for point in lost {
        let (number, state) = point
            .case
            .as_ref()
            .map_or_else(Default::default, |case| (case.number.clone().unwrap_or_default(), case.state_name.clone()));
        table.row([
            point.site.name.clone(),
            format!("{} {}", point.item.code, point.item.name),
            point.lost.shown.clone(),
            point.outcome_text.clone(),
            point.unit.as_ref().map_or_else(String::new, |unit| unit.name.clone()),
            number,
            state,
        ]);
    }
    table
}

impl Compare {
    /// Prints how the rounds differ.
    ///
    /// # Errors
    /// When there is no such round.
    pub async fn run(self, actor: &Actor, lang: Lang) -> Result<()> {
        let app = self.place.app(lang).await?;
        let round = named(&app, actor, &self.round, lang).await?;
        let with = named(&app, actor, &self.with, lang).await?;
        let query = ComparisonQuery { with: with.id };
        let view = result::compare(&app, actor, lang, round.id, query).await.worded(lang)?;
        app.store.close().await?;
        if self.json { output::json(&view) } else { print(|out| differences(out, &view, lang)) }
    }
}

fn differences(out: &mut dyn Write, view: &Comparison, lang: Lang) -> io::Result<()> {
    let figures = [&view.score_a, &view.score_b, &view.change].map(|figure| figure.shown.as_str());
    writeln!(out, "{} {}  ·  {} {}  ·  {}", view.a.name, figures[0], view.b.name, figures[1], figures[2])?;
    for note in &view.notes {
        writeln!(out, "  ※ {note}")?;
    }
    for (key, rows) in [("type", &view.types), ("unit", &view.units), ("site", &view.sites), ("item", &view.items)] {
        if !rows.is_empty() {
            writeln!(out, "\n{}", word(&format!("cli-round-by-{key}"), lang))?;
            changes([&view.a.name, &view.b.name], rows, lang).write(out)?;
        }
    }
    for (key, lost) in [("cli-round-new-lost", &view.new_lost), ("cli-round-cleared-lost", &view.cleared_lost)] {
        if !lost.is_empty() {
            writeln!(out, "\n{}", word(key, lang))?;
            lost_table(lost, lang).write(out)?;
        }
    }
    Ok(())
}

fn changes([a, b]: [&String; 2], rows: &[ComparisonRow], lang: Lang) -> Table {
    let [name, change] = headings(["name", "change"], lang);
    let mut table =
        Table::new([(name.as_str(), Side::Left), (a, Side::Right), (b, Side::Right), (change.as_str(), Side::Right)]);
    for row in rows {
        let shown = |figure: &Figure| figure.shown.clone();
        table.row([row.name.clone(), shown(&row.a), shown(&row.b), shown(&row.change)]);
    }
    table
}

impl Explain {
    /// Prints how the score was made.
    ///
    /// # Errors
    /// When there is no such round or score.
    pub async fn run(self, actor: &Actor, lang: Lang) -> Result<()> {
        let app = self.place.app(lang).await?;
        let round = named(&app, actor, &self.round, lang).await?;
        let at = match &self.at {
            Some(at) => Some(by_id(&app, at).await?),
            None => None,
        };
        let node = result::explain(&app, actor, lang, round.id, ExplanationQuery { at }).await.worded(lang)?;
        app.store.close().await?;
        if self.json { output::json(&node) } else { print(|out| unfold(out, &node, 0)) }
    }
}

/// The score as the use case names it: units, nodes and sites by identity. A code that nobody has stays as it
/// is, and is then not found.
async fn by_id(app: &App, at: &str) -> Result<String> {
    let Some((kind, code)) = at.split_once(':') else { return Ok(at.to_owned()) };
    let read = app.store.read();
    let id = match kind {
        "unit" => unit::by_code(&read, code).await?.map(|unit| unit.id.to_string()),
        "node" => node::by_code(&read, code).await?.map(|node| node.id.to_string()),
        "site" => site::by_code(&read, code).await?.map(|site| site.id.to_string()),
        _ => None,
    };
    Ok(id.map_or_else(|| at.to_owned(), |id| format!("{kind}:{id}")))
}

fn unfold(out: &mut dyn Write, node: &ScoreNode, depth: usize) -> io::Result<()> {
    let indent = "  ".repeat(depth + 1);
    writeln!(out, "{indent}{} {}/{}  {}", node.name, node.score.shown, node.full.shown, node.rule_text)?;
    for note in &node.notes {
        writeln!(out, "{indent}  ※ {note}")?;
    }
    node.parts.iter().try_for_each(|part| unfold(out, part, depth + 1))
}
