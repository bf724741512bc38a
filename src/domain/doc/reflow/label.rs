//! Lines that say what they are: the masthead of a journal, what its articles carry before the text,
//! captions, rows of tables, names of authors. Knows single lines.

use super::glyph::{self, Ending};
use super::wording;

/// Whether a line starts with a label of its own, as abstracts and key words of articles do:
/// `［关键词］`, `【摘要】`, `收稿日期：`.
pub(super) fn starts_label(line: &str) -> bool {
    const LONGEST: usize = 10;
    const NAMES: [&str; 17] = [
        "摘要",
        "内容提要",
        "关键词",
        "关键字",
        "中图分类号",
        "文献标识码",
        "文章编号",
        "收稿日期",
        "修回日期",
        "基金项目",
        "作者简介",
        "作者单位",
        "通讯作者",
        "通信作者",
        "责任编辑",
        "责任校对",
        "引用格式",
    ];
    let mut chars = line.chars();
    let open = chars.next();
    let close = match open {
        Some('［') => '］',
        Some('【') => '】',
        Some('[') => ']',
        Some('〔') => '〕',
        _ => '：',
    };
    let bracketed = close != '：';
    // Nearly all lines end here.
    if !bracketed
        && !line.starts_with([
            '摘', '内', '关', '中', '文', '收', '修', '基', '作', '通', '责', '引',
        ])
    {
        return false;
    }
    let rest = if bracketed { chars.as_str() } else { line };
    let label: String = rest
        .chars()
        .take_while(|c| *c != close && *c != ':')
        .take(LONGEST + 1)
        .filter(|c| !c.is_whitespace())
        .collect();
    if label.chars().count() > LONGEST {
        return false;
    }
    let named = NAMES.contains(&label.as_str());
    let ended = rest.contains(close) || rest.contains(':');
    ended && (named || bracketed && label.chars().count() >= 2 && label.chars().all(glyph::is_han))
}

/// Whether a line is the caption of a figure or a table: `图1 …`, `表 2-1：…`.
pub(super) fn is_caption(line: &str) -> bool {
    const LONGEST: usize = 60;
    let named = line.strip_prefix('附').unwrap_or(line);
    let Some(rest) = named.strip_prefix(['图', '表']) else {
        return false;
    };
    let rest = rest.trim_start();
    let name = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "-–.".contains(c));
    let numbered = name.len() < rest.len() && rest.starts_with(|c: char| c.is_ascii_digit());
    let apart = name.starts_with(|c: char| c.is_whitespace() || "：:".contains(c));
    numbered && apart && line.chars().count() <= LONGEST && glyph::ending(line) == Ending::Word
}

/// Whether a line that has a wide gap is a row of a table: such gaps part it more than once.
pub(super) fn is_row(line: &str) -> bool {
    const GAP: usize = 3;
    let (mut run, mut gaps) = (0, 0);
    for c in line.trim().chars() {
        run = match c {
            '\t' => GAP,
            c if c.is_whitespace() => run + 1,
            _ => {
                gaps += usize::from(run >= GAP);
                0
            }
        };
    }
    gaps >= 2
}

/// Whether a line is drawn from signs to part what stands above it from what stands below.
pub(super) fn is_rule(line: &str) -> bool {
    const FEWEST: usize = 5;
    let is_sign = |c: &char| {
        matches!(
            c,
            '-' | '—' | '─' | '━' | '=' | '_' | '*' | '~' | '·' | '＊' | '－' | '＝' | '＿' | '～'
        )
    };
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next().filter(is_sign) else {
        return false;
    };
    let (same, all) = signs.fold((1, 1), |(same, all), c| {
        (same + usize::from(c == first), all + 1)
    });
    same == all && all >= FEWEST
}

/// Whether a line is the title of a list of notes or sources.
pub(super) fn titles_notes(line: &str) -> bool {
    const TITLES: [&str; 11] = [
        "注",
        "注释",
        "尾注",
        "脚注",
        "参考文献",
        "主要参考文献",
        "参考资料",
        "引用文献",
        "Notes",
        "NOTES",
        "References",
    ];
    let bare = || {
        line.chars()
            .filter(|c| !c.is_whitespace() && !"：:【】[]".contains(*c))
    };
    // Nearly all lines end here.
    let first = bare().next();
    TITLES.iter().any(|title| title.chars().next() == first)
        && TITLES.contains(&bare().take(12).collect::<String>().as_str())
}

