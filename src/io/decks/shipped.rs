//! The decks that are part of the program.

const SHIPPED: [(&str, &str); 7] = [
    (
        "relationships.toml",
        include_str!("../../../decks/relationships.toml"),
    ),
    (
        "industrial-bases.toml",
        include_str!("../../../decks/industrial-bases.toml"),
    ),
    (
        "definitions.toml",
        include_str!("../../../decks/definitions.toml"),
    ),
    (
        "formulations.toml",
        include_str!("../../../decks/formulations.toml"),
    ),
    (
        "enumerations.toml",
        include_str!("../../../decks/enumerations.toml"),
    ),
    ("figures.toml", include_str!("../../../decks/figures.toml")),
    (
        "timeline.toml",
        include_str!("../../../decks/timeline.toml"),
    ),
];

/// The names and texts of the shipped deck files.
pub fn shipped() -> impl Iterator<Item = (&'static str, &'static str)> {
    SHIPPED.into_iter()
}

#[cfg(test)]
mod tests {
    use super::super::{duplicate_ids, parse_deck, same_prompt_problems};
    use super::*;

    #[test]
    fn shipped_decks_have_no_problem() {
        let parsed: Vec<_> = shipped()
            .map(|(name, text)| parse_deck(name, text))
            .collect();
        for deck in &parsed {
            assert_eq!(deck.problems, [], "{}", deck.file);
            assert!(deck.deck.as_ref().is_some_and(|d| !d.notes.is_empty()));
        }
        assert_eq!(duplicate_ids(&parsed), []);
        assert_eq!(same_prompt_problems(&parsed), []);
    }
}
