//! How many visits a second a server takes over HTTP, and whether it keeps its word when it is killed.
//!
//! `cargo run --release -p wangge-http --example load` needs nothing prepared: it founds a district in a temporary
//! folder, starts a server for it as a process of its own on a loopback port, signs inspectors in, submits visits
//! over kept-alive connections, kills the server while they are still at it, opens the database again and looks
//! every acknowledged visit up. With `--base` it loads a server that is already running, and kills nothing.
//!
//! It speaks to loopback addresses only, and stops by itself.

mod client;
mod district;
mod inspector;
mod readings;
mod tally;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use clap::Parser;

use client::Client;
use district::{Founded, Served};
use inspector::{Errand, Visitors};

/// The longest a run measures, in seconds.
const LONGEST_SECONDS: u64 = 300;

/// The most inspectors at once.
const MOST_CLIENTS: usize = 64;

/// The most sites a founded round has.
const MOST_SITES: usize = 100_000;

/// How often one visit is sent at the same moment in the resend test.
const RESENDS: usize = 8;

#[derive(Debug, Parser)]
#[command(about = "以 HTTP 压测提交考察 / load a Wangge server with visits over loopback HTTP")]
struct Load {
    /// 已在运行的服务器（仅限本机）；不给则自建 / a running server on this machine; without it one is started
    #[arg(long, value_name = "http://127.0.0.1:PORT", requires_all = ["login", "password", "round"])]
    base: Option<String>,
    /// 督查员账号 / an inspector's login
    #[arg(long)]
    login: Option<String>,
    /// 密码 / the password
    #[arg(long)]
    password: Option<String>,
    /// 进行中的轮次 / an open round
    #[arg(long)]
    round: Option<uuid::Uuid>,
    /// 并发连接 / connections at once
    #[arg(long, default_value_t = 8)]
    clients: usize,
    /// 计时秒数 / seconds measured
    #[arg(long, default_value_t = 20)]
    seconds: u64,
    /// 预热秒数（不计） / seconds before measuring begins
    #[arg(long, default_value_t = 3)]
    warm_up: u64,
    /// 自建轮次的点位数 / sites of the founded round
    #[arg(long, default_value_t = 1_000)]
    sites: usize,
    /// 每百项判定的丢分项 / lost points in a hundred observations
    #[arg(long, default_value_t = 20)]
    lost: usize,
    /// 每次考察的判定项 / observations of a visit
    #[arg(long, default_value_t = 15)]
    observations: usize,
    /// （内部）在此数据目录上提供服务 / (internal) serve this folder
    #[arg(long, hide = true)]
    serve: Option<PathBuf>,
}

fn main() -> Result<()> {
    let load = Load::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    if let Some(folder) = &load.serve {
        return runtime.block_on(district::serve(folder));
    }
    load.check()?;
    runtime.block_on(async { if load.base.is_some() { load.existing().await } else { load.founded().await } })
}

impl Load {
    fn check(&self) -> Result<()> {
        ensure!((1..=LONGEST_SECONDS).contains(&self.seconds), "--seconds is 1 to {LONGEST_SECONDS}");
        ensure!(self.warm_up <= LONGEST_SECONDS, "--warm-up is at most {LONGEST_SECONDS}");
        ensure!((1..=MOST_CLIENTS).contains(&self.clients), "--clients is 1 to {MOST_CLIENTS}");
        ensure!((1..=MOST_SITES).contains(&self.sites), "--sites is 1 to {MOST_SITES}");
        ensure!(self.lost <= 100, "--lost is 0 to 100");
        ensure!((1..=200).contains(&self.observations), "--observations is 1 to 200");
        Ok(())
    }

    /// Loads a server that is already running.
    async fn existing(&self) -> Result<()> {
        let address = loopback(self.base.as_deref().unwrap_or_default())?;
        let (Some(login), Some(password), Some(round)) = (&self.login, &self.password, self.round) else {
            bail!("--base needs --login, --password and --round");
        };
        let mut client = Client::sign_in(address, login, password).await?;
        let errand = Errand::ask(&mut client, round, self.observations, self.lost).await?;
        resend(address, &client.cookie, &errand).await?;
        let visitors = Visitors::send(self.clients, address, &client.cookie, &Arc::new(errand));
        self.measure(&visitors).await;
        let tally = visitors.stop().await;
        tally.print(&self.window(tally.begun));
        Ok(())
    }