/// Whether a line is of the masthead of a journal: volume and number, or a date.
pub(super) fn is_masthead(line: &str) -> bool {
    const LONGEST: usize = 40;
    const MONTHS: &str = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";
    if line.chars().count() > LONGEST {
        return false;
    }
    let compact: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let issue = compact.split_once('期').is_some_and(|(before, behind)| {
        let is_digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c);
        let words = before.trim_end_matches(is_digit);
        let over =
            behind.is_empty() || behind.starts_with(|c: char| !glyph::is_han(c) || c == '总');
        words.len() < before.len() && words.ends_with('第') && over
    });
    let month = line
        .get(..3)
        .is_some_and(|m| MONTHS.split(' ').any(|name| name == m))
        && line.chars().any(|c| c.is_ascii_digit());
    let no_sentence = !compact.contains(['，', '。', '：', '《']);
    no_sentence
        && (issue
            || compact.starts_with("Vol")
            || compact.starts_with("ISSN")
            || month
            || wording::is_date(line))
}

/// The authors that a line names and nothing else, without the marks behind their names: one name
/// with a space in it or with a mark behind it, or several.
pub(super) fn names(line: &str) -> Option<String> {
    const MOST: usize = 8;
    let is_mark = |c: char| c.is_ascii_digit() || glyph::is_circled(c) || "*＊†‡¹²³^".contains(c);
    let pieces: Vec<&str> = line
        .split(['，', '、', ',', ';', '；'])
        .map(str::trim)
        .filter(|piece| !piece.trim_end_matches(is_mark).is_empty())
        .collect();
    let names: Vec<String> = pieces
        .iter()
        .map(|piece| piece.trim_end_matches(is_mark).split_whitespace().collect())
        .collect();
    let is_name =
        |name: &String| (2..=4).contains(&name.chars().count()) && name.chars().all(glyph::is_han);
    // Nothing else is written like this.
    let told = pieces.iter().zip(&names).any(|(piece, name)| {
        piece.ends_with(is_mark) || name.chars().count() == 2 && piece.contains(char::is_whitespace)
    });
    (told && (1..=MOST).contains(&names.len()) && names.iter().all(is_name))
        .then(|| names.join("，"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_captions_rows_and_mastheads() {
        for line in [
            "［摘  要］乡村",
            "【关键词】甲；乙",
            "收稿日期：2023-11-20",
            "摘要: 甲",
            "[摘要] 甲",
        ] {
            assert!(starts_label(line), "{line}");
        }
        for line in [
            "［3］ 某书",
            "基金会的项目：甲",
            "[甲",
            "中国的事",
            "关键词很多。",
        ] {
            assert!(!starts_label(line), "{line}");
        }
        for line in ["图1  开放时间与借阅", "表 2-1：样本"] {
            assert!(is_caption(line), "{line}");
        }
        for line in ["图1显示，借阅很少", "表1 显示了这一点。", "图书馆 1"] {
            assert!(!is_caption(line), "{line}");
        }
        for line in ["-----", "  ────────  ", "* * * * *", "=========="] {
            assert!(is_rule(line), "{line}");
        }
        for line in ["——甲", "----", "-----甲", "……………", ""] {
            assert!(!is_rule(line), "{line}");
        }
        assert!(is_row("甲县   16   23400   1180") && is_row("甲\t1\t2"));
        assert!(!is_row("陈  默，李  青") && !is_row("一    二"));
        for line in [
            "第39卷 第3期",
            "2024年第 3 期",
            "Vol.39 No.3",
            "Mar. 2024",
            "2024年3月",
        ] {
            assert!(is_masthead(line), "{line}");
        }
        for line in [
            "第一章 总则",
            "第二十期的《求是》",
            "May the best",
            "第3期，讲了什么",
        ] {
            assert!(!is_masthead(line), "{line}");
        }
    }

    #[test]
    fn names_of_authors() {
        for (line, expected) in [
            ("陈  默1，李  青2", Some("陈默，李青")),
            ("王 海", Some("王海")),
            ("欧阳小雨*", Some("欧阳小雨")),
            ("乡村图书馆", None),
            ("怎样读书", None),
            ("读书很好，坐得住", None),
            ("第39卷 第3期", None),
        ] {
            assert_eq!(names(line).as_deref(), expected, "{line}");
        }
    }
}
