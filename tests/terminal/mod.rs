//! The real program in a real terminal: a pty, an emulator's screen, keys as a person types them.

mod harness;
mod home;
mod steps;
mod view;

mod ambiguous;
mod at_once;
mod background;
mod brief;
mod custom;
mod disk;
mod grid;
mod hangup;
mod kill;
mod kill_import;
mod library;
mod mouse;
mod optimize;
mod panes;
mod picking;
#[cfg(feature = "terminal-pictures")]
mod pictures;
mod preview;
mod quiz;
mod reading;
mod review;
mod signals;
mod source;
mod speech;
mod starts;
mod window;
