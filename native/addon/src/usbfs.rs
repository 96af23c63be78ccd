//! `UsbfsDevice` of native/binding.ts. Forwards to the usbfs crate; owns the completion buffer and the wake-up.

use std::ffi::c_void;
use std::ptr;

use farport_usbfs::{Completion, Device, Operation, Request, UsbfsError};
use napi::bindgen_prelude::{ArrayBuffer, BufferSlice, Env, FromNapiValue, Function, Unknown};
use napi::sys;
use napi::threadsafe_function::ThreadsafeFunctionCallMode;
use napi_derive::napi;

use crate::errors::{self, Code};

const RECORD: usize = 24;
const RECORDS: usize = 256;
/// Below this a copy costs less than a Buffer over memory of our own.
const COPY_BELOW: usize = 2048;

type Failure = napi::Error<Code>;

fn failure(error: &UsbfsError) -> Failure {
    errors::error(error.code(), error)
}

fn internal(error: &napi::Error) -> Failure {
    errors::error("usbfs.internal", error)
}

/// The ArrayBuffer that completions are written to: memory of the runtime, so that Electron takes it too.
struct Records {
    env: sys::napi_env,
    reference: sys::napi_ref,
}

impl Records {
    fn new(env: &Env) -> Result<Self, Failure> {
        let mut value = ptr::null_mut();
        let mut data: *mut c_void = ptr::null_mut();
        let mut reference = ptr::null_mut();
        // SAFETY: called on the thread of `env`; both calls write to locals.
        let ok = unsafe {
            sys::napi_create_arraybuffer(env.raw(), RECORD * RECORDS, &raw mut data, &raw mut value)
                == sys::Status::napi_ok
                && sys::napi_create_reference(env.raw(), value, 1, &raw mut reference)
                    == sys::Status::napi_ok
        };
        if ok {
            Ok(Self {
                env: env.raw(),
                reference,
            })
        } else {
            Err(errors::error(
                "usbfs.internal",
                "the completion buffer could not be made",
            ))
        }
    }

    fn value(&self) -> sys::napi_value {
        let mut value = ptr::null_mut();
        // SAFETY: called on the thread of `env`; the reference is ours and strong.
        unsafe { sys::napi_get_reference_value(self.env, self.reference, &raw mut value) };
        value
    }

    /// The bytes as they are now: none if the caller has detached the buffer.
    fn bytes(&mut self) -> &mut [u8] {
        let mut data: *mut c_void = ptr::null_mut();
        let mut length = 0;
        // SAFETY: called on the thread of `env`; writes to locals.
        let status = unsafe {
            sys::napi_get_arraybuffer_info(self.env, self.value(), &raw mut data, &raw mut length)
        };
        if status != sys::Status::napi_ok || data.is_null() {
            return &mut [];
        }
        // SAFETY: the runtime's memory of the buffer, used before control returns to JavaScript.
        unsafe { std::slice::from_raw_parts_mut(data.cast(), length) }
    }
}

impl Drop for Records {
    fn drop(&mut self) {
        // SAFETY: dropped by the object's finalizer, on the thread of `env`.
        unsafe { sys::napi_delete_reference(self.env, self.reference) };
    }
}

#[napi]
pub struct UsbfsDevice {
    device: Device,
    records: Records,
}

#[napi]
impl UsbfsDevice {
    #[napi(constructor)]
    pub fn new(
        env: Env,
        node: String,
        wake: Function<'_, (), Unknown<'static>>,
        capability_mask: Option<u32>,
    ) -> Result<Self, Failure> {
        let wake = wake
            .build_threadsafe_function()
            .callee_handled::<false>()
            .build()
            .map_err(|error| internal(&error))?;
        let device = Device::open(
            &node,
            capability_mask.unwrap_or(u32::MAX),
            Box::new(move || {
                wake.call((), ThreadsafeFunctionCallMode::NonBlocking);
            }),
        )
        .map_err(|error| failure(&error))?;
        Ok(Self {
            device,
            records: Records::new(&env)?,
        })
    }

