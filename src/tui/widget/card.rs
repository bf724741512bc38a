//! The two sides of a card as text.

use super::words::Words;
use crate::domain::deck::{AnswerPart, ClozePiece, Note, Prompt, face};
use crate::domain::doc::{BlockKind, SpanStyle};
use crate::locale::Lang;

/// What is asked.
pub fn question(words: &mut Words, note: &Note, part: &str, lang: Lang) {
    let Some(face) = face(note, part) else { return };
    match &face.prompt {
        Prompt::Cloze(pieces) => words.runs(BlockKind::Paragraph, &cloze(pieces, lang)),
        prompt => words.text(BlockKind::Paragraph, &lang.prompt(prompt)),
    }
}

/// What is answered, and what else the note says; `told` leaves out words and items, which were
/// shown before.
pub fn answer(words: &mut Words, note: &Note, part: &str, told: bool, lang: Lang) {
    for piece in face(note, part).map(|face| face.answer).unwrap_or_default() {
        match piece {
            AnswerPart::Text(_) | AnswerPart::Item { .. } if told => {}
            AnswerPart::Text(text) => words.text(BlockKind::Paragraph, &text),
            AnswerPart::Item { ordinal, text } => {
                words.text(BlockKind::Item { depth: 0, ordinal }, &text);
            }
            AnswerPart::Attribution(said) => {
                words.text(BlockKind::Footnote, &lang.attribution(&said));
            }
            AnswerPart::Set(set) => {
                words.runs(BlockKind::Paragraph, &[(set.name, Some(SpanStyle::Strong))]);
                for item in set.items {
                    words.text(
                        BlockKind::Item {
                            depth: 0,
                            ordinal: None,
                        },
                        &item,
                    );
                }
            }
            AnswerPart::ClozeText(pieces) => {
                words.runs(BlockKind::Paragraph, &cloze(&pieces, lang));
            }
        }
    }
    if let Some(remark) = &note.remark {
        words.gap();
        words.text(BlockKind::Footnote, &lang.remark(remark));
    }
}

fn cloze(pieces: &[ClozePiece], lang: Lang) -> Vec<(String, Option<SpanStyle>)> {
    pieces
        .iter()
        .map(|piece| match piece {
            ClozePiece::Text(text) => (text.clone(), None),
            ClozePiece::Hidden { hint } => (lang.gap(hint.as_deref()), Some(SpanStyle::Strong)),
            ClozePiece::Revealed(text) => (text.clone(), Some(SpanStyle::Strong)),
        })
        .collect()
}
