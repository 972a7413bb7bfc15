//! `wangge evidence`: the photographs as such.

use anyhow::Result;
use clap::{Args, Subcommand, value_parser};
use serde::Serialize;
use wangge_app::evidence::{self, Carried, Unattached};
use wangge_domain::campaign::Campaign;
use wangge_domain::evidence::EvidenceHash;
use wangge_domain::text::{Lang, Message, render};
use wangge_domain::time::{Timestamp, shown};

use super::output::{self, print, refusal};
use super::place::{operator, photographs};
use super::{Place, Worded as _};

/// How many days a photograph attached to nothing is kept: a report may wait on a phone for long.
pub const UNATTACHED_DAYS: &str = "30";

/// After how many photographs a long copy says how far it is.
const STEP: usize = 500;

/// What is done with the photographs.
#[derive(Debug, Subcommand)]
pub enum Evidence {
    /// 清理上传后一直没有用于任何记录的照片 / remove photographs that were sent and never attached to anything
    Collect(Collect),
    /// 把照片复制到另一个存放处，可中断后继续 / copy the photographs to another place; goes on where it was cut off
    Copy(Copying),
}

/// Carries the photographs to another place.
#[derive(Debug, Args)]
pub struct Copying {
    #[command(flatten)]
    place: Place,
    /// 复制到：目录，或 `s3://存储桶/目录` / where to: a folder, or `s3://BUCKET/FOLDER`
    #[arg(long, value_name = "PLACE")]
    to: String,
    /// 输出 JSON / print JSON
    #[arg(long)]
    json: bool,
}

/// Removes photographs attached to nothing.
#[derive(Debug, Args)]
pub struct Collect {
    #[command(flatten)]
    place: Place,
    /// 上传后多少天没有使用才清理 / days since it was last sent
    #[arg(long, value_name = "N", default_value = UNATTACHED_DAYS, value_parser = value_parser!(u16).range(1..))]
    days: u16,
    /// 只列出，不删除 / list them and remove nothing
    #[arg(long)]
    dry_run: bool,
    /// 输出 JSON / print JSON
    #[arg(long)]
    json: bool,
}

/// A run for programs.
#[derive(Debug, Serialize)]
struct Shown {
    removed: bool,
    count: usize,
    size_bytes: i64,
    photos: Vec<ShownPhoto>,
}

#[derive(Debug, Serialize)]
struct ShownPhoto {
    sha256: EvidenceHash,
    size_bytes: i64,
    received_at: Timestamp,
}

/// A copy for programs.
#[derive(Debug, Serialize)]
struct ShownCarried<'a> {
    copied: usize,
    size_bytes: i64,
    there: usize,
    faulty: &'a [EvidenceHash],
}

impl<'a> From<&'a Carried> for ShownCarried<'a> {
    fn from(carried: &'a Carried) -> Self {
        let Carried { copied, size_bytes, there, faulty } = carried;
        Self { copied: *copied, size_bytes: *size_bytes, there: *there, faulty }
    }
}

impl Evidence {
    /// Does what was asked with the photographs.
    ///
    /// # Errors
    /// When the store or a place of photographs fails.
    pub async fn run(self, lang: Lang) -> Result<()> {
        match self {
            Self::Collect(collect) => collect.run(lang).await,
            Self::Copy(copying) => copying.run(lang).await,
        }
    }
}

impl Copying {
    async fn run(self, lang: Lang) -> Result<()> {
        let app = self.place.app(lang).await?;
        let to = photographs(&self.to, lang)?;
        let carried = evidence::carry(&app, &to, |done, of| {
            if done % STEP == 0 {
                eprintln!("{done}/{of}");
            }
        });
        let carried = carried.await.worded(lang)?;
        app.store.close().await?;
        let message = |key: &'static str| {
            Message::new(key)
                .arg("copied", carried.copied)
                .arg("megabytes", carried.size_bytes / (1024 * 1024))
                .arg("there", carried.there)
                .arg("faulty", carried.faulty.len())
                .arg("place", to.place())
        };
        if self.json {
            output::json(&ShownCarried::from(&carried))?;
        } else {
            print(|out| {
                carried.faulty.iter().try_for_each(|hash| writeln!(out, "{hash}"))?;
                writeln!(out, "{}", render(&message("cli-evidence-carried"), lang))
            })?;
        }
        if carried.faulty.is_empty() { Ok(()) } else { Err(refusal(&message("cli-evidence-not-carried"), lang)) }
    }
}

impl Collect {
    /// Lists or removes photographs attached to nothing.
    async fn run(self, lang: Lang) -> Result<()> {
        let collect = self;
        let app = collect.place.app(lang).await?;
        let campaign = wangge_app::campaign::load(&app.store.read()).await.worded(lang)?;
        let photos = evidence::unattached(&app, collect.days).await.worded(lang)?;
        let (count, size_bytes) = if collect.dry_run {
            (photos.len(), photos.iter().map(|photo| photo.size_bytes).sum())
        } else {
            let collected = evidence::collect(&app, &operator(lang), collect.days).await.worded(lang)?;
            (collected.count, collected.size_bytes)
        };
        app.store.close().await?;
        if collect.json {
            let photos = photos.into_iter().map(ShownPhoto::from).collect();
            return output::json(&Shown { removed: !collect.dry_run, count, size_bytes, photos });
        }
        let key = if collect.dry_run { "cli-evidence-would-collect" } else { "cli-evidence-collected" };
        let message = Message::new(key)
            .arg("count", count)
            .arg("days", collect.days)
            .arg("megabytes", size_bytes / (1024 * 1024));
        print(|out| {
            photos.iter().try_for_each(|photo| write(out, photo, &campaign))?;
            writeln!(out, "{}", render(&message, lang))
        })
    }
}

impl From<Unattached> for ShownPhoto {
    fn from(photo: Unattached) -> Self {
        Self { sha256: photo.sha256, size_bytes: photo.size_bytes, received_at: photo.received_at }
    }
}

fn write(out: &mut dyn std::io::Write, photo: &Unattached, campaign: &Campaign) -> std::io::Result<()> {
    writeln!(out, "{}  {:>8} kB  {}", shown(photo.received_at, campaign.tz()), photo.size_bytes / 1024, photo.sha256)
}
