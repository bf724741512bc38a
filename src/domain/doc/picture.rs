//! Pictures of a document: kept as they came, and known by their hash.

/// A format of pictures that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PictureKind {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// `WebP`.
    Webp,
    /// AVIF.
    Avif,
    /// Windows bitmap.
    Bmp,
    /// TIFF.
    Tiff,
    /// Scalable Vector Graphics.
    Svg,
    /// Windows metafile.
    Wmf,
    /// Enhanced metafile.
    Emf,
}

impl PictureKind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Png,
        Self::Jpeg,
        Self::Gif,
        Self::Webp,
        Self::Avif,
        Self::Bmp,
        Self::Tiff,
        Self::Svg,
        Self::Wmf,
        Self::Emf,
    ];

    /// What the names of its files end in, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Gif => "gif",
            Self::Webp => "webp",
            Self::Avif => "avif",
            Self::Bmp => "bmp",
            Self::Tiff => "tif",
            Self::Svg => "svg",
            Self::Wmf => "wmf",
            Self::Emf => "emf",
        }
    }

    /// The kind whose files end in this.
    pub fn of_extension(extension: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.extension() == extension)
    }

    /// The kind of a file, by its first bytes; names are not to be trusted.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let at = |from: usize, wanted: &[u8]| bytes.get(from..from + wanted.len()) == Some(wanted);
        let signatures: [(Self, bool); 9] = [
            (Self::Png, at(0, b"\x89PNG\r\n\x1a\n")),
            (Self::Jpeg, at(0, b"\xFF\xD8\xFF")),
            (Self::Gif, at(0, b"GIF87a") || at(0, b"GIF89a")),
            (Self::Webp, at(0, b"RIFF") && at(8, b"WEBP")),
            (Self::Avif, at(4, b"ftypavif") || at(4, b"ftypavis")),
            (Self::Bmp, at(0, b"BM") && at(6, &[0; 4])),
            (Self::Tiff, at(0, b"II*\0") || at(0, b"MM\0*")),
            (
                Self::Wmf,
                at(0, b"\xD7\xCD\xC6\x9A") || at(0, b"\x01\0\x09\0\0\x03"),
            ),
            (Self::Emf, at(0, b"\x01\0\0\0") && at(40, b" EMF")),
        ];
        let found = signatures
            .into_iter()
            .find_map(|(kind, is)| is.then_some(kind));
        found.or_else(|| is_svg(bytes).then_some(Self::Svg))
    }
}

/// Whether a text begins, behind what may stand before it, with the element `svg`.
fn is_svg(bytes: &[u8]) -> bool {
    const PROLOG: usize = 4096;
    let head = bytes.get(..PROLOG).unwrap_or(bytes);
    let head = head
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(head)
        .trim_ascii_start();
    let is_markup = [&b"<?xml"[..], b"<!", b"<svg"]
        .iter()
        .any(|start| head.starts_with(start));
    is_markup && head.windows(4).any(|part| part == b"<svg")
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its format.
    pub kind: PictureKind,
    /// The file, as it came.
    pub bytes: Vec<u8>,
    hash: blake3::Hash,
}

impl Picture {
    /// A picture of these bytes.
    pub fn new(kind: PictureKind, bytes: Vec<u8>) -> Self {
        let hash = blake3::hash(&bytes);
        Self { kind, bytes, hash }
    }

    /// The BLAKE3 of its bytes.
    pub fn hash(&self) -> [u8; 32] {
        *self.hash.as_bytes()
    }

    /// The same in hexadecimal: what spans call it by.
    pub fn name(&self) -> String {
        self.hash.to_hex().to_string()
    }

    /// What its file is called: as much of its name as tells the pictures of a library apart.
    pub fn file_name(&self) -> String {
        const SHORT: usize = 16;
        let hex = self.hash.to_hex();
        format!(
            "{}.{}",
            hex.get(..SHORT).unwrap_or(&hex),
            self.kind.extension()
        )
    }
}

/// The hash in the name of a picture that is kept; `None` for the address of one that is not.
pub fn picture_hash(name: &str) -> Option<[u8; 32]> {
    let hash = blake3::Hash::from_hex(name).ok()?;
    Some(*hash.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell_the_kind() {
        for (bytes, kind) in [
            (&b"\x89PNG\r\n\x1a\n...."[..], Some(PictureKind::Png)),
            (b"\xFF\xD8\xFF\xE0", Some(PictureKind::Jpeg)),
            (b"GIF89a", Some(PictureKind::Gif)),
            (b"RIFF....WEBPVP8 ", Some(PictureKind::Webp)),
            (b"BM\x10\0\0\0\0\0\0\0", Some(PictureKind::Bmp)),
            (b"<?xml version='1.0'?>\n<svg/>", Some(PictureKind::Svg)),
            (b"<html><svg/>", None),
            (b"RIFF....WAVE", None),
            (b"#!/bin/sh", None),
            (b"", None),
        ] {
            assert_eq!(PictureKind::of(bytes), kind, "{bytes:?}");
        }
        for kind in PictureKind::ALL {
            assert_eq!(PictureKind::of_extension(kind.extension()), Some(kind));
        }
    }

    #[test]
    fn a_name_is_a_hash_and_an_address_is_none() {
        let picture = Picture::new(PictureKind::Gif, b"GIF89a".to_vec());
        assert_eq!(picture_hash(&picture.name()), Some(picture.hash()));
        assert_eq!(picture_hash("https://a.cn/b.png"), None);
    }
}
