//! What callers can get wrong; nothing a guest does leads here, its screens were checked before.

#[derive(Debug, thiserror::Error)]
pub enum DisplayError {
    #[error("there is no head {head}: the encoder was made for {heads}")]
    Head { head: usize, heads: usize },
    #[error("a screen of {width} x {height} pixels cannot be encoded: at most 16384 each way")]
    Mode { width: usize, height: usize },
    #[error("an update reaches outside its screen or outside its source")]
    Update,
    #[error("the encoder's thread could not be started: {source}")]
    Start { source: std::io::Error },
}

impl DisplayError {
    pub fn code(&self) -> &'static str {
        match self {
            Self::Head { .. } => "display.head",
            Self::Mode { .. } => "display.mode",
            Self::Update => "display.update",
            Self::Start { .. } => "display.start",
        }
    }
}
