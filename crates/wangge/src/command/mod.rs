//! The commands, one module each.

mod audit;
mod bulletin;
mod completeness;
mod demo;
mod doctor;
mod edition;
mod evidence;
mod export;
mod faults;
mod import;
mod init;
mod language;
mod ledger;
mod locate;
mod openapi;
mod output;
mod place;
mod ranking;
mod round;
mod score;
mod serve;
mod table;
mod user;

use anyhow::Result;
use clap::{Parser, Subcommand};
use wangge_app::AppError;
use wangge_domain::text::Lang;

pub use place::Place;

/// 网格 Wangge：创建文明城市的网格化管理 / civilised-city campaigns on a four-level grid.
///
/// 退出码：0 完成，1 拒绝并说明原因，2 用法错误 / exit codes: 0 done, 1 refused with a reason, 2 wrong usage.
#[derive(Debug, Parser)]
#[command(version, about, long_about, propagate_version = true)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// 语言，默认随系统 / language, the system's when not said
    #[arg(long, global = true, value_name = "LANG", env = "WANGGE_LANG")]
    lang: Option<language::Tongue>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 启动虚构的示范区 / start the fictional demonstration district
    Demo(demo::Demo),
    /// 启动服务 / serve a district
    Serve(serve::Serve),
    /// 新建数据库和创建周期，或修改其名称和验收日期 / begin the campaign, or change its name and day of acceptance
    Init(init::Init),
    /// 导入文件 / import files
    Import(import::Import),
    /// 导出清单和空白表 / export lists and blank forms
    #[command(subcommand)]
    Export(export::Export),
    /// 由坐标找网格和责任单位 / find the nodes and the unit of a place
    Locate(locate::Locate),
    /// 网格完备性：有人、有事、有标准 / which nodes lack people, duties or items
    Completeness(completeness::Completeness),
    /// 测评体系版本 / editions of the standard
    #[command(subcommand)]
    Edition(edition::Edition),
    /// 测评轮次 / rounds
    #[command(subcommand)]
    Round(round::Round),
    /// 只凭文件计分，不用数据库 / score files alone, without a database
    Score(score::Score),
    /// 单位排名 / rank units
    Ranking(ranking::Ranking),
    /// 每周通报 / the weekly bulletin
    Bulletin(bulletin::Bulletin),
    /// 记录链 / the record
    #[command(subcommand)]
    Audit(audit::Audit),
    /// 考核台账 / the score ledger
    #[command(subcommand)]
    Ledger(ledger::Ledger),
    /// 证据照片 / photographs
    #[command(subcommand)]
    Evidence(evidence::Evidence),
    /// 账号 / accounts
    #[command(subcommand)]
    User(user::User),
    /// 体检：数据库、日历、边界、时钟、责任人 / check database, calendar, boundaries, clock and people in charge
    Doctor(doctor::Doctor),
    /// 输出接口文档（OpenAPI 3.1）/ print the API document
    Openapi,
}

/// Runs a command.
///
/// # Errors
/// With the sentence to show when the command is refused.
pub async fn run(arguments: Arguments) -> Result<()> {
    let lang = language::spoken(arguments.lang, |name| std::env::var(name).ok());
    match arguments.command {
        Command::Demo(demo) => demo.run(lang).await,
        Command::Serve(serve) => serve.run(lang).await,
        Command::Init(init) => init.run(lang).await,
        Command::Import(import) => import.run(lang).await,
        Command::Export(export) => export.run(lang).await,
        Command::Locate(locate) => locate.run(lang).await,
        Command::Completeness(completeness) => completeness.run(lang).await,
        Command::Edition(edition) => edition.run(lang).await,
        Command::Round(round) => round.run(lang).await,
        Command::Score(score) => score.run(lang),
        Command::Ranking(ranking) => ranking.run(lang).await,
        Command::Bulletin(bulletin) => bulletin.run(lang).await,
        Command::Audit(audit) => audit.run(lang).await,
        Command::Ledger(ledger) => ledger.run(lang).await,
        Command::Evidence(evidence) => evidence.run(lang).await,
        Command::User(user) => user.run(lang).await,
        Command::Doctor(doctor) => doctor.run(lang).await,
        Command::Openapi => openapi::run(),
    }
}

/// What the user reads of a refusal: every fault of what was asked, or the one sentence.
pub fn sentence(error: &AppError, lang: Lang) -> anyhow::Error {
    if let AppError::Storage(inner) = error {
        tracing::error!(error = %inner, "the store failed");
    }
    match error {
        AppError::Invalid(several) => {
            anyhow::anyhow!(faults::sentences(several.iter().map(|fault| fault.message.clone()), lang))
        }
        one => output::refusal(&one.message(), lang),
    }
}

/// Words the refusals of use cases in a language.
pub trait Worded<T> {
    /// The answer, or the sentence of its refusal.
    ///
    /// # Errors
    /// With the sentence.
    fn worded(self, lang: Lang) -> Result<T>;
}

impl<T> Worded<T> for Result<T, AppError> {
    fn worded(self, lang: Lang) -> Result<T> {
        self.map_err(|error| sentence(&error, lang))
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Arguments;

    #[test]
    fn every_command_is_well_formed() {
        Arguments::command().debug_assert();
    }
}
