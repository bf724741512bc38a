//! The brief before a session: its length, the sheet, the run through the cards.

use crate::app::action::{Action, Context};
use crate::app::area::{Area, CARD_WIDTH, column};
use crate::app::model::Model;
use crate::app::screen::brief::{Brief, Sheet, Stage};
use crate::app::screen::review::Dealt;
use crate::domain::doc::{BlockKind, SpanStyle};
use crate::locale::Lang;
use crate::tui::canvas::Canvas;
use crate::tui::widget::card;
use crate::tui::widget::footer::first_key;
use crate::tui::widget::words::Words;

/// Draws the screen.
pub fn draw(canvas: &mut Canvas, area: Area, brief: &Brief, model: &Model, lang: Lang) {
    let area = column(area, CARD_WIDTH);
    let words = match &brief.stage {
        Stage::Choosing => plan(brief, lang),
        Stage::Reading => {
            sheet(&brief.briefing.sheet).draw_page(canvas, area, brief.scroll);
            return;
        }
        Stage::Waiting => Words::new(),
        Stage::Asking(card, revealed) => side(card, *revealed, area.width, lang),
        Stage::Missed(card) => {
            let mut words = side(card, true, area.width, lang);
            let key = |action| first_key(model, lang, Context::Brief, action).unwrap_or_default();
            let sentence = lang.brief_missed(&key(Action::AskToday), &key(Action::Proceed));
            words.gap();
            words.runs(BlockKind::Paragraph, &[(sentence, Some(SpanStyle::Strong))]);
            words
        }
        Stage::Done => done(brief, lang),
    };
    words.draw(canvas, area, brief.scroll);
}

fn plan(brief: &Brief, lang: Lang) -> Words {
    let mut words = Words::new();
    words.gap();
    words.text(BlockKind::Heading(1), &brief.briefing.title);
    words.gap();
    words.runs(
        BlockKind::Paragraph,
        &[(lang.brief_length(brief.minutes), Some(SpanStyle::Strong))],
    );
    words.gap();
    for line in lang.brief_plan(&brief.briefing, brief.minutes) {
        words.text(BlockKind::Paragraph, &line);
    }
    words
}

fn sheet(sheet: &Sheet) -> Words {
    let mut words = Words::new();
    match sheet {
        Sheet::Formulations(items) => {
            let mut section = "";
            for item in items {
                words.gap();
                if item.section != section {
                    section = &item.section;
                    words.text(BlockKind::Heading(2), section);
                }
                words.text(BlockKind::Quote, &item.wording);
                if !item.said.is_empty() {
                    words.text(BlockKind::Quote, &item.said);
                }
            }
        }
        Sheet::Outline(entries) => {
            words.gap();
            for entry in entries {
                let depth = entry.level.saturating_sub(1);
                words.text(
                    BlockKind::Item {
                        depth,
                        ordinal: None,
                    },
                    &entry.text,
                );
            }
        }
    }
    words
}

fn side(card: &Dealt, revealed: bool, width: u16, lang: Lang) -> Words {
    let mut words = Words::new();
    words.gap();
    card::question(&mut words, &card.note, &card.part, lang);
    if revealed {
        words.gap();
        words.newest();
        words.text(BlockKind::Footnote, &"─".repeat(usize::from(width)));
        words.gap();
        card::answer(&mut words, &card.note, &card.part, false, lang);
    }
    words
}

fn done(brief: &Brief, lang: Lang) -> Words {
    let mut words = Words::new();
    words.gap();
    words.text(BlockKind::Heading(1), lang.brief_done());
    words.gap();
    words.text(
        BlockKind::Paragraph,
        &lang.brief_summary(brief.shown, brief.known),
    );
    if brief.asked > 0 {
        words.text(BlockKind::Paragraph, &lang.brief_asked(brief.asked));
    }
    words
}
