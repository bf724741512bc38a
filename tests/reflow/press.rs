//! Sets blocks in pages, with notes, running heads and numbers, and takes the text out again in the
//! ways in which it gets spoiled.

use super::blocks::Plain;
use std::ops::Range;

/// In what form the text comes out of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A line for each paragraph, or the part of it that stands on a page.
    Parts,
    /// A line for each printed one.
    Lines,
}

/// What became of the indent of paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Indent {
    /// The paragraphs had one, which is kept.
    Kept,
    /// They had one, which was lost.
    Lost,
    /// They had none.
    None,
}

/// Where blank lines stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Blank {
    /// Behind each line.
    Every,
    /// Between paragraphs, and where a page ends.
    Between,
    /// Nowhere.
    Never,
}

/// What is done to a text.
#[derive(Debug, Clone)]
pub(super) struct Damage {
    pub(super) form: Form,
    pub(super) indent: Indent,
    pub(super) blank: Blank,
    /// Width of the printed lines in half ems.
    width: u32,
    /// Lines on a page.
    height: usize,
    head: bool,
    number: Option<u8>,
    notes: bool,
    /// An abstract over both columns, in the middle of the first long paragraph.
    columns: bool,
    /// False spaces for each thousand characters.
    spaces: u64,
}

/// A block as it is before anything happens to it.
#[derive(Debug, Clone)]
pub(super) struct Given {
    level: Option<usize>,
    text: String,
}

/// The blocks of a text, a line each.
pub(super) fn given(text: &str) -> Vec<Given> {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let body = line.trim_start_matches('#');
            let level = Some(line.len() - body.len()).filter(|n| *n > 0);
            Given {
                level,
                text: body.trim().to_owned(),
            }
        })
        .collect()
}

/// A spoiled text and what it was.
pub(super) struct Spoiled {
    pub(super) seed: u64,
    pub(super) damage: Damage,
    pub(super) text: String,
    /// The blocks as they should come out.
    pub(super) blocks: Vec<Plain>,
    /// Each line of running text with the block that it is of; other lines with none.
    pub(super) lines: Vec<(Range<usize>, Option<usize>)>,
}

/// Numbers that look random, the same for the same seed.
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % below
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.next(n) == 0
    }
}

impl Damage {
    fn of(dice: &mut Dice) -> Self {
        let form = if dice.one_in(2) {
            Form::Parts
        } else {
            Form::Lines
        };
        let indent = [Indent::Kept, Indent::Lost, Indent::None][dice.next(3) as usize];
        // Lines without indents and without blank lines between paragraphs have nothing that shows
        // where one ends; Chinese is not set like that.
        let blank = match (form, indent) {
            (Form::Lines, Indent::None) => Blank::Between,
            _ => [Blank::Every, Blank::Between, Blank::Never][dice.next(3) as usize],
        };
        let columns = form == Form::Lines && dice.one_in(3);
        let width = if columns {
            40 + 2 * dice.next(4)
        } else {
            52 + 2 * dice.next(18)
        };
        Self {
            form,
            indent: if form == Form::Parts && indent == Indent::None {
                Indent::Lost
            } else {
                indent
            },
            blank: if form == Form::Parts && blank == Blank::Between {
                Blank::Every
            } else {
                blank
            },
            width: width as u32,
            height: (if columns { 34 } else { 22 }) + dice.next(16) as usize,
            head: dice.one_in(2),
            number: if dice.one_in(2) {
                Some(dice.next(3) as u8)
            } else {
                None
            },
            notes: dice.one_in(3),
            columns,
            spaces: if dice.one_in(3) { 20 } else { 0 },
        }
    }
}

/// Where a note is referred to, until its page is known.
const MARK: char = '\u{E000}';
const ABSTRACT: &str = "摘要：本文从理论来源、历史经验和现实要求三个方面说明问题，认为应当因地制宜，先立后破，把科技创新同产业创新结合起来。文章还讨论了几种常见的误解，指出它们在方法上的共同之处，并且就今后的研究提出了若干具体的建议。";

/// A printed line.
struct Printed {
    text: String,
    block: usize,
    first: bool,
    last: bool,
}

