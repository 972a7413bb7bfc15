//! `wangge ranking`: units within their peer groups over a period.

use anyhow::Result;
use chrono::NaiveDate;
use clap::Args;
use wangge_app::ranking;
use wangge_app::view::{GroupRankingView, Ranking as View, RankingQuery, RankingRow};
use wangge_domain::figure::Figure;
use wangge_domain::text::{Lang, Message, render, word};

use super::output::{self, print};
use super::place::operator;
use super::table::{Side, Table};
use super::{Place, Worded as _};

/// Ranks units.
#[derive(Debug, Args)]
pub struct Ranking {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    period: Period,
    /// 输出 JSON / print JSON
    #[arg(long)]
    json: bool,
}

/// Over which period.
#[derive(Debug, Args)]
pub struct Period {
    /// 哪一周，如 2026-W47，默认本周 / a week, such as 2026-W47; the present one when nothing is said
    #[arg(long, value_name = "WEEK", conflicts_with_all = ["from", "until"])]
    week: Option<String>,
    /// 从哪天起 / the first day
    #[arg(long, value_name = "YYYY-MM-DD", requires = "until")]
    from: Option<NaiveDate>,
    /// 到哪天止 / the last day
    #[arg(long, value_name = "YYYY-MM-DD", requires = "from")]
    until: Option<NaiveDate>,
    /// 只看一个考核分组 / only this peer group
    #[arg(long, value_name = "GROUP")]
    group: Option<String>,
}

impl From<Period> for RankingQuery {
    fn from(period: Period) -> Self {
        Self {
            period: period.week.map(|week| format!("week:{week}")),
            from: period.from,
            until: period.until,
            group: period.group,
        }
    }
}

impl Ranking {
    /// Prints the ranking of every group.
    ///
    /// # Errors
    /// For a period that does not exist, or when no scheme was imported.
    pub async fn run(self, lang: Lang) -> Result<()> {
        let app = self.place.app(lang).await?;
        let view = ranking::show(&app, &operator(lang), lang, self.period.into()).await.worded(lang)?;
        app.store.close().await?;
        if self.json { output::json(&view) } else { print(|out| write(out, &view, lang)) }
    }
}

fn write(out: &mut dyn std::io::Write, view: &View, lang: Lang) -> std::io::Result<()> {
    writeln!(out, "{}", view.period.name)?;
    for group in &view.groups {
        writeln!(out, "\n{}  {}", group.name, group.scheme.name)?;
        table(group, lang).write(out)?;
        for excluded in &group.excluded {
            let message =
                Message::new("cli-ranking-excluded").arg("unit", &excluded.unit.name).arg("reason", &excluded.reason);
            writeln!(out, "  ※ {}", render(&message, lang))?;
        }
    }
    Ok(())
}

/// Value and points of every indicator; a rate with its fraction.
fn table(group: &GroupRankingView, lang: Lang) -> Table {
    let [rank, unit, total] = ["rank", "unit", "total"].map(|key| word(&format!("cli-column-{key}"), lang));
    let mut headings = vec![(rank, Side::Right), (unit, Side::Left), (total, Side::Right)];
    let indicators = group.scheme.indicators.iter();
    headings.extend(indicators.map(|i| (format!("{} ({})", i.name, i.weight.shown), Side::Right)));
    let mut table = Table::new(headings.iter().map(|(heading, side)| (heading.as_str(), *side)));
    for row in &group.rows {
        table.row(cells(row));
    }
    table
}

fn cells(row: &RankingRow) -> Vec<String> {
    let moved = match row.previous_rank {
        Some(before) if before > row.rank => " ↑",
        Some(before) if before < row.rank => " ↓",
        _ => "",
    };
    let mut cells = vec![format!("{}{moved}", row.rank), row.unit.name.clone(), row.total.shown.clone()];
    cells.extend(row.indicators.iter().map(|i| format!("{} → {}", with_fraction(&i.value), i.points.shown)));
    cells
}

fn with_fraction(figure: &Figure) -> String {
    match (&figure.numerator, &figure.denominator) {
        (Some(numerator), Some(denominator)) => format!("{} ({numerator}/{denominator})", figure.shown),
        _ => figure.shown.clone(),
    }
}
