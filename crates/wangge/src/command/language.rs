//! The language a command speaks.

use clap::ValueEnum;
use wangge_domain::text::Lang;

/// A language as the command line names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Tongue {
    /// 简体中文 / simplified Chinese
    #[value(name = "zh-CN", aliases = ["zh", "zh_CN"])]
    Zh,
    /// 英文 / English
    #[value(name = "en")]
    En,
}

impl From<Tongue> for Lang {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::Zh => Self::Zh,
            Tongue::En => Self::En,
        }
    }
}

/// The language asked for; otherwise English where the machine's locale is English, and Chinese everywhere else.
pub fn spoken(asked: Option<Tongue>, variable: impl Fn(&str) -> Option<String>) -> Lang {
    if let Some(tongue) = asked {
        return tongue.into();
    }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| variable(name).filter(|v| !v.is_empty()));
    if locale.is_some_and(|locale| locale.starts_with("en")) { Lang::En } else { Lang::Zh }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_comes_before_the_locale_and_chinese_is_the_rest() {
        let machine = |locale: &'static str| move |name: &str| (name == "LANG").then(|| locale.to_owned());
        for (asked, locale, spoken_here) in [
            (None, "en_GB.UTF-8", Lang::En),
            (None, "zh_CN.UTF-8", Lang::Zh),
            (None, "C.UTF-8", Lang::Zh),
            (None, "", Lang::Zh),
            (Some(Tongue::Zh), "en_US", Lang::Zh),
            (Some(Tongue::En), "zh_CN", Lang::En),
        ] {
            assert_eq!(spoken(asked, machine(locale)), spoken_here, "{asked:?} {locale}");
        }
        let overridden = |name: &str| Some(if name == "LC_ALL" { "en" } else { "zh" }.to_owned());
        assert_eq!(spoken(None, overridden), Lang::En);
    }
}
