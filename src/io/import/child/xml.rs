//! XML as elements in memory: whole small parts, or a large part child by child. Prefixes of
//! names do not count. A part that defines entities is refused: no honest book or document needs
//! them, and they grow to any size.

use super::problem::Refusal;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// Elements may be nested this deep.
const DEEPEST: usize = 256;

/// An element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) children: Vec<Node>,
}

/// What is in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// An attribute by its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The elements in it, outermost only.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Those of a name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first of a name.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The attribute `val` of a child, as Office Open XML writes its settings.
    pub(super) fn setting(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("val")
    }

    /// Every element of a name inside it, however deep.
    pub(super) fn deep<'a>(&'a self, name: &str, out: &mut Vec<&'a Element>) {
        for element in self.elements() {
            if element.name == name {
                out.push(element);
            }
            element.deep(name, out);
        }
    }

    /// All text in it.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        self.add_text(&mut out);
        out
    }

    fn add_text(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => element.add_text(out),
            }
        }
    }
}

/// A whole part as its outermost element.
pub(super) fn parse(text: &str) -> Result<Element, Refusal> {
    let mut parts = Parts::new(text);
    parts
        .next()?
        .ok_or_else(|| Refusal::Damaged("no XML".to_owned()))
}

/// Reads elements one after the other.
pub(super) struct Parts<'t> {
    reader: Reader<&'t [u8]>,
    /// How deep the elements that were entered are nested.
    entered: usize,
}

impl<'t> Parts<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().allow_dangling_amp = true;
        Self { reader, entered: 0 }
    }

    /// Goes into the first element of this name, wherever it is. Whether there is one.
    pub(super) fn enter(&mut self, name: &str) -> Result<bool, Refusal> {
        loop {
            match self.event()? {
                Event::Start(start) if start.local_name().as_ref() == name => {
                    self.entered = 1;
                    return Ok(true);
                }
                Event::Eof => return Ok(false),
                _ => {}
            }
        }
    }

    /// The next element at this level, with all that is in it; `None` at the level's end.
    pub(super) fn next(&mut self) -> Result<Option<Element>, Refusal> {
        let mut open: Vec<Element> = Vec::new();
        loop {
            let event = self.event()?;
            let whole = match event {
                Event::Start(start) => {
                    if open.len() >= DEEPEST {
                        return Err(Refusal::TooDeep(DEEPEST));
                    }
                    open.push(element(&start));
                    continue;
                }
                Event::Empty(start) => element(&start),
                Event::End(_) => match open.pop() {
                    Some(element) => element,
                    None => return Ok(None),
                },
                Event::Text(text) => {
                    add_text(&mut open, &text);
                    continue;
                }
                Event::CData(text) => {
                    add_text(&mut open, &text);
                    continue;
                }
                Event::GeneralRef(reference) => {
                    let text = referred(&reference);
                    add_text(&mut open, &text);
                    continue;
                }
                Event::Eof if open.is_empty() && self.entered == 0 => return Ok(None),
                Event::Eof => return Err(Refusal::Damaged("the XML stops short".to_owned())),
                _ => continue,
            };
            match open.last_mut() {
                Some(parent) => parent.children.push(Node::Element(whole)),
                None => return Ok(Some(whole)),
            }
        }
    }

    fn event(&mut self) -> Result<Event<'t>, Refusal> {
        let event = self.reader.read_event();
        let event = event.map_err(|error| Refusal::Damaged(error.to_string()))?;
        match &event {
            Event::DocType(text) if defines_entities(text) => Err(Refusal::Entities),
            _ => Ok(event),
        }
    }
}

/// Whether a document type declares entities.
pub(super) fn defines_entities(declaration: &str) -> bool {
    declaration.contains("<!ENTITY")
}

fn element(start: &BytesStart<'_>) -> Element {
    let mut attributes = start.attributes();
    attributes.with_checks(false);
    Element {
        name: start.local_name().as_ref().to_owned(),
        attributes: attributes
            .flatten()
            .map(|attribute| {
                let name = attribute.key.local_name().as_ref().to_owned();
                let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                let value = value.map_or_else(|_| attribute.value.into_owned(), Into::into);
                (name, value)
            })
            .collect(),
        children: Vec::new(),
    }
}

fn add_text(open: &mut [Element], text: &str) {
    let Some(element) = open.last_mut() else {
        return;
    };
    match element.children.last_mut() {
        Some(Node::Text(known)) => known.push_str(text),
        _ => element.children.push(Node::Text(text.to_owned())),
    }
}

/// What a reference stands for; one that is unknown is kept as it is written.
fn referred(reference: &quick_xml::events::BytesRef<'_>) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    let name: &str = reference;
    match name {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        "nbsp" => "\u{a0}".to_owned(),
        name => format!("&{name};"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_comes_with_its_references_resolved() {
        let text = "<?xml version='1.0'?><!DOCTYPE a><a x:b='1 &amp; 2'>一&#20108;&lt;<![CDATA[<三>]]><c/>四</a>";
        let root = parse(text).unwrap();
        assert_eq!(root.attribute("b"), Some("1 & 2"));
        assert_eq!(root.text(), "一二<<三>四");
        assert!(root.child("c").is_some());
    }

    #[test]
    fn a_large_part_comes_child_by_child() {
        let mut parts = Parts::new("<d><h/><body><p>一</p> <p>二</p></body></d>");
        assert!(parts.enter("body").unwrap());
        let texts: Vec<String> =
            std::iter::from_fn(|| parts.next().unwrap().map(|p| p.text())).collect();
        assert_eq!(texts, ["一", "二"]);
    }

    #[test]
    fn what_grows_is_refused() {
        let laughs = "<!DOCTYPE a [<!ENTITY b \"lol\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
        assert_eq!(parse(laughs), Err(Refusal::Entities));
        let external = "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>";
        assert_eq!(parse(external), Err(Refusal::Entities));
        assert_eq!(parse(&"<a>".repeat(100_000)), Err(Refusal::TooDeep(256)));
    }

    #[test]
    fn what_stops_short_is_damaged() {
        for text in ["", "<a>", "<a", "<a></b>", "<a><b></a>"] {
            assert!(matches!(parse(text), Err(Refusal::Damaged(_))), "{text}");
        }
    }
}
