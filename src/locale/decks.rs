//! What is wrong in a deck file: what, where, what to do.

use super::{Lang, words};
use crate::domain::deck::{ClozeErrorKind, NoteKind};
use crate::domain::id::NoteId;
use crate::io::decks::problem::{
    DeckProblem, DeckProblemKind, OverlayFault, TablePlace, ValueType,
};

words! {
    unreadable(why: &str) = "读不了（{why}），请检查权限。", "cannot be read ({why}); check its permissions.";
    too_large(most: u64) = "超过 {most} 字节，不像卡组文件。", "is larger than {most} bytes, hardly a deck file.";
    deck_not_utf8() = "这里不是 UTF-8，请存为 UTF-8。", "this is not UTF-8; save the file as UTF-8.";
    deck_syntax(why: &str) = "不是正确的 TOML（{why}），请改正。", "this is not TOML ({why}); mend it.";
    set_twice(key: &str) = "“{key}”写了两次，请删去一个。", "`{key}` is set twice; remove one.";
    unknown_key(place: &str, key: &str, meant: &str) =
        "{place}里没有“{key}”这一项{meant}，请改正或删去。", "{place} has no key `{key}`{meant}; mend or remove it.";
    unknown_kind(kind: &str, meant: &str, kinds: &str) =
        "没有“{kind}”这种笔记{meant}，可写的有 {kinds}。", "there is no kind `{kind}`{meant}; the kinds are {kinds}.";
    is_meant(name: &str) = "（是不是“{name}”？）", " (did you mean `{name}`?)";
    deck_wrong_type(key: &str, expected: &str, found: &str) =
        "“{key}”应是{expected}，这里写的是{found}。", "`{key}` should be {expected}, not {found}.";
    missing_id() =
        "这条笔记没有编号（id），用 wengu deck ids 文件 可以补上。",
        "this note has no id; `wengu deck ids FILE` writes one.";
    missing(place: &str, key: &str) = "{place}缺少“{key}”，请补上。", "{place} needs `{key}`; add it.";
    empty_value(key: &str) = "“{key}”是空的，请填上。", "`{key}` is empty; fill it in.";
    too_few(key: &str, least: usize, found: usize) =
        "“{key}”至少要 {least} 项，这里有 {found} 项。", "`{key}` needs at least {least}, and has {found}.";
    too_long(key: &str, most: usize, found: usize) =
        "“{key}”有 {found} 字，最多 {most} 字，请缩短。", "`{key}` has {found} characters, at most {most} are allowed; shorten it.";
    bad_id(id: &str) =
        "编号“{id}”只能用小写字母、数字和 -。", "the id `{id}` may hold only a-z, 0-9 and -.";
    note_twice(id: &str, first: &str) =
        "笔记编号“{id}”在 {first} 已经用过，请换一个。", "the note id `{id}` is used at {first}; choose another.";
    deck_twice(id: &str, first: &str) =
        "卡组编号“{id}”在 {first} 已经用过，请换一个。", "the deck id `{id}` is used at {first}; choose another.";
    name_twice(key: &str, name: &str) =
        "“{key}”里有两个“{name}”，请改名。", "`{name}` stands twice in `{key}`; rename one.";
    bad_directions() =
        "directions 只能写 [\"definition\"]、[\"term\"] 或两者。",
        "directions is [\"definition\"], [\"term\"] or both.";
    term_in_definition(term: &str) =
        "释义里出现了“{term}”本身，请改写，或只问一个方向：directions = [\"definition\"]。",
        "the definition holds its own term `{term}`; reword it, or ask one way: directions = [\"definition\"].";
    same_prompt(again: &str, first: &str) =
        "卡片 {again} 与 {first} 问的一样，请改写其一。", "the card {again} asks the same as {first}; reword one.";
    no_such_note(id: &str, meant: &str) =
        "没有编号为“{id}”的笔记{meant}，请改正或删去。", "there is no note `{id}`{meant}; mend or remove it.";
    note_gone(id: &str) =
        "笔记“{id}”已经没有了，这里的改动先留着，它回来就会再用上。",
        "the note `{id}` is gone; this change is kept and holds again when it comes back.";
    changed_twice(id: &str, first: &str) =
        "笔记“{id}”在 {first} 已经改过，请并到一处。", "the note `{id}` is changed at {first} already; put both together.";
    kind_stays(kind: &str) =
        "笔记的种类不能改，它是 {kind}，请删去这一行。", "the kind of a note cannot be changed, it is {kind}; remove this line.";
    cloze_no_gap() = "没有空，请写成 {{1::答案}}。", "there is no gap; write one as {{1::answer}}.";
    cloze_unclosed() = "空没有用 }} 结束。", "the gap is not closed by }}.";
    cloze_unopened() = "多了一个 }}，前面没有 {{。", "}} closes no gap.";
    cloze_nested() = "空里面又有空，请拆开。", "a gap stands inside a gap; take them apart.";
    cloze_number() = "空要有编号，请写成 {{1::答案}}，编号从 1 起。", "a gap needs a number from 1 on: {{1::answer}}.";
    cloze_answer() = "空里没有答案，请填上。", "the gap has no answer; fill it in.";
    cloze_hint() = "空的提示是空的，请填上或删去 ::。", "the gap's hint is empty; fill it in or remove the ::.";
}

