//! Scores as tables and trees for a terminal.

use std::io::{self, Write};

use wangge_domain::assessment::ScoreView;
use wangge_domain::figure::{Exact, Figure};
use wangge_domain::text::{Lang, Message, render, word};

use super::By;
use super::report::{Report, Row};
use crate::command::table::{Side, Table};

impl Report<'_> {
    /// Writes everything asked for.
    ///
    /// # Errors
    /// When the output refuses.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let lang = self.lang;
        let sample = if self.standard.sample { word("cli-score-sample", lang) } else { String::new() };
        writeln!(out, "{} {}{sample}", self.standard.name, self.standard.version)?;
        let counts = Message::new("cli-score-counts")
            .arg("sites", self.counts.sites)
            .arg("observations", self.counts.observations);
        writeln!(out, "{}", render(&counts, lang))?;
        writeln!(out, "\n{}", headline(&self.total))?;
        notes(out, &self.total.notes, "  ")?;
        if let Some(cycle) = &self.cycle {
            writeln!(out, "{} {}", word("cli-score-cycle", lang), shown_exactly(cycle))?;
        }
        if self.total.parts.len() > 1 {
            modules(&self.total.parts, lang).write(out)?;
        }
        for level in By::ALL.map(By::word) {
            list(out, level, self.by.get(level).map_or(&[], Vec::as_slice), lang)?;
        }
        if let Some(explanation) = &self.explanation {
            writeln!(out, "\n{}", word("cli-score-explanation", lang))?;
            unfold(out, explanation, 0)?;
        }
        Ok(())
    }
}

fn headline(score: &ScoreView) -> String {
    format!("{} {} / {}", score.name, shown_exactly(&score.score), score.full)
}

/// The figure as shown, and exactly where that says more.
fn shown_exactly(figure: &Figure) -> String {
    match exactly(figure) {
        Some(exact) if exact.starts_with('≈') => format!("{} ({exact})", figure.shown),
        Some(exact) => format!("{} (= {exact})", figure.shown),
        None => figure.shown.clone(),
    }
}

fn exactly(figure: &Figure) -> Option<String> {
    let exact = figure.exact.as_ref()?;
    let more = figure.shown.parse::<Exact>().map_or(true, |shown| shown != *exact);
    more.then(|| short(exact))
}

/// A longer fraction than this tells a reader nothing; JSON has it in full.
const LONGEST: usize = 24;

/// The number exactly, or to eight decimals and marked so where its fraction is too long to read.
fn short(number: &Exact) -> String {
    let exact = number.to_string();
    if exact.len() <= LONGEST { exact } else { format!("≈{}", number.round_half_up(8)) }
}

fn fraction(figure: &Figure) -> String {
    match (&figure.numerator, &figure.denominator) {
        (Some(numerator), Some(denominator)) => format!("{} ÷ {}", short(numerator), short(denominator)),
        _ => String::new(),
    }
}

fn modules(parts: &[ScoreView], lang: Lang) -> Table {
    let headings = ["module", "score", "full", "weight", "how"].map(|key| word(&format!("cli-score-{key}"), lang));
    let [module, score, full, weight, how] = &headings;
    let mut table = Table::new([
        (module.as_str(), Side::Left),
        (score, Side::Right),
        (full, Side::Right),
        (weight, Side::Right),
        (how, Side::Left),
    ]);
    for part in parts {
        let figures = [shown_exactly(&part.score), part.full.to_string(), part.weight.to_string()];
        table.row([part.name.clone()].into_iter().chain(figures).chain([part.how.clone()]));
    }
    table
}

fn list(out: &mut dyn Write, level: &str, rows: &[Row], lang: Lang) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", word(&format!("cli-score-by-{level}"), lang))?;
    let keys = ["level", "rank", "key", "name", "score", "exact", "fraction", "notes"];
    let headings = keys.map(|key| word(&format!("cli-score-{key}"), lang));
    let sides = [Side::Right, Side::Right, Side::Left, Side::Left, Side::Right, Side::Right, Side::Right, Side::Left];
    let mut table = Table::new(headings.iter().map(String::as_str).zip(sides));
    for Row { rank, level, score } in rows {
        let text = |number: Option<String>| number.unwrap_or_default();
        let name = if score.name == score.key { String::new() } else { score.name.clone() };
        table.row([
            text(level.map(|level| level.to_string())),
            text(rank.map(|rank| rank.to_string())),
            score.key.clone(),
            name,
            score.score.shown.clone(),
            text(exactly(&score.score)),
            fraction(&score.score),
            score.notes.join("；"),
        ]);
    }
    table.write(out)
}

fn notes(out: &mut dyn Write, notes: &[String], indent: &str) -> io::Result<()> {
    notes.iter().try_for_each(|note| writeln!(out, "{indent}※ {note}"))
}

/// A score and its parts, each part two columns further in.
fn unfold(out: &mut dyn Write, score: &ScoreView, depth: usize) -> io::Result<()> {
    let indent = "  ".repeat(depth + 1);
    let key = if score.key.is_empty() || score.key == score.name { String::new() } else { format!(" [{}]", score.key) };
    let weight = if score.weight == Exact::ONE { String::new() } else { format!(" ×{}", score.weight) };
    writeln!(out, "{indent}{}{key} {}/{}{weight}  {}", score.name, score.score.shown, score.full, score.how)?;
    notes(out, &score.notes, &format!("{indent}  "))?;
    score.parts.iter().try_for_each(|part| unfold(out, part, depth + 1))
}
