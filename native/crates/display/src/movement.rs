//! What of a frame only moved: when it is looked for, and by what.
//!
//! Owns the finders and their scratch memory, and how often they are worth it. Changes no picture.

use crate::TILE;
use crate::head::Head;
use crate::screen::Rect;
use crate::scroll::{Move, Scroll, Strip};
use crate::shift::Shift;

/// Less damage than so many tiles is not searched for movement.
const SCROLL_TILES: usize = 3;
/// And not for movement in any direction, which costs more to find.
const SHIFT_TILES: usize = 6;
/// After so many photographs in a row in which nothing only moved, video that is, it is looked for in one frame of a few.
const STILL_NONE: u32 = 3;
const SELDOM: u32 = 4;

#[derive(Default)]
pub struct Movement {
    scroll: Scroll,
    shift: Shift,
    moves: Vec<Move>,
    strips: Vec<Strip>,
}

impl Movement {
    /// Copies inside what was sent that bring it nearer to the new picture, in an order in which each may be done after
    /// the ones before. `changed`: the tiles that differ, and what of them does.
    pub fn find(&mut self, head: &Head, changed: &[(usize, Rect)]) -> &[Move] {
        self.moves.clear();
        let seldom = head.unmoved > STILL_NONE && !head.unmoved.is_multiple_of(SELDOM);
        if changed.len() < SCROLL_TILES || seldom {
            return &self.moves;
        }
        self.find_strips(head, changed);
        self.search(
            &head.work,
            &head.sent,
            head.width,
            (changed.len() >= SHIFT_TILES).then(|| {
                let pixels = changed.iter().map(|(_, r)| r.width * r.height).sum();
                (around(changed), pixels)
            }),
        );
        &self.moves
    }

    /// Looks for what moved anywhere between two pictures: for measuring, as `find` does where everything changed.
    pub fn of_pictures(&mut self, new: &[u32], sent: &[u32], width: usize) -> &[Move] {
        let height = new.len() / width.max(1);
        self.strips.clear();
        self.strips.extend((0..width).step_by(TILE).map(|x| Strip {
            x,
            width: TILE.min(width - x),
            top: 0,
            bottom: height,
        }));
        let all = Rect {
            x: 0,
            y: 0,
            width,
            height,
        };
        self.search(new, sent, width, Some((all, width * height)));
        &self.moves
    }

    /// `area`: where to look for a movement in any direction, and how many pixels changed.
    fn search(&mut self, new: &[u32], sent: &[u32], width: usize, area: Option<(Rect, usize)>) {
        self.moves.clear();
        let mut looked = false;
        if let Some((area, _)) = area
            && self.shift.pick(new, sent, width, area)
        {
            looked = true;
            if !self.shift.look(sent, width, area) {
                return;
            }
        }
        self.scroll
            .find(new, sent, width, &self.strips, &mut self.moves);
        let Some((area, changed)) = area else { return };
        let copied: usize = self.moves.iter().map(|run| run.width * run.height).sum();
        if copied * 2 >= changed || !(looked || self.shift.look(sent, width, area)) {
            return;
        }
        let one = self.shift.find(new, sent, width);
        if let Some(run) = one.filter(|run| run.width * run.height > copied) {
            self.moves.clear();
            self.moves.push(run);
        }
    }

    /// What changed of each column of tiles.
    fn find_strips(&mut self, head: &Head, changed: &[(usize, Rect)]) {
        self.strips.clear();
        for column in 0..head.columns {
            let own = changed
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
