//! The encoder's thread: one frame for each grant, when there is something to say.
//!
//! Owns the pace (a frame period between frames, none where the screen was still) and the order of modes and frames.
//! Who grants, and what comes of it, is the caller's.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::encoder::FrameEncoder;
use crate::error::DisplayError;
use crate::operation::Output;
use crate::screen::{Rect, Screen, Source};

/// 60 frames in a second, with some slack for timers.
const FRAME_PERIOD: Duration = Duration::from_millis(16);
/// Frames that may be granted ahead.
const MAX_CREDIT: u32 = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Of JPEG: 1 to 99; from 100 on nothing is said with loss.
    pub quality: u8,
    /// Bytes, before they are deflated, that the next frame may spend on saying exactly what was said with loss.
    pub refresh_bytes: usize,
}

struct State {
    screens: Vec<Screen>,
    mode_changed: Vec<bool>,
    /// Grows with every restart: what was encoded for the viewer before is void.
    session: u64,
    restarted: bool,
    credit: u32,
    settings: Settings,
    outputs: VecDeque<Output>,
    stop: bool,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes the encoder's thread where there may be work for it now; the lock is given back before, else it would wake
    /// only to wait for it.
    fn wake_if(&self, may_work: bool, state: MutexGuard<'_, State>) {
        drop(state);
        if may_work {
            self.changed.notify_one();
        }
    }
}

pub struct Worker {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// `wake` is called on the encoder's thread when `take` has something.
    pub fn start(heads: usize, wake: Box<dyn Fn() + Send>) -> Result<Self, DisplayError> {
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                screens: (0..heads).map(|_| Screen::default()).collect(),
                mode_changed: vec![false; heads],
                session: 0,
                restarted: false,
                credit: 0,
                settings: Settings {
                    quality: 80,
                    refresh_bytes: 1 << 20,
                },
                outputs: VecDeque::new(),
                stop: false,
            }),
            changed: Condvar::new(),
        });
        let own = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("display".into())
            .spawn(move || run(&own, heads, &*wake))
            .map_err(|source| DisplayError::Start { source })?;
        Ok(Self {
            shared,
            thread: Some(thread),
        })
    }

    pub fn set_mode(&self, head: usize, width: usize, height: usize) -> Result<(), DisplayError> {
        let mut state = self.shared.lock();
        screen(&mut state, head)?.set_mode(width, height)?;
        state.mode_changed[head] = true;
        self.shared.wake_if(state.credit > 0, state);
        Ok(())
    }

    pub fn update(&self, head: usize, rect: Rect, source: &Source) -> Result<(), DisplayError> {
        let mut state = self.shared.lock();
        screen(&mut state, head)?.update(rect, source)?;
        self.shared.wake_if(state.credit > 0, state);
        Ok(())
    }

    /// A new viewer, who has nothing. All grants are void, and no more comes of a frame that is being made.
    pub fn restart(&self) {
        let mut state = self.shared.lock();
        state.session += 1;
        state.restarted = true;
        state.credit = 0;
        state.outputs.clear();
    }

    /// So many more frames may be made; none: only the settings are new.
    pub fn grant(&self, frames: u32, settings: Settings) {
        let mut state = self.shared.lock();
        let had_none = state.credit == 0 || state.settings.refresh_bytes == 0;
        state.credit = state.credit.saturating_add(frames).min(MAX_CREDIT);
        state.settings = settings;
        // With credit it waits for something to say, and more credit is nothing to say; leave to refresh may be.
        self.shared.wake_if(had_none, state);
    }

    /// What is to be said next.
    pub fn take(&self) -> Option<Output> {
        self.shared.lock().outputs.pop_front()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.shared.lock().stop = true;
        self.shared.changed.notify_one();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn screen(state: &mut State, head: usize) -> Result<&mut Screen, DisplayError> {
    let heads = state.screens.len();
    state
        .screens
        .get_mut(head)
        .ok_or(DisplayError::Head { head, heads })
}

fn run(shared: &Shared, heads: usize, wake: &dyn Fn()) {
    let mut encoder = FrameEncoder::new(heads);
    let start = Instant::now();
    let mut next_frame = start;
    let mut next_head = 0;
    let mut state = shared.lock();
    while !state.stop {
        let now = Instant::now();
        let now_ms = (now - start).as_millis() as u64;
        let due = (0..heads)
            .map(|n| (next_head + n) % heads)
            .filter_map(|head| Some((head, due_ms(&state, &encoder, head, now_ms)?)))
            .min_by_key(|(_, due)| *due);
        let Some((head, due)) = due.filter(|_| state.credit > 0) else {
            state = shared
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
            continue;
        };
        let at = next_frame.max(start + Duration::from_millis(due));
        if now < at {
            (state, _) = shared
                .changed
                .wait_timeout(state, at - now)
                .unwrap_or_else(PoisonError::into_inner);
            continue;
        }
        next_frame = now + FRAME_PERIOD;
        next_head = (head + 1) % heads;
        let told = tell_modes(&mut state, &mut encoder);
        encoder.snapshot(head, &mut state.screens[head]);
        let (session, settings) = (state.session, state.settings);
        drop(state);
        if told {
            wake();
        }
        encoder.encode(head, now_ms, settings, &mut |part| {
            let mut state = shared.lock();
            if state.session != session {
                return;
            }
            if part.last {
                state.credit = state.credit.saturating_sub(1);
                // Once for each time that it was allowed.
                state.settings.refresh_bytes = 0;
            }
            state.outputs.push_back(Output::Part(part));
            drop(state);
            wake();
        });
        state = shared.lock();
    }
}

/// When there is something to say of this head.
fn due_ms(state: &State, encoder: &FrameEncoder, head: usize, now_ms: u64) -> Option<u64> {
    if state.restarted || state.mode_changed[head] || state.screens[head].any_dirty() {
        return Some(now_ms);
    }
    if state.settings.refresh_bytes == 0 {
        return None;
    }
    encoder.refresh_due_ms(head)
}

/// Says the modes that are new, all of them to a new viewer.
fn tell_modes(state: &mut State, encoder: &mut FrameEncoder) -> bool {
    let restarted = std::mem::take(&mut state.restarted);
    if restarted {
        encoder.restart();
    }
    let mut told = false;
    for head in 0..state.screens.len() {
        if !std::mem::take(&mut state.mode_changed[head]) && !restarted {
            continue;
        }
        let screen = &mut state.screens[head];
        let (width, height) = (screen.width(), screen.height());
        screen.soil();
        encoder.set_mode(head, width, height);
        state.outputs.push_back(Output::Mode {
            head,
            width,
            height,
        });
        told = true;
    }
    told
}
