//! `wangge import`: files of the district into the store.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Args, ValueEnum};
use serde::Serialize;
use wangge_app::view::{ImportFault, ImportKind, ImportQuery, ImportReport, Severity};
use wangge_app::{App, campaign, import};
use wangge_documents::fault;
use wangge_domain::case::Source;
use wangge_domain::permission::Actor;
use wangge_domain::text::{Lang, Message, render};
use wangge_geo::datum::Datum;
use wangge_storage::Location;

use super::init::unnamed;
use super::output::{self, refusal};
use super::place::{self, operator};
use super::{Place, Worded as _, faults};

/// Imports files. Nothing of a file with an error is kept; doing it again changes only what has changed.
#[derive(Debug, Args)]
pub struct Import {
    /// 导入什么 / what the files bring
    kind: What,
    /// 文件 / the files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    place: Place,
    /// 只检查，不写入 / only say what would happen
    #[arg(long)]
    dry_run: bool,
    /// 坐标系：wgs84、gcj02、bd09 / datum of the coordinates: wgs84, gcj02, bd09
    #[arg(long, value_name = "DATUM", value_parser = datum)]
    datum: Option<Datum>,
    /// 修复无效的多边形，而不是拒绝 / mend invalid polygons in place of refusing them
    #[arg(long)]
    repair: bool,
    /// 工作簿中的工作表 / the sheet of a workbook
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// 边界文件里各网格的层级 1–4 / the level of the nodes of a boundary file, 1–4
    #[arg(long, value_name = "LEVEL", value_parser = clap::value_parser!(i8).range(1..=4))]
    level: Option<i8>,
    /// 边界文件里存编码的属性 / the property of a boundary file that holds the code
    #[arg(long, value_name = "FIELD")]
    code_field: Option<String>,
    /// 存名称的属性 / the property that holds the name
    #[arg(long, value_name = "FIELD")]
    name_field: Option<String>,
    /// 存上级编码的属性 / the property that holds the code of the node above
    #[arg(long, value_name = "FIELD")]
    parent_field: Option<String>,
    /// 问题清单的来件方，如“市文明办” / who sent a list of problems
    #[arg(long, value_name = "NAME")]
    sender: Option<String>,
    /// 问题清单的来源，默认市级下发 / where a list of problems comes from, `city_notice` when not said
    #[arg(long, value_name = "SOURCE", value_parser = source)]
    source: Option<Source>,
    /// 输出 JSON / print JSON
    #[arg(long)]
    json: bool,
}

/// What files bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// 区划、网格及其边界 / divisions, nodes and their boundaries
    Grid,
    /// 单位 / units
    Units,
    /// 人员 / people
    People,
    /// 点位 / sites
    Sites,
    /// 权属记录 / ownership records of sites
    Ownerships,
    /// 商户 / merchants
    Merchants,
    /// 上级和其他来件的问题清单，成为待立案的案卷 / problems from a list of somebody else, as reported cases
    Cases,
    /// 测评体系 / a standard
    Standard,
    /// 节假日与调休 / holidays and make-up days
    Calendar,
    /// 实地考察 / visits
    Visits,
    /// 考核方案 / a ranking scheme
    Scheme,
}

impl From<What> for ImportKind {
    fn from(what: What) -> Self {
        match what {
            What::Grid => Self::Grid,
            What::Units => Self::Units,
            What::People => Self::People,
            What::Sites => Self::Sites,
            What::Ownerships => Self::Ownerships,
            What::Merchants => Self::Merchants,
            What::Cases => Self::Cases,
            What::Standard => Self::Standard,
            What::Calendar => Self::Calendar,
            What::Visits => Self::Visits,
            What::Scheme => Self::Scheme,
        }
    }
}

/// A datum by any of its usual names.
///
/// # Errors
/// With the names there are.
pub fn datum(text: &str) -> Result<Datum, String> {
    text.parse().map_err(|_| "wgs84 | gcj02 | bd09".to_owned())
}

/// A source of cases by its word.
///
/// # Errors
/// With the words there are.
fn source(text: &str) -> Result<Source, String> {
    text.parse().map_err(|_| Source::ALL.iter().map(|source| source.as_str()).collect::<Vec<_>>().join(" | "))
}

