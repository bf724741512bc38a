//! A card as it is read aloud: the words of its note alone.

use super::cloze::ClozePiece;
use super::face::{AnswerPart, Prompt, face};
use super::note::Note;

/// What a card asks, or once it is revealed what it answers, as sentences.
pub fn spoken(note: &Note, part: &str, revealed: bool) -> String {
    let Some(face) = face(note, part) else {
        return String::new();
    };
    if revealed {
        let parts: Vec<String> = face.answer.iter().map(answer).collect();
        return parts.join("\n");
    }
    match &face.prompt {
        Prompt::Plain(text)
        | Prompt::Define(text)
        | Prompt::Name(text)
        | Prompt::Recite(text)
        | Prompt::Enumerate { prompt: text, .. }
        | Prompt::TellApart { prompt: text, .. } => text.clone(),
        Prompt::Cloze(pieces) => cloze(pieces),
        Prompt::Relate { left, right } => format!("{left}，{right}"),
        Prompt::Field { subject, name } => format!("{subject}，{name}"),
    }
}

fn answer(part: &AnswerPart) -> String {
    match part {
        AnswerPart::Text(text) | AnswerPart::Item { text, .. } => text.clone(),
        AnswerPart::Attribution(said) => format!("{}，{}，{}", said.who, said.when, said.place),
        AnswerPart::Set(set) => format!("{}：{}", set.name, set.items.join("，")),
        AnswerPart::ClozeText(pieces) => cloze(pieces),
    }
}

/// A gap is a pause.
fn cloze(pieces: &[ClozePiece]) -> String {
    let piece = |piece: &ClozePiece| match piece {
        ClozePiece::Text(text) | ClozePiece::Revealed(text) => text.clone(),
        ClozePiece::Hidden { .. } => "……".to_owned(),
    };
    pieces.iter().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::super::card::cards;
    use super::super::note::tests::one_of_each;
    use super::*;

    #[test]
    fn each_card_is_read_without_its_answer_and_then_with_it() {
        let said: Vec<(String, String)> = one_of_each()
            .iter()
            .flat_map(|note| cards(note).into_iter().map(move |card| (note, card)))
            .map(|(note, card)| {
                let of = |revealed| spoken(note, &card.part, revealed);
                (of(false), of(true))
            })
            .collect();
        assert!(
            said.iter()
                .all(|(ask, tell)| !ask.is_empty() && !tell.is_empty())
        );
        let (ask, tell) = &said[4];
        assert_eq!(ask, "水在100度……，在0度结冰");
        assert_eq!(tell, "水在100度沸腾，在0度结冰");
    }
}
