//! What each action is called, and what it does in one sentence.

use super::Lang;
use crate::app::action::Action;

/// The words for an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionWords {
    /// Its name, short enough for the bottom line.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub doc: &'static str,
}

macro_rules! action_words {
    ($( $action:ident: $zh:literal $zh_doc:literal, $en:literal $en_doc:literal; )*) => {
        impl Lang {
            /// The words for an action.
            pub const fn action(self, action: Action) -> ActionWords {
                match (action, self) {
                    $(
                        (Action::$action, Self::ZhCn) => ActionWords { name: $zh, doc: $zh_doc },
                        (Action::$action, Self::En) => ActionWords { name: $en, doc: $en_doc },
                    )*
                }
            }
        }
    };
}

action_words! {
    Quit: "退出" "离开温故，读到的地方和答过的卡都已记下。",
        "Quit" "Leave wengu; your place and your answers are kept.";
    Back: "返回" "回到上一个画面。",
        "Back" "Go back to the screen before.";
    Help: "按键" "列出这个画面的按键。",
        "Keys" "List the keys of this screen.";
    ToggleMouse: "鼠标" "让出或接管鼠标；让出后可用鼠标选字。",
        "Mouse" "Release or take the mouse; released, it selects text.";
    Redraw: "重画" "把屏幕重画一遍。",
        "Redraw" "Draw the screen anew.";
    SuspendProgram: "挂起" "回到命令行，用 fg 再回来。",
        "Suspend" "Go to the shell; fg comes back.";

    NextThing: "下一件事" "做「今天」建议的事。",
        "Next" "Do what Today proposes.";
    StartReview: "复习" "复习所有到期的卡和今天的新卡。",
        "Review" "Review the cards that are due and today's new ones.";
    ReviewDeck: "复习此组" "只复习光标所在的卡组。",
        "Deck" "Review only the deck under the cursor.";
    ContinueReading: "续读" "从上次的地方接着读。",
        "Read on" "Go on reading where you stopped.";
    OpenLibrary: "书库" "查看所有文档。",
        "Library" "Show all documents.";

    CustomStudy: "自选" "自选学习：按标签、卡组、状态、天数挑卡片来过一遍，可以不影响复习安排。",
        "Custom" "Custom study: go through cards by tag, deck, state or days ahead, without changing dates unless you wish.";

    StartBrief: "速览" "学习前速览：先看关键表述，再过一遍卡片，不影响复习安排。",
        "Brief" "Before a session: the key formulations, then a run through the cards; no date changes.";

    OpenDocument: "打开" "打开光标所在的文档。",
        "Open" "Open the document under the cursor.";
    ImportDocument: "导入" "把一个文件收进书库。",
        "Import" "Take a file into the library.";
    RenameDocument: "改名" "改文档的标题。",
        "Rename" "Change the title of the document.";
    SetAuthor: "作者" "改文档的作者，留空就是没有作者。",
        "Author" "Change the author of the document; an empty line leaves none.";
    SortDocuments: "排序" "换一种次序：最近阅读、标题、作者、进度、长短；标题和作者按字的编码排。",
        "Sort" "The next order: last read, title, author, progress, length; titles and authors go by code point.";
    FilterDocuments: "筛选" "只列标题或作者含有这段文字的文档，边输边筛。",
        "Filter" "List only documents whose title or author contains a text, while you type it.";
    CheckDocument: "核对" "对照原文件，核对存疑的合并。",
        "Check" "Compare with the file and check the doubtful joins.";
    RemoveDocument: "移除" "把文档移出书库，原文件不动。",
        "Remove" "Take the document out of the library; the file stays.";

    StartStudy: "开始" "开始过这些卡片。",
        "Begin" "Go through these cards.";
    StudyMore: "增加" "天数、张数加一点，或换下一种状态。",
        "More" "More days or cards, or the next state.";
    StudyLess: "减少" "天数、张数减一点，或换上一种状态。",
        "Less" "Fewer days or cards, or the state before.";
    StudyScope: "范围" "只在光标所在的卡组里，或在所有卡组里。",
        "From" "This deck alone, or all decks.";
    StudySchedules: "计入安排" "只是练习，或照平常一样打分、改动日期。",
        "Count" "Only practise, or grade as ever and change dates.";
    NextMode: "换题型" "换一种方式问这张卡：翻卡、两键、填空、列举、背诵、选择、归类，只换合适的。",
        "Mode" "Ask the card in another way that fits it.";
    ReciteOn: "接着背" "从第一处出错的地方接着背。",
        "Recite on" "Type the words on from the first slip.";
    ReadAloud: "朗读" "朗读题目、答案或这一页，要先在设置里写好 [speech] command。",
        "Aloud" "Read the question, the answer or the page aloud; set [speech] command first.";
    NewLine: "换行" "另起一行。",
        "New line" "Begin another line.";
    UndoTyping: "撤销输入" "撤销上一步输入。",
        "Undo edit" "Take the last edit back.";
    RedoTyping: "重做输入" "重做刚撤销的输入。",
        "Redo edit" "Do the edit again that was taken back.";

    NextPage: "下一页" "往后翻一页。",
        "Next page" "Turn a page on.";
    PreviousPage: "上一页" "往前翻一页。",
        "Previous page" "Turn a page back.";
    HalfPageDown: "下半页" "往后翻半页。",
        "Half page on" "Move half a page on.";
    HalfPageUp: "上半页" "往前翻半页。",
        "Half page back" "Move half a page back.";
    LineDown: "下一行" "往后移一行。",
        "Line on" "Move a line on.";
    LineUp: "上一行" "往前移一行。",
        "Line back" "Move a line back.";
    ScrollRight: "右看" "把宽表格和代码左移八格，看右边截去的部分。",
        "Scroll right" "Show what is cut off on the right of wide tables and code, by eight cells.";
    ScrollLeft: "左看" "把宽表格和代码移回来八格。",
        "Scroll left" "Scroll wide tables and code back by eight cells.";
    DocumentStart: "开头" "跳到文档开头。",
        "Start" "Jump to the start of the document.";
    DocumentEnd: "结尾" "跳到文档结尾。",
        "End" "Jump to the end of the document.";
    GoToPercent: "百分比" "跳到百分之几：先按数字，如 50%。",
        "Percent" "Jump to a percentage: digits first, as in 50%.";
    Contents: "目录" "打开目录，可跳到任一标题。",
        "Contents" "Show the contents and jump to a heading.";
    JumpBack: "跳回" "回到上次跳转之前的地方。",
        "Jump back" "Go back to where you were before the last jump.";
    JumpForward: "再跳去" "回到跳回之前的地方。",
        "Jump on" "Go forward again to where you jumped back from.";
    FollowNote: "看注" "从正文的注号跳到注文，再按跳回来。",
        "Note" "Go from a note's mark to the note; again to come back.";
    NextLink: "下一图链" "选这一页的下一幅图或下一个链接。",
        "Next link" "Choose the next picture or link of the page.";
    PreviousLink: "上一图链" "选这一页的上一幅图或上一个链接。",
        "Previous link" "Choose the picture or link before.";
    OpenLink: "打开" "打开选中的图或链接；书内的链接直接跳过去。",
        "Open" "Open the chosen picture or link, or jump to it.";
    Find: "查找" "在文档里查找一段文字。",
        "Find" "Find a text in the document.";
    FindNext: "下一处" "到下一处查找结果。",
        "Next hit" "Go to the next hit.";
    FindPrevious: "上一处" "到上一处查找结果。",
        "Previous hit" "Go to the hit before.";
    Wider: "加宽" "把版心加宽两字。",
        "Wider" "Widen the column by two Han characters.";
    Narrower: "收窄" "把版心收窄两字。",
        "Narrower" "Narrow the column by two Han characters.";
    NextTheme: "配色" "换下一种配色。",
        "Theme" "Change to the next theme.";

    RevealOrGood: "看答案/评分" "显示答案；已显示时按建议评分。",
        "Answer/Grade" "Show the answer; when it is shown, give the grade suggested.";
    GradeAgain: "重来" "没想起来，这张卡稍后再问。",
        "Again" "Forgotten: the card comes back soon.";
    GradeHard: "困难" "想起来了，但很吃力。",
        "Hard" "Recalled, with trouble.";
    GradeGood: "良好" "想起来了。",
        "Good" "Recalled.";
    GradeEasy: "容易" "毫不费力就想起来了。",
        "Easy" "Recalled without effort.";
    Undo: "撤销" "撤销上一次评分、搁置或暂停，重开程序后也行；归类时先退回刚放的一项。",
        "Undo" "Take back the last grade, burial or suspension, after a restart too; while sorting, first the item placed last.";
    TakeBack: "退回" "归类时退回刚选的组，或刚放的一项。",
        "Take back" "While sorting, take back the sets just chosen, or the item placed last.";
    Redo: "重做" "把刚撤销的再做一遍。",
        "Redo" "Do again what was taken back.";
    BuryCard: "搁置" "把这张卡搁置到明天。",
        "Bury" "Put the card off until tomorrow.";
    SuspendCard: "暂停" "暂停这张卡，以后不再出现；用 wengu card resume 恢复。",
        "Suspend" "Do not ask this card again; wengu card resume brings it back.";
    ShowSource: "出处" "打开这张卡的出处，返回时回到这张卡。",
        "Source" "Open the passage this card came from; back returns to the card.";
    ShowHint: "提示" "显示提示。",
        "Hint" "Show the hint.";
    Retry: "重试" "评分没有存上时，再存一次。",
        "Retry" "When a grade could not be saved, save it again.";

    Proceed: "继续" "下一步：看下一页、看答案；看过答案再按，表示记得。",
        "Go on" "The next page, the answer; once the answer is shown: I knew it.";
    Missed: "不记得" "这张没答上来。",
        "Missed" "I did not know it.";
    AskToday: "今天复习" "把没答上来的卡放进今天的复习。",
        "Today" "Put the missed card into today's queue.";
    MoreMinutes: "加时" "多给一分钟。",
        "Longer" "One minute more.";
    FewerMinutes: "减时" "少给一分钟。",
        "Shorter" "One minute less.";

    NextDoubt: "下一处" "到下一处存疑的合并。",
        "Next" "Go to the next doubtful join.";
    PreviousDoubt: "上一处" "到上一处存疑的合并。",
        "Previous" "Go to the doubtful join before.";
    FlipJoin: "合并/分开" "分开合并了的，合并分开了的；结果马上可见。",
        "Flip" "Join what is parted, part what is joined; the result shows it at once.";
    ImportDecided: "导入" "按这些决定导入；再次导入时照样有效。",
        "Import" "Import with these decisions; they hold when it is imported again.";

    Up: "上移" "往上移一行。",
        "Up" "Move up a line.";
    Down: "下移" "往下移一行。",
        "Down" "Move down a line.";
    PageUp: "上一屏" "往上移一屏。",
        "Page up" "Move up a page.";
    PageDown: "下一屏" "往下移一屏。",
        "Page down" "Move down a page.";
    Top: "最前" "移到最前。",
        "Top" "Move to the first.";
    Bottom: "最后" "移到最后。",
        "Bottom" "Move to the last.";
    GoToHeading: "跳转" "跳到光标所在的标题。",
        "Go" "Jump to the heading under the cursor.";
    FoldRepeats: "收起重复" "收起与别处相同的篇章，再按列出来。",
        "Hide repeats" "Hide the sections that stand elsewhere too; again to list them.";

    Accept: "确定" "用这一行。",
        "Accept" "Take the line as it stands.";
    Cancel: "取消" "放弃这一行。",
        "Cancel" "Give the line up.";
    DeleteBack: "退格" "删除光标前的一个字。",
        "Backspace" "Delete the character before the cursor.";
    DeleteForward: "删除" "删除光标处的一个字。",
        "Delete" "Delete the character at the cursor.";
    DeleteWord: "删词" "删除光标前的一个词。",
        "Delete word" "Delete the word before the cursor.";
    DeleteToStart: "删到行首" "删除光标前的全部文字。",
        "Delete to start" "Delete everything before the cursor.";
    CursorLeft: "左移" "光标左移一个字。",
        "Left" "Move the cursor a character to the left.";
    CursorRight: "右移" "光标右移一个字。",
        "Right" "Move the cursor a character to the right.";
    CursorStart: "行首" "光标移到行首。",
        "To start" "Move the cursor to the start of the line.";
    CursorEnd: "行尾" "光标移到行尾。",
        "To end" "Move the cursor to the end of the line.";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::action::{ACTIONS, Context};
    use std::collections::HashSet;

    #[test]
    fn a_doc_is_one_sentence() {
        for info in ACTIONS {
            for (lang, stop) in [(Lang::ZhCn, '。'), (Lang::En, '.')] {
                let words = lang.action(info.action);
                assert!(words.doc.ends_with(stop), "{}", words.doc);
                assert_eq!(words.doc.matches(stop).count(), 1, "{}", words.doc);
                assert!(words.name.chars().count() <= 16, "{}", words.name);
            }
        }
    }

    #[test]
    fn in_one_place_no_two_actions_have_one_name() {
        for context in Context::ALL {
            for lang in Lang::ALL {
                let here = ACTIONS.iter().filter(|info| info.works_in(context));
                let names: Vec<_> = here.map(|info| lang.action(info.action).name).collect();
                let unique: HashSet<_> = names.iter().collect();
                assert_eq!(unique.len(), names.len(), "{context}: {names:?}");
            }
        }
    }
}
