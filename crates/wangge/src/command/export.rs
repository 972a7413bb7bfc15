//! `wangge export`: lists for spreadsheets, and blank forms to fill in.

use std::path::{Path, PathBuf};

use anyhow::Result;
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use wangge_app::view::{
    CaseLedger, CaseQuery, CaseSort, ExportFormat, InspectionQuery, OwnershipQuery, OwnershipView, PAGE_ITEMS_MAX,
    Ranking, ReportFormat, ReportQuery, SiteQuery, SiteSummary, StatisticsQuery,
};
use wangge_app::{App, case, ownership, ranking, result, site, statistics};
use wangge_documents::forms::form;
use wangge_documents::{Field, Kind, Unwritten, list_xlsx, template, write_csv};
use wangge_domain::permission::Actor;
use wangge_domain::text::{Lang, Message, render, word};

use super::output::{self, refusal, unwritable};
use super::place::operator;
use super::ranking::Period;
use super::{Place, Worded as _};

/// What is exported.
#[derive(Debug, Subcommand)]
pub enum Export {
    /// 空白导入表 / a blank form for an import
    Template(Template),
    /// 点位清单 / the sites
    Sites(Listing),
    /// 权属记录，与导入同一版式 / the ownership records, in the layout of the import
    Ownerships(Listing),
    /// 案卷清单 / the cases
    Cases(Listing),
    /// 整改台账 / the ledger of rectification
    Rectification(Listing),
    /// 检查台账 / the inspection ledger of a round
    Inspection(Inspected),
    /// 单位排名 / the ranking of units
    Ranking(Ranked),
    /// 处理统计表 / the statistics table of a period
    Statistics(Counted),
    /// 测评报告 / the report of a round
    RoundReport(Reported),
}

