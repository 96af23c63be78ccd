//! Rectangles of tiles that are said by one JPEG file each, and the threads that make the files.

use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};

use crate::head::Head;
use crate::jpeg::JpegWriter;
use crate::screen::Rect;

/// More threads than this bring little more.
const MAX_HELPERS: usize = 3;
/// Sides of a JPEG in tiles: so few that its bytes leave while the next one is made, and are decoded beside each other.
const ACROSS: usize = 8;
const DOWN: usize = 4;
/// So many files may be made or wait to be said.
const SLOTS: usize = 8;

/// Tiles that make a rectangle: the first, and how many.
#[derive(Clone, Copy)]
pub struct Span {
    tile: usize,
    across: usize,
    down: usize,
}

impl Span {
    pub fn rect(&self, head: &Head) -> Rect {
        let first = head.rect(self.tile);
        let last = head.rect(self.tile + (self.down - 1) * head.columns + self.across - 1);
        Rect {
            x: first.x,
            y: first.y,
            width: last.right() - first.x,
            height: last.bottom() - first.y,
        }
    }

    pub fn tiles(self, columns: usize) -> impl Iterator<Item = usize> {
        (0..self.down).flat_map(move |row| {
            let first = self.tile + row * columns;
            first..first + self.across
        })
    }
}

/// Scratch memory that all frames reuse.
#[derive(Default)]
pub struct Spans {
    marked: Vec<bool>,
    list: Vec<Span>,
    files: [Mutex<JpegWriter>; SLOTS],
}

impl Spans {
    /// Joins tiles to rectangles as large as they make.
    pub fn join(&mut self, head: &Head, tiles: &[usize]) {
        self.marked.clear();
        self.marked.resize(head.tiles.len(), false);
        for &tile in tiles {
            self.marked[tile] = true;
        }
        self.list.clear();
        for &tile in tiles {
            if self.marked[tile] {
                let span = self.span(head.columns, tile);
                self.list.push(span);
            }
        }
    }

    /// What `join` made.
    pub fn list(&self) -> &[Span] {
        &self.list
    }

    /// Makes the file of each span, several at once, and hands them over in order, each as soon as it can be; an empty one
    /// where there could be none.
    pub fn encode(&mut self, head: &Head, quality: u8, made: impl FnMut(&Span, &[u8])) {
        let work = Work {
            head,
            quality,
            spans: &self.list,
            files: &self.files,
            progress: Mutex::new(Progress {
                next: 0,
                said: 0,
                done: [false; SLOTS],
            }),
            changed: Condvar::new(),
        };
        let helpers = helpers().min(self.list.len().saturating_sub(1));
        std::thread::scope(|scope| {
            for _ in 0..helpers {
                // Where there can be no thread, this one does it all.
                let _ = std::thread::Builder::new()
                    .name("jpeg".into())
                    .spawn_scoped(scope, || work.help());
            }
            work.say(made);
        });
    }

    /// How many marked tiles from this one to the right and down make a rectangle; they are marked no more.
    fn span(&mut self, columns: usize, tile: usize) -> Span {
        let most = ACROSS.min(columns - tile % columns);
        let across = (0..most).take_while(|n| self.marked[tile + n]).count();
        let row = |down: usize| tile + down * columns..tile + down * columns + across;
        let down = (0..DOWN)
            .take_while(|&down| {
                self.marked
                    .get(row(down))
                    .is_some_and(|row| row.iter().all(|&m| m))
            })
            .count();
        for each in 0..down {
            self.marked[row(each)].fill(false);
        }
        Span { tile, across, down }
    }
}

/// Which files are being made: every thread takes the next one, none gets more than `SLOTS` ahead of what was said.
struct Progress {
    /// The next span without a thread.
    next: usize,
    /// The next span to say.
    said: usize,
    done: [bool; SLOTS],
}

impl Progress {
    fn may_take(&self, spans: usize) -> bool {
        self.next < spans && self.next < self.said + SLOTS
    }
}

/// One frame's work, shared by its threads.
struct Work<'a> {
    head: &'a Head,
    quality: u8,
    spans: &'a [Span],
    files: &'a [Mutex<JpegWriter>; SLOTS],
    progress: Mutex<Progress>,
    changed: Condvar,
}

/// Tells that a file is done, also where making it failed: nobody waits for it forever.
struct Done<'a>(&'a Work<'a>, usize);

impl Drop for Done<'_> {
    fn drop(&mut self) {
        self.0.lock().done[self.1 % SLOTS] = true;
        self.0.changed.notify_all();
    }
}

/// Lets the helpers go, also where saying failed: they wait for no more room.
struct Ended<'a>(&'a Work<'a>);

impl Drop for Ended<'_> {
    fn drop(&mut self) {
        self.0.lock().next = self.0.spans.len();
        self.0.changed.notify_all();
    }
}

impl Work<'_> {
    fn lock(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&'a self, progress: MutexGuard<'a, Progress>) -> MutexGuard<'a, Progress> {
        let woken = self.changed.wait(progress);
        woken.unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes files until all are taken.
    fn help(&self) {
        let mut progress = self.lock();
        while progress.next < self.spans.len() {
            progress = if progress.may_take(self.spans.len()) {
                self.make_next(progress);
                self.lock()
            } else {
                self.wait(progress)
            };
        }
    }

    fn make_next(&self, mut progress: MutexGuard<Progress>) {
        let at = progress.next;
        progress.next += 1;
        drop(progress);
        let _done = Done(self, at);
        let mut file = self.files[at % SLOTS]
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        file.write(self.head.view(self.spans[at].rect(self.head)), self.quality);
    }

    /// Hands over each file as soon as it and all before it are done, and makes some meanwhile.
    fn say(&self, mut made: impl FnMut(&Span, &[u8])) {
        let _ended = Ended(self);
        for (at, span) in self.spans.iter().enumerate() {
            let mut progress = self.lock();
            while !progress.done[at % SLOTS] {
                progress = if progress.may_take(self.spans.len()) {
                    self.make_next(progress);
                    self.lock()
                } else {
                    self.wait(progress)
                };
            }
            drop(progress);
            let file = self.files[at % SLOTS]
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            made(span, file.file());
            drop(file);
            let mut progress = self.lock();
            progress.done[at % SLOTS] = false;
            progress.said = at + 1;
            drop(progress);
            self.changed.notify_all();
        }
    }
}

/// Threads beside this one that are worth starting for a frame of photographs.
fn helpers() -> usize {
    static HELPERS: OnceLock<usize> = OnceLock::new();
    *HELPERS.get_or_init(|| {
        std::thread::available_parallelism().map_or(0, |all| (all.get() - 1).min(MAX_HELPERS))
    })
}
