use super::*;
use std::path::PathBuf;

/// Gives its bytes in pieces of one length.
struct Pieces<'a>(&'a [u8], usize);

impl Read for Pieces<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let length = self.1.min(self.0.len()).min(to.len());
        let (head, tail) = self.0.split_at(length);
        to[..length].copy_from_slice(head);
        self.0 = tail;
        Ok(length)
    }
}

fn streamed(bytes: &[u8], piece: usize) -> Result<FileText, ImportError> {
    read_stream(Pieces(bytes, piece), Path::new("x"), None, &mut |_| {})
}

fn plain(path: &Path, most: u64) -> Result<String, ImportError> {
    Ok(read_at_most(path, None, &mut |_| {}, most)?.text)
}

#[test]
fn a_file_is_read_up_to_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "12345").unwrap();
    let whole = read(&path, None, &mut |_| {}).unwrap();
    assert_eq!(whole.text, "12345");
    assert_eq!(whole.content, *blake3::hash(b"12345").as_bytes());
    assert_eq!(plain(&path, 5).unwrap(), "12345");
    assert!(matches!(
        plain(&path, 4),
        Err(ImportError::TooLarge { most: 4, .. })
    ));
    // A sparse file of a byte too many is refused by its length alone.
    let huge = File::create(folder.path().join("huge.txt")).unwrap();
    huge.set_len(MAX_IMPORT_BYTES + 1).unwrap();
    assert!(matches!(
        read(&folder.path().join("huge.txt"), None, &mut |_| {}),
        Err(ImportError::TooLarge { .. })
    ));
}

#[test]
fn a_file_that_hides_its_length_is_limited_too() {
    let status = Path::new("/proc/self/status");
    if status.exists() {
        assert_eq!(fs::metadata(status).unwrap().len(), 0);
        assert!(matches!(
            plain(status, 16),
            Err(ImportError::TooLarge { .. })
        ));
    }
}

#[test]
fn neither_folder_nor_device_nor_pipe_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let read = |path: &Path| plain(path, MAX_IMPORT_BYTES);
    assert!(matches!(
        read(folder.path()),
        Err(ImportError::Folder { .. })
    ));
    assert!(matches!(
        read(Path::new("/dev/zero")),
        Err(ImportError::NotAFile { .. })
    ));
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    assert!(matches!(read(&pipe), Err(ImportError::NotAFile { .. })));
    assert!(matches!(
        read(&folder.path().join("nowhere")),
        Err(ImportError::Unreadable { .. })
    ));
}

#[test]
fn pieces_of_any_length_make_the_same_text() {
    let text = "# plain at first\n".repeat(9_000) + &"温故而知新，可以为师矣。\n".repeat(9_000);
    for encoding in ["utf-8", "gb18030"] {
        let label = encoding_rs::Encoding::for_label(encoding.as_bytes()).unwrap();
        let bytes = label.encode(&text).0;
        for piece in [7, 4093, CHUNK_BYTES] {
            let read = streamed(&bytes, piece).unwrap();
            assert!(read.text == text, "{encoding} in pieces of {piece}");
            assert_eq!(read.content, *blake3::hash(&bytes).as_bytes());
            assert_eq!(read.decoded.encoding.to_lowercase(), encoding);
            assert!(read.decoded.confidence.is_high() && read.decoded.replaced == 0);
        }
    }
}

#[test]
fn the_given_encoding_is_taken_and_the_faults_are_counted() {
    let gbk = encoding_rs::GBK.encode("温故而知新").0;
    let given = Some(TextEncoding::BIG5);
    let read = read_stream(&*gbk, Path::new("x"), given, &mut |_| {}).unwrap();
    assert!(read.decoded.given && read.decoded.encoding == "Big5");
    let faults = read.text.matches('\u{FFFD}').count();
    assert_eq!(read.decoded.replaced, faults);
    let mut bytes = "温故而知新，可以为师矣。".repeat(20).into_bytes();
    bytes.truncate(bytes.len() - 1);
    let cut = streamed(&bytes, 100).unwrap();
    assert_eq!(cut.decoded.replaced, 1);
    assert!(cut.decoded.confidence.is_high(), "one fault at the end");
    for at in (0..bytes.len()).step_by(60) {
        bytes[at] = 0xff;
    }
    let spoiled = streamed(&bytes, 100).unwrap();
    assert_eq!(spoiled.decoded.encoding, "UTF-8");
    assert!(!spoiled.decoded.confidence.is_high());
    assert!(spoiled.decoded.replaced >= 12);
}

#[test]
fn what_is_no_text_is_refused_however_it_begins() {
    let noise: Vec<u8> = (0..2000_u32).map(|n| ((n * n) >> 3) as u8).collect();
    let late = [b"a header\n".repeat(20_000), noise.clone()].concat();
    let pdf = [&b"%PDF-1.4\n"[..], &b"1 0 obj\n".repeat(20_000)].concat();
    let name = |read: Result<FileText, ImportError>| match read {
        Err(ImportError::NotText { path, looks_like }) => {
            assert_eq!(path, PathBuf::from("x"));
            looks_like
        }
        other => panic!("{:?}", other.map(|read| read.decoded)),
    };
    assert_eq!(name(streamed(&noise, 300)), None);
    assert_eq!(name(streamed(&late, 5000)), None);
    assert_eq!(name(streamed(&pdf, 5000)), Some("PDF"));
    for given in [TextEncoding::GB18030, TextEncoding::UTF_8] {
        let read = |bytes: &[u8]| read_stream(bytes, Path::new("x"), Some(given), &mut |_| {});
        assert_eq!(name(read(&noise)), None);
        assert_eq!(name(read(&pdf)), Some("PDF"));
    }
}
