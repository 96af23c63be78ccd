//! One request as the caller states it, and what of it is checked before anything is kept or sent.

use crate::abi;
use crate::error::UsbfsError;
use crate::node::Errno;

/// MAX_URB_LENGTH of packages/usb.
pub const MAX_LENGTH: usize = 16 << 20;

pub const SETUP: usize = 8;

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
    /// Control only.
    pub setup: Option<&'a [u8; SETUP]>,
    /// OUT data in order, cut in any way.
    pub data: &'a [&'a [u8]],
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
        if self.setup.is_some() != (kind == Kind::Control) {
            return Err(INVALID);
        }
        let given: usize = self.data.iter().map(|piece| piece.len()).sum();
        let layout = if let Some(setup) = self.setup {
            let input = setup[0] & abi::DIRECTION_IN != 0;
            let length = usize::from(u16::from_le_bytes([setup[6], setup[7]]));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn control<'a>(setup: &'a [u8; 8], data: &'a [&'a [u8]]) -> Request<'a> {
        Request {
            id: 1,
            kind: 2,
            endpoint: 0,
            setup: Some(setup),
            data,
            length: 0,
            flags: 0,
        }
    }

    #[test]
    fn the_length_of_a_control_transfer_is_that_of_its_setup_packet() {
        let setup = [0x80, 6, 0, 1, 0, 0, 18, 0];
        let expected = Layout {
            input: true,
            start: 8,
            length: 18,
        };
        assert_eq!(control(&setup, &[]).layout(Kind::Control), Ok(expected));
    }

    #[test]
    fn a_control_out_whose_data_is_not_as_long_as_it_says_is_refused() {
        let setup = [0x21, 9, 0, 2, 0, 0, 2, 0];
        let refused = Err(Refused(libc::EINVAL));
        assert_eq!(control(&setup, &[&[1]]).layout(Kind::Control), refused);
        assert!(control(&setup, &[&[1], &[2]]).layout(Kind::Control).is_ok());
    }

    #[test]
    fn a_setup_packet_and_control_belong_together() {
        let setup = [0x80, 6, 0, 1, 0, 0, 18, 0];
        let mut request = control(&setup, &[]);
        request.setup = None;
        let refused = Err(Refused(libc::EINVAL));
        assert_eq!(request.layout(Kind::Control), refused);
        let mut request = control(&setup, &[]);
        request.endpoint = 0x81;
        assert_eq!(request.layout(Kind::Bulk), refused);
    }

    #[test]
    fn an_empty_packet_is_for_out_and_a_short_packet_for_in() {
        let mut request = Request {
            id: 1,
            kind: 3,
            endpoint: 0x81,
            setup: None,
            data: &[],
            length: 512,
            flags: abi::URB_ZERO_PACKET,
        };
        assert_eq!(request.layout(Kind::Bulk), Err(Refused(libc::EINVAL)));
        request.flags = abi::URB_SHORT_NOT_OK;
        assert!(request.layout(Kind::Bulk).is_ok());
    }
}
