//! What the log can say: the events, and their text as it is stored and hashed for ever.
//!
//! An event is stored as a kind and a payload, a JSON object. A kind or a field is never given
//! another meaning; fields may be added, and a reader passes over those it does not know.

use super::{CardState, Grade, Memory, Parameters, Phase, Slip, Study};
use crate::domain::id::{CardId, DeckId, DeviceId};
use crate::domain::time::{StudyDay, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// A grade and all that was chosen by it, so that a replay decides nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Graded {
    /// The card.
    pub card: CardId,
    /// The grade.
    pub grade: Grade,
    /// The study day on which it was given.
    pub day: StudyDay,
    /// From the question to the grade, in milliseconds.
    pub duration_ms: u32,
    /// The scheduler that chose what follows.
    pub scheduler: String,
    /// The parameters it used.
    pub parameters: String,
    /// Where the card stands afterwards.
    pub phase: Phase,
    /// Its memory afterwards.
    pub memory: Memory,
    /// Whether this lapse made the card a leech, and what came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leech: Option<Leech>,
    /// The custom study in which it was given, out of the day's order; none of an ordinary one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub study: Option<Study>,
    /// Where words were recited wrongly; none if they were not recited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slips: Option<Vec<Slip>>,
}

/// What comes of a card that is forgotten again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Leech {
    /// It is marked as one.
    Tag,
    /// It is marked, and set aside until it is taken back.
    Suspend,
}

/// An answer given for practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Practised {
    /// The card.
    pub card: CardId,
    /// Whether it was known.
    pub right: bool,
    /// The study day on which it was given.
    pub day: StudyDay,
    /// From the question to the answer, in milliseconds.
    pub duration_ms: u32,
    /// The custom study in which it was given; none of a brief.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub study: Option<Study>,
    /// Where words were recited wrongly; none if they were not recited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slips: Option<Vec<Slip>>,
}

/// What the rules, when they had changed, made of all cards.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rescheduled {
    /// The scheduler that did it.
    pub scheduler: String,
    /// The cards whose memory or date is another one.
    pub cards: Vec<Recomputed>,
}

/// A card by other rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recomputed {
    /// The card.
    pub card: CardId,
    /// How often it had been graded: where it was graded again meanwhile, on another device, that
    /// grade knows better.
    pub reps: u32,
    /// Its memory.
    pub memory: Memory,
    /// The day of its next review; none if that stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<StudyDay>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A card was graded.
    Grade(Graded),
    /// A card was set aside, or taken back.
    Suspend {
        /// The card.
        card: CardId,
        /// Whether it is set aside from now on.
        on: bool,
    },
    /// A card was hidden for some days.
    Bury {
        /// The card.
        card: CardId,
        /// The last day on which it is hidden.
        until: StudyDay,
    },
    /// A card was put into the queue of one day, whatever its schedule says.
    Ask {
        /// The card.
        card: CardId,
        /// The day.
        day: StudyDay,
    },
    /// A card's next review was set to a day by hand. One that was never graded stays new.
    Due {
        /// The card.
        card: CardId,
        /// The day.
        day: StudyDay,
    },
    /// A card was made new again; its history stays in the log.
    Reset {
        /// The card.
        card: CardId,
    },
    /// A card was marked as a leech, or the mark was taken away.
    Leech {
        /// The card.
        card: CardId,
        /// Whether it is one from now on.
        on: bool,
    },
    /// More cards were wished for on one day than the limits allow. It is about no card.
    More {
        /// The day.
        day: StudyDay,
        /// New cards.
        new: u32,
        /// Reviews.
        reviews: u32,
    },
    /// A card was answered for practice: its schedule is not touched.
    Practice(Practised),
    /// Parameters were chosen for a deck, or for all that have none of their own.
    Parameters {
        /// The deck.
        deck: Option<DeckId>,
        /// The parameters.
        weights: Parameters,
    },
    /// The dates of many cards were chosen anew. Nothing else than this ever changes a date that
    /// was chosen.
    Reschedule(Rescheduled),
    /// An entry was undone; if that entry is itself a `Revert`, what it undid is done again.
    Revert {
        /// The device that wrote the entry.
        device: DeviceId,
        /// Its sequence number there.
        seq: u64,
    },
}

