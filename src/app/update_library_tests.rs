//! Screen, keys, screen: the Library.

use super::*;
use crate::app::fixtures::World;
use crate::domain::doc::DocumentEdit;
use crate::domain::id::DocId;

#[test]
fn title_and_author_are_asked_for_and_told() {
    let mut world = World::start(Start::Today);
    world.keys("l R");
    assert_eq!(world.model.notice, Some(Notice::Shipped));
    world.keys("A");
    assert_eq!(world.model.notice, Some(Notice::Shipped));
    let document = &mut world.texts[0].document;
    document.origin = crate::domain::doc::Origin::File("a.txt".to_owned());
    document.author = Some("某".to_owned());
    world.keys("q l");
    let id = DocId::new("lunxue");
    for (keys, edit, notice) in [
        (
            "R ctrl-u 新 名 enter",
            DocumentEdit::new().titled("新名").unwrap(),
            Notice::Renamed("新名".to_owned()),
        ),
        (
            "A 氏 enter",
            DocumentEdit::new().by("某氏"),
            Notice::AuthorSet("某氏".to_owned()),
        ),
        (
            "A backspace enter",
            DocumentEdit::new().by(""),
            Notice::AuthorCleared,
        ),
    ] {
        world.effects();
        world.keys(keys);
        let wanted = [Effect::EditDocument(id.clone(), edit), Effect::LoadShelf];
        assert_eq!(world.effects(), wanted);
        assert_eq!(world.model.notice, Some(notice));
    }
    world.effects();
    world.keys("R ctrl-u enter");
    assert_eq!(world.effects(), [], "a document has a title");
}