/// A blank form.
#[derive(Debug, Args)]
pub struct Template {
    /// 哪种表：grid、units、people、sites、ownerships、merchants、cases、calendar、visits、observations、points / which form
    #[arg(value_parser = kind)]
    kind: Kind,
    /// 写入的文件，默认 种类.xlsx / the file, KIND.xlsx when not said
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

fn kind(text: &str) -> Result<Kind, String> {
    Kind::from_word(text).ok_or_else(|| Kind::ALL.map(Kind::word).join(" | "))
}

/// A list.
#[derive(Debug, Args)]
pub struct Listing {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    target: Target,
}

/// The inspection ledger of a round.
#[derive(Debug, Args)]
pub struct Inspected {
    #[command(flatten)]
    place: Place,
    /// 轮次，如 mock-2 / the round, such as mock-2
    #[arg(long, value_name = "ROUND")]
    round: String,
    /// 只要这一天 / only this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    day: Option<NaiveDate>,
    #[command(flatten)]
    target: Target,
}

/// A ranking.
#[derive(Debug, Args)]
pub struct Ranked {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    period: Period,
    #[command(flatten)]
    target: Target,
}

/// The statistics table of a period.
#[derive(Debug, Args)]
pub struct Counted {
    #[command(flatten)]
    place: Place,
    /// 期间：2026-11（月）、2026-W47（周）、2026-Q4（季）、2026-11-01..2026-11-15（自选）、campaign（全程）；默认本周
    /// / the period: a month, a week, a quarter, days or the campaign; the present week when not said
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
    /// 只看一个考核分组 / only this peer group
    #[arg(long, value_name = "GROUP")]
    group: Option<String>,
    #[command(flatten)]
    target: Target,
}

/// The report of a round.
#[derive(Debug, Args)]
pub struct Reported {
    #[command(flatten)]
    place: Place,
    /// 轮次，如 mock-2 / the round, such as mock-2
    #[arg(long, value_name = "ROUND")]
    round: String,
    /// 写入的文件，.docx 为 Word，其余为工作簿；默认标准输出
    /// / the file: Word when it ends in .docx, otherwise a workbook; standard output when not said
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// A period as it is written at the command line, as queries take it.
fn period_key(text: &str) -> String {
    let kind = match text {
        _ if text.contains(':') || text == "campaign" => return text.to_owned(),
        _ if text.contains("..") => "days",
        _ if text.contains("-W") => "week",
        _ if text.contains("-Q") => "quarter",
        _ => "month",
    };
    format!("{kind}:{text}")
}

/// Where a list goes.
#[derive(Debug, Args)]
pub struct Target {
    /// 写入的文件，.xlsx 为工作簿，其余为 CSV；默认标准输出
    /// / the file: a workbook when it ends in .xlsx, otherwise CSV; standard output when not said
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// 格式，默认按文件名 / the format, by the file's name when not said
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
}

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// CSV，UTF-8 带 BOM / CSV, UTF-8 with the mark Excel needs
    Csv,
    /// 工作簿 / a workbook
    Xlsx,
}

impl Export {
    /// Writes it.
    ///
    /// # Errors
    /// With the sentence of the refusal.
    pub async fn run(self, lang: Lang) -> Result<()> {
        let actor = operator(lang);
        match self {
            Self::Template(form) => form.run(lang),
            Self::Sites(list) => {
                let app = list.place.app(lang).await?;
                let rows = sites(&app, &actor, lang).await?;
                app.store.close().await?;
                list.target.write("cli-export-sites", &SITES, rows, lang)
            }
            Self::Ownerships(list) => {
                let app = list.place.app(lang).await?;
                let rows = ownerships(&app, &actor, lang).await?;
                app.store.close().await?;
                list.target.write_under("cli-export-ownerships", &form_headings(Kind::Ownerships, lang), rows, lang)
            }
            Self::Cases(list) => {
                let app = list.place.app(lang).await?;
                let rows = cases(&app, &actor, CaseLedger::List, lang).await?;
                app.store.close().await?;
                list.target.write("cli-export-cases", case::export_columns(CaseLedger::List), rows, lang)
            }
            Self::Rectification(list) => {
                let app = list.place.app(lang).await?;
                let rows = cases(&app, &actor, CaseLedger::Rectification, lang).await?;
                app.store.close().await?;
                let columns = case::export_columns(CaseLedger::Rectification);
                list.target.write("cli-export-rectification", columns, rows, lang)
            }
            Self::Inspection(wanted) => wanted.run(&actor, lang).await,
            Self::Statistics(wanted) => wanted.run(&actor, lang).await,
            Self::RoundReport(wanted) => wanted.run(&actor, lang).await,
            Self::Ranking(ranked) => {
                let app = ranked.place.app(lang).await?;
                let view = ranking::show(&app, &actor, lang, ranked.period.into()).await.worded(lang)?;
                app.store.close().await?;
                ranked.target.write("cli-export-ranking", &RANKING, ranks(&view), lang)
            }
        }
    }
}

impl Inspected {
    async fn run(self, actor: &Actor, lang: Lang) -> Result<()> {
        let app = self.place.app(lang).await?;
        let round = super::round::named(&app, actor, &self.round, lang).await?.id;
        let format = match self.target.format() {
            Format::Csv => ExportFormat::Csv,
            Format::Xlsx => ExportFormat::Xlsx,
        };
        let query = InspectionQuery { format, day: self.day, ..InspectionQuery::default() };
        let file = result::inspection_ledger(&app, actor, lang, round, query).await.worded(lang)?;
        app.store.close().await?;
        output::document(self.target.out.as_deref(), &file.bytes, lang)
    }
}

impl Counted {
    async fn run(self, actor: &Actor, lang: Lang) -> Result<()> {
        let app = self.place.app(lang).await?;
        let format = match self.target.format() {
            Format::Csv => ExportFormat::Csv,
            Format::Xlsx => ExportFormat::Xlsx,
        };
        let period = self.period.as_deref().map(period_key);
        let query = StatisticsQuery { period, group: self.group, format, ..StatisticsQuery::default() };
        let file = statistics::file(&app, actor, lang, &query).await.worded(lang)?;
        app.store.close().await?;
        output::document(self.target.out.as_deref(), &file.bytes, lang)
    }
}

impl Reported {
    async fn run(self, actor: &Actor, lang: Lang) -> Result<()> {
        let app = self.place.app(lang).await?;
        let round = super::round::named(&app, actor, &self.round, lang).await?.id;
        let written = self.out.as_deref().and_then(Path::extension);
        let word = written.is_some_and(|end| end.eq_ignore_ascii_case("docx"));
        let format = if word { ReportFormat::Docx } else { ReportFormat::Xlsx };
        let file =
            result::report_file(&app, actor, lang, round, ReportQuery { format, lang: None }).await.worded(lang)?;
        app.store.close().await?;
        output::document(self.out.as_deref(), &file.bytes, lang)
    }
}

impl Template {
    fn run(self, lang: Lang) -> Result<()> {
        let bytes = template(self.kind, lang).map_err(|unwritten| refusal(&unwritten.message(), lang))?;
        let out = self.out.unwrap_or_else(|| PathBuf::from(format!("{}.xlsx", self.kind.word())));
        output::document(Some(&out), &bytes, lang)?;
        output::line(&render(&Message::new("cli-export-written").arg("file", out.display()), lang))
    }
}

impl Target {
    fn format(&self) -> Format {
        let workbook = |path: &Path| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
        self.format.unwrap_or(if self.out.as_deref().is_some_and(workbook) { Format::Xlsx } else { Format::Csv })
    }