/// Why an entry says nothing to this version of the program.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EventProblem {
    /// A newer version wrote it.
    #[error("entries of kind `{0}` are not known to this version")]
    UnknownKind(String),
    /// The payload is not one of its kind.
    #[error("the payload of a `{kind}` entry cannot be read: {reason}")]
    Malformed {
        /// The kind.
        kind: String,
        /// What the JSON reader said.
        reason: String,
    },
}

#[derive(Deserialize)]
struct SuspendPayload {
    card: CardId,
    on: bool,
}

#[derive(Deserialize)]
struct BuryPayload {
    card: CardId,
    until: StudyDay,
}

#[derive(Deserialize)]
struct AskPayload {
    card: CardId,
    day: StudyDay,
}

#[derive(Deserialize)]
struct CardPayload {
    card: CardId,
}

#[derive(Deserialize)]
struct MorePayload {
    day: StudyDay,
    new: u32,
    reviews: u32,
}

#[derive(Deserialize)]
struct ParametersPayload {
    deck: Option<DeckId>,
    weights: Parameters,
}

#[derive(Deserialize)]
struct RevertPayload {
    device: DeviceId,
    seq: u64,
}

impl Event {
    /// The kind of `Revert` entries, as it is stored.
    pub const REVERT: &'static str = "revert";
    /// The kind of `Practice` entries.
    pub const PRACTICE: &'static str = "practice";
    /// The kind of `Parameters` entries.
    pub const PARAMETERS: &'static str = "parameters";
    /// The kind of `Reschedule` entries.
    pub const RESCHEDULE: &'static str = "reschedule";

    /// The kind, as it is stored.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Grade(_) => "grade",
            Self::Suspend { .. } => "suspend",
            Self::Bury { .. } => "bury",
            Self::Ask { .. } => "ask",
            Self::Due { .. } => "due",
            Self::Reset { .. } => "reset",
            Self::Leech { .. } => "leech",
            Self::More { .. } => "more",
            Self::Practice(_) => Self::PRACTICE,
            Self::Parameters { .. } => Self::PARAMETERS,
            Self::Reschedule(_) => Self::RESCHEDULE,
            Self::Revert { .. } => Self::REVERT,
        }
    }

    /// The payload, as it is stored: a JSON object with its keys in alphabetical order.
    pub fn payload(&self) -> String {
        match self {
            Self::Grade(graded) => json!(graded),
            Self::Suspend { card, on } | Self::Leech { card, on } => {
                json!({ "card": card, "on": on })
            }
            Self::Bury { card, until } => json!({ "card": card, "until": until }),
            Self::Ask { card, day } | Self::Due { card, day } => {
                json!({ "card": card, "day": day })
            }
            Self::Reset { card } => json!({ "card": card }),
            Self::More { day, new, reviews } => {
                json!({ "day": day, "new": new, "reviews": reviews })
            }
            Self::Practice(practised) => json!(practised),
            Self::Parameters { deck, weights } => {
                json!({ "deck": deck, "id": weights.id(), "weights": weights })
            }
            Self::Reschedule(rescheduled) => json!(rescheduled),
            Self::Revert { device, seq } => json!({ "device": device, "seq": seq }),
        }
        .to_string()
    }

    /// Reads what was stored.
    pub fn read(kind: &str, payload: &str) -> Result<Self, EventProblem> {
        let event = match kind {
            "grade" => serde_json::from_str(payload).map(Self::Grade),
            "suspend" => serde_json::from_str(payload)
                .map(|SuspendPayload { card, on }| Self::Suspend { card, on }),
            "bury" => serde_json::from_str(payload)
                .map(|BuryPayload { card, until }| Self::Bury { card, until }),
            "ask" => serde_json::from_str(payload)
                .map(|AskPayload { card, day }| Self::Ask { card, day }),
            "due" => serde_json::from_str(payload)
                .map(|AskPayload { card, day }| Self::Due { card, day }),
            "reset" => {
                serde_json::from_str(payload).map(|CardPayload { card }| Self::Reset { card })
            }
            "leech" => serde_json::from_str(payload)
                .map(|SuspendPayload { card, on }| Self::Leech { card, on }),
            "more" => serde_json::from_str(payload)
                .map(|MorePayload { day, new, reviews }| Self::More { day, new, reviews }),
            Self::PRACTICE => serde_json::from_str(payload).map(Self::Practice),
            Self::PARAMETERS => serde_json::from_str(payload)
                .map(|ParametersPayload { deck, weights }| Self::Parameters { deck, weights }),
            Self::RESCHEDULE => serde_json::from_str(payload).map(Self::Reschedule),
            Self::REVERT => serde_json::from_str(payload)
                .map(|RevertPayload { device, seq }| Self::Revert { device, seq }),
            _ => return Err(EventProblem::UnknownKind(kind.to_owned())),
        };
        event.map_err(|problem| EventProblem::Malformed {
            kind: kind.to_owned(),
            reason: problem.to_string(),
        })
    }

    /// Where words were recited wrongly in it.
    pub fn slips(&self) -> &[Slip] {
        match self {
            Self::Grade(Graded { slips, .. }) | Self::Practice(Practised { slips, .. }) => {
                slips.as_deref().unwrap_or_default()
            }
            _ => &[],
        }
    }

    /// The one card it is about. A `Revert` names an entry instead, `More` a day, and a `Reschedule`
    /// many cards.
    pub fn card(&self) -> Option<&CardId> {
        match self {
            Self::Grade(Graded { card, .. })
            | Self::Suspend { card, .. }
            | Self::Bury { card, .. }
            | Self::Ask { card, .. }
            | Self::Due { card, .. }
            | Self::Reset { card }
            | Self::Leech { card, .. }
            | Self::Practice(Practised { card, .. }) => Some(card),
            Self::Revert { .. }
            | Self::More { .. }
            | Self::Parameters { .. }
            | Self::Reschedule(_) => None,
        }
    }
}

