//! Editions of standards as files: the TOML form and the workbook that says the same
//! (`docs/standard-form.md`).

mod sheets;
mod words;
mod xlsx_read;
mod xlsx_write;

use wangge_domain::standard::Edition;
use wangge_domain::text::Message;

pub(crate) use self::sheets::ITEMS;
pub use self::xlsx_write::standard_to_xlsx;
use crate::fault::{Counted, Fault, Place, Severity, sort_faults};
use crate::table::{Source, decode};

/// What a file of a standard says: the edition, when it can be read, and every fault of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StandardFile {
    /// The edition. With any error among the faults it must not be used.
    pub edition: Option<Edition>,
    /// Every fault, those of the form first, then those of [`Edition::check`].
    pub faults: Vec<Fault>,
}

impl StandardFile {
    /// Whether any fault stops the edition from being used.
    pub fn refused(&self) -> bool {
        self.edition.is_none() || self.faults.iter().any(|f| f.severity == Severity::Error)
    }

    /// Adds what the domain finds wrong with the edition, when its form is right.
    fn checked(mut self, file: &str) -> Self {
        let sound = !self.faults.iter().any(|f| f.severity == Severity::Error);
        if let Some(edition) = self.edition.as_ref().filter(|_| sound) {
            let refusals = edition.check();
            self.faults.extend(refusals.iter().map(|r| Fault::error(Place::file(file), r.message())));
        } else {
            sort_faults(&mut self.faults);
        }
        self
    }
}

/// Reads an edition from a workbook or from TOML, told apart by their bytes.
pub fn read_standard(source: &Source<'_>) -> StandardFile {
    if source.bytes.starts_with(b"PK\x03\x04") || source.bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        standard_from_xlsx(source)
    } else {
        standard_from_toml(source)
    }
}

/// Reads an edition from TOML. A fault names line, key and what was expected.
pub fn standard_from_toml(source: &Source<'_>) -> StandardFile {
    let text = match source.unpacked().and_then(|bytes| decode(source.name, &bytes).map(std::borrow::Cow::into_owned)) {
        Ok(text) => text,
        Err(fault) => return StandardFile { edition: None, faults: vec![fault] },
    };
    match toml::from_str::<Edition>(&text) {
        Ok(edition) => StandardFile { edition: Some(edition), faults: Vec::new() }.checked(source.name),
        Err(e) => StandardFile { edition: None, faults: vec![toml_fault(source.name, &text, &e)] },
    }
}

fn toml_fault(file: &str, text: &str, error: &toml::de::Error) -> Fault {
    let mut place = Place::file(file);
    let mut value = None;
    if let Some(span) = error.span() {
        let before = text.get(..span.start).unwrap_or_default();
        let number = u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX);
        let begin = before.rfind('\n').map_or(0, |at| at + 1);
        let column = u32::try_from(before.get(begin..).unwrap_or_default().chars().count() + 1).ok();
        let line = text.get(begin..).unwrap_or_default().lines().next().unwrap_or_default().trim();
        place = place.at(Counted::Line, number).column(key_path(before, line), column);
        value = Some(crate::table::cut_text(line));
    }
    let mut fault = Fault::error(place, Message::new("import-not-toml").arg("why", error.message()));
    fault.value = value;
    fault
}

/// The table and key in which a line stands: `[[item]] points`.
fn key_path(before: &str, line: &str) -> String {
    let table = before
        .lines()
        .chain([line])
        .map(str::trim)
        .rfind(|l| l.starts_with('[') && l.ends_with(']') && !l.contains('='));
    let key = line.split_once('=').map(|(key, _)| key.trim());
    match (table, key) {
        (Some(table), Some(key)) => format!("{table} {key}"),
        (Some(table), None) => table.to_owned(),
        (None, key) => key.unwrap_or(line).to_owned(),
    }
}

/// The TOML of an edition, which reads back as the same edition.
///
/// # Errors
/// When a value has no form in TOML.
pub fn standard_to_toml(edition: &Edition) -> Result<String, toml::ser::Error> {
    toml::to_string_pretty(edition)
}

/// Reads an edition from its workbook.
pub fn standard_from_xlsx(source: &Source<'_>) -> StandardFile {
    let (edition, faults) = xlsx_read::edition(source);
    StandardFile { edition, faults }.checked(source.name)
}