    fn write(&self, sheet: &str, columns: &[&str], rows: Vec<Vec<Field>>, lang: Lang) -> Result<()> {
        let headings: Vec<String> = columns.iter().map(|key| word(&format!("cli-column-{key}"), lang)).collect();
        let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
        self.write_under(sheet, &headings, rows, lang)
    }

    fn write_under(&self, sheet: &str, headings: &[&str], rows: Vec<Vec<Field>>, lang: Lang) -> Result<()> {
        let refused = |unwritten: Unwritten| refusal(&unwritten.message(), lang);
        match (self.format(), &self.out) {
            (Format::Xlsx, out) => {
                let bytes = list_xlsx(&word(sheet, lang), headings, rows).map_err(refused)?;
                output::document(out.as_deref(), &bytes, lang)
            }
            (Format::Csv, Some(path)) => {
                let file = std::fs::File::create(path).map_err(|error| unwritable(path, &error, lang))?;
                write_csv(&mut std::io::BufWriter::new(file), headings, rows).map_err(refused)
            }
            (Format::Csv, None) => {
                let mut bytes = Vec::new();
                write_csv(&mut bytes, headings, rows).map_err(refused)?;
                output::document(None, &bytes, lang)
            }
        }
    }
}

fn number(value: impl std::fmt::Display) -> Field {
    Field::Number(value.to_string())
}

const SITES: [&str; 14] = [
    "code",
    "name",
    "type",
    "where",
    "unit",
    "supporting-unit",
    "demonstration",
    "practice",
    "practice-since",
    "lon",
    "lat",
    "score",
    "open",
    "overdue",
];

async fn sites(app: &App, actor: &Actor, lang: Lang) -> Result<Vec<Vec<Field>>> {
    let mut rows = Vec::new();
    let mut cursor = None;
    loop {
        let query = SiteQuery { cursor, limit: Some(PAGE_ITEMS_MAX), ..SiteQuery::default() };
        let page = site::list(app, actor, lang, query).await.worded(lang)?;
        rows.extend(page.items.into_iter().map(|site| site_row(site, lang)));
        cursor = page.next;
        if cursor.is_none() {
            return Ok(rows);
        }
    }
}

fn site_row(site: SiteSummary, lang: Lang) -> Vec<Field> {
    let (practice, since) = site
        .practice
        .map_or_else(<(String, String)>::default, |practice| (practice.site.code, practice.since.to_string()));
    let yes = if site.demonstration { word("cli-export-yes", lang) } else { String::new() };
    vec![
        site.code.into(),
        site.name.into(),
        site.site_type.name.into(),
        site.chain_name.into(),
        site.unit.map_or_else(String::new, |unit| unit.name).into(),
        site.supporting_unit.map_or_else(String::new, |unit| unit.name).into(),
        yes.into(),
        practice.into(),
        since.into(),
        number(site.lon),
        number(site.lat),
        number(site.score.map_or_else(String::new, |score| score.shown)),
        number(site.open),
        number(site.overdue),
    ]
}

/// The headings of a form, as its blank form has them.
fn form_headings(kind: Kind, lang: Lang) -> Vec<&'static str> {
    let heading = |column: &wangge_documents::form::Column| if lang == Lang::Zh { column.zh } else { column.key };
    form(kind).columns.iter().map(heading).collect()
}

