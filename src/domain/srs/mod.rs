//! Spaced repetition: memory states, their schedule, the daily queue, the log.
