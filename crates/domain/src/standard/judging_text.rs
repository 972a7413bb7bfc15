//! Judging as one cell of a table: `count_deduct`, with `each=0.5; floor=0` beside it.
//!
//! The workbook form of an edition keeps a kind and its parameters in two cells; this is their grammar.

use std::collections::BTreeMap;
use std::fmt;

use super::{Band, Grade, Judging, Knot};
use crate::figure::Exact;
use crate::text::Message;

/// Why two cells name no judging.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoSuchJudging {
    /// The kind is not in the closed list.
    #[error("{kind:?} is no judging kind")]
    Kind {
        /// What was given.
        kind: String,
    },
    /// A parameter the kind needs is missing.
    #[error("{kind} needs {name}")]
    Missing {
        /// The kind.
        kind: String,
        /// The parameter.
        name: &'static str,
    },
    /// A parameter cannot be read.
    #[error("{name}={text:?} cannot be read")]
    Unreadable {
        /// The parameter.
        name: String,
        /// What was given.
        text: String,
    },
    /// A parameter the kind does not have.
    #[error("{kind} has no parameter {name}")]
    Surplus {
        /// The kind.
        kind: String,
        /// The parameter.
        name: String,
    },
}

impl NoSuchJudging {
    /// The public sentence.
    pub fn message(&self) -> Message {
        match self {
            Self::Kind { kind } => Message::new("standard-judging-unknown-kind").arg("kind", kind),
            Self::Missing { kind, name } => {
                Message::new("standard-judging-parameter-missing").arg("kind", kind).arg("name", name)
            }
            Self::Unreadable { name, text } => {
                Message::new("standard-judging-parameter-unreadable").arg("name", name).arg("text", text)
            }
            Self::Surplus { kind, name } => {
                Message::new("standard-judging-parameter-surplus").arg("kind", kind).arg("name", name)
            }
        }
    }
}

/// Chinese names of the kinds, beside their keys.
const KINDS: &[(&str, &str)] = &[
    ("pass_fail", "符合性"),
    ("max_deduct", "限额扣分"),
    ("count_deduct", "按处扣分"),
    ("missing", "按缺扣分"),
    ("proportion", "比例"),
    ("threshold", "阈值分档"),
    ("piecewise", "分段线性"),
    ("capped_ratio", "封顶比率"),
    ("instance_minimum", "逐样本达量"),
    ("escalating", "递进扣分"),
    ("count_per_distance", "按距离计次"),
    ("count_per_minutes", "按时长计次"),
    ("grades", "等级"),
    ("worst_of", "取最差"),
];

/// The parameters still to be taken.
struct Parameters {
    kind: String,
    left: BTreeMap<String, String>,
}

impl Parameters {
    fn parse(kind: &str, text: &str) -> Result<Self, NoSuchJudging> {
        let mut left = BTreeMap::new();
        for part in text.split([';', '；', '\n']).map(str::trim).filter(|p| !p.is_empty()) {
            let (name, value) = part
                .split_once(['=', '＝'])
                .ok_or_else(|| NoSuchJudging::Unreadable { name: part.to_owned(), text: String::new() })?;
            left.insert(name.trim().to_owned(), value.trim().to_owned());
        }
        Ok(Self { kind: kind.to_owned(), left })
    }

    fn text(&mut self, name: &'static str) -> Result<String, NoSuchJudging> {
        let kind = self.kind.clone();
        self.left.remove(name).ok_or(NoSuchJudging::Missing { kind, name })
    }

    fn number(&mut self, name: &'static str) -> Result<Exact, NoSuchJudging> {
        let text = self.text(name)?;
        text.parse().map_err(|_| NoSuchJudging::Unreadable { name: name.to_owned(), text })
    }

    fn number_or(&mut self, name: &'static str, otherwise: Exact) -> Result<Exact, NoSuchJudging> {
        if self.left.contains_key(name) { self.number(name) } else { Ok(otherwise) }
    }

