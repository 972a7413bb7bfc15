//! `wangge round`: planning, opening and closing rounds, and what they came to.

mod plan;
mod results;

use anyhow::Result;
use clap::{Args, Subcommand};
use wangge_app::view::RoundSummary;
use wangge_app::{App, round};
use wangge_domain::permission::Actor;
use wangge_domain::text::{Lang, Message, render, word};

use super::output::{self, line, print, refusal};
use super::place::operator;
use super::table::{Side, Table};
use super::{Place, Worded as _};

/// What is done with rounds. A round is named by kind and number, such as `mock-1`, or by its id.
#[derive(Debug, Subcommand)]
pub enum Round {
    /// 列出轮次 / list them
    List(Listing),
    /// 计划一轮 / plan one
    Plan(plan::Plan),
    /// 开始一轮 / open one for visits
    Open(Named),
    /// 结束一轮，成绩从此固定 / close one; its score then stands
    Close(Named),
    /// 成绩 / what it came to
    Results(results::Results),
    /// 丢分项 / its lost points
    LostPoints(results::LostPoints),
    /// 与另一轮比较 / compare it with another
    Compare(results::Compare),
    /// 展开一个得分的来历 / unfold how a score was made
    Explain(results::Explain),
}

/// Lists rounds.
#[derive(Debug, Args)]
pub struct Listing {
    #[command(flatten)]
    place: Place,
    /// 输出 JSON / print JSON
    #[arg(long)]
    json: bool,
}

/// One round.
#[derive(Debug, Args)]
pub struct Named {
    /// 轮次，如 mock-1，或其标识 / the round, such as mock-1, or its id
    round: String,
    #[command(flatten)]
    place: Place,
    /// 输出 JSON / print JSON
    #[arg(long)]
    json: bool,
}

impl Round {
    /// Does it.
    ///
    /// # Errors
    /// With the sentence of the refusal.
    pub async fn run(self, lang: Lang) -> Result<()> {
        let actor = operator(lang);
        match self {
            Self::List(list) => list.run(&actor, lang).await,
            Self::Plan(plan) => plan.run(&actor, lang).await,
            Self::Open(named) => named.turn(&actor, true, lang).await,
            Self::Close(named) => named.turn(&actor, false, lang).await,
            Self::Results(results) => results.run(&actor, lang).await,
            Self::LostPoints(lost) => lost.run(&actor, lang).await,
            Self::Compare(compare) => compare.run(&actor, lang).await,
            Self::Explain(explain) => explain.run(&actor, lang).await,
        }
    }
}

impl Listing {
    async fn run(self, actor: &Actor, lang: Lang) -> Result<()> {
        let app = self.place.app(lang).await?;
        let rounds = round::list(&app, actor, lang).await.worded(lang)?.items;
        app.store.close().await?;
        if self.json {
            return output::json(&rounds);
        }
        let keys = ["round", "name", "days", "state", "visited", "score"];
        let headings = keys.map(|key| word(&format!("cli-column-{key}"), lang));
        let sides = [Side::Left, Side::Left, Side::Left, Side::Left, Side::Right, Side::Right];
        let mut table = Table::new(headings.iter().map(String::as_str).zip(sides));
        for round in rounds {
            table.row([
                short(&round),
                round.name,
                format!("{} – {}", round.opens_on, round.closes_on),
                round.state_name,
                format!("{}/{}", round.visited, round.sites),
                round.score.map_or_else(String::new, |score| score.shown),
            ]);
        }
        print(|out| table.write(out))
    }
}

impl Named {
    async fn turn(self, actor: &Actor, open: bool, lang: Lang) -> Result<()> {
        let app = self.place.app(lang).await?;
        let found = named(&app, actor, &self.round, lang).await?;
        let turned = if open {
            round::open(&app, actor, lang, found.id, found.version).await
        } else {
            round::close(&app, actor, lang, found.id, found.version).await
        };
        let turned = turned.worded(lang)?;
        app.store.close().await?;
        if self.json {
            return output::json(&turned);
        }
        let round = &turned.round;
        let message = Message::new(if open { "cli-round-opened" } else { "cli-round-closed" })
            .arg("name", &round.name)
            .arg("sites", round.sites)
            .arg("visited", round.visited)
            .arg("score", round.score.as_ref().map_or("—", |score| score.shown.as_str()));
        line(&render(&message, lang))
    }
}

/// How a round is named at the command line.
fn short(round: &RoundSummary) -> String {
    format!("{}-{}", round.kind, round.number)
}

/// The round of a name.
///
/// # Errors
/// When there is none; the sentence names those there are.
pub(super) async fn named(app: &App, actor: &Actor, text: &str, lang: Lang) -> Result<RoundSummary> {
    let rounds = round::list(app, actor, lang).await.worded(lang)?.items;
    let known: Vec<String> = rounds.iter().map(short).collect();
    let found = rounds.into_iter().find(|round| short(round) == text || round.id.to_string() == text);
    found.ok_or_else(|| refusal(&Message::new("cli-no-round").arg("round", text).arg("known", known.join(", ")), lang))
}
