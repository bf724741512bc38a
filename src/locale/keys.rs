//! The names of keys as they stand on a keyboard.

use super::Lang;

impl Lang {
    /// The name of a key, or of two keys one after the other, from its name in the config file.
    pub fn key(self, name: &str) -> String {
        let keys: Vec<String> = name.split(' ').map(|key| self.one_key(key)).collect();
        keys.join(" ")
    }

    fn one_key(self, name: &str) -> String {
        if let Some((modifier, rest)) = name.split_once('-').filter(|(_, rest)| !rest.is_empty()) {
            let modifier = match modifier {
                "ctrl" => "Ctrl",
                "alt" => "Alt",
                "shift" => "Shift",
                _ => return name.to_owned(),
            };
            return format!("{modifier}+{}", self.one_key(rest));
        }
        let (zh, en) = match name {
            "space" => ("空格", "Space"),
            "enter" => ("回车", "Enter"),
            "backspace" => ("退格", "Backspace"),
            "up" => ("上", "Up"),
            "down" => ("下", "Down"),
            "left" => ("左", "Left"),
            "right" => ("右", "Right"),
            "esc" => ("Esc", "Esc"),
            "tab" => ("Tab", "Tab"),
            "delete" => ("Del", "Del"),
            "home" => ("Home", "Home"),
            "end" => ("End", "End"),
            "pageup" => ("PgUp", "PgUp"),
            "pagedown" => ("PgDn", "PgDn"),
            // The keys of the top row: f1 and so on.
            _ if name.len() > 1 && name.starts_with('f') => return name.to_uppercase(),
            _ => return name.to_owned(),
        };
        if self == Self::ZhCn {
            zh.to_owned()
        } else {
            en.to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_named_as_on_the_keyboard() {
        for (name, zh, en) in [
            ("space", "空格", "Space"),
            ("ctrl-o", "Ctrl+o", "Ctrl+o"),
            ("g g", "g g", "g g"),
            ("-", "-", "-"),
            ("ctrl--", "Ctrl+-", "Ctrl+-"),
            ("f1", "F1", "F1"),
            ("f", "f", "f"),
            ("ctrl-left", "Ctrl+左", "Ctrl+Left"),
        ] {
            assert_eq!(
                (Lang::ZhCn.key(name), Lang::En.key(name)),
                (zh.to_owned(), en.to_owned())
            );
        }
    }
}
