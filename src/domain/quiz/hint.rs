//! Hints that give more and more of an answer away.

use super::fold::{Folder, Folding};
use super::sound::initials;

/// What a hint says of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// How many characters it has, marks aside.
    Count(usize),
    /// Its first character.
    First(char),
    /// The first letters of how it is read.
    Initials(String),
}

/// The hints on an answer, from the one that says least.
pub fn hints(answer: &str) -> Vec<Hint> {
    let counted = Folder::new(Folding::default()).units(answer).len();
    let first = answer
        .chars()
        .find(|c| c.is_alphanumeric())
        .map(Hint::First);
    [Hint::Count(counted)]
        .into_iter()
        .chain(first)
        .chain([Hint::Initials(initials(answer))])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_say_more_and_more() {
        assert_eq!(
            hints("“新增长点”"),
            [
                Hint::Count(4),
                Hint::First('新'),
                Hint::Initials("xzzd".to_owned())
            ]
        );
        assert_eq!(
            hints("3.2%").last(),
            Some(&Hint::Initials("#.#%".to_owned()))
        );
        assert_eq!(hints("……").len(), 2);
    }
}
