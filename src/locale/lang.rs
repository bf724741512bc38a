//! Which language the interface speaks.

use crate::app::config::Language;

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Simplified Chinese.
    ZhCn,
    /// English.
    En,
}

impl Lang {
    /// Both.
    pub const ALL: [Self; 2] = [Self::ZhCn, Self::En];

    /// The language wished for; if that is left to the environment, the language of its locale.
    ///
    /// Of `LC_ALL`, `LC_MESSAGES` and `LANG` the first that is set counts, as POSIX has it. `zh` in
    /// any form is Chinese. A locale that names no language is Chinese if it is UTF-8 (`C.UTF-8`),
    /// else English, the only one of the two that is sure to be shown: `LC_ALL=C`, or nothing set.
    pub fn choose(wish: Language, lookup: impl Fn(&str) -> Option<String>) -> Self {
        match wish {
            Language::ZhCn => Self::ZhCn,
            Language::En => Self::En,
            Language::Auto => ["LC_ALL", "LC_MESSAGES", "LANG"]
                .into_iter()
                .find_map(|name| lookup(name).filter(|value| !value.is_empty()))
                .map_or(Self::En, |locale| Self::of_locale(&locale)),
        }
    }

    fn of_locale(locale: &str) -> Self {
        let locale = locale.to_ascii_lowercase();
        let (name, charset) = locale.split_once('.').unwrap_or((locale.as_str(), ""));
        let utf8 = charset.starts_with("utf-8") || charset.starts_with("utf8");
        let nameless = name == "c" || name == "posix";
        let chinese = name == "zh" || name.starts_with("zh_") || name.starts_with("zh-");
        if chinese || (nameless && utf8) {
            Self::ZhCn
        } else {
            Self::En
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choose(wish: Language, env: &[(&str, &str)]) -> Lang {
        Lang::choose(wish, |name| {
            let found = env.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_locale_decides_unless_the_person_does() {
        for (locale, lang) in [
            ("zh_CN.UTF-8", Lang::ZhCn),
            ("zh", Lang::ZhCn),
            ("zh-Hans", Lang::ZhCn),
            ("zh_TW.utf8", Lang::ZhCn),
            ("C.UTF-8", Lang::ZhCn),
            ("C.utf8", Lang::ZhCn),
            ("C", Lang::En),
            ("POSIX", Lang::En),
            ("en_GB.UTF-8", Lang::En),
            ("de_DE.UTF-8", Lang::En),
            ("zha_CN", Lang::En),
            ("", Lang::En),
        ] {
            assert_eq!(
                choose(Language::Auto, &[("LANG", locale)]),
                lang,
                "{locale}"
            );
            assert_eq!(choose(Language::ZhCn, &[("LANG", locale)]), Lang::ZhCn);
            assert_eq!(choose(Language::En, &[("LANG", locale)]), Lang::En);
        }
        assert_eq!(choose(Language::Auto, &[]), Lang::En);
    }

    #[test]
    fn the_first_variable_that_is_set_counts() {
        let all = [
            ("LC_ALL", "C"),
            ("LC_MESSAGES", "zh_CN.UTF-8"),
            ("LANG", "zh_CN.UTF-8"),
        ];
        assert_eq!(choose(Language::Auto, &all), Lang::En);
        assert_eq!(
            choose(Language::Auto, &[("LC_ALL", ""), all[1]]),
            Lang::ZhCn
        );
        assert_eq!(
            choose(Language::Auto, &[all[1], ("LANG", "en_US")]),
            Lang::ZhCn
        );
    }
}
