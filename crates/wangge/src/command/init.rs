//! `wangge init`: the campaign of a new database, or its name and day of acceptance later.

use anyhow::Result;
use chrono::NaiveDate;
use clap::Args;
use wangge_app::campaign::{self, BeginCampaign};
use wangge_domain::text::{Lang, Message, Wording, render};

use super::output::{line, refusal};
use super::place::operator;
use super::{Place, Worded as _};

/// Begins a campaign, or changes it.
#[derive(Debug, Args)]
pub struct Init {
    #[command(flatten)]
    place: Place,
    /// 创建周期的名称 / its name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// 英文名称 / its name in English
    #[arg(long, value_name = "NAME")]
    name_en: Option<String>,
    /// 验收日期 / the day of the acceptance test
    #[arg(long, value_name = "YYYY-MM-DD")]
    acceptance: Option<NaiveDate>,
}

/// A campaign as it begins where nobody has named it.
pub fn unnamed() -> BeginCampaign {
    BeginCampaign {
        code: "campaign".to_owned(),
        name: Wording::new("文明城区创建", "Civilised city campaign"),
        acceptance_on: None,
        demonstration: false,
    }
}

impl Init {
    /// Makes the database where it is new and begins its campaign; an existing campaign takes what is named here.
    ///
    /// # Errors
    /// When the place cannot be used, or it holds the demonstration.
    pub async fn run(self, lang: Lang) -> Result<()> {
        let app = self.place.make(lang).await?;
        let actor = operator(lang);
        let fresh = wangge_storage::campaign::get(&app.store.read()).await?.is_none();
        let mut campaign = campaign::begin(&app, &actor, unnamed()).await.worded(lang)?;
        if campaign.demonstration {
            return Err(refusal(&Message::new("cli-init-demonstration"), lang));
        }
        let before = campaign.clone();
        if let Some(zh) = self.name {
            campaign.name = Wording::new(zh, "");
        }
        campaign.name.en = self.name_en.unwrap_or(campaign.name.en);
        campaign.acceptance_on = self.acceptance.or(campaign.acceptance_on);
        if campaign != before {
            campaign::amend(&app, &actor, campaign).await.worded(lang)?;
        }
        let shown = campaign::show(&app, lang).await.worded(lang)?;
        app.store.close().await?;
        let done = Message::new(if fresh { "cli-init-begun" } else { "cli-init-kept" })
            .arg("name", shown.name)
            .arg("day", shown.acceptance_on.map_or_else(|| "—".to_owned(), |day| day.to_string()));
        line(&render(&done, lang))
    }
}
