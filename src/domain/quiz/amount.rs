//! A figure in an answer, and others that may be taken for it.

use super::chance::Chance;

/// A figure: digits and, perhaps, a point.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    /// As it is written.
    pub(super) text: String,
    pub(super) value: f64,
    decimals: usize,
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Century,
    Decade,
    Year,
    /// Of a year; not so many months.
    Month,
    /// Of a month; not so many days.
    Day,
    Amount,
}

impl Number {
    pub(super) fn at_start(text: &str) -> Option<Self> {
        let figures = text.bytes().take_while(u8::is_ascii_digit).count();
        let rest = text.get(figures..)?;
        let behind = rest.strip_prefix('.').unwrap_or_default();
        let decimals = behind.bytes().take_while(u8::is_ascii_digit).count();
        let length = figures + if decimals > 0 { 1 + decimals } else { 0 };
        let text = text.get(..length)?.to_owned();
        let value = text.parse().ok()?;
        Some(Self {
            text,
            value,
            decimals,
        })
    }

    /// Whether both are one number, or one is the other with more digits.
    pub(super) fn same_value(&self, other: &Self) -> bool {
        let scale = 10_f64.powi(self.decimals.min(other.decimals) as i32);
        let rounded = |number: &Self| (number.value * scale).round() as i64;
        rounded(self) == rounded(other)
    }

    /// Another number of this size; of a year, a month, a day another one that there is.
    pub(super) fn varied(&self, sort: Sort, unit: &str, chance: &mut Chance) -> Option<String> {
        const NEAR: [f64; 4] = [-3.0, -2.0, -1.0, 1.0];
        // Of what was and is to be remembered, little is of a century that has hardly begun.
        const CENTURIES: f64 = 20.0;
        const MUCH: f64 = 60.0;
        const WHOLE: f64 = 100.0;
        let near = NEAR.get(chance.below(NEAR.len()))?;
        let value = match sort {
            Sort::Century => (self.value + near.signum()).min(CENTURIES.max(self.value)),
            Sort::Decade => 10.0 * (1 + chance.below(9)) as f64,
            // A year that ends a plan is a round one, and so are those it may be taken for.
            Sort::Year if self.value % 5.0 == 0.0 && chance.below(2) == 0 => {
                self.value + 5.0 * near
            }
            Sort::Year => self.value + near,
            Sort::Month => 1.0 + chance.below(12) as f64,
            Sort::Day => 1.0 + chance.below(28) as f64,
            // Much of a whole is told by what is missing from it.
            Sort::Amount if unit.starts_with('%') && (MUCH..WHOLE).contains(&self.value) => {
                let missing = format!("{:.*}", self.decimals, WHOLE - self.value);
                WHOLE - Self::at_start(&missing)?.another(unit, chance)
            }
            Sort::Amount => self.another(unit, chance),
        };
        let text = format!("{value:.*}", self.decimals);
        let above_all = unit.starts_with('%') && self.value <= WHOLE && value > WHOLE;
        let is_nothing = text.parse() == Ok(0.0);
        (text != self.text && !above_all && !is_nothing).then_some(text)
    }

    /// Another amount of this size, about as round.
    fn another(&self, unit: &str, chance: &mut Chance) -> f64 {
        let step = self.step(unit);
        (self.value * self.factor(chance) / step).round() * step
    }

    /// How many times another number may be this one. What has many digits must not be the double or
    /// the half of it: of such a row the right one is told.
    fn factor(&self, chance: &mut Chance) -> f64 {
        const TIMES: [f64; 8] = [0.5, 0.6, 0.75, 0.8, 1.2, 1.25, 1.5, 2.0];
        const FEW: usize = 2;
        let digits = self.text.bytes().filter(u8::is_ascii_digit).rev();
        if digits.skip_while(|digit| *digit == b'0').count() <= FEW {
            return TIMES
                .get(chance.below(TIMES.len()))
                .map_or(2.0, |times| *times);
        }
        // 0.553 to 0.893 and 1.12 to 1.81, no plain fraction among them.
        let below = 0.553 + chance.below(35) as f64 / 100.0;
        if chance.below(2) == 0 {
            below
        } else {
            1.0 / below
        }
    }

    /// How round it is: what it is a whole multiple of, 10, 1 or 0.1 and the like, or the half of such
    /// where it ends in 5 behind another digit. 21 is of ones, 25 of fives, 1500 of five hundreds.
    fn grain(&self) -> f64 {
        let mut digits = self
            .text
            .bytes()
            .rev()
            .filter(u8::is_ascii_digit)
            .peekable();
        let mut grain = 10_f64.powi(-(self.decimals as i32));
        while digits.next_if_eq(&b'0').is_some() {
            grain *= 10.0;
        }
        let five = digits.next() == Some(b'5');
        if five && digits.any(|digit| digit != b'0') {
            grain * 5.0
        } else {
            grain
        }
    }

    /// Whether two numbers are about as round as each other: of a row of round ones the exact one is
    /// told, and the other way round. `unit` stands behind it: what is “so many and more” is as round
    /// as it can be.
    pub(super) fn is_as_round_as(&self, right: &Self, unit: &str) -> bool {
        const MUCH: f64 = 10.0;
        // What is a tenth is not so exactly in binary.
        const ABOUT: f64 = 1.001;
        let (grain, of_right) = (self.grain(), right.grain());
        let least = if is_open(unit) {
            of_right
        } else {
            of_right / 2.0
        };
        grain * ABOUT >= least && grain <= of_right * MUCH * ABOUT
    }

    /// The least difference between numbers that are as round as this one. From one that has a single
    /// digit before its noughts the next is far away, and half as far will do.
    fn step(&self, unit: &str) -> f64 {
        let grain = self.grain();
        let is_single = (self.value / grain).round() < 10.0;
        let of_last = 10_f64.powi(-(self.decimals as i32));
        if is_single && self.decimals == 0 && !is_open(unit) {
            (grain / 2.0).max(of_last)
        } else {
            grain
        }
    }
}

/// Whether a number with this behind it is “so many and more”.
fn is_open(unit: &str) -> bool {
    unit.starts_with(['余', '多'])
}
