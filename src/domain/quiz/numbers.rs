//! Numbers in Han or Arabic figures: at the beginning of a text, and in a question.

/// The figures that the text begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figures {
    /// How many characters they are.
    pub(super) taken: usize,
    /// Their number in Arabic figures; none where they make no number (千方百计).
    pub(super) number: Option<String>,
}

/// The figures that the text begins with, if it does. Han figures up to 9999 make a number, and
/// those that are said one by one (二〇二四). What stands before 万 or 亿 is a number of its own.
pub(super) fn figures(text: &[char]) -> Option<Figures> {
    let arabic = text.iter().take_while(|c| c.is_ascii_digit()).count();
    if arabic > 0 {
        let point = text.get(arabic) == Some(&'.');
        let behind = text.iter().skip(arabic + 1);
        let decimals = behind.take_while(|c| c.is_ascii_digit()).count();
        let taken = match (point, decimals) {
            (true, 1..) => arabic + 1 + decimals,
            _ => arabic,
        };
        let number = Some(text.iter().take(taken).collect());
        return Some(Figures { taken, number });
    }
    let taken = text.iter().take_while(|c| place(**c).is_some()).count();
    let run = text.get(..taken).filter(|run| !run.is_empty())?;
    let number = one_by_one(run).or_else(|| by_places(run));
    Some(Figures { taken, number })
}

/// Whether a question says that so many are asked for: the number as a figure, in Han or Arabic, that
/// counts something (六项, 4大高地, not 2024年 or 第六章), or as an English word.
pub fn says_count(question: &str, count: usize) -> bool {
    const COUNTED: &str = "项个种条类点组步级环句例处次颗件份位家对方大力者样化部段“";
    const WORDS: [&str; 11] = [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];
    let word = count.checked_sub(2).and_then(|at| WORDS.get(at));
    let mut said = question.split(|c: char| !c.is_ascii_alphabetic());
    if word.is_some_and(|word| said.any(|said| said.eq_ignore_ascii_case(word))) {
        return true;
    }
    let number = count.to_string();
    let chars: Vec<char> = question.chars().collect();
    let mut at = 0;
    while let Some(rest) = chars.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(figures) = figures(rest) else {
            at += 1;
            continue;
        };
        let ordinal = at.checked_sub(1).and_then(|at| chars.get(at)) == Some(&'第');
        let mut after = rest.iter().skip(figures.taken).skip_while(|c| **c == ' ');
        let counts = after
            .next()
            .is_some_and(|c| COUNTED.contains(*c) || c.is_ascii_alphabetic());
        if counts && !ordinal && figures.number.as_deref() == Some(number.as_str()) {
            return true;
        }
        at += figures.taken;
    }
    false
}

/// What a Han figure says.
#[derive(Debug, Clone, Copy)]
enum Place {
    Figure(u32),
    Times(u32),
}

fn place(c: char) -> Option<Place> {
    const FIGURES: &str = "零一二三四五六七八九";
    Some(match c {
        '〇' => Place::Figure(0),
        '两' => Place::Figure(2),
        '十' => Place::Times(10),
        '百' => Place::Times(100),
        '千' => Place::Times(1000),
        _ => Place::Figure(FIGURES.chars().position(|figure| figure == c)? as u32),
    })
}

/// Figures without places: 二〇二四.
fn one_by_one(run: &[char]) -> Option<String> {
    run.iter()
        .map(|c| match place(*c) {
            Some(Place::Figure(figure)) => char::from_digit(figure, 10),
            _ => None,
        })
        .collect()
}

/// Figures with places, the greatest first: 三千零五十二.
fn by_places(run: &[char]) -> Option<String> {
    let (mut sum, mut figure, mut below) = (0, None, 10_000);
    for c in run {
        match place(*c)? {
            Place::Figure(0) if figure.is_none() => {}
            Place::Figure(value) if figure.is_none() => figure = Some(value),
            // Ten is said without a one before it, but only ten.
            Place::Times(times) if times < below && (figure.is_some() || times == 10) => {
                sum += figure.take().unwrap_or(1) * times;
                below = times;
            }
            Place::Figure(_) | Place::Times(_) => return None,
        }
    }
    Some((sum + figure.unwrap_or(0)).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_from_the_beginning() {
        for (text, number) in [
            ("2024年", Some(("2024", 4))),
            ("3.25%", Some(("3.25", 4))),
            ("3.", Some(("3", 1))),
            ("二〇二四年", Some(("2024", 4))),
            ("十", Some(("10", 1))),
            ("二十一", Some(("21", 3))),
            ("一百零五", Some(("105", 4))),
            ("三千零五十二", Some(("3052", 6))),
            ("九亿", Some(("9", 1))),
            ("百花", Some(("", 1))),
            ("千方百计", Some(("", 1))),
            ("二三十", Some(("", 3))),
            ("年2024", None),
            ("", None),
        ] {
            let read = figures(&text.chars().collect::<Vec<_>>());
            let wanted = number.map(|(number, taken)| Figures {
                taken,
                number: (!number.is_empty()).then(|| number.to_owned()),
            });
            assert_eq!(read, wanted, "{text}");
        }
    }
}
