//! The little the engine must read of a device's descriptors: which interfaces a configuration has (USB 2.0,
//! section 9.6). Bounded by the bytes given, whatever they say.

const CONFIGURATION: u8 = 2;
const INTERFACE: u8 = 4;
const DEVICE_LENGTH: usize = 18;

/// Numbers of the interfaces of configuration `value`, in ascending order; None if there is no such configuration.
/// `bytes` is what the usbfs node gives: the device descriptor, then every configuration with all that follows it.
pub fn interfaces(bytes: &[u8], value: u8) -> Option<Vec<u8>> {
    let mut rest = bytes.get(DEVICE_LENGTH..)?;
    loop {
        // wTotalLength at 2, bConfigurationValue at 5.
        let header = rest.get(..9)?;
        let total = usize::from(u16::from_le_bytes([header[2], header[3]]));
        if header[1] != CONFIGURATION || total < 9 {
            return None;
        }
        let configuration = &rest[..total.min(rest.len())];
        if header[5] == value {
            return Some(interfaces_of(configuration));
        }
        rest = rest.get(total..)?;
    }
}

fn interfaces_of(configuration: &[u8]) -> Vec<u8> {
    let mut found = Vec::new();
    let mut rest = configuration;
    while let [length, kind, ..] = *rest {
        let length = usize::from(length);
        if length < 2 || length > rest.len() {
            break;
        }
        if kind == INTERFACE && length >= 9 && !found.contains(&rest[2]) {
            found.push(rest[2]);
        }
        rest = &rest[length..];
    }
    found.sort_unstable();
    found
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn device(configurations: &[(u8, &[u8])]) -> Vec<u8> {
        let mut bytes = vec![18, 1];
        bytes.resize(18, 0);
        for (value, numbers) in configurations {
            let total = 9 + 16 * numbers.len() as u16;
            let [low, high] = total.to_le_bytes();
            bytes.extend([9, 2, low, high, numbers.len() as u8, *value, 0, 0x80, 50]);
            for number in *numbers {
                bytes.extend([9, 4, *number, 0, 1, 8, 6, 80, 0]);
                bytes.extend([7, 5, 0x81, 2, 0, 2, 0]);
            }
        }
        bytes
    }

    #[test]
    fn finds_the_interfaces_of_the_configuration_asked_for() {
        let bytes = device(&[(1, &[0]), (3, &[2, 0, 2])]);
        assert_eq!(interfaces(&bytes, 1), Some(vec![0]));
        assert_eq!(interfaces(&bytes, 3), Some(vec![0, 2]));
        assert_eq!(interfaces(&bytes, 2), None);
    }

    #[test]
    fn an_interface_descriptor_that_ends_early_is_not_read() {
        let mut bytes = device(&[(1, &[0, 1])]);
        bytes.truncate(bytes.len() - 10);
        assert_eq!(interfaces(&bytes, 1), Some(vec![0]));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..512), value: u8) {
            let _ = interfaces(&bytes, value);
        }

        #[test]
        fn any_change_of_a_good_device_is_read_without_a_panic(at in 0usize..59, byte: u8) {
            let mut bytes = device(&[(1, &[0, 1])]);
            bytes[at] = byte;
            let _ = interfaces(&bytes, 1);
        }
    }
}
