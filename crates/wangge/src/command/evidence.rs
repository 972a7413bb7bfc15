//! `wangge evidence`: the photographs as such.

use anyhow::Result;
use clap::{Args, Subcommand, value_parser};
use serde::Serialize;
use wangge_app::evidence::{self, Unattached};
use wangge_domain::campaign::Campaign;
use wangge_domain::evidence::EvidenceHash;
use wangge_domain::text::{Lang, Message, render};
use wangge_domain::time::{Timestamp, shown};

use super::output::{self, print};
use super::place::operator;
use super::{Place, Worded as _};

/// How many days a photograph attached to nothing is kept: a report may wait on a phone for long.
pub const UNATTACHED_DAYS: &str = "30";

/// What is done with the photographs.
#[derive(Debug, Subcommand)]
pub enum Evidence {
    /// 清理上传后一直没有用于任何记录的照片 / remove photographs that were sent and never attached to anything
    Collect(Collect),
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

impl Evidence {
    /// Lists or removes photographs attached to nothing.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn run(self, lang: Lang) -> Result<()> {
        let Self::Collect(collect) = self;
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
