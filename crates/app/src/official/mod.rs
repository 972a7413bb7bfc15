//! Official documents as Word files: their names, and the photographs that go into them.
//!
//! What a document says is put together where its facts are known (bulletins, orders); who may have it is asked there.

mod photos;

pub(crate) use photos::{CasePhotos, printed};

use wangge_documents::Unwritten;
use wangge_documents::official::{Document, word};
use wangge_domain::text::{Lang, Message};

use crate::context::Answer;
use crate::error::AppError;
use crate::evidence::aside;
use crate::view::NamedFile;

/// The media type of Word files.
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Documents as one Word file under a name.
///
/// # Errors
/// When the file cannot be put together.
pub(crate) async fn word_file(name: &str, documents: Vec<Document>) -> Answer<NamedFile> {
    let bytes = aside(move || word(&documents)).await.ok_or_else(|| unwritten(&Unwritten::stopped()))?;
    let bytes = bytes.map_err(|error| unwritten(&error))?;
    Ok(NamedFile { name: format!("{}.docx", file_name(name)), media_type: WORD, bytes })
}

/// The word for made-up data in the name of a file.
pub(crate) fn sample(demonstration: bool, lang: Lang) -> String {
    if demonstration { wangge_domain::text::word("app-export-sample", lang) } else { String::new() }
}

/// A name that every file system takes.
fn file_name(name: &str) -> String {
    let kept = |c: char| if c.is_control() || "\\/:*?\"<>|".contains(c) { ' ' } else { c };
    name.chars().map(kept).take(120).collect::<String>().trim().to_owned()
}

pub(crate) fn unwritten(error: &Unwritten) -> AppError {
    tracing::error!(%error, "a document could not be put together");
    AppError::refused("document_unwritten", Message::new("app-internal"))
}
