//! Counts connections by where they come from, so that one address cannot have them all.

use std::collections::HashMap;
use std::net::IpAddr;

/// An IPv4 address, or the /64 that a host with IPv6 has for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    V4(u32),
    V6(u64),
}

impl From<IpAddr> for Source {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::V4(address.to_bits()),
            IpAddr::V6(address) => Self::V6((address.to_bits() >> 64) as u64),
        }
    }
}

/// Holds nothing for addresses that have none open.
pub struct Addresses {
    limit: usize,
    open: HashMap<Source, usize>,
}

impl Addresses {
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            open: HashMap::new(),
        }
    }

    /// Counts one more; false, and counts nothing, at the limit.
    pub fn take(&mut self, source: Source) -> bool {
        let open = self.open.get(&source).copied().unwrap_or(0);
        if open >= self.limit {
            return false;
        }
        self.open.insert(source, open + 1);
        true
    }

    pub fn give(&mut self, source: Source) {
        match self.open.get_mut(&source) {
            Some(open) if *open > 1 => *open -= 1,
            _ => {
                self.open.remove(&source);
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        text.parse::<IpAddr>().unwrap().into()
    }

    #[test]
    fn counts_each_address_up_to_the_limit() {
        let mut addresses = Addresses::new(2);
        let here = source("192.0.2.1");
        assert!(addresses.take(here));
        assert!(addresses.take(here));
        assert!(!addresses.take(here));
        assert!(addresses.take(source("192.0.2.2")));
        addresses.give(here);
        assert!(addresses.take(here));
    }

    #[test]
    fn forgets_an_address_that_has_none_open() {
        let mut addresses = Addresses::new(2);
        let here = source("192.0.2.1");
        addresses.take(here);
        addresses.give(here);
        assert!(addresses.open.is_empty());
    }

    #[test]
    fn takes_a_network_of_ipv6_for_one_and_a_mapped_address_for_what_it_maps() {
        assert_eq!(source("2001:db8::1"), source("2001:db8::ffff:1"));
        assert_ne!(source("2001:db8::1"), source("2001:db8:0:1::1"));
        assert_eq!(source("::ffff:192.0.2.1"), source("192.0.2.1"));
    }
}
