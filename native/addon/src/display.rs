//! `DisplayEncoder` of native/binding.ts. Joins the display crate's worker to the main loop.

use farport_display::{
    DisplayError, OPERATION_BYTES, Output, PixelOrder, Rect, Settings, Source, Worker,
};
use napi::bindgen_prelude::{Buffer, Env, Uint8Array};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi::{Status, Unknown};
use napi_derive::napi;
use std::sync::{Arc, Mutex, PoisonError};

use crate::errors::{Result, error};

/// Called without arguments, at most four calls in flight: one more would tell nothing new.
type WakeFunction = ThreadsafeFunction<(), Unknown<'static>, (), Status, false, false, 4>;

#[napi(object, object_from_js = false)]
pub struct EncodedOutput {
    pub head: u32,
    pub mode: Option<EncodedMode>,
    pub part: Option<EncodedPart>,
}

#[napi(object, object_from_js = false)]
pub struct EncodedMode {
    pub width: u32,
    pub height: u32,
}

#[napi(object, object_from_js = false)]
pub struct EncodedPart {
    pub first: bool,
    pub last: bool,
    pub operations: Buffer,
    pub deflated: u32,
    pub payload: Buffer,
}

fn failure(cause: DisplayError) -> napi::Error<crate::errors::Code> {
    error(cause.code(), cause)
}

fn order(number: u32) -> Result<PixelOrder> {
    match number {
        0 => Ok(PixelOrder::Bgrx),
        1 => Ok(PixelOrder::Xrgb),
        2 => Ok(PixelOrder::Rgbx),
        3 => Ok(PixelOrder::Xbgr),
        _ => Err(failure(DisplayError::Update)),
    }
}

#[napi]
pub struct DisplayEncoder {
    /// Taken by `close`, or when the environment ends, whichever comes first.
    worker: Arc<Mutex<Option<Worker>>>,
}

impl DisplayEncoder {
    fn with<T>(&self, work: impl FnOnce(&Worker) -> T) -> Option<T> {
        let worker = self.worker.lock().unwrap_or_else(PoisonError::into_inner);
        worker.as_ref().map(work)
    }
}

#[napi]
impl DisplayEncoder {
    #[napi(constructor)]
    pub fn new(env: Env, heads: u32, wake: WakeFunction) -> Result<Self> {
        // A full queue means that calls are on their way already.
        let call = move || {
            let _ = wake.call((), ThreadsafeFunctionCallMode::NonBlocking);
        };
        let worker = Worker::start(heads as usize, Box::new(call)).map_err(failure)?;
        let worker = Arc::new(Mutex::new(Some(worker)));
        // The thread ends before the environment whose function it calls.
        let ended = Arc::downgrade(&worker);
        env.add_env_cleanup_hook(ended, |worker| {
            if let Some(worker) = worker.upgrade() {
                drop(worker.lock().unwrap_or_else(PoisonError::into_inner).take());
            }
        })
        .map_err(|cause| error("display.start", cause.reason))?;
        Ok(Self { worker })
    }

    #[napi]
    pub fn set_mode(&self, head: u32, width: u32, height: u32) -> Result<()> {
        let (head, width, height) = (head as usize, width as usize, height as usize);
        self.with(|worker| worker.set_mode(head, width, height))
            .unwrap_or(Ok(()))
            .map_err(failure)
    }

    #[napi]
    #[allow(clippy::too_many_arguments)]
    pub fn update(
        &self,
        head: u32,
        x: u32,
        y: u32,
        width: u32,
        height: u32,
        bytes: Uint8Array,
        offset: u32,
        stride: u32,
        pixel_order: u32,
    ) -> Result<()> {
        let rect = Rect {
            x: x as usize,
            y: y as usize,
            width: width as usize,
            height: height as usize,
        };
        let source = Source {
            bytes: &bytes,
            offset: offset as usize,
            stride: stride as usize,
            order: order(pixel_order)?,
        };
        self.with(|worker| worker.update(head as usize, rect, &source))
            .unwrap_or(Ok(()))
            .map_err(failure)
    }

    #[napi]
    pub fn restart(&self) {
        self.with(Worker::restart);
    }

    #[napi]
    pub fn grant(&self, frames: u32, quality: u32, refresh_bytes: u32) {
        let settings = Settings {
            quality: quality.clamp(1, 100) as u8,
            refresh_bytes: refresh_bytes as usize,
        };
        self.with(|worker| worker.grant(frames, settings));
    }

    #[napi]
    pub fn take(&self) -> Option<EncodedOutput> {
        Some(match self.with(Worker::take)?? {
            Output::Mode {
                head,
                width,
                height,
            } => EncodedOutput {
                head: head as u32,
                mode: Some(EncodedMode {
                    width: width as u32,
                    height: height as u32,
                }),
                part: None,
            },
            Output::Part(part) => {
                let mut operations = Vec::with_capacity(part.operations.len() * OPERATION_BYTES);
                for operation in &part.operations {
                    operations.extend_from_slice(&operation.to_bytes());
                }
                EncodedOutput {
                    head: part.head as u32,
                    mode: None,
                    part: Some(EncodedPart {
                        first: part.first,
                        last: part.last,
                        operations: operations.into(),
                        deflated: part.deflated as u32,
                        payload: part.payload.into(),
                    }),
                }
            }
        })
    }

    #[napi]
    pub fn close(&self) {
        let worker = self
            .worker
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        drop(worker);
    }
}
