//! Front matter: the TOML between two `+++` lines at the start of a Markdown file.

use super::{ImportError, position};
use crate::domain::doc::Original;
use crate::domain::id::DocId;
use serde::Deserialize;
use std::path::Path;

/// What a file says of itself.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrontMatter {
    /// The document's id.
    pub id: Option<DocId>,
    /// Its title.
    pub title: Option<String>,
    /// Its author.
    pub author: Option<String>,
    /// Its date, as precisely as known.
    pub date: Option<String>,
    /// The work it treats, if it is a study guide.
    pub original: Option<Original>,
}

const FENCE: &str = "+++";

/// The front matter and the text behind it. A file without a first `+++` line has none; one
/// without a closing line is all text.
pub fn split<'a>(path: &Path, text: &'a str) -> Result<(FrontMatter, &'a str), ImportError> {
    let Some((toml, body)) = fenced(text) else {
        return Ok((FrontMatter::default(), text));
    };
    let front = toml::from_str(toml).map_err(|error| {
        let (line, column) = position(toml, error.span().map_or(0, |span| span.start));
        ImportError::FrontMatter {
            path: path.to_owned(),
            line: line + 1,
            column,
            message: error.message().to_owned(),
        }
    })?;
    Ok((front, body))
}

fn fenced(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.split_once('\n')?;
    if first.trim_end() != FENCE {
        return None;
    }
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == FENCE {
            return Some((rest.get(..at)?, rest.get(at + line.len()..)?));
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_without_fences_has_no_front_matter() {
        for text in ["# 一\n", "+++\nid = \"a\"\n", "", "+++"] {
            let (front, body) = split(Path::new("a.md"), text).unwrap();
            assert_eq!((front, body), (FrontMatter::default(), text));
        }
    }

    #[test]
    fn an_unknown_key_is_an_error() {
        let error = split(Path::new("a.md"), "+++\ntitel = \"x\"\n+++\n").unwrap_err();
        assert!(error.to_string().starts_with("a.md:2:1:"), "{error}");
    }
}
