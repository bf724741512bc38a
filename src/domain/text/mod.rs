//! Characters: how wide they are, how they may be shown, where lines may break.
