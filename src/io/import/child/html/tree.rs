//! A web page as a tree in one vector. The parsing is html5ever's; what is ours is the depth that
//! is allowed, since the algorithm's time grows with the square of it.

use crate::io::import::child::problem::Refusal;
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, Namespace, QualName};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

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

/// What html5ever's tree builder builds into.
struct Builder {
    nodes: RefCell<Vec<Node>>,
    too_deep: Cell<bool>,
}

/// The name of an element while the tree is built.
#[derive(Debug)]
struct Name<'a>(Ref<'a, QualName>);

impl ElemName for Name<'_> {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl Builder {
    fn new() -> Self {
        let builder = Self {
            nodes: RefCell::default(),
            too_deep: Cell::new(false),
        };
        builder.add(Data::Other);
        builder
    }

    fn add(&self, data: Data) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        let id = Id(u32::try_from(nodes.len()).unwrap_or(u32::MAX));
        nodes.push(Node {
            parent: None,
            first: None,
            last: None,
            before: None,
            after: None,
            depth: 0,
            data,
        });
        id
    }

    fn with<T>(&self, id: Id, change: impl FnOnce(&mut Node) -> T) -> Option<T> {
        self.nodes.borrow_mut().get_mut(id.0 as usize).map(change)
    }

    fn links(&self, id: Id) -> (Option<Id>, Option<Id>, Option<Id>) {
        self.with(id, |node| (node.parent, node.before, node.after))
            .unwrap_or_default()
    }

    /// Puts a node between two neighbours inside a parent.
    fn put(&self, id: Id, parent: Id, before: Option<Id>, after: Option<Id>) {
        self.detach(id);
        let depth = self.with(parent, |node| {
            if before.is_none() {
                node.first = Some(id);
            }
            if after.is_none() {
                node.last = Some(id);
            }
            node.depth + 1
        });
        let depth = depth.unwrap_or(0);
        self.too_deep.set(self.too_deep.get() || depth > DEEPEST);
        self.with(id, |node| {
            (node.parent, node.before, node.after) = (Some(parent), before, after);
            node.depth = depth;
        });
        if let Some(before) = before {
            self.with(before, |node| node.after = Some(id));
        }
        if let Some(after) = after {
            self.with(after, |node| node.before = Some(id));
        }
    }

    fn detach(&self, id: Id) {
        let (parent, before, after) = self.links(id);
        let Some(parent) = parent else { return };
        self.with(parent, |node| {
            if node.first == Some(id) {
                node.first = after;
            }
            if node.last == Some(id) {
                node.last = before;
            }
        });
        if let Some(before) = before {
            self.with(before, |node| node.after = after);
        }
        if let Some(after) = after {
            self.with(after, |node| node.before = before);
        }
        self.with(id, |node| {
            (node.parent, node.before, node.after) = (None, None, None);
        });
    }

    /// Puts a node, or text that joins the text before it.
    fn place(&self, new: NodeOrText<Id>, parent: Id, before: Option<Id>, after: Option<Id>) {
        match new {
            NodeOrText::AppendNode(id) => self.put(id, parent, before, after),
            NodeOrText::AppendText(text) => {
                let joined = before.and_then(|before| {
                    self.with(before, |node| match &mut node.data {
                        Data::Text(known) => {
                            known.push_tendril(&text);
                            true
                        }
                        _ => false,
                    })
                });
                if joined != Some(true) {
                    let id = self.add(Data::Text(text));
                    self.put(id, parent, before, after);
                }
            }
        }
    }
}

impl TreeSink for Builder {
    type Handle = Id;
    type Output = Self;
    type ElemName<'a> = Name<'a>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        Tree::root()
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Name<'a> {
        let name = Ref::filter_map(self.nodes.borrow(), |nodes| {
            match &nodes.get(target.0 as usize)?.data {
                Data::Element(name, _) => Some(name),
                _ => None,
            }
        });
        match name {
            Ok(name) => Name(name),
            // html5ever asks for the names of elements alone.
            Err(_) => unreachable!("a node without a name"),
        }
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Id {
        self.add(Data::Element(name, attrs))
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.add(Data::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.add(Data::Other)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        let last = self.with(*parent, |node| node.last).flatten();
        self.place(child, *parent, last, None);
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        if self.links(*element).0.is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Id) -> Id {
        *target
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, new: NodeOrText<Id>) {
        if let NodeOrText::AppendNode(id) = new {
            self.detach(id);
        }
        let (parent, before, _) = self.links(*sibling);
        if let Some(parent) = parent {
            self.place(new, parent, before, Some(*sibling));
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, attrs: Vec<Attribute>) {
        self.with(*target, |node| {
            if let Data::Element(_, known) = &mut node.data {
                for new in attrs {
                    if known.iter().all(|a| a.name != new.name) {
                        known.push(new);
                    }
                }
            }
        });
    }

    fn remove_from_parent(&self, target: &Id) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        while let Some(child) = self.with(*node, |node| node.first).flatten() {
            let last = self.with(*new_parent, |node| node.last).flatten();
            self.put(child, *new_parent, last, None);
        }
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
