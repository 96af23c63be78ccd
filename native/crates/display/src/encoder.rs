//! Makes one frame of what changed on a head: what only moved, what is said with loss, what exactly, and in which order.
//!
//! Owns the heads, and scratch memory that all frames reuse. Waits for its own threads only, and knows no clock: the
//! caller says what time it is.

use crate::TILE;
use crate::head::{Head, QUIET_MS};
use crate::movement::Movement;
use crate::part::{Look, PartWriter, Say};
use crate::screen::{Rect, Screen};
use crate::scroll::{Move, apply};
use crate::spans::Spans;
use crate::worker::Settings;

/// A tile that changed so often in a row is moving.
const MOVING_HEAT: u8 = 2;
/// So many photographic tiles in one frame are shown with loss first.
const MANY_PHOTO_TILES: usize = 16;
/// A part of a photograph goes out when it has so much; the first of a frame sooner, as nothing is on its way.
const PHOTO_PART_BYTES: usize = 12 << 10;
const FIRST_PART_BYTES: usize = 4 << 10;

pub struct FrameEncoder {
    heads: Vec<Head>,
    part: PartWriter,
    movement: Movement,
    changed: Vec<(usize, Rect)>,
    photos: Vec<usize>,
    smooth: Vec<(usize, Rect)>,
    marked: Vec<bool>,
    spans: Spans,
}

impl FrameEncoder {
    pub fn new(heads: usize) -> Self {
        Self {
            heads: (0..heads).map(|_| Head::default()).collect(),
            part: PartWriter::new(),
            movement: Movement::default(),
            changed: Vec::new(),
            photos: Vec::new(),
            smooth: Vec::new(),
            marked: Vec::new(),
            spans: Spans::default(),
        }
    }

    /// A new viewer, who has nothing: a new deflate stream, and black pictures once their modes are said.
    pub fn restart(&mut self) {
        self.part.restart();
    }

    pub fn set_mode(&mut self, head: usize, width: usize, height: usize) {
        self.heads[head].set_mode(width, height);
    }

    /// Takes over what may have changed.
    pub fn snapshot(&mut self, head: usize, screen: &mut Screen) {
        self.heads[head].snapshot(screen);
    }

    /// When tiles of this head may be said exactly, if any was said with loss.
    pub fn refresh_due_ms(&self, head: usize) -> Option<u64> {
        self.heads[head].refresh_due_ms()
    }

    /// Says what the last snapshot changed, and exactly what was said with loss before and is still now. `say` gets the
    /// frame's parts as they are made; false where there is nothing to say.
    pub fn encode(&mut self, head: usize, now_ms: u64, settings: Settings, say: Say) -> bool {
        self.part.begin(head);
        self.find_changes(head);
        if !self.changed.is_empty() {
            self.copy_moves(head, now_ms);
            self.say_changes(head, now_ms, settings, say);
        }
        self.refresh(head, now_ms, settings, say);
        self.part.finish(say, true)
    }

    fn find_changes(&mut self, head: usize) {
        let head = &self.heads[head];
        self.changed.clear();
        self.changed.extend(
            head.pending
                .iter()
                .filter_map(|&tile| head.changed(tile).map(|rect| (tile, rect))),
        );
    }

    /// Copies what only moved; afterwards `changed` is what still differs.
    fn copy_moves(&mut self, index: usize, now_ms: u64) {
        let head = &mut self.heads[index];
        let moves = self.movement.find(head, &self.changed);
        if moves.is_empty() {
            return;
        }
        head.unmoved = 0;
        self.marked.clear();
        self.marked.resize(head.tiles.len(), false);
        for (tile, _) in &self.changed {
            self.marked[*tile] = true;
        }
        for run in moves {
            apply(&mut head.sent, head.width, run);
            spread_loss(head, run, now_ms, &mut self.marked);
            self.part.copy(run);
        }
        self.changed.clear();
        for tile in (0..self.marked.len()).filter(|&tile| self.marked[tile]) {
            if let Some(rect) = head.changed(tile) {
                self.changed.push((tile, rect));
            }
        }
    }

