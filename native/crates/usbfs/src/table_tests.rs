#![allow(clippy::unwrap_used)]
use super::*;
#[test]
fn placeholder() {}
