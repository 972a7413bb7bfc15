//! `wangge score`: scores files alone, with no database, by any standard that the form can say.

mod facts;
mod report;
mod shown;
mod spot;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};
use wangge_domain::assessment::score;
use wangge_domain::text::Lang;

use self::report::Report;
use self::spot::Spot;
use super::{faults, output};

/// Scores observations by a standard.
#[derive(Debug, Args)]
pub struct Score {
    /// 测评体系文件，TOML 或 XLSX / the standard, TOML or XLSX
    #[arg(long, value_name = "FILE")]
    standard: PathBuf,
    /// 判定文件，CSV、XLSX 或 JSON，可给多个 / observations, CSV, XLSX or JSON; may be several
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    observations: Vec<PathBuf>,
    /// 给定模块分值和负面清单事件的文件 / file of given modules and veto events
    #[arg(long, value_name = "FILE")]
    modules: Option<PathBuf>,
    /// 列出哪些层次，可用逗号隔开 / which levels to list, apart by commas
    #[arg(long, value_name = "LEVEL", value_delimiter = ',')]
    by: Vec<By>,
    /// 展开一个得分的全部来历：total、district、type:编码、unit:编码、node:编码、site:编码
    /// / unfold how a score was made: total, district, type:CODE, unit:CODE, node:CODE, site:ID
    #[arg(long, value_name = "SCORE", num_args = 0..=1, default_missing_value = "total")]
    explain: Option<Spot>,
    /// 周期各年总分，本次写 this，如 1=88.5,2=90.25,3=this
    /// / totals of the years of the cycle, this one as "this": 1=88.5,2=90.25,3=this
    #[arg(long, value_name = "YEAR=TOTAL", value_delimiter = ',')]
    cycle: Vec<String>,
    /// 工作簿中的工作表 / the sheet of a workbook
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// 输出 JSON / print JSON
    #[arg(long)]
    json: bool,
}

/// A level of scores to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum By {
    /// 点位类型 / site types
    Type,
    /// 责任单位 / units
    Unit,
    /// 网格 / nodes
    Node,
    /// 点位 / sites
    Site,
    /// 测评项目 / items
    Item,
}

impl By {
    const ALL: [Self; 5] = [Self::Type, Self::Unit, Self::Node, Self::Site, Self::Item];

    /// Its name in JSON.
    const fn word(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Unit => "unit",
            Self::Node => "node",
            Self::Site => "site",
            Self::Item => "item",
        }
    }
}

impl Score {
    /// Reads the files, scores them and prints what was asked for.
    ///
    /// # Errors
    /// With every fault of the files, each at its place.
    pub fn run(self, lang: Lang) -> Result<()> {
        let edition = facts::edition(&self.standard, self.json, lang)?;
        let files = self.observations.iter().chain(&self.modules);
        let files = facts::read(files, self.sheet.as_deref(), self.json, lang)?;
        let round = files.round(&edition).or_else(|found| faults::stop_at(&found, self.json, lang).map(|()| None))?;
        let Some(round) = round else { return Ok(()) };
        let tree = match score(&edition, &round) {
            Ok(tree) => tree,
            Err(refusals) => return faults::stop_at(&files.placed(&refusals), self.json, lang),
        };
        let by = match (self.by.is_empty(), self.json) {
            (false, _) => self.by.clone(),
            (true, true) => By::ALL.to_vec(),
            (true, false) => vec![By::Type, By::Unit, By::Node],
        };
        let report = Report::make(&edition, &round, &tree, lang)
            .listing(&tree, &by)
            .explaining(&tree, self.explain.as_ref())?
            .over_years(&self.cycle)?;
        if self.json { output::json(&report) } else { output::print(|out| report.write(out)) }
    }
}
