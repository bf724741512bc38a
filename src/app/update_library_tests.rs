//! Screen, keys, screen: the Library.

use super::*;
use crate::app::fixtures::{Text, World};
use crate::app::notice::{Failure, ImportSum};
use crate::app::prompt::Prompt;
use crate::app::screen::library::Order;
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

#[test]
fn a_document_that_was_imported_is_under_the_cursor_when_one_comes_back() {
    let mut world = World::start(Start::Today);
    let title = world.texts[0].document.title.clone();
    world.keys("l");
    let own = Text::chapters("own", 2);
    let (id, own_title) = (own.document.id.clone(), own.document.title.clone());
    assert_eq!(id.as_str(), "own");
    world.texts.push(own);
    let imported = Msg::Imported {
        id: id.clone(),
        told: Notice::Imported(own_title),
        open: true,
    };
    let chosen = |world: &World| match world.model.screen() {
        Some(Screen::Library(library)) => library.chosen().map(|entry| entry.id.clone()),
        _ => None,
    };
    assert_ne!(chosen(&world), Some(id.clone()), "{title}");
    world.send(imported);
    assert!(matches!(world.model.screen(), Some(Screen::Reader(_))));
    world.keys("q");
    assert_eq!(chosen(&world), Some(id));
    // Once: afterwards the cursor goes where the person moves it.
    world.keys("k q l");
    assert_eq!(chosen(&world), Some(DocId::new("lunxue")));
}

fn shown(world: &World) -> Vec<&str> {
    let Some(Screen::Library(library)) = world.model.screen() else {
        panic!("the Library is shown");
    };
    library.shelf.iter().map(|e| e.title.as_str()).collect()
}

/// A Library of three documents, the one read last first.
fn library() -> World {
    let mut world = World::start(Start::Today);
    let mut text = |title: &str| {
        let mut text = Text::chapters(title, 2);
        text.document.title = title.to_owned();
        world.texts.push(text);
    };
    text("Notes");
    text("a论文");
    world.keys("l");
    world
}

#[test]
fn a_filter_works_while_it_is_typed_and_esc_takes_it_away() {
    let mut world = library();
    world.keys("/ 论");
    assert_eq!(shown(&world), ["论学", "a论文"]);
    world.keys("文");
    assert_eq!(shown(&world), ["a论文"]);
    world.keys("ctrl-u n");
    assert_eq!(shown(&world), ["Notes"]);
    world.send(Msg::Paste("ot".to_owned()));
    assert_eq!(shown(&world), ["Notes"]);
    world.keys("esc");
    assert_eq!(shown(&world).len(), 3);
    // A filter that was accepted goes with the first Esc, and the screen with the second.
    world.keys("/ 论 enter j enter q");
    assert_eq!(
        shown(&world),
        ["论学", "a论文"],
        "it outlives a look into one"
    );
    world.keys("/ backspace enter");
    assert_eq!(shown(&world).len(), 3, "an empty filter is none");
    world.keys("/ 论 enter esc");
    assert_eq!(shown(&world).len(), 3);
    world.keys("esc");
    assert!(matches!(world.model.screen(), Some(Screen::Today(_))));
}

#[test]
fn an_order_is_kept_and_found_again() {
    let mut world = library();
    world.keys("s");
    assert_eq!(shown(&world), ["Notes", "a论文", "论学"]);
    world.effects();
    world.send(Msg::Idle);
    let kept = Effect::Keep(Kept::Order(Order::Title));
    assert_eq!(world.effects(), [kept]);
    world.keys("q l");
    assert_eq!(shown(&world), ["Notes", "a论文", "论学"]);
    world.keys("s s s s");
    assert_eq!(shown(&world), ["论学", "Notes", "a论文"]);
}

fn prompt(world: &World) -> Option<&str> {
    world.model.prompt.as_ref().map(Prompt::text)
}

#[test]
fn a_path_that_leads_nowhere_stays_to_be_mended() {
    let mut world = library();
    let failure = || Failure::Import("gone".to_owned());
    let failed = || Msg::ImportFailed {
        path: "a.tx".to_owned(),
        failure: failure(),
    };
    world.keys("i a . t x enter");
    world.send(failed());
    assert_eq!(prompt(&world), Some("a.tx"));
    assert_eq!(world.model.notice, Some(Notice::Failed(failure())));
    world.keys("t");
    assert_eq!(world.model.notice, None, "it was read");
    world.effects();
    world.keys("enter");
    let mended = Effect::Import {
        path: "a.txt".to_owned(),
        open: true,
    };
    assert_eq!(world.effects(), [mended]);
    // Who did something else meanwhile finds it when the path is asked for again.
    world.keys("j");
    world.send(failed());
    assert_eq!(prompt(&world), None);
    world.keys("i");
    assert_eq!(prompt(&world), Some("a.tx"));
    world.keys("esc");
    let told = Notice::Imported("Notes".to_owned());
    let id = world.texts[1].document.id.clone();
    let open = false;
    world.send(Msg::Imported { id, told, open });
    world.keys("i");
    assert_eq!(
        prompt(&world),
        Some(""),
        "what was imported is not asked again"
    );
}

#[test]
fn the_cursor_goes_to_what_was_imported_and_no_filter_hides_it() {
    let mut world = library();
    world.keys("/ 论 enter");
    assert_eq!(shown(&world), ["论学", "a论文"]);
    let id = world.texts[1].document.id.clone();
    world.send(Msg::ImportedMany(Some(id.clone()), ImportSum::default()));
    let Some(Screen::Library(library)) = world.model.screen() else {
        panic!("the Library is shown");
    };
    assert_eq!(library.chosen().map(|entry| &entry.id), Some(&id));
    assert_eq!(shown(&world).len(), 3);
    world.keys("k");
    world.send(Msg::Told(Notice::AtEnd));
    let before = world.model.notice.clone();
    world.send(Msg::ImportGoesOn("x".to_owned(), 40));
    assert_eq!(
        world.model.notice, before,
        "what is said is not talked over"
    );
    world.keys("k");
    world.send(Msg::ImportGoesOn("x".to_owned(), 50));
    let goes_on = Notice::Importing("x".to_owned(), Some(50));
    assert_eq!(world.model.notice, Some(goes_on));
}
