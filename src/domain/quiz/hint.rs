//! Hints that give more and more of an answer away.

use super::fold::{Folder, Folding};

/// What a hint says of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// How many characters it has, marks aside.
    Count(usize),
    /// Its first character.
    First(char),
    /// The first letters of how it is read; none as long as the readings are being looked up.
    Initials(Option<String>),
}

/// The hints on an answer, from the one that says least.
pub fn hints(answer: &str) -> Vec<Hint> {
    let counted = Folder::new(Folding::default()).units(answer).len();
    let first = answer.chars().find(|c| c.is_alphanumeric());
    let initials = first.map(|_| Hint::Initials(None));
    [Hint::Count(counted)]
        .into_iter()
        .chain(first.map(Hint::First))
        .chain(initials)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_say_more_and_more() {
        assert_eq!(
            hints("“新增长点”"),
            [Hint::Count(4), Hint::First('新'), Hint::Initials(None)]
        );
        assert_eq!(hints("……"), [Hint::Count(0)]);
    }
}
