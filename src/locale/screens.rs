//! Words on screens: the bottom line and help.

use super::words;

words! {
    pub help_title(screen: &str) = "{screen} · 按键", "{screen} · keys";
    pub help_everywhere() = "到处可用", "Everywhere";
    pub help_multiplexer() = "在 tmux、screen 里", "Inside tmux or screen";
    pub help_multiplexed() =
        "引号、破折号等占一格还是两格，由 tmux、screen 决定，一般是一格；外面的终端若画成两格，文字会错位，请在终端的设置里改成一格。",
        "It is tmux or screen that decides how wide quotes and dashes are, mostly one cell. If the terminal around \
         it draws two, text is shifted: set that terminal to one.";
    pub bottom_pending(keys: &str) = "已按 {keys}，等下一键", "{keys}: waiting for the next key";
    pub bottom_unbound(keys: &str) = "{keys} 在这里没有用", "{keys} does nothing here";
}
