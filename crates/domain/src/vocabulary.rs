//! The macro behind every closed list of words: one definition gives the enum, its stored string, its
//! JSON form, its parser and the catalogue key of its wording.

/// A stored or received word that its vocabulary does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no {vocabulary}")]
pub struct UnknownWord {
    /// The vocabulary asked, by its Rust name.
    pub vocabulary: &'static str,
    /// What was given.
    pub text: String,
}

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident in $area:literal {
        $($(#[$word_doc:meta])* $word:ident = $text:literal),+ $(,)?
    }) => {
        // The derives come first, so that what is said of the name may help them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        $(#[$doc])*
        pub enum $name {
            $($(#[$word_doc])* #[serde(rename = $text)] $word),+
        }

        impl $name {
            /// Every word of the vocabulary, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$word),+];

            /// The word as it is stored and sent.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$word => $text),+ }
            }

            /// The catalogue key of its wording.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$word => concat!($area, "-", $text)),+ }
            }

            /// Its wording in a language.
            pub fn wording(self, lang: crate::text::Lang) -> String {
                crate::text::word(self.key(), lang)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::vocabulary::UnknownWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$word),)+
                    _ => Err(crate::vocabulary::UnknownWord { vocabulary: stringify!($name), text: text.to_owned() }),
                }
            }
        }
    };
}