impl CardState {
    /// The state of a card that was made a leech, if it was.
    #[must_use]
    pub(super) fn marked(self, leech: Option<Leech>) -> Self {
        Self {
            leech: self.leech || leech.is_some(),
            suspended: self.suspended || leech == Some(Leech::Suspend),
            ..self
        }
    }

    /// The state behind an event about this card, which happened at `at`.
    #[must_use]
    pub fn after(&self, event: &Event, at: Timestamp) -> Self {
        match event {
            Event::Grade(graded) => self
                .graded(graded.grade, graded.phase, graded.memory, (at, graded.day))
                .marked(graded.leech),
            Event::Suspend { on, .. } => Self {
                suspended: *on,
                ..*self
            },
            Event::Bury { until, .. } => Self {
                buried_until: Some(*until),
                ..*self
            },
            Event::Ask { day, .. } => Self {
                asked_for: Some(*day),
                ..*self
            },
            Event::Due { day, .. } if self.memory.is_some() => Self {
                phase: Phase::Review { due: *day },
                buried_until: None,
                ..*self
            },
            Event::Reset { .. } => Self {
                suspended: self.suspended,
                ..Self::default()
            },
            Event::Leech { on, .. } => Self {
                leech: *on,
                ..*self
            },
            Event::Due { .. }
            | Event::More { .. }
            | Event::Practice(_)
            | Event::Parameters { .. }
            | Event::Reschedule(_)
            | Event::Revert { .. } => *self,
        }
    }

    /// The state by other rules. A card that was graded since, or made new again, stays as it is.
    #[must_use]
    pub fn recomputed(&self, by: &Recomputed) -> Self {
        if self.reps != by.reps || self.memory.is_none() {
            return *self;
        }
        let phase = match (self.phase, by.due) {
            (Phase::Review { .. }, Some(due)) => Phase::Review { due },
            (phase, _) => phase,
        };
        Self {
            phase,
            memory: Some(by.memory),
            ..*self
        }
    }
}

#[cfg(test)]
#[path = "event_tests.rs"]
mod tests;