    fn say_changes(&mut self, index: usize, now_ms: u64, settings: Settings, say: Say) {
        self.photos.clear();
        let changed = std::mem::take(&mut self.changed);
        let mut moving = false;
        for &(tile, rect) in &changed {
            let heat = self.heads[index].heat(tile, now_ms);
            let look = if settings.quality < 100 {
                self.look(index, tile, rect)
            } else {
                Look::Plain
            };
            match look {
                Look::Plain => self.say_exactly(index, tile, rect, say),
                Look::Photo => {
                    moving |= heat >= MOVING_HEAT;
                    self.photos.push(tile);
                }
                Look::Smooth => self.smooth.push((tile, rect)),
            }
        }
        let mut smooth = std::mem::take(&mut self.smooth);
        if self.photos.len() >= MANY_PHOTO_TILES {
            // They are the even parts of a photograph: exact, they would take most of its time.
            self.photos.extend(smooth.iter().map(|(tile, _)| tile));
            self.photos.sort_unstable();
        } else {
            for &(tile, rect) in &smooth {
                self.say_exactly(index, tile, rect, say);
            }
        }
        smooth.clear();
        self.smooth = smooth;
        if moving || self.photos.len() >= MANY_PHOTO_TILES {
            let head = &mut self.heads[index];
            head.unmoved = head.unmoved.saturating_add(1);
            self.say_photos(index, settings.quality, say);
        } else {
            self.heads[index].unmoved = 0;
            for &(tile, rect) in &changed {
                if self.photos.binary_search(&tile).is_ok() {
                    self.say_exactly(index, tile, rect, say);
                }
            }
        }
        self.changed = changed;
    }

    fn say_exactly(&mut self, index: usize, tile: usize, rect: Rect, say: Say) {
        self.part.exactly(self.heads[index].view(rect));
        self.heads[index].said(tile, rect, false);
        self.part.finish_if_full(say);
    }

    /// What a tile of which `rect` changed looks like; plain where little did, so that a caret does not cost exactness.
    fn look(&mut self, index: usize, tile: usize, rect: Rect) -> Look {
        let head = &self.heads[index];
        let whole = head.rect(tile);
        if rect.width * rect.height * 4 < whole.width * whole.height {
            return Look::Plain;
        }
        self.part.look(head.view(whole))
    }

    /// Says the tiles of `photos` by JPEG, as large rectangles as they make; exactly where there can be no file.
    fn say_photos(&mut self, index: usize, quality: u8, say: Say) {
        let Self {
            heads,
            part,
            spans,
            photos,
            ..
        } = self;
        let head = &heads[index];
        spans.join(head, photos);
        photos.clear();
        spans.encode(head, quality, |span, file| {
            if file.is_empty() {
                photos.extend(span.tiles(head.columns));
                return;
            }
            part.jpeg(span.rect(head), file);
            // They leave while the next ones are made.
            let enough = if part.started() {
                PHOTO_PART_BYTES
            } else {
                FIRST_PART_BYTES
            };
            if part.written_files() >= enough {
                part.finish(say, false);
            }
        });
        let head = &mut heads[index];
        for span in spans.list() {
            for tile in span.tiles(head.columns) {
                head.said(tile, head.rect(tile), true);
            }
        }
        for tile in std::mem::take(photos) {
            self.say_exactly(index, tile, self.heads[index].rect(tile), say);
        }
    }

    /// Says exactly what was said with loss and has been still since, as much as one frame may have.
    fn refresh(&mut self, index: usize, now_ms: u64, settings: Settings, say: Say) {
        let mut written = self.part.written();
        for tile in 0..self.heads[index].tiles.len() {
            if written >= settings.refresh_bytes {
                return;
            }
            let state = self.heads[index].tiles[tile];
            if !state.lossy || now_ms < state.changed_ms + QUIET_MS {
                continue;
            }
            let rect = self.heads[index].rect(tile);
            let before = self.part.written();
            self.part.exactly(self.heads[index].view(rect));
            self.heads[index].said(tile, rect, false);
            written += self.part.written() - before;
            self.part.finish_if_full(say);
        }
    }
}

/// A move copies what the viewer has, exact or not.
fn spread_loss(head: &mut Head, run: &Move, now_ms: u64, marked: &mut [bool]) {
    let tiles = |x: usize, y: usize| {
        let columns = x / TILE..=(x + run.width - 1) / TILE;
        let all = head.columns;
        (y / TILE..=(y + run.height - 1) / TILE)
            .flat_map(move |row| columns.clone().map(move |column| row * all + column))
    };
    let (mut from, to) = (tiles(run.from_x, run.from_y), tiles(run.x, run.y));
    let lossy = from.any(|tile| head.tiles[tile].lossy);
    for tile in to {
        head.tiles[tile].lossy |= lossy;
        if lossy {
            head.tiles[tile].changed_ms = now_ms;
        }
        marked[tile] = true;
    }
}
