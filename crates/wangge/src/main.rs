//! The wangge binary: serve, demo, import, locate, score, bulletin, audit and the rest, each a thin command
//! over the use cases.
//!
//! Exit codes: 0 done, 1 refused with a reason on standard error, 2 wrong usage.

mod command;
mod demo;

use std::process::ExitCode;

use clap::Parser;
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = command::Arguments::parse();
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_from_env("WANGGE_LOG").unwrap_or_else(|_| EnvFilter::new("warn")))
        .with_writer(std::io::stderr)
        .init();
    match command::run(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(refusal) => {
            eprintln!("{refusal:#}");
            ExitCode::from(1)
        }
    }
}