async fn ownerships(app: &App, actor: &Actor, lang: Lang) -> Result<Vec<Vec<Field>>> {
    let mut rows = Vec::new();
    let mut query = OwnershipQuery { limit: Some(PAGE_ITEMS_MAX), ..OwnershipQuery::default() };
    loop {
        let page = ownership::list(app, actor, lang, query.clone()).await.worded(lang)?;
        rows.extend(page.items.into_iter().map(ownership_row));
        if page.next.is_none() {
            return Ok(rows);
        }
        query.cursor = page.next;
    }
}

/// The columns of the import, in its order.
fn ownership_row(record: OwnershipView) -> Vec<Field> {
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    vec![
        record.site.code.into(),
        record.site.name.into(),
        record.item.map_or_else(String::new, |item| item.code).into(),
        record.unit.name.into(),
        record.unit.code.into(),
        record.basis.into(),
        day(record.valid_from).into(),
        day(record.valid_until).into(),
    ]
}

async fn cases(app: &App, actor: &Actor, ledger: CaseLedger, lang: Lang) -> Result<Vec<Vec<Field>>> {
    let mut rows = Vec::new();
    let mut query = CaseQuery { sort: Some(CaseSort::Earliest), ledger, ..CaseQuery::default() };
    loop {
        let (page, next) = case::export_page(app, actor, lang, &query).await.worded(lang)?;
        rows.extend(page);
        if next.is_none() {
            return Ok(rows);
        }
        query.cursor = next;
    }
}

const RANKING: [&str; 11] = [
    "group",
    "rank",
    "previous-rank",
    "code",
    "unit",
    "total",
    "indicator",
    "value",
    "numerator",
    "denominator",
    "points",
];

/// One row an indicator, so that every figure stands beside what it was made of.
fn ranks(view: &Ranking) -> Vec<Vec<Field>> {
    let mut rows = Vec::new();
    for group in &view.groups {
        for row in &group.rows {
            for figure in &row.indicators {
                let named = group.scheme.indicators.iter().find(|i| i.code == figure.code);
                let part = |part: &Option<wangge_domain::figure::Exact>| {
                    number(part.as_ref().map_or_else(String::new, ToString::to_string))
                };
                rows.push(vec![
                    group.name.as_str().into(),
                    number(row.rank),
                    number(row.previous_rank.map_or_else(String::new, |rank| rank.to_string())),
                    row.unit.code.as_str().into(),
                    row.unit.name.as_str().into(),
                    number(&row.total.shown),
                    named.map_or(figure.code.as_str(), |indicator| indicator.name.as_str()).into(),
                    number(&figure.value.shown),
                    part(&figure.value.numerator),
                    part(&figure.value.denominator),
                    number(&figure.points.shown),
                ]);
            }
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::period_key;

    #[test]
    fn a_period_is_read_as_people_write_it() {
        let table = [
            ("2026-11", "month:2026-11"),
            ("2026-W47", "week:2026-W47"),
            ("2026-Q4", "quarter:2026-Q4"),
            ("2026-11-01..2026-11-15", "days:2026-11-01..2026-11-15"),
            ("campaign", "campaign"),
            ("week:2026-W47", "week:2026-W47"),
        ];
        for (written, key) in table {
            assert_eq!(period_key(written), key);
        }
    }
}
