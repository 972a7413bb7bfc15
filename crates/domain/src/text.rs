//! Sentences in the user's language: messages made by rules, worded by the Fluent catalogues in `locales/`.
//!
//! A rule never words anything: it returns a [`Message`], a key with arguments. Whoever shows it chooses
//! the language. Names that data brings along in both languages are a [`Wording`].

use std::cell::RefCell;
use std::collections::HashMap;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A language of the screens, documents and sentences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Lang {
    /// Simplified Chinese, the first language.
    #[default]
    #[serde(rename = "zh-CN")]
    Zh,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Lang {
    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The language of a tag or of an `Accept-Language` header; Chinese when neither names one we have.
    pub fn from_tag(tag: &str) -> Self {
        let wanted = tag.split([',', ';']).map(str::trim).find(|t| t.starts_with("zh") || t.starts_with("en"));
        if wanted.is_some_and(|t| t.starts_with("en")) { Self::En } else { Self::Zh }
    }
}

/// A name or sentence that data carries in both languages. English may be missing; Chinese then stands for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Wording {
    /// In Chinese.
    pub zh: String,
    /// In English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
}

impl Wording {
    /// Both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The text in a language, Chinese where there is no English.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En if !self.en.is_empty() => &self.en,
            _ => &self.zh,
        }
    }
}

/// A sentence not yet worded: its catalogue key and what goes into it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Message {
    /// The catalogue key, `area-what`.
    pub key: String,
    /// The arguments by name, as text.
    pub args: Vec<(String, String)>,
}

impl Message {
    /// A message without arguments.
    pub fn new(key: impl Into<String>) -> Self {
        Self { key: key.into(), args: Vec::new() }
    }

    /// Adds an argument.
    #[must_use]
    pub fn arg(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }
}

macro_rules! catalogues {
    ($($area:literal),* $(,)?) => {
        /// The catalogue files, embedded: area, Chinese, English.
        const CATALOGUES: &[(&str, &str, &str)] = &[$((
            $area,
            include_str!(concat!("../locales/zh-CN/", $area, ".ftl")),
            include_str!(concat!("../locales/en/", $area, ".ftl")),
        )),*];
    };
}

catalogues!(
    "app",
    "bulletin",
    "case",
    "cli",
    "drive",
    "duty_change",
    "evidence",
    "figure",
    "grid",
    "http",
    "import",
    "listing",
    "meeting",
    "patrol",
    "rebound",
    "escalation",
    "notice",
    "order",
    "ownership",
    "replication",
    "score",
    "signal",
    "round",
    "routing",
    "standard",
    "statistics",
    "today"
);

type Bundle = FluentBundle<FluentResource>;

thread_local! {
    static BUNDLES: RefCell<HashMap<Lang, &'static Bundle>> = RefCell::new(HashMap::new());
}

fn bundle(lang: Lang) -> &'static Bundle {
    BUNDLES.with_borrow_mut(|bundles| {
        *bundles.entry(lang).or_insert_with(|| {
            let mut bundle = FluentBundle::new(vec![lang.tag().parse().unwrap_or_default()]);
            bundle.set_use_isolating(false);
            for (_, zh, en) in CATALOGUES {
                let source = if lang == Lang::Zh { zh } else { en };
                let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(partial, _)| partial);
                // A key met twice keeps its first wording; a test refuses such catalogues.
                let _ = bundle.add_resource(resource);
            }
            // One bundle a thread and language for the life of the thread pool.
            Box::leak(Box::new(bundle))
        })
    })
}

/// Words a message in a language. An unknown key words as itself, so that nothing is hidden.
pub fn render(message: &Message, lang: Lang) -> String {
    let bundle = bundle(lang);
    let Some(pattern) = bundle.get_message(&message.key).and_then(|m| m.value()) else {
        return message.key.clone();
    };
    let mut args = FluentArgs::new();
    for (name, value) in &message.args {
        args.set(name.clone(), value.clone());
    }
    let mut errors = Vec::new();
    bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned()
}

/// Words a key that takes no arguments.
pub fn word(key: &str, lang: Lang) -> String {
    render(&Message::new(key), lang)
}

/// Whether the catalogues word this key.
pub fn knows(key: &str, lang: Lang) -> bool {
    bundle(lang).get_message(key).is_some()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(source: &str) -> BTreeSet<&str> {
        source
            .lines()
            .filter(|l| l.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|l| l.split_once('=').map(|(k, _)| k.trim()))
            .collect()
    }

    /// Nouns whose events are worded in the catalogue of another.
    const NOUNS_OF: &[(&str, &str)] = &[
        ("drive", "dead_corner"),
        ("rebound", "re_check"),
        ("ownership", "site"),
        ("meeting", "resolution"),
        ("score", "score_ledger"),
    ];

    #[test]
    fn both_languages_word_the_same_keys_and_each_catalogue_keeps_to_its_area() {
        for (area, zh, en) in CATALOGUES {
            assert_eq!(keys(zh), keys(en), "area {area}");
            for key in keys(zh) {
                let nouns = NOUNS_OF.iter().filter(|(of, _)| of == area).map(|(_, noun)| *noun);
                let own = std::iter::once(*area).chain(nouns).any(|noun| key.starts_with(&format!("{noun}-")));
                assert!(own, "{key} stands in {area}.ftl");
            }
            for source in [zh, en] {
                assert!(FluentResource::try_new((*source).to_owned()).is_ok(), "{area}.ftl does not parse");
            }
        }
    }

    #[test]
    fn a_message_takes_its_arguments_and_an_unknown_key_shows_itself() {
        let message = Message::new("no-such-key").arg("a", 1);
        assert_eq!(render(&message, Lang::Zh), "no-such-key");
        assert_eq!(Lang::from_tag("en-GB,en;q=0.9,zh;q=0.8"), Lang::En);
        assert_eq!(Lang::from_tag("fr"), Lang::Zh);
    }
}
