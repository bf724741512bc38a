//! Today: what to do next, the decks, the document being read.

use crate::app::action::{Action, Context};
use crate::app::area::{Area, column};
use crate::app::config::Role;
use crate::app::model::Model;
use crate::app::screen::list::Cursor;
use crate::app::screen::today::{DeckLine, Overview, Today};
use crate::locale::Lang;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::widget::footer::first_key;
use crate::tui::widget::list;
use crate::tui::widget::words::broken;

const WIDTH: u16 = 76;
/// Cells of a deck's bar, and of each of the numbers behind it.
const BAR: u16 = 16;
const NUMBER: u16 = 7;
/// What due cards, learning ones and new ones are drawn with.
const SIGNS: [(&str, Role); 3] = [("█", Role::Due), ("▓", Role::Learning), ("░", Role::New)];

/// Draws the screen.
pub fn draw(canvas: &mut Canvas, area: Area, today: &Today, model: &Model, lang: Lang) {
    let Some(overview) = &today.overview else {
        return;
    };
    let area = column(area, WIDTH);
    let mut rows = Rows { area, y: area.y };
    rows.skip_if_roomy(1);
    next_thing(canvas, &mut rows, overview, model, lang);
    rows.skip_if_roomy(1);
    if let Some(reading) = &overview.reading
        && let Some(row) = rows.next()
    {
        let used = canvas.text(row, lang.reading(), Role::Dim);
        let percent = lang.percent(reading.percent);
        let right = canvas.text_right(row, &percent, Role::Dim);
        let width = row.width.saturating_sub(used + right + 1);
        canvas.text_cut(
            Area {
                x: row.x + used,
                width,
                ..row
            },
            &reading.title,
            Role::Text,
        );
        canvas.click(row, Click::Act(Action::ContinueReading));
        rows.skip_if_roomy(1);
    }
    decks(canvas, &mut rows, overview, today.cursor, lang);
    legend(canvas, &mut rows, overview, model, lang);
}

/// The rows of the screen, taken one by one from the top.
struct Rows {
    area: Area,
    y: u16,
}

impl Rows {
    fn next(&mut self) -> Option<Area> {
        (self.y < self.area.y + self.area.height).then(|| {
            self.y += 1;
            Area {
                y: self.y - 1,
                height: 1,
                ..self.area
            }
        })
    }

    fn is_roomy(&self) -> bool {
        const ROOMY: u16 = 12;
        self.area.height >= ROOMY
    }

    fn skip_if_roomy(&mut self, rows: u16) {
        if self.is_roomy() {
            self.y += rows;
        }
    }

    fn rest(&self) -> Area {
        let height = (self.area.y + self.area.height).saturating_sub(self.y);
        Area {
            y: self.y,
            height,
            ..self.area
        }
    }
}

fn next_thing(
    canvas: &mut Canvas,
    rows: &mut Rows,
    overview: &Overview,
    model: &Model,
    lang: Lang,
) {
    let Some(row) = rows.next() else { return };
    let sentence = lang.next_thing(overview);
    let key = first_key(model, lang, Context::Today, Action::NextThing).unwrap_or_default();
    // The key is what a beginner looks for: a long title gives way to it.
    let press = lang.press(&key);
    let width = row
        .width
        .saturating_sub(canvas.cells(&press).saturating_add(2));
    let used = canvas.text_cut(Area { width, ..row }, &sentence, Role::Accent);
    let label = Area {
        x: row.x + used + 2,
        width: row.width.saturating_sub(used + 2),
        ..row
    };
    canvas.text(label, &press, Role::Dim);
    canvas.click(row, Click::Act(Action::NextThing));
    let done = lang.today_so_far(overview);
    if (!done.is_empty() || rows.is_roomy())
        && let Some(row) = rows.next()
    {
        canvas.text_cut(row, &done, Role::Dim);
    }
    if overview.decks.is_empty()
        && let Some(row) = rows.next()
    {
        canvas.text_cut(row, lang.no_decks(), Role::Dim);
    }
}

