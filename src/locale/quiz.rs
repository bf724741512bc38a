//! Words of quizzes.

use super::Lang;
use super::face::names;
use super::words;
use crate::app::screen::review::{Hard, Returns};
use crate::domain::deck::Prompt;
use crate::domain::quiz::{Hint, Mode};
use crate::domain::srs::Slip;
use crate::domain::time::Moment;

words! {
    mode_flip() = "翻卡", "flip";
    mode_two_button() = "两键", "two buttons";
    mode_cloze() = "填空", "fill the gap";
    mode_recall() = "列举", "list";
    mode_recite() = "背诵", "recite";
    mode_choice() = "选择", "choice";
    mode_sort() = "归类", "sort";
    pub mode_now(mode: &str) = "题型：{mode}", "Mode: {mode}";
    pub no_choice() =
        "这张卡没有合适的选项，换一种题型", "No good options for this card: asked in another way";
    pub no_slip() = "没有出错的地方可以接着背", "There is no slip to go on from";
    pub text_cut(n: usize) = "最多输入 {n} 字，多出的没有收", "No more than {n} characters: the rest was left out";
    pub no_speech() =
        "还没有设朗读命令：在设置文件里写 [speech] command", "No command to read aloud: set [speech] command in the config file";
    pub speech_failed(command: &str, why: &str) =
        "朗读命令启动不了：{command}（{why}）", "The command to read aloud does not start: {command} ({why})";
    pub nothing_to_ask() = "没有可以这样考的卡片", "There are no cards for such a quiz";
    hint_count(n: usize) = "提示：{n} 个字", "Hint: {n} characters", one n "Hint: {n} character";
    hint_counts(counts: &str) = "提示：各空 {counts} 个字", "Hint: gaps of {counts} characters";
    hint_first(c: char) = "提示：第一个字是“{c}”", "Hint: the first one is “{c}”";
    hint_firsts(all: &str) = "提示：各空第一个字是{all}", "Hint: the gaps begin with {all}";
    hint_initials(letters: &str) = "提示：拼音首字母 {letters}", "Hint: pinyin initials {letters}";
    hint_initials_told(letters: &str) =
        "提示：拼音首字母 {letters}（大写：以前错过）", "Hint: pinyin initials {letters} (capitals: failed before)";
    hint_read() = "提示：正在查拼音……", "Hint: looking up the pinyin…";
    pub back_to_result() = "回到结果", "Result";
    pub pass_over() = "跳过", "Skip";
    pub turn_to_flip() = "改为翻卡", "Flip";
    pub knew() = "记得", "Knew it";
    pub forgot() = "忘了", "Forgot";
    pub choice_waits() = "正在出选项……", "Finding answers to choose from…";
    choice_which(keys: &str) = "选哪一个？按 {keys}。", "Which one? Press {keys}.";
    choice_which_item(keys: &str) = "下面哪一个是其中一项？按 {keys}。", "Which of these is one of them? Press {keys}.";
    pub choice_right() = "选对了。", "Right.";
    pub choice_wrong() = "选错了。", "Wrong.";
    pub choice_none() = "没有选。", "Nothing was picked.";
    pub sort_asked(item: &str, n: usize, all: usize) = "（{n}/{all}）{item}", "({n}/{all}) {item}";
    sort_to(keys: &str) = "放到哪一组？按 {keys}。", "Where does it belong? Press {keys}.";
    sort_to_several(keys: &str) =
        "在哪几组？按 {keys} 选，可多选，回车确定。", "Which sets hold it? Press {keys}, one or more, then Enter.";
    pub sort_gives_up() = "还没有选。再按一次就看答案。", "None is chosen. The same key again shows the answer.";
    sort_chosen(set: &str) = "[✓] {set}", "[✓] {set}";
    sort_open(set: &str) = "[ ] {set}", "[ ] {set}";
    pub sort_close() = "确定", "OK";
    keys_of_two() = "1 或 2", "1 or 2";
    keys_of_more(n: usize) = "1 到 {n}", "1 to {n}";
    pub sort_result(right: usize, all: usize) = "放对 {right} 项，共 {all} 项。", "{right} of {all} in the right place.";
    sort_wrong_place(item: &str, put: &str, homes: &str) =
        "✗ {item}　放到：{put}　应在：{homes}", "✗ {item} – you put it in: {put}; it belongs in: {homes}";
    sort_not_placed(items: &str) = "没有放：{items}", "Not placed: {items}";
    pub recall_left(left: usize) = "还有 {left} 项。", "{left} items left.", one left "{left} item left.";
    pub recall_prompt(left: usize) =
        "还有 {left} 项。写一项按一次回车，空着按回车就结束。",
        "{left} items left. Type one and press Enter; Enter on an empty line ends.",
        one left "{left} item left. Type it and press Enter; Enter on an empty line ends.";
    pub recall_unknown(typed: &str) = "没有这一项：{typed}", "Not one of them: {typed}";
    pub recall_part(typed: &str) = "还不完整，再写全些：{typed}", "Not the whole item yet: {typed}";
    pub recall_again(item: &str) = "这一项答过了：{item}", "Named already: {item}";
    pub recall_after_hint(item: &str) = "这一项提示过了：{item}", "Told already: {item}";
    pub recall_nearly(item: &str, typed: &str) = "{item}（写的是“{typed}”）", "{item} (you typed “{typed}”)";
    pub recall_hinted(item: &str) = "{item}（提示）", "{item} (told)";
    recall_named(named: usize, all: usize) = "答出 {named} 项，共 {all} 项", "{named} of {all} named";
    pub recall_displaced(n: usize) = "{n} 项次序不对（↕）", "{n} out of order (↕)";
    pub recall_near(n: usize) = "{n} 项有出入（≈）", "{n} with a slip (≈)";
    pub recall_told(n: usize) = "{n} 项提示（○）", "{n} told (○)";
    pub recall_missing(n: usize) = "{n} 项没答出（✗）", "{n} missing (✗)";
    pub recite_prompt() = "写完按回车。", "Press Enter when done.";
    pub recite_failed(n: usize) = "以前有 {n} 处背错过。", "Earlier attempts failed in {n} places.", one n "Earlier attempts failed in {n} place.";
    pub recite_perfect(n: u32) = "全对，{n} 字", "All {n} characters right";
    pub recite_result(right: u32, all: u32) = "对 {right} 字，共 {all} 字", "{right} of {all} characters right";
    pub recite_alike(n: u32) = "同音 {n}（～）", "{n} of the same sound (～)";
    pub recite_wrong(n: u32) = "错 {n}（Ｘ）", "{n} wrong (Ｘ)";
    pub recite_missing(n: u32) = "漏 {n}（－）", "{n} missing (－)";
    pub recite_extra(n: u32) = "多 {n}（＋）", "{n} too many (＋)";
    pub recite_mended(n: usize) = "以前错过 {n}（＊）", "{n} failed before (＊)";
    pub recite_named(named: &str) = "开头的“{named}”不算", "“{named}” at the beginning does not count";
    pub recite_nothing() = "什么也没写", "Nothing was typed";
    pub recite_scripts() =
        "繁体字要算对，可设 [quiz] traditional = true。", "For Traditional characters to count as right, set traditional = true in [quiz].";
    pub recite_first_counts() = "接着背是练习，建议的评分以第一次为准。", "Typing on is practice: the suggestion is that of the first attempt.";
    pub recite_words() = "原文", "words";
    pub recite_given() = "你写", "typed";
    pub recite_left_out() = "没写", "missed";
    pub recite_on(key: &str) = "按 {key} 从第一处出错的地方接着背。", "{key}: type on from the first slip.";
    slip_wrong(wanted: &str, given: &str) = "“{wanted}”写成“{given}”", "“{given}” for “{wanted}”";
    slip_missing(wanted: &str) = "漏“{wanted}”", "“{wanted}” left out";
    slip_extra(given: &str) = "多写“{given}”", "“{given}” put in";
    slip_times(slip: &str, n: usize) = "{slip}（{n} 次）", "{slip} ({n} times)";
    slips_told(slips: &str) = "背错：{slips}", "Slips: {slips}";
    slips_earlier(slips: &str) = "以前背错过：{slips}", "Slips before: {slips}";
    pub judging() = "正在对照……", "Comparing…";
    pub quiz_title() = "测验", "Quiz";
    pub quiz_of(deck: &str) = "测验 · {deck}", "Quiz · {deck}";
    pub quiz_left(n: u32) = "还有 {n} 张", "{n} left";
    pub quiz_done() = "测验完了", "This quiz is done";
    pub quiz_left_off() = "测验先到这里", "This quiz ends here";
    pub quiz_unscheduled() = "这次测验不影响复习安排。", "This quiz changed no schedule.";
    pub practised_but(n: u32) =
        "除了暂停的 {n} 张卡，复习安排没有变。", "The schedule is as it was, but for {n} cards you suspended.",
        one n "The schedule is as it was, but for the card you suspended.";
    pub forgotten(n: u32) = "其中忘记 {n} 次。", "{n} of them forgotten.";
    pub hardest() = "最难的：", "Hardest:";
    pub missed() = "没答上来的：", "Not known:";
    pub and_more(n: usize) = "……还有 {n} 张", "… and {n} more";
    pub hard_card(prompt: &str, n: u32) = "忘记 {n} 次：{prompt}", "forgotten {n} times: {prompt}", one n "forgotten once: {prompt}";
    comes_again(n: u32) = "这些卡最早 {n}\u{a0}天后再来。", "The first of these cards comes back in {n}\u{a0}days.";
    comes_tomorrow() = "这些卡最早明天再来。", "The first of these cards comes back tomorrow.";
    others_again(n: u32) = "其余的最早 {n} 天后再来。", "The first of the others comes back in {n} days.";
    others_tomorrow() = "其余的最早明天再来。", "The first of the others comes back tomorrow.";
    again_today(n: u32, time: &str) =
        "其中 {n} 张今天还要再来，最早 {time}，用 wengu review 复习。",
        "{n} of these cards come back today, the first at {time}: wengu review asks them.",
        one n "One of these cards comes back today, at {time}: wengu review asks it.";
}

