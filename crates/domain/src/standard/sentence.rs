//! Judging, limits and occasions in words, as a clerk reads them.

use super::{Band, Item, Judging, PhotoWhen, SiteType};
use crate::figure::Exact;
use crate::text::{Lang, Message, render, word};

impl Judging {
    /// The kind in words.
    pub fn kind_name(&self, lang: Lang) -> String {
        word(&format!("standard-kind-{}", self.kind()), lang)
    }

    /// How an item of so many points is judged, in a sentence with every parameter.
    pub fn sentence(&self, points: &Exact, lang: Lang) -> String {
        let message = Message::new(format!("standard-say-{}", self.kind())).arg("points", points);
        let message = match self {
            Self::PassFail | Self::Proportion => message,
            Self::MaxDeduct { max, step } => message.arg("max", max).arg("step", step),
            Self::CountDeduct { each, floor } => message.arg("each", each).arg("floor", floor),
            Self::Missing { need, each, floor } | Self::InstanceMinimum { need, each, floor } => {
                message.arg("need", need).arg("each", each).arg("floor", floor)
            }
            Self::Threshold { bands, unit } => {
                let listed: Vec<String> = bands.iter().map(|band| band_in_words(band, unit, lang)).collect();
                message.arg("bands", listed.join(separator(lang)))
            }
            Self::Piecewise { points: knots } => {
                let knot = |knot: &super::Knot| format!("{} → {}", knot.x, percent(&knot.share));
                message.arg("knots", knots.iter().map(knot).collect::<Vec<_>>().join(separator(lang)))
            }
            Self::CappedRatio { need } => message.arg("need", need),
            Self::Escalating { found, not_rectified, repeated, floor } => message
                .arg("found", found)
                .arg("not_rectified", not_rectified)
                .arg("repeated", repeated)
                .arg("floor", floor),
            Self::CountPerDistance { per_metres, each, floor } => {
                message.arg("per", per_metres).arg("each", each).arg("floor", floor)
            }
            Self::CountPerMinutes { per_minutes, each, floor } => {
                message.arg("per", per_minutes).arg("each", each).arg("floor", floor)
            }
            Self::Grades { grades } => {
                let grade = |grade: &super::Grade| format!("{} {}", grade.grade, percent(&grade.share));
                message.arg("grades", grades.iter().map(grade).collect::<Vec<_>>().join(separator(lang)))
            }
            Self::WorstOf { of } => message.arg("of", of.sentence(points, lang)),
        };
        render(&message, lang)
    }
}

const fn separator(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "；",
        Lang::En => "; ",
    }
}

fn percent(share: &Exact) -> String {
    format!("{}%", share * &Exact::HUNDRED)
}

fn band_in_words(band: &Band, unit: &str, lang: Lang) -> String {
    let (key, bound) = match (&band.at_least, &band.at_most) {
        (Some(least), _) => ("standard-say-band-from", least.to_string()),
        (None, Some(most)) => ("standard-say-band-to", most.to_string()),
        (None, None) => ("standard-say-band-from", Exact::ZERO.to_string()),
    };
    render(&Message::new(key).arg("bound", format!("{bound}{unit}")).arg("share", percent(&band.share)), lang)
}

impl SiteType {
    /// Whether the door-head is photographed first, in words.
    pub fn door_photo_words(&self, lang: Lang) -> String {
        word(if self.door_photo { "app-door-photo-first" } else { "app-door-photo-unasked" }, lang)
    }
}

impl Item {
    /// When photos are asked for, in words.
    pub fn photo_words(&self, lang: Lang) -> String {
        let key = match self.photo.when {
            PhotoWhen::Never => "app-photo-never",
            PhotoWhen::Lost => "app-photo-lost",
            PhotoWhen::Always => "app-photo-always",
        };
        render(&Message::new(key).arg("min", self.photo.min), lang)
    }

    /// The time for rectification with its clock, in words.
    pub fn limit_words(&self, lang: Lang) -> String {
        self.limit.map_or_else(|| word("app-limit-default", lang), |limit| limit.wording(lang))
    }
}
