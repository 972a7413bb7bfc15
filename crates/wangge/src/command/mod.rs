//! The commands, one module each.

mod demo;
mod openapi;
mod place;
mod serve;

use anyhow::Result;
use clap::{Parser, Subcommand};

pub use place::Place;

/// 网格 Wangge：创建文明城市的网格化管理 / civilised-city campaigns on a four-level grid.
#[derive(Debug, Parser)]
#[command(version, about, propagate_version = true)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 启动虚构的示范区 / start the fictional demonstration district
    Demo(demo::Demo),
    /// 启动服务 / serve a district
    Serve(serve::Serve),
    /// 输出接口文档（OpenAPI 3.1）/ print the API document
    Openapi,
}

/// Runs a command.
///
/// # Errors
/// With the sentence to show when the command is refused.
pub async fn run(arguments: Arguments) -> Result<()> {
    match arguments.command {
        Command::Demo(demo) => demo.run().await,
        Command::Serve(serve) => serve.run().await,
        Command::Openapi => openapi::run(),
    }
}

/// What the user reads of a refusal.
pub fn sentence(error: wangge_app::AppError) -> anyhow::Error {
    if let wangge_app::AppError::Storage(inner) = &error {
        tracing::error!(error = %inner, "the store failed");
    }
    anyhow::anyhow!(wangge_domain::text::render(&error.message(), wangge_domain::text::Lang::Zh))
}
