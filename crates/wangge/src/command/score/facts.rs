//! The files that are scored: an edition, observations, given modules.

use std::path::{Path, PathBuf};

use anyhow::Result;
use wangge_documents::fault::{Fault, Place};
use wangge_documents::{ObservedSite, ScoreFile, Source, read_observations, read_standard};
use wangge_domain::assessment::{RoundFacts, RoundFile, ScoreFault, ScoreRefusal};
use wangge_domain::standard::{EditionIndex, StandardRefusal};
use wangge_domain::text::{Lang, Message};

use crate::command::{faults, output};

/// Reads and checks an edition.
///
/// # Errors
/// With every fault of the file.
pub fn edition(path: &Path, json: bool, lang: Lang) -> Result<EditionIndex> {
    let bytes = output::read(path, lang)?;
    let name = output::file_name(path);
    let file = read_standard(&Source::new(&name, &bytes));
    faults::stop_at(&file.faults, json, lang)?;
    let none = || output::refusal(&Message::new("cli-no-edition-in-file").arg("file", &name), lang);
    let edition = file.edition.ok_or_else(none)?;
    EditionIndex::new(edition).map_err(|refusals| {
        let sentences = refusals.iter().map(StandardRefusal::message);
        anyhow::anyhow!(faults::sentences(sentences, lang))
    })
}

/// What all files together say.
#[derive(Debug)]
pub struct Files {
    said: ScoreFile,
    /// The name of the first file, for what has no place of its own.
    first: String,
}

/// Reads files of observations and modules.
///
/// # Errors
/// With every fault of the first file that has one.
pub fn read<'a>(
    paths: impl Iterator<Item = &'a PathBuf>,
    sheet: Option<&str>,
    json: bool,
    lang: Lang,
) -> Result<Files> {
    let mut files = Files { said: ScoreFile::default(), first: String::new() };
    for path in paths {
        let bytes = output::read(path, lang)?;
        let name = output::file_name(path);
        let file = read_observations(&Source { name: &name, bytes: &bytes, sheet, columns: None });
        files.said.sites.extend(file.sites);
        files.said.modules.extend(file.modules);
        files.said.vetoes.extend(file.vetoes);
        files.said.faults.extend(file.faults);
        if files.first.is_empty() {
            files.first = name;
        }
    }
    faults::stop_at(&files.said.faults, json, lang)?;
    Ok(files)
}

impl Files {
    /// The facts to score.
    ///
    /// # Errors
    /// With every site and observation that the edition does not know, each at its place.
    pub fn round(&self, edition: &EditionIndex) -> Result<Option<RoundFacts>, Vec<Fault>> {
        let file = RoundFile {
            sites: self.said.sites.iter().map(|site| site.facts.clone()).collect(),
            modules: self.said.modules.clone(),
            vetoes: self.said.vetoes.clone(),
        };
        file.read(edition).map(Some).map_err(|refusals| self.placed(&refusals))
    }

    /// Refused facts at the rows they stand in.
    pub fn placed(&self, refusals: &[ScoreRefusal]) -> Vec<Fault> {
        refusals.iter().map(|refusal| Fault::error(self.place(refusal), refusal.message())).collect()
    }

    fn place(&self, refusal: &ScoreRefusal) -> Place {
        let of_site = |site: &&ObservedSite| site.facts.id == refusal.at;
        // A site that stands twice is refused where it stands for the second time.
        let site = match refusal.fault {
            ScoreFault::SiteTwice => self.said.sites.iter().rfind(of_site),
            _ => self.said.sites.iter().find(of_site),
        };
        let Some(site) = site else { return Place::file(&self.first) };
        let mut place = site.place.clone();
        if let ScoreFault::Judge(judged) = &refusal.fault {
            let at = site.facts.observations.iter().position(|observation| observation.item == judged.item);
            place.number = at.and_then(|at| site.rows.get(at)).copied().or(place.number);
        }
        place
    }
}
