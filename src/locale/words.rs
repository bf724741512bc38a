//! The form in which words are written: each message once, both languages side by side.

/// Defines messages as functions of [`Lang`](super::Lang):
///
/// ```text
/// words! {
///     pub today() = "今天", "Today";
///     pub page(n: usize) = "第 {n} 页", "page {n}";
///     pub due(n: usize) = "{n} 张到期", "{n} cards due", one n "{n} card due";
/// }
/// ```
///
/// A message without arguments is a `&'static str`, one with arguments a `String`. `one n` gives
/// the English form for `n == 1`. Without `pub` a message is for its file alone.
macro_rules! words {
    (@define $vis:vis $name:ident () $zh:literal $en:literal) => {
        #[doc = concat!("`", $zh, "` / `", $en, "`")]
        $vis const fn $name(self) -> &'static str {
            match self {
                Self::ZhCn => $zh,
                Self::En => $en,
            }
        }
    };
    (@define $vis:vis $name:ident ($($arg:ident: $type:ty),+) $zh:literal $en:literal) => {
        #[doc = concat!("`", $zh, "` / `", $en, "`")]
        $vis fn $name(self, $($arg: $type),+) -> String {
            match self {
                Self::ZhCn => format!($zh),
                Self::En => format!($en),
            }
        }
    };
    (@define $vis:vis $name:ident ($($arg:ident: $type:ty),+) $zh:literal $en:literal $n:ident $one:literal) => {
        #[doc = concat!("`", $zh, "` / `", $en, "`")]
        $vis fn $name(self, $($arg: $type),+) -> String {
            match self {
                Self::ZhCn => format!($zh),
                Self::En if $n == 1 => format!($one),
                Self::En => format!($en),
            }
        }
    };
    ($(
        $vis:vis $name:ident ($($arg:ident: $type:ty),* $(,)?) =
            $zh:literal, $en:literal $(, one $n:ident $one:literal)?;
    )*) => {
        impl crate::locale::Lang {
            $( words! { @define $vis $name ($($arg: $type),*) $zh $en $($n $one)? } )*
        }
    };
}

pub(super) use words;

#[cfg(test)]
mod tests {
    use crate::locale::Lang;

    words! {
        test_plain() = "今天", "Today";
        test_given(n: usize, name: &str) = "《{name}》第 {n} 页", "{name}, page {n}";
        test_counted(n: usize) = "{n} 张", "{n} cards", one n "{n} card";
    }

    #[test]
    fn each_language_says_it_in_its_words() {
        assert_eq!(Lang::ZhCn.test_plain(), "今天");
        assert_eq!(Lang::En.test_plain(), "Today");
        assert_eq!(Lang::ZhCn.test_given(3, "导读"), "《导读》第 3 页");
        assert_eq!(Lang::En.test_given(3, "guide"), "guide, page 3");
    }

    #[test]
    fn english_counts_one_apart() {
        assert_eq!(Lang::En.test_counted(1), "1 card");
        assert_eq!(Lang::En.test_counted(0), "0 cards");
        assert_eq!(Lang::ZhCn.test_counted(1), "1 张");
    }
}
