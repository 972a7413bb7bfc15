//! `wangge serve`: a district's server.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::Args;
use tokio::net::TcpListener;
use tokio::sync::broadcast;
use wangge_app::{App, audit, campaign, escalation, evidence, notice, patrol, user};
use wangge_domain::permission::Actor;
use wangge_domain::text::{Lang, render};

use super::evidence::UNATTACHED_DAYS;
use super::init::unnamed;
use super::place::operator;
use super::{Place, Worded as _};

/// How often the server looks whether a day is over and can be sealed.
const SEALING: Duration = Duration::from_mins(5);

/// How often the server looks whether the clock of a suspended case is to go on, or a duty change has come to its day.
const RESUMING: Duration = Duration::from_mins(1);

/// How often the server looks whether anything is to be told or sent, when nothing happens.
const TELLING: Duration = Duration::from_secs(20);

/// How long events are gathered before they are told together.
const GATHERING: Duration = Duration::from_secs(1);

/// How often what nobody will refer to is taken away.
const COLLECTING: Duration = Duration::from_hours(24);

/// Serves a district.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    place: Place,
    /// 监听地址 / address to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// 照片上传后多少天没有用于任何记录就清理，0 为不清理 / remove photographs attached to nothing for so many days, 0 never
    #[arg(long, value_name = "N", default_value = UNATTACHED_DAYS, env = "WANGGE_UNATTACHED_DAYS")]
    unattached_days: u16,
}

impl Serve {
    /// Opens the store, makes the first administrator where there is none, and serves until stopped.
    ///
    /// # Errors
    /// When the store cannot be opened or the address is taken.
    pub async fn run(self, lang: Lang) -> Result<()> {
        let app = App::new(self.place.open("data", lang).await?);
        campaign::begin(&app, &operator(lang), unnamed()).await.worded(lang)?;
        if let Some((login, password)) = user::first_administrator(&app).await.worded(lang)? {
            println!(
                "首个管理员账号（请立即登录并修改密码）/ first administrator (sign in and change the password now):"
            );
            println!("  {login}  {password}");
        }
        if let Some(reason) = evidence::unusable(&app).await {
            // Served all the same: the place may come back, and phones keep their photographs until then.
            eprintln!("{}", render(&reason, lang));
        }
        let listener = bind(self.listen).await?;
        println!("http://{}", listener.local_addr()?);
        tokio::spawn(collect_daily(app.clone(), operator(lang), self.unattached_days));
        until_stopped(app, listener).await
    }
}

/// Takes an address.
///
/// # Errors
/// With what to do when it is taken.
pub async fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!(
            "无法监听 {address}，请用 --listen 换一个地址 / cannot listen on {address}; choose another with --listen"
        )
    })
}

