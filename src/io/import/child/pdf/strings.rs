//! What the file says of itself in strings: titles, authors, bookmarks.

/// Says nothing: what programs write where nobody gave a name.
const NOBODY: [&str; 10] = [
    "anonymous",
    "unspecified",
    "unknown",
    "untitled",
    "administrator",
    "admin",
    "user",
    "无标题",
    "未知",
    "微软用户",
];

/// The words of a string with one space between them; `None` where it says nothing. Old programs
/// write GBK where the format has Latin letters.
pub(super) fn words(text: &str) -> Option<String> {
    let mended = in_gbk(text);
    let words: Vec<&str> = mended
        .as_deref()
        .unwrap_or(text)
        .split_whitespace()
        .collect();
    let words = words.join(" ").replace('\0', "");
    let name = words.trim_matches(['(', ')', '（', '）']).to_lowercase();
    (!name.is_empty() && !NOBODY.contains(&name.as_str())).then_some(words)
}

/// A title without the name of the program that printed it and the extension of its file.
pub(super) fn title(text: &str) -> Option<String> {
    const PROGRAMS: [&str; 3] = [
        "Microsoft Word - ",
        "Microsoft PowerPoint - ",
        "WPS 文字 - ",
    ];
    const EXTENSIONS: [&str; 6] = [".docx", ".doc", ".wps", ".pptx", ".ppt", ".pdf"];
    let words = words(text)?;
    let name = PROGRAMS
        .iter()
        .find_map(|program| words.strip_prefix(program));
    let name = name.unwrap_or(&words);
    let bare = EXTENSIONS
        .iter()
        .find_map(|extension| name.strip_suffix(extension));
    self::words(bare.unwrap_or(name))
}

/// Latin letters as the Chinese that their bytes are in GBK, if they are nothing else.
fn in_gbk(text: &str) -> Option<String> {
    let byte = |c: char| match c {
        // The one place where the two alphabets differ among the bytes of characters.
        '€' => Some(0xA0),
        c => u8::try_from(u32::from(c)).ok(),
    };
    let bytes: Vec<u8> = text.chars().map(byte).collect::<Option<_>>()?;
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    let (read, _, failed) = encoding_rs::GBK.decode(&bytes);
    let han = read
        .chars()
        .filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c))
        .count();
    (!failed && high >= 4 && han * 4 >= high).then(|| read.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_is_left_out() {
        assert_eq!(words("(anonymous)"), None);
        assert_eq!(words(" Administrator "), None);
        assert_eq!(words("\0"), None);
        assert_eq!(words(" 张  三 "), Some("张 三".to_owned()));
        assert_eq!(title("Microsoft Word - 报告.docx"), Some("报告".to_owned()));
        assert_eq!(title("Microsoft Word - .doc"), None);
    }

    #[test]
    fn gbk_is_read_where_latin_letters_were() {
        let (bytes, _, _) = encoding_rs::GBK.encode("发展新质生产力");
        let garbled: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        assert_eq!(words(&garbled), Some("发展新质生产力".to_owned()));
        assert_eq!(words("Élysée"), Some("Élysée".to_owned()));
        assert_eq!(words("Über Größe"), Some("Über Größe".to_owned()));
    }
}
