//! Words on screens: the bottom line and help.

use super::words;

words! {
    pub help_title(screen: &str) = "{screen} · 按键", "{screen} · keys";
    pub help_everywhere() = "到处可用", "Everywhere";
    pub bottom_pending(keys: &str) = "已按 {keys}，等下一键", "{keys}: waiting for the next key";
    pub bottom_unbound(keys: &str) = "{keys} 在这里没有用", "{keys} does nothing here";
}
