//! Pages of the printed work that a document was made from: what it is cited by.

/// Where a printed page begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedPage {
    /// Byte offset in the document's normalised text.
    pub start: usize,
    /// What the page is called: `12`, `iv`.
    pub label: String,
}

/// The label of the page that an offset lies on, of pages in order.
pub fn printed_page(pages: &[PrintedPage], offset: usize) -> Option<&str> {
    let next = pages.partition_point(|page| page.start <= offset);
    let page = next.checked_sub(1).and_then(|index| pages.get(index))?;
    Some(&page.label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_reaches_to_the_next() {
        let page = |start, label: &str| PrintedPage {
            start,
            label: label.to_owned(),
        };
        let pages = [page(5, "iv"), page(9, "1")];
        let labels = [4, 5, 8, 9, 100].map(|at| printed_page(&pages, at));
        assert_eq!(labels, [None, Some("iv"), Some("iv"), Some("1"), Some("1")]);
    }
}
