//! One request as the caller states it, and what of it is checked before anything is kept or sent.

use crate::abi;
use crate::error::UsbfsError;
use crate::node::Errno;

/// MAX_URB_LENGTH of packages/usb.
pub const MAX_LENGTH: usize = 16 << 20;

const SETUP: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Interrupt,
    Control,
    Bulk,
}

impl Kind {
    pub fn number(self) -> u8 {
        match self {
            Self::Interrupt => abi::URB_TYPE_INTERRUPT,
            Self::Control => abi::URB_TYPE_CONTROL,
            Self::Bulk => abi::URB_TYPE_BULK,
        }
    }
}

/// As `UsbfsDevice.submit` of native/binding.ts.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    pub id: u32,
    /// 1 interrupt, 2 control, 3 bulk.
    pub kind: u8,
    pub endpoint: u8,
    /// OUT data; for control the setup packet comes first, in both directions.
    pub data: Option<&'a [u8]>,
    /// IN: bytes wanted.
    pub length: usize,
    /// 0x01 short packets are an error (IN), 0x40 end with an empty packet (OUT).
    pub flags: u32,
}

/// The peer asked for something that must not or cannot be: an errno for the completion.
#[derive(Debug, PartialEq, Eq)]
pub struct Refused(pub Errno);

#[derive(Debug, PartialEq, Eq)]
pub struct Layout {
    pub input: bool,
    /// Where data begins in the buffer.
    pub start: usize,
    pub length: usize,
}

impl Request<'_> {
    /// Finds what only a mistake in the calling program can cause.
    pub fn check(&self) -> Result<Kind, UsbfsError> {
        match self.kind {
            abi::URB_TYPE_INTERRUPT => Ok(Kind::Interrupt),
            abi::URB_TYPE_CONTROL => Ok(Kind::Control),
            abi::URB_TYPE_BULK => Ok(Kind::Bulk),
            other => Err(UsbfsError::Misuse(format!(
                "transfer type {other} is not 1 (interrupt), 2 (control) or 3 (bulk)"
            ))),
        }
    }

    /// Finds what a peer may have asked wrongly, and where the data lies.
    pub fn layout(&self, kind: Kind) -> Result<Layout, Refused> {
        const INVALID: Refused = Refused(libc::EINVAL);
        if self.endpoint & 0x70 != 0 || (self.endpoint & 0x0f == 0) != (kind == Kind::Control) {
            return Err(INVALID);
        }
        let layout = if kind == Kind::Control {
            let data = self.data.unwrap_or_default();
            let setup = data.first_chunk::<SETUP>().ok_or(INVALID)?;
            if is_an_operation(setup) {
                return Err(INVALID);
            }
            let input = setup[0] & abi::DIRECTION_IN != 0;
            let length = usize::from(u16::from_le_bytes([setup[6], setup[7]]));
            let given = data.len() - SETUP;
            if given != if input { 0 } else { length } {
                return Err(INVALID);
            }
            Layout {
                input,
                start: SETUP,
                length,
            }
        } else {
            let input = self.endpoint & abi::DIRECTION_IN != 0;
            let given = self.data.map_or(0, <[u8]>::len);
            if input && given > 0 {
                return Err(INVALID);
            }
            Layout {
                input,
                start: 0,
                length: if input { self.length } else { given },
            }
        };
        let allowed = match (kind, layout.input) {
            (_, true) => abi::URB_SHORT_NOT_OK,
            (Kind::Control, false) => 0,
            (_, false) => abi::URB_ZERO_PACKET,
        };
        if layout.length > MAX_LENGTH || self.flags & !allowed != 0 {
            return Err(INVALID);
        }
        Ok(layout)
    }
}

/// Requests that change state which the host keeps as well, and so go as operations (USB 2.0, section 9.4).
fn is_an_operation(setup: &[u8; SETUP]) -> bool {
    let value = u16::from_le_bytes([setup[2], setup[3]]);
    match (setup[0], setup[1]) {
        // SET_ADDRESS, SET_CONFIGURATION, SET_INTERFACE
        (0x00, 5 | 9) | (0x01, 11) => true,
        // CLEAR_FEATURE(ENDPOINT_HALT)
        (0x02, 1) => value == 0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn control(data: &[u8]) -> Request<'_> {
        Request {
            id: 1,
            kind: 2,
            endpoint: 0,
            data: Some(data),
            length: 0,
            flags: 0,
        }
    }

    #[test]
    fn the_length_of_a_control_transfer_is_that_of_its_setup_packet() {
        let request = control(&[0x80, 6, 0, 1, 0, 0, 18, 0]);
        let expected = Layout {
            input: true,
            start: 8,
            length: 18,
        };
        assert_eq!(request.layout(Kind::Control), Ok(expected));
    }

    #[test]
    fn a_control_out_whose_data_is_not_as_long_as_it_says_is_refused() {
        let request = control(&[0x21, 9, 0, 2, 0, 0, 2, 0, 1]);
        assert_eq!(request.layout(Kind::Control), Err(Refused(libc::EINVAL)));
    }

    #[test]
    fn operations_are_refused_as_control_transfers() {
        for setup in [
            [0x00, 5, 3, 0, 0, 0, 0, 0],
            [0x00, 9, 1, 0, 0, 0, 0, 0],
            [0x01, 11, 0, 0, 0, 0, 0, 0],
            [0x02, 1, 0, 0, 0x81, 0, 0, 0],
        ] {
            assert_eq!(
                control(&setup).layout(Kind::Control),
                Err(Refused(libc::EINVAL))
            );
        }
    }

    #[test]
    fn an_empty_packet_is_for_out_and_a_short_packet_for_in() {
        let mut request = Request {
            id: 1,
            kind: 3,
            endpoint: 0x81,
            data: None,
            length: 512,
            flags: abi::URB_ZERO_PACKET,
        };
        assert_eq!(request.layout(Kind::Bulk), Err(Refused(libc::EINVAL)));
        request.flags = abi::URB_SHORT_NOT_OK;
        assert!(request.layout(Kind::Bulk).is_ok());
    }
}
