use super::*;
use crate::app::action::Action;
use crate::app::fixtures::{BODY, Text};
use crate::domain::doc::{BlockKind, DocumentBuilder};

/// A document whose first paragraph has a link out, one to its end, a picture and one that is not
/// there; paragraphs without any follow.
fn text() -> Text {
    let mut text = Text::new("doc", "题", &[]);
    let mut builder = DocumentBuilder::new();
    let link = |to: &str| Some(SpanStyle::Link(to.to_owned()));
    let picture = |name: &str| Some(SpanStyle::Picture(name.to_owned()));
    let mut write = |to: &str| {
        let hash = "a".repeat(64);
        let runs = [
            ("网", link("http://a.cn/")),
            ("，", None),
            ("末", link(to)),
            ("，", None),
            ("[图]", picture(&hash)),
            ("，", None),
            ("[图: 远]", picture("x/y.png")),
        ];
        builder.runs(BlockKind::Paragraph, &runs)
    };
    let mut blocks = write("#0");
    for _ in 0..60 {
        blocks.extend(builder.text(BlockKind::Paragraph, "一段没有链接的话。"));
    }
    let end = format!("#{}", blocks.last().unwrap().start);
    blocks[0].spans[1].style = SpanStyle::Link(end);
    text.document.length = builder.length();
    text.blocks = blocks;
    text
}

#[test]
fn links_are_chosen_one_by_one_and_opened() {
    let text = text();
    let mut reader = text.reader(BODY);
    let hash = "a".repeat(64);
    let elsewhere = Notice::PictureElsewhere("x/y.png".to_owned());
    let (effects, notice) = reader.act(Action::OpenLink);
    let chosen = Notice::LinkChosen("http://a.cn/".to_owned());
    assert_eq!(
        (effects, notice),
        (Vec::new(), Some(chosen)),
        "one of several is chosen first"
    );
    let address = Effect::OpenAddress("http://a.cn/".to_owned());
    assert_eq!(reader.act(Action::OpenLink), (vec![address], None));
    assert_eq!(
        reader.act(Action::PreviousLink).1,
        Some(elsewhere.clone()),
        "round the start"
    );
    assert_eq!(reader.act(Action::OpenLink), (Vec::new(), Some(elsewhere)));
    reader.act(Action::PreviousLink);
    assert_eq!(
        reader.act(Action::OpenLink),
        (vec![Effect::OpenPicture(hash)], None)
    );
    assert_eq!(
        reader.act(Action::PreviousLink).1,
        Some(Notice::LinkInside(98))
    );
    reader.act(Action::OpenLink);
    assert!(reader.shows(text.blocks[60].start));
    assert_eq!(reader.act(Action::NextLink).1, Some(Notice::NoLinks));
    assert_eq!(reader.act(Action::OpenLink).1, Some(Notice::NoLinks));
    reader.act(Action::JumpBack);
    assert!(reader.shows(0));
}

#[test]
fn a_click_opens_what_is_under_it() {
    let text = text();
    let mut reader = text.reader(BODY);
    let (effects, _) = reader.follow_mark(0);
    assert_eq!(effects, [Effect::OpenAddress("http://a.cn/".to_owned())]);
    assert_eq!(reader.follow_mark("网".len()), (Vec::new(), None));
}

#[test]
fn what_is_no_address_is_given_to_nobody() {
    for address in ["http://a", "HTTPS://a", "mailto:a@b"] {
        assert!(is_open_to_others(address));
    }
    for address in [
        "file:///etc/passwd",
        "/etc/passwd",
        "-x",
        "javascript:a",
        "a.html",
    ] {
        assert!(!is_open_to_others(address), "{address}");
    }
}
