//! Pictures decoded in the cell.

use image::{ImageFormat, Rgba, RgbaImage};
use std::io::Cursor;
use std::path::PathBuf;
use wengu::io::import::child::problem::{CellError, Refusal};
use wengu::io::import::child::{Cell, Raster};

const MOST: (u32, u32) = (100, 100);

fn raster(bytes: &[u8]) -> Result<Raster, CellError> {
    Cell::new(PathBuf::from(env!("CARGO_BIN_EXE_wengu"))).raster(bytes, MOST)
}

fn written(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let image = RgbaImage::from_pixel(width, height, Rgba([200, 30, 90, 255]));
    let image = image::DynamicImage::ImageRgba8(image).to_rgb8();
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

#[test]
fn pictures_are_made_as_small_as_they_must_be() {
    for format in [
        ImageFormat::Png,
        ImageFormat::Jpeg,
        ImageFormat::Gif,
        ImageFormat::WebP,
        ImageFormat::Bmp,
    ] {
        let small = raster(&written(30, 20, format)).unwrap();
        assert_eq!((small.width, small.height), (30, 20), "{format:?}");
        let large = raster(&written(400, 300, format)).unwrap();
        assert_eq!((large.width, large.height), (100, 75), "{format:?}");
        assert_eq!(large.pixels.len(), 4 * 100 * 75);
        let near = |have: u8, want: u8| have.abs_diff(want) < 12;
        assert!(
            near(large.pixels[0], 200) && near(large.pixels[1], 30) && near(large.pixels[2], 90)
        );
    }
}

#[test]
fn pictures_made_to_do_harm() {
    // A PNG whose head claims so many pixels, with its checksum made good.
    let claiming = |width: u32, height: u32| {
        let mut bytes = written(3, 3, ImageFormat::Png);
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        let sum = crc32(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&sum.to_be_bytes());
        bytes
    };
    assert!(raster(&claiming(3, 3)).is_ok(), "the checksum is right");
    let whole = written(300, 200, ImageFormat::Png);
    for bytes in [
        claiming(u32::MAX / 2, u32::MAX / 2),
        claiming(29_000, 29_000),
        claiming(30_001, 1),
        whole[..whole.len() / 2].to_vec(),
        b"GIF89a".to_vec(),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
        Vec::new(),
    ] {
        let refused = raster(&bytes);
        let is_refused = matches!(
            refused,
            Err(CellError::Refused(Refusal::NotThisFormat) | CellError::OutOfMemory(_))
        );
        assert!(is_refused, "{refused:?}");
    }
}

fn crc32(bytes: &[u8]) -> u32 {
    let rounds = |sum: u32| (0..8).fold(sum, |sum, _| sum >> 1 ^ (0xEDB8_8320 * (sum & 1)));
    !bytes
        .iter()
        .fold(u32::MAX, |sum, byte| rounds(sum ^ u32::from(*byte)))
}