fn decks(canvas: &mut Canvas, rows: &mut Rows, overview: &Overview, cursor: Cursor, lang: Lang) {
    let Some(head) = rows.next() else { return };
    if overview.decks.is_empty() {
        return;
    }
    let columns = Columns::of(head);
    let (all, room) = (overview.decks.len(), usize::from(rows.rest().height));
    let name = if all > room && room > 0 {
        let mut shown = cursor;
        shown.choose(cursor.row(), all, room);
        let from = shown.top() + 1;
        lang.decks_shown(from, shown.top() + room, all)
    } else {
        lang.deck().to_owned()
    };
    canvas.text(
        Area {
            x: head.x + 2,
            width: columns.title,
            ..head
        },
        &name,
        Role::Dim,
    );
    for (column, (name, role)) in [
        (lang.due(), Role::Dim),
        (lang.learning(), Role::Dim),
        (lang.new_cards(), Role::Dim),
    ]
    .into_iter()
    .enumerate()
    {
        canvas.text_right(Columns::number(head, column), name, role);
    }
    let most = overview.decks.iter().map(DeckLine::left).max().unwrap_or(0);
    list::draw(
        canvas,
        rows.rest(),
        overview.decks.len(),
        cursor,
        |canvas, index, row, role| {
            let Some(deck) = overview.decks.get(index) else {
                return;
            };
            canvas.text_cut(
                Area {
                    width: columns.title,
                    ..row
                },
                &deck.title,
                role,
            );
            let chosen = role == Role::Selected;
            bar(canvas, columns.bar(row), deck, most, chosen);
            let numbers = [
                (deck.due, Role::Due),
                (deck.learning, Role::Learning),
                (deck.new, Role::New),
            ];
            for (column, (number, colour)) in numbers.into_iter().enumerate() {
                let role = match (chosen, number) {
                    (true, _) => Role::Selected,
                    (false, 0) => Role::Dim,
                    (false, _) => colour,
                };
                let full = Area {
                    x: head.x,
                    width: head.width,
                    ..row
                };
                canvas.text_right(Columns::number(full, column), &number.to_string(), role);
            }
        },
    );
}

/// What the signs of the bars mean, and why the numbers of the decks are more than those of the
/// day. Where there is no room for all of it there is nothing.
fn legend(canvas: &mut Canvas, rows: &mut Rows, overview: &Overview, model: &Model, lang: Lang) {
    if overview.decks.is_empty() {
        return;
    }
    rows.y = rows.y.saturating_add(overview.decks.len() as u16);
    rows.skip_if_roomy(1);
    let limit = model.config.schedule.new_per_day;
    let rest = rows.rest();
    let inner = Area {
        x: rest.x + 2,
        width: rest.width.saturating_sub(2),
        height: 1,
        ..rest
    };
    let sentence = broken(&lang.decks_legend(limit), canvas.column(inner.width));
    let signs = u16::from(Columns::of(rest).bar > 0);
    if sentence.len() + usize::from(signs) > usize::from(rest.height) {
        return;
    }
    if signs > 0 {
        draw_signs(canvas, inner, lang);
    }
    for (y, line) in (inner.y + signs..).zip(&sentence) {
        canvas.text_cut(Area { y, ..inner }, line, Role::Dim);
    }
}

/// The signs of the bars with their names.
fn draw_signs(canvas: &mut Canvas, row: Area, lang: Lang) {
    let names = [lang.due(), lang.learning(), lang.new_cards()];
    let mut x = row.x;
    for ((sign, role), name) in SIGNS.into_iter().zip(names) {
        for (text, role, gap) in [(sign, role, 1), (name, Role::Dim, 2)] {
            let left = Area {
                x,
                width: (row.x + row.width).saturating_sub(x),
                ..row
            };
            x += canvas.text(left, text, role) + gap;
        }
    }
}

/// How the columns of the deck table share a row.
struct Columns {
    title: u16,
    bar: u16,
}

impl Columns {
    fn of(row: Area) -> Self {
        let numbers = 3 * NUMBER + 1;
        let room = row.width.saturating_sub(numbers + 3);
        let bar = if room >= BAR + 20 { BAR } else { 0 };
        Self {
            title: room.saturating_sub(bar + 1),
            bar,
        }
    }

    fn bar(&self, row: Area) -> Area {
        Area {
            x: row.x + self.title + 1,
            width: self.bar,
            ..row
        }
    }

    /// The place of a number, counted from the left, in a full row.
    fn number(row: Area, column: usize) -> Area {
        let from_right = (3 - column as u16) * NUMBER + 1;
        Area {
            x: row.x + row.width.saturating_sub(from_right),
            width: NUMBER,
            ..row
        }
    }
}

/// What a deck holds for today, the fullest deck as the measure.
fn bar(canvas: &mut Canvas, area: Area, deck: &DeckLine, most: usize, chosen: bool) {
    let mut x = area.x;
    let counts = [deck.due, deck.learning, deck.new];
    for (count, (glyph, role)) in counts.into_iter().zip(SIGNS) {
        let share = count * usize::from(area.width);
        // What there is shows, however little it is.
        let width = if count == 0 {
            0
        } else {
            (share / most.max(1)).max(1) as u16
        };
        let width = width.min((area.x + area.width).saturating_sub(x));
        let role = if chosen { Role::Selected } else { role };
        let drawn = canvas.text(Area { x, width, ..area }, &glyph.repeat(width.into()), role);
        x += drawn;
    }
}
