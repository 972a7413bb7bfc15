//! `wangge ledger`: bringing the score ledger up to date, and whether it agrees with the facts.

use anyhow::Result;
use clap::{Args, Subcommand};
use wangge_app::score_ledger;
use wangge_domain::text::{Lang, Message, render};

use super::output::{self, refusal};
use super::{Place, Worded as _};

/// What is done with the score ledger.
#[derive(Debug, Subcommand)]
pub enum Ledger {
    /// 按规则补记和冲销全部记分 / enter and reverse whatever the facts and rules call for
    Post(Where),
    /// 由事实重算全部记分，逐笔与台账核对 / reckon every entry anew from the facts and compare
    Verify(Where),
}

/// Which ledger.
#[derive(Debug, Args)]
pub struct Where {
    #[command(flatten)]
    place: Place,
    /// 输出 JSON / print JSON
    #[arg(long)]
    json: bool,
}

impl Ledger {
    /// Brings the ledger up to date or compares it with the facts.
    ///
    /// # Errors
    /// With every difference, when the ledger does not agree with the facts.
    pub async fn run(self, lang: Lang) -> Result<()> {
        match self {
            Self::Post(at) => post(at, lang).await,
            Self::Verify(at) => verify(at, lang).await,
        }
    }
}

async fn post(at: Where, lang: Lang) -> Result<()> {
    let app = at.place.app(lang).await?;
    let posted = score_ledger::post_all(&app).await.worded(lang)?;
    app.store.close().await?;
    if at.json {
        return output::json(&serde_json::json!({
            "facts": posted.facts, "entered": posted.entered, "reversed": posted.reversed,
        }));
    }
    let message = Message::new("score-posted").arg("entered", posted.entered).arg("reversed", posted.reversed);
    output::line(&render(&message, lang))
}

async fn verify(at: Where, lang: Lang) -> Result<()> {
    let app = at.place.app(lang).await?;
    let found = score_ledger::verify(&app, lang).await.worded(lang)?;
    app.store.close().await?;
    if at.json {
        output::json(&found)?;
    }
    if !found.differences.is_empty() {
        if !at.json {
            for difference in &found.differences {
                output::line(&difference.text)?;
            }
        }
        return Err(refusal(&Message::new("score-verify-differs").arg("count", found.differences.len()), lang));
    }
    let message = Message::new("score-verify-agrees").arg("facts", found.facts).arg("entries", found.entries);
    if at.json { Ok(()) } else { output::line(&render(&message, lang)) }
}
