//! Front matter: the TOML between two `+++` lines, or the YAML between two `---` lines, at the start
//! of a Markdown file. Keys of other programs are passed over.

use super::{ImportError, position, yaml};
use crate::domain::doc::Original;
use crate::domain::id::DocId;
use serde::{Deserialize, Deserializer};
use std::path::Path;

/// What a file says of itself.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct FrontMatter {
    /// The document's id.
    pub id: Option<DocId>,
    /// Its title.
    pub title: Option<String>,
    /// Its author.
    pub author: Option<String>,
    /// Its date, as precisely as known.
    #[serde(default, deserialize_with = "date")]
    pub date: Option<String>,
    /// The work it treats, if it is a study guide.
    pub original: Option<Original>,
}

const TOML: &str = "+++";
const YAML: &str = "---";

/// The front matter and the text behind it. A file without a first fence has none; one without a
/// closing fence is all text, and so is one that begins with a rule.
pub fn split<'a>(path: &Path, text: &'a str) -> Result<(FrontMatter, &'a str), ImportError> {
    if let Some((toml, body)) = fenced(text, TOML) {
        return Ok((of_toml(path, toml)?, body));
    }
    match fenced(text, YAML) {
        Some((yaml, body)) if yaml::begins_with_key(yaml) => Ok((of_yaml(path, yaml)?, body)),
        _ => Ok((FrontMatter::default(), text)),
    }
}

fn of_toml(path: &Path, toml: &str) -> Result<FrontMatter, ImportError> {
    toml::from_str(toml).map_err(|error| {
        let (line, column) = position(toml, error.span().map_or(0, |span| span.start));
        ImportError::FrontMatter {
            path: path.to_owned(),
            line: line + 1,
            column,
            message: error.message().to_owned(),
        }
    })
}

fn of_yaml(path: &Path, yaml: &str) -> Result<FrontMatter, ImportError> {
    let entries = yaml::entries(yaml, &["title", "author", "date"]).map_err(|fault| {
        ImportError::YamlLine {
            path: path.to_owned(),
            line: fault.line + 1,
            column: fault.column,
        }
    })?;
    let mut front = FrontMatter::default();
    for entry in entries {
        let value = Some(entry.values.join("、")).filter(|value| !value.trim().is_empty());
        match entry.key.as_str() {
            "title" => front.title = value,
            "author" => front.author = value,
            _ => front.date = value,
        }
    }
    Ok(front)
}

/// A date in quotes, or as TOML writes dates.
fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Date {
        Text(String),
        Toml(toml::value::Datetime),
    }
    Ok(match Option::<Date>::deserialize(deserializer)? {
        Some(Date::Text(text)) => Some(text),
        Some(Date::Toml(date)) => Some(date.to_string()),
        None => None,
    })
}

fn fenced<'a>(text: &'a str, fence: &str) -> Option<(&'a str, &'a str)> {
    let (first, rest) = text.split_once('\n')?;
    if first.trim_end() != fence {
        return None;
    }
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == fence {
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
        for text in [
            "# 一\n",
            "+++\nid = \"a\"\n",
            "",
            "+++",
            "---\n正文\n---\n",
            "---\ntitle: 甲\n",
        ] {
            let (front, body) = split(Path::new("a.md"), text).unwrap();
            assert_eq!((front, body), (FrontMatter::default(), text));
        }
    }

    #[test]
    fn toml_and_yaml_say_the_same() {
        let toml =
            "+++\ntitle = \"题\"\nauthor = \"甲、乙\"\ndate = 2024-04-01\ndraft = true\n+++\n正文";
        let yaml = "---\ntitle: 题\nauthor: [甲, 乙]\ndate: 2024-04-01\ndraft: true\n---\n正文";
        let (front, body) = split(Path::new("a.md"), toml).unwrap();
        assert_eq!(front.date.as_deref(), Some("2024-04-01"));
        assert_eq!(split(Path::new("a.md"), yaml).unwrap(), (front, body));
    }

    #[test]
    fn a_fault_is_named_with_its_place_in_the_file() {
        let error = split(Path::new("a.md"), "+++\ntitle = 3\n+++\n").unwrap_err();
        assert!(error.to_string().starts_with("a.md:2:9:"), "{error}");
        let error = split(Path::new("a.md"), "---\ntitle: 甲\n乙\n---\n").unwrap_err();
        assert!(error.to_string().starts_with("a.md:3:1:"), "{error}");
    }
}
