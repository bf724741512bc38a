//! A web page as a tree in one vector. The parsing is html5ever's; what is ours is the depth that
//! is allowed, since the algorithm's time grows with the square of it.

mod builder;

use crate::io::import::child::problem::Refusal;
use builder::Builder;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, QualName};

/// Elements may be nested this deep.
pub(in super::super) const DEEPEST: usize = 512;

/// A node of a [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in super::super) struct Id(u32);

#[derive(Debug)]
enum Data {
    Text(StrTendril),
    Element(QualName, Vec<Attribute>),
    /// The document, a comment, a processing instruction.
    Other,
}

#[derive(Debug)]
struct Node {
    parent: Option<Id>,
    first: Option<Id>,
    last: Option<Id>,
    before: Option<Id>,
    after: Option<Id>,
    depth: usize,
    data: Data,
}

/// A parsed page.
#[derive(Debug)]
pub(in super::super) struct Tree {
    nodes: Vec<Node>,
}

/// How the marks of a text are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Syntax {
    /// As browsers do.
    Html,
    /// XHTML: a tag that ends in `/>` has no content, whatever it is.
    Xhtml,
}

impl Tree {
    /// Parses a page.
    pub(in super::super) fn parse(text: &str, syntax: Syntax) -> Result<Self, Refusal> {
        let sink = Builder::new();
        let options = TreeBuilderOpts {
            drop_doctype: true,
            ..TreeBuilderOpts::default()
        };
        let gate = Gate {
            builder: TreeBuilder::new(sink, options),
            syntax,
        };
        let tokenizer = Tokenizer::new(gate, TokenizerOpts::default());
        let input = BufferQueue::default();
        // Tendrils are at most 4 GiB long; files are smaller by far.
        input.push_back(StrTendril::from_slice(text));
        // The parser stops at each script, as a browser does to run it.
        while !input.is_empty() {
            let _ = tokenizer.feed(&input);
        }
        tokenizer.end();
        let builder = tokenizer.sink.builder.sink;
        if builder.too_deep.get() {
            return Err(Refusal::TooDeep(DEEPEST));
        }
        Ok(Self {
            nodes: builder.nodes.into_inner(),
        })
    }

    /// The document.
    pub(in super::super) fn root() -> Id {
        Id(0)
    }

    fn node(&self, id: Id) -> Option<&Node> {
        self.nodes.get(id.0 as usize)
    }

    /// The nodes inside a node, outermost only.
    pub(in super::super) fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        let first = self.node(id).and_then(|node| node.first);
        std::iter::successors(first, |id| self.node(*id)?.after)
    }

    /// A node and all nodes inside it, in the order of the text.
    pub(in super::super) fn descendants(&self, top: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(Some(top), move |id| {
            let node = self.node(*id)?;
            if node.first.is_some() {
                return node.first;
            }
            let mut at = *id;
            while at != top {
                let node = self.node(at)?;
                if node.after.is_some() {
                    return node.after;
                }
                at = node.parent?;
            }
            None
        })
    }

    /// The node that a node is in.
    pub(in super::super) fn parent(&self, id: Id) -> Option<Id> {
        self.node(id)?.parent
    }

    /// The nodes that a node is in, the innermost first.
    pub(in super::super) fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.parent(id), |id| self.parent(*id))
    }

    /// The text of a text node.
    pub(in super::super) fn text(&self, id: Id) -> Option<&str> {
        match &self.node(id)?.data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The name of an element, without its namespace; empty for anything else.
    pub(in super::super) fn name(&self, id: Id) -> &str {
        match self.node(id).map(|node| &node.data) {
            Some(Data::Element(name, _)) => &name.local,
            _ => "",
        }
    }

    /// An attribute of an element.
    pub(in super::super) fn attribute(&self, id: Id, wanted: &str) -> Option<&str> {
        match &self.node(id)?.data {
            Data::Element(_, attributes) => attributes
                .iter()
                .find(|a| &*a.name.local == wanted)
                .map(|a| &*a.value),
            _ => None,
        }
    }

    /// All text inside a node.
    pub(in super::super) fn all_text(&self, id: Id) -> String {
        self.descendants(id)
            .filter_map(|id| self.text(id))
            .collect()
    }
}

/// Stands between tokenizer and tree builder.
struct Gate {
    builder: TreeBuilder<Id, Builder>,
    syntax: Syntax,
}

impl Gate {
    fn is_empty_element(&self, tag: &Tag) -> bool {
        self.syntax == Syntax::Xhtml
            && tag.self_closing
            && !is_void(&tag.name)
            && !self
                .builder
                .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Elements that have neither content nor end tag (HTML Standard, 13.1.2).
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

impl TokenSink for Gate {
    type Handle = Id;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Id> {
        if self.builder.sink.too_deep.get() {
            return TokenSinkResult::Continue;
        }
        match token {
            Token::TagToken(tag)
                if tag.kind == TagKind::StartTag && self.is_empty_element(&tag) =>
            {
                let mut end = tag.clone();
                end.kind = TagKind::EndTag;
                end.attrs.clear();
                let _ = self.builder.process_token(Token::TagToken(tag), line);
                let _ = self.builder.process_token(Token::TagToken(end), line);
                TokenSinkResult::Continue
            }
            // `<br></br>` is one break, not two.
            Token::TagToken(tag)
                if self.syntax == Syntax::Xhtml
                    && tag.kind == TagKind::EndTag
                    && is_void(&tag.name) =>
            {
                TokenSinkResult::Continue
            }
            token => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree as nested brackets.
    fn shown(text: &str, syntax: Syntax) -> String {
        fn show(tree: &Tree, id: Id, out: &mut String) {
            if let Some(text) = tree.text(id) {
                out.push_str(text);
                return;
            }
            out.push_str(tree.name(id));
            out.push('(');
            for child in tree.children(id) {
                show(tree, child, out);
            }
            out.push(')');
        }
        let tree = Tree::parse(text, syntax).unwrap();
        let body = tree
            .descendants(Tree::root())
            .find(|id| tree.name(*id) == "body")
            .unwrap();
        let mut out = String::new();
        show(&tree, body, &mut out);
        out
    }

    #[test]
    fn tags_that_are_left_open_are_closed_as_browsers_do() {
        for (text, tree) in [
            ("<p>甲<p>乙<b>丙", "body(p(甲)p(乙b(丙)))"),
            ("<b>甲<p>乙</b>丙", "body(b(甲)p(b(乙)丙))"),
            ("<table><tr>甲<td>乙", "body(甲table(tbody(tr(td(乙)))))"),
            ("<script>if (a<b) x</script>甲&nbsp;&lt;", "body(甲\u{a0}<)"),
        ] {
            let shown = shown(text, Syntax::Html).replace("script(if (a<b) x)", "");
            assert_eq!(shown, tree, "{text}");
        }
    }

    #[test]
    fn in_xhtml_a_closed_tag_is_empty() {
        let text = "<head><title/><script/></head><body><p><a id='x'/>甲<br></br>乙</p><p/>丙";
        assert_eq!(shown(text, Syntax::Xhtml), "body(p(a()甲br()乙)p()丙)");
    }

    #[test]
    fn what_is_too_deep_is_refused_without_delay() {
        for tag in ["<div>", "<b>", "<table><tr><td>", "<svg>"] {
            let text = tag.repeat(100_000);
            let parsed = Tree::parse(&text, Syntax::Html).map(|_| ());
            assert_eq!(parsed, Err(Refusal::TooDeep(DEEPEST)), "{tag}");
        }
    }
}
