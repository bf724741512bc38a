//! Hints that give more and more of an answer away. An answer has several parts where several gaps
//! are filled at once; a hint then says of each what it says.

use super::fold::{Folder, Folding};

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

/// The hints on an answer, from the one that says least.
pub fn hints(parts: &[String]) -> Vec<Hint> {
    let folder = Folder::new(Folding::default());
    let counted = parts.iter().map(|part| folder.units(part).len()).collect();
    let first = |part: &String| part.chars().find(|c| c.is_alphanumeric());
    let first: Vec<char> = parts.iter().filter_map(first).collect();
    let mut hints = vec![Hint::Count(counted)];
    if !first.is_empty() {
        hints.extend([Hint::First(first), Hint::Initials(None)]);
    }
    hints
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
        assert_eq!(of(&["……"]), [Hint::Count(vec![0])]);
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
