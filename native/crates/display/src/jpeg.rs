//! Baseline JPEG files (ITU-T T.81) of screen pixels, by libjpeg-turbo, with colours at half their resolution (4:2:0).

use turbojpeg::{Compressor, Image, PixelFormat, Subsamp};

use crate::lossless::View;

/// Makes JPEG files, and keeps the memory that this takes from one to the next.
#[derive(Default)]
pub struct JpegWriter {
    /// Made for the first file.
    compressor: Option<Compressor>,
    memory: Vec<u8>,
    length: usize,
}

impl JpegWriter {
    /// The last file; empty where it could not be made.
    pub fn file(&self) -> &[u8] {
        &self.memory[..self.length]
    }

    /// Makes the file of a view that lies inside its picture. Quality is 1 to 100 (libjpeg's scale of the tables of T.81,
    /// annex K). There is none of a view without pixels, of one with more than 65,500 across or down, and without memory.
    pub fn write(&mut self, view: View, quality: u8) {
        self.length = 0;
        self.length = self.encode(view, quality).unwrap_or(0);
    }

    fn encode(&mut self, view: View, quality: u8) -> turbojpeg::Result<usize> {
        let compressor = match &mut self.compressor {
            Some(made) => made,
            none => none.insert(Compressor::new()?),
        };
        compressor.set_quality(i32::from(quality))?;
        compressor.set_subsamp(Subsamp::Sub2x2)?;
        compressor.set_optimize(true)?;
        let most = compressor.buf_len(view.width, view.height)?;
        if self.memory.len() < most {
            self.memory.resize(most, 0);
        }
        let first = view.y * view.stride + view.x;
        let count = view.height.saturating_sub(1) * view.stride + view.width;
        let image = Image {
            // 0x00RRGGBB in memory: blue first.
            pixels: bytemuck::cast_slice(&view.pixels[first..][..count]),
            width: view.width,
            pitch: view.stride * 4,
            height: view.height,
            format: PixelFormat::BGRX,
        };
        compressor.compress_to_slice(image, &mut self.memory)
    }
}
