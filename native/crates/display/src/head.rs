//! One head as the encoder knows it: the picture to send, the picture the viewer has, and each tile's history.

use crate::TILE;
use crate::lossless::View;
use crate::screen::{Rect, Screen};

/// A tile that was said with loss is said exactly when it has been still so long.
pub const QUIET_MS: u64 = 250;
/// Changes closer together than this are movement.
const MOVING_MS: u64 = 400;
const MAX_HEAT: u8 = 8;

#[derive(Debug, Clone, Copy, Default)]
pub struct Tile {
    /// Some of what the viewer has of it is not exact.
    pub lossy: bool,
    /// How many changes in a row came close together.
    pub heat: u8,
    pub changed_ms: u64,
}

#[derive(Default)]
pub struct Head {
    pub width: usize,
    pub height: usize,
    pub columns: usize,
    pub tiles: Vec<Tile>,
    pub work: Vec<u32>,
    pub sent: Vec<u32>,
    /// Tiles of the last snapshot.
    pub pending: Vec<usize>,
    /// Photographs in a row in which nothing was found that only moved.
    pub unmoved: u32,
}

impl Head {
    /// A new picture, of which the viewer knows that it is black.
    pub fn set_mode(&mut self, width: usize, height: usize) {
        self.width = width;
        self.height = height;
        self.columns = width.div_ceil(TILE);
        self.tiles = vec![Tile::default(); self.columns * height.div_ceil(TILE)];
        self.unmoved = 0;
        self.work = vec![0; width * height];
        self.sent = vec![0; width * height];
        self.pending.clear();
    }

    pub fn snapshot(&mut self, screen: &mut Screen) {
        screen.snapshot(&mut self.work, &mut self.pending);
    }

    pub fn rect(&self, tile: usize) -> Rect {
        let x = tile % self.columns * TILE;
        let y = tile / self.columns * TILE;
        Rect {
            x,
            y,
            width: TILE.min(self.width - x),
            height: TILE.min(self.height - y),
        }
    }

    pub fn view(&self, rect: Rect) -> View<'_> {
        View {
            pixels: &self.work,
            stride: self.width,
            x: rect.x,
            y: rect.y,
            width: rect.width,
            height: rect.height,
        }
    }

    /// The smallest rectangle of a tile that holds all that differs from what the viewer has.
    pub fn changed(&self, tile: usize) -> Option<Rect> {
        let rect = self.rect(tile);
        let rows = |y: usize| {
            let range = y * self.width + rect.x..y * self.width + rect.right();
            (&self.work[range.clone()], &self.sent[range])
        };
        let differs = |y: &usize| {
            let (new, old) = rows(*y);
            new != old
        };
        let top = (rect.y..rect.bottom()).find(differs)?;
        let bottom = (top..rect.bottom()).rev().find(differs)? + 1;
        let (mut left, mut right) = (rect.width, 0);
        for y in top..bottom {
            let (new, old) = rows(y);
            let mut unequal = new.iter().zip(old).map(|(new, old)| new != old);
            if let Some(first) = unequal.clone().take(left).position(|differs| differs) {
                left = first;
            }
            if let Some(last) = unequal.rposition(|differs| differs) {
                right = right.max(last + 1);
            }
        }
        Some(Rect {
            x: rect.x + left,
            y: top,
            width: right - left,
            height: bottom - top,
        })
    }

    /// The tile changed now.
    pub fn heat(&mut self, tile: usize, now_ms: u64) -> u8 {
        let tile = &mut self.tiles[tile];
        let soon = now_ms.saturating_sub(tile.changed_ms) < MOVING_MS;
        tile.heat = if soon {
            (tile.heat + 1).min(MAX_HEAT)
        } else {
            0
        };
        tile.changed_ms = now_ms;
        tile.heat
    }

    /// The viewer has been sent this part of a tile.
    pub fn said(&mut self, tile: usize, rect: Rect, lossy: bool) {
        for y in rect.y..rect.bottom() {
            let range = y * self.width + rect.x..y * self.width + rect.right();
            self.sent[range.clone()].copy_from_slice(&self.work[range]);
        }
        let whole = self.rect(tile) == rect;
        let tile = &mut self.tiles[tile];
        tile.lossy = lossy || (tile.lossy && !whole);
    }

    /// When the next tile may be said exactly, if any waits for that.
    pub fn refresh_due_ms(&self) -> Option<u64> {
        let waiting = self.tiles.iter().filter(|tile| tile.lossy);
        waiting.map(|tile| tile.changed_ms + QUIET_MS).min()
    }
}
