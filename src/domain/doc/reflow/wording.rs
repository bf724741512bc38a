//! What the wording of a line tells about where paragraphs end. Knows single lines, no widths and no
//! neighbours but those it is given.

use super::glyph;

/// Whether a line says something by itself: a name under a quotation, a source, an address.
pub(super) fn stands_alone(line: &str) -> bool {
    let bracketed = line.starts_with(['（', '(', '【', '[', '<'])
        && line.ends_with(['）', ')', '】', ']', '>']);
    let said = line.starts_with("——")
        && !line.contains(['。', '！', '？', '；'])
        && glyph::is_balanced(line);
    let named = !line.contains('，') && line.chars().count() <= 30;
    let sourced_name = line.chars().count() <= 60 && ends_as_source(line);
    let signed = said && (named || sourced_name);
    let sourced = line.starts_with(['※', '★', '☆']);
    bracketed || signed || sourced || holds_address(line) || is_date(line)
}

/// Whether a line holds an address of the web.
pub(super) fn holds_address(line: &str) -> bool {
    // A single byte is found much faster.
    line.contains(':') && line.contains("://")
}

/// Whether a line ends as the source of a quotation does.
pub(super) fn ends_as_source(line: &str) -> bool {
    line.ends_with(['年', '月', '日', '》', '页', '期', '）', ')'])
}

/// Whether a line starts with a few words and a colon, as the items of a list of terms do. A number
/// or what stands in brackets may belong to them.
pub(super) fn is_labelled(line: &str) -> bool {
    const LONGEST: usize = 16;
    let label = line.chars().take_while(|c| *c != '：').take(LONGEST + 1);
    let (mut count, mut plain, mut han) = (0, true, 0);
    for c in label {
        count += 1;
        han += usize::from(glyph::is_han(c));
        plain &= glyph::is_han(c) || c.is_ascii_digit() || "（）.《》“”".contains(c);
    }
    plain && (2..=10).contains(&han) && count <= LONGEST
}

/// Whether a line that could stand alone was cut all the same: in a date, or in an address.
pub(super) fn completes(before: &str, after: &str) -> bool {
    let date = before.ends_with(['年', '月']) && after.starts_with(|c: char| c.is_ascii_digit());
    let address = holds_address(before)
        && !before.ends_with('>')
        && before.ends_with(|c: char| c.is_ascii_graphic())
        && after.chars().all(|c| c.is_ascii_graphic());
    let source = before.starts_with("——")
        && after.chars().count() <= 16
        && stands_alone(&[before, after].concat());
    date || address || source
}

/// Whether a line ends with a source in brackets, behind which a quotation is over.
pub(super) fn ends_source(line: &str) -> bool {
    line.strip_suffix(['）', ')'])
        .is_some_and(|rest| rest.ends_with(['”', '》', '页', '期']))
}

/// Whether a line starts as a report of a news agency does: with who tells it, the place and the day.
pub(super) fn starts_report(line: &str) -> bool {
    const MOST: usize = 24;
    // Nearly all lines end here.
    if !line.chars().take(MOST).any(|c| matches!(c, '电' | '讯')) {
        return false;
    }
    let head: String = line
        .chars()
        .take(MOST)
        .filter(|c| !c.is_whitespace())
        .collect();
    let Some((place, _)) = head.split_once(['电', '讯']) else {
        return false;
    };
    let Some((day, number)) = place
        .strip_suffix('日')
        .map(|p| p.trim_end_matches(|c: char| c.is_ascii_digit()))
        .and_then(|p| p.strip_suffix('月'))
        .map(|p| (p, p.trim_end_matches(|c: char| c.is_ascii_digit())))
    else {
        return false;
    };
    day.len() > number.len() && number.chars().count() >= 2 && number.chars().all(glyph::is_han)
}

/// Whether a line is a date and nothing else.
pub(super) fn is_date(line: &str) -> bool {
    const LONGEST: usize = 80;
    let starts = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十".contains(c);
    if line.len() > LONGEST || !line.starts_with(starts) {
        return false;
    }
    let compact: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let is_digit = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十".contains(c);
    let shape: String = compact
        .chars()
        .map(|c| if is_digit(c) { '0' } else { c })
        .collect();
    let mut parts = shape.split('0').filter(|p| !p.is_empty());
    let marks: Vec<&str> = parts.by_ref().collect();
    shape.starts_with("0000")
        && matches!(
            marks.as_slice(),
            ["年"] | ["年", "月"] | ["年", "月", "日"] | ["-", "-"] | ["/", "/"] | [".", "."]
        )
}

/// What speaks in a line itself for its going on: it holds the end of a sentence, or an open bracket,
/// or it ends with a word that wants another behind it.
pub(super) fn wording(line: &str) -> f32 {
    let sentence = if line.contains(['。', '！', '？', '；']) {
        3.0
    } else {
        0.0
    };
    let open = if glyph::is_balanced(line) { 0.0 } else { 2.5 };
    let hanging = if ends_hanging(line) { 2.0 } else { 0.0 };
    let pause = if line.contains('，') { 0.7 } else { 0.0 };
    sentence + open + hanging + pause
}

/// Whether white space stands between Chinese characters in the line.
pub(super) fn has_gap(line: &str) -> bool {
    let mut pieces = line
        .split(char::is_whitespace)
        .filter(|p| !p.is_empty())
        .peekable();
    while let Some(piece) = pieces.next() {
        let ends = piece.chars().next_back().is_some_and(glyph::is_han);
        if ends
            && pieces
                .peek()
                .is_some_and(|next| next.starts_with(glyph::is_han))
        {
            return true;
        }
    }
    false
}

/// Whether a line begins with a word that takes up what was said just before, as sentences inside a
/// paragraph do more often than first ones.
pub(super) fn points_back(line: &str) -> bool {
    const WORDS: [&str; 26] = [
        "这", "那", "它", "他", "她", "其", "此", "该", "但", "而", "却", "因此", "所以", "因而",
        "从而", "于是", "然而", "可见", "不过", "只有", "只要", "例如", "比如", "也", "又", "还",
    ];
    WORDS.iter().any(|word| line.starts_with(word))
}

/// Whether a line ends with a word that wants another behind it.
pub(super) fn ends_hanging(line: &str) -> bool {
    const WORDS: &str = "的和与及在从对把将被是之以其而为于向到或且并着等";
    line.chars().next_back().is_some_and(|c| WORDS.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_stand_alone() {
        for line in [
            "——习近平",
            "※来源：求是网",
            "（转载自《求是》）",
            "2024年4月",
            "<https://example.org/a>",
            "二〇二四年四月",
        ] {
            assert!(stands_alone(line), "{line}");
        }
        for line in [
            "——加快科技创新。科技创新",
            "2024年全国两会",
            "发展新质生产力",
        ] {
            assert!(!stands_alone(line), "{line}");
        }
    }

    #[test]
    fn reports_of_news_agencies_start_paragraphs() {
        for line in ["新华社北京2月1日电 中共中央", "本报上海12月30日讯（记者"]
        {
            assert!(starts_report(line), "{line}");
        }
        for line in ["2月1日电力供应", "新华社北京电", "他在2月1日讲话中说"] {
            assert!(!starts_report(line), "{line}");
        }
    }

    #[test]
    fn what_stands_alone_can_be_cut_all_the_same() {
        assert!(completes("——某人，某次会议，2024年1月", "31日"));
        assert!(completes("<https://example.org/ab", "cd.html>"));
        assert!(completes("——某人，第二部分，《求是》2024年", "第9期"));
        assert!(!completes("——某人，2024年", "与发展的关系"));
    }
}
