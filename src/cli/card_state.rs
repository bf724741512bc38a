//! Where a card stands, as data and in words.

use super::when;
use crate::domain::deck::{ClozePiece, Face, Note, face};
use crate::domain::srs::Phase;
use crate::io::store::CardRecord;
use crate::locale::Lang;
use serde::Serialize;

/// Where a card stands, as JSON.
#[derive(Serialize)]
pub(super) struct StateEntry {
    phase: &'static str,
    /// The number of the step it is on, from 0.
    step: Option<u8>,
    /// An instant for a card on the steps, a day for one in review.
    due: Option<String>,
    stability_days: Option<f32>,
    difficulty: Option<f32>,
    last_review: Option<String>,
    reps: u32,
    lapses: u32,
    /// Whether it is forgotten again and again.
    leech: bool,
    /// By the person's word or by an overlay.
    suspended: bool,
    buried_until: Option<String>,
    /// The day for which it was asked for by name.
    asked_for: Option<String>,
    /// Its note is no longer in any deck.
    retired: bool,
}

impl StateEntry {
    /// The state of a card.
    pub(super) fn of(card: &CardRecord) -> Self {
        let state = &card.state;
        Self {
            phase: phase_name(state.phase),
            step: match state.phase {
                Phase::Learning { step, .. } | Phase::Relearning { step, .. } => Some(step),
                Phase::New | Phase::Review { .. } => None,
            },
            due: due(state.phase),
            stability_days: state.memory.map(|memory| memory.stability),
            difficulty: state.memory.map(|memory| memory.difficulty),
            last_review: state.last_review.map(|(at, _)| when::instant(at)),
            reps: state.reps,
            lapses: state.lapses,
            leech: state.leech,
            suspended: card.hidden || state.suspended,
            buried_until: state.buried_until.map(when::day),
            asked_for: state.asked_for.map(when::day),
            retired: !card.live,
        }
    }
}

fn phase_name(phase: Phase) -> &'static str {
    match phase {
        Phase::New => "new",
        Phase::Learning { .. } => "learning",
        Phase::Review { .. } => "review",
        Phase::Relearning { .. } => "relearning",
    }
}

/// When a card in this phase comes again.
pub(super) fn due(phase: Phase) -> Option<String> {
    match phase {
        Phase::New => None,
        Phase::Learning { due, .. } | Phase::Relearning { due, .. } => Some(when::instant(due)),
        Phase::Review { due } => Some(when::day(due)),
    }
}

/// Where a card stands, in a word or two.
pub(super) fn in_words(card: &CardRecord, lang: Lang) -> String {
    if !card.live {
        return lang.state_retired().to_owned();
    }
    if card.hidden || card.state.suspended {
        return lang.state_suspended().to_owned();
    }
    match card.state.phase {
        Phase::New => lang.new_cards().to_owned(),
        Phase::Learning { .. } | Phase::Relearning { .. } => lang.learning().to_owned(),
        Phase::Review { due } => lang.state_due(&when::day(due)),
    }
}

/// The two sides of a card; none if a newer program wrote its note.
pub(super) fn face_of(card: &CardRecord) -> Option<(Note, Face)> {
    let note: Note = serde_json::from_str(&card.payload).ok()?;
    let face = face(&note, &card.part)?;
    Some((note, face))
}

/// What a card asks, as one text.
pub(super) fn question(card: &CardRecord, lang: Lang) -> String {
    face_of(card).map_or(String::new(), |(_, face)| lang.prompt(&face.prompt))
}

/// What a card answers, a line for each part.
pub(super) fn answer(face: &Face, lang: Lang) -> String {
    use crate::domain::deck::AnswerPart as Part;
    let line = |part: &Part| match part {
        Part::Text(text) => text.clone(),
        Part::Item {
            ordinal: Some(n),
            text,
        } => format!("{n}. {text}"),
        Part::Item { text, .. } => format!("・{text}"),
        Part::Attribution(said) => lang.attribution(said),
        Part::Set(set) => lang.set_of(&set.name, &lang.joined(&set.items)),
        Part::ClozeText(pieces) => pieces
            .iter()
            .map(|piece| match piece {
                ClozePiece::Text(text) | ClozePiece::Revealed(text) => text.clone(),
                ClozePiece::Hidden { hint } => lang.gap(hint.as_deref()),
            })
            .collect(),
    };
    let lines: Vec<String> = face.answer.iter().map(line).collect();
    lines.join("\n")
}
