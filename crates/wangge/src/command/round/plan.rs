//! `wangge round plan`: a new round with its sites and inspectors.

use anyhow::Result;
use chrono::NaiveDate;
use clap::Args;
use wangge_app::view::{Assignment, PlanRound};
use wangge_app::{App, edition, round};
use wangge_domain::ids::{EditionId, PersonId, SiteId};
use wangge_domain::permission::Actor;
use wangge_domain::round::{RoundKind, RoundSettings};
use wangge_domain::site::Site;
use wangge_domain::text::{Lang, Message, Wording, render};
use wangge_storage::reach::Reach;
use wangge_storage::{person, site};

use super::short;
use crate::command::edition::named as edition_named;
use crate::command::output::{self, line, refusal};
use crate::command::{Place, Worded as _};

/// What may be said of kinds.
const KINDS: &str = "种类：mock、joint_supervision、self_check、re_check、official / its kind";

/// Plans a round.
#[derive(Debug, Args)]
pub struct Plan {
    /// 种类 / its kind
    #[arg(value_parser = kind, help = KINDS)]
    kind: RoundKind,
    /// 第一天 / the first day of visits
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: NaiveDate,
    /// 最后一天 / the last day of visits
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: NaiveDate,
    /// 第几次，默认接着上一次 / its number among its kind; the next one when not said
    #[arg(long, value_name = "N")]
    number: Option<i64>,
    /// 名称，默认由种类和次数组成 / its name; kind and number when not said
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// 测评体系版本，默认现行版本 / the edition; the one in force when not said
    #[arg(long, value_name = "VERSION")]
    edition: Option<String>,
    /// 点位编码，默认全部适用点位 / codes of its sites; all sites of the edition's types when not said
    #[arg(long, value_name = "CODE", num_args = 1.., value_delimiter = ',')]
    site: Vec<String>,
    /// 督查员编码，轮流分配点位 / codes of the inspectors, who take the sites in turn
    #[arg(long, value_name = "CODE", num_args = 1.., value_delimiter = ',')]
    inspector: Vec<String>,
    #[command(flatten)]
    place: Place,
    /// 输出 JSON / print JSON
    #[arg(long)]
    json: bool,
}

/// A kind of round by its word.
fn kind(text: &str) -> Result<RoundKind, String> {
    let known = || RoundKind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(" | ");
    text.parse().map_err(|_| known())
}

impl Plan {
    /// Plans it.
    ///
    /// # Errors
    /// When there is no such site, inspector or edition, or the days are in the wrong order.
    pub async fn run(self, actor: &Actor, lang: Lang) -> Result<()> {
        let app = self.place.app(lang).await?;
        let edition_id = self.edition_id(&app, actor, lang).await?;
        let sites = self.sites(&app, actor, edition_id, lang).await?;
        let number = match self.number {
            Some(number) => number,
            None => wangge_storage::round::last_number(&app.store.read(), self.kind).await? + 1,
        };
        let command = PlanRound {
            id: app.new_id(),
            kind: self.kind,
            number,
            name: self.name(number),
            edition_id,
            opens_on: self.from,
            closes_on: self.until,
            assignments: self.assignments(&app, &sites, lang).await?,
            site_ids: sites,
            all: false,
            draw: None,
            settings: RoundSettings::default(),
        };
        let planned = round::plan(&app, actor, lang, command).await.worded(lang)?;
        app.store.close().await?;
        if self.json {
            return output::json(&planned);
        }
        let message = Message::new("cli-round-planned")
            .arg("name", &planned.round.name)
            .arg("round", short(&planned.round))
            .arg("sites", planned.round.sites);
        line(&render(&message, lang))
    }

    fn name(&self, number: i64) -> Wording {
        if let Some(zh) = &self.name {
            return Wording::new(zh, "");
        }
        let in_lang = |lang| {
            let message = Message::new("cli-round-name").arg("number", number).arg("kind", self.kind.wording(lang));
            render(&message, lang)
        };
        Wording::new(in_lang(Lang::Zh), in_lang(Lang::En))
    }

    async fn edition_id(&self, app: &App, actor: &Actor, lang: Lang) -> Result<EditionId> {
        if let Some(version) = &self.edition {
            return Ok(edition_named(app, actor, version, lang).await?.id);
        }
        let in_force = wangge_storage::edition::in_force_id(&app.store.read()).await?;
        in_force.ok_or_else(|| refusal(&Message::new("app-no-edition"), lang))
    }

    /// The sites named, or all in use whose type the edition knows.
    async fn sites(&self, app: &App, actor: &Actor, edition_id: EditionId, lang: Lang) -> Result<Vec<SiteId>> {
        let all = site::list(&app.store.read(), &Reach::everything()).await?;
        if self.site.is_empty() {
            let types = edition::show(app, actor, lang, edition_id).await.worded(lang)?.site_types;
            let known = |site: &&Site| site.active && types.iter().any(|known| known.code == site.type_code);
            return Ok(all.iter().filter(known).map(|site| site.id).collect());
        }
        let of_code = |code: &String| {
            let found = all.iter().find(|site| site.code == *code).map(|site| site.id);
            found.ok_or_else(|| refusal(&Message::new("cli-no-site").arg("code", code), lang))
        };
        self.site.iter().map(of_code).collect()
    }

    async fn assignments(&self, app: &App, sites: &[SiteId], lang: Lang) -> Result<Vec<Assignment>> {
        let mut inspectors: Vec<PersonId> = Vec::with_capacity(self.inspector.len());
        for code in &self.inspector {
            let absent = || refusal(&Message::new("cli-no-person").arg("code", code), lang);
            inspectors.push(person::by_code(&app.store.read(), code).await?.ok_or_else(absent)?.id);
        }
        let turns = sites.iter().zip(inspectors.iter().cycle());
        Ok(turns.map(|(site, person)| Assignment { site_id: *site, person_ids: vec![*person] }).collect())
    }
}
