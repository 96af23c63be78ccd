//! Makes one frame of what changed on a head: which operations, by which codec.
//!
//! Owns the deflate stream that all frames of one viewer share, and scratch memory that all frames reuse. Never
//! waits, and knows no clock: the caller says what time it is.

use std::sync::{Mutex, OnceLock, PoisonError};

use flate2::{Compress, Compression, FlushCompress};

use crate::TILE;
use crate::colours::{Colours, MAX_COLOURS};
use crate::exact::Contexts;
use crate::head::{Head, QUIET_MS};
use crate::lossless::write_lossless;
use crate::operation::{Kind, Operation, Part};
use crate::palette::Palette;
use crate::photo::{looks_like_photo, write_jpeg};
use crate::screen::{Rect, Screen};
use crate::scroll::{Move, Scroll, Strip, apply};
use crate::shift::Shift;
use crate::worker::Settings;

const DEFLATE_LEVEL: u32 = 6;
/// How each flush ends: the viewer knows.
const FLUSH_END: [u8; 4] = [0, 0, 0xff, 0xff];
/// A part goes out when it has so much.
const PART_BYTES: usize = 512 << 10;
/// Less damage than so many tiles is not searched for movement.
const SCROLL_TILES: usize = 3;
/// And not for movement in any direction, which costs more to find.
const SHIFT_TILES: usize = 6;
/// No photograph has fewer colours in a tile, a blurred sky of one excepted.
const PHOTO_COLOURS: usize = 64;
/// A tile that changed so often in a row is moving.
const MOVING_HEAT: u8 = 2;
/// So many photographic tiles in one frame are shown with loss first.
const MANY_PHOTO_TILES: usize = 16;
/// More threads than this bring little more.
const MAX_HELPERS: usize = 3;
/// Sides of a JPEG in tiles: so few that its bytes leave while the next one is made, and are decoded beside each other.
const PHOTO_ACROSS: usize = 8;
const PHOTO_DOWN: usize = 4;
/// So many files are made before they are said.
const FILES_AT_ONCE: usize = 4;
/// A part of a photograph goes out when it has so much.
const PHOTO_PART_BYTES: usize = 12 << 10;
/// After so many photographs in a row in which nothing only moved, video that is, it is looked for in one frame of a few.
const STILL_NONE: u32 = 3;
const SELDOM: u32 = 4;

pub struct FrameEncoder {
    heads: Vec<Head>,
    deflate: Compress,
    contexts: Contexts,
    colours: Box<Colours>,
    palette: Box<Palette>,
    scroll: Scroll,
    shift: Shift,
    /// Photographs in a row in which nothing was found that only moved.
    unmoved: u32,
    moves: Vec<Move>,
    strips: Vec<Strip>,
    changed: Vec<(usize, Rect)>,
    photos: Vec<usize>,
    marked: Vec<bool>,
    spans: Vec<Span>,
    files: Vec<File>,
    frame: Frame,
}

/// Tiles that make a rectangle: the first, and how many.
#[derive(Clone, Copy)]
struct Span {
    tile: usize,
    across: usize,
    down: usize,
}

impl Span {
    fn rect(&self, head: &Head) -> Rect {
        let first = head.rect(self.tile);
        let last = head.rect(self.tile + (self.down - 1) * head.columns + self.across - 1);
        Rect {
            x: first.x,
            y: first.y,
            width: last.right() - first.x,
            height: last.bottom() - first.y,
        }
    }
}

/// A JPEG file, and the memory that making it takes.
#[derive(Default)]
struct File {
    scratch: Vec<u8>,
    /// Empty where there could be none.
    bytes: Vec<u8>,
}

/// The part that is being written.
#[derive(Default)]
struct Frame {
    head: usize,
    started: bool,
    operations: Vec<Operation>,
    plain: Vec<u8>,
    /// What is exact of photographs, and JPEG files.
    files: Vec<u8>,
}

