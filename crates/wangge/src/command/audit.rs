//! `wangge audit`: whether the record is whole.

use anyhow::Result;
use clap::{Args, Subcommand};
use wangge_app::audit;
use wangge_app::view::Break;
use wangge_domain::text::{Lang, Message, render};

use super::output::{self, refusal};
use super::place::operator;
use super::{Place, Worded as _};

/// What is done with the record.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// 核验全部记录链和每日根值，指出被改动的那一行 / verify every chain and daily root and name the altered row
    Verify(Verify),
}

/// Verifies the record.
#[derive(Debug, Args)]
pub struct Verify {
    #[command(flatten)]
    place: Place,
    /// 输出 JSON / print JSON
    #[arg(long)]
    json: bool,
}

impl Audit {
    /// Verifies the record.
    ///
    /// # Errors
    /// With the altered row, when the record is broken.
    pub async fn run(self, lang: Lang) -> Result<()> {
        let Self::Verify(verify) = self;
        let app = verify.place.app(lang).await?;
        let found = audit::verify(&app, &operator(lang), lang).await.worded(lang)?;
        app.store.close().await?;
        if verify.json {
            output::json(&found)?;
        }
        if let Some(broken) = &found.broken {
            return Err(refusal(&altered(broken), lang));
        }
        let message = Message::new("cli-audit-whole")
            .arg("events", found.events)
            .arg("chains", found.chains)
            .arg("roots", found.roots);
        if verify.json { Ok(()) } else { output::line(&render(&message, lang)) }
    }
}

/// The break, with the row of the events table it is in.
fn altered(broken: &Break) -> Message {
    let (Some(kind), Some(subject), Some(seq)) = (&broken.subject_kind, &broken.subject_id, broken.seq) else {
        return Message::new("cli-audit-root").arg("sentence", &broken.sentence);
    };
    Message::new("cli-audit-row")
        .arg("kind", kind)
        .arg("subject", subject)
        .arg("seq", seq)
        .arg("sentence", &broken.sentence)
}
