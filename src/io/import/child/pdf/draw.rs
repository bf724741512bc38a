//! Draws a page onto nothing: where each of its characters stands, its ruled lines, its pictures.

use super::content::{Drawing, Matrix};
use super::fonts::{FontId, Fonts};
use super::lines::Fragment;
use super::rules::{Path, Rule};
use oxidize_pdf::parser::content::{MarkedContentProps, MarkedContentValue};
use oxidize_pdf::parser::{ContentOperation, TextElement};

/// The transformation that leaves everything where it is.
pub(super) const SAME: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
/// The most operations of a page, with those of its forms each time they are used.
const MOST_OPERATIONS: usize = 5_000_000;
/// The most bytes of text on a page.
const MOST_TEXT: usize = 4 * 1024 * 1024;

/// A character and the direction that its line runs in, in quarters of a turn against the clock.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drawn {
    pub(super) fragment: Fragment,
    pub(super) quarter: u8,
}

/// What was drawn.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) characters: Vec<Drawn>,
    pub(super) rules: Vec<Rule>,
    /// The area of the largest picture, in square points.
    pub(super) picture: f64,
}

/// What a drawing puts onto its page.
pub(super) fn draw(drawing: &Drawing, fonts: &Fonts) -> Marks {
    let mut pen = Pen {
        fonts,
        marks: Marks::default(),
        path: Path::default(),
        left: MOST_OPERATIONS,
        room: MOST_TEXT,
        scopes: Vec::new(),
    };
    pen.run(drawing, State::default());
    pen.marks
}

/// The first transformation, then the second.
fn then(first: &Matrix, second: &Matrix) -> Matrix {
    let [xx, xy, yx, yy, x, y] = *first;
    let along = |x: f64, y: f64| {
        let [px, py, qx, qy, ..] = *second;
        (x * px + y * qx, x * py + y * qy)
    };
    let (along_x, along_y, place) = (along(xx, xy), along(yx, yy), along(x, y));
    let [.., right, up] = *second;
    [
        along_x.0,
        along_x.1,
        along_y.0,
        along_y.1,
        place.0 + right,
        place.1 + up,
    ]
}

/// What holds while text is drawn (ISO 32000-1, 8.4 and 9.3).
#[derive(Debug, Clone)]
struct State {
    page: Matrix,
    font: Option<FontId>,
    size: f64,
    between_characters: f64,
    between_words: f64,
    /// How much wider than usual text is drawn.
    stretch: f64,
    leading: f64,
    rise: f64,
    text: Matrix,
    line: Matrix,
}

impl Default for State {
    fn default() -> Self {
        Self {
            page: SAME,
            font: None,
            size: 1.0,
            between_characters: 0.0,
            between_words: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            text: SAME,
            line: SAME,
        }
    }
}

impl State {
    fn next_line(&mut self, x: f64, y: f64) {
        self.line = then(&[1.0, 0.0, 0.0, 1.0, x, y], &self.line);
        self.text = self.line;
    }

    fn advance(&mut self, x: f64, y: f64) {
        self.text = then(&[1.0, 0.0, 0.0, 1.0, x, y], &self.text);
    }
}

/// A part of the content that is marked as something.
#[derive(Debug)]
enum Scope {
    /// As nothing that matters here.
    Plain,
    /// As no part of the text: a running head, a page's number.
    Artifact,
    /// As something that reads otherwise than it looks; whether that was written.
    Reads(String, bool),
}

struct Pen<'a> {
    fonts: &'a Fonts,
    marks: Marks,
    path: Path,
    /// How many operations may still follow.
    left: usize,
    /// How many bytes of text may still follow.
    room: usize,
    scopes: Vec<Scope>,
}