impl FrameEncoder {
    pub fn new(heads: usize) -> Self {
        Self {
            heads: (0..heads).map(|_| Head::default()).collect(),
            deflate: new_deflate(),
            contexts: Contexts::new(),
            colours: Box::new(Colours::new()),
            palette: Box::new(Palette::new()),
            scroll: Scroll::default(),
            shift: Shift::default(),
            unmoved: 0,
            moves: Vec::new(),
            strips: Vec::new(),
            changed: Vec::new(),
            photos: Vec::new(),
            marked: Vec::new(),
            spans: Vec::new(),
            files: Vec::new(),
            frame: Frame::default(),
        }
    }

    /// A new viewer, who has nothing: a new deflate stream, and black pictures once their modes are said.
    pub fn restart(&mut self) {
        self.deflate = new_deflate();
        self.contexts.clear();
        self.palette.clear();
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
    pub fn encode(
        &mut self,
        head: usize,
        now_ms: u64,
        settings: Settings,
        say: &mut dyn FnMut(Part),
    ) -> bool {
        self.frame.head = head;
        self.frame.started = false;
        self.find_changes(head);
        if !self.changed.is_empty() {
            self.copy_moves(head, now_ms);
            self.say_changes(head, now_ms, settings, say);
        }
        self.refresh(head, now_ms, settings, say);
        self.finish_part(say, true)
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

    /// Looks for what only moved; afterwards `changed` is what still differs.
    fn copy_moves(&mut self, index: usize, now_ms: u64) {
        let seldom = self.unmoved > STILL_NONE && !self.unmoved.is_multiple_of(SELDOM);
        if self.changed.len() < SCROLL_TILES || seldom {
            return;
        }
        let head = &mut self.heads[index];
        if self
            .changed
            .iter()
            .any(|(tile, _)| !head.tiles[*tile].known)
        {
            return;
        }
        self.strips.clear();
        for column in 0..head.columns {
            let own = self
                .changed
                .iter()
                .filter(|(tile, _)| tile % head.columns == column);
            let top = own.clone().map(|(_, rect)| rect.y).min();
            let bottom = own.map(|(_, rect)| rect.bottom()).max();
            if let (Some(top), Some(bottom)) = (top, bottom) {
                let x = column * TILE;
                let width = TILE.min(head.width - x);
                self.strips.push(Strip {
                    x,
                    width,
                    top,
                    bottom,
                });
            }
        }
        self.scroll.find(
            &head.work,
            &head.sent,
            head.width,
            &self.strips,
            &mut self.moves,
        );
        if self.changed.len() >= SHIFT_TILES {
            let changed: usize = self.changed.iter().map(|(_, r)| r.width * r.height).sum();
            let copied: usize = self.moves.iter().map(|run| run.width * run.height).sum();
            if copied * 2 < changed {
                let area = around(&self.changed);
                let one = self.shift.find(&head.work, &head.sent, head.width, area);
                if let Some(run) = one.filter(|run| run.width * run.height > copied) {
                    self.moves.clear();
                    self.moves.push(run);
                }
            }
        }
        if self.moves.is_empty() {
            return;
        }
        self.unmoved = 0;
        self.marked.clear();
        self.marked.resize(head.tiles.len(), false);
        for (tile, _) in &self.changed {
            self.marked[*tile] = true;
        }
        for run in &self.moves {
            apply(&mut head.sent, head.width, run);
            spread_loss(head, run, now_ms, &mut self.marked);
            self.frame.operations.push(Operation {
                kind: Kind::Copy,
                x: run.x as u32,
                y: run.y as u32,
                width: run.width as u32,
                height: run.height as u32,
                value: run.from_x as u32,
                more: run.from_y as u32,
            });
        }
        let head = &self.heads[index];
        self.changed.clear();
        for tile in (0..self.marked.len()).filter(|&tile| self.marked[tile]) {
            if let Some(rect) = head.changed(tile) {
                self.changed.push((tile, rect));
            }
        }
    }

    fn say_changes(
        &mut self,
        index: usize,
        now_ms: u64,
        settings: Settings,
        say: &mut dyn FnMut(Part),
    ) {
        self.photos.clear();
        let changed = std::mem::take(&mut self.changed);
        let mut moving = false;
        for &(tile, rect) in &changed {
            let heat = self.heads[index].heat(tile, now_ms);
            if settings.quality < 100 && self.is_photo(index, tile, rect) {
                moving |= heat >= MOVING_HEAT;
                self.photos.push(tile);
            } else {
                self.say_exactly(index, tile, rect);
                self.part_if_full(say);
            }
        }
        if moving || self.photos.len() >= MANY_PHOTO_TILES {
            self.unmoved = self.unmoved.saturating_add(1);
            self.say_photos(index, settings.quality, say);
        } else {
            for &(tile, rect) in &changed {
                if self.photos.binary_search(&tile).is_ok() {
                    self.say_exactly(index, tile, rect);
                    self.part_if_full(say);
                }
            }
        }
        self.changed = changed;
    }

    fn say_exactly(&mut self, index: usize, tile: usize, rect: Rect) {
        if !self.say_few_colours(index, tile, rect) {
            self.say_many_colours(index, tile, rect);
        }
    }

    /// A fill, or a palette; false where there are too many colours for that.
    fn say_few_colours(&mut self, index: usize, tile: usize, rect: Rect) -> bool {
        let head = &self.heads[index];
        let view = head.view(rect);
        if !self.colours.collect(view.rows(), MAX_COLOURS) {
            return false;
        }
        let colours = self.colours.list().len();
        if colours == 1 {
            let colour = self.colours.list()[0];
            self.fill(rect, colour);
        } else if self.palette.unknown(self.colours.list()) * 2 <= rect.width * rect.height {
            let before = self.frame.plain.len();
            let list = self.colours.list();
            self.palette.write(view, list, &mut self.frame.plain);
            let length = self.frame.plain.len() - before;
            self.operation(Kind::Palette, rect, length);
        } else {
            return false;
        }
        self.heads[index].said(tile, rect, false);
        true
    }

    /// Whether a tile of which `rect` changed may be said with loss: not for a caret's sake.
    fn is_photo(&mut self, index: usize, tile: usize, rect: Rect) -> bool {
        let head = &self.heads[index];
        let whole = head.rect(tile);
        let view = head.view(whole);
        rect.width * rect.height * 4 >= whole.width * whole.height
            && !self.colours.collect(view.rows(), PHOTO_COLOURS)
            && looks_like_photo(view, !self.colours.collect(view.rows(), MAX_COLOURS))
    }

    /// Photographs by codes that learn, all else by the deflate stream, which knows what repeats.
    fn say_many_colours(&mut self, index: usize, tile: usize, rect: Rect) {
        let view = self.heads[index].view(rect);
        let (kind, length) = if looks_like_photo(view, true) {
            let before = self.frame.files.len();
            self.contexts.write(view, &mut self.frame.files);
            (Kind::Exact, self.frame.files.len() - before)
        } else {
            let before = self.frame.plain.len();
            write_lossless(view, &mut self.frame.plain);
            (Kind::Lossless, self.frame.plain.len() - before)
        };
        self.operation(kind, rect, length);
        self.heads[index].said(tile, rect, false);
    }

    /// Fills beside each other become one.
    fn fill(&mut self, rect: Rect, colour: u32) {
        let (x, y) = (rect.x as u32, rect.y as u32);
        let (width, height) = (rect.width as u32, rect.height as u32);
        if let Some(left) = self.frame.operations.last_mut()
            && left.kind == Kind::Fill
            && left.value == colour
            && left.y == y
            && left.height == height
            && left.x + left.width == x
        {
            left.width += width;
            return;
        }
        self.frame.operations.push(Operation {
            kind: Kind::Fill,
            x,
            y,
            width,
            height,
            value: colour,
            more: 0,
        });
    }

    fn operation(&mut self, kind: Kind, rect: Rect, length: usize) {
        self.frame.operations.push(Operation {
            kind,
            x: rect.x as u32,
            y: rect.y as u32,
            width: rect.width as u32,
            height: rect.height as u32,
            value: length as u32,
            more: 0,
        });
    }

    /// Says the tiles of `photos` by JPEG, as large rectangles as they make.
    fn say_photos(&mut self, index: usize, quality: u8, say: &mut dyn FnMut(Part)) {
        let photos = std::mem::take(&mut self.photos);
        self.marked.clear();
        self.marked.resize(self.heads[index].tiles.len(), false);
        for &tile in &photos {
            self.marked[tile] = true;
        }
        let mut spans = std::mem::take(&mut self.spans);
        spans.clear();
        for &tile in &photos {
            if self.marked[tile] {
                let (across, down) = self.photo_span(index, tile);
                spans.push(Span { tile, across, down });
            }
        }
        self.photos = photos;
        let mut files = std::mem::take(&mut self.files);
        for some in spans.chunks(FILES_AT_ONCE) {
            encode_files(&self.heads[index], some, quality, &mut files);
            for (span, file) in some.iter().zip(&files) {
                self.say_photo(index, span, &file.bytes);
            }
            // They leave while the next ones are made.
            if self.frame.files.len() >= PHOTO_PART_BYTES {
                self.finish_part(say, false);
            }
        }
        self.spans = spans;
        self.files = files;
    }

    /// How many marked tiles from this one to the right and down make a rectangle; they are marked no more.
    fn photo_span(&mut self, index: usize, tile: usize) -> (usize, usize) {
        let columns = self.heads[index].columns;
        let most = PHOTO_ACROSS.min(columns - tile % columns);
        let across = (0..most).take_while(|n| self.marked[tile + n]).count();
        let row = |down: usize| tile + down * columns..tile + down * columns + across;
        let down = (0..PHOTO_DOWN)
            .take_while(|&down| {
                self.marked
                    .get(row(down))
                    .is_some_and(|row| row.iter().all(|&m| m))
            })
            .count();
        for each in 0..down {
            self.marked[row(each)].fill(false);
        }
        (across, down)
    }

    /// Says a span by its file; exactly where there is none.
    fn say_photo(&mut self, index: usize, span: &Span, file: &[u8]) {
        let Span { tile, across, down } = *span;
        let columns = self.heads[index].columns;
        let done = !file.is_empty();
        if done {
            let rect = span.rect(&self.heads[index]);
            self.frame.files.extend_from_slice(file);
            self.operation(Kind::Jpeg, rect, file.len());
        }
        for row in 0..down {
            for column in 0..across {
                let each = tile + row * columns + column;
                let rect = self.heads[index].rect(each);
                if done {
                    self.heads[index].said(each, rect, true);
                } else {
                    self.say_exactly(index, each, rect);
                }
            }
        }
    }

    /// Says exactly what was said with loss and has been still since, as much as one frame may have.
    fn refresh(
        &mut self,
        index: usize,
        now_ms: u64,
        settings: Settings,
        say: &mut dyn FnMut(Part),
    ) {
        let mut written = self.frame.plain.len() + self.frame.files.len();
        for tile in 0..self.heads[index].tiles.len() {
            if written >= settings.refresh_bytes {
                return;
            }
            let state = self.heads[index].tiles[tile];
            if !state.lossy || now_ms < state.changed_ms + QUIET_MS {
                continue;
            }
            let rect = self.heads[index].rect(tile);
            let before = self.frame.plain.len() + self.frame.files.len();
            self.say_exactly(index, tile, rect);
            written += self.frame.plain.len() + self.frame.files.len() - before;
            self.part_if_full(say);
        }
    }

    fn part_if_full(&mut self, say: &mut dyn FnMut(Part)) {
        if self.frame.plain.len() >= PART_BYTES || self.frame.files.len() >= PART_BYTES {
            self.finish_part(say, false);
        }
    }

    /// Ends a part; the last of a frame also where it is empty, unless the whole frame is.
    fn finish_part(&mut self, say: &mut dyn FnMut(Part), last: bool) -> bool {
        let frame = &mut self.frame;
        if frame.operations.is_empty() && !frame.started {
            return false;
        }
        let mut payload = Vec::with_capacity(frame.plain.len() / 4 + frame.files.len() + 64);
        if !frame.plain.is_empty() {
            deflate(&mut self.deflate, &frame.plain, &mut payload);
            if payload.ends_with(&FLUSH_END) {
                payload.truncate(payload.len() - FLUSH_END.len());
            }
        }
        let deflated = payload.len();
        payload.extend_from_slice(&frame.files);
        say(Part {
            head: frame.head,
            first: !frame.started,
            last,
            operations: frame.operations.clone(),
            deflated,
            payload,
        });
        frame.started = true;
        frame.operations.clear();
        frame.plain.clear();
        frame.files.clear();
        true
    }
}

/// Makes the file of each span, several at once.
fn encode_files(head: &Head, spans: &[Span], quality: u8, files: &mut Vec<File>) {
    if files.len() < spans.len() {
        files.resize_with(spans.len(), File::default);
    }
    let next = Mutex::new(spans.iter().zip(files.iter_mut()));
    let work = || {
        loop {
            let taken = next.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((span, file)) = taken else { return };
            file.bytes.clear();
            let view = head.view(span.rect(head));
            write_jpeg(view, quality, &mut file.scratch, &mut file.bytes);
        }
    };
    let helpers = helpers().min(spans.len().saturating_sub(1));
    std::thread::scope(|scope| {
        for _ in 0..helpers {
            // Where there can be no thread, this one does it all.
            let _ = std::thread::Builder::new()
                .name("jpeg".into())
                .spawn_scoped(scope, work);
        }
        work();
    });
}

/// Threads beside this one that are worth starting for a frame of photographs.
fn helpers() -> usize {
    static HELPERS: OnceLock<usize> = OnceLock::new();
    *HELPERS.get_or_init(|| {
        std::thread::available_parallelism().map_or(0, |all| (all.get() - 1).min(MAX_HELPERS))
    })
}

fn new_deflate() -> Compress {
    Compress::new(Compression::new(DEFLATE_LEVEL), false)
}

/// Appends `plain` to the stream, flushed so that all of it can be inflated.
fn deflate(stream: &mut Compress, plain: &[u8], out: &mut Vec<u8>) {
    let before = stream.total_in();
    loop {
        out.reserve(plain.len() / 8 + 256);
        let done = (stream.total_in() - before) as usize;
        // Only misuse of the stream fails, and it has room to write now.
        let outcome = stream.compress_vec(&plain[done..], out, FlushCompress::Sync);
        let all = (stream.total_in() - before) as usize == plain.len();
        if outcome.is_err() || (all && out.len() < out.capacity()) {
            return;
        }
    }
}

/// The smallest rectangle that holds what changed; something did.
fn around(changed: &[(usize, Rect)]) -> Rect {
    let rects = || changed.iter().map(|(_, rect)| rect);
    let x = rects().map(|rect| rect.x).min().unwrap_or(0);
    let y = rects().map(|rect| rect.y).min().unwrap_or(0);
    let right = rects().map(Rect::right).max().unwrap_or(x);
    let bottom = rects().map(Rect::bottom).max().unwrap_or(y);
    Rect {
        x,
        y,
        width: right - x,
        height: bottom - y,
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
