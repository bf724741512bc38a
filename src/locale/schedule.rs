//! Words of the schedule as a whole: parameters, and dates that are chosen anew.

use super::words;

words! {
    parameters_of(deck: &str) = "{deck} 换了参数", "parameters for {deck}";
    parameters_of_all() = "换了参数", "parameters";
    pub was_rescheduled(cards: usize) = "重排 {cards} 张卡", "rescheduled {cards} cards", one cards "rescheduled {cards} card";
    pub reading_log() = "读记录", "log";
    pub optimizing() = "求参数", "optimizing";
    pub rescheduling() = "重排", "rescheduling";
    pub undoing() = "撤销", "undoing";
    pub redoing() = "重做", "redoing";
    pub column_day() = "日期", "day";
    pub column_before() = "原来", "before";
    pub column_after() = "以后", "after";
    pub row_sum() = "合计", "sum";
    pub nothing_moves(reviews: usize) =
        "复习中的卡 {reviews} 张，日期都合现在的设置，不用重排。",
        "{reviews} cards in review: all dates go with the settings as they are. Nothing to reschedule.",
        one reviews "{reviews} card in review: its date goes with the settings as they are. Nothing to reschedule.";
    pub dates_move(reviews: usize, moved: usize, sooner: usize, later: usize) =
        "复习中的卡 {reviews} 张，改期 {moved} 张：提前 {sooner}，推后 {later}；其余日期不动。每天要复习的张数（今天含逾期的）：",
        "Cards in review: {reviews}; dates that move: {moved} ({sooner} sooner, {later} later). Reviews a day, today with what is overdue:";
    pub rescheduled() = "已重排。`wengu undo` 可撤销。", "Rescheduled. `wengu undo` takes it back.";
    pub not_rescheduled_yet() =
        "这只是预览，什么也没有改。", "This is a preview; nothing was changed.";
    pub optimized_from(learned: usize, held_back: usize) =
        "从 {learned} 次复习里求得参数；拿最近的 {held_back} 次（没有用来求）衡量，数越小，预测越准：",
        "Learned from {learned} reviews; measured on the latest {held_back}, which it had not seen. Less is better:";
    pub log_loss() = "对数损失", "log loss";
    pub rmse_bins() = "RMSE（分组）", "RMSE (bins)";
    pub parameters_no_better() =
        "两个数没有都变小，不算更准，参数照旧。",
        "Not both are lower, which would be better: the parameters stay as they are.";
    pub parameters_not_kept_yet() =
        "更准，但这只是预览，参数照旧。", "They foretell better, but this is a preview: nothing was changed.";
    pub parameters_kept() =
        "更准，从现在起用新参数；已排好的日期不动，要按新参数重排，先看 `wengu reschedule --preview`。`wengu undo` 可撤销。",
        "They foretell better and are used from now on. Dates stay; to have them chosen anew, look at `wengu reschedule --preview`. `wengu undo` takes this back.";
    pub asks_few_reviews(found: usize, enough: usize) =
        "只有 {found} 次可用的复习，不到 {enough} 次，求出的参数未必可靠。还要求吗？[y/N]",
        "Only {found} reviews, fewer than {enough}: the result may be chance. Go on? [y/N]";
    pub few_reviews(found: usize, enough: usize) =
        "只有 {found} 次可用的复习，不到 {enough} 次，求出的参数未必可靠。一定要求，请加 --force。",
        "There are only {found} reviews to learn from, fewer than {enough}: what comes of them may be chance. With --force it is done all the same.";
    pub no_parameters() =
        "没有求出参数：复习太少，或记得、忘记的只有一种。", "No parameters were found: there are too few reviews, or none that was forgotten.";
}

impl super::Lang {
    /// That parameters were chosen, for a deck or for all.
    pub fn were_parameters_chosen(self, deck: Option<&str>) -> String {
        deck.map_or(self.parameters_of_all().to_owned(), |deck| {
            self.parameters_of(deck)
        })
    }
}
