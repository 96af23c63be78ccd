//! One open usbfs node and its ioctls, each with the kernel's errno. Keeps no state of its own.

use std::ffi::CStr;
use std::fs::{File, OpenOptions};
use std::io;
use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::fs::{FileExt, MetadataExt};

use libc::{c_int, c_ulong, c_void};

use crate::abi;
use crate::error::UsbfsError;

/// An errno, positive.
pub type Errno = c_int;

/// Descriptors of one device are at most this long here: 255 configurations would be hostile.
const MAX_DESCRIPTORS: usize = 1 << 20;

pub struct Node {
    file: File,
    path: String,
}

fn errno() -> Errno {
    io::Error::last_os_error()
        .raw_os_error()
        .unwrap_or(libc::EIO)
}

impl Node {
    /// Opens a usbfs node for reading and writing.
    pub fn open(path: &str) -> Result<Self, UsbfsError> {
        let node = path.to_owned();
        match OpenOptions::new().read(true).write(true).open(path) {
            Ok(file) => Ok(Self { file, path: node }),
            Err(source) => Err(match source.raw_os_error() {
                Some(libc::EACCES | libc::EPERM) => UsbfsError::Permission { node },
                Some(libc::ENOENT | libc::ENODEV | libc::ENXIO) => UsbfsError::NotFound { node },
                _ => UsbfsError::Open { node, source },
            }),
        }
    }

    pub fn path(&self) -> &str {
        &self.path
    }

    pub fn raw_fd(&self) -> RawFd {
        self.file.as_raw_fd()
    }

    /// # Safety
    /// `argument` is what the request's definition in the UAPI asks for.
    unsafe fn ioctl(&self, request: c_ulong, argument: *mut c_void) -> Result<c_int, Errno> {
        loop {
            // SAFETY: the caller vouches for the argument; the descriptor is open as long as self lives.
            let result = unsafe { libc::ioctl(self.raw_fd(), request, argument) };
            if result >= 0 {
                return Ok(result);
            }
            match errno() {
                libc::EINTR => {}
                error => return Err(error),
            }
        }
    }

    fn ioctl_u32(&self, request: c_ulong, value: u32) -> Result<(), Errno> {
        let mut value = value;
        // SAFETY: these requests read one unsigned int.
        unsafe { self.ioctl(request, (&raw mut value).cast()) }.map(|_| ())
    }

