//! Pictures of a web page: inside it, beside it, or elsewhere in the web.

use crate::io::import::child::inside::{Fault, Sink};
use crate::io::import::child::pictures::{FindPicture, FoundPicture, Pictures};
use crate::io::import::link::{percent_decoded, written_address};
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Finds the pictures that a page names: those it holds are given out; of the others the address is
/// kept, as far as it is one.
#[derive(Debug, Default)]
pub(super) struct PagePictures {
    pictures: Pictures,
}

impl PagePictures {
    /// Ends the page.
    pub(super) fn finish(self, sink: &mut dyn Sink) -> Result<(), Fault> {
        self.pictures.finish(sink)
    }
}

impl FindPicture for PagePictures {
    fn find(
        &mut self,
        reference: &str,
        sink: &mut dyn Sink,
    ) -> Result<Option<FoundPicture>, Fault> {
        if is_data(reference) {
            let decode = |most: u64| held(reference, most);
            return self.pictures.give_out(reference, decode, sink);
        }
        let found = written_address(reference);
        Ok(found.map(|source| FoundPicture {
            source,
            is_small: false,
        }))
    }
}

fn is_data(reference: &str) -> bool {
    reference
        .get(..5)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

/// The bytes that a reference holds itself (RFC 2397), if they are no more than these.
fn held(reference: &str, most: u64) -> Option<Vec<u8>> {
    let (head, data) = reference.split_once(',')?;
    let most = usize::try_from(most).ok()?;
    let bytes = if head.to_ascii_lowercase().ends_with(";base64") {
        let lenient = GeneralPurposeConfig::new()
            .with_decode_padding_mode(DecodePaddingMode::Indifferent)
            .with_decode_allow_trailing_bits(true);
        let digits: String = data.split_ascii_whitespace().collect();
        if digits.len() / 4 > most / 3 + 1 {
            return None;
        }
        GeneralPurpose::new(&STANDARD, lenient)
            .decode(digits)
            .ok()?
    } else {
        percent_decoded(data)
    };
    (bytes.len() <= most).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::import::child::inside::Found;

    #[test]
    fn a_picture_is_in_the_page_or_where_it_says() {
        let mut found = Found::default();
        let mut pictures = PagePictures::default();
        let mut find = |reference: &str| pictures.find(reference, &mut found).unwrap();
        let gif = "data:image/gif;base64,R0lGODlhAQ ABAAAAACw=";
        let held = find(gif).unwrap();
        assert_eq!(held.source.len(), 64);
        assert_eq!(find(gif), Some(held));
        assert!(find("DATA:image/svg+xml,%3Csvg/%3E").is_some());
        assert_eq!(find("data:image/png;base64,####"), None);
        assert_eq!(find("data:text/html,<b>"), None);
        let beside = find("页_files/a.png").map(|found| found.source);
        assert_eq!(beside.as_deref(), Some("页_files/a.png"));
        let bytes = b"GIF89a\x01\0\x01\0\0\0\0,";
        assert_eq!(found.pictures[0].bytes, bytes);
        assert_eq!(found.pictures.len(), 2);
    }
}
