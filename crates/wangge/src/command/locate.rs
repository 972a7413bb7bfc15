//! `wangge locate`: from places to nodes and units, one or a file of them.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{ArgGroup, Args};
use serde::Serialize;
use wangge_app::locate::Finder;
use wangge_app::view::{LocateQuery, Located};
use wangge_documents::{PointRow, Source, read_points};
use wangge_domain::text::{Lang, Message, render, word};
use wangge_geo::datum::Datum;

use super::import::datum;
use super::output::{self, print, refusal};
use super::place::operator;
use super::{Place, Worded as _, faults, sentence};

/// Finds places.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("where").required(true).multiple(true).args(["lon", "file"])))]
pub struct Locate {
    #[command(flatten)]
    place: Place,
    /// 经度 / longitude
    #[arg(long, value_name = "DEGREES", allow_negative_numbers = true, requires = "lat", conflicts_with = "file")]
    lon: Option<f64>,
    /// 纬度 / latitude
    #[arg(long, value_name = "DEGREES", allow_negative_numbers = true, requires = "lon", conflicts_with = "file")]
    lat: Option<f64>,
    /// 坐标文件，列为 lon、lat，可有 id、item / file of places with columns lon, lat and perhaps id, item
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// 坐标系：wgs84（默认）、gcj02、bd09 / datum: wgs84 (default), gcj02, bd09
    #[arg(long, value_name = "DATUM", value_parser = datum)]
    datum: Option<Datum>,
    /// 测评项目编码，据此给出承办单位 / an item, to learn which unit would handle it
    #[arg(long, value_name = "CODE")]
    item: Option<String>,
    /// 坐标文件中的工作表 / the sheet of a workbook
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// 输出 JSON；坐标文件则每行一个 / print JSON; for a file, one line each
    #[arg(long)]
    json: bool,
}

impl Locate {
    /// Prints what is at the place, or a line for every place of the file. Places outside all nodes are
    /// answered as such; only a file that cannot be read is refused.
    ///
    /// # Errors
    /// For coordinates that are no place, a place outside the district when it was the only one asked for,
    /// and files with faults.
    pub async fn run(self, lang: Lang) -> Result<()> {
        let app = self.place.app(lang).await?;
        let finder = Finder::open(&app, &operator(lang), lang).await.worded(lang)?;
        app.store.close().await?;
        match (&self.file, self.lon, self.lat) {
            (Some(file), _, _) => self.many(&finder, file, lang),
            (None, Some(lon), Some(lat)) => {
                let query = LocateQuery { lon, lat, datum: self.datum, item: self.item };
                one(&finder, &query, self.json, lang)
            }
            _ => Ok(()),
        }
    }

    fn many(&self, finder: &Finder, file: &Path, lang: Lang) -> Result<()> {
        let bytes = output::read(file, lang)?;
        let name = output::file_name(file);
        let points = read_points(&Source { name: &name, bytes: &bytes, sheet: self.sheet.as_deref(), columns: None });
        let lines = points.rows.into_iter().map(|row| self.line(finder, row.value, lang));
        if self.json {
            print(|out| lines.into_iter().try_for_each(|line| writeln!(out, "{}", serde_json::to_string(&line)?)))?;
        } else {
            print(|out| table(out, lines))?;
        }
        faults::stop_at(&points.faults, false, lang)
    }

    fn line(&self, finder: &Finder, point: PointRow, lang: Lang) -> Line {
        let PointRow { id, lon, lat, item } = point;
        let query = LocateQuery { lon, lat, datum: self.datum, item: item.or_else(|| self.item.clone()) };
        match finder.find(&query) {
            Ok(located) => {
                let status = if located.chain.is_empty() { Status::Outside } else { Status::Found };
                Line { id, lon, lat, status, located: Some(located), sentence: None }
            }
            Err(error) => {
                let sentence = Some(sentence(&error, lang).to_string());
                Line { id, lon, lat, status: Status::Refused, located: None, sentence }
            }
        }
    }
}

/// What became of a place of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    /// It lies in the district.
    Found,
    /// It lies outside all nodes.
    Outside,
    /// Its coordinates are no place on earth.
    Refused,
}

impl Status {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Outside => "outside",
            Self::Refused => "refused",
        }
    }
}

/// A place of a file with what was found.
#[derive(Debug, Serialize)]
struct Line {
    id: String,
    lon: f64,
    lat: f64,
    status: Status,
    #[serde(flatten)]
    located: Option<Located>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sentence: Option<String>,
}

/// The columns of the CSV that answers a file.
const COLUMNS: [&str; 11] =
    ["id", "lon", "lat", "status", "node", "level", "chain", "unit", "handling_unit", "handling_rule", "sentence"];

fn table(out: &mut dyn Write, lines: impl Iterator<Item = Line>) -> std::io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(COLUMNS)?;
    for line in lines {
        let deepest = line.located.as_ref().and_then(|located| located.chain.last());
        let chain = line.located.iter().flat_map(|located| &located.chain).map(|link| link.name.as_str());
        let located = line.located.as_ref();
        let unit = located.and_then(|located| located.territorial_unit.as_ref());
        let handling = located.and_then(|located| located.handling.as_ref());
        writer.write_record([
            line.id.clone(),
            line.lon.to_string(),
            line.lat.to_string(),
            line.status.as_str().to_owned(),
            deepest.map_or_else(String::new, |link| link.code.clone()),
            deepest.map_or_else(String::new, |link| link.level.to_string()),
            chain.collect::<Vec<_>>().join(" / "),
            unit.map_or_else(String::new, |unit| unit.code.clone()),
            handling.map_or_else(String::new, |handling| handling.unit.code.clone()),
            handling.map_or_else(String::new, |handling| handling.rule.clone()),
            line.sentence.unwrap_or_default(),
        ])?;
    }
    writer.flush()
}

fn one(finder: &Finder, query: &LocateQuery, json: bool, lang: Lang) -> Result<()> {
    let located = finder.find(query).worded(lang)?;
    if json {
        output::json(&located)?;
    }
    if located.chain.is_empty() {
        return Err(refusal(&Message::new("cli-locate-outside").arg("lon", query.lon).arg("lat", query.lat), lang));
    }
    if json { Ok(()) } else { print(|out| show(out, &located, lang)) }
}

fn show(out: &mut dyn Write, located: &Located, lang: Lang) -> std::io::Result<()> {
    for link in &located.chain {
        writeln!(out, "  {}  {}  {}", link.level_name, link.code, link.name)?;
    }
    if let Some(unit) = &located.territorial_unit {
        writeln!(out, "{}  {} {}", word("cli-locate-territorial", lang), unit.code, unit.name)?;
    }
    if let Some(handling) = &located.handling {
        let label = word("cli-locate-handling", lang);
        writeln!(out, "{label}  {} {} ({})", handling.unit.code, handling.unit.name, handling.rule_name)?;
    }
    if let Some(near) = &located.nearest_site {
        let message = Message::new("cli-locate-nearest")
            .arg("code", &near.site.code)
            .arg("name", &near.site.name)
            .arg("metres", near.distance_m);
        writeln!(out, "{}", render(&message, lang))?;
    }
    Ok(())
}