    /// Founds a district, loads its server, kills it, and looks up what it had acknowledged.
    async fn founded(&self) -> Result<()> {
        let folder = tempfile::tempdir()?;
        let founded = Founded::at(folder.path(), self.sites).await?;
        let served = Served::start(folder.path()).await?;
        println!("server on http://{}, first answer after {:.0?}", served.address, served.first_answer);
        let mut client = Client::sign_in(served.address, district::LOGIN, district::PASSWORD).await?;
        let errand = Errand::ask(&mut client, founded.round.0, self.observations, self.lost).await?;
        let resent = resend(served.address, &client.cookie, &errand).await?;
        let idle = served.resident_mib();
        let visitors = Visitors::send(self.clients, served.address, &client.cookie, &Arc::new(errand));
        self.measure(&visitors).await;
        let (busy, processor) = (served.resident_mib(), served.processor_seconds());
        let killed_at = served.kill().await?;
        let tally = visitors.stop().await;
        tally.print(&self.window(tally.begun));
        println!("server: {idle:.0} MiB resident before, {busy:.0} MiB under load, {processor:.1} s of processor time");
        let found = founded.look_up(folder.path(), &tally.acknowledged, resent).await?;
        println!("killed (SIGKILL) under load, opened again: {found}");
        ensure!(found.missing == 0, "{} acknowledged visits are lost", found.missing);
        ensure!(found.resent_events == 1, "the visit sent {RESENDS} times was stored {} times", found.resent_events);
        ensure!(tally.failures_before(killed_at) == 0, "some submissions failed before the server was killed");
        Ok(())
    }

    async fn measure(&self, visitors: &Visitors) {
        let end = visitors.begun + Duration::from_secs(self.warm_up + self.seconds);
        tokio::time::sleep_until(end.into()).await;
        // The load goes on a little, so that nothing measured is the quiet at the end.
        tokio::time::sleep(Duration::from_millis(300)).await;
    }

    fn window(&self, begun: Instant) -> std::ops::Range<Instant> {
        let start = begun + Duration::from_secs(self.warm_up);
        start..start + Duration::from_secs(self.seconds)
    }
}

/// The address of a server on this machine; all others are refused, for a load program must not be a weapon.
fn loopback(base: &str) -> Result<SocketAddr> {
    let authority = base.strip_prefix("http://").context("--base begins with http://")?.trim_end_matches('/');
    let address = authority.replace("localhost", "127.0.0.1");
    let address: SocketAddr = address.parse().with_context(|| format!("{authority} is no address with a port"))?;
    ensure!(address.ip().is_loopback(), "{address} is not on this machine; only loopback addresses are loaded");
    Ok(address)
}

/// Sends the same visit from several connections at once: one is told it is new, all are told the same; then the
/// same identity with other content, which must be refused.
async fn resend(address: SocketAddr, cookie: &str, errand: &Errand) -> Result<uuid::Uuid> {
    let (id, body) = errand.visit(0);
    let path = errand.path.clone();
    let start = Arc::new(tokio::sync::Barrier::new(RESENDS));
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..RESENDS {
        let (start, path, body) = (start.clone(), path.clone(), body.clone());
        let mut client = Client::with(address, cookie).await?;
        tasks.spawn(async move {
            start.wait().await;
            client.post(&path, &body).await
        });
    }
    let mut replies = Vec::new();
    for reply in tasks.join_all().await {
        replies.push(reply?);
    }
    let new = replies.iter().filter(|reply| reply.status == 201).count();
    let again = replies.iter().filter(|reply| reply.status == 200).count();
    let first = &replies[0].text;
    ensure!((new, again) == (1, RESENDS - 1), "of {RESENDS} equal visits {new} were new: {first}");
    ensure!(replies.iter().all(|reply| reply.text == *first), "equal visits got unequal answers");
    let other = body.replace("\"observations\":", "\"remark\":\"another\",\"observations\":");
    let locked = Client::with(address, cookie).await?.post(&path, &other).await?;
    ensure!(locked.status == 409, "the same identity with other content got {}: {}", locked.status, locked.text);
    println!("{RESENDS} equal visits at once: 1 new, {again} answered alike; other content refused with 409");
    Ok(id)
}
