//! Builds a [`Tree`] as html5ever's tree builder wants it.

use super::{DEEPEST, Data, Id, Node, Tree};
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

/// What html5ever's tree builder builds into.
pub(super) struct Builder {
    pub(super) nodes: RefCell<Vec<Node>>,
    pub(super) too_deep: Cell<bool>,
}

/// The name of an element while the tree is built.
#[derive(Debug)]
pub(super) struct Name<'a>(Ref<'a, QualName>);

impl ElemName for Name<'_> {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl Builder {
    pub(super) fn new() -> Self {
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