/// Serves until interrupted, sealing each day's record once it is over, letting suspended clocks go on and duty changes take
/// effect when their day comes, and removing tracks kept long enough.
///
/// # Errors
/// When the server fails.
pub async fn until_stopped(app: App, listener: TcpListener) -> Result<()> {
    let sealing = app.clone();
    tokio::spawn(async move {
        loop {
            if let Err(error) = audit::seal_days(&sealing).await {
                tracing::warn!(%error, "sealing days");
            }
            match patrol::remove_old_tracks(&sealing).await {
                Ok(0) => {}
                Ok(removed) => tracing::info!(removed, "tracks of patrols were kept long enough"),
                Err(error) => tracing::warn!(%error, "removing tracks of patrols"),
            }
            if let Err(error) = notice::remove_old(&sealing).await {
                tracing::warn!(%error, "removing notices and messages");
            }
            tokio::time::sleep(SEALING).await;
        }
    });
    let resuming = app.clone();
    tokio::spawn(async move {
        loop {
            match wangge_app::case::resume_due(&resuming).await {
                Ok(0) => {}
                Ok(count) => tracing::info!(count, "clocks that stood went on"),
                Err(error) => tracing::warn!(%error, "letting clocks go on"),
            }
            match wangge_app::duty_change::effect_due(&resuming).await {
                Ok(done) if done.effected + done.failed == 0 => {}
                Ok(done) => tracing::info!(done.effected, done.failed, "duty changes came to their day"),
                Err(error) => tracing::warn!(%error, "effecting duty changes"),
            }
            match escalation::press_due(&resuming).await {
                Ok(0) => {}
                Ok(count) => tracing::info!(count, "units were pressed by rule"),
                Err(error) => tracing::warn!(%error, "pressing units by rule"),
            }
            match wangge_app::meeting::fall_due(&resuming).await {
                Ok(0) => {}
                Ok(count) => tracing::info!(count, "resolutions fell due"),
                Err(error) => tracing::warn!(%error, "noting resolutions that fell due"),
            }
            match wangge_app::listing::release_due(&resuming).await {
                Ok(0) => {}
                Ok(count) => tracing::info!(count, "listings came out"),
                Err(error) => tracing::warn!(%error, "telling that listings came out"),
            }
            match wangge_app::score_ledger::post_due(&resuming).await {
                Ok(posted) if posted.entered == 0 => {}
                Ok(posted) => {
                    tracing::info!(posted.entered, posted.reversed, "the score ledger was brought up to date");
                }
                Err(error) => tracing::warn!(%error, "bringing the score ledger up to date"),
            }
            tokio::time::sleep(RESUMING).await;
        }
    });
    tokio::spawn(tell(app.clone()));
    tokio::spawn(deliver(app.clone()));
    let store = app.store.clone();
    let behind = app.clone();
    tokio::spawn(async move {
        if let Err(error) = wangge_app::chessboard::prepare(&behind).await {
            tracing::warn!(%error, "preparing the chessboard");
        }
        match wangge_app::signal::read_unread(&behind).await {
            Ok(0) => {}
            Ok(read) => tracing::info!(read, "photographs of an earlier version were read"),
            Err(error) => tracing::warn!(%error, "reading photographs of an earlier version"),
        }
    });
    wangge_http::serve(app, listener, stopped()).await?;
    store.close().await?;
    Ok(())
}

/// Tells what happens as it happens.
async fn tell(app: App) {
    loop {
        let heard = app.store.listen().await;
        if let Err(error) = notice::announce(&app).await {
            tracing::warn!(%error, "telling events");
        }
        if let Err(error) = notice::digest_due_now(&app).await {
            tracing::warn!(%error, "making daily summaries");
        }
        rest(heard).await;
    }
}

/// Sends what is due, beside the telling: a gateway that does not answer keeps nobody from reading a notice here.
async fn deliver(app: App) {
    loop {
        let heard = app.store.listen().await;
        if let Err(error) = notice::deliver_due(&app).await {
            tracing::warn!(%error, "sending messages");
        }
        rest(heard).await;
    }
}

/// Waits until something happens, or for a while: either is reason to look again.
async fn rest<T: Clone, E>(heard: Result<broadcast::Receiver<T>, E>) {
    match heard {
        Ok(mut heard) => {
            if tokio::time::timeout(TELLING, heard.recv()).await.is_ok() {
                tokio::time::sleep(GATHERING).await;
            }
        }
        Err(_) => tokio::time::sleep(TELLING).await,
    }
}

/// Takes away, once a day, photographs attached to nothing and uploads nobody went on with.
async fn collect_daily(app: App, by: Actor, days: u16) {
    loop {
        match evidence::drop_unfinished(&app).await {
            Ok(0) => {}
            Ok(dropped) => tracing::info!(dropped, "unfinished photographs were dropped"),
            Err(error) => tracing::warn!(%error, "dropping unfinished photographs"),
        }
        if days > 0 {
            match evidence::collect(&app, &by, days).await {
                Ok(collected) if collected.count == 0 => {}
                Ok(collected) => tracing::info!(?collected, "photographs attached to nothing were removed"),
                Err(error) => tracing::warn!(%error, "removing photographs attached to nothing"),
            }
        }
        tokio::time::sleep(COLLECTING).await;
    }
}

async fn stopped() {
    #[cfg(unix)]
    {
        let terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
        if let Ok(mut terminate) = terminate {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
