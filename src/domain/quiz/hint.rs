//! Hints that give more and more of an answer away. An answer has several parts where several gaps
//! are filled at once; a hint then says of each what it says.

use super::fold::{Folder, Folding};
use super::sound::is_read;

/// What a hint says of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// How many characters each part has, marks aside.
    Count(Vec<usize>),
    /// The first character of each part.
    First(Vec<char>),
    /// The first letters of how each part is read; none as long as the readings are being looked up.
    Initials(Option<Vec<String>>),
}

/// The hints on an answer, from the one that says least; each says more than the one before it. None
/// on marks alone, and no readings where there is no Han character.
pub fn hints(parts: &[String]) -> Vec<Hint> {
    let folder = Folder::new(Folding::default());
    let counted: Vec<usize> = parts.iter().map(|part| folder.units(part).len()).collect();
    let first = |part: &String| part.chars().find(|c| c.is_alphanumeric());
    let first: Vec<char> = parts.iter().filter_map(first).collect();
    let longest = counted.iter().max().copied().unwrap_or(0);
    let read = parts.iter().any(|part| part.chars().any(is_read));
    let hints = [
        (longest > 0).then_some(Hint::Count(counted)),
        // The first of one is all of it.
        (longest > 1 && !first.is_empty()).then_some(Hint::First(first)),
        read.then_some(Hint::Initials(None)),
    ];
    hints.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(parts: &[&str]) -> Vec<Hint> {
        let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
        hints(&parts)
    }

    #[test]
    fn hints_say_more_and_more() {
        assert_eq!(
            of(&["“新增长点”"]),
            [
                Hint::Count(vec![4]),
                Hint::First(vec!['新']),
                Hint::Initials(None)
            ]
        );
        assert_eq!(of(&["……"]), []);
        assert_eq!(of(&["75%"]), [Hint::Count(vec![3]), Hint::First(vec!['7'])]);
        assert_eq!(of(&["零"]), [Hint::Count(vec![1]), Hint::Initials(None)]);
    }

    #[test]
    fn hints_on_several_gaps_say_it_of_each() {
        assert_eq!(
            of(&["100", "《度》数"]),
            [
                Hint::Count(vec![3, 2]),
                Hint::First(vec!['1', '度']),
                Hint::Initials(None)
            ]
        );
    }
}
