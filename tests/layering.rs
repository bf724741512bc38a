//! The law of the modules, checked on the paths that the source really names.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// Which top modules each top module may name.
const LAW: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("app", &["domain"]),
    ("io", &["domain"]),
    ("locale", &["domain", "app"]),
    ("tui", &["app", "domain", "locale"]),
    ("runtime", &["domain", "app", "tui", "io", "locale"]),
    ("cli", &["domain", "app", "tui", "io", "locale", "runtime"]),
];

/// Inside `domain`, a module may name those before it.
const DOMAIN_ORDER: &[&str] = &[
    "id",
    "time",
    "retention",
    "text",
    "doc",
    "layout",
    "deck",
    "srs",
    "quiz",
];

/// What a path in a module breaks, if anything.
fn breach(module: &[String], path: &[String]) -> Option<String> {
    let from = module.first()?;
    let to = path.first()?;
    if from == to {
        return domain_breach(module, path);
    }
    let (_, allowed) = LAW.iter().find(|(name, _)| name == from)?;
    if allowed.contains(&to.as_str()) || !LAW.iter().any(|(name, _)| name == to) {
        return None;
    }
    // `locale` words errors, so it may name the types of errors, and nothing else, of `io`. What an
    // error is made of stands in a module `problem`.
    let names_an_error = path.iter().any(|n| n == "problem")
        || path
            .last()
            .is_some_and(|n| n.ends_with("Error") || n.ends_with("Problem"));
    if from == "locale" && to == "io" && names_an_error {
        return None;
    }
    Some(format!("{} names {}", module.join("::"), path.join("::")))
}

fn domain_breach(module: &[String], path: &[String]) -> Option<String> {
    if module[0] != "domain" {
        return None;
    }
    let place = |of: &[String]| {
        of.get(1)
            .and_then(|name| DOMAIN_ORDER.iter().position(|known| known == name))
    };
    let (from, to) = (place(module)?, place(path)?);
    (to > from).then(|| format!("{} names the later {}", module.join("::"), path.join("::")))
}

/// The source without comments, strings and characters, as identifiers and punctuation.
fn tokens(source: &str) -> Vec<String> {
    let chars: Vec<char> = source.chars().collect();
    let mut out = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let rest = &chars[i..];
        if rest.starts_with(&['/', '/']) {
            i += rest.iter().position(|c| *c == '\n').unwrap_or(rest.len());
        } else if rest.starts_with(&['/', '*']) {
            i += rest
                .windows(2)
                .position(|w| w == ['*', '/'])
                .map_or(rest.len(), |p| p + 2);
        } else if let Some(length) = raw_string(rest).or_else(|| quoted(rest)) {
            i += length;
        } else if rest[0].is_alphanumeric() || rest[0] == '_' {
            let length = rest
                .iter()
                .position(|c| !c.is_alphanumeric() && *c != '_')
                .unwrap_or(rest.len());
            out.push(rest[..length].iter().collect());
            i += length;
        } else if rest.starts_with(&[':', ':']) {
            out.push("::".to_owned());
            i += 2;
        } else {
            if !rest[0].is_whitespace() {
                out.push(rest[0].to_string());
            }
            i += 1;
        }
    }
    out
}

fn raw_string(rest: &[char]) -> Option<usize> {
    let after_r = rest.strip_prefix(&['r'])?;
    let hashes = after_r.iter().take_while(|c| **c == '#').count();
    (after_r.get(hashes) == Some(&'"')).then_some(())?;
    let mut close = vec!['"'];
    close.extend(std::iter::repeat_n('#', hashes));
    let body = &after_r[hashes + 1..];
    let end = body.windows(close.len()).position(|w| w == close)?;
    Some(1 + hashes + 1 + end + close.len())
}

fn quoted(rest: &[char]) -> Option<usize> {
    match rest[0] {
        '"' => {
            let mut i = 1;
            while i < rest.len() && rest[i] != '"' {
                i += if rest[i] == '\\' { 2 } else { 1 };
            }
            Some(i + 1)
        }
        '\'' if rest.get(1) == Some(&'\\') => rest[2..]
            .iter()
            .skip(1)
            .position(|c| *c == '\'')
            .map(|p| p + 4),
        '\'' if rest.get(2) == Some(&'\'') => Some(3),
        _ => None,
    }
}

/// Every path of the source that starts at the crate, a parent, or an alias of such a path,
/// resolved from the module the file holds.
fn paths(module: &[String], source: &str) -> Vec<Vec<String>> {
    let tokens = tokens(source);
    let mut found = Vec::new();
    let mut aliases: HashMap<String, Vec<String>> = HashMap::new();
    let mut inline: Vec<(String, usize)> = Vec::new();
    let mut depth = 0;
    let mut i = 0;
    while i < tokens.len() {
        match tokens[i].as_str() {
            "{" => depth += 1,
            "}" => {
                depth -= 1;
                inline.retain(|(_, opened)| *opened <= depth);
            }
            "mod" if tokens.get(i + 2).is_some_and(|t| t == "{") => {
                inline.push((tokens[i + 1].clone(), depth + 1));
            }
            _ => {}
        }
        let follows_path = i > 0 && tokens[i - 1] == "::";
        let start = match tokens[i].as_str() {
            "crate" => Some(Vec::new()),
            // `self as` stands only inside a group, which is resolved from the group's start.
            name @ ("super" | "self")
                if tokens
                    .get(i + 1)
                    .is_some_and(|t| t == "::" || (t == "as" && name == "super")) =>
            {
                let mut here = module.to_vec();
                here.extend(inline.iter().map(|(name, _)| name.clone()));
                if tokens[i] == "super" {
                    here.pop();
                }
                Some(here)
            }
            name => aliases
                .get(name)
                .filter(|_| tokens.get(i + 1).is_some_and(|t| t == "::"))
                .cloned(),
        };
        if let Some(start) = start.filter(|_| !follows_path) {
            walk(&tokens, i + 1, start, &mut found, &mut aliases);
        }
        i += 1;
    }
    found
}

