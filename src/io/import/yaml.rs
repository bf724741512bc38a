//! The part of YAML that front matter needs: lines `key: value` with plain or quoted values, lists of
//! such values, and comments. What belongs to other keys is passed over, as deep as it is; a line
//! that is none of these is a fault with its place.

/// A key and its value; the values of a list are in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) values: Vec<String>,
}

/// Where a line is that cannot be read: the line, and the column in characters, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) line: usize,
    pub(super) column: usize,
}

/// Whether a text begins as front matter does, with a key: three dashes alone may be a rule.
pub(super) fn begins_with_key(text: &str) -> bool {
    text.lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with('#'))
        .is_some_and(|line| split_key(line).is_some())
}

/// The entries whose keys are `wanted`, in order.
pub(super) fn entries(text: &str, wanted: &[&str]) -> Result<Vec<Entry>, Fault> {
    let mut entries: Vec<Entry> = Vec::new();
    // Whether indented lines and items belong to a wanted key, to another one, or to none.
    let mut open: Option<bool> = None;
    for (index, line) in text.lines().enumerate() {
        let content = line.trim_start();
        let column = line.chars().count() - content.chars().count() + 1;
        let fault = |offset: usize| Fault {
            line: index + 1,
            column: column + offset,
        };
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        let item = content
            .strip_prefix('-')
            .filter(|rest| rest.is_empty() || rest.starts_with(' '));
        if column > 1 || item.is_some() {
            match (open, item, entries.last_mut()) {
                (Some(false), _, _) => {}
                (Some(true), Some(item), Some(entry)) => {
                    entry.values.push(scalar(item).ok_or(fault(1))?);
                }
                _ => return Err(fault(0)),
            }
            continue;
        }
        let (key, value) = split_key(content).ok_or(fault(0))?;
        let is_wanted = wanted.contains(&key);
        open = Some(is_wanted);
        if is_wanted {
            let values = values(value).ok_or(fault(key.chars().count() + 1))?;
            let key = key.to_owned();
            entries.push(Entry { key, values });
        }
    }
    Ok(entries)
}

/// A key and what stands behind its colon.
fn split_key(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let named = !key.is_empty() && key.chars().all(is_name);
    let parted = value.is_empty() || value.starts_with([' ', '\t']);
    (named && parted).then_some((key, value))
}

/// The values behind a key: none yet, one, or those of a list in brackets.
fn values(text: &str) -> Option<Vec<String>> {
    let text = text.trim();
    if without_comment(text).is_empty() {
        return Some(Vec::new());
    }
    match without_comment(text).strip_prefix('[') {
        Some(list) => {
            let list = list.strip_suffix(']')?;
            let items = list.split(',').filter(|item| !item.trim().is_empty());
            items.map(scalar).collect()
        }
        None => Some(vec![scalar(text)?]),
    }
}

/// One plain or quoted value.
fn scalar(text: &str) -> Option<String> {
    let text = text.trim();
    let (value, rest) = match text.chars().next() {
        Some('"') => double_quoted(text.strip_prefix('"')?)?,
        Some('\'') => single_quoted(text.strip_prefix('\'')?)?,
        // Blocks, references, tags, maps: more of YAML than this reads.
        Some('|' | '>' | '&' | '*' | '!' | '{' | '[' | '%' | '@' | '`') => return None,
        _ => (without_comment(text).to_owned(), ""),
    };
    without_comment(rest).is_empty().then_some(value)
}

/// Text up to a comment: a `#` at the start or behind white space.
fn without_comment(text: &str) -> &str {
    let mut blank = true;
    for (at, c) in text.char_indices() {
        if c == '#' && blank {
            return text.get(..at).unwrap_or(text).trim();
        }
        blank = c.is_whitespace();
    }
    text.trim()
}

fn single_quoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('\'')?;
        value.push_str(before);
        match after.strip_prefix('\'') {
            Some(more) => {
                value.push('\'');
                rest = more;
            }
            None => return Some((value, after)),
        }
    }
}

fn double_quoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut chars = text.chars();
    loop {
        match chars.next()? {
            '"' => return Some((value, chars.as_str())),
            '\\' => match chars.next()? {
                c @ ('"' | '\\' | '/') => value.push(c),
                'n' => value.push('\n'),
                't' => value.push('\t'),
                _ => return None,
            },
            c => value.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: &[&str] = &["title", "author", "date"];

    fn read(text: &str) -> Result<Vec<(String, String)>, (usize, usize)> {
        let entries = entries(text, WANTED).map_err(|fault| (fault.line, fault.column))?;
        let pair = |entry: Entry| (entry.key, entry.values.join("|"));
        Ok(entries.into_iter().map(pair).collect())
    }

    #[test]
    fn values_plain_quoted_and_in_lists() {
        for (text, key, value) in [
            ("title: 论 学 # 注", "title", "论 学"),
            ("title: 甲#乙：丙", "title", "甲#乙：丙"),
            ("title: \"a \\\"b\\\" # c\" # d", "title", "a \"b\" # c"),
            ("title: 'it''s: so'", "title", "it's: so"),
            ("title:", "title", ""),
            ("date: 2024-04-01", "date", "2024-04-01"),
            ("author: [甲, \"乙\"] # 二人", "author", "甲|乙"),
            ("author:\n  - 甲\n  - 乙", "author", "甲|乙"),
            ("author:\n- 甲", "author", "甲"),
        ] {
            assert_eq!(
                read(text),
                Ok(vec![(key.to_owned(), value.to_owned())]),
                "{text}"
            );
        }
    }

    #[test]
    fn what_belongs_to_other_keys_is_passed_over() {
        let text = "# 头\ntags:\n  - a\n  - b: {c}\nabout: |\n  多行\n  title: 不是\ntitle: 是\n";
        assert_eq!(read(text), Ok(vec![("title".to_owned(), "是".to_owned())]));
    }

    #[test]
    fn a_bad_line_is_named_with_its_place() {
        for (text, place) in [
            ("title: 甲\n乙", (2, 1)),
            ("  title: 甲", (1, 3)),
            ("title: \"甲", (1, 7)),
            ("title: \"甲\" 乙", (1, 7)),
            ("title: |\n  甲", (1, 7)),
            ("author:\n  甲", (2, 3)),
            ("author: [甲, {]", (1, 8)),
            ("a b: c", (1, 1)),
        ] {
            assert_eq!(read(text), Err(place), "{text}");
        }
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert!(begins_with_key("\n# 注\ntitle: 甲\n"));
        for text in ["正文\n", "一：二\n", "", "http://a.b\n", "- a: b\n"] {
            assert!(!begins_with_key(text), "{text}");
        }
    }
}
