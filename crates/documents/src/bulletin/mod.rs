//! The weekly bulletin 通报 as a page that prints on A4 in the layout of official documents (GB/T 9704-2012)
//! and reads on a phone. It takes nothing from outside, so a saved copy stays whole.
//!
//! The facts come complete from the domain; here they are only worded and laid out. The same facts give the
//! same bytes.

mod page;
mod view;
mod written;

use chrono_tz::Tz;
use minijinja::{AutoEscape, Environment};
use wangge_domain::bulletin::BulletinFacts;
use wangge_domain::text::Lang;

use crate::export::Unwritten;

pub use written::{BulletinPhotos, Seal, bulletin_document};

const TEMPLATE: &str = include_str!("bulletin.html");

/// The bulletin as one HTML page in a language, with times of the zone.
///
/// # Errors
/// When the page cannot be put together, which the tests rule out for every set of facts.
pub fn bulletin_html(facts: &BulletinFacts, lang: Lang, zone: Tz) -> Result<String, Unwritten> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    let page = environment.render_str(TEMPLATE, minijinja::Value::from_serialize(view::page(facts, lang, zone)));
    page.map_err(|e| Unwritten::new(&e))
}

/// The bulletin's title, as its page has it.
pub fn bulletin_title(facts: &BulletinFacts, lang: Lang, zone: Tz) -> String {
    view::title(facts, lang, zone)
}

#[cfg(test)]
mod tests;
