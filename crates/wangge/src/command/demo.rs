//! `wangge demo`: the fictional demonstration district, made once and then served.

use std::net::SocketAddr;

use anyhow::Result;
use chrono::NaiveDate;
use clap::Args;
use wangge_app::App;
use wangge_app::context::{Clock as _, SystemClock};
use wangge_domain::text::Lang;

use super::Place;
use super::serve::{bind, until_stopped};
use crate::demo::{self, Recipe};

/// Starts the demonstration.
#[derive(Debug, Args)]
pub struct Demo {
    #[command(flatten)]
    place: Place,
    /// 随机种子：同一天同一种子得到同样的示范区 / seed: the same seed on the same day makes the same district
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// 监听地址 / address to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// 只生成数据，不启动服务 / make the data and stop
    #[arg(long)]
    no_serve: bool,
    /// 以这一天为“今天”生成（默认今天）/ make it as of this day (default: today)
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<NaiveDate>,
}

impl Demo {
    /// Makes the demonstration where it is not there yet, prints address and logins, and serves it.
    ///
    /// # Errors
    /// When the folder holds a real campaign, the store fails or the address is taken.
    pub async fn run(self, lang: Lang) -> Result<()> {
        let store = self.place.open("data/demo", lang).await?;
        if demo::is_made(&store).await? {
            eprintln!(
                "  沿用已有的示范数据；要重新生成请删除数据目录 / the district was made before; delete the folder to make it anew"
            );
        } else {
            let today = self.today.unwrap_or_else(|| demo::local_today(SystemClock.now()));
            demo::make(store.clone(), Recipe { seed: self.seed, today }).await?;
        }
        if self.no_serve {
            return Ok(store.close().await?);
        }
        let listener = bind(self.listen).await?;
        demo::announce(&format!("http://{}", listener.local_addr()?));
        until_stopped(App::new(store), listener).await
    }
}
