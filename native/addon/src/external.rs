//! Memory of Rust as an ArrayBuffer without a copy. Where the runtime refuses that (Electron does), so do we: a
//! copy of guest memory would be a dead one.

use std::any::Any;
use std::ffi::c_void;
use std::sync::Arc;

use napi::bindgen_prelude::{Env, ToNapiValue, TypeName, sys};

use crate::errors::{Result, error};

/// An ArrayBuffer just made, on its way to JavaScript.
pub struct External(sys::napi_value);

impl TypeName for External {
    fn type_name() -> &'static str {
        "ArrayBuffer"
    }

    fn value_type() -> napi::ValueType {
        napi::ValueType::Object
    }
}

impl ToNapiValue for External {
    unsafe fn to_napi_value(_: sys::napi_env, value: Self) -> napi::Result<sys::napi_value> {
        Ok(value.0)
    }
}

unsafe extern "C" fn let_go(_: sys::napi_env, _: *mut c_void, hint: *mut c_void) {
    // SAFETY: the box made in `share`, handed here once, when the ArrayBuffer is gone.
    drop(unsafe { Box::from_raw(hint.cast::<Arc<dyn Any + Send + Sync>>()) });
}

/// An ArrayBuffer over `length` bytes at `data`, which `keeper` keeps in place as long as the ArrayBuffer lives.
pub fn share(
    env: &Env,
    data: *mut u8,
    length: usize,
    keeper: Arc<dyn Any + Send + Sync>,
) -> Result<External> {
    let hint = Box::into_raw(Box::new(keeper));
    let mut value = std::ptr::null_mut();
    // SAFETY: the bytes stay in place until `let_go` runs; the runtime calls it exactly once if it answers ok.
    let status = unsafe {
        sys::napi_create_external_arraybuffer(
            env.raw(),
            data.cast(),
            length,
            Some(let_go),
            hint.cast(),
            &mut value,
        )
    };
    if status == sys::Status::napi_ok {
        return Ok(External(value));
    }
    // SAFETY: the call failed, so the hint is still ours.
    drop(unsafe { Box::from_raw(hint) });
    Err(error(
        "runtime.external_buffers",
        format!(
            "this runtime cannot share {length} bytes of memory with JavaScript (status {status}): \
             run the machine in plain Node 24 or later, not in Electron"
        ),
    ))
}
