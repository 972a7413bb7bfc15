//! Faults of files as the command line shows them: sentences on standard error, or JSON for programs.

use anyhow::Result;
use serde::Serialize;
use wangge_documents::fault::{Fault, Place, Severity};
use wangge_domain::text::{Lang, Message, render};

use super::output::{self, refusal};

/// A fault for programs.
#[derive(Debug, Serialize)]
struct Shown<'a> {
    code: &'a str,
    severity: Severity,
    #[serde(flatten)]
    place: &'a Place,
    value: Option<&'a str>,
    sentence: String,
}

#[derive(Debug, Serialize)]
struct Refused<'a> {
    refused: bool,
    faults: Vec<Shown<'a>>,
}

/// Shows faults and refuses when one of them is an error. Warnings alone go to standard error and pass.
///
/// # Errors
/// With the sentence that counts the errors.
pub fn stop_at(faults: &[Fault], json: bool, lang: Lang) -> Result<()> {
    let errors = faults.iter().filter(|fault| fault.severity == Severity::Error).count();
    if errors > 0 && json {
        let shown = |fault| Shown {
            code: Fault::code(fault),
            severity: fault.severity,
            place: &fault.place,
            value: fault.value.as_deref(),
            sentence: fault.render(lang),
        };
        output::json(&Refused { refused: true, faults: faults.iter().map(shown).collect() })?;
    } else {
        for fault in faults {
            eprintln!("{}", fault.render(lang));
        }
    }
    if errors > 0 { Err(refusal(&counted(errors), lang)) } else { Ok(()) }
}

/// The sentence that counts errors.
pub fn counted(errors: usize) -> Message {
    Message::new("cli-faults").arg("count", errors)
}

/// Words a list of refusals that have no place in a file.
pub fn sentences(messages: impl IntoIterator<Item = Message>, lang: Lang) -> String {
    messages.into_iter().map(|message| render(&message, lang)).collect::<Vec<_>>().join("\n")
}
