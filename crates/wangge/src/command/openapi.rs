//! `wangge openapi`: the API document, without a database.

use anyhow::Result;

/// Prints the document.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn run() -> Result<()> {
    println!("{}", serde_json::to_string_pretty(&wangge_http::openapi())?);
    Ok(())
}