    fn count(&mut self, name: &'static str) -> Result<u32, NoSuchJudging> {
        let text = self.text(name)?;
        text.parse().map_err(|_| NoSuchJudging::Unreadable { name: name.to_owned(), text })
    }

    /// A list of pairs, `A:1, B:0.6`.
    fn pairs(&mut self, name: &'static str) -> Result<Vec<(String, Exact)>, NoSuchJudging> {
        let text = self.text(name)?;
        let refused = || NoSuchJudging::Unreadable { name: name.to_owned(), text: text.clone() };
        text.split([',', '，', '、'])
            .map(|pair| {
                let (first, second) = pair.split_once([':', '：']).ok_or_else(refused)?;
                Ok((first.trim().to_owned(), second.parse().map_err(|_| refused())?))
            })
            .collect()
    }

    fn bands(&mut self) -> Result<Vec<Band>, NoSuchJudging> {
        let smaller = self.left.contains_key("at_most");
        let name = if smaller { "at_most" } else { "at_least" };
        self.pairs(name)?
            .into_iter()
            .map(|(bound, share)| {
                let bound = bound.parse().map_err(|_| NoSuchJudging::Unreadable { name: name.into(), text: bound })?;
                let (at_least, at_most) = if smaller { (None, Some(bound)) } else { (Some(bound), None) };
                Ok(Band { at_least, at_most, share })
            })
            .collect()
    }

    fn knots(&mut self) -> Result<Vec<Knot>, NoSuchJudging> {
        self.pairs("points")?
            .into_iter()
            .map(|(x, share)| match x.parse() {
                Ok(x) => Ok(Knot { x, share }),
                Err(_) => Err(NoSuchJudging::Unreadable { name: "points".into(), text: x }),
            })
            .collect()
    }

    fn end(self) -> Result<(), NoSuchJudging> {
        match self.left.into_keys().next() {
            Some(name) => Err(NoSuchJudging::Surplus { kind: self.kind, name }),
            None => Ok(()),
        }
    }
}

impl Judging {
    /// The kind's name in Chinese, as the workbook's column 判定方式 shows it.
    pub fn kind_zh(&self) -> &'static str {
        KINDS.iter().find(|(key, _)| *key == self.kind()).map_or("", |(_, zh)| zh)
    }

    /// Reads a judging from two cells: the kind, by key or Chinese name, and the parameters
    /// `name=value` parted by `;`. Lists are pairs, `A:1, B:0.6`. For `worst_of` the parameters begin with
    /// `of=KIND` and go on with those of that kind.
    ///
    /// # Errors
    /// When the kind is unknown, or a parameter is missing, unreadable or surplus.
    pub fn from_cells(kind: &str, parameters: &str) -> Result<Self, NoSuchJudging> {
        let kind = kind.trim();
        let known = KINDS.iter().find(|(key, zh)| *key == kind || *zh == kind);
        let Some((key, _)) = known else {
            return Err(NoSuchJudging::Kind { kind: kind.to_owned() });
        };
        let mut parameters = Parameters::parse(key, parameters)?;
        let judging = parameters.judging(key)?;
        parameters.end()?;
        Ok(judging)
    }

    /// The parameters as the workbook's column 判定参数 holds them; [`Self::from_cells`] reads them back.
    pub fn parameters_cell(&self) -> String {
        Cell(self).to_string()
    }
}

impl Parameters {
    fn judging(&mut self, kind: &str) -> Result<Judging, NoSuchJudging> {
        let tenth = || Exact::ratio(1, 10).unwrap_or_default();
        Ok(match kind {
            "pass_fail" => Judging::PassFail,
            "proportion" => Judging::Proportion,
            "max_deduct" => Judging::MaxDeduct { max: self.number("max")?, step: self.number_or("step", tenth())? },
            "threshold" => {
                Judging::Threshold { bands: self.bands()?, unit: self.left.remove("unit").unwrap_or_default() }
            }
            "piecewise" => Judging::Piecewise { points: self.knots()? },
            "capped_ratio" => Judging::CappedRatio { need: self.number("need")? },
            "grades" => Judging::Grades {
                grades: self.pairs("grades")?.into_iter().map(|(grade, share)| Grade { grade, share }).collect(),
            },
            "worst_of" => self.worst_of()?,
            _ => self.counted(kind)?,
        })
    }