/// Spoils a text, as the seed says.
pub(super) fn spoil(text: &[Given], seed: u64) -> Spoiled {
    let mut dice = Dice((seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    (0..4).for_each(|_| _ = dice.next(2));
    let damage = Damage::of(&mut dice);
    let mut blocks = text.to_vec();
    if damage.notes {
        add_marks(&mut blocks, &mut dice);
    }
    let aside = damage
        .columns
        .then(|| blocks.iter().position(|b| b.text.chars().count() > 120))
        .flatten();
    let printed: Vec<Printed> = blocks
        .iter()
        .enumerate()
        .flat_map(|(i, b)| set(b, i, &damage))
        .collect();
    let mut out = Out {
        text: String::new(),
        lines: Vec::new(),
        damage: damage.clone(),
        dice,
    };
    out.pages(&printed, aside);
    let mut expected: Vec<Plain> = blocks
        .iter()
        .map(|b| Plain {
            text: b
                .text
                .chars()
                .filter(|c| *c != MARK && !c.is_whitespace())
                .collect(),
            level: b.level,
        })
        .collect();
    if let Some(at) = aside {
        expected.insert(
            at,
            Plain {
                level: None,
                text: ABSTRACT.to_owned(),
            },
        );
    }
    Spoiled {
        seed,
        damage,
        text: out.text,
        blocks: expected,
        lines: out.lines,
    }
}

fn add_marks(blocks: &mut [Given], dice: &mut Dice) {
    for block in blocks
        .iter_mut()
        .filter(|b| b.level.is_none() && b.text.chars().count() > 60)
    {
        if dice.one_in(4) {
            let chars: Vec<char> = block.text.chars().collect();
            let at = 10 + dice.next(chars.len() as u64 - 20) as usize;
            let is_word = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
            if is_word(chars[at]) && is_word(chars[at - 1]) {
                block.text = chars[..at]
                    .iter()
                    .chain(&[MARK])
                    .chain(&chars[at..])
                    .collect();
            }
        }
    }
}

fn half_ems(c: char) -> u32 {
    match c {
        MARK => 0,
        c if c < '\u{2000}' => 1,
        _ => 2,
    }
}

/// The printed lines of a block: no line starts with a closing mark, Latin words stay whole.
fn set(block: &Given, index: usize, damage: &Damage) -> Vec<Printed> {
    let indent = if damage.indent == Indent::None || block.level.is_some() {
        0
    } else {
        4
    };
    let chars: Vec<char> = block.text.chars().collect();
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), indent);
    let mut at = 0;
    while at < chars.len() {
        let word = chars[at..]
            .iter()
            .take_while(|c| c.is_ascii_alphanumeric() || **c == '.')
            .count()
            .max(1);
        let width: u32 = chars[at..at + word].iter().map(|c| half_ems(*c)).sum();
        let closes = "，。、；：！？”》）’％%".contains(chars[at]) || chars[at] == MARK;
        if used + width > damage.width && !closes && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        line.extend(&chars[at..at + word]);
        used += width;
        at += word;
    }
    lines.push(line);
    let count = lines.len();
    lines
        .into_iter()
        .enumerate()
        .map(|(n, text)| Printed {
            text,
            block: index,
            first: n == 0,
            last: n + 1 == count,
        })
        .collect()
}

struct Out {
    text: String,
    lines: Vec<(Range<usize>, Option<usize>)>,
    damage: Damage,
    dice: Dice,
}

impl Out {
    fn pages(&mut self, printed: &[Printed], mut aside: Option<usize>) {
        let pages: Vec<&[Printed]> = printed.chunks(self.damage.height).collect();
        for (number, page) in pages.iter().enumerate() {
            if self.damage.head && number > 0 {
                self.line("学习参考资料", None, false);
            }
            let mut notes = Vec::new();
            let mut begun = String::new();
            for (at, line) in page.iter().enumerate() {
                if aside == Some(line.block) && !line.first && !line.last && begun.is_empty() {
                    self.set_aside();
                    aside = None;
                }
                let text = self.with_notes(&line.text, &mut notes);
                let indent =
                    self.damage.indent == Indent::Kept && line.first && text.chars().count() > 1;
                if self.damage.form == Form::Lines {
                    self.line(&text, Some(line.block), indent);
                    if self.damage.blank == Blank::Between && line.last {
                        self.text.push('\n');
                    }
                    continue;
                }
                if begun.is_empty() && indent {
                    begun.push_str("\u{3000}\u{3000}");
                }
                begun.push_str(&text);
                if line.last || at + 1 == page.len() {
                    let whole = std::mem::take(&mut begun);
                    self.line(&whole, Some(line.block), false);
                }
            }
            for (mark, _) in notes.iter().enumerate() {
                let note = format!(
                    "{} 《某书》第{}页，某出版社，20{:02}年版",
                    circled(mark),
                    self.dice.next(400),
                    self.dice.next(24)
                );
                self.line(&note, None, false);
            }
            self.foot(number + 1);
        }
    }

    fn foot(&mut self, page: usize) {
        let text = match self.damage.number {
            Some(0) => format!("- {page} -"),
            Some(1) => page.to_string(),
            Some(_) => format!("第 {page} 页"),
            None => String::new(),
        };
        if !text.is_empty() {
            self.line(&text, None, false);
        }
        if self.damage.blank == Blank::Between {
            self.text.push('\n');
        }
    }

    /// The abstract, in lines over both columns.
    fn set_aside(&mut self) {
        let chars: Vec<char> = ABSTRACT.chars().collect();
        for piece in chars.chunks(self.damage.width as usize) {
            self.line(&piece.iter().collect::<String>(), None, false);
        }
    }

    fn with_notes(&mut self, text: &str, notes: &mut Vec<()>) -> String {
        let mut out = String::new();
        for c in text.chars() {
            if c == MARK {
                out.push('^');
                out.push(circled(notes.len()));
                notes.push(());
            } else {
                let last_is_han = out
                    .chars()
                    .next_back()
                    .is_some_and(|l| ('\u{4E00}'..='\u{9FFF}').contains(&l));
                if last_is_han
                    && ('\u{4E00}'..='\u{9FFF}').contains(&c)
                    && self.dice.next(1000) < self.damage.spaces
                {
                    out.push(' ');
                }
                out.push(c);
            }
        }
        out
    }

    fn line(&mut self, text: &str, block: Option<usize>, indent: bool) {
        if indent {
            self.text.push_str("\u{3000}\u{3000}");
        }
        let start = self.text.len();
        self.text.push_str(text);
        let white = text.len() - text.trim_start().len();
        self.lines.push((start + white..self.text.len(), block));
        self.text.push('\n');
        if self.damage.blank == Blank::Every {
            self.text.push('\n');
        }
    }
}

fn circled(index: usize) -> char {
    char::from_u32('①' as u32 + index as u32).unwrap()
}
