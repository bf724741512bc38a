//! Files are taken in, known again, and made anew by other wishes.

use super::super::import_wish::KindWish;
use super::*;
use crate::domain::doc::Block;
use crate::domain::doc::DocumentEdit;
use crate::domain::doc::reflow::{Decisions, Kind};
use crate::domain::id::DeviceId;
use crate::io::store::Reason;

fn store() -> Store {
    let reason = Reason::CannotCreate {
        why: "test".to_owned(),
    };
    Store::in_memory(DeviceId::new("a"), reason).unwrap()
}

#[test]
fn the_same_text_is_known_and_a_changed_file_replaces_its_older_version() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store();
    let path = folder.path().join("a.txt");
    std::fs::write(&path, "标题\n\n正文。").unwrap();
    let first = take_in(&mut store, &path, Timestamp(1)).unwrap();
    assert_eq!(first.outcome, Outcome::New);
    store.save_position(&first.id, 7, Timestamp(2)).unwrap();

    let copy = folder.path().join("copy.txt");
    std::fs::copy(&path, &copy).unwrap();
    let again = take_in(&mut store, &copy, Timestamp(3)).unwrap();
    assert_eq!((&again.id, again.outcome), (&first.id, Outcome::Known));

    std::fs::write(&path, "标题\n\n正文。又一段。").unwrap();
    let changed = take_in(&mut store, &path, Timestamp(4)).unwrap();
    assert_eq!(
        (&changed.id, changed.outcome),
        (&first.id, Outcome::Replaced)
    );
    assert_eq!(store.documents().unwrap().len(), 1);
    assert_eq!(store.document(&changed.id).unwrap().position, 7);
}

#[test]
fn a_title_that_the_person_gave_outlives_a_change_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store();
    let path = folder.path().join("a.txt");
    let take = |store: &mut Store, text: &str| {
        std::fs::write(&path, text).unwrap();
        take_in(store, &path, Timestamp(1)).unwrap()
    };
    let id = take(&mut store, "标题\n\n正文。").id;
    let changed = take(&mut store, "新题\n\n正文。");
    assert_eq!(changed.title, "新题", "nobody named it");
    let edit = DocumentEdit::new().titled("我的书").unwrap();
    store.edit_document(&id, &edit).unwrap();
    for text in ["再题\n\n正文。", "又题\n\n正文。"] {
        let changed = take(&mut store, text);
        assert_eq!((changed.id, changed.title.as_str()), (id.clone(), "我的书"));
        assert_eq!(store.document(&id).unwrap().document.title, "我的书");
    }
}

fn take_by(store: &mut Store, path: &Path, encoding: EncodingWish) -> Taken {
    let wish = Wish {
        encoding,
        ..Wish::default()
    };
    take_as(store, path, &wish)
}

fn take_as(store: &mut Store, path: &Path, wish: &Wish) -> Taken {
    let input = Input::File(path);
    take_in_as(store, input, wish, Timestamp(1), &mut |_| {}).unwrap()
}

fn text(store: &Store, id: &DocId) -> String {
    let blocks: Vec<Block> = store.blocks_from(id, 0).collect::<Result<_, _>>().unwrap();
    blocks.iter().map(|block| block.text.as_str()).collect()
}

#[test]
fn another_encoding_reads_a_known_file_again_and_the_document_stays_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store();
    let path = folder.path().join("a.txt");
    let sentence = "学而时习之，不亦说乎？";
    let right = encoding_rs::GBK.encode(sentence).0;
    std::fs::write(&path, &right).unwrap();
    let given = |name: &str| EncodingWish::Given(name.parse().unwrap());

    let wrong = take_by(&mut store, &path, given("big5"));
    assert_eq!(wrong.outcome, Outcome::New);
    assert_ne!(text(&store, &wrong.id), sentence);
    store.save_position(&wrong.id, 9, Timestamp(2)).unwrap();
    let length = store.document(&wrong.id).unwrap().document.length;

    let unsaid = take_by(&mut store, &path, EncodingWish::Unsaid);
    assert_eq!(unsaid.outcome, Outcome::Known, "the wish of before holds");
    // From another path, too, it is the same document.
    let copy = folder.path().join("copy.txt");
    std::fs::copy(&path, &copy).unwrap();
    let mended = take_by(&mut store, &copy, given("gbk"));
    assert_eq!((&mended.id, mended.outcome), (&wrong.id, Outcome::Replaced));
    assert_eq!(text(&store, &mended.id), sentence);
    let shelved = store.document(&mended.id).unwrap();
    assert_eq!(shelved.position, 9 * shelved.document.length / length);
    assert_eq!(
        shelved.document.origin,
        Origin::File(path.to_str().unwrap().to_owned())
    );
    assert_eq!(store.documents().unwrap().len(), 1);
    let again = take_by(&mut store, &path, given("gb18030"));
    assert_eq!(again.outcome, Outcome::Known);

    // A newer version is read by the encoding that was given for the file.
    take_by(&mut store, &path, given("big5"));
    std::fs::write(&path, [&*right, b"."].concat()).unwrap();
    let newer = take_by(&mut store, &path, EncodingWish::Unsaid);
    assert!(
        newer
            .decoded
            .is_some_and(|d| d.given && d.encoding == "Big5")
    );
    let anew = take_by(&mut store, &path, EncodingWish::Detect);
    assert!(
        anew.decoded
            .is_some_and(|d| !d.given && d.encoding == "gb18030")
    );
    assert_eq!((&anew.id, anew.outcome), (&wrong.id, Outcome::Replaced));
}

