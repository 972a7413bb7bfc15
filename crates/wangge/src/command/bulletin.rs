//! `wangge bulletin`: the bulletin of a week as a page to print or as a Word file.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use serde::Serialize;
use wangge_app::view::{BulletinFormat, BulletinPreviewQuery, PublishBulletin};
use wangge_app::{App, bulletin};
use wangge_domain::permission::Actor;
use wangge_domain::text::{Lang, Message, render};
use wangge_domain::time::IsoWeek;

use super::output::{self, refusal};
use super::place::operator;
use super::{Place, Worded as _};

/// Writes a bulletin.
#[derive(Debug, Args)]
pub struct Bulletin {
    #[command(flatten)]
    place: Place,
    /// 哪一周，如 2026-W47 / the week, such as 2026-W47
    #[arg(long, value_name = "WEEK")]
    week: String,
    /// 写入的文件，- 为标准输出，默认 bulletin-周.html 或 .docx / the file, - for standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// 文件格式：html 网页，docx 公文版式 Word / the form of the file
    #[arg(long, value_enum, default_value_t = Form::Html)]
    format: Form,
    /// 正式发布，取得期号并封存 / publish it: it gets its number and never changes
    #[arg(long)]
    publish: bool,
    /// 输出 JSON 摘要 / print a summary as JSON
    #[arg(long)]
    json: bool,
}

/// The form of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    Html,
    Docx,
}

/// What was written.
#[derive(Debug, Serialize)]
struct Written {
    week: IsoWeek,
    title: String,
    published: bool,
    number: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip)]
    bytes: Vec<u8>,
}

impl Bulletin {
    /// Writes the published bulletin of the week where there is one, byte for byte; otherwise a preview.
    ///
    /// # Errors
    /// For a week that does not exist, or when it cannot be made or written.
    pub async fn run(self, lang: Lang) -> Result<()> {
        let week: IsoWeek = self.week.parse().map_err(|_| {
            let message = Message::new("cli-bulletin-no-week").arg("text", &self.week);
            refusal(&message, lang)
        })?;
        let app = self.place.app(lang).await?;
        let mut written = made(&app, &operator(lang), week, self.publish, self.format, lang).await?;
        app.store.close().await?;
        let standard_output = self.out.as_ref().is_some_and(|out| out.as_os_str() == "-");
        let path = self.out.unwrap_or_else(|| PathBuf::from(format!("bulletin-{week}.{}", ending(self.format))));
        let path = (!standard_output).then_some(path);
        output::document(path.as_deref(), &written.bytes, lang)?;
        let Some(path) = path else { return Ok(()) };
        written.file = Some(path.display().to_string());
        if self.json {
            return output::json(&written);
        }
        let key = if written.published { "cli-bulletin-published" } else { "cli-bulletin-preview" };
        output::line(&render(&Message::new(key).arg("title", &written.title).arg("file", path.display()), lang))
    }
}

const fn ending(form: Form) -> &'static str {
    match form {
        Form::Html => "html",
        Form::Docx => "docx",
    }
}

async fn made(app: &App, actor: &Actor, week: IsoWeek, publish: bool, form: Form, lang: Lang) -> Result<Written> {
    let query = BulletinPreviewQuery { week, lang: Some(lang), reason: None };
    let preview = bulletin::preview(app, actor, lang, query.clone()).await.worded(lang)?;
    let published = match preview.published {
        Some(id) => Some(bulletin::show(app, actor, lang, id).await.worded(lang)?),
        None if publish => {
            Some(bulletin::publish(app, actor, lang, PublishBulletin { week, lang }).await.worded(lang)?)
        }
        None => None,
    };
    let (title, number, html) = match &published {
        Some(detail) => (detail.bulletin.title.clone(), Some(detail.bulletin.number), detail.html.clone()),
        None => (preview.title, None, preview.html),
    };
    let bytes = match (form, &published) {
        (Form::Html, _) => html.into_bytes(),
        (Form::Docx, Some(detail)) => {
            bulletin::file(app, actor, detail.bulletin.id, BulletinFormat::Docx).await.worded(lang)?.bytes
        }
        (Form::Docx, None) => {
            bulletin::draft_file(app, actor, lang, query, BulletinFormat::Docx).await.worded(lang)?.bytes
        }
    };
    Ok(Written { week, title, published: published.is_some(), number, file: None, bytes })
}
