//! The Node face of the native crates: converts and forwards, decides nothing.

mod blk;
mod display;
mod errors;
mod external;
mod gate;
mod machine;
mod service;
mod usbfs;
