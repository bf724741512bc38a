//! The valid name that a mistaken one was probably meant to be.

/// Names less similar than this (Jaro-Winkler, 0 to 1) are not offered.
const SIMILAR: f64 = 0.75;

/// The candidate most similar to `name`, if one is similar at all; of equals the first.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (candidate, strsim::jaro_winkler(candidate, name)))
        .filter(|(_, similarity)| *similarity >= SIMILAR)
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .map(|(candidate, _)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_understood() {
        let names = ["column", "indent", "paragraph_spacing"];
        assert_eq!(nearest("colum", names), Some("column"));
        assert_eq!(nearest("indnet", names), Some("indent"));
        assert_eq!(
            nearest("paragraph-spacing", names),
            Some("paragraph_spacing")
        );
    }

    #[test]
    fn what_is_like_nothing_gets_no_advice() {
        assert_eq!(nearest("xyz", ["column", "indent"]), None);
        assert_eq!(nearest("", ["column"]), None);
        assert_eq!(nearest("column", []), None);
    }
}