#[test]
fn another_kind_makes_a_known_file_anew_and_holds_for_its_newer_versions() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store();
    let path = folder.path().join("a.txt");
    let lines = "远看山有色，近听水无声。\n\n春去花还在，人来鸟不惊。\n\n".repeat(3);
    std::fs::write(&path, &lines).unwrap();
    let first = take_in(&mut store, &path, Timestamp(1)).unwrap();
    assert_eq!(kind(&store, &first.id), ("verse", false));
    let given = |kind| Wish {
        kind: KindWish::Given(kind),
        ..Wish::default()
    };
    let asis = take_as(&mut store, &path, &given(Kind::AsIs));
    assert_eq!((&asis.id, asis.outcome), (&first.id, Outcome::Replaced));
    assert_eq!(kind(&store, &first.id), ("asis", true));
    let again = take_in(&mut store, &path, Timestamp(2)).unwrap();
    assert_eq!(again.outcome, Outcome::Known, "the wish of before holds");
    std::fs::write(&path, format!("{lines}又一行。\n")).unwrap();
    take_in(&mut store, &path, Timestamp(3)).unwrap();
    assert_eq!(kind(&store, &first.id), ("asis", true));
    let anew = Wish {
        kind: KindWish::Detect,
        ..Wish::default()
    };
    assert_eq!(take_as(&mut store, &path, &anew).outcome, Outcome::Replaced);
    assert_eq!(kind(&store, &first.id), ("verse", false));
    assert_eq!(store.documents().unwrap().len(), 1);
}

fn kind(store: &Store, id: &DocId) -> (&'static str, bool) {
    let conversion = store.document(id).unwrap().conversion;
    let account = store.account(id).unwrap().unwrap();
    assert_eq!(conversion.kind.unwrap().name, account.kind.name());
    (account.kind.name(), account.forced)
}

#[test]
fn a_flipped_join_is_kept_with_the_document() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store();
    let path = folder.path().join("a.txt");
    let text = crate::app::fixtures::DOUBTFUL;
    std::fs::write(&path, text).unwrap();
    let prose = Wish {
        kind: KindWish::Given(Kind::Prose),
        report: true,
        ..Wish::default()
    };
    let first = take_as(&mut store, &path, &prose);
    let blocks = |store: &Store| store.blocks_from(&first.id, 0).count();
    let report = reflow(
        text,
        &store.document(&first.id).unwrap().conversion.options(),
        &mut |_| {},
    );
    let joined = report.seams.iter().find(|seam| seam.joined).unwrap();
    let before = blocks(&store);
    let mut decisions = Decisions::new();
    decisions.decide(joined.key, false);
    let wish = Wish {
        decisions: Some(decisions),
        ..Wish::default()
    };
    assert_eq!(take_as(&mut store, &path, &wish).outcome, Outcome::Replaced);
    assert_eq!(blocks(&store), before + 1);
    // A newer version of the file is parted at the same place.
    std::fs::write(
        &path,
        format!("{text}\n再有第三段，也是完整的一句话，说的又是另一件事了。\n"),
    )
    .unwrap();
    take_in(&mut store, &path, Timestamp(3)).unwrap();
    assert_eq!(blocks(&store), before + 2);
}

#[test]
fn what_is_piped_is_titled_by_its_first_line_and_a_name_finds_it_again() {
    let mut store = store();
    let mut pipe = |text: &str, name: Option<&str>| {
        let mut bytes = text.as_bytes();
        let input = Input::Piped(&mut bytes, name);
        let unsaid = Wish::default();
        take_in_as(&mut store, input, &unsaid, Timestamp(1), &mut |_| {}).unwrap()
    };
    let first = pipe("温故 知新\n\n正文", None);
    assert_eq!(
        (first.id.as_str(), first.title.as_str()),
        ("温故-知新", "温故 知新")
    );
    let other = pipe("温故 知新\n\n别的", None);
    assert_eq!(other.id.as_str(), "温故-知新-2", "no version of the other");
    assert_eq!(pipe(&"长".repeat(100), None).title, "document");
    let named = pipe("# 题\n\n正文", Some("notes.md"));
    assert_eq!((named.id.as_str(), named.title.as_str()), ("notes", "题"));
    let newer = pipe("# 新题\n\n正文", Some("notes.md"));
    assert_eq!((newer.id, newer.outcome), (named.id, Outcome::Replaced));
}

#[test]
fn a_file_that_fails_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store();
    let path = folder.path().join("a.txt");
    std::fs::write(&path, " \n \n").unwrap();
    let error = take_in(&mut store, &path, Timestamp(1)).unwrap_err();
    assert!(matches!(
        error,
        TakeError::Import(ImportError::Empty { .. })
    ));
    assert_eq!(store.documents().unwrap(), []);
}

#[test]
fn two_files_of_one_name_get_two_ids() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store();
    for (place, text) in [("x", "甲"), ("y", "乙"), ("z", "丙")] {
        let inner = folder.path().join(place);
        std::fs::create_dir(&inner).unwrap();
        std::fs::write(inner.join("note.txt"), text).unwrap();
        take_in(&mut store, &inner.join("note.txt"), Timestamp(1)).unwrap();
    }
    let mut ids: Vec<String> = store
        .documents()
        .unwrap()
        .iter()
        .map(|s| s.document.id.to_string())
        .collect();
    ids.sort();
    assert_eq!(ids, ["note", "note-2", "note-3"]);
}
