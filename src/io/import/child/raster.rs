//! A picture as pixels, for a terminal that shows pictures. Its parsers have had as many faults as
//! any, so it is decoded in the cell too: what comes out are two numbers and that many pixels.

use super::cell::Cell;
use super::inside::{BROKEN, limited_to};
use super::problem::{CellError, Refusal};
use super::wire::Stop;
use image::{DynamicImage, ImageBuffer, ImageDecoder, ImageReader, Limits};
use std::io::{self, Cursor, Read, Write};

/// The most that an image may take while it is decoded, in bytes; and the longest side, in pixels.
const MOST_BYTES: u64 = 256 * 1024 * 1024;
const LONGEST_SIDE: u32 = 30_000;

/// Pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raster {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Red, green, blue and opacity of each pixel, row by row.
    pub pixels: Vec<u8>,
}

impl Cell {
    /// Decodes a picture in a child, made as small as it must be to have no more than these pixels
    /// in a row and rows.
    ///
    /// # Errors
    ///
    /// When it is of no known format, damaged, too large, or has limits passed.
    pub fn raster(&self, picture: &[u8], most: (u32, u32)) -> Result<Raster, CellError> {
        let mut command = self.command("draw-in-cell", picture.len() as u64);
        command.args(["--width", &most.0.to_string()]);
        command.args(["--height", &most.1.to_string()]);
        let raster = self.run(command, picture, |output| read(output, most))?;
        raster.ok_or(CellError::Refused(Refusal::NotThisFormat))
    }
}

/// Reads what a child gives out, which is believed in nothing.
fn read(mut output: impl Read, most: (u32, u32)) -> Result<Option<Raster>, Stop> {
    let mut number = || {
        let mut bytes = [0; 4];
        output.read_exact(&mut bytes).map_err(|_| Stop::Cut)?;
        Ok(u32::from_le_bytes(bytes))
    };
    let (width, height) = (number()?, number()?);
    if width > most.0 || height > most.1 {
        return Err(Stop::TooMuch);
    }
    if width == 0 || height == 0 {
        return Ok(None);
    }
    let length = 4 * u64::from(width) * u64::from(height);
    let mut pixels = Vec::new();
    let read = output.take(length).read_to_end(&mut pixels);
    if read.ok().map(|read| read as u64) != Some(length) {
        return Err(Stop::Cut);
    }
    Ok(Some(Raster {
        width,
        height,
        pixels,
    }))
}

/// Decodes a picture of `length` bytes from standard input; returns the exit code. Everything else
/// the process might do is out of its reach from here on.
pub fn draw_in_cell(length: u64, most: (u32, u32)) -> u8 {
    let bytes = match limited_to(length) {
        Ok(bytes) => bytes,
        Err(code) => return code,
    };
    let drawn = decoded(&bytes).map(|image| fitted(image, most).into_rgba8());
    let (width, height) = drawn.as_ref().map_or((0, 0), ImageBuffer::dimensions);
    let mut output = io::stdout().lock();
    let mut write = || {
        output.write_all(&width.to_le_bytes())?;
        output.write_all(&height.to_le_bytes())?;
        output.write_all(drawn.as_ref().map_or(&[], |drawn| drawn.as_raw()))?;
        output.flush()
    };
    if write().is_err() { BROKEN } else { 0 }
}

/// The picture as it is to be looked at: the way up that its camera wrote.
fn decoded(bytes: &[u8]) -> Option<DynamicImage> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BYTES);
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .ok()?;
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().ok()?;
    let mut image = DynamicImage::from_decoder(decoder).ok()?;
    image.apply_orientation(orientation);
    Some(image)
}

fn fitted(image: DynamicImage, (width, height): (u32, u32)) -> DynamicImage {
    if image.width() > width || image.height() > height {
        image.thumbnail(width.max(1), height.max(1))
    } else {
        image
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_child_says_is_believed() {
        let said = |width: u32, height: u32, pixels: usize| {
            let sizes = [width.to_le_bytes(), height.to_le_bytes()].concat();
            let bytes = [sizes, vec![7; pixels]].concat();
            read(bytes.as_slice(), (10, 10))
        };
        assert!(matches!(said(2, 3, 24), Ok(Some(raster)) if raster.pixels == [7; 24]));
        assert!(matches!(said(2, 3, 23), Err(Stop::Cut)));
        assert!(matches!(said(0, 3, 0), Ok(None)));
        assert!(matches!(said(11, 1, 44), Err(Stop::TooMuch)));
        assert!(matches!(said(1, u32::MAX, 4), Err(Stop::TooMuch)));
        assert!(matches!(read(&[1, 0, 0][..], (10, 10)), Err(Stop::Cut)));
    }
}
