//! Addresses of links: what is kept of them.

/// The longest address that is kept, in bytes.
const LONGEST: usize = 2048;

/// Whether a reference is a whole address, with a scheme, or one of another host.
pub(super) fn is_address(reference: &str) -> bool {
    let scheme = reference.split_once(':').map(|(scheme, _)| scheme);
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    };
    scheme.is_some_and(is_scheme) || reference.starts_with("//")
}

/// An address as it is kept: what runs or carries something instead of leading anywhere is none,
/// nor is one that is overlong or has control characters in it.
pub(super) fn written_address(reference: &str) -> Option<String> {
    const NOWHERE: [&str; 4] = ["javascript", "data", "vbscript", "about"];
    let scheme = reference.split_once(':').map_or("", |(scheme, _)| scheme);
    let leads = !NOWHERE.contains(&scheme.to_ascii_lowercase().as_str());
    let is_good = leads
        && !reference.is_empty()
        && !reference.starts_with('#')
        && reference.len() <= LONGEST
        && !reference.chars().any(char::is_control);
    // The page was fetched by some scheme; this is the one that is used today.
    let host = reference.starts_with("//").then_some("https:");
    is_good.then(|| host.unwrap_or_default().to_owned() + reference)
}

/// Bytes whose percent signs are resolved (RFC 3986, 2.1).
pub(super) fn percent_decoded(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let mut ahead = bytes.clone();
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        match (byte, digit(ahead.next()), digit(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                bytes = ahead;
            }
            _ => out.push(byte),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_nowhere_is_no_address() {
        for bad in [
            "",
            "#a",
            "javascript:alert(1)",
            "JavaScript:x",
            "data:text/html,x",
            "a\u{1b}[2J",
        ] {
            assert_eq!(written_address(bad), None, "{bad:?}");
        }
        assert_eq!(written_address(&"a".repeat(LONGEST + 1)), None);
        for good in ["http://a.cn/?b#c", "mailto:a@b.cn", "../b.html"] {
            assert_eq!(written_address(good).as_deref(), Some(good));
        }
        assert_eq!(
            written_address("//a.cn/b").as_deref(),
            Some("https://a.cn/b")
        );
    }

    #[test]
    fn a_whole_address_is_told_from_a_path() {
        assert!(
            ["http://a", "mailto:a", "//a/b"]
                .into_iter()
                .all(is_address)
        );
        assert!(
            !["a/b:c", "a.html", "第1章:一", "#a"]
                .into_iter()
                .any(is_address)
        );
    }
}
