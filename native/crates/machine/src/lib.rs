//! One KVM virtual machine per process: guest memory, vCPU threads, the interrupt controller, the region table and
//! the way into a kernel. Owns every KVM ioctl of Farport. Knows nothing of Node, of PCI or of any device that
//! TypeScript emulates.

mod acpi;
mod boot;
mod cpuid;
mod error;
mod exchange;
mod kvm;
mod legacy;
mod machine;
mod memory;
mod msi;
mod regions;
mod vcpu;
mod vcpu_state;

pub use acpi::{AcpiSpec, Window};
pub use boot::{LinuxBoot, write_tables};
pub use error::{Error, Result};
pub use exchange::{DRAIN_LIMIT, Event, Kind, QUEUE_LIMIT, RECORD_BYTES, Record, Wake};
pub use machine::{Machine, MachineOptions};
pub use memory::{Memory, Ram, RamRange};
pub use msi::Message;
pub use regions::{Region, Rule, Shadow, Space};
pub use vcpu_state::LongMode;
pub use vmm_sys_util::eventfd::EventFd;
