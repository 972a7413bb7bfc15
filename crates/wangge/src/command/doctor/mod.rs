//! `wangge doctor`: whether a district is in order, one line a question.

mod check;

use anyhow::Result;
use clap::Args;
use serde::Serialize;
use wangge_domain::text::{Lang, Message, render, word};

use super::output::{self, print, refusal};
use super::place::operator;
use super::{Place, Worded as _};

/// Looks a district over.
#[derive(Debug, Args)]
pub struct Doctor {
    #[command(flatten)]
    place: Place,
    /// 输出 JSON / print JSON
    #[arg(long)]
    json: bool,
}

/// How a question was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
enum Verdict {
    /// In order.
    Ok,
    /// Work goes on, but someone should see to it.
    Warning,
    /// Figures or deadlines would be wrong.
    Error,
}

/// A question with its answer.
#[derive(Debug)]
struct Finding {
    /// What was asked: `calendar`, `geometry` …
    check: &'static str,
    verdict: Verdict,
    message: Message,
    /// The first few things it is about.
    about: Vec<String>,
}

/// A finding for programs.
#[derive(Debug, Serialize)]
struct Shown<'a> {
    check: &'static str,
    verdict: Verdict,
    sentence: String,
    about: &'a [String],
}

impl Doctor {
    /// Asks all questions and prints the answers.
    ///
    /// # Errors
    /// When something is wrong that makes figures or deadlines wrong; warnings alone pass.
    pub async fn run(self, lang: Lang) -> Result<()> {
        let app = self.place.app(lang).await?;
        let findings = check::all(&app, &operator(lang), lang).await.worded(lang)?;
        app.store.close().await?;
        if self.json {
            let shown: Vec<Shown<'_>> = findings.iter().map(|finding| finding.shown(lang)).collect();
            output::json(&shown)?;
        } else {
            print(|out| findings.iter().try_for_each(|finding| finding.write(out, lang)))?;
        }
        let wrong = findings.iter().filter(|finding| finding.verdict == Verdict::Error).count();
        if wrong > 0 { Err(refusal(&Message::new("cli-doctor-wrong").arg("count", wrong), lang)) } else { Ok(()) }
    }
}

impl Finding {
    fn shown(&self, lang: Lang) -> Shown<'_> {
        Shown { check: self.check, verdict: self.verdict, sentence: render(&self.message, lang), about: &self.about }
    }

    fn write(&self, out: &mut dyn std::io::Write, lang: Lang) -> std::io::Result<()> {
        let mark = match self.verdict {
            Verdict::Ok => "✓",
            Verdict::Warning => "!",
            Verdict::Error => "✗",
        };
        let name = word(&format!("cli-doctor-{}", self.check), lang);
        writeln!(out, "{mark} {name}  {}", render(&self.message, lang))?;
        self.about.iter().try_for_each(|thing| writeln!(out, "    {thing}"))
    }
}
