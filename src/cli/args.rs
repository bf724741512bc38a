//! The arguments.

use clap::Parser;

/// wengu (温故): read documents in the terminal and learn them by heart
#[derive(Debug, Parser)]
#[command(version)]
pub(super) struct Args {}
