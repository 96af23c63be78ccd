//! Reads the frames of the display benchmark, for the examples that encode them.

#![allow(dead_code)]

use std::time::Duration;

use farport_display::Rect;

/// A scenario as test/bench/display/frames.ts writes it.
pub struct Frames {
    pub width: usize,
    pub height: usize,
    pub period: Duration,
    /// Rectangles of each frame, and where their pixels begin.
    pub frames: Vec<Vec<(Rect, usize)>>,
}

pub fn read(path: &str) -> Frames {
    let text = std::fs::read_to_string(format!("{path}.txt")).expect("frames of the benchmark");
    let mut lines = text.lines();
    let numbers = |line: &str| -> Vec<usize> {
        line.split(' ')
            .filter_map(|each| each.parse().ok())
            .collect()
    };
    let head = numbers(lines.next().expect("a first line"));
    let mut frames: Vec<Vec<(Rect, usize)>> = Vec::new();
    for line in lines {
        if line == "frame" {
            frames.push(Vec::new());
            continue;
        }
        let [x, y, width, height, offset] = numbers(line)[..] else {
            panic!("{line}")
        };
        let rect = Rect {
            x,
            y,
            width,
            height,
        };
        frames.last_mut().expect("a frame").push((rect, offset));
    }
    Frames {
        width: head[0],
        height: head[1],
        period: Duration::from_micros(head[2] as u64),
        frames,
    }
}
