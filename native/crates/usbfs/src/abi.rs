//! usbfs as the kernel's UAPI defines it (include/uapi/linux/usbdevice_fs.h): numbers and layouts, no behaviour.

use libc::{c_char, c_int, c_uchar, c_uint, c_ulong, c_void};

pub const URB_TYPE_INTERRUPT: u8 = 1;
pub const URB_TYPE_CONTROL: u8 = 2;
pub const URB_TYPE_BULK: u8 = 3;

/// IN only: a short packet ends the URB with EREMOTEIO.
pub const URB_SHORT_NOT_OK: u32 = 0x01;
/// This URB goes on where the one before it on the same endpoint ended.
pub const URB_BULK_CONTINUATION: u32 = 0x04;
/// OUT only: a transfer of whole packets is ended by an empty one.
pub const URB_ZERO_PACKET: u32 = 0x40;

pub const CAP_BULK_CONTINUATION: u32 = 0x02;
pub const CAP_NO_PACKET_SIZE_LIM: u32 = 0x04;
pub const CAP_BULK_SCATTER_GATHER: u32 = 0x08;

/// DISCONNECT_CLAIM: refuse where the interface's driver is the named one.
pub const DISCONNECT_CLAIM_EXCEPT_DRIVER: u32 = 0x02;

pub const DIRECTION_IN: u8 = 0x80;

/// `struct usbdevfs_urb` without isochronous packets.
#[repr(C)]
#[derive(Debug, Clone)]
pub struct Urb {
    pub kind: c_uchar,
    pub endpoint: c_uchar,
    pub status: c_int,
    pub flags: c_uint,
    pub buffer: *mut c_void,
    pub buffer_length: c_int,
    pub actual_length: c_int,
    pub start_frame: c_int,
    /// A union with `number_of_packets`.
    pub stream_id: c_uint,
    pub error_count: c_int,
    pub signr: c_uint,
    pub usercontext: usize,
}

// SAFETY: the pointer names the transfer's own buffer, which moves between threads together with the URB.
unsafe impl Send for Urb {}

#[repr(C)]
pub struct ControlTransfer {
    pub request_type: u8,
    pub request: u8,
    pub value: u16,
    pub index: u16,
    pub length: u16,
    pub timeout_ms: u32,
    pub data: *mut c_void,
}

#[repr(C)]
pub struct SetInterface {
    pub interface: c_uint,
    pub alternate: c_uint,
}

#[repr(C)]
pub struct GetDriver {
    pub interface: c_uint,
    pub driver: [c_char; 256],
}

#[repr(C)]
pub struct InterfaceIoctl {
    pub interface: c_int,
    pub code: c_int,
    pub data: *mut c_void,
}

#[repr(C)]
pub struct DisconnectClaim {
    pub interface: c_uint,
    pub flags: c_uint,
    pub driver: [c_char; 256],
}

const fn ioc(direction: c_ulong, number: c_ulong, size: usize) -> c_ulong {
    direction << 30 | (size as c_ulong) << 16 | (b'U' as c_ulong) << 8 | number
}
const fn io(number: c_ulong) -> c_ulong {
    ioc(0, number, 0)
}
const fn iow<T>(number: c_ulong) -> c_ulong {
    ioc(1, number, size_of::<T>())
}
const fn ior<T>(number: c_ulong) -> c_ulong {
    ioc(2, number, size_of::<T>())
}
const fn iowr<T>(number: c_ulong) -> c_ulong {
    ioc(3, number, size_of::<T>())
}

pub const CONTROL: c_ulong = iowr::<ControlTransfer>(0);
pub const SETINTERFACE: c_ulong = ior::<SetInterface>(4);
pub const SETCONFIGURATION: c_ulong = ior::<c_uint>(5);
pub const GETDRIVER: c_ulong = iow::<GetDriver>(8);
pub const SUBMITURB: c_ulong = ior::<Urb>(10);
pub const DISCARDURB: c_ulong = io(11);
pub const REAPURBNDELAY: c_ulong = iow::<*mut c_void>(13);
pub const CLAIMINTERFACE: c_ulong = ior::<c_uint>(15);
pub const RELEASEINTERFACE: c_ulong = ior::<c_uint>(16);
pub const IOCTL: c_ulong = iowr::<InterfaceIoctl>(18);
pub const RESET: c_ulong = io(20);
pub const CLEAR_HALT: c_ulong = ior::<c_uint>(21);
pub const DISCONNECT: c_ulong = io(22);
pub const CONNECT: c_ulong = io(23);
pub const GET_CAPABILITIES: c_ulong = ior::<u32>(26);
pub const DISCONNECT_CLAIM: c_ulong = ior::<DisconnectClaim>(27);
pub const GET_SPEED: c_ulong = io(31);

#[cfg(test)]
mod tests {
    use super::*;

    // The numbers a C program prints for these on x86-64.
    #[test]
    fn ioctl_numbers_are_the_kernels() {
        assert_eq!(CONTROL, 0xc018_5500);
        assert_eq!(SUBMITURB, 0x8038_550a);
        assert_eq!(DISCARDURB, 0x550b);
        assert_eq!(REAPURBNDELAY, 0x4008_550d);
        assert_eq!(IOCTL, 0xc010_5512);
        assert_eq!(DISCONNECT_CLAIM, 0x8108_551b);
        assert_eq!(GETDRIVER, 0x4104_5508);
        assert_eq!(GET_CAPABILITIES, 0x8004_551a);
        assert_eq!(GET_SPEED, 0x551f);
    }
}