impl Pen<'_> {
    fn run(&mut self, drawing: &Drawing, start: State) {
        let mut state = start;
        let mut saved: Vec<State> = Vec::new();
        for operation in &drawing.operations {
            let Some(left) = self.left.checked_sub(1) else {
                return;
            };
            self.left = left;
            match operation {
                ContentOperation::SaveGraphicsState => saved.push(state.clone()),
                ContentOperation::RestoreGraphicsState => {
                    if let Some(before) = saved.pop() {
                        let (text, line) = (state.text, state.line);
                        state = State {
                            text,
                            line,
                            ..before
                        };
                    }
                }
                ContentOperation::SetTransformMatrix(xx, xy, yx, yy, x, y) => {
                    state.page = then(&[*xx, *xy, *yx, *yy, *x, *y].map(f64::from), &state.page);
                }
                ContentOperation::PaintXObject(name) => self.paint(drawing, name, &state),
                ContentOperation::InlineImage { .. } => self.picture(&state),
                ContentOperation::SetFont(name, size) => {
                    state.font = drawing.fonts.get(name).copied();
                    state.size = f64::from(*size);
                }
                operation => {
                    if !self.mark(operation)
                        && !self.path.add(operation, &state.page, &mut self.marks.rules)
                    {
                        self.text(operation, &mut state);
                    }
                }
            }
        }
    }

    fn paint(&mut self, drawing: &Drawing, name: &str, state: &State) {
        if let Some(form) = drawing.forms.get(name) {
            let page = then(&form.matrix, &state.page);
            self.run(
                &form.drawing,
                State {
                    page,
                    ..state.clone()
                },
            );
        } else if drawing.pictures.contains(name) {
            self.picture(state);
        }
    }

    fn picture(&mut self, state: &State) {
        let [a, b, c, d, ..] = state.page;
        self.marks.picture = self.marks.picture.max((a * d - b * c).abs());
    }

    /// Begins and ends what is marked; whether the operation does that.
    fn mark(&mut self, operation: &ContentOperation) -> bool {
        match operation {
            ContentOperation::BeginMarkedContent(tag) => self.scopes.push(scope(tag, None)),
            ContentOperation::BeginMarkedContentWithProps(tag, entries) => {
                self.scopes.push(scope(tag, Some(entries)));
            }
            ContentOperation::EndMarkedContent => {
                self.scopes.pop();
            }
            _ => return false,
        }
        true
    }

    fn text(&mut self, operation: &ContentOperation, state: &mut State) {
        match operation {
            ContentOperation::BeginText => (state.text, state.line) = (SAME, SAME),
            ContentOperation::SetCharSpacing(space) => state.between_characters = f64::from(*space),
            ContentOperation::SetWordSpacing(space) => state.between_words = f64::from(*space),
            ContentOperation::SetHorizontalScaling(percent) => {
                state.stretch = f64::from(*percent) / 100.0;
            }
            ContentOperation::SetLeading(leading) => state.leading = f64::from(*leading),
            ContentOperation::SetTextRise(rise) => state.rise = f64::from(*rise),
            ContentOperation::SetTextMatrix(xx, xy, yx, yy, x, y) => {
                state.line = [*xx, *xy, *yx, *yy, *x, *y].map(f64::from);
                state.text = state.line;
            }
            ContentOperation::MoveText(x, y) => state.next_line(f64::from(*x), f64::from(*y)),
            ContentOperation::MoveTextSetLeading(x, y) => {
                state.leading = -f64::from(*y);
                state.next_line(f64::from(*x), f64::from(*y));
            }
            ContentOperation::NextLine => state.next_line(0.0, -state.leading),
            ContentOperation::ShowText(bytes) => self.show(bytes, state),
            ContentOperation::NextLineShowText(bytes) => {
                state.next_line(0.0, -state.leading);
                self.show(bytes, state);
            }
            ContentOperation::SetSpacingNextLineShowText(words, characters, bytes) => {
                state.between_words = f64::from(*words);
                state.between_characters = f64::from(*characters);
                state.next_line(0.0, -state.leading);
                self.show(bytes, state);
            }
            ContentOperation::ShowTextArray(elements) => {
                for element in elements {
                    match element {
                        TextElement::Text(bytes) => self.show(bytes, state),
                        TextElement::Spacing(back) => self.step_back(f64::from(*back), state),
                    }
                }
            }
            _ => {}
        }
    }

    /// Moves the pen against the direction of the text, by thousandths of the font's size.
    fn step_back(&self, back: f64, state: &mut State) {
        let step = -back / 1000.0 * state.size;
        if state.font.is_some_and(|font| self.fonts.is_vertical(font)) {
            state.advance(0.0, step);
        } else {
            state.advance(step * state.stretch, 0.0);
        }
    }

    fn show(&mut self, bytes: &[u8], state: &mut State) {
        let Some(font) = state.font else { return };
        let fonts = self.fonts;
        let vertical = fonts.is_vertical(font);
        for (code, character) in fonts.characters(font, bytes) {
            let space = if code.is_space() {
                state.between_words
            } else {
                0.0
            };
            let step = state.between_characters + space;
            let advance = character.advance / 1000.0 * state.size;
            self.put(&character.text, advance, vertical, state);
            if vertical {
                // What most fonts say of vertical text, if they say anything: a full em down.
                state.advance(0.0, -state.size.abs() + step);
            } else {
                state.advance((advance + step) * state.stretch, 0.0);
            }
        }
    }

    /// Puts a character where the pen is.
    fn put(&mut self, text: &str, advance: f64, vertical: bool, state: &State) {
        let to_page = then(&state.text, &state.page);
        let [xx, xy, yx, yy, ..] = to_page;
        let (along, size) = (xx.hypot(xy), yx.hypot(yy) * state.size.abs());
        let [.., x, y] = then(&[1.0, 0.0, 0.0, 1.0, 0.0, state.rise], &to_page);
        let Some(quarter) = quarter(xx, xy) else {
            return;
        };
        let width = (advance * state.stretch * along).abs();
        if ![x, y, width, size].iter().all(|value| value.is_finite()) {
            return;
        }
        let Some(text) = self.reads_as(text, width) else {
            return;
        };
        if text.is_empty() || text.len() > self.room {
            return;
        }
        self.room -= text.len();
        self.marks.characters.push(Drawn {
            fragment: Fragment {
                x,
                y,
                width: if vertical { size } else { width },
                size: size.max(1.0),
                text,
            },
            // Text from the top down is read as if the page were turned.
            quarter: if vertical { (quarter + 3) % 4 } else { quarter },
        });
    }

    /// What a character is in the text; `None` where it is no part of it.
    fn reads_as(&mut self, text: &str, width: f64) -> Option<String> {
        if self
            .scopes
            .iter()
            .any(|scope| matches!(scope, Scope::Artifact))
        {
            return None;
        }
        let reads = self.scopes.iter_mut().rev().find_map(|scope| match scope {
            Scope::Reads(words, written) => Some((words, written)),
            _ => None,
        });
        let Some((words, written)) = reads else {
            return Some(text.to_owned());
        };
        if std::mem::replace(written, true) {
            // It stands for several characters: it is as wide as they are.
            if let Some(last) = self.marks.characters.last_mut() {
                last.fragment.width += width;
            }
            return None;
        }
        Some(words.clone())
    }
}