    #[napi]
    pub fn descriptors<'env>(&self, env: &'env Env) -> Result<BufferSlice<'env>, Failure> {
        let bytes = self.device.descriptors().map_err(|error| failure(&error))?;
        BufferSlice::copy_from(env, bytes).map_err(|error| internal(&error))
    }

    #[napi]
    pub fn speed(&self) -> Result<u32, Failure> {
        self.device.speed().map_err(|error| failure(&error))
    }

    #[napi]
    pub fn capabilities(&self) -> u32 {
        self.device.capabilities()
    }

    #[napi]
    pub fn capture(&self, id: u32) -> Result<(), Failure> {
        self.operate(id, Operation::Capture)
    }

    #[napi]
    pub fn check_captured(&self) -> Result<(), Failure> {
        match self.device.take_refusal() {
            Some(error) => Err(failure(&error)),
            None => Ok(()),
        }
    }

    // Flat, because an object for every URB costs more than the call.
    #[allow(clippy::too_many_arguments)]
    #[napi]
    pub fn submit(
        &self,
        id: u32,
        kind: u32,
        endpoint: u32,
        setup: Option<&[u8]>,
        data: Option<Vec<&[u8]>>,
        length: f64,
        flags: u32,
    ) -> Result<(), Failure> {
        let setup = setup.map(<&[u8; 8]>::try_from).transpose().map_err(|_| {
            errors::error("usbfs.misuse", "a SETUP packet that is not 8 bytes long")
        })?;
        let request = Request {
            id,
            kind: byte(kind, "type")?,
            endpoint: byte(endpoint, "endpoint")?,
            setup,
            data: data.as_deref().unwrap_or_default(),
            // Negative and not-a-number become 0, what is too large stays too large and is refused.
            length: length as usize,
            flags,
        };
        self.device
            .submit(&request)
            .map_err(|error| failure(&error))
    }

    #[napi]
    pub fn discard(&self, id: u32) -> bool {
        self.device.discard(id)
    }

    #[napi]
    pub fn reset(&self, id: u32) -> Result<(), Failure> {
        self.operate(id, Operation::Reset)
    }

    #[napi]
    pub fn set_configuration(&self, id: u32, value: u32) -> Result<(), Failure> {
        let value = byte(value, "configuration")?;
        self.operate(id, Operation::SetConfiguration(value))
    }

    #[napi]
    pub fn set_interface(
        &self,
        id: u32,
        interface_number: u32,
        alternate: u32,
    ) -> Result<(), Failure> {
        let operation = Operation::SetInterface {
            interface: byte(interface_number, "interface")?,
            alternate: byte(alternate, "alternate setting")?,
        };
        self.operate(id, operation)
    }

    #[napi]
    pub fn clear_halt(&self, id: u32, endpoint: u32) -> Result<(), Failure> {
        let endpoint = byte(endpoint, "endpoint")?;
        self.operate(id, Operation::ClearHalt { endpoint })
    }

    fn operate(&self, id: u32, operation: Operation) -> Result<(), Failure> {
        self.device
            .operate(id, operation)
            .map_err(|error| failure(&error))
    }

    #[napi]
    pub fn completions<'env>(&self, env: &'env Env) -> Result<ArrayBuffer<'env>, Failure> {
        // SAFETY: the value is an ArrayBuffer of this environment.
        unsafe { ArrayBuffer::from_napi_value(env.raw(), self.records.value()) }
            .map_err(|error| internal(&error))
    }

    #[napi]
    pub fn reap(&mut self) -> u32 {
        let bytes = self.records.bytes();
        let room = bytes.len() / RECORD;
        let count = self.device.reap(room, |index, completion| {
            if let Some(record) = bytes.get_mut(index * RECORD..(index + 1) * RECORD) {
                write_record(record, &completion);
            }
        });
        count as u32
    }

    #[napi]
    pub fn take_data<'env>(&self, env: &'env Env, id: u32) -> Result<BufferSlice<'env>, Failure> {
        let slice = match self.device.take_data(id) {
            None => BufferSlice::copy_from(env, []),
            Some(data) if data.bytes().len() < COPY_BELOW || data.is_small_part() => {
                BufferSlice::copy_from(env, data.bytes())
            }
            Some(mut data) => {
                let (bytes, length) = (data.bytes_mut().as_mut_ptr(), data.bytes().len());
                // SAFETY: the bytes are the data's own and stay until the runtime lets go of the Buffer.
                unsafe {
                    BufferSlice::from_external(env, bytes, length, data, |_, data| drop(data))
                }
            }
        };
        slice.map_err(|error| internal(&error))
    }

    #[napi]
    pub fn release(&self) {
        self.device.release();
    }
}

fn byte(value: u32, what: &str) -> Result<u8, Failure> {
    u8::try_from(value)
        .map_err(|_| errors::error("usbfs.misuse", format!("{what} {value} is larger than 255")))
}

fn write_record(record: &mut [u8], completion: &Completion) {
    let fields = [
        completion.id,
        completion.kind,
        completion.status as u32,
        completion.actual_length,
        0,
        0,
    ];
    for (to, field) in record.chunks_exact_mut(4).zip(fields) {
        to.copy_from_slice(&field.to_le_bytes());
    }
}