/// A report with the file it is about.
#[derive(Debug, Serialize)]
struct Reported {
    file: String,
    dry_run: bool,
    #[serde(flatten)]
    report: ImportReport,
}

impl Import {
    /// Imports the files in their order. After a refused file the rest is left alone.
    ///
    /// # Errors
    /// With the sentence that counts the errors of the refused file.
    pub async fn run(self, lang: Lang) -> Result<()> {
        // Trying a file out on a place without a database must not leave one behind.
        let trial = (self.dry_run && self.place.is_new() && self.kind == What::Grid).then(tempfile::tempdir);
        let app = match trial.transpose()? {
            Some(folder) => {
                let store = place::open(&Location::Data(folder.path().to_owned()), lang).await?;
                let done = self.all(&App::new(store), true, lang).await;
                folder.close()?;
                return done;
            }
            None if self.kind == What::Grid => self.place.make(lang).await?,
            None => self.place.app(lang).await?,
        };
        self.all(&app, self.kind == What::Grid, lang).await
    }

    async fn all(&self, app: &App, begin: bool, lang: Lang) -> Result<()> {
        let actor = operator(lang);
        if begin && wangge_storage::campaign::get(&app.store.read()).await?.is_none() {
            campaign::begin(app, &actor, unnamed()).await.worded(lang)?;
            if !self.json && !self.dry_run {
                eprintln!("{}", render(&Message::new("cli-import-begun"), lang));
            }
        }
        let mut reports = Vec::with_capacity(self.files.len());
        let mut refused = 0;
        for path in &self.files {
            let report = self.one(app, &actor, path, lang).await?;
            refused = report.faults.iter().filter(|fault| fault.severity == Severity::Error).count();
            let reported = Reported { file: output::file_name(path), dry_run: self.dry_run, report };
            if !self.json {
                show(&reported, lang)?;
            }
            reports.push(reported);
            if refused > 0 {
                break;
            }
        }
        app.store.close().await?;
        if self.json {
            match reports.as_slice() {
                [one] if self.files.len() == 1 => output::json(one)?,
                several => output::json(&several)?,
            }
        }
        if refused > 0 { Err(refusal(&faults::counted(refused), lang)) } else { Ok(()) }
    }

    async fn one(&self, app: &App, actor: &Actor, path: &Path, lang: Lang) -> Result<ImportReport> {
        let bytes = output::read(path, lang)?;
        let query = ImportQuery {
            filename: output::file_name(path),
            dry_run: self.dry_run,
            sheet: self.sheet.clone(),
            datum: self.datum,
            level: self.level,
            code_field: self.code_field.clone(),
            name_field: self.name_field.clone(),
            parent_field: self.parent_field.clone(),
            sender: self.sender.clone(),
            source: self.source,
            repair: self.repair,
            round: None,
            columns: None,
            changes: false,
        };
        import::apply(app, actor, lang, self.kind.into(), query, &bytes).await.worded(lang)
    }
}

fn show(Reported { file, dry_run, report }: &Reported, lang: Lang) -> Result<()> {
    for fault in &report.faults {
        eprintln!("{}", placed(fault, lang));
    }
    let key = match (report.applied, dry_run, report.faults.iter().any(|f| f.severity == Severity::Error)) {
        (_, _, true) => "cli-import-refused",
        (false, true, false) => "cli-import-would",
        _ => "cli-import-done",
    };
    let summary = &report.summary;
    let message = Message::new(key)
        .arg("file", file)
        .arg("created", summary.created)
        .arg("changed", summary.changed)
        .arg("unchanged", summary.unchanged)
        .arg("skipped", summary.skipped);
    output::line(&render(&message, lang))
}

/// A fault with its place before it, as the importers themselves word it.
fn placed(fault: &ImportFault, lang: Lang) -> String {
    if !fault.file.is_empty() && fault.sentence.contains(&fault.file) {
        return fault.sentence.clone();
    }
    let place = fault::Place {
        file: fault.file.clone(),
        sheet: fault.sheet.clone(),
        number: fault.row.and_then(|row| u32::try_from(row).ok()),
        column: fault.column.clone(),
        ..fault::Place::default()
    };
    let key = match fault.severity {
        Severity::Error => "import-fault-error",
        Severity::Warning => "import-fault-warning",
    };
    let message = Message::new(key).arg("place", place.describe(lang)).arg("message", &fault.sentence);
    render(&message, lang)
}