/// The direction of a line whose text runs by these coefficients; `None` where it is slanted.
fn quarter(a: f64, b: f64) -> Option<u8> {
    const SLANT: f64 = 0.1;
    match (a, b) {
        (a, b) if b.abs() <= SLANT * a.abs() => Some(if a < 0.0 { 2 } else { 0 }),
        (a, b) if a.abs() <= SLANT * b.abs() => Some(if b < 0.0 { 3 } else { 1 }),
        _ => None,
    }
}

fn scope(tag: &str, entries: Option<&MarkedContentProps>) -> Scope {
    let inline = match entries {
        Some(MarkedContentProps::Inline(entries)) => Some(entries),
        _ => None,
    };
    match inline.and_then(|entries| entries.get("ActualText")) {
        _ if tag == "Artifact" => Scope::Artifact,
        Some(MarkedContentValue::String(bytes)) => Scope::Reads(text_string(bytes), false),
        _ => Scope::Plain,
    }
}

/// A text string (ISO 32000-1, 7.9.2.2): UTF-16 with its mark, UTF-8 with its mark, else Latin.
fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| match pair {
                [high, low] => u16::from_be_bytes([*high, *low]),
                _ => 0,
            });
            char::decode_utf16(units)
                .map(|c| c.unwrap_or('\u{FFFD}'))
                .collect()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        bytes => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