    /// Device descriptor and all configurations, raw.
    pub fn descriptors(&self) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; 4096];
        let mut length = 0;
        loop {
            let read = self.file.read_at(&mut bytes[length..], length as u64)?;
            if read == 0 {
                bytes.truncate(length);
                return Ok(bytes);
            }
            length += read;
            if length == bytes.len() {
                if length >= MAX_DESCRIPTORS {
                    return Err(io::Error::from_raw_os_error(libc::EOVERFLOW));
                }
                bytes.resize(length * 2, 0);
            }
        }
    }

    pub fn capabilities(&self) -> Result<u32, Errno> {
        let mut bits: u32 = 0;
        // SAFETY: the request writes one u32.
        unsafe { self.ioctl(abi::GET_CAPABILITIES, (&raw mut bits).cast()) }?;
        Ok(bits)
    }

    /// `enum usb_device_speed`: 0 unknown, 1 low, 2 full, 3 high, 5 super, 6 super-plus.
    pub fn speed(&self) -> Result<u32, Errno> {
        // SAFETY: the request takes no argument.
        let value = unsafe { self.ioctl(abi::GET_SPEED, std::ptr::null_mut()) }?;
        Ok(u32::try_from(value).unwrap_or(0))
    }

    /// The value of the configuration that is set now; 0 for none. From sysfs, else by asking the device.
    pub fn active_configuration(&self) -> Result<u8, Errno> {
        if let Ok(metadata) = self.file.metadata() {
            let number = metadata.rdev();
            let path = format!(
                "/sys/dev/char/{}:{}/bConfigurationValue",
                libc::major(number),
                libc::minor(number)
            );
            if let Ok(text) = std::fs::read_to_string(path) {
                // An unconfigured device shows an empty line.
                return Ok(text.trim().parse().unwrap_or(0));
            }
        }
        let mut value: u8 = 0;
        let mut transfer = abi::ControlTransfer {
            request_type: 0x80,
            request: 8, // GET_CONFIGURATION, USB 2.0 section 9.4.2
            value: 0,
            index: 0,
            length: 1,
            timeout_ms: 1000,
            data: (&raw mut value).cast(),
        };
        // SAFETY: the request reads the structure and writes at most `length` bytes to `data`.
        unsafe { self.ioctl(abi::CONTROL, (&raw mut transfer).cast()) }?;
        Ok(value)
    }

    /// Name of the interface's driver; None without one.
    pub fn driver(&self, interface: u8) -> Result<Option<String>, Errno> {
        let mut query = abi::GetDriver {
            interface: interface.into(),
            driver: [0; 256],
        };
        // SAFETY: the request reads and writes the structure.
        match unsafe { self.ioctl(abi::GETDRIVER, (&raw mut query).cast()) } {
            Ok(_) => {
                query.driver[255] = 0;
                // SAFETY: the array ends in a zero byte and lives until the copy is made.
                let name = unsafe { CStr::from_ptr(query.driver.as_ptr()) };
                Ok(Some(name.to_string_lossy().into_owned()))
            }
            Err(libc::ENODATA) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Takes the interface from a kernel driver in one step; EBUSY where another program holds it.
    pub fn detach_and_claim(&self, interface: u8) -> Result<(), Errno> {
        let mut request = abi::DisconnectClaim {
            interface: interface.into(),
            flags: abi::DISCONNECT_CLAIM_EXCEPT_DRIVER,
            driver: [0; 256],
        };
        for (to, from) in request.driver.iter_mut().zip(b"usbfs") {
            *to = *from as libc::c_char;
        }
        // SAFETY: the request reads the structure.
        match unsafe { self.ioctl(abi::DISCONNECT_CLAIM, (&raw mut request).cast()) } {
            Err(libc::ENOTTY) => {
                // Before Linux 3.7.
                match self.interface_ioctl(interface, abi::DISCONNECT) {
                    Ok(()) | Err(libc::ENODATA) => {}
                    Err(error) => return Err(error),
                }
                self.ioctl_u32(abi::CLAIMINTERFACE, interface.into())
            }
            result => result.map(|_| ()),
        }
    }

    pub fn release_interface(&self, interface: u8) -> Result<(), Errno> {
        self.ioctl_u32(abi::RELEASEINTERFACE, interface.into())
    }

    /// Lets the kernel look for a driver of the interface. EBUSY: it has one.
    pub fn connect_driver(&self, interface: u8) -> Result<(), Errno> {
        self.interface_ioctl(interface, abi::CONNECT)
    }

    fn interface_ioctl(&self, interface: u8, code: c_ulong) -> Result<(), Errno> {
        let mut request = abi::InterfaceIoctl {
            interface: interface.into(),
            code: code as c_int,
            data: std::ptr::null_mut(),
        };
        // SAFETY: the request reads the structure; the inner code takes no data.
        unsafe { self.ioctl(abi::IOCTL, (&raw mut request).cast()) }.map(|_| ())
    }

    pub fn set_configuration(&self, value: u8) -> Result<(), Errno> {
        self.ioctl_u32(abi::SETCONFIGURATION, value.into())
    }

    pub fn set_interface(&self, interface: u8, alternate: u8) -> Result<(), Errno> {
        let mut request = abi::SetInterface {
            interface: interface.into(),
            alternate: alternate.into(),
        };
        // SAFETY: the request reads the structure.
        unsafe { self.ioctl(abi::SETINTERFACE, (&raw mut request).cast()) }.map(|_| ())
    }

    pub fn clear_halt(&self, endpoint: u8) -> Result<(), Errno> {
        self.ioctl_u32(abi::CLEAR_HALT, endpoint.into())
    }

    pub fn reset(&self) -> Result<(), Errno> {
        // SAFETY: the request takes no argument.
        unsafe { self.ioctl(abi::RESET, std::ptr::null_mut()) }.map(|_| ())
    }
}

/// The part of usbfs that URBs go through; a trait so that the rules of splitting are tested without a bus.
pub trait UrbPort: Send + Sync {
    /// # Safety
    /// `urb` and the buffer it names stay where they are until `reap` has given the URB back.
    unsafe fn submit(&self, urb: *mut abi::Urb) -> Result<(), Errno>;
    /// A URB that has ended; EAGAIN: none now; ENODEV: none ever again.
    fn reap(&self) -> Result<*mut abi::Urb, Errno>;
    /// Ends a URB early; EINVAL: it has ended already. It is reaped in both cases.
    fn discard(&self, urb: *mut abi::Urb) -> Result<(), Errno>;
}

impl UrbPort for Node {
    unsafe fn submit(&self, urb: *mut abi::Urb) -> Result<(), Errno> {
        // SAFETY: as this function's contract says.
        unsafe { self.ioctl(abi::SUBMITURB, urb.cast()) }.map(|_| ())
    }

    fn reap(&self) -> Result<*mut abi::Urb, Errno> {
        let mut urb: *mut abi::Urb = std::ptr::null_mut();
        // SAFETY: the request writes one pointer, and through it fields of a URB that was submitted here.
        unsafe { self.ioctl(abi::REAPURBNDELAY, (&raw mut urb).cast()) }?;
        Ok(urb)
    }

    fn discard(&self, urb: *mut abi::Urb) -> Result<(), Errno> {
        // SAFETY: the kernel only compares the pointer with those of pending URBs.
        unsafe { self.ioctl(abi::DISCARDURB, urb.cast()) }.map(|_| ())
    }
}