impl Lang {
    /// The sentence of a problem in a deck file.
    pub fn deck_problem(self, problem: &DeckProblem) -> String {
        self.at(
            &problem.location.to_string(),
            &self.deck_fault(&problem.kind),
        )
    }

    fn deck_fault(self, kind: &DeckProblemKind) -> String {
        use DeckProblemKind as K;
        match kind {
            K::Unreadable { reason } => self.unreadable(reason),
            K::TooLarge { most } => self.too_large(*most),
            K::NotUtf8 => self.deck_not_utf8().to_owned(),
            K::Syntax { message } => self.deck_syntax(message),
            K::DuplicateKey { key } => self.set_twice(key),
            K::UnknownKey {
                key,
                place,
                nearest,
            } => self.unknown_key(&self.table(*place), key, &self.nearest(*nearest)),
            K::UnknownKind { kind, nearest } => {
                let kinds: Vec<&str> = NoteKind::ALL.iter().map(|kind| kind.as_str()).collect();
                let nearest = nearest.map(NoteKind::as_str);
                self.unknown_kind(kind, &self.nearest(nearest), &kinds.join(" "))
            }
            K::WrongType {
                key,
                expected,
                found,
            } => self.deck_wrong_type(key, self.value_type(*expected), self.value_type(*found)),
            K::MissingKey {
                key: "id",
                place: TablePlace::Note | TablePlace::NoteOf(_),
            } => self.missing_id().to_owned(),
            K::MissingKey { key, place } => self.missing(&self.table(*place), key),
            K::Empty { key } => self.empty_value(key),
            K::TooFew { key, least, found } => self.too_few(key, *least, *found),
            K::TooLong { key, most, found } => self.too_long(key, *most, *found),
            K::BadId { id } => self.bad_id(id),
            K::DuplicateNote { id, first } => self.note_twice(id.as_str(), &first.to_string()),
            K::DuplicateDeck { id, first } => self.deck_twice(id.as_str(), &first.to_string()),
            K::DuplicateName { key, name } => self.name_twice(key, name),
            K::BadDirections => self.bad_directions().to_owned(),
            K::TermInDefinition { term } => self.term_in_definition(term),
            K::BadCloze(kind) => self.cloze_fault(*kind).to_owned(),
            K::SamePrompt { first, again } => self.same_prompt(again.as_str(), first.as_str()),
            K::BadOverlay(fault) => self.overlay_fault(fault),
        }
    }

    fn overlay_fault(self, fault: &OverlayFault) -> String {
        use OverlayFault as F;
        match fault {
            F::UnknownNote { id, nearest } => {
                let nearest = nearest.as_ref().map(NoteId::as_str);
                self.no_such_note(id.as_str(), &self.nearest(nearest))
            }
            F::GoneNote { id } => self.note_gone(id.as_str()),
            F::ChangedTwice { id, first } => self.changed_twice(id.as_str(), &first.to_string()),
            F::KindChanged { kind } => self.kind_stays(kind.as_str()),
        }
    }

    fn cloze_fault(self, kind: ClozeErrorKind) -> &'static str {
        match kind {
            ClozeErrorKind::NoGap => self.cloze_no_gap(),
            ClozeErrorKind::Unclosed => self.cloze_unclosed(),
            ClozeErrorKind::Unopened => self.cloze_unopened(),
            ClozeErrorKind::Nested => self.cloze_nested(),
            ClozeErrorKind::MissingNumber | ClozeErrorKind::BadNumber => self.cloze_number(),
            ClozeErrorKind::EmptyAnswer => self.cloze_answer(),
            ClozeErrorKind::EmptyHint => self.cloze_hint(),
        }
    }

    fn nearest(self, name: Option<&str>) -> String {
        name.map_or(String::new(), |name| self.is_meant(name))
    }

    fn table(self, place: TablePlace) -> String {
        let (zh, en) = match place {
            TablePlace::Deck => ("卡组", "a deck"),
            TablePlace::Overlay => ("改动文件", "an overlay"),
            TablePlace::Change => ("一条改动", "an entry of an overlay"),
            TablePlace::Note => ("笔记", "a note"),
            TablePlace::NoteOf(kind) => {
                return match self {
                    Self::ZhCn => format!("{} 笔记", kind.as_str()),
                    Self::En => format!("a {} note", kind.as_str()),
                };
            }
            TablePlace::Source => ("source", "`source`"),
            TablePlace::Field => ("fields 的一项", "an entry of `fields`"),
            TablePlace::Set => ("sets 的一项", "an entry of `sets`"),
        };
        if self == Self::ZhCn {
            zh.to_owned()
        } else {
            en.to_owned()
        }
    }

    fn value_type(self, kind: ValueType) -> &'static str {
        let (zh, en) = match kind {
            ValueType::String => ("文字", "text"),
            ValueType::Integer => ("整数", "a whole number"),
            ValueType::Float => ("小数", "a number"),
            ValueType::Boolean => ("true 或 false", "true or false"),
            ValueType::Datetime => ("日期", "a date"),
            ValueType::Array => ("列表", "a list"),
            ValueType::Table => ("表", "a table"),
        };
        if self == Self::ZhCn { zh } else { en }
    }
}
