//! Ids written into files; what is around them is compared byte for byte.

use super::*;
use std::os::unix::fs::{PermissionsExt, symlink};
use tempfile::TempDir;

struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new(text: &str) -> Self {
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        fs::write(desk.path(), text).unwrap();
        desk
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("mine.toml")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.path()).unwrap()
    }

    /// The new ids.
    fn write(&self, once: &[&str]) -> Result<Vec<String>, WriteIdsError> {
        let once = once.iter().map(|id| NoteId::new(*id)).collect();
        let ids = write_ids(&self.path(), self.folder.path(), &once)?;
        Ok(ids.iter().map(ToString::to_string).collect())
    }
}

const BASIC: &str = "kind = \"basic\"\nquestion = \"问\"\nanswer = \"答\"\n";

#[test]
fn only_lines_with_ids_are_added() {
    let text = [
        "\u{feff}# 我的卡组\nid   = 'my'\ntitle = '我'   # 标题\n\n",
        "[[note]] # 第一条\n# 注意\n",
        BASIC,
        "\n\n[[note]]\n",
        BASIC,
        "id = 'named'\n",
        "[[ note ]]\r\n\tkind='basic'\r\n  question = 'q'\n  answer = '''\n[[note]]\n'''\n\n",
        "[note.source]\nid = 's'\nsection = 'a'\nsnippet = 'b'\n# 完\n  [[note]]\n",
        BASIC,
        "# 末行",
    ]
    .concat();
    let desk = Desk::new(&text);
    assert_eq!(desk.write(&[]).unwrap(), ["my-1", "my-2", "my-3"]);
    let written = desk.text();
    let kept: String = written
        .split_inclusive('\n')
        .filter(|line| !line.trim_start().starts_with("id = \"my-"))
        .collect();
    assert_eq!(kept, text);
    assert!(written.contains("  [[note]]\n  id = \"my-3\"\n"));
    assert!(written.contains("[[ note ]]\r\nid = \"my-2\"\r\n"));

    let parsed = parse_deck("mine.toml", &written);
    let ids: Vec<&str> = parsed.note_ids.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["my-1", "named", "my-2", "my-3"]);
    assert_eq!(parsed.problems, []);
    assert_eq!(desk.write(&[]).unwrap(), [""; 0]);
    assert_eq!(desk.text(), written);
}

#[test]
fn notes_on_one_line_and_a_bare_header_get_their_ids_too() {
    let head = "id = 'my'\ntitle = 't'\n";
    let desk = Desk::new(&format!(
        "{head}note = [{{kind = 'basic', question = 'q', answer = 'a'}}, {{}}]\n"
    ));
    assert_eq!(desk.write(&[]).unwrap().len(), 2);
    let one_line = "note = [{ id = \"my-1\",kind = 'basic', question = 'q', answer = 'a'}, \
                    { id = \"my-2\" }]\n";
    assert_eq!(desk.text(), format!("{head}{one_line}"));
    let desk = Desk::new(&format!("{head}[[note]]"));
    assert_eq!(desk.write(&[]).unwrap(), ["my-1"]);
    assert_eq!(desk.text(), format!("{head}[[note]]\nid = \"my-1\""));
}

#[test]
fn an_id_that_is_or_was_in_use_is_not_given_again() {
    let note = |id: &str| format!("[[note]]\nid = '{id}'\n{BASIC}");
    let text = format!("id = 'my'\ntitle = 't'\n[[note]]\n{BASIC}{}", note("my-2"));
    let desk = Desk::new(&text);
    let other = format!(
        "id = 'other'\ntitle = 't'\n{}{}",
        note("my-5"),
        note("my-x-9")
    );
    fs::write(desk.folder.path().join("other.toml"), other).unwrap();
    assert_eq!(desk.write(&["my-3", "mine-12"]).unwrap(), ["my-6"]);
    let desk = Desk::new(&text);
    assert_eq!(desk.write(&["my-7"]).unwrap(), ["my-8"]);
}

#[test]
fn a_file_with_errors_is_refused_and_left_as_it_is() {
    for (text, place) in [
        ("id = 'my'\n[[note]]\nkind = \n", ":3:"),
        ("title = 't'\n[[note]]\n", ":1:1"),
        ("id = 'My'\n[[note]]\n", ":1:6"),
    ] {
        let desk = Desk::new(text);
        let WriteIdsError::Problems { problems } = desk.write(&[]).unwrap_err() else {
            panic!("{text}");
        };
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].to_string().contains(place), "{problems:?}");
        assert_eq!(desk.text(), text);
    }
}

#[test]
fn a_link_stays_a_link_and_permissions_stay() {
    let desk = Desk::new("id = 'my'\ntitle = 't'\n[[note]]\n");
    fs::set_permissions(desk.path(), fs::Permissions::from_mode(0o644)).unwrap();
    let link = desk.folder.path().join("link.toml");
    symlink(desk.path(), &link).unwrap();
    let none = tempfile::tempdir().unwrap();
    write_ids(&link, none.path(), &BTreeSet::new()).unwrap();
    assert!(link.is_symlink());
    assert!(desk.text().contains("my-1"));
    let kept = fs::metadata(desk.path()).unwrap().permissions().mode();
    assert_eq!(kept & 0o777, 0o644);
}