impl Lang {
    /// The name of a mode.
    pub fn mode(self, mode: Mode) -> &'static str {
        match mode {
            Mode::Flip => self.mode_flip(),
            Mode::TwoButton => self.mode_two_button(),
            Mode::Cloze => self.mode_cloze(),
            Mode::Recall => self.mode_recall(),
            Mode::Recite => self.mode_recite(),
            Mode::Choice => self.mode_choice(),
            Mode::Sort => self.mode_sort(),
        }
    }

    /// When the cards of a session come back. A review itself says what is left of today.
    pub fn come_back(self, returns: &Returns, is_quiz: bool, now: Moment) -> Vec<String> {
        let mut told = Vec::new();
        if let (true, Some(first)) = (is_quiz, returns.first) {
            told.push(self.again_today(returns.today, &self.clock_time(first, now)));
        }
        told.extend(returns.days.map(|days| match (days, told.is_empty()) {
            (1, true) => self.comes_tomorrow().to_owned(),
            (1, false) => self.others_tomorrow().to_owned(),
            (days, true) => self.comes_again(days),
            (days, false) => self.others_again(days),
        }));
        told
    }

    /// What a card asked, in short.
    pub fn asked_in_short(self, prompt: &Prompt) -> String {
        const CODE_POINTS: usize = 32;
        self.prompt_in_short(prompt, CODE_POINTS)
    }

    /// A hard card: what it asks, in short, and how often it was forgotten.
    pub fn hard(self, hard: &Hard) -> String {
        self.hard_card(&self.asked_in_short(&hard.prompt), hard.forgotten)
    }

    /// Parts of a sentence, each with the mark behind it.
    pub fn sentence(self, parts: &[String]) -> Vec<String> {
        let (comma, stop) = match self {
            Self::ZhCn => ("，", "。"),
            Self::En => (", ", "."),
        };
        let last = parts.len().saturating_sub(1);
        let marked = |(at, part): (usize, &String)| {
            let mark = if at == last { stop } else { comma };
            format!("{part}{mark}")
        };
        parts.iter().enumerate().map(marked).collect()
    }

    /// How many items of all were named, and what is to be told of the others.
    pub fn recall_result(self, named: usize, all: usize, told: &[String]) -> String {
        let named = self.recall_named(named, all);
        match (told, self) {
            ([], _) => self.sentence(&[named]).concat(),
            (told, Self::ZhCn) => format!("{named}；{}", self.sentence(told).concat()),
            (told, Self::En) => format!("{named}; {}", self.sentence(told).concat()),
        }
    }

    /// Pieces that were typed, one after the other.
    pub fn pieces(self, pieces: &[&str]) -> String {
        let between = match self {
            Self::ZhCn => "、",
            Self::En => ", ",
        };
        let shown: Vec<String> = pieces
            .iter()
            .map(|piece| piece.replace('\n', " "))
            .collect();
        shown.join(between)
    }

    /// Slips of reciting, each once; none if there are none.
    pub fn slips(self, slips: &[Slip]) -> Option<String> {
        Some(self.slips_told(&self.each_slip(slips)?))
    }

    /// Slips of earlier attempts, each once; none if there are none.
    pub fn slips_before(self, slips: &[Slip]) -> Option<String> {
        Some(self.slips_earlier(&self.each_slip(slips)?))
    }

    /// The slips that happened most often, of equals the last first.
    fn each_slip(self, slips: &[Slip]) -> Option<String> {
        const MOST: usize = 5;
        let mut counted: Vec<(usize, String)> = Vec::new();
        for slip in slips.iter().rev() {
            let (wanted, given) = (beginning(&slip.wanted), beginning(&slip.given));
            let said = match (slip.wanted.is_empty(), slip.given.is_empty()) {
                (true, _) => self.slip_extra(&given),
                (_, true) => self.slip_missing(&wanted),
                _ => self.slip_wrong(&wanted, &given),
            };
            match counted.iter_mut().find(|(_, known)| *known == said) {
                Some((count, _)) => *count += 1,
                None => counted.push((1, said)),
            }
        }
        counted.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        let more = counted.len() > MOST;
        let told = counted.into_iter().take(MOST).map(|(count, said)| {
            if count > 1 {
                self.slip_times(&said, count)
            } else {
                said
            }
        });
        let told: Vec<String> = told.chain(more.then(|| "…".to_owned())).collect();
        let between = match self {
            Self::ZhCn => "；",
            Self::En => "; ",
        };
        (!told.is_empty()).then(|| told.join(between))
    }

    /// Asks which of so many answers is right.
    pub fn choice_asked(self, n: usize) -> String {
        self.choice_which(&self.figures(n))
    }

    /// Asks which of so many items is one of a list.
    pub fn choice_item(self, n: usize) -> String {
        self.choice_which_item(&self.figures(n))
    }

    /// Asks to which of so many sets an item belongs, to one or to any number of them.
    pub fn sort_where(self, n: usize, several: bool) -> String {
        if several {
            self.sort_to_several(&self.figures(n))
        } else {
            self.sort_to(&self.figures(n))
        }
    }

    /// A set that can be chosen beside others, and whether it is.
    pub fn sort_set(self, set: &str, chosen: bool) -> String {
        if chosen {
            self.sort_chosen(set)
        } else {
            self.sort_open(set)
        }
    }

    /// An item that was put into the wrong sets: into which, and where it belongs.
    pub fn sort_wrong(self, item: &str, put: &[&str], homes: &[&str]) -> String {
        self.sort_wrong_place(item, &names(put), &names(homes))
    }

    /// The items that were put nowhere.
    pub fn sort_unplaced(self, items: &[&str]) -> String {
        self.sort_not_placed(&names(items))
    }

    /// The figure keys that pick one of so many.
    fn figures(self, n: usize) -> String {
        if n == 2 {
            self.keys_of_two().to_owned()
        } else {
            self.keys_of_more(n)
        }
    }

    /// What a hint says.
    pub fn quiz_hint(self, hint: &Hint) -> String {
        let all = |parts: &[String]| self.joined(parts);
        match hint {
            Hint::Count(counts) => match counts.as_slice() {
                [n] => self.hint_count(*n),
                counts => {
                    let counts: Vec<String> = counts.iter().map(ToString::to_string).collect();
                    self.hint_counts(&all(&counts))
                }
            },
            Hint::First(first) => match first.as_slice() {
                [c] => self.hint_first(*c),
                first => {
                    let quoted: Vec<String> = first.iter().map(|c| format!("“{c}”")).collect();
                    self.hint_firsts(&quoted.join(if self == Self::ZhCn { "" } else { ", " }))
                }
            },
            Hint::Initials(None) => self.hint_read().to_owned(),
            Hint::Initials(Some(letters)) => {
                let letters = all(letters);
                if letters.contains(|c: char| c.is_ascii_uppercase()) {
                    self.hint_initials_told(&letters)
                } else {
                    self.hint_initials(&letters)
                }
            }
        }
    }
}

/// The beginning of a piece of words.
fn beginning(piece: &str) -> String {
    const CODE_POINTS: usize = 12;
    let mut chars = piece.chars();
    let mut cut: String = chars.by_ref().take(CODE_POINTS).collect();
    if chars.next().is_some() {
        cut.push('…');
    }
    cut.replace('\n', " ")
}
