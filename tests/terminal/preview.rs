//! A text is looked at before it is imported, and a doubtful join is flipped.

use super::harness::Setup;
use super::home::Home;
use super::steps::today;

/// Paragraphs, two of which a page may have cut: it is doubtful.
const LINES: [&str; 12] = [
    "论学",
    "学而时习之，不亦说乎？有朋自远方来，不亦乐乎？这几句话说的是学习的快乐、交友的快乐，也说到一个人应当怎样对待别人的不理解。",
    "温故而知新，可以为师矣。学过的东西要常常温习，从旧的当中看出新的来，这样的人才可以做别人的老师；只会背诵而不会思考的人，学得再多也没有用处。",
    "学而不思则罔，思而不学则殆。读书而不思考，就会迷惑；思考而不读书，就会疑惑不定。两件事缺一不可，古人早已说得十分明白了。",
    "三人行，必有我师焉。择其善者而从之，其不善者而改之。身边的每一个人都有值得学习的地方，看见别人的短处也可以用来提醒自己。",
    "知之者不如好之者，好之者不如乐之者。懂得它的人不如喜爱它的人，以它为骨干，因地制宜统筹发展各种学问",
    "积极学习要在分清主次的基础上下功夫，先学要紧的，再学其余的，一步一步走下去，自然就有长进。",
    "君子食无求饱，居无求安，敏于事而慎于言。",
    "在学习当中，先进的人往往走在前面，后来的人跟着他的脚步走，时间久了也会走到前面去",
    "敏于事而慎于言，就有道而正焉，这样就可以说是好学的人了，读书的人应当记住这句话。",
    "交朋友的时候，说话要讲信用，做事要替别人着想，这样相处的日子越长，彼此就越能够明白",
    "言而有信，行必有果，古人把这几个字看得很重，今天读来也还是有道理的，应当时时想起。",
];

/// Where a doubtful join is.
const CUT: &str = "时间久了也会走到前面去";

/// The lines that the document has, and the one that holds the cut.
fn blocks(home: &Home) -> (usize, String) {
    let ran = home.run(&["doc", "export", "talk", "--format", "blocks"]);
    let text = String::from_utf8(ran.stdout).unwrap();
    let held = text.lines().find(|line| line.contains(CUT));
    (text.lines().count(), held.unwrap_or_default().to_owned())
}

#[test]
fn a_join_that_is_flipped_before_the_import_is_so_in_the_document_and_stays_so() {
    let home = Home::new();
    let path = home.write("talk.txt", &LINES.join("\n\n"));
    let path = path.to_str().unwrap();
    let mut terminal = Setup::new(&home)
        .size(120, 30)
        .arguments(&["import", "--preview", path])
        .start();
    terminal.wait_for("存疑 1/");
    terminal.wait_for("结果 · 合并");
    terminal.wait_until("the join in the result", |view| view.has("走到前面去|"));
    terminal.send(" ");
    terminal.wait_for("结果 · 分开（你的决定）");
    terminal.send("\r");
    terminal.wait_for("已导入：论学");
    terminal.quit();
    let (count, held) = blocks(&home);
    assert!(held.ends_with(CUT), "{held}");

    // It holds for the file as it is changed later, until it is flipped back.
    home.write(
        "talk.txt",
        &format!("{}\n\n又加了一段，也是完整的一句话。\n", LINES.join("\n\n")),
    );
    assert!(home.run(&["import", path]).status.success());
    assert_eq!(blocks(&home), (count + 1, held));
    let mut again = today(&home);
    again.send("l/论学\r");
    again.wait_for("按 Esc 列出全部");
    again.send("v");
    again.wait_for("结果 · 分开（你的决定）");
    again.send("x");
    again.wait_for("结果 · 合并（你的决定）");
    again.send("w");
    again.wait_for("已更新：论学");
    again.quit();
    let (after, held) = blocks(&home);
    assert_eq!(after, count);
    assert!(!held.ends_with(CUT), "{held}");
}

#[test]
fn who_leaves_imports_nothing() {
    let home = Home::new();
    let path = home.write("talk.txt", &LINES.join("\n\n"));
    let path = path.to_str().unwrap();
    let terminal = Setup::new(&home).arguments(&["import", "--preview", path]);
    let mut terminal = terminal.start();
    terminal.wait_for("存疑 1/");
    terminal.send("x");
    terminal.wait_for("你的决定");
    terminal.send("q");
    terminal.wait_exit(std::time::Duration::from_secs(20));
    assert_eq!(blocks(&home), (0, String::new()));
}