/// Follows one path from behind its first token; returns where it ends.
fn walk(
    tokens: &[String],
    mut i: usize,
    mut path: Vec<String>,
    found: &mut Vec<Vec<String>>,
    aliases: &mut HashMap<String, Vec<String>>,
) -> usize {
    while tokens.get(i).is_some_and(|t| t == "::") {
        let Some(next) = tokens.get(i + 1) else { break };
        match next.as_str() {
            "super" => {
                path.pop();
            }
            "self" => {}
            "{" => {
                i += 2;
                while tokens.get(i).is_some_and(|t| t != "}") {
                    let mut branch = path.clone();
                    match tokens[i].as_str() {
                        "super" => {
                            branch.pop();
                        }
                        "self" => {}
                        name => branch.push(name.to_owned()),
                    }
                    i = walk(tokens, i + 1, branch, found, aliases);
                    if tokens.get(i).is_some_and(|t| t == ",") {
                        i += 1;
                    }
                }
                return i + 1;
            }
            name => path.push(name.to_owned()),
        }
        i += 2;
    }
    if tokens.get(i).is_some_and(|t| t == "as") {
        if let Some(alias) = tokens.get(i + 1) {
            aliases.insert(alias.clone(), path.clone());
        }
        i += 2;
    }
    found.push(path);
    i
}

fn breaches(module: &[String], source: &str) -> Vec<String> {
    paths(module, source)
        .iter()
        .filter_map(|path| breach(module, path))
        .collect()
}

fn visit(folder: &Path, module: &[String], out: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("src is there").flatten() {
        let path = entry.path();
        let name = path
            .file_stem()
            .and_then(|s| s.to_str())
            .unwrap_or_default()
            .to_owned();
        let mut inner = module.to_vec();
        if path.is_dir() {
            inner.push(name);
            visit(&path, &inner, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            if name != "mod" {
                inner.push(name);
            }
            let source = fs::read_to_string(&path).expect("readable source");
            out.extend(breaches(&inner, &source));
        }
    }
}

#[test]
fn the_source_keeps_the_law() {
    let mut found = Vec::new();
    visit(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &[],
        &mut found,
    );
    assert!(
        found.is_empty(),
        "imports that the law does not allow:\n{}",
        found.join("\n")
    );
}

fn module(path: &str) -> Vec<String> {
    path.split("::").map(str::to_owned).collect()
}

#[test]
fn a_planted_violation_of_each_row_is_found() {
    for (from, allowed) in LAW {
        for (to, _) in LAW
            .iter()
            .filter(|(to, _)| to != from && !allowed.contains(to))
        {
            let source = format!("use crate::{to}::thing;");
            assert_eq!(
                breaches(&module(from), &source).len(),
                1,
                "{from} names {to}"
            );
        }
    }
    for (i, earlier) in DOMAIN_ORDER.iter().enumerate() {
        for later in &DOMAIN_ORDER[i + 1..] {
            let source = format!("use crate::domain::{later}::Thing;");
            let found = breaches(&module(&format!("domain::{earlier}")), &source);
            assert_eq!(found.len(), 1, "{earlier} names {later}");
        }
    }
}

#[test]
fn violations_are_found_in_every_spelling() {
    let app = module("app::screen::today");
    for source in [
        "use crate::{domain::id, io::{paths, store::Store}};",
        "use super::super::super::io::paths;",
        "use crate as root; fn f() { root::io::paths::find(); }",
        "use crate::{self as root}; fn f() { root::io::paths::find(); }",
        "fn f() -> crate::io::paths::Paths { todo() }",
        "mod tests { use super::super::super::super::io::paths; }",
        "use super::super::super as root; use root::io;",
        "fn f() { let c = '\"'; crate::io::go(); let d = '\"'; }",
        "fn f() { let c = '\\''; crate::io::go(); }",
    ] {
        assert!(!breaches(&app, source).is_empty(), "not found: {source}");
    }
    for source in [
        "// use crate::io::paths;",
        "/* crate::io */ use crate::domain::id::DocId;",
        "fn f() { let s = \"crate::io\"; let r = r#\"crate::io \" \"#; }",
        "use super::super::action;",
    ] {
        assert_eq!(breaches(&app, source), Vec::<String>::new(), "{source}");
    }
    let locale = module("locale::errors");
    assert!(breaches(&locale, "use crate::io::store::StoreError;").is_empty());
    assert!(
        breaches(
            &locale,
            "use crate::io::decks::problem::{Location, ValueType};"
        )
        .is_empty()
    );
    assert_eq!(breaches(&locale, "use crate::io::store::Store;").len(), 1);
}