    /// The kinds with a floor.
    fn counted(&mut self, kind: &str) -> Result<Judging, NoSuchJudging> {
        let floor = self.number_or("floor", Exact::ZERO)?;
        Ok(match kind {
            "count_deduct" => Judging::CountDeduct { each: self.number("each")?, floor },
            "missing" => Judging::Missing { need: self.count("need")?, each: self.number("each")?, floor },
            "instance_minimum" => {
                Judging::InstanceMinimum { need: self.count("need")?, each: self.number("each")?, floor }
            }
            "escalating" => Judging::Escalating {
                found: self.number("found")?,
                not_rectified: self.number("not_rectified")?,
                repeated: self.number("repeated")?,
                floor,
            },
            "count_per_distance" => {
                Judging::CountPerDistance { per_metres: self.number("per_metres")?, each: self.number("each")?, floor }
            }
            "count_per_minutes" => {
                Judging::CountPerMinutes { per_minutes: self.number("per_minutes")?, each: self.number("each")?, floor }
            }
            _ => return Err(NoSuchJudging::Kind { kind: kind.to_owned() }),
        })
    }

    fn worst_of(&mut self) -> Result<Judging, NoSuchJudging> {
        let of = self.text("of")?;
        let Some((key, _)) = KINDS.iter().find(|(key, zh)| (*key == of || *zh == of) && *key != "worst_of") else {
            return Err(NoSuchJudging::Kind { kind: of });
        };
        Ok(Judging::WorstOf { of: Box::new(self.judging(key)?) })
    }
}

/// Writes the parameters of a judging.
struct Cell<'a>(&'a Judging);

fn pair_list<A: fmt::Display, B: fmt::Display>(pairs: impl Iterator<Item = (A, B)>) -> String {
    pairs.map(|(a, b)| format!("{a}:{b}")).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Judging::PassFail | Judging::Proportion => Ok(()),
            Judging::MaxDeduct { max, step } => write!(f, "max={max}; step={step}"),
            Judging::CountDeduct { each, floor } => write!(f, "each={each}; floor={floor}"),
            Judging::Missing { need, each, floor } | Judging::InstanceMinimum { need, each, floor } => {
                write!(f, "need={need}; each={each}; floor={floor}")
            }
            Judging::Threshold { bands, unit } => {
                let smaller = bands.first().is_some_and(|b| b.at_most.is_some());
                let bound = |b: &Band| b.at_least.clone().or_else(|| b.at_most.clone()).unwrap_or_default();
                let list = pair_list(bands.iter().map(|b| (bound(b), &b.share)));
                write!(f, "{}={list}", if smaller { "at_most" } else { "at_least" })?;
                if unit.is_empty() { Ok(()) } else { write!(f, "; unit={unit}") }
            }
            Judging::Piecewise { points } => {
                write!(f, "points={}", pair_list(points.iter().map(|k| (&k.x, &k.share))))
            }
            Judging::CappedRatio { need } => write!(f, "need={need}"),
            Judging::Escalating { found, not_rectified, repeated, floor } => {
                write!(f, "found={found}; not_rectified={not_rectified}; repeated={repeated}; floor={floor}")
            }
            Judging::CountPerDistance { per_metres, each, floor } => {
                write!(f, "per_metres={per_metres}; each={each}; floor={floor}")
            }
            Judging::CountPerMinutes { per_minutes, each, floor } => {
                write!(f, "per_minutes={per_minutes}; each={each}; floor={floor}")
            }
            Judging::Grades { grades } => {
                write!(f, "grades={}", pair_list(grades.iter().map(|g| (&g.grade, &g.share))))
            }
            Judging::WorstOf { of } => {
                let rest = Cell(of).to_string();
                write!(f, "of={}{}{rest}", of.kind(), if rest.is_empty() { "" } else { "; " })
            }
        }
    }
}
